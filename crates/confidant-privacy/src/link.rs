//! Which placeholders may stand for the same person: a name, its parts, and its other ways of writing.

use std::collections::{BTreeMap, BTreeSet};

use confidant_text::Family;

use crate::{
    Placeholder, Vault,
    recognise::{fold, names},
};

/// For each sent placeholder of a person, the fuller names of other sent placeholders that it may belong to. A name with more
/// than one candidate keeps them all: nobody guesses.
pub(crate) fn links(vault: &Vault, sent: &[Placeholder]) -> Vec<(Placeholder, Vec<Placeholder>)> {
    let people: BTreeMap<Placeholder, BTreeSet<String>> = sent
        .iter()
        .filter(|placeholder| placeholder.family == Family::Person)
        .filter_map(|placeholder| {
            let value = vault.get(placeholder)?.expose("to compare names with one another");
            Some((*placeholder, names::words(value).into_iter().map(|word| fold::letters(&word)).collect()))
        })
        .collect();
    let fuller = |(one, words): (&Placeholder, &BTreeSet<String>),
                  (other, others): (&Placeholder, &BTreeSet<String>)| {
        !words.is_empty() && words.is_subset(others) && (words.len() < others.len() || other < one)
    };
    people
        .iter()
        .filter_map(|person| {
            let wholes: Vec<_> =
                people.iter().filter(|other| fuller(person, *other)).map(|(other, _)| *other).collect();
            // Of several ways of writing one name, the first is enough.
            let most = wholes.iter().filter_map(|whole| people.get(whole)).map(BTreeSet::len).max()?;
            let mut seen = BTreeSet::new();
            let wholes: Vec<_> = wholes
                .into_iter()
                .filter(|whole| {
                    people.get(whole).is_some_and(|words| words.len() == most && seen.insert(words.clone()))
                })
                .collect();
            Some((*person.0, wholes))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::{Placeholder, Vault, VaultEntry, hints};
    use confidant_text::{Family, RawText};

    fn told(names: &[&str]) -> String {
        let person = |number| Placeholder { family: Family::Person, number };
        let entries = (1..)
            .zip(names)
            .map(|(number, name)| VaultEntry { placeholder: person(number), value: RawText::new(*name) });
        let vault = Vault::from_entries(entries.collect()).unwrap();
        let sent: Vec<_> = vault.entries().map(|entry| entry.placeholder).collect();
        hints(&vault, &sent).to_string()
    }

    #[test]
    fn another_way_of_writing_a_name_points_to_the_fuller_one() {
        assert_eq!(
            told(&["Hannah Weiß", "Ms Weiss", "HANNAH WEISS"]),
            "[PERSON_2] may be another way of writing [PERSON_1].\n[PERSON_3] may be another way of writing [PERSON_1].\n"
        );
    }

    #[test]
    fn a_surname_with_two_candidates_is_not_guessed() {
        assert_eq!(
            told(&["Hannah Weiss", "Otto Weiss", "Weiss"]),
            "[PERSON_3] may be another way of writing [PERSON_1] or [PERSON_2].\n"
        );
    }
}
