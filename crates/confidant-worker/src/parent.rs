//! The parent's side: start our own binary as a worker, talk to it, end it.

use std::{io, marker::PhantomData, path::PathBuf, process::ExitStatus};

use serde::{Serialize, de::DeserializeOwned};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, BufReader},
    process::{Child, ChildStdin, ChildStdout},
};

use crate::{
    WORKER_ARGUMENT,
    frame::{FrameError, body_length, encode},
    starter,
};

/// The binary to start workers from: the one that is running, so that both sides are always of one version.
#[derive(Clone, Debug)]
pub struct WorkerExe(PathBuf);

impl WorkerExe {
    /// The running binary.
    pub fn current() -> io::Result<Self> {
        std::env::current_exe().map(Self)
    }

    /// Another binary of ours in the same folder as the running one.
    ///
    /// The window's own binary loads the desktop's libraries, which start threads of their own before `main`: nothing to lock
    /// a hostile file in with. The command line's binary loads none.
    pub fn beside(name: &str) -> io::Result<Self> {
        let path = std::env::current_exe()?.with_file_name(name).with_extension(std::env::consts::EXE_EXTENSION);
        if path.is_file() { Ok(Self(path)) } else { Err(io::ErrorKind::NotFound.into()) }
    }

    /// Another binary that answers to [`WORKER_ARGUMENT`]: for tests, whose own binary does not.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }
}

/// Why a worker gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum WorkerError {
    /// It could not be started.
    #[error("the worker process could not be started")]
    Start(#[source] io::Error),
    /// It ended before it answered.
    #[error("the worker process ended before it answered ({})", describe(.0.as_ref()))]
    Died(Option<ExitStatus>),
    /// The two sides do not understand each other.
    #[error(transparent)]
    Frame(#[from] FrameError),
}

fn describe(status: Option<&ExitStatus>) -> String {
    status.map_or_else(|| "no exit status".to_owned(), ToString::to_string)
}

/// As much as a pipe holds is taken from it at once.
const PIPE: usize = 64 << 10;

/// A running worker that takes requests `Q` and gives answers `A`. Dropping it kills the process.
#[derive(Debug)]
pub struct Worker<Q, A> {
    child: Child,
    requests: ChildStdin,
    answers: BufReader<ChildStdout>,
    speaks: PhantomData<fn(Q) -> A>,
}

impl<Q: Serialize, A: DeserializeOwned> Worker<Q, A> {
    /// Starts `exe` as a worker for `role`, with an empty environment and no standard error: a native library's message may
    /// hold document text.
    pub fn start(exe: &WorkerExe, role: &'static str) -> Result<Self, WorkerError> {
        let arguments = vec![WORKER_ARGUMENT, role];
        let mut child = starter::spawn(exe.0.clone(), arguments).map_err(WorkerError::Start)?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(requests), Some(answers)) => {
                let answers = BufReader::with_capacity(PIPE, answers);
                Ok(Self { child, requests, answers, speaks: PhantomData })
            }
            _ => Err(WorkerError::Died(None)),
        }
    }

    /// Sends one request.
    pub async fn send(&mut self, request: &Q) -> Result<(), WorkerError> {
        let frame = encode(request)?;
        if self.requests.write_all(&frame).await.is_err() || self.requests.flush().await.is_err() {
            return Err(self.obituary().await);
        }
        Ok(())
    }

    /// Waits for the next answer. Dropping the future in the middle of an answer leaves the pipe unusable: kill the worker.
    pub async fn receive(&mut self) -> Result<A, WorkerError> {
        let mut header = [0; 4];
        if self.answers.read_exact(&mut header).await.is_err() {
            return Err(self.obituary().await);
        }
        let mut body = vec![0; body_length(header)?];
        if self.answers.read_exact(&mut body).await.is_err() {
            return Err(self.obituary().await);
        }
        Ok(postcard::from_bytes(&body).map_err(FrameError::from)?)
    }

    /// Ends the process and waits until it is gone.
    pub async fn kill(mut self) {
        // It may have ended by itself: then there is nothing left to kill.
        self.child.kill().await.ok();
    }

    /// The process that answers, while it runs.
    pub fn id(&self) -> Option<u32> {
        self.child.id()
    }

    async fn obituary(&mut self) -> WorkerError {
        // A broken pipe with a living child means that it closed its end: it is of no more use either way.
        self.child.start_kill().ok();
        WorkerError::Died(self.child.wait().await.ok())
    }
}
