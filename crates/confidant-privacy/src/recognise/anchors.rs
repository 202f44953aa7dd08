//! [`Anchors`]: many words, searched for in one pass and in any case. Those that begin with a letter or digit are tried only where
//! a word begins, which is far quicker than an automaton that looks at every byte.

use std::ops::Range;

use super::beginnings::Beginnings;
use aho_corasick::{
    AhoCorasick, AhoCorasickKind, Anchored, BuildError, PatternID,
    automaton::{Automaton, StateID},
    nfa::contiguous::NFA,
};

pub(crate) struct Anchors {
    words: NFA,
    start: Option<StateID>,
    /// The number of each word among all.
    word: Vec<usize>,
    begins: Beginnings,
    within: Option<AhoCorasick>,
    part: Vec<usize>,
}

/// Where an anchor stands, and which.
pub(crate) struct Hit {
    pub(crate) span: Range<usize>,
    pub(crate) anchor: usize,
}

impl Anchors {
    /// Each anchor and whether it has to begin a word; one that does begins with a letter or digit.
    pub(crate) fn new<'a>(anchors: impl IntoIterator<Item = (&'a str, bool)>) -> Result<Self, BuildError> {
        let (mut words, mut word, mut parts, mut part) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut begins = Beginnings::default();
        for (number, (anchor, begins_word)) in anchors.into_iter().enumerate() {
            let (texts, numbers) = if begins_word { (&mut words, &mut word) } else { (&mut parts, &mut part) };
            for anchor in cases(anchor) {
                if begins_word {
                    begins.insert(anchor.as_bytes());
                }
                texts.push(anchor);
                numbers.push(number);
            }
        }
        let words = NFA::builder().ascii_case_insensitive(true).build(words)?;
        let mut within = AhoCorasick::builder();
        within.ascii_case_insensitive(true).kind(Some(AhoCorasickKind::DFA));
        let within = (!parts.is_empty()).then(|| within.build(parts)).transpose()?;
        let start = words.start_state(Anchored::Yes).ok();
        Ok(Self { words, start, word, begins, within, part })
    }

    /// Every place where an anchor stands, from first to last.
    pub(crate) fn find(&self, text: &str) -> Vec<Hit> {
        let bytes = text.as_bytes();
        let mut hits = Vec::new();
        for hit in self.within.iter().flat_map(|within| within.find_overlapping_iter(text)) {
            hits.push(Hit { span: hit.range(), anchor: number(&self.part, hit.pattern()) });
        }
        let mut inside = false;
        for (at, byte) in bytes.iter().enumerate() {
            if !inside && self.begins.may_have(bytes.get(at..).unwrap_or_default()) {
                self.words_at(bytes, at, &mut hits);
            }
            inside = byte.is_ascii_alphanumeric();
        }
        hits.sort_unstable_by_key(|hit| (hit.span.start, hit.span.end));
        hits
    }

    fn words_at(&self, text: &[u8], at: usize, hits: &mut Vec<Hit>) {
        let Some(mut state) = self.start else { return };
        for (length, byte) in (1..).zip(text.iter().skip(at)) {
            state = self.words.next_state(Anchored::Yes, state, *byte);
            if self.words.is_dead(state) {
                return;
            }
            let matches = if self.words.is_match(state) { self.words.match_len(state) } else { 0 };
            for pattern in (0..matches).map(|index| self.words.match_pattern(state, index)) {
                // A state also holds the words that end another one.
                if self.words.pattern_len(pattern) == length {
                    hits.push(Hit { span: at..at + length, anchor: number(&self.word, pattern) });
                }
            }
        }
    }
}

/// A word, and its capitals where the automaton does not know them to be the same.
fn cases(word: &str) -> Vec<String> {
    let mut cases = vec![word.to_owned()];
    if !word.is_ascii() {
        let mut letters = word.chars();
        cases.extend(letters.next().map(|first| first.to_uppercase().chain(letters).collect()));
        cases.push(word.to_uppercase());
        cases.dedup();
    }
    cases
}

fn number(numbers: &[usize], pattern: PatternID) -> usize {
    numbers.get(pattern.as_usize()).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Anchors;

    #[test]
    fn words_are_found_where_words_begin_and_parts_everywhere() {
        let anchors =
            Anchors::new([("tax", true), ("tax id", true), ("ß-", false), ("é", true), ("id", false), ("été", true)])
                .unwrap();
        let text = "syntax; TAX ID, weiß-tax éa ÉTÉ";
        let found: Vec<_> = anchors.find(text).into_iter().map(|hit| (&text[hit.span], hit.anchor)).collect();
        assert_eq!(
            found,
            [("TAX", 0), ("TAX ID", 1), ("ID", 4), ("ß-", 2), ("tax", 0), ("é", 3), ("É", 3), ("ÉTÉ", 5)]
        );
        assert!(Anchors::new([]).unwrap().find(text).is_empty());
    }
}
