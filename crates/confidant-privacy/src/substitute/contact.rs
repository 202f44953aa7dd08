//! Addresses of mail and telephone numbers that belong to nobody: the domains of RFC 2606 and the numbers that regulators keep for
//! films and books.

use super::{first_free, name};

const DOMAINS: [&str; 3] = ["example.org", "example.com", "example.net"];

pub(super) fn email(value: &str, n: u32, taken: &dyn Fn(&str) -> bool) -> Option<String> {
    let candidate = |at: usize| {
        let (given, surname) = name::mailbox(at)?;
        let domain = DOMAINS.get(at % DOMAINS.len())?;
        Some(format!("{}.{}@{domain}", given.to_lowercase(), surname.to_lowercase()))
    };
    first_free(value, n, 1500, candidate, taken)
}

/// Numbers of one country that are kept for fiction: its code and patterns, in which a `#` is any digit.
struct Fiction {
    code: &'static str,
    patterns: &'static [&'static str],
}

const FICTION: [Fiction; 4] = [
    // North American Numbering Plan Administrator: 555-0100 to 555-0199 in every area.
    Fiction {
        code: "1",
        patterns: &["+1 202-555-01##", "+1 312-555-01##", "+1 415-555-01##", "+1 617-555-01##", "+1 713-555-01##"],
    },
    // Ofcom, "Telephone numbers for use in TV and radio drama programmes".
    Fiction { code: "44", patterns: &["+44 7700 900###", "+44 20 7946 0###", "+44 1632 960###"] },
    // Bundesnetzagentur, numbers for media ("Drama Numbers").
    Fiction { code: "49", patterns: &["+49 30 23125###", "+49 69 90009###", "+49 40 66969###", "+49 89 99998###"] },
    // Arcep, decision 2018-0881: numbers for audiovisual works.
    Fiction { code: "33", patterns: &["+33 1 99 00 ## ##", "+33 2 61 91 ## ##", "+33 6 39 98 ## ##"] },
];

/// A number of the same country. There is none for a country without such numbers, or when the number does not say its country.
pub(super) fn phone(value: &str, n: u32, taken: &dyn Fn(&str) -> bool) -> Option<String> {
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    let international = value.trim_start().starts_with('+') || digits.starts_with("00");
    let digits = digits.trim_start_matches('0');
    let fiction = if international {
        FICTION.iter().find(|fiction| digits.starts_with(fiction.code))?
    } else {
        FICTION.first().filter(|_| is_north_american(value))?
    };
    let candidate = |at: usize| {
        let pattern = fiction.patterns.get(at % fiction.patterns.len())?;
        let free = pattern.matches('#').count();
        let mut number = at / fiction.patterns.len() % 10_usize.pow(u32::try_from(free).ok()?);
        let mut digits: Vec<char> = pattern.chars().collect();
        for digit in digits.iter_mut().rev().filter(|digit| **digit == '#') {
            *digit = char::from_digit(u32::try_from(number % 10).ok()?, 10)?;
            number /= 10;
        }
        Some(digits.into_iter().collect())
    };
    first_free(value, n, 100 * fiction.patterns.len(), candidate, taken)
}

/// `(415) 555-2671`, `415-555-2671`, `415.555.2671`.
fn is_north_american(value: &str) -> bool {
    let groups: Vec<usize> = value.split(|c: char| !c.is_ascii_digit()).map(str::len).filter(|len| *len > 0).collect();
    groups == [3, 3, 4]
}

#[cfg(test)]
mod tests {
    use super::{email, phone};

    #[test]
    fn an_address_of_mail_is_of_a_reserved_domain() {
        for n in 0..40 {
            let address = email("hannah@weiss.example", n, &|_| false).unwrap();
            let (local, domain) = address.split_once('@').unwrap();
            assert!(super::DOMAINS.contains(&domain));
            assert!(local.bytes().all(|b| b.is_ascii_lowercase() || b == b'.'), "{local}");
        }
    }

    #[test]
    fn a_number_of_a_country_becomes_one_of_that_country_that_nobody_has() {
        for (value, begins) in [
            ("+1 415 555 2671", "+1 "),
            ("(415) 555-2671", "+1 "),
            ("0044 20 7031 3000", "+44 "),
            ("+49 170 1234567", "+49 "),
            ("+33 6 12 34 56 78", "+33 "),
        ] {
            let number = phone(value, 11, &|_| false).unwrap();
            assert!(number.starts_with(begins) && !number.contains('#'), "{value} {number}");
        }
        for value in ["+47 22 12 34 56", "0170 1234567", "12345"] {
            assert_eq!(phone(value, 11, &|_| false), None, "{value}");
        }
    }
}
