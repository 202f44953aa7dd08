//! [`Cut`]: how a long text is cut into windows that the model can look at, and how their answers become one.

use std::ops::Range;

use serde::Deserialize;

use super::{encode::Piece, head::Answer};

/// How windows are cut, in pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Cut {
    /// The length of a window, with the two marks around it.
    pub(crate) size: usize,
    /// From the beginning of a window to that of the next.
    pub(crate) stride: usize,
    /// So many pieces from the beginning of the text are put in front of every later window.
    #[serde(default)]
    pub(crate) title: usize,
}

impl Cut {
    /// Whether windows of this kind make progress and the model can hold them.
    pub(crate) fn is_sound(self, most: usize) -> bool {
        self.size <= most && self.stride > 0 && self.title.saturating_add(self.stride).saturating_add(2) <= self.size
    }

    /// The pieces of each window. All of them together cover every piece. A cut lies where a word begins, except in a word that
    /// fills a window.
    pub(crate) fn windows(self, pieces: &[Piece]) -> Vec<Range<usize>> {
        let starts: Vec<usize> =
            pieces.iter().enumerate().filter(|(_, piece)| piece.begins_word).map(|(place, _)| place).collect();
        let word_start = |limit: usize, above: usize| {
            let at = starts.partition_point(|start| *start <= limit).checked_sub(1);
            at.and_then(|at| starts.get(at)).copied().filter(|at| *at > above).unwrap_or(limit)
        };
        let title = self.title_of(pieces).len();
        let mut windows = Vec::new();
        let mut begin = 0;
        while begin < pieces.len() {
            let prefix = if begin == 0 { 0 } else { title };
            let full = begin + self.size.saturating_sub(2 + prefix).max(1);
            let end = if full >= pieces.len() { pieces.len() } else { word_start(full, begin) };
            windows.push(begin..end);
            if end == pieces.len() {
                break;
            }
            begin = end.min(word_start(begin + self.stride.max(1), begin));
        }
        windows
    }

    /// What is put in front of a window that begins at `start`.
    pub(crate) fn prefix(self, pieces: &[Piece], start: usize) -> &[Piece] {
        if start == 0 { &[] } else { self.title_of(pieces) }
    }

    /// The beginning of the text, where its title or the head of its table stands.
    fn title_of(self, pieces: &[Piece]) -> &[Piece] {
        pieces.get(..self.title).unwrap_or_default()
    }
}

/// One answer for each of `count` pieces: how sensitive it is in the window that finds it most sensitive, and what it is in the
/// window in the middle of which it lies most.
pub(crate) fn join(count: usize, windows: &[Range<usize>], answers: &[Vec<Answer>]) -> Vec<Answer> {
    let mut joined: Vec<(Answer, Option<usize>)> = vec![Default::default(); count];
    for (window, answers) in windows.iter().zip(answers) {
        for (place, answer) in answers.iter().enumerate() {
            let Some((best, central)) = joined.get_mut(window.start + place) else { continue };
            let here = place.min(answers.len() - 1 - place);
            best.sensitive = best.sensitive.max(answer.sensitive);
            if central.is_none_or(|central| here > central) {
                best.labels = answer.labels;
                *central = Some(here);
            }
        }
    }
    joined.into_iter().map(|(answer, _)| answer).collect()
}

#[cfg(test)]
mod tests {
    use confidant_text::Span;
    use proptest::prelude::*;

    use super::{super::shape::Shape, Answer, Cut, Piece, join};

    /// Pieces of words of these lengths.
    fn pieces(words: &[usize]) -> Vec<Piece> {
        let word = |length: &usize| {
            (0..*length).map(|place| Piece {
                id: 0,
                span: Span::new(0, 0),
                begins_word: place == 0,
                shape: Shape::default(),
            })
        };
        words.iter().flat_map(word).collect()
    }

    proptest! {
        #[test]
        fn windows_cover_every_piece_and_cut_no_word(
            words in prop::collection::vec(1_usize..12, 0..60),
            (size, stride, title) in (8_usize..40).prop_flat_map(|size| {
                (Just(size), 1..=size - 4).prop_flat_map(|(size, stride)| (Just(size), Just(stride), 0..=size - stride - 2))
            }),
        ) {
            let cut = Cut { size, stride, title };
            prop_assert!(cut.is_sound(512));
            let pieces = pieces(&words);
            let windows = cut.windows(&pieces);
            let mut covered = 0;
            for (number, window) in windows.iter().enumerate() {
                prop_assert!(window.start <= covered && !window.is_empty(), "no gap");
                prop_assert!(number == 0 || window.start > windows[number - 1].start, "each begins further on");
                let prefix = if number == 0 { 0 } else { title };
                prop_assert!(window.len() + 2 + prefix <= size);
                if window.start > 0 && !pieces[window.start].begins_word {
                    let word = (0..window.start).rev().find(|at| pieces[*at].begins_word).unwrap();
                    prop_assert!(windows[number - 1].start >= word, "only a word longer than a stride is cut");
                }
                covered = covered.max(window.end);
            }
            prop_assert_eq!(covered, pieces.len());
        }
    }

    #[test]
    fn the_most_sensitive_window_counts_and_the_most_central_names() {
        let answer = |sensitive, label: usize| {
            let mut labels = [0.0; 10];
            labels[label] = 1.0;
            Answer { sensitive, labels }
        };
        let answers = [vec![answer(0.1, 1); 5], vec![answer(0.9, 2); 5]];
        let joined = join(8, &[0..5, 3..8], &answers);
        let told: Vec<_> = joined
            .iter()
            .map(|answer| (answer.sensitive, answer.labels.iter().position(|share| *share > 0.5).unwrap()))
            .collect();
        assert_eq!(told[..3], [(0.1, 1); 3]);
        assert_eq!(told[3..5], [(0.9, 1), (0.9, 2)], "the middle of the windows lies between them");
        assert_eq!(told[5..], [(0.9, 2); 3]);
    }
}
