//! The parent's side: take the file in, let a worker read it, believe nothing that does not hold.

use std::{
    fmt,
    path::{Path, PathBuf},
    time::Duration,
};

use confidant_text::{Document, Page, RawText};
use confidant_worker::{Worker, WorkerExe};
use tokio_util::sync::CancellationToken;

use crate::{
    IngestError, ROLE,
    format::sniff,
    intake::{Intake, take_in},
    ocr::{Recognition, Source, wants_recognition},
    wire::{Answer, Bytes, Failure, Format, MAX_PAGES, MAX_TEXT, Request, WirePage},
};

/// The largest file that is read.
pub(crate) const MAX_FILE: u64 = 256 << 20;
/// How long one file may take from the first byte to the last page.
const PATIENCE: Duration = Duration::from_secs(30);

/// Reads files, each in a fresh worker process.
#[derive(Clone, Debug)]
pub struct Ingest {
    exe: WorkerExe,
    patience: Duration,
    max_file: u64,
    recognition: Option<Recognition>,
}

/// A file that was read.
#[derive(Clone)]
pub struct Ingested {
    /// What it says.
    pub document: Document,
    /// SHA-256 of the file.
    pub digest: [u8; 32],
    /// Size of the file.
    pub bytes: u64,
    /// The file itself, as it was read.
    pub file: Vec<u8>,
}

impl fmt::Debug for Ingested {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ingested({} pages of {} bytes)", self.document.pages.len(), self.bytes)
    }
}

impl Ingest {
    /// A reader whose workers are started from `exe`, which does the work of its role by [`serve_role`](crate::serve_role).
    pub fn new(exe: WorkerExe) -> Self {
        let recognition = Some(Recognition::new(exe.clone()));
        Self { exe, patience: PATIENCE, max_file: MAX_FILE, recognition }
    }

    /// Without text recognition: pages that are pictures stay without text.
    #[must_use]
    pub fn without_recognition(self) -> Self {
        Self { recognition: None, ..self }
    }

    /// With Tesseract's trained data from `folder`, and not from where the system keeps it.
    #[must_use]
    pub fn with_trained_data(self, folder: PathBuf) -> Self {
        Self { recognition: self.recognition.map(|recognition| recognition.with_folder(folder)), ..self }
    }

    /// With another limit than 30 seconds for one file. Each page that is a picture has its own time on top of it.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// With another limit than 256 MiB for one file.
    #[must_use]
    pub fn with_max_file(self, max_file: u64) -> Self {
        Self { max_file, ..self }
    }

    /// Reads the file at `path`. `progress` is told after each page how many are done, and of how many.
    ///
    /// A scan without a text layer is no error: its pages are recognised
    /// ([`PageSource::Ocr`](confidant_text::PageSource::Ocr)) or say [`PageSource::None`](confidant_text::PageSource::None)
    /// and, by a warning, why.
    pub async fn read(
        &self,
        path: &Path,
        password: Option<&str>,
        cancel: &CancellationToken,
        progress: &mut (dyn FnMut(u32, u32) + Send),
    ) -> Result<Ingested, IngestError> {
        let reading = async {
            let first = tokio::time::timeout(self.patience, self.take_and_read(path, password, progress));
            let (ingested, left) = first.await.unwrap_or(Err(IngestError::TimedOut))?;
            self.recognise(ingested, left, password, progress).await
        };
        tokio::select! {
            biased;
            () = cancel.cancelled() => Err(IngestError::Cancelled),
            // Dropping what was under way kills its workers.
            outcome = reading => outcome,
        }
    }

    /// From what workers are started.
    pub(crate) fn exe(&self) -> &WorkerExe {
        &self.exe
    }

    async fn take(&self, path: &Path) -> Result<Intake, IngestError> {
        let (path, max_file) = (path.to_owned(), self.max_file);
        tokio::task::spawn_blocking(move || take_in(&path, max_file)).await.map_err(|_| IngestError::Cancelled)?
    }

    async fn take_and_read(
        &self,
        path: &Path,
        password: Option<&str>,
        progress: &mut (dyn FnMut(u32, u32) + Send),
    ) -> Result<(Ingested, Left), IngestError> {
        let Intake { bytes, digest } = self.take(path).await?;
        let format = sniff(&bytes, path)?;
        let size = bytes.len() as u64;
        let mut worker = Worker::start(&self.exe, ROLE)?;
        let request = Request { format, password: password.map(ToOwned::to_owned), bytes: Bytes(bytes) };
        worker.send(&request).await?;
        let recognised = self.recognition.as_ref().map(|_| format);
        let received = receive(&mut worker, recognised, progress).await;
        worker.kill().await;
        let (document, pictures) = received?;
        let Request { bytes: Bytes(file), .. } = request;
        Ok((Ingested { document, digest, bytes: size, file }, Left { format, pictures }))
    }

