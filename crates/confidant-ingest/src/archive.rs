//! Zip archives: every member is unpacked within bounds and read by the same dispatcher.

use std::{
    cell::Cell,
    io::{Cursor, Read},
};

use confidant_text::WarningCode;
use zip::{ZipArchive, result::ZipError};

use crate::{content::Content, dispatch::attach, format::members_listed, markup::decode, wire::Failure};

/// More members than that are no archive of documents.
const MAX_MEMBERS: usize = 10_000;
/// What may come out of all archives of one file, those in other archives included.
const MAX_OUT: u64 = 512 << 20;
/// What may come out of any archive, however small it is.
const ALWAYS: u64 = 16 << 20;
/// How many times its size may come out of an archive beyond that. Text packs ten to one.
const MAX_RATIO: u64 = 200;

thread_local! {
    /// What came out so far. A worker reads one file, in one thread.
    static SPENT: Cell<u64> = const { Cell::new(0) };
}

/// An archive whose members come out within bounds.
pub(crate) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// What may still come out of it.
    left: u64,
}

impl<'a> Archive<'a> {
    /// Reads the list of members.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Failure> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| failure(&error))?;
        if zip.len() > MAX_MEMBERS {
            return Err(Failure::TooLarge);
        }
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        Ok(Self { zip, left: size.saturating_mul(MAX_RATIO).saturating_add(ALWAYS) })
    }

    /// The names of its members in their order. Folders have none, unless something is in them as in a file.
    pub fn names(&mut self) -> Vec<(usize, String)> {
        let mut names: Vec<(usize, String)> = self.zip.file_names_raw().map(readable).enumerate().collect();
        names.retain(|(index, name)| {
            !name.ends_with('/') || self.zip.by_index_raw(*index).is_ok_and(|member| member.size() > 0)
        });
        names
    }

    /// One member, unpacked.
    pub fn member(&mut self, index: usize, password: Option<&str>) -> Result<Vec<u8>, Failure> {
        let file = match password {
            Some(password) => self.zip.by_index_decrypt(index, password.as_bytes()),
            None => self.zip.by_index(index),
        };
        let file = file.map_err(|error| failure(&error))?;
        // A password is only proved by the checksum at the end.
        let at_fault = if file.encrypted() { Failure::WrongPassword } else { Failure::Damaged };
        let limit = self.left.min(MAX_OUT.saturating_sub(SPENT.get()));
        let mut bytes = Vec::new();
        let outcome = file.take(limit.saturating_add(1)).read_to_end(&mut bytes);
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        spend(size);
        self.left = self.left.saturating_sub(size);
        if size > limit {
            return Err(Failure::TooLarge);
        }
        outcome.map(|_| bytes).map_err(|_| at_fault)
    }
}

/// Nothing is charged for what came out of other files. The dispatcher calls it for each that a person opened.
pub(crate) fn start_anew() {
    SPENT.set(0);
}

/// Counts what came out of any archive; how much it is by now.
pub(crate) fn spend(size: u64) -> u64 {
    SPENT.set(SPENT.get().saturating_add(size));
    SPENT.get()
}

/// The pages of all members.
pub(crate) fn read(bytes: &[u8], password: Option<&str>, depth: u32) -> Result<Content, Failure> {
    let mut archive = Archive::open(bytes)?;
    let mut content = Content::default();
    if hides_members(bytes, archive.zip.len()) {
        content.warn(WarningCode::PartUnread);
    }
    for (index, name) in archive.names() {
        if is_clutter(&name) {
            continue;
        }
        // A member that is damaged goes on as one without content: its name is told with the others.
        match archive.member(index, password) {
            Ok(member) => attach(&mut content, &name, member, depth)?,
            Err(Failure::Unsupported | Failure::Damaged) => {
                content.warn(WarningCode::PartUnread);
                content.attach(&name, Content::default())?;
            }
            Err(failure) => return Err(failure),
        }
    }
    if content.pages.is_empty() { Err(Failure::Empty) } else { Ok(content) }
}

/// What systems leave in archives for themselves.
fn is_clutter(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    (name.starts_with("__MACOSX/") && last.starts_with("._"))
        || matches!(last, ".DS_Store" | "Thumbs.db" | "desktop.ini")
}

/// Whether an archive lists more members than the `known` ones: of members with equal names only the last is known.
pub(crate) fn hides_members(bytes: &[u8], known: usize) -> bool {
    members_listed(bytes).is_some_and(|listed| listed > known)
}

