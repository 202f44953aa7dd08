//! A redacted PDF: every page a picture of the printed page from which what is masked is cut out, and nothing of the old file.
//!
//! What is shown is chosen, not what is hidden. Unless the person wants drawings kept, a page begins white, the words that were
//! read and are not masked are copied from the picture of the page, and opaque boxes are laid where something is masked: a
//! signature, a stamp, a photograph or a name in a logo was read by nobody and is not copied. Where it is not known what stands
//! where, the page is black and the caller is told.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "points and pixels of a page are small numbers, and every one of them is clamped to the page"
)]

mod book;
mod letters;
pub(crate) mod picture;
mod plan;

use confidant_privacy::MaskedText;
use confidant_text::{Document, Page, PageSize, WarningCode};

use crate::ExportError;
use book::Book;
use picture::{Canvas, NoPicture, Picture};
use plan::Plan;

/// Who draws the pages of the original as they are printed.
pub trait Pages {
    /// The page, counted from 1, in colours, with `scale` pixels per point or, of a very large page, fewer.
    fn picture(&self, page: u32, scale: f32) -> Result<Picture, NoPicture>;
}

/// What a redacted PDF is made of.
#[derive(Clone, Copy)]
pub struct Redaction<'a> {
    /// The original, as it was read: it says where each word stands.
    pub document: &'a Document,
    /// Its pages, masked, in the same order.
    pub masked: &'a [MaskedText],
    /// Who draws its pages.
    pub pages: &'a dyn Pages,
    /// Pixels per point; 2 is 144 to the inch.
    pub scale: f32,
    /// Whether the words that are not masked can be searched and copied.
    pub searchable: bool,
    /// Whether lines, logos, pictures and signatures stay as they are, though nobody read what they say.
    pub keep_drawings: bool,
}

/// A page that is not shown as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unshown {
    /// Its number.
    pub page: u32,
    /// Why.
    pub why: Why,
}

/// Why a page is not shown as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Why {
    /// It is black: nobody knows where something that is masked stands on it.
    NoPlace,
    /// It is black: nobody could read it, and it is not blank.
    NotRead,
    /// It is black: it could not be drawn.
    NoPicture,
    /// It is black: its words are not where they were said to be.
    Misplaced,
    /// It is left out: it was not printed, but attached or hidden.
    NotPrinted,
    /// It is shown, without something that is no text, or that nobody read.
    Drawings,
}

impl Why {
    /// The reason as scripts see it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoPlace => "no_place",
            Self::NotRead => "not_read",
            Self::NoPicture => "no_picture",
            Self::Misplaced => "misplaced",
            Self::NotPrinted => "not_printed",
            Self::Drawings => "drawings",
        }
    }

    /// Whether nothing of the page is shown.
    pub fn is_whole(self) -> bool {
        self != Self::Drawings
    }
}

impl std::fmt::Display for Unshown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "page {}: ", self.page)?;
        f.write_str(match self.why {
            Why::NoPlace => "it is black, because it is not known where something on it that is masked stands",
            Why::NotRead => "it is black, because it could not be read",
            Why::NoPicture => "it is black, because it could not be drawn",
            Why::Misplaced => "it is black, because its words are not where they were said to be",
            Why::NotPrinted => "it is left out, because it was not printed but attached",
            Why::Drawings => "lines, pictures or other things that are no read text were left out",
        })
    }
}

/// The file, and what is not shown in it.
pub(crate) fn redact(redaction: &Redaction<'_>) -> Result<(Vec<u8>, Vec<Unshown>), ExportError> {
    let Redaction { document, masked, .. } = *redaction;
    if document.pages.len() != masked.len() {
        return Err(ExportError::OtherText);
    }
    let (mut book, mut unshown) = (Book::new(redaction.searchable), Vec::new());
    let mut attached = false;
    for (page, masked) in document.pages.iter().zip(masked) {
        attached = attached || masked.as_str().starts_with("[Attachment: ");
        let mut say = |why| unshown.push(Unshown { page: page.number, why });
        let plan = Plan::of(page, masked, redaction.keep_drawings)?;
        let Some(size) = page.size.filter(|size| !attached && is_sound(*size)) else {
            say(Why::NotPrinted);
            continue;
        };
        let failed = document
            .warnings
            .iter()
            .any(|warning| warning.page == Some(page.number) && warning.code == WarningCode::PageFailed);
        match if failed { Err(Why::NotRead) } else { shown(redaction, page, &plan, size)? } {
            Ok((canvas, drawings)) => {
                if drawings && !redaction.keep_drawings {
                    say(Why::Drawings);
                }
                book.page(&canvas, size, &plan)?;
            }
            Err(why) => {
                say(why);
                book.black(size);
            }
        }
    }
    if book.is_empty() {
        return Err(ExportError::NotPrinted);
    }
    Ok((book.finish(), unshown))
}

/// A file of ours with a page that shows nothing: what stands in it stands in all.
pub(crate) fn empty() -> Vec<u8> {
    let mut book = Book::new(true);
    book.black(PageSize { width: 1.0, height: 1.0 });
    book.finish()
}

/// A page that a picture can be made of.
fn is_sound(size: PageSize) -> bool {
    let is_fit = |points: f32| points.is_finite() && (1.0..=14_400.0).contains(&points);
    is_fit(size.width) && is_fit(size.height)
}

/// The page with its boxes, and whether something stood on it that is no read text; or why nothing of it can be shown.
fn shown(
    redaction: &Redaction<'_>,
    page: &Page,
    plan: &Plan,
    size: PageSize,
) -> Result<Result<(Canvas, bool), Why>, ExportError> {
    if !plan.is_placed {
        return Ok(Err(Why::NoPlace));
    }
    let picture = match redaction.pages.picture(page.number, redaction.scale) {
        Ok(picture) => picture,
        Err(NoPicture::Stopped) => return Err(ExportError::Stopped),
        Err(NoPicture::Failed) => return Ok(Err(Why::NoPicture)),
    };
    let Some(original) = Canvas::of(picture, size) else { return Ok(Err(Why::NoPicture)) };
    if page.words.is_empty() {
        return Ok(if original.is_blank() { Ok((original, false)) } else { Err(Why::NotRead) });
    }
    if !plan.stands_in(&original) {
        return Ok(Err(Why::Misplaced));
    }
    let drawings = original.has_more_than(&page.words);
    let mut canvas = if redaction.keep_drawings { original } else { original.only(&plan.words) };
    canvas.cover(&plan.boxes);
    Ok(Ok((canvas, drawings)))
}
