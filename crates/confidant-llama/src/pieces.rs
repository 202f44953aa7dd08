//! [`Pieces`]: bytes of tokens become text of whole characters; a character may be spread over several tokens.

/// Holds the beginning of a character until its end comes; one that never comes is never shown.
#[derive(Debug, Default)]
pub(crate) struct Pieces {
    held: Vec<u8>,
}

impl Pieces {
    /// The characters that are whole now. What can never become one is U+FFFD.
    pub(crate) fn push(&mut self, bytes: &[u8]) -> String {
        self.held.extend_from_slice(bytes);
        let mut text = String::new();
        loop {
            match std::str::from_utf8(&self.held) {
                Ok(whole) => {
                    text.push_str(whole);
                    self.held.clear();
                    return text;
                }
                Err(error) => {
                    let (whole, rest) = self.held.split_at(error.valid_up_to());
                    text.push_str(&String::from_utf8_lossy(whole));
                    let Some(wrong) = error.error_len() else {
                        self.held = rest.to_vec();
                        return text;
                    };
                    text.push(char::REPLACEMENT_CHARACTER);
                    self.held = rest.get(wrong..).unwrap_or_default().to_vec();
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Pieces;

    #[test]
    fn a_character_waits_for_its_last_byte_at_every_split() {
        let text = "für 5 € – 租期 😀!";
        for first in 0..text.len() {
            for second in first..text.len() {
                let mut pieces = Pieces::default();
                let bytes = text.as_bytes();
                let mut got = String::new();
                for part in [&bytes[..first], &bytes[first..second], &bytes[second..]] {
                    let piece = pieces.push(part);
                    assert!(!piece.contains('\u{fffd}'), "split at {first} and {second}");
                    got.push_str(&piece);
                }
                assert_eq!(got, text);
            }
        }
    }

    #[test]
    fn what_is_no_text_is_marked_and_the_rest_goes_on() {
        let mut pieces = Pieces::default();
        assert_eq!(pieces.push(b"a\xffb\xe2\x82"), "a\u{fffd}b");
        assert_eq!(pieces.push(b"c"), "\u{fffd}c");
        assert_eq!(pieces.push(b"\xe2"), "");
    }
}
