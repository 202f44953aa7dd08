//! Whether one sentence is another one with clauses left out: the kind of shortening that cannot turn its sense around.
//!
//! Compression by deletion, after Knight and Marcu, "Summarization beyond sentence extraction" (Artificial Intelligence 139,
//! 2002), with a stricter rule for what may go: whole parts between punctuation marks, and single function words.

use unicode_segmentation::UnicodeSegmentation;

use crate::words::{Lexicon, bare};

/// So many function words may be left out, or changed into as many others, in one place.
const SMALL: usize = 2;

/// Whether `text` is `source` with parts left out, apart from function words and endings. `same` says which words may stand
/// for each other.
pub(crate) fn shortens(text: &str, source: &str, lexicon: &Lexicon, same: impl Fn(&str, &str) -> bool) -> bool {
    let new: Vec<String> = text.unicode_words().map(|word| bare(word).to_lowercase()).collect();
    let old = words(source);
    let alike = |a: &str, b: &str| a == b || same(a, b) || lexicon.stem(a) == lexicon.stem(b);
    let mut matches = common(&new, &old, alike);
    matches.push((new.len(), old.len()));

    let (mut n, mut o) = (0, 0);
    for (next_n, next_o) in matches {
        let added = new.get(n..next_n).unwrap_or_default();
        let lost = old.get(o..next_o).unwrap_or_default();
        let small_addition =
            added.len() <= SMALL.min(lost.len()) && added.iter().all(|word| lexicon.is_function_word(word));
        let small_loss = lost.len() <= SMALL && lost.iter().all(|word| lexicon.is_function_word(&word.text));
        let whole_part = lost.first().is_some_and(|first| first.opens) && lost.last().is_some_and(|last| last.closes);
        if !small_addition || !(small_loss || whole_part) {
            return false;
        }
        (n, o) = (next_n + 1, next_o + 1);
    }
    true
}

struct Word {
    text: String,
    /// The sentence begins here, or a punctuation mark stands before it.
    opens: bool,
    /// A punctuation mark stands behind it.
    closes: bool,
}

fn words(source: &str) -> Vec<Word> {
    let marked = |gap: &str| {
        gap.contains([',', ';', ':', '(', ')', '–', '—', '.', '!', '?', '。', '、', '，']) || gap.contains(" - ")
    };
    let mut words: Vec<Word> = Vec::new();
    let mut end = 0;
    for (at, word) in source.unicode_word_indices() {
        let between = marked(source.get(end..at).unwrap_or_default());
        if let Some(last) = words.last_mut() {
            last.closes = between;
        }
        words.push(Word { text: bare(word).to_lowercase(), opens: between || words.is_empty(), closes: true });
        end = at + word.len();
    }
    words
}

/// The longest common subsequence, as pairs of places.
fn common(new: &[String], old: &[Word], alike: impl Fn(&str, &str) -> bool) -> Vec<(usize, usize)> {
    // lengths[i][j]: the best for new[i..] and old[j..].
    let mut lengths = vec![vec![0_usize; old.len() + 1]; new.len() + 1];
    let at =
        |lengths: &[Vec<usize>], i: usize, j: usize| lengths.get(i).and_then(|row| row.get(j)).copied().unwrap_or(0);
    for (i, a) in new.iter().enumerate().rev() {
        for (j, b) in old.iter().enumerate().rev() {
            let best = if alike(a, &b.text) {
                at(&lengths, i + 1, j + 1) + 1
            } else {
                at(&lengths, i + 1, j).max(at(&lengths, i, j + 1))
            };
            if let Some(cell) = lengths.get_mut(i).and_then(|row| row.get_mut(j)) {
                *cell = best;
            }
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while let (Some(a), Some(b)) = (new.get(i), old.get(j)) {
        if alike(a, &b.text) && at(&lengths, i, j) == at(&lengths, i + 1, j + 1) + 1 {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if at(&lengths, i + 1, j) >= at(&lengths, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::shortens;
    use crate::words::Lexicon;

    #[test]
    fn clauses_and_function_words_may_go_and_nothing_else() {
        let lexicon = Lexicon::of(["The beginning of the end is that which was to be in the house and on the road."]);
        for (source, text, fine) in [
            ("You know, most people do it all the time.", "Most people do it all the time.", true),
            ("General Gordon left behind him a detailed diary.", "General Gordon left behind a detailed diary.", true),
            ("The tenant, in our opinion, pays the rent.", "The tenant pays the rent.", true),
            ("The tenant pays the rent.", "The tenant pays the rent.", true),
            ("The act is not necessarily an issue of personal law.", "The act is not an issue of personal law.", false),
            ("In this paper, we report upon the insights that helped.", "The insights that helped.", false),
            (
                "Art develops in stages; the beginning of which is a scan.",
                "The beginning of the end of which is a scan.",
                false,
            ),
            ("As a result of his distinguished service he rose.", "As a distinguished service he rose.", false),
            ("The tenant pays the rent.", "The tenant pays the high rent.", false),
            ("Most people lack a single home.", "The most people lack a single home.", false),
        ] {
            assert_eq!(shortens(text, source, &lexicon, |_, _| false), fine, "{source} → {text}");
        }
    }
}
