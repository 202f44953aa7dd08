//! Formats that are neither text nor archives.

use std::{fmt::Write, io::Cursor};

use image::{DynamicImage, GrayImage, ImageFormat};
use tiff::encoder::{TiffEncoder, colortype::Gray8};

use super::super::pack::input;

pub(super) fn pdf() -> Vec<Vec<u8>> {
    let file = |content: &str, page: &str, more: &[&str]| {
        let stream = format!("<< /Length {} >> stream\n{content}\nendstream", content.len());
        let page = format!(
            "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> /XObject << /X 7 0 R >> >> {page} >>"
        );
        let mut objects = vec![
            "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [8 0 R] >> /Names << /EmbeddedFiles << /Names [(a.txt) << /F (a.txt) >>] >> >> >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 300 200] >>",
            &page,
            &stream,
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [1 /fi /fl] >> >>",
            "<< /Title <FEFF00DC> /Author (Hannah) >>",
        ];
        objects.extend(more);
        let (mut file, mut table) = (String::from("%PDF-1.7\n"), String::from("0000000000 65535 f \n"));
        for (number, object) in (1..).zip(&objects) {
            let _ = writeln!(table, "{:010} 00000 n ", file.len());
            let _ = writeln!(file, "{number} 0 obj {object} endobj");
        }
        let count = objects.len() + 1;
        let end = format!(
            "xref\n0 {count}\n{table}trailer << /Size {count} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{}\n%%EOF\n",
            file.len()
        );
        (file + &end).into_bytes()
    };
    let text = "BT /F1 12 Tf 20 100 Td [(Some) -300 (te\\001t)] TJ 0 -14 Td (and an-) Tj 0 -14 Td (other) Tj ET /Span << /ActualText (x) >> BDC BT /F1 9 Tf 0 1 -1 0 50 50 Tm (up) Tj ET EMC";
    let drawn = "q 1 0 0 rg 10 10 100 50 re f 0.5 w 20 20 m 60 60 80 20 90 90 c S 30 0 0 20 100 100 cm /X Do Q BT 3 Tr /F1 8 Tf (x) Tj ET /Pattern cs /P scn 0 0 9 9 re W n";
    let picture = "<< /Subtype /Image /Width 4 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 8 >> stream\nabcdefgh\nendstream";
    let field = "<< /FT /Tx /T (n) /V (value) /Rect [10 10 90 30] /Subtype /Widget >>";
    vec![
        file(
            text,
            "/Annots [ << /Subtype /Text /Contents (note) /T (Jo) /Rect [1 1 9 9] >> 8 0 R << /Subtype /Link /A << /URI (http://a) >> >> ]",
            &[picture, field],
        ),
        file(drawn, "/Rotate 90 /CropBox [10 10 200 150]", &[picture, field]),
    ]
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap_or(0);
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

/// A book of 1997 with one sheet (MS-XLS): numbers, texts, a formula, and what stands beside them.
pub(super) fn xls() -> Vec<Vec<u8>> {
    let begin = |kind: u8| record(0x809, &[0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let strings = record(0xfc, b"\x02\0\0\0\x02\0\0\0\x06\0\0Hannah\x02\0\x01W\0e\0");
    let format = record(0x41e, b"\xa4\0\x0a\0\0dd.mm.yyyy");
    let look = record(0xe0, &[0, 0, 0xa4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let end = record(0x0a, &[]);
    let before = [begin(5), record(0x42, &[0xe4, 4]), format, look, strings].concat();
    let start = u32::try_from(before.len() + 4 + 11 + end.len()).unwrap_or(0);
    let sheet = record(0x85, &[&start.to_le_bytes()[..], b"\0\0\x03\0One"].concat());
    let number = [&[0, 0, 1, 0, 0, 0][..], &1.5_f64.to_le_bytes()].concat();
    let cells = [
        begin(0x10),
        record(0x14, b"\x08\0\0&LBecker"),
        record(0x7d, &[1, 0, 2, 0, 0, 0, 0, 0, 1, 0]),
        record(0x200, &[0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 4, 0, 0, 0]),
        record(0x208, &[0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0x20, 0, 0, 0]),
        record(0xfd, &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        record(0x203, &number),
        record(0x27e, &[0, 0, 2, 0, 0, 0, 1, 0, 0x80, 0x40]),
        record(0xbd, &[1, 0, 0, 0, 0, 0, 1, 0, 0x80, 0x40, 0, 0, 1, 0, 0x80, 0x40, 1, 0]),
        record(0x205, &[1, 0, 3, 0, 0, 0, 1, 0]),
        record(
            0x06,
            &[&[2, 0, 0, 0, 0, 0][..], &2.5_f64.to_le_bytes(), &[0, 0, 0, 0, 0, 0, 3, 0, 0x1e, 1, 0]].concat(),
        ),
        record(0xe5, &[1, 0, 0, 0, 1, 0, 0, 0, 1, 0]),
        record(0x1c, b"\0\0\0\0\0\0\x07\0\x02\0\0Jo"),
        end.clone(),
    ];
    let book = [before, sheet, end.clone(), cells.concat()].concat();
    vec![input([("Workbook", book.as_slice())])]
}

/// A message (MS-OXMSG) with a person, an attachment and a mail in the mail.
pub(super) fn msg() -> Vec<Vec<u8>> {
    let wide = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let list = |header: usize| {
        let date = [&[0x40, 0, 0x39, 0, 6, 0, 0, 0][..], &129_780_576_000_000_000_u64.to_le_bytes()].concat();
        [vec![0; header], date, vec![3, 0, 0xde, 0x3f, 0, 0, 0, 0, 0xe3, 4, 0, 0, 0, 0, 0, 0]].concat()
    };
    let rtf = b"\x5f\0\0\0\x4d\0\0\0MELA\0\0\0\0{\\rtf1\\ansi\\fromhtml1{\\*\\htmltag <p>}Hi Bo{\\*\\htmltag </p>}\\par Cy\\'e9\\u1060?}".to_vec();
    let members: Vec<(&str, Vec<u8>)> = vec![
        ("__properties_version1.0", list(32)),
        ("__substg1.0_0037001F", wide("Hello")),
        ("__substg1.0_0042001F", wide("Ada")),
        ("__substg1.0_1000001F", wide("Dear Bo,\r\nyes.")),
        ("__substg1.0_10090102", rtf),
        ("__substg1.0_007D001F", wide("Received: from x\r\nReply-To: z@example.com\r\n\r\n")),
        ("__recip_version1.0_#00000000/__properties_version1.0", list(8)),
        ("__recip_version1.0_#00000000/__substg1.0_3001001F", wide("Bo")),
        ("__attach_version1.0_#00000000/__properties_version1.0", list(8)),
        ("__attach_version1.0_#00000000/__substg1.0_3707001F", wide("note.txt")),
        ("__attach_version1.0_#00000000/__substg1.0_37010102", b"Hannah".to_vec()),
        ("__attach_version1.0_#00000001/__properties_version1.0", list(8)),
        ("__attach_version1.0_#00000001/__substg1.0_3701000D/__properties_version1.0", list(24)),
        ("__attach_version1.0_#00000001/__substg1.0_3701000D/__substg1.0_0037001E", b"inner".to_vec()),
    ];
    vec![input(members.iter().map(|(name, content)| (*name, content.as_slice())))]
}

/// Text in other encodings.
pub(super) fn plain() -> Vec<Vec<u8>> {
    let wide = "\u{feff}Gr\u{fc}\u{df}e\u{2028}x".encode_utf16().flat_map(u16::to_le_bytes).collect();
    vec![wide, b"Gr\xfc\xdfe aus K\xf6ln\x1b[1m\x85".to_vec(), b"\x1b$B$3$s\x1b(B\x0b".to_vec()]
}

pub(super) fn image() -> Vec<Vec<u8>> {
    let shades = GrayImage::from_fn(9, 7, |x, y| image::Luma([if (x + y) % 3 == 0 { 0 } else { 200 }]));
    let picture = DynamicImage::ImageLuma8(shades.clone());
    let mut files: Vec<Vec<u8>> = Vec::new();
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::Bmp, ImageFormat::WebP] {
        let mut file = Cursor::new(Vec::new());
        if picture.to_rgb8().write_to(&mut file, format).is_ok() {
            files.push(file.into_inner());
        }
    }
    let mut file = Cursor::new(Vec::new());
    if let Ok(mut encoder) = TiffEncoder::new(&mut file) {
        for _ in 0..2 {
            let _ = encoder.write_image::<Gray8>(shades.width(), shades.height(), shades.as_raw());
        }
    }
    files.push(file.into_inner());
    files
}
