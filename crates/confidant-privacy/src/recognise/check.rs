//! The last word of a rule: checksums, plausible dates, where a name or an address ends.

use std::{net::Ipv6Addr, ops::Range};

use super::{names, words};

/// Accepts the value as it is.
#[allow(clippy::unnecessary_wraps)] // the signature of every check
pub(crate) fn any(_: &str, value: Range<usize>) -> Option<Range<usize>> {
    Some(value)
}

/// A payment card: 12 to 19 digits, a known first digit, Luhn (ISO/IEC 7812-1).
pub(crate) fn card(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let digits = digits(text.get(value.clone())?);
    let first: u32 = digits.iter().take(4).fold(0, |number, digit| number * 10 + digit);
    let known = match digits.len() {
        13 | 19 => first / 1000 == 4 || first / 1000 == 6,
        14 => matches!(first / 100, 30 | 36 | 38 | 39),
        15 => matches!(first / 100, 34 | 37),
        16 => matches!(first, 2221..=2720 | 3528..=3589 | 4000..=4999 | 5000..=5999 | 6000..=6999),
        12 | 17 | 18 => matches!(first / 100, 50 | 56..=69),
        _ => false,
    };
    let varied = digits.windows(2).any(|pair| pair.first() != pair.last());
    (known && varied && luhn(&digits)).then_some(value)
}

/// An IBAN (ISO 13616): the length its country has, check digits by ISO 7064 mod 97. What follows it is cut off.
pub(crate) fn iban(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let candidate = text.get(value.clone())?;
    let country: String = candidate.chars().take(2).collect::<String>().to_ascii_uppercase();
    let (_, length) = IBAN_LENGTHS.iter().find(|(code, _)| *code == country)?;
    let mut end = 0;
    let mut compact = String::new();
    for (at, c) in candidate.char_indices() {
        if c.is_ascii_alphanumeric() {
            compact.push(c.to_ascii_uppercase());
            end = at + 1;
        }
        if compact.len() == *length {
            break;
        }
    }
    let ends_word = !candidate.get(end..)?.starts_with(|c: char| c.is_alphanumeric());
    (compact.len() == *length && ends_word && mod97(&compact)).then_some(value.start..value.start + end)
}

/// The rest of an IBAN behind its keyword, whatever its check digits say; words behind it are cut off.
pub(crate) fn iban_by_keyword(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    if let Some(valid) = iban(text, value.clone()) {
        return Some(valid);
    }
    let mut end = 0;
    for group in text.get(value.clone())?.split_inclusive([' ', '\u{a0}']) {
        let bare = group.trim_end();
        if end > 4 && bare.len() > 1 && bare.chars().all(char::is_alphabetic) && bare.chars().any(char::is_lowercase) {
            break;
        }
        end += group.len();
    }
    let kept = text.get(value.start..value.start + end)?.trim_end();
    (digits(kept).len() >= 8).then_some(value.start..value.start + kept.len())
}

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

/// A number behind "passport" or "tax id": at least five digits, or four with letters.
pub(crate) fn national_id(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let id = text.get(value.clone())?;
    let letters = id.chars().any(char::is_alphabetic);
    (digits(id).len() >= if letters { 4 } else { 5 }).then_some(value)
}

/// A number behind "invoice" or "case": at least two digits and something more than a plain small number or a year.
pub(crate) fn code_by_keyword(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let id = text.get(value.clone())?;
    let plain = id.chars().all(|c| c.is_ascii_digit());
    let year = id.len() == 4 && (id.starts_with("19") || id.starts_with("20"));
    let enough = if plain { id.len() >= 4 && !year } else { digits(id).len() >= 2 && id.len() >= 4 };
    enough.then_some(value)
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

/// A US social security number: no area 000, 666 or 9xx, no group 00, no serial 0000 (SSA).
pub(crate) fn ssn(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let digits = digits(text.get(value.clone())?);
    let number = |range: Range<usize>| digits.get(range).map(|d| d.iter().fold(0, |n, digit| n * 10 + digit));
    let (area, group, serial) = (number(0..3)?, number(3..5)?, number(5..9)?);
    let given = area != 0 && area != 666 && area < 900 && group != 0 && serial != 0;
    (given && stands_alone(text, &value)).then_some(value)
}

/// A title (the value) and the name behind it.
pub(crate) fn titled(text: &str, title: Range<usize>) -> Option<Range<usize>> {
    let end = names::after(text, title.end).or_else(|| names::initials_after(text, title.end))?;
    Some(title.start..end)
}

/// The name behind a word that announces one. The value is what stands before the name.
pub(crate) fn named(text: &str, before: Range<usize>) -> Option<Range<usize>> {
    Some(before.end..names::after(text, before.end)?)
}

/// The name in a field of a form: it ends with its line.
pub(crate) fn form_name(text: &str, before: Range<usize>) -> Option<Range<usize>> {
    let name = named(text, before)?;
    let line = text.get(name.start..)?.lines().next()?;
    let end = name.end.min(name.start + line.len());
    let kept = text.get(name.start..end)?.trim_end();
    (!words::is_common(kept)).then_some(name.start..name.start + kept.len())
}

/// The name in a greeting; an ordinary word there is no name ("Dear colleagues").
pub(crate) fn greeted(text: &str, before: Range<usize>) -> Option<Range<usize>> {
    let name = form_name(text, before)?;
    let first = text.get(name.clone())?.split([' ', '\u{a0}']).next()?;
    (!words::is_common(first) || text.get(name.end..)?.starts_with([',', '!', ':'])).then_some(name)
}

/// The name on a line of its own behind a closing formula.
pub(crate) fn signed(text: &str, before: Range<usize>) -> Option<Range<usize>> {
    let name = form_name(text, before)?;
    let line = text.get(name.start..)?.lines().next()?;
    (line.chars().count() <= 60).then_some(name)
}

/// Initials and a surname that is no ordinary word, and no abbreviation of a state.
pub(crate) fn initials(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let name = text.get(value.clone())?;
    let before = text.get(..value.start)?.chars().next_back();
    let letters: String = name
        .split('.')
        .map(|part| part.trim_matches([' ', '-', '\u{a0}']))
        .filter(|part| part.chars().count() == 1)
        .collect();
    let state = matches!(
        letters.as_str(),
        "US" | "UK" | "EU" | "UN" | "DC" | "USA" | "PS" | "AD" | "BC" | "AM" | "PM" | "ZB" | "DH"
    );
    let first = name.rsplit(['.', ' ']).find(|word| !word.is_empty())?;
    let alone = before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '.' | '-' | '(' | '§'));
    // "B. Scope" at the start of a line is a heading.
    let line_start =
        text.get(..value.start)?.trim_end_matches([' ', '\t']).chars().next_back().is_none_or(|c| c == '\n');
    let alone = alone && !(line_start && letters.chars().count() < 2);
    let end = names::after(text, value.start)?;
    (alone && !state && !words::is_common(first) && end >= value.end).then_some(value.start..end)
}

