//! How much an attribute narrows down who somebody is, in bits: the surprisal of its values among all people, as a rule of thumb.

use confidant_text::{EntityKind, Family};

use super::lists::Attribute;

/// A country that is named: more than its people's share would say, because large countries are named most.
pub(super) const COUNTRY: Attribute = Attribute { what: "a country", kind: EntityKind::Region, bits: 5.0 };

/// An attribute of which the value itself stands in the text. A secret or a user's own word is none.
pub(super) fn exact(kind: EntityKind) -> Option<Attribute> {
    let (what, bits) = match kind {
        EntityKind::Age => ("an age", 6.0),
        EntityKind::BirthDate => ("a date of birth", 15.0),
        EntityKind::Date => ("a date", 6.0),
        EntityKind::City => ("a town", 11.0),
        EntityKind::Region => ("a region", 8.0),
        EntityKind::Place => ("a place", 11.0),
        EntityKind::Postcode => ("a postcode", 13.0),
        EntityKind::Organisation => ("an organisation", 11.0),
        EntityKind::JobTitle => ("an occupation", 7.0),
        EntityKind::Education => ("an education", 8.0),
        EntityKind::Amount => ("an amount", 3.0),
        EntityKind::Ethnicity => ("an ethnic origin", 6.0),
        EntityKind::Health => ("an illness", 6.0),
        EntityKind::Religion => ("a religion or belief", 4.0),
        EntityKind::Politics => ("a political opinion", 5.0),
        EntityKind::Union => ("a trade union", 5.0),
        EntityKind::Orientation => ("a sexual orientation or identity", 4.0),
        EntityKind::Criminal => ("a conviction or offence", 6.0),
        EntityKind::Biometric => ("a feature of the body", 7.0),
        EntityKind::Person => ("a name", 20.0),
        EntityKind::Initials => ("initials", 9.0),
        EntityKind::Ip => ("an IP address", 20.0),
        EntityKind::Code => ("a number of a contract or order", 20.0),
        EntityKind::BankCode => ("a bank", 12.0),
        EntityKind::Custom => return None,
        _ if kind.family() == Family::Secret => return None,
        _ => ("a direct identifier", 33.0),
    };
    Some(Attribute { what, kind, bits })
}

/// An attribute of which something less precise stands in the text.
pub(super) fn general(kind: EntityKind) -> Option<Attribute> {
    let (what, bits) = match kind {
        EntityKind::Age | EntityKind::BirthDate => ("a decade of life", 3.0),
        EntityKind::Date => ("a quarter of a year", 2.0),
        EntityKind::City | EntityKind::Place => ("a region", 8.0),
        EntityKind::Region => ("a country", 5.0),
        EntityKind::Postcode => ("a postcode area", 8.0),
        EntityKind::Amount => ("an order of magnitude", 1.0),
        _ => return None,
    };
    Some(Attribute { what, kind, bits })
}

/// Somebody is the only one of what they are: few people can be said to be so.
pub(super) fn unique(kind: EntityKind) -> Attribute {
    Attribute { what: "being the only one", kind, bits: 17.0 }
}

/// What a person is or has, in words of a list.
pub(super) fn is_trait(kind: EntityKind) -> bool {
    kind.family() == Family::Trait
}
