//! What opens the database: a random key or a passphrase, as `SQLCipher` takes them.

use zeroize::Zeroizing;

use crate::StoreError;

const KEY_BYTES: usize = 32;

/// A random 256-bit key. It is wiped when dropped and cannot print itself.
pub(crate) struct RandomKey(Zeroizing<[u8; KEY_BYTES]>);

impl RandomKey {
    /// A new one from the system's random source.
    pub(crate) fn new() -> Result<Self, StoreError> {
        let mut bytes = Zeroizing::new([0; KEY_BYTES]);
        getrandom::fill(bytes.as_mut()).map_err(|_| StoreError::Io(std::io::ErrorKind::Other))?;
        Ok(Self(bytes))
    }

    /// The one the keyring gave back.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, StoreError> {
        bytes.try_into().map(|bytes| Self(Zeroizing::new(bytes))).map_err(|_| StoreError::KeyMissing)
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_ref()
    }

    /// `SQLCipher`'s form of a raw key, which skips its key derivation: `"x'…'"`.
    pub(crate) fn pragma(&self) -> Zeroizing<String> {
        let mut pragma = Zeroizing::new(String::with_capacity(5 + 2 * KEY_BYTES));
        pragma.push_str("\"x'");
        for byte in self.0.iter() {
            for nibble in [byte >> 4, byte & 15] {
                pragma.push(char::from_digit(nibble.into(), 16).unwrap_or('0'));
            }
        }
        pragma.push_str("'\"");
        pragma
    }
}

/// A passphrase as `SQLCipher` takes it; it derives the key itself (PBKDF2-HMAC-SHA512, 256,000 rounds, salt in the file).
///
/// A blank one would leave the database unencrypted, and one of the form `x'…'` would be read as a raw key, past the
/// derivation: both are refused.
pub(crate) fn passphrase_pragma(passphrase: &str) -> Result<Zeroizing<String>, StoreError> {
    if passphrase.trim().is_empty() || passphrase.contains('\0') || is_raw_key(passphrase) {
        return Err(StoreError::UnusablePassphrase);
    }
    let mut pragma = Zeroizing::new(String::with_capacity(2 * passphrase.len() + 2));
    pragma.push('\'');
    for character in passphrase.chars() {
        if character == '\'' {
            pragma.push('\'');
        }
        pragma.push(character);
    }
    pragma.push('\'');
    Ok(pragma)
}

fn is_raw_key(passphrase: &str) -> bool {
    passphrase.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("x'")) && passphrase.ends_with('\'')
}

#[cfg(test)]
mod tests {
    use super::{RandomKey, passphrase_pragma};
    use crate::StoreError;

    #[test]
    fn a_raw_key_is_64_hex_digits_and_never_the_same_twice() {
        let (one, two) = (RandomKey::new().unwrap(), RandomKey::new().unwrap());
        assert_ne!(one.bytes(), two.bytes());
        let pragma = one.pragma();
        assert!(pragma.starts_with("\"x'") && pragma.ends_with("'\"") && pragma.len() == 69);
        assert_eq!(
            RandomKey::from_bytes(&[0xa5; 32]).unwrap().pragma().as_str(),
            format!("\"x'{}'\"", "a5".repeat(32))
        );
        assert!(RandomKey::from_bytes(&[1; 31]).is_err());
    }

    #[test]
    fn a_quote_in_a_passphrase_stays_inside_the_statement() {
        assert_eq!(passphrase_pragma("it's; DROP").unwrap().as_str(), "'it''s; DROP'");
    }

    #[test]
    fn a_passphrase_that_would_not_encrypt_is_refused() {
        for passphrase in ["", "  \t", "a\0b", "x'00ff'", "X'1234'"] {
            assert_eq!(passphrase_pragma(passphrase).err(), Some(StoreError::UnusablePassphrase), "{passphrase:?}");
        }
    }
}
