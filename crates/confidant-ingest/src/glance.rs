//! What can be told of a file before a worker reads it: whether it is of a kind that is read, and whether it is known. For a
//! folder of thousands, most of which are no documents, and some of which are here already.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use sha2::{Digest, Sha256};

use crate::{IngestError, format::sniff, ingest::MAX_FILE, intake::open};

/// How much is looked at.
const HEAD: u64 = 8 << 10;
/// How much of an archive is looked at: what is in it stands in a list at its end.
const WHOLE: u64 = 1 << 20;
const ARCHIVES: [&[u8]; 2] = [b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"];

/// Whether the file is of a kind that is read. It waits for nobody: a pipe or a device is [`IngestError::Unsupported`], as is a
/// file of another kind; a file without a byte is [`IngestError::Empty`]. Anything else that is wrong with it is for its reader
/// to say.
pub fn glance(path: &Path) -> Result<(), IngestError> {
    let mut file = regular(path)?;
    let mut head = Vec::new();
    let mut read_to = |limit: u64, head: &mut Vec<u8>| {
        let more = limit.saturating_sub(head.len() as u64);
        (&mut file).take(more).read_to_end(head).map_err(unreadable)
    };
    read_to(HEAD, &mut head)?;
    if ARCHIVES.iter().any(|magic| head.starts_with(magic)) {
        read_to(WHOLE, &mut head)?;
        if head.len() as u64 == WHOLE {
            return Ok(());
        }
    }
    match sniff(&head, path).map_err(IngestError::from) {
        Err(error @ (IngestError::Unsupported | IngestError::Empty)) => Err(error),
        _ => Ok(()),
    }
}

/// SHA-256 of the file, as it will be once it is read. Nothing of it is kept in memory. A file that changes between the two is
/// read under its new digest.
pub fn digest(path: &Path) -> Result<[u8; 32], IngestError> {
    let file = regular(path)?;
    if file.metadata().map_err(unreadable)?.len() > MAX_FILE {
        return Err(IngestError::TooLarge);
    }
    let mut hasher = Sha256::new();
    // A file that grows while it is looked at has an end here all the same.
    io::copy(&mut file.take(MAX_FILE), &mut hasher).map_err(unreadable)?;
    Ok(hasher.finalize().into())
}

fn regular(path: &Path) -> Result<File, IngestError> {
    let file = open(path).map_err(unreadable)?;
    if file.metadata().map_err(unreadable)?.is_file() { Ok(file) } else { Err(IngestError::Unsupported) }
}

#[allow(clippy::needless_pass_by_value, reason = "it takes the place of the error")]
fn unreadable(error: io::Error) -> IngestError {
    IngestError::Unreadable(error.kind())
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::{digest, glance};
    use crate::IngestError;

    #[test]
    fn the_first_bytes_tell_what_is_worth_reading() {
        let folder = tempfile::tempdir().unwrap();
        let look = |bytes: &[u8]| {
            let path = folder.path().join("file");
            fs::write(&path, bytes).unwrap();
            glance(&path).map_err(|error| error.code())
        };
        assert_eq!(look(b"Dear Hannah"), Ok(()));
        assert_eq!(look(b"%PDF-1.7 and then nothing"), Ok(()), "what is wrong with it is for its reader to say");
        assert_eq!(look(b""), Err("empty"));
        assert_eq!(look(b"\x7fELF\x02\x01"), Err("unsupported"));
        assert_eq!(look(&[b"PK\x03\x04".as_slice(), &vec![0; 2 << 20]].concat()), Ok(()), "its list is far away");
    }

    #[test]
    fn the_digest_is_that_of_the_reader() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        fs::write(&path, "abc").unwrap();
        assert_eq!(digest(&path).unwrap(), crate::intake::take_in(&path, 3).unwrap().digest);
        fs::File::create(&path).unwrap().set_len(super::MAX_FILE + 1).unwrap();
        assert!(matches!(digest(&path), Err(IngestError::TooLarge)), "and nothing of it is read");
        assert!(matches!(digest(Path::new("/dev/zero")), Err(IngestError::Unsupported)));
    }

    #[test]
    fn what_is_no_file_is_not_waited_for() {
        assert!(matches!(glance(Path::new("/dev/zero")), Err(IngestError::Unsupported)));
        assert!(matches!(glance(&std::env::temp_dir()), Err(IngestError::Unsupported)));
    }
}
