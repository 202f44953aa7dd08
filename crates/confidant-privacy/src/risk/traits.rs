//! [`Traits`]: a voice for what a person is or has, in the same words that the risk is counted by.

use confidant_text::{Finding, RawText, Source, Span};

use super::{cue, lists::Lists, weight};
use crate::{Recogniser, RecogniserError};

/// Claims occupations, nationalities, illnesses and other traits wherever a word of the lists stands, whoever they are about. With
/// it, masking a kind of trait takes every such word out of a text.
pub(crate) struct Traits;

impl Recogniser for Traits {
    fn name(&self) -> &'static str {
        "traits"
    }

    fn minds_neighbours(&self) -> bool {
        false
    }

    fn recognise(&self, text: &RawText) -> Result<Vec<Finding>, RecogniserError> {
        let lists = Lists::get().ok_or(RecogniserError::BadRule("traits"))?;
        let cues = cue::listed(text.expose("to find traits in it"), lists);
        let traits = cues.filter(|cue| weight::is_trait(cue.attribute.kind)).map(|cue| Finding {
            span: Span::new(cue.at.start, cue.at.end),
            kind: cue.attribute.kind,
            score: 0.5,
            source: Source::Rule("traits".to_owned()),
        });
        Ok(traits.collect())
    }
}
