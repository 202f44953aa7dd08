//! Checks of case, contract and customer numbers.

use std::ops::Range;

use super::{digits, preceded_by, stands_alone};

/// A number behind "invoice" or "case": at least two digits and something more than a plain small number or a year.
pub(crate) fn code_by_keyword(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let id = text.get(value.clone())?;
    let plain = id.chars().all(|c| c.is_ascii_digit());
    let year = id.len() == 4 && (id.starts_with("19") || id.starts_with("20"));
    let enough = if plain { id.len() >= 4 && !year } else { digits(id).len() >= 2 && id.len() >= 4 };
    enough.then_some(value)
}

/// Letters and digits mixed, five or more: what stands on badges and plates.
pub(crate) fn mixed_code(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let code = text.get(value.clone())?;
    let signs = code.chars().filter(char::is_ascii_alphanumeric).count();
    (signs >= 5 && !digits(code).is_empty() && code.chars().any(char::is_alphabetic)).then_some(value)
}

/// The machine-readable zone of a passport, visa or identity card (ICAO Doc 9303, part 3): two lines of 44 or 36 signs, or three
/// of 30. Its check digits are not asked: what is read from a picture is often wrong in one sign, and nothing else looks like this.
pub(crate) fn machine_readable_zone(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let lines: Vec<&str> = text.get(value.clone())?.lines().map(str::trim).collect();
    let even = |signs: usize| lines.iter().all(|line| line.len() == signs);
    let sized = matches!(lines.len(), 2) && (even(44) || even(36)) || lines.len() == 3 && even(30);
    let numbered = lines.iter().map(|line| digits(line).len()).sum::<usize>() >= 14;
    (sized && numbered).then_some(value)
}

/// A number behind "no.": long, or built of groups that are no decimal fraction.
pub(crate) fn numbered(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let id = text.get(value.clone())?;
    (digits(id).len() >= 3 && (digits(id).len() >= 5 || !id.contains('.'))).then_some(value)
}

/// `GB-ID-346994`: capitals and at least six digits.
pub(crate) fn prefixed(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    (digits(text.get(value.clone())?).len() >= 6 && stands_alone(text, &value)).then_some(value)
}

/// `12345/67`: a number of a case, not two years.
pub(crate) fn docket(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let (number, _) = text.get(value.clone())?.split_once('/')?;
    let years = number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
    (!years && stands_alone(text, &value) && !preceded_by(text, value.start, ['/', '-'])).then_some(value)
}
