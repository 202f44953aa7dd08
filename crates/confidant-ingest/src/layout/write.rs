//! Lines become text: line ends, paragraphs, words that were broken at a line's end, and a box for every word.

use std::collections::HashSet;

use confidant_text::{Span, WordBox};
use unicode_normalization::UnicodeNormalization;

use super::{
    Composed, cells,
    frame::{Frame, Letter},
    lines::{Line, Word},
};

/// Above and below the baseline, in parts of the type size.
const ASCENT: f32 = 0.8;
const DESCENT: f32 = 0.2;
/// Rows of one table are no further apart than this many type sizes.
const ROW: f32 = 4.0;

/// Gathers the text of a page.
#[derive(Default)]
pub(super) struct Writer {
    composed: Composed,
}

/// What stands between two lines.
#[derive(Clone, Copy, PartialEq)]
enum Break {
    Line,
    Paragraph,
}

impl Writer {
    /// Adds the blocks of one direction.
    pub fn group(&mut self, blocks: Vec<Vec<Line>>, frame: Frame) {
        let mut last_words = blocks.iter().flatten().filter_map(|line| line.words.last());
        let whole_words = if last_words.any(ends_with_hyphen) { whole_words(&blocks) } else { HashSet::new() };
        let mut pending = Break::Paragraph;
        let mut open_hyphen: Option<Hyphen> = None;
        for block in blocks {
            let leading = leading(&block);
            let mut above: Option<(f32, f32, bool)> = None;
            for line in block {
                let pending_block = above.is_none();
                let is_row = !line.ends.is_empty();
                if let Some((base, size, row_above)) = above {
                    // Rows of a table stand as far apart as its maker liked.
                    let next_row = is_row && row_above && line.base - base < ROW * line.size;
                    pending =
                        if next_row { Break::Line } else { between((base, size), (line.base, line.size), leading) };
                }
                above = Some((line.foot, line.size, is_row));
                let mut words = (0..).zip(line.words).peekable();
                if let Some(hyphen) = open_hyphen.take()
                    && let Some((_, first)) = words.peek()
                    && (pending_block || (pending == Break::Line && hyphen.stands_over(first)))
                    && let Some(keep) = hyphen.joins(&first.text(), &whole_words)
                {
                    if !keep && !hyphen.is_soft {
                        self.drop_hyphen();
                    }
                    if let Some((_, first)) = words.next() {
                        self.word(&first, frame);
                        open_hyphen = Hyphen::at_end_of(&first, Cell::grown(None, &first, line.size));
                    }
                }
                if words.peek().is_none() {
                    continue;
                }
                self.part(pending);
                let mut cell: Option<Cell> = None;
                while let Some((at, word)) = words.next() {
                    self.word(&word, frame);
                    if words.peek().is_some() {
                        self.composed.text.push(if line.ends.contains(&at) { '\t' } else { ' ' });
                    } else {
                        open_hyphen = Hyphen::at_end_of(&word, Cell::grown(cell, &word, line.size));
                    }
                    cell = Some(Cell::grown(cell, &word, line.size));
                }
            }
            pending = Break::Paragraph;
        }
    }

    /// The page.
    pub fn finish(self) -> Composed {
        self.composed
    }

    fn part(&mut self, kind: Break) {
        if !self.composed.text.is_empty() {
            self.composed.text.push_str(if kind == Break::Line { "\n" } else { "\n\n" });
        }
    }

    fn word(&mut self, word: &Word, frame: Frame) {
        let start = self.composed.text.len();
        let is_simple = |letter: &Letter| letter.text.only().is_some_and(|c| c.is_ascii());
        if word.letters.iter().all(is_simple) {
            self.composed.text.extend(word.letters.iter().filter_map(|letter| letter.text.only()));
        } else {
            // A soft hyphen is only a place to break the word; at a line's end it tells that the word goes on.
            let letters = word.letters.iter().flat_map(|letter| letter.text.chars());
            self.composed.text.extend(letters.filter(|c| *c != '\u{ad}').nfc());
        }
        if self.composed.text.len() > start {
            let (mut top, mut bottom) = (f32::MAX, f32::MIN);
            // Most letters of a word stand on one line in one size.
            let is_alike = |a: &Letter, b: &Letter| (a.base, a.size) == (b.base, b.size);
            for letter in word.letters.chunk_by(is_alike).filter_map(<[Letter]>::first) {
                top = top.min(letter.base - ASCENT * letter.size);
                bottom = bottom.max(letter.base + DESCENT * letter.size);
            }
            let span = Span::new(start, self.composed.text.len());
            self.composed.words.push(WordBox { span, rect: frame.on_page(word.extent(), (top, bottom)) });
        }
    }

