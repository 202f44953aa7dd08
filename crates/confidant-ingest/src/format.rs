//! What kind of file it is: its content decides, its name never overrules it.

use std::path::Path;

use crate::{IngestError, wire::Format};

/// How far into a file the PDF header may stand, as readers have always allowed.
const HEADER_WITHIN: usize = 1024;
/// How much of a file is looked at to tell text from binary.
const SAMPLE: usize = 8192;

/// The format of a file with these bytes and this name.
pub(crate) fn sniff(bytes: &[u8], path: &Path) -> Result<Format, IngestError> {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    if bytes.is_empty() {
        return Err(IngestError::Empty);
    }
    if KNOWN_BUT_UNREAD.iter().any(|magic| sample.starts_with(magic)) {
        return Err(IngestError::Unsupported);
    }
    let head = bytes.get(..HEADER_WITHIN).unwrap_or(bytes);
    if head.windows(5).any(|window| window == b"%PDF-") {
        return Ok(Format::Pdf);
    }
    let extension = path.extension().and_then(|extension| extension.to_str()).map(str::to_ascii_lowercase);
    // A PDF that lost its header is still worth a try: the reader finds objects by itself.
    if extension.as_deref() == Some("pdf") {
        return Ok(Format::Pdf);
    }
    if is_text(sample) { Ok(Format::Plain) } else { Err(IngestError::Unsupported) }
}

/// UTF-16 announces itself by its mark; any other text has no NUL and hardly a control character.
fn is_text(sample: &[u8]) -> bool {
    if sample.starts_with(&[0xff, 0xfe]) || sample.starts_with(&[0xfe, 0xff]) {
        return true;
    }
    let is_control = |byte: &&u8| matches!(byte, 0x01..=0x08 | 0x0e..=0x1a | 0x1c..=0x1f);
    !sample.contains(&0) && sample.iter().filter(is_control).count() * 50 <= sample.len()
}

const KNOWN_BUT_UNREAD: &[&[u8]] = &[
    b"PK\x03\x04",                       // docx, xlsx, odt, epub, zip
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", // doc, xls, ppt, msg
    b"\x89PNG\r\n\x1a\n",                // pictures
    b"\xff\xd8\xff",
    b"GIF8",
    b"II*\0",
    b"MM\0*",
    b"{\\rtf",
    b"\x1f\x8b", // packed
    b"7z\xbc\xaf\x27\x1c",
    b"\x7fELF", // programs
    b"MZ",
    b"SQLite format 3\0",
];

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::sniff;
    use crate::{IngestError, wire::Format};

    fn check(bytes: &[u8], name: &str) -> Result<Format, &'static str> {
        sniff(bytes, Path::new(name)).map_err(|error: IngestError| error.code())
    }

    #[test]
    fn content_goes_before_the_name() {
        assert_eq!(check(b"%PDF-1.7\n", "letter.txt"), Ok(Format::Pdf));
        assert_eq!(check(b"\r\njunk before %PDF-1.4\n", "x"), Ok(Format::Pdf));
        assert_eq!(check(b"PK\x03\x04...", "letter.pdf"), Err("unsupported"));
        assert_eq!(check(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "letter.doc"), Err("unsupported"));
        assert_eq!(check(b"\x89PNG\r\n\x1a\n", "scan.txt"), Err("unsupported"));
    }

    #[test]
    fn text_is_told_from_binary() {
        assert_eq!(check(b"Dear Hannah", "letter"), Ok(Format::Plain));
        assert_eq!(check("Grüße".as_bytes(), "letter.md"), Ok(Format::Plain));
        assert_eq!(check(b"Gr\xfc\xdfe", "letter.txt"), Ok(Format::Plain), "a legacy encoding");
        assert_eq!(check(&[0xff, 0xfe, b'A', 0], "letter.txt"), Ok(Format::Plain), "UTF-16");
        assert_eq!(check(b"\x01\x02\0\x03", "letter.txt"), Err("unsupported"));
        assert_eq!(check(b"", "letter.txt"), Err("empty"));
    }

    #[test]
    fn a_pdf_without_its_header_is_still_tried() {
        assert_eq!(check(b"1 0 obj << >> endobj", "letter.pdf"), Ok(Format::Pdf));
    }
}
