//! Tests of the vault.

use super::{Place, Vault, VaultEntry, VaultError};
use crate::Placeholder;
use confidant_text::{EntityKind, Family, RawText};

fn entry(family: Family, number: u32, value: &str) -> VaultEntry {
    VaultEntry::new(Placeholder { family, number }, RawText::new(value))
}

/// The placeholders of these names, all of one text.
fn people(vault: &mut Vault, names: &[&str]) -> Vec<String> {
    let values: Vec<_> = names.iter().map(|name| (EntityKind::Person, *name)).collect();
    given(vault, &values)
}

fn given(vault: &mut Vault, values: &[(EntityKind, &str)]) -> Vec<String> {
    vault.register(values).unwrap();
    let at = |(kind, value): &(EntityKind, &str)| vault.find(kind.family(), value).unwrap();
    values.iter().map(|value| vault.entry(at(value)).unwrap().placeholder.to_string()).collect()
}

fn restarted(vault: &Vault) -> Vault {
    Vault::from_parts(vault.entries().cloned().collect(), vault.places().collect()).unwrap()
}

#[test]
fn one_person_has_one_placeholder_however_the_name_is_written() {
    let names = ["Ms Weiss", "Hannah Weiss", "HANNAH WEISS", "Weiß", "H. Weiss", "Hannah", "Dr. Hannah M. Weiss"];
    assert_eq!(people(&mut Vault::new(), &names), ["[PERSON_1]"; 7]);
}

#[test]
fn a_surname_with_two_owners_is_not_guessed() {
    let names = ["Weiss", "Hannah Weiss", "Otto Weiss", "Ms Weiss", "WEISS", "H. Weiss"];
    let expected = ["[PERSON_1]", "[PERSON_2]", "[PERSON_3]", "[PERSON_4]", "[PERSON_1]", "[PERSON_2]"];
    assert_eq!(people(&mut Vault::new(), &names), expected);
}

#[test]
fn titles_that_contradict_are_two_people() {
    let names = ["Mr Weiss", "Ms Weiss", "Weiss", "Frau Weiß", "Otto Kern Jr.", "Otto Kern Sr."];
    let expected = ["[PERSON_1]", "[PERSON_2]", "[PERSON_3]", "[PERSON_2]", "[PERSON_4]", "[PERSON_5]"];
    assert_eq!(people(&mut Vault::new(), &names), expected);
    assert_eq!(people(&mut Vault::new(), &["Mr Hannes Weiss", "Ms Weiss"]), ["[PERSON_1]", "[PERSON_2]"]);
}

#[test]
fn a_later_fuller_name_joins_the_one_it_belongs_to() {
    let mut vault = Vault::new();
    assert_eq!(people(&mut vault, &["Weiss"]), ["[PERSON_1]"]);
    assert_eq!(people(&mut vault, &["Hannah Weiss"]), ["[PERSON_1]"]);
    assert_eq!(people(&mut vault, &["Otto Weiss"]), ["[PERSON_2]"], "the first has her own given name by now");
    assert_eq!(people(&mut vault, &["Weiss", "WEISS"]), ["[PERSON_1]"; 2], "what has a placeholder keeps it");
    assert_eq!(people(&mut vault, &["Dr Weiss"]), ["[PERSON_3]"], "and what is new is not guessed");
}

#[test]
fn two_fuller_names_at_once_leave_the_shorter_one_alone() {
    let mut vault = Vault::new();
    people(&mut vault, &["Weiss"]);
    assert_eq!(people(&mut vault, &["Hannah Weiss", "Otto Weiss"]), ["[PERSON_2]", "[PERSON_3]"]);
}

