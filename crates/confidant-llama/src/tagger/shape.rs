//! [`Shape`]: twelve facts about how a word is written and what stands before it. The encoder reads lower case only and cannot
//! see them.

use confidant_text::Span;

use super::words::{LINE_ENDS, core};

/// How many facts there are.
pub(crate) const FACTS: usize = 12;

/// What is said to a person before the name.
const TITLES: [&str; 16] = [
    "mr", "mrs", "ms", "miss", "dr", "prof", "sir", "madam", "herr", "frau", "monsieur", "madame", "señor", "señora",
    "don", "doña",
];

/// The facts about a word piece, one bit each. Their order is the order of the head's inputs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shape(u16);

impl Shape {
    const TITLE_CASE: usize = 0;
    const UPPER: usize = 1;
    const LOWER: usize = 2;
    const MIXED: usize = 3;
    const ONE_CAPITAL: usize = 4;
    const HAS_DIGIT: usize = 5;
    const NUMERIC: usize = 6;
    const HAS_AT: usize = 7;
    const BEGINS_SENTENCE: usize = 8;
    const AFTER_TITLE: usize = 9;
    const UPPER_LINE: usize = 10;
    const INNER_PIECE: usize = 11;

    /// The same word's shape for a piece that does not begin it.
    pub(crate) fn inner(self) -> Self {
        self.with(Self::INNER_PIECE, true)
    }

    /// The facts that hold, by their number.
    pub(crate) fn facts(self) -> impl Iterator<Item = usize> {
        (0..FACTS).filter(move |fact| self.0 >> fact & 1 == 1)
    }

    fn with(self, fact: usize, holds: bool) -> Self {
        Self(self.0 | u16::from(holds) << fact)
    }
}

/// The shape of each of these words of a text, as its first piece has it.
pub(crate) fn shapes(text: &str, words: &[Span]) -> Vec<Shape> {
    let upper = upper_lines(text);
    let mut before: Option<Span> = None;
    let shape = |word: &Span| {
        let written = word.of(text).unwrap_or_default();
        let bare = core(written);
        let mut shape = Shape::default();
        if let Some(case) = case(bare) {
            shape = shape.with(case, true);
        }
        let last = before.and_then(|last| last.of(text));
        let gap = before.and_then(|last| text.get(last.end..word.start)).unwrap_or_default();
        let begins = last.is_none_or(|last| last.ends_with(['.', '!', '?', ':'])) || gap.contains(LINE_ENDS);
        let title = last.is_some_and(|last| TITLES.contains(&core(last).to_lowercase().as_str()));
        let line = upper.partition_point(|line| line.end <= word.start);
        before = Some(*word);
        shape
            .with(Shape::HAS_DIGIT, bare.contains(|c: char| c.is_ascii_digit()))
            .with(Shape::NUMERIC, !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit() || ",.:/-".contains(c)))
            .with(Shape::HAS_AT, written.contains('@'))
            .with(Shape::BEGINS_SENTENCE, begins)
            .with(Shape::AFTER_TITLE, title)
            .with(Shape::UPPER_LINE, upper.get(line).is_some_and(|line| line.start <= word.start))
    };
    words.iter().map(shape).collect()
}

/// Which of the five cases a word is written in, if it has letters with a case.
fn case(word: &str) -> Option<usize> {
    let (mut upper, mut lower, mut begins_upper) = (0, 0, false);
    for c in word.chars() {
        if c.is_uppercase() {
            begins_upper |= upper + lower == 0;
            upper += 1;
        } else if c.is_lowercase() {
            lower += 1;
        }
    }
    match (upper, lower) {
        (0, 0) => None,
        (1, 0) => Some(Shape::ONE_CAPITAL),
        (_, 0) => Some(Shape::UPPER),
        (0, _) => Some(Shape::LOWER),
        _ if begins_upper => Some(Shape::TITLE_CASE),
        _ => Some(Shape::MIXED),
    }
}

/// The lines that have letters and whose letters are all capitals.
fn upper_lines(text: &str) -> Vec<Span> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive(LINE_ENDS) {
        let end = start + line.len();
        if line.contains(char::is_uppercase) && !line.contains(char::is_lowercase) {
            found.push(Span::new(start, end));
        }
        start = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{super::words::words, Shape, shapes};

    /// The facts of each word, as the numbers that hold.
    fn facts(text: &str) -> Vec<Vec<usize>> {
        shapes(text, &words(text)).into_iter().map(|shape| shape.facts().collect()).collect()
    }

    #[test]
    fn one_fact_at_a_time() {
        for (word, fact) in
            [("Okafor", 0), ("USA", 1), ("harbour", 2), ("iPhone", 3), ("«K.»", 4), ("ÉCOLE", 1), ("ß", 2)]
        {
            assert_eq!(facts(&format!("x {word} x"))[1], [fact], "{word}");
        }
        assert_eq!(facts("x B2b x")[1], [0, 5]);
        assert_eq!(facts("x 12/3, x")[1], [5, 6]);
        assert_eq!(facts("x @ x")[1], [7]);
        assert_eq!(facts("x 租期 x")[1], [] as [usize; 0]);
    }

    #[test]
    fn what_stands_before_a_word_counts() {
        assert_eq!(facts("well. now"), [vec![2, 8], vec![2, 8]]);
        assert_eq!(facts("well\u{2028}now then"), [vec![2, 8], vec![2, 8], vec![2]]);
        assert_eq!(facts("x (Señora) y")[2], [2, 9]);
        assert_eq!(facts("x Mr. y")[2], [2, 8, 9]);
    }

    #[test]
    fn a_line_of_capitals_is_seen_and_the_next_is_not() {
        assert_eq!(facts("AB 12\r\nA bc"), [vec![1, 8, 10], vec![5, 6, 10], vec![4, 8], vec![2]]);
        assert_eq!(facts("12\nx"), [vec![5, 6, 8], vec![2, 8]]);
    }

    #[test]
    fn an_inner_piece_keeps_its_words_shape() {
        assert_eq!(Shape::default().inner().facts().collect::<Vec<_>>(), [11]);
    }
}
