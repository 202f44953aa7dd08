//! Fonts that keep their meaning to themselves.

use confidant_text::WarningCode;

use crate::{
    exposed,
    make::{Maker, stream_of},
    read,
};

pub const TESTS: &[(&str, fn())] = &[
    ("fonts::the_embedded_font_tells_what_the_file_does_not", embedded),
    ("fonts::a_numbered_collection_tells_what_the_file_does_not", collection),
    ("fonts::a_code_without_text_is_no_hole", silent),
];

/// A page that shows `codes` in a composite font with these entries, and an embedded font whose glyph 1 is A and 2 is B.
fn page(entries: &str, system: &str, to_unicode: &str, codes: &str) -> (String, bool) {
    let mut maker = Maker::new(&[&format!("BT /F1 10 Tf 72 700 Td <{codes}> Tj ET")], "");
    maker.objects[2] = format!(
        "<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Owl {entries} /DescendantFonts [<< /Type /Font /Subtype \
         /CIDFontType2 /BaseFont /ABCDEF+Owl /CIDSystemInfo << /Registry (Adobe) /Ordering ({system}) /Supplement 0 >> \
         /DW 600 /CIDToGIDMap /Identity /FontDescriptor 7 0 R >>] >>"
    )
    .into_bytes();
    maker.add("<< /Type /FontDescriptor /FontName /ABCDEF+Owl /Flags 4 /FontFile2 8 0 R >>");
    maker.add(stream_of("", &font()));
    maker.add(stream_of("", to_unicode.as_bytes()));
    let document = read("a.pdf", &maker.finish()).unwrap().document;
    let has_holes = document.warnings.iter().any(|warning| warning.code == WarningCode::UnmappedCharacters);
    (exposed(&document.pages[0].text).to_owned(), has_holes)
}

/// A TrueType font of three blank glyphs.
fn font() -> Vec<u8> {
    let head = [&[0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0x5f, 0x0f, 0x3c, 0xf5, 0, 0, 0x03, 0xe8][..], &[0; 34]].concat();
    let hhea = [&[0, 1, 0, 0][..], &[0; 30], &[0, 1]].concat();
    let maxp = [&[0, 1, 0, 0, 0, 3][..], &[0; 26]].concat();
    let cmap = [
        &[0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12, 0, 12, 0, 0, 0, 0, 0, 28, 0, 0, 0, 0, 0, 0, 0, 1][..],
        &[0, 0, 0, 65, 0, 0, 0, 66, 0, 0, 0, 1],
    ]
    .concat();
    let tables: [(&[u8; 4], Vec<u8>); 7] = [
        (b"cmap", cmap),
        (b"glyf", vec![0; 4]),
        (b"head", head),
        (b"hhea", hhea),
        (b"hmtx", vec![2, 88, 0, 0, 0, 0, 0, 0]),
        (b"loca", vec![0; 8]),
        (b"maxp", maxp),
    ];
    let mut font = vec![0, 1, 0, 0, 0, 7, 0, 64, 0, 2, 0, 48];
    let mut at = 12 + 16 * tables.len();
    for (name, table) in &tables {
        font.extend(*name);
        font.extend([0; 4]);
        font.extend(u32::try_from(at).unwrap().to_be_bytes());
        font.extend(u32::try_from(table.len()).unwrap().to_be_bytes());
        at += table.len().next_multiple_of(4);
    }
    for (_, table) in tables {
        let padding = table.len().next_multiple_of(4) - table.len();
        font.extend(table);
        font.extend(vec![0; padding]);
    }
    font
}

fn embedded() {
    assert_eq!(page("/Encoding /Identity-H", "Identity", "", "00020001"), ("BA".to_owned(), false));
    let (text, has_holes) = page("/Encoding /Identity-H", "Identity", "", "0001000200010009");
    assert_eq!((text.as_str(), has_holes), ("ABA\u{fffd}", true), "a glyph that nobody knows");
}

fn collection() {
    assert_eq!(page("/Encoding /GBK-EUC-H", "GB1", "", "D6D0B9FA"), ("中国".to_owned(), false));
}

fn silent() {
    let map = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange\n\
        2 beginbfchar <0001> <0041004200430020> <0002> <> endbfchar endcmap";
    let (text, has_holes) = page("/Encoding /Identity-H /ToUnicode 9 0 R", "Identity", map, "00020001");
    assert_eq!((text.as_str(), has_holes), ("ABC", false));
}
