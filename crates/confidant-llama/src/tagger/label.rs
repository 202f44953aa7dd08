//! [`Label`]: what the tagger can call a word, in the order of its outputs.

use confidant_text::EntityKind;
use serde::{Deserialize, Serialize};

/// The outputs of the head, in order; after them comes one for "is this sensitive at all?".
pub(crate) const OUTPUTS: [&str; 10] =
    ["O", "PERSON", "ORG", "LOC", "ADDRESS", "DATE", "CODE", "QUANTITY", "DEM", "MISC"];

/// What a sensitive word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Label {
    /// A name, a user name, initials.
    Person,
    /// A company, authority, school, clinic, team.
    Organisation,
    /// A town, region, country, named place.
    Place,
    /// A street with its number, a postcode.
    Address,
    /// A date, a year, an age.
    Date,
    /// Any number or string that identifies.
    Code,
    /// An amount or a measure.
    Quantity,
    /// What describes a person: an occupation, a nationality, a belief.
    Trait,
    /// Everything else that identifies.
    Other,
}

impl Label {
    /// All of them, in the order of the outputs.
    pub(crate) const ALL: [Self; 9] = [
        Self::Person,
        Self::Organisation,
        Self::Place,
        Self::Address,
        Self::Date,
        Self::Code,
        Self::Quantity,
        Self::Trait,
        Self::Other,
    ];

    /// Its name in the head's file.
    pub(crate) fn name(self) -> &'static str {
        OUTPUTS.get(self.place()).copied().unwrap_or_default()
    }

    /// Its place among the outputs.
    pub(crate) fn place(self) -> usize {
        self as usize + 1
    }

    /// The kind of a finding with these words. The tagger knows families; the look of the words tells a little more.
    pub(crate) fn kind(self, words: &str) -> EntityKind {
        match self {
            Self::Person if is_handle(words) => EntityKind::Username,
            Self::Person => EntityKind::Person,
            Self::Organisation => EntityKind::Organisation,
            Self::Place => EntityKind::Place,
            Self::Address => EntityKind::Address,
            Self::Date if is_age(words) => EntityKind::Age,
            Self::Date => EntityKind::Date,
            Self::Code if words.contains('@') => EntityKind::Email,
            Self::Code if words.contains("://") || words.starts_with("www.") => EntityKind::Url,
            Self::Code => EntityKind::Code,
            Self::Quantity => EntityKind::Amount,
            Self::Trait if words.starts_with(char::is_uppercase) && !words.contains(' ') => EntityKind::Ethnicity,
            Self::Trait => EntityKind::JobTitle,
            Self::Other => EntityKind::Custom,
        }
    }
}

/// Letters with digits or underscores among them, in one word.
fn is_handle(words: &str) -> bool {
    words.contains(|c: char| c == '_' || c.is_ascii_digit())
        && words.contains(char::is_alphabetic)
        && words.chars().all(|c| c.is_alphanumeric() || "_.-".contains(c))
}

fn is_age(words: &str) -> bool {
    (1..=3).contains(&words.len()) && words.bytes().all(|byte| byte.is_ascii_digit())
        || words.contains("years old")
        || words.contains("year-old")
}

#[cfg(test)]
mod tests {
    use confidant_text::EntityKind;

    use super::{Label, OUTPUTS};

    #[test]
    fn labels_stand_in_the_order_of_the_outputs() {
        let names: Vec<_> = Label::ALL.iter().map(|label| label.name()).collect();
        assert_eq!(names, OUTPUTS[1..]);
    }

    #[test]
    fn the_look_of_the_words_tells_the_kind() {
        let kinds = [
            (Label::Person, "Jane Okafor", EntityKind::Person),
            (Label::Person, "jokafor84", EntityKind::Username),
            (Label::Code, "AB12", EntityKind::Code),
            (Label::Code, "jane@harbour.example", EntityKind::Email),
            (Label::Code, "https://harbour.example", EntityKind::Url),
            (Label::Code, "7712/33", EntityKind::Code),
            (Label::Date, "43", EntityKind::Age),
            (Label::Date, "3 March 2021", EntityKind::Date),
            (Label::Date, "1984", EntityKind::Date),
            (Label::Trait, "Norwegian", EntityKind::Ethnicity),
            (Label::Trait, "night nurse", EntityKind::JobTitle),
        ];
        for (label, words, kind) in kinds {
            assert_eq!(label.kind(words), kind, "{words}");
        }
    }
}
