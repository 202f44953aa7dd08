//! [`Beginnings`]: the first three bytes of many words, in a table so small that asking it costs next to nothing. Most places of a
//! text are none of them.

/// How much of a byte counts; without its upper bits, a letter is the same in both cases.
const BITS: usize = 5;

#[derive(Clone)]
pub(crate) struct Beginnings(Box<[u64; (1 << (BITS * Beginnings::BYTES)) / 64]>);

impl Default for Beginnings {
    fn default() -> Self {
        Self(Box::new([0; (1 << (BITS * Beginnings::BYTES)) / 64]))
    }
}

impl Beginnings {
    /// So much of a word is looked at.
    pub(crate) const BYTES: usize = 3;

    pub(crate) fn insert(&mut self, word: &[u8]) {
        let first = number(word);
        // Behind a shorter word, anything may stand.
        let open = 1 << (BITS * Self::BYTES.saturating_sub(word.len()));
        for beginning in first..first + open {
            if let Some(bits) = self.0.get_mut(beginning / 64) {
                *bits |= 1 << (beginning % 64);
            }
        }
    }

    /// Whether one of the words may stand at the beginning of `text`, in whatever case; `false` is certain.
    pub(crate) fn may_have(&self, text: &[u8]) -> bool {
        let beginning = number(text);
        self.0.get(beginning / 64).is_some_and(|bits| bits >> (beginning % 64) & 1 == 1)
    }
}

/// The first bytes in one number, the very first in its upper bits.
fn number(bytes: &[u8]) -> usize {
    let byte = |at: usize| bytes.get(at).map_or(0, |byte| usize::from(*byte) & ((1 << BITS) - 1));
    byte(0) << (2 * BITS) | byte(1) << BITS | byte(2)
}

#[cfg(test)]
mod tests {
    use super::Beginnings;

    #[test]
    fn what_no_word_begins_with_is_refused() {
        let mut beginnings = Beginnings::default();
        for word in ["Kern", "no", "é"] {
            beginnings.insert(word.as_bytes());
        }
        for text in ["kernel", "KER", "no", "NO.", "nox", "étage"] {
            assert!(beginnings.may_have(text.as_bytes()), "{text}");
        }
        for text in ["Kelim", "n", "on", "", "karn"] {
            assert!(!beginnings.may_have(text.as_bytes()), "{text}");
        }
    }
}
