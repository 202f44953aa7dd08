//! Which passages of a masked text are worth sending for a question. Pure selection: it can only drop text, and what it adds
//! are the program's own page marks.

use confidant_privacy::MaskedText;
use confidant_text::Span;
use unicode_segmentation::UnicodeSegmentation;

use crate::{
    answer::asks_for_a_summary,
    retrieve::{Index, query},
    select::{MOST, key_sentences},
    sentences::{SourceSentence, split, tidy},
    words::Lexicon,
};

/// A page after masking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaskedPage {
    /// Its number.
    pub number: u32,
    /// Its masked text.
    pub text: MaskedText,
}

/// What was selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condensed {
    /// The passages in the order of the document, under a mark for each page.
    pub text: MaskedText,
    /// The pages that they come from.
    pub pages: Vec<u32>,
    /// How many words were selected.
    pub words: usize,
    /// Of how many.
    pub of_words: usize,
    /// Pages of which nothing was selected.
    pub left_out_pages: Vec<u32>,
}

/// Below this share of the question's words the key sentences of the document say more than the passages that match.
const WEAK: f32 = 0.34;
/// A passage that fits less than this share of the best one is left out, even if there is room: what is not needed does not
/// leave the machine.
const FLOOR: f32 = 0.2;
/// With fewer passages than this the key sentences are added, so that the reader knows what it reads from.
const FEW: usize = 6;

/// Selects the passages that speak about the question, with their neighbours, in at most `budget_tokens`.
///
/// Tokens are estimated from above, three bytes each, because the reader's own way of counting is not known here.
pub fn condense(pages: &[MaskedPage], question: &MaskedText, budget_tokens: usize) -> Condensed {
    let sentences: Vec<SourceSentence> = pages.iter().flat_map(sentences).collect();
    let lexicon = Lexicon::of(pages.iter().map(|page| page.text.as_str()));
    let mut room = Room { bytes: budget_tokens.saturating_mul(3), taken: Vec::new(), pages: Vec::new() };

    for index in wanted(&sentences, &lexicon, question.as_str()) {
        if let Some(sentence) = sentences.get(index) {
            room.take(index, sentence);
        }
    }
    room.taken.sort_unstable();
    assemble(pages, &sentences, &room.taken)
}

fn sentences(page: &MaskedPage) -> impl Iterator<Item = SourceSentence> {
    let text = page.text.as_str();
    split(text).into_iter().map(|span| SourceSentence {
        document: 0,
        page: page.number,
        span,
        text: tidy(span.of(text).unwrap_or_default()),
    })
}

/// Sentences in the order in which they are wanted; some come twice.
fn wanted(sentences: &[SourceSentence], lexicon: &Lexicon, question: &str) -> Vec<usize> {
    let groups =
        sentences.iter().map(|sentence| (usize::try_from(sentence.page).unwrap_or_default(), sentence.text.as_str()));
    let index = Index::new(groups, lexicon);
    let hits = index.search(&query(&[(question, 1.0)], lexicon));
    let best = hits.first().map_or(0.0, |hit| hit.score);
    let gist = asks_for_a_summary(question) || hits.first().is_none_or(|hit| hit.coverage < WEAK);

    let matching: Vec<usize> = hits.iter().filter(|hit| hit.score >= best * FLOOR).map(|hit| hit.index).collect();
    let keys = key_sentences(sentences, lexicon, MOST);
    let keys = keys.into_iter().filter_map(|key| sentences.iter().position(|sentence| std::ptr::eq(sentence, key)));
    let around = matching.iter().flat_map(|hit| index.neighbours(*hit));
    if gist {
        keys.chain(matching.iter().copied()).collect()
    } else if matching.len() < FEW {
        matching.iter().copied().chain(around).chain(keys).collect()
    } else {
        matching.iter().copied().chain(around).collect()
    }
}

/// What has been taken, and the bytes that are left.
struct Room {
    bytes: usize,
    taken: Vec<usize>,
    pages: Vec<u32>,
}

impl Room {
    fn take(&mut self, index: usize, sentence: &SourceSentence) {
        if self.taken.contains(&index) {
            return;
        }
        let mark = if self.pages.contains(&sentence.page) { 0 } else { PAGE_MARK };
        // White space up to the next sentence may come along.
        let needed = sentence.span.len() + GAP.len() + mark;
        if needed <= self.bytes {
            self.bytes -= needed;
            self.taken.push(index);
            if mark > 0 {
                self.pages.push(sentence.page);
            }
        }
    }
}

/// Stands where something was left out.
const GAP: &str = "\n…\n";
/// The bytes of the longest page mark: blank line, word, number, colon, line break.
const PAGE_MARK: usize = 2 + 5 + 10 + 2;

