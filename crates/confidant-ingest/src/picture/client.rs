//! The parent's side: a worker that has one file open and draws its pages.

use std::time::Duration;

use confidant_worker::{Worker, WorkerExe};
use tokio::time::timeout;

use super::{
    Drawn, MAX_SIDE, Picture,
    wire::{Answer, MAX_PIXELS, Request},
};
use crate::{
    IngestError, PICTURE_ROLE,
    wire::{Bytes, Format},
};

/// How long one page may take to draw, and the file to open.
const PATIENCE: Duration = Duration::from_secs(20);
/// The largest PNG file of a page that is believed.
const MAX_PNG: usize = 128 << 20;

/// A worker with one file open.
pub(crate) struct Studio {
    worker: Worker<Request, Answer>,
}

impl Studio {
    /// Opens the file in a fresh worker.
    pub async fn open(
        exe: &WorkerExe,
        format: Format,
        password: Option<&str>,
        bytes: Vec<u8>,
    ) -> Result<Self, IngestError> {
        let mut worker = Worker::start(exe, PICTURE_ROLE)?;
        let request = Request::Open { format, password: password.map(ToOwned::to_owned), bytes: Bytes(bytes) };
        match ask(&mut worker, &request).await? {
            Answer::Opened => Ok(Self { worker }),
            Answer::Failed(failure) => Err(failure.into()),
            _ => Err(IngestError::Nonsense),
        }
    }

    /// The page `page`, counted from 0, for text recognition.
    pub async fn grey(&mut self, page: u32) -> Result<Drawn, IngestError> {
        match ask(&mut self.worker, &Request::Grey { page }).await? {
            Answer::Grey(drawn) if believed(&drawn) => Ok(drawn),
            Answer::Failed(failure) => Err(failure.into()),
            _ => Err(IngestError::Nonsense),
        }
    }

    /// The page `page`, counted from 0, to be looked at.
    pub async fn coloured(&mut self, page: u32, scale: f32) -> Result<Picture, IngestError> {
        match ask(&mut self.worker, &Request::Coloured { page, scale }).await? {
            Answer::Coloured { width, height, png: Bytes(png) }
                if within_bounds(width, height) && png.len() <= MAX_PNG =>
            {
                Ok(Picture { width, height, png })
            }
            Answer::Failed(failure) => Err(failure.into()),
            _ => Err(IngestError::Nonsense),
        }
    }

    /// Ends the worker.
    pub async fn close(self) {
        self.worker.kill().await;
    }
}

async fn ask(worker: &mut Worker<Request, Answer>, request: &Request) -> Result<Answer, IngestError> {
    let asked = async {
        worker.send(request).await?;
        worker.receive().await
    };
    Ok(timeout(PATIENCE, asked).await.map_err(|_| IngestError::TimedOut)??)
}

/// The worker may have been taken over by the file.
fn believed(drawn: &Drawn) -> bool {
    let Drawn { grey, size, is_blank } = drawn;
    let is_sound = |side: f32| side.is_finite() && side > 0.0;
    let drawn = if *is_blank { grey.pixels().is_empty() } else { within_bounds(grey.width(), grey.height()) };
    grey.holds() && drawn && is_sound(size.width) && is_sound(size.height)
}

fn within_bounds(width: u32, height: u32) -> bool {
    // Rounding may add a pixel to each side.
    let most = MAX_PIXELS + 2 * u64::from(MAX_SIDE);
    (1..=MAX_SIDE).contains(&width) && (1..=MAX_SIDE).contains(&height) && u64::from(width) * u64::from(height) <= most
}
