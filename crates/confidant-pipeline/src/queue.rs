//! Many files at once. Several are read at a time, each by a worker of its own; behind that, one after the other is tagged and
//! summarised, whoever was named first ahead of the others. What goes wrong with one file ends that file and no other.
//!
//! ```text
//! wait ─▶ read (a few at a time, a large one alone) ─▶ keep ─▶ wait ─▶ tag ─▶ summarise
//!           └─ the same content is here: "already here"      (one at a time, in order)
//! ```
//! A document is kept as soon as it is read and its pages leave memory, so what waits for its turn costs nothing.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use confidant_ingest::IngestError;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use zeroize::Zeroizing;

use crate::{
    Confidant, DocumentId, Found, Gathered, Job, PipelineError, Stage, StageEvent,
    claims::Claims,
    gather::gather,
    lanes::{Lanes, Ticket},
};

/// Each reading has a worker that may take two gigabytes.
const AT_ONCE: usize = 4;
/// A file of this size is read alone: unpacked it may be many times as large.
pub(crate) const LARGE: u64 = 32 << 20;

/// How many files are read at a time on this computer.
pub(crate) fn at_once() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from).min(AT_ONCE)
}

/// Who waits for what.
pub(crate) struct Queue {
    reading: Lanes,
    behind: Lanes,
    claims: Claims,
    /// Stops all that is in the queue now.
    stop: Mutex<CancellationToken>,
}

impl Default for Queue {
    fn default() -> Self {
        Self {
            reading: Lanes::new(at_once()),
            behind: Lanes::new(1),
            claims: Claims::default(),
            stop: Mutex::default(),
        }
    }
}

/// A file that has its place in the queue. Dropping it gives the place up.
pub struct Queued {
    file: Found,
    password: Option<Zeroizing<String>>,
    job: Job,
    place: u64,
    ticket: Ticket,
}

impl Queued {
    /// The number of its job, by which it can be stopped.
    pub fn job(&self) -> u32 {
        self.job.id()
    }

    /// Where the file lies.
    pub fn path(&self) -> &Path {
        &self.file.path
    }
}

/// What is told of a file in the queue.
#[derive(Debug)]
pub struct FileNews<'a> {
    /// The number of its job.
    pub job: u32,
    /// Where it lies.
    pub path: &'a Path,
    /// The document that it became, or that was here already.
    pub document: Option<DocumentId>,
    /// What happened.
    pub what: FileEvent,
}

/// What happened to a file in the queue.
#[derive(Debug)]
pub enum FileEvent {
    /// How far it is.
    Stage(StageEvent),
    /// It is in the library, not yet tagged.
    Kept,
    /// All is done. Nothing more is told of it.
    Done,
    /// A file with the same content is in the library, and nothing was done. Nothing more is told of it.
    AlreadyHere,
    /// It ended before its time, or was stopped; what was kept stays. Nothing more is told of it.
    Failed(PipelineError),
}

