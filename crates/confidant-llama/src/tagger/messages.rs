//! What the two sides of the tagger say to each other.

use serde::{Deserialize, Serialize};

use super::{TaggerFault, settings::Knobs, unit::Unit};

/// The program asks.
#[derive(Serialize, Deserialize)]
pub(crate) enum Ask {
    /// The first message, and only the first: load these files.
    Load { files: Files, threads: usize },
    /// What is in each of these texts?
    Tag { texts: Vec<String> },
}

/// Where the tagger's files lie.
#[derive(Serialize, Deserialize)]
pub(crate) struct Files {
    pub(crate) encoder: String,
    pub(crate) head: String,
    pub(crate) tokenizer: String,
    /// The size of all.
    pub(crate) bytes: u64,
}

/// The worker answers.
#[derive(Serialize, Deserialize)]
pub(crate) enum Say {
    /// The tagger is there, and this is how to use what it says.
    Loaded(Knobs),
    /// The next of the texts, read.
    Tagged(Vec<Unit>),
    /// A part of a long text is read: a sign of life.
    Alive,
    /// It did not work; the texts that were not told yet are not read.
    Failed(TaggerFault),
}
