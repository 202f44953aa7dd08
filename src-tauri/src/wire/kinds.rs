//! The names of kinds and families as the page's language knows them: closed lists, so that a missing word does not compile
//! there.

use serde::{Deserialize, Serialize};
use specta::Type;

macro_rules! names {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
        pub enum $name {
            $(#[serde(rename = $word)] $variant,)*
        }

        impl From<$name> for confidant_text::$name {
            fn from(name: $name) -> Self {
                match name { $($name::$variant => Self::$variant,)* }
            }
        }

        impl $name {
            const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The page's name of what the core names; none for one that the page does not know yet.
            pub fn of(core: confidant_text::$name) -> Option<Self> {
                Self::ALL.iter().copied().find(|name| confidant_text::$name::from(*name) == core)
            }
        }
    };
}

names! {
    /// What a finding is.
    EntityKind {
        Person = "PERSON",
        Initials = "INITIALS",
        Username = "USERNAME",
        Email = "EMAIL",
        Phone = "PHONE",
        Url = "URL",
        SocialProfile = "SOCIAL_PROFILE",
        Address = "ADDRESS",
        Postcode = "POSTCODE",
        City = "CITY",
        Region = "REGION",
        Place = "PLACE",
        Coordinates = "COORDINATES",
        NationalId = "NATIONAL_ID",
        TaxId = "TAX_ID",
        Passport = "PASSPORT",
        DriverLicence = "DRIVER_LICENCE",
        ResidencePermit = "RESIDENCE_PERMIT",
        VoterId = "VOTER_ID",
        HealthInsuranceId = "HEALTH_INSURANCE_ID",
        Iban = "IBAN",
        BankAccount = "BANK_ACCOUNT",
        BankCode = "BANK_CODE",
        Card = "CARD",
        CardSecurity = "CARD_SECURITY",
        Amount = "AMOUNT",
        CryptoWallet = "CRYPTO_WALLET",
        Password = "PASSWORD",
        ApiKey = "API_KEY",
        AccessToken = "ACCESS_TOKEN",
        PrivateKey = "PRIVATE_KEY",
        ConnectionString = "CONNECTION_STRING",
        SeedPhrase = "SEED_PHRASE",
        Pin = "PIN",
        SessionCookie = "SESSION_COOKIE",
        Ip = "IP",
        Mac = "MAC",
        Imei = "IMEI",
        DeviceId = "DEVICE_ID",
        LicencePlate = "LICENCE_PLATE",
        Vin = "VIN",
        BirthDate = "BIRTH_DATE",
        Age = "AGE",
        Date = "DATE",
        Organisation = "ORG",
        JobTitle = "JOB_TITLE",
        Education = "EDUCATION",
        CustomerNumber = "CUSTOMER_NUMBER",
        CaseNumber = "CASE_NUMBER",
        Code = "CODE",
        MedicalRecord = "MEDICAL_RECORD",
        Health = "HEALTH",
        Religion = "RELIGION",
        Politics = "POLITICS",
        Union = "UNION",
        Orientation = "ORIENTATION",
        Ethnicity = "ETHNICITY",
        Criminal = "CRIMINAL",
        Biometric = "BIOMETRIC",
        Custom = "TERM",
    }
}

names! {
    /// The first part of a placeholder.
    Family {
        Person = "PERSON",
        User = "USER",
        Organisation = "ORG",
        Place = "PLACE",
        Address = "ADDRESS",
        Email = "EMAIL",
        Phone = "PHONE",
        Url = "URL",
        Ip = "IP",
        Account = "ACCOUNT",
        Card = "CARD",
        Id = "ID",
        Code = "CODE",
        Device = "DEVICE",
        Date = "DATE",
        Age = "AGE",
        Amount = "AMOUNT",
        Trait = "TRAIT",
        Secret = "SECRET",
        Term = "TERM",
    }
}

#[cfg(test)]
mod tests {
    use super::{EntityKind, Family};

    #[test]
    fn the_page_knows_every_kind_and_family_by_the_same_name() {
        for core in confidant_text::EntityKind::ALL {
            let name = EntityKind::of(*core).unwrap();
            assert_eq!(serde_json::to_value(name).unwrap(), core.name());
        }
        for core in confidant_text::Family::ALL {
            let name = Family::of(*core).unwrap();
            assert_eq!(serde_json::to_value(name).unwrap(), core.name());
        }
    }
}
