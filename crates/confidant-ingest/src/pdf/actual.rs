//! Text that a file gives for what it draws (`ActualText`). It is taken where it says what is seen, and told besides where it
//! does not: what is drawn must not be hidden behind another text.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use super::hidden::Block;

/// Of the letters that are drawn, one in so many may be missing: a word that is broken changes by a letter.
const MISSING: usize = 4;
/// One line has no more glyphs.
pub(super) const LINE: usize = 4_000;
/// A ligature and a sign are short, and may stand for so many letters.
const SHORT: usize = 8;

/// Whether `actual` says what is `drawn`, and little else.
pub(super) fn stands_for(actual: &str, drawn: &str) -> bool {
    // What has no meaning is seen all the same.
    if drawn.contains(char::REPLACEMENT_CHARACTER) && actual.trim().is_empty() {
        return false;
    }
    let mut letters: HashMap<char, usize> = HashMap::new();
    let mut said = 0;
    for letter in alphanumeric(actual) {
        *letters.entry(letter).or_default() += 1;
        said += 1;
    }
    let (mut seen, mut missing) = (0, 0);
    for letter in alphanumeric(drawn) {
        seen += 1;
        match letters.get_mut(&letter).filter(|left| **left > 0) {
            Some(left) => *left -= 1,
            None => missing += 1,
        }
    }
    // In a text that is long enough any letter is found.
    MISSING * missing <= seen && (seen == 0 || said <= 2 * seen + SHORT)
}

fn alphanumeric(text: &str) -> impl Iterator<Item = char> {
    text.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric())
}

/// Texts that stand for nothing that is seen, each once.
#[derive(Default)]
pub(super) struct Unseen {
    texts: Vec<String>,
    known: HashSet<String>,
}

impl Unseen {
    /// Keeps a text.
    pub fn add(&mut self, text: String) {
        if !text.is_empty() && self.known.insert(text.clone()) {
            self.texts.push(text);
        }
    }

    /// As what a page says besides its print.
    pub fn blocks(&mut self) -> Vec<Block> {
        std::mem::take(&mut self.texts).iter().filter_map(|text| Block::new("Alt text", text)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::stands_for;

    #[test]
    fn a_text_stands_for_what_it_says() {
        for (actual, drawn) in [
            ("Drucker", "Druk-ker"),
            ("office", "of\u{fb01}ce"),
            ("Ärzte", "A\u{308}rzte"),
            ("\u{ad}", "-"),
            ("", "-"),
            ("سلام", "\u{fffd}\u{fffd}"),
            ("3/4", "¾"),
        ] {
            assert!(stands_for(actual, drawn), "{actual}");
        }
        for (actual, drawn) in [
            ("see", "Hannah Weiss"),
            ("", "Weiss"),
            (" ", "\u{fffd}"),
            ("Weber", "Weiss"),
            ("a sentence in which all the letters of a name like hers are found, whose it is", "Weiss"),
        ] {
            assert!(!stands_for(actual, drawn), "{actual}");
        }
    }
}
