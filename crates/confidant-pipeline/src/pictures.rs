//! Pages as printed: their pictures, and where their words stand on them.

use confidant_ingest::{IngestError, Picture};
use confidant_store::{DocumentCard, DocumentId, MAX_FILE, StoreError};
use confidant_text::{Document, Page, Rect, WordBox};

use crate::{Confidant, PipelineError};

/// How many pages are drawn at a time: each by a worker of its own, with the whole file in its memory.
pub(crate) const EASELS: usize = 2;
/// Pixels per point, between what is too small to see and what no screen shows.
const SCALES: (f32, f32) = (0.05, 8.0);
/// What every PNG file begins with.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Whether the pages of a document can be shown as printed, and why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pictures {
    /// They can.
    Kept,
    /// The file is too large to be kept.
    TooLarge,
    /// The document was added before files were kept. Adding the same file again keeps it.
    NotKept,
    /// The format has no printed pages.
    None,
}

/// Where a word stands on its page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlacedWord {
    /// Its start in the page's text, in UTF-16 code units, as the window counts.
    pub start: u32,
    /// Its end.
    pub end: u32,
    /// In points, from the top left corner of the page.
    pub rect: Rect,
}

impl Confidant {
    /// A page as printed. `page` counts from 1, `scale` is pixels per point. Drawn in the locked-down worker.
    pub async fn page_picture(&self, id: DocumentId, page: u32, scale: f32) -> Result<Picture, PipelineError> {
        if self.store.page(id, page).await?.size.is_none() || !scale.is_finite() {
            return Err(PipelineError::NoPicture);
        }
        let job = self.jobs().start();
        let _one_of_few = self.easels.acquire().await.map_err(|_| PipelineError::Internal)?;
        let file = match self.store.file(id).await {
            Err(StoreError::NotFound) => return Err(PipelineError::NoPicture),
            file => file?,
        };
        let (password, scale) = (file.password.as_deref().map(String::as_str), scale.clamp(SCALES.0, SCALES.1));
        let mut drawing = self.way.ingest.drawing(file.content, password);
        let picture = match drawing.page(page, scale, job.cancel()).await {
            // It was read once, so it is not the file that is to blame: this page of it has nothing to draw.
            Err(IngestError::Damaged | IngestError::Unsupported) => return Err(PipelineError::NoPicture),
            picture => picture?,
        };
        // The worker may have been taken over by the file; what is no PNG at all is not handed to the window.
        if picture.png.starts_with(PNG) { Ok(picture) } else { Err(PipelineError::NoPicture) }
    }

    /// Where the words of a page stand, in the order of its text; none where the format has no places.
    pub async fn page_words(&self, id: DocumentId, page: u32) -> Result<Vec<PlacedWord>, PipelineError> {
        Ok(placed(&self.store.page(id, page).await?))
    }

    /// Whether adding the same file once more would let its pages be shown.
    pub(crate) async fn lacks_its_file(&self, id: DocumentId) -> Result<bool, PipelineError> {
        let (card, document) = (self.store.document_card(id).await?, self.store.document(id).await?);
        Ok(self.pictures_of(&card, &document).await? == Pictures::NotKept)
    }

    pub(crate) async fn pictures_of(
        &self,
        card: &DocumentCard,
        document: &Document,
    ) -> Result<Pictures, PipelineError> {
        Ok(match (has_printed_pages(document), self.store.has_file(card.id).await?) {
            (false, _) => Pictures::None,
            (true, true) => Pictures::Kept,
            (true, false) if card.bytes > MAX_FILE => Pictures::TooLarge,
            (true, false) => Pictures::NotKept,
        })
    }
}

/// Whether any page of it has a printed form.
pub(crate) fn has_printed_pages(document: &Document) -> bool {
    document.pages.iter().any(|page| page.size.is_some())
}

/// The words of a page by the window's count. What does not lie in the text, or nowhere on the paper, is left out.
fn placed(page: &Page) -> Vec<PlacedWord> {
    let text = page.text.expose("to count where its words begin");
    let mut words: Vec<&WordBox> = page.words.iter().filter(|word| is_somewhere(word.rect)).collect();
    words.sort_by_key(|word| word.span.start);
    // Both count on together, so that a page is gone through once.
    let (mut bytes, mut units) = (0, 0);
    let mut count_to = |to: usize| {
        units += u32::try_from(text.get(bytes..to)?.encode_utf16().count()).ok()?;
        bytes = to;
        Some(units)
    };
    let mut placed = Vec::with_capacity(words.len());
    for WordBox { span, rect } in words {
        if text.get(span.start..span.end).is_none_or(str::is_empty) {
            continue;
        }
        // A word that begins before the last one ended has nothing of its own.
        if let Some(start) = count_to(span.start)
            && let Some(end) = count_to(span.end)
        {
            placed.push(PlacedWord { start, end, rect: *rect });
        }
    }
    placed
}

