//! Readers: heard once, before anything is masked; they add, and when one fails nothing is known.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use confidant_privacy::{Mode, Policy, Preset, Reader, Reading, RecogniserError, Recognisers, Vault, mask};
use confidant_text::{EntityKind, Finding, RawText, Source, Span};

/// Finds these words, and thinks those possible. Counts the texts that it is shown.
#[derive(Default)]
struct Words {
    found: &'static [&'static str],
    occupations: &'static [&'static str],
    /// Claimed as an organisation, not surely, at its first place.
    unsure: &'static [&'static str],
    possible: &'static [&'static str],
    shown: Arc<AtomicUsize>,
    fails: bool,
}

impl Reader for Words {
    fn name(&self) -> &'static str {
        "words"
    }

    fn read(&self, texts: &[&RawText], _: Preset) -> Result<Vec<Reading>, RecogniserError> {
        if self.fails {
            return Err(RecogniserError::Failed { name: "words".to_owned(), reason: "it is out" });
        }
        self.shown.fetch_add(texts.len(), Ordering::Relaxed);
        let all = |text: &str, words: &[&str], kind: EntityKind| -> Vec<Finding> {
            let places = words.iter().filter_map(|word| Some((text.find(word)?, word.len())));
            let finding =
                |(at, len)| Finding { span: Span::new(at, at + len), kind, score: 0.9, source: Source::Tagger };
            places.map(finding).collect()
        };
        let reading = |text: &&RawText| {
            let text = text.expose("test");
            let mut found = all(text, self.found, EntityKind::Person);
            found.extend(all(text, self.occupations, EntityKind::JobTitle));
            let unsure = all(text, self.unsure, EntityKind::Organisation).into_iter();
            found.extend(unsure.map(|finding| Finding { score: 0.4, ..finding }));
            Reading { found, possible: all(text, self.possible, EntityKind::Person) }
        };
        Ok(texts.iter().map(reading).collect())
    }
}

/// Says this, whatever it is shown.
struct Wrong(Vec<Reading>);

impl Reader for Wrong {
    fn name(&self) -> &'static str {
        "wrong"
    }

    fn read(&self, _: &[&RawText], _: Preset) -> Result<Vec<Reading>, RecogniserError> {
        Ok(self.0.clone())
    }
}

fn with(words: Words) -> Recognisers {
    Recognisers::builtin().unwrap().and_reader(Box::new(words))
}

#[test]
fn what_a_reader_finds_is_masked_everywhere_and_it_is_asked_once() {
    let shown = Arc::new(AtomicUsize::new(0));
    let recognisers = with(Words { found: &["Ylva Stenberg"], shown: Arc::clone(&shown), ..Words::default() });
    let texts =
        ["We met Ylva Stenberg at noon, on 3 March 2021.", "Write to Stenberg: y.s@harbour.example"].map(RawText::new);
    let texts: Vec<&RawText> = texts.iter().collect();
    let findings = recognisers.scan(&texts, &Policy::default()).unwrap();
    assert_eq!(shown.load(Ordering::Relaxed), 2, "each text once, however often the rules look again");
    assert_eq!(findings[0].iter().next().unwrap().source, Source::Tagger);
    let mut vault = Vault::new();
    let masked = mask(texts[1], &findings[1], &mut vault, &Policy::default()).unwrap();
    assert!(!masked.as_str().contains("Stenberg"), "a name found in one text is found in all");
}

#[test]
fn what_hides_in_a_text_is_read_too() {
    let recognisers = with(Words { found: &["Ylva Stenberg"], ..Words::default() });
    let text = RawText::new("We met Yl\u{200b}va Sten\u{ad}berg at noon.");
    let findings = recognisers.scan(&[&text], &Policy::default()).unwrap();
    let spans: Vec<_> = findings[0].iter().map(|finding| finding.span.of(text.expose("test")).unwrap()).collect();
    assert_eq!(spans, ["Yl\u{200b}va Sten\u{ad}berg"]);
}