fn assemble(pages: &[MaskedPage], sentences: &[SourceSentence], taken: &[usize]) -> Condensed {
    let (mut parts, mut chosen_pages, mut left_out_pages) = (Vec::new(), Vec::new(), Vec::new());
    let mut words = 0;
    for page in pages {
        let spans: Vec<Span> = taken
            .iter()
            .filter_map(|index| sentences.get(*index))
            .filter(|sentence| sentence.page == page.number)
            .map(|sentence| sentence.span)
            .collect();
        if spans.is_empty() {
            left_out_pages.push(page.number);
            continue;
        }
        if !parts.is_empty() {
            parts.push(MaskedText::fixed("\n\n"));
        }
        parts.extend([MaskedText::fixed("Page "), MaskedText::number(page.number.into()), MaskedText::fixed(":\n")]);
        for (place, span) in spans.iter().enumerate() {
            let before = place.checked_sub(1).and_then(|place| spans.get(place));
            if let Some(before) = before {
                let between = Span::new(before.end, span.start).of(page.text.as_str()).unwrap_or_default();
                let next_to_it = between.trim().is_empty();
                parts.push(match (next_to_it, between.contains('\n')) {
                    (false, _) => MaskedText::fixed(GAP),
                    (true, true) => MaskedText::fixed("\n"),
                    (true, false) => MaskedText::fixed(" "),
                });
            }
            let pieces = page.text.select(&[*span]);
            words += pieces.iter().map(|piece| piece.as_str().unicode_words().count()).sum::<usize>();
            parts.extend(pieces);
        }
        chosen_pages.push(page.number);
    }
    let of_words = pages.iter().map(|page| page.text.as_str().unicode_words().count()).sum();
    Condensed { text: MaskedText::concat(&parts), pages: chosen_pages, words, of_words, left_out_pages }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use confidant_privacy::{MaskedText, Policy, Recognisers, Vault, mask};
    use confidant_text::RawText;
    use proptest::prelude::*;

    use super::{Condensed, MaskedPage, condense};
    use crate::testing::LEASE;

    // The rules take seconds to compile without optimisation.
    static RULES: LazyLock<Recognisers> = LazyLock::new(|| Recognisers::builtin().unwrap());

    fn masked(texts: &[&str]) -> Vec<MaskedText> {
        let raw: Vec<RawText> = texts.iter().map(|text| RawText::new(*text)).collect();
        let findings = RULES.scan(&raw.iter().collect::<Vec<_>>(), &Policy::default()).unwrap();
        let mut vault = Vault::new();
        raw.iter()
            .zip(&findings)
            .map(|(raw, findings)| mask(raw, findings, &mut vault, &Policy::default()).unwrap())
            .collect()
    }

    fn pages(texts: &[&str]) -> Vec<MaskedPage> {
        (1..).zip(masked(texts)).map(|(number, text)| MaskedPage { number, text }).collect()
    }

    fn lease(question: &str, budget: usize) -> Condensed {
        condense(&pages(LEASE), &masked(&[question])[0], budget)
    }

    #[test]
    fn passages_about_the_question_are_selected_with_their_pages() {
        let condensed = lease("May the tenant keep dogs without consent of the landlord?", 200);
        assert!(condensed.text.as_str().contains("shall not keep dogs"));
        assert!(condensed.text.as_str().contains("Page 2:\n"));
        assert!(condensed.words < condensed.of_words);
        insta::assert_snapshot!(condensed.text.as_str());
    }

    #[test]
    fn a_vague_question_gets_the_key_sentences_of_every_page() {
        let condensed = lease("What is this document about?", 2_000);
        assert_eq!(condensed.pages, [1, 2, 3]);
        assert!(condensed.left_out_pages.is_empty());
    }

    #[test]
    fn no_budget_and_no_pages_give_nothing() {
        let condensed = lease("dogs", 0);
        assert_eq!((condensed.text.as_str(), condensed.words), ("", 0));
        assert_eq!(condensed.left_out_pages, [1, 2, 3]);
        assert_eq!(condense(&[], &MaskedText::fixed("why"), 100).of_words, 0);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn it_only_drops_and_keeps_the_budget(
            texts in proptest::collection::vec("([A-Z][a-z]{1,8} |[a-z]{1,9} |\\PC|[.,;!?] |\\n|mail@example\\.com ){0,80}", 1..4),
            question in "[a-z]{1,6} [a-z]{1,6}",
            budget in 0_usize..300,
        ) {
            let pages = pages(&texts.iter().map(String::as_str).collect::<Vec<_>>());
            let condensed = condense(&pages, &MaskedText::concat(&masked(&[&question])), budget);
            prop_assert!(condensed.text.as_str().len() <= budget * 3, "over the budget");
            prop_assert!(condensed.words <= condensed.of_words);
            prop_assert_eq!(condensed.pages.len() + condensed.left_out_pages.len(), pages.len());
            // Every page's part consists of pieces of that page in their order, and marks.
            let mut rest = condensed.text.as_str();
            for number in &condensed.pages {
                let page = pages[usize::try_from(*number).unwrap() - 1].text.as_str();
                let mark = format!("Page {number}:\n");
                rest = rest.trim_start_matches('\n').strip_prefix(mark.as_str()).expect("each page has its mark");
                let end = condensed.pages.iter().filter(|next| *next > number)
                    .find_map(|next| rest.find(&format!("\n\nPage {next}:\n"))).unwrap_or(rest.len());
                let (part, after) = rest.split_at(end);
                rest = after;
                let mut at = 0;
                for word in part.split_whitespace().filter(|word| *word != "…") {
                    let found = page[at..].find(word);
                    prop_assert!(found.is_some(), "a word that the page does not have at this place");
                    at += found.unwrap();
                }
            }
        }

        #[test]
        fn every_placeholder_was_there_before(question in "[a-z]{1,9}") {
            let condensed = lease(&question, 500);
            let all: Vec<_> = pages(LEASE).iter().flat_map(|page| page.text.placeholders().collect::<Vec<_>>()).collect();
            prop_assert!(condensed.text.placeholders().all(|placeholder| all.contains(&placeholder)));
        }
    }
}
