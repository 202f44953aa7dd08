//! Properties of the way there and back: exact, whatever the text, the marks and the cuts of the stream.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice)]

use std::sync::LazyLock;

use confidant_privacy::{
    MaskedText, Misnamed, Origin, Placeholder, Policy, Recognisers, Reply, Restorer, Vault, VaultEntry, mask, restore,
};
use confidant_text::{EntityKind, Family, Finding, RawText, Source, Span};
use proptest::prelude::*;

static RECOGNISERS: LazyLock<Recognisers> = LazyLock::new(|| Recognisers::builtin().unwrap());

/// Things that could confuse the mask or the restorer, between which arbitrary text stands.
const TRICKY: &[&str] = &[
    "[PERSON_1]",
    "PERSON_1",
    "person_2",
    "[Person 3]",
    "\\[ID\\_4\\]",
    "&#91;CARD_5&#93;",
    "%5BDATE_6%5D",
    "［ORG_1］",
    "[PERSON_1's]",
    "[",
    "]",
    "\\",
    "\\]",
    "&#91;",
    "&#93;",
    "%5B",
    "PERSON_",
    "_1",
    "'s",
    "https://",
    "www.",
    "](//",
    "<",
    ">",
    "\"",
    " ",
    "\n",
    "\n\n",
    "\u{a0}",
    "\u{200b}",
    "\u{301}",
    "Mr ",
    "Ms Hannah Weiss",
    "HANNAH WEISS",
    "Weiss",
    "Weiß",
    "Hannah",
    "Mr Rose Young",
    "young",
    "Young",
    "anna@example.org",
    "DE89 3704 0044 0532 0130 00",
    "4111 1111 1111 1111",
    "+49 30 901820",
    "12 March 2024",
    "€ 1,250",
    "password = hunter2",
    "case no. 18403/91",
    "Dear Anna,",
    "👩‍👩‍👧",
    "שלום",
    "ﬁ",
    "İ",
    "ẞ",
    "Ω",
    "\u{202e}",
    "é",
    "e\u{301}",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => prop::sample::select(TRICKY).prop_map(str::to_owned),
        1 => any::<String>(),
        1 => "[ a-zA-Z0-9_.,:/@\\[\\]\\\\-]{0,12}",
    ];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

/// Marks of a person: anything from one character to another.
fn marks() -> impl Strategy<Value = Vec<(prop::sample::Index, prop::sample::Index, prop::sample::Index)>> {
    prop::collection::vec(any::<(prop::sample::Index, prop::sample::Index, prop::sample::Index)>(), 0..3)
}

fn masked(
    text: &str,
    marks: &[(prop::sample::Index, prop::sample::Index, prop::sample::Index)],
    vault: &mut Vault,
) -> MaskedText {
    let raw = RawText::new(text);
    let mut findings = RECOGNISERS.scan(&[&raw], &Policy::default()).unwrap();
    let borders: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    for (one, other, kind) in marks {
        let (one, other) = (*one.get(&borders), *other.get(&borders));
        let span = Span::new(one.min(other), one.max(other));
        if !span.is_empty() {
            let kind = *kind.get(EntityKind::ALL);
            findings[0].add(Finding { span, kind, score: 1.0, source: Source::Person });
        }
    }
    mask(&raw, &findings[0], vault, &Policy::default()).unwrap()
}

/// Every mode for every kind, in turn.
fn policy() -> impl Strategy<Value = Policy> {
    use confidant_privacy::Mode::{Generalise, Keep, Mask, Omit, Substitute};
    let mode = prop::sample::select(vec![Mask, Omit, Generalise, Substitute, Keep]);
    prop_oneof![Just(vec![Substitute; EntityKind::ALL.len()]), prop::collection::vec(mode, EntityKind::ALL.len()),]
        .prop_map(|modes| Policy { modes: EntityKind::ALL.iter().copied().zip(modes).collect(), ..Policy::default() })
}

