//! Compound files (MS-CFB) in office files: old workbooks, and what wraps the files that were put into a document.

use std::{
    borrow::Cow,
    io::{Cursor, Read, Write},
    path::Path,
};

use cfb::CompoundFile;
use encoding_rs::UTF_16LE;

use super::rtf::by_number;
use crate::{content::Content, dispatch, wire::Failure};

/// How every compound file begins.
const MAGIC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// Properties of one set.
const MAX_PROPERTIES: usize = 1000;
/// Storages and streams in an object, and objects in a document.
const MAX_ENTRIES: usize = 20_000;

/// An open compound file.
pub(super) struct Compound<'a> {
    file: CompoundFile<Cursor<Cow<'a, [u8]>>>,
    size: u64,
}

impl<'a> Compound<'a> {
    /// Opens a compound file.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Failure> {
        if !bytes.starts_with(MAGIC) {
            return Err(Failure::Damaged);
        }
        let open = |bytes| CompoundFile::open(Cursor::new(bytes));
        // Some programs claim sectors behind the file's end, as many as one sector of the table can name; others cut the file.
        let file =
            open(Cow::Borrowed(bytes)).or_else(|_| open(Cow::Owned(filled_up(bytes)))).map_err(|_| Failure::Damaged)?;
        Ok(Self { file, size: bytes.len() as u64 })
    }

    /// Whether there are folders, which hold embedded files and macros.
    pub fn has_storage(&self) -> bool {
        self.file.read_root_storage().any(|entry| entry.is_storage())
    }

    /// The bytes of a stream in the root folder. Nothing is packed, so that none is longer than the file.
    pub fn stream(&mut self, name: &str) -> Option<Vec<u8>> {
        let stream = self.file.open_stream(format!("/{name}")).ok()?;
        let mut bytes = Vec::new();
        stream.take(self.size).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    /// Whether there is a stream of this name in the root folder.
    pub fn has_stream(&self, name: &str) -> bool {
        self.file.is_stream(format!("/{name}"))
    }

    /// A storage as a compound file of its own; `left` is how many bytes all storages may still have.
    fn unfolded(&mut self, storage: &Path, left: &mut u64) -> Result<Vec<u8>, Failure> {
        let mut entries = Vec::new();
        for entry in self.file.walk_storage(storage).map_err(|_| Failure::Damaged)?.skip(1) {
            if entries.len() >= MAX_ENTRIES {
                return Err(Failure::TooLarge);
            }
            entries.push((entry.path().to_owned(), entry.is_stream()));
        }
        let mut own = CompoundFile::create(Cursor::new(Vec::new())).map_err(|_| Failure::Damaged)?;
        for (path, is_stream) in entries {
            let Ok(name) = path.strip_prefix(storage) else { continue };
            let name = Path::new("/").join(name);
            if !is_stream {
                own.create_storage_all(name).map_err(|_| Failure::Damaged)?;
                continue;
            }
            let Ok(stream) = self.file.open_stream(&path) else { continue };
            let mut bytes = Vec::new();
            let limit = left.saturating_add(1);
            if stream.take(limit).read_to_end(&mut bytes).is_err() {
                continue;
            }
            *left = left.checked_sub(bytes.len() as u64).ok_or(Failure::TooLarge)?;
            let mut copy = own.create_stream(name).map_err(|_| Failure::Damaged)?;
            copy.write_all(&bytes).map_err(|_| Failure::Damaged)?;
        }
        own.flush().map_err(|_| Failure::Damaged)?;
        Ok(own.into_inner().into_inner())
    }
}

/// The file with zeros behind it, up to the last sector that its table has a place for.
fn filled_up(bytes: &[u8]) -> Vec<u8> {
    let sector = if short(bytes, 30) == Some(12) { 4096 } else { 512 };
    let sectors = (bytes.len() / sector).next_multiple_of(sector / 4);
    let mut filled = bytes.to_vec();
    filled.resize((sectors + 1) * sector, 0);
    filled
}

/// The objects in a storage follow as attachments. What cannot be read is a warning.
pub(super) fn objects(
    compound: &mut Compound<'_>,
    storage: &str,
    content: &mut Content,
    depth: u32,
) -> Result<(), Failure> {
    let Ok(entries) = compound.file.read_storage(storage) else { return Ok(()) };
    let paths: Vec<_> = entries.filter(cfb::Entry::is_storage).map(|entry| entry.path().to_owned()).collect();
    if paths.len() > MAX_ENTRIES {
        return Err(Failure::TooLarge);
    }
    // Nothing is packed, so that honest objects are together no larger than the file.
    let mut left = compound.size;
    for (number, path) in (1..).zip(paths) {
        match compound.unfolded(&path, &mut left) {
            Ok(bytes) => object(bytes, number, content, depth)?,
            Err(Failure::TooLarge) => return Err(Failure::TooLarge),
            Err(_) => content.warn(confidant_text::WarningCode::PartUnread),
        }
    }
    Ok(())
}

/// Adds an object that is a compound file of its own: a document, or a wrapper around a file.
pub(super) fn object(bytes: Vec<u8>, number: u32, content: &mut Content, depth: u32) -> Result<(), Failure> {
    let (name, bytes) = unwrapped(&bytes).unwrap_or((None, bytes));
    dispatch::attach(content, name.as_deref().unwrap_or(&format!("Object {number}")), bytes, depth)
}

/// The file in an embedded object, with the name that it had, when the object is a wrapper around one.
pub(super) fn unwrapped(bytes: &[u8]) -> Option<(Option<String>, Vec<u8>)> {
    let mut compound = Compound::open(bytes).ok()?;
    if let Some(native) = compound.stream("\u{1}Ole10Native") {
        return packed(&native, 6).map(|(name, data)| (Some(name), data));
    }
    ["CONTENTS", "Package", "EmbeddedOdf"].iter().find_map(|name| compound.stream(name)).map(|data| (None, data))
}

