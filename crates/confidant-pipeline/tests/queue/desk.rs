//! A desk of its own for each test: a data folder, files, a model that is made up, and everything that was told.

use std::{
    fs,
    future::Future,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use confidant_ingest::Ingest;
use confidant_local::{Generated, LocalModel, ModelError, Pieces, Prompt, Stopped};
use confidant_pipeline::{
    Confidant, DocumentId, FileEvent, FileListener, FileNews, Found, Home, Stage, StageEvent, Way, gather, name_of,
};
use confidant_text::RawText;
use confidant_worker::WorkerExe;
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;
use zeroize::Zeroizing;

/// A test on a runtime of its own, that ends within a minute or fails.
pub fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async { tokio::time::timeout(Duration::from_mins(1), test).await.expect("it took too long") });
    runtime.shutdown_background();
}

pub fn never() -> CancellationToken {
    CancellationToken::new()
}

/// Sentences enough for a summary, different for each name.
pub fn text(name: &str) -> String {
    format!(
        "The lease {name} begins on the first of June. The rent is due on the third working day of each month. \
         The tenant pays a deposit of three monthly rents. The lease ends with three months' notice.\n"
    )
}

/// Long enough that no summary of it can do without the model.
pub fn long_text(name: &str) -> String {
    (0..60).map(|part| text(&format!("{name}/{part}"))).collect()
}

/// A model that says the same words every time, and may wait until it is stopped.
pub struct Scripted {
    waits: bool,
    pub asked: AtomicUsize,
}

#[async_trait]
impl LocalModel for Scripted {
    fn id(&self) -> &'static str {
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
        _: Pieces<'_>,
    ) -> Result<Generated, ModelError> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        if self.waits {
            cancel.cancelled().await;
        }
        let stopped = if self.waits { Stopped::Cancelled } else { Stopped::End };
        Ok(Generated { text: RawText::new("The lease begins in June."), tokens: 5, stopped, left_out: 0 })
    }
}

/// What was told of one file, without what a file's news borrows.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    pub job: u32,
    pub name: String,
    pub document: Option<DocumentId>,
    /// The stage, `kept`, `done`, `already_here`, or the code of the error.
    pub what: String,
}

pub struct Desk {
    root: TempDir,
    pub confidant: Arc<Confidant>,
    pub model: Arc<Scripted>,
    told: Arc<Mutex<Vec<Told>>>,
}

impl Desk {
    pub async fn new() -> Self {
        Self::with_model(false).await
    }

    /// Its model waits until it is stopped.
    pub async fn stuck() -> Self {
        Self::with_model(true).await
    }

    async fn with_model(waits: bool) -> Self {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("files")).unwrap();
        let model = Arc::new(Scripted { waits, asked: AtomicUsize::default() });
        let confidant = open(&root.path().join("home"), Ok(Arc::clone(&model) as Arc<dyn LocalModel>)).await;
        Self { root, confidant, model, told: Arc::default() }
    }

    pub fn files(&self) -> PathBuf {
        self.root.path().join("files")
    }

    pub fn file(&self, name: impl AsRef<Path>, contents: impl AsRef<[u8]>) -> PathBuf {
        let path = self.files().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, contents).unwrap();
        path
    }

    pub fn listener(&self) -> FileListener {
        let told = Arc::clone(&self.told);
        Arc::new(move |news| told.lock().unwrap().push(Told::of(&news)))
    }

    /// Takes these in to their ends.
    pub async fn take_in(&self, paths: &[PathBuf]) -> Vec<Told> {
        let before = self.told().len();
        let queued = self.confidant.enqueue(found(paths).await, None);
        self.confidant.take_in(queued, self.listener()).await;
        self.told().split_off(before)
    }

    pub fn told(&self) -> Vec<Told> {
        self.told.lock().unwrap().clone()
    }

    /// Waits until this was told.
    pub async fn hears(&self, holds: impl Fn(&Told) -> bool) {
        while !self.told().iter().any(&holds) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

pub async fn open(home: &Path, model: confidant_pipeline::Model) -> Arc<Confidant> {
    let home = Home::at(home);
    let way = way(&home, model);
    Arc::new(Confidant::open(&home, Some(Zeroizing::new("a passphrase for tests".to_owned())), way).await.unwrap())
}

pub fn way(home: &Home, model: confidant_pipeline::Model) -> Way {
    let ingest = Ingest::new(WorkerExe::current().unwrap()).with_patience(Duration::from_secs(20));
    Way::new(ingest, model, home.door().unwrap()).unwrap()
}

pub async fn found(paths: &[PathBuf]) -> Vec<Found> {
    gather(paths.to_vec(), &never()).await.unwrap().files
}

impl Told {
    fn of(news: &FileNews<'_>) -> Self {
        let what = match &news.what {
            FileEvent::Stage(StageEvent::Stage { stage, .. }) => stage.as_str(),
            FileEvent::Stage(_) => "words",
            FileEvent::Kept => "kept",
            FileEvent::Done => "done",
            FileEvent::AlreadyHere => "already_here",
            FileEvent::Failed(error) => error.code(),
        };
        Self { job: news.job, name: name_of(news.path), document: news.document, what: what.to_owned() }
    }

    /// Whether nothing more is told of this file.
    pub fn is_end(&self) -> bool {
        let middle = [Stage::Waiting, Stage::Reading, Stage::Tagging, Stage::Summarising].map(Stage::as_str);
        !middle.contains(&self.what.as_str()) && !["words", "kept"].contains(&self.what.as_str())
    }
}

/// How each file ended, in the order in which they ended.
pub fn ends(told: &[Told]) -> Vec<(&str, &str)> {
    told.iter().filter(|told| told.is_end()).map(|told| (told.name.as_str(), told.what.as_str())).collect()
}
