//! What the review lets out and what it refuses.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::sync::LazyLock;

use confidant_privacy::{
    Destination, Draft, Findings, Form, MaskedJson, MaskedText, Policy, Preview, Recogniser, RecogniserError,
    Recognisers, Refusal, Vault, mask, review,
};
use confidant_text::{EntityKind, Finding, RawText, Source, Span};
use proptest::prelude::*;

static RECOGNISERS: LazyLock<Recognisers> = LazyLock::new(|| Recognisers::builtin().unwrap());

fn draft(parts: Vec<MaskedJson>) -> Draft {
    let destination = Destination {
        provider: "test".into(),
        url: "https://cloud.example/v1/chat/completions".into(),
        model: "gpt-4o-2024-08-06".into(),
    };
    let body = MaskedJson::object(vec![
        ("model", MaskedJson::setting("gpt-4o-2024-08-06")),
        ("temperature", MaskedJson::float(0.2)),
        ("messages", MaskedJson::array(parts)),
    ]);
    Draft { destination, body, canaries: Vec::new() }
}

fn found(text: &str) -> Findings {
    RECOGNISERS.scan(&[&RawText::new(text)], &Policy::default()).unwrap().remove(0)
}

fn masked(text: &str, vault: &mut Vault) -> MaskedText {
    mask(&RawText::new(text), &found(text), vault, &Policy::default()).unwrap()
}

/// Masks `known` first, so that the vault knows its values, and reviews `text` with the marks that only its own rules gave.
fn reviewed(known: &str, text: &str) -> Result<Preview, Refusal> {
    let text = masked(text, &mut Vault::new());
    let mut vault = Vault::new();
    masked(known, &mut vault);
    // The text has no placeholders of its own, so that only what stands in clear counts.
    assert_eq!(text.placeholders().count(), 0, "the test needs a text that the rules leave alone: {text}");
    review(
        draft(vec![MaskedJson::fixed("May I ask?"), MaskedJson::text(&text)]),
        &vault,
        &RECOGNISERS,
        &Policy::default(),
    )
}

#[test]
fn an_ordinary_document_passes_and_the_preview_is_the_body() {
    let mut vault = Vault::new();
    let text =
        masked("Ms Rose May wrote to rose@example.org on 12 March 2024. May she win? A rose is a rose.", &mut vault);
    let words = "You may copy [PERSON_1]. Rose.";
    let preview = review(
        draft(vec![MaskedJson::fixed(words), MaskedJson::text(&text)]),
        &vault,
        &RECOGNISERS,
        &Policy::default(),
    )
    .unwrap();
    assert_eq!(
        preview.body(),
        "{\"model\":\"gpt-4o-2024-08-06\",\"temperature\":0.2,\"messages\":[\"You may copy [PERSON_1]. Rose.\",\"[PERSON_1] wrote to [EMAIL_2] \
         on [DATE_3]. May she win? A rose is a rose.\"]}"
    );
    assert_eq!(
        preview.placeholders().iter().map(|(p, n)| (p.to_string(), *n)).collect::<Vec<_>>(),
        [("[PERSON_1]".to_owned(), 1), ("[EMAIL_2]".to_owned(), 1), ("[DATE_3]".to_owned(), 1)]
    );
    let (digest, body) = (*preview.digest(), preview.body().to_owned());
    assert_eq!(preview.approve(&digest).unwrap().into_body(), body);
}

#[test]
fn a_value_that_was_masked_elsewhere_is_refused_in_every_form() {
    let known = "Ms Hannah Weissmüller, customer number K-448812";
    for (text, form) in [
        ("then Weissmüller left", Form::Plain),
        ("then WEISSMULLER left", Form::Plain),
        ("then Weissmueller left", Form::Plain),
        ("then Wei\u{ad}ssmu\u{308}ller left", Form::Plain),
        ("the K-448812 thing", Form::Plain),
        ("k - 4 4 8 8 1 2 and k 4 4 8 8 1 2", Form::Spaced),
        ("q=ms%20hannah%20weissm%C3%BCller", Form::Percent),
        ("x=TXMgSGFubmFoIFdlaXNzbcO8bGxlcg==", Form::Base64),
        ("YWJNcyBIYW5uYWggV2Vpc3Ntw7xsbGVy", Form::Base64),
        ("a part: V2Vpc3Ntw7xsbGVy", Form::Base64),
        ("W e i s s m ü l l e r", Form::Spaced),
        ("rellümssieW", Form::Reversed),
        ("Wei&#115;sm&#xfc;ller", Form::Escaped),
        ("hex 4b2d343438383132", Form::Hex),
        (r"\u006b\u002d\u0034\u0034\u0038\u0038\u0031\u0032", Form::Escaped),
    ] {
        match reviewed(known, text) {
            Err(Refusal::Leak { form: found, .. }) => assert_eq!(found, form, "{text}"),
            other => panic!("{text}: {:?}", other.map(|preview| preview.body().to_owned())),
        }
    }
    assert!(reviewed(known, "the white miller of the mill, and 448812 apples").is_ok());
}

