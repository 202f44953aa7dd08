//! What must hold of the whole: the command line from outside, the way through the pipeline, the locks on the door out, and
//! the shape of the repository. One binary, because linking it is what takes the time.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_types,
    clippy::pedantic,
    reason = "tests may fail loudly, and they start the program and speak to it over pipes; there, short is clear"
)]

#[path = "../support/loopback.rs"]
mod loopback;

mod canary;
mod chats;
mod command_line;
mod documents;
mod escalation;
mod killed;
mod ledger;
mod locks;
mod masking;
mod pages;
mod pdf;
mod policy;
mod program;
mod shell;
mod tidy;
mod vault_file;
mod way;
