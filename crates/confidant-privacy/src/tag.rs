//! The tolerant grammar of a placeholder: what clouds make of `[PERSON_1]`, read at one position, never guessed.
//!
//! The restorer and the rule that protects literal placeholders of a source use this same reader. That is what makes
//! `restore(mask(x)) == x` hold: whatever the restorer would touch, the mask has already replaced.

use std::sync::LazyLock;

use confidant_text::Family;

use crate::{
    placeholder::{Placeholder, number},
    recognise::beginnings::Beginnings,
};

/// What stands at a position.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Reading<'a> {
    /// Nothing that looks like a placeholder.
    Nothing,
    /// The text ends before this can be decided.
    Undecided,
    /// A placeholder of `len` bytes, and a possessive that was written inside its brackets.
    Tag { len: usize, placeholder: Placeholder, suffix: &'a str },
    /// Something in brackets that was meant as a placeholder and is none: `[Person One]`, `[PERSON_01]`.
    Odd { len: usize },
}

/// No reading is longer than this many bytes, so a stream never has to hold more.
pub(crate) const LONGEST: usize = 96;

/// Opening and closing bracket in every way that clouds write them. Both ends must be written the same way.
const BRACKETS: [(&str, &str); 9] = [
    ("\\[", "\\]"),
    ("[", "]"),
    ("［", "］"),
    ("&#91;", "&#93;"),
    ("&#x5b;", "&#x5d;"),
    ("&lsqb;", "&rsqb;"),
    ("&lbrack;", "&rbrack;"),
    ("%5b", "%5d"),
    ("\\u005b", "\\u005d"),
];

/// What stands between family and number, in place of an underscore.
const UNDERSCORES: [&str; 4] = ["&#95;", "&#x5f;", "&lowbar;", "%5f"];

/// Longest kind name, spaces inside brackets, separators between kind and number, digits of a `u32`.
const FAMILY: usize = 7;
const SPACES: usize = 3;
const SEPARATORS: usize = 3;
const DIGITS: usize = 10;
const ODD: usize = 40;

/// In no form does the number begin farther behind its start than this many bytes.
const TO_DIGIT: usize = 32;

/// Reads what stands at the start of `text`. `more` tells that the text may go on; `before` is the character in front.
pub(crate) fn read(text: &str, before: Option<char>, more: bool) -> Reading<'_> {
    let first = text.chars().next();
    if first.is_some_and(|c| c.is_ascii_alphabetic()) {
        let starts_word = before.is_none_or(|c| !c.is_alphanumeric() && c != '_');
        return if starts_word && may_be_family(text) { bare(text, more) } else { Reading::Nothing };
    }
    if !matches!(first, Some('[' | '\\' | '［' | '&' | '%')) {
        return Reading::Nothing;
    }
    let undecided = |cursor: &Cursor<'_>| more && cursor.ended;
    for (open, close) in BRACKETS {
        let mut cursor = Cursor::new(text);
        if !cursor.word(open) {
            if undecided(&cursor) {
                return Reading::Undecided;
            }
            continue;
        }
        let inside = cursor.at;
        if let Some((placeholder, suffix)) = bracketed(&mut cursor, close) {
            return Reading::Tag { len: cursor.at, placeholder, suffix };
        }
        if undecided(&cursor) {
            return Reading::Undecided;
        }
        return odd(text, inside, close, more);
    }
    Reading::Nothing
}

/// Finds everything that the reader could take for a placeholder, wherever words begin and end, as byte ranges.
pub(crate) fn literals(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut digit = 0;
    while let Some(rest) = text.get(at..) {
        if digit < at || digit == 0 {
            let Some(next) = rest.bytes().position(|byte| byte.is_ascii_digit()) else { break };
            digit = at + next;
        }
        at = at.max(text.floor_char_boundary(digit.saturating_sub(TO_DIGIT)));
        let Some(rest) = text.get(at..) else { break };
        let len = match read(rest, None, false) {
            Reading::Tag { len, .. } => Some(len),
            _ => loose(rest),
        };
        if let Some(len) = len {
            found.push(at..at + len);
        }
        at += len.unwrap_or_else(|| rest.chars().next().map_or(1, char::len_utf8));
    }
    found
}

