//! Prints the text of a file, pages parted by form feeds: `extract FILE [PASSWORD]`. Warnings and what the file says about
//! itself go to standard error. It is its own worker.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::{path::Path, process::ExitCode};

use confidant_ingest::{Ingest, IngestError, serve_role};
use confidant_worker::{WorkerExe, role};
use tokio_util::sync::CancellationToken;

fn main() -> ExitCode {
    if let Some(status) = role().as_deref().and_then(serve_role) {
        return status;
    }
    let mut arguments = std::env::args().skip(1);
    let Some(path) = arguments.next() else {
        eprintln!("usage: extract FILE [PASSWORD]");
        return ExitCode::FAILURE;
    };
    match extract(Path::new(&path), arguments.next().as_deref()) {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{}: {error}", error.code());
            ExitCode::FAILURE
        }
    }
}

fn extract(path: &Path, password: Option<&str>) -> Result<String, IngestError> {
    let unreadable = |error: std::io::Error| IngestError::Unreadable(error.kind());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(unreadable)?;
    let ingest = Ingest::new(WorkerExe::current().map_err(unreadable)?);
    let (cancel, mut progress) = (CancellationToken::new(), |_, _| {});
    let document = runtime.block_on(ingest.read(path, password, &cancel, &mut progress))?.document;
    for warning in &document.warnings {
        eprintln!("{warning}");
    }
    for (name, value) in document.metadata {
        eprintln!("{name}: {}", value.into_exposed("it was asked for on the command line"));
    }
    let text = |page: confidant_text::Page| page.text.into_exposed("it was asked for on the command line");
    Ok(document.pages.into_iter().map(text).collect::<Vec<_>>().join("\u{c}"))
}
