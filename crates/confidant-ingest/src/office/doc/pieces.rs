//! The text, which lies in pieces all over the main stream ([MS-DOC], Clx and `PlcPcd`). Files that were saved in a hurry have many, in any
//! order.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

use super::sprm::Sprm;
use crate::{
    office::ole::{long, short},
    wire::{Failure, MAX_TEXT},
};

/// A run of characters that lie side by side.
pub(super) struct Piece<'a> {
    /// Its first character's place in the text, and the place behind its last one.
    pub start: usize,
    pub end: usize,
    /// Where its first byte lies in the stream.
    pub offset: usize,
    /// Bytes of a character: one or two.
    pub width: usize,
    /// What a hurried save said about all of it.
    pub changes: Cow<'a, [u8]>,
}

/// The whole text in UTF-16, as Word counts it.
pub(super) struct Text<'a> {
    pub units: Vec<u16>,
    pub pieces: Vec<Piece<'a>>,
}

impl<'a> Text<'a> {
    /// Collects the pieces that `part` names from `stream`.
    pub fn read(stream: &[u8], part: &'a [u8]) -> Result<Self, Failure> {
        let (changes, list) = split(part).ok_or(Failure::Damaged)?;
        let (places, data) = super::fib::places(list, 8);
        let mut text = Self { units: Vec::new(), pieces: Vec::new() };
        for (ends, piece) in places.windows(2).zip(data) {
            let &[start, end] = ends else { continue };
            let length = end.checked_sub(start).ok_or(Failure::Damaged)?;
            if start != text.units.len() {
                return Err(Failure::Damaged);
            }
            if text.units.len() + length > MAX_TEXT / 2 {
                return Err(Failure::TooLarge);
            }
            let place = long(piece, 2).ok_or(Failure::Damaged)?;
            let is_narrow = place & 0x4000_0000 != 0;
            let place = place & 0x3fff_ffff;
            let (offset, width) = if is_narrow { (place / 2, 1) } else { (place, 2) };
            let bytes = stream.get(offset..offset + width * length).ok_or(Failure::Damaged)?;
            if is_narrow {
                text.units.extend(bytes.iter().map(|byte| wide(*byte)));
            } else {
                text.units.extend(bytes.chunks_exact(2).map(|two| short(two, 0).unwrap_or(0)));
            }
            let changes = short(piece, 6).map(|change| changed(change, &changes)).unwrap_or_default();
            text.pieces.push(Piece { start, end, offset, width, changes });
        }
        Ok(text)
    }

    /// The piece with the character at `place`.
    pub fn piece(&self, place: usize) -> Option<&Piece<'a>> {
        let number = self.pieces.partition_point(|piece| piece.end <= place);
        self.pieces.get(number)
    }
}

impl Piece<'_> {
    /// Where the character at `place` lies in the stream.
    pub fn offset_of(&self, place: usize) -> usize {
        self.offset + self.width * place.saturating_sub(self.start)
    }
}

/// The changes that pieces can refer to, and the list of pieces behind them (Clx).
fn split(part: &[u8]) -> Option<(Vec<&[u8]>, &[u8])> {
    let (mut at, mut changes) = (0, Vec::new());
    loop {
        match part.get(at)? {
            1 => {
                let length = usize::from(short(part, at + 1)?);
                changes.push(part.get(at + 3..at + 3 + length)?);
                at += 3 + length;
            }
            2 => {
                let length = long(part, at + 1)?;
                let rest = part.get(at + 5..)?;
                return Some((changes, rest.get(..length).unwrap_or(rest)));
            }
            _ => return None,
        }
    }
}

/// A piece's change: a number of one of `changes`, or a small one that stands in the number itself (Prm).
fn changed<'a>(change: u16, changes: &[&'a [u8]]) -> Cow<'a, [u8]> {
    if change & 1 == 1 {
        return changes.get(usize::from(change >> 1)).copied().unwrap_or_default().into();
    }
    let sprm = match change >> 1 & 0x7f {
        0x41 => Sprm::DELETED,
        0x5c => Sprm::HIDDEN,
        _ => return Cow::default(),
    };
    let [low, high] = sprm.to_le_bytes();
    vec![low, high, u8::try_from(change >> 8).unwrap_or(0)].into()
}

/// A character of one byte. All of this code page are of one unit.
fn wide(byte: u8) -> u16 {
    if byte < 0x80 {
        return byte.into();
    }
    let one = [byte];
    let text = WINDOWS_1252.decode_without_bom_handling(&one).0;
    text.encode_utf16().next().unwrap_or(u16::from(byte))
}