/// A name as a person wrote it: archives say nothing of its encoding, or the wrong thing.
fn readable(name: &[u8]) -> String {
    let (name, _) = decode(name, None);
    name.replace('\\', "/")
}

fn failure(error: &ZipError) -> Failure {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Failure::Encrypted,
        ZipError::InvalidPassword => Failure::WrongPassword,
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => Failure::Unsupported,
        _ => Failure::Damaged,
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::{AesMode, CompressionMethod, ZipWriter, unstable::write::FileOptionsExt, write::SimpleFileOptions};

    use super::read;
    use crate::wire::Failure;

    fn pack(members: &[(&str, &[u8])], options: SimpleFileOptions) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in members {
            writer.start_file(*name, options).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn packed(members: &[(&str, &[u8])]) -> Vec<u8> {
        pack(members, SimpleFileOptions::default().compression_method(CompressionMethod::Deflated))
    }

    fn texts(bytes: &[u8], password: Option<&str>) -> Vec<String> {
        read(bytes, password, 0).unwrap().pages.into_iter().map(|page| page.text).collect()
    }

    #[test]
    fn members_are_read_and_named() {
        let inner = packed(&[("deep.txt", b"Ada")]);
        let archive = packed(&[
            ("a/one.txt", b"Hannah"),
            ("a/", b""),
            ("__MACOSX/a/._one.txt", b"x"),
            ("in.zip", &inner),
            ("program", b"\x7fELF"),
        ]);
        assert_eq!(
            texts(&archive, None),
            [
                "[Attachment: a/one.txt]\n\nHannah",
                "[Attachment: in.zip]\n\n[Attachment: deep.txt]\n\nAda",
                "[Attachment: program]"
            ]
        );
        let content = read(&archive, None, 0).unwrap();
        assert_eq!(content.warnings.len(), 1, "the program was not read");
    }

    #[test]
    fn members_that_hide_are_read_or_told() {
        let archive = packed(&[("__MACOSX/one.txt", b"Hannah"), ("b/", b"Weber")]);
        assert_eq!(texts(&archive, None), ["[Attachment: __MACOSX/one.txt]\n\nHannah", "[Attachment: b/]\n\nWeber"]);
        let apart = packed(&[("one.txt", b"Hannah"), ("two.txt", b"Weber")]);
        assert_eq!(read(&apart, None, 0).unwrap().warnings, []);
        let mut twins = apart;
        while let Some(at) = twins.windows(7).position(|window| window == b"two.txt") {
            twins[at..at + 7].copy_from_slice(b"one.txt");
        }
        assert_eq!(read(&twins, None, 0).unwrap().warnings.len(), 1);
    }

    #[test]
    fn locked_archives_ask_for_the_password() {
        let aes = SimpleFileOptions::default().with_aes_encryption(AesMode::Aes256, "owl");
        let old = SimpleFileOptions::default().with_deprecated_encryption(b"owl").unwrap();
        for options in [aes, old] {
            let archive = pack(&[("one.txt", b"Hannah")], options);
            assert_eq!(read(&archive, None, 0).err(), Some(Failure::Encrypted));
            assert_eq!(read(&archive, Some("crow"), 0).err(), Some(Failure::WrongPassword));
            assert_eq!(texts(&archive, Some("owl")), ["[Attachment: one.txt]\n\nHannah"]);
        }
    }

    #[test]
    fn bombs_are_too_large() {
        let zeros = vec![b'0'; 64 << 20];
        assert_eq!(read(&packed(&[("a.txt", &zeros)]), None, 0).err(), Some(Failure::TooLarge));
        let mut nested = packed(&[("a.txt", b"a")]);
        for _ in 0..20 {
            nested = packed(&[("a.zip", &nested)]);
        }
        assert_eq!(read(&nested, None, 0).err(), Some(Failure::TooLarge));
        let many: Vec<(String, &[u8])> = (0..10_001).map(|n| (format!("{n}"), &b""[..])).collect();
        let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
        assert_eq!(read(&packed(&many), None, 0).err(), Some(Failure::TooLarge));
    }

    #[test]
    fn torn_archives_are_damaged_and_empty_ones_empty() {
        let archive = packed(&[("one.txt", b"Hannah")]);
        for cut in 4..archive.len() {
            assert!(matches!(read(&archive[..cut], None, 0), Ok(_) | Err(Failure::Damaged)), "{cut}");
        }
        assert_eq!(read(&packed(&[]), None, 0).err(), Some(Failure::Empty));
    }
}
