//! What a page's text looks like, and where its words stand.

use confidant_text::{PageSource, WarningCode};

use crate::{
    exposed,
    make::{Maker, lines, pdf, show, stream_of},
    read, texts,
};

pub const TESTS: &[(&str, fn())] = &[
    ("layout::pages_and_metadata", pages_and_metadata),
    ("layout::words_have_boxes_from_the_top_left", boxes),
    ("layout::a_rotated_page_reads_as_it_is_seen", rotated),
    ("layout::text_that_runs_upwards_is_read", upwards),
    ("layout::columns_are_read_one_after_the_other", columns),
    ("layout::a_table_is_read_row_by_row", table),
    ("layout::a_cell_of_several_lines_is_read_in_one_piece", cells),
    ("layout::address_blocks_side_by_side_are_not_mixed", side_by_side),
    ("layout::broken_words_are_whole_again", hyphens),
    ("layout::ligatures_and_accents_are_spelt_out", ligatures),
    ("layout::print_that_is_doubled_is_read_once", doubled),
    ("layout::gaps_become_spaces_and_kerning_does_not", spaces),
    ("layout::the_unseen_layer_of_a_scan_is_read_and_what_is_off_the_page_is_not", unseen),
    ("layout::a_page_without_text_says_so", no_text),
    ("layout::actual_text_stands_for_its_glyphs", actual_text),
    ("layout::form_values_are_read_with_and_without_appearance", fields),
];

fn one(content: &str) -> String {
    texts(&[content]).remove(0)
}

fn pages_and_metadata() {
    let first = show(&[(72.0, 700.0, "First page.")]);
    let read = read("a.pdf", &pdf(&[&first, &show(&[(72.0, 700.0, "Second.")])])).unwrap();
    let pages: Vec<_> = read.document.pages.iter().map(|page| (page.number, exposed(&page.text))).collect();
    assert_eq!(pages, [(1, "First page."), (2, "Second.")]);
    assert_eq!(read.document.pages[0].source, PageSource::Text);
    assert_eq!(exposed(&read.document.metadata["title"]), "Über");
    assert_eq!(exposed(&read.document.metadata["author"]), "Hannah Weiß");
    assert!(read.document.warnings.is_empty());
}

/// Checks a word's box to a tenth of a point.
fn check_box(extra: &str, expected: [f32; 4], expected_size: (f32, f32)) {
    let bytes = Maker::new(&["BT /F1 12 Tf 72 700 Td (Oh Hello) Tj ET"], extra).finish();
    let document = read("a.pdf", &bytes).unwrap().document;
    let page = &document.pages[0];
    let hello = page.words[1];
    assert_eq!(hello.span.of(exposed(&page.text)), Some("Hello"));
    let size = page.size.unwrap();
    assert_eq!((size.width, size.height), expected_size);
    let rect = [hello.rect.x, hello.rect.y, hello.rect.width, hello.rect.height];
    for (is, should) in rect.iter().zip(expected) {
        assert!((is - should).abs() < 0.1, "{rect:?} is not {expected:?}");
    }
}

/// Widths of Helvetica in thousandths: O 778, h 556, space 278, Hello 2278.
const BEFORE: f32 = 12.0 * 1.612;
const HELLO: f32 = 12.0 * 2.278;

fn boxes() {
    check_box("", [72.0 + BEFORE, 792.0 - 700.0 - 9.6, HELLO, 12.0], (612.0, 792.0));
    check_box("/CropBox [50 100 612 792]", [22.0 + BEFORE, 82.4, HELLO, 12.0], (562.0, 692.0));
}

fn rotated() {
    check_box("/Rotate 90", [700.0 - 2.4, 72.0 + BEFORE, 12.0, HELLO], (792.0, 612.0));
    check_box("/Rotate 180", [612.0 - 72.0 - BEFORE - HELLO, 700.0 - 2.4, HELLO, 12.0], (612.0, 792.0));
    let content = show(&[(72.0, 500.0, "above"), (72.0, 488.0, "below")]);
    let document = read("a.pdf", &Maker::new(&[&content], "/Rotate 270").finish()).unwrap().document;
    assert_eq!(exposed(&document.pages[0].text), "above\nbelow");
}

fn upwards() {
    let content = "BT /F1 10 Tf 1 0 0 1 72 700 Tm (plain text goes first) Tj 0 1 -1 0 50 400 Tm (on the side) Tj ET";
    assert_eq!(one(content), "plain text goes first\n\non the side");
}