/// What stands behind "password": no ordinary word that only talks about passwords.
pub(crate) fn password(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let secret = text.get(value.clone())?.trim_end_matches(['.', ',', ';', ')', '"', '\'']);
    let strong = secret.chars().any(|c| !c.is_alphabetic() && c != '-' && c != '_');
    let lower = secret.to_lowercase();
    let ordinary = words::is_common(&lower) || NO_PASSWORDS.contains(&lower.as_str());
    let shown = !secret.is_empty() && secret.chars().all(|c| matches!(c, '*' | '•' | 'x' | 'X' | '.' | '_' | '-'));
    let placeholder = secret.starts_with(['<', '[', '{', '$', '%']);
    let long_enough = secret.chars().count() >= 4;
    let fits = long_enough && !shown && !placeholder && (strong || !ordinary);
    fits.then_some(value.start..value.start + secret.len())
}

/// Like [`password`], behind a verb: "the password is hunter2", but not "the password is mandatory".
pub(crate) fn told_password(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let kept = password(text, value)?;
    let secret = text.get(kept.clone())?;
    secret.chars().any(|c| c.is_ascii_digit() || matches!(c, '!' | '$' | '#' | '@' | '%' | '&' | '*')).then_some(kept)
}

/// A word behind "password" that nobody would write as a word.
pub(crate) fn strong_password(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let kept = password(text, value)?;
    let secret = text.get(kept.clone())?;
    let has = |is: fn(char) -> bool| secret.chars().any(is);
    let classes =
        [has(char::is_lowercase), has(char::is_uppercase), has(|c| c.is_ascii_digit()), has(|c| !c.is_alphanumeric())];
    let mixed = classes.iter().filter(|present| **present).count() >= 3;
    (mixed && has(|c| c.is_ascii_digit()) || classes.iter().all(|present| *present)).then_some(kept)
}

/// A long random token: it has digits and letters of both cases, or is all hexadecimal.
pub(crate) fn random(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let token = text.get(value.clone())?;
    let varied = token.chars().collect::<std::collections::BTreeSet<_>>().len() >= 8;
    (varied && token.chars().any(|c| c.is_ascii_digit() || c.is_ascii_uppercase())).then_some(value)
}

/// Like [`random`], and with several digits: a word is no token.
pub(crate) fn random_mixed(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    (digits(text.get(value.clone())?).len() >= 3).then(|| random(text, value)).flatten()
}

/// A private key up to its end mark; without one, as far as it goes.
pub(crate) fn pem(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let block = text.get(value.clone())?;
    let mark = block.find("-----END").and_then(|at| Some(at + 8 + block.get(at + 8..)?.find("-----")? + 5));
    let end = mark.unwrap_or_else(|| block.trim_end().len());
    Some(value.start..value.start + end)
}

const NO_PASSWORDS: [&str; 26] = [
    "required",
    "optional",
    "none",
    "null",
    "true",
    "false",
    "reset",
    "protected",
    "protection",
    "policy",
    "manager",
    "string",
    "changed",
    "expired",
    "forgotten",
    "incorrect",
    "invalid",
    "mandatory",
    "needed",
    "missing",
    "hidden",
    "redacted",
    "example",
    "necessary",
    "field",
    "std",
];

