//! [`UrlRun`]: whether a position lies inside a web address. The mask covers whole addresses and the restorer writes nothing
//! into one, so both ask the same automaton.

/// Follows a text character by character and knows whether it is inside a web address.
#[derive(Clone, Debug, Default)]
pub(crate) struct UrlRun {
    /// The last characters of the current run without white space, lower case.
    tail: String,
    inside: bool,
}

const MARKS: [&str; 3] = ["://", "www.", "](//"];

impl UrlRun {
    /// Whether the next character would be part of a web address.
    pub(crate) fn inside(&self) -> bool {
        self.inside
    }

    /// Takes the next character. Returns whether it ended the run.
    pub(crate) fn feed(&mut self, c: char) -> bool {
        if ends(c) {
            self.tail.clear();
            self.inside = false;
            return true;
        }
        self.tail.push(c.to_ascii_lowercase());
        self.inside |= MARKS.iter().any(|mark| self.tail.ends_with(mark));
        if self.tail.len() > 32 {
            let keep = self.tail.char_indices().rev().nth(3).map_or(0, |(at, _)| at);
            self.tail.drain(..keep);
        }
        false
    }
}

/// Where the marks of web addresses end in a text, in order.
pub(crate) fn marks(text: &str) -> impl Iterator<Item = usize> {
    let may_end = text.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'/' | b'.')).map(|(at, _)| at + 1);
    may_end.filter(|end| {
        let is = |mark: &str| {
            let before = end.checked_sub(mark.len()).and_then(|start| text.get(start..*end));
            before.is_some_and(|before| before.eq_ignore_ascii_case(mark))
        };
        MARKS.iter().any(|mark| is(mark))
    })
}

/// Whether a character ends a run.
pub(crate) fn ends(c: char) -> bool {
    c.is_whitespace() || matches!(c, '<' | '>' | '"')
}
