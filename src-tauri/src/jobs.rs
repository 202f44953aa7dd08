//! Work that outlives the command that started it: each job runs on the runtime and tells all windows how far it is.

use std::{
    collections::HashMap,
    future::Future,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use confidant_pipeline::{
    Confidant, FileEvent, FileListener, FileNews, Job, PipelineError, Queued, StageEvent, name_of,
};
use tauri::{AppHandle, Manager};
use tauri_specta::Event;
use tokio_util::sync::CancellationToken;

use crate::{
    core::Core,
    wire::{ErrorDto, GatheredDto, JobDto, JobEventDto, LibraryChanged},
};

/// What a job is about; every event of the job repeats it.
#[derive(Clone, Default)]
pub struct About {
    pub work: &'static str,
    pub document: Option<String>,
    pub chat: Option<String>,
    pub label: Option<String>,
}

/// A running job and who hears of it.
pub struct Told {
    app: AppHandle,
    job: Job,
    about: About,
}

impl Told {
    fn new(app: &AppHandle, job: Job, about: About) -> Self {
        Self { app: app.clone(), job, about }
    }

    fn tell(&self, event: JobEventDto) {
        let About { work, document, chat, label } = self.about.clone();
        // With no window open nobody listens; what the job saves is there when one opens.
        JobDto { id: self.job.id(), work: work.into(), document, chat, label, event }.emit(&self.app).ok();
    }

    /// What the pipeline calls while it works.
    pub fn events(&self) -> impl Fn(StageEvent) + Send + Sync + '_ {
        |event| self.tell(event.into())
    }

    fn end<T>(&self, result: &Result<T, PipelineError>) {
        self.tell(match result {
            Ok(_) => JobEventDto::Done,
            Err(error) if error.is_cancelled() => JobEventDto::Cancelled,
            Err(error) => JobEventDto::Failed { error: error.into() },
        });
    }
}

/// Runs `work` as a job and returns its number at once.
pub fn start<F, W>(app: &AppHandle, core: Arc<Confidant>, about: About, work: W) -> u32
where
    W: FnOnce(Arc<Confidant>, Arc<Told>) -> F + Send + 'static,
    F: Future<Output = Result<(), PipelineError>> + Send,
{
    let told = Arc::new(Told::new(app, core.jobs().start(), about));
    let id = told.job.id();
    tauri::async_runtime::spawn(async move {
        let result = work(core, Arc::clone(&told)).await;
        told.end(&result);
    });
    id
}

/// Runs `work` as a job, for a command that waits for what comes of it.
pub async fn run<F, W, T>(app: &AppHandle, core: Arc<Confidant>, about: About, work: W) -> Result<T, PipelineError>
where
    W: FnOnce(Arc<Confidant>, Arc<Told>) -> F,
    F: Future<Output = Result<T, PipelineError>>,
{
    let told = Arc::new(Told::new(app, core.jobs().start(), about));
    let result = work(core, Arc::clone(&told)).await;
    told.end(&result);
    result
}

impl Told {
    /// What stops the job.
    pub fn cancel(&self) -> &CancellationToken {
        self.job.cancel()
    }
}

/// Takes in files, and the files in folders. The page is told what was found and what was left out.
pub fn take_in(app: &AppHandle, paths: Vec<PathBuf>) {
    if paths.is_empty() {
        return;
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let Ok(core) = app.state::<Core>().get().await else {
            return app.state::<WaitingFiles>().hold(paths);
        };
        let gathered = core.gather(paths).await;
        GatheredDto::of(&gathered).emit(&app).ok();
        let files = gathered.map(|gathered| gathered.files).unwrap_or_default();
        let queued = core.enqueue(files, None);
        core.take_in(queued, listener(&app)).await;
    });
}

/// Who tells the page, and keeps what a password is asked for.
fn listener(app: &AppHandle) -> FileListener {
    let app = app.clone();
    Arc::new(move |news: FileNews<'_>| {
        let FileNews { job, path, document, what } = news;
        let event: JobEventDto = match what {
            FileEvent::Stage(event) => event.into(),
            FileEvent::Kept => {
                LibraryChanged.emit(&app).ok();
                return;
            }
            FileEvent::Done => JobEventDto::Done,
            FileEvent::AlreadyHere => JobEventDto::AlreadyHere,
            FileEvent::Failed(error) if error.is_cancelled() => JobEventDto::Cancelled,
            FileEvent::Failed(error) => {
                if error.asks_for_a_password() {
                    app.state::<LockedFiles>().held().insert(job, path.to_owned());
                }
                JobEventDto::Failed { error: error.into() }
            }
        };
        let (document, label) = (document.map(|id| id.to_string()), Some(name_of(path)));
        JobDto { id: job, work: "document".into(), document, chat: None, label, event }.emit(&app).ok();
    })
}

/// Files that came while the store was locked. They are taken in when it opens.
#[derive(Default)]
pub struct WaitingFiles(Mutex<Vec<PathBuf>>);

impl WaitingFiles {
    fn held(&self) -> MutexGuard<'_, Vec<PathBuf>> {
        // Whole after every statement that changes it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn hold(&self, files: Vec<PathBuf>) {
        self.held().extend(files);
    }
}

/// The store is open: takes in what came before.
pub fn take_in_waiting(app: &AppHandle) {
    let files = std::mem::take(&mut *app.state::<WaitingFiles>().held());
    if !files.is_empty() {
        take_in(app, files);
    }
}

/// The files that wait for their password, by the job that found them locked. The page knows the number only.
#[derive(Default)]
pub struct LockedFiles(Mutex<HashMap<u32, PathBuf>>);

impl LockedFiles {
    fn held(&self) -> MutexGuard<'_, HashMap<u32, PathBuf>> {
        // Whole after every statement that changes it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Takes a locked file in with its password, as a new job.
pub async fn take_in_locked(app: &AppHandle, job: u32, password: String) -> Result<u32, ErrorDto> {
    let core = app.state::<Core>().get().await?;
    let file = app.state::<LockedFiles>().held().remove(&job).ok_or(PipelineError::Unknown("locked file"))?;
    let found = core.gather(vec![file]).await?;
    let queued = core.enqueue(found.files, Some(password));
    let id = queued.first().map(Queued::job).ok_or(PipelineError::Unknown("locked file"))?;
    let listener = listener(app);
    tauri::async_runtime::spawn(async move { core.take_in(queued, listener).await });
    Ok(id)
}

impl From<StageEvent> for JobEventDto {
    fn from(event: StageEvent) -> Self {
        match event {
            StageEvent::Stage { stage, done, total } => Self::Stage { stage: stage.as_str().into(), done, total },
            StageEvent::Delta(text) => Self::Delta { text },
            StageEvent::Sentence(sentence) => Self::Sentence { sentence: sentence.into() },
        }
    }
}
