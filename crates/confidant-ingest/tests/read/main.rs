//! Files through the whole reader: a real worker process, locked, on files that are made here.
//!
//! The binary is both sides, so the harness is our own; it understands what `cargo test` and `cargo nextest` ask of one.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    missing_docs
)]

mod fonts;
mod hidden;
mod hostile;
mod layout;
mod make;
mod marked;
mod office;
mod pictures;
mod refusals;

use std::{path::Path, process::ExitCode};

use confidant_ingest::{Ingest, IngestError, Ingested, serve_role};
use confidant_text::RawText;
use confidant_worker::{WorkerExe, role};
use tokio_util::sync::CancellationToken;

fn main() -> ExitCode {
    if let Some(status) = role().as_deref().and_then(serve_role) {
        return status;
    }
    let tests: Vec<(&str, fn())> = [
        layout::TESTS,
        fonts::TESTS,
        hidden::TESTS,
        refusals::TESTS,
        hostile::TESTS,
        office::TESTS,
        marked::TESTS,
        pictures::TESTS,
    ]
    .concat();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let names: Vec<&String> =
        arguments.iter().filter(|argument| !argument.starts_with("--") && *argument != "terse").collect();
    let mut failed = false;
    for (name, test) in tests {
        let wanted = names.iter().any(|wanted| if has("--exact") { **wanted == name } else { name.contains(*wanted) });
        if has("--ignored") || !(wanted || names.is_empty()) {
            continue;
        }
        if has("--list") {
            println!("{name}: test");
        } else {
            let passed = std::panic::catch_unwind(test).is_ok();
            failed |= !passed;
            println!("test {name} ... {}", if passed { "ok" } else { "FAILED" });
        }
    }
    ExitCode::from(u8::from(failed))
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

fn ingest() -> Ingest {
    Ingest::new(WorkerExe::current().unwrap())
}

fn read_path(path: &Path, password: Option<&str>) -> Result<Ingested, IngestError> {
    runtime().block_on(ingest().read(path, password, &CancellationToken::new(), &mut |_, _| {}))
}

/// Writes `bytes` under `name` and reads them back.
fn read(name: &str, bytes: &[u8]) -> Result<Ingested, IngestError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    read_path(&path, None)
}

fn exposed(text: &RawText) -> &str {
    text.expose("a test compares it")
}

/// The pages of a PDF with these content streams.
fn texts(contents: &[&str]) -> Vec<String> {
    let document = read("a.pdf", &make::pdf(contents)).unwrap().document;
    document.pages.iter().map(|page| exposed(&page.text).to_owned()).collect()
}
