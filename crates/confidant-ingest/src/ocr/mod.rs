//! Text recognition: pages that are pictures become text, by Tesseract where it is installed.
//!
//! Tesseract is a C++ library of the system. The app builds and starts without it: a worker of the role
//! [`OCR_ROLE`](crate::OCR_ROLE) opens it at run time, loads the languages, and only then locks itself down and looks at a
//! picture. It never sees the file: another worker has drawn the page, and only pixels cross.
//!
//! The way of a page ([`pages`] leads it): it is drawn in grey ([`picture`](crate::picture)), laid straight ([`straighten`]),
//! recognised ([`tesseract`], [`read`]), and its words become text by the same [`layout`](crate::layout) as those of a PDF
//! ([`text`]). Whether it lies on its side and in what script it is written is looked at only when what was read makes no
//! sense: most pages stand upright, and looking costs a quarter of reading.

mod client;
mod installed;
mod merge;
mod pages;
mod read;
mod script;
mod serve;
mod straighten;
mod tesseract;
mod text;
mod wire;

pub(crate) use pages::{Recognition, Source, wants_recognition};
pub(crate) use serve::serve;