/// `KIND sep digits poss? close`, after the opening bracket.
fn bracketed<'a>(cursor: &mut Cursor<'a>, close: &str) -> Option<(Placeholder, &'a str)> {
    cursor.spaces(SPACES);
    let family = cursor.family()?;
    if !UNDERSCORES.iter().any(|word| cursor.word(word)) {
        cursor.while_at_most(SEPARATORS, |c| matches!(c, ' ' | '_' | '-' | '\\' | '\u{a0}'));
    }
    let digits = cursor.while_at_most(DIGITS, |c| c.is_ascii_digit());
    let number = number(digits)?;
    let suffix = cursor.possessive();
    cursor.spaces(SPACES);
    cursor.word(close).then_some((Placeholder { family, number }, suffix))
}

/// Whether a kind's name may begin `text`; most words of a text end here.
fn may_be_family(text: &str) -> bool {
    static NAMES: LazyLock<Beginnings> = LazyLock::new(|| {
        let mut names = Beginnings::default();
        for family in Family::ALL {
            names.insert(family.name().as_bytes());
        }
        names
    });
    // Of a shorter text, the rest may come.
    text.len() < Beginnings::BYTES || NAMES.may_have(text.as_bytes())
}

/// `PERSON_1` without brackets, a word of its own.
fn bare(text: &str, more: bool) -> Reading<'_> {
    let mut cursor = Cursor::new(text);
    let tag = (|| {
        let family = cursor.family()?;
        cursor.word("\\");
        if !cursor.word("_") {
            return None;
        }
        let digits = cursor.while_at_most(DIGITS, |c| c.is_ascii_digit());
        let number = number(digits)?;
        match cursor.peek() {
            Some(c) if c.is_alphanumeric() || c == '_' => None,
            None if more => None,
            _ => Some(Placeholder { family, number }),
        }
    })();
    match tag {
        Some(placeholder) => Reading::Tag { len: cursor.at, placeholder, suffix: "" },
        None if more && cursor.ended => Reading::Undecided,
        None => Reading::Nothing,
    }
}

/// The length of a bare form whatever follows it.
fn loose(text: &str) -> Option<usize> {
    let mut cursor = Cursor::new(text);
    if !may_be_family(text) {
        return None;
    }
    cursor.family()?;
    cursor.word("\\");
    let digits = if cursor.word("_") { cursor.while_at_most(text.len(), |c| c.is_ascii_digit()) } else { "" };
    (!digits.is_empty()).then_some(cursor.at)
}

/// Brackets around a kind with a number that cannot be read.
fn odd<'a>(text: &'a str, inside: usize, close: &str, more: bool) -> Reading<'a> {
    let mut cursor = Cursor { text, at: inside, ended: false };
    cursor.spaces(SPACES);
    if cursor.family().is_none() {
        return Reading::Nothing;
    }
    let mut counted = String::new();
    for _ in 0..ODD {
        if cursor.word(close) {
            let lower = counted.to_ascii_lowercase();
            let is_count = lower.bytes().any(|b| b.is_ascii_digit())
                || lower.split(|c: char| !c.is_alphabetic()).any(|word| NUMBER_WORDS.contains(&word));
            return if is_count { Reading::Odd { len: cursor.at } } else { Reading::Nothing };
        }
        match cursor.next() {
            // A bracket written in another way belongs to something else.
            Some('\n' | '[' | '［' | ']' | '］') => return Reading::Nothing,
            Some(c) => counted.push(c),
            None if more => return Reading::Undecided,
            None => return Reading::Nothing,
        }
        if cursor.at > LONGEST - 8 {
            return Reading::Nothing;
        }
    }
    Reading::Nothing
}

const NUMBER_WORDS: [&str; 11] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "n"];

struct Cursor<'a> {
    text: &'a str,
    at: usize,
    /// The text ended while something more was asked for.
    ended: bool,
}

