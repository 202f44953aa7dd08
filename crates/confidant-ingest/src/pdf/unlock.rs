//! Locked files that the library does not open by itself: with the owner's password, and where only attachments are locked.
//!
//! The algorithms are those of the standard security handler, ISO 32000-2, 7.6.4.

use hayro_syntax::object::{Dict, FromBytes, Name, ObjectIdentifier, String as PdfString};
use md5::{Digest, Md5};
use memchr::memmem;

use super::info;

/// What fills a password up to 32 bytes (algorithm 2, step a).
const PADDING: [u8; 32] = [
    0x28, 0xbf, 0x4e, 0x5e, 0x4e, 0x75, 0x8a, 0x41, 0x64, 0x00, 0x4e, 0x56, 0xff, 0xfa, 0x01, 0x08, 0x2e, 0x2e, 0x00,
    0xb6, 0xd0, 0x68, 0x3e, 0x80, 0x2f, 0x0c, 0xa9, 0xfe, 0x64, 0x53, 0x69, 0x7a,
];
/// The entry of the trailer, and one of the same length that nobody reads.
const ENTRY: &[u8] = b"/Encrypt";
const NO_ENTRY: &[u8] = b"/Unlockd";

/// What a file says about its lock.
pub(super) struct Lock {
    revision: u8,
    key: usize,
    owner: Vec<u8>,
    /// Neither text nor pictures are encrypted.
    pub spares_content: bool,
}

impl Lock {
    /// The lock of a file; none where it has none or one of another kind.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        entries(bytes).filter_map(|at| bytes.get(at + ENTRY.len()..)).find_map(|rest| {
            let rest = rest.trim_ascii_start();
            let inline = rest.starts_with(b"<<").then_some(rest);
            Self::described_by(&Dict::from_bytes(inline.or_else(|| object(bytes, info::reference(rest)?))?)?)
        })
    }

    fn described_by(lock: &Dict<'_>) -> Option<Self> {
        lock.get::<Name<'_>>("Filter").filter(|filter| &**filter == b"Standard")?;
        let (version, revision) = (lock.get::<u8>("V")?, lock.get::<u8>("R")?);
        let bits = match version {
            1 => 40,
            4 => lock.get::<u16>("Length").unwrap_or(128),
            _ => lock.get::<u16>("Length").unwrap_or(40),
        };
        let is_identity = |key: &str| lock.get::<Name<'_>>(key).is_none_or(|filter| &*filter == b"Identity");
        Some(Self {
            revision,
            key: usize::from(bits / 8).min(16),
            owner: lock.get::<PdfString<'_>>("O")?.as_bytes().get(..32)?.to_vec(),
            spares_content: version >= 4 && is_identity("StmF") && is_identity("StrF"),
        })
    }

    /// The user's password, which the owner's gives out (algorithm 7). Later revisions know both by themselves.
    pub fn user_password(&self, owner: &str) -> Option<String> {
        if !(2..=4).contains(&self.revision) {
            return None;
        }
        let padded: Vec<u8> = owner.bytes().chain(PADDING).take(32).collect();
        let mut key = Md5::digest(padded);
        if self.revision > 2 {
            (0..50).for_each(|_| key = Md5::digest(key));
        }
        let key = key.get(..if self.revision == 2 { 5 } else { self.key })?;
        let rounds = if self.revision == 2 { 1 } else { 20_u8 };
        let mut user = self.owner.clone();
        for round in (0..rounds).rev() {
            rc4(&key.iter().map(|byte| byte ^ round).collect::<Vec<_>>(), &mut user);
        }
        let end = (0..=32).find(|end| user.get(*end..).is_some_and(|rest| PADDING.starts_with(rest)))?;
        user.truncate(end);
        String::from_utf8(user).ok()
    }
}

/// The file without a word about its lock.
pub(super) fn without_lock(bytes: &[u8]) -> Vec<u8> {
    let mut open = bytes.to_vec();
    for at in entries(bytes) {
        if let Some(entry) = open.get_mut(at..at + ENTRY.len()) {
            entry.copy_from_slice(NO_ENTRY);
        }
    }
    open
}

/// Where a trailer names its lock; `/EncryptMetadata` is another entry.
fn entries(bytes: &[u8]) -> impl Iterator<Item = usize> {
    memmem::find_iter(bytes, ENTRY)
        .filter(move |at| bytes.get(at + ENTRY.len()).is_some_and(|next| !next.is_ascii_alphanumeric()))
}

/// The bytes from the beginning of an object on, found by its number; the last one of a number counts.
fn object(bytes: &[u8], id: ObjectIdentifier) -> Option<&[u8]> {
    let header = format!("{} {} obj", id.obj_number, id.gen_number);
    let starts =
        |at: &usize| at.checked_sub(1).and_then(|before| bytes.get(before)).is_none_or(|c| !c.is_ascii_digit());
    let at = memmem::rfind_iter(bytes, header.as_bytes()).find(starts)?;
    Some(bytes.get(at + header.len()..)?.trim_ascii_start())
}

/// RC4, the same in both directions.
fn rc4(key: &[u8], data: &mut [u8]) {
    let mut state: [u8; 256] = std::array::from_fn(|at| u8::try_from(at).unwrap_or(0));
    let at = |state: &[u8; 256], index: u8| state.get(usize::from(index)).copied().unwrap_or(0);
    let mut j = 0_u8;
    for (i, byte) in (0..=255_u8).zip(key.iter().cycle()) {
        j = j.wrapping_add(at(&state, i)).wrapping_add(*byte);
        state.swap(usize::from(i), usize::from(j));
    }
    let (mut i, mut j) = (0_u8, 0_u8);
    for byte in data {
        i = i.wrapping_add(1);
        j = j.wrapping_add(at(&state, i));
        state.swap(usize::from(i), usize::from(j));
        *byte ^= at(&state, at(&state, i).wrapping_add(at(&state, j)));
    }
}

#[cfg(test)]
mod tests {
    use super::{Lock, rc4, without_lock};

    #[test]
    fn rc4_is_what_everybody_means_by_it() {
        let mut text = b"Plaintext".to_vec();
        rc4(b"Key", &mut text);
        assert_eq!(text, [0xbb, 0xf3, 0x16, 0xe8, 0xd9, 0x40, 0xaf, 0x0a, 0xd3]);
    }

    #[test]
    fn a_lock_is_found_inline_and_by_reference() {
        let lock = "<< /Filter /Standard /V 4 /R 4 /StmF /Identity /StrF /Identity /EncryptMetadata false \
            /O <0000000000000000000000000000000000000000000000000000000000000000> >>";
        let inline = format!("trailer << /Encrypt {lock} /Size 3 >>");
        let referred = format!("\n2 0 obj {lock} endobj trailer << /Size 3 /Encrypt 2 0 R >>");
        for file in [&inline, &referred] {
            assert!(Lock::of(file.as_bytes()).unwrap().spares_content);
            let open = String::from_utf8(without_lock(file.as_bytes())).unwrap();
            assert!(!open.contains("/Encrypt ") && open.contains("/EncryptMetadata"));
            assert_eq!(open.len(), file.len());
        }
        assert!(Lock::of(b"trailer << /Size 3 >>").is_none());
    }
}
