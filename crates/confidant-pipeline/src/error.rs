//! [`PipelineError`]: everything that can stop the way, with a code for machines and a sentence for people.

use confidant_cloud::{BadKey, CloudError, ProviderError};
use confidant_export::ExportError;
use confidant_ingest::IngestError;
use confidant_local::{LocalError, ModelError};
use confidant_privacy::{MaskError, RecogniserError, Refusal};
use confidant_store::StoreError;

/// Why the way was not gone to its end. No variant holds document text or a file name.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PipelineError {
    /// The file could not be read.
    #[error(transparent)]
    Ingest(#[from] IngestError),
    /// The recognisers failed: nothing can be masked, so nothing can leave.
    #[error("the text could not be checked for sensitive data, so nothing was sent: {0}")]
    Recognise(#[from] RecogniserError),
    /// Masking failed.
    #[error("the text could not be masked, so nothing was sent: {0}")]
    Mask(#[from] MaskError),
    /// The review refused the send.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// No masked file was written.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// The provider, the network or the ledger failed.
    #[error(transparent)]
    Cloud(#[from] CloudError),
    /// The provider cannot be set up like this.
    #[error(transparent)]
    Provider(ProviderError),
    /// The provider's key cannot be used.
    #[error(transparent)]
    Key(BadKey),
    /// The local model failed.
    #[error(transparent)]
    Local(#[from] LocalError),
    /// There is no local model, or it does not run.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A page cannot be shown as printed: it has no printed form, or its file is not kept.
    #[error("this page cannot be shown as printed; its text is all there")]
    NoPicture,
    /// There is no such document, chat or provider.
    #[error("there is no such {0}; it may have been removed")]
    Unknown(&'static str),
    /// The preview that was approved is not the one that waits.
    #[error("what you approved is no longer what would be sent; look at the preview again")]
    Stale,
    /// Secrets have one mode.
    #[error("a password, key or token always blocks a send; it can be masked for one send, in the preview")]
    SecretMode,
    /// A word that cannot be on a list.
    #[error("a term needs at least two letters or digits, and at most 200 characters; write it otherwise")]
    BadTerm,
    /// A table of terms that cannot be read.
    #[error(
        "line {line} of the list cannot be read; a line is a term, a kind (or nothing) and \"always\" or \"never\" (or nothing). Nothing was added"
    )]
    BadTable {
        /// Counts from 1.
        line: usize,
    },
    /// Sending is switched off.
    #[error("Confidant works offline, so nothing was sent; allow sending in the settings if you want to")]
    Offline,
    /// More files than anybody means at once.
    #[error(
        "there are more than {limit} files in it; nothing was read; take a smaller folder, or fewer files at a time"
    )]
    TooMany {
        /// How many are taken.
        limit: usize,
    },
    /// The folders hold no file that can be read.
    #[error("there is no file in it that can be read")]
    NothingToRead,
    /// A part of the installation is missing.
    #[error("the program `confidant` is missing beside the app; install Confidant again")]
    Incomplete,
    /// A part of the program broke its own promise.
    #[error("the program made a mistake; nothing was sent. Please report it")]
    Internal,
}

impl PipelineError {
    /// A short word for machines.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Ingest(error) => error.code(),
            Self::Recognise(_) => "recognise",
            Self::Mask(_) => "mask",
            Self::Refused(refusal) => refusal.code(),
            Self::Export(error) => error.code(),
            Self::Cloud(error) => error.code(),
            Self::Provider(_) => "provider",
            Self::Key(_) => "bad_key",
            Self::Local(LocalError::Cancelled) => "cancelled",
            Self::Local(LocalError::NoText) => "no_text",
            Self::Local(LocalError::TooLong { .. }) => "too_long",
            Self::Local(_) | Self::Model(_) => "model",
            Self::Store(error) => error.code(),
            Self::NoPicture => "no_picture",
            Self::Unknown(_) => "unknown",
            Self::Stale => "stale",
            Self::SecretMode => "secret_mode",
            Self::BadTerm => "bad_term",
            Self::BadTable { .. } => "bad_table",
            Self::Offline => "offline",
            Self::TooMany { .. } => "too_many",
            Self::NothingToRead => "empty",
            Self::Incomplete => "incomplete",
            Self::Internal => "internal",
        }
    }

    /// Whether the file opens with a password, or with another one.
    pub fn asks_for_a_password(&self) -> bool {
        matches!(self, Self::Ingest(IngestError::Encrypted | IngestError::WrongPassword))
    }

    /// Whether the person stopped the work.
    pub fn is_cancelled(&self) -> bool {
        self.code() == "cancelled"
    }
}

impl From<tokio::task::JoinError> for PipelineError {
    fn from(_: tokio::task::JoinError) -> Self {
        Self::Internal
    }
}
