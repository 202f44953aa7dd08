//! Tests of the risk on whole texts, masked as they would leave.

use super::{Flag, Level, Risk, risk};
use crate::{MaskedText, Mode, Policy, Recognisers, Vault, mask};
use confidant_text::{EntityKind, RawText};
use std::sync::LazyLock;

fn recognisers() -> &'static Recognisers {
    static RECOGNISERS: LazyLock<Recognisers> = LazyLock::new(|| Recognisers::builtin().unwrap());
    &RECOGNISERS
}

fn masked(text: &str, policy: &Policy, vault: &mut Vault) -> MaskedText {
    let text = RawText::new(text);
    let found = recognisers().scan(&[&text], policy).unwrap().remove(0);
    mask(&text, &found, vault, policy).unwrap()
}

fn risk_of(text: &str, policy: &Policy) -> Risk {
    risk(&[&masked(text, policy, &mut Vault::new())], recognisers(), policy).unwrap()
}

fn balanced(text: &str) -> Risk {
    risk_of(text, &Policy::default())
}

fn whats(risk: &Risk) -> Vec<&str> {
    risk.people.first().map(|person| person.reasons.iter().map(|reason| reason.what).collect()).unwrap_or_default()
}

#[test]
fn failure_17_somebody_who_is_the_only_one_is_a_risk_without_any_name() {
    let risk = balanced("She is the only female mayor of the county.");
    assert_eq!(risk.level, Level::Medium);
    assert_eq!(whats(&risk), ["being the only one", "an occupation", "a sex"]);
    assert_eq!(risk.people[0].placeholder, None);
    for text in [
        "The only female mayor of Springfield resigned.",
        "Die einzige Bürgermeisterin in Sachsen trat zurück.",
        "Elle est la seule infirmière de nationalité turque à Toulouse.",
    ] {
        assert!(balanced(text).level >= Level::Medium, "{text} {:?}", balanced(text));
    }
}

#[test]
fn failure_18_a_relative_is_somebody_else_and_may_be_a_child() {
    let risk = balanced("My daughter goes to the Waldorf school here.");
    assert_eq!(risk.flags, [Flag::Minor, Flag::ThirdPerson]);
    assert_eq!(whats(&risk), ["an education", "a sex"]);
    assert_eq!(balanced("I asked my older sister.").flags, [Flag::ThirdPerson]);
    assert_eq!(balanced("Unser kleiner Sohn ist krank.").flags, [Flag::Minor, Flag::ThirdPerson]);
    assert_eq!(balanced("The contract ends in June.").flags, []);
}

#[test]
fn attributes_add_up_for_the_person_they_stand_beside() {
    let text = "Mr Otto Kern is a Norwegian dentist.\n\nMs Anna Weiss signed. She is a nurse.\n\nA pilot flew.";
    let risk = balanced(text);
    let people: Vec<_> = risk
        .people
        .iter()
        .map(|person| (person.placeholder.map(|placeholder| placeholder.number), person.bits, person.level))
        .collect();
    assert_eq!(people, [(Some(1), 12.0, Level::Low), (Some(2), 8.0, Level::Low), (None, 7.0, Level::Low)]);
}

#[test]
fn what_is_said_twice_counts_once_and_what_the_writer_says_in_two_places_adds_up() {
    let once = balanced("I am a nurse.");
    assert_eq!(once.people, balanced("I am a nurse.\n\nAs a nurse I know.").people);
    assert_eq!(whats(&balanced("I am a nurse.\n\nI am Estonian.")), ["an occupation", "a nationality"]);
    assert_eq!(balanced("The nurse left.\n\nAn Estonian came.").people.len(), 1);
}

#[test]
fn job_and_town_and_illness_make_a_person_easy_to_find() {
    let risk = balanced("I am a beekeeper in Reykjavik and have cystic fibrosis.");
    assert_eq!(risk.level, Level::High);
    assert_eq!(whats(&risk), ["a rare disease", "a town", "an occupation"]);
    assert_eq!(risk.flags, [Flag::SpecialCategory]);
    assert_eq!(risk.people[0].k, 4);
    assert_eq!(whats(&balanced("She works in Bremen.")), ["a town", "a sex"]);
    assert_eq!(whats(&balanced("Ask at Bremen-Jones in September.")), Vec::<&str>::new());
}

