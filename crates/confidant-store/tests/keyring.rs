//! The real keyring: gnome-keyring on a session bus of its own, and the same without one.
//!
//! Each test runs itself again inside `dbus-run-session`. Where that or gnome-keyring is not installed it fails and says so:
//! a test that skips itself proves nothing. On systems other than Linux there is nothing to run.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_types)]

mod common;

use std::{env, path::Path, process::Command};

use common::pass;
use confidant_privacy::Destination;
use confidant_store::{
    KeyringState, NewEntry, Problem, ProviderRecord, Store, StoreError, StoreState, Unlock, keyring_state,
};
use zeroize::Zeroizing;

const INSIDE: &str = "CONFIDANT_TEST_KEYRING_HOME";

const UNLOCKED: &str = r#"eval "$(printf pw | gnome-keyring-daemon --unlock --components=secrets)"; exec "$0" "$@""#;
const BARE: &str = r#"exec "$0" "$@""#;

/// Runs a part of this file again on a bus of its own, with data folders of its own.
fn run_inside(part: &str, script: &str, home: &Path) {
    let output = Command::new("dbus-run-session")
        .args(["--", "sh", "-c", script])
        .arg(env::current_exe().unwrap())
        .args(["--exact", part, "--nocapture", "--ignored"])
        .env(INSIDE, home)
        .env("HOME", home)
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_RUNTIME_DIR", home)
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .expect("dbus-run-session (Debian package dbus) and gnome-keyring are needed for this test");
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
}

fn home() -> std::path::PathBuf {
    env::var_os(INSIDE).expect("run by another test of this file").into()
}

#[test]
fn an_unlocked_keyring_keeps_the_keys() {
    let home = tempfile::tempdir().unwrap();
    run_inside("with_keyring", UNLOCKED, home.path());
}

#[test]
fn without_a_keyring_there_are_typed_errors_and_a_passphrase_helps() {
    let home = tempfile::tempdir().unwrap();
    // No secret service can be started on this bus.
    std::fs::create_dir_all(home.path().join("empty")).unwrap();
    let script = r#"export XDG_DATA_DIRS="$HOME/empty"; unset DBUS_SESSION_BUS_ADDRESS; exec "$0" "$@""#;
    run_inside("without_keyring", script, home.path());
}

#[test]
fn a_locked_keyring_is_no_keyring() {
    let home = tempfile::tempdir().unwrap();
    run_inside("with_keyring", UNLOCKED, home.path());
    // Another session, the same files, nobody to type the password.
    run_inside("locked_keyring", BARE, home.path());
}

async fn refused(store: &Store) -> u64 {
    let destination = Destination { provider: "p".into(), url: "https://u".into(), model: "m".into() };
    store.append(NewEntry::refused(&destination, "deeper", "leak")).await.unwrap()
}

#[tokio::test]
#[ignore = "run inside a session bus by the tests above"]
async fn with_keyring() {
    let home = home();
    assert_eq!(keyring_state().await, KeyringState::Available);
    assert_eq!(Store::state(&home), Ok(StoreState::NotCreated));
    let store = Store::open(&home, Unlock::Keyring).await.unwrap();
    assert!(store.by_keyring());
    let provider = ProviderRecord {
        name: "acme".to_owned(),
        kind: "openai".to_owned(),
        base_url: "https://api.acme.test/v1".to_owned(),
        model: "m".to_owned(),
    };
    store.save_provider(&provider).await.unwrap();
    store.set_provider_key("acme", &Zeroizing::new("sk-in-the-keyring".to_owned())).await.unwrap();
    refused(&store).await;
    store.close().await;
    assert_eq!(Store::state(&home), Ok(StoreState::ByKeyring));
    let older: Vec<u8> = std::fs::read(home.join("store/confidant.db")).unwrap();

    let store = Store::open(&home, Unlock::Keyring).await.unwrap();
    assert_eq!(store.provider_key("acme").await.unwrap().unwrap().as_str(), "sk-in-the-keyring");
    assert_eq!(refused(&store).await, 2);
    let verdict = store.verify_ledger().await.unwrap();
    assert!(verdict.ok && verdict.anchored && verdict.entries == 2, "{verdict:?}");
    assert_eq!(Store::open(&home, pass()).await.err(), Some(StoreError::KeyringNeeded));
    store.close().await;

    // The whole database is replaced by an older copy of itself: only the keyring knows.
    let newer = std::fs::read(home.join("store/confidant.db")).unwrap();
    std::fs::write(home.join("store/confidant.db"), older).unwrap();
    let store = Store::open(&home, Unlock::Keyring).await.unwrap();
    let verdict = store.verify_ledger().await.unwrap();
    assert_eq!((verdict.ok, verdict.broken_at, verdict.problem), (false, Some(2), Some(Problem::CutOff)));
    store.close().await;
    std::fs::write(home.join("store/confidant.db"), newer).unwrap();

    // A key that is not in the keyring: another store's note, as after a move to another computer.
    let note = home.join("store/opened-by.json");
    let text = std::fs::read_to_string(&note).unwrap();
    std::fs::write(&note, r#"{"version":1,"opened_by":"keyring","id":"00000000-0000-4000-8000-000000000000"}"#)
        .unwrap();
    assert_eq!(Store::open(&home, Unlock::Keyring).await.err(), Some(StoreError::KeyMissing));
    std::fs::write(&note, text).unwrap();

    let store = Store::open(&home, Unlock::Keyring).await.unwrap();
    store.remove_provider("acme").await.unwrap();
    assert_eq!(store.provider_key("acme").await.unwrap(), None);
}

#[tokio::test]
#[ignore = "run inside a session bus by the tests above"]
async fn without_keyring() {
    let home = home();
    assert_eq!(keyring_state().await, KeyringState::Absent);
    assert_eq!(Store::open(&home, Unlock::Keyring).await.err(), Some(StoreError::KeyringAbsent));
    assert_eq!(Store::state(&home), Ok(StoreState::NotCreated), "no database was begun");
    Store::open(&home, pass()).await.unwrap();
    assert_eq!(Store::state(&home), Ok(StoreState::ByPassphrase));
}

#[tokio::test]
#[ignore = "run inside a session bus by the tests above"]
async fn locked_keyring() {
    let home = home();
    assert_eq!(keyring_state().await, KeyringState::Absent);
    let error = Store::open(&home, Unlock::Keyring).await.err().unwrap();
    assert!(matches!(error, StoreError::KeyringAbsent | StoreError::KeyringTimedOut), "{error:?}");
}