/// Who hears what becomes of the files.
pub type FileListener = Arc<dyn Fn(FileNews<'_>) + Send + Sync>;

impl Confidant {
    /// Finds the files that are named, and those in folders that are named; [`cancel_queue`](Self::cancel_queue) stops it.
    pub async fn gather(&self, paths: Vec<PathBuf>) -> Result<Gathered, PipelineError> {
        let stop = self.queue.stop.lock().unwrap_or_else(PoisonError::into_inner).clone();
        gather(paths, &stop).await
    }

    /// Gives files their places at the end of the queue, in this order. A file whose password was just typed goes to the front:
    /// somebody waits for it.
    pub fn enqueue(&self, files: Vec<Found>, password: Option<String>) -> Vec<Queued> {
        let password = password.map(Zeroizing::new);
        let stop = self.queue.stop.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let queued = files.into_iter().map(|file| {
            let job = self.jobs().start_below(&stop);
            let place = if password.is_some() { 0 } else { u64::from(job.id()) };
            let ticket = self.queue.reading.ask(place, file.bytes >= LARGE);
            Queued { file, password: password.clone(), job, place, ticket }
        });
        queued.collect()
    }

    /// Takes in what has its place in the queue, and tells how it goes. Each file ends by exactly one of
    /// [`FileEvent::Done`], [`FileEvent::AlreadyHere`] and [`FileEvent::Failed`].
    pub async fn take_in(self: &Arc<Self>, files: Vec<Queued>, told: FileListener) {
        let mut tellers = HashMap::new();
        let mut running = JoinSet::new();
        let files: Vec<(Queued, Arc<Teller>)> = files
            .into_iter()
            .map(|queued| {
                let (job, path) = (queued.job(), queued.file.path.clone());
                (queued, Arc::new(Teller { job, path, document: OnceLock::new(), told: Arc::clone(&told) }))
            })
            .collect();
        for (_, teller) in &files {
            teller.say(FileEvent::Stage(StageEvent::at(Stage::Waiting)));
        }
        for (queued, teller) in files {
            let task = running.spawn(Arc::clone(self).follow(queued, Arc::clone(&teller)));
            tellers.insert(task.id(), teller);
        }
        while let Some(ended) = running.join_next_with_id().await {
            let (task, event) = match ended {
                Ok((task, Ok(event))) => (task, event),
                Ok((task, Err(error))) => (task, FileEvent::Failed(error)),
                // A panic in one file is the end of that file.
                Err(error) => (error.id(), FileEvent::Failed(error.into())),
            };
            if let Some(teller) = tellers.remove(&task) {
                teller.say(event);
            }
        }
    }

    /// Stops all files that are in the queue now. Other jobs go on.
    pub fn cancel_queue(&self) {
        let mut stop = self.queue.stop.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *stop).cancel();
    }

    async fn follow(self: Arc<Self>, queued: Queued, teller: Arc<Teller>) -> Result<FileEvent, PipelineError> {
        let Queued { file, password, job, place, ticket } = queued;
        let cancel = job.cancel();
        let events = |event| teller.say(FileEvent::Stage(event));

        let lane = ticket.turn(cancel).await.ok_or(IngestError::Cancelled)?;
        events(StageEvent::at(Stage::Reading));
        let claim = match digest_of(&file.path, cancel).await? {
            Some(digest) => {
                let claim = self.queue.claims.claim(digest, cancel).await.ok_or(IngestError::Cancelled)?;
                if let Some(id) = self.store.find_document(digest).await?
                    && !self.lacks_its_file(id).await?
                {
                    teller.became(id);
                    return Ok(FileEvent::AlreadyHere);
                }
                Some(claim)
            }
            // What is wrong with it is for its reader to say.
            None => None,
        };
        let password = password.as_ref().map(|word| word.as_str());
        // The pages are not needed before its turn comes; until then they lie in the store.
        let (id, _) = self.read_and_keep(&file.path, password, cancel, &events).await?;
        teller.became(id);
        teller.say(FileEvent::Kept);
        drop((claim, lane));

        events(StageEvent::at(Stage::Waiting));
        let turn = self.queue.behind.ask(place, false).turn(cancel).await.ok_or(IngestError::Cancelled)?;
        events(StageEvent::at(Stage::Tagging));
        // A scan cannot be stopped in the middle. Who cancels need not wait for its end, but the next file does: the task
        // keeps the turn until then.
        let confidant = Arc::clone(&self);
        let tagging = tokio::spawn(async move {
            let case = confidant.case(id).await?;
            confidant.tag(id, &case).await.map(|()| turn)
        });
        let _turn = cancel.run_until_cancelled(tagging).await.ok_or(IngestError::Cancelled)???;
        self.summarise(id, cancel, &events).await?;
        Ok(FileEvent::Done)
    }
}

/// The digest of a file before it is read; none if it cannot be read.
pub(crate) async fn digest_of(path: &Path, cancel: &CancellationToken) -> Result<Option<[u8; 32]>, PipelineError> {
    let path = path.to_owned();
    let looking = tokio::task::spawn_blocking(move || confidant_ingest::digest(&path).ok());
    Ok(cancel.run_until_cancelled(looking).await.ok_or(IngestError::Cancelled)??)
}

/// Tells what becomes of one file.
struct Teller {
    job: u32,
    path: PathBuf,
    document: OnceLock<DocumentId>,
    told: FileListener,
}

impl Teller {
    fn became(&self, id: DocumentId) {
        // It becomes one document.
        self.document.set(id).ok();
    }

    fn say(&self, what: FileEvent) {
        (self.told)(FileNews { job: self.job, path: &self.path, document: self.document.get().copied(), what });
    }
}
