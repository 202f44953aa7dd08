//! Tables in text: rows become lines, cells are parted by tabs.

use confidant_text::WarningCode;

use super::charset::decode;
use crate::{content::Content, wire::Failure};

/// How much of the text is looked at to find what parts its cells.
const SAMPLE: usize = 1 << 16;

/// The one page of a table.
pub(crate) fn read(bytes: &[u8], tabs: bool) -> Result<Content, Failure> {
    let (text, guessed) = decode(bytes, None);
    if text.contains('\0') {
        return Err(Failure::Unsupported);
    }
    // Excel writes into the first line what parts the cells.
    let (line, after) = text.split_once('\n').unwrap_or((&text, ""));
    let said = line.trim_end_matches('\r').strip_prefix("sep=").and_then(|said| said.bytes().next());
    // Half of a character parts nothing, and neither does what quotes.
    let said = said.filter(|byte| byte.is_ascii() && *byte != b'"');
    let (delimiter, table) = match said {
        Some(delimiter) => (delimiter, after),
        None if tabs => (b'\t', text.as_str()),
        None => (delimiter(&text), text.as_str()),
    };
    let mut lines = String::with_capacity(table.len());
    for row in rows(table, delimiter) {
        let row = row.map_err(|_| Failure::Damaged)?;
        let cells: Vec<String> = row.iter().map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        lines.push_str(cells.join("\t").trim_end_matches('\t'));
        lines.push('\n');
    }
    if lines.trim().is_empty() {
        return Err(Failure::Empty);
    }
    let mut content = Content::default();
    if guessed {
        content.warn(WarningCode::EncodingGuessed);
    }
    content.page(&lines)?;
    Ok(content)
}

fn rows(text: &str, delimiter: u8) -> impl Iterator<Item = csv::Result<csv::StringRecord>> {
    let reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    reader.into_records()
}

/// What parts the cells: that which gives most rows the same number of cells.
fn delimiter(text: &str) -> u8 {
    let mut end = SAMPLE.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = text.get(..end).unwrap_or(text);
    let score = |delimiter: u8| {
        let counts: Vec<usize> =
            rows(sample, delimiter).take(100).flatten().map(|row| row.len()).filter(|cells| *cells > 1).collect();
        let same = |cells: usize| counts.iter().filter(|other| **other == cells).count();
        counts.iter().map(|cells| same(*cells)).max().unwrap_or(0)
    };
    // Of two that do equally well the later is taken: a comma may stand in numbers, a semicolon hardly.
    b",|;\t".iter().copied().max_by_key(|delimiter| score(*delimiter)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::wire::Failure;

    fn text(bytes: &[u8]) -> String {
        read(bytes, false).unwrap().pages.remove(0).text
    }

    #[test]
    fn what_parts_the_cells_is_found() {
        assert_eq!(text(b"foo,bar\n1,\"a, b\nc\"\n,\"say \"\"hi\"\"\"\n"), "foo\tbar\n1\ta, b c\n\tsay \"hi\"");
        assert_eq!(text(b"Name;Betrag\nM\xfcller;1,50\nK;2,75\n"), "Name\tBetrag\nMüller\t1,50\nK\t2,75");
        assert_eq!(text(b"sep=|\na|b;c\n"), "a\tb;c");
        assert_eq!(text(b"sep=\t\r\na\tb,c\r\n"), "a\tb,c");
        assert_eq!(text("sep=§\na§b\nMüller§Jo".as_bytes()), "sep=§\na§b\nMüller§Jo");
        assert_eq!(text(b"sep=\"\na,\"b\"\nc,d"), "sep=\"\na\tb\nc\td");
        assert_eq!(text(b"a\tb\n1\t2, 3\n"), "a\tb\n1\t2, 3");
        assert_eq!(text(b"one word\nand another"), "one word\nand another");
    }

    #[test]
    fn an_open_quotation_loses_nothing() {
        assert_eq!(text(b"a,b\n1,\"open\n2,end"), "a\tb\n1\topen 2,end");
    }

    #[test]
    fn nothing_is_empty() {
        assert_eq!(read(b"\n,,\n", false).err(), Some(Failure::Empty));
    }
}
