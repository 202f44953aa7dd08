//! What an image file says besides its picture: who took it, where and with what; titles and comments.

use std::io::Cursor;

use encoding_rs::{UTF_8, UTF_16LE, mem::decode_latin1};
use exif::{Context, Exif, Field, Reader, Tag, Value};
use image::{ImageDecoder, ImageFormat};

use super::raster::reader;
use crate::{content::parted, pdf::xmp};

/// Titles and names as Windows writes them, in UTF-16, from tag 0x9c9b on.
const OF_WINDOWS: [&str; 5] = ["XPTitle", "XPComment", "XPAuthor", "XPKeywords", "XPSubject"];
/// Dates are nobody's secret.
const PASSED_OVER: [&str; 4] = ["DateTime", "OffsetTime", "SubSecTime", "GPSDateStamp"];

/// What was said.
#[derive(Default)]
pub(super) struct Said {
    exif: Vec<String>,
    xmp: Vec<String>,
    comments: Vec<String>,
    /// There is more, which is not read.
    pub is_cut: bool,
}

impl Said {
    /// Of an image file.
    pub fn of(bytes: &[u8], format: ImageFormat) -> Self {
        let mut said = Self::default();
        if format == ImageFormat::Tiff {
            said.exif(Reader::new().continue_on_error(true).read_from_container(&mut Cursor::new(bytes)));
            return said;
        }
        let Ok(mut decoder) = reader(bytes, format).into_decoder() else { return said };
        if let Ok(Some(exif)) = decoder.exif_metadata() {
            said.exif(Reader::new().continue_on_error(true).read_raw(exif));
        }
        if let Ok(Some(packet)) = decoder.xmp_metadata() {
            said.xmp = xmp::lines(&packet);
        }
        // Captions and names as news agencies write them.
        said.is_cut |= matches!(decoder.iptc_metadata(), Ok(Some(_)));
        match format {
            ImageFormat::Png => said.png(bytes),
            ImageFormat::Jpeg => said.comments.extend(jpeg_comments(bytes)),
            _ => {}
        }
        said
    }

    /// As properties of a document.
    pub fn properties(self) -> Vec<(String, String)> {
        let parts = [("exif", self.exif), ("xmp", self.xmp), ("comments", self.comments)];
        let parts = parts.map(|(name, lines)| (name.to_owned(), parted(&lines.join("\n")).trim().to_owned()));
        parts.into_iter().filter(|(_, text)| !text.is_empty()).collect()
    }

    fn exif(&mut self, read: Result<Exif, exif::Error>) {
        let read = read.or_else(|error| error.distill_partial_result(|_| self.is_cut = true));
        let Ok(exif) = read else {
            self.is_cut = true;
            return;
        };
        for field in exif.fields() {
            if let (Tag(Context::Tiff, 700), Value::Byte(packet) | Value::Undefined(packet, _)) =
                (field.tag, &field.value)
            {
                self.xmp.extend(xmp::lines(packet));
                continue;
            }
            let line = line(field).filter(|line| !self.exif.contains(line));
            self.exif.extend(line);
        }
    }

    fn png(&mut self, bytes: &[u8]) {
        let mut rest = bytes.get(8..).unwrap_or_default();
        while let Some((head, behind)) = rest.split_first_chunk::<8>() {
            let [a, b, c, d, kind @ ..] = head;
            let length = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
            let Some(data) = behind.get(..length) else { return };
            rest = behind.get(length.saturating_add(4)..).unwrap_or_default();
            let Some((name, text)) = split_at_nul(data) else { continue };
            let value = match (kind, text) {
                _ if name == b"XML:com.adobe.xmp" => continue,
                (b"tEXt", text) => decode_latin1(text).into_owned(),
                (b"iTXt", [0, _, text @ ..]) => {
                    let text = split_at_nul(text).and_then(|(_, text)| split_at_nul(text));
                    UTF_8.decode_without_bom_handling(text.map_or(&[], |(_, text)| text)).0.into_owned()
                }
                (b"iTXt" | b"zTXt", _) => {
                    self.is_cut = true;
                    continue;
                }
                _ => continue,
            };
            self.comments.push(format!("{}: {value}", decode_latin1(name)));
        }
    }
}

fn split_at_nul(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = bytes.iter().position(|byte| *byte == 0)?;
    Some((bytes.get(..at)?, bytes.get(at + 1..)?))
}

/// What a tag says, if that is text or a place.
fn line(field: &Field) -> Option<String> {
    let Tag(context, number) = field.tag;
    let mut name = field.tag.to_string();
    let text = match (context, &field.value) {
        (Context::Interop, _) => return None,
        (Context::Tiff, Value::Byte(units)) => {
            let place = usize::from(number.checked_sub(0x9c9b)?);
            (*OF_WINDOWS.get(place)?).clone_into(&mut name);
            UTF_16LE.decode_without_bom_handling(units).0.into_owned()
        }
        (_, Value::Ascii(texts)) => {
            let texts = texts.iter().map(|text| UTF_8.decode_without_bom_handling(text).0);
            texts.collect::<Vec<_>>().join(" ")
        }
        // Comments say in eight bytes how they are written.
        (Context::Exif, Value::Undefined(bytes, _)) if number == Tag::UserComment.number() => comment(bytes),
        (Context::Gps, Value::Undefined(bytes, _)) => comment(bytes),
        // Latitude and longitude, here and at the place that was aimed at.
        (Context::Gps, Value::Rational(_)) if matches!(number, 2 | 4 | 20 | 22) => field.display_value().to_string(),
        _ => return None,
    };
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\0');
    let is_told = !text.is_empty() && !PASSED_OVER.iter().any(|passed| name.starts_with(passed));
    is_told.then(|| format!("{name}: {text}"))
}

