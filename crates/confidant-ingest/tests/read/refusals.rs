//! Files that are not read, and why; readers that are stopped.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::Path,
    time::{Duration, Instant},
};

use confidant_ingest::{Ingest, IngestError};
use confidant_text::{PageSource, WarningCode};
use confidant_worker::{WorkerError, WorkerExe};
use tokio_util::sync::CancellationToken;

use crate::{
    exposed, ingest,
    make::{pdf, show},
    read, read_path, runtime,
};

pub const TESTS: &[(&str, fn())] = &[
    ("refusals::plain_text_is_read", plain),
    ("refusals::an_encrypted_file_asks_for_its_password", encrypted),
    ("refusals::each_kind_of_refusal_has_its_code", codes),
    ("refusals::damaged_and_cut_files_end_in_text_or_an_error", damaged),
    ("refusals::a_reader_that_hangs_is_stopped_and_gone", hangs),
    ("refusals::cancelling_stops_the_reader", cancelled),
    ("refusals::a_reader_that_dies_is_an_error", dies),
    ("refusals::progress_is_told_page_by_page", progress),
    ("refusals::no_error_names_the_file_or_its_text", mute),
];

fn plain() {
    let read = read("letter.md", "# Grüße\n\nHannah\u{c}second".as_bytes()).unwrap();
    let pages: Vec<_> = read.document.pages.iter().map(|page| exposed(&page.text)).collect();
    assert_eq!(pages, ["# Grüße\n\nHannah", "second"]);
    assert_eq!((read.bytes, read.document.pages[0].source), (24, PageSource::Text));

    let legacy = crate::read("letter.txt", b"Viele Gr\xfc\xdfe aus K\xf6ln").unwrap().document;
    assert_eq!(exposed(&legacy.pages[0].text), "Viele Grüße aus Köln");
    assert_eq!(legacy.warnings[0].code, WarningCode::EncodingGuessed);
}

