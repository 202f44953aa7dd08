//! [`Unit`]: the smallest stretch of text that is masked or not: a word, or a part of one that punctuation sets apart.

use std::ops::Range;

use confidant_text::Span;
use serde::{Deserialize, Serialize};

use super::{
    encode::Piece,
    head::Answer,
    label::Label,
    words::{core, words},
};

/// What the tagger makes of a stretch of text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Unit {
    /// Where, in bytes.
    pub(crate) span: Span,
    /// How likely it is sensitive.
    pub(crate) sensitive: f32,
    /// How likely it is each label; what remains to 1 is none.
    pub(crate) labels: [f32; Label::ALL.len()],
}

impl Unit {
    /// The likeliest label.
    pub(crate) fn label(&self) -> Label {
        let shares = Label::ALL.into_iter().zip(self.labels);
        shares.fold((Label::Other, -1.0), |best, next| if next.1 > best.1 { next } else { best }).0
    }

    /// Of these pieces: as sensitive as the most sensitive, with the labels of all.
    fn of<'a>(span: Span, answers: impl Iterator<Item = &'a Answer>) -> Self {
        let mut unit = Self { span, sensitive: 0.0, labels: [0.0; Label::ALL.len()] };
        let mut count = 0.0;
        for answer in answers {
            unit.sensitive = unit.sensitive.max(answer.sensitive);
            let shares = answer.labels.get(1..).unwrap_or_default();
            unit.labels.iter_mut().zip(shares).for_each(|(sum, share)| *sum += share);
            count += 1.0;
        }
        unit.labels = unit.labels.map(|sum| sum / count);
        unit
    }
}

/// The units of a text, in order.
pub(crate) fn units(text: &str, pieces: &[Piece], answers: &[Answer]) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut rest = pieces.iter().zip(answers).peekable();
    for part in words(text).into_iter().flat_map(|word| parts(text, word)) {
        let inside = trimmed(text, part);
        let mut members = Vec::new();
        while let Some((piece, answer)) = rest.next_if(|(piece, _)| piece.span.start < part.end) {
            if piece.span.overlaps(inside) {
                members.push((piece, answer));
            }
        }
        let written = inside.of(text).unwrap_or_default();
        if written.contains(is_unspaced) {
            units.extend(members.iter().map(|(piece, answer)| {
                let span = Span::new(piece.span.start.max(inside.start), piece.span.end.min(inside.end));
                Unit::of(span, [*answer].into_iter())
            }));
        } else if !members.is_empty() {
            units.push(Unit::of(inside, members.iter().map(|(_, answer)| *answer)));
        }
    }
    units
}

/// The parts of a word between its separators.
fn parts(text: &str, word: Span) -> Vec<Span> {
    let written = word.of(text).unwrap_or_default();
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, c) in written.char_indices() {
        let after = written.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
        let before = written.get(..at).and_then(|rest| rest.chars().next_back());
        if separates(before, c, after) {
            parts.push(from..at);
            from = at + c.len_utf8();
        }
    }
    parts.push(from..written.len());
    let there = |Range { start, end }: Range<usize>| Span::new(word.start + start, word.start + end);
    parts.into_iter().filter(|part| !part.is_empty()).map(there).collect()
}

/// Whether a character parts a word: cells of a table and fields of a form are things of their own, an amount and an address are one.
fn separates(before: Option<char>, c: char, after: Option<char>) -> bool {
    let between_digits = before.is_some_and(char::is_numeric) && after.is_some_and(char::is_numeric);
    match c {
        ':' => !between_digits && after != Some('/'),
        ',' => !between_digits,
        _ => ";|=<>()[]{}\"“”«»".contains(c),
    }
}

/// A part without the punctuation at its edges and without the ending of a possessive.
fn trimmed(text: &str, part: Span) -> Span {
    let written = part.of(text).unwrap_or_default();
    let mut inside = core(written);
    let start = part.start + (inside.as_ptr() as usize - written.as_ptr() as usize);
    for ending in ["'s", "’s", "'S", "’S"] {
        inside = inside.strip_suffix(ending).filter(|name| !name.is_empty()).unwrap_or(inside);
    }
    Span::new(start, start + inside.len())
}

/// Scripts that are written without spaces: there a word is a sentence, and each piece is a unit.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

#[cfg(test)]
mod tests {
    use confidant_text::Span;

    use super::{Answer, Piece, units};
    use crate::tagger::{shape::Shape, words::words};

    /// Units of a text whose pieces are single characters.
    fn cut(text: &str) -> Vec<&str> {
        let piece = |at: usize, c: char| Piece {
            id: 0,
            span: Span::new(at, at + c.len_utf8()),
            begins_word: words(text).iter().any(|word| word.start == at),
            shape: Shape::default(),
        };
        let pieces: Vec<_> =
            text.char_indices().filter(|(_, c)| !c.is_whitespace()).map(|(at, c)| piece(at, c)).collect();
        let answers = vec![Answer::default(); pieces.len()];
        units(text, &pieces, &answers).into_iter().map(|unit| unit.span.of(text).unwrap()).collect()
    }

    #[test]
    fn a_row_of_a_table_is_not_one_unit() {
        assert_eq!(cut("Jane,Okafor;43|x"), ["Jane", "Okafor", "43", "x"]);
        assert_eq!(cut("name=Jane (Oslo) «x»"), ["name", "Jane", "Oslo", "x"]);
        assert_eq!(cut("Name:Jane Okafor's, ... -"), ["Name", "Jane", "Okafor"]);
    }

    #[test]
    fn what_punctuation_holds_together_stays_one() {
        for whole in
            ["48,000.50", "12345/67", "14:30", "https://a.example/b?c", "jane.o@a.example", "O'Neill-Lee", "J.K"]
        {
            assert_eq!(cut(whole), [whole]);
        }
        assert_eq!(cut("租期 に"), ["租", "期", "に"]);
    }

    #[test]
    fn a_unit_is_as_sensitive_as_its_most_sensitive_piece_and_not_as_its_punctuation() {
        let answer = |sensitive, label: usize| {
            let mut labels = [0.0; 10];
            labels[label] = 1.0;
            Answer { sensitive, labels }
        };
        let text = "(ab)";
        let pieces: Vec<_> = (0..4)
            .map(|at| Piece { id: 0, span: Span::new(at, at + 1), begins_word: at == 0, shape: Shape::default() })
            .collect();
        let answers = [answer(0.9, 1), answer(0.2, 2), answer(0.4, 2), answer(0.8, 3)];
        let units = units(text, &pieces, &answers);
        assert_eq!((units.len(), units[0].span, units[0].sensitive), (1, Span::new(1, 3), 0.4));
        assert_eq!(units[0].label(), crate::tagger::label::Label::Organisation);
    }
}
