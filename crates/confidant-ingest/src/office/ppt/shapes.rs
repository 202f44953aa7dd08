//! The text of shapes on a slide, a master or a page of notes ([MS-PPT], [MS-ODRAW]).

use std::collections::{BTreeMap, HashSet};

use encoding_rs::UTF_16LE;

use crate::{
    office::{
        art::{MAX_DEPTH, Record, number},
        flow::{Flow, cell},
        ole::long,
    },
    wire::Failure,
};

const GROUP: u16 = 0xf003;
const SHAPE: u16 = 0xf004;
const TEXT_BOX: u16 = 0xf00d;
const ANCHOR: u16 = 0xf00f;
const CLIENT_DATA: u16 = 0xf011;
const MORE_PROPERTIES: u16 = 0xf122;
const PLACEHOLDER: u16 = 0x0bc3;
const HEADER: u16 = 0x0f9f;
const OUTLINE: u16 = 0x0f9e;
const CHARACTERS: u16 = 0x0fa0;
const BYTES: u16 = 0x0fa8;
/// Bytes of a text in which a number or a date may be set in.
const SHORT: usize = 1000;

/// The texts of a slide that stand in the list of slides and not on it, and which of them were met there.
#[derive(Default)]
pub(super) struct Outline {
    pub texts: Vec<String>,
    pub met: HashSet<usize>,
}

/// Adds the text of all shapes in order. On a master, placeholders only say that something can be put there.
pub(super) fn read(
    record: Record<'_>,
    outline: &mut Outline,
    flow: &mut Flow,
    is_master: bool,
    depth: u32,
) -> Result<(), Failure> {
    if depth > MAX_DEPTH {
        return Err(Failure::TooLarge);
    }
    for child in record.children() {
        match child.kind {
            GROUP if is_table(child) => table(child, outline, flow)?,
            SHAPE if is_master && is_placeholder(child) => {}
            SHAPE => {
                if let Some(text) = shape_text(child, outline) {
                    block(&text, flow)?;
                }
            }
            _ => read(child, outline, flow, is_master, depth + 1)?,
        }
    }
    Ok(())
}

/// A text as a block of its own.
pub(super) fn block(text: &str, flow: &mut Flow) -> Result<(), Failure> {
    flow.gap();
    text.split('\r').try_for_each(|paragraph| flow.paragraph(paragraph))?;
    flow.gap();
    Ok(())
}

/// The texts among `records`, each of which begins with a header.
pub(super) fn texts<'a>(records: impl Iterator<Item = Record<'a>>) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for record in records {
        match (record.kind, texts.last_mut()) {
            (HEADER, _) => texts.push(String::new()),
            (CHARACTERS, Some(text)) if text.is_empty() => text.push_str(&characters(record.data)),
            (BYTES, Some(text)) if text.is_empty() => text.extend(record.data.iter().map(|byte| char::from(*byte))),
            // An asterisk where a number or a date is set in.
            (0x0fd8 | 0x0ff7..=0x0ffa, Some(text)) if text.len() < SHORT => {
                let place = long(record.data, 0).unwrap_or(usize::MAX);
                if let Some((at, '*')) = text.char_indices().nth(place) {
                    text.replace_range(at..=at, "\u{1}");
                }
            }
            _ => {}
        }
    }
    texts
}

/// Characters of two bytes each.
pub(super) fn characters(bytes: &[u8]) -> String {
    UTF_16LE.decode_without_bom_handling(bytes).0.into_owned()
}

fn shape_text(shape: Record<'_>, outline: &mut Outline) -> Option<String> {
    let inside = shape.child(TEXT_BOX)?;
    let refers = inside.child(OUTLINE).and_then(|outline| long(outline.data, 0));
    if let Some((number, text)) = refers.and_then(|number| Some((number, outline.texts.get(number)?.clone()))) {
        // A text that two shapes refer to is said once.
        return outline.met.insert(number).then_some(text);
    }
    Some(texts(inside.children()).join("\r"))
}

/// Whether a shape says what can be put there. Placeholders of dates, numbers, headers and footers say what is printed.
fn is_placeholder(shape: Record<'_>) -> bool {
    let placeholder = shape.child(CLIENT_DATA).and_then(|data| data.child(PLACEHOLDER));
    placeholder.is_some_and(|placeholder| !matches!(placeholder.data.get(4), Some(7..=10)))
}

/// A table is a group whose frame says so.
fn is_table(group: Record<'_>) -> bool {
    const IS_TABLE: u16 = 0x039f;

    let frame = group.child(SHAPE).and_then(|frame| frame.child(MORE_PROPERTIES));
    frame.and_then(|properties| number(properties, IS_TABLE)).is_some_and(|flags| flags & 1 == 1)
}

/// Cells are shapes; those that begin at the same height are a row.
fn table(group: Record<'_>, outline: &mut Outline, flow: &mut Flow) -> Result<(), Failure> {
    let mut rows: BTreeMap<i64, Vec<(i64, String)>> = BTreeMap::new();
    for shape in group.children().filter(|child| child.kind == SHAPE) {
        let Some(text) = shape_text(shape, outline) else { continue };
        let anchor = shape.child(ANCHOR).map_or(&[][..], |anchor| anchor.data);
        rows.entry(signed(anchor, 4)).or_default().push((signed(anchor, 0), cell(&text)));
    }
    flow.gap();
    for mut row in rows.into_values() {
        row.sort_by_key(|(left, _)| *left);
        let line = row.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\t");
        if !line.trim().is_empty() {
            flow.line(line.trim_end())?;
        }
    }
    flow.gap();
    Ok(())
}

/// A place on the slide, which may lie left of it or above.
fn signed(bytes: &[u8], at: usize) -> i64 {
    let value = long(bytes, at).and_then(|value| i64::try_from(value).ok()).unwrap_or(0);
    if value > 0x7fff_ffff { value - 0x1_0000_0000 } else { value }
}
