//! What the tests of the door share: an approved request with a real masked text, and a ledger that remembers.
#![allow(dead_code)]

#[path = "../../../../tests/support/loopback.rs"]
pub mod loopback;

use std::sync::Mutex;

use async_trait::async_trait;
use confidant_cloud::{
    Ask, CloudError, Door, Key, Kind, Ledger, LedgerUnavailable, Network, Provider, Receipt, Usage, draft,
};
use confidant_privacy::{Approved, MaskedText, Policy, Preview, Recognisers, Reply, Vault, mask, review};
use confidant_text::RawText;
use tokio_util::sync::CancellationToken;
use zeroize::Zeroizing;

pub const CANARY: &str = "hannah.canary@example.org";

/// A preview of a question about the canary, for this base URL and model.
pub fn preview(base_url: &str, model: &str) -> Preview {
    let recognisers = Recognisers::builtin().unwrap();
    let mut vault = Vault::new();
    let question = RawText::new("What should be sent to hannah.canary@example.org?");
    let passage = RawText::new(
        "Page 1\nSend the \"lease\" to hannah.canary@example.org,\nIBAN DE02 1203 0000 0000 2020 51. Äußerst wichtig \u{1F511}.\n",
    );
    let found = recognisers.scan(&[&question, &passage], &Policy::default()).unwrap();
    let masked: Vec<MaskedText> = [&question, &passage]
        .iter()
        .zip(&found)
        .map(|(text, found)| mask(text, found, &mut vault, &Policy::default()).unwrap())
        .collect();
    let ask = Ask { question: masked[0].clone(), passages: masked[1].clone() };
    let provider = Provider::new("acme", Kind::OpenAi, base_url, model).unwrap();
    review(draft(&provider, &ask), &vault, &recognisers, &Policy::default()).unwrap()
}

pub fn approved(base_url: &str) -> Approved {
    let preview = preview(base_url, loopback::MODEL);
    let digest = *preview.digest();
    preview.approve(&digest).unwrap()
}

pub fn key() -> Key {
    Key::new(&Zeroizing::new(loopback::KEY.to_owned())).unwrap()
}

/// What became of a request: entry, hash, usage, outcome.
pub type Ended = (u64, String, Option<Usage>, &'static str);

/// A ledger in memory.
#[derive(Default)]
pub struct Notes {
    /// The bodies that were about to leave.
    pub sent: Mutex<Vec<String>>,
    /// What became of them.
    pub answered: Mutex<Vec<Ended>>,
}

#[async_trait]
impl Ledger for Notes {
    async fn sent(&self, approved: &Approved) -> Result<u64, LedgerUnavailable> {
        let mut sent = self.sent.lock().unwrap();
        sent.push(approved.body().to_owned());
        Ok(sent.len() as u64)
    }

    async fn answered(
        &self,
        entry: u64,
        sha256: &str,
        usage: Option<Usage>,
        outcome: &'static str,
    ) -> Result<(), LedgerUnavailable> {
        self.answered.lock().unwrap().push((entry, sha256.to_owned(), usage, outcome));
        Ok(())
    }
}

impl Notes {
    /// How the only request ended.
    pub fn outcome(&self) -> &'static str {
        let answered = self.answered.lock().unwrap();
        assert_eq!(answered.len(), 1, "every request is closed once in the ledger");
        answered[0].3
    }
}

/// Asks the server at this address once; gives the result and the words as they came.
pub async fn ask(
    base_url: &str,
    ledger: &dyn Ledger,
    network: &Network,
) -> (Result<(Reply, Receipt), CloudError>, String) {
    let mut words = String::new();
    let door = Door::open(network).unwrap();
    let cancel = CancellationToken::new();
    let result = door.send(approved(base_url), &key(), ledger, &cancel, &mut |piece| words.push_str(piece)).await;
    (result, words)
}
