//! PDF: the file and its fonts by hayro, each page's glyphs by a walk of our own over its operators ([`printed`]), the text from
//! them by our own [`layout`](crate::layout).
//!
//! One bad page costs that page: a panic in the reader, too many glyphs or too much time end it and the next one goes on.

mod actual;
mod alternative;
mod annotations;
mod attachments;
mod face;
mod fields;
mod forms;
mod glyphs;
mod hidden;
mod info;
mod layers;
mod meaning;
mod pen;
mod printed;
mod said;
mod scan;
mod unlock;
mod unread;
pub(crate) mod xmp;

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    time::Duration,
};

use confidant_text::{PageSize, PageSource, Warning, WarningCode};
use hayro_font::kurbo::Affine;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf, page::Page};

use self::{
    face::Faces,
    glyphs::{Collector, TooMuch},
    layers::Layers,
    printed::Printer,
    unlock::{Lock, without_lock},
};
use crate::{
    layout::{Composed, compose},
    serve::{Out, Stop},
    wire::{Failure, WirePage},
};

/// One page may not use up the patience that is meant for all.
const PAGE_PATIENCE: Duration = Duration::from_secs(8);
/// A page with more glyphs is no page.
const PAGE_GLYPHS: usize = 500_000;

/// Reads all pages.
pub(crate) fn read<W: io::Write>(bytes: Vec<u8>, password: Option<&str>, out: &mut Out<W>) -> Result<(), Stop> {
    let pdf = catch_unwind(AssertUnwindSafe(|| open(bytes, password))).unwrap_or(Err(Failure::Damaged))?;
    let pages = pdf.pages();
    if pages.is_empty() {
        return Err(Failure::Damaged.into());
    }
    out.started(pages.len())?;
    let mut unread = false;
    let mut alternatives = besides(&mut unread, |unread| alternative::by_page(&pdf, unread));
    let (mut faces, mut layers) = (Faces::default(), besides(&mut unread, |_| Layers::of(pdf.xref())));
    for (number, page) in (1..).zip(pages.iter()) {
        let read = catch_unwind(AssertUnwindSafe(|| read_page(page, number, &mut faces, &mut layers)));
        let read = read.unwrap_or_else(|_| {
            // What the panic left behind is not to be trusted.
            faces = Faces::default();
            Err(TooMuch)
        });
        let mut read = read.unwrap_or_else(|TooMuch| failed(page, number));
        let mut blocks = besides(&mut unread, |unread| annotations::blocks(page, unread));
        blocks.extend(page.raw().obj_id().and_then(|id| alternatives.remove(&Some(id))).unwrap_or_default());
        if number as usize == pages.len() {
            // What belongs to no page, or to one that is not there.
            blocks.extend(std::mem::take(&mut alternatives).into_values().flatten());
            blocks.extend(besides(&mut unread, |unread| forms::blocks(&pdf, unread)));
            blocks.extend(besides(&mut unread, |unread| attachments::blocks(&pdf, unread)));
        }
        hidden::append(&mut read.text, blocks);
        out.page(read)?;
    }
    let metadata = besides(&mut unread, |unread| info::read(&pdf, unread));
    besides(&mut unread, |unread| *unread = unread::is_any(&pdf));
    let warning = Warning { code: WarningCode::PartUnread, page: None };
    out.finished(metadata, unread.then_some(warning).into_iter().collect())
}

/// What is not printed; when it cannot be read, what is printed counts alone, and that a part is `unread` is told.
fn besides<T: Default>(unread: &mut bool, read: impl FnOnce(&mut bool) -> T) -> T {
    let mut stopped = false;
    let read = catch_unwind(AssertUnwindSafe(|| read(&mut stopped)));
    *unread |= stopped || read.is_err();
    read.unwrap_or_default()
}

/// A file without a user password opens with the empty one, even when a password was given.
pub(crate) fn open(bytes: Vec<u8>, password: Option<&str>) -> Result<Pdf, Failure> {
    let bytes = std::sync::Arc::new(bytes);
    // Trying a password takes long, and the one that was given is most likely the right one.
    if let Some(Ok(pdf)) = password.map(|password| Pdf::new_with_password(bytes.clone(), password)) {
        return Ok(pdf);
    }
    let error = match Pdf::new(bytes.clone()) {
        Ok(pdf) => return Ok(pdf),
        Err(error) => error,
    };
    // A lock that does not open is told in more than one way.
    let lock = Lock::of(&bytes);
    let by_owner = password.and_then(|password| lock.as_ref()?.user_password(password));
    if let Some(Ok(pdf)) = by_owner.map(|password| Pdf::new_with_password(bytes.clone(), &password)) {
        return Ok(pdf);
    }
    match lock {
        Some(lock) if lock.spares_content => Pdf::new(without_lock(&bytes)).map_err(|_| Failure::Damaged),
        _ if error == LoadPdfError::Decryption(DecryptionError::UnsupportedAlgorithm) => Err(Failure::Unsupported),
        Some(_) if password.is_some() => Err(Failure::WrongPassword),
        Some(_) => Err(Failure::Encrypted),
        None => Err(Failure::Damaged),
    }
}

