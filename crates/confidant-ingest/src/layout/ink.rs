//! What is printed twice at one place is one letter: a bold face made by printing twice.
//!
//! Most pages are printed from left to right, line by line. A letter that stands on the right of all that was printed at its
//! height is new, and nothing has to be looked up.

use rustc_hash::FxHashMap;

use super::{Meaning, frame::Letter};

/// The same letter again within this part of the type size is the same ink: a bold face made by printing twice.
const SAME_INK: f32 = 0.1;
/// The page is cut into strips of this height, in points; letters that reach into more of them than that are always looked up.
const STRIP: f32 = 4.0;
const MOST_STRIPS: i32 = 8;

/// Where which letter was printed.
#[derive(Default)]
pub(super) struct Ink {
    /// In the order of printing.
    places: Vec<Place>,
    /// How many of them are in the cells.
    indexed: usize,
    /// The last of the places in a cell, by character and grid.
    cells: FxHashMap<(u32, i32, i32), u32>,
    /// How far to the right each strip is printed.
    ends: FxHashMap<i32, f32>,
    line: Line,
}

/// A letter that was printed.
struct Place {
    kind: u32,
    grid: Grid,
    x: f32,
    base: f32,
    /// The place in the same cell before it.
    before: u32,
}

/// No place.
const NONE: u32 = u32::MAX;

/// What letters of one height and size have in common.
struct Line {
    base: f32,
    size: f32,
    grid: Grid,
    strip: i32,
    /// How far its own strip is printed, and those that it reaches into.
    end: f32,
    end_beside: f32,
}

/// A grid for letters of one size. Its cells are wide, so that most letters reach into one of them only.
#[derive(Clone, Copy)]
struct Grid {
    reach: f32,
    level: i32,
    /// Cells to a point.
    cells: f32,
}

impl Grid {
    fn of(size: f32) -> Self {
        let reach = SAME_INK * size;
        let level = reach.max(0.01).log2().ceil();
        Self { reach, level: level as i32, cells: (-level).exp2() / 16.0 }
    }

    /// The cell that a place lies in, along one axis.
    fn cell(&self, at: f32) -> i32 {
        floor(at * self.cells)
    }

    /// A character has 21 bits: there is room for the level in the others. Of several characters it is all that count, and
    /// two texts are hardly ever mixed up, for it takes two at one place.
    fn kind(&self, text: &Meaning) -> u32 {
        let text = text.only().map_or_else(|| text.chars().fold(0x00c0_ffee, mixed), u32::from);
        text & 0x00ff_ffff | self.level.cast_unsigned() << 24
    }
}

/// As FNV-1a does (Fowler, Noll and Vo, 1991).
fn mixed(sum: u32, c: char) -> u32 {
    let sum = (sum ^ u32::from(c)).wrapping_mul(0x0100_0193);
    sum ^ sum >> 15
}

fn floor(at: f32) -> i32 {
    let whole = at as i32;
    // Towards zero is upwards on the left of it.
    if at < whole as f32 { whole.saturating_sub(1) } else { whole }
}

impl Default for Line {
    fn default() -> Self {
        // Nothing stands there, and so it is left for the first letter.
        Self { base: f32::NAN, size: 0.0, grid: Grid::of(0.0), strip: 0, end: f32::MIN, end_beside: f32::MIN }
    }
}

impl Ink {
    /// Whether nothing like it was printed there before.
    pub fn is_new(&mut self, letter: &Letter) -> bool {
        if letter.text.is_empty() {
            return true;
        }
        if (self.line.base.to_bits(), self.line.size.to_bits()) != (letter.base.to_bits(), letter.size.to_bits()) {
            self.turn_to(letter);
        }
        let grid = self.line.grid;
        let kind = grid.kind(&letter.text);
        let is_furthest = letter.x0 >= self.line.end.max(self.line.end_beside) + grid.reach;
        if !is_furthest && self.has(kind, letter) {
            return false;
        }
        self.places.push(Place { kind, grid, x: letter.x0, base: letter.base, before: NONE });
        self.line.end = self.line.end.max(letter.x0);
        true
    }

    fn turn_to(&mut self, letter: &Letter) {
        self.ends.insert(self.line.strip, self.line.end);
        let grid =
            if self.line.size.to_bits() == letter.size.to_bits() { self.line.grid } else { Grid::of(letter.size) };
        let (from, to) = (floor((letter.base - grid.reach) / STRIP), floor((letter.base + grid.reach) / STRIP));
        let strip = floor(letter.base / STRIP);
        let end = |strip: i32| self.ends.get(&strip).copied().unwrap_or(f32::MIN);
        let end_beside = if to.saturating_sub(from) > MOST_STRIPS {
            f32::INFINITY
        } else {
            (from..=to).filter(|beside| *beside != strip).map(end).fold(f32::MIN, f32::max)
        };
        self.line = Line { base: letter.base, size: letter.size, grid, strip, end: end(strip), end_beside };
    }

    /// Whether the same letter was printed in reach.
    fn has(&mut self, kind: u32, letter: &Letter) -> bool {
        self.index();
        let Line { grid, .. } = self.line;
        let around = |at: f32| grid.cell(at - grid.reach)..=grid.cell(at + grid.reach);
        let near =
            |place: &Place| (letter.x0 - place.x).abs() < grid.reach && (letter.base - place.base).abs() < grid.reach;
        for column in around(letter.x0) {
            for line in around(letter.base) {
                let mut last = self.cells.get(&(kind, column, line)).copied().unwrap_or(NONE);
                while let Some(place) = self.places.get(last as usize) {
                    if near(place) {
                        return true;
                    }
                    last = place.before;
                }
            }
        }
        false
    }

    /// Puts what was printed since the last time into the cells.
    fn index(&mut self) {
        for (at, place) in self.places.iter_mut().enumerate().skip(self.indexed) {
            let cell = (place.kind, place.grid.cell(place.x), place.grid.cell(place.base));
            let at = u32::try_from(at).unwrap_or(NONE);
            place.before = self.cells.insert(cell, at).unwrap_or(NONE);
        }
        self.indexed = self.places.len();
    }
}

#[cfg(test)]
mod tests {
    use super::{Ink, Letter};

    #[test]
    fn only_the_same_text_is_the_same_ink() {
        let mut ink = Ink::default();
        let mut is_new =
            |text: &str, x0: f32| ink.is_new(&Letter { text: text.into(), x0, x1: x0 + 9.0, base: 100.0, size: 10.0 });
        assert!(is_new("Weiss", 10.0) && is_new("Weber", 10.0) && is_new("W", 10.0) && is_new("fi", 60.0));
        assert!(!is_new("Weiss", 10.2) && !is_new("W", 10.2) && !is_new("fi", 60.0));
        assert!(is_new("Weiss", 20.0));
    }
}
