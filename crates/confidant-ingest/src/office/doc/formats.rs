//! Which characters are deleted or hidden, and which paragraphs are items and rows. Word keeps it on pages of 512 bytes beside the
//! text ([MS-DOC], `ChpxFkp`, `PapxFkp`), by the place of the text in the stream.

use std::collections::HashSet;

use super::{
    fib::places,
    sprm::{Sprm, sprms},
};
use crate::office::ole::{long, short};

const PAGE: usize = 512;
/// The largest list of changes that lies outside of these pages.
const MAX_ELSEWHERE: usize = 0x3fa2;

/// What is said about characters.
#[derive(Clone, Copy, Default, PartialEq)]
pub(super) struct Character {
    pub is_deleted: bool,
    pub is_hidden: bool,
    /// A character of another font, which stands in for the one in the text.
    pub symbol: Option<u16>,
    /// Where in the stream of data lies what the character stands for: a picture or, if so marked, something else.
    pub picture: Option<usize>,
    pub is_data: bool,
}

/// What is said about a paragraph.
#[derive(Clone, Default)]
pub(super) struct Paragraph {
    pub style: u16,
    pub list: Option<u16>,
    pub level: Option<u8>,
    pub is_in_table: bool,
    pub is_row_end: bool,
    pub is_inner_cell: bool,
    pub depth: usize,
}

/// Formats of runs of bytes of the main stream, in order.
pub(super) struct Formats<T> {
    /// Where a run begins and ends.
    runs: Vec<(usize, usize, T)>,
}

impl<T> Formats<T> {
    /// What is said about the byte at `offset`.
    pub fn at(&self, offset: usize) -> Option<&T> {
        self.run(offset).map(|(_, _, format)| format)
    }

    /// The run with the byte at `offset`, or none and where the next one begins.
    pub fn run(&self, offset: usize) -> Option<&(usize, usize, T)> {
        let number = self.runs.partition_point(|(_, end, _)| *end <= offset);
        self.runs.get(number).filter(|(start, ..)| *start <= offset)
    }

    /// Reads all pages that `part` names; `entry` is the size of what a page says about each run.
    fn read(stream: &[u8], part: &[u8], entry: usize, format: impl Fn(&[u8], usize) -> T) -> Self {
        let (mut runs, mut known) = (Vec::new(), HashSet::new());
        for number in places(part, 4).1.filter_map(|number| long(number, 0)) {
            let number = number & 0x003f_ffff;
            let Some(page) = stream.get(number * PAGE..(number + 1) * PAGE) else { continue };
            if !known.insert(number) {
                continue;
            }
            let count = usize::from(page.last().copied().unwrap_or(0));
            for run in 0..count {
                let (Some(start), Some(end)) = (long(page, 4 * run), long(page, 4 * run + 4)) else { break };
                let place = page.get(4 * (count + 1) + entry * run).map_or(0, |place| 2 * usize::from(*place));
                if start < end {
                    runs.push((start, end, format(page, place)));
                }
            }
        }
        runs.sort_by_key(|(start, ..)| *start);
        // Where pages contradict each other, the one that begins earlier counts.
        runs.dedup_by(|later, earlier| later.0 < earlier.1 && later.1 <= earlier.1);
        Self { runs }
    }
}

impl Formats<Character> {
    /// The formats of characters.
    pub fn characters(stream: &[u8], part: &[u8]) -> Self {
        Self::read(stream, part, 1, |page, place| {
            let length = page.get(place).copied().unwrap_or(0);
            let list = page.get(place + 1..place + 1 + usize::from(length)).filter(|_| place > 0);
            let mut format = Character::default();
            format.change(list.unwrap_or_default());
            format
        })
    }
}

impl Formats<Paragraph> {
    /// The formats of paragraphs. Long ones lie in the stream `data`.
    pub fn paragraphs(stream: &[u8], part: &[u8], data: &[u8]) -> Self {
        Self::read(stream, part, 13, |page, place| {
            let mut format = Paragraph::default();
            if place == 0 {
                return format;
            }
            // The length counts pairs of bytes; zero says that it stands in the next byte.
            let (start, length) = match page.get(place) {
                Some(0) => (place + 2, page.get(place + 1).map_or(0, |pairs| 2 * usize::from(*pairs))),
                pairs => (place + 1, pairs.map_or(0, |pairs| (2 * usize::from(*pairs)).saturating_sub(1))),
            };
            let all = page.get(start..).unwrap_or_default();
            let all = all.get(..length).unwrap_or(all);
            format.style = short(all, 0).unwrap_or(0);
            format.change(all.get(2..).unwrap_or_default());
            for elsewhere in sprms(all.get(2..).unwrap_or_default()).filter(|sprm| sprm.kind == Sprm::ELSEWHERE) {
                let list = elsewhere.long().and_then(|at| {
                    let length = usize::from(short(data, at)?).min(MAX_ELSEWHERE);
                    data.get(at + 2..at + 2 + length)
                });
                format.change(list.unwrap_or_default());
            }
            format
        })
    }
}

impl Character {
    /// Applies `list`.
    pub fn change(&mut self, list: &[u8]) {
        for sprm in sprms(list) {
            match sprm.kind {
                Sprm::DELETED => self.is_deleted = sprm.is_on(),
                Sprm::HIDDEN => self.is_hidden = sprm.is_on(),
                Sprm::PICTURE => self.picture = sprm.long(),
                Sprm::DATA => self.is_data = sprm.is_on(),
                Sprm::SYMBOL => self.symbol = short(sprm.value, 2),
                _ => {}
            }
        }
    }
}

impl Paragraph {
    /// Applies `list`.
    pub fn change(&mut self, list: &[u8]) {
        for sprm in sprms(list) {
            match sprm.kind {
                Sprm::LIST => self.list = sprm.short(),
                Sprm::LEVEL => self.level = sprm.value.first().copied(),
                Sprm::IN_TABLE => self.is_in_table = sprm.is_on(),
                Sprm::ROW_END => self.is_row_end = sprm.is_on(),
                Sprm::INNER_CELL => self.is_inner_cell = sprm.is_on(),
                Sprm::DEPTH => self.depth = sprm.long().unwrap_or(0),
                _ => {}
            }
        }
    }
}
