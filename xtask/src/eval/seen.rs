//! [`Seen`]: what the recognisers cover of one text, counted in code points as the data counts.

use confidant_privacy::{Findings, Policy, RecogniserError, Recognisers};
use confidant_text::{EntityKind, RawText};

/// A text and what the recognisers cover of it.
pub struct Seen {
    chars: Vec<char>,
    covered: Vec<bool>,
    kinds: Vec<EntityKind>,
    /// What was found and who says so, to show a miss or a false alarm to whoever looks after the rules.
    pub why: Vec<String>,
}

/// Something that was found, in code points.
pub struct Found {
    pub start: usize,
    pub end: usize,
    pub kind: EntityKind,
    /// Who says so.
    pub by: String,
}

impl Seen {
    /// Scans a text on its own, as somebody would who added nothing but it, and changed no setting.
    pub fn of(text: &str, recognisers: &Recognisers) -> anyhow::Result<Self> {
        let found = match recognisers.scan(&[&RawText::new(text)], &Policy::default()) {
            // Nobody knows what is in this text, and nothing of it would be sent: nothing was found.
            Err(RecogniserError::Unsettled) => Vec::new(),
            found => found?,
        };
        let refused = found.is_empty();
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let code_point = |byte| starts.partition_point(|start| *start < byte);
        let spans = found.iter().flat_map(Findings::iter).map(|finding| Found {
            start: code_point(finding.span.start),
            end: code_point(finding.span.end),
            kind: finding.kind,
            by: finding.source.to_string(),
        });
        let mut seen = Self::with(text, spans);
        if refused {
            seen.why.push("refused".to_owned());
        }
        Ok(seen)
    }

    /// What others found in it.
    pub fn with(text: &str, found: impl IntoIterator<Item = Found>) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let mut seen = Self { covered: vec![false; chars.len()], chars, kinds: Vec::new(), why: Vec::new() };
        for Found { start, end, kind, by } in found {
            seen.covered.get_mut(start..end).unwrap_or_default().fill(true);
            seen.kinds.push(kind);
            let text: String = seen.chars.get(start..end).unwrap_or_default().iter().collect();
            seen.why.push(format!("{kind} {by} «{text}»"));
        }
        seen
    }

    /// Whether each code point is covered.
    pub fn covered(&self) -> impl Iterator<Item = (char, bool)> {
        self.chars.iter().copied().zip(self.covered.iter().copied())
    }

    /// Whether every letter and digit between two code points is covered.
    pub fn whole(&self, from: usize, to: usize) -> bool {
        let to = to.min(self.chars.len());
        self.covered().take(to).skip(from).all(|(c, covered)| covered || !counts(c))
    }

    /// How many findings there are.
    pub fn findings(&self) -> usize {
        self.kinds.len()
    }

    /// Whether a finding of such a kind is among them.
    pub fn has(&self, wanted: fn(EntityKind) -> bool) -> bool {
        self.kinds.iter().copied().any(wanted)
    }
}

/// Whether a character is a letter or a number by its Unicode category, as Python's `str.isalnum` has it: the marks and circled
/// letters that Rust calls alphabetic are neither.
pub fn counts(c: char) -> bool {
    let circled = matches!(c, '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f189}');
    c.is_alphanumeric() && !circled && !unicode_normalization::char::is_combining_mark(c)
}