    async fn recognise(
        &self,
        mut ingested: Ingested,
        left: Left,
        password: Option<&str>,
        progress: &mut (dyn FnMut(u32, u32) + Send),
    ) -> Result<Ingested, IngestError> {
        let Left { format, pictures } = left;
        if let Some(recognition) = self.recognition.as_ref().filter(|_| !pictures.is_empty()) {
            let total = count(ingested.document.pages.len())?;
            let mut done = total - count(pictures.len())?;
            let mut tell = || {
                done += 1;
                progress(done, total);
            };
            let source = Source { format, password, bytes: ingested.file.clone() };
            recognition.complete(source, pictures, &mut ingested.document, &mut tell).await;
        }
        Ok(ingested)
    }
}

/// What is left to do after a file was read: its pages, counted from 0, that are pictures.
struct Left {
    format: Format,
    pictures: Vec<u32>,
}

/// The document, and which of its pages are left for text recognition, if there will be one.
async fn receive(
    worker: &mut Worker<Request, Answer>,
    recognised: Option<Format>,
    progress: &mut (dyn FnMut(u32, u32) + Send),
) -> Result<(Document, Vec<u32>), IngestError> {
    let mut document = Document::default();
    let mut pictures = Vec::new();
    let mut announced = None;
    let mut text_bytes = 0;
    loop {
        match (worker.receive().await?, announced) {
            (Answer::Started { pages }, None) if pages <= MAX_PAGES => announced = Some(pages),
            (Answer::Page(page), Some(total)) if document.pages.len() < total => {
                text_bytes += page.text.len();
                if text_bytes > MAX_TEXT {
                    return Err(IngestError::TooLarge);
                }
                let number = count(document.pages.len() + 1)?;
                let (page, warnings) = believe(page, number).ok_or(IngestError::Nonsense)?;
                if recognised.is_some_and(|format| wants_recognition(format, &page, &warnings)) {
                    pictures.push(number - 1);
                } else {
                    progress(number - count(pictures.len())?, count(total)?);
                }
                document.pages.push(page);
                document.warnings.extend(warnings);
            }
            (Answer::Finished { metadata, warnings }, Some(total)) if document.pages.len() == total => {
                document.warnings.extend(warnings);
                document.metadata = metadata.into_iter().map(|(name, value)| (name, RawText::new(value))).collect();
                return Ok((document, pictures));
            }
            (Answer::Failed(failure), _) => return Err(failure.into()),
            _ => return Err(IngestError::Nonsense),
        }
    }
}

/// A worker may have been taken over by the file it read: a page whose spans do not lie in its text is refused.
pub(crate) fn believe(page: WirePage, number: u32) -> Option<(Page, Vec<confidant_text::Warning>)> {
    let WirePage { text, source, size, words, warnings } = page;
    let holds = words.iter().all(|word| word.span.start < word.span.end && word.span.of(&text).is_some())
        && warnings.iter().all(|warning| warning.page == Some(number));
    holds.then(|| (Page { number, text: RawText::new(text), source, size, words }, warnings))
}

fn count(pages: usize) -> Result<u32, IngestError> {
    u32::try_from(pages).map_err(|_| IngestError::Nonsense)
}

impl From<Failure> for IngestError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Encrypted => Self::Encrypted,
            Failure::WrongPassword => Self::WrongPassword,
            Failure::Damaged => Self::Damaged,
            Failure::Unsupported => Self::Unsupported,
            Failure::OldFormat => Self::OldFormat,
            Failure::TooLarge => Self::TooLarge,
            Failure::Empty => Self::Empty,
        }
    }
}

#[cfg(test)]
mod tests {
    use confidant_text::{PageSource, Rect, Span, Warning, WarningCode, WordBox};

    use super::believe;
    use crate::wire::WirePage;

    fn page(span: Span, warned: u32) -> WirePage {
        let rect = Rect { x: 0.0, y: 0.0, width: 1.0, height: 1.0 };
        WirePage {
            text: "Grüße".to_owned(),
            source: PageSource::Text,
            size: None,
            words: vec![WordBox { span, rect }],
            warnings: vec![Warning { code: WarningCode::UnmappedCharacters, page: Some(warned) }],
        }
    }

    #[test]
    fn a_page_that_does_not_hold_is_not_believed() {
        assert!(believe(page(Span { start: 0, end: 7 }, 3), 3).is_some());
        assert!(believe(page(Span { start: 0, end: 3 }, 3), 3).is_none(), "inside a character");
        assert!(believe(page(Span { start: 0, end: 8 }, 3), 3).is_none(), "past the end");
        assert!(believe(page(Span { start: 2, end: 2 }, 3), 3).is_none(), "empty");
        assert!(believe(page(Span { start: 5, end: 2 }, 3), 3).is_none(), "backwards");
        assert!(believe(page(Span { start: 0, end: 7 }, 4), 3).is_none(), "a warning about another page");
    }
}