fn columns() {
    let left = ["The left column has lines that", "fill its width, as a journal", "sets them, one below another."];
    let right = ["The right one is read when the", "left one is done, although it", "stands on the same lines."];
    let mut places = vec![(200.0, 730.0, "A title over both columns of it")];
    places.extend(lines(72.0, 700.0, &left));
    places.extend(lines(300.0, 700.0, &right));
    let expected = format!("A title over both columns of it\n\n{}\n\n{}", left.join("\n"), right.join("\n"));
    assert_eq!(one(&show(&places)), expected);
    // The order in the file does not matter.
    places.sort_by(|a, b| b.1.total_cmp(&a.1));
    assert_eq!(one(&show(&places)), expected);
}

fn table() {
    let mut places = lines(72.0, 700.0, &["Item", "Chair", "Table", "Lamp"]);
    places.extend(lines(200.0, 700.0, &["Count", "4", "1", "2"]));
    places.extend(lines(300.0, 700.0, &["Price", "12.00", "99.00", "7.50"]));
    assert_eq!(one(&show(&places)), "Item\tCount\tPrice\nChair\t4\t12.00\nTable\t1\t99.00\nLamp\t2\t7.50");
    // A heading above it, and long words in it, do not make it prose.
    let lease = read("lease.pdf", include_bytes!("../../../../samples/Lease_Weiss.pdf")).unwrap().document;
    let last = exposed(&lease.pages.last().unwrap().text).to_owned();
    assert!(last.contains("\nTenant\tMs. Hannah Weiss\t+49 30 23125 877\thannah.weiss@post.example\n"), "{last}");
    // One line with wide white is no table.
    assert_eq!(one(&show(&[(72.0, 700.0, "Name"), (300.0, 700.0, "Date")])), "Name Date");
}

fn cells() {
    // Two rows of a table, their cells broken into lines.
    let mut places = lines(72.0, 700.0, &["Major"]);
    places.extend(lines(72.0, 660.0, &["Minor"]));
    places.extend(lines(200.0, 700.0, &["Emissions of ten tons or", "more in every year"]));
    places.extend(lines(200.0, 660.0, &["Emissions of less than", "that in every year"]));
    places.extend(lines(400.0, 700.0, &["Utilities and", "refineries"]));
    places.extend(lines(400.0, 660.0, &["Paint shops and", "gas stations"]));
    assert_eq!(
        one(&show(&places)),
        "Major\tEmissions of ten tons or more in every year\tUtilities and refineries\n\
         Minor\tEmissions of less than that in every year\tPaint shops and gas stations"
    );
}

fn side_by_side() {
    let mut places = lines(72.0, 700.0, &["Hannah Weiss", "Lindenweg 4", "50667 Koeln"]);
    places.extend(lines(350.0, 694.0, &["Becker GmbH", "Postfach 12", "10115 Berlin"]));
    let expected = "Hannah Weiss\nLindenweg 4\n50667 Koeln\n\nBecker GmbH\nPostfach 12\n10115 Berlin";
    assert_eq!(one(&show(&places)), expected);
}

fn hyphens() {
    let check = |above: &str, below: &str, expected: &str| {
        assert_eq!(one(&show(&lines(72.0, 700.0, &[above, below]))), expected);
    };
    check("a confi-", "dential file", "a confidential\nfile");
    check("a confi\\255", "dential file", "a confidential\nfile");
    check("well-known, and a well-", "known one", "well-known, and a well-known\none");
    check("state-of-", "the-art work", "state-of-the-art\nwork");
    check("Frau Leut-", "heusser kam", "Frau Leutheusser\nkam");
    check("Frau Leutheusser-", "Schnarrenberger kam", "Frau Leutheusser-Schnarrenberger\nkam");
    check("import-", "and export", "import-\nand export");
    check("hannah-", "weiss@example.com is it", "hannah-weiss@example.com\nis it");
    check("from 2019-", "2020 on", "from 2019-2020\non");
    check("a 4-", "year-old child", "a 4-year-old\nchild");
    check("from 2019\\226", "2020 on", "from 2019–2020\non");
    check("a thought\\226", "and more", "a thought–\nand more");
    check("a dash -", "then more", "a dash -\nthen more");
    check("the end of confi\\255", "", "the end of confi");
    assert_eq!(one(&show(&lines(72.0, 700.0, &["inter-", "natio-", "nalisation now"]))), "internationalisation\nnow");
    // A hyphen in the last cell of a row has nothing to do with the next row's first cell.
    let mut places = lines(72.0, 700.0, &["cat", "dog", "cow"]);
    places.extend(lines(200.0, 700.0, &["miaow-", "woof-", "moo"]));
    assert_eq!(one(&show(&places)), "cat\tmiaow-\ndog\twoof-\ncow\tmoo");

    let document = read("a.pdf", &pdf(&[&show(&lines(72.0, 700.0, &["a confi-", "dential file"]))])).unwrap().document;
    let page = &document.pages[0];
    let words: Vec<_> = page.words.iter().map(|word| word.span.of(exposed(&page.text)).unwrap()).collect();
    assert_eq!(words, ["a", "confi", "dential", "file"], "each printed part has its own box");
    assert!(page.words[2].rect.y > page.words[1].rect.y);
}

