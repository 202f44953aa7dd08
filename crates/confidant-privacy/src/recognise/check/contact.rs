//! Checks of telephone numbers, IP addresses and web addresses.

use std::{net::Ipv6Addr, ops::Range};

use super::{date::numeric_date, digits, preceded_by, stands_alone};

/// An international number: `+` or `00`, 8 to 15 digits (ITU-T E.164).
pub(crate) fn international_phone(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let number = without_extension(text.get(value.clone())?);
    let count = digits(number).len();
    let plus = number.starts_with('+') || (number.starts_with("001") && count == 13);
    let plausible = (8..=15).contains(&count) && plus || (count >= 10 && is_phone(&number.replacen("00", "+", 1), &[]));
    (plausible && stands_alone(text, &value)).then_some(value)
}

/// A national number that is valid in one of the countries whose grouping looks like it.
pub(crate) fn national_phone(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    use phonenumber::country::Id::{AT, BE, CH, DE, ES, FR, GB, IT, NL, US};
    let number = without_extension(text.get(value.clone())?);
    let bare = value.start + usize::from(number.starts_with('('))..value.end;
    if numeric_date(text, bare).is_some() {
        return None;
    }
    let alone = stands_alone(text, &value) && !preceded_by(text, value.start, ['/', '-']);
    // Three, three and four digits, or an area code in brackets, are telephone numbers in whatever plan.
    let groups: Vec<_> = number.split(|c: char| !c.is_ascii_digit()).map(str::len).filter(|len| *len > 0).collect();
    let shaped = matches!(groups.as_slice(), [3, 3, 4] | [1, 3, 3, 4]) || number.starts_with('(');
    (alone && (shaped || is_phone(number, &[US, DE, GB, FR, NL, ES, IT, AT, CH, BE]))).then_some(value)
}

/// Digits behind a word like "tel.": any plausible length.
pub(crate) fn phone_by_keyword(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let count = digits(text.get(value.clone())?).len();
    ((6..=15).contains(&count)).then_some(value)
}

/// IPv4 that is no part of a longer dotted number.
pub(crate) fn ipv4(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    stands_alone(text, &value).then_some(value)
}

/// IPv6 by the standard library's parser (RFC 4291); `::` alone and `a::b` mean too little.
pub(crate) fn ipv6(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let candidate = text.get(value.clone())?.trim_end_matches(['.', ':']);
    let candidate = if text.get(value.clone())?.ends_with("::") { text.get(value.clone())? } else { candidate };
    let enough = candidate.bytes().any(|b| b.is_ascii_digit()) && candidate.len() >= 3;
    let before = text.get(..value.start)?.chars().next_back();
    let alone = before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, ':' | '.'));
    let end = value.start + candidate.len();
    let alone = alone && text.get(end..)?.chars().next().is_none_or(|c| !c.is_alphanumeric());
    (enough && alone && candidate.parse::<Ipv6Addr>().is_ok()).then_some(value.start..end)
}

/// An address without the punctuation of the sentence around it.
pub(crate) fn url(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let mut address = text.get(value.clone())?;
    loop {
        let last = address.chars().next_back()?;
        let unbalanced = |open: char| address.matches(last).count() > address.matches(open).count();
        let trims = match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '”' | '“' | '»' | '*' | '_' | '`' => true,
            ')' => unbalanced('('),
            ']' => unbalanced('['),
            '}' => unbalanced('{'),
            _ => false,
        };
        if !trims {
            break;
        }
        address = address.get(..address.len() - last.len_utf8())?;
    }
    let body = address.rsplit("//").next()?;
    (body.len() >= 3).then_some(value.start..value.start + address.len())
}

fn without_extension(number: &str) -> &str {
    number.split(['x', 'X', 'e', 'E', '#']).next().unwrap_or(number).trim_end()
}

fn is_phone(number: &str, countries: &[phonenumber::country::Id]) -> bool {
    let valid = |country| phonenumber::parse(country, number).is_ok_and(|parsed| phonenumber::is_valid(&parsed));
    if countries.is_empty() { valid(None) } else { countries.iter().any(|country| valid(Some(*country))) }
}
