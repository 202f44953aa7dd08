//! What left, when, to whom, and what was refused: the pipeline's side of the ledger.

use async_trait::async_trait;
use confidant_cloud::{Ledger, LedgerUnavailable, Usage};
use confidant_privacy::{Approved, Destination};
use confidant_store::{LedgerEntry, NewEntry, Store, Tokens, Verdict};

use crate::{Confidant, PipelineError};

/// Why text is sent.
const PURPOSE: &str = "deeper analysis";

/// The store's ledger as the door out wants it: an entry is on the disk before the first byte leaves.
pub(crate) struct StoredLedger<'a>(pub(crate) &'a Store);

#[async_trait]
impl Ledger for StoredLedger<'_> {
    async fn sent(&self, approved: &Approved) -> Result<u64, LedgerUnavailable> {
        self.0.append(NewEntry::sent(approved, PURPOSE)).await.map_err(|_| LedgerUnavailable)
    }

    async fn answered(
        &self,
        entry: u64,
        reply_sha256: &str,
        usage: Option<Usage>,
        outcome: &'static str,
    ) -> Result<(), LedgerUnavailable> {
        let tokens = usage.map(|usage| Tokens { completion: usage.completion, prompt: usage.prompt });
        let entry = match outcome {
            "complete" => NewEntry::answered(entry, reply_sha256, tokens, outcome),
            _ => NewEntry::failed(entry, Some(reply_sha256), tokens, outcome),
        };
        self.0.append(entry).await.map(drop).map_err(|_| LedgerUnavailable)
    }
}

impl Confidant {
    /// All that left and all that was refused, in order.
    pub async fn ledger(&self) -> Result<Vec<LedgerEntry>, PipelineError> {
        Ok(self.store.ledger().await?)
    }

    /// Whether the ledger's chain is whole.
    pub async fn verify_ledger(&self) -> Result<Verdict, PipelineError> {
        Ok(self.store.verify_ledger().await?)
    }

    /// The ledger as JSON lines, as it was hashed.
    pub async fn export_ledger(&self) -> Result<String, PipelineError> {
        Ok(self.store.export_ledger().await?)
    }

    /// Enters a refused send and gives its reason back. When even that fails, the ledger's failure is the reason to tell.
    pub(crate) async fn record_refusal(&self, destination: &Destination, reason: PipelineError) -> PipelineError {
        match self.ledger_refused(destination, reason.code()).await {
            Ok(()) => reason,
            Err(error) => error,
        }
    }

    pub(crate) async fn ledger_refused(
        &self,
        destination: &Destination,
        code: &'static str,
    ) -> Result<(), PipelineError> {
        self.store.append(NewEntry::refused(destination, PURPOSE, code)).await?;
        Ok(())
    }
}
