//! Documents full of canaries become files, and the files are read back: by our own reader in its worker, by a renderer, and
//! byte by byte.
//!
//! The binary is also the worker, so the harness is our own; it understands what `cargo test` and `cargo nextest` ask of one.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::pedantic,
    missing_docs
)]

mod drawn;
mod make;
mod pdf;
mod text;

use std::{
    io::Read,
    path::{Path, PathBuf},
    process::ExitCode,
};

use confidant_export::{Content, ExportError, Exported, Guard, Target, Unreadable, export};
use confidant_ingest::{Ingest, serve_role};
use confidant_privacy::{MaskedText, Policy, Protected, Recognisers, Vault, mask_all};
use confidant_text::{Document, RawText};
use confidant_worker::{WorkerExe, role};
use tokio_util::sync::CancellationToken;

/// Who must be in no file.
pub const CANARIES: [&str; 3] = ["Weissenfels", "weissenfels@example.org", "DE89370400440532013000"];

fn main() -> ExitCode {
    // Whatever its role is, a worker never runs the tests: each would start more.
    if let Some(role) = role() {
        return serve_role(&role).unwrap_or(ExitCode::FAILURE);
    }
    let tests: Vec<(&str, fn())> = [text::TESTS, pdf::TESTS].concat();
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

/// Our own reader.
pub fn read(path: &Path) -> Result<Document, Unreadable> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    // What was written is no scan, as the pipeline has it too.
    let ingest = Ingest::new(WorkerExe::current().unwrap()).without_recognition();
    let read = runtime.block_on(ingest.read(path, None, &CancellationToken::new(), &mut |_, _| {}));
    read.map(|ingested| ingested.document).map_err(|_| Unreadable)
}

/// A document that was masked.
pub struct Masked {
    pub document: Document,
    pub pages: Vec<MaskedText>,
    pub vault: Vault,
}

/// Masks the pages and the metadata together, as the pipeline does.
pub fn masked(document: Document) -> Masked {
    let policy = Policy::default();
    let mut vault = Vault::new();
    let texts: Vec<&RawText> = document.pages.iter().map(|page| &page.text).chain(document.metadata.values()).collect();
    let findings = Recognisers::builtin().unwrap().scan(&texts, &policy).unwrap();
    let mut pages = mask_all(&texts, &findings, &mut vault, &policy).unwrap();
    pages.truncate(document.pages.len());
    Masked { pages, vault, document }
}

pub fn export_to(path: &Path, content: Content<'_>, vault: &Vault) -> Result<Exported, ExportError> {
    let policy = Policy::default();
    let guard = Guard { protected: Protected { vault, canaries: &[], policy: &policy }, read: &read };
    export(content, Target { path, replace: false }, &guard)
}

/// A folder and a file name in it.
pub fn place(name: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    (folder, path)
}

/// No canary stands in the bytes, in any case and in wide letters either.
pub fn is_clean(bytes: &[u8]) {
    if let Ok(mut archive) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) {
        for number in 0..archive.len() {
            let mut part = Vec::new();
            archive.by_index(number).unwrap().read_to_end(&mut part).unwrap();
            is_clean(&part);
        }
    }
    let lower = bytes.to_ascii_lowercase();
    for canary in CANARIES {
        let narrow = canary.to_lowercase().into_bytes();
        let wide: Vec<u8> = canary.to_lowercase().encode_utf16().flat_map(u16::to_be_bytes).collect();
        for needle in [narrow, wide] {
            assert!(!lower.windows(needle.len()).any(|window| window == needle), "a canary is in the file");
        }
    }
}

pub fn exposed(text: &RawText) -> &str {
    text.expose("a test compares it")
}
