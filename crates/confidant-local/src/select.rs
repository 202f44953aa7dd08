//! The key sentences of a document: a few from every part of it, central, early, finished and unlike each other.
//!
//! Centrality by `LexRank`; against repetition maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998).

use std::collections::{HashMap, HashSet};

use crate::{
    rank::{Vector, centrality, centroid, vectors},
    sentences::SourceSentence,
    words::Lexicon,
};

/// A summary has no more sentences than this, however long the document is.
pub(crate) const MOST: usize = 12;
/// In a larger part only the sentences nearest to its centre are ranked: ranking compares all with all.
const RANKED: usize = 500;
/// More alike than this is the same thing said twice.
const SAME: f32 = 0.6;

/// At most `budget` key sentences, in the order of the document.
pub(crate) fn key_sentences<'s>(
    sentences: &'s [SourceSentence],
    lexicon: &Lexicon,
    budget: usize,
) -> Vec<&'s SourceSentence> {
    let candidates = candidates(sentences);
    let terms: Vec<_> = candidates.iter().map(|sentence| lexicon.terms(&sentence.text)).collect();
    let vectors = vectors(&terms);
    let sections = sections(&candidates, budget);
    let scores = scores(&candidates, &vectors, &sections);

    let mut chosen = Vec::new();
    // The best of every part first, so that no part of the document goes unheard.
    for section in &sections {
        let best = best_new(section.iter().copied(), &scores, &vectors, &chosen);
        chosen.extend(best);
    }
    while chosen.len() < budget.min(candidates.len()) {
        let Some(best) = best_new(0..candidates.len(), &scores, &vectors, &chosen) else { break };
        chosen.push(best);
    }
    chosen.truncate(budget);
    chosen.sort_unstable();
    chosen.into_iter().filter_map(|index| candidates.get(index).copied()).collect()
}

/// How many sentences a summary of so many should have.
pub(crate) fn budget(sentences: usize, pages: usize) -> usize {
    (sentences / 6).clamp(3, 6).max(pages).min(MOST)
}

/// The sentences that can stand in a summary; when there are none (a form, a table), the longest ones there are.
fn candidates(sentences: &[SourceSentence]) -> Vec<&SourceSentence> {
    let repeated = running_heads(sentences);
    let other = |sentence: &&SourceSentence| !repeated.contains(sentence.text.as_str());
    let fit: Vec<_> = sentences.iter().filter(other).filter(|sentence| reads_alone(sentence)).collect();
    if !fit.is_empty() {
        return fit;
    }
    let wordy = |sentence: &&SourceSentence| sentence.words() >= 3 || sentence.text.chars().count() >= 12;
    let rest: Vec<_> = sentences.iter().filter(other).filter(wordy).collect();
    if rest.is_empty() { sentences.iter().collect() } else { rest }
}

fn reads_alone(sentence: &SourceSentence) -> bool {
    let (mut letters, mut others) = (0_usize, 0_usize);
    for c in sentence.text.chars().filter(|c| !c.is_whitespace()) {
        if c.is_alphabetic() { letters += 1 } else { others += 1 }
    }
    // Scripts without spaces have no words to count; their sentences are at least ten characters.
    let long_enough = (6..=60).contains(&sentence.words());
    sentence.is_finished() && long_enough && letters >= 12.min(others * 2 + 10) && letters > others * 2
}

/// Lines that stand on many pages: headers and footers.
fn running_heads(sentences: &[SourceSentence]) -> HashSet<&str> {
    let mut pages: HashMap<&str, HashSet<(usize, u32)>> = HashMap::new();
    for sentence in sentences {
        pages.entry(&sentence.text).or_default().insert((sentence.document, sentence.page));
    }
    pages.into_iter().filter(|(_, pages)| pages.len() >= 3).map(|(text, _)| text).collect()
}

/// Whole pages next to each other, in at most `count` groups of about as many sentences each: indices of candidates.
fn sections(candidates: &[&SourceSentence], count: usize) -> Vec<Vec<usize>> {
    let mut pages: Vec<Vec<usize>> = Vec::new();
    let mut before = None;
    for (index, sentence) in candidates.iter().enumerate() {
        let page = Some((sentence.document, sentence.page));
        match pages.last_mut().filter(|_| page == before) {
            Some(last) => last.push(index),
            None => pages.push(vec![index]),
        }
        before = page;
    }
    if pages.len() <= count {
        return pages;
    }
    let share = candidates.len().div_ceil(count.max(1));
    let mut sections: Vec<Vec<usize>> = Vec::new();
    for page in pages {
        let next = sections.iter().map(Vec::len).sum::<usize>() >= share * sections.len();
        match sections.last_mut().filter(|_| !next) {
            Some(last) => last.extend(page),
            None => sections.push(page),
        }
    }
    sections
}

