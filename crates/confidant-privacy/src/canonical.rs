//! [`Canonical`]: what the ways of writing one value have in common.

use confidant_text::Family;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroize;

use crate::{recognise::fold, tag};

/// What the ways of writing one value have in common, within its family.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Canonical {
    /// Equal for two ways of writing one value.
    pub(crate) key: String,
    /// A telephone number without its country. A number that is written with a country and one that is not are the same when
    /// nothing else has this national part.
    pub(crate) national: Option<National>,
}

/// The part of a telephone number that is dialled within a country.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct National {
    pub(crate) digits: String,
    pub(crate) has_country: bool,
}

impl Canonical {
    pub(crate) fn of(family: Family, value: &str) -> Self {
        let national = if family == Family::Phone { national(value) } else { None };
        let key = match (&national, family) {
            (Some(national), _) => {
                format!("{}{}", if national.has_country { country(value) } else { 0 }, national.digits)
            }
            // A literal placeholder comes back as it stood, and a secret is right in one writing only.
            (None, Family::Secret) => value.to_owned(),
            (None, Family::Term) if !tag::literals(value).is_empty() => value.to_owned(),
            (None, Family::Account | Family::Card | Family::Id | Family::Device | Family::Phone) => compact(value),
            (None, Family::Ip) => {
                value.trim().parse::<core::net::IpAddr>().map_or_else(|_| fold::letters(value), |ip| ip.to_string())
            }
            (None, Family::Url) => address(value),
            (None, _) => fold::letters(value.trim()),
        };
        Self { key, national }
    }

    pub(crate) fn wipe(mut self) {
        self.key.zeroize();
        if let Some(national) = &mut self.national {
            national.digits.zeroize();
        }
    }
}

/// Letters and digits alone; the value itself when it has none.
fn compact(value: &str) -> String {
    let compact: String = value.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    if compact.is_empty() { value.to_owned() } else { compact }
}

/// Scheme and host have no case; a path has.
fn address(value: &str) -> String {
    let value = value.trim().trim_end_matches('/');
    let host = value.find("://").map_or(0, |at| at + 3);
    let path = value.get(host..).and_then(|rest| rest.find('/')).map_or(value.len(), |at| host + at);
    value.split_at_checked(path).map_or_else(|| value.to_owned(), |(host, path)| host.to_lowercase() + path)
}

fn dialled(value: &str) -> Option<String> {
    let compact: String =
        value.nfkc().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '.' | '/' | '(' | ')')).collect();
    let plus = compact.starts_with('+') || compact.starts_with("00");
    let digits = compact.trim_start_matches('+');
    let digits = if compact.starts_with("00") { digits.get(2..)? } else { digits };
    let whole = digits.len() >= 6 && digits.bytes().all(|b| b.is_ascii_digit());
    whole.then(|| if plus { format!("+{digits}") } else { digits.to_owned() })
}

fn parsed(value: &str) -> Option<phonenumber::PhoneNumber> {
    // A zero in brackets is dialled within the country only.
    let dialled = dialled(&value.replacen("(0)", "", 1))?;
    if dialled.starts_with('+') { phonenumber::parse(None, dialled).ok() } else { None }
}

fn country(value: &str) -> u16 {
    parsed(value).map_or(0, |number| number.country().code())
}

fn national(value: &str) -> Option<National> {
    if let Some(number) = parsed(value) {
        return Some(National { digits: number.national().value().to_string(), has_country: true });
    }
    let dialled = dialled(value)?;
    let digits = dialled.trim_start_matches(['+', '0']).to_owned();
    (digits.len() >= 6).then_some(National { digits, has_country: false })
}

#[cfg(test)]
mod tests {
    use super::Canonical;
    use confidant_text::Family;

    fn key(family: Family, value: &str) -> String {
        Canonical::of(family, value).key
    }

    #[test]
    fn ways_of_writing_one_value_have_one_key() {
        for (family, one, other) in [
            (Family::Account, "DE89 3704 0044 0532 0130 00", "de89370400440532013000"),
            (Family::Card, "4111-1111-1111-1111", "４111 1111 1111 1111"),
            (Family::Email, "Anna@Example.org", "anna@example.ORG"),
            (Family::Phone, "+49 (0)30 901820", "0049 30 90-18-20"),
            (Family::Ip, "2001:DB8:0:0::1", "2001:db8::1"),
            (Family::Url, "HTTPS://Example.org/A/", "https://example.org/A"),
            (Family::Organisation, "ACME  Traders", "Acme\ntraders"),
            (Family::Term, "Nightjar", "NIGHTJAR"),
        ] {
            assert_eq!(key(family, one), key(family, other), "{one}");
        }
    }

    #[test]
    fn different_values_have_different_keys() {
        for (family, one, other) in [
            (Family::Code, "12/3456", "123/456"),
            (Family::Url, "https://example.org/A", "https://example.org/a"),
            (Family::Secret, "Hunter2", "hunter2"),
            (Family::Term, "[PERSON_1]", "[person_1]"),
            (Family::Phone, "+49 30 901820", "+43 30 901820"),
        ] {
            assert_ne!(key(family, one), key(family, other), "{one}");
        }
    }

    #[test]
    fn a_number_within_a_country_is_known_by_its_national_part() {
        let national = |value| Canonical::of(Family::Phone, value).national.unwrap();
        assert_eq!(national("+49 30 901820").digits, national("(030) 901820").digits);
        assert!(national("+49 30 901820").has_country && !national("(030) 901820").has_country);
    }
}
