//! The learned tagger: it finds people, organisations, places and traits in prose.
//!
//! A text becomes word pieces ([`encode`]), pieces become windows ([`windows`]), llama.cpp reads each ([`lanes`]), the head
//! says what every piece is ([`head`]), and units of the text get their answer ([`unit`]). All that runs in a worker process.
//! The program's side turns answers into findings ([`decode`], [`vote`]).

mod decode;
mod encode;
#[cfg(test)]
mod golden;
mod head;
mod label;
mod lanes;
mod messages;
mod settings;
mod shape;
mod unit;
mod vote;
mod windows;
mod words;
mod worker;

use serde::{Deserialize, Serialize};

pub use worker::{ROLE, serve};

/// Why the tagger gave no answer. It never holds the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum TaggerFault {
    /// Its files are not what they should be.
    #[error("its files cannot be used")]
    Unloadable,
    /// The sandbox could not be set up.
    #[error("its sandbox could not be set up")]
    Sandbox,
    /// llama.cpp or the tokeniser refused to compute.
    #[error("it could not read the text")]
    Compute,
    /// A score is no number.
    #[error("it computed something that is no number")]
    NotANumber,
}
