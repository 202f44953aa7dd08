//! The folder on disk: which files there are, who may read them, how the store is opened, and who has it open.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Write},
    path::{Path, PathBuf},
    time::Duration,
};

use serde::{Deserialize, Serialize};
use tokio::time::{Instant, sleep};
use uuid::Uuid;

use crate::StoreError;

/// What opens a store, as far as can be told without opening it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreState {
    /// There is none here yet.
    NotCreated,
    /// A key in the keyring of this computer.
    ByKeyring,
    /// A passphrase.
    ByPassphrase,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Method {
    Keyring,
    Passphrase,
}

/// The note beside the database: how it is opened and under which name the keyring has its key. It holds no secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Note {
    version: u32,
    pub(crate) opened_by: Method,
    pub(crate) id: Uuid,
}

impl Note {
    pub(crate) fn new(opened_by: Method) -> Self {
        Self { version: 1, opened_by, id: Uuid::new_v4() }
    }
}

/// The store's own folder inside the data folder: it is ours alone, so that its rights can be closed without touching a
/// folder that a person chose.
#[derive(Clone, Debug)]
pub(crate) struct Home(PathBuf);

impl Home {
    pub(crate) fn of(home: &Path) -> Self {
        Self(home.join("store"))
    }

    /// The same, made if need be and readable by its owner only.
    pub(crate) fn create(home: &Path) -> Result<Self, StoreError> {
        let this = Self::of(home);
        private_folder(home)?;
        private_folder(&this.0)?;
        close_to_others(&this.0)?;
        Ok(this)
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.0.join("confidant.db")
    }

    pub(crate) fn backup(&self) -> PathBuf {
        self.0.join("before-update.db")
    }

    fn note_path(&self) -> PathBuf {
        self.0.join("opened-by.json")
    }

    /// Whether there is a database; an empty file is one that was never begun.
    pub(crate) fn has_database(&self) -> Result<bool, StoreError> {
        match fs::metadata(self.database()) {
            Ok(metadata) => Ok(metadata.len() > 0),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    pub(crate) fn state(&self) -> Result<StoreState, StoreError> {
        if !self.has_database()? {
            return Ok(StoreState::NotCreated);
        }
        match self.note()? {
            Some(Note { opened_by: Method::Keyring, .. }) => Ok(StoreState::ByKeyring),
            Some(Note { opened_by: Method::Passphrase, .. }) => Ok(StoreState::ByPassphrase),
            None => Err(StoreError::NoteDamaged),
        }
    }

    pub(crate) fn note(&self) -> Result<Option<Note>, StoreError> {
        let text = match fs::read(self.note_path()) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let note: Note = serde_json::from_slice(&text).map_err(|_| StoreError::NoteDamaged)?;
        if note.version == 1 { Ok(Some(note)) } else { Err(StoreError::Newer) }
    }

    /// Written whole or not at all: beside, synced, then renamed.
    pub(crate) fn save_note(&self, note: &Note) -> Result<(), StoreError> {
        let beside = self.0.join("opened-by.json.new");
        let text = serde_json::to_vec(note).map_err(|_| StoreError::NoteDamaged)?;
        let mut file = private_file(&beside)?;
        file.set_len(0)?;
        file.write_all(&text)?;
        file.sync_all()?;
        fs::rename(&beside, self.note_path())?;
        self.sync()
    }

    /// Makes the database file before `SQLite` does, so that it and its companions are the owner's alone from the start.
    pub(crate) fn touch_database(&self) -> Result<(), StoreError> {
        private_file(&self.database())?;
        self.sync()
    }

    /// Whether the database is one that anybody can read: its first bytes say so.
    ///
    /// Call it before a connection is opened. Closing *any* handle on the file gives up every lock that this process has on it
    /// (POSIX advisory locks, <https://sqlite.org/howtocorrupt.html>); another process would then take itself for the last
    /// one and remove the write-ahead log under us.
    pub(crate) fn starts_in_the_clear(&self) -> Result<bool, StoreError> {
        let mut start = [0; 15];
        let whole = io::Read::read_exact(&mut File::open(self.database())?, &mut start).is_ok();
        Ok(whole && start.as_slice() == b"SQLite format 3")
    }

    /// Copies the (encrypted) database beside itself, synced before it gets its name.
    pub(crate) fn back_up(&self) -> Result<(), StoreError> {
        let beside = self.0.join("before-update.db.new");
        let mut copy = private_file(&beside)?;
        copy.set_len(0)?;
        io::copy(&mut File::open(self.database())?, &mut copy)?;
        copy.sync_all()?;
        fs::rename(&beside, self.backup())?;
        self.sync()
    }

    pub(crate) fn drop_backup(&self) -> Result<(), StoreError> {
        match fs::remove_file(self.backup()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// One process at a time opens, creates or updates.
    pub(crate) async fn opening(&self) -> Result<File, StoreError> {
        let file = private_file(&self.0.join("opening.lock"))?;
        let deadline = Instant::now() + Duration::from_secs(30);
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::WouldBlock) if Instant::now() < deadline => sleep(Duration::from_millis(20)).await,
                Err(TryLockError::WouldBlock) => return Err(StoreError::Busy),
                Err(TryLockError::Error(error)) => return Err(error.into()),
            }
        }
    }

    /// The mark that somebody has the store open; any number may.
    pub(crate) fn in_use(&self) -> Result<File, StoreError> {
        let file = private_file(&self.0.join("in-use.lock"))?;
        file.lock_shared()?;
        Ok(file)
    }

    /// Held by nobody else: the layout may be changed.
    pub(crate) fn alone(&self) -> Result<File, StoreError> {
        let file = private_file(&self.0.join("in-use.lock"))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    #[cfg(unix)]
    fn sync(&self) -> Result<(), StoreError> {
        Ok(File::open(&self.0)?.sync_all()?)
    }

    #[cfg(not(unix))]
    fn sync(&self) -> Result<(), StoreError> {
        Ok(())
    }
}

fn private_file(path: &Path) -> Result<File, StoreError> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    Ok(options.open(path)?)
}

fn private_folder(path: &Path) -> Result<(), StoreError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    Ok(builder.create(path)?)
}

#[cfg(unix)]
fn close_to_others(folder: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::PermissionsExt;

    let open_to_others = fs::metadata(folder)?.permissions().mode() & 0o077 != 0;
    if open_to_others {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn close_to_others(_: &Path) -> Result<(), StoreError> {
    Ok(())
}
