//! [`EntityKind`]: what a finding is, and [`Family`]: what its placeholder says it is.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

macro_rules! named {
    ($(#[$docs:meta])* $type:ident { $($(#[$doc:meta])* $variant:ident = $name:literal,)* }) => {
        $(#[$docs])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[non_exhaustive]
        pub enum $type {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)*
        }

        impl $type {
            /// All of them, in the order in which people are shown them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name on the wire: capitals and underscores.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }

        impl FromStr for $type {
            type Err = UnknownKind;

            fn from_str(name: &str) -> Result<Self, UnknownKind> {
                match name { $($name => Ok(Self::$variant),)* _ => Err(UnknownKind) }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}

named! {
    /// The first part of a placeholder: `[PERSON_1]`. Few and coarse, so that a cloud knows what each means.
    Family {
        /// A natural person.
        Person = "PERSON",
        /// A user name or handle.
        User = "USER",
        /// A company, authority, court, school.
        Organisation = "ORG",
        /// A building, town, region, country, position.
        Place = "PLACE",
        /// A postal address.
        Address = "ADDRESS",
        /// An e-mail address.
        Email = "EMAIL",
        /// A telephone number.
        Phone = "PHONE",
        /// A web address.
        Url = "URL",
        /// An IP address.
        Ip = "IP",
        /// A bank account or a wallet.
        Account = "ACCOUNT",
        /// A payment card.
        Card = "CARD",
        /// A number that a state or an insurer gave to somebody.
        Id = "ID",
        /// A case, contract, invoice or customer number.
        Code = "CODE",
        /// A device or a vehicle.
        Device = "DEVICE",
        /// A calendar date.
        Date = "DATE",
        /// An age.
        Age = "AGE",
        /// A sum of money.
        Amount = "AMOUNT",
        /// An occupation, a health condition, a conviction: what a person is or has.
        Trait = "TRAIT",
        /// A password, key or token.
        Secret = "SECRET",
        /// A word from a person's list.
        Term = "TERM",
    }
}

named! {
    /// What a finding is.
    EntityKind {
        /// A natural person's name, or a part of one.
        Person = "PERSON",
        /// Initials that stand for a person.
        Initials = "INITIALS",
        /// A user name or handle.
        Username = "USERNAME",
        /// An e-mail address.
        Email = "EMAIL",
        /// A telephone number.
        Phone = "PHONE",
        /// A web address.
        Url = "URL",
        /// A web address or handle of a person on a social network.
        SocialProfile = "SOCIAL_PROFILE",
        /// A street with its number, and what follows it: a postal address.
        Address = "ADDRESS",
        /// A postal code.
        Postcode = "POSTCODE",
        /// A town.
        City = "CITY",
        /// A region or country.
        Region = "REGION",
        /// Any other place: a building, a facility.
        Place = "PLACE",
        /// Geographic coordinates.
        Coordinates = "COORDINATES",
        /// A number by which a state knows a person.
        NationalId = "NATIONAL_ID",
        /// A number by which a tax office knows somebody.
        TaxId = "TAX_ID",
        /// A passport number or machine-readable zone.
        Passport = "PASSPORT",
        /// A driving licence.
        DriverLicence = "DRIVER_LICENCE",
        /// A residence permit or visa.
        ResidencePermit = "RESIDENCE_PERMIT",
        /// A voter's number.
        VoterId = "VOTER_ID",
        /// A number by which a health insurer or service knows somebody.
        HealthInsuranceId = "HEALTH_INSURANCE_ID",
        /// An international bank account number.
        Iban = "IBAN",
        /// A national bank account number.
        BankAccount = "BANK_ACCOUNT",
        /// A bank's routing number, sort code or BIC.
        BankCode = "BANK_CODE",
        /// A payment card number.
        Card = "CARD",
        /// A card's security code or expiry date.
        CardSecurity = "CARD_SECURITY",
        /// A sum of money.
        Amount = "AMOUNT",
        /// The address of a cryptocurrency wallet.
        CryptoWallet = "CRYPTO_WALLET",
        /// A password or passphrase.
        Password = "PASSWORD",
        /// A key for a service.
        ApiKey = "API_KEY",
        /// A token that gives access.
        AccessToken = "ACCESS_TOKEN",
        /// A private key.
        PrivateKey = "PRIVATE_KEY",
        /// An address with its user and password in it.
        ConnectionString = "CONNECTION_STRING",
        /// The words that a wallet is restored from.
        SeedPhrase = "SEED_PHRASE",
        /// A PIN or one-time password.
        Pin = "PIN",
        /// A session cookie.
        SessionCookie = "SESSION_COOKIE",
        /// An IPv4 or IPv6 address.
        Ip = "IP",
        /// A network card's address.
        Mac = "MAC",
        /// A number of a telephone or of its card: IMEI, IMSI, ICCID.
        Imei = "IMEI",
        /// Any other number of a device.
        DeviceId = "DEVICE_ID",
        /// A vehicle's registration plate.
        LicencePlate = "LICENCE_PLATE",
        /// A vehicle identification number.
        Vin = "VIN",
        /// When somebody was born.
        BirthDate = "BIRTH_DATE",
        /// How old somebody is.
        Age = "AGE",
        /// A calendar date.
        Date = "DATE",
        /// A company, authority, court, school.
        Organisation = "ORG",
        /// What somebody does for a living.
        JobTitle = "JOB_TITLE",
        /// Where somebody was educated, and to what degree.
        Education = "EDUCATION",
        /// A number by which an employer or a business knows somebody.
        CustomerNumber = "CUSTOMER_NUMBER",
        /// The number of a case before a court or an authority.
        CaseNumber = "CASE_NUMBER",
        /// The number of a contract, invoice, order, policy or ticket.
        Code = "CODE",
        /// A number by which a hospital or practice knows somebody.
        MedicalRecord = "MEDICAL_RECORD",
        /// Somebody's health.
        Health = "HEALTH",
        /// Somebody's religion or belief.
        Religion = "RELIGION",
        /// Somebody's political opinion.
        Politics = "POLITICS",
        /// Somebody's membership of a trade union.
        Union = "UNION",
        /// Somebody's sex life or orientation.
        Orientation = "ORIENTATION",
        /// Somebody's ethnic origin or nationality.
        Ethnicity = "ETHNICITY",
        /// Somebody's convictions and offences.
        Criminal = "CRIMINAL",
        /// What a body is recognised by.
        Biometric = "BIOMETRIC",
        /// A word from a person's list.
        Custom = "TERM",
    }
}

impl Family {
    /// The kind of a value of which nothing but its placeholder is known.
    pub fn kind(self) -> EntityKind {
        match self {
            Self::Person => EntityKind::Person,
            Self::User => EntityKind::Username,
            Self::Organisation => EntityKind::Organisation,
            Self::Place => EntityKind::Place,
            Self::Address => EntityKind::Address,
            Self::Email => EntityKind::Email,
            Self::Phone => EntityKind::Phone,
            Self::Url => EntityKind::Url,
            Self::Ip => EntityKind::Ip,
            Self::Account => EntityKind::BankAccount,
            Self::Card => EntityKind::Card,
            Self::Id => EntityKind::NationalId,
            Self::Code => EntityKind::Code,
            Self::Device => EntityKind::DeviceId,
            Self::Date => EntityKind::Date,
            Self::Age => EntityKind::Age,
            Self::Amount => EntityKind::Amount,
            Self::Trait => EntityKind::JobTitle,
            Self::Secret => EntityKind::Password,
            Self::Term => EntityKind::Custom,
        }
    }
}

impl EntityKind {
    /// What its placeholder says.
    pub fn family(self) -> Family {
        match self {
            Self::Person | Self::Initials => Family::Person,
            Self::Username => Family::User,
            Self::Email => Family::Email,
            Self::Phone => Family::Phone,
            Self::Url | Self::SocialProfile => Family::Url,
            Self::Address => Family::Address,
            Self::Postcode | Self::City | Self::Region | Self::Place | Self::Coordinates => Family::Place,
            Self::NationalId
            | Self::TaxId
            | Self::Passport
            | Self::DriverLicence
            | Self::ResidencePermit
            | Self::VoterId
            | Self::HealthInsuranceId => Family::Id,
            Self::Iban | Self::BankAccount | Self::BankCode | Self::CryptoWallet => Family::Account,
            Self::Card => Family::Card,
            Self::Amount => Family::Amount,
            Self::CardSecurity
            | Self::Password
            | Self::ApiKey
            | Self::AccessToken
            | Self::PrivateKey
            | Self::ConnectionString
            | Self::SeedPhrase
            | Self::Pin
            | Self::SessionCookie => Family::Secret,
            Self::Ip => Family::Ip,
            Self::Mac | Self::Imei | Self::DeviceId | Self::LicencePlate | Self::Vin => Family::Device,
            Self::BirthDate | Self::Date => Family::Date,
            Self::Age => Family::Age,
            Self::Organisation => Family::Organisation,
            Self::CustomerNumber | Self::CaseNumber | Self::Code | Self::MedicalRecord => Family::Code,
            Self::JobTitle
            | Self::Education
            | Self::Health
            | Self::Religion
            | Self::Politics
            | Self::Union
            | Self::Orientation
            | Self::Ethnicity
            | Self::Criminal
            | Self::Biometric => Family::Trait,
            Self::Custom => Family::Term,
        }
    }

    /// Whether it gives access to something: it blocks a send.
    pub fn is_secret(self) -> bool {
        self.family() == Family::Secret
    }

    /// Whether it belongs to a special category of personal data (GDPR, article 9 and 10).
    pub fn is_special(self) -> bool {
        matches!(
            self,
            Self::Health
                | Self::Religion
                | Self::Politics
                | Self::Union
                | Self::Orientation
                | Self::Ethnicity
                | Self::Criminal
                | Self::Biometric
        )
    }
}

/// A name that is no kind of entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no kind of entity has this name")]
pub struct UnknownKind;

#[cfg(test)]
mod tests {
    use super::{EntityKind, Family};

    #[test]
    fn every_name_reads_back() {
        for kind in EntityKind::ALL {
            assert_eq!(kind.name().parse(), Ok(*kind));
        }
        for family in Family::ALL {
            assert_eq!(family.name().parse(), Ok(*family));
        }
    }

    #[test]
    fn families_fit_a_placeholder_and_are_few() {
        assert!(Family::ALL.len() <= 20);
        for family in Family::ALL {
            assert!(family.name().chars().all(|c| c.is_ascii_uppercase()), "{family} is not capitals only");
            assert_eq!(family.kind().family(), *family);
        }
    }
}
