//! `confidant ledger`: what left this computer, when, to whom, and what was refused.

use confidant_store::{EntryKind, LedgerEntry};
use serde::Serialize;

use crate::{arguments::Ledger, failure::Failure, output, surroundings::Surroundings};

/// Lists, checks or exports the ledger.
pub async fn run(here: &Surroundings, wanted: Ledger) -> Result<(), Failure> {
    let store = here.store().await?;
    let done = match wanted {
        Ledger::List => list(&store.ledger().await?),
        Ledger::Export => output::text(&store.export_ledger().await?),
        Ledger::Verify => {
            let verdict = store.verify_ledger().await?;
            output::json(&verdict)?;
            if verdict.ok { Ok(()) } else { Err(Failure::NotVerified("the ledger is not as it was written")) }
        }
    };
    store.close().await;
    done
}

fn list(entries: &[LedgerEntry]) -> Result<(), Failure> {
    entries.iter().try_for_each(|entry| output::json(&Listed::of(entry)))
}

/// An entry without the body that was sent.
#[derive(Serialize)]
struct Listed<'a> {
    entry: u64,
    time: String,
    kind: EntryKind,
    provider: &'a str,
    destination: &'a str,
    model: &'a str,
    purpose: &'a str,
    reason: Option<&'a str>,
    answers: Option<u64>,
    placeholders: u64,
    body_sha256: Option<&'a str>,
    reply_sha256: Option<&'a str>,
    hash: &'a str,
}

impl<'a> Listed<'a> {
    fn of(LedgerEntry { entry, hash, .. }: &'a LedgerEntry) -> Self {
        Self {
            entry: entry.seq,
            time: entry.time.to_string(),
            kind: entry.kind,
            provider: &entry.provider,
            destination: &entry.url,
            model: &entry.model,
            purpose: &entry.purpose,
            reason: entry.reason.as_deref(),
            answers: entry.answers,
            placeholders: entry.counts.values().sum(),
            body_sha256: entry.body_sha256.as_deref(),
            reply_sha256: entry.reply_sha256.as_deref(),
            hash,
        }
    }
}
