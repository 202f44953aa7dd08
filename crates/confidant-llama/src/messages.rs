//! What the two sides say to each other.

use confidant_local::{ModelError, Role, Sampling, Stopped};
use serde::{Deserialize, Serialize};

/// The program asks.
#[derive(Serialize, Deserialize)]
pub(crate) enum Ask {
    /// The first message, and only the first: load this file.
    Load { path: String, bytes: u64, context: u32, threads: i32 },
    /// How many tokens?
    Count { text: String },
    /// Go on with this.
    Generate { id: u64, turns: Vec<(Role, String)>, sampling: Sampling, max_tokens: usize, threads: i32 },
    /// Stop that one. It may be over already.
    Cancel { id: u64 },
}

/// The worker answers.
#[derive(Serialize, Deserialize)]
pub(crate) enum Say {
    /// The model is there, and this is its context.
    Loaded { context: u32 },
    /// So many tokens.
    Counted(usize),
    /// A part of the prompt was read: a sign of life.
    Alive,
    /// The model wrote this.
    Piece(String),
    /// The model is finished.
    Done { tokens: usize, stopped: Stopped },
    /// It did not work; the worker goes on living.
    Failed(Fault),
}

/// What did not work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Fault {
    /// The file is no model.
    Unloadable,
    /// The sandbox could not be set up.
    Sandbox,
    /// Prompt and answer do not fit.
    TooLong { tokens: usize, limit: usize },
    /// llama.cpp refused to compute.
    Compute,
}

impl From<Fault> for ModelError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Unloadable => Self::Unloadable,
            Fault::Sandbox => Self::Sandbox,
            Fault::TooLong { tokens, limit } => Self::TooLong { tokens, limit },
            Fault::Compute => Self::Failed,
        }
    }
}
