//! The properties that Outlook keeps of a mail, a person or a file, in the storages of a compound file (MS-OXMSG).

use std::{
    collections::HashMap,
    io::{Cursor, Read},
};

use cfb::CompoundFile;
use encoding_rs::Encoding;

use super::richtext::code_page;
use crate::{markup::decode, wire::Failure};

/// Storages that one storage may hold.
const MAX_ENTRIES: usize = 20_000;
const STREAM: &str = "__substg1.0_";

const STRING_8: u16 = 0x001e;
const STRING: u16 = 0x001f;
const BINARY: u16 = 0x0102;

/// A compound file.
pub(super) struct Store<'a> {
    file: CompoundFile<Cursor<&'a [u8]>>,
    /// What may still be read: entries may point at the same bytes again and again.
    left: u64,
}

impl<'a> Store<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, Failure> {
        let file = CompoundFile::open(Cursor::new(bytes)).map_err(|_| Failure::Damaged)?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        Ok(Self { file, left: size.saturating_mul(4).saturating_add(1 << 20) })
    }

    /// The names in a storage, in order.
    pub fn names(&self, storage: &str) -> Result<Vec<String>, Failure> {
        let Ok(entries) = self.file.read_storage(storage) else { return Ok(Vec::new()) };
        let names: Vec<String> = entries.take(MAX_ENTRIES + 1).map(|entry| entry.name().to_owned()).collect();
        if names.len() > MAX_ENTRIES { Err(Failure::TooLarge) } else { Ok(names) }
    }

    /// The bytes of a stream, if it is there and holds.
    pub fn stream(&mut self, path: &str) -> Result<Option<Vec<u8>>, Failure> {
        if !self.file.is_stream(path) {
            return Ok(None);
        }
        let Ok(stream) = self.file.open_stream(path) else { return Ok(None) };
        let mut bytes = Vec::new();
        let read = stream.take(self.left.saturating_add(1)).read_to_end(&mut bytes);
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if size > self.left {
            return Err(Failure::TooLarge);
        }
        self.left -= size;
        Ok(read.is_ok().then_some(bytes))
    }

    /// Whether there is a storage that holds properties: a mail in the mail.
    pub fn is_message(&self, storage: &str) -> bool {
        self.file.is_stream(format!("{storage}/__properties_version1.0"))
    }

    /// The properties in a storage; `header` is how many bytes stand before those of fixed size.
    pub fn properties(&mut self, storage: &str, header: usize) -> Result<Properties, Failure> {
        let mut properties = Properties::default();
        let list = self.stream(&format!("{storage}/__properties_version1.0"))?.unwrap_or_default();
        for entry in list.get(header..).unwrap_or_default().chunks_exact(16) {
            if let [kind, more_kind, id, more_id, _, _, _, _, value @ ..] = entry
                && let Ok(value) = <[u8; 8]>::try_from(value)
            {
                let (kind, id) = (u16::from_le_bytes([*kind, *more_kind]), u16::from_le_bytes([*id, *more_id]));
                if ![STRING, STRING_8, BINARY].contains(&kind) {
                    properties.fixed.insert(id, u64::from_le_bytes(value));
                }
            }
        }
        let page = |id| properties.number(id).and_then(code_page);
        let (of_message, of_page) = (page(0x3ffd), page(0x3fde));
        for name in self.names(storage)? {
            let Some((id, kind)) = tag(&name) else { continue };
            let path = format!("{storage}/{name}");
            if kind == BINARY {
                properties.binary.insert(id, path);
            } else if let Some(bytes) = self.stream(&path)? {
                let label = of_message.or(of_page).map(Encoding::name);
                let text = if kind == STRING { utf_16(&bytes) } else { decode(&bytes, label).0 };
                properties.strings.push((id, text.trim_matches('\0').to_owned()));
            }
        }
        properties.page = of_page;
        properties.strings.sort_by_key(|(id, _)| *id);
        Ok(properties)
    }
}

/// What a storage says.
#[derive(Default)]
pub(super) struct Properties {
    pub strings: Vec<(u16, String)>,
    /// Where the bytes lie.
    pub binary: HashMap<u16, String>,
    fixed: HashMap<u16, u64>,
    /// The encoding of a page that is kept as bytes.
    pub page: Option<&'static Encoding>,
}

impl Properties {
    /// The first of these texts that is there.
    pub fn text(&self, ids: &[u16]) -> Option<&str> {
        let find = |id: &u16| self.strings.iter().find(|(known, text)| known == id && !text.trim().is_empty());
        ids.iter().find_map(find).map(|(_, text)| text.trim())
    }

    /// A whole number.
    pub fn number(&self, id: u16) -> Option<u32> {
        // The four bytes behind the number may hold anything.
        self.fixed.get(&id).and_then(|value| u32::try_from(value & 0xffff_ffff).ok())
    }

    /// A time as a person writes it.
    pub fn time(&self, ids: &[u16]) -> Option<String> {
        // 100 nanoseconds since 1601.
        let ticks = ids.iter().find_map(|id| self.fixed.get(id).filter(|ticks| **ticks > 0))?;
        let seconds = i64::try_from(ticks / 10_000_000).ok()?.checked_sub(11_644_473_600)?;
        let time = jiff::Timestamp::from_second(seconds).ok()?;
        Some(time.strftime("%a, %d %b %Y %H:%M:%S UTC").to_string())
    }
}

/// The number and the type of the property that a stream of this name holds.
fn tag(name: &str) -> Option<(u16, u16)> {
    let tag =
        name.get(..STREAM.len()).filter(|start| start.eq_ignore_ascii_case(STREAM)).and(name.get(STREAM.len()..))?;
    // A list's texts have a number behind; each is a text.
    let tag = tag.split('-').next().unwrap_or(tag);
    let number = u32::from_str_radix(tag, 16).ok().filter(|_| tag.len() == 8)?;
    let (id, kind) = (u16::try_from(number >> 16).ok()?, u16::try_from(number & 0xffff).ok()?);
    let kind = match kind {
        0x101e if name.contains('-') => STRING_8,
        0x101f if name.contains('-') => STRING,
        kind => kind,
    };
    [STRING, STRING_8, BINARY].contains(&kind).then_some((id, kind))
}

fn utf_16(bytes: &[u8]) -> String {
    let (text, _) = encoding_rs::UTF_16LE.decode_without_bom_handling(bytes);
    text.into_owned()
}