#[test]
fn many_traits_in_one_paragraph_are_flagged_and_in_four_paragraphs_not() {
    let traits = ["I am a nurse.", "I am Estonian.", "I am a Quaker.", "I am a widow."];
    assert!(balanced(&traits.join(" ")).flags.contains(&Flag::ManyTraits));
    assert!(!balanced(&traits.join("\n\n")).flags.contains(&Flag::ManyTraits));
}

#[test]
fn words_that_were_said_are_flagged_when_they_can_be_searched_for() {
    let said = "we never saw anything like it in all these years";
    for quote in [format!("“{said}”"), format!("\"{said}\""), format!("„{said}“"), format!("a «b» «{said}»")]
    {
        assert_eq!(balanced(&format!("He wrote {quote}.")).flags, [Flag::Quote], "{quote}");
    }
    assert_eq!(balanced("He wrote “we never saw it”.").flags, []);
    assert_eq!(balanced("It said “we never saw anna@example.org like it in all these years”.").flags, []);
}

#[test]
fn every_suggestion_takes_away_the_bits_it_says() {
    let text = "I am a Norwegian dentist, 34 years old, have epilepsy and was convicted of theft on 3 May 2024.";
    let mut policy = Policy::default();
    policy.modes.extend([(EntityKind::Date, Mode::Keep), (EntityKind::Age, Mode::Keep)]);
    let before = risk_of(text, &policy);
    let suggestions = &before.people[0].suggestions;
    assert!(suggestions.len() >= 4, "{suggestions:?}");
    for suggestion in suggestions {
        let mut policy = policy.clone();
        policy.modes.insert(suggestion.kind, suggestion.mode);
        let after = risk_of(text, &policy);
        let taken = before.people[0].bits - after.people.first().map_or(0.0, |person| person.bits);
        assert!(taken.total_cmp(&suggestion.bits).is_eq() && taken > 0.0, "{suggestion:?} {taken}");
    }
}

#[test]
fn a_strict_policy_leaves_no_trait_and_no_suggestion() {
    let policy = Policy { preset: crate::Preset::Strict, ..Policy::default() };
    let risk = risk_of("I am a Norwegian dentist and have epilepsy.", &policy);
    assert_eq!((risk.level, risk.people.len()), (Level::Low, 0));
}

#[test]
fn the_programs_own_words_say_nothing_about_a_person() {
    let text = MaskedText::fixed("You are a nurse in Leipzig. Answer my daughter.");
    let risk = risk(&[&text], recognisers(), &Policy::default()).unwrap();
    assert_eq!((risk.people.len(), risk.flags.len()), (0, 0));
}

#[test]
fn serialised_it_holds_kinds_numbers_and_placeholders_only() {
    let json = serde_json::to_string(&balanced("Mr Otto Kern is a dentist.")).unwrap();
    assert_eq!(
        json,
        "{\"level\":\"low\",\"people\":[{\"placeholder\":\"[PERSON_1]\",\"level\":\"low\",\"bits\":7.0,\"k\":67108864,\
         \"reasons\":[{\"what\":\"an occupation\",\"kind\":\"JOB_TITLE\",\"bits\":7.0}],\
         \"suggestions\":[{\"kind\":\"JOB_TITLE\",\"mode\":\"mask\",\"bits\":7.0}]}],\"flags\":[]}"
    );
}

#[test]
fn levels_change_at_a_thousand_and_at_twenty() {
    let at = |k| super::level(k);
    assert_eq!([at(1001), at(1000), at(20), at(19)], [Level::Low, Level::Medium, Level::Medium, Level::High]);
    assert_eq!((super::fitting(0.0), super::fitting(33.0), super::fitting(60.0)), (1 << 33, 1, 1));
}