/// A file that the Packager put in: a label, the path it came from, a path for a copy, and its bytes.
/// They begin at `start`.
pub(super) fn packed(native: &[u8], start: usize) -> Option<(String, Vec<u8>)> {
    let mut rest = native.get(start..)?;
    let mut names = Vec::new();
    for _ in 0..2 {
        let end = rest.iter().take(4096).position(|byte| *byte == 0)?;
        let (name, after) = rest.split_at_checked(end)?;
        names.push(encoding_rs::WINDOWS_1252.decode_without_bom_handling(name).0.into_owned());
        rest = after.get(1..)?;
    }
    let (copy, rest) = rest.get(8..)?.split_at_checked(long(rest, 4)?)?;
    let size = long(rest, 0)?;
    let data = rest.get(4..4_usize.checked_add(size)?)?;
    // The paths tell more than the label, and must be masked as well. Newer programs say them again, in letters of all scripts.
    let mut path = names.pop()?;
    let mut copy = encoding_rs::WINDOWS_1252.decode_without_bom_handling(copy).0.trim_end_matches('\0').to_owned();
    if let Some([wide_copy, _, wide_path]) = rest.get(4 + size..).and_then(wide_names) {
        (copy, path) = (wide_copy, wide_path);
    }
    let name = if copy.is_empty() || copy == path { path } else { format!("{copy}, {path}") };
    Some((name, data.to_vec()))
}

/// Three names in wide characters, each behind its length.
fn wide_names(mut bytes: &[u8]) -> Option<[String; 3]> {
    let mut names = [const { String::new() }; 3];
    for name in &mut names {
        let (text, rest) = bytes.get(4..)?.split_at_checked(long(bytes, 0)?.checked_mul(2)?)?;
        *name = decoded(text, 1200);
        bytes = rest;
    }
    names.iter().all(|name| !name.is_empty()).then_some(names)
}

/// Title, author and the like from the two property sets that old files carry (MS-OLEPS).
pub(super) fn properties(compound: &mut Compound<'_>, content: &mut Content) {
    const SUMMARY: [(usize, &str); 8] = [
        (2, "title"),
        (3, "subject"),
        (4, "author"),
        (5, "keywords"),
        (6, "comments"),
        (7, "template"),
        (8, "last modified by"),
        (18, "producer"),
    ];
    const MORE: [(usize, &str); 3] = [(2, "category"), (14, "manager"), (15, "company")];

    if let Some(set) = compound.stream("\u{5}SummaryInformation") {
        section(&set, 44, &SUMMARY, content);
    }
    if let Some(set) = compound.stream("\u{5}DocumentSummaryInformation") {
        section(&set, 44, &MORE, content);
        // The second section names its properties itself.
        section(&set, 64, &[], content);
    }
}

fn section(set: &[u8], offset_at: usize, names: &[(usize, &str)], content: &mut Content) -> Option<()> {
    let section = set.get(long(set, offset_at)?..)?;
    let count = long(section, 4)?.min(MAX_PROPERTIES);
    let entries: Vec<(usize, usize)> = (0..count)
        .filter_map(|number| Some((long(section, 8 + 8 * number)?, long(section, 12 + 8 * number)?)))
        .collect();
    let find = |id: usize| entries.iter().find(|(known, _)| *known == id).and_then(|(_, at)| section.get(*at..));
    let page =
        find(1).and_then(|value| long(value, 4)).and_then(|page| i32::try_from(page & 0xffff).ok()).unwrap_or(1252);
    let own =
        if names.is_empty() { find(0).map(|value| dictionary(value, page)).unwrap_or_default() } else { Vec::new() };
    for (id, at) in &entries {
        let known = names.iter().find(|(known, _)| known == id).map(|(_, name)| *name);
        let name = known.or_else(|| own.iter().find(|(known, _)| known == id).map(|(_, name)| name.as_str()));
        if let (Some(name), Some(text)) = (name, section.get(*at..).and_then(|value| value_text(value, page))) {
            content.property(name, &text);
        }
    }
    Some(())
}

/// The names that a section gives to its properties.
fn dictionary(value: &[u8], page: i32) -> Vec<(usize, String)> {
    let (mut names, mut at) = (Vec::new(), 4);
    for _ in 0..long(value, 0).unwrap_or(0).min(MAX_PROPERTIES) {
        let (Some(id), Some(length)) = (long(value, at), long(value, at + 4)) else { break };
        let bytes = if page == 1200 { length.saturating_mul(2) } else { length };
        let Some(name) = value.get(at + 8..(at + 8).saturating_add(bytes)) else { break };
        names.push((id, decoded(name, page)));
        at += 8 + if page == 1200 { bytes.next_multiple_of(4) } else { bytes };
    }
    names
}

fn value_text(value: &[u8], page: i32) -> Option<String> {
    let length = || long(value, 4);
    let bytes = |count: usize| value.get(8..8_usize.checked_add(count)?);
    match long(value, 0)? & 0xffff {
        0x1e => Some(decoded(bytes(length()?)?, page)),
        0x1f => Some(decoded(bytes(length()?.checked_mul(2)?)?, 1200)),
        0x03 => Some(long(value, 4)?.to_string()),
        _ => None,
    }
}

fn decoded(bytes: &[u8], page: i32) -> String {
    let encoding = if page == 1200 { UTF_16LE } else { by_number(page) };
    encoding.decode_without_bom_handling(bytes).0.trim_end_matches('\0').to_owned()
}

/// Four bytes at a place.
pub(super) fn long(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(four)).ok()
}

/// Two bytes at a place.
pub(super) fn short(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
}