#[test]
fn what_is_possible_stays_and_is_told() {
    let recognisers = with(Words { found: &["Ylva"], possible: &["Ylva", "Harbour"], ..Words::default() });
    let text = RawText::new("Tell Ylva that the Harbour is closed.");
    let mut findings = recognisers.scan(&[&text], &Policy::default()).unwrap();
    let told = |findings: &confidant_privacy::Findings| {
        findings.possible().map(|finding| finding.span.of(text.expose("test")).unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(told(&findings[0]), ["Harbour"]);
    findings = recognisers.spread(&[&text], &findings, &Policy::default()).unwrap();
    assert_eq!(told(&findings[0]), ["Harbour"], "it is not forgotten when a person adds a mark");
}

#[test]
fn a_reader_that_fails_or_points_outside_refuses_the_scan() {
    let text = RawText::new("Nothing is known of this.");
    let failed = with(Words { fails: true, ..Words::default() }).scan(&[&text], &Policy::default());
    assert!(matches!(failed, Err(RecogniserError::Failed { reason: "it is out", .. })));

    let outside = Finding { span: Span::new(3, 999), kind: EntityKind::Person, score: 1.0, source: Source::Tagger };
    let outside = Reading { found: vec![outside], possible: Vec::new() };
    for wrong in [vec![], vec![Reading::default(); 2], vec![outside]] {
        let recognisers = Recognisers::builtin().unwrap().and_reader(Box::new(Wrong(wrong)));
        let refused = recognisers.scan(&[&text], &Policy::default());
        assert_eq!(refused.unwrap_err(), RecogniserError::BadSpan("wrong".to_owned()));
    }
}

#[test]
fn the_policy_holds_for_readers() {
    let recognisers = with(Words { found: &["Ylva"], ..Words::default() });
    let text = RawText::new("Tell Ylva.");
    let never = confidant_privacy::Term { text: "Ylva".into(), kind: EntityKind::Custom };
    let policy = Policy { never: vec![never], ..Policy::default() };
    let findings = recognisers.scan(&[&text], &policy).unwrap();
    assert_eq!((findings[0].len(), findings[0].kept().count()), (0, 1));
}

#[test]
fn somebody_with_a_title_is_a_person_whatever_a_reader_takes_the_name_for() {
    let recognisers = with(Words { unsure: &["Dr. Quillon Ferrybank", "Ferrybank pays"], ..Words::default() });
    let text = RawText::new("Signed: Dr. Quillon Ferrybank. Today Ferrybank pays.");
    let findings =
        recognisers.scan(&[&text], &Policy { preset: Preset::Strict, ..Policy::default() }).unwrap().remove(0);
    let masked = mask(&text, &findings, &mut Vault::new(), &Policy::default()).unwrap().to_string();
    assert_eq!(masked, "Signed: [PERSON_1]. Today [ORG_2].");
    let recognisers = with(Words { unsure: &["Dr. Quillon Ferrybank", "Ferrybank"], ..Words::default() });
    let text = RawText::new("Ferrybank pays. Signed: Dr. Quillon Ferrybank.");
    let findings =
        recognisers.scan(&[&text], &Policy { preset: Preset::Strict, ..Policy::default() }).unwrap().remove(0);
    let masked = mask(&text, &findings, &mut Vault::new(), &Policy::default()).unwrap().to_string();
    assert_eq!(masked, "[PERSON_1] pays. Signed: [PERSON_1].");
}

#[test]
fn an_occupation_that_describes_somebody_is_masked_where_a_reader_says_so_and_nothing_is_kept_against_the_person() {
    let recognisers = with(Words { occupations: &["lighthouse keeper"], ..Words::default() });
    let text = RawText::new("She is a lighthouse keeper. Every nurse in town knows.");
    let masked = |policy: &Policy| {
        let findings = recognisers.scan(&[&text], policy).unwrap().remove(0);
        mask(&text, &findings, &mut Vault::new(), policy).unwrap().to_string()
    };
    assert_eq!(masked(&Policy::default()), "She is a [TRAIT_1]. Every nurse in town knows.");
    let kept = Policy { modes: [(EntityKind::JobTitle, Mode::Keep)].into(), ..Policy::default() };
    assert_eq!(masked(&kept), text.expose("test"));
}
