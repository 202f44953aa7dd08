//! The worker's side: load the languages, lock down, recognise one picture after the other.

use std::{
    panic::{self, AssertUnwindSafe, catch_unwind},
    process::ExitCode,
};

use confidant_worker::{FrameError, Limits, channel, lock_down};

use super::{
    installed::LIE,
    read::PageReader,
    tesseract::Tesseract,
    wire::{Answer, Request},
};

/// Two GiB of address space with the library and its languages. The parent watches the clock page by page; an hour of
/// processor time ends a worker that nobody watches.
const LIMITS: Limits = Limits { memory: Some(2 << 30), cpu_seconds: Some(3600), threads: false };

/// Recognises the pictures that the parent sends.
pub(crate) fn serve() -> ExitCode {
    // A panic's message can quote what was read. The parent hears of it in its own way.
    panic::set_hook(Box::new(|_| {}));
    match converse() {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn converse() -> Result<(), FrameError> {
    let (mut requests, mut answers) = channel();
    // The first request is the one thing that is read before the door is shut: files have to be opened for it. It comes from
    // the parent alone; nothing of a document is in it.
    let Some(Request::Open { folder, languages, script, knows_lie }) = requests.next()? else { return Ok(()) };
    let reader = Tesseract::open().and_then(|library| {
        let engine = library.engine(&folder, &languages)?;
        let lie = knows_lie.then(|| library.engine(&folder, LIE)).flatten();
        Some(PageReader::new(engine, lie, script))
    });
    if lock_down(LIMITS).is_err() {
        return Ok(());
    }
    let Some(mut reader) = reader else { return answers.send(&Answer::Missing) };
    answers.send(&Answer::Ready)?;
    while let Some(request) = requests.next()? {
        let Request::Page { grey, size } = request else { return Ok(()) };
        let is_sound = grey.holds() && size.width > 0.0 && size.height > 0.0;
        let read = || is_sound.then(|| reader.page(&grey, size)).flatten();
        // Rust may panic and C++ may not: an exception that reaches us ends the process, and the parent hears of that.
        let recognised = catch_unwind(AssertUnwindSafe(read)).ok().flatten();
        answers.send(&recognised.map_or(Answer::Failed, Answer::Read))?;
    }
    Ok(())
}
