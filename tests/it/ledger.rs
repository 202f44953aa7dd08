//! The ledger from outside: whole after many writers at once, readable by other tools.

use serde_json::json;

use crate::{
    canary::{self, FILE, QUESTION},
    loopback::{Loopback, Script},
    program::Desk,
};

#[test]
fn an_empty_ledger_is_whole() {
    let desk = Desk::new();
    assert!(desk.ledger().is_empty());
    let verdict = desk.run(&["ledger", "verify"]).succeeds().json();
    assert_eq!((&verdict["ok"], &verdict["entries"]), (&json!(true), &json!(0)));
    assert_eq!(desk.run(&["ledger", "export"]).succeeds().stdout, "");
}

#[test]
fn many_at_once_leave_one_chain() {
    let (desk, server) = (Desk::new(), Loopback::start(Script::Echo));
    desk.add_provider(&server);
    let file = desk.file(FILE, canary::document());
    let preview = desk.preview(&file, QUESTION);
    let right = preview["digest"].as_str().unwrap();
    let wrong = "f".repeat(64);
    std::thread::scope(|scope| {
        for number in 0..6 {
            let (desk, file, wrong) = (&desk, &file, &wrong);
            scope.spawn(move || {
                if number % 3 == 0 {
                    desk.approve(file, QUESTION, right).succeeds();
                } else {
                    desk.approve(file, QUESTION, wrong).fails(4, "stale");
                }
            });
        }
    });
    assert_eq!(server.requests().len(), 2);
    let verdict = desk.run(&["ledger", "verify"]).succeeds().json();
    assert_eq!((&verdict["ok"], &verdict["entries"]), (&json!(true), &json!(2 * 2 + 4)));
    let numbers: Vec<u64> = desk.ledger().iter().map(|entry| entry["entry"].as_u64().unwrap()).collect();
    assert_eq!(numbers, (1..=8).collect::<Vec<_>>());
}

#[test]
fn an_export_is_one_json_object_per_entry() {
    let (desk, server) = (Desk::new(), Loopback::start(Script::Echo));
    desk.add_provider(&server);
    let file = desk.file(FILE, canary::document());
    desk.approve(&file, QUESTION, &"0".repeat(64)).fails(4, "stale");
    let listed = desk.ledger();
    let exported = desk.run(&["ledger", "export"]).succeeds().lines();
    assert_eq!(exported.len(), listed.len());
    assert!(exported[0].to_string().contains(listed[0]["hash"].as_str().unwrap()), "the same entry: {}", exported[0]);
}
