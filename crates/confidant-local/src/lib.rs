//! What the local model is asked, and what is believed of its answers.
//!
//! A small model invents facts when it is left alone with a document. So the document's own sentences are selected first, by
//! published extractive methods; the model may only phrase them; and what it wrote is kept only when every name, number and
//! condition in it stands in its source. Otherwise the source's own sentence is shown. Without any model everything but
//! [`chat`] still works.
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)
)]

mod align;
mod answer;
mod chat;
mod check;
mod condense;
mod model;
mod phrase;
mod prompts;
mod rank;
mod refine;
mod retrieve;
mod select;
mod sentences;
mod summarise;
#[cfg(test)]
mod testing;
mod words;

pub use answer::{Answer, Citation, answer};
pub use chat::chat;
pub use condense::{Condensed, MaskedPage, condense};
pub use model::{Generated, LocalModel, ModelError, Pieces, Prompt, Role, Sampling, Stopped, Turn};
pub use refine::{Refined, refine};
pub use summarise::{Coverage, Sentence, Summary, summarise};

use serde::{Deserialize, Serialize};

/// What wrote a text that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Engine {
    /// The local model wrote at least a part of it.
    Llm,
    /// It consists of the document's own sentences.
    Extractive,
}

/// What a caller is told while it waits.
#[derive(Clone, Copy, Debug)]
pub enum Progress<'a> {
    /// So many pages were read.
    Page {
        /// How many.
        done: u32,
        /// Of how many.
        total: u32,
    },
    /// What the model writes, as it writes it: not yet checked. The next [`Progress::Sentence`], or the result, replaces it.
    Delta(&'a str),
    /// A sentence that is checked and stays.
    Sentence(&'a Sentence),
}

/// Where progress goes.
pub type Sink<'a> = &'a mut (dyn FnMut(Progress<'_>) + Send);

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LocalError {
    /// No page has any text.
    #[error("no page of the document has readable text, so there is nothing to read")]
    NoText,
    /// It was stopped before there was anything to keep.
    #[error("it was stopped before there was anything to show")]
    Cancelled,
    /// What was asked does not fit into the model's context.
    #[error("the question is too long for the local model ({tokens} tokens, {limit} fit); ask it in fewer words")]
    TooLong {
        /// How long it is.
        tokens: usize,
        /// What fits.
        limit: usize,
    },
    /// The model gave no answer.
    #[error(transparent)]
    Model(#[from] ModelError),
}
