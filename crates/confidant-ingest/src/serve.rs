//! The worker's side: lock down, read one file, answer page by page, end.

use std::{
    io::{self, BufWriter, Write},
    panic,
    process::ExitCode,
    time::{Duration, Instant},
};

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
    keep_memory();
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

/// A page takes memory and gives it back, and the next page takes it again. The allocator of glibc hands large blocks back to the
/// system each time, until it has seen that such blocks come and go; so one comes and goes that nothing is written to.
fn keep_memory() {
    drop(std::hint::black_box(Vec::<u8>::with_capacity(16 << 20)));
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

/// As much as a pipe holds is put into it at once,
const PIPE: usize = 64 << 10;
/// but whoever waits hears of progress so often.
const NEWS: Duration = Duration::from_millis(50);

/// Where answers go.
pub(crate) struct Out<W: Write> {
    answers: Writer<BufWriter<W>>,
    flushed: Instant,
    text_bytes: usize,
}

impl<W: io::Write> Out<W> {
    /// Answers to `answers`.
    pub fn new(answers: Writer<W>) -> Self {
        let answers = Writer(BufWriter::with_capacity(PIPE, answers.0));
        Self { answers, flushed: Instant::now(), text_bytes: 0 }
    }

    /// Where the answers went.
    pub fn into_inner(self) -> Result<W, io::Error> {
        self.answers.0.into_inner().map_err(io::IntoInnerError::into_error)
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
        self.answers.send(&Answer::Finished { metadata, warnings }).map_err(Stop::Pipe)
    }

    fn send(&mut self, answer: &Answer) -> Result<(), Stop> {
        let sent = if self.flushed.elapsed() > NEWS {
            self.flushed = Instant::now();
            self.answers.send(answer)
        } else {
            self.answers.put(answer)
        };
        sent.map_err(Stop::Pipe)
    }
}
