//! Failures 24 to 28: placeholders that change, double or touch what they should not.

use confidant_privacy::Vault;

use crate::{answered, masked, masked_with};

#[test]
fn failure_24_a_later_turn_reuses_the_placeholder_after_a_restart_too() {
    let mut vault = Vault::new();
    let first = masked_with("Ms Hannah Weiss, anna@example.org", &mut vault);
    masked_with("Mr Otto Kern, kern@example.org", &mut vault);
    assert_eq!(masked_with("Ms Hannah Weiss, anna@example.org", &mut vault), first);

    let kept = (vault.entries().cloned().collect(), vault.places().collect());
    let mut restarted = Vault::from_parts(kept.0, kept.1).unwrap();
    assert_eq!(masked_with("Ms Hannah Weiss, anna@example.org", &mut restarted).as_str(), first.as_str());
    let third = masked_with("Ms Rosa Quux", &mut restarted);
    assert!(!first.as_str().contains(third.as_str()), "a number was given twice: {third}");
}

#[test]
fn failure_25_a_placeholder_of_the_source_survives_and_never_becomes_a_value() {
    let mut vault = Vault::new();
    let source = "Fill in [PERSON_1] and PERSON_1 for Mr Otto Kern.";
    let masked = masked_with(source, &mut vault);
    assert!(!masked.as_str().contains("[PERSON_1] and PERSON_1"), "{masked}");
    assert_eq!(answered(masked.as_str(), &vault).0, source);
}

#[test]
fn failure_26_one_person_is_one_placeholder_and_comes_back_once() {
    let mut vault = Vault::new();
    let masked = masked_with("Herr Hans Müller kam.", &mut vault);
    assert_eq!(masked.as_str(), "[PERSON_1] kam.");
    assert_eq!(answered("[PERSON_1] kam.", &vault).0, "Herr Hans Müller kam.");
    let again = masked_with("Hans Müller und H. Müller und Müller", &mut vault);
    assert_eq!(again.as_str(), "[PERSON_1] und [PERSON_1] und [PERSON_1]");
    assert_eq!(answered(again.as_str(), &vault).0, "Hans Müller und H. Müller und Müller");
}

#[test]
fn failure_27_a_name_inside_a_word_is_not_touched() {
    let masked = masked("Ms Ann Lee met the annual planning team. Ann sleeps; Annual Leeway stays.");
    assert_eq!(masked, "[PERSON_1] met the annual planning team. [PERSON_1] sleeps; Annual Leeway stays.");
}

#[test]
fn failure_28_a_value_that_looks_like_a_placeholder_is_not_restored_again() {
    let mut vault = Vault::new();
    let masked = masked_with("[PERSON_2] is what Mr Otto Kern typed.", &mut vault);
    assert_eq!(answered(masked.as_str(), &vault).0, "[PERSON_2] is what Mr Otto Kern typed.");
}
