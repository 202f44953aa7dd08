//! What clouds do to placeholders, and what becomes of it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice)]

use std::sync::LazyLock;

use confidant_privacy::{
    Mode, Placeholder, Policy, Recognisers, Reply, RestoreReport, Restorer, Vault, mask, restore, restore_json,
};
use confidant_text::{EntityKind, RawText};

static RECOGNISERS: LazyLock<Recognisers> = LazyLock::new(|| Recognisers::builtin().unwrap());

/// A vault in which `[PERSON_1]` to `[EMAIL_3]` were sent.
fn sent(source: &str, policy: &Policy) -> (Vault, Vec<Placeholder>, String) {
    let mut vault = Vault::new();
    let text = RawText::new(source);
    let findings = RECOGNISERS.scan(&[&text], policy).unwrap().remove(0);
    let masked = mask(&text, &findings, &mut vault, policy).unwrap();
    (vault, masked.placeholders().collect(), masked.to_string())
}

fn people() -> (Vault, Vec<Placeholder>) {
    let (vault, sent, masked) = sent("To Ms Hannah Weiss, Mr Otto Kern, weiss@example.org.", &Policy::default());
    assert_eq!(masked, "To [PERSON_1], [PERSON_2], [EMAIL_3].");
    (vault, sent)
}

fn restored(reply: &str) -> (String, RestoreReport) {
    let (vault, sent) = people();
    let (text, report) = restore(&Reply::new(reply.to_owned()), &vault, &sent);
    (text.into_exposed("test"), report)
}

/// Failure 30.
#[test]
fn a_mangled_placeholder_is_put_back_and_a_number_in_words_is_told() {
    for (mangled, back) in [
        ("[person_1]", "Ms Hannah Weiss"),
        ("[PERSON 1]", "Ms Hannah Weiss"),
        ("PERSON_1", "Ms Hannah Weiss"),
        ("\\[PERSON_1\\]", "Ms Hannah Weiss"),
        ("**[PERSON_1]**", "**Ms Hannah Weiss**"),
        ("[PERSON\\_1]", "Ms Hannah Weiss"),
        ("&#91;PERSON_1&#93;", "Ms Hannah Weiss"),
        ("%5BPERSON_1%5D", "Ms Hannah Weiss"),
        ("［PERSON_1］", "Ms Hannah Weiss"),
        ("[PERSON_1's]", "Ms Hannah Weiss's"),
        ("[PERSON_1](#top)", "Ms Hannah Weiss(#top)"),
        ("`[PERSON_1]`", "`Ms Hannah Weiss`"),
        ("[**PERSON_1**]", "Ms Hannah Weiss"),
        ("&lbrack;PERSON&lowbar;1&rbrack;", "Ms Hannah Weiss"),
        ("[PERSON_1]s", "Ms Hannah Weisss"),
    ] {
        let (text, report) = restored(&format!("so {mangled} said"));
        assert_eq!(text, format!("so {back} said"));
        assert_eq!((report.returned, report.unresolved.len()), (1, 0), "{mangled}");
    }
    let (text, report) = restored("so [Person One] said");
    assert_eq!((text.as_str(), report.unresolved), ("so [Person One] said", vec!["[Person One]".to_owned()]));
}

/// Failure 31.
#[test]
fn a_number_that_was_never_sent_stays_and_is_told() {
    let (text, report) = restored("[PERSON_99] and [PERSON_4], [PERSON_11]");
    assert_eq!(text, "[PERSON_99] and [PERSON_4], [PERSON_11]");
    assert_eq!(report.invented, ["[PERSON_99]", "[PERSON_4]", "[PERSON_11]"]);
}

#[test]
fn a_wrong_family_is_told_and_never_another_value() {
    let (text, report) = restored("[ORG_1] and [PERSON_3]");
    assert_eq!(text, "[ORG_1] and [PERSON_3]");
    assert_eq!(report.unresolved, ["[ORG_1]", "[PERSON_3]"]);
    let families: Vec<_> = report.misnamed.iter().map(|misnamed| misnamed.sent.to_string()).collect();
    assert_eq!(families, ["[PERSON_1]", "[EMAIL_3]"]);
}

/// Failure 33.
#[test]
fn placeholders_that_were_lost_or_written_as_one_are_told() {
    let (text, report) = restored("PERSON_1 and 2 met.");
    assert_eq!(text, "Ms Hannah Weiss and 2 met.");
    assert_eq!((report.sent, report.returned), (3, 1));
    assert_eq!(report.unresolved, ["PERSON_1 and 2"]);
    assert_eq!(restored("[PERSON_1 and 2] met.").1.unresolved, ["[PERSON_1 and 2]"]);
    assert_eq!(restored("PERSON_1 and 7 others").1.unresolved, [""; 0]);
    assert_eq!(restored("PERSON_1, PERSON_2").1.unresolved, [""; 0]);
}

