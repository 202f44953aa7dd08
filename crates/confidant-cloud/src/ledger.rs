//! [`Ledger`]: where a request is written down before it leaves. The store implements it, through the pipeline.

use async_trait::async_trait;
use confidant_privacy::Approved;

/// What a provider counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usage {
    /// Tokens read by the model.
    pub prompt: u64,
    /// Tokens written by the model.
    pub completion: u64,
}

/// The ledger could not be written. Why is the ledger's to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the ledger could not be written")]
pub struct LedgerUnavailable;

/// Where a request is written down before it leaves, and what became of it afterwards.
#[async_trait]
pub trait Ledger: Send + Sync {
    /// Writes it down and syncs it to the disk; gives the number of the entry. While this is not done, nothing is sent; if it
    /// fails, nothing is sent at all.
    async fn sent(&self, approved: &Approved) -> Result<u64, LedgerUnavailable>;

    /// What became of it. `outcome` is `"complete"` for a whole answer, otherwise the code of what went wrong; the hash is of
    /// the words that came, also of none.
    async fn answered(
        &self,
        entry: u64,
        reply_sha256: &str,
        usage: Option<Usage>,
        outcome: &'static str,
    ) -> Result<(), LedgerUnavailable>;
}
