//! [`MaskedText`]: text in which every finding was replaced, and where each of its characters came from.

use std::fmt;

use confidant_text::{EntityKind, Family, RawText, Span};
use serde::{Serialize, Serializer};

use crate::{Placeholder, Vault, tag};

/// What stands for a value that is omitted.
pub const OMITTED: &str = "[omitted]";

/// Text in which every finding was replaced.
///
/// It is made by [`mask`](crate::mask), from fixed words and numbers of the program, and from pieces of itself. There is no way from a
/// string to it, and none back from a disk: what is loaded is raw again.
///
/// ```compile_fail,E0277
/// let forged: confidant_privacy::MaskedText = String::from("Hannah").into();
/// ```
/// ```compile_fail,E0277
/// let forged: confidant_privacy::MaskedText = serde_json::from_str("\"Hannah\"").unwrap();
/// ```
/// ```compile_fail,E0599
/// let forged = confidant_privacy::MaskedText::default();
/// ```
/// ```compile_fail,E0597
/// let name = String::from("Hannah");
/// let forged = confidant_privacy::MaskedText::fixed(&name);
/// drop(name);
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct MaskedText {
    text: String,
    segments: Vec<Segment>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Segment {
    end: usize,
    origin: Origin,
    was: usize,
}

/// Where characters of a masked text came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The program's own words and numbers.
    Fixed,
    /// A person's text, in which nothing was found or what was found stays.
    Words,
    /// A placeholder that stands for a value.
    Placeholder {
        /// Which.
        placeholder: Placeholder,
        /// The entry of the vault with the writing that stood here; none in the program's own words.
        entry: Option<u32>,
    },
    /// A believable other value.
    StandIn {
        /// The placeholder in whose place it stands.
        placeholder: Placeholder,
        /// The entry of the vault with the writing that stood here.
        entry: Option<u32>,
    },
    /// Something true and less precise.
    Generalised(EntityKind),
    /// [`OMITTED`].
    Omitted(EntityKind),
}

/// A stretch of a masked text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MaskedPiece<'a> {
    /// What leaves.
    pub text: &'a str,
    /// Where it came from.
    pub what: Origin,
    /// How many bytes of the source it stands for; none for the program's own words.
    pub was: usize,
}

impl Origin {
    /// Whether restoring puts the value back here.
    pub(crate) fn comes_back(self) -> bool {
        matches!(self, Self::Placeholder { .. } | Self::StandIn { .. })
    }

    fn placeholder(self) -> Option<Placeholder> {
        match self {
            Self::Placeholder { placeholder, .. } | Self::StandIn { placeholder, .. } => Some(placeholder),
            Self::Fixed | Self::Words | Self::Generalised(_) | Self::Omitted(_) => None,
        }
    }
}

impl MaskedText {
    /// Words of the program itself.
    pub fn fixed(words: &'static str) -> Self {
        let mut masked = Self::empty();
        masked.push(words, Origin::Fixed, 0);
        masked
    }

    /// A number that the program counted, such as a page number.
    pub fn number(number: u64) -> Self {
        let mut masked = Self::empty();
        masked.push(&number.to_string(), Origin::Fixed, 0);
        masked
    }

    /// A placeholder, as the program itself mentions it in a hint.
    pub(crate) fn of_placeholder(placeholder: Placeholder) -> Self {
        let mut masked = Self::empty();
        masked.push(&placeholder.to_string(), Origin::Placeholder { placeholder, entry: None }, 0);
        masked
    }

    /// The pieces of this text at `spans`, in their order. A span outside the text or off a character boundary gives nothing;
    /// a placeholder that is cut through is dropped whole.
    pub fn select(&self, spans: &[Span]) -> Vec<Self> {
        spans.iter().map(|span| self.piece(*span)).collect()
    }

    /// The parts behind one another.
    pub fn concat(parts: &[Self]) -> Self {
        let mut joined = Self::empty();
        for piece in parts.iter().flat_map(Self::pieces) {
            joined.push(piece.text, piece.what, piece.was);
        }
        joined
    }

    /// The characters, safe to show and to send.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The placeholders in it, in order, as often as they or their stand-ins stand there.
    pub fn placeholders(&self) -> impl Iterator<Item = Placeholder> {
        self.segments.iter().filter_map(|segment| segment.origin.placeholder())
    }