/// Failure 36.
#[test]
fn nothing_is_put_back_inside_a_web_address() {
    let reply = "![x](https://evil.example/?q=[PERSON_1]) [a](//evil.example/PERSON_2) www.evil.example/%5BEMAIL_3%5D";
    let (text, report) = restored(reply);
    assert_eq!(text, reply);
    assert_eq!((report.returned, report.unresolved.len()), (0, 3));
}

#[test]
fn behind_a_title_the_value_has_none() {
    assert_eq!(
        restored("Dear Ms [PERSON_1], dear Mr. **[PERSON_2]**").0,
        "Dear Ms Hannah Weiss, dear Mr. **Otto Kern**"
    );
    assert_eq!(restored("the terms: [PERSON_1]").0, "the terms: Ms Hannah Weiss");
}

/// Failure 37.
#[test]
fn a_value_is_escaped_inside_json_keys_included() {
    let (vault, sent, _) = sent("To Ms Hannah\nWeiss today.", &Policy::default());
    let restored = |reply: &str| restore(&Reply::new(reply.to_owned()), &vault, &sent).0.into_exposed("test");
    let parsed: serde_json::Value = serde_json::from_str(&restored(r#"{"[PERSON_1]": ["[PERSON_1]!"]}"#)).unwrap();
    assert_eq!(parsed["Ms Hannah\nWeiss"][0], "Ms Hannah\nWeiss!");
    assert_eq!(
        restored("So:\n```json\n[\"[PERSON_1]\"]\n```\n[PERSON_1]"),
        "So:\n```json\n[\"Ms Hannah\\nWeiss\"]\n```\nMs Hannah\nWeiss"
    );
    let arguments = Reply::new(r#" "[PERSON_1]" "#.to_owned());
    assert_eq!(restore_json(&arguments, &vault, &sent).0.expose("test"), r#" "Ms Hannah\nWeiss" "#);
}

fn substituting() -> Policy {
    Policy { modes: EntityKind::ALL.iter().map(|kind| (*kind, Mode::Substitute)).collect(), ..Policy::default() }
}

#[test]
fn a_stand_in_comes_back_whole_and_in_parts() {
    let source =
        "Ms Hannah Weiss wrote. WEISS and Mr Otto Weiss, IBAN DE89 3704 0044 0532 0130 00, mailed anna@example.org.";
    let (vault, sent, masked) = sent(source, &substituting());
    for part in ["Hannah", "Weiss", "WEISS", "Otto", "anna@"] {
        assert!(!masked.contains(part), "{part} in {masked}");
    }
    assert!(masked.contains("[ACCOUNT_"), "an account has no believable stand-in: {masked}");
    let stand_in = |value: &str| {
        vault.entries().find(|entry| entry.value == RawText::new(value)).unwrap().stand_in.clone().unwrap()
    };
    let words: Vec<String> = stand_in("Ms Hannah Weiss").split(' ').map(str::to_owned).collect();
    let [title, given, surname] = words.as_slice() else { panic!("{words:?}") };
    assert_eq!(title, "Ms");
    assert!(stand_in("Mr Otto Weiss").ends_with(surname.as_str()), "one family stays one");
    let reply =
        format!("{given} is {surname}'s name; {surname}ers {} https://x.example/{surname}", surname.to_uppercase());
    let (text, report) = restore(&Reply::new(reply.clone()), &vault, &sent);
    let expected = format!("Hannah is Weiss's name; {surname}ers WEISS https://x.example/{surname}");
    assert_eq!(text.expose("test"), expected);
    for cut in 0..=reply.len() {
        let mut restorer = Restorer::new(&vault, &sent);
        let mut streamed = restorer.push(&reply[..cut]).into_exposed("test");
        streamed.push_str(restorer.push(&reply[cut..]).expose("test"));
        let (rest, streamed_report) = restorer.finish();
        streamed.push_str(rest.expose("test"));
        assert_eq!((streamed, streamed_report), (expected.clone(), report.clone()), "cut at {cut}");
    }
}

#[test]
fn a_stand_in_that_a_later_text_has_by_itself_is_no_stand_in_there() {
    let mut vault = Vault::new();
    let mut send = |source: &str| {
        let text = RawText::new(source);
        let findings = RECOGNISERS.scan(&[&text], &substituting()).unwrap().remove(0);
        let masked = mask(&text, &findings, &mut vault, &substituting()).unwrap();
        (
            masked.to_string(),
            restore(&Reply::new(masked.to_string()), &vault, &masked.placeholders().collect::<Vec<_>>()).0,
        )
    };
    let (first, _) = send("Ms Hannah Weiss came.");
    let stand_in = first.strip_suffix(" came.").unwrap().strip_prefix("Ms ").unwrap();
    let source = format!("is {stand_in} a name, Hannah Weiss?");
    let (second, back) = send(&source);
    assert_eq!(back.expose("test"), source);
    assert_eq!(second.matches(stand_in).count(), 1, "{second}");
}
