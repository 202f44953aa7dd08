//! What is said about the document: its information dictionary, its XMP packet, its bookmarks; and PDF text strings.

use std::collections::HashSet;

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};
use hayro_syntax::{
    Pdf,
    object::{Dict, Object, ObjectIdentifier, Stream, String as PdfString},
};

use super::xmp;
use crate::content::parted;

/// Entries that have a name of their own here; dates and flags are nobody's secret.
const KNOWN: [(&[u8], &str); 6] = [
    (b"Title", "title"),
    (b"Author", "author"),
    (b"Subject", "subject"),
    (b"Keywords", "keywords"),
    (b"Creator", "creator"),
    (b"Producer", "producer"),
];
const PASSED_OVER: [&[u8]; 3] = [b"CreationDate", b"ModDate", b"Trapped"];
/// More bookmarks than any outline has.
const MOST_BOOKMARKS: usize = 100_000;

/// Name and value of what is there. A property that somebody made up is named by a number, for its own name may say as much as
/// its value. Bookmarks beyond too many are `unread`.
pub(super) fn read(pdf: &Pdf, unread: &mut bool) -> Vec<(String, String)> {
    let data = pdf.metadata();
    let known = [&data.title, &data.author, &data.subject, &data.keywords, &data.creator, &data.producer];
    let known =
        KNOWN.iter().zip(known).filter_map(|((_, name), value)| Some(((*name).to_owned(), text(value.as_deref()?))));
    let mut entries: Vec<(String, String)> = known.filter(|(_, value)| !value.is_empty()).collect();
    for (number, property) in (1..).zip(custom(pdf)) {
        entries.push((format!("property {number}"), property));
    }
    let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let packet = root.as_ref().and_then(|root| root.get::<Stream<'_>>("Metadata"));
    if let Some(packet) = packet.and_then(|packet| packet.decoded_data().ok().map(|data| xmp::lines(&data))) {
        entries.push(("xmp".to_owned(), packet.join("\n")));
    }
    entries.push(("bookmarks".to_owned(), root.map(|root| bookmarks(&root, unread).join("\n")).unwrap_or_default()));
    entries.retain(|(_, value)| !value.is_empty());
    entries
}

/// Properties with names of their own. The trailer is not given out by the library, so the dictionary is found by its
/// reference, which is never packed: the last one that leads to a dictionary counts.
fn custom(pdf: &Pdf) -> Vec<String> {
    let bytes: &[u8] = pdf.data().as_ref();
    let mut end = bytes.len();
    while let Some(at) = bytes.get(..end).and_then(|head| memchr::memmem::rfind(head, b"/Info")) {
        let id = bytes.get(at + 5..).and_then(reference);
        if let Some(information) = id.and_then(|id| pdf.xref().get::<Dict<'_>>(id)) {
            return properties(&information);
        }
        end = at;
    }
    Vec::new()
}

/// The object of a reference such as ` 12 0 R`.
pub(super) fn reference(bytes: &[u8]) -> Option<ObjectIdentifier> {
    let head = std::str::from_utf8(bytes.get(..24).unwrap_or(bytes).split(|byte| !byte.is_ascii()).next()?).ok()?;
    let mut words = head.split_ascii_whitespace();
    let (number, generation, letter) = (words.next()?, words.next()?, words.next()?);
    letter.starts_with('R').then_some(())?;
    Some(ObjectIdentifier::new(number.parse().ok()?, generation.parse().ok()?))
}

fn properties(information: &Dict<'_>) -> Vec<String> {
    let is_own = |name: &[u8]| !KNOWN.iter().any(|(known, _)| *known == name) && !PASSED_OVER.contains(&name);
    let mut names: Vec<_> = information.keys().filter(|name| is_own(name.as_ref())).collect();
    names.sort_by(|a, b| a.as_ref().cmp(b.as_ref()));
    let property = |name: &hayro_syntax::object::Name<'_>| {
        let value = match information.get::<Object<'_>>(&**name)? {
            Object::String(value) => text(value.as_bytes()),
            Object::Name(value) => text(value.as_ref()),
            _ => return None,
        };
        (!value.is_empty()).then(|| format!("{}: {value}", text(name.as_ref())))
    };
    names.iter().filter_map(property).collect()
}

/// The titles of the outline, in order.
fn bookmarks(root: &Dict<'_>, unread: &mut bool) -> Vec<String> {
    let (mut titles, mut seen) = (Vec::new(), HashSet::new());
    let mut open: Vec<Dict<'_>> =
        root.get::<Dict<'_>>("Outlines").and_then(|top| top.get("First")).into_iter().collect();
    while let Some(item) = open.pop() {
        if !seen.insert(item.data().as_ptr().addr()) {
            continue;
        }
        if seen.len() > MOST_BOOKMARKS {
            *unread = true;
            break;
        }
        titles.extend(item.get::<PdfString<'_>>("Title").map(|title| text(title.as_bytes()).replace('\n', " ")));
        // What is pushed last is read first: first the children, then the next of the same level.
        open.extend(item.get::<Dict<'_>>("Next"));
        open.extend(item.get::<Dict<'_>>("First"));
    }
    titles
}

/// A PDF text string: Unicode with a mark, or `PDFDocEncoding` (ISO 32000-2, 7.9.2.2 and annex D). What makes sense in UTF-8
/// is that, as many programs write it without the mark.
pub(super) fn text(bytes: &[u8]) -> String {
    let marked = |mark: usize, encoding: &'static encoding_rs::Encoding| {
        encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0.into_owned()
    };
    let text = match bytes {
        [0xfe, 0xff, ..] => marked(2, UTF_16BE),
        [0xff, 0xfe, ..] => marked(2, UTF_16LE),
        [0xef, 0xbb, 0xbf, ..] => marked(3, UTF_8),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) if !bytes.is_ascii() => text.to_owned(),
            _ => bytes.iter().map(|byte| document_encoding(*byte)).collect(),
        },
    };
    parted(&text).trim().to_owned()
}

fn document_encoding(byte: u8) -> char {
    const FROM_18: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
    const FROM_80: [char; 33] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ', 'Ł',
        'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{fffd}', '€',
    ];
    let table = |table: &[char], from: u8| table.get(usize::from(byte - from)).copied().unwrap_or('\u{fffd}');
    match byte {
        0x18..=0x1f => table(&FROM_18, 0x18),
        0x80..=0xa0 => table(&FROM_80, 0x80),
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn text_strings_are_read_in_each_encoding() {
        assert_eq!(text(b"Gr\xfc\xdfe \x80 12 \xa0"), "Grüße • 12 €");
        assert_eq!(text(b"\xfe\xff\0G\0r\0\xfc"), "Grü");
        assert_eq!(text(b"\xff\xfeG\0r\0\xfc\0"), "Grü");
        assert_eq!(text("\u{feff}Grüße".as_bytes()), "Grüße");
        assert_eq!(text(b" \0 "), "");
        assert_eq!(text("Grüße".as_bytes()), "Grüße", "without a mark");
        assert_eq!(text(b"Gr\xc3\xbc\xdfe"), "GrÃ¼ße", "no UTF-8");
    }

    #[test]
    fn lines_and_words_stay_apart() {
        let unit = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
        let written = "\u{feff}Bitte prüfen\rHannah Weiß\tIBAN\r\nB\u{b}o\0nn";
        assert_eq!(text(&unit(written)), "Bitte prüfen\nHannah Weiß IBAN\nB onn");
        assert_eq!(text(b"a\rb\tc\r\nd"), "a\nb c\nd");
    }
}