fn restored(text: &str, vault: &Vault, sent: &[Placeholder]) -> String {
    restore(&Reply::new(text.to_owned()), vault, sent).0.into_exposed("test")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn restoring_what_was_masked_gives_the_text_back(text in text(), marks in marks()) {
        let mut vault = Vault::new();
        let masked = masked(&text, &marks, &mut vault);
        let sent: Vec<_> = masked.placeholders().collect();
        prop_assert_eq!(restored(masked.as_str(), &vault, &sent), text.as_str());
        prop_assert_eq!(masked.reveal(&vault), RawText::new(text));
    }

    /// Whatever the modes, the text that leaves and the text that is shown come back alike; without omissions, exactly.
    #[test]
    fn every_mode_restores_what_it_reveals(texts in prop::collection::vec(text(), 1..3), policy in policy()) {
        let mut vault = Vault::new();
        for text in texts.iter().map(|text| RawText::new(text.as_str())) {
            let findings = RECOGNISERS.scan(&[&text], &policy).unwrap();
            let masked = mask(&text, &findings[0], &mut vault, &policy).unwrap();
            let sent: Vec<_> = masked.placeholders().collect();
            let revealed = masked.reveal(&vault);
            prop_assert_eq!(restored(masked.as_str(), &vault, &sent), revealed.expose("test"));
            let lossy = masked.pieces().any(|piece| matches!(piece.what, Origin::Omitted(_) | Origin::Generalised(_)));
            prop_assert!(lossy || revealed == text);
        }
    }

    #[test]
    fn a_second_text_does_not_change_what_the_first_restores_to(one in text(), two in text()) {
        let mut vault = Vault::new();
        let first = masked(&one, &[], &mut vault);
        let second = masked(&two, &[], &mut vault);
        let sent: Vec<_> = vault.entries().map(|entry| entry.placeholder).collect();
        prop_assert_eq!(first.reveal(&vault), RawText::new(one.as_str()));
        prop_assert_eq!(restored(second.as_str(), &vault, &sent), two);
        // Two texts that look alike when masked cannot both come back from their looks.
        let alike = first.as_str().bytes().zip(second.as_str().bytes()).take_while(|(a, b)| a == b).count();
        if first.select(&[Span::new(0, alike)]).iter().all(|begin| begin.placeholders().count() == 0) {
            prop_assert_eq!(restored(first.as_str(), &vault, &sent), one);
        }
    }

    #[test]
    fn values_and_placeholders_are_one_to_one(texts in prop::collection::vec(text(), 1..4)) {
        let mut vault = Vault::new();
        for text in &texts {
            masked(text, &[], &mut vault);
        }
        let entries: Vec<VaultEntry> = vault.entries().cloned().collect();
        let values: std::collections::BTreeSet<_> =
            entries.iter().map(|entry| (&entry.value, entry.placeholder.family == Family::Secret)).collect();
        prop_assert_eq!(values.len(), entries.len(), "one value has one placeholder");
        let restarted = Vault::from_parts(entries.clone(), vault.places().collect()).unwrap();
        prop_assert!(restarted.entries().eq(vault.entries()) && restarted.len() == vault.len());
        let mut again = restarted;
        for text in &texts {
            masked(text, &[], &mut again);
        }
        prop_assert!(again.entries().take(entries.len()).eq(&entries), "what has a placeholder keeps it");
    }

    #[test]
    fn where_a_stream_is_cut_makes_no_difference(reply in text(), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..12)) {
        let mut vault = Vault::new();
        masked("Ms Hannah Weiss, anna@example.org, 12 March 2024, Mr Otto Kern", &[], &mut vault);
        let sent: Vec<_> = vault.entries().map(|entry| entry.placeholder).collect();
        let (whole, report) = restore(&Reply::new(reply.clone()), &vault, &sent);
        let borders: Vec<usize> = reply.char_indices().map(|(at, _)| at).chain([reply.len()]).collect();
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| *cut.get(&borders)).chain([0, reply.len()]).collect();
        cuts.sort_unstable();
        let mut restorer = Restorer::new(&vault, &sent);
        let mut streamed = String::new();
        for pair in cuts.windows(2) {
            streamed.push_str(restorer.push(&reply[pair[0]..pair[1]]).expose("test"));
        }
        let (rest, streamed_report) = restorer.finish();
        streamed.push_str(rest.expose("test"));
        prop_assert_eq!(streamed, whole.expose("test"));
        prop_assert_eq!(streamed_report, report);
    }
}

