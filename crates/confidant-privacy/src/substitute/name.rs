//! Names of people, word by word, from lists of names that many people in many countries have.

use super::first_free;
use crate::recognise::{fold, words};

/// Given names, one in a line. None is an ordinary word of a large European language.
const GIVEN: &str = include_str!("given.txt");

/// Surnames likewise.
const SURNAMES: &str = include_str!("surnames.txt");

/// What a word is within its name.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Role {
    Given,
    Surname,
    /// A known given name is one, everything else a surname.
    Unknown,
}

/// A whole name: its last word is a surname, the others are given names. The words take the numbers from `n` on.
pub(super) fn whole(name: &str, n: u32, taken: &dyn Fn(&str) -> bool) -> Option<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let last = words.len().checked_sub(1)?;
    let of = |(at, text): (usize, &&str)| {
        let role = match (at == last, last) {
            (_, 0) => Role::Unknown,
            (true, _) => Role::Surname,
            (false, _) => Role::Given,
        };
        word(text, role, n.wrapping_add(u32::try_from(at).ok()?), taken)
    };
    Some(words.iter().enumerate().map(of).collect::<Option<Vec<_>>>()?.join(" ")).filter(|stand_in| stand_in != name)
}

pub(super) fn word(text: &str, role: Role, n: u32, taken: &dyn Fn(&str) -> bool) -> Option<String> {
    if words::is_title(text) || words::PARTICLES.contains(&text) {
        return Some(text.to_owned());
    }
    if let Some(dot) = initial(text) {
        let letters = |at: usize| Some(format!("{}{dot}", char::from(b'A' + u8::try_from(at).ok()?)));
        return first_free(text, n, 26, letters, taken);
    }
    if let Some((first, rest)) = text.split_once('-') {
        let (first, rest) = (word(first, role, n, taken)?, word(rest, role, n.wrapping_add(1), taken)?);
        return Some(format!("{first}-{rest}"));
    }
    let folded = fold::letters(text);
    if folded.is_empty() || !folded.bytes().all(|b| b.is_ascii_alphabetic() || matches!(b, b'\'' | b'.')) {
        return None;
    }
    let is_given =
        role == Role::Given || role == Role::Unknown && GIVEN.lines().any(|name| fold::letters(name) == folded);
    let list: Vec<&str> = if is_given { GIVEN } else { SURNAMES }.lines().collect();
    first_free(text, n, list.len(), |at| list.get(at).map(|name| shaped(name, text)), taken)
}

/// What follows the letter, when the text is an initial.
fn initial(text: &str) -> Option<&str> {
    let dot = text.strip_prefix(char::is_uppercase)?;
    matches!(dot, "" | ".").then_some(dot)
}

/// A name in capitals or small letters, as another word is.
fn shaped(name: &str, like: &str) -> String {
    if !like.contains(char::is_lowercase) {
        name.to_uppercase()
    } else if !like.contains(char::is_uppercase) {
        name.to_lowercase()
    } else {
        name.to_owned()
    }
}

/// A given name and a surname in plain small letters, as in an address of mail.
pub(super) fn mailbox(at: usize) -> Option<(&'static str, &'static str)> {
    let plain = |list: &'static str, at: usize| {
        let names: Vec<&str> = list.lines().filter(|name| name.is_ascii()).collect();
        names.get(at % names.len().max(1)).copied()
    };
    Some((plain(GIVEN, at)?, plain(SURNAMES, at)?))
}

#[cfg(test)]
mod tests {
    use super::{GIVEN, Role, SURNAMES, whole, word};
    use crate::recognise::{fold, words};
    use std::collections::BTreeSet;

    fn free(_: &str) -> bool {
        false
    }

    #[test]
    fn the_lists_are_long_and_hold_no_ordinary_word() {
        for list in [GIVEN, SURNAMES] {
            let names: BTreeSet<String> = list.lines().map(fold::letters).collect();
            assert_eq!(names.len(), list.lines().count());
            assert!(names.len() >= 400);
            for name in list.lines() {
                assert!(!words::is_common(name) && !words::ends_a_name(name) && !words::is_title(name), "{name}");
                assert!(name.starts_with(char::is_uppercase) && name.chars().all(char::is_alphabetic), "{name}");
            }
        }
    }

    #[test]
    fn a_stand_in_is_written_as_the_word_is() {
        let stand_in = |text: &str| word(text, Role::Unknown, 5, &free).unwrap();
        assert!(GIVEN.lines().any(|name| name == stand_in("Hannah")));
        assert!(SURNAMES.lines().any(|name| name == stand_in("Weiss")));
        assert_eq!(stand_in("WEISS"), stand_in("Weiss").to_uppercase());
        assert_eq!(stand_in("weiss"), stand_in("Weiss").to_lowercase());
        assert!(stand_in("Meyer-Landrut").split('-').all(|part| SURNAMES.lines().any(|name| name == part)));
        assert!(matches!(stand_in("H.").as_bytes(), [b'A'..=b'G' | b'I'..=b'Z', b'.']));
        assert!(stand_in("O'Neill").chars().all(char::is_alphabetic));
        assert_eq!((stand_in("Dr."), stand_in("van")), ("Dr.".to_owned(), "van".to_owned()));
        assert_eq!(word("王伟", Role::Unknown, 5, &free), None);
    }

    #[test]
    fn a_whole_name_keeps_its_titles_and_particles() {
        let name = whole("Dr. Pieter van der Berg", 3, &free).unwrap();
        let words: Vec<&str> = name.split(' ').collect();
        assert!(
            matches!(words.as_slice(), ["Dr.", given, "van", "der", surname]
            if GIVEN.lines().any(|name| name == *given) && SURNAMES.lines().any(|name| name == *surname)),
            "{name}"
        );
    }
}
