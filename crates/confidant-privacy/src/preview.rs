//! [`Preview`], [`Digest`], [`Approved`]: exactly what would leave, its name, and a person's agreement to send it once.

use std::{fmt, str::FromStr};

use serde::{Serialize, Serializer};
use sha2::{Digest as _, Sha256};

use crate::{Destination, Placeholder, Refusal};

/// Exactly what would leave, after it passed the review. It can be shown, and approved by its digest; it cannot be sent.
#[derive(Debug)]
pub struct Preview {
    content: Content,
}

/// A person saw this digest and agreed. It cannot be copied: one approval, one request.
///
/// ```compile_fail,E0382
/// fn twice(approved: confidant_privacy::Approved) -> (String, String) {
///     (approved.into_body(), approved.into_body())
/// }
/// ```
/// ```compile_fail,E0599
/// fn copy(approved: &confidant_privacy::Approved) -> confidant_privacy::Approved {
///     approved.clone()
/// }
/// ```
#[derive(Debug)]
pub struct Approved {
    content: Content,
}

#[derive(Debug)]
struct Content {
    destination: Destination,
    body: String,
    digest: Digest,
    placeholders: Vec<(Placeholder, usize)>,
}

/// The name of a preview: SHA-256 over address, model and body, as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest([u8; 32]);

/// Text that is no digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no digest; one has 64 hexadecimal digits")]
pub struct BadDigest;

impl Preview {
    pub(crate) fn new(destination: Destination, body: String, placeholders: Vec<(Placeholder, usize)>) -> Self {
        let digest = Digest::of([destination.url.as_str(), destination.model.as_str(), body.as_str()]);
        Self { content: Content { destination, body, digest, placeholders } }
    }

    /// The exact request body.
    pub fn body(&self) -> &str {
        &self.content.body
    }

    /// What an approval has to name.
    pub fn digest(&self) -> &Digest {
        &self.content.digest
    }

    /// Where it would go.
    pub fn destination(&self) -> &Destination {
        &self.content.destination
    }

    /// The placeholders in it and how often each stands there.
    pub fn placeholders(&self) -> &[(Placeholder, usize)] {
        &self.content.placeholders
    }

    /// Agrees to send exactly this. Refused when `seen` names anything else.
    pub fn approve(self, seen: &Digest) -> Result<Approved, Refusal> {
        if *seen != self.content.digest {
            return Err(Refusal::Changed);
        }
        Ok(Approved { content: self.content })
    }
}

impl Approved {
    /// The exact request body.
    pub fn body(&self) -> &str {
        &self.content.body
    }

    /// What was approved.
    pub fn digest(&self) -> &Digest {
        &self.content.digest
    }

    /// Where it goes.
    pub fn destination(&self) -> &Destination {
        &self.content.destination
    }

    /// The placeholders in it and how often each stands there.
    pub fn placeholders(&self) -> &[(Placeholder, usize)] {
        &self.content.placeholders
    }

    /// The request body, spent.
    pub fn into_body(self) -> String {
        self.content.body
    }
}

impl Digest {
    /// Each part goes in behind its length, so that no two lists of parts look alike.
    fn of<'a>(parts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        Self(hash.finalize().into())
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromStr for Digest {
    type Err = BadDigest;

    fn from_str(text: &str) -> Result<Self, BadDigest> {
        let mut bytes = [0; 32];
        if text.len() != 64 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(BadDigest);
        }
        for (at, byte) in bytes.iter_mut().enumerate() {
            let pair = text.get(2 * at..2 * at + 2).ok_or(BadDigest)?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| BadDigest)?;
        }
        Ok(Self(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::{BadDigest, Digest, Preview};
    use crate::{Destination, Refusal};

    fn preview(url: &str, model: &str, body: &str) -> Preview {
        let destination = Destination { provider: "p".into(), url: url.into(), model: model.into() };
        Preview::new(destination, body.into(), Vec::new())
    }

    #[test]
    fn a_preview_is_approved_by_its_own_digest_only() {
        let other = *preview("u", "m", "b2").digest();
        assert_eq!(preview("u", "m", "b").approve(&other).err(), Some(Refusal::Changed));
        let own = *preview("u", "m", "b").digest();
        assert_eq!(preview("u", "m", "b").approve(&own).map(super::Approved::into_body), Ok("b".to_owned()));
    }

    #[test]
    fn the_digest_tells_address_model_and_body_apart() {
        let digests = [("u", "m", "b"), ("um", "", "b"), ("u", "mb", ""), ("", "um", "b")];
        let digests = digests.map(|(u, m, b)| preview(u, m, b).digest().to_string());
        assert_eq!(digests.iter().collect::<std::collections::BTreeSet<_>>().len(), 4);
    }

    #[test]
    fn a_digest_reads_back() {
        let digest = *preview("u", "m", "b").digest();
        assert_eq!(digest.to_string().parse(), Ok(digest));
        assert_eq!("abc".parse::<Digest>(), Err(BadDigest));
        assert_eq!("é".repeat(32).parse::<Digest>(), Err(BadDigest));
    }
}
