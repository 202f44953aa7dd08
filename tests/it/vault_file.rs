//! The vault file: encrypted, the owner's alone, never half written, never replaced when it does not open.

use std::{fs, os::unix::fs::PermissionsExt, path::PathBuf};

use crate::program::Desk;

const TEXT: &str = "Write to hannah.weiss@post.example.";

fn with_vault() -> (Desk, PathBuf) {
    let desk = Desk::new();
    let vault = desk.path("v.vault");
    desk.pipe(&["mask", "--vault", vault.to_str().unwrap()], TEXT).succeeds();
    (desk, vault)
}

#[test]
fn the_vault_file_is_encrypted_and_the_owners_alone() {
    let (_desk, vault) = with_vault();
    let contents = fs::read(&vault).unwrap();
    for clear in ["hannah", "post.example", "EMAIL"] {
        assert!(!contents.windows(clear.len()).any(|bytes| bytes == clear.as_bytes()), "{clear} stands in the file");
    }
    assert_eq!(fs::metadata(&vault).unwrap().permissions().mode() & 0o777, 0o600);
    let beside: Vec<_> = fs::read_dir(vault.parent().unwrap()).unwrap().collect();
    assert_eq!(beside.len(), 1, "a half-written copy was left beside it");
}

#[test]
fn a_vault_file_that_does_not_open_is_refused_and_left_as_it_is() {
    let (desk, vault) = with_vault();
    let whole = fs::read(&vault).unwrap();
    let mut changed = whole.clone();
    *changed.last_mut().unwrap() ^= 1;
    for damaged in [&changed[..], &whole[..whole.len() / 2], b"", b"some other file of the person's"] {
        fs::write(&vault, damaged).unwrap();
        for call in ["mask", "restore"] {
            desk.pipe(&[call, "--vault", vault.to_str().unwrap()], TEXT).fails(3, "vault_does_not_open");
        }
        assert_eq!(fs::read(&vault).unwrap(), damaged, "it was replaced");
    }
}

#[test]
fn the_vault_file_is_worth_nothing_without_the_data_folder_it_belongs_to() {
    let (_desk, vault) = with_vault();
    let other = Desk::new();
    other.pipe(&["restore", "--vault", vault.to_str().unwrap()], "[EMAIL_1]").fails(3, "vault_does_not_open");
}

#[test]
fn a_vault_that_is_not_there_cannot_restore() {
    let desk = Desk::new();
    desk.pipe(&["restore", "--vault", desk.path("v").to_str().unwrap()], "[EMAIL_1]").fails(2, "no_vault");
    assert!(!desk.path("v").exists());
}

#[test]
fn two_calls_at_once_give_no_placeholder_to_two_values() {
    let desk = Desk::new();
    let vault = desk.path("v.vault");
    let texts: Vec<String> = (0..6).map(|number| format!("Write to person{number}@post.example.")).collect();
    let masked: Vec<String> = std::thread::scope(|scope| {
        let running = texts.iter().map(|text| {
            let (desk, vault) = (&desk, vault.to_str().unwrap());
            scope.spawn(move || desk.pipe(&["mask", "--vault", vault], text).succeeds().stdout)
        });
        running.collect::<Vec<_>>().into_iter().map(|run| run.join().unwrap()).collect()
    });
    for (text, masked) in texts.iter().zip(masked) {
        let restored = desk.pipe(&["restore", "--vault", vault.to_str().unwrap()], masked).succeeds();
        assert_eq!(&restored.stdout, text);
    }
}
