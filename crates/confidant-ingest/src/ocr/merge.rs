//! What was recognised is put into the document, and the warnings tell what is true then.

use std::{collections::HashSet, ops::Range};

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
                let is_unsure = read.confidence < UNSURE || read.dropped;
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
    let text = text.get(print(page)).unwrap_or_default();
    let holes = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
    holes * HOLEY > holes + letters
}

/// Where in the text of a page its print stands. Before it is the name of the file that it is a page of, behind it what is
/// not printed.
fn print(page: &Page) -> Range<usize> {
    let starts = page.words.iter().map(|word| word.span.start).min();
    let ends = page.words.iter().map(|word| word.span.end).max();
    if let (Some(start), Some(end)) = (starts, ends) {
        return start..end;
    }
    let text = page.text.expose("where its print stands is looked for");
    let start = match text.find("\n\n") {
        _ if !text.starts_with("[Attachment: ") => 0,
        Some(end) => end,
        None => text.len(),
    };
    let rest = text.get(start..).unwrap_or_default();
    let end = if rest.starts_with('[') { Some(0) } else { rest.find("\n\n[") };
    start..start + end.unwrap_or(rest.len())
}

/// Whether what was recognised is better than what the page had, and is put there, where its print stands. The print itself
/// stays in front of it, unless it is full of holes.
fn put(page: &mut Page, read: Recognised) -> bool {
    let is_holey = is_holey(page);
    if read.words.is_empty() || read.confidence < if is_holey { REPLACES } else { NOISE } {
        return false;
    }
    let print = print(page);
    let old = page.text.expose("what was recognised is put in");
    let part = |range: Range<usize>| old.get(range).unwrap_or_default().trim_matches('\n');
    let (head, printed, tail) = (part(0..print.start), part(print.clone()), part(print.end..old.len()));
    if !is_holey && !printed.is_empty() && says_no_more(&read.text, printed) {
        return true;
    }
    let mut text = head.to_owned();
    if is_holey {
        page.words.clear();
    } else if !printed.is_empty() {
        let start = add(&mut text, printed);
        for word in &mut page.words {
            *word = moved(*word, print.start, start);
        }
    }
    let start = add(&mut text, &read.text);
    page.words.extend(read.words.into_iter().map(|word| moved(word, 0, start)));
    if !tail.is_empty() {
        add(&mut text, tail);
    }
    page.text = RawText::new(text);
    page.source = PageSource::Ocr;
    true
}

/// Whether all words of `read` stand in `printed`: then the picture behind the print holds no others.
fn says_no_more(read: &str, printed: &str) -> bool {
    let words =
        |text: &str| -> HashSet<String> { text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect() };
    words(read).is_subset(&words(printed))
}

/// Adds a block, and says where it begins.
fn add(text: &mut String, block: &str) -> usize {
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    let start = text.len();
    text.push_str(block);
    start
}

/// The word in a text whose start was at `from` and is at `to`.
fn moved(word: WordBox, from: usize, to: usize) -> WordBox {
    let at = |at: usize| (at + to).saturating_sub(from);
    WordBox { span: Span { start: at(word.span.start), end: at(word.span.end) }, ..word }
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
        Outcome::Read(Recognised { text: text.to_owned(), words, confidence, dropped: false, other: None })
    }

    fn rect() -> Rect {
        Rect { x: 0.0, y: 0.0, width: 1.0, height: 1.0 }
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
    fn what_is_not_printed_stays_and_stands_behind_what_was_recognised() {
        let mut holes = document(
            "[Attachment: a.pdf]\n\nHan\u{fffd}\u{fffd}h \u{fffd}\n\n[Comment]\ncall Ada on Monday at nine o'clock",
            WarningCode::UnmappedCharacters,
        );
        let start = holes.pages[0].text.expose("a test looks").find("Han").unwrap();
        holes.pages[0].words.push(WordBox { span: Span { start, end: start + 14 }, rect: rect() });
        assert!(super::is_holey(&holes.pages[0]), "letters of the comment are none of the print");
        assert_eq!(
            after(holes, read("Hannah", 90.0)).0,
            "[Attachment: a.pdf]\n\nHannah\n\n[Comment]\ncall Ada on Monday at nine o'clock"
        );
        let scan = document("[Comment]\ncall Ada", WarningCode::NoText);
        assert_eq!(after(scan, read("Hannah", 90.0)).0, "Hannah\n\n[Comment]\ncall Ada");
        let attached = document("[Attachment: s.pdf]\nauthor: Bo\n\n[Comment]\ncall Ada", WarningCode::NoText);
        assert_eq!(
            after(attached, read("Hannah", 90.0)).0,
            "[Attachment: s.pdf]\nauthor: Bo\n\nHannah\n\n[Comment]\ncall Ada"
        );
    }

    #[test]
    fn a_stamp_stands_before_what_was_recognised() {
        let mut stamped = document("WEISS 004711\n\n[Comment]\ncall Ada", WarningCode::NoText);
        stamped.pages[0].words.push(WordBox { span: Span { start: 0, end: 5 }, rect: rect() });
        stamped.pages[0].words.push(WordBox { span: Span { start: 6, end: 12 }, rect: rect() });
        all(&mut stamped, vec![(0, read("Hannah", 90.0))]);
        let text = stamped.pages[0].text.expose("a test compares it");
        assert_eq!(text, "WEISS 004711\n\nHannah\n\n[Comment]\ncall Ada");
        let words: Vec<_> = stamped.pages[0].words.iter().filter_map(|word| word.span.of(text)).collect();
        assert_eq!(words, ["WEISS", "004711", "Hannah"]);
        assert!(stamped.warnings.is_empty());

        let mut slide = document("Results, 2024", WarningCode::NoText);
        slide.pages[0].source = PageSource::Text;
        assert_eq!(after(slide, read("Results\n2024", 90.0)), ("Results, 2024".into(), PageSource::Text, vec![]));
    }

    #[test]
    fn words_that_were_left_out_are_told() {
        let Outcome::Read(whole) = read("Hannah", 90.0) else { unreachable!() };
        let partly = Outcome::Read(Recognised { dropped: true, ..whole });
        assert_eq!(after(document("", WarningCode::NoText), partly).2, [WarningCode::OcrUnsure]);
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let scan = document("", WarningCode::NoText);
        let (_, source, said) = after(scan, Outcome::Not(WarningCode::OcrMissing));
        assert_eq!((source, said), (PageSource::None, vec![WarningCode::NoText, WarningCode::OcrMissing]));
    }
}
