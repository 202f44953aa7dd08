//! [`Failure`]: how a call ends when it does not end well: a code, a sentence, an exit status.

use std::io;

use confidant_pipeline::{ExportError, PipelineError};
use confidant_store::StoreError;

use crate::vault_file::VaultFileError;

/// Why a call was not done.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// What was typed or piped in makes no sense.
    #[error("{message}")]
    Usage {
        /// For scripts.
        code: &'static str,
        /// For people.
        message: String,
    },
    /// The way was not gone to its end.
    #[error(transparent)]
    Pipeline(#[from] PipelineError),
    /// The store failed before the send, so nothing was sent.
    #[error("nothing was sent: {0}")]
    NothingSent(StoreError),
    /// The provider's answer is not whole; what came of it was printed.
    #[error("the provider's answer broke off; what came of it is above")]
    BrokenOff(&'static str),
    /// The vault file cannot be used.
    #[error(transparent)]
    Vault(#[from] VaultFileError),
    /// Standard input or output failed.
    #[error("standard input or output failed ({0})")]
    Pipe(io::ErrorKind),
    /// There is nobody to ask for the passphrase.
    #[error(
        "the store is opened by a passphrase and there is no terminal to ask on; set CONFIDANT_PASSPHRASE or start a keyring"
    )]
    NoTerminal,
    /// The two passphrases differ.
    #[error("the two passphrases are not the same; nothing was made; try again")]
    PassphrasesDiffer,
    /// The check was made and its answer is no.
    #[error("{0}")]
    NotVerified(&'static str),
    /// The window's program is not beside this one.
    #[error(
        "the window's program (confidant-app) is not beside this one; install it, or use `confidant summarize FILE`"
    )]
    NoWindow,
    /// Some of several files failed; each was told. The others are done.
    #[error("{failed} of {of} files failed; the others are done")]
    SomeFailed {
        /// How many.
        failed: usize,
        /// Of how many.
        of: usize,
        /// The exit status of the first of them.
        exit: u8,
    },
    /// Ctrl-C.
    #[error("stopped")]
    Cancelled,
}

impl Failure {
    /// A line that cannot be used, by its number from 1.
    pub fn line(number: usize, wants: &'static str) -> Self {
        Self::Usage { code: "bad_line", message: format!("line {number} is not {wants}") }
    }

    /// The same for a call that sends: its store is asked only before the door is opened.
    pub fn of_a_send(self) -> Self {
        match self {
            Self::Pipeline(PipelineError::Store(error)) => Self::NothingSent(error),
            other => other,
        }
    }

    /// The code as scripts see it on standard error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Usage { code, .. } | Self::BrokenOff(code) => code,
            Self::Pipeline(error) => error.code(),
            Self::NothingSent(error) => error.code(),
            Self::Vault(error) => error.code(),
            Self::Pipe(_) => "pipe",
            Self::NoTerminal => "passphrase_needed",
            Self::PassphrasesDiffer => "passphrases_differ",
            Self::NotVerified(_) => "not_verified",
            Self::NoWindow => "no_window",
            Self::SomeFailed { .. } => "some_failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// The exit status: 2 wrong usage, 3 the input cannot be read, 4 refused and nothing sent, 5 the provider failed,
    /// 130 stopped, 1 anything else.
    pub fn exit(&self) -> u8 {
        if self.code() == "cancelled" {
            return 130;
        }
        match self {
            Self::Usage { .. } | Self::NoTerminal | Self::PassphrasesDiffer | Self::NoWindow => 2,
            Self::NothingSent(_) => 4,
            Self::Pipeline(error) => exit_of(error),
            Self::BrokenOff(_) => 5,
            Self::SomeFailed { exit, .. } => *exit,
            Self::Vault(error) => error.exit(),
            Self::Pipe(_) | Self::NotVerified(_) | Self::Cancelled => 1,
        }
    }

    /// Whether it is of no use to go on with other files: nobody waits for them, or nobody reads what comes.
    pub fn ends_all(&self) -> bool {
        self.code() == "cancelled" || matches!(self, Self::Pipe(_))
    }

    /// Whether whoever reads our output has had enough: no failure worth a word.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Pipe(io::ErrorKind::BrokenPipe))
    }
}

fn exit_of(error: &PipelineError) -> u8 {
    use confidant_local::LocalError;

    match error {
        PipelineError::Ingest(_)
        | PipelineError::Local(LocalError::NoText)
        | PipelineError::TooMany { .. }
        | PipelineError::NothingToRead
        | PipelineError::Export(ExportError::NoText) => 3,
        PipelineError::Recognise(_)
        | PipelineError::Mask(_)
        | PipelineError::Refused(_)
        | PipelineError::Stale
        | PipelineError::Offline
        | PipelineError::Export(ExportError::Spilled(_) | ExportError::Recogniser(_)) => 4,
        PipelineError::Cloud(error) if error.nothing_was_sent() => 4,
        PipelineError::Cloud(_) => 5,
        PipelineError::Export(
            ExportError::Exists
            | ExportError::NotAFile
            | ExportError::IsOriginal
            | ExportError::NoFolder
            | ExportError::NotPrinted,
        )
        | PipelineError::Unknown(_)
        | PipelineError::Provider(_)
        | PipelineError::Key(_)
        | PipelineError::Store(StoreError::PassphraseNeeded | StoreError::UnusablePassphrase) => 2,
        _ => 1,
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Pipe(error.kind())
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Pipeline(error.into())
    }
}
