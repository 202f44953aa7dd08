//! [`Kept`]: what was found and leaves as it is.

use confidant_local::Condensed;
use confidant_privacy::Findings;
use confidant_text::{EntityKind, Finding, RawText, Source};

use crate::Case;

/// Something that was found and stays: the person's policy says so, or nobody is sure enough of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// What it is.
    pub kind: EntityKind,
    /// As it stands in the document, and as it would leave.
    pub text: RawText,
    /// Who found it.
    pub source: Source,
    /// How sure they are, from 0 to 1.
    pub score: f32,
}

/// What was found in the selected passages and leaves as it is, each value once.
pub(crate) fn staying(
    case: &Case,
    findings: &[Findings],
    condensed: &Condensed,
    of: impl Fn(&Findings) -> Vec<&Finding>,
) -> Vec<Kept> {
    let pages = case.document.pages.iter().zip(findings);
    let all = pages.flat_map(|(page, found)| {
        let text = page.text.expose("to show what stays in clear");
        of(found).into_iter().filter_map(move |Finding { span, kind, score, source }| {
            let value = span.of(text)?;
            Some(Kept { kind: *kind, text: value.into(), source: source.clone(), score: *score })
        })
    });
    let leaves = |kept: &Kept| condensed.text.as_str().contains(kept.text.expose("to see whether it is selected"));
    let mut once: Vec<Kept> = Vec::new();
    for found in all.filter(leaves) {
        if !once.iter().any(|kept| kept.kind == found.kind && kept.text == found.text) {
            once.push(found);
        }
    }
    once
}
