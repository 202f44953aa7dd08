//! The locks on the door out, each tried with something broken behind it: not one byte leaves.

use std::process::Command;

use async_trait::async_trait;
use confidant_cloud::{Key, Kind, Ledger, LedgerUnavailable, Provider, Usage};
use confidant_pipeline::{Home, say_where_not_what};
use confidant_privacy::{Approved, Policy, Recogniser, RecogniserError, Recognisers, Vault};
use confidant_text::{Finding, RawText};
use tokio_util::sync::CancellationToken;
use zeroize::Zeroizing;

use crate::{
    canary::{self, FILE, QUESTION, found_in},
    loopback::{KEY, Loopback, MODEL, Script},
    program::{Desk, escalate},
    way::{confidant_asking, way, way_by},
};

fn provider(server: &Loopback) -> Provider {
    Provider::new("acme", Kind::OpenAi, &server.base_url(), MODEL).unwrap()
}

/// A recogniser that knows the self-test and fails on everything else.
struct FailsOnDocuments;

impl Recogniser for FailsOnDocuments {
    fn name(&self) -> &'static str {
        "fails_on_documents"
    }

    fn recognise(&self, text: &RawText) -> Result<Vec<Finding>, RecogniserError> {
        if text.expose("a test looks for its own document").contains("Ferrybank") {
            return Err(RecogniserError::Failed { name: self.name().to_owned(), reason: "a test" });
        }
        Ok(Vec::new())
    }
}

/// A recogniser that always fails.
struct Fails;

impl Recogniser for Fails {
    fn name(&self) -> &'static str {
        "fails"
    }

    fn recognise(&self, _: &RawText) -> Result<Vec<Finding>, RecogniserError> {
        Err(RecogniserError::Failed { name: self.name().to_owned(), reason: "a test" })
    }
}

/// A ledger on a full disk.
struct FullDisk;

#[async_trait]
impl Ledger for FullDisk {
    async fn sent(&self, _: &Approved) -> Result<u64, LedgerUnavailable> {
        Err(LedgerUnavailable)
    }

    async fn answered(&self, _: u64, _: &str, _: Option<Usage>, _: &'static str) -> Result<(), LedgerUnavailable> {
        Err(LedgerUnavailable)
    }
}

#[tokio::test]
async fn a_recogniser_that_fails_on_the_document_sends_nothing() {
    let (desk, server) = (Desk::new(), Loopback::start(Script::Echo));
    let recognisers = Recognisers::builtin().unwrap().and(Box::new(FailsOnDocuments));
    let way = way_by(recognisers, &Home::at(desk.home())).unwrap();
    let file = desk.file(FILE, canary::document());
    let case = way.read(&file, None, &CancellationToken::new(), &|_| ()).await.unwrap();
    let preview =
        way.preview(&case, &RawText::new(QUESTION).into(), &provider(&server), Vault::new(), &Policy::default()).await;
    let error = preview.err().expect("there is nothing to approve");
    assert_eq!(error.code(), "recognise");
    assert_eq!(found_in(format!("{error} {error:?}").as_bytes()), [""; 0]);
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn missing_or_failing_rules_are_no_way_at_all() {
    let desk = Desk::new();
    let recognisers = Recognisers::builtin().unwrap().and(Box::new(Fails));
    assert!(way_by(recognisers, &Home::at(desk.home())).is_err());
}

#[tokio::test]
async fn a_ledger_that_cannot_be_written_sends_nothing() {
    let (desk, server) = (Desk::new(), Loopback::start(Script::Echo));
    let way = way(&Home::at(desk.home()));
    let file = desk.file(FILE, canary::document());
    let never = CancellationToken::new();
    let case = way.read(&file, None, &never, &|_| ()).await.unwrap();
    let pending = way
        .preview(&case, &RawText::new(QUESTION).into(), &provider(&server), Vault::new(), &Policy::default())
        .await
        .unwrap();
    let digest = *pending.preview.digest();
    let key = Key::new(&Zeroizing::new(KEY.to_owned())).unwrap();
    let sent = way.escalate(pending, &digest, &key, &FullDisk, &never, &|_| ()).await;
    assert_eq!(sent.err().map(|error| error.code()), Some("ledger"));
    assert_eq!((server.connections(), server.bytes().len()), (0, 0));
}

/// No file may grow past a limit. First the store cannot even be opened; then it can, because another process has it open
/// already, and the ledger cannot be written.
#[tokio::test]
async fn a_full_disk_sends_nothing() {
    let (desk, server) = (Desk::new(), Loopback::start(Script::Echo));
    let confidant = confidant_asking(&desk, &server).await;
    for number in 0..20 {
        confidant.set_shortcut(&format!("Ctrl+{number}")).await.unwrap();
    }
    let file = desk.file(FILE, canary::document());
    let preview = desk.preview(&file, QUESTION);
    let digest = preview["digest"].as_str().unwrap();
    let written = std::fs::metadata(desk.home().join("store/confidant.db-wal")).unwrap().len();
    assert!(written > 32 << 10, "the limit must leave room for the shared memory of the database");
    for (limit, code) in [(0, None), (written, Some("ledger"))] {
        let mut command = desk.command(&escalate(&file, QUESTION, &["--approve", digest, "--json"]));
        limit_file_size(&mut command, limit);
        let output = command.output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(4), "limit {limit}: {stderr}");
        assert!(code.is_none_or(|code| stderr.contains(&format!("error[{code}]"))), "limit {limit}: {stderr}");
        assert_eq!((server.connections(), output.stdout.len()), (0, 0), "limit {limit}: {stderr}");
    }
    confidant.close().await;
    assert_eq!(desk.run(&["ledger", "verify"]).succeeds().json()["ok"], true);
    desk.approve(&file, QUESTION, digest).succeeds();
    assert_eq!(server.requests().len(), 1);
}

fn limit_file_size(command: &mut Command, bytes: u64) {
    use std::os::unix::process::CommandExt;

    #[allow(unsafe_code)]
    // SAFETY: both calls may be made between fork and exec. The signal is ignored, so that a write past the limit fails
    // instead of ending the process.
    unsafe {
        command.pre_exec(move || {
            libc::signal(libc::SIGXFSZ, libc::SIG_IGN);
            let limit = libc::rlimit { rlim_cur: bytes, rlim_max: bytes };
            if libc::setrlimit(libc::RLIMIT_FSIZE, &raw const limit) == 0 {
                Ok(())
            } else {
                Err(std::io::Error::last_os_error())
            }
        });
    }
}

/// What a panic says is looked at from outside: [`the_panic_of_a_child`] panics in a process of its own.
#[test]
fn a_panic_tells_where_and_never_what() {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["locks::the_panic_of_a_child", "--exact", "--ignored", "--nocapture", "--test-threads=1"])
        .env("RUST_BACKTRACE", "full")
        .output()
        .unwrap();
    assert!(!output.status.success(), "it did not panic");
    let told = [output.stdout, output.stderr].concat();
    assert_eq!(found_in(&told), [""; 0], "{}", String::from_utf8_lossy(&told));
    assert!(
        String::from_utf8_lossy(&told).contains("locks.rs:"),
        "the place is told: {}",
        String::from_utf8_lossy(&told)
    );
}

#[test]
#[ignore = "panics; started by a_panic_tells_where_and_never_what"]
fn the_panic_of_a_child() {
    tracing_subscriber::fmt().with_writer(std::io::stderr).init();
    say_where_not_what();
    panic!("cannot parse the name {} in {FILE}", canary::CANARIES.join(", "));
}