#[test]
fn numbers_are_unique_and_stable_over_turns_and_restarts() {
    let mut vault = Vault::new();
    let values = [
        (EntityKind::Person, "Anna Kern"),
        (EntityKind::Iban, "DE89 3704 0044 0532 0130 00"),
        (EntityKind::Iban, "DE89370400440532013000"),
        (EntityKind::Email, "anna@example.org"),
        (EntityKind::Email, "Anna@Example.Org"),
        (EntityKind::Phone, "+49 30 901820"),
        (EntityKind::Phone, "030 / 90 18 20"),
    ];
    let expected = ["[PERSON_1]", "[ACCOUNT_2]", "[ACCOUNT_2]", "[EMAIL_3]", "[EMAIL_3]", "[PHONE_4]", "[PHONE_4]"];
    assert_eq!(given(&mut vault, &values), expected);
    let mut vault = restarted(&vault);
    assert_eq!(given(&mut vault, &values), expected);
    assert_eq!(
        given(&mut vault, &[(EntityKind::Person, "Ms Kern"), (EntityKind::Date, "today")]),
        ["[PERSON_1]", "[DATE_5]"]
    );
    assert_eq!(vault.len(), 5);
}

#[test]
fn a_number_without_its_country_belongs_to_the_only_one_it_fits() {
    let phone = EntityKind::Phone;
    let two = [(phone, "+49 30 901820"), (phone, "+43 30 901820"), (phone, "030 901820")];
    assert_eq!(given(&mut Vault::new(), &two), ["[PHONE_1]", "[PHONE_2]", "[PHONE_3]"]);
}

#[test]
fn a_secret_shares_no_placeholder_with_a_harmless_word() {
    let values = [(EntityKind::Custom, "hunter"), (EntityKind::Password, "hunter"), (EntityKind::Password, "Hunter")];
    assert_eq!(given(&mut Vault::new(), &values), ["[TERM_1]", "[SECRET_2]", "[SECRET_3]"]);
}

#[test]
fn the_fullest_and_best_written_value_stands_for_a_placeholder() {
    let mut vault = Vault::new();
    people(&mut vault, &["Weiss", "HANNAH WEISS", "Hannah Weiss", "Hannah Weiß"]);
    let placeholder = "[PERSON_1]".parse().unwrap();
    assert_eq!(vault.get(&placeholder), Some(&RawText::new("Hannah Weiss")));
    assert_eq!(vault.surfaces(&placeholder).count(), 4);
}

#[test]
fn a_vault_that_contradicts_itself_is_refused() {
    let person = Family::Person;
    let two_families = vec![entry(person, 1, "Anna"), entry(Family::Account, 1, "DE02")];
    assert_eq!(Vault::from_entries(two_families).err(), Some(VaultError::SameNumber(1)));
    let same_value = vec![entry(person, 1, "Anna"), entry(person, 2, "Anna")];
    assert_eq!(Vault::from_entries(same_value).err(), Some(VaultError::SameValue(2)));
    assert_eq!(Vault::from_entries(vec![entry(person, 0, "Anna")]).err(), Some(VaultError::Empty(0)));
    assert_eq!(Vault::from_entries(vec![entry(person, 3, "")]).err(), Some(VaultError::Empty(3)));
    let nowhere = Vault::from_parts(vec![entry(person, 1, "Anna")], vec![Place { prefix: 7, entry: 1 }]);
    assert_eq!(nowhere.err(), Some(VaultError::NoEntry(1)));
}

#[test]
fn a_wrong_family_or_number_resolves_to_nothing() {
    let vault = Vault::from_entries(vec![entry(Family::Person, 1, "Anna")]).unwrap();
    assert!(vault.get(&Placeholder { family: Family::Organisation, number: 1 }).is_none());
    assert!(vault.get(&Placeholder { family: Family::Person, number: 2 }).is_none());
}

#[test]
fn debug_tells_a_count_and_no_value() {
    let vault = Vault::from_entries(vec![entry(Family::Person, 1, "Hannah")]).unwrap();
    assert_eq!(format!("{vault:?}"), "Vault(1 values)");
    assert!(!format!("{:?}", vault.entries().next()).contains("Hannah"));
}
