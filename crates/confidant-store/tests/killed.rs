//! Kill -9 at any point: what was reported as saved is there afterwards, whole, and the ledger verifies.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_types)]

mod common;

use std::{
    env,
    io::{self, BufRead, BufReader, Write},
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use common::{document, open};
use confidant_privacy::{Destination, Placeholder, Vault, VaultEntry};
use confidant_store::{ChatId, DocumentId, EntryKind, MessageMeta, NewDocument, NewEntry, Role, VaultScope};
use confidant_text::{Family, RawText};

const HOME: &str = "CONFIDANT_TEST_KILLED_HOME";
const ROUNDS: u64 = 12;

fn text(number: u64) -> String {
    format!("document number {number} ").repeat(400)
}

fn digest(number: u64) -> [u8; 32] {
    let mut digest = [0; 32];
    digest[..8].copy_from_slice(&number.to_le_bytes());
    digest
}

fn report(line: &str) {
    let mut out = io::stdout();
    out.write_all(format!("saved {line}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

/// The child: saves as fast as it can and reports each thing when the call has returned. Does nothing unless it is asked to.
#[tokio::test]
async fn child() {
    let Ok(home) = env::var(HOME) else { return };
    let store = open(home.as_ref()).await;
    let begin = store.documents().await.unwrap().len() as u64;
    let chat = match store.chats().await.unwrap().first() {
        Some(chat) => chat.id,
        None => store.create_chat(None, &RawText::new("chat")).await.unwrap(),
    };
    for number in begin.. {
        let content = document(&text(number));
        let name = RawText::new(format!("{number}"));
        let new = NewDocument { digest: digest(number), name, bytes: number, document: &content };
        let id = store.add_document(new).await.unwrap();
        report(&format!("document {id} {number}"));

        let meta = MessageMeta::default();
        let message = store.add_message(chat, Role::User, &RawText::new(text(number)), &[], &meta).await.unwrap();
        report(&format!("message {chat} {message}"));

        let placeholder = Placeholder { family: Family::Person, number: 1 };
        let entry = VaultEntry::new(placeholder, RawText::new(text(number)));
        store.save_vault(VaultScope::Document(id), &Vault::from_entries(vec![entry]).unwrap()).await.unwrap();
        report(&format!("vault {id} {number}"));

        let destination = Destination { provider: "p".into(), url: "https://u".into(), model: "m".into() };
        let seq = store.append(NewEntry::refused(&destination, "deeper", "leak")).await.unwrap();
        report(&format!("ledger {seq} {number}"));
    }
}

/// Lets a child write for a while and kills it; gives what it had reported until then.
fn killed_after(home: &std::path::Path, pause: Duration) -> Vec<String> {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", "child", "--nocapture", "--test-threads=1"])
        .env(HOME, home)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let reader = thread::spawn(move || lines.map_while(Result::ok).collect::<Vec<_>>());
    thread::sleep(pause);
    // SIGKILL on Unix.
    child.kill().unwrap();
    child.wait().unwrap();
    let lines = reader.join().unwrap();
    lines.iter().filter_map(|line| Some(line.split_once("saved ")?.1.to_owned())).collect()
}

#[tokio::test]
async fn nothing_that_was_reported_as_saved_is_lost() {
    let home = tempfile::tempdir().unwrap();
    let mut saved = Vec::new();
    // Opening alone takes about half a second here (the passphrase is stretched): some kills fall into it, most into writes.
    for round in 0..ROUNDS {
        let pause = Duration::from_millis(150 + round * 613 % 2600);
        saved.extend(killed_after(home.path(), pause));
    }
    assert!(saved.len() > 40, "the children hardly wrote anything: {} reports", saved.len());

    let store = open(home.path()).await;
    let messages = match store.chats().await.unwrap().first() {
        Some(chat) => store.messages(chat.id).await.unwrap(),
        None => Vec::new(),
    };
    let ledger = store.ledger().await.unwrap();
    for line in &saved {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [kind, id, number] = words[..] else { panic!("odd report: {line}") };
        let (id, number): (i64, u64) = (id.parse().unwrap(), number.parse().unwrap());
        match kind {
            "document" => assert_eq!(store.document(DocumentId(id)).await.unwrap(), document(&text(number)), "{line}"),
            "vault" => {
                let vault = store.vault(VaultScope::Document(DocumentId(id))).await.unwrap();
                assert_eq!(vault.entries().next().unwrap().value, RawText::new(text(number)), "{line}");
            }
            "message" => {
                assert_eq!(ChatId(id), store.chats().await.unwrap()[0].id);
                assert!(messages.iter().any(|message| message.id.0 == i64::try_from(number).unwrap()), "{line}");
            }
            "ledger" => {
                assert_eq!(ledger[usize::try_from(id).unwrap() - 1].entry.kind, EntryKind::Refused, "{line}");
            }
            _ => panic!("odd report: {line}"),
        }
    }
    // What was begun and not reported is there whole or not at all.
    for card in store.documents().await.unwrap() {
        assert_eq!(store.document(card.id).await.unwrap(), document(&text(card.bytes)));
    }
    let verdict = store.verify_ledger().await.unwrap();
    assert!(verdict.ok && verdict.entries == ledger.len() as u64, "{verdict:?}");
}