impl<'a> Cursor<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0, ended: false }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&mut self) -> Option<char> {
        let next = self.rest().chars().next();
        self.ended |= next.is_none();
        next
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek();
        self.at += next.map_or(0, char::len_utf8);
        next
    }

    /// Steps over `word` in any ASCII case. Notes when the text ends inside it.
    fn word(&mut self, word: &str) -> bool {
        let rest = self.rest();
        let common = rest.bytes().zip(word.bytes()).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
        if common == word.len() {
            self.at += common;
            return true;
        }
        self.ended |= common == rest.len();
        false
    }

    /// The longest kind name here.
    fn family(&mut self) -> Option<Family> {
        let name = self.while_peeked(FAMILY, |c| c.is_ascii_alphabetic());
        let family = Family::ALL.iter().find(|family| family.name().eq_ignore_ascii_case(name))?;
        self.at += name.len();
        Some(*family)
    }

    /// White space, and Markdown's emphasis within the brackets.
    fn spaces(&mut self, most: usize) {
        self.while_at_most(most, |c| matches!(c, ' ' | '\t' | '\u{a0}' | '*' | '`'));
    }

    /// `'s` or `’s` or a lone apostrophe, in whatever way it is written.
    fn possessive(&mut self) -> &'a str {
        let start = self.at;
        if matches!(self.peek(), Some('\'' | '’')) {
            self.next();
            self.word("s");
        }
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn while_at_most(&mut self, most: usize, is: impl Fn(char) -> bool) -> &'a str {
        let taken = self.while_peeked(most, is);
        self.at += taken.len();
        taken
    }

    fn while_peeked(&mut self, most: usize, is: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let len: usize = rest.chars().take(most).take_while(|c| is(*c)).map(char::len_utf8).sum();
        self.ended |= len == rest.len();
        rest.get(..len).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, Reading, literals, read};
    use crate::placeholder::Placeholder;
    use confidant_text::Family;

    #[test]
    fn every_form_that_clouds_write_is_read() {
        for (text, suffix) in [
            ("[PERSON_1]", ""),
            ("[person_1]", ""),
            ("[PERSON 1]", ""),
            ("[Person-1]", ""),
            ("[ PERSON_1 ]", ""),
            ("PERSON_1", ""),
            ("PERSON\\_1", ""),
            ("\\[PERSON\\_1\\]", ""),
            ("[PERSON\\_1]", ""),
            ("&#91;PERSON_1&#93;", ""),
            ("%5BPERSON_1%5D", ""),
            ("［PERSON_1］", ""),
            ("[PERSON_1's]", "'s"),
            ("[PERSON_1’s]", "’s"),
            ("[**PERSON_1**]", ""),
            ("[`PERSON_1`]", ""),
            ("&lbrack;PERSON&lowbar;1&rbrack;", ""),
            ("%5BPERSON%5F1%5D", ""),
            ("\\u005bPERSON_1\\u005d", ""),
        ] {
            let placeholder = Placeholder { family: Family::Person, number: 1 };
            assert_eq!(read(text, None, false), Reading::Tag { len: text.len(), placeholder, suffix }, "{text}");
            for cut in (1..text.len()).filter(|cut| text.is_char_boundary(*cut)) {
                assert_eq!(read(&text[..cut], None, true), Reading::Undecided, "{} of {text}", &text[..cut]);
            }
        }
    }

    #[test]
    fn what_is_no_placeholder_is_left_alone() {
        for text in ["[PERSON]", "[1]", "[see page 1]", "Person 1", "XPERSON_1", "PERSON_1a", "[ID card]"] {
            assert_eq!(read(text, Some(' '), false), Reading::Nothing, "{text}");
        }
        assert_eq!(read("PERSON_1", Some('X'), false), Reading::Nothing);
    }

    #[test]
    fn a_number_in_words_or_with_a_leading_zero_is_odd() {
        for text in ["[Person One]", "[PERSON_01]", "[PERSON_1 and 2]", "[PERSON_99999999999]", "[PERSON_1\\]"] {
            assert_eq!(read(text, None, false), Reading::Odd { len: text.len() }, "{text}");
        }
    }

    #[test]
    fn nothing_is_undecided_beyond_the_longest_form() {
        let text = format!("[PERSON {}", "x".repeat(LONGEST));
        assert_eq!(read(&text, None, true), Reading::Nothing);
    }

    #[test]
    fn no_family_is_longer_than_the_reader_looks() {
        assert!(Family::ALL.iter().all(|family| family.name().len() <= super::FAMILY));
    }

    #[test]
    fn literals_are_found_even_inside_words() {
        assert_eq!(literals("an [ID_3] and VALID_1x"), [3..9, 17..21]);
    }
}
