//! `confidant`: the whole way from a terminal. What scripts and evaluations call; the same pipeline as the window.
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)
)]

mod arguments;
mod ask;
mod escalate;
mod export;
mod extract;
mod failure;
mod files;
mod interrupt;
mod ledger;
mod mask;
mod models;
mod output;
mod policy;
mod provider;
mod restore;
mod summarize;
mod surroundings;
mod tag;
mod vault_file;
mod window;

use std::process::ExitCode;

use arguments::{Arguments, Call};
use clap::Parser;
use failure::Failure;
use surroundings::Surroundings;

fn main() -> ExitCode {
    if let Some(role) = confidant_worker::role() {
        if let Some(status) = confidant_ingest::serve_role(&role) {
            return status;
        }
        return match role.as_str() {
            confidant_llama::ROLE => confidant_llama::serve(),
            confidant_llama::TAGGER_ROLE => confidant_llama::serve_tagger(),
            _ => ExitCode::from(2),
        };
    }
    confidant_pipeline::say_where_not_what();
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(tracing_subscriber::EnvFilter::from_env("CONFIDANT_LOG"))
        .init();
    let done = match window::wanted() {
        Some(arguments) => window::hand_over(arguments),
        None => interrupt::run(|cancel| go(Arguments::parse().call, Surroundings::new(cancel))),
    };
    let status = match done {
        Ok(()) => 0,
        Err(failure) if failure.is_closed_pipe() => 0,
        Err(failure) => {
            output::note(&format!("error[{}]: {failure}", failure.code()));
            failure.exit()
        }
    };
    leave(status)
}

/// Ends the process at once. What is to be kept is synced and what is to be printed is flushed by now. An ordinary exit would
/// let OpenSSL clear its tables away under a database thread that still closes its file, and crash.
#[allow(unsafe_code)]
fn leave(status: u8) -> ! {
    // SAFETY: `_exit` takes no memory of ours and does not return.
    unsafe { libc::_exit(i32::from(status)) }
}

async fn go(call: Call, here: Result<Surroundings, Failure>) -> Result<(), Failure> {
    let here = here?;
    match call {
        Call::Extract(wanted) => extract::run(&here, wanted).await,
        Call::Tag(wanted) => tag::run(&here, wanted).await,
        Call::Mask(wanted) => mask::run(&here, wanted).await,
        Call::Export(wanted) => export::run(&here, wanted).await,
        Call::Restore(wanted) => restore::run(&here, wanted).await,
        Call::Summarize(wanted) => summarize::run(&here, wanted).await,
        Call::Ask(wanted) => ask::run(&here, wanted).await,
        Call::Escalate(wanted) => escalate::run(&here, wanted).await,
        Call::Provider(wanted) => provider::run(&here, wanted).await,
        Call::Ledger(wanted) => ledger::run(&here, wanted).await,
        Call::Policy(wanted) => policy::policy(&here, wanted).await,
        Call::List(wanted) => policy::list(&here, wanted).await,
        Call::Models(wanted) => models::run(&here, wanted),
    }
}
