//! What the parent and the worker that recognises text say to each other.

use confidant_text::{PageSize, WordBox};
use serde::{Deserialize, Serialize};

use super::script::Script;
use crate::picture::Grey;

/// First `Open`, which is answered before anything is locked and holds nothing of a document; then any number of pages.
#[derive(Serialize, Deserialize)]
pub(super) enum Request {
    /// What to load.
    Open { folder: String, languages: String, script: Script, knows_lie: bool },
    /// A page, and how large it is on paper.
    Page { grey: Grey, size: PageSize },
}

/// One answer to each request.
#[derive(Serialize, Deserialize)]
pub(super) enum Answer {
    Ready,
    /// The library is not here, or the languages cannot be loaded.
    Missing,
    Read(Recognised),
    /// This page could not be read; the next one may.
    Failed,
}

/// What is on a page.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Recognised {
    pub text: String,
    /// In points of the page.
    pub words: Vec<WordBox>,
    /// How sure it is, from 0 to 100; 0 where there is nothing.
    pub confidence: f32,
    /// Whether there were words on it that could not be told from dirt.
    pub dropped: bool,
    /// The script that it is written in, where that is not the one that was loaded.
    pub other: Option<Script>,
}
