//! The worker's side: lock down, read one file, answer page by page, end.

use std::{io, panic, process::ExitCode};

use confidant_text::Warning;
use confidant_worker::{FrameError, Limits, Writer, channel, lock_down};

use crate::{
    content::Content,
    dispatch::dispatch,
    pdf,
    wire::{Answer, Failure, Format, MAX_PAGES, MAX_TEXT, Request, WirePage},
};

/// Two GiB of address space, and more processor time than the parent's patience lasts.
const LIMITS: Limits = Limits { memory: Some(2 << 30), cpu_seconds: Some(60), threads: false };

/// Reads the one file that the parent sends. Call it when [`confidant_worker::role`] is [`ROLE`](crate::ROLE), before
/// anything else has been started.
pub fn serve() -> ExitCode {
    // A panic's message can quote what was read. The parent hears of it in its own way.
    panic::set_hook(Box::new(|_| {}));
    if lock_down(LIMITS).is_err() {
        return ExitCode::FAILURE;
    }
    let (mut requests, answers) = channel();
    let mut out = Out::new(answers);
    match requests.next::<Request>() {
        Ok(Some(request)) => match answer(request, &mut out) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        },
        _ => ExitCode::FAILURE,
    }
}

fn answer(request: Request, out: &mut Out<io::Stdout>) -> Result<(), FrameError> {
    let Request { format, password, bytes } = request;
    let outcome = if format == Format::Pdf {
        pdf::read(bytes.0, password.as_deref(), out)
    } else {
        dispatch(format, bytes.0, password.as_deref(), 0).map_err(Stop::Failed).and_then(|content| out.all(content))
    };
    match outcome {
        Ok(()) => Ok(()),
        Err(Stop::Failed(failure)) => out.answers.send(&Answer::Failed(failure)),
        Err(Stop::Pipe(error)) => Err(error),
    }
}

/// Why reading stopped: the file, or a parent that is gone.
pub(crate) enum Stop {
    Failed(Failure),
    Pipe(FrameError),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// Where answers go.
pub(crate) struct Out<W> {
    answers: Writer<W>,
    text_bytes: usize,
}

impl<W: io::Write> Out<W> {
    /// Answers to `answers`.
    pub fn new(answers: Writer<W>) -> Self {
        Self { answers, text_bytes: 0 }
    }

    /// Where the answers went.
    pub fn into_inner(self) -> W {
        self.answers.0
    }

    /// How many pages will come.
    pub fn started(&mut self, pages: usize) -> Result<(), Stop> {
        if pages > MAX_PAGES {
            return Err(Failure::TooLarge.into());
        }
        self.send(&Answer::Started { pages })
    }

    /// The next page.
    pub fn page(&mut self, page: WirePage) -> Result<(), Stop> {
        self.text_bytes += page.text.len();
        if self.text_bytes > MAX_TEXT {
            return Err(Failure::TooLarge.into());
        }
        self.send(&Answer::Page(page))
    }

    /// All of a file that was read in one go.
    pub fn all(&mut self, content: Content) -> Result<(), Stop> {
        let Content { pages, metadata, warnings } = content;
        if pages.is_empty() {
            return Err(Failure::Empty.into());
        }
        self.started(pages.len())?;
        pages.into_iter().try_for_each(|page| self.page(page))?;
        self.finished(metadata, warnings)
    }

    /// No more pages.
    pub fn finished(&mut self, metadata: Vec<(String, String)>, warnings: Vec<Warning>) -> Result<(), Stop> {
        self.send(&Answer::Finished { metadata, warnings })
    }

    fn send(&mut self, answer: &Answer) -> Result<(), Stop> {
        self.answers.send(answer).map_err(Stop::Pipe)
    }
}
