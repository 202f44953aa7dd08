//! What a person decided: words that are always masked, words that never are, kinds that stay.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::{collections::BTreeSet, sync::LazyLock};

use confidant_privacy::{
    Destination, Draft, MaskedJson, MaskedText, Mode, Policy, Recognisers, Refusal, Term, Vault, mask, review,
};
use confidant_text::{EntityKind, RawText};

static RECOGNISERS: LazyLock<Recognisers> = LazyLock::new(|| Recognisers::builtin().unwrap());

const IBAN: &str = "DE89 3704 0044 0532 0130 00";

fn term(text: &str) -> Term {
    Term { text: RawText::new(text), kind: EntityKind::Organisation }
}

fn never(words: &[&str]) -> Policy {
    Policy { never: words.iter().map(|word| term(word)).collect(), ..Policy::default() }
}

fn keeping(kind: EntityKind) -> Policy {
    Policy { modes: [(kind, Mode::Keep)].into(), ..Policy::default() }
}

fn masked(text: &str, vault: &mut Vault, policy: &Policy) -> MaskedText {
    let text = RawText::new(text);
    let findings = RECOGNISERS.scan(&[&text], policy).unwrap().remove(0);
    mask(&text, &findings, vault, policy).unwrap()
}

fn reviewed(text: &MaskedText, vault: &Vault, policy: &Policy) -> Result<(), Refusal> {
    let destination = Destination { provider: "test".into(), url: "https://cloud.example".into(), model: "m".into() };
    let draft = Draft { destination, body: MaskedJson::text(text), canaries: Vec::new() };
    review(draft, vault, &RECOGNISERS, policy).map(drop)
}

#[test]
fn a_word_of_the_list_is_masked_wherever_it_stands_and_refused_in_clear() {
    let policy = Policy { always: vec![term("Nightjar"), term("Zorn*")], ..Policy::default() };
    let mut vault = Vault::new();
    let text = masked("NIGHTJAR, nightjär's Nigthjar and zorntech", &mut vault, &policy);
    assert_eq!(text.as_str(), "[ORG_1], [ORG_1]'s [ORG_2] and [ORG_3]");
    assert_eq!(reviewed(&text, &vault, &policy), Ok(()));
    let clear = masked("about Nightjar", &mut Vault::new(), &Policy::default());
    let refused = Err(Refusal::Unmasked { kind: EntityKind::Organisation });
    assert_eq!(reviewed(&clear, &Vault::new(), &policy), refused);
}

#[test]
fn a_never_masked_word_stays_whoever_finds_it_and_only_whole() {
    let policy = never(&["Mr Otto Kern", "kern"]);
    let mut vault = Vault::new();
    let text = masked("Mr Otto Kern came. KERN left with Ms Anna Kern.", &mut vault, &policy);
    assert_eq!(text.as_str(), "Mr Otto Kern came. KERN left with [PERSON_1].");
    assert_eq!(reviewed(&text, &vault, &policy), Ok(()), "a part that is lifted is no leak");
}

#[test]
fn no_list_lifts_a_secret_and_a_checksum_only_what_was_confirmed() {
    let mut policy = never(&["hunter2secret", IBAN]);
    let source = format!("The password is hunter2secret, the account {IBAN}.");
    let text = masked(&source, &mut Vault::new(), &policy);
    assert_eq!(text.as_str(), "The password is [SECRET_1], the account [ACCOUNT_2].");
    policy.confirmed = BTreeSet::from([RawText::new(IBAN), RawText::new("hunter2secret")]);
    let text = masked(&source, &mut Vault::new(), &policy);
    assert_eq!(text.as_str(), format!("The password is [SECRET_1], the account {IBAN}."));
}

#[test]
fn always_beats_never() {
    let policy = Policy { always: vec![term("Nightjar")], ..never(&["Nightjar"]) };
    assert_eq!(masked("the Nightjar plan", &mut Vault::new(), &policy).as_str(), "the [ORG_1] plan");
}

#[test]
fn a_kept_kind_stays_visible_as_a_finding() {
    let policy = keeping(EntityKind::Date);
    let text = RawText::new("Ms Weiss came on 12 March 2024.");
    let findings = RECOGNISERS.scan(&[&text], &policy).unwrap().remove(0);
    assert_eq!(findings.iter().map(|finding| finding.kind).collect::<Vec<_>>(), [EntityKind::Person]);
    assert_eq!(findings.kept().map(|finding| finding.kind).collect::<Vec<_>>(), [EntityKind::Date]);
}

#[test]
fn what_an_earlier_send_masked_may_be_kept_in_the_next() {
    let mut vault = Vault::new();
    let source = "Ms Weiss came on 12 March 2024 to Acme.";
    masked(source, &mut vault, &Policy { always: vec![term("Acme")], ..Policy::default() });
    let policy = Policy { never: vec![term("acme")], ..keeping(EntityKind::Date) };
    let text = masked(source, &mut vault, &policy);
    assert_eq!(text.as_str(), "[PERSON_1] came on 12 March 2024 to Acme.");
    assert_eq!(reviewed(&text, &vault, &policy), Ok(()));
    assert!(matches!(reviewed(&text, &vault, &Policy::default()), Err(Refusal::Leak { .. })));
}

#[test]
fn a_placeholder_in_the_source_is_protected_from_every_list() {
    let text = masked("see [PERSON_1]", &mut Vault::new(), &never(&["[PERSON_1]"]));
    assert_eq!(text.as_str(), "see [TERM_1]");
}
