//! Which sentences of a text speak about a question: BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework:
//! BM25 and Beyond", 2009) over each sentence with its neighbours.

use std::collections::{HashMap, HashSet};

use crate::words::Lexicon;

/// Weighted words of a question.
pub(crate) type Query = Vec<(String, f32)>;

/// Sentences, ready to be searched.
pub(crate) struct Index {
    sentences: Vec<HashMap<String, f32>>,
    /// Sentences with the same number stand together, as on a page; neighbours beyond it are none.
    groups: Vec<usize>,
    holders: HashMap<String, f32>,
    mean: f32,
}

/// How well a sentence fits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Hit {
    /// Which sentence.
    pub(crate) index: usize,
    /// How well; comparable within one question only.
    pub(crate) score: f32,
    /// Which share of the question's words, by rarity, stands in it or beside it: from 0 to 1.
    pub(crate) coverage: f32,
}

const K1: f32 = 1.2;
const B: f32 = 0.75;
/// What a word in the neighbouring sentence is worth.
const BESIDE: f32 = 0.4;

impl Index {
    /// Reads sentences, each with the number of its group.
    #[allow(clippy::cast_precision_loss, reason = "counts of words are small")]
    pub(crate) fn new<'a>(sentences: impl Iterator<Item = (usize, &'a str)>, lexicon: &Lexicon) -> Self {
        let (mut counted, mut groups) = (Vec::new(), Vec::new());
        let mut holders: HashMap<String, f32> = HashMap::new();
        let mut words = 0_usize;
        for (group, text) in sentences {
            let mut counts: HashMap<String, f32> = HashMap::new();
            for term in lexicon.terms(text) {
                words += 1;
                *counts.entry(term).or_default() += 1.0;
            }
            for term in counts.keys() {
                *holders.entry(term.clone()).or_default() += 1.0;
            }
            counted.push(counts);
            groups.push(group);
        }
        let mean = (words as f32 / counted.len().max(1) as f32).max(1.0);
        Self { sentences: counted, groups, holders, mean }
    }

    /// How rare a word is. A word that no sentence has counts as one that a single sentence has: it may be there in another
    /// form.
    #[allow(clippy::cast_precision_loss, reason = "counts of sentences are small")]
    pub(crate) fn rarity(&self, term: &str) -> f32 {
        let holders = self.holders.get(term).copied().unwrap_or(1.0);
        (1.0 + (self.sentences.len() as f32 - holders + 0.5) / (holders + 0.5)).ln()
    }

    /// Every sentence that has at least one word of the question, the best first.
    pub(crate) fn search(&self, query: &Query) -> Vec<Hit> {
        let all: f32 = query.iter().map(|(term, weight)| weight * self.rarity(term)).sum();
        let mut hits: Vec<Hit> = (0..self.sentences.len())
            .filter_map(|index| {
                let own = self.bm25(index, query);
                let beside = self.beside(index, query);
                let score = own + BESIDE * beside;
                (own > 0.0).then(|| Hit {
                    index,
                    score,
                    coverage: self.matched(index, query) / all.max(f32::MIN_POSITIVE),
                })
            })
            .collect();
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.index.cmp(&b.index)));
        hits
    }

    /// What the better neighbour adds: only words that the sentence itself lacks, or a run of sentences about one common word
    /// would beat the one that has the rare word.
    fn beside(&self, index: usize, query: &Query) -> f32 {
        let own = self.sentences.get(index);
        let lacking = |term: &str| own.is_none_or(|counts| !counts.contains_key(term));
        let lacking: Query = query.iter().filter(|(term, _)| lacking(term)).cloned().collect();
        self.neighbours(index).map(|other| self.bm25(other, &lacking)).fold(0.0, f32::max)
    }

    /// The sentences before and after it on the same page.
    pub(crate) fn neighbours(&self, index: usize) -> impl Iterator<Item = usize> {
        let group = self.groups.get(index).copied();
        [index.checked_sub(1), index.checked_add(1)]
            .into_iter()
            .flatten()
            .filter(move |other| group.is_some() && self.groups.get(*other).copied() == group)
    }

    #[allow(clippy::cast_precision_loss, reason = "counts of words are small")]
    fn bm25(&self, index: usize, query: &Query) -> f32 {
        let Some(counts) = self.sentences.get(index) else { return 0.0 };
        let length = counts.values().sum::<f32>();
        let norm = K1 * (1.0 - B + B * length / self.mean);
        query
            .iter()
            .filter_map(|(term, weight)| Some((term, weight, counts.get(term)?)))
            .map(|(term, weight, count)| weight * self.rarity(term) * count * (K1 + 1.0) / (count + norm))
            .sum()
    }

    fn matched(&self, index: usize, query: &Query) -> f32 {
        let around: Vec<_> = std::iter::once(index).chain(self.neighbours(index)).collect();
        let has =
            |term: &str| around.iter().filter_map(|at| self.sentences.get(*at)).any(|counts| counts.contains_key(term));
        query.iter().filter(|(term, _)| has(term)).map(|(term, weight)| weight * self.rarity(term)).sum()
    }
}

/// A question as weighted words; a word that comes twice counts once.
pub(crate) fn query(parts: &[(&str, f32)], lexicon: &Lexicon) -> Query {
    let mut seen = HashSet::new();
    let mut query = Query::new();
    for (text, weight) in parts {
        for term in lexicon.terms(text) {
            if seen.insert(term.clone()) {
                query.push((term, *weight));
            }
        }
    }
    query
}

#[cfg(test)]
mod tests {
    use super::{Index, query};
    use crate::words::Lexicon;

    #[test]
    fn the_sentence_with_the_rare_words_wins_and_nothing_matches_nothing() {
        let text = [
            (1, "The tenant pays the rent to the landlord of the house."),
            (1, "The deposit is held by a bank in Leeds."),
            (2, "The tenant may keep a dog in the house."),
        ];
        let lexicon = Lexicon::of(text.map(|(_, text)| text));
        let index = Index::new(text.into_iter(), &lexicon);
        let hits = index.search(&query(&[("Who holds the deposit of the tenant?", 1.0)], &lexicon));
        assert_eq!(hits[0].index, 1);
        assert!(hits[0].coverage > 0.5);
        assert!(index.search(&query(&[("submarine periscope", 1.0)], &lexicon)).is_empty());
        assert_eq!(index.neighbours(1).collect::<Vec<_>>(), [0], "a page's end separates");
    }
}
