//! [`export`]: the way of a masked document into a file: write, read back, search, and only then give it its name.

use std::path::Path;

use confidant_privacy::{MaskedText, Origin, Protected};
use confidant_text::Document;

use crate::{
    ExportError,
    docx::docx,
    markdown::markdown,
    place::place,
    redact::{Redaction, Unshown, redact},
    verify::{Kind, verify},
};

/// What is written, and as what.
#[derive(Clone, Copy)]
pub enum Content<'a> {
    /// Plain text, a form feed between two pages.
    Text(&'a [MaskedText]),
    /// Markdown, a rule between two pages.
    Markdown(&'a [MaskedText]),
    /// A Word document.
    Docx(&'a [MaskedText]),
    /// A redacted PDF.
    Pdf(Redaction<'a>),
}

/// Where the file goes.
#[derive(Clone, Copy)]
pub struct Target<'a> {
    /// Its path; the reader that checks it goes by how it ends.
    pub path: &'a Path,
    /// Whether a file of this name may be replaced.
    pub replace: bool,
}

/// How the file is checked.
#[derive(Clone, Copy)]
pub struct Guard<'a> {
    /// What must not be in it.
    pub protected: Protected<'a>,
    /// Reads a file as anybody's file is read here.
    pub read: &'a dyn Fn(&Path) -> Result<Document, Unreadable>,
}

/// A file that was written cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the file cannot be read")]
pub struct Unreadable;

/// A file that was checked and is in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// Its size.
    pub bytes: u64,
    /// Pages that are not shown as they were; only a PDF has any.
    pub unshown: Vec<Unshown>,
}

/// Writes a masked document to a file.
///
/// The file gets its name after it was read back and nothing that is masked was found in it, neither in its text nor in its
/// bytes. When anything fails there is no new file, and an old one is as it was.
pub fn export(content: Content<'_>, target: Target<'_>, guard: &Guard<'_>) -> Result<Exported, ExportError> {
    let (masked, kind) = match content {
        Content::Text(masked) | Content::Markdown(masked) => (masked, Kind::Text),
        Content::Docx(masked) => (masked, Kind::Zip),
        Content::Pdf(redaction) => (redaction.masked, Kind::Pdf),
    };
    if kind != Kind::Pdf && masked.iter().all(|page| page.as_str().trim().is_empty()) {
        return Err(ExportError::NoText);
    }
    let mut unshown = Vec::new();
    let written = match content {
        Content::Text(pages) => text(pages).into_bytes(),
        Content::Markdown(pages) => markdown(pages).into_bytes(),
        Content::Docx(pages) => docx(pages)?,
        Content::Pdf(redaction) => {
            let (bytes, pages) = redact(&redaction)?;
            unshown = pages;
            bytes
        }
    };
    let excused = excused(masked);
    let bytes = place(target, &written, |path| verify(path, kind, guard, &excused))?;
    Ok(Exported { bytes, unshown })
}

/// Pages one after the other, a form feed between two, a line end after the last, as `confidant mask` prints them.
fn text(pages: &[MaskedText]) -> String {
    let mut all = pages.iter().map(MaskedText::as_str).collect::<Vec<_>>().join("\n\u{c}");
    if !all.ends_with('\n') {
        all.push('\n');
    }
    all
}

/// What stands for values by the person's wish and is no placeholder: it may say a part of a value, and may stay.
fn excused(masked: &[MaskedText]) -> Vec<&str> {
    let pieces = masked.iter().flat_map(MaskedText::pieces);
    let stands = |what| matches!(what, Origin::Generalised(_) | Origin::StandIn { .. });
    pieces.filter(|piece| stands(piece.what)).map(|piece| piece.text).collect()
}
