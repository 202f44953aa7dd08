//! The document's information dictionary, and the two encodings of a PDF text string.

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};
use hayro_syntax::Pdf;
use unicode_normalization::UnicodeNormalization;

/// Name and value of what is there.
pub(super) fn read(pdf: &Pdf) -> Vec<(String, String)> {
    let data = pdf.metadata();
    [
        ("title", &data.title),
        ("author", &data.author),
        ("subject", &data.subject),
        ("keywords", &data.keywords),
        ("creator", &data.creator),
        ("producer", &data.producer),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name.to_owned(), text(value.as_deref()?))))
    .filter(|(_, value)| !value.is_empty())
    .collect()
}

/// A PDF text string: Unicode with a mark, or `PDFDocEncoding` (ISO 32000-2, 7.9.2.2 and annex D).
pub(super) fn text(bytes: &[u8]) -> String {
    let marked = |mark: usize, encoding: &'static encoding_rs::Encoding| {
        encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0.into_owned()
    };
    let text = match bytes {
        [0xfe, 0xff, ..] => marked(2, UTF_16BE),
        [0xff, 0xfe, ..] => marked(2, UTF_16LE),
        [0xef, 0xbb, 0xbf, ..] => marked(3, UTF_8),
        _ => bytes.iter().map(|byte| document_encoding(*byte)).collect(),
    };
    text.chars().filter(|c| !c.is_control() || *c == '\n').nfc().collect::<String>().trim().to_owned()
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
        b'\r' => '\n',
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
    }
}
