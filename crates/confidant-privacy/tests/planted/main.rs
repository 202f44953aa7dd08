//! Ten thousand random documents with planted values: none of them, in whatever way of writing, is in the bytes that would leave.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod skeletons;
mod values;

use std::thread;

use confidant_privacy::{
    Destination, Draft, MaskedJson, MaskedText, Policy, Recognisers, Refusal, Term, Vault, mask, review,
};
use confidant_text::{EntityKind, RawText};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use values::Kind;

const DOCUMENTS: u64 = 10_000;

#[test]
fn no_planted_value_is_in_the_outgoing_bytes_of_ten_thousand_documents() {
    let recognisers = &Recognisers::builtin().unwrap();
    let workers = thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let leaks: Vec<String> = thread::scope(|scope| {
        let share = |worker: usize| (0..DOCUMENTS).skip(worker).step_by(workers);
        let workers = (0..workers).map(|worker| {
            scope.spawn(move || share(worker).filter_map(|seed| one(seed, recognisers)).collect::<Vec<_>>())
        });
        let workers: Vec<_> = workers.collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    let first = leaks.iter().take(5).map(String::as_str).collect::<Vec<_>>().join("\n\n");
    assert!(leaks.is_empty(), "{} of {DOCUMENTS} documents:\n{first}", leaks.len());
}

/// One document from its seed, scanned, masked and reviewed: what went wrong.
fn one(seed: u64, recognisers: &Recognisers) -> Option<String> {
    let mut random = fastrand::Rng::with_seed(seed);
    let (text, planted) = skeletons::document(&mut random);
    let terms = planted.iter().filter(|value| value.kind == Kind::Term);
    let always = terms.map(|value| Term { text: RawText::new(value.text.clone()), kind: EntityKind::Custom }).collect();
    let mut policy = Policy { always, ..Policy::default() };
    let raw = RawText::new(text.clone());
    let findings = recognisers.scan(&[&raw], &policy).unwrap();
    let mut vault = Vault::new();
    let masked = mask(&raw, &findings[0], &mut vault, &policy).unwrap();
    let fault = |what: &str| Some(format!("{seed}: {what}\n{text}\n{masked}"));

    if planted.iter().any(|value| value.kind == Kind::Secret) {
        let refused = review(draft(&masked), &vault, recognisers, &policy).err();
        if refused != Some(Refusal::Secret) {
            return fault(&format!("a secret does not block: {refused:?}"));
        }
        policy.mask_secrets = true;
    }
    let preview = match review(draft(&masked), &vault, recognisers, &policy) {
        Ok(preview) => preview,
        Err(refusal) => return fault(&format!("refused because of {refusal:?}")),
    };
    let (body, words) = (folded(preview.body()), words(preview.body()));
    let left = planted.iter().find(|value| {
        let part = value.text.split([' ', '-']).find(|part| words.contains(&folded(part)));
        body.contains(&folded(&value.text)) || value.kind == Kind::Person && part.is_some()
    });
    left.and_then(|value| fault(&format!("{:?} {} is left", value.kind, value.text)))
}

fn draft(text: &MaskedText) -> Draft {
    let url = "https://cloud.example/v1/chat/completions".into();
    let destination = Destination { provider: "test".into(), url, model: "model".into() };
    let content = MaskedJson::object(vec![("role", MaskedJson::fixed("user")), ("content", MaskedJson::text(text))]);
    let body = MaskedJson::object(vec![("messages", MaskedJson::array(vec![content]))]);
    Draft { destination, body, canaries: Vec::new() }
}

/// Letters and digits alone, without case and accents: what stays the same however a value is written.
fn folded(text: &str) -> String {
    let base = text.nfkd().filter(|c| !is_combining_mark(*c));
    base.filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).map(folded).collect()
}