#[test]
fn every_single_cut_of_a_reply_gives_the_same() {
    let mut vault = Vault::new();
    masked("Ms Hannah Weiss wrote to anna@example.org on 12 March 2024.", &[], &mut vault);
    let sent: Vec<_> = vault.entries().map(|entry| entry.placeholder).collect();
    let reply = "**[PERSON_1]** (`\\[person\\_1\\]`), &#91;EMAIL_2&#93; and %5BDATE_3%5D; DATE_3, PERSON_12, [PERSON_9], [Person One], \
                 ［PERSON_1］'s é [PERSON_1's] <https://x.example/?q=[PERSON_1]> [";
    let whole = restore(&Reply::new(reply.to_owned()), &vault, &sent);
    assert_eq!(
        whole.0.expose("test"),
        "**Ms Hannah Weiss** (`Ms Hannah Weiss`), anna@example.org and 12 March 2024; 12 March 2024, PERSON_12, [PERSON_9], [Person One], \
         Ms Hannah Weiss's é Ms Hannah Weiss's <https://x.example/?q=[PERSON_1]> ["
    );
    assert_eq!((whole.1.sent, whole.1.returned), (3, 3));
    assert_eq!(whole.1.invented, ["[PERSON_9]"]);
    assert_eq!(whole.1.unresolved, ["[Person One]", "[PERSON_1]"]);
    for cut in (0..=reply.len()).filter(|cut| reply.is_char_boundary(*cut)) {
        let mut restorer = Restorer::new(&vault, &sent);
        let mut text = restorer.push(&reply[..cut]).into_exposed("test");
        text.push_str(restorer.push(&reply[cut..]).expose("test"));
        let (rest, report) = restorer.finish();
        text.push_str(rest.expose("test"));
        assert_eq!((text.as_str(), report), (whole.0.expose("test"), whole.1.clone()), "cut at {cut}");
    }
}

#[test]
fn a_stream_holds_back_a_hundred_bytes_at_most() {
    let vault = Vault::new();
    for beginning in ["[PERSON ", "[person one ", "\\[", "&#91;", "PERSON_1"] {
        let mut restorer = Restorer::new(&vault, &[]);
        let fed = format!("{beginning}{}", "x".repeat(4000));
        let given = restorer.push(&fed).len();
        assert!(fed.len() - given <= 100, "{beginning} holds {}", fed.len() - given);
    }
}

#[test]
fn a_restored_value_that_looks_like_a_placeholder_is_not_restored_again() {
    let entry =
        |number, value: &str| VaultEntry::new(Placeholder { family: Family::Person, number }, RawText::new(value));
    let vault = Vault::from_entries(vec![entry(1, "[PERSON_2]"), entry(2, "Anna")]).unwrap();
    let sent: Vec<_> = vault.entries().map(|entry| entry.placeholder).collect();
    assert_eq!(restored("[PERSON_1] [PERSON_2]", &vault, &sent), "[PERSON_2] Anna");
}

#[test]
fn a_placeholder_that_was_not_sent_is_invented_even_if_the_vault_knows_it() {
    let mut vault = Vault::new();
    masked("Ms Hannah Weiss and Mr Otto Kern", &[], &mut vault);
    let sent: Vec<_> = vault.entries().map(|entry| entry.placeholder).take(1).collect();
    let (text, report) = restore(&Reply::new("[PERSON_1] [PERSON_2] [ORG_1]".to_owned()), &vault, &sent);
    assert_eq!(text.expose("test"), "Ms Hannah Weiss [PERSON_2] [ORG_1]");
    assert_eq!(report.invented, ["[PERSON_2]"]);
    assert_eq!(report.unresolved, ["[ORG_1]"]);
    assert_eq!(report.misnamed, [Misnamed { stood: "[ORG_1]".to_owned(), sent: sent[0] }]);
}
