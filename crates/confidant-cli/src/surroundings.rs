//! [`Surroundings`]: what a call finds when it starts: the data folder, the local model, the store, the Ctrl-C key.

use std::sync::atomic::{AtomicU32, Ordering};

use confidant_ingest::Ingest;
use confidant_llama::Tagger;
use confidant_local::ModelError;
use confidant_pipeline::{Confidant, Home, LockState, Model, PipelineError, Stage, StageEvent, Way};
use confidant_privacy::Recognisers;
use confidant_store::{Store, StoreState, Unlock};
use confidant_worker::WorkerExe;
use tokio_util::sync::CancellationToken;
use zeroize::Zeroizing;

use crate::{failure::Failure, output};

/// What a call finds when it starts.
pub struct Surroundings {
    /// Where the data lies.
    pub home: Home,
    /// Fires at Ctrl-C.
    pub cancel: CancellationToken,
}

impl Surroundings {
    /// Reads the environment. Nothing is opened or started.
    pub fn new(cancel: CancellationToken) -> Result<Self, Failure> {
        Ok(Self { home: Home::from_environment()?, cancel })
    }

    /// The way, with the local model where there is one.
    pub async fn way(&self) -> Result<Way, Failure> {
        let model = confidant_llama::starter(&exe()?, self.home.model_folders()).await;
        self.way_with(model, Ingest::new(exe()?))
    }

    /// The way for calls that ask no model: none is looked for.
    pub fn way_without_model(&self) -> Result<Way, Failure> {
        self.way_with(Err(ModelError::Start), Ingest::new(exe()?))
    }

    /// The same for calls that read files and leave pictures unread.
    pub fn way_without_recognition(&self) -> Result<Way, Failure> {
        self.way_with(Err(ModelError::Start), Ingest::new(exe()?).without_recognition())
    }

    fn way_with(&self, model: Model, ingest: Ingest) -> Result<Way, Failure> {
        Ok(Way::with_recognisers(self.recognisers()?, ingest, model, self.home.door()?)?)
    }

    /// Everybody who has a say in what is sensitive.
    pub fn recognisers(&self) -> Result<Recognisers, Failure> {
        Ok(Tagger::beside_rules(exe()?, self.home.model_folders()).map_err(PipelineError::from)?)
    }

    /// The way with everything that is kept, for calls that need providers or the ledger.
    pub async fn confidant(&self, way: Way) -> Result<Confidant, Failure> {
        let passphrase = self.passphrase().await?;
        Ok(Confidant::open(&self.home, passphrase, way).await?)
    }

    /// The store alone.
    pub async fn store(&self) -> Result<Store, Failure> {
        let unlock = self.passphrase().await?.map_or(Unlock::Keyring, Unlock::Passphrase);
        Ok(Store::open(self.home.data(), unlock).await?)
    }

    /// The passphrase that opens the store, or that a new one gets; none where the keyring serves.
    async fn passphrase(&self) -> Result<Option<Zeroizing<String>>, Failure> {
        if Store::state(self.home.data())? == StoreState::ByKeyring {
            return Ok(None);
        }
        if let Some(given) = std::env::var("CONFIDANT_PASSPHRASE").ok().filter(|given| !given.is_empty()) {
            return Ok(Some(Zeroizing::new(given)));
        }
        match self.home.lock_state().await? {
            LockState::Ready => Ok(None),
            LockState::NeedsPassphrase => ask("Passphrase of Confidant's store: ").await.map(Some),
            LockState::ChoosePassphrase => {
                output::note("There is no keyring here, so a passphrase will protect what Confidant keeps.");
                let chosen = ask("Choose a passphrase: ").await?;
                let again = ask("Once more: ").await?;
                if chosen == again { Ok(Some(chosen)) } else { Err(Failure::PassphrasesDiffer) }
            }
        }
    }
}

/// Asks on the terminal, without showing what is typed.
async fn ask(prompt: &'static str) -> Result<Zeroizing<String>, Failure> {
    let asked = tokio::task::spawn_blocking(move || rpassword::prompt_password(prompt)).await;
    match asked {
        Ok(Ok(answer)) => Ok(Zeroizing::new(answer)),
        Ok(Err(_)) | Err(_) => Err(Failure::NoTerminal),
    }
}

/// This very program: its workers are started from it.
fn exe() -> Result<WorkerExe, Failure> {
    WorkerExe::current().map_err(|_| Failure::Pipeline(PipelineError::Internal))
}

/// Tells the pages as they are done, each tenth of a long document once, on standard error.
#[derive(Default)]
pub struct PageCount(AtomicU32);

impl PageCount {
    /// Hears an event of a job.
    pub fn hear(&self, event: &StageEvent) {
        let StageEvent::Stage { stage: stage @ (Stage::Reading | Stage::Summarising), done, total } = *event else {
            return;
        };
        if total == 0 {
            return;
        }
        let tenth = done.saturating_mul(10) / total;
        let long_enough = total >= 10 && done < total;
        if self.0.swap(tenth, Ordering::Relaxed) != tenth && long_enough && tenth > 0 {
            tracing::info!(stage = stage.as_str(), done, total, "pages");
            output::note(&format!("{}: page {done} of {total}", stage.as_str()));
        }
    }
}
