//! [`VaultFile`]: what placeholders stand for, in one encrypted file that a person chose.
//!
//! The file is XChaCha20-Poly1305 (RFC 8439 with the extended nonce of draft-irtf-cfrg-xchacha) over JSON, with a new random
//! nonce at every write. Its random key lies in Confidant's own encrypted store, so whatever opens the store, keyring or
//! passphrase, opens the file, and the file alone is worth nothing. A file that does not open is never replaced.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use chacha20poly1305::{
    Key, KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use confidant_privacy::{Place, Vault, VaultEntry};
use confidant_store::{Setting, Store, StoreError};
use confidant_text::EntityKind;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// What the file begins with; the encryption vouches for it too.
const HEADER: &[u8] = b"confidant vault 2\n";
const NONCE: usize = 24;
const KEY: Setting<Vec<u8>> = Setting::new("vault_file_key");
const KEPT: &str = "kept in the encrypted vault file";

/// Why a vault file cannot be used. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum VaultFileError {
    /// There is no such file.
    #[error("there is no vault file of this name; `confidant mask` makes one")]
    Absent,
    /// It is none of ours, it was changed, or another store has its key.
    #[error("this is no vault file, or it was changed, or it belongs to another data folder; nothing was changed")]
    DoesNotOpen,
    /// The system does not let us read or write it.
    #[error("the vault file cannot be read or written ({0})")]
    Io(io::ErrorKind),
    /// The system gives no random numbers.
    #[error("the system gives no random numbers, so nothing can be encrypted")]
    NoRandomness,
    /// The store that has the key failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl VaultFileError {
    /// The code as scripts see it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Absent => "no_vault",
            Self::DoesNotOpen => "vault_does_not_open",
            Self::Io(_) => "vault_io",
            Self::NoRandomness => "no_randomness",
            Self::Store(error) => error.code(),
        }
    }

    /// The exit status: a vault that is named wrongly is wrong usage, one that cannot be read is unreadable input.
    pub fn exit(&self) -> u8 {
        match self {
            Self::Absent => 2,
            Self::DoesNotOpen => 3,
            Self::Io(_) | Self::NoRandomness | Self::Store(_) => 1,
        }
    }
}

impl From<io::Error> for VaultFileError {
    fn from(error: io::Error) -> Self {
        Self::Io(error.kind())
    }
}

/// A vault file, held alone until it is dropped.
pub struct VaultFile {
    path: PathBuf,
    key: Zeroizing<Vec<u8>>,
    _alone: File,
}

impl VaultFile {
    /// Takes hold of the file at `path`, which need not exist. Other calls on vault files of this data folder wait, so that
    /// no two of them give one placeholder to two values.
    pub async fn open(store: Store, data: &Path, path: &Path) -> Result<Self, VaultFileError> {
        let lock = private_file(&data.join("vault-files.lock"), false)?;
        let alone = tokio::task::spawn_blocking(move || lock.lock().map(|()| lock));
        let alone = alone.await.map_err(|_| VaultFileError::Io(io::ErrorKind::Other))??;
        let key = key(&store).await;
        store.close().await;
        Ok(Self { path: path.to_owned(), key: key?, _alone: alone })
    }

    /// What the file holds.
    pub fn read(&self) -> Result<Vault, VaultFileError> {
        match fs::read(&self.path) {
            Ok(sealed) => unseal(&sealed, &self.key),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(VaultFileError::Absent),
            Err(error) => Err(error.into()),
        }
    }

    /// What the file holds; an empty vault when there is no file yet.
    pub fn read_or_new(&self) -> Result<Vault, VaultFileError> {
        match self.read() {
            Err(VaultFileError::Absent) => Ok(Vault::new()),
            other => other,
        }
    }

    /// Writes the vault whole or not at all: beside, synced, then renamed. Only the owner can read the file.
    pub fn write(&self, vault: &Vault) -> Result<(), VaultFileError> {
        let sealed = seal(vault, &self.key)?;
        let mut name = self.path.file_name().ok_or(VaultFileError::Io(io::ErrorKind::InvalidFilename))?.to_owned();
        name.push(format!(".{}.new", std::process::id()));
        let beside = self.path.with_file_name(name);
        let written = private_file(&beside, true).and_then(|mut file| {
            file.write_all(&sealed)?;
            file.sync_all()?;
            fs::rename(&beside, &self.path)
        });
        if written.is_err() {
            fs::remove_file(&beside).ok();
        }
        Ok(written?)
    }
}

/// The key of this data folder's vault files, made at the first use.
async fn key(store: &Store) -> Result<Zeroizing<Vec<u8>>, VaultFileError> {
    if let Some(key) = store.setting(&KEY).await? {
        return Ok(Zeroizing::new(key));
    }
    let mut key = Zeroizing::new(vec![0; size_of::<Key>()]);
    getrandom::fill(&mut key).map_err(|_| VaultFileError::NoRandomness)?;
    store.set(&KEY, &*key).await?;
    Ok(key)
}

