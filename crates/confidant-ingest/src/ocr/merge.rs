//! What was recognised is put into the document, and the warnings tell what is true then.

use std::collections::HashSet;

use confidant_text::{Document, Page, PageSource, RawText, Span, Warning, WarningCode, WordBox};

use super::{pages::Outcome, wire::Recognised};

/// Below this confidence a person is told that words may be wrong.
const UNSURE: f32 = 65.0;
/// Below this it is noise: a photograph, a drawing.
const NOISE: f32 = 30.0;
/// A page of whose characters more than one in so many is a hole is read anew.
const HOLEY: usize = 10;
/// What is recognised instead of a page with holes must be at least this sure.
const REPLACES: f32 = 75.0;

/// Puts what became of the pages, counted from 0, into the document.
pub(super) fn all(document: &mut Document, outcomes: Vec<(u32, Outcome)>) {
    let mut is_read = HashSet::new();
    let mut said = Vec::new();
    for (number, outcome) in outcomes {
        let Some(page) = document.pages.get_mut(number as usize) else { continue };
        match outcome {
            Outcome::Blank => {}
            Outcome::Not(code) => said.push(Warning { code, page: Some(page.number) }),
            Outcome::Read(read) => {
                let is_unsure = read.confidence < UNSURE;
                if put(page, read) {
                    is_read.insert(page.number);
                    said.extend(is_unsure.then_some(Warning { code: WarningCode::OcrUnsure, page: Some(page.number) }));
                }
            }
        }
    }
    document.warnings.retain(|warning| {
        let is_over =
            matches!(warning.code, WarningCode::NoText | WarningCode::PageFailed | WarningCode::UnmappedCharacters);
        !(is_over && warning.page.is_some_and(|page| is_read.contains(&page)))
    });
    document.warnings.extend(said);
    document.warnings.sort_by_key(|warning| warning.page.unwrap_or(u32::MAX));
}

/// Whether so many characters have no meaning that the picture of the page says more.
pub(super) fn is_holey(page: &Page) -> bool {
    let text = page.text.expose("holes in it are counted");
    let holes = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
    holes * HOLEY > holes + letters
}

/// Whether what was recognised is better than what the page had, and is put there. A page's own text stays in front, such
/// as the name of the attachment that it begins, unless it is full of holes.
fn put(page: &mut Page, read: Recognised) -> bool {
    let is_holey = is_holey(page);
    if read.words.is_empty() || read.confidence < if is_holey { REPLACES } else { NOISE } {
        return false;
    }
    let mut text = String::new();
    if is_holey {
        page.words.clear();
    } else {
        text.push_str(page.text.expose("what was recognised follows it"));
    }
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    let by = text.len();
    let moved = |word: WordBox| WordBox { span: Span { start: word.span.start + by, end: word.span.end + by }, ..word };
    page.words.extend(read.words.into_iter().map(moved));
    text.push_str(&read.text);
    page.text = RawText::new(text);
    page.source = PageSource::Ocr;
    true
}

#[cfg(test)]
mod tests {
    use confidant_text::{Document, Page, PageSource, RawText, Rect, Span, Warning, WarningCode, WordBox};

    use super::all;
    use crate::ocr::{pages::Outcome, wire::Recognised};

    fn document(text: &str, code: WarningCode) -> Document {
        let page = Page {
            number: 1,
            text: RawText::new(text.to_owned()),
            source: PageSource::None,
            size: None,
            words: Vec::new(),
        };
        Document { pages: vec![page], warnings: vec![Warning { code, page: Some(1) }], ..Document::default() }
    }

    fn read(text: &str, confidence: f32) -> Outcome {
        let rect = Rect { x: 0.0, y: 0.0, width: 1.0, height: 1.0 };
        let words = vec![WordBox { span: Span { start: 0, end: text.len() }, rect }];
        Outcome::Read(Recognised { text: text.to_owned(), words, confidence, other: None })
    }

    fn after(mut document: Document, outcome: Outcome) -> (String, PageSource, Vec<WarningCode>) {
        all(&mut document, vec![(0, outcome)]);
        let page = &document.pages[0];
        let text = page.text.expose("a test compares it").to_owned();
        for word in &page.words {
            assert!(word.span.of(&text).is_some());
        }
        (text, page.source, document.warnings.iter().map(|warning| warning.code).collect())
    }

    #[test]
    fn a_page_that_was_read_has_nothing_missing() {
        let scan = document("", WarningCode::NoText);
        assert_eq!(after(scan, read("Hannah", 90.0)), ("Hannah".into(), PageSource::Ocr, vec![]));
        let scan = document("", WarningCode::NoText);
        assert_eq!(after(scan, read("Hannah", 50.0)).2, [WarningCode::OcrUnsure]);
        let attached = document("[Attachment: scan.png]", WarningCode::NoText);
        assert_eq!(after(attached, read("Hannah", 90.0)).0, "[Attachment: scan.png]\n\nHannah");
    }

    #[test]
    fn noise_is_no_text() {
        let photograph = document("", WarningCode::NoText);
        assert_eq!(after(photograph, read("~ wW", 12.0)), (String::new(), PageSource::None, vec![WarningCode::NoText]));
    }

    #[test]
    fn holes_are_replaced_by_what_is_surely_seen() {
        let holes = || document("Han\u{fffd}\u{fffd}h \u{fffd}", WarningCode::UnmappedCharacters);
        assert_eq!(after(holes(), read("Hannah", 90.0)), ("Hannah".into(), PageSource::Ocr, vec![]));
        assert_eq!(after(holes(), read("Harmah", 70.0)).2, [WarningCode::UnmappedCharacters]);
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let scan = document("", WarningCode::NoText);
        let (_, source, said) = after(scan, Outcome::Not(WarningCode::OcrMissing));
        assert_eq!((source, said), (PageSource::None, vec![WarningCode::NoText, WarningCode::OcrMissing]));
    }
}
