//! Letters that follow each other in the file and on the page become chunks; what is printed twice is kept once.

use super::{
    Meaning,
    frame::Letter,
    ink::Ink,
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

/// The chunks, in the file's order.
pub(super) fn chunks(letters: Vec<Letter>) -> Vec<Chunk> {
    let mut chunker = Chunker { ink: Ink::default(), chunks: Vec::new(), is_open: false };
    for mut letter in letters {
        letter.text = plain(letter.text);
        match &letter.text {
            Meaning::Text(text) if text.contains(' ') => {
                for part in parts(text, &letter) {
                    chunker.take(part);
                }
            }
            _ => chunker.take(letter),
        }
    }
    chunker.chunks
}

struct Chunker {
    ink: Ink,
    chunks: Vec<Chunk>,
    /// Whether the next letter may belong to the last chunk.
    is_open: bool,
}

impl Chunker {
    fn take(&mut self, letter: Letter) {
        if letter.text.is_empty() || !self.ink.is_new(&letter) {
            return;
        }
        if letter.text.is_blank() {
            if let (true, Some(last)) = (self.is_open, self.chunks.last_mut()) {
                last.mark_space(&letter);
            }
            self.is_open = false;
            return;
        }
        match self.chunks.last_mut() {
            Some(last) if self.is_open && last.accepts(&letter) => last.push(letter),
            _ => self.chunks.push(Chunk::of(letter)),
        }
        self.is_open = true;
    }
}

/// A glyph may stand for several words: each gets its share of the glyph's width.
fn parts(text: &str, letter: &Letter) -> Vec<Letter> {
    let step = (letter.x1 - letter.x0) / text.chars().count() as f32;
    let mut x0 = letter.x0;
    let share = |text: &str| {
        let x1 = x0 + step * text.chars().count() as f32;
        let part = Letter { text: text.into(), x0, x1, base: letter.base, size: letter.size };
        x0 = x1;
        part
    };
    text.split_inclusive(' ')
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
        let mut letters = Vec::with_capacity(8);
        letters.push(letter);
        Self { letters, x0, x1, base, size, space_after: false, space_before: false }
    }

    /// Remembers a space that stands right before or after it. One that stands elsewhere parts other words.
    fn mark_space(&mut self, space: &Letter) {
        let near = |gap: f32| (-OVERLAP..0.5).contains(&(gap / self.size));
        let level = (space.base - self.base).abs() / self.size;
        if level <= 0.1 && space.x0 < self.x0 && near(self.x0 - space.x1) {
            self.space_before = true;
        } else if level <= 0.5 && space.x0 > self.x0 && space.x0 - self.x1 < self.size {
            self.space_after = true;
        }
    }

    fn accepts(&self, letter: &Letter) -> bool {
        let same_size = letter.size.to_bits() == self.size.to_bits() || (0.9..1.1).contains(&(letter.size / self.size));
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
fn accent_of(first: &Letter, second: &Letter) -> Option<Meaning> {
    let (base, accent) = if combining(&second.text).is_some() { (first, second) } else { (second, first) };
    let mark = combining(&accent.text)?;
    let shared = base.x1.min(accent.x1) - base.x0.max(accent.x0);
    let is_letter = base.text.last().is_some_and(char::is_alphabetic);
    let near = (base.base - accent.base).abs() <= 0.5 * base.size;
    (is_letter && near && shared > 0.5 * (accent.x1 - accent.x0).min(base.x1 - base.x0))
        .then(|| accented(&base.text, mark))
}
