//! Killed without warning at any moment: what was reported as saved is there, and the ledger is whole.

use std::{
    process::{Command, Stdio},
    thread::sleep,
    time::Duration,
};

use confidant_local::ModelError;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::{
    canary::{self, FILE, QUESTION},
    loopback::{Loopback, Script},
    pdf::pdf,
    program::{Desk, escalate},
    way::confidant,
};

#[test]
fn killed_while_the_provider_answers_the_send_is_in_the_ledger() {
    let (desk, server) = (Desk::new(), Loopback::start(Script::Silent));
    desk.add_provider(&server);
    let file = desk.file(FILE, canary::document());
    let preview = desk.preview(&file, QUESTION);
    let digest = preview["digest"].as_str().unwrap();
    let mut child = desk.start(&mut desk.command(&escalate(&file, QUESTION, &["--approve", digest, "--json"])));
    assert!(server.wait(|server| server.requests().len() == 1), "nothing was sent");
    child.kill().unwrap();
    child.wait().unwrap();
    let ledger = desk.ledger();
    assert_eq!(ledger.len(), 1);
    assert_eq!(
        (&ledger[0]["kind"], &ledger[0]["body_sha256"]),
        (&json!("sent"), &json!(sha256(&server.requests()[0].body)))
    );
    assert_eq!(desk.run(&["ledger", "verify"]).succeeds().json()["ok"], true);
}

#[test]
fn killed_at_any_moment_the_store_opens_and_the_chain_is_whole() {
    let (desk, server) = (Desk::new(), Loopback::start(Script::Echo));
    desk.add_provider(&server);
    let file = desk.file(FILE, canary::document());
    let preview = desk.preview(&file, QUESTION);
    let digest = preview["digest"].as_str().unwrap();
    for step in 0..8 {
        let mut child = desk.start(&mut desk.command(&escalate(&file, QUESTION, &["--approve", digest, "--json"])));
        sleep(Duration::from_millis(60 * step));
        child.kill().ok();
        child.wait().unwrap();
        let verdict = desk.run(&["ledger", "verify"]).succeeds().json();
        assert_eq!(verdict["ok"], true, "after {} ms: {verdict}", 60 * step);
    }
    let sent = desk.ledger().iter().filter(|entry| entry["kind"] == "sent").count();
    assert!(sent >= server.requests().len(), "{sent} in the ledger, {} at the provider", server.requests().len());
    // What was there before is there still.
    assert_eq!(desk.preview(&file, QUESTION), preview);
}

/// A process that closes its handles too early loses its locks, and the next one to end removes the log under it.
#[tokio::test]
async fn another_process_leaves_the_log_of_an_open_store_alone() {
    let desk = Desk::new();
    let first = confidant(&desk, Err(ModelError::Absent)).await;
    first.set_shortcut("Ctrl+1").await.unwrap();
    let log = desk.home().join("store/confidant.db-wal");
    assert!(log.exists(), "there is a log while the store is open");
    desk.run(&["ledger", "verify"]).succeeds();
    assert!(log.exists(), "the other process removed the log that this one writes to");
    first.set_shortcut("Ctrl+2").await.unwrap();
    // Not closed, as if it were killed now: a third process must find what was saved.
    let copy = Desk::new();
    for name in ["confidant.db", "confidant.db-wal", "opened-by.json"] {
        std::fs::create_dir_all(copy.home().join("store")).unwrap();
        std::fs::copy(desk.home().join("store").join(name), copy.home().join("store").join(name)).unwrap();
    }
    let third = confidant(&copy, Err(ModelError::Absent)).await;
    assert_eq!(third.shortcut().await.unwrap().as_deref(), Some("Ctrl+2"));
    third.close().await;
    first.close().await;
}

/// Documents are added by [`the_child_that_adds`], in a process of its own, which tells each number when it is saved.
#[tokio::test]
async fn killed_while_documents_are_added_every_one_that_was_reported_is_there() {
    let desk = Desk::new();
    for step in 1..4 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["killed::the_child_that_adds", "--exact", "--ignored", "--nocapture", "--test-threads=1"])
            .env("CONFIDANT_TEST_DESK", desk.home())
            .env("CONFIDANT_TEST_ROUND", step.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        sleep(Duration::from_millis(900 * step));
        child.kill().unwrap();
        let told = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
        let saved: Vec<&str> = told.lines().filter_map(|line| line.strip_prefix("saved ")).collect();
        let confidant = confidant(&desk, Err(ModelError::Absent)).await;
        let kept: Vec<String> =
            confidant.library().await.unwrap().iter().map(|card| card.name.expose("a test").to_owned()).collect();
        for name in &saved {
            assert!(kept.iter().any(|kept| kept == name), "{name} was reported as saved and is lost");
        }
        for card in confidant.library().await.unwrap() {
            confidant.document(card.id).await.unwrap();
        }
        confidant.close().await;
    }
}

#[tokio::test]
#[ignore = "runs until it is killed; started by killed_while_documents_are_added_every_one_that_was_reported_is_there"]
async fn the_child_that_adds() {
    use std::io::Write;

    let home = std::env::var("CONFIDANT_TEST_DESK").unwrap();
    let round = std::env::var("CONFIDANT_TEST_ROUND").unwrap();
    let desk = Desk::new();
    let confidant = crate::way::confidant_at(home.as_ref(), Err(ModelError::Absent)).await;
    for number in 0.. {
        let name = format!("{round}-{number}.pdf");
        let file = desk.file(&name, pdf(&name, "nobody", &["Some words.", &name]));
        confidant.add_document(&file, None, &CancellationToken::new(), &|_| ()).await.unwrap();
        writeln!(std::io::stdout(), "saved {name}").unwrap();
    }
}

fn sha256(bytes: &[u8]) -> Value {
    use sha2::{Digest, Sha256};

    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into()
}
