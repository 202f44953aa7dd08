//! [`ExportError`]: why there is no file, with a code for machines and a sentence for people.

use std::io::{self, ErrorKind};

use confidant_privacy::{RecogniserError, Spill};

/// Why there is no file. Nothing was left behind, and what was there before is as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// There is a file of this name.
    #[error("there is a file of this name already; choose another name, or say that it may be replaced")]
    Exists,
    /// What is there is a folder, a device or a link.
    #[error("what is there is no ordinary file, so it is not replaced; choose another name")]
    NotAFile,
    /// It is the document itself.
    #[error("this is the original itself; choose another name, it is not replaced")]
    IsOriginal,
    /// The folder is not there.
    #[error("there is no such folder to write to; make it, or choose another")]
    NoFolder,
    /// There is no room for the file.
    #[error("the disk is full or your share of it is used up; nothing was written. Make room and try again")]
    DiskFull,
    /// The system does not let us write.
    #[error("the file cannot be written ({0}); nothing was written")]
    Io(ErrorKind),
    /// The masked pages are not those of the document.
    #[error("the masked text does not belong to this document; mask it again")]
    OtherText,
    /// No page has any text.
    #[error("no page of this document has readable text, so there is nothing to write; a PDF shows its pages")]
    NoText,
    /// The document has no printed pages.
    #[error("this document has no printed pages to make a redacted PDF of; export it as docx, md or txt")]
    NotPrinted,
    /// Its file is not here, so its pages cannot be drawn.
    #[error("the file of this document is not kept, so its pages cannot be drawn; open the file again and export then")]
    NotKept,
    /// It is too large for the format.
    #[error("the document is too large for one file of this format; export a part of it, or choose another format")]
    TooLarge,
    /// What must not be in the file is in it.
    #[error("the file was checked and not kept: {0}. Mask it there too and try again")]
    Spilled(Spill),
    /// What was written cannot be read back, so nobody knows what is in it.
    #[error(
        "the file could not be read back to check it, so it was not kept; this is a fault of the program, please report it"
    )]
    NotReadBack,
    /// Nobody could search for what must not be there.
    #[error("the file could not be checked, so it was not kept: {0}")]
    Recogniser(#[from] RecogniserError),
    /// The person stopped it.
    #[error("stopped; nothing was written")]
    Stopped,
}

impl ExportError {
    /// The code as scripts see it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Exists => "exists",
            Self::NotAFile => "not_a_file",
            Self::IsOriginal => "is_original",
            Self::NoFolder => "no_folder",
            Self::DiskFull => "disk_full",
            Self::Io(_) => "export_io",
            Self::OtherText => "other_text",
            Self::NoText => "no_text",
            Self::NotPrinted => "not_printed",
            Self::NotKept => "not_kept",
            Self::TooLarge => "too_large_to_export",
            Self::Spilled(_) => "spilled",
            Self::NotReadBack => "not_read_back",
            Self::Recogniser(_) => "recogniser_failed",
            Self::Stopped => "cancelled",
        }
    }
}

impl From<io::Error> for ExportError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => Self::DiskFull,
            ErrorKind::AlreadyExists => Self::Exists,
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::NoFolder,
            kind => Self::Io(kind),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};

    use super::ExportError;

    #[test]
    fn a_full_disk_is_told_apart() {
        for kind in [ErrorKind::StorageFull, ErrorKind::QuotaExceeded, ErrorKind::FileTooLarge] {
            assert_eq!(ExportError::from(Error::from(kind)), ExportError::DiskFull);
        }
        assert_eq!(
            ExportError::from(Error::from(ErrorKind::PermissionDenied)),
            ExportError::Io(ErrorKind::PermissionDenied)
        );
    }
}
