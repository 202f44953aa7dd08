//! [`Findings`]: what was found in one text, bound to that text.

use confidant_text::{Finding, RawText};
use sha2::{Digest, Sha256};

/// What was found in one text and is to be masked: sorted and disjoint, bound to the text by its length and digest. Only
/// [`Recognisers::scan`](crate::Recognisers::scan) makes it, a person's mark can widen it, and nothing removes from it.
///
/// ```compile_fail,E0599
/// let none = confidant_privacy::Findings::default();
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Findings {
    found: Vec<Finding>,
    kept: Vec<Finding>,
    possible: Vec<Finding>,
    text: Fingerprint,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Fingerprint {
    len: usize,
    sha256: [u8; 32],
}

impl Findings {
    /// Of what was kept, that remains which lies on nothing that is masked.
    pub(crate) fn new(text: &RawText, found: Vec<Finding>, mut kept: Vec<Finding>) -> Self {
        kept.retain(|kept| !is_touched(&found, kept));
        kept.sort_by_key(|kept| (kept.span.start, std::cmp::Reverse(kept.span.end), kept.kind));
        kept.dedup_by(|inner, outer| inner.span.end <= outer.span.end);
        Self { found, kept, possible: Vec::new(), text: fingerprint(text) }
    }

    /// With what somebody thinks possible, where nothing is masked.
    pub(crate) fn with_possible(mut self, mut possible: Vec<Finding>) -> Self {
        possible.retain(|possible| !is_touched(&self.found, possible));
        possible.sort_by_key(|possible| (possible.span.start, possible.span.end));
        possible.dedup_by(|next, last| last.span.overlaps(next.span));
        self.possible = possible;
        self
    }

    /// What was found, in the order of the text. After [`Findings::add`] spans may overlap until the text is masked.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.found.iter()
    }

    /// What was found and stays in clear, because the policy keeps its kind or its word is never masked; in the order of the text.
    /// Two of these may overlap.
    pub fn kept(&self) -> impl Iterator<Item = &Finding> {
        self.kept.iter()
    }

    /// What may be sensitive and is too uncertain to be masked, in the order of the text.
    pub fn possible(&self) -> impl Iterator<Item = &Finding> {
        self.possible.iter()
    }

    /// How many findings there are.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Adds what a person marked. It covers this one place; [`Recognisers::spread`](crate::Recognisers::spread) carries it to
    /// every other. A span that does not fit the text makes [`mask`](crate::mask) refuse.
    pub fn add(&mut self, finding: Finding) {
        let at = self.found.partition_point(|other| other.span <= finding.span);
        self.found.insert(at, finding);
    }

    pub(crate) fn are_of(&self, text: &RawText) -> bool {
        self.text == fingerprint(text)
    }
}

/// Whether a finding lies on something that is masked.
fn is_touched(masked: &[Finding], finding: &Finding) -> bool {
    let at = masked.partition_point(|masked| masked.span.end <= finding.span.start);
    masked.get(at).is_some_and(|masked| masked.span.overlaps(finding.span))
}

fn fingerprint(text: &RawText) -> Fingerprint {
    let bytes = text.expose("to bind findings to it by its digest").as_bytes();
    Fingerprint { len: bytes.len(), sha256: Sha256::digest(bytes).into() }
}
