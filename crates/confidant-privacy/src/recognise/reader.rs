//! [`Reader`]: a voice that reads the texts of a document once, all together, and as they were written.
//!
//! Rules look at a text again wherever a placeholder changed it, for a value beside it may show only then. A learned model gains
//! nothing from that and takes long, so it is heard before anything is masked, and not again.

use std::collections::BTreeSet;

use confidant_text::{EntityKind, Family, Finding, RawText};

use super::{Recognisers, checked, fold, names, normal::Normal};
use crate::{Preset, RecogniserError};

/// Somebody who reads whole texts and claims that spans of them are sensitive.
pub trait Reader: Send + Sync {
    /// A short fixed name, for errors.
    fn name(&self) -> &str;

    /// Every claim about each of these texts, which belong together. An error means that nobody knows what is in any of them, and
    /// nothing is sent.
    fn read(&self, texts: &[&RawText], preset: Preset) -> Result<Vec<Reading>, RecogniserError>;
}

/// What a [`Reader`] says about one text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// What is sensitive.
    pub found: Vec<Finding>,
    /// What may be, and is too uncertain to be masked: for a person to look at.
    pub possible: Vec<Finding>,
}

impl Recognisers {
    /// One more reader. It only adds, as every voice does.
    #[must_use]
    pub fn and_reader(mut self, reader: Box<dyn Reader>) -> Self {
        self.readers.push(reader);
        self
    }

    /// What all readers say about each of these texts, also about what hides in them.
    pub(super) fn read(&self, texts: &[&RawText], preset: Preset) -> Result<Vec<Reading>, RecogniserError> {
        let mut readings = vec![Reading::default(); texts.len()];
        if self.readers.is_empty() {
            return Ok(readings);
        }
        let normal: Vec<_> =
            texts.iter().map(|text| Normal::of(text.expose("to see through what hides in it"))).collect();
        let copies: Vec<_> =
            normal.iter().map(|normal| normal.as_ref().map(|normal| RawText::new(normal.text()))).collect();
        let all = texts.iter().zip(&normal).zip(&copies).enumerate().flat_map(|(place, ((text, normal), copy))| {
            let as_written = normal.as_ref().is_none_or(|normal| !normal.only_spaces()).then_some((place, *text, None));
            let copy = copy.as_ref().map(|copy| (place, copy, normal.as_ref()));
            as_written.into_iter().chain(copy)
        });
        let all: Vec<_> = all.collect();
        let shown: Vec<&RawText> = all.iter().map(|(_, text, _)| *text).collect();
        for reader in &self.readers {
            let read = reader.read(&shown, preset)?;
            if read.len() != all.len() {
                return Err(RecogniserError::BadSpan(reader.name().to_owned()));
            }
            for (Reading { found, possible }, (place, text, normal)) in read.into_iter().zip(&all) {
                checked(reader.name(), text, &found)?;
                checked(reader.name(), text, &possible)?;
                let back = |finding: Finding| match normal {
                    Some(normal) => Some(Finding { span: normal.back(finding.span)?, ..finding }),
                    None => Some(finding),
                };
                if let Some(reading) = readings.get_mut(*place) {
                    reading.found.extend(found.into_iter().filter_map(back));
                    reading.possible.extend(possible.into_iter().filter_map(back));
                }
            }
        }
        Ok(readings)
    }
}

/// A reader goes by the look of a name, rules by a title before it: "Ferrybank" is a person everywhere where "Dr. Ferrybank" stands
/// somewhere, whatever a reader takes it for.
pub(super) fn call_by_name<'f>(
    texts: &[&RawText],
    found: impl Iterator<Item = &'f [Finding]>,
    read: &mut [Vec<Finding>],
) {
    let texts: Vec<&str> = texts.iter().map(|text| text.expose("to compare the names in it")).collect();
    let parts = |text: &str, finding: &Finding| -> Vec<String> {
        let words = finding.span.of(text).map(names::words).unwrap_or_default();
        words.iter().map(|word| fold::letters(word)).collect()
    };
    let people: BTreeSet<String> = texts
        .iter()
        .zip(found)
        .flat_map(|(text, found)| found.iter().filter(|f| f.kind == EntityKind::Person).flat_map(|f| parts(text, f)))
        .collect();
    for (text, read) in texts.iter().zip(read) {
        for finding in read.iter_mut().filter(|f| matches!(f.kind.family(), Family::Organisation | Family::Place)) {
            let parts = parts(text, finding);
            if !parts.is_empty() && parts.iter().all(|part| people.contains(part)) {
                finding.kind = EntityKind::Person;
            }
        }
    }
}