fn without_extension(number: &str) -> &str {
    number.split(['x', 'X', 'e', 'E', '#']).next().unwrap_or(number).trim_end()
}

fn digits(text: &str) -> Vec<u32> {
    text.chars().filter_map(|c| c.to_digit(10)).collect()
}

fn luhn(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| if at % 2 == 0 { *digit } else { digit * 2 / 10 + digit * 2 % 10 })
        .sum();
    sum.is_multiple_of(10)
}

fn mod97(compact: &str) -> bool {
    let (head, tail) = compact.split_at_checked(4).unwrap_or((compact, ""));
    let remainder = tail.chars().chain(head.chars()).try_fold(0u32, |sum, c| {
        let value = c.to_digit(36)?;
        Some(if value < 10 { (sum * 10 + value) % 97 } else { (sum * 100 + value) % 97 })
    });
    remainder == Some(1)
}

fn is_phone(number: &str, countries: &[phonenumber::country::Id]) -> bool {
    let valid = |country| phonenumber::parse(country, number).is_ok_and(|parsed| phonenumber::is_valid(&parsed));
    if countries.is_empty() { valid(None) } else { countries.iter().any(|country| valid(Some(*country))) }
}

/// No digit and no dotted digit on either side.
fn stands_alone(text: &str, value: &Range<usize>) -> bool {
    let before = text.get(..value.start).unwrap_or_default();
    let after = text.get(value.end..).unwrap_or_default();
    let mut front = before.chars().rev();
    let clear_front = match front.next() {
        Some(c) if c.is_alphanumeric() => false,
        Some('.' | ',') => front.next().is_none_or(|c| !c.is_ascii_digit()),
        _ => true,
    };
    let mut back = after.chars();
    let clear_back = match back.next() {
        Some(c) if c.is_alphanumeric() => false,
        Some('.' | ',' | '/') => back.next().is_none_or(|c| !c.is_ascii_digit()),
        _ => true,
    };
    clear_front && clear_back
}

fn preceded_by(text: &str, at: usize, any_of: [char; 2]) -> bool {
    text.get(..at).is_some_and(|before| before.ends_with(any_of))
}

/// Lengths by country, from the IBAN registry of SWIFT (ISO 13616-2).
const IBAN_LENGTHS: [(&str, usize); 82] = [
    ("AD", 24),
    ("AE", 23),
    ("AL", 28),
    ("AT", 20),
    ("AZ", 28),
    ("BA", 20),
    ("BE", 16),
    ("BG", 22),
    ("BH", 22),
    ("BR", 29),
    ("BY", 28),
    ("CH", 21),
    ("CR", 22),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DK", 18),
    ("DO", 28),
    ("EE", 20),
    ("EG", 29),
    ("ES", 24),
    ("FI", 18),
    ("FO", 18),
    ("FR", 27),
    ("GB", 22),
    ("GE", 22),
    ("GI", 23),
    ("GL", 18),
    ("GR", 27),
    ("GT", 28),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IL", 23),
    ("IQ", 23),
    ("IS", 26),
    ("IT", 27),
    ("JO", 30),
    ("KW", 30),
    ("KZ", 20),
    ("LB", 28),
    ("LC", 32),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("LY", 25),
    ("MC", 27),
    ("MD", 24),
    ("ME", 22),
    ("MK", 19),
    ("MR", 27),
    ("MT", 31),
    ("MU", 30),
    ("NL", 18),
    ("NO", 15),
    ("PK", 24),
    ("PL", 28),
    ("PS", 29),
    ("PT", 25),
    ("QA", 29),
    ("RO", 24),
    ("RS", 22),
    ("SA", 24),
    ("SC", 31),
    ("SD", 18),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("SM", 27),
    ("ST", 25),
    ("SV", 28),
    ("TL", 23),
    ("TN", 24),
    ("TR", 26),
    ("UA", 29),
    ("VA", 22),
    ("VG", 24),
    ("XK", 20),
    ("RU", 33),
    ("BI", 27),
    ("DJ", 27),
];

#[cfg(test)]
mod tests {
    use super::{card, iban};

    fn whole(check: fn(&str, std::ops::Range<usize>) -> Option<std::ops::Range<usize>>, text: &str) -> bool {
        check(text, 0..text.len()) == Some(0..text.len())
    }

    #[test]
    fn one_wrong_digit_fails_a_checksum() {
        for good in ["4111 1111 1111 1111", "378282246310005", "5555555555554444", "6011111111111117"] {
            assert!(whole(card, good), "{good}");
            for at in good.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at) {
                let digit = (good.as_bytes()[at] - b'0' + 1) % 10;
                let bad = format!("{}{digit}{}", &good[..at], &good[at + 1..]);
                assert!(!whole(card, &bad), "{bad}");
            }
        }
        assert!(whole(iban, "DE89 3704 0044 0532 0130 00"));
        assert!(!whole(iban, "DE89 3704 0044 0532 0131 00"));
    }

    #[test]
    fn what_follows_an_iban_is_cut_off() {
        let text = "GB82 WEST 1234 5698 7654 32 AND MORE";
        assert_eq!(iban(text, 0..text.len()), Some(0..27));
    }
}
