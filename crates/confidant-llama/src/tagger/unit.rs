//! [`Unit`]: the smallest stretch of text that is masked or not: a word, without what punctuation glued to it.

use confidant_text::Span;
use serde::{Deserialize, Serialize};

use super::{encode::Piece, head::Answer, label::Label};

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
}

/// The units of a text: pieces of one word that no separator parts, with the answer of its most sensitive piece and the labels of
/// all.
pub(crate) fn units(text: &str, pieces: &[Piece], answers: &[Answer]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut counts: Vec<f32> = Vec::new();
    for (piece, answer) in pieces.iter().zip(answers) {
        let shares = answer.labels.get(1..).unwrap_or_default();
        match (units.last_mut(), counts.last_mut()) {
            (Some(unit), Some(count)) if !piece.begins_word && !parted(text, unit.span, piece.span) => {
                unit.span.end = unit.span.end.max(piece.span.end);
                unit.sensitive = unit.sensitive.max(answer.sensitive);
                unit.labels.iter_mut().zip(shares).for_each(|(sum, share)| *sum += share);
                *count += 1.0;
            }
            _ => {
                let mut labels = [0.0; Label::ALL.len()];
                labels.iter_mut().zip(shares).for_each(|(sum, share)| *sum = *share);
                units.push(Unit { span: piece.span, sensitive: answer.sensitive, labels });
                counts.push(1.0);
            }
        }
    }
    for (unit, count) in units.iter_mut().zip(counts) {
        unit.labels.iter_mut().for_each(|share| *share /= count);
    }
    units
}

/// Whether a separator parts a unit from the next piece of its word, or is one of the two.
fn parted(text: &str, unit: Span, piece: Span) -> bool {
    let written = unit.of(text).unwrap_or_default();
    let in_address = written.contains("://") || written.contains("www.");
    let mut before = text.get(..unit.end).unwrap_or_default().chars();
    let last = before.next_back();
    let mut after = piece.of(text).unwrap_or_default().chars();
    let first = after.next();
    let follows = after.next().or_else(|| text.get(piece.end..)?.chars().next());
    separates(last, first, follows, in_address) || separates(before.next_back(), last, first, in_address)
}

/// Whether a character separates what stands before it from what stands after it.
fn separates(before: Option<char>, c: Option<char>, after: Option<char>, in_address: bool) -> bool {
    let is = |c: Option<char>, kind: fn(char) -> bool| c.is_some_and(kind);
    match c {
        Some(
            ';' | '|' | '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>' | '"' | '“' | '”' | '„' | '«' | '»' | '—' | '–'
            | '…' | '、' | '。' | '，',
        ) => true,
        Some('=') => !in_address,
        Some(',') => !(in_address || is(before, char::is_numeric) && is(after, char::is_numeric)),
        Some('/') => !in_address && is(before, char::is_alphabetic) && is(after, char::is_alphabetic),
        Some(':') => !in_address && is(before, char::is_alphabetic) && after != Some('/'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use confidant_text::Span;

    use super::{Answer, Piece, units};
    use crate::tagger::{shape::Shape, words::words};

    /// Units of a text whose pieces are single runs of letters or digits, and single other characters.
    fn cut(text: &str) -> Vec<&str> {
        let mut pieces = Vec::new();
        for word in words(text) {
            let mut last: Option<char> = None;
            for (at, c) in word.of(text).unwrap().char_indices() {
                let span = Span::new(word.start + at, word.start + at + c.len_utf8());
                match pieces.last_mut() {
                    Some(Piece { span: running, .. })
                        if c.is_alphanumeric() && last.is_some_and(char::is_alphanumeric) =>
                    {
                        running.end = span.end;
                    }
                    _ => pieces.push(Piece { id: 0, span, begins_word: at == 0, shape: Shape::default() }),
                }
                last = Some(c);
            }
        }
        let answers = vec![Answer::default(); pieces.len()];
        units(text, &pieces, &answers).into_iter().map(|unit| unit.span.of(text).unwrap()).collect()
    }

    #[test]
    fn a_row_of_a_table_is_not_one_unit() {
        assert_eq!(cut("Jane,Okafor;43|x"), ["Jane", ",", "Okafor", ";", "43", "|", "x"]);
        assert_eq!(cut("name=Jane (Oslo)"), ["name", "=", "Jane", "(", "Oslo", ")"]);
        assert_eq!(cut("Name:Jane Okafor/Lee"), ["Name", ":", "Jane", "Okafor", "/", "Lee"]);
    }

    #[test]
    fn what_punctuation_holds_together_stays_one() {
        for whole in
            ["48,000.50", "12345/67", "14:30", "https://a.example/b?c", "jane.o@a.example", "O'Neill-Lee", "J.K."]
        {
            assert_eq!(cut(whole), [whole]);
        }
    }
}
