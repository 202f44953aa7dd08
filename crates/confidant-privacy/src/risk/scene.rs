//! What a reader of the outgoing text sees: words, people behind placeholders, and whom a place in the text is about.

use std::ops::Range;

use confidant_text::{EntityKind, Family};

use super::lists::Lists;
use crate::{MaskedText, Placeholder, masked::Origin};

/// Whom something is said about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    /// Somebody with a placeholder.
    Named(Placeholder),
    /// The person who writes "I".
    Writer,
    /// Somebody without a name: who the paragraph that begins here is about.
    Somebody(usize),
}

/// One outgoing text without the program's own words.
pub(super) struct Scene {
    pub(super) text: String,
    /// Where placeholders and what else stands for a value are.
    replaced: Vec<Range<usize>>,
    people: Vec<(usize, Placeholder)>,
    /// What was generalised, and where.
    pub(super) general: Vec<(Range<usize>, EntityKind)>,
    /// Where the writer speaks of themselves.
    writer: Vec<usize>,
}

impl Scene {
    pub(super) fn of(masked: &MaskedText, lists: &Lists) -> Self {
        let (mut text, mut replaced, mut people, mut general) = (String::new(), Vec::new(), Vec::new(), Vec::new());
        for piece in masked.pieces() {
            let start = text.len();
            text.push_str(if matches!(piece.what, Origin::Fixed) { "\n\n" } else { piece.text });
            let at = start..text.len();
            match piece.what {
                Origin::Fixed | Origin::Words => continue,
                Origin::Placeholder { placeholder, .. } | Origin::StandIn { placeholder, .. } => {
                    if matches!(placeholder.family, Family::Person | Family::User) {
                        people.push((start, placeholder));
                    }
                }
                Origin::Generalised(kind) => general.push((at.clone(), kind)),
                Origin::Omitted(_) => {}
            }
            replaced.push(at);
        }
        let writer = lists.writer.find(&text).map(|(at, _)| at.start).collect();
        Self { text, replaced, people, general, writer }
    }

    /// Whom a place in the text is about: the person named before it in its sentence, or behind it there; the writer; the person named
    /// before it in its paragraph.
    pub(super) fn subject(&self, at: usize) -> Subject {
        let sentence = self.sentence(at);
        let paragraph = self.paragraph(at);
        let before = |range: &Range<usize>| self.named(range.start..at).next_back();
        let speaks = |range: &Range<usize>| {
            let next = self.writer.partition_point(|at| *at < range.start);
            self.writer.get(next).is_some_and(|at| *at < range.end)
        };
        if let Some(named) = before(&sentence).or_else(|| self.named(at..sentence.end).next()) {
            Subject::Named(named)
        } else if speaks(&sentence) {
            Subject::Writer
        } else if let Some(named) = before(&paragraph) {
            Subject::Named(named)
        } else if speaks(&paragraph) {
            Subject::Writer
        } else {
            Subject::Somebody(paragraph.start)
        }
    }

    /// The paragraph around a place: blank lines end it.
    pub(super) fn paragraph(&self, at: usize) -> Range<usize> {
        self.around(at, &["\n\n"], 0..self.text.len())
    }

    /// The sentence around a place.
    pub(super) fn sentence(&self, at: usize) -> Range<usize> {
        self.around(at, &[". ", "? ", "! ", ".\n", "?\n", "!\n"], self.paragraph(at))
    }

    /// Whether a placeholder or another stand-in lies in the range.
    pub(super) fn is_replaced(&self, range: &Range<usize>) -> bool {
        let next = self.replaced.partition_point(|other| other.end <= range.start);
        self.replaced.get(next).is_some_and(|other| other.start < range.end)
    }

    fn named(&self, range: Range<usize>) -> impl DoubleEndedIterator<Item = Placeholder> {
        let from = self.people.partition_point(|(at, _)| *at < range.start);
        let to = self.people.partition_point(|(at, _)| *at < range.end);
        self.people.get(from..to).unwrap_or_default().iter().map(|(_, placeholder)| *placeholder)
    }

    fn around(&self, at: usize, ends: &[&str], within: Range<usize>) -> Range<usize> {
        let before = self.text.get(within.start..at).unwrap_or_default();
        let after = self.text.get(at..within.end).unwrap_or_default();
        let start = ends.iter().filter_map(|end| before.rfind(end).map(|found| found + end.len())).max();
        let end = ends.iter().filter_map(|end| after.find(end)).min();
        within.start + start.unwrap_or(0)..end.map_or(within.end, |end| at + end)
    }
}
