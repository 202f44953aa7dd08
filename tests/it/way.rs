//! The pipeline without the command line: the way and the store in this process, workers from the program under test.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use async_trait::async_trait;
use confidant_ingest::Ingest;
use confidant_local::{Generated, LocalModel, ModelError, Pieces, Prompt, Stopped};
use confidant_pipeline::{Confidant, Home, Model, Way};
use confidant_privacy::Recognisers;
use confidant_text::RawText;
use confidant_worker::WorkerExe;
use tokio_util::sync::CancellationToken;
use zeroize::Zeroizing;

use crate::{
    loopback::{KEY, Loopback, MODEL},
    program::{Desk, PASSPHRASE},
};

/// A way without a local model.
pub fn way(home: &Home) -> Way {
    way_with(home, Err(ModelError::Absent))
}

pub fn way_with(home: &Home, model: Model) -> Way {
    Way::new(ingest(), model, home.door().unwrap()).unwrap()
}

/// A way whose masking asks these recognisers.
pub fn way_by(recognisers: Recognisers, home: &Home) -> Result<Way, confidant_pipeline::PipelineError> {
    Way::with_recognisers(recognisers, ingest(), Err(ModelError::Absent), home.door().unwrap())
}

fn ingest() -> Ingest {
    Ingest::new(WorkerExe::at(env!("CARGO_BIN_EXE_confidant")))
}

/// The store of this desk, opened.
pub async fn confidant(desk: &Desk, model: Model) -> Confidant {
    confidant_at(&desk.home(), model).await
}

/// The store of this data folder, opened.
pub async fn confidant_at(home: &Path, model: Model) -> Confidant {
    let home = Home::at(home);
    let way = way_with(&home, model);
    Confidant::open(&home, Some(Zeroizing::new(PASSPHRASE.to_owned())), way).await.unwrap()
}

/// The same with the loopback server as the provider "acme".
pub async fn confidant_asking(desk: &Desk, server: &Loopback) -> Confidant {
    let confidant = confidant(desk, Err(ModelError::Absent)).await;
    let key = Zeroizing::new(KEY.to_owned());
    confidant.save_provider("acme", &server.base_url(), MODEL, key).await.unwrap();
    confidant
}

/// A model that writes the same words every time, and after them waits to be stopped if it is told to.
pub struct Scripted {
    pub words: &'static [&'static str],
    pub then_waits: bool,
    pub asked: AtomicUsize,
}

impl Scripted {
    pub fn says(words: &'static [&'static str]) -> Arc<Self> {
        Arc::new(Self { words, then_waits: false, asked: AtomicUsize::default() })
    }

    pub fn says_and_waits(words: &'static [&'static str]) -> Arc<Self> {
        Arc::new(Self { words, then_waits: true, asked: AtomicUsize::default() })
    }
}

#[async_trait]
impl LocalModel for Scripted {
    fn id(&self) -> &str {
        "scripted"
    }

    fn context_tokens(&self) -> usize {
        4_096
    }

    async fn count(&self, text: &RawText) -> Result<usize, ModelError> {
        Ok(text.len().div_ceil(4))
    }

    async fn generate(
        &self,
        _: &Prompt,
        _: usize,
        cancel: &CancellationToken,
        sink: Pieces<'_>,
    ) -> Result<Generated, ModelError> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        self.words.iter().for_each(|word| sink(word));
        let stopped = if self.then_waits {
            cancel.cancelled().await;
            Stopped::Cancelled
        } else {
            Stopped::End
        };
        Ok(Generated { text: self.words.concat().into(), tokens: self.words.len(), stopped, left_out: 0 })
    }
}
