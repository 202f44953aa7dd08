//! [`Findings`]: what was found in one text, bound to that text.

use confidant_text::{Finding, RawText};
use sha2::{Digest, Sha256};

/// What was found in one text: sorted and disjoint, bound to the text by its length and digest. Only
/// [`Recognisers::scan`](crate::Recognisers::scan) makes it, a person's mark can widen it, and nothing removes from it.
///
/// ```compile_fail,E0599
/// let none = confidant_privacy::Findings::default();
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Findings {
    found: Vec<Finding>,
    text: Fingerprint,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Fingerprint {
    len: usize,
    sha256: [u8; 32],
}

impl Findings {
    pub(crate) fn new(text: &RawText, found: Vec<Finding>) -> Self {
        Self { found, text: fingerprint(text) }
    }

    /// What was found, in the order of the text. After [`Findings::add`] spans may overlap until the text is masked.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.found.iter()
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

fn fingerprint(text: &RawText) -> Fingerprint {
    let bytes = text.expose("to bind findings to it by its digest").as_bytes();
    Fingerprint { len: bytes.len(), sha256: Sha256::digest(bytes).into() }
}
