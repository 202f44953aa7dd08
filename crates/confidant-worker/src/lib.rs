//! A second process of our own binary that does dangerous work: parsing a hostile file, or running a native model that may
//! abort. It talks over its standard pipes and nothing else; when it dies, that is a typed error and not the end of the app.
//!
//! The parent holds a [`Worker`], the child calls [`channel`] after [`lock_down`]. Both ends speak frames: a length and a
//! postcard body.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod frame;
mod parent;
mod sandbox;
mod starter;

pub use frame::{FrameError, Reader, Writer, channel};
pub use parent::{Worker, WorkerError, WorkerExe};
pub use sandbox::{IS_COMPLETE, Limits, SandboxError, lock_down};

/// The first argument that makes one of our binaries a worker instead of the program a person started.
pub const WORKER_ARGUMENT: &str = "__worker";

/// The role that this process was started for, if it is a worker. Call it first in `main`.
pub fn role() -> Option<String> {
    let mut arguments = std::env::args().skip(1);
    (arguments.next()? == WORKER_ARGUMENT).then(|| arguments.next()).flatten()
}
