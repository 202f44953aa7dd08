//! What an xls file keeps beside its cells (MS-XLS): hidden rows and columns, notes, text boxes, headers, links. Whoever
//! reads the cells does not tell of these.

use encoding_rs::{UTF_16LE, WINDOWS_1252};

use crate::{
    office::{
        flow::Flow,
        ole::{long, short},
        xlsx::{Hidden, printed},
    },
    wire::Failure,
};

const SHEET: u16 = 0x85;
const END: u16 = 0x0a;
const MAX_RECORDS: usize = 20_000_000;
/// Not quite two full sheets of the format, 65,536 rows of 256 columns each: less than a gigabyte.
const MOST_CELLS: u64 = 2 << 24;
/// A link to an address starts with this name of a class.
const ADDRESS: &[u8] = b"\xe0\xc9\xea\x79\xf9\xba\xce\x11\x8c\x82\x00\xaa\x00\x4b\xa9\x0b";

/// Whether the sheets' cells are few enough to be held. calamine (`xls.rs`: `parse_sheet`; `lib.rs`: `from_sparse`) takes memory for as
/// many as a sheet claims to have, and then for all from the first to the last, however few there are between them.
pub(super) fn is_bounded(book: &[u8]) -> bool {
    let (mut row, mut column, mut total) = (0_u64, 0_u64, 0_u64);
    for (kind, data) in records(book) {
        let at = |place: usize| short(data, place).map_or(0, u64::from);
        match kind {
            // Nothing can be told of a locked book, and it is not read either.
            0x2f => return true,
            0x200 => {
                let (rows, columns) = if data.len() == 10 { (at(2), at(6)) } else { (at(4) | (at(6) << 16), at(10)) };
                if rows.saturating_mul(columns) > MOST_CELLS {
                    return false;
                }
            }
            // Numbers, texts, truths and results.
            0x06 | 0xd6 | 0xfd | 0x203..=0x205 | 0x207 | 0x27e => (row, column) = (row.max(at(0)), column.max(at(2))),
            // Several numbers: the last column stands at the end.
            0xbd => (row, column) = (row.max(at(0)), column.max(at(data.len().saturating_sub(2)))),
            END => {
                total += (row + 1) * (column + 1);
                (row, column) = (0, 0);
            }
            _ => {}
        }
        if total + (row + 1) * (column + 1) > MOST_CELLS {
            return false;
        }
    }
    true
}

/// Where each sheet's records start, in order, with its name.
pub(super) fn sheets(book: &[u8]) -> Vec<usize> {
    records(book)
        .take_while(|(kind, _)| *kind != END)
        .filter(|(kind, _)| *kind == SHEET)
        .filter_map(|(_, data)| long(data, 0))
        .collect()
}

/// Adds what the sheet at `start` hides to `hidden` and `flow`.
pub(super) fn read(book: &[u8], start: usize, hidden: &mut Hidden, flow: &mut Flow) -> Result<(), Failure> {
    let records = records(book.get(start..).unwrap_or_default());
    let (mut object, mut is_note) = (0, false);
    // A text that was announced: how much of it is to come, and what there is.
    let mut open: Option<(usize, String)> = None;
    let mut notes: Vec<(u16, String)> = Vec::new();
    let mut authors: Vec<(u16, String)> = Vec::new();
    let mut depth = 0_u32;
    for (kind, data) in records {
        // A text that breaks off is told as far as it goes.
        if kind != 0x3c
            && let Some((_, text)) = open.take_if(|(_, text)| !text.is_empty())
        {
            tell(is_note.then_some(object), text, &mut notes, flow)?;
        }
        match kind {
            // A chart on the sheet has records of its own between a beginning and an end.
            0x809 => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            0x208 if short(data, 12).is_some_and(|flags| flags & 0x20 != 0) => {
                hidden.rows.extend(short(data, 0).map(u32::from));
            }
            0x7d if short(data, 8).is_some_and(|flags| flags & 1 != 0) => {
                if let (Some(first), Some(last)) = (short(data, 0), short(data, 2)) {
                    hidden.columns.push((first.into(), last.into()));
                }
            }
            0x14 => flow.hide("Header", &printed(&string(data, 0).unwrap_or_default()))?,
            0x15 => flow.hide("Footer", &printed(&string(data, 0).unwrap_or_default()))?,
            0x5d => {
                is_note = short(data, 4) == Some(0x19);
                object = short(data, 6).unwrap_or(0);
            }
            0x1b6 => open = short(data, 10).map(|length| (length.into(), String::new())).filter(|(left, _)| *left > 0),
            // The text stands in the records after the one that announces it, and its looks in the last.
            0x3c => {
                if let Some((left, mut text)) = open.take() {
                    let more = characters(data, 0, left).unwrap_or_default();
                    let left = left.saturating_sub(more.encode_utf16().count());
                    text.push_str(&more);
                    if left > 0 && !more.is_empty() {
                        open = Some((left, text));
                    } else {
                        tell(is_note.then_some(object), text, &mut notes, flow)?;
                    }
                }
            }
            0x1c => authors.extend(short(data, 6).zip(string(data, 8))),
            0x1b8 => flow.hide("Link", &address(data).unwrap_or_default())?,
            _ => {}
        }
    }
    for (object, text) in notes {
        let author = authors.iter().find(|(known, _)| *known == object).map_or("", |(_, author)| author.as_str());
        let is_said = author.is_empty() || text.starts_with(author);
        flow.hide("Comment", &if is_said { text } else { format!("{author}: {text}") })?;
    }
    Ok(())
}

