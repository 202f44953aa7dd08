//! A row becomes a line of words in the order in which they are spoken.

use super::{
    cells,
    chunk::{Chunk, WORD_GAP},
    frame::Letter,
    letters::{is_ltr, is_rtl},
    order::{Block, Row},
};

/// Words of one printed line.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub words: Vec<Word>,
    /// Of these words a tab follows.
    pub ends: Vec<usize>,
    pub base: f32,
    /// The lowest baseline, where several printed lines are one.
    pub foot: f32,
    pub size: f32,
}

/// Letters without a space.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub letters: Vec<Letter>,
    x0: f32,
    x1: f32,
}

impl Word {
    fn of(letters: Vec<Letter>) -> Self {
        let mut word = Self { letters: Vec::new(), x0: f32::MAX, x1: f32::MIN };
        word.push(letters);
        word
    }

    fn push(&mut self, letters: Vec<Letter>) {
        for letter in &letters {
            (self.x0, self.x1) = (self.x0.min(letter.x0), self.x1.max(letter.x1));
        }
        if self.letters.is_empty() { self.letters = letters } else { self.letters.extend(letters) }
    }

    pub fn text(&self) -> String {
        self.letters.iter().flat_map(|letter| letter.text.chars()).collect()
    }

    /// Left and right edge.
    pub fn extent(&self) -> (f32, f32) {
        (self.x0, self.x1)
    }

    /// Whether it has a character of this kind.
    pub fn has(&self, kind: impl Fn(char) -> bool) -> bool {
        self.letters.iter().any(|letter| letter.text.any(&kind))
    }
}

/// The lines of a block.
pub(super) fn lines(block: Block) -> Vec<Line> {
    cells::whole(block.into_iter().map(line).collect())
}

fn line(row: Row) -> Line {
    let Row { chunks, base, size } = row;
    let mut words = words(chunks);
    if words.iter().any(|word| word.has(is_rtl)) {
        words = spoken(words);
    }
    Line { words, ends: Vec::new(), base, foot: base, size }
}

fn words(chunks: Vec<Chunk>) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut last: Option<(f32, f32, bool)> = None;
    for chunk in chunks {
        let apart = last.is_none_or(|(end, size, space_after)| {
            let (gap, size) = (chunk.x0 - end, size.min(chunk.size));
            gap > WORD_GAP * size || gap < -0.5 * size || ((space_after || chunk.space_before) && gap > -0.2 * size)
        });
        last = Some((chunk.x1, chunk.size, chunk.space_after));
        match words.last_mut() {
            Some(word) if !apart => word.push(chunk.letters),
            _ => words.push(Word::of(chunk.letters)),
        }
    }
    // Soft hyphens alone are no word.
    words.retain(|word| word.has(|c| c != '\u{ad}'));
    words
}

/// From the order on paper, left to right, to the order of speech. A plain form of the Unicode Bidirectional Algorithm (UAX
/// #9) run backwards: the line's direction is that of most of its letters, numbers keep theirs.
fn spoken(mut words: Vec<Word>) -> Vec<Word> {
    let count = |kind: fn(char) -> bool| {
        words.iter().flat_map(|word| &word.letters).flat_map(|letter| letter.text.chars()).filter(|c| kind(*c)).count()
    };
    let line_is_rtl = count(is_rtl) >= count(is_ltr);
    for word in &mut words {
        if word.has(is_rtl) {
            word.letters.reverse();
            restore_runs(
                &mut word.letters,
                |letter| {
                    letter.text.chars().all(|c| is_ltr(c) || c.is_numeric() || matches!(c, '.' | ',' | ':' | '/' | '-'))
                        && !letter.text.is_empty()
                },
                |letter| letter.text.chars().all(|c| is_ltr(c) || c.is_numeric()),
            );
        }
    }
    if line_is_rtl {
        words.reverse();
        restore_runs(&mut words, |word| !word.has(is_rtl), |word| word.has(is_ltr));
        turn_brackets(&mut words);
    } else {
        restore_runs(&mut words, |word| !word.has(is_ltr), |word| word.has(is_rtl));
    }
    words
}

/// Some fonts call a bracket what it looks like on paper, others what it means: the way in which brackets pair up is meant.
fn turn_brackets(words: &mut [Word]) {
    let brackets: String = words.iter().map(Word::text).collect();
    let turned: String = brackets.chars().map(turned).collect();
    if unpaired(&turned) < unpaired(&brackets) {
        for letter in words.iter_mut().flat_map(|word| &mut word.letters) {
            letter.text = letter.text.chars().map(self::turned).collect();
        }
    }
}

fn turned(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '«' => '»',
        '»' => '«',
        c => c,
    }
}

fn unpaired(text: &str) -> usize {
    let (mut open, mut alone) = (0_usize, 0);
    for c in text.chars() {
        match c {
            '(' | '[' | '{' => open += 1,
            ')' | ']' | '}' if open > 0 => open -= 1,
            ')' | ']' | '}' => alone += 1,
            _ => {}
        }
    }
    open + alone
}

/// Reverses each longest run of items that are `inside`, from its first to its last item that is an `edge`.
fn restore_runs<T>(items: &mut [T], inside: impl Fn(&T) -> bool, edge: impl Fn(&T) -> bool) {
    for run in items.chunk_by_mut(|a, b| inside(a) && inside(b)) {
        let first = run.iter().position(|item| inside(item) && edge(item));
        let last = run.iter().rposition(|item| inside(item) && edge(item));
        if let (Some(first), Some(last)) = (first, last)
            && let Some(run) = run.get_mut(first..=last)
        {
            run.reverse();
        }
    }
}
