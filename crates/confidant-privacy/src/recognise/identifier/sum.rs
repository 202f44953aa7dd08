//! Checksums that many numbering schemes share. A check sees what the shape of its scheme let through: ASCII digits and capitals of a
//! known length. What cannot be read counts as nothing, so that a check is never right by accident of an error.

use std::ops::{Bound, RangeBounds};

/// A part of the number; empty when it is shorter than that.
pub(super) fn part(number: &str, range: impl RangeBounds<usize>) -> &str {
    let start = match range.start_bound() {
        Bound::Included(at) => *at,
        _ => 0,
    };
    let end = match range.end_bound() {
        Bound::Included(at) => at + 1,
        Bound::Excluded(at) => *at,
        Bound::Unbounded => number.len(),
    };
    number.get(start..end).unwrap_or_default()
}

/// The last `count` characters: the number without the letters of its country.
pub(super) fn tail(number: &str, count: usize) -> &str {
    part(number, number.len().saturating_sub(count)..)
}

/// The values of its characters: digits as they are, A as 10 and so on.
pub(super) fn values(number: &str) -> impl DoubleEndedIterator<Item = u32> + '_ {
    number.bytes().filter_map(|byte| char::from(byte).to_digit(36))
}

/// The value of the character at `at`.
pub(super) fn value(number: &str, at: usize) -> u32 {
    values(part(number, at..=at)).next().unwrap_or(u32::MAX)
}

/// The value of the last character.
pub(super) fn last(number: &str) -> u32 {
    values(number).next_back().unwrap_or(u32::MAX)
}

/// Its digits as one integer.
pub(super) fn integer(digits: &str) -> u64 {
    digits.parse().unwrap_or(u64::MAX)
}

/// The sum of the values by their weights; values behind the last weight do not count.
pub(super) fn weighted(number: &str, weights: &[u32]) -> u32 {
    values(number).zip(weights).map(|(value, weight)| value * weight).sum()
}

/// The character of an alphabet at `at`, equal to the last one of the number?
pub(super) fn ends_with_letter(number: &str, alphabet: &str, at: u32) -> bool {
    let letter = alphabet.as_bytes().get(usize::try_from(at).unwrap_or(usize::MAX));
    letter.is_some() && letter == number.as_bytes().last()
}

/// Not one digit over and over.
pub(super) fn varied(number: &str) -> bool {
    number.bytes().collect::<std::collections::BTreeSet<_>>().len() > 1
}

/// What the Luhn sum (ISO/IEC 7812-1, annex B) leaves modulo 10; letters count by their value in two digits.
pub(super) fn luhn_rest(number: &str) -> u32 {
    let doubled = |(at, value): (usize, u32)| if at % 2 == 0 { value } else { value * 2 / 10 + value * 2 % 10 };
    values(number).rev().enumerate().map(doubled).sum::<u32>() % 10
}

/// Luhn (ISO/IEC 7812-1, annex B).
pub(super) fn luhn(number: &str) -> bool {
    luhn_rest(number) == 0
}

/// Luhn in an alphabet of `base` characters: the doubled value is folded to its two digits in that base.
pub(super) fn luhn_in(number: &str, base: u32) -> bool {
    let doubled = |(at, value): (usize, u32)| if at % 2 == 0 { value } else { value * 2 / base + value * 2 % base };
    values(number).rev().enumerate().map(doubled).sum::<u32>().is_multiple_of(base)
}

/// The remainder of a long number; a letter stands for two digits, as in ISO 7064.
pub(super) fn remainder(number: &str, modulus: u32) -> u32 {
    values(number).fold(0, |rest, value| (rest * if value < 10 { 10 } else { 100 } + value) % modulus)
}

/// ISO 7064, mod 97-10.
pub(super) fn mod_97_10(number: &str) -> bool {
    remainder(number, 97) == 1
}

/// ISO 7064, mod 11,10: a hybrid system.
pub(super) fn mod_11_10(number: &str) -> bool {
    let product = values(part(number, ..number.len().saturating_sub(1))).fold(10, |product, value| {
        let sum = (product + value) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    (11 - product) % 10 == last(number)
}

/// ISO 7064, mod 11-2; the check character may be X.
pub(super) fn mod_11_2(number: &str) -> bool {
    let rest = values(part(number, ..number.len().saturating_sub(1))).fold(0, |rest, value| (rest + value) * 2 % 11);
    let check = (12 - rest) % 11;
    if number.ends_with('X') { check == 10 } else { check == last(number) }
}

/// The checksum of J. Verhoeff (1969): the dihedral group D5 and a permutation that turns by a place.
pub(super) fn verhoeff(number: &str) -> bool {
    const TURN: [u32; 10] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    let turned = |value: u32, times: usize| {
        (0..times % 8).fold(value, |value, _| {
            usize::try_from(value).ok().and_then(|at| TURN.get(at)).copied().unwrap_or(u32::MAX)
        })
    };
    // In D5 the numbers 0 to 4 are rotations, 5 to 9 are reflections.
    let product = |left: u32, right: u32| match (left < 5, right < 5) {
        (true, true) => (left + right) % 5,
        (true, false) => (left + right % 5) % 5 + 5,
        (false, true) => (left % 5 + 5 - right) % 5 + 5,
        (false, false) => (left % 5 + 5 - right % 5) % 5,
    };
    values(number).rev().enumerate().fold(0, |sum, (at, value)| product(sum, turned(value, at))) == 0
}

/// The 7-3-1 sum of documents that machines read (ICAO Doc 9303, part 3), over all but the last character.
pub(super) fn icao(number: &str) -> bool {
    let weights = [7, 3, 1];
    let body = number.bytes().take(number.len().saturating_sub(1));
    let sum: u32 = body.zip(weights.iter().cycle()).map(|(b, w)| char::from(b).to_digit(36).unwrap_or(0) * w).sum();
    sum % 10 == last(number)
}

/// The weighted sum of all digits, the check digit among them, is a multiple of the modulus.
pub(super) fn divides(number: &str, weights: &[u32], modulus: u32) -> bool {
    weighted(number, weights).is_multiple_of(modulus)
}

/// The check digit that a sum modulo 11 leaves; `ten` is what stands for 10.
pub(super) fn eleven(sum: u32, ten: u32) -> u32 {
    match (11 - sum % 11) % 11 {
        10 => ten,
        digit => digit,
    }
}

/// A day that a calendar has. A year of two digits counts as a leap year when one of its centuries could have it.
pub(super) fn is_day(year: &str, month: u64, day: u64) -> bool {
    let year = integer(year);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (year < 100 || !year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// `yymmdd`.
pub(super) fn is_yymmdd(date: &str) -> bool {
    is_day(part(date, ..2), integer(part(date, 2..4)), integer(part(date, 4..6)))
}

/// `ddmmyy`.
pub(super) fn is_ddmmyy(date: &str) -> bool {
    is_day(part(date, 4..6), integer(part(date, 2..4)), integer(part(date, ..2)))
}

/// `yyyymmdd` of somebody who may be alive.
pub(super) fn is_yyyymmdd(date: &str) -> bool {
    let alive = ["18", "19", "20"].contains(&part(date, ..2));
    alive && is_day(part(date, ..4), integer(part(date, 4..6)), integer(part(date, 6..8)))
}
