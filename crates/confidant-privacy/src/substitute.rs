//! Substituting: a believable other value in place of a value. Nobody's: reserved domains and telephone numbers, invented towns and
//! companies, and names that many people have.

mod contact;
mod invented;
mod name;

use confidant_text::EntityKind;

use crate::recognise::fold;

/// A stand-in for the value. `None` when there is none that anybody would believe, or none is left: then the value is masked.
///
/// The same `n` always tries the same candidates in the same order, another `n` begins with another. The first that is not `taken`
/// and is written unlike the value is returned. None is an ordinary English, German, French or Spanish word.
pub(crate) fn substitute(kind: EntityKind, value: &str, n: u32, taken: &dyn Fn(&str) -> bool) -> Option<String> {
    match kind {
        EntityKind::Person => name::whole(value, n, taken),
        EntityKind::Email => contact::email(value, n, taken),
        EntityKind::Phone => contact::phone(value, n, taken),
        EntityKind::Organisation => invented::organisation(value, n, taken),
        EntityKind::City => invented::town(value, n, taken),
        EntityKind::Address => invented::address(value, n, taken),
        _ => None,
    }
}

/// A stand-in for one word of a name, written as that word is: in capitals, with a hyphen, as an initial. Titles and particles
/// ("Dr", "van") stand for themselves.
pub(crate) fn substitute_name_word(word: &str, n: u32, taken: &dyn Fn(&str) -> bool) -> Option<String> {
    name::word(word, name::Role::Unknown, n, taken)
}

/// The first of `count` candidates that is free and is not the value itself.
fn first_free(
    value: &str,
    n: u32,
    count: usize,
    candidate: impl Fn(usize) -> Option<String>,
    taken: &dyn Fn(&str) -> bool,
) -> Option<String> {
    // A prime larger than every list: neighbours in number are no neighbours in the alphabet, and all are reached.
    const STRIDE: usize = 7919;
    let value = fold::letters(value);
    let first = usize::try_from(n).ok()? % count.max(1);
    let tried = (0..count).filter_map(|attempt| candidate((first + attempt) * STRIDE % count));
    tried.into_iter().find(|candidate| fold::letters(candidate) != value && !taken(candidate))
}

#[cfg(test)]
mod tests {
    use super::{substitute, substitute_name_word};
    use confidant_text::EntityKind::{self, Address, City, Date, Email, Iban, NationalId, Organisation, Person, Phone};
    use std::collections::BTreeSet;

    const SAMPLES: [(EntityKind, &str); 6] = [
        (Person, "Hannah Weiss"),
        (Email, "hannah@weiss.example"),
        (Phone, "+49 170 1234567"),
        (Organisation, "Weiss Logistik GmbH"),
        (City, "Leipzig"),
        (Address, "Lindenstraße 4, 04109 Leipzig"),
    ];

    #[test]
    fn many_values_have_many_stand_ins_and_each_the_same_again() {
        for (kind, value) in SAMPLES {
            let mut given = BTreeSet::new();
            for n in 1..=300 {
                let stand_in = substitute(kind, value, n, &|other| given.contains(other)).unwrap();
                assert_ne!(stand_in, value);
                assert!(given.insert(stand_in.clone()), "{kind} {stand_in} twice");
            }
            let free = |_: &str| false;
            assert_eq!(substitute(kind, value, 7, &free), substitute(kind, value, 7, &free));
            assert_ne!(substitute(kind, value, 7, &free), substitute(kind, value, 8, &free));
        }
    }

    #[test]
    fn what_is_taken_is_never_given_and_nothing_is_left_in_the_end() {
        for (kind, value) in SAMPLES {
            let first = substitute(kind, value, 1, &|_| false).unwrap();
            let words: Vec<&str> = first.split(' ').collect();
            let other = substitute(kind, value, 1, &|other| other == first || words.contains(&other)).unwrap();
            assert_ne!(first, other);
            assert_eq!(substitute(kind, value, 1, &|_| true), None, "{kind}");
        }
    }

    #[test]
    fn dates_and_numbers_have_none() {
        for kind in [Date, Iban, NationalId] {
            assert_eq!(substitute(kind, "2024-05-03", 1, &|_| false), None);
        }
    }

    #[test]
    fn a_word_stands_for_a_word_in_every_mention() {
        let free = |_: &str| false;
        let surname = substitute_name_word("Weiss", 2, &free).unwrap();
        assert_eq!(substitute_name_word("WEISS", 2, &free), Some(surname.to_uppercase()));
        assert!(substitute(Person, "Hannah Weiss", 1, &free).unwrap().ends_with(&surname));
    }
}
