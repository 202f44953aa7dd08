//! The redacted PDF.

use std::{fs, io::Read, path::Path};

use confidant_export::{Content, ExportError, Exported, NoPicture, Pages, Picture, Redaction, Unshown, Why};
use confidant_text::{Document, PageSource, WarningCode};

use crate::{
    Masked,
    drawn::{Drawn, colour},
    export_to, exposed, is_clean, make, masked, place, read,
};

pub const TESTS: &[(&str, fn())] = &[
    ("no_canary_is_in_the_redacted_file", no_canary_is_in_the_redacted_file),
    ("the_file_holds_pages_pictures_and_letters_alone", the_file_holds_pages_pictures_and_letters_alone),
    ("what_is_not_masked_can_be_searched_or_not", what_is_not_masked_can_be_searched_or_not),
    ("boxes_are_black_where_names_were", boxes_are_black_where_names_were),
    ("drawings_stay_at_the_persons_word_only", drawings_stay_at_the_persons_word_only),
    ("what_nobody_could_read_or_place_is_black", what_nobody_could_read_or_place_is_black),
    ("attached_pages_are_left_out", attached_pages_are_left_out),
    ("a_picture_of_something_else_is_not_used", a_picture_of_something_else_is_not_used),
    ("stopping_and_pageless_documents_leave_no_file", stopping_and_pageless_documents_leave_no_file),
    ("letters_of_every_script_come_back", letters_of_every_script_come_back),
];

const SCALE: f32 = 2.0;

fn document(bytes: &[u8]) -> Document {
    let (_folder, path) = place("in.pdf");
    fs::write(&path, bytes).unwrap();
    read(&path).unwrap()
}

fn redaction<'a>(masked: &'a Masked, pages: &'a dyn Pages) -> Redaction<'a> {
    let Masked { document, pages: texts, .. } = masked;
    Redaction { document, masked: texts, pages, scale: SCALE, searchable: true, keep_drawings: false }
}

/// The file and what was said of it.
fn redacted(masked: &Masked, redaction: Redaction<'_>) -> Result<(Vec<u8>, Exported), ExportError> {
    let (_folder, path) = place("out.pdf");
    let exported = export_to(&path, Content::Pdf(redaction), &masked.vault)?;
    Ok((fs::read(&path).unwrap(), exported))
}

fn canaries() -> (Masked, Drawn) {
    let bytes = make::canaries();
    (masked(document(&bytes)), Drawn::new(bytes))
}

fn words(bytes: &[u8]) -> String {
    let back = document(bytes);
    back.pages.iter().map(|page| exposed(&page.text)).collect::<Vec<_>>().join("\n")
}

/// Every stream of the file, unpacked.
fn streams(bytes: &[u8]) -> Vec<Vec<u8>> {
    let starts = bytes.windows(7).enumerate().filter(|(_, window)| *window == b"stream\n");
    let unpack = |at: usize| {
        let mut out = Vec::new();
        flate2::read::ZlibDecoder::new(&bytes[at + 7..]).read_to_end(&mut out).ok();
        out
    };
    starts.map(|(at, _)| unpack(at)).filter(|stream| !stream.is_empty()).collect()
}

fn no_canary_is_in_the_redacted_file() {
    let (masked, drawn) = canaries();
    for keep_drawings in [false, true] {
        let (bytes, _) = redacted(&masked, Redaction { keep_drawings, ..redaction(&masked, &drawn) }).unwrap();
        is_clean(&bytes);
        let streams = streams(&bytes);
        assert!(!streams.is_empty());
        streams.iter().for_each(|stream| is_clean(stream));
        let back = document(&bytes);
        assert!(back.metadata.is_empty(), "{:?}", back.metadata.keys());
        is_clean(words(&bytes).as_bytes());
    }
}

fn the_file_holds_pages_pictures_and_letters_alone() {
    let (masked, drawn) = canaries();
    let (bytes, _) = redacted(&masked, redaction(&masked, &drawn)).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    for name in [
        "/EmbeddedFile",
        "/Names",
        "/Outlines",
        "/Metadata",
        "/Info",
        "/Annots",
        "/AcroForm",
        "/JavaScript",
        "/OpenAction",
        "/AA",
        "/Author",
        "/Title",
        "/Producer",
        "/CreationDate",
        "/StructTreeRoot",
        "/PieceInfo",
        "/Thumb",
        "/Helvetica",
    ] {
        assert!(!text.contains(name), "{name}");
    }
}

