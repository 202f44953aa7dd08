//! A masked document becomes a file that somebody can be given: plain text, Markdown, Word, or a redacted PDF.
//!
//! Nothing of the original goes into the file but what is known not to be sensitive: text comes from
//! [`MaskedText`](confidant_privacy::MaskedText) alone, and of a printed page a picture is taken, from which what is masked is
//! cut out before the picture is written. No property, attachment, comment or outline of the original is carried over.
//!
//! A file is written beside its place, read back by whoever reads documents here, and searched for every value of the vault, in
//! its text and in its bytes. Only then it is moved to its place: [`export`] leaves a file that was checked, or none.

#![forbid(unsafe_code)]
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)
)]

mod blocks;
mod docx;
mod error;
mod export;
mod markdown;
mod place;
mod redact;
mod verify;

pub use error::ExportError;
pub use export::{Content, Exported, Guard, Target, Unreadable, export};
pub use redact::{
    Pages, Redaction, Unshown, Why,
    picture::{NoPicture, Picture},
};
