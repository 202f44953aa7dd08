//! Drawings in old office files ([MS-ODRAW]): what people wrote about a picture, and letters that are drawn.

use encoding_rs::UTF_16LE;

use super::{
    flow::Flow,
    ole::{long, short},
};
use crate::wire::Failure;

/// Records in records. A group in a group takes two.
pub(super) const MAX_DEPTH: u32 = 64;

/// A record of an old presentation or drawing: kinds below these hold other records, or bytes.
#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    pub kind: u16,
    /// A number whose meaning depends on the kind.
    pub instance: u16,
    pub is_container: bool,
    pub data: &'a [u8],
}

impl<'a> Record<'a> {
    /// The records in this one.
    pub fn children(self) -> impl Iterator<Item = Record<'a>> {
        records(if self.is_container { self.data } else { &[] })
    }

    /// The first record of a kind in this one.
    pub fn child(self, kind: u16) -> Option<Record<'a>> {
        self.children().find(|child| child.kind == kind)
    }

    /// All records below this one, in order.
    pub fn below(self) -> Result<Vec<Record<'a>>, Failure> {
        let mut all = Vec::new();
        self.collect(&mut all, 0)?;
        Ok(all)
    }

    fn collect(self, all: &mut Vec<Record<'a>>, depth: u32) -> Result<(), Failure> {
        if depth > MAX_DEPTH {
            return Err(Failure::TooLarge);
        }
        for child in self.children() {
            all.push(child);
            child.collect(all, depth + 1)?;
        }
        Ok(())
    }
}

/// The records in `bytes`, one behind the other. One that is cut counts with what is left of it.
pub(super) fn records(bytes: &[u8]) -> impl Iterator<Item = Record<'_>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let (version, kind) = (short(rest, 0)?, short(rest, 2)?);
        let (length, after) = (long(rest, 4)?, rest.get(8..)?);
        let (data, behind) = after.split_at_checked(length).unwrap_or((after, &[]));
        rest = behind;
        Some(Record { kind, instance: version >> 4, is_container: version & 0x0f == 0x0f, data })
    })
}

/// Hides the texts in the properties of shapes in `bytes`: of a drawing as Word keeps it.
pub(super) fn hide(bytes: &[u8], flow: &mut Flow) -> Result<(), Failure> {
    let mut rest = bytes;
    // The first record is about all drawings; before each of the others stands a byte that says where it belongs.
    while !rest.is_empty() {
        let Some(length) = long(rest, 4) else { break };
        let whole = rest.get(..length.saturating_add(8)).unwrap_or(rest);
        for record in records(whole) {
            hide_below(record, flow)?;
        }
        rest = rest.get(whole.len() + 1..).unwrap_or_default();
    }
    Ok(())
}

/// Hides the texts in the properties of shapes below `record`.
pub(super) fn hide_below(record: Record<'_>, flow: &mut Flow) -> Result<(), Failure> {
    const ALTERNATIVE: u16 = 0x0381;
    const LETTERS: u16 = 0x00c0;

    for table in record.below()?.into_iter().filter(|record| matches!(record.kind, 0xf00b | 0xf121 | 0xf122)) {
        for (id, value) in properties(table) {
            match id {
                ALTERNATIVE => flow.hide("Alt text", &wide(value))?,
                LETTERS => flow.hide("Text box", &wide(value))?,
                _ => {}
            }
        }
    }
    Ok(())
}

/// The properties in a table that have a value of many bytes. These values stand behind the table in its order.
fn properties(table: Record<'_>) -> impl Iterator<Item = (u16, &[u8])> {
    let count = usize::from(table.instance);
    let mut at = 6 * count;
    table.data.chunks_exact(6).take(count).filter_map(move |entry| {
        let id = short(entry, 0)?;
        if id & 0x8000 == 0 {
            return None;
        }
        let length = long(entry, 2)?;
        let value = table.data.get(at..at.checked_add(length)?)?;
        at += length;
        Some((id & 0x3fff, value))
    })
}

/// Whether a table of properties has one with this number, and its value.
pub(super) fn number(table: Record<'_>, wanted: u16) -> Option<usize> {
    let mut entries = table.data.chunks_exact(6).take(usize::from(table.instance));
    entries.find_map(|entry| long(entry, 2).filter(|_| short(entry, 0).is_some_and(|id| id & 0x3fff == wanted)))
}

/// Characters of two bytes up to their end.
pub(super) fn wide(bytes: &[u8]) -> String {
    let text = UTF_16LE.decode_without_bom_handling(bytes).0;
    text.split('\0').next().unwrap_or_default().to_owned()
}
