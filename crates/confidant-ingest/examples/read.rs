//! Reads one file and says everything about it in one JSON line: `read [--bare] FILE [PASSWORD]`. It is its own worker.
//!
//! With `--bare` it reads what is printed and nothing else, to be timed: it recognises no text in pictures and watches no memory.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::{
    fs,
    path::Path,
    process::ExitCode,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::Duration,
};

use confidant_ingest::{Ingest, IngestError, serve_role};
use confidant_text::{Document, RawText};
use confidant_worker::{WorkerExe, role};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

const WHY: &str = "it was asked for on the command line";

fn main() -> ExitCode {
    if let Some(code) = role().and_then(|role| serve_role(&role)) {
        return code;
    }
    let mut arguments = std::env::args().skip(1).peekable();
    let is_bare = arguments.next_if(|argument| argument == "--bare").is_some();
    let Some(path) = arguments.next() else {
        eprintln!("usage: read [--bare] FILE [PASSWORD]");
        return ExitCode::FAILURE;
    };
    let reader = (!is_bare).then(watch_children);
    let mut line = match read(Path::new(&path), arguments.next().as_deref(), is_bare) {
        Ok(document) => described(document),
        Err(error) => json!({"code": error.code()}),
    };
    if let (Some(line), Some(reader)) = (line.as_object_mut(), reader) {
        line.insert("reader_kb".to_owned(), json!(reader.load(Ordering::Relaxed)));
        line.insert("keeper_kb".to_owned(), json!(peak_kb("self")));
    }
    println!("{line}");
    ExitCode::SUCCESS
}

fn read(path: &Path, password: Option<&str>, is_bare: bool) -> Result<Document, IngestError> {
    let unreadable = |error: std::io::Error| IngestError::Unreadable(error.kind());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(unreadable)?;
    let ingest = Ingest::new(WorkerExe::current().map_err(unreadable)?);
    let ingest = if is_bare { ingest.without_recognition() } else { ingest };
    let (cancel, mut progress) = (CancellationToken::new(), |_, _| {});
    Ok(runtime.block_on(ingest.read(path, password, &cancel, &mut progress))?.document)
}

fn described(document: Document) -> Value {
    let pages =
        document.pages.into_iter().map(|page| json!({"source": page.source, "text": page.text.into_exposed(WHY)}));
    let pages: Vec<Value> = pages.collect();
    let said = |(name, value): (String, RawText)| (name, Value::String(value.into_exposed(WHY)));
    let metadata: serde_json::Map<String, Value> = document.metadata.into_iter().map(said).collect();
    json!({"pages": pages, "metadata": metadata, "warnings": document.warnings})
}

/// The highest memory that any child process reached. It is looked at again and again: a child that is gone cannot be asked.
fn watch_children() -> Arc<AtomicU64> {
    let highest = Arc::new(AtomicU64::new(0));
    let written = Arc::clone(&highest);
    thread::spawn(move || {
        loop {
            let tasks = fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
            let children = tasks.filter_map(|task| fs::read_to_string(task.path().join("children")).ok());
            for child in children.collect::<Vec<_>>().concat().split_whitespace() {
                written.fetch_max(peak_kb(child), Ordering::Relaxed);
            }
            thread::sleep(Duration::from_millis(5));
        }
    });
    highest
}

/// The most memory that a process held so far, in KiB.
fn peak_kb(process: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|peak| peak.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