fn ligatures() {
    assert_eq!(one("BT /F1 10 Tf 72 700 Td (the \\001nal \\002oor) Tj ET"), "the final floor");
    // An accent as a glyph of its own, printed over its letter as TeX does.
    assert_eq!(one("BT /F1 10 Tf 72 700 Td [(M\\374ller, Mu) 445 (\\250) -112 (ller)] TJ ET"), "Müller, Müller");
}

fn doubled() {
    let twice = [(72.0, 700.0, "Bold letters"), (72.3, 700.0, "Bold letters"), (72.0, 688.0, "Bold letters")];
    assert_eq!(one(&show(&twice)), "Bold letters\nBold letters");
    assert_eq!(one("BT /F1 10 Tf 2 Tr 72 700 Td (filled and stroked) Tj ET"), "filled and stroked");
}

fn spaces() {
    assert_eq!(one("BT /F1 10 Tf 72 700 Td [(A) 80 (V) -60 (A) -300 (next) 20 (door)] TJ ET"), "AVA nextdoor");
    let each_alone =
        [(72.0, 700.0, "H"), (79.22, 700.0, "i"), (84.5, 700.0, "y"), (89.5, 700.0, "o"), (95.06, 700.0, "u")];
    assert_eq!(one(&show(&each_alone)), "Hi you");
}

fn unseen() {
    assert_eq!(one("BT /F1 10 Tf 3 Tr 72 700 Td (recognised) Tj ET"), "recognised");
    assert_eq!(one(&show(&[(72.0, 700.0, "here"), (900.0, 700.0, "off"), (72.0, -50.0, "below")])), "here");
}

fn no_text() {
    let document = read("a.pdf", &pdf(&["10 10 50 50 re f", &show(&[(72.0, 700.0, "text")])])).unwrap().document;
    let (picture, text) = (&document.pages[0], &document.pages[1]);
    assert_eq!((picture.source, picture.text.len()), (PageSource::None, 0));
    assert_eq!(text.source, PageSource::Text);
    let warnings: Vec<_> = document.warnings.iter().map(|warning| (warning.code, warning.page)).collect();
    assert_eq!(warnings, [(WarningCode::NoText, Some(1))]);
}

fn actual_text() {
    let content =
        "BT /F1 10 Tf 72 700 Td (a ) Tj /Span << /ActualText (Drucker) >> BDC (Druk-ker) Tj EMC ( here) Tj ET";
    assert_eq!(one(content), "a Drucker here");
}

fn fields() {
    let mut maker = Maker::new(&[&show(&[(72.0, 700.0, "Name:")])], "/Annots [7 0 R 8 0 R 9 0 R]");
    maker.add("<< /Subtype /Widget /FT /Tx /V (Hannah Weiss) /Rect [110 696 200 710] >>");
    maker.add("<< /Subtype /Widget /FT /Tx /V (drawn) /Rect [72 600 200 620] /AP << /N 10 0 R >> >>");
    maker.add("<< /Subtype /Widget /FT /Tx /F 2 /V (hidden) /Rect [72 500 200 520] >>");
    let drawing = b"BT /F1 10 Tf 2 5 Td (drawn) Tj ET";
    maker.add(stream_of("/Subtype /Form /BBox [0 0 128 20] /Resources << /Font << /F1 3 0 R >> >>", drawing));
    let document = read("a.pdf", &maker.finish()).unwrap().document;
    assert_eq!(exposed(&document.pages[0].text), "Name: Hannah Weiss\n\ndrawn\n\n[Hidden field]\nhidden");
}