fn is_somewhere(rect: Rect) -> bool {
    [rect.x, rect.y, rect.width, rect.height].iter().all(|side| side.is_finite())
        && rect.width > 0.0
        && rect.height > 0.0
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use confidant_ingest::Ingest;
    use confidant_local::ModelError;
    use confidant_store::NewDocument;
    use confidant_text::{Document, Page, PageSize, PageSource, RawText, Rect, Span, WordBox};
    use confidant_worker::WorkerExe;
    use tempfile::TempDir;
    use zeroize::Zeroizing;

    use super::{Pictures, placed};
    use crate::{Confidant, DocumentId, Home, Way};

    fn rect(x: f32) -> Rect {
        Rect { x, y: 10.0, width: 30.0, height: 12.0 }
    }

    fn page(text: &str, words: &[(usize, usize, f32)]) -> Page {
        let words =
            words.iter().map(|(start, end, x)| WordBox { span: Span { start: *start, end: *end }, rect: rect(*x) });
        Page {
            number: 1,
            text: RawText::new(text),
            source: PageSource::Text,
            size: Some(PageSize { width: 595.0, height: 842.0 }),
            words: words.collect(),
        }
    }

    fn spans(page: &Page) -> Vec<(u32, u32, f32)> {
        placed(page).iter().map(|word| (word.start, word.end, word.rect.x)).collect()
    }

    #[test]
    fn words_are_counted_as_the_window_counts() {
        let text = "\u{1F511} Grüße an Zoë";
        let at = |word: &str| (text.find(word).unwrap(), text.find(word).unwrap() + word.len());
        let words: Vec<_> =
            ["\u{1F511}", "Grüße", "an", "Zoë"].iter().map(|word| (at(word).0, at(word).1, 1.0)).collect();
        let units: Vec<u16> = text.encode_utf16().collect();
        let read: Vec<String> = placed(&page(text, &words))
            .iter()
            .map(|word| String::from_utf16(&units[word.start as usize..word.end as usize]).unwrap())
            .collect();
        assert_eq!(read, ["\u{1F511}", "Grüße", "an", "Zoë"]);
    }

    #[test]
    fn what_does_not_hold_is_left_out_and_the_rest_stays() {
        assert_eq!(spans(&page("one two", &[(4, 7, 2.0), (0, 3, 1.0)])), [(0, 3, 1.0), (4, 7, 2.0)], "in any order");
        assert_eq!(spans(&page("one two", &[(0, 3, 1.0), (4, 9, 2.0)])), [(0, 3, 1.0)], "past the end");
        assert_eq!(spans(&page("Grüße an", &[(0, 3, 1.0), (8, 10, 2.0)])), [(6, 8, 2.0)], "inside a character");
        assert_eq!(spans(&page("one two", &[(0, 3, f32::NAN), (4, 7, 2.0)])), [(4, 7, 2.0)], "nowhere");
        assert_eq!(spans(&page("one two", &[(0, 3, 1.0), (2, 7, 2.0)])), [(0, 3, 1.0)], "over another word");
        assert_eq!(spans(&page("one", &[(3, 3, 1.0)])), [], "empty");
    }

    async fn confidant(home: &TempDir) -> Confidant {
        let home = Home::at(home.path());
        // No worker is there: whatever gets as far as drawing fails.
        let ingest = Ingest::new(WorkerExe::at(home.data().join("none")));
        let way = Way::new(ingest, Err(ModelError::Absent), home.door().unwrap()).unwrap();
        Confidant::open(&home, Some(Zeroizing::new("a long passphrase".to_owned())), way).await.unwrap()
    }

    async fn add(confidant: &Confidant, digest: u8, pages: Vec<Page>, bytes: u64) -> DocumentId {
        let document = Document { pages, ..Document::default() };
        let name = RawText::new("lease.pdf");
        let new = NewDocument { digest: [digest; 32], name, bytes, document: &document };
        confidant.store.add_document(new).await.unwrap()
    }

    #[tokio::test]
    async fn a_document_says_whether_its_pages_can_be_shown_and_why_not() {
        let home = tempfile::tempdir().unwrap();
        let confidant = Arc::new(confidant(&home).await);
        let printed = || vec![page("Dear Ms Weiss", &[(0, 4, 1.0)])];
        let plain = vec![Page { size: None, ..page("Dear Ms Weiss", &[]) }];
        let kept = add(&confidant, 1, printed(), 4).await;
        confidant.store.keep_file(kept, b"%PDF", Some("open sesame")).await.unwrap();
        let old = add(&confidant, 2, printed(), 4).await;
        let large = add(&confidant, 3, printed(), 65 << 20).await;
        let plain = add(&confidant, 4, plain, 4).await;
        let wanted =
            [(kept, Pictures::Kept), (old, Pictures::NotKept), (large, Pictures::TooLarge), (plain, Pictures::None)];
        for (id, pictures) in wanted {
            let view = confidant.document(id).await.unwrap();
            assert_eq!(view.pictures, pictures);
            assert_eq!(view.pages[0].size.is_some(), pictures != Pictures::None);
            let picture = confidant.page_picture(id, 1, 1.0).await;
            let drawn = if pictures == Pictures::Kept { "reader_failed" } else { "no_picture" };
            assert_eq!(picture.err().unwrap().code(), drawn, "{pictures:?}");
        }
        for (page, scale, code) in
            [(2, 1.0, "not_found"), (1, f32::NAN, "no_picture"), (1, f32::INFINITY, "no_picture")]
        {
            assert_eq!(confidant.page_picture(kept, page, scale).await.err().unwrap().code(), code);
        }
        assert_eq!(confidant.page_words(kept, 1).await.unwrap().len(), 1);
        assert_eq!(confidant.page_words(plain, 1).await.unwrap(), []);
        confidant.close().await;
    }
}
