//! The whole way, readable top to bottom: [`Way`] is what happens to a document, [`Confidant`] is the same with everything
//! kept in the encrypted store. The window, the tray and the command line call these two and add nothing of their own.
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)
)]

mod asked;
mod batch;
mod chats;
mod claims;
mod clipboard;
mod confidant;
mod documents;
mod error;
mod escalation;
mod export;
mod gather;
mod home;
mod job;
mod kept;
mod lanes;
mod ledger;
mod panics;
mod pictures;
mod policy;
mod queue;
mod way;

pub use asked::Asked;
pub use batch::{Batch, BatchListener, FileRead};
pub use chats::{ChatView, CloudRecord};
pub use confidant::Confidant;
pub use documents::{DocumentView, PageView, Piece};
pub use error::PipelineError;
pub use escalation::PreviewView;
pub use export::{Export, ExportForm, Original};
pub use gather::{Found, Gathered, LeftOut, WhyLeft, gather, name_of, shown};
pub use home::{Home, LockState};
pub use job::{Events, Job, Jobs, Stage, StageEvent};
pub use kept::Kept;
pub use panics::say_where_not_what;
pub use pictures::{Pictures, PlacedWord};
pub use policy::{Consent, Imported, policy_of, with_table};
pub use queue::{FileEvent, FileListener, FileNews, Queued};
pub use way::{Case, CloudAnswer, Masked, Model, Pending, Way};

/// What the store keeps, as the faces read it.
pub use confidant_store::{
    Chat, ChatId, CoverageRecord, DocumentCard, DocumentId, EngineRecord, EntryKind, LedgerEntry, Message,
    MessageState, NewTerm, Role, SentenceRecord, SummaryRecord, TermId, TermList, TermRecord, TermScope, Verdict,
};

pub use confidant_cloud::Provider;

/// What became of an export.
pub use confidant_export::{ExportError, Exported, Unshown, Why};
/// A page as it is printed.
pub use confidant_ingest::Picture;

/// What a person decides about masking, and what is left to recognise people by.
pub use confidant_privacy::{Level, Mode, PersonRisk, Placeholder, Policy, Preset, Risk};