fn what_is_not_masked_can_be_searched_or_not() {
    let (masked, drawn) = canaries();
    let (bytes, _) = redacted(&masked, redaction(&masked, &drawn)).unwrap();
    let found = words(&bytes);
    for word in ["[PERSON_1]", "shall pay the rent on time.", "[EMAIL_2]", "account", "[ACCOUNT_3]", "White:", "Under:"]
    {
        assert!(found.contains(word), "{word} is not in: {found}");
    }
    let silent = Redaction { searchable: false, ..redaction(&masked, &drawn) };
    let (bytes, _) = redacted(&masked, silent).unwrap();
    let found = words(&bytes);
    assert!(!found.contains("shall") && found.contains("[PERSON_1]"), "{found}");
}

fn boxes_are_black_where_names_were() {
    let (masked, drawn) = canaries();
    let page = &masked.document.pages[0];
    let text = exposed(&page.text);
    let (before, names): (Picture, Vec<_>) = {
        let hits = page.words.iter().filter(|word| word.span.of(text).is_some_and(|word| word.contains("Weissenfels")));
        (drawn.picture(1, SCALE).unwrap(), hits.map(|word| word.rect).collect())
    };
    assert!(names.len() >= 3, "{names:?}");
    for keep_drawings in [false, true] {
        let (bytes, _) = redacted(&masked, Redaction { keep_drawings, ..redaction(&masked, &drawn) }).unwrap();
        let after = Drawn::new(bytes).picture(1, SCALE).unwrap();
        for name in &names {
            // Above and below the label, from one end to the other.
            for y in [name.y + 0.5, name.y + name.height - 0.5] {
                let mut x = name.x + 0.5;
                while x < name.x + name.width - 0.5 {
                    assert_eq!(colour(&after, x, y, SCALE), [0; 3], "{x} {y}");
                    x += 0.5;
                }
            }
        }
        // The first word that is shown looks as before.
        let shall = page.words.iter().find(|word| word.span.of(text) == Some("shall")).unwrap().rect;
        let middle = shall.y + 0.6 * shall.height;
        let points = || (0..40).map(|step| shall.x + shall.width * step as f32 / 40.0);
        let ink = |picture: &Picture| points().filter(|x| colour(picture, *x, middle, SCALE)[0] < 128).count();
        assert!(ink(&before) > 3 && ink(&before).abs_diff(ink(&after)) <= 2, "{} {}", ink(&before), ink(&after));
    }
}

fn drawings_stay_at_the_persons_word_only() {
    let (masked, drawn) = canaries();
    for (keep_drawings, blue, said) in
        [(false, [255; 3], vec![Unshown { page: 1, why: Why::Drawings }]), (true, [51, 77, 230], vec![])]
    {
        let (bytes, exported) = redacted(&masked, Redaction { keep_drawings, ..redaction(&masked, &drawn) }).unwrap();
        let after = Drawn::new(bytes).picture(1, SCALE).unwrap();
        let seen = colour(&after, 460.0, 650.0, SCALE);
        assert!(seen.iter().zip(blue).all(|(seen, wanted)| seen.abs_diff(wanted) < 4), "{seen:?}");
        assert_eq!(exported.unshown, said);
    }
}

fn what_nobody_could_read_or_place_is_black() {
    let line = "BT /F1 12 Tf 50 700 Td (Ms Hannah Weissenfels pays.) Tj ET";
    let bytes =
        make::pages(&[line, line, "0.5 g 100 100 300 300 re f", "", "BT /F1 12 Tf 50 700 Td (Plain words.) Tj ET"]);
    let mut document = document(&bytes);
    // The second page knows no place of the name any more.
    let text = exposed(&document.pages[1].text).to_owned();
    document.pages[1].words.retain(|word| !word.span.of(&text).unwrap().contains("Weiss"));
    assert_eq!(document.pages[2].source, PageSource::None);
    assert!(document.warnings.iter().any(|warning| warning.code == WarningCode::NoText));
    let (masked, drawn) = (masked(document), Drawn::new(bytes));
    let (bytes, exported) = redacted(&masked, redaction(&masked, &drawn)).unwrap();
    assert_eq!(exported.unshown, [Unshown { page: 2, why: Why::NoPlace }, Unshown { page: 3, why: Why::NotRead }]);
    let after = Drawn::new(bytes.clone());
    for (page, black) in [(1, false), (2, true), (3, true), (4, false), (5, false)] {
        let picture = after.picture(page, SCALE).unwrap();
        let is_black = picture.rgb.iter().all(|level| *level == 0);
        assert_eq!(is_black, black, "page {page}");
    }
    assert!(words(&bytes).contains("Plain words."));
}