#[allow(clippy::cast_precision_loss, reason = "positions on a page are small")]
fn scores(candidates: &[&SourceSentence], vectors: &[Vector], sections: &[Vec<usize>]) -> Vec<f32> {
    let topic = centroid(vectors);
    let mut scores = vec![0.0_f32; candidates.len()];
    let mut leads: HashMap<(usize, u32), usize> = HashMap::new();
    for section in sections {
        let mut ranked = section.clone();
        if ranked.len() > RANKED {
            let near = |index: &usize| vectors.get(*index).map_or(0.0, |vector| vector.similarity(&topic));
            ranked.sort_by(|a, b| near(b).total_cmp(&near(a)));
            ranked.truncate(RANKED);
            ranked.sort_unstable();
        }
        let part: Vec<Vector> = ranked.iter().filter_map(|index| vectors.get(*index).cloned()).collect();
        for (index, rank) in ranked.into_iter().zip(centrality(&part)) {
            let (Some(sentence), Some(vector), Some(score)) =
                (candidates.get(index), vectors.get(index), scores.get_mut(index))
            else {
                continue;
            };
            let position = leads.entry((sentence.document, sentence.page)).or_default();
            // What comes first is what the author put first.
            let early = 0.5 / (1.0 + *position as f32) + if index == 0 { 0.3 } else { 0.0 };
            *position += 1;
            let length = sentence.words();
            // Beyond thirty words a sentence holds more than a summary wants of it.
            let handy = if length > 30 { 30.0 / length as f32 } else { 1.0 };
            let dangling = if leans_on_what_came_before(&sentence.text) { 0.6 } else { 1.0 };
            let asking = if sentence.text.ends_with(['?', '？', '؟']) { 0.5 } else { 1.0 };
            *score = (rank + vector.similarity(&topic) + early) * handy * dangling * asking;
        }
    }
    scores
}

/// Whether it begins with a word that points at the sentence before (English only; elsewhere it does no harm).
fn leans_on_what_came_before(text: &str) -> bool {
    let first = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
    matches!(
        first.as_str(),
        "this"
            | "that"
            | "these"
            | "those"
            | "it"
            | "he"
            | "she"
            | "they"
            | "such"
            | "however"
            | "therefore"
            | "but"
            | "and"
            | "also"
            | "thus"
            | "so"
            | "his"
            | "her"
            | "their"
            | "its"
            | "then"
    )
}

/// The best that says nothing which was already chosen.
fn best_new(
    indices: impl Iterator<Item = usize>,
    scores: &[f32],
    vectors: &[Vector],
    chosen: &[usize],
) -> Option<usize> {
    let likeness = |index: usize| {
        let vector = vectors.get(index)?;
        Some(
            chosen
                .iter()
                .filter_map(|other| vectors.get(*other))
                .map(|other| vector.similarity(other))
                .fold(0.0, f32::max),
        )
    };
    indices
        .filter(|index| !chosen.contains(index))
        .filter_map(|index| Some((index, *scores.get(index)?, likeness(index)?)))
        .filter(|(_, score, likeness)| *score > 0.0 && *likeness < SAME)
        .max_by(|(i, a, like), (j, b, as_b)| (a * (1.0 - like)).total_cmp(&(b * (1.0 - as_b))).then(j.cmp(i)))
        .map(|(index, ..)| index)
}

#[cfg(test)]
mod tests {
    use confidant_text::{Page, PageSource};

    use super::{MOST, budget, key_sentences};
    use crate::{sentences, words::Lexicon};

    fn page(number: u32, text: &str) -> Page {
        Page { number, text: text.into(), source: PageSource::Text, size: None, words: Vec::new() }
    }

    fn chosen(pages: &[String], budget: usize) -> Vec<(u32, String)> {
        let all: Vec<_> =
            (1..).zip(pages).flat_map(|(number, text)| sentences::of_page(0, &page(number, text))).collect();
        let lexicon = Lexicon::of(pages.iter().map(String::as_str));
        key_sentences(&all, &lexicon, budget).into_iter().map(|s| (s.page, s.text.clone())).collect()
    }

    #[test]
    fn every_page_is_heard_and_running_heads_are_not() {
        let topics =
            ["the rent and its payment", "the notice and its period", "the garden and its care", "the keys and locks"];
        let pages: Vec<String> = topics
            .iter()
            .map(|topic| {
                format!(
                    "Confidential lease of Hale Estates, all rights are reserved here.\n\nThis section settles {topic} between \
                     both parties. The tenant has duties about {topic} that are listed below. Weather is nice today somehow."
                )
            })
            .collect();
        let chosen = chosen(&pages, 4);
        assert_eq!(chosen.iter().map(|(page, _)| *page).collect::<Vec<_>>(), [1, 2, 3, 4]);
        assert!(chosen.iter().all(|(_, text)| !text.starts_with("Confidential lease")));
    }

    #[test]
    fn the_same_thing_is_not_said_twice() {
        let twice = "The tenant pays the agreed rent on the first day of the month. The tenant pays the agreed rent on the first \
                     day of each month. The landlord repairs the roof and the windows within two weeks of a report.";
        assert_eq!(chosen(&[twice.to_owned()], 3).len(), 2);
    }

    #[test]
    fn a_form_without_sentences_still_gives_something() {
        assert_eq!(chosen(&["Name: Hannah Hale\nDate of birth: 1 May 1970".to_owned()], 3).len(), 2);
    }

    #[test]
    fn a_hundred_pages_give_no_more_than_fit() {
        let pages: Vec<String> = (0..100)
            .map(|n| format!("Chapter {n} tells of event number{n} in the year of place{n} with person{n} there."))
            .collect();
        let chosen = chosen(&pages, budget(100, 100));
        assert_eq!(chosen.len(), MOST);
        assert!(chosen.last().unwrap().0 > 85, "the end of the document is heard");
    }
}
