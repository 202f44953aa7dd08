//! [`RawText`]: text that may hold personal data, and therefore cannot print itself.

use std::fmt;

/// Text that may hold personal data.
///
/// It has no `Display` and no `Serialize`, and its `Debug` tells a length only, so that it cannot slip into a log, an error
/// or the wire. Whoever needs the characters calls [`RawText::expose`] and says why; `grep expose` lists every such place.
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RawText(String);

impl RawText {
    /// Wraps text of unknown sensitivity.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The characters themselves, for the written reason.
    pub fn expose(&self, _why: &'static str) -> &str {
        &self.0
    }

    /// The characters, owned, for the written reason.
    pub fn into_exposed(self, _why: &'static str) -> String {
        self.0
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether there is nothing but white space.
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }
}

impl fmt::Debug for RawText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawText({} bytes)", self.0.len())
    }
}

impl From<String> for RawText {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for RawText {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::RawText;

    #[test]
    fn debug_tells_a_length_and_not_the_text() {
        assert_eq!(format!("{:?}", RawText::new("Hannah")), "RawText(6 bytes)");
    }
}