#[test]
fn a_value_that_is_also_a_setting_is_refused() {
    let mut vault = Vault::new();
    masked("Write to Ms Hannah Weiss", &mut vault);
    let leaky = Draft { body: MaskedJson::setting("fine-tuned-for-Weiss"), ..draft(Vec::new()) };
    assert_eq!(
        review(leaky, &vault, &RECOGNISERS, &Policy::default()).map_err(|refusal| refusal.code()).err(),
        Some("leak")
    );
    let mail = Draft { body: MaskedJson::setting("anna@example.org"), ..draft(Vec::new()) };
    assert_eq!(
        review(mail, &vault, &RECOGNISERS, &Policy::default()).err(),
        Some(Refusal::Unmasked { kind: EntityKind::Email })
    );
}

#[test]
fn a_secret_leaves_as_a_placeholder_after_a_deliberate_act_and_never_in_clear() {
    let deliberate = Policy { mask_secrets: true, ..Policy::default() };
    let mut vault = Vault::new();
    let text = masked("The password is hunter2secret.", &mut vault);
    let preview = review(draft(vec![MaskedJson::text(&text)]), &vault, &RECOGNISERS, &deliberate).unwrap();
    assert!(preview.body().contains("The password is [SECRET_1]."));
    let clear = masked("say hunter2secret to the guard", &mut Vault::new());
    let refused = review(draft(vec![MaskedJson::text(&clear)]), &vault, &RECOGNISERS, &deliberate).err();
    assert_eq!(refused, Some(Refusal::Secret));
}

#[test]
fn a_secret_blocks_even_when_it_is_masked() {
    let mut vault = Vault::new();
    let text = masked("The password is hunter2.", &mut vault);
    assert_eq!(text.as_str(), "The password is [SECRET_1].");
    assert_eq!(
        review(draft(vec![MaskedJson::text(&text)]), &vault, &RECOGNISERS, &Policy::default()).err(),
        Some(Refusal::Secret)
    );
}

#[test]
fn a_planted_name_is_refused_in_every_form() {
    let canaries = ["lease_final_2.pdf", "/home/hweiss", "may", "cv"].map(RawText::new).to_vec();
    let reviewed = |text: &str| {
        let text = masked(text, &mut Vault::new());
        let draft = Draft { canaries: canaries.clone(), ..draft(vec![MaskedJson::text(&text)]) };
        review(draft, &Vault::new(), &RECOGNISERS, &Policy::default()).err()
    };
    for text in ["see lease_final_2.pdf", "in /home/hweiss now", "bGVhc2VfZmluYWxfMi5wZGY=", "LEASE_FINAL_2.PDF"] {
        assert_eq!(reviewed(text), Some(Refusal::Canary), "{text}");
    }
    assert_eq!(reviewed("it may be in the cv"), None, "an ordinary word is no canary");
}

#[test]
fn a_placeholder_of_another_vault_is_refused() {
    let mut vault = Vault::new();
    let text = masked("Mr Otto Kern", &mut vault);
    let body = || draft(vec![MaskedJson::text(&text)]);
    assert!(review(body(), &vault, &RECOGNISERS, &Policy::default()).is_ok());
    assert_eq!(
        review(body(), &Vault::new(), &RECOGNISERS, &Policy::default()).err(),
        Some(Refusal::UnknownPlaceholder)
    );
}

#[test]
fn pieces_that_make_something_new_when_joined_are_refused() {
    let mut vault = Vault::new();
    let halves = masked("x otto and @kern.example and so on", &mut vault);
    let pieces = halves.select(&[Span::new(2, 6), Span::new(11, 24)]);
    assert_eq!(MaskedText::concat(&pieces).as_str(), "otto@kern.example");
    let joined = MaskedJson::text(&MaskedText::concat(&pieces));
    assert_eq!(
        review(draft(vec![joined]), &vault, &RECOGNISERS, &Policy::default()).err(),
        Some(Refusal::Unmasked { kind: EntityKind::Email })
    );
}

struct Voice(fn(&str) -> Result<Vec<Finding>, RecogniserError>);
impl Recogniser for Voice {
    fn name(&self) -> &'static str {
        "voice"
    }
    fn recognise(&self, text: &RawText) -> Result<Vec<Finding>, RecogniserError> {
        (self.0)(text.expose("test"))
    }
}

fn with(voice: fn(&str) -> Result<Vec<Finding>, RecogniserError>) -> Recognisers {
    Recognisers::builtin().unwrap().and(Box::new(Voice(voice)))
}

