//! The fifty failures that were seen in other maskers, each with the text that showed it: a test per number, in the order of the
//! way (detection, mask, restore), and a list of those whose test stands elsewhere.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod detection;
mod elsewhere;
mod hard;
mod mask;
mod restore;

use std::sync::LazyLock;

use confidant_privacy::{
    Destination, Draft, MaskedJson, MaskedText, Placeholder, Policy, Preview, Recognisers, Refusal, Reply,
    RestoreReport, Vault, mask_all, restore, review,
};
use confidant_text::{EntityKind, RawText};

static RECOGNISERS: LazyLock<Recognisers> = LazyLock::new(|| Recognisers::builtin().unwrap());

/// What is found in a text on its own.
fn found(text: &str) -> Vec<(EntityKind, String)> {
    let raw = RawText::new(text);
    let findings = RECOGNISERS.scan(&[&raw], &Policy::default()).unwrap().remove(0);
    findings.iter().map(|finding| (finding.kind, finding.span.of(text).unwrap().to_owned())).collect()
}

/// Texts that are scanned together and masked with one vault.
fn masked_all<const N: usize>(texts: [&str; N], vault: &mut Vault) -> [MaskedText; N] {
    let texts = texts.map(RawText::new);
    let findings = RECOGNISERS.scan(&texts.each_ref(), &Policy::default()).unwrap();
    mask_all(&texts.each_ref(), &findings, vault, &Policy::default()).unwrap().try_into().unwrap()
}

fn masked_with(text: &str, vault: &mut Vault) -> MaskedText {
    let [masked] = masked_all([text], vault);
    masked
}

fn masked(text: &str) -> String {
    masked_with(text, &mut Vault::new()).to_string()
}

/// What a cloud answered to everything that the vault holds, with the values back in it.
fn answered(words: &str, vault: &Vault) -> (String, RestoreReport) {
    let sent: Vec<Placeholder> = vault.entries().map(|entry| entry.placeholder).collect();
    let (text, report) = restore(&Reply::new(words.to_owned()), vault, &sent);
    (text.into_exposed("test"), report)
}

/// The last look at a request of one message.
fn reviewed(text: &MaskedText, vault: &Vault) -> Result<Preview, Refusal> {
    let url = "https://cloud.example/v1/chat/completions".into();
    let destination = Destination { provider: "test".into(), url, model: "model".into() };
    review(
        Draft { destination, body: MaskedJson::text(text), canaries: Vec::new() },
        vault,
        &RECOGNISERS,
        &Policy::default(),
    )
}
