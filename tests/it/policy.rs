//! What a person decides about masking holds from call to call: modes, presets, lists, and consent for one send.

use serde_json::{Value, json};

use crate::{
    loopback::{Loopback, Script},
    program::{Desk, escalate},
};

const QUESTION: &str = "What does Hannah Weiss owe?";

fn mask(desk: &Desk, arguments: &[&str], text: &str) -> String {
    let vault = desk.path("v.vault");
    let mut all = vec!["mask", "-", "--vault", vault.to_str().unwrap()];
    all.extend_from_slice(arguments);
    desk.pipe(&all, text).succeeds().stdout
}

#[test]
fn one_person_has_one_placeholder_and_every_way_of_writing_comes_back() {
    let desk = Desk::new();
    let text = "Ms. Hannah Weiss signed. HANNAH WEISS paid; later Weiss's heirs sued, and H. Weiss answered.";
    let masked = mask(&desk, &[], text);
    assert_eq!(masked.matches("[PERSON_1]").count(), 4, "{masked}");
    assert_eq!(masked.matches("[PERSON_").count(), 4, "{masked}");
    let vault = desk.path("v.vault");
    let restored = desk.pipe(&["restore", "--vault", vault.to_str().unwrap()], &masked).succeeds();
    assert_eq!(restored.stdout, text);
}

#[test]
fn a_mode_of_this_call_and_a_mode_of_the_settings_do_the_same() {
    let desk = Desk::new();
    let text = "Paid on 14 May 2024 by anna@example.org.";
    let masked = mask(&desk, &["--mode", "DATE=generalise"], text);
    assert!(masked.starts_with("Paid on Q2 2024 by [EMAIL_"), "{masked}");
    desk.run(&["policy", "mode", "DATE", "generalise"]).succeeds();
    desk.run(&["policy", "mode", "EMAIL", "omit"]).succeeds();
    assert_eq!(mask(&desk, &[], text), "Paid on Q2 2024 by [omitted].");
    let shown = desk.run(&["policy", "show"]).succeeds().json();
    let date = shown["modes"].as_array().unwrap().iter().find(|mode| mode["kind"] == "DATE").unwrap();
    assert_eq!(*date, json!({"kind": "DATE", "mode": "generalise", "own": true, "blocks": false}));
    desk.run(&["policy", "mode", "DATE"]).succeeds();
    assert!(mask(&desk, &[], text).contains("[DATE_"));
}

#[test]
fn a_secret_has_one_mode_and_a_wrong_word_is_wrong_usage() {
    let desk = Desk::new();
    for arguments in [
        ["mask", "--vault", "v", "--mode", "PASSWORD=keep"],
        ["mask", "--vault", "v", "--mode", "DATE=sometimes"],
        ["mask", "--vault", "v", "--mode", "NOBODY=keep"],
    ] {
        assert_eq!(desk.pipe(&arguments, "x").code, Some(2), "{arguments:?}");
    }
    let refused = desk.run(&["policy", "mode", "PASSWORD", "keep"]);
    assert!(refused.stderr.contains("secret_mode"), "{}", refused.stderr);
}

#[test]
fn words_on_the_lists_hold_from_call_to_call_and_lie_encrypted() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["list", "add", "always", "White Whale", "--kind", "nothing"]).code, Some(2));
    desk.run(&["list", "add", "always", "White Whale"]).succeeds();
    desk.run(&["list", "add", "never", "press@example.org"]).succeeds();
    let text = "Ask press@example.org about the WHITE WHALE, not anna@example.org.";
    assert_eq!(mask(&desk, &[], text), "Ask press@example.org about the [TERM_1], not [EMAIL_2].");

    let imported = desk.pipe(&["list", "import", "-"], "term,kind,list\nRed Fox,ORG,always\nWhite Whale,,\n");
    assert_eq!(imported.succeeds().json(), json!({"added": 1, "skipped": 1}));
    let shown: Vec<Value> = desk.run(&["list", "show"]).succeeds().lines();
    assert_eq!(shown.len(), 3);
    assert_eq!(shown[2], json!({"id": shown[2]["id"], "list": "always", "kind": "ORG", "term": "Red Fox"}));
    let id = shown[0]["id"].to_string();
    desk.run(&["list", "remove", &id]).succeeds();
    assert_eq!(desk.run(&["list", "show"]).succeeds().lines().len(), 2);
    for (path, bytes) in desk.everything_kept() {
        let found = bytes.windows(7).any(|bytes| bytes == b"Red Fox");
        assert!(!found, "{} holds a word of the list in the clear", path.display());
    }
}

