//! Office files: what Word, `PowerPoint`, Excel and their free relatives write.
//!
//! [`package`] unpacks within bounds, [`xml`] parses without entities and walks without recursion that a file could
//! deepen, [`flow`] puts blocks and hidden places where a page wants them. Each format is one module above these.
//! The old binary kinds stand on [`ole`], which opens their containers, and [`art`], which walks their records.

mod art;
mod counting;
mod field;
mod flow;
mod ole;
mod opc;
mod package;
mod xml;

pub(crate) mod doc;
pub(crate) mod docx;
pub(crate) mod odf;
pub(crate) mod ppt;
pub(crate) mod pptx;
pub(crate) mod rtf;
pub(crate) mod sealed;
pub(crate) mod xls;
pub(crate) mod xlsx;

mod drawing;

#[cfg(test)]
mod tests;
