//! What Confidant keeps on this computer: one `SQLite` database, encrypted as a whole by `SQLCipher`.
//!
//! Documents with their files, summaries, chats, vaults, providers, settings and the ledger of what left. Its key lies in the
//! keyring of the operating system; where there is none, a passphrase opens it. What is reported as saved is on the disk: every
//! write is one transaction, synced before the call returns, so that a killed process loses nothing that was shown as saved.
//!
//! Text that comes out is [`RawText`](confidant_text::RawText) again: no proof of masking survives the disk.

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)
)]

// Linked for its SQLCipher; sqlx speaks to it.
use libsqlite3_sys as _;

mod chats;
mod documents;
mod error;
mod files;
mod home;
mod key;
mod keyring;
mod ledger;
mod open;
mod providers;
mod settings;
mod summaries;
mod terms;
mod vaults;

pub use chats::{Chat, ChatId, CitationRecord, Message, MessageId, MessageMeta, MessageState, Role};
pub use documents::{DocumentCard, DocumentId, NewDocument};
pub use error::StoreError;
pub use files::{MAX_FILE, StoredFile};
pub use home::StoreState;
pub use keyring::{KeyringState, keyring_state};
pub use ledger::{Entry, EntryKind, LedgerEntry, NewEntry, Problem, Tokens, Verdict};
pub use open::{Store, Unlock};
pub use providers::ProviderRecord;
pub use settings::{Setting, setting};
pub use summaries::{CoverageRecord, EngineRecord, SentenceRecord, StoredSummary, SummaryRecord};
pub use terms::{NewTerm, TermId, TermList, TermRecord, TermScope};
pub use vaults::VaultScope;

/// Why the store reads the characters of raw text.
const KEPT: &str = "kept in the encrypted store";
