//! [`Home`]: where Confidant keeps its data on this computer, and what the environment says about it.

use std::{env, path::PathBuf};

use confidant_cloud::{Door, Network};
use confidant_store::{KeyringState, Store, StoreState, Unlock, keyring_state};
use zeroize::Zeroizing;

use crate::PipelineError;

/// Where the data lies and how it may be opened.
#[derive(Clone)]
pub struct Home {
    data: PathBuf,
    passphrase: Option<Zeroizing<String>>,
    offline: bool,
}

/// What opening the store needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockState {
    /// Nothing from the person: the keyring or the environment opens it.
    Ready,
    /// The passphrase it was made with.
    NeedsPassphrase,
    /// A passphrase of the person's choice: there is no keyring here and no store yet.
    ChoosePassphrase,
}

impl Home {
    /// `CONFIDANT_HOME`, or the place where this system keeps an app's data.
    pub fn from_environment() -> Result<Self, PipelineError> {
        let data = match env::var_os("CONFIDANT_HOME") {
            Some(folder) if !folder.is_empty() => PathBuf::from(folder),
            _ => dirs::data_dir().ok_or(PipelineError::Unknown("data folder"))?.join("confidant"),
        };
        let set = |name| env::var(name).ok().filter(|value| !value.is_empty());
        Ok(Self {
            data,
            passphrase: set("CONFIDANT_PASSPHRASE").map(Zeroizing::new),
            offline: set("CONFIDANT_OFFLINE").is_some_and(|value| value != "0"),
        })
    }

    /// This data folder, whatever the environment says.
    pub fn at(data: impl Into<PathBuf>) -> Self {
        Self { data: data.into(), passphrase: None, offline: false }
    }

    /// The data folder.
    pub fn data(&self) -> &std::path::Path {
        &self.data
    }

    /// Whether the environment forbids every socket, whatever the setting says.
    pub fn is_offline(&self) -> bool {
        self.offline
    }

    /// The door out, closed for good when the environment says so.
    pub fn door(&self) -> Result<Door, PipelineError> {
        Ok(Door::open(&Network { offline: self.offline, ..Network::default() })?)
    }

    /// Where models may lie, the person's own first: those that `CONFIDANT_MODELS` lists, the data folder, beside the program, and for a
    /// program run from its build folder the project's own `models/cache` and `models/tagger/weights`.
    pub fn model_folders(&self) -> Vec<PathBuf> {
        let program = env::current_exe().ok().and_then(|program| program.parent().map(PathBuf::from));
        let beside = program.iter().flat_map(|folder| {
            let inside = ["models", "../lib/confidant/models", "../../models/cache", "../../models/tagger/weights"];
            inside.map(|inside| folder.join(inside))
        });
        let named = env::var_os("CONFIDANT_MODELS").unwrap_or_default();
        env::split_paths(&named)
            .filter(|folder| !folder.as_os_str().is_empty())
            .chain([self.data.join("models")])
            .chain(beside)
            .collect()
    }

    /// What opening the store needs. Asks the keyring when there is no store yet.
    pub async fn lock_state(&self) -> Result<LockState, PipelineError> {
        if self.passphrase.is_some() {
            return Ok(LockState::Ready);
        }
        Ok(match Store::state(&self.data)? {
            StoreState::ByKeyring => LockState::Ready,
            StoreState::ByPassphrase => LockState::NeedsPassphrase,
            StoreState::NotCreated => match keyring_state().await {
                KeyringState::Available => LockState::Ready,
                KeyringState::Absent => LockState::ChoosePassphrase,
            },
        })
    }

    /// Opens the store, by the passphrase that was given or that the environment holds, otherwise by the keyring.
    pub(crate) async fn open(&self, passphrase: Option<Zeroizing<String>>) -> Result<Store, PipelineError> {
        let by_keyring = Store::state(&self.data)? == StoreState::ByKeyring;
        let unlock = match passphrase.or_else(|| self.passphrase.clone()) {
            Some(passphrase) if !by_keyring => Unlock::Passphrase(passphrase),
            _ => Unlock::Keyring,
        };
        Ok(Store::open(&self.data, unlock).await?)
    }
}
