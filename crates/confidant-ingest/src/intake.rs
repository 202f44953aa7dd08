//! A path becomes bytes: only of a regular file, only so many, and with the digest of exactly these bytes.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read},
    path::Path,
};

use sha2::{Digest, Sha256};

use crate::IngestError;

/// What was in the file.
pub(crate) struct Intake {
    pub bytes: Vec<u8>,
    pub digest: [u8; 32],
}

/// Reads the whole file through one descriptor, `limit` bytes at most.
///
/// A device, pipe, socket or directory is [`IngestError::Unsupported`]. A file that grows, shrinks or is written to
/// meanwhile is [`IngestError::Changed`].
pub(crate) fn take_in(path: &Path, limit: u64) -> Result<Intake, IngestError> {
    let unreadable = |error: io::Error| IngestError::Unreadable(error.kind());
    let mut file = open(path).map_err(unreadable)?;
    let before = file.metadata().map_err(unreadable)?;
    if !before.is_file() {
        return Err(IngestError::Unsupported);
    }
    if before.len() > limit {
        return Err(IngestError::TooLarge);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(before.len()).unwrap_or(0));
    // One byte more than there should be tells a file that grows.
    (&mut file).take(before.len().saturating_add(1)).read_to_end(&mut bytes).map_err(unreadable)?;
    let after = file.metadata().map_err(unreadable)?;
    let same_time = before.modified().ok() == after.modified().ok();
    if bytes.len() as u64 != before.len() || after.len() != before.len() || !same_time {
        return Err(IngestError::Changed);
    }
    let digest = Sha256::digest(&bytes).into();
    Ok(Intake { bytes, digest })
}

/// Opens without waiting: a named pipe with no writer must not hang the program before its kind is known.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;

        options.custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY);
    }
    options.open(path)
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::take_in;
    use crate::IngestError;

    #[test]
    fn a_file_is_taken_in_whole_with_its_digest() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        fs::write(&path, "abc").unwrap();
        let intake = take_in(&path, 3).unwrap();
        assert_eq!(intake.bytes, b"abc");
        // The digest of "abc" in FIPS 180-2, appendix B.1.
        assert_eq!(intake.digest[..4], [0xba, 0x78, 0x16, 0xbf]);
    }

    #[test]
    fn one_byte_over_the_limit_is_too_large() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        fs::write(&path, "abcd").unwrap();
        assert!(matches!(take_in(&path, 3), Err(IngestError::TooLarge)));
    }

    #[test]
    fn folders_and_missing_files_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(take_in(folder.path(), 9), Err(IngestError::Unsupported)));
        let missing = take_in(&folder.path().join("none"), 9);
        assert!(matches!(missing, Err(IngestError::Unreadable(std::io::ErrorKind::NotFound))));
    }

    #[cfg(unix)]
    #[test]
    #[allow(clippy::disallowed_types, reason = "the standard library cannot make a named pipe")]
    fn devices_and_named_pipes_are_refused_without_waiting() {
        assert!(matches!(take_in(Path::new("/dev/zero"), 9), Err(IngestError::Unsupported)));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&path).status().unwrap();
        assert!(made.success());
        assert!(matches!(take_in(&path, 9), Err(IngestError::Unsupported)));
    }
}