    /// Takes the hyphen that was just written back.
    fn drop_hyphen(&mut self) {
        self.composed.text.pop();
        let end = self.composed.text.len();
        if let Some(last) = self.composed.words.last_mut() {
            last.span.end = end;
        }
    }
}

/// Words of a line without a wide gap: a line of prose, or a table's cell.
#[derive(Clone, Copy)]
struct Cell {
    from: f32,
    to: f32,
    size: f32,
}

impl Cell {
    fn grown(cell: Option<Self>, word: &Word, size: f32) -> Self {
        let (x0, x1) = word.extent();
        match cell {
            Some(cell) if x0 - cell.to <= cells::GAP * size => Self { to: cell.to.max(x1), ..cell },
            _ => Self { from: x0, to: x1, size },
        }
    }
}

/// What may stand where a word is broken.
fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2013}' | '\u{ad}')
}

fn ends_with_hyphen(word: &Word) -> bool {
    word.letters.last().and_then(|letter| letter.text.last()).is_some_and(is_hyphen)
}

/// The words without what surrounds them, to know which are written with a hyphen.
fn whole_words(blocks: &[Vec<Line>]) -> HashSet<String> {
    let words = blocks.iter().flatten().flat_map(|line| &line.words);
    words.map(|word| word.text().trim_matches(|c: char| !c.is_alphanumeric()).to_owned()).collect()
}

/// A word that ends its line with a hyphen.
struct Hyphen {
    stem: String,
    is_soft: bool,
    is_dash: bool,
    cell: Cell,
}

impl Hyphen {
    fn at_end_of(word: &Word, cell: Cell) -> Option<Self> {
        if !ends_with_hyphen(word) {
            return None;
        }
        let word = word.text();
        let stem = word.strip_suffix(is_hyphen)?;
        let (is_soft, is_dash) = (word.ends_with('\u{ad}'), word.ends_with('\u{2013}'));
        stem.ends_with(char::is_alphanumeric).then(|| Self { stem: stem.to_owned(), is_soft, is_dash, cell })
    }

    /// Whether a word that starts the next line can be the rest: it stands below the same cell.
    fn stands_over(&self, next: &Word) -> bool {
        let (x0, _) = next.extent();
        (self.cell.from - 3.0 * self.cell.size..self.cell.to).contains(&x0)
    }

    /// Whether `next` is the rest of the word, and then whether the hyphen stays.
    fn joins(&self, next: &str, whole_words: &HashSet<String>) -> Option<bool> {
        if self.is_soft {
            return Some(false);
        }
        let first = next.chars().next()?;
        // "2019-2020", "0221-4711", "4-year-old": the hyphen belongs to it.
        if first.is_ascii_digit() || (self.stem.ends_with(|c: char| c.is_ascii_digit()) && first.is_alphabetic()) {
            return Some(true);
        }
        if self.is_dash {
            return None;
        }
        // "import- and export": the hyphen stands for a word to come.
        if ["and", "or", "to", "und", "oder", "bis", "sowie", "et", "ou", "y", "o", "e"].contains(&next) {
            return None;
        }
        if first.is_uppercase() {
            return Some(true);
        }
        if !first.is_lowercase() {
            return None;
        }
        let is_address = |part: &str| part.contains(['@', '/', '_']) || part.contains("www.");
        let is_compound = self.stem.contains('-') || is_address(&self.stem) || is_address(next);
        let next = next.trim_end_matches(|c: char| !c.is_alphanumeric());
        Some(is_compound || whole_words.contains(&format!("{}-{next}", self.stem)))
    }
}

/// The step from line to line that is usual in a block; no more than one and a half type sizes where few lines tell.
fn leading(block: &[Line]) -> f32 {
    let mut steps: Vec<(f32, f32)> = block
        .windows(2)
        .filter_map(|pair| match pair {
            [above, below] => Some((below.base - above.foot, above.size)),
            _ => None,
        })
        .collect();
    steps.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (step, size) = steps.get(steps.len() / 3).copied().unwrap_or_default();
    if steps.len() < 3 { step.min(1.5 * size) } else { step }
}

fn between((above, above_size): (f32, f32), (below, below_size): (f32, f32), leading: f32) -> Break {
    let step = below - above;
    let far = step > 1.35 * leading.max(0.9 * above_size.max(below_size));
    let other_size = !(0.8..1.25).contains(&(below_size / above_size));
    if far || other_size { Break::Paragraph } else { Break::Line }
}
