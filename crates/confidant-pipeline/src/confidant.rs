//! [`Confidant`]: the way with everything kept in the encrypted store.

use std::{
    collections::HashMap,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use confidant_cloud::{Key, Kind, Provider};
use confidant_privacy::Digest;
use confidant_store::{ProviderRecord, Store, setting};
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use crate::{Home, Jobs, Model, PipelineError, Way, escalation::Awaiting, pictures::EASELS, queue::Queue};

/// The app without its faces: the way, the store, and what is going on now.
pub struct Confidant {
    pub(crate) way: Way,
    pub(crate) store: Store,
    pub(crate) awaiting: Mutex<HashMap<Digest, Awaiting>>,
    pub(crate) queue: Queue,
    /// Who may draw a page now.
    pub(crate) easels: Semaphore,
    jobs: Jobs,
    offline: AtomicBool,
    offline_by_environment: bool,
}

impl Confidant {
    /// Opens the store, or makes it, and puts everything together. Without a passphrase the environment's or the keyring's key
    /// opens it.
    pub async fn open(home: &Home, passphrase: Option<Zeroizing<String>>, way: Way) -> Result<Self, PipelineError> {
        let store = home.open(passphrase).await?;
        let offline = store.setting(&setting::OFFLINE).await?.unwrap_or(false);
        Ok(Self {
            way,
            store,
            awaiting: Mutex::default(),
            queue: Queue::default(),
            easels: Semaphore::new(EASELS),
            jobs: Jobs::default(),
            offline: AtomicBool::new(offline),
            offline_by_environment: home.is_offline(),
        })
    }

    /// Stops all work and closes the store.
    pub async fn close(&self) {
        self.jobs.cancel_all();
        self.store.clone().close().await;
    }

    /// What runs now.
    pub fn jobs(&self) -> &Jobs {
        &self.jobs
    }

    /// The local model, or why there is none.
    pub fn model(&self) -> &Model {
        self.way.model()
    }

    /// Whether nothing may leave, whoever asks.
    pub fn is_offline(&self) -> bool {
        self.offline_by_environment || self.offline.load(Ordering::SeqCst)
    }

    /// Forbids or allows sends. It is in force before it is saved when it forbids, and only after when it allows.
    pub async fn set_offline(&self, on: bool) -> Result<(), PipelineError> {
        if on {
            self.offline.store(true, Ordering::SeqCst);
        }
        self.store.set(&setting::OFFLINE, &on).await?;
        self.offline.store(on, Ordering::SeqCst);
        Ok(())
    }

    /// Whether the first-run page was read.
    pub async fn welcomed(&self) -> Result<bool, PipelineError> {
        Ok(self.store.setting(&setting::FIRST_RUN_DONE).await?.unwrap_or(false))
    }

    /// The first-run page was read.
    pub async fn set_welcomed(&self) -> Result<(), PipelineError> {
        Ok(self.store.set(&setting::FIRST_RUN_DONE, &true).await?)
    }

    /// The shortcut of the quick prompt, if the person chose one.
    pub async fn shortcut(&self) -> Result<Option<String>, PipelineError> {
        Ok(self.store.setting(&setting::SHORTCUT).await?)
    }

    /// Keeps another shortcut.
    pub async fn set_shortcut(&self, keys: &str) -> Result<(), PipelineError> {
        Ok(self.store.set(&setting::SHORTCUT, &keys.to_owned()).await?)
    }

    /// Who may be asked.
    pub async fn providers(&self) -> Result<Vec<Provider>, PipelineError> {
        self.store.providers().await?.iter().map(provider).collect()
    }

    /// Keeps a provider, and its key unless that is empty.
    pub async fn save_provider(
        &self,
        name: &str,
        base_url: &str,
        model: &str,
        key: Zeroizing<String>,
    ) -> Result<(), PipelineError> {
        let checked = Provider::new(name, Kind::OpenAi, base_url, model).map_err(PipelineError::Provider)?;
        let record = ProviderRecord {
            name: checked.name().to_owned(),
            kind: checked.kind().name().to_owned(),
            base_url: checked.base_url().to_owned(),
            model: checked.model().to_owned(),
        };
        if !key.trim().is_empty() {
            Key::new(&key).map_err(PipelineError::Key)?;
        }
        self.store.save_provider(&record).await?;
        if !key.trim().is_empty() {
            self.store.set_provider_key(&record.name, &Zeroizing::new(key.trim().to_owned())).await?;
        }
        Ok(())
    }

    /// Forgets a provider and its key.
    pub async fn remove_provider(&self, name: &str) -> Result<(), PipelineError> {
        Ok(self.store.remove_provider(name).await?)
    }

    pub(crate) async fn provider(&self, name: &str) -> Result<Provider, PipelineError> {
        provider(&self.store.provider(name).await?.ok_or(PipelineError::Unknown("provider"))?)
    }

    pub(crate) async fn key(&self, provider: &str) -> Result<Key, PipelineError> {
        let key = self.store.provider_key(provider).await?.ok_or(PipelineError::Unknown("key for this provider"))?;
        Key::new(&key).map_err(PipelineError::Key)
    }

    pub(crate) fn awaiting_lock(&self) -> MutexGuard<'_, HashMap<Digest, Awaiting>> {
        // Whole after every statement that changes it.
        self.awaiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn provider(record: &ProviderRecord) -> Result<Provider, PipelineError> {
    let kind = record.kind.parse().map_err(PipelineError::Provider)?;
    Provider::new(&record.name, kind, &record.base_url, &record.model).map_err(PipelineError::Provider)
}
