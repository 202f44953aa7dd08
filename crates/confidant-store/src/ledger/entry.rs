//! What an entry of the ledger says, and the one way in which it is written down to be hashed.

use std::collections::BTreeMap;

use confidant_privacy::{Approved, Destination};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The hash before the first entry.
pub(crate) const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// A request was about to leave; written and synced before its first byte.
    Sent,
    /// A request was refused: nothing left.
    Refused,
    /// An answer to a sent request came.
    Answered,
    /// A sent request failed, or its answer broke off.
    Failed,
}

/// What a provider counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tokens {
    /// Written by the model.
    pub completion: u64,
    /// Read by the model.
    pub prompt: u64,
}

/// An entry. Its fields are in alphabetical order: so written without spaces it is canonical JSON (RFC 8785), which is what
/// the chain hashes, and anybody can check an export with other tools.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The sent entry that this one is about.
    pub answers: Option<u64>,
    /// The request's body, masked, byte for byte.
    pub body: Option<String>,
    /// SHA-256 of the body.
    pub body_sha256: Option<String>,
    /// How many placeholders of each kind the body holds.
    pub counts: BTreeMap<String, u64>,
    /// What happened.
    pub kind: EntryKind,
    /// The model that was asked.
    pub model: String,
    /// The provider's name.
    pub provider: String,
    /// What for.
    pub purpose: String,
    /// Why it was refused or failed, or how the answer ended, as a code.
    pub reason: Option<String>,
    /// SHA-256 of the reply's text.
    pub reply_sha256: Option<String>,
    /// Counts from 1 without gaps.
    pub seq: u64,
    /// When, by this computer's clock, in UTC.
    pub time: Timestamp,
    /// What the provider counted.
    pub tokens: Option<Tokens>,
    /// Where it went, or would have gone.
    pub url: String,
}

/// An entry with its links in the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LedgerEntry {
    /// What it says.
    pub entry: Entry,
    /// The hash of the entry before.
    pub prev_hash: String,
    /// SHA-256 over `prev_hash` and the canonical JSON of the entry.
    pub hash: String,
}

/// An entry to be added.
#[derive(Clone, Debug)]
pub struct NewEntry {
    pub(super) kind: EntryKind,
    pub(super) url: String,
    pub(super) provider: String,
    pub(super) model: String,
    pub(super) purpose: String,
    pub(super) body: Option<String>,
    pub(super) counts: BTreeMap<String, u64>,
    pub(super) reason: Option<String>,
    pub(super) answers: Option<u64>,
    pub(super) reply_sha256: Option<String>,
    pub(super) tokens: Option<Tokens>,
}

impl NewEntry {
    /// A request that is about to leave. Only what was approved can be entered, as it stands.
    pub fn sent(approved: &Approved, purpose: &'static str) -> Self {
        let mut counts = BTreeMap::new();
        for (placeholder, times) in approved.placeholders() {
            let times = u64::try_from(*times).unwrap_or(u64::MAX);
            *counts.entry(placeholder.family.name().to_owned()).or_default() += times;
        }
        let body = Some(approved.body().to_owned());
        Self { body, counts, ..Self::about(EntryKind::Sent, approved.destination(), purpose) }
    }

    /// A request that was refused, and why as a code. Its body is not kept: it may hold what was leaking.
    pub fn refused(destination: &Destination, purpose: &'static str, code: &'static str) -> Self {
        Self { reason: Some(code.to_owned()), ..Self::about(EntryKind::Refused, destination, purpose) }
    }

    /// The answer to a sent request came, and how it ended.
    pub fn answered(entry: u64, reply_sha256: &str, tokens: Option<Tokens>, outcome: &'static str) -> Self {
        let reply_sha256 = Some(reply_sha256.to_owned());
        Self { reply_sha256, tokens, ..Self::closing(EntryKind::Answered, entry, outcome) }
    }

    /// A sent request failed. What came of its answer, if anything did, is told by its hash.
    pub fn failed(entry: u64, reply_sha256: Option<&str>, tokens: Option<Tokens>, outcome: &'static str) -> Self {
        let reply_sha256 = reply_sha256.map(str::to_owned);
        Self { reply_sha256, tokens, ..Self::closing(EntryKind::Failed, entry, outcome) }
    }

    /// What happened.
    pub fn kind(&self) -> EntryKind {
        self.kind
    }

    pub(super) fn about(kind: EntryKind, destination: &Destination, purpose: &'static str) -> Self {
        Self {
            kind,
            url: destination.url.clone(),
            provider: destination.provider.clone(),
            model: destination.model.clone(),
            purpose: purpose.to_owned(),
            body: None,
            counts: BTreeMap::new(),
            reason: None,
            answers: None,
            reply_sha256: None,
            tokens: None,
        }
    }

    /// Where it went is taken from the sent entry when it is added.
    fn closing(kind: EntryKind, entry: u64, outcome: &'static str) -> Self {
        let nowhere = Destination { provider: String::new(), url: String::new(), model: String::new() };
        Self { answers: Some(entry), reason: Some(outcome.to_owned()), ..Self::about(kind, &nowhere, "") }
    }

    pub(super) fn entry(self, seq: u64, time: Timestamp) -> Entry {
        Entry {
            answers: self.answers,
            body_sha256: self.body.as_deref().map(sha256),
            body: self.body,
            counts: self.counts,
            kind: self.kind,
            model: self.model,
            provider: self.provider,
            purpose: self.purpose,
            reason: self.reason,
            reply_sha256: self.reply_sha256,
            seq,
            time,
            tokens: self.tokens,
            url: self.url,
        }
    }
}

/// The hash that links an entry to the one before.
pub(super) fn link(prev_hash: &str, canonical: &str) -> String {
    hex(Sha256::new().chain_update(prev_hash).chain_update(canonical).finalize())
}

pub(super) fn sha256(text: &str) -> String {
    hex(Sha256::digest(text))
}

fn hex(bytes: impl AsRef<[u8]>) -> String {
    use std::fmt::Write;

    let bytes = bytes.as_ref();
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
