//! [`StoreError`]: why the store could not be opened, read or written, and what to do next. Never a text, a name or a path.

use std::io;

use sqlx::migrate::MigrateError;

/// Why the store could not be opened, read or written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The key or passphrase does not open it.
    #[error("this passphrase or key does not open the store; nothing was changed; try again with the right one")]
    WrongKey,
    /// The passphrase cannot be used.
    #[error("this passphrase cannot be used: it is blank or looks like a raw key; choose another")]
    UnusablePassphrase,
    /// The store is opened by a passphrase and none was given.
    #[error("this store is opened by a passphrase; give it (on the terminal, or in CONFIDANT_PASSPHRASE)")]
    PassphraseNeeded,
    /// The store is opened by the keyring and a passphrase was given.
    #[error("this store is opened by the key in this computer's keyring, not by a passphrase")]
    KeyringNeeded,
    /// There is no keyring, or it is locked.
    #[error("this computer's keyring is absent or locked; unlock it, or use a passphrase for a new store")]
    KeyringAbsent,
    /// The keyring did not answer.
    #[error("this computer's keyring did not answer in time; look for its window, unlock it and try again")]
    KeyringTimedOut,
    /// The keyring has no key for this store.
    #[error("the keyring has no key for this store; it cannot be opened without it; restore the keyring from a backup")]
    KeyMissing,
    /// The note that says how the store is opened cannot be understood.
    #[error("the note that says how this store is opened is damaged; restore it from a backup")]
    NoteDamaged,
    /// A newer Confidant made it.
    #[error("this store was made by a newer Confidant; nothing was changed; install that version or a later one")]
    Newer,
    /// An older layout has to be brought up to date, and another process has the store open.
    #[error("the store has to be brought up to date, but another Confidant has it open; close it and start again")]
    InUse,
    /// Another process is writing for too long.
    #[error("the store is busy: another Confidant is writing; nothing was saved; try again")]
    Busy,
    /// The disk is full.
    #[error("the disk is full; nothing was saved; make room and try again")]
    Full,
    /// The store cannot be written.
    #[error("the store's folder cannot be written; nothing was saved; check its owner and its rights")]
    NotWritable,
    /// What is stored cannot be read back.
    #[error("the store is damaged here; the rest can still be read; restore it from a backup")]
    Damaged,
    /// The built program does not encrypt.
    #[error("this build of Confidant cannot encrypt the store; nothing was written; install it again")]
    NotEncrypted,
    /// No such thing.
    #[error("this is no longer in the store; it may have been removed in another window")]
    NotFound,
    /// The vault in the store holds what the new one does not.
    #[error("the vault was changed elsewhere in the meantime; nothing was saved; load it again")]
    VaultChanged,
    /// An entry of the ledger that is referred to does not exist or is of another kind.
    #[error("the ledger has no sent entry of this number")]
    NoSuchEntry,
    /// The end of the ledger is not as it was left.
    #[error(
        "the ledger is not as Confidant left it; nothing was added and nothing is sent; see `confidant ledger verify`"
    )]
    LedgerBroken,
    /// The system refused an operation on a file.
    #[error("the system refused to read or write the store ({0}); check the disk and the folder's rights")]
    Io(io::ErrorKind),
    /// Something else that the database says, by its number.
    #[error("the database reported error {0}; nothing was saved")]
    Database(i32),
}

impl StoreError {
    /// The code as scripts see it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::WrongKey => "wrong_key",
            Self::UnusablePassphrase => "unusable_passphrase",
            Self::PassphraseNeeded => "passphrase_needed",
            Self::KeyringNeeded => "keyring_needed",
            Self::KeyringAbsent => "keyring_absent",
            Self::KeyringTimedOut => "keyring_timed_out",
            Self::KeyMissing => "key_missing",
            Self::NoteDamaged => "note_damaged",
            Self::Newer => "newer",
            Self::InUse => "in_use",
            Self::Busy => "busy",
            Self::Full => "disk_full",
            Self::NotWritable => "not_writable",
            Self::Damaged => "damaged",
            Self::NotEncrypted => "not_encrypted",
            Self::NotFound => "not_found",
            Self::VaultChanged => "vault_changed",
            Self::NoSuchEntry => "no_such_entry",
            Self::LedgerBroken => "ledger_broken",
            Self::Io(_) => "io",
            Self::Database(_) => "database",
        }
    }
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::NotWritable,
            kind => Self::Io(kind),
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::RowNotFound => Self::NotFound,
            sqlx::Error::Io(error) => error.into(),
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) | sqlx::Error::TypeNotFound { .. } => {
                Self::Damaged
            }
            sqlx::Error::PoolTimedOut => Self::Busy,
            sqlx::Error::Migrate(error) => (*error).into(),
            sqlx::Error::Database(error) => from_code(error.code().and_then(|code| code.parse().ok()).unwrap_or(1)),
            _ => Self::Database(0),
        }
    }
}

impl From<MigrateError> for StoreError {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
            MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..) => Self::Newer,
            _ => Self::Damaged,
        }
    }
}

/// What `SQLite` says when the index of its log cannot grow: opening a store on a full disk ends so, with an I/O error and not
/// with "full".
const NO_ROOM_FOR_INDEX: i32 = 4874;

/// `SQLite`'s result codes (<https://sqlite.org/rescode.html>); the low byte is the primary one.
fn from_code(code: i32) -> StoreError {
    if code == NO_ROOM_FOR_INDEX {
        return StoreError::Full;
    }
    match code & 0xff {
        3 | 8 | 23 => StoreError::NotWritable,
        5 | 6 => StoreError::Busy,
        13 => StoreError::Full,
        14 => StoreError::Io(io::ErrorKind::NotFound),
        11 | 26 => StoreError::Damaged,
        _ => StoreError::Database(code),
    }
}

/// The same for the first read after the key was given: `SQLCipher` cannot tell a wrong key from a damaged first page. Both
/// read as "not a database", and some statements report it as "out of memory".
pub(crate) fn on_first_read(error: sqlx::Error) -> StoreError {
    match StoreError::from(error) {
        StoreError::Damaged | StoreError::Database(7) => StoreError::WrongKey,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::{StoreError, from_code};

    #[test]
    fn a_full_disk_is_told_as_such_whichever_file_cannot_grow() {
        assert_eq!(from_code(13), StoreError::Full);
        assert_eq!(from_code(4874), StoreError::Full, "SQLITE_IOERR_SHMSIZE");
        assert_eq!(from_code(778), StoreError::Database(778), "a write that failed for another reason");
    }
}
