//! Compound files (MS-CFB) in office files: old workbooks, and what wraps the files that were put into a document.

use std::io::{Cursor, Read};

use cfb::CompoundFile;
use encoding_rs::UTF_16LE;

use super::rtf::by_number;
use crate::{content::Content, wire::Failure};

/// How every compound file begins.
const MAGIC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// Properties of one set.
const MAX_PROPERTIES: usize = 1000;

/// An open compound file.
pub(super) struct Compound<'a> {
    file: CompoundFile<Cursor<&'a [u8]>>,
    size: u64,
}

impl<'a> Compound<'a> {
    /// Opens a compound file.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Failure> {
        if !bytes.starts_with(MAGIC) {
            return Err(Failure::Damaged);
        }
        let file = CompoundFile::open(Cursor::new(bytes)).map_err(|_| Failure::Damaged)?;
        Ok(Self { file, size: bytes.len() as u64 })
    }

    /// The bytes of a stream in the root folder. Nothing is packed, so that none is longer than the file.
    pub fn stream(&mut self, name: &str) -> Option<Vec<u8>> {
        let stream = self.file.open_stream(format!("/{name}")).ok()?;
        let mut bytes = Vec::new();
        stream.take(self.size).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }
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
    let length = long(rest, 4)?;
    rest = rest.get(8_usize.checked_add(length)?..)?;
    let size = long(rest, 0)?;
    let data = rest.get(4..4_usize.checked_add(size)?)?;
    // The path tells more than the label, and must be masked as well.
    Some((names.pop()?, data.to_vec()))
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
