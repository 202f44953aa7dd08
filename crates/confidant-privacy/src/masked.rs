//! [`MaskedText`]: text in which every finding was replaced, and [`mask`], the one function that makes it.

use std::fmt;

use confidant_text::{RawText, Span};
use serde::{Serialize, Serializer};

use crate::{
    Findings, Placeholder, Policy, RecogniserError, Vault, VaultError,
    recognise::{merge, propagate},
    restore, tag,
};

/// Text in which every finding was replaced by a placeholder.
///
/// It is made by [`mask`], from fixed words and numbers of the program, and from pieces of itself. There is no way from a
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

/// A stretch of a masked text and where its characters came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    pub(crate) end: usize,
    pub(crate) origin: Origin,
}

/// Where characters of a masked text came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The program's own words and numbers.
    Fixed,
    /// A document or a question, with every finding replaced.
    Masked,
    /// A placeholder that stands for a finding.
    Placeholder(Placeholder),
}

/// Why a text could not be masked. Nothing was made of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MaskError {
    /// The findings were made on another text.
    #[error("the findings belong to another text; recognise this text first")]
    OtherText,
    /// A finding does not lie on character boundaries of the text.
    #[error("a finding does not lie on characters of the text; recognise it again")]
    BadSpan,
    /// Restoring would not give the text back.
    #[error("the masked text would not restore exactly; nothing was masked")]
    NotReversible,
    /// The values that are already known could not be searched for.
    #[error(transparent)]
    Recogniser(#[from] RecogniserError),
    /// The vault refused a value.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

/// Replaces every finding by its placeholder, and every value that the vault already knows wherever it stands.
///
/// The result is restored once and compared before it is handed out, so `restore(mask(x)) == x` or there is an error.
pub fn mask(text: &RawText, findings: &Findings, vault: &mut Vault, _policy: &Policy) -> Result<MaskedText, MaskError> {
    if !findings.are_of(text) {
        return Err(MaskError::OtherText);
    }
    let raw = text.expose("to mask it");
    let known = propagate::known_values(raw, vault)?;
    let all = findings.iter().cloned().chain(known).collect();
    let merged = merge::union(raw, all).map_err(|_| MaskError::BadSpan)?;
    let mut masked = MaskedText::empty();
    let mut at = 0;
    for finding in &merged {
        let before = raw.get(at..finding.span.start).ok_or(MaskError::BadSpan)?;
        let value = finding.span.of(raw).ok_or(MaskError::BadSpan)?;
        masked.push(before, Origin::Masked);
        let placeholder = vault.placeholder(finding.kind.family(), value)?;
        masked.push(&placeholder.to_string(), Origin::Placeholder(placeholder));
        at = finding.span.end;
    }
    masked.push(raw.get(at..).ok_or(MaskError::BadSpan)?, Origin::Masked);
    let sent: Vec<Placeholder> = masked.placeholders().collect();
    if restore::all(&masked.text, vault, &sent).0.expose("to compare it with the original") != raw {
        return Err(MaskError::NotReversible);
    }
    Ok(masked)
}

impl MaskedText {
    /// Words of the program itself.
    pub fn fixed(words: &'static str) -> Self {
        let mut masked = Self::empty();
        masked.push(words, Origin::Fixed);
        masked
    }

    /// A number that the program counted, such as a page number.
    pub fn number(number: u64) -> Self {
        let mut masked = Self::empty();
        masked.push(&number.to_string(), Origin::Fixed);
        masked
    }

    /// A placeholder, as the program itself mentions it in a hint.
    pub(crate) fn of_placeholder(placeholder: Placeholder) -> Self {
        let mut masked = Self::empty();
        masked.push(&placeholder.to_string(), Origin::Placeholder(placeholder));
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
        for part in parts {
            for (text, origin, _) in part.pieces() {
                joined.push(text, origin);
            }
        }
        joined
    }

    /// The characters, safe to show and to send.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The placeholders in it, in order, as often as they stand there.
    pub fn placeholders(&self) -> impl Iterator<Item = Placeholder> {
        self.segments.iter().filter_map(|segment| match segment.origin {
            Origin::Placeholder(placeholder) => Some(placeholder),
            Origin::Fixed | Origin::Masked => None,
        })
    }

    /// Its stretches: characters, origin, first byte.
    pub(crate) fn pieces(&self) -> impl Iterator<Item = (&str, Origin, usize)> {
        let mut start = 0;
        self.segments.iter().map(move |segment| {
            let from = std::mem::replace(&mut start, segment.end);
            (self.text.get(from..segment.end).unwrap_or_default(), segment.origin, from)
        })
    }

    /// Whether something outside placeholders and the program's own words looks like a placeholder.
    pub(crate) fn has_stray_placeholder(&self) -> bool {
        tag::literals(&self.text).into_iter().any(|found| {
            self.pieces().any(|(text, origin, from)| {
                origin == Origin::Masked && found.start < from + text.len() && from < found.end
            })
        })
    }

    fn empty() -> Self {
        Self { text: String::new(), segments: Vec::new() }
    }

    fn push(&mut self, text: &str, origin: Origin) {
        if text.is_empty() {
            return;
        }
        self.text.push_str(text);
        let end = self.text.len();
        match self.segments.last_mut() {
            Some(last) if last.origin == origin && !matches!(origin, Origin::Placeholder(_)) => last.end = end,
            _ => self.segments.push(Segment { end, origin }),
        }
    }

    fn piece(&self, span: Span) -> Self {
        let mut piece = Self::empty();
        if span.of(&self.text).is_none() {
            return piece;
        }
        for (text, origin, from) in self.pieces() {
            let start = span.start.clamp(from, from + text.len()) - from;
            let end = span.end.clamp(from, from + text.len()) - from;
            let whole = start == 0 && end == text.len();
            if whole || !matches!(origin, Origin::Placeholder(_)) {
                piece.push(text.get(start..end).unwrap_or_default(), origin);
            }
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

/// Sentences that tell a cloud which placeholders may be the same person, without a value: "`[PERSON_2]` may be another way of
/// writing `[PERSON_1]`." Empty when there is nothing to say.
pub fn hints(vault: &Vault, sent: &[Placeholder]) -> MaskedText {
    let mut parts = Vec::new();
    for (part, wholes) in crate::link::links(vault, sent) {
        parts.push(MaskedText::of_placeholder(part));
        parts.push(MaskedText::fixed(" may be another way of writing "));
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
    use super::{MaskError, MaskedText, mask};
    use crate::{Policy, Recognisers, Reply, Vault, restore};
    use confidant_text::{EntityKind, Finding, RawText, Source, Span};

    fn masked(text: &str, vault: &mut Vault) -> MaskedText {
        let text = RawText::new(text);
        let findings = Recognisers::builtin().unwrap().scan(&[&text], &Policy::default()).unwrap().remove(0);
        mask(&text, &findings, vault, &Policy::default()).unwrap()
    }

    #[test]
    fn findings_of_another_text_are_refused() {
        let (one, other) = (RawText::new("Mail anna@example.org"), RawText::new("Mail otto@example.org"));
        let findings = Recognisers::builtin().unwrap().scan(&[&one], &Policy::default()).unwrap().remove(0);
        assert_eq!(mask(&other, &findings, &mut Vault::new(), &Policy::default()).err(), Some(MaskError::OtherText));
    }

    #[test]
    fn a_mark_by_a_person_off_a_character_is_refused_and_not_skipped() {
        let text = RawText::new("né");
        let mut findings = Recognisers::builtin().unwrap().scan(&[&text], &Policy::default()).unwrap().remove(0);
        let span = Span::new(0, 2);
        findings.add(Finding { span, kind: EntityKind::Custom, score: 1.0, source: Source::Person });
        assert_eq!(mask(&text, &findings, &mut Vault::new(), &Policy::default()).err(), Some(MaskError::BadSpan));
    }

    #[test]
    fn the_same_value_has_the_same_placeholder_in_the_next_turn() {
        let mut vault = Vault::new();
        let first = masked("Write to anna@example.org.", &mut vault);
        let second = masked("What did ANNA@EXAMPLE.ORG and anna@example.org say?", &mut vault);
        assert_eq!(first.as_str(), "Write to [EMAIL_1].");
        assert_eq!(second.as_str(), "What did [EMAIL_2] and [EMAIL_1] say?");
    }

    #[test]
    fn a_name_known_from_an_earlier_turn_is_masked_without_its_title() {
        let mut vault = Vault::new();
        masked("Ms Hannah Weiss called.", &mut vault);
        assert!(!masked("Did Weiss call back?", &mut vault).as_str().contains("Weiss"));
    }

    #[test]
    fn a_placeholder_in_the_source_survives_and_never_becomes_another_value() {
        let mut vault = Vault::new();
        let source = "Fill in [PERSON_1] and PERSON_1 for Mr Otto Kern.";
        let text = masked(source, &mut vault);
        assert_eq!(text.as_str(), "Fill in [TERM_1] and [TERM_2] for [PERSON_3].");
        let sent: Vec<_> = text.placeholders().collect();
        let (back, report) = restore(&Reply::new(text.to_string()), &vault, &sent);
        assert_eq!(back.expose("test"), source);
        assert_eq!((report.returned, report.invented.len()), (3, 0));
    }

    #[test]
    fn select_only_drops_and_never_cuts_a_placeholder() {
        let text = masked("Mail anna@example.org now", &mut Vault::new());
        assert_eq!(text.as_str(), "Mail [EMAIL_1] now");
        let pieces = text.select(&[Span::new(0, 8), Span::new(5, 14), Span::new(99, 100)]);
        assert_eq!(pieces.iter().map(MaskedText::as_str).collect::<Vec<_>>(), ["Mail ", "[EMAIL_1]", ""]);
    }
}
