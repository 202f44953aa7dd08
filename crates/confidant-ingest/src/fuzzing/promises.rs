//! What the crate promises of every document, whatever the file is.

use confidant_text::{PageSource, WarningCode, WordBox};
use unicode_normalization::is_nfc;

use crate::{
    content::Content,
    ingest::believe,
    wire::{MAX_PAGES, WirePage},
};

/// The promise that `content` breaks, if it breaks one. Never what is in it.
pub(super) fn broken(content: &Content) -> Option<&'static str> {
    if content.pages.len() > MAX_PAGES {
        return Some("there are no more pages than that");
    }
    if content.warnings.iter().any(|warning| warning.page.is_some()) {
        return Some("a warning about a page is the page's");
    }
    let properties = content.metadata.iter().find_map(|(name, value)| property(name, value));
    properties.or_else(|| (1..).zip(&content.pages).find_map(|(number, page)| of_page(number, page)))
}

/// Whether a page was given up.
pub(super) fn page_failed(content: &Content) -> bool {
    content.pages.iter().flat_map(|page| &page.warnings).any(|warning| warning.code == WarningCode::PageFailed)
}

fn property(name: &str, value: &str) -> Option<&'static str> {
    if name.trim().is_empty() || value.trim().is_empty() {
        return Some("a property has a name and a value");
    }
    text(name).or_else(|| text(value))
}

fn of_page(number: u32, page: &WirePage) -> Option<&'static str> {
    let WirePage { text: said, source, size, words, warnings } = page;
    let is_blank = said.trim().is_empty();
    if is_blank && (!said.is_empty() || *source != PageSource::None) {
        return Some("a page without words has no text");
    }
    if *source == PageSource::None && warnings.is_empty() {
        return Some("a page that is not read says so");
    }
    if size.is_some_and(|size| !(size.width.is_finite() && size.height.is_finite())) {
        return Some("a page's size is a number");
    }
    let is_placed = |word: &WordBox| {
        let rect = word.rect;
        [rect.x, rect.y, rect.width, rect.height].iter().all(|side| side.is_finite())
    };
    if !words.iter().all(is_placed) {
        return Some("a word's place is a number");
    }
    let copy =
        WirePage { text: said.clone(), source: *source, size: *size, words: words.clone(), warnings: warnings.clone() };
    if believe(copy, number).is_none() {
        return Some("the parent believes the page");
    }
    text(said)
}

fn text(text: &str) -> Option<&'static str> {
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
        return Some("no character steers a printer");
    }
    (!is_nfc(text)).then_some("text is composed (NFC)")
}