fn seal(vault: &Vault, key: &[u8]) -> Result<Vec<u8>, VaultFileError> {
    let plain = Zeroizing::new(serde_json::to_vec(&Kept::of(vault)).map_err(|_| VaultFileError::DoesNotOpen)?);
    let mut nonce = [0; NONCE];
    getrandom::fill(&mut nonce).map_err(|_| VaultFileError::NoRandomness)?;
    let payload = Payload { msg: &plain, aad: HEADER };
    let sealed = cipher(key)?.encrypt(&XNonce::from(nonce), payload).map_err(|_| VaultFileError::DoesNotOpen)?;
    Ok([HEADER, &nonce, &sealed].concat())
}

fn unseal(file: &[u8], key: &[u8]) -> Result<Vault, VaultFileError> {
    let opened = || {
        let (nonce, sealed) = file.strip_prefix(HEADER)?.split_first_chunk::<NONCE>()?;
        let payload = Payload { msg: sealed, aad: HEADER };
        let plain = Zeroizing::new(cipher(key).ok()?.decrypt(&XNonce::from(*nonce), payload).ok()?);
        serde_json::from_slice::<Kept>(&plain).ok()?.into_vault()
    };
    opened().ok_or(VaultFileError::DoesNotOpen)
}

/// What is in the file, before it is encrypted.
#[derive(Serialize, Deserialize)]
struct Kept {
    entries: Vec<KeptEntry>,
    /// Hash of the masked text up to a placeholder, and the number of the entry that stood there.
    places: Vec<(u64, u32)>,
}

#[derive(Serialize, Deserialize)]
struct KeptEntry {
    placeholder: String,
    value: String,
    kind: EntityKind,
    stand_in: Option<String>,
}

impl Kept {
    fn of(vault: &Vault) -> Self {
        let entries = vault.entries().map(|entry| KeptEntry {
            placeholder: entry.placeholder.to_string(),
            value: entry.value.expose(KEPT).to_owned(),
            kind: entry.kind,
            stand_in: entry.stand_in.clone(),
        });
        let places = vault.places().map(|place| (place.prefix, place.entry));
        Self { entries: entries.collect(), places: places.collect() }
    }

    fn into_vault(self) -> Option<Vault> {
        let entries = self.entries.into_iter().map(|kept| {
            Some(VaultEntry {
                placeholder: kept.placeholder.parse().ok()?,
                value: kept.value.into(),
                kind: kept.kind,
                stand_in: kept.stand_in,
            })
        });
        let places = self.places.into_iter().map(|(prefix, entry)| Place { prefix, entry });
        Vault::from_parts(entries.collect::<Option<_>>()?, places.collect()).ok()
    }
}

fn cipher(key: &[u8]) -> Result<XChaCha20Poly1305, VaultFileError> {
    XChaCha20Poly1305::new_from_slice(key).map_err(|_| VaultFileError::DoesNotOpen)
}

fn private_file(path: &Path, new: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(!new).create_new(new);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use confidant_privacy::{Vault, VaultEntry};
    use confidant_text::RawText;

    use super::{HEADER, VaultFileError, seal, unseal};

    fn vault() -> Vault {
        let entry = |name: &str, value: &str| VaultEntry::new(name.parse().unwrap(), RawText::new(value));
        Vault::from_entries(vec![entry("[PERSON_1]", "Hannah Weiß"), entry("[ACCOUNT_2]", "DE02")]).unwrap()
    }

    #[test]
    fn what_was_sealed_opens_with_the_same_key_only() {
        let (key, other) = ([7; 32], [8; 32]);
        let sealed = seal(&vault(), &key).unwrap();
        let opened = unseal(&sealed, &key).unwrap();
        assert!(opened.entries().eq(vault().entries()));
        assert!(matches!(unseal(&sealed, &other), Err(VaultFileError::DoesNotOpen)));
        assert!(!sealed.windows(6).any(|bytes| bytes == b"Hannah"), "the value stands in the file in the clear");
        assert_ne!(seal(&vault(), &key).unwrap(), sealed, "a nonce was used twice");
    }

    #[test]
    fn any_changed_byte_is_found() {
        let key = [7; 32];
        let sealed = seal(&vault(), &key).unwrap();
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(unseal(&changed, &key).is_err(), "byte {at} was changed and nobody noticed");
        }
        for length in 0..sealed.len() {
            assert!(unseal(&sealed[..length], &key).is_err(), "cut to {length} bytes and nobody noticed");
        }
        assert!(unseal(HEADER, &key).is_err());
    }
}