    /// Its stretches, in order.
    pub fn pieces(&self) -> impl Iterator<Item = MaskedPiece<'_>> {
        let mut start = 0;
        self.segments.iter().map(move |segment| {
            let from = std::mem::replace(&mut start, segment.end);
            let text = self.text.get(from..segment.end).unwrap_or_default();
            MaskedPiece { text, what: segment.origin, was: segment.was }
        })
    }

    /// The text as it reads on this computer: every value in the very writing that stood there. What was omitted or generalised
    /// stays so, and a placeholder of another vault stays as it is.
    pub fn reveal(&self, vault: &Vault) -> RawText {
        let revealed = self.pieces().map(|piece| match piece.what {
            Origin::Placeholder { placeholder, entry } | Origin::StandIn { placeholder, entry } => {
                let entry = entry.and_then(|at| vault.entry(at)).filter(|entry| entry.placeholder == placeholder);
                let value = entry.map(|entry| &entry.value).or_else(|| vault.get(&placeholder));
                value.map_or(piece.text, |value| value.expose("to show it on this computer"))
            }
            Origin::Fixed | Origin::Words | Origin::Generalised(_) | Origin::Omitted(_) => piece.text,
        });
        RawText::new(revealed.collect::<String>())
    }

    /// Whether `start..end` has characters of a person's own text.
    pub(crate) fn touches_words(&self, start: usize, end: usize) -> bool {
        let mut from = 0;
        self.segments.iter().any(|segment| {
            let begins = std::mem::replace(&mut from, segment.end);
            segment.origin == Origin::Words && start < segment.end && begins < end
        })
    }

    /// The same with a placeholder wherever anything stands for a value, as the recognisers saw it when it was masked.
    pub(crate) fn neutral(&self) -> Self {
        let mut neutral = Self::empty();
        for MaskedPiece { text, what, was } in self.pieces() {
            match what {
                Origin::StandIn { placeholder, .. } => neutral.push(&placeholder.to_string(), what, was),
                Origin::Generalised(kind) | Origin::Omitted(kind) => {
                    neutral.push(&Placeholder { family: kind.family(), number: 1 }.to_string(), what, was);
                }
                Origin::Fixed | Origin::Words | Origin::Placeholder { .. } => neutral.push(text, what, was),
            }
        }
        neutral
    }

    /// Whether something in a person's own text looks like a placeholder.
    pub(crate) fn has_stray_placeholder(&self) -> bool {
        tag::literals(&self.text).into_iter().any(|found| self.touches_words(found.start, found.end))
    }

    pub(crate) fn empty() -> Self {
        Self { text: String::new(), segments: Vec::new() }
    }

    pub(crate) fn push(&mut self, text: &str, origin: Origin, was: usize) {
        if text.is_empty() {
            return;
        }
        self.text.push_str(text);
        let end = self.text.len();
        match self.segments.last_mut() {
            Some(last) if last.origin == origin && matches!(origin, Origin::Fixed | Origin::Words) => {
                last.end = end;
                last.was += was;
            }
            _ => self.segments.push(Segment { end, origin, was }),
        }
    }

    fn piece(&self, span: Span) -> Self {
        let mut piece = Self::empty();
        if span.of(&self.text).is_none() {
            return piece;
        }
        let mut from = 0;
        for MaskedPiece { text, what, was } in self.pieces() {
            let start = span.start.clamp(from, from + text.len()) - from;
            let end = span.end.clamp(from, from + text.len()) - from;
            let whole = start == 0 && end == text.len();
            match what {
                Origin::Fixed => piece.push(text.get(start..end).unwrap_or_default(), what, 0),
                Origin::Words => piece.push(text.get(start..end).unwrap_or_default(), what, end - start),
                _ if whole => piece.push(text, what, was),
                _ => {}
            }
            from += text.len();
        }
        piece
    }
}

impl fmt::Display for MaskedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for MaskedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

impl Serialize for MaskedText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

/// Sentences that tell a cloud what may belong together, without a value: "`[PERSON_9]` may be `[PERSON_4]` or `[PERSON_6]`."
/// Empty when there is nothing to say.
pub fn hints(vault: &Vault, sent: &[Placeholder]) -> MaskedText {
    let mut parts = Vec::new();
    for (part, wholes) in crate::link::links(vault, sent) {
        parts.push(MaskedText::of_placeholder(part));
        let is_person = part.family == Family::Person;
        parts.push(MaskedText::fixed(if is_person { " may be " } else { " may belong to " }));
        for (at, whole) in wholes.iter().enumerate() {
            if at > 0 {
                parts.push(MaskedText::fixed(" or "));
            }
            parts.push(MaskedText::of_placeholder(*whole));
        }
        parts.push(MaskedText::fixed(".\n"));
    }
    MaskedText::concat(&parts)
}

#[cfg(test)]
mod tests {
    use super::{MaskedText, Origin};
    use crate::{Policy, Recognisers, Vault, mask};
    use confidant_text::{RawText, Span};

    fn masked(text: &str, vault: &mut Vault) -> MaskedText {
        let text = RawText::new(text);
        let findings = Recognisers::builtin().unwrap().scan(&[&text], &Policy::default()).unwrap().remove(0);
        mask(&text, &findings, vault, &Policy::default()).unwrap()
    }

    #[test]
    fn select_only_drops_and_never_cuts_a_placeholder() {
        let text = masked("Mail anna@example.org now", &mut Vault::new());
        assert_eq!(text.as_str(), "Mail [EMAIL_1] now");
        let pieces = text.select(&[Span::new(0, 8), Span::new(5, 14), Span::new(99, 100)]);
        assert_eq!(pieces.iter().map(MaskedText::as_str).collect::<Vec<_>>(), ["Mail ", "[EMAIL_1]", ""]);
    }

    #[test]
    fn pieces_walk_beside_the_source() {
        let text = masked("Mail anna@example.org now", &mut Vault::new());
        let parts = MaskedText::concat(&[MaskedText::fixed("Q: "), text]);
        let was: Vec<_> = parts.pieces().map(|piece| (piece.text, piece.was)).collect();
        assert_eq!(was, [("Q: ", 0), ("Mail ", 5), ("[EMAIL_1]", 16), (" now", 4)]);
        assert_eq!(parts.pieces().filter(|piece| piece.what == Origin::Words).count(), 2);
    }

    #[test]
    fn every_part_is_revealed_in_the_writing_that_stood_there() {
        let mut vault = Vault::new();
        let text = masked("Ms Hannah Weiss met HANNAH WEISS; Weiss left.", &mut vault);
        assert_eq!(text.as_str(), "[PERSON_1] met [PERSON_1]; [PERSON_1] left.");
        let pieces = text.select(&[Span::new(27, 43), Span::new(15, 25)]);
        assert_eq!(MaskedText::concat(&pieces).reveal(&vault).expose("test"), "Weiss left.HANNAH WEISS");
        assert_eq!(text.reveal(&Vault::new()).expose("test"), text.as_str(), "another vault reveals nothing");
    }
}
