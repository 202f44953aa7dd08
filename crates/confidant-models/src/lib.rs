//! Which models Confidant may run, where they lie on this machine, and whether they are the ones that were pinned.
//!
//! The manifest is compiled in, so a file on disk cannot vouch for itself. A [`VerifiedModel`] is the proof that a file's
//! digest was checked: nothing else can be run.
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)
)]

mod digest;
mod manifest;
mod shelf;

pub use digest::Sha256Hex;
pub use manifest::{Beside, Manifest, ModelEntry, Role, Template};
pub use shelf::{Presence, Shelf, VerifiedModel};

/// Why a model cannot be run. No variant names a path.
#[derive(Debug, thiserror::Error)]
pub enum ModelsError {
    /// The manifest that was compiled in does not read.
    #[error("the list of models does not read; this build of Confidant is broken")]
    Manifest(#[source] toml::de::Error),
    /// Two models share an id, or a file name is a path.
    #[error("the list of models contradicts itself at {id}; this build of Confidant is broken")]
    Contradiction {
        /// The model where it does.
        id: String,
    },
    /// The manifest has no such model.
    #[error("there is no model called {id}; `confidant models list` shows the ones there are")]
    Unknown {
        /// The id that was asked for.
        id: String,
    },
    /// The file is in none of the directories.
    #[error("the model {id} is not installed; run scripts/fetch-starter-model.sh (`make run` does it)")]
    Absent {
        /// The model that is missing.
        id: String,
    },
    /// The file is there and is another one.
    #[error(
        "the file of the model {id} is not the one that was pinned, so it is not run; delete it and fetch it again"
    )]
    WrongDigest {
        /// The model whose file differs.
        id: String,
    },
    /// The file is there and cannot be read.
    #[error("the file of the model {id} cannot be read ({kind})")]
    Unreadable {
        /// The model whose file it is.
        id: String,
        /// What the operating system said.
        kind: std::io::ErrorKind,
    },
}
