//! What hides from the eye does not hide from the rules: ways of writing one value that look alike, and what they cover.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use std::sync::LazyLock;

use confidant_privacy::{Policy, Recognisers};
use confidant_text::{EntityKind, RawText};
use proptest::prelude::*;

static RECOGNISERS: LazyLock<Recognisers> = LazyLock::new(|| Recognisers::builtin().unwrap());

fn found(text: &str) -> Vec<(EntityKind, String)> {
    let raw = RawText::new(text);
    let findings = RECOGNISERS.scan(&[&raw], &Policy::default()).unwrap().remove(0);
    findings.iter().map(|finding| (finding.kind, finding.span.of(text).unwrap().to_owned())).collect()
}

/// `value` with `gap` between its groups of four.
fn grouped(value: &str, gap: &str) -> String {
    let letters: Vec<_> = value.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(gap)
}

fn full_width(value: &str) -> String {
    let wide = |c: char| char::from_u32(u32::from(c) + 0xfee0).unwrap();
    value.chars().map(|c| if c.is_ascii_graphic() { wide(c) } else { c }).collect()
}

#[test]
fn failure_09_an_identifier_is_found_in_every_way_of_writing() {
    let values =
        [("IBAN", "DE89370400440532013000", EntityKind::Iban), ("card number", "4111111111111111", EntityKind::Card)];
    for (label, value, kind) in values {
        let mut ways: Vec<String> = [" ", "\u{a0}", "\u{202f}", "\u{2009}", "\u{200b}", "\u{2060}", "&nbsp;", "\u{ad}"]
            .map(|gap| grouped(value, gap))
            .into();
        ways.extend([full_width(value), full_width(&grouped(value, " "))]);
        ways.push(grouped(value, " ").replacen(' ', "\n", 1));
        for way in ways {
            let text = format!("We agreed on {label}: {way} and nothing else.");
            assert_eq!(found(&text), [(kind, way.clone())], "{text:?}");
        }
    }
}

#[test]
fn failure_10_look_alikes_escapes_and_invisible_characters_hide_nothing() {
    for (text, hidden) in [
        ("Write to аnna@examplе.org today", "аnna@examplе.org"),
        ("Write to anna&#64;example&#46;org today", "anna&#64;example&#46;org"),
        ("Write to anna%40example.org today", "anna%40example.org"),
        ("Write to an\u{200d}na@exam\u{200b}ple.org today", "an\u{200d}na@exam\u{200b}ple.org"),
        ("Write to anna＠example．org today", "anna＠example．org"),
        ("Write to anna@\nexample.org today", "anna@\nexample.org"),
        ("ΙΒΑΝ DΕ89 3704 0044 0532 0130 00 is his", "DΕ89 3704 0044 0532 0130 00"),
        ("signed Мr Оtto Kern today", "Мr Оtto Kern"),
        ("signed M\u{ad}r Ot\u{200b}to Ke-\nrn today", "M\u{ad}r Ot\u{200b}to Ke-\nrn"),
        ("born on １２．０３．１９８４ there", "１２．０３．１９８４"),
    ] {
        assert!(found(text).iter().any(|(_, value)| value == hidden), "{text}: {:?}", found(text));
    }
}

#[test]
fn a_name_found_once_is_found_where_it_hides() {
    let text =
        "Mr Otto Weissbach came. Weiss\u{ad}bach, Wеissbach, Weiss-\nbach, ＷＥＩＳＳＢＡＣＨ and W&#101;issbach left.";
    let found: Vec<_> = found(text).into_iter().map(|(_, value)| value).collect();
    assert_eq!(
        found,
        ["Mr Otto Weissbach", "Weiss\u{ad}bach", "Wеissbach", "Weiss-\nbach", "ＷＥＩＳＳＢＡＣＨ", "W&#101;issbach"]
    );
}

#[test]
fn what_only_looks_unusual_is_left_alone() {
    for text in [
        "Die Übergabe – „pünktlich“ – um 10 % früher… R&D & more",
        "Страна и город: дом, мир, вода",
        "one-\nsided and two-\nfold; 12\n34\n56\n78",
        "👩‍👩‍👧 ❤️ fl\u{fb02}ow",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn failure_48_every_finding_is_whole_characters_of_the_text(
        before in "(\\PC|[👩🏽‍🚀é\u{301}שלום\u{200f}\n-]){0,20}",
        after in "(\\PC|[👩🏽‍🚀é\u{301}שלום\u{200f}\n-]){0,20}",
        planted in prop_oneof![
            Just("anna@example.org"), Just("Mr Otto Kern"), Just("DE89 3704 0044 0532 0130 00"), Just("４１１１ １１１１ １１１１ １１１１"),
        ],
    ) {
        let text = format!("{before};\n{planted};\n{after}");
        let raw = RawText::new(text.as_str());
        let findings = RECOGNISERS.scan(&[&raw], &Policy::default()).unwrap().remove(0);
        let mut end = 0;
        for finding in findings.iter() {
            prop_assert!(finding.span.of(&text).is_some_and(|value| !value.is_empty()));
            prop_assert!(finding.span.start >= end);
            end = finding.span.end;
            let points = finding.span.to_code_points(&text).unwrap();
            let slice: String = text.chars().skip(points.start).take(points.len()).collect();
            prop_assert_eq!(Some(slice.as_str()), finding.span.of(&text));
        }
        let at = before.len() + 2;
        let covered = |byte: usize| findings.iter().any(|finding| finding.span.range().contains(&byte));
        prop_assert!((at..at + planted.len()).filter(|at| text.as_bytes()[*at] != b' ').all(covered), "{:?}", text);
    }
}
