//! Checks of numbers: checksums, lengths, ranges.

use std::ops::Range;

use super::{digits, stands_alone};

/// A payment card: 13 to 19 digits, a known first digit, Luhn (ISO/IEC 7812-1).
pub(crate) fn card(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let digits = digits(text.get(value.clone())?);
    let first: u32 = digits.iter().take(4).fold(0, |number, digit| number * 10 + digit);
    let known = match digits.len() {
        13 | 19 => first / 1000 == 4 || first / 1000 == 6,
        14 => matches!(first / 100, 30 | 36 | 38 | 39),
        15 => matches!(first / 100, 34 | 37),
        16 => matches!(first, 2221..=2720 | 3528..=3589 | 4000..=4999 | 5000..=5999 | 6000..=6999),
        17 | 18 => matches!(first / 100, 50 | 56..=69),
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

/// A number behind "passport" or "tax id": at least five digits, or four with letters.
pub(crate) fn national_id(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let id = text.get(value.clone())?;
    let letters = id.chars().any(char::is_alphabetic);
    (digits(id).len() >= if letters { 4 } else { 5 }).then_some(value)
}

/// A US social security number: no area 000, 666 or 9xx, no group 00, no serial 0000 (SSA).
pub(crate) fn ssn(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let digits = digits(text.get(value.clone())?);
    let number = |range: Range<usize>| digits.get(range).map(|d| d.iter().fold(0, |n, digit| n * 10 + digit));
    let (area, group, serial) = (number(0..3)?, number(3..5)?, number(5..9)?);
    let given = area != 0 && area != 666 && area < 900 && group != 0 && serial != 0;
    (given && stands_alone(text, &value)).then_some(value)
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
