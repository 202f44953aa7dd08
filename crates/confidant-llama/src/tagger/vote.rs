//! [`Ballot`]: mentions of one surface vote: where one is surely a name, the others need less to be one.

use std::collections::HashSet;

use super::{label::Label, settings::Vote, unit::Unit};

/// The surfaces that were surely sensitive somewhere in a document.
#[derive(Debug, Default)]
pub(crate) struct Ballot {
    sure: HashSet<String>,
    others: f32,
}

impl Ballot {
    /// Counts the units of all texts of a document.
    pub(crate) fn of<'t>(texts: impl Iterator<Item = (&'t str, &'t [Unit])>, vote: Vote) -> Self {
        let mut sure = HashSet::new();
        for (text, units) in texts {
            let surely = units.iter().filter(|unit| unit.sensitive >= vote.sure && votes(unit.label()));
            sure.extend(surely.filter_map(|unit| surface(text, unit)));
        }
        Self { sure, others: vote.others }
    }

    /// From where on this unit is sensitive because another mention surely is.
    pub(crate) fn threshold(&self, text: &str, unit: &Unit) -> Option<f32> {
        let votes = votes(unit.label()) && surface(text, unit).is_some_and(|surface| self.sure.contains(&surface));
        votes.then_some(self.others)
    }
}

/// Names and codes are the same thing wherever they stand; a date or a trait is not.
fn votes(label: Label) -> bool {
    matches!(label, Label::Person | Label::Organisation | Label::Place | Label::Address | Label::Code)
}

/// A unit in lower case, if it is long enough to mean something.
fn surface(text: &str, unit: &Unit) -> Option<String> {
    let word = unit.span.of(text)?;
    let means = word.chars().count() > 2 && !word.chars().all(char::is_numeric);
    means.then(|| word.to_lowercase())
}