fn attached_pages_are_left_out() {
    let line = "BT /F1 12 Tf 50 700 Td (First page.) Tj ET";
    let attached = "BT /F1 12 Tf 50 700 Td ([Attachment: note] inside) Tj ET";
    let bytes = make::pages(&[line, attached, line]);
    let masked = masked(document(&bytes));
    let (bytes, exported) = redacted(&masked, redaction(&masked, &Drawn::new(bytes))).unwrap();
    let pages = exported.unshown.iter().map(|unshown| (unshown.page, unshown.why)).collect::<Vec<_>>();
    assert_eq!(pages, [(2, Why::NotPrinted), (3, Why::NotPrinted)]);
    assert_eq!(document(&bytes).pages.len(), 1);
}

/// Somebody who draws something else.
struct Wrong(fn(u32, f32) -> Result<Picture, NoPicture>);

impl Pages for Wrong {
    fn picture(&self, page: u32, scale: f32) -> Result<Picture, NoPicture> {
        (self.0)(page, scale)
    }
}

fn a_picture_of_something_else_is_not_used() {
    let bytes = make::pages(&["BT /F1 12 Tf 50 700 Td (Six plain words on one page.) Tj ET"]);
    let masked = masked(document(&bytes));
    let turned = Wrong(|_, _| Ok(Picture { width: 1584, height: 1224, rgb: vec![255; 3 * 1584 * 1224] }));
    let failed = Wrong(|_, _| Err(NoPicture::Failed));
    let elsewhere = Wrong(|_, _| Ok(Picture { width: 1224, height: 1584, rgb: vec![255; 3 * 1584 * 1224] }));
    for (pages, why) in [(turned, Why::NoPicture), (failed, Why::NoPicture), (elsewhere, Why::Misplaced)] {
        let (bytes, exported) = redacted(&masked, redaction(&masked, &pages)).unwrap();
        assert_eq!(exported.unshown, [Unshown { page: 1, why }]);
        assert!(!words(&bytes).contains("plain"));
    }
}

fn stopping_and_pageless_documents_leave_no_file() {
    let bytes = make::pages(&["BT /F1 12 Tf 50 700 Td (Words.) Tj ET"]);
    let mut masked = masked(document(&bytes));
    let (folder, path) = place("out.pdf");
    let left = |folder: &Path| fs::read_dir(folder).unwrap().count();
    let stops = Wrong(|_, _| Err(NoPicture::Stopped));
    let stopped = export_to(&path, Content::Pdf(redaction(&masked, &stops)), &masked.vault);
    assert_eq!((stopped, left(folder.path())), (Err(ExportError::Stopped), 0));
    masked.document.pages[0].size = None;
    let pageless = export_to(&path, Content::Pdf(redaction(&masked, &stops)), &masked.vault);
    assert_eq!((pageless, left(folder.path())), (Err(ExportError::NotPrinted), 0));
}

fn letters_of_every_script_come_back() {
    let bytes = make::pages(&["BT /F1 12 Tf 50 700 Td (One two three) Tj ET"]);
    let mut document = document(&bytes);
    // The reader found other letters there: only the places are those of the page.
    let text = "Größe 東京 Київ";
    let page = &mut document.pages[0];
    let mut at = 0;
    for (word, letters) in page.words.iter_mut().zip(text.split(' ')) {
        word.span = confidant_text::Span::new(at, at + letters.len());
        at += letters.len() + 1;
    }
    page.text = text.into();
    let masked = masked(document);
    let (bytes, _) = redacted(&masked, redaction(&masked, &Drawn::new(bytes))).unwrap();
    assert_eq!(words(&bytes).trim(), text);
}
