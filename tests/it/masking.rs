//! `confidant mask` and `restore`: what goes out comes back, byte for byte.

use serde_json::{Value, json};

use crate::program::{Desk, SAMPLE, SAMPLE_TEXT};

const LETTER: &str = "Dear Ms. Hannah Weiss,\n\nplease write to hannah.weiss@post.example or call +49 30 23125 877.\n\
    Your IBAN DE89 3704 0044 0532 0130 00 was charged EUR 1,450.00.\r\n\tYours, Dr. Matthias Krüger";

fn mask(desk: &Desk, vault: &str, text: &str) -> String {
    desk.pipe(&["mask", "-", "--vault", vault], text).succeeds().stdout
}

#[test]
fn masked_text_comes_back_byte_for_byte() {
    let desk = Desk::new();
    let vault = desk.path("v.vault");
    let vault = vault.to_str().unwrap();
    let lease = std::fs::read_to_string(SAMPLE_TEXT).unwrap();
    for text in [LETTER, &lease, "", "nothing sensitive", "🎈 [not a placeholder]"] {
        let masked = mask(&desk, vault, text);
        for value in ["Weiss", "hannah.weiss@", "23125 877", "DE89", "Krüger"] {
            assert!(!masked.contains(value), "{value} was not masked: {masked}");
        }
        let restored = desk.pipe(&["restore", "--vault", vault], &masked).succeeds();
        assert_eq!(restored.stdout, text);
    }
}

#[test]
fn one_value_keeps_one_placeholder_from_call_to_call() {
    let desk = Desk::new();
    let vault = desk.path("v.vault");
    let vault = vault.to_str().unwrap();
    let first = mask(&desk, vault, LETTER);
    assert_eq!(mask(&desk, vault, LETTER), first);
    let masked = mask(&desk, vault, "Write to hannah.weiss@post.example and to other@post.example.");
    let email = first.split('[').find(|piece| piece.starts_with("EMAIL_")).unwrap().split(']').next().unwrap();
    assert!(masked.contains(&format!("[{email}]")), "{masked} does not use {email}");
    assert_eq!(masked.matches("[EMAIL_").count(), 2);
}

#[test]
fn restore_reports_what_it_met_on_standard_error() {
    let desk = Desk::new();
    let vault = desk.path("v.vault");
    let vault = vault.to_str().unwrap();
    let masked = mask(&desk, vault, "Write to hannah.weiss@post.example.");
    assert_eq!(masked, "Write to [EMAIL_1].");
    let restored = desk.pipe(&["restore", "--vault", vault], "To [EMAIL_1] and [PERSON_77].").succeeds();
    assert_eq!(restored.stdout, "To hannah.weiss@post.example and [PERSON_77].");
    let report: Value = serde_json::from_str(restored.stderr.trim()).unwrap();
    assert_eq!(report, json!({"sent": 1, "returned": 1, "unresolved": [], "invented": ["[PERSON_77]"]}));
}

#[test]
fn a_pdf_is_masked_page_by_page() {
    let desk = Desk::new();
    let vault = desk.path("v.vault");
    let run = desk.run(&["mask", SAMPLE, "--vault", vault.to_str().unwrap()]).succeeds();
    let pages = desk.run(&["extract", SAMPLE, "--json"]).succeeds().json()["pages"].as_array().unwrap().len();
    assert_eq!(run.stdout.matches('\u{c}').count(), pages - 1, "a form feed between two pages");
    for value in ["Hannah", "Krüger", "DE89", "hannah.weiss"] {
        assert!(!run.stdout.contains(value), "{value} was not masked");
    }
}

#[test]
fn text_that_is_not_utf8_is_refused() {
    let desk = Desk::new();
    let vault = desk.path("v.vault");
    desk.pipe(&["mask", "--vault", vault.to_str().unwrap()], b"\xe9t\xe9").fails(2, "not_utf8");
    assert!(!vault.exists(), "a vault was made for nothing");
}
