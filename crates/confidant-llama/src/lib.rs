//! The local model on llama.cpp, in a process of its own.
//!
//! llama.cpp aborts the whole process on a malformed file or a failed assertion, and cannot be interrupted in the middle of a
//! decode. So it runs in a worker of our own binary, which holds model and context on one thread and gave up files, network
//! and processes: a crash costs a restart, unloading frees all memory, and Stop always stops.
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)
)]

mod engine;
mod machine;
mod messages;
mod model;
mod pieces;
mod prompt;
mod tagger;
mod worker;

pub use model::{LlamaModel, Options, starter};
pub use tagger::{ROLE as TAGGER_ROLE, Tagger, serve as serve_tagger};
pub use worker::{ROLE, serve};
