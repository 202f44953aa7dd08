//! Letters that follow each other in the file and on the page become chunks; what is printed twice is kept once.

use std::collections::HashMap;

use super::{
    frame::Letter,
    letters::{accented, combining, plain},
};

/// Letters without a gap.
#[derive(Clone, Debug)]
pub(super) struct Chunk {
    pub letters: Vec<Letter>,
    pub x0: f32,
    pub x1: f32,
    pub base: f32,
    pub size: f32,
    /// The file has a space on its right.
    pub space_after: bool,
    /// The file has a space on its left: what runs from right to left goes on there.
    pub space_before: bool,
}

/// A wider gap than this part of the type size ends a word.
pub(super) const WORD_GAP: f32 = 0.1;
/// Letters of one word may overlap by this part of the type size.
const OVERLAP: f32 = 0.3;
/// The same letter again within this part of the type size is the same ink: a bold face made by printing twice.
const SAME_INK: f32 = 0.1;

/// The chunks, in the file's order.
pub(super) fn chunks(letters: Vec<Letter>) -> Vec<Chunk> {
    let mut ink = Ink::default();
    let mut chunks: Vec<Chunk> = Vec::new();
    let mut open = false;
    for letter in letters.into_iter().flat_map(parts) {
        if letter.text.is_empty() || !ink.is_new(&letter) {
            continue;
        }
        if letter.text.trim().is_empty() {
            if let (true, Some(last)) = (open, chunks.last_mut()) {
                if last.begins_at(&letter) { last.space_before = true } else { last.space_after = true }
            }
            open = false;
            continue;
        }
        match chunks.last_mut() {
            Some(last) if open && last.accepts(&letter) => last.push(letter),
            _ => chunks.push(Chunk::of(letter)),
        }
        open = true;
    }
    chunks
}

/// A glyph may stand for several words: each gets its share of the glyph's width.
fn parts(mut letter: Letter) -> Vec<Letter> {
    letter.text = plain(&letter.text);
    if letter.text.len() == 1 || !letter.text.contains(' ') {
        return vec![letter];
    }
    let step = (letter.x1 - letter.x0) / letter.text.chars().count() as f32;
    let mut x0 = letter.x0;
    let share = |text: &str| {
        let x1 = x0 + step * text.chars().count() as f32;
        let part = Letter { text: text.to_owned(), x0, x1, base: letter.base, size: letter.size };
        x0 = x1;
        part
    };
    letter
        .text
        .split_inclusive(' ')
        .flat_map(|part| match part.strip_suffix(' ') {
            Some(word) => vec![word, " "],
            None => vec![part],
        })
        .map(share)
        .collect()
}

impl Chunk {
    fn of(letter: Letter) -> Self {
        let Letter { x0, x1, base, size, .. } = letter;
        Self { letters: vec![letter], x0, x1, base, size, space_after: false, space_before: false }
    }

    /// Whether a space stands right before it on its line.
    fn begins_at(&self, space: &Letter) -> bool {
        (space.base - self.base).abs() <= 0.1 * self.size
            && space.x0 < self.x0
            && (-OVERLAP..0.5).contains(&((self.x0 - space.x1) / self.size))
    }

    fn accepts(&self, letter: &Letter) -> bool {
        let same_size = (0.9..1.1).contains(&(letter.size / self.size));
        let gap = letter.x0 - self.x1;
        let follows = (letter.base - self.base).abs() <= 0.1 * self.size
            && gap <= WORD_GAP * self.size
            && gap >= -OVERLAP * self.size;
        same_size && (follows || self.letters.last().is_some_and(|last| accent_of(last, letter).is_some()))
    }

    fn push(&mut self, letter: Letter) {
        self.x0 = self.x0.min(letter.x0);
        self.x1 = self.x1.max(letter.x1);
        if let Some(last) = self.letters.last_mut()
            && let Some(text) = accent_of(last, &letter)
        {
            if combining(&last.text).is_some() {
                self.base = letter.base;
                *last = letter;
            }
            last.text = text;
            return;
        }
        self.letters.push(letter);
    }
}

/// The one letter that both make, when one is an accent that is printed over or under the other.
fn accent_of(first: &Letter, second: &Letter) -> Option<String> {
    let (base, accent) = if combining(&second.text).is_some() { (first, second) } else { (second, first) };
    let mark = combining(&accent.text)?;
    let shared = base.x1.min(accent.x1) - base.x0.max(accent.x0);
    let is_letter = base.text.chars().next_back().is_some_and(char::is_alphabetic);
    let near = (base.base - accent.base).abs() <= 0.5 * base.size;
    (is_letter && near && shared > 0.5 * (accent.x1 - accent.x0).min(base.x1 - base.x0))
        .then(|| accented(&base.text, mark))
}

/// Where which letter was printed, on a grid as fine as its size.
#[derive(Default)]
struct Ink(HashMap<(char, i32, i64, i64), (f32, f32)>);

impl Ink {
    fn is_new(&mut self, letter: &Letter) -> bool {
        let Some(first) = letter.text.chars().next() else { return true };
        let reach = SAME_INK * letter.size;
        let level = reach.max(0.01).log2().ceil();
        let cell = 2.0 * level.exp2();
        let level = level as i32;
        let line_up = |at: f32| {
            let (low, high) = (((at - reach) / cell).floor() as i64, ((at + reach) / cell).floor() as i64);
            low..=high
        };
        for column in line_up(letter.x0) {
            for line in line_up(letter.base) {
                if let Some((x, y)) = self.0.get(&(first, level, column, line))
                    && (letter.x0 - x).abs() < reach
                    && (letter.base - y).abs() < reach
                {
                    return false;
                }
            }
        }
        let place = ((letter.x0 / cell).floor() as i64, (letter.base / cell).floor() as i64);
        self.0.insert((first, level, place.0, place.1), (letter.x0, letter.base));
        true
    }
}
