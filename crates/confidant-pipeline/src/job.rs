//! A job: work that a person started, can watch and can stop.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

use confidant_local::Sentence;
use tokio_util::sync::CancellationToken;

/// Where in the way the work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Others are ahead of it.
    Waiting,
    /// The file becomes a document.
    Reading,
    /// What is sensitive is found.
    Tagging,
    /// The local model summarises.
    Summarising,
    /// The local model answers.
    Answering,
    /// The approved bytes are on their way out.
    Sending,
    /// The provider answers.
    Receiving,
    /// The local model goes over the restored answer.
    Refining,
    /// A masked copy is drawn, written and read back.
    Exporting,
}

impl Stage {
    /// The word that the faces use for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Reading => "reading",
            Self::Tagging => "tagging",
            Self::Summarising => "summarising",
            Self::Answering => "answering",
            Self::Sending => "sending",
            Self::Receiving => "receiving",
            Self::Refining => "refining",
            Self::Exporting => "exporting",
        }
    }
}

/// What a job tells while it works.
#[derive(Clone, Debug)]
pub enum StageEvent {
    /// It is here; `done` of `total` pages, or 0 of 0 where pages do not count.
    Stage {
        /// Where.
        stage: Stage,
        /// Pages done.
        done: u32,
        /// Pages in all.
        total: u32,
    },
    /// The next piece of streamed text.
    Delta(String),
    /// A finished sentence of the summary.
    Sentence(Sentence),
}

impl StageEvent {
    /// A stage that does not count pages.
    pub fn at(stage: Stage) -> Self {
        Self::Stage { stage, done: 0, total: 0 }
    }
}

/// Who listens to a job.
pub type Events<'a> = &'a (dyn Fn(StageEvent) + Send + Sync);

/// The jobs that run now.
#[derive(Clone, Debug, Default)]
pub struct Jobs {
    running: Arc<Mutex<HashMap<u32, CancellationToken>>>,
    last: Arc<AtomicU32>,
}

impl Jobs {
    /// Starts a job. It is running until the returned guard is dropped.
    pub fn start(&self) -> Job {
        self.start_below(&CancellationToken::new())
    }

    /// The same for a job that is one of many: what stops them all stops it.
    pub(crate) fn start_below(&self, all: &CancellationToken) -> Job {
        let id = self.last.fetch_add(1, Ordering::Relaxed) + 1;
        let cancel = all.child_token();
        self.lock().insert(id, cancel.clone());
        Job { id, cancel, jobs: self.clone() }
    }

    /// Stops a job. A job that has ended is stopped already.
    pub fn cancel(&self, id: u32) {
        if let Some(cancel) = self.lock().get(&id) {
            cancel.cancel();
        }
    }

    /// Stops all: the app is closing.
    pub fn cancel_all(&self) {
        self.lock().values().for_each(CancellationToken::cancel);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u32, CancellationToken>> {
        // The map is whole after every statement that changes it, so a panic elsewhere leaves nothing to mend.
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A running job: its number and what stops it.
#[derive(Debug)]
pub struct Job {
    id: u32,
    cancel: CancellationToken,
    jobs: Jobs,
}

impl Job {
    /// Its number, by which it can be stopped.
    pub fn id(&self) -> u32 {
        self.id
    }

    /// What stops it.
    pub fn cancel(&self) -> &CancellationToken {
        &self.cancel
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        self.jobs.lock().remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::Jobs;

    #[test]
    fn a_job_can_be_stopped_while_it_runs_and_is_forgotten_after() {
        let jobs = Jobs::default();
        let job = jobs.start();
        jobs.cancel(job.id());
        assert!(job.cancel().is_cancelled());
        drop(job);
        assert!(jobs.lock().is_empty(), "the guard removes the job");
    }
}
