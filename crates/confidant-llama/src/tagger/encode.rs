//! [`Encoder`]: text becomes word pieces that know where they stand, to which word they belong and how that word is written.

use confidant_text::Span;
use tokenizers::Tokenizer;

use super::{
    TaggerFault,
    shape::{Shape, shapes},
    words::words,
};

/// A part of a word that the model has a number for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Its number.
    pub(crate) id: u32,
    /// Where it stands, in bytes.
    pub(crate) span: Span,
    /// Whether it is its word's first piece.
    pub(crate) begins_word: bool,
    /// How its word is written.
    pub(crate) shape: Shape,
}

/// The tokeniser of the model.
pub(crate) struct Encoder {
    tokenizer: Tokenizer,
    /// What stands before every window.
    pub(crate) begin: u32,
    /// What stands after every window.
    pub(crate) end: u32,
}

impl Encoder {
    /// Reads `tokenizer.json`.
    pub(crate) fn read(json: &[u8]) -> Result<Self, TaggerFault> {
        let mut tokenizer = Tokenizer::from_bytes(json).map_err(|_| TaggerFault::Unloadable)?;
        // The file may ask for both; windows are cut elsewhere.
        tokenizer.with_truncation(None).map_err(|_| TaggerFault::Unloadable)?;
        tokenizer.with_padding(None);
        let id = |token| tokenizer.token_to_id(token).ok_or(TaggerFault::Unloadable);
        let (begin, end) = (id("[CLS]")?, id("[SEP]")?);
        Ok(Self { tokenizer, begin, end })
    }

    /// The pieces of a text, in order. A character that the tokeniser does not know is a piece too; only control characters
    /// are none.
    pub(crate) fn pieces(&self, text: &str) -> Result<Vec<Piece>, TaggerFault> {
        let encoding = self.tokenizer.encode(text, false).map_err(|_| TaggerFault::Compute)?;
        let words = words(text);
        let shapes = shapes(text, &words);
        let mut last = None;
        let mut pieces = Vec::with_capacity(encoding.len());
        for (&id, &(start, end)) in encoding.get_ids().iter().zip(encoding.get_offsets()) {
            let word = words.partition_point(|word| word.start <= start).saturating_sub(1);
            let begins_word = last.replace(word) != Some(word);
            let shape = shapes.get(word).copied().unwrap_or_default();
            pieces.push(Piece {
                id,
                span: Span::new(start, end),
                begins_word,
                shape: if begins_word { shape } else { shape.inner() },
            });
        }
        Ok(pieces)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Encoder;
    use crate::tagger::golden::folder;

    fn encoder() -> Encoder {
        Encoder::read(&std::fs::read(folder().join("tokenizer.json")).unwrap()).unwrap()
    }

    /// Every letter and digit lies in a piece, and pieces lie in order on characters of the text.
    fn check(encoder: &Encoder, text: &str) -> Result<(), TestCaseError> {
        let pieces = encoder.pieces(text).unwrap();
        let mut covered = 0;
        for piece in &pieces {
            prop_assert!(piece.span.of(text).is_some() && !piece.span.is_empty(), "{:?} of {text:?}", piece.span);
            prop_assert!(piece.span.start >= covered || piece.span.end <= covered, "{:?} of {text:?}", piece.span);
            if piece.span.start > covered {
                let left_out = &text[covered..piece.span.start];
                prop_assert!(!left_out.contains(|c: char| c.is_ascii_alphanumeric()), "{left_out:?} is in no piece");
            }
            covered = covered.max(piece.span.end);
        }
        prop_assert!(!text[covered..].contains(|c: char| c.is_ascii_alphanumeric()));
        Ok(())
    }

    proptest! {
        #[test]
        fn pieces_lie_on_the_characters_of_any_text(text in "\\PC{0,80}") {
            check(&encoder(), &text)?;
        }
    }

    #[test]
    fn pieces_lie_on_the_characters_of_odd_texts() {
        let encoder = encoder();
        for text in [
            "",
            "\r\n\r\n",
            "e\u{301}cole A\u{30a}se\r\nZoë",
            "👩‍👩‍👧 Anna🎈Berg",
            "租期由2021年3月1日起,张伟先生。",
            "السيد أحمد \u{202e}abc\u{202c} القاهرة",
            "İSTANBUL ǅ ß ﬁ ½ Ⅷ",
            "a\u{0}b\u{7}c\u{fffd}d\u{ad}e",
            &"x".repeat(3_000),
        ] {
            check(&encoder, text).unwrap();
        }
    }
}