fn encrypted() {
    for name in ["rc4", "aes128", "aes256"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/encrypted-{name}.pdf"));
        assert!(matches!(read_path(&path, None), Err(IngestError::Encrypted)), "{name}");
        assert!(matches!(read_path(&path, Some("crow")), Err(IngestError::WrongPassword)), "{name}");
        let document = read_path(&path, Some("owl")).unwrap().document;
        assert_eq!(exposed(&document.pages[0].text), "The owl sleeps.", "{name}");
        assert_eq!(exposed(&document.metadata["title"]), "Owls", "{name}");
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/encrypted-agile.docx");
    assert!(matches!(read_path(&path, None), Err(IngestError::Encrypted)));
    assert!(matches!(read_path(&path, Some("crow")), Err(IngestError::WrongPassword)));
    let document = read_path(&path, Some("owl")).unwrap().document;
    assert_eq!(exposed(&document.pages[0].text), "The owl sleeps.");
}

fn codes() {
    let check =
        |name: &str, bytes: &[u8], code: &str| assert_eq!(read(name, bytes).unwrap_err().code(), code, "{name}");
    check("empty.pdf", b"", "empty");
    check("blank.txt", b" \n ", "empty");
    check("archive.7z", b"7z\xbc\xaf\x27\x1crest", "unsupported");
    check("letter.doc", b"\xdb\xa5rest", "old_format");
    check("scan.png", b"\x89PNG\r\n\x1a\nrest", "damaged");
    check("noise.txt", b"a\0b", "unsupported");
    check("torn.pdf", b"%PDF-1.7\nand nothing else", "damaged");
    check("no-pages.pdf", &pdf(&[]), "damaged");

    let missing = read_path(Path::new("/there/is/no/such/file"), None).unwrap_err();
    assert_eq!(missing.code(), "unreadable");
    let folder = read_path(Path::new("/"), None).unwrap_err();
    assert_eq!(folder.code(), "unsupported");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.txt");
    fs::write(&path, "12345").unwrap();
    let small = ingest().with_max_file(4);
    let read = runtime().block_on(small.read(&path, None, &CancellationToken::new(), &mut |_, _| {}));
    assert_eq!(read.unwrap_err().code(), "too_large");
}

fn damaged() {
    let whole = pdf(&[&show(&[(72.0, 700.0, "Some text")]), &show(&[(72.0, 700.0, "and more")])]);
    for cut in (9..whole.len()).step_by(37) {
        match read("cut.pdf", &whole[..cut]) {
            Ok(_) | Err(IngestError::Damaged) => {}
            Err(other) => panic!("cut at {cut}: {other}"),
        }
    }
    // Without its table of objects a file is searched for them.
    let table = whole.windows(5).rposition(|window| window == b"xref\n").unwrap();
    let document = read("no-table.pdf", &whole[..table]).unwrap().document;
    assert_eq!(exposed(&document.pages[0].text), "Some text");
}

/// A worker that tells its process id and then does as `script` says.
fn impostor(folder: &Path, script: &str) -> Ingest {
    let path = folder.join("impostor");
    fs::write(&path, format!("#!/bin/sh\necho $$ > {}/pid\n{script}\n", folder.display())).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
    Ingest::new(WorkerExe::at(path))
}

fn assert_gone(folder: &Path) {
    let pid = fs::read_to_string(folder.join("pid")).unwrap();
    let until = Instant::now() + Duration::from_secs(5);
    let status = || fs::read_to_string(format!("/proc/{}/status", pid.trim()));
    while status().is_ok_and(|status| !status.contains("State:\tZ")) {
        assert!(Instant::now() < until, "the reader still runs");
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn hangs() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    fs::write(&path, "text").unwrap();
    let slow = impostor(folder.path(), "exec sleep 60").with_patience(Duration::from_millis(500));
    let runtime = runtime();
    let outcome = runtime.block_on(slow.read(&path, None, &CancellationToken::new(), &mut |_, _| {}));
    assert!(matches!(outcome, Err(IngestError::TimedOut)), "{outcome:?}");
    assert_gone(folder.path());
}

fn cancelled() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    fs::write(&path, "text").unwrap();
    let slow = impostor(folder.path(), "exec sleep 60");
    let cancel = CancellationToken::new();
    let runtime = runtime();
    let outcome = runtime.block_on(async {
        let stop = async {
            tokio::time::sleep(Duration::from_millis(300)).await;
            cancel.cancel();
        };
        let mut progress = |_, _| {};
        tokio::join!(slow.read(&path, None, &cancel, &mut progress), stop).0
    });
    assert!(matches!(outcome, Err(IngestError::Cancelled)), "{outcome:?}");
    assert_gone(folder.path());
}

fn dies() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    fs::write(&path, "text").unwrap();
    let dead = impostor(folder.path(), "exit 3");
    let outcome = runtime().block_on(dead.read(&path, None, &CancellationToken::new(), &mut |_, _| {}));
    assert!(matches!(outcome, Err(IngestError::Worker(WorkerError::Died(Some(_))))), "{outcome:?}");
    let lies = impostor(folder.path(), "cat > /dev/null & printf '\\001\\000\\000\\000\\001'; sleep 5");
    let outcome = runtime().block_on(lies.read(&path, None, &CancellationToken::new(), &mut |_, _| {}));
    assert_eq!(outcome.unwrap_err().code(), "reader_failed");
}

fn progress() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.pdf");
    let page = show(&[(72.0, 700.0, "page")]);
    fs::write(&path, pdf(&[&page, &page, &page])).unwrap();
    let mut told = Vec::new();
    let mut tell = |done, total| told.push((done, total));
    runtime().block_on(ingest().read(&path, None, &CancellationToken::new(), &mut tell)).unwrap();
    assert_eq!(told, [(1, 3), (2, 3), (3, 3)]);
}

fn mute() {
    for bytes in [&b"%PDF-1.7 canary"[..], b"PK\x03\x04canary", b"canary\0", b""] {
        let error = read("canary.pdf", bytes).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("canary"));
    }
}
