//! The learned tagger: it finds people, organisations, places and traits in prose.
//!
//! A text becomes word pieces ([`encode`]), pieces become windows ([`windows`]), llama.cpp reads each ([`lanes`]), the head
//! says what every piece is ([`head`]), and units of the text get their answer ([`unit`]). All that runs in a worker process.
//! The program's side turns answers into findings ([`decode`], [`vote`]).

mod decode;
mod desk;
mod encode;
#[cfg(test)]
mod golden;
mod head;
mod label;
mod lanes;
mod memory;
mod messages;
mod settings;
mod shape;
mod surroundings;
mod unit;
mod voice;
mod vote;
mod windows;
mod words;
mod worker;

use serde::{Deserialize, Serialize};

pub use voice::Tagger;
pub use worker::{ROLE, serve};

/// Why the tagger's worker gave no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum TaggerFault {
    /// Its files are not what they should be.
    Unloadable,
    /// The sandbox could not be set up.
    Sandbox,
    /// llama.cpp or the tokeniser refused to compute.
    Compute,
    /// A weight or a score is no number.
    NotANumber,
}

impl TaggerFault {
    /// For people, in words that hold no text.
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::Unloadable => "its files cannot be used",
            Self::Sandbox => "its process could not be locked down",
            Self::Compute => "it could not read the text",
            Self::NotANumber => "it computed something that is no number",
        }
    }
}