/// Keeps the text of a note, whose author is named later, and tells any other.
fn tell(note: Option<u16>, text: String, notes: &mut Vec<(u16, String)>, flow: &mut Flow) -> Result<(), Failure> {
    match note {
        Some(object) => notes.push((object, text)),
        None => flow.hide("Text box", &text)?,
    }
    Ok(())
}

/// Records: a kind, a length, and as many bytes.
fn records(bytes: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = 0_usize;
    std::iter::from_fn(move || {
        let (kind, length) = (short(bytes, at)?, usize::from(short(bytes, at + 2)?));
        let data = bytes.get(at + 4..at + 4 + length)?;
        at += 4 + length;
        Some((kind, data))
    })
    .take(MAX_RECORDS)
}

/// A string with its length before it.
fn string(data: &[u8], at: usize) -> Option<String> {
    characters(data, at + 2, usize::from(short(data, at)?))
}

/// Characters of one or of two bytes, as the byte before them says.
fn characters(data: &[u8], at: usize, length: usize) -> Option<String> {
    let wide = data.get(at)? & 1 == 1;
    let bytes = data.get(at + 1..)?;
    let bytes = bytes.get(..if wide { 2 * length } else { length }).unwrap_or(bytes);
    let encoding = if wide { UTF_16LE } else { WINDOWS_1252 };
    Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
}

fn address(data: &[u8]) -> Option<String> {
    let at = data.windows(ADDRESS.len()).position(|window| window == ADDRESS)? + ADDRESS.len();
    let bytes = data.get(at + 4..)?;
    let bytes = bytes.get(..long(data, at)?).unwrap_or(bytes);
    let text = UTF_16LE.decode_without_bom_handling(bytes).0;
    text.split('\0').next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{ADDRESS, is_bounded, read, sheets};
    use crate::office::{flow::Flow, xlsx::Hidden};

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap().to_le_bytes();
        [&kind.to_le_bytes()[..], &length, data].concat()
    }

    fn wide(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn what_stands_beside_the_cells_is_told() {
        let globals = [record(0x809, &[0; 16]), record(0x85, &[32, 0, 0, 0, 0, 0]), record(0x0a, &[])].concat();
        assert_eq!((globals.len(), sheets(&globals)), (34, vec![32]));

        let row = [&[3, 0][..], &[0; 10], &[0x20, 0, 0, 0]].concat();
        let note = |text: &str| {
            let announced = [&[0; 10][..], &[u8::try_from(text.len()).unwrap(), 0], &[0; 6]].concat();
            [record(0x1b6, &announced), record(0x3c, &[&[0], text.as_bytes()].concat())].concat()
        };
        let link = [&[0; 24][..], ADDRESS, &[22, 0, 0, 0], &wide("https://a.b")].concat();
        let sheet = [
            record(0x809, &[0; 16]),
            record(0x14, b"\x08\0\0&LBecker"),
            record(0x7d, &[1, 0, 2, 0, 0, 0, 0, 0, 1, 0]),
            record(0x208, &row),
            record(0x5d, &[0x15, 0, 18, 0, 0x19, 0, 7, 0]),
            note("Check"),
            record(0x5d, &[0x15, 0, 18, 0, 6, 0, 8, 0]),
            note("in a box"),
            record(0x1c, b"\0\0\0\0\0\0\x07\0\x02\0\0Jo"),
            record(0x1b8, &link),
            record(0x1b6, &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 0]),
            record(0x3c, b"\0in "),
            record(0x3c, &[&[1][..], &wide("two")].concat()),
            record(0x3c, &[0; 8]),
            record(0x0a, &[]),
            record(0x14, b"\x05\0\0after"),
        ]
        .concat();
        let (mut hidden, mut flow) = (Hidden::default(), Flow::default());
        read(&sheet, 0, &mut hidden, &mut flow).unwrap();
        assert_eq!((hidden.rows.into_iter().collect::<Vec<_>>(), hidden.columns), (vec![3], vec![(1, 2)]));
        let expected = "[Header]\nBecker\n\n[Text box]\nin a box\n\n[Link]\nhttps://a.b\n\n[Text box]\nin two\n\n[Comment]\nJo: Check";
        assert_eq!(flow.finish(), expected);
    }

    #[test]
    fn a_sheet_that_claims_too_much_or_reaches_too_far_is_not_bounded() {
        let claim =
            |rows: [u8; 4], columns: u8| record(0x200, &[&[0; 4][..], &rows, &[0, 0, 0, columns, 0, 0]].concat());
        assert!(is_bounded(&claim([0, 0, 1, 0], 1)), "all rows and all columns");
        assert!(!is_bounded(&claim([255; 4], 1)));
        assert!(is_bounded(&[record(0x2f, &[0; 6]), claim([255; 4], 1)].concat()), "locked");
        let cell = |row: u8, column: u8| record(0x27e, &[255, row, 255, column, 0, 0, 0, 0, 0, 0]);
        assert!(is_bounded(&cell(255, 0)));
        assert!(!is_bounded(&cell(255, 255)));
        assert!(
            !is_bounded(&[cell(255, 0), record(0x0a, &[])].concat().repeat(3)),
            "three sheets with a cell at the end"
        );
    }

    #[test]
    fn records_that_are_cut_end() {
        let (mut hidden, mut flow) = (Hidden::default(), Flow::default());
        for bytes in [&[][..], &[0x1b, 0], &[0x14, 0, 9, 0, 1], &[0x14, 0, 2, 0, 255, 255], &[0x1c, 0, 1, 0, 7]] {
            read(bytes, 0, &mut hidden, &mut flow).unwrap();
            read(bytes, 99, &mut hidden, &mut flow).unwrap();
        }
        assert_eq!(flow.finish(), "");
    }
}