#[test]
fn a_checksum_stands_against_the_never_list_until_it_is_confirmed_for_the_send() {
    let (desk, server) = (Desk::new(), Loopback::start(Script::Echo));
    desk.add_provider(&server);
    let iban = "DE89 3704 0044 0532 0130 00";
    desk.run(&["list", "add", "never", iban, "--kind", "IBAN"]).succeeds();
    let file = desk.file("note.txt", format!("Ms. Hannah Weiss owes 3,000 EUR.\nPay the debt to {iban} in May.\n"));
    let plain = desk.preview(&file, QUESTION);
    assert!(!plain["body"].as_str().unwrap().contains("3704"), "{plain}");
    let confirmed = escalate(&file, QUESTION, &["--preview", "--json", "--confirm", iban]);
    let confirmed = desk.run(&confirmed).succeeds().json();
    assert!(confirmed["body"].as_str().unwrap().contains(iban), "{confirmed}");
    assert_eq!(server.connections(), 0);
}

#[test]
fn a_secret_blocks_until_masking_it_is_asked_for() {
    let (desk, server) = (Desk::new(), Loopback::start(Script::Echo));
    desk.add_provider(&server);
    let file = desk.file("note.txt", "Ms. Hannah Weiss owes 3,000 EUR.\nThe password is hunter2!x, says Weiss.\n");
    let refused = desk.run(&escalate(&file, QUESTION, &["--preview", "--json"])).fails(4, "secret");
    assert!(refused.stderr.contains("secret"), "{}", refused.stderr);
    let masked = desk.run(&escalate(&file, QUESTION, &["--preview", "--json", "--mask-secrets"])).succeeds().json();
    let body = masked["body"].as_str().unwrap();
    assert!(body.contains("[SECRET_") && !body.contains("hunter2"), "{body}");
    assert_eq!(server.connections(), 0);
}

#[test]
fn what_is_left_to_recognise_somebody_by_is_told() {
    let (desk, server) = (Desk::new(), Loopback::start(Script::Echo));
    desk.add_provider(&server);
    let file = desk.file("note.txt", "Ms. Hannah Weiss owes 3,000 EUR. She is the only female mayor of the county.\n");
    let preview = desk.preview(&file, QUESTION);
    assert_eq!(preview["risk"]["level"], "medium", "{}", preview["risk"]);
    assert!(preview["risk"]["people"][0]["reasons"].as_array().unwrap().len() >= 2);
}

#[test]
fn a_language_in_which_names_are_not_covered_is_asked_about() {
    let (desk, server) = (Desk::new(), Loopback::start(Script::Echo));
    desk.add_provider(&server);
    let file = desk.file(
        "note.txt",
        "Kære kolleger, mødet om den nye aftale bliver flyttet til torsdag i næste uge, fordi flere af os er på ferie. Tag gerne \
         jeres noter med, og giv besked, hvis I ikke kan komme den dag. Vi spiser frokost sammen bagefter.\n",
    );
    let refused = desk.run(&escalate(&file, QUESTION, &["--preview", "--json"])).fails(4, "not_covered");
    assert!(refused.stderr.contains("Danish"), "{}", refused.stderr);
    desk.run(&escalate(&file, QUESTION, &["--preview", "--json", "--other-languages"])).succeeds();
    assert_eq!(server.connections(), 0);
}
