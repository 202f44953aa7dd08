//! The block at the start of a Word file that says where everything else lies ([MS-DOC], FIB).

use crate::{
    office::ole::{long, short},
    wire::Failure,
};

/// The first version whose files are built this way; an empty document that came with Windows has it, all others are newer.
const FIRST: u16 = 0x00c0;
/// How a Word file begins, of this and of an earlier kind.
const WORD: u16 = 0xa5ec;
const EARLIER: u16 = 0xa5dc;

/// What is found where in the table stream: numbers of `FibRgFcLcb97`.
#[derive(Clone, Copy)]
pub(super) enum Part {
    Styles = 1,
    FootnoteTexts = 3,
    CommentMarks = 4,
    CommentTexts = 5,
    Headers = 11,
    CharacterPages = 12,
    ParagraphPages = 13,
    Pieces = 33,
    CommentAuthors = 36,
    EndnoteTexts = 47,
    Drawings = 50,
    Revisers = 51,
    TextBoxes = 56,
    HeaderTextBoxes = 58,
    SavedBy = 71,
    Lists = 73,
    ListUses = 74,
}

/// The header of a Word file.
pub(super) struct Fib<'a> {
    /// Whether the table stream is `1Table` or `0Table`.
    pub second_table: bool,
    /// The stories' lengths, in the order in which they follow each other.
    pub lengths: [usize; 8],
    parts: &'a [u8],
}

impl<'a> Fib<'a> {
    /// Reads the header at the start of the main stream.
    pub fn read(stream: &'a [u8]) -> Result<Self, Failure> {
        let word = |at| short(stream, at).ok_or(Failure::Damaged);
        match word(0)? {
            WORD if word(2)? >= FIRST => {}
            WORD | EARLIER => return Err(Failure::OldFormat),
            _ => return Err(Failure::Damaged),
        }
        let flags = word(10)?;
        if flags & 0x0100 != 0 {
            return Err(Failure::Encrypted);
        }
        // Three blocks follow, each behind its length.
        let longs = 34 + 2 * usize::from(word(32)?);
        let parts = longs + 2 + 4 * usize::from(word(longs)?);
        let count = 8 * usize::from(word(parts)?);
        let rest = stream.get(parts + 2..).unwrap_or_default();
        let length = |number: usize| long(stream, longs + 2 + 4 * number).ok_or(Failure::Damaged);
        let mut lengths = [0; 8];
        for (number, slot) in (3..).zip(&mut lengths) {
            // A length below zero is none.
            *slot = length(number).map(|length| if length > 0x7fff_ffff { 0 } else { length })?;
        }
        Ok(Self { second_table: flags & 0x0200 != 0, lengths, parts: rest.get(..count).unwrap_or(rest) })
    }

    /// Where a part begins in the table stream and how long it is.
    pub fn place(&self, part: Part) -> Option<(usize, usize)> {
        let at = 8 * part as usize;
        Some((long(self.parts, at)?, long(self.parts, at + 4)?))
    }

    /// A part of the table stream; empty when there is none.
    pub fn part<'t>(&self, table: &'t [u8], part: Part) -> &'t [u8] {
        let within = |(start, length): (usize, usize)| table.get(start..start.checked_add(length)?);
        self.place(part).and_then(within).unwrap_or_default()
    }
}

/// The places in a list of places with `size` bytes of data for each but the last (PLC), and the data.
pub(super) fn places(part: &[u8], size: usize) -> (Vec<usize>, impl Iterator<Item = &[u8]>) {
    let count = part.len().saturating_sub(4) / (4 + size);
    let places = (0..=count).filter_map(|number| long(part, 4 * number)).collect();
    let data = part.get(4 * (count + 1)..).unwrap_or_default();
    (places, data.chunks_exact(size.max(1)))
}

/// A text with its length before it, and how many bytes both take (Xst).
pub(super) fn counted(bytes: &[u8]) -> Option<(String, usize)> {
    let length = 2 * usize::from(short(bytes, 0)?);
    let text = encoding_rs::UTF_16LE.decode_without_bom_handling(bytes.get(2..2 + length)?).0;
    Some((text.into_owned(), 2 + length))
}

/// The texts of a table of strings (STTB), of the kind with wide characters.
pub(super) fn strings(part: &[u8]) -> Vec<String> {
    let (mut texts, mut at) = (Vec::new(), 6);
    let extra = usize::from(short(part, 4).unwrap_or(0));
    if short(part, 0) != Some(0xffff) {
        return texts;
    }
    while let Some((text, size)) = part.get(at..).and_then(counted) {
        texts.push(text);
        at += size + extra;
    }
    texts
}
