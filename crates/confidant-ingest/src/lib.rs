//! A file becomes a [`Document`](confidant_text::Document) with warnings.
//!
//! Hostile input stops here. The parent opens the file, looks at its first bytes and hands all bytes through a pipe to a
//! worker process of our own binary; no path crosses. The worker locks itself down ([`confidant_worker::lock_down`]) before it
//! reads a byte, and answers page by page. Whatever the file does to its reader is a typed [`IngestError`] for the caller.
//!
//! A page that is a picture is drawn by a second worker and read by a third one, which has Tesseract and never the file.
//!
//! What a page's text looks like: words are separated by one space, a table's cells by a tab, printed lines and a table's rows by `\n`,
//! paragraphs, columns and table blocks by an empty line. A word that was broken at a line's end is whole again and stands at the end of its first line.
//! Ligatures are spelt out, everything is in Unicode's composed form (NFC), and there are no other control characters.
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)
)]

mod archive;
mod content;
mod dispatch;
mod drawing;
mod error;
mod format;
#[cfg(any(test, feature = "fuzzing"))]
#[doc(hidden)]
pub mod fuzzing;
mod glance;
mod ingest;
mod intake;
mod layout;
mod mail;
mod markup;
mod ocr;
mod office;
mod pdf;
mod picture;
mod plain;
mod serve;
mod wire;

pub use drawing::Drawing;
pub use error::IngestError;
pub use glance::{digest, glance};
pub use ingest::{Ingest, Ingested};
pub use picture::Picture;
pub use serve::serve;

/// The role of the worker that reads files.
pub const ROLE: &str = "ingest";
/// The role of the worker that draws pages.
pub const PICTURE_ROLE: &str = "picture";
/// The role of the worker that recognises text in pictures.
pub const OCR_ROLE: &str = "ocr";

/// Does the work of `role`, if it is one of ours: [`ROLE`], [`PICTURE_ROLE`] or [`OCR_ROLE`]. Call it first in `main`, before
/// anything else has been started.
pub fn serve_role(role: &str) -> Option<std::process::ExitCode> {
    match role {
        ROLE => Some(serve()),
        PICTURE_ROLE => Some(picture::serve()),
        OCR_ROLE => Some(ocr::serve()),
        _ => None,
    }
}
