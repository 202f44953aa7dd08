//! Work that outlives the command that started it: each job runs on the runtime and tells all windows how far it is.

use std::{
    collections::HashMap,
    future::Future,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use confidant_pipeline::{Confidant, Job, PipelineError, StageEvent};
use tauri::{AppHandle, Manager};
use tauri_specta::Event;

use crate::{
    core::Core,
    wire::{ErrorDto, JobDto, JobEventDto, LibraryChanged},
};

/// What a job is about; every event of the job repeats it.
#[derive(Clone, Default)]
pub struct About {
    pub work: &'static str,
    pub document: Option<String>,
    pub chat: Option<String>,
    pub label: Option<String>,
}

impl About {
    fn file(file: &Path) -> Self {
        let label = file.file_name().map(|name| name.to_string_lossy().into_owned());
        Self { work: "document", label, ..Self::default() }
    }
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

    fn end(&self, result: Result<(), PipelineError>) {
        self.tell(match result {
            Ok(()) => JobEventDto::Done,
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
        told.end(result);
    });
    id
}

impl Told {
    /// What stops the job.
    pub fn cancel(&self) -> &tokio_util::sync::CancellationToken {
        self.job.cancel()
    }
}

/// Takes files in one after the other: each is read, tagged, saved and summarised, and one that fails stops no other.
pub fn take_in(app: &AppHandle, files: Vec<PathBuf>) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let Ok(core) = app.state::<Core>().get().await else {
            return app.state::<WaitingFiles>().hold(files);
        };
        let jobs: Vec<(PathBuf, Told)> = files
            .into_iter()
            .map(|file| {
                let told = Told::new(&app, core.jobs().start(), About::file(&file));
                told.tell(JobEventDto::Stage { stage: "waiting".into(), done: 0, total: 0 });
                (file, told)
            })
            .collect();
        for (file, told) in jobs {
            take_in_one(&core, file, None, told).await;
        }
    });
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
    let told = Told::new(app, core.jobs().start(), About::file(&file));
    let id = told.job.id();
    tauri::async_runtime::spawn(async move { take_in_one(&core, file, Some(password), told).await });
    Ok(id)
}

async fn take_in_one(core: &Confidant, file: PathBuf, password: Option<String>, mut told: Told) {
    let result = read_and_summarise(core, &file, password.as_deref(), &mut told).await;
    if result.as_ref().is_err_and(PipelineError::asks_for_a_password) {
        told.app.state::<LockedFiles>().held().insert(told.job.id(), file);
    }
    told.end(result);
}

async fn read_and_summarise(
    core: &Confidant,
    file: &Path,
    password: Option<&str>,
    told: &mut Told,
) -> Result<(), PipelineError> {
    let id = core.add_document(file, password, told.job.cancel(), &told.events()).await?;
    told.about.document = Some(id.to_string());
    LibraryChanged.emit(&told.app).ok();
    core.summarise(id, told.job.cancel(), &told.events()).await
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
