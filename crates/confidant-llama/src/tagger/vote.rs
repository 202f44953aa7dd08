//! Mentions of one surface vote: where one is surely a name the others need less to be one ([`Ballot`]), and where most are not
//! claimed a doubtful claim is only possible ([`outvote`]).

use std::collections::{BTreeMap, HashSet};

use super::{
    decode::{Decoded, Stretch},
    label::Label,
    settings::Vote,
    unit::Unit,
};

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

/// Surer than this, one place decides for all.
const SURE: f32 = 0.9;

/// Moves to what is possible the claims on words that were never surely claimed, and of whose places most were not claimed at all:
/// once claimed they would be masked everywhere, a whole text's "Government" for one slip. A strict policy masks them.
pub(crate) fn outvote(texts: &[&str], decoded: &mut [Decoded]) {
    let mut claims: BTreeMap<&str, (usize, f32)> = BTreeMap::new();
    for (text, decoded) in texts.iter().zip(decoded.iter()) {
        for stretch in decoded.masked.iter().filter(|stretch| may_be_a_word(stretch)) {
            if let Some(value) = stretch.span.of(text) {
                let (count, sure) = claims.entry(value).or_default();
                (*count, *sure) = (*count + 1, sure.max(stretch.score));
            }
        }
    }
    claims.retain(|value, (count, sure)| *sure < SURE && *count * 2 < places(texts, value));
    for (text, Decoded { masked, possible }) in texts.iter().zip(decoded) {
        let is_outvoted = |stretch: &mut Stretch| {
            may_be_a_word(stretch) && stretch.span.of(text).is_some_and(|value| claims.contains_key(value))
        };
        possible.extend(masked.extract_if(.., is_outvoted));
    }
}

/// Whether a claim of this label can lie on an ordinary word.
fn may_be_a_word(stretch: &Stretch) -> bool {
    matches!(stretch.label, Label::Organisation | Label::Place | Label::Trait | Label::Other)
}

/// How often a value stands in these texts as words of its own.
fn places(texts: &[&str], value: &str) -> usize {
    let alone = |text: &str, at: usize| {
        let letter = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
        !letter(text.get(..at).and_then(|before| before.chars().next_back()))
            && !letter(text.get(at + value.len()..).and_then(|after| after.chars().next()))
    };
    texts.iter().map(|text| text.match_indices(value).filter(|(at, _)| alone(text, *at)).count()).sum()
}

#[cfg(test)]
mod tests {
    use confidant_text::Span;

    use super::{Decoded, Label, Stretch, outvote};

    fn claim(text: &str, word: &str, label: Label, score: f32) -> Decoded {
        let start = text.find(word).unwrap();
        let stretch = Stretch { span: Span::new(start, start + word.len()), label, score };
        Decoded { masked: vec![stretch], possible: Vec::new() }
    }

    #[test]
    fn a_doubtful_claim_against_most_places_is_only_possible() {
        let texts = ["The Government agreed.", "Later the Government left, and the Government came back."];
        let told = |label, score| {
            let mut decoded = [claim(texts[0], "Government", label, score), Decoded::default()];
            outvote(&texts, &mut decoded);
            (decoded[0].masked.len(), decoded[0].possible.len())
        };
        assert_eq!(told(Label::Organisation, 0.6), (0, 1));
        assert_eq!(told(Label::Organisation, 0.95), (1, 0), "surely claimed");
        assert_eq!(told(Label::Person, 0.6), (1, 0), "a name is no ordinary word");
    }

    #[test]
    fn a_word_that_is_claimed_at_most_places_stays() {
        let texts = ["Acme paid. Acmes are others."];
        let mut decoded = [claim(texts[0], "Acme", Label::Organisation, 0.6)];
        outvote(&texts, &mut decoded);
        assert_eq!(decoded[0].masked.len(), 1);
    }
}
