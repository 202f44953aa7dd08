//! Checks of dates.

use std::ops::Range;

use super::{digits, stands_alone};

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

/// A day beside the name of a month. "may 5" and "march 10" in small letters are verbs.
pub(crate) fn month_date(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let date = text.get(value.clone())?;
    let has_year = digits(date).len() >= 4;
    let verb = date
        .split(|c: char| !c.is_alphabetic())
        .any(|word| matches!(word, "may" | "march" | "mar" | "mai" | "sept" | "dec"));
    (has_year || !verb).then_some(value)
}
