//! [`Placeholder`]: the word that stands for a value, `[PERSON_1]`.

use std::{fmt, str::FromStr};

use confidant_text::Family;

/// The word that stands for a value in everything that leaves: `[PERSON_1]`.
///
/// The number is unique in its [`Vault`](crate::Vault) whatever the family, so that a wrong family can never point at another value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Placeholder {
    /// What the value is.
    pub family: Family,
    /// Counts from 1, across all kinds.
    pub number: u32,
}

impl fmt::Display for Placeholder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}_{}]", self.family, self.number)
    }
}

/// Text that is no placeholder in its exact form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no placeholder; one looks like [PERSON_1]")]
pub struct NoPlaceholder;

impl FromStr for Placeholder {
    type Err = NoPlaceholder;

    /// Reads the exact form only; what a cloud made of it is the business of [`restore`](crate::restore).
    fn from_str(text: &str) -> Result<Self, NoPlaceholder> {
        let inner = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')).ok_or(NoPlaceholder)?;
        let (family, digits) = inner.split_once('_').ok_or(NoPlaceholder)?;
        let family = family.parse().map_err(|_| NoPlaceholder)?;
        Ok(Self { family, number: number(digits).ok_or(NoPlaceholder)? })
    }
}

/// A placeholder's number: plain digits, no leading zero, not zero.
pub(crate) fn number(digits: &str) -> Option<u32> {
    if digits.starts_with('0') || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

impl serde::Serialize for Placeholder {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::Placeholder;
    use confidant_text::Family;

    #[test]
    fn every_placeholder_reads_back() {
        for (number, family) in (1..).zip(Family::ALL) {
            let placeholder = Placeholder { family: *family, number };
            assert_eq!(placeholder.to_string().parse(), Ok(placeholder));
        }
    }

    #[test]
    fn near_forms_are_not_the_exact_form() {
        for text in
            ["[PERSON_01]", "[PERSON_0]", "[PERSON_]", "PERSON_1", "[person_1]", "[NOBODY_1]", "[PERSON_4294967296]"]
        {
            assert!(text.parse::<Placeholder>().is_err(), "{text}");
        }
    }
}
