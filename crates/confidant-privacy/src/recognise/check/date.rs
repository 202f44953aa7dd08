//! Checks of dates.

use std::ops::Range;

use super::{digits, preceded_by, stands_alone};

/// A date in digits: day, month and year in some order that a calendar has.
pub(crate) fn numeric_date(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let date = text.get(value.clone())?;
    let parts: Vec<&str> = date.split(['.', '/', '-']).map(str::trim).collect();
    let [first, second, year] = parts.as_slice() else { return None };
    let (one, other): (u32, u32) = (first.parse().ok()?, second.parse().ok()?);
    let possible = (1..=31).contains(&one) && (1..=31).contains(&other) && one.min(other) <= 12;
    // A short year needs whole pairs: 12.03.24 is a date, 1.2.34 a section.
    let short = year.len() == 2 && (first.len() < 2 || second.len() < 2) && date.contains('.');
    (possible && !short && stands_alone(text, &value)).then_some(value)
}

/// A date that begins with its year, and the time behind it.
pub(crate) fn iso_date(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let after = text.get(value.end..)?.chars().next();
    after.is_none_or(|c| !c.is_ascii_alphanumeric()).then_some(value)
}

/// `05/2021`, and no part of a longer number.
pub(crate) fn month_in_digits(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    (stands_alone(text, &value) && !preceded_by(text, value.start, ['/', '-'])).then_some(value)
}

/// The day that somebody was born: a date of whatever form.
pub(crate) fn birth_date(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let date = text.get(value.clone())?;
    let in_words = date.contains(char::is_alphabetic);
    let by_year = date.split(['-', '/', '.']).next().is_some_and(|part| part.len() == 4);
    if in_words || by_year { iso_date(text, value) } else { numeric_date(text, value) }
}

/// How old somebody is. An amount, a share or a number of a page is no age.
pub(crate) fn age(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let before = text.get(..value.start)?.chars().next_back();
    let mut after = text.get(value.end..)?.chars();
    let part = match after.next() {
        Some('%' | '/') => !after.as_str().starts_with('o'),
        Some('.' | ',' | ':') => after.next().is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    };
    let part = part || before.is_some_and(|c| c.is_ascii_digit() || matches!(c, '$' | '€' | '£' | '.' | '/'));
    (!part).then_some(value)
}

/// A day beside the name of a month. "may 5" and "march 10" in small letters are verbs.
pub(crate) fn month_date(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let date = text.get(value.clone())?;
    let has_year = digits(date).len() >= 4;
    let verb = date
        .split(|c: char| !c.is_alphabetic())
        .any(|word| matches!(word, "may" | "march" | "mar" | "mai" | "sept" | "dec" | "mars" | "set" | "maj"));
    (has_year || !verb).then_some(value)
}
