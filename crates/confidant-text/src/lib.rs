//! The words every crate shares: text that may hold personal data, where in it something lies, what it is called, and the
//! document it came from. No I/O, no async, no clock.

mod document;
mod finding;
mod kind;
mod raw;
mod span;

pub use document::{Document, Metadata, Page, PageSize, PageSource, Rect, Warning, WarningCode, WordBox};
pub use finding::{Finding, Source};
pub use kind::{EntityKind, Family, UnknownKind};
pub use raw::RawText;
pub use span::Span;
