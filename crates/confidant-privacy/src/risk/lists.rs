//! The lists of words that tell something about a person.

use std::sync::LazyLock;

use confidant_text::EntityKind;

use super::words::Words;

const CUES: &str = include_str!("cues.txt");
const PHRASES: &str = include_str!("phrases.txt");

/// Something that is known about a person, and how much it narrows down who that is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Attribute {
    pub(super) what: &'static str,
    pub(super) kind: EntityKind,
    pub(super) bits: f32,
}

/// All lists, ready to be searched for.
pub(super) struct Lists {
    /// Attributes, one for each section of [`Lists::cues`].
    pub(super) attributes: Vec<Attribute>,
    pub(super) cues: Words,
    /// "I".
    pub(super) writer: Words,
    /// "my", "her": whose a relative is.
    pub(super) whose: Words,
    pub(super) child: Words,
    pub(super) adult: Words,
    /// "the only".
    pub(super) unique: Words,
}

impl Lists {
    /// The lists; `None` when they cannot be used.
    pub(super) fn get() -> Option<&'static Self> {
        static LISTS: LazyLock<Option<Lists>> = LazyLock::new(Lists::read);
        LISTS.as_ref()
    }

    fn read() -> Option<Self> {
        let cues = Words::of(CUES, |_| true)?;
        let phrases = |section: &str| Words::of(PHRASES, |head| head == section);
        Some(Self {
            attributes: cues.heads.iter().map(|head| attribute(head)).collect::<Option<_>>()?,
            cues,
            writer: phrases("writer")?,
            whose: phrases("my")?,
            child: phrases("child")?,
            adult: phrases("adult")?,
            unique: phrases("unique")?,
        })
    }
}

/// Reads `JOB_TITLE 7 an occupation`.
fn attribute(head: &'static str) -> Option<Attribute> {
    let (kind, rest) = head.split_once(' ')?;
    let (bits, what) = rest.split_once(' ')?;
    Some(Attribute { what, kind: kind.parse().ok()?, bits: bits.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::{CUES, Lists, PHRASES};

    #[test]
    fn the_lists_can_be_read_and_none_is_empty() {
        let lists = Lists::get().unwrap();
        assert_eq!(lists.attributes.len(), CUES.lines().filter(|line| line.starts_with("# ")).count());
        for (words, text) in [
            (&lists.cues, "a nurse"),
            (&lists.writer, "I"),
            (&lists.whose, "their"),
            (&lists.child, "Tochter"),
            (&lists.adult, "uncle"),
            (&lists.unique, "the only"),
        ] {
            assert_eq!(words.find(text).count(), 1, "{text}");
        }
        for line in CUES.lines().chain(PHRASES.lines()) {
            assert!(line.chars().count() <= 160, "{line}");
        }
    }
}
