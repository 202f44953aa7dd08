//! Leads the pages of a document that are pictures through drawing and recognition, two at a time.

use std::{
    collections::VecDeque,
    path::PathBuf,
    sync::{
        Arc, Mutex as Lock, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

use confidant_text::{Document, Page, Warning, WarningCode};
use confidant_worker::WorkerExe;
use tokio::sync::{Mutex, Semaphore};

use super::{client::Recogniser, installed::Installed, merge, script::Script, wire::Recognised};
use crate::{
    IngestError,
    picture::{Drawn, Studio},
    wire::Format,
};

/// Pages of all files together that are read at the same time.
const AT_ONCE: usize = 2;
/// After so many pages that failed, a file is not worth the time.
const FAILURES: u32 = 8;

/// How pages are recognised. Its clones share the two places.
#[derive(Clone, Debug)]
pub(crate) struct Recognition {
    exe: WorkerExe,
    folder: Option<PathBuf>,
    places: Arc<Semaphore>,
}

/// The file that a document was made of.
pub(crate) struct Source<'a> {
    pub format: Format,
    pub password: Option<&'a str>,
    pub bytes: Vec<u8>,
}

/// What became of a page.
pub(super) enum Outcome {
    /// There is nothing on it.
    Blank,
    Read(Recognised),
    /// Why it could not be read.
    Not(WarningCode),
}

impl Recognition {
    /// With workers from `exe`, and trained data from where the system keeps it.
    pub fn new(exe: WorkerExe) -> Self {
        Self { exe, folder: None, places: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// With trained data from `folder`.
    pub fn with_folder(self, folder: PathBuf) -> Self {
        Self { folder: Some(folder), ..self }
    }

    /// Reads the `wanted` pages of `document`, counted from 0. `done` is called after each.
    pub async fn complete(
        &self,
        source: Source<'_>,
        wanted: Vec<u32>,
        document: &mut Document,
        done: &mut (dyn FnMut() + Send),
    ) {
        let folder = self.folder.clone();
        // Without the list of languages nothing is found, and that is what is said then.
        let look = tokio::task::spawn_blocking(move || Installed::look(folder.as_deref()));
        let desk = Desk {
            recognition: self,
            installed: look.await.unwrap_or_default(),
            source,
            queue: Lock::new(wanted.into()),
            studio: Mutex::new(None),
            failures: AtomicU32::new(0),
            results: Lock::new(Vec::new()),
            done: Lock::new(done),
        };
        tokio::join!(desk.lane(), desk.lane());
        if let Some(studio) = desk.studio.into_inner() {
            studio.close().await;
        }
        let results = desk.results.into_inner().unwrap_or_else(PoisonError::into_inner);
        merge::all(document, results);
    }
}

/// Whether the page, about which these warnings were given, is to be recognised: it has too little text of its own, and
/// can be drawn. In a file that holds others only their pages have a size.
pub(crate) fn wants_recognition(format: Format, page: &Page, warnings: &[Warning]) -> bool {
    let said = |code| warnings.iter().any(|warning| warning.code == code);
    (matches!(format, Format::Pdf | Format::Image) || page.size.is_some())
        && (said(WarningCode::NoText)
            || said(WarningCode::PageFailed)
            || (said(WarningCode::UnmappedCharacters) && merge::is_holey(page)))
}

/// What the lanes share.
struct Desk<'a, 'b> {
    recognition: &'a Recognition,
    installed: Installed,
    source: Source<'a>,
    queue: Lock<VecDeque<u32>>,
    studio: Mutex<Option<Studio>>,
    failures: AtomicU32,
    results: Lock<Vec<(u32, Outcome)>>,
    done: Lock<&'b mut (dyn FnMut() + Send)>,
}

impl Desk<'_, '_> {
    async fn lane(&self) {
        let mut recognisers = Vec::new();
        while let Some(number) = self.next() {
            // The semaphore is never closed, and without a place there is no harm but a busy machine.
            let _place = self.recognition.places.acquire().await.ok();
            let outcome = self.page(number, &mut recognisers).await.unwrap_or_else(|_| {
                self.failures.fetch_add(1, Ordering::Relaxed);
                Outcome::Not(WarningCode::OcrFailed)
            });
            self.results.lock().unwrap_or_else(PoisonError::into_inner).push((number, outcome));
            (self.done.lock().unwrap_or_else(PoisonError::into_inner))();
        }
        for recogniser in recognisers {
            recogniser.close().await;
        }
    }

    /// A function of its own, so that the lock is open again before anything is waited for.
    fn next(&self) -> Option<u32> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }

    async fn page(&self, number: u32, recognisers: &mut Vec<Recogniser>) -> Result<Outcome, IngestError> {
        if self.failures.load(Ordering::Relaxed) >= FAILURES {
            return Ok(Outcome::Not(WarningCode::OcrFailed));
        }
        let Some(usual) = self.usual_script() else { return self.without_tesseract(number).await };
        let drawn = self.draw(number).await?;
        if drawn.is_blank {
            return Ok(Outcome::Blank);
        }
        let Some(read) = self.read(drawn, usual, recognisers).await? else {
            return Ok(Outcome::Not(WarningCode::OcrMissing));
        };
        let Some(script) = read.other else { return Ok(Outcome::Read(read)) };
        if self.installed.for_script(script).is_none() {
            return Ok(Outcome::Not(script.missing()));
        }
        // Drawn again rather than kept: few pages come here, and a picture is large.
        let again = self.draw(number).await?;
        match self.read(again, script, recognisers).await? {
            Some(other) if other.confidence > read.confidence => Ok(Outcome::Read(other)),
            _ => Ok(Outcome::Read(read)),
        }
    }

    /// Latin where it is installed, else the first script that is.
    fn usual_script(&self) -> Option<Script> {
        Script::ALL.iter().copied().find(|script| self.installed.for_script(*script).is_some())
    }

    /// Nothing can be read, but a blank page needs no reading.
    async fn without_tesseract(&self, number: u32) -> Result<Outcome, IngestError> {
        let is_blank = self.draw(number).await?.is_blank;
        Ok(if is_blank { Outcome::Blank } else { Outcome::Not(WarningCode::OcrMissing) })
    }

    async fn read(
        &self,
        drawn: Drawn,
        script: Script,
        recognisers: &mut Vec<Recogniser>,
    ) -> Result<Option<Recognised>, IngestError> {
        let ready = recognisers.iter().position(|recogniser| recogniser.script() == script);
        // Taken out while it works: after an error it is dropped, and with it the process ends.
        let mut recogniser = match ready {
            Some(at) => recognisers.swap_remove(at),
            None => match Recogniser::start(&self.recognition.exe, &self.installed, script).await? {
                Some(recogniser) => recogniser,
                None => return Ok(None),
            },
        };
        let read = recogniser.read(drawn).await?;
        recognisers.push(recogniser);
        Ok(Some(read))
    }

    /// One worker draws for both lanes: drawing takes a tenth of the time that reading takes.
    async fn draw(&self, number: u32) -> Result<Drawn, IngestError> {
        let mut studio = self.studio.lock().await;
        let mut open = if let Some(open) = studio.take() {
            open
        } else {
            let Source { format, password, bytes } = &self.source;
            Studio::open(&self.recognition.exe, *format, *password, bytes.clone()).await?
        };
        let drawn = open.grey(number).await;
        // A worker that only says no is as good as before; another error ends it.
        if matches!(drawn, Ok(_) | Err(IngestError::Damaged | IngestError::TooLarge | IngestError::Unsupported)) {
            *studio = Some(open);
        }
        drawn
    }
}
