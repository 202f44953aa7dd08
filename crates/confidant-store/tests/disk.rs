//! What lies on the disk: nothing that can be read without the key, by nobody but its owner.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use std::{fs, path::Path};

use common::{PASSPHRASE, document, open};
use confidant_privacy::{Destination, Placeholder, Vault, VaultEntry};
use confidant_store::{MessageMeta, NewDocument, NewEntry, ProviderRecord, Role, VaultScope, setting};
use confidant_text::{Family, RawText};
use zeroize::Zeroizing;

const CANARY: &str = "CANARY-HANNAH-WEISS";

/// Every file below, with its bytes.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push((path.display().to_string(), fs::read(&path).unwrap()));
        }
    }
    found
}

fn assert_mute(home: &Path, when: &str) {
    for (name, bytes) in files(home) {
        for secret in [CANARY, PASSPHRASE, "SQLite format 3", "documents", "openai"] {
            let wide: Vec<u8> = secret.encode_utf16().flat_map(u16::to_le_bytes).collect();
            for needle in [secret.as_bytes(), &wide] {
                let found = bytes.windows(needle.len()).any(|window| window.eq_ignore_ascii_case(needle));
                assert!(!found, "{when}, {name} holds {secret:?} in the clear");
            }
        }
    }
}

#[tokio::test]
async fn no_file_holds_a_word_in_the_clear() {
    let home = tempfile::tempdir().unwrap();
    let store = open(home.path()).await;
    let text = format!("{CANARY} and much more. ").repeat(3000);
    let document = document(&text);
    let name = RawText::new(CANARY);
    let id = store.add_document(NewDocument { digest: [7; 32], name, bytes: 1, document: &document }).await.unwrap();
    let chat = store.create_chat(Some(id), &RawText::new(CANARY)).await.unwrap();
    store.add_message(chat, Role::User, &RawText::new(CANARY), &[], &MessageMeta::default()).await.unwrap();
    let placeholder = Placeholder { family: Family::Person, number: 1 };
    let vault = Vault::from_entries(vec![VaultEntry::new(placeholder, RawText::new(CANARY))]).unwrap();
    store.save_vault(VaultScope::Document(id), &vault).await.unwrap();
    let provider = ProviderRecord {
        name: CANARY.to_owned(),
        kind: "openai".to_owned(),
        base_url: format!("https://{CANARY}.test/"),
        model: CANARY.to_owned(),
    };
    store.save_provider(&provider).await.unwrap();
    store.set_provider_key(CANARY, &Zeroizing::new(CANARY.to_owned())).await.unwrap();
    store.set(&setting::THEME, &CANARY.to_owned()).await.unwrap();
    let destination = Destination { provider: CANARY.to_owned(), url: CANARY.to_owned(), model: CANARY.to_owned() };
    store.append(NewEntry::refused(&destination, "deeper", "leak")).await.unwrap();

    let names: Vec<String> = files(home.path()).into_iter().map(|(name, _)| name).collect();
    assert!(names.iter().any(|name| name.ends_with(".db-wal")), "the write-ahead log is looked at too: {names:?}");
    assert_mute(home.path(), "while it is open");
    store.remove_document(id).await.unwrap();
    assert_mute(home.path(), "after a removal");
    store.close().await;
    assert_mute(home.path(), "after it was closed");
}

#[cfg(unix)]
#[tokio::test]
async fn the_files_are_their_owners_alone_and_a_chosen_folder_is_left_alone() {
    use std::os::unix::fs::PermissionsExt;

    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let chosen = tempfile::tempdir().unwrap();
    fs::set_permissions(chosen.path(), fs::Permissions::from_mode(0o755)).unwrap();
    fs::create_dir(chosen.path().join("store")).unwrap();
    fs::set_permissions(chosen.path().join("store"), fs::Permissions::from_mode(0o777)).unwrap();
    let store = open(chosen.path()).await;
    store.set(&setting::OFFLINE, &true).await.unwrap();
    assert_eq!(mode(chosen.path()), 0o755, "somebody chose this folder: its rights are not ours to change");
    assert_eq!(mode(&chosen.path().join("store")), 0o700);
    for (name, _) in files(chosen.path()) {
        assert_eq!(mode(Path::new(&name)), 0o600, "{name}");
    }

    let fresh = chosen.path().join("made/by/us");
    open(&fresh).await;
    assert_eq!(mode(&fresh), 0o700);
}
