//! [`EntityKind`]: what a finding is, as people and placeholders name it.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal,)*) => {
        /// What a finding is. The name is the one in a placeholder: `[PERSON_1]`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[non_exhaustive]
        pub enum EntityKind {
            $($(#[$doc])* #[serde(rename = $name)] $kind,)*
        }

        impl EntityKind {
            /// Every kind, in the order in which people are shown them.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)*];

            /// The name in a placeholder and on the wire: capitals only.
            pub fn name(self) -> &'static str {
                match self { $(Self::$kind => $name,)* }
            }
        }

        impl FromStr for EntityKind {
            type Err = UnknownKind;

            fn from_str(name: &str) -> Result<Self, UnknownKind> {
                match name { $($name => Ok(Self::$kind),)* _ => Err(UnknownKind) }
            }
        }
    };
}

kinds! {
    /// A natural person's name, or a part of one.
    Person = "PERSON",
    /// A company, authority, court, school.
    Organisation = "ORG",
    /// A town, region, country, building.
    Place = "PLACE",
    /// A postal address.
    Address = "ADDRESS",
    /// An e-mail address.
    Email = "EMAIL",
    /// A telephone number.
    Phone = "PHONE",
    /// A web address.
    Url = "URL",
    /// An IPv4 or IPv6 address.
    Ip = "IP",
    /// An international bank account number.
    Iban = "IBAN",
    /// A payment card number.
    Card = "CARD",
    /// A number that a state or an insurer gave to a person.
    NationalId = "ID",
    /// A case, contract, invoice or customer number.
    Code = "CODE",
    /// A calendar date.
    Date = "DATE",
    /// A sum of money.
    Amount = "AMOUNT",
    /// A key, password or token: blocks a send.
    Secret = "SECRET",
    /// A word that the person put on a list.
    Custom = "TERM",
}

impl fmt::Display for EntityKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that is no kind of entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no kind of entity has this name")]
pub struct UnknownKind;

#[cfg(test)]
mod tests {
    use super::EntityKind;

    #[test]
    fn every_name_reads_back_and_fits_a_placeholder() {
        for kind in EntityKind::ALL {
            assert_eq!(kind.name().parse(), Ok(*kind));
            assert!(kind.name().chars().all(|c| c.is_ascii_uppercase()), "{kind} is not capitals only");
        }
    }
}