fn comment(bytes: &[u8]) -> String {
    match bytes.split_first_chunk::<8>() {
        Some((b"UNICODE\0", [0xfe, 0xff, ..] | [0, ..])) => {
            encoding_rs::UTF_16BE.decode_with_bom_removal(bytes.get(8..).unwrap_or_default()).0.into_owned()
        }
        Some((b"UNICODE\0", text)) => UTF_16LE.decode_with_bom_removal(text).0.into_owned(),
        Some((_, text)) => UTF_8.decode_without_bom_handling(text).0.into_owned(),
        None => String::new(),
    }
}

/// The comments between the parts of a JPEG file, up to its picture.
fn jpeg_comments(bytes: &[u8]) -> Vec<String> {
    const COMMENT: u8 = 0xfe;
    const PICTURE: u8 = 0xda;
    let mut comments = Vec::new();
    let mut rest = bytes.get(2..).unwrap_or_default();
    while let [0xff, kind, high, low, behind @ ..] = rest {
        let length = usize::from(u16::from_be_bytes([*high, *low])).saturating_sub(2);
        let Some(part) = behind.get(..length).filter(|_| *kind != PICTURE) else { break };
        if *kind == COMMENT {
            comments.push(UTF_8.decode_without_bom_handling(part).0.into_owned());
        }
        rest = behind.get(length..).unwrap_or_default();
    }
    comments
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use exif::{Field, In, Rational, Tag, Value, experimental::Writer};
    use image::{ExtendedColorType, ImageEncoder, ImageFormat, codecs::jpeg::JpegEncoder};

    use super::Said;

    #[test]
    fn who_took_a_photo_and_where_is_told() {
        let field = |tag, value| Field { tag, ifd_num: In::PRIMARY, value };
        let degrees = [(50, 1), (43, 1), (594, 100)].map(|(num, denom)| Rational { num, denom });
        let fields = [
            field(Tag::Artist, Value::Ascii(vec![b"Hannah Weiss".to_vec()])),
            field(Tag(exif::Context::Tiff, 0x9c9d), Value::Byte(b"A\0d\0a\0\0\0".to_vec())),
            field(Tag::DateTime, Value::Ascii(vec![b"2026:01:01 10:00:00".to_vec()])),
            field(Tag::UserComment, Value::Undefined(b"ASCII\0\0\0at the desk".to_vec(), 0)),
            field(Tag::GPSLatitude, Value::Rational(degrees.to_vec())),
        ];
        let mut writer = Writer::new();
        for field in &fields {
            writer.push_field(field);
        }
        let mut exif = Cursor::new(Vec::new());
        writer.write(&mut exif, false).unwrap();
        let mut file = Vec::new();
        let mut encoder = JpegEncoder::new(&mut file);
        encoder.set_exif_metadata(exif.into_inner()).unwrap();
        encoder.write_image(&[0; 64], 8, 8, ExtendedColorType::L8).unwrap();
        file.splice(2..2, *b"\xff\xfe\0\x08call B");
        let said = Said::of(&file, ImageFormat::Jpeg);
        assert!(!said.is_cut);
        let wanted =
            "Artist: Hannah Weiss\nXPAuthor: Ada\nUserComment: at the desk\nGPSLatitude: 50 deg 43 min 5.94 sec";
        let mut properties = said.properties();
        assert_eq!(properties.pop(), Some(("comments".to_owned(), "call B".to_owned())));
        let mut lines: Vec<_> = properties[0].1.lines().collect();
        let mut wanted: Vec<_> = wanted.lines().collect();
        lines.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(lines, wanted);
    }

    #[test]
    fn texts_of_a_png_are_told_and_packed_ones_are_not_hidden() {
        let chunk = |kind: &[u8], data: &[u8]| -> Vec<u8> {
            [&u32::try_from(data.len()).unwrap().to_be_bytes()[..], kind, data, &[0; 4]].concat()
        };
        let parts = [
            b"\x89PNG\r\n\x1a\n".to_vec(),
            chunk(b"tEXt", b"Author\0Hannah Wei\xdf"),
            chunk(b"iTXt", "Title\0\0\0de\0\0Grüße".as_bytes()),
            chunk(b"IDAT", b"x\0y"),
        ];
        let mut said = Said::default();
        said.png(&parts.concat());
        assert_eq!(said.comments, ["Author: Hannah Weiß", "Title: Grüße"]);
        assert!(!said.is_cut);
        said.png(&[parts.concat(), chunk(b"zTXt", b"Comment\0\0packed")].concat());
        assert!(said.is_cut);
    }
}