fn read_page<'a>(
    page: &Page<'a>,
    number: u32,
    faces: &mut Faces<'a>,
    layers: &mut Layers,
) -> Result<WirePage, TooMuch> {
    let (width, height) = page.render_dimensions();
    let to_page = Affine::new(page.initial_transform(true).as_coeffs());
    // Boxes that do not meet would hide everything; viewers show the page then.
    let visible = page.intersected_crop_box();
    let size = (visible.width() > 0.0 && visible.height() > 0.0).then_some((width, height));
    let mut collector = Collector::new(size, PAGE_GLYPHS, PAGE_PATIENCE, faces.glyphs);
    Printer::new(faces, layers, &mut collector).page(page, to_page)?;
    fields::without_drawing(page, to_page, &mut collector);
    let unmapped = collector.unmapped();
    let unseen = collector.unseen.blocks();
    let glyphs = collector.finish();
    faces.glyphs = glyphs.len();
    let mut composed = compose(glyphs);

    if is_mostly_unmapped(&composed.text) {
        // Holes with a few letters between them are nothing to summarise, and nothing to mask reliably.
        composed = Composed::default();
    }
    let source = if composed.words.is_empty() { PageSource::None } else { PageSource::Text };
    // A number stamped on a scan does not make it a page of text.
    let is_scan = source == PageSource::Text && scan::is_stamped(page, &composed.text);
    let lacks_content = unread::lacks_content(page, &composed.text);
    hidden::append(&mut composed.text, unseen);
    let said = |says: bool, code| says.then_some(Warning { code, page: Some(number) });
    let warnings = [
        said(source == PageSource::None || is_scan, WarningCode::NoText),
        said(unmapped > 0, WarningCode::UnmappedCharacters),
        said(lacks_content, WarningCode::PartUnread),
    ];
    Ok(WirePage {
        text: composed.text,
        source,
        size: Some(PageSize { width, height }),
        words: composed.words,
        warnings: warnings.into_iter().flatten().collect(),
    })
}

/// Whether there are hardly any letters between the holes. Holes alone may be a table's dots.
fn is_mostly_unmapped(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
    let holes = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    holes > 4 * letters
}

fn failed(page: &Page<'_>, number: u32) -> WirePage {
    let size = catch_unwind(AssertUnwindSafe(|| page.render_dimensions())).ok();
    WirePage {
        text: String::new(),
        source: PageSource::None,
        size: size.map(|(width, height)| PageSize { width, height }),
        words: Vec::new(),
        warnings: vec![Warning { code: WarningCode::PageFailed, page: Some(number) }],
    }
}

#[cfg(test)]
mod tests {
    use confidant_worker::{Reader, Writer};
    use proptest::prelude::*;

    use super::{is_mostly_unmapped, read};
    use crate::{
        serve::{Out, Stop},
        wire::Answer,
    };

    const FILE: &str = "%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 300 200] >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >>
/Annots [ << /Subtype /Widget /FT /Tx /V (value) /Rect [10 10 90 30] >> ] >> endobj
4 0 obj << /Length 76 >> stream
BT /F1 12 Tf 20 100 Td [(Some) -300 (text)] TJ 0 -14 Td (and an-) Tj ET 1 0 0 1 5 5 cm
endstream endobj
5 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj
trailer << /Root 1 0 R /Size 6 >>
";

    /// What the parent would be told.
    fn answers(bytes: Vec<u8>) -> Vec<Answer> {
        let mut out = Out::new(Writer(Vec::new()));
        match read(bytes, None, &mut out) {
            Ok(()) => {}
            Err(Stop::Failed(failure)) => return vec![Answer::Failed(failure)],
            Err(Stop::Pipe(error)) => panic!("{error}"),
        }
        let frames = out.into_inner().unwrap();
        let mut reader = Reader(frames.as_slice());
        std::iter::from_fn(|| reader.next().unwrap()).collect()
    }

    #[test]
    fn the_file_that_is_bent_below_is_sound() {
        let answers = answers(FILE.into());
        assert!(matches!(&answers[1], Answer::Page(page) if page.text.starts_with("Some text\nand an-")));
    }

    proptest! {
        #[test]
        fn a_bent_file_ends_in_pages_that_hold_or_an_error(
            bends in prop::collection::vec((0..FILE.len(), any::<u8>()), 1..12),
            cut in prop::option::weighted(0.2, 0..FILE.len()),
        ) {
            let mut bytes = FILE.as_bytes().to_vec();
            for (at, byte) in bends {
                bytes[at] = byte;
            }
            bytes.truncate(cut.unwrap_or(FILE.len()));
            for answer in answers(bytes) {
                if let Answer::Page(page) = answer {
                    prop_assert!(page.words.iter().all(|word| word.span.of(&page.text).is_some()));
                }
            }
        }
    }

    #[test]
    fn a_page_of_holes_is_not_readable() {
        assert!(is_mostly_unmapped("\u{fffd}\u{fffd}\u{fffd} \u{fffd}\u{fffd} a"));
        assert!(!is_mostly_unmapped("Chapter one \u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd} 12"));
        assert!(!is_mostly_unmapped(""));
    }
}
