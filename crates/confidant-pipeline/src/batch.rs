//! [`Batch`]: files that are read ahead, a few at a time, and handed out in their order. Nothing is kept.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    path::PathBuf,
    sync::Arc,
};

use tokio::task::JoinHandle;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::{
    Case, Found, PipelineError, StageEvent, Way,
    lanes::{Lane, Lanes},
    queue::{LARGE, at_once, digest_of},
};

/// What became of a file.
pub enum FileRead {
    /// Its document.
    Case(Case),
    /// An earlier file has the same content; this one was not read.
    SameAs(PathBuf),
}

/// Hears how far the readings are.
pub type BatchListener = Arc<dyn Fn(StageEvent) + Send + Sync>;

/// Files that are read ahead. Dropping it stops the readings.
pub struct Batch {
    way: Arc<Way>,
    waiting: VecDeque<Found>,
    ahead: VecDeque<(Found, Ahead)>,
    lanes: Lanes,
    /// Contents that are read or will be, as they were when their turn came.
    seen: HashSet<[u8; 32]>,
    /// Contents that were read, and where.
    read: HashMap<[u8; 32], PathBuf>,
    password: Option<String>,
    told: BatchListener,
    stop: CancellationToken,
    _stops: DropGuard,
}

enum Ahead {
    Reading(JoinHandle<Result<Case, PipelineError>>),
    SameAs([u8; 32]),
}

impl Batch {
    /// Nothing is read before the first [`next`](Self::next).
    pub fn new(
        way: Arc<Way>,
        files: Vec<Found>,
        password: Option<String>,
        cancel: &CancellationToken,
        told: BatchListener,
    ) -> Self {
        let stop = cancel.child_token();
        Self {
            way,
            waiting: files.into(),
            ahead: VecDeque::new(),
            lanes: Lanes::new(at_once()),
            seen: HashSet::new(),
            read: HashMap::new(),
            password,
            told,
            _stops: stop.clone().drop_guard(),
            stop,
        }
    }

    /// The next file and what became of it. A file that cannot be read stops no other. None after the last one, and after the
    /// caller has cancelled.
    pub async fn next(&mut self) -> Option<(Found, Result<FileRead, PipelineError>)> {
        self.read_ahead().await;
        let (file, ahead) = self.ahead.pop_front()?;
        let read = match ahead {
            Ahead::SameAs(digest) => match self.read.get(&digest) {
                Some(path) => Ok(FileRead::SameAs(path.clone())),
                // The earlier file was not read, or it was another by then.
                None => self.read_now(&file, digest).await.map(FileRead::Case),
            },
            Ahead::Reading(reading) => {
                let read = reading.await.unwrap_or_else(|error| Err(error.into()));
                if let Ok(case) = &read {
                    self.read.entry(case.digest).or_insert_with(|| file.path.clone());
                }
                read.map(FileRead::Case)
            }
        };
        if self.stop.is_cancelled() { None } else { Some((file, read)) }
    }

    /// Starts what there is room for. At least one reading is under way or done then, if a file is left.
    async fn read_ahead(&mut self) {
        while self.ahead.len() < self.lanes.width() {
            let Some(next) = self.waiting.front() else { return };
            let mut ticket = self.lanes.ask(0, next.bytes >= LARGE);
            let lane = match ticket.try_turn() {
                Some(lane) => lane,
                None if self.ahead.is_empty() => match ticket.turn(&self.stop).await {
                    Some(lane) => lane,
                    None => return,
                },
                None => return,
            };
            let Some(file) = self.waiting.pop_front() else { return };
            let ahead = self.start(&file, lane).await;
            self.ahead.push_back((file, ahead));
        }
    }

    async fn read_now(&mut self, file: &Found, digest: [u8; 32]) -> Result<Case, PipelineError> {
        let case = self.way.read(&file.path, self.password.as_deref(), &self.stop, &*self.told).await?;
        self.read.insert(digest, file.path.clone());
        Ok(case)
    }

    async fn start(&mut self, file: &Found, lane: Lane) -> Ahead {
        let digest = digest_of(&file.path, &self.stop).await.ok().flatten();
        if let Some(digest) = digest.filter(|digest| !self.seen.insert(*digest)) {
            return Ahead::SameAs(digest);
        }
        let (way, path, told) = (Arc::clone(&self.way), file.path.clone(), Arc::clone(&self.told));
        let (password, stop) = (self.password.clone(), self.stop.clone());
        Ahead::Reading(tokio::spawn(async move {
            let read = way.read(&path, password.as_deref(), &stop, &*told).await;
            drop(lane);
            read
        }))
    }
}
