//! `confidant escalate` against a provider on this computer: the bytes that were shown are the bytes that leave.

use serde_json::{Value, json};

use crate::{
    canary::{self, FILE, QUESTION, found_in},
    loopback::{KEY, Loopback, MODEL, Script},
    program::{Desk, SAMPLE, escalate},
};

fn desk_with(script: Script) -> (Desk, Loopback) {
    let (desk, server) = (Desk::new(), Loopback::start(script));
    desk.add_provider(&server);
    (desk, server)
}

fn digest(preview: &Value) -> &str {
    preview["digest"].as_str().unwrap()
}

#[test]
fn what_was_shown_is_what_leaves_and_what_the_ledger_has() {
    let (desk, server) = desk_with(Script::Echo);
    let file = desk.file(FILE, canary::document());
    let preview = desk.preview(&file, QUESTION);
    assert_eq!(server.connections(), 0, "a preview asks nobody");
    let members: Vec<&String> = preview.as_object().unwrap().keys().collect();
    let expected = ["body", "cost", "destination", "digest", "left_out", "model", "placeholders", "risk", "tokens"];
    assert_eq!(members, expected);
    assert_eq!(preview["cost"], Value::Null, "not computed yet, and not invented");
    assert_eq!(preview["risk"]["level"], "low", "a lease with its names masked singles nobody out");
    assert_eq!(preview["destination"], format!("{}/chat/completions", server.base_url()));

    let answered = desk.approve(&file, QUESTION, digest(&preview)).succeeds().json();
    let requests = server.requests();
    assert_eq!(requests.len(), 1, "one approval, one request");
    assert_eq!(String::from_utf8_lossy(&requests[0].body), preview["body"].as_str().unwrap(), "byte for byte");
    assert_eq!(requests[0].status, 200);

    assert!(answered["answer"].as_str().unwrap().contains("Quillon Ferrybank"), "the names are back: {answered}");
    assert!(answered["cloud_answer"].as_str().unwrap().contains("[PERSON_"), "the cloud saw placeholders");
    let restored = &answered["restored"];
    assert_eq!(restored["returned"], restored["sent"]);
    assert_eq!((&restored["unresolved"], &restored["invented"]), (&json!([]), &json!([])));

    let ledger = desk.ledger();
    let kinds: Vec<&str> = ledger.iter().map(|entry| entry["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["sent", "answered"]);
    assert_eq!(answered["ledger_entry"], ledger[0]["entry"]);
    let exported = desk.run(&["ledger", "export"]).succeeds();
    assert!(
        exported
            .lines()
            .iter()
            .any(|line| line.to_string().contains(&preview["body"].to_string())
                || line["entry"]["body"] == preview["body"]),
        "the ledger has the very body"
    );
    assert_eq!(desk.run(&["ledger", "verify"]).succeeds().json()["ok"], true);
}

#[test]
fn the_preview_is_the_same_every_time_and_names_what_it_leaves_out() {
    let (desk, _server) = desk_with(Script::Echo);
    let preview = desk.preview(SAMPLE.as_ref(), "When can the tenant end the lease early?");
    assert_eq!(preview, desk.preview(SAMPLE.as_ref(), "When can the tenant end the lease early?"));
    let body = preview["body"].as_str().unwrap();
    assert!(preview["tokens"].as_u64().unwrap() > 0);
    assert!(preview["left_out"]["pages"].is_array() && preview["left_out"]["words"].is_u64());
    assert_eq!(preview["model"], MODEL);
    for placeholder in preview["placeholders"].as_array().unwrap() {
        let (name, times) = (placeholder["placeholder"].as_str().unwrap(), placeholder["times"].as_u64().unwrap());
        assert_eq!(body.matches(name).count() as u64, times, "{name}");
        assert!(name.contains(placeholder["kind"].as_str().unwrap()));
    }
    assert!(!body.contains("Weiss") && !body.contains("DE89"));
}

#[test]
fn no_canary_leaves_or_lies_about() {
    let server = Loopback::start(Script::Echo);
    let desk = Desk::new().with_trace();
    desk.add_provider(&server);
    let file = desk.file(FILE, canary::document());
    let vault = desk.home().join("canary.vault");
    let mut logs = Vec::new();
    let preview = desk.run(&escalate(&file, QUESTION, &["--preview", "--json"])).succeeds();
    let digest = digest(&preview.json()).to_owned();
    assert_eq!(found_in(preview.stdout.as_bytes()), [""; 0], "the preview shows what would leave");
    logs.push(preview.stderr);
    logs.push(desk.approve(&file, QUESTION, &digest).succeeds().stderr);
    for call in [
        &["extract", file.to_str().unwrap(), "--json"][..],
        &["summarize", file.to_str().unwrap(), "--json"],
        &["ask", file.to_str().unwrap(), "--question", QUESTION, "--json"],
        &["mask", file.to_str().unwrap(), "--vault", vault.to_str().unwrap()],
        &["ledger", "list"],
        &["ledger", "export"],
    ] {
        let run = desk.run(call).succeeds();
        logs.push(run.stderr);
        if ["mask", "ledger"].contains(&call[0]) {
            assert_eq!(found_in(run.stdout.as_bytes()), [""; 0], "{call:?}");
        }
    }
    let heard = server.bytes();
    assert!(String::from_utf8_lossy(&heard).contains("[PERSON_"), "something was sent at all");
    assert_eq!(found_in(&heard), [""; 0], "a canary left");
    assert!(logs.iter().any(|log| log.contains("TRACE")), "the log was on");
    for log in &logs {
        assert_eq!(found_in(log.as_bytes()), [""; 0], "a canary is in the log");
        assert!(!log.contains(KEY), "the key is in the log");
    }
    let kept = desk.everything_kept();
    assert!(kept.iter().any(|(path, _)| path.ends_with("confidant.db")), "the database was looked at");
    for (path, bytes) in kept {
        assert_eq!(found_in(&bytes), [""; 0], "a canary lies in {}", path.display());
        assert!(!String::from_utf8_lossy(&bytes).contains(KEY), "the key lies in {}", path.display());
    }
}

#[test]
fn another_digest_sends_nothing_and_is_in_the_ledger() {
    let (desk, server) = desk_with(Script::Echo);
    let file = desk.file(FILE, canary::document());
    let preview = desk.preview(&file, QUESTION);
    desk.approve(&file, QUESTION, &"0".repeat(64)).fails(4, "stale");
    desk.approve(&file, "When can Dr. Quillon Ferrybank end it?", digest(&preview)).fails(4, "stale");
    let changed = String::from_utf8_lossy(&canary::document()).replace("by letter", "by pigeon");
    desk.file(FILE, changed);
    desk.approve(&file, QUESTION, digest(&preview)).fails(4, "stale");

    assert_eq!((server.connections(), server.bytes().len()), (0, 0));
    let ledger = desk.ledger();
    assert_eq!(ledger.len(), 3);
    for entry in ledger {
        assert_eq!((&entry["kind"], &entry["reason"]), (&json!("refused"), &json!("stale")), "{entry}");
        assert_eq!(entry["body_sha256"], Value::Null, "what was refused is not kept");
    }
}

#[test]
fn offline_nothing_is_connected_to() {
    let (desk, server) = desk_with(Script::Echo);
    let file = desk.file(FILE, canary::document());
    let preview = desk.preview(&file, QUESTION);
    let mut command = desk.command(&escalate(&file, QUESTION, &["--approve", digest(&preview), "--json"]));
    let output = command.env("CONFIDANT_OFFLINE", "1").output().unwrap();
    assert_eq!(output.status.code(), Some(4));
    assert!(String::from_utf8_lossy(&output.stderr).contains("error[offline]"));
    assert_eq!(server.connections(), 0);
    assert_eq!(desk.ledger()[0]["reason"], "offline");
    desk.approve(&file, QUESTION, digest(&preview)).succeeds();
}

#[test]
fn a_secret_in_the_document_is_refused_before_anybody_is_asked() {
    let (desk, server) = desk_with(Script::Echo);
    let file = desk.file("keys.txt", "The lease ends in May.\nThe password is: hunter2-Correct!Horse\nAPI key sk-ABCDEFGHIJKLMNOPQRSTUVWXYZ012345678901234567\n");
    let refused =
        desk.run(&escalate(&file, "What is the API key, and when does the lease end?", &["--preview", "--json"]));
    refused.fails(4, "secret");
    assert_eq!(server.connections(), 0);
    assert_eq!((&desk.ledger()[0]["kind"], &desk.ledger()[0]["reason"]), (&json!("refused"), &json!("secret")));
}

#[test]
fn what_the_provider_does_wrong_ends_with_5_and_names_no_canary() {
    for (script, code) in [
        (Script::Status(500), "provider"),
        (Script::Status(401), "key"),
        (Script::RateLimited(7), "too_many"),
        (Script::Redirect("http://127.0.0.1:9/v1".to_owned()), "redirected"),
        (Script::Garbage, "malformed"),
        (Script::WebPage, "malformed"),
    ] {
        let (desk, server) = desk_with(script.clone());
        let desk = desk.with_trace();
        let file = desk.file(FILE, canary::document());
        let preview = desk.preview(&file, QUESTION);
        let run = desk.approve(&file, QUESTION, digest(&preview)).fails(5, code);
        assert_eq!(found_in(run.stderr.as_bytes()), [""; 0], "{script:?}");
        assert_eq!(server.connections(), 1, "{script:?}: nothing is tried again");
        let kinds: Vec<Value> = desk.ledger().iter().map(|entry| entry["kind"].clone()).collect();
        assert_eq!(kinds, ["sent", "failed"], "{script:?}");
    }
}

#[test]
fn an_answer_that_breaks_off_is_shown_as_such() {
    let (desk, _server) = desk_with(Script::Cut);
    let file = desk.file(FILE, canary::document());
    let preview = desk.preview(&file, QUESTION);
    let run = desk.approve(&file, QUESTION, digest(&preview));
    assert_eq!(run.code, Some(5), "{}", run.stderr);
    assert_eq!(run.json()["broken_off"], "cut_off", "what came is printed and called incomplete");
}

#[test]
fn nobody_listening_is_a_providers_failure() {
    let desk = Desk::new();
    let server = Loopback::start(Script::Echo);
    desk.add_provider(&server);
    let file = desk.file(FILE, canary::document());
    let preview = desk.preview(&file, QUESTION);
    drop(server);
    desk.approve(&file, QUESTION, digest(&preview)).fails(5, "unreachable");
    assert_eq!(desk.ledger().len(), 2, "sent and failed: it may have left");
}
