//! What kind of file it is: its content decides, its name breaks ties between kinds of text and never overrules.

mod archive;
mod compound;
mod text;

pub(crate) use archive::members_listed;

use std::path::Path;

use crate::wire::{Failure, Format};

/// How far into a file the PDF header may stand, as readers have always allowed.
const HEADER_WITHIN: usize = 1024;
/// How much of a file is looked at to tell text from binary.
const SAMPLE: usize = 8192;

/// The format of a file with these bytes and this name.
pub(crate) fn sniff(bytes: &[u8], path: &Path) -> Result<Format, Failure> {
    sniff_named(bytes, path.extension().and_then(|extension| extension.to_str()))
}

/// The format of a file with these bytes and a name that ends so.
pub(crate) fn sniff_named(bytes: &[u8], extension: Option<&str>) -> Result<Format, Failure> {
    let extension = extension.map(str::to_ascii_lowercase);
    let extension = extension.as_deref();
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    if bytes.is_empty() {
        return Err(Failure::Empty);
    }
    let starts = |magics: &[&[u8]]| magics.iter().any(|magic| sample.starts_with(magic));
    if starts(ZIP) {
        return archive::kind(bytes);
    }
    if starts(&[b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]) {
        return compound::kind(bytes);
    }
    // Two letters may begin a text.
    let is_bitmap = starts(&[b"BM"]) && sample.get(6..10) == Some(&[0; 4]);
    if starts(IMAGES) || is_bitmap || (starts(&[b"RIFF"]) && sample.get(8..12) == Some(b"WEBP")) {
        return Ok(Format::Image);
    }
    if starts(OLD) {
        return Err(Failure::OldFormat);
    }
    if starts(UNREAD) || (starts(&[b"MZ"]) && !is_text(sample)) {
        return Err(Failure::Unsupported);
    }
    if starts(&[b"{\\rtf"]) {
        return Ok(Format::Rtf);
    }
    let head = bytes.get(..HEADER_WITHIN).unwrap_or(bytes);
    let kind = is_text(sample).then(|| text::kind(sample, extension));
    // A mail may hold a PDF near its start.
    let may_be_pdf = !matches!(kind, Some(Format::Eml | Format::Mbox | Format::Html));
    // A PDF that lost its header is still worth a try: the reader finds objects by itself.
    if may_be_pdf && (head.windows(5).any(|window| window == b"%PDF-") || extension == Some("pdf")) {
        return Ok(Format::Pdf);
    }
    kind.ok_or(Failure::Unsupported)
}

/// UTF-16 announces itself by its mark; any other text has no NUL and hardly a control character.
fn is_text(sample: &[u8]) -> bool {
    if sample.starts_with(&[0xff, 0xfe]) || sample.starts_with(&[0xfe, 0xff]) {
        return true;
    }
    let is_control = |byte: &&u8| matches!(byte, 0x01..=0x08 | 0x0e..=0x1a | 0x1c..=0x1f);
    !sample.contains(&0) && sample.iter().filter(is_control).count() * 50 <= sample.len()
}

/// The second is an archive in parts, which begins with a mark; the third an empty one.
const ZIP: &[&[u8]] = &[b"PK\x03\x04", b"PK\x07\x08PK\x03\x04", b"PK\x05\x06"];

const IMAGES: &[&[u8]] = &[b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*"];

/// Word, Write and Excel before they used compound files.
const OLD: &[&[u8]] = &[
    b"\xdb\xa5",
    b"\x31\xbe\0\0",
    b"\x32\xbe\0\0",
    b"\xfe\x37\0",
    b"\x09\0\x04\0",
    b"\x09\x02\x06\0",
    b"\x09\x04\x06\0",
];

const UNREAD: &[&[u8]] = &[
    b"\x1f\x8b", // packed
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!",
    b"\x7fELF", // programs
    b"SQLite format 3\0",
    b"\xffWPC", // WordPerfect
];

#[cfg(test)]
mod tests;
