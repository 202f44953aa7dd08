//! Files inside a file that have pages to be drawn: the scans in a mail, the pictures in an archive.
//!
//! The worker that draws takes the outer file apart with the same dispatcher as the one that reads, and keeps each PDF and
//! image that comes by. Their pages are the only ones of such a document that have a size, so counting these tells which page
//! of the document is which of a file.

use std::{cell::RefCell, collections::HashMap};

use crate::{
    content::Content,
    dispatch::dispatch,
    wire::{Failure, Format},
};

/// A file with pages to be drawn.
pub(super) struct Leaf {
    pub format: Format,
    pub bytes: Vec<u8>,
    /// The number in this file of each page of the document that is in it; the same, where the person opened this very file.
    pages: Option<HashMap<u32, u32>>,
}

impl Leaf {
    /// The file that the person opened.
    pub fn whole(format: Format, bytes: Vec<u8>) -> Self {
        Self { format, bytes, pages: None }
    }

    /// The number in this file of a page of the whole document, if it is in this file.
    pub fn page(&self, number: u32) -> Option<u32> {
        self.pages.as_ref().map_or(Some(number), |pages| pages.get(&number).copied())
    }
}

/// A file that came by: its format, its bytes, and which of its pages have a size.
type Kept = (Format, Vec<u8>, Vec<u32>);

thread_local! {
    /// Filled while [`leaves`] reads; nobody else looks.
    static KEPT: RefCell<Option<Vec<Kept>>> = const { RefCell::new(None) };
}

/// Keeps a file that was just read, if anybody collects. The dispatcher calls it.
pub(crate) fn keep(format: Format, bytes: &[u8], content: &Content) {
    KEPT.with_borrow_mut(|kept| {
        if let Some(kept) = kept {
            kept.push((format, bytes.to_vec(), sized(content).collect()));
        }
    });
}

/// Whether [`keep`] would.
pub(crate) fn collects() -> bool {
    KEPT.with_borrow(Option::is_some)
}

/// The PDFs and images in a file, and which pages of the document are theirs.
pub(super) fn leaves(format: Format, bytes: Vec<u8>, password: Option<&str>) -> Result<Vec<Leaf>, Failure> {
    KEPT.set(Some(Vec::new()));
    let read = dispatch(format, bytes, password, 0);
    let kept = KEPT.take().unwrap_or_default();
    placed(&read?, kept)
}

fn placed(document: &Content, kept: Vec<Kept>) -> Result<Vec<Leaf>, Failure> {
    let mut numbers = sized(document);
    let leaf = |(format, bytes, sized): Kept| {
        let pages = sized.into_iter().map(|own| Some((numbers.next()?, own))).collect::<Option<_>>()?;
        Some(Leaf { format, bytes, pages: Some(pages) })
    };
    let leaves: Option<Vec<Leaf>> = kept.into_iter().map(leaf).collect();
    // If pages are left over, one would be taken for another.
    leaves.filter(|_| numbers.next().is_none()).ok_or(Failure::Unsupported)
}

/// The numbers, from 0, of the pages that have a size.
fn sized(content: &Content) -> impl Iterator<Item = u32> {
    (0..).zip(&content.pages).filter(|(_, page)| page.size.is_some()).map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use confidant_text::{PageSize, PageSource};

    use super::{KEPT, Leaf, keep, placed};
    use crate::{
        content::Content,
        wire::{Failure, Format, WirePage},
    };

    fn content(sized: &[bool]) -> Content {
        let page = |sized: &bool| WirePage {
            text: String::new(),
            source: PageSource::None,
            size: sized.then_some(PageSize { width: 1.0, height: 1.0 }),
            words: Vec::new(),
            warnings: Vec::new(),
        };
        Content { pages: sized.iter().map(page).collect(), ..Content::default() }
    }

    fn two_files() -> Vec<super::Kept> {
        KEPT.set(Some(Vec::new()));
        keep(Format::Pdf, b"one", &content(&[true, false, true]));
        keep(Format::Image, b"two", &content(&[true]));
        KEPT.take().unwrap()
    }

    #[test]
    fn a_page_of_the_document_is_found_in_its_file() {
        // A mail, then three pages of the one, a note, and the page of the other.
        let document = content(&[false, true, false, true, false, true]);
        let leaves = placed(&document, two_files()).unwrap();
        let find = |number| leaves.iter().find_map(|leaf| Some((leaf.bytes[0], leaf.page(number)?)));
        let found: Vec<_> = (0..6).map(find).collect();
        assert_eq!(found, [None, Some((b'o', 0)), None, Some((b'o', 2)), None, Some((b't', 0))]);
        assert_eq!(Leaf::whole(Format::Pdf, Vec::new()).page(7), Some(7));
    }

    #[test]
    fn pages_that_do_not_fit_are_not_guessed() {
        for pages in [&[true, true][..], &[true; 4]] {
            assert_eq!(placed(&content(pages), two_files()).err(), Some(Failure::Unsupported));
        }
    }

    #[test]
    fn nothing_is_kept_where_nobody_collects() {
        keep(Format::Pdf, b"one", &content(&[true]));
        assert!(KEPT.take().is_none());
    }
}
