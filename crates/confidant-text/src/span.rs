//! [`Span`]: a half-open byte range in a text.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A half-open range of bytes, `start..end`, on character boundaries of the text it belongs to.
///
/// On the wire offsets are Unicode code points: see [`Span::to_code_points`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span of `start..end`; an inverted range becomes empty at `start`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The bytes as a range, to index with.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The text it covers; `None` when it does not lie on character boundaries of `text`.
    pub fn of(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }

    /// The same range counted in Unicode code points of `text`, as every output of Confidant counts.
    pub fn to_code_points(self, text: &str) -> Option<Range<usize>> {
        let start = text.get(..self.start)?.chars().count();
        Some(start..start + self.of(text)?.chars().count())
    }
}

#[cfg(test)]
mod tests {
    use super::Span;

    #[test]
    fn code_points_are_not_bytes() {
        assert_eq!(Span::new(2, 4).to_code_points("éé!"), Some(1..2));
        assert_eq!(Span::new(1, 4).to_code_points("éé!"), None, "not on a character boundary");
    }

    #[test]
    fn spans_that_only_touch_do_not_overlap() {
        assert!(!Span::new(0, 3).overlaps(Span::new(3, 5)));
        assert!(Span::new(0, 4).overlaps(Span::new(3, 5)));
    }
}
