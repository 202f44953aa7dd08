//! [`Key`]: what a provider knows a person by. It cannot be printed and is wiped when dropped.

use reqwest::header::HeaderValue;
use zeroize::Zeroizing;

/// A provider's key. No `Debug`, no `Display`, no `Clone`.
pub struct Key(Zeroizing<String>);

/// Text that is no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no key: it is empty or has characters that no key has; copy it again from the provider's page")]
pub struct BadKey;

impl Key {
    /// A key as a person pasted it; white space around it is dropped.
    pub fn new(key: &Zeroizing<String>) -> Result<Self, BadKey> {
        let key = key.trim();
        if key.is_empty() || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(BadKey);
        }
        Ok(Self(Zeroizing::new(key.to_owned())))
    }

    /// The header, marked so that no library below prints it.
    pub(crate) fn bearer(&self) -> Result<HeaderValue, BadKey> {
        let header = Zeroizing::new(format!("Bearer {}", self.0.as_str()));
        let mut header = HeaderValue::from_str(&header).map_err(|_| BadKey)?;
        header.set_sensitive(true);
        Ok(header)
    }
}

#[cfg(test)]
mod tests {
    use super::Key;
    use zeroize::Zeroizing;

    #[test]
    fn a_key_is_one_word_and_its_header_does_not_print() {
        let key = |text: &str| Key::new(&Zeroizing::new(text.to_owned()));
        for bad in ["", "  ", "two words", "line\nbreak", "schlüssel", "a\0b"] {
            assert!(key(bad).is_err(), "{bad:?}");
        }
        let header = key(" sk-canary\n").unwrap().bearer().unwrap();
        assert_eq!(header.as_bytes(), b"Bearer sk-canary");
        assert!(!format!("{header:?}").contains("canary"));
    }
}
