//! Files that attack their reader cost an error or a page, and nothing else.

use confidant_ingest::IngestError;
use confidant_text::WarningCode;

use crate::{
    exposed,
    make::{Maker, show, stream_of},
    read,
};

pub const TESTS: &[(&str, fn())] = &[
    ("hostile::a_page_that_fails_leaves_the_others", one_bad_page),
    ("hostile::forms_that_multiply_end_the_page_and_not_the_file", multiplying_forms),
    ("hostile::a_form_that_draws_itself_ends", endless_form),
    ("hostile::a_page_tree_that_bites_its_tail_ends", endless_tree),
    ("hostile::deep_nesting_costs_an_error_at_most", deep),
    ("hostile::absurd_numbers_are_survived", absurd),
];

fn one_bad_page() {
    let run = format!("(  {}) Tj ", "x".repeat(1000));
    let bad = format!("BT /F1 0.1 Tf 72 700 Td {} ET", run.repeat(510).replace("Tj ", "Tj 0 -0.5 Td "));
    let good = show(&[(72.0, 700.0, "good")]);
    let document = read("a.pdf", &Maker::new(&[&good, &bad, &good], "").finish()).unwrap().document;
    let pages: Vec<_> = document.pages.iter().map(|page| exposed(&page.text)).collect();
    assert_eq!(pages, ["good", "", "good"]);
    let warnings: Vec<_> = document.warnings.iter().map(|warning| (warning.code, warning.page)).collect();
    assert_eq!(warnings, [(WarningCode::PageFailed, Some(2))]);
}

fn multiplying_forms() {
    // Each form draws the next one ten times: 10^9 letters.
    let mut maker = Maker::new(&["/X Do"], "/Resources << /XObject << /X 7 0 R >> /Font << /F1 3 0 R >> >>");
    for level in 8..17 {
        let entries = format!("/Subtype /Form /BBox [0 0 612 792] /Resources << /XObject << /X {level} 0 R >> >>");
        maker.add(stream_of(&entries, "/X Do ".repeat(10).as_bytes()));
    }
    let leaf = "/Subtype /Form /BBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >>";
    maker.add(stream_of(leaf, b"BT /F1 10 Tf 72 700 Td (x) Tj ET"));
    let document = read("a.pdf", &maker.finish()).unwrap().document;
    assert_eq!(document.warnings[0].code, WarningCode::PageFailed);
}

fn endless_form() {
    let mut maker = Maker::new(&["/X Do"], "/Resources << /XObject << /X 7 0 R >> /Font << /F1 3 0 R >> >>");
    let entries = "/Subtype /Form /BBox [0 0 612 792] /Resources << /XObject << /X 7 0 R >> /Font << /F1 3 0 R >> >>";
    maker.add(stream_of(entries, b"BT /F1 10 Tf 72 700 Td (once) Tj ET /X Do"));
    let document = read("a.pdf", &maker.finish()).unwrap().document;
    assert_eq!(exposed(&document.pages[0].text), "once");
}

fn endless_tree() {
    let mut maker = Maker::new(&[&show(&[(72.0, 700.0, "leaf")])], "");
    maker.objects[1] = b"<< /Type /Pages /Kids [2 0 R 5 0 R 2 0 R] /Count 3 /MediaBox [0 0 612 792] >>".to_vec();
    let document = read("a.pdf", &maker.finish()).unwrap().document;
    assert_eq!(exposed(&document.pages[0].text), "leaf");
}

fn deep() {
    for (open, close) in [("[", "]"), ("<< /A ", ">>")] {
        let deep = format!("/Deep {}1{}", open.repeat(200_000), close.repeat(200_000));
        let bytes = Maker::new(&[&show(&[(72.0, 700.0, "above")])], &deep).finish();
        match read("deep.pdf", &bytes) {
            Ok(read) => assert_eq!(read.document.pages.len(), 1),
            Err(IngestError::Damaged | IngestError::Worker(_)) => {}
            Err(other) => panic!("{other}"),
        }
    }
}

fn absurd() {
    let content = "BT /F1 1e30 Tf 72 700 Td (huge) Tj /F1 10 Tf 1e-30 0 0 1e-30 72 600 Tm (tiny) Tj \
        0 0 0 0 72 500 Tm (flat) Tj 1 0 0 1 72 400 Tm (sound) Tj ET";
    let document = read("a.pdf", &Maker::new(&[content], "").finish()).unwrap().document;
    assert!(exposed(&document.pages[0].text).contains("sound"));
}
