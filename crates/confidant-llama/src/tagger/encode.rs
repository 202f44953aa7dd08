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
