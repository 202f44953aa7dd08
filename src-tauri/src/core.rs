//! [`Core`]: the open store, or what is still needed to open it.

use std::sync::Arc;

use confidant_ingest::Ingest;
use confidant_llama::Tagger;
use confidant_pipeline::{Confidant, Home, LockState, PipelineError, Way};
use confidant_worker::WorkerExe;
use tokio::sync::RwLock;
use zeroize::Zeroizing;

use crate::wire::ErrorDto;

/// The binary that reads files and runs the model: the command line's, which loads no desktop libraries.
const WORKER: &str = "confidant";

/// The pipeline behind the windows. Until the store is open every command answers `locked`.
pub struct Core {
    home: Home,
    open: RwLock<Option<Arc<Confidant>>>,
}

impl Core {
    /// Nothing is opened yet.
    pub fn new(home: Home) -> Self {
        Self { home, open: RwLock::default() }
    }

    /// The pipeline, if the store is open.
    pub async fn get(&self) -> Result<Arc<Confidant>, ErrorDto> {
        self.open.read().await.clone().ok_or_else(ErrorDto::locked)
    }

    /// Opens the store with the keyring where that is how it was made; otherwise tells what is needed.
    pub async fn unlock(&self, passphrase: Option<String>) -> Result<LockState, PipelineError> {
        let mut open = self.open.write().await;
        if open.is_some() {
            return Ok(LockState::Ready);
        }
        let passphrase = match (self.home.lock_state().await?, passphrase) {
            (LockState::Ready, _) => None,
            (_, Some(passphrase)) => Some(Zeroizing::new(passphrase)),
            (locked, None) => return Ok(locked),
        };
        let exe = WorkerExe::beside(WORKER).map_err(|_| PipelineError::Incomplete)?;
        let model = confidant_llama::starter(&exe, self.home.model_folders()).await;
        let recognisers = Tagger::beside_rules(exe.clone(), self.home.model_folders())?;
        let way = Way::with_recognisers(recognisers, Ingest::new(exe), model, self.home.door()?)?;
        *open = Some(Arc::new(Confidant::open(&self.home, passphrase, way).await?));
        Ok(LockState::Ready)
    }
}
