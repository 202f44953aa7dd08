//! [`IngestError`]: why a file did not become a document, in words that a person can act on.

use std::io;

use confidant_worker::WorkerError;

/// Why a file did not become a document.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// It is encrypted and no password was given.
    #[error("the file is protected by a password; give the password to open it")]
    Encrypted,
    /// It is encrypted and this is not its password.
    #[error("this is not the file's password; try again")]
    WrongPassword,
    /// It says what it is, but its inside does not hold.
    #[error("the file is damaged; try to open it in the program that made it and save it again")]
    Damaged,
    /// It is of a kind that is not read yet, or no ordinary file.
    #[error("files of this kind cannot be read; save or print it as PDF, which can")]
    Unsupported,
    /// It is a document of the kinds that Word and `PowerPoint` wrote until 1995, or of a program as old.
    #[error("this file is from 1995 or older; open it in LibreOffice and save it as DOCX, PPTX or PDF")]
    OldFormat,
    /// It is larger than what is read, packed or unpacked.
    #[error("the file is too large; split it into smaller ones")]
    TooLarge,
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Reading took longer than a reader may take.
    #[error("reading the file took too long and was stopped")]
    TimedOut,
    /// The caller does not want it any more.
    #[error("reading the file was cancelled")]
    Cancelled,
    /// The operating system does not give the file out.
    #[error("the file cannot be opened: {0}")]
    Unreadable(io::ErrorKind),
    /// The file changed while it was read.
    #[error("the file changed while it was read; try again")]
    Changed,
    /// The reader's answer does not hold: it may have been taken over by the file.
    #[error("the file's reader gave an answer that cannot be true; the file was not taken in")]
    Nonsense,
    /// The reader ended before it was done.
    #[error("the file's reader stopped unexpectedly; try once more, or save the file anew with another program")]
    Worker(#[from] WorkerError),
}

impl IngestError {
    /// The code as scripts and the window see it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Encrypted => "encrypted",
            Self::WrongPassword => "wrong_password",
            Self::Damaged => "damaged",
            Self::Unsupported => "unsupported",
            Self::OldFormat => "old_format",
            Self::TooLarge => "too_large",
            Self::Empty => "empty",
            Self::TimedOut => "timed_out",
            Self::Cancelled => "cancelled",
            Self::Unreadable(_) => "unreadable",
            Self::Changed => "changed",
            Self::Nonsense | Self::Worker(_) => "reader_failed",
        }
    }
}
