//! The parent's side: a worker that reads pictures in one script.

use std::time::Duration;

use confidant_text::PageSize;
use confidant_worker::{Worker, WorkerExe};
use tokio::time::timeout;

use super::{
    installed::Installed,
    script::Script,
    wire::{Answer, Recognised, Request},
};
use crate::{IngestError, OCR_ROLE, picture::Drawn};

/// How long one page may take. A dense one takes two seconds; one that has to be read twice on a busy machine, twenty.
const PATIENCE: Duration = Duration::from_secs(90);
/// How long the library and its languages may take to load.
const LOADING: Duration = Duration::from_secs(30);
/// The most text of one page that is believed.
const MAX_TEXT: usize = 4 << 20;

/// A worker with the languages of one script loaded.
pub(super) struct Recogniser {
    worker: Worker<Request, Answer>,
    script: Script,
}

impl Recogniser {
    /// Starts a worker with what is installed for `script`. Without the library or its data there is none.
    pub async fn start(exe: &WorkerExe, installed: &Installed, script: Script) -> Result<Option<Self>, IngestError> {
        let (Some(folder), Some(languages)) = (installed.folder(), installed.for_script(script)) else {
            return Ok(None);
        };
        let mut worker = Worker::start(exe, OCR_ROLE)?;
        let knows_lie = installed.knows_lie();
        let request = Request::Open { folder: folder.to_owned(), languages, script, knows_lie };
        match ask(&mut worker, &request, LOADING).await? {
            Answer::Ready => Ok(Some(Self { worker, script })),
            Answer::Missing => Ok(None),
            Answer::Read(_) | Answer::Failed => Err(IngestError::Nonsense),
        }
    }

    /// The script that it reads.
    pub fn script(&self) -> Script {
        self.script
    }

    /// What is on the page. After an error the worker is of no more use.
    pub async fn read(&mut self, drawn: Drawn) -> Result<Recognised, IngestError> {
        let Drawn { grey, size, .. } = drawn;
        match ask(&mut self.worker, &Request::Page { grey, size }, PATIENCE).await? {
            Answer::Read(recognised) if believed(&recognised, size) => Ok(recognised),
            Answer::Failed => Err(IngestError::Damaged),
            _ => Err(IngestError::Nonsense),
        }
    }

    /// Ends the worker.
    pub async fn close(self) {
        self.worker.kill().await;
    }
}

async fn ask(
    worker: &mut Worker<Request, Answer>,
    request: &Request,
    patience: Duration,
) -> Result<Answer, IngestError> {
    let asked = async {
        worker.send(request).await?;
        worker.receive().await
    };
    Ok(timeout(patience, asked).await.map_err(|_| IngestError::TimedOut)??)
}

/// The worker may have been taken over by the picture.
fn believed(recognised: &Recognised, size: PageSize) -> bool {
    let Recognised { text, words, confidence, .. } = recognised;
    let holds = |value: f32, most: f32| (-1.0..=most + 1.0).contains(&value);
    text.len() <= MAX_TEXT
        && confidence.is_finite()
        && words.iter().all(|word| {
            let rect = word.rect;
            word.span.start < word.span.end
                && word.span.of(text).is_some()
                && holds(rect.x, size.width)
                && holds(rect.y, size.height)
                && holds(rect.width, size.width)
                && holds(rect.height, size.height)
        })
}

#[cfg(test)]
mod tests {
    use confidant_text::{PageSize, Rect, Span, WordBox};

    use super::{Recognised, believed};

    #[test]
    fn what_does_not_hold_is_not_believed() {
        let size = PageSize { width: 100.0, height: 100.0 };
        let said = |span: Span, x: f32| {
            let rect = Rect { x, y: 1.0, width: 9.0, height: 9.0 };
            let words = vec![WordBox { span, rect }];
            believed(&Recognised { text: "Grüße".into(), words, confidence: 90.0, dropped: false, other: None }, size)
        };
        assert!(said(Span { start: 0, end: 7 }, 5.0));
        assert!(!said(Span { start: 0, end: 3 }, 5.0), "inside a character");
        assert!(!said(Span { start: 0, end: 7 }, 500.0), "off the page");
        assert!(!said(Span { start: 0, end: 7 }, f32::NAN));
    }
}