#[test]
fn a_recogniser_that_fails_or_points_nowhere_means_nothing_is_sent() {
    let fails = with(|_| Err(RecogniserError::Failed { name: "voice".into(), reason: "a test" }));
    let nowhere = with(|text| {
        let span = Span::new(0, text.len() + 1);
        Ok(vec![Finding { span, kind: EntityKind::Person, score: 0.9, source: Source::Tagger }])
    });
    let text = masked("nothing to see", &mut Vault::new());
    for recognisers in [fails, nowhere] {
        assert!(recognisers.scan(&[&RawText::new("anything")], &Policy::default()).is_err());
        let refusal =
            review(draft(vec![MaskedJson::text(&text)]), &Vault::new(), &recognisers, &Policy::default()).err();
        assert_eq!(refusal.map(|refusal| refusal.code()), Some("recogniser_failed"));
    }
}

#[test]
fn what_a_further_voice_finds_is_masked_everywhere_and_never_uncovers_a_rule() {
    let voice = with(|text| {
        let at = text.find("Acme Traders").into_iter();
        Ok(at
            .map(|at| Finding {
                span: Span::new(at, at + 12),
                kind: EntityKind::Organisation,
                score: 0.1,
                source: Source::Tagger,
            })
            .collect())
    });
    let texts = [RawText::new("Acme Traders <acme@example.org>"), RawText::new("acme traders, page 2")];
    let findings = voice.scan(&texts.each_ref(), &Policy::default()).unwrap();
    let mut vault = Vault::new();
    let masked: Vec<_> = texts
        .iter()
        .zip(&findings)
        .map(|(text, found)| mask(text, found, &mut vault, &Policy::default()).unwrap().to_string())
        .collect();
    assert_eq!(masked, ["[ORG_1] <[EMAIL_2]>", "[ORG_1], page 2"]);
}

#[test]
fn a_mark_by_a_person_is_carried_to_every_text() {
    let texts = [RawText::new("the Nightjar plan"), RawText::new("about NIGHTJAR")];
    let mut findings = RECOGNISERS.scan(&texts.each_ref(), &Policy::default()).unwrap();
    findings[0].add(Finding { span: Span::new(4, 12), kind: EntityKind::Custom, score: 1.0, source: Source::Person });
    let findings = RECOGNISERS.spread(&texts.each_ref(), &findings, &Policy::default()).unwrap();
    let mut vault = Vault::new();
    assert_eq!(mask(&texts[1], &findings[1], &mut vault, &Policy::default()).unwrap().as_str(), "about [TERM_1]");
}

const PLANTS: &[(&str, &str)] = &[
    ("Mail goes to {}.", "quux.zorn@mailbox.example"),
    ("contact:{};", "Otto_Q@Sub.Example.Org"),
    ("to {} by Friday", "DE89 3704 0044 0532 0130 00"),
    ("({})", "GB82WEST12345698765432"),
    ("with {} on it", "4111 1111 1111 1111"),
    ("amex {}", "378282246310005"),
    ("call {} now", "+49 30 901820"),
    ("or {},", "(415) 555-2671"),
    ("then Mr {} spoke", "Zebulon Quigley"),
    ("and Frau {}'s car", "Öykü Strößner"),
    ("Dear Dr. {},", "Van der Quux"),
    ("born to Mrs {}\nand", "Ngũgĩ O’Zorn-Tøft"),
];
const FILLER: &[&str] = &[
    "the", "report", "says", "that", "all", "is", "well", ",", ".", "\n", "\n\n", "|", "- ", "12", "7%", "A", "“so”",
    "tax", "IBAN", "card", "é", "字", "👍", "[", "]", "(x)", "*", "Young", "people", "may", "stay", "#", "://", "\t",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// The fuzz of the contract: random documents with planted values, none of which is in the bytes that would leave.
    #[test]
    fn no_planted_value_is_in_the_outgoing_bytes(
        words in prop::collection::vec(prop::sample::select(FILLER), 0..40),
        plants in prop::collection::vec((prop::sample::select(PLANTS), any::<prop::sample::Index>()), 1..5),
    ) {
        let mut parts: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        for ((frame, value), at) in &plants {
            parts.insert(at.index(parts.len() + 1), frame.replace("{}", value));
        }
        let document = parts.join(" ");
        let mut vault = Vault::new();
        let text = masked(&document, &mut vault);
        let preview = review(draft(vec![MaskedJson::text(&text)]), &vault, &RECOGNISERS, &Policy::default());
        let preview = preview.map_err(|refusal| TestCaseError::fail(format!("{refusal:?} for {text}")))?;
        for ((_, value), _) in &plants {
            prop_assert!(!preview.body().contains(value), "{value} in {}", preview.body());
            for part in value.split([' ', '@', '-']).filter(|part| part.len() > 3 && part.chars().all(char::is_alphabetic)) {
                prop_assert!(!preview.body().contains(part), "{part} in {}", preview.body());
            }
        }
    }
}
