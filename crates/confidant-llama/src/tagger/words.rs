//! Words: maximal runs of characters that are not white space.

use confidant_text::Span;

/// The characters that end a line.
pub(crate) const LINE_ENDS: [char; 7] = ['\n', '\x0b', '\x0c', '\r', '\u{85}', '\u{2028}', '\u{2029}'];

/// Punctuation that may surround a word without being a part of it.
const EDGE: &str =
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~¡¿«»‹›“”„‟‘’‚‛–—―…·•§¶†‡′″、。，．！？：；（）「」『』【】《》〈〉।॥،؛؟";

/// The words of a text, in order.
pub(crate) fn words(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        match (c.is_whitespace(), start) {
            (true, Some(from)) => {
                found.push(Span::new(from, at));
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    found.extend(start.map(|from| Span::new(from, text.len())));
    found
}

/// A word without the punctuation at its edges.
pub(crate) fn core(word: &str) -> &str {
    word.trim_matches(|c| EDGE.contains(c))
}

#[cfg(test)]
mod tests {
    use super::{core, words};

    #[test]
    fn every_white_space_parts_words_and_nothing_else_does() {
        let white = "\t\n\x0b\x0c\r \u{85}\u{a0}\u{1680}\u{2000}\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}";
        for c in white.chars() {
            let text = format!("{c}é{c}{c}b\u{200b}\u{feff}c{c}");
            let found: Vec<_> = words(&text).iter().filter_map(|word| word.of(&text)).collect();
            assert_eq!(found, ["é", "b\u{200b}\u{feff}c"], "parted by {c:?}");
        }
        assert!(words("").is_empty() && words(" \n").is_empty());
    }

    #[test]
    fn edges_are_trimmed_and_the_inside_is_not() {
        for (word, trimmed) in [("(«O’Neill»),", "O’Neill"), ("...", ""), ("a-b", "a-b"), ("€5%", "€5")] {
            assert_eq!(core(word), trimmed);
        }
    }
}
