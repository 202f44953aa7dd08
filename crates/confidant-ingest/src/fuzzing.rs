//! What the fuzzer calls (the folder `fuzz` of the repository), and what the tests call with what it found. Not part of the app.
//!
//! A target gets any bytes and reads them as its format, below the nets that the worker has: a panic is a finding. So is a
//! broken [promise](promises), and an input that takes too long or too much memory, which the fuzzer itself watches.
#![allow(clippy::panic, reason = "a finding is a panic")]

mod pack;
mod promises;
mod seeds;

use std::panic;

use self::pack::packed;
use crate::{
    content::Content,
    dispatch::unguarded,
    format::sniff_named,
    picture,
    serve::{Out, Stop},
    wire::{Failure, Format},
};

pub use pack::seed_of;
pub use seeds::seeds;

/// What is fuzzed: the reader of one format each, the drawing of pages, and the guess what format it is.
#[allow(missing_docs, reason = "the names of formats")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    Pdf,
    Draw,
    Docx,
    Pptx,
    Xlsx,
    Odf,
    Xls,
    Rtf,
    Html,
    Epub,
    Eml,
    Msg,
    Mbox,
    Zip,
    Plain,
    Csv,
    Image,
    Sniff,
}

impl Target {
    /// All of them, with their names.
    pub const ALL: [(&str, Self); 18] = [
        ("pdf", Self::Pdf),
        ("draw", Self::Draw),
        ("docx", Self::Docx),
        ("pptx", Self::Pptx),
        ("xlsx", Self::Xlsx),
        ("odf", Self::Odf),
        ("xls", Self::Xls),
        ("rtf", Self::Rtf),
        ("html", Self::Html),
        ("epub", Self::Epub),
        ("eml", Self::Eml),
        ("msg", Self::Msg),
        ("mbox", Self::Mbox),
        ("zip", Self::Zip),
        ("plain", Self::Plain),
        ("csv", Self::Csv),
        ("image", Self::Image),
        ("sniff", Self::Sniff),
    ];
}

/// Places in libraries where a panic is known. Each is caught where the library is called, and becomes a typed error, a warning or
/// the value in another form, so that the fuzzer need not stop there again.
const KNOWN: &[&str] = &[
    // Records that are too short: `office/xls` opens books and reads sheets inside a net.
    "/calamine-0.38.0/src/",
];

/// Lets known panics of libraries pass to where they are caught. The hook that is there before makes any other the end.
pub fn start() {
    let end = panic::take_hook();
    panic::set_hook(Box::new(move |told| {
        let place = told.location().map(panic::Location::file).unwrap_or_default();
        if !KNOWN.iter().any(|known| place.contains(known)) {
            end(told);
        }
    }));
}

/// Reads `bytes` for `target`.
///
/// # Panics
///
/// When a reader does, or when it breaks a promise.
pub fn run(target: Target, bytes: &[u8]) {
    let whole = packed(target, bytes);
    let bytes = whole.as_deref().unwrap_or(bytes);
    match target {
        Target::Sniff => sniff(bytes),
        Target::Draw => draw(Format::Pdf, bytes),
        Target::Pdf => read(Format::Pdf, bytes),
        Target::Docx => read(Format::Docx, bytes),
        Target::Pptx => read(Format::Pptx, bytes),
        Target::Xlsx => read(Format::Xlsx, bytes),
        Target::Odf => read(Format::Odt, bytes),
        Target::Xls => read(Format::Xls, bytes),
        Target::Rtf => read(Format::Rtf, bytes),
        Target::Html => read(Format::Html, bytes),
        Target::Epub => read(Format::Epub, bytes),
        Target::Eml => read(Format::Eml, bytes),
        Target::Msg => read(Format::Msg, bytes),
        Target::Mbox => read(Format::Mbox, bytes),
        Target::Zip => read(Format::Zip, bytes),
        Target::Plain => read(Format::Plain, bytes),
        Target::Csv => {
            read(Format::Csv, bytes);
            read(Format::Tsv, bytes);
        }
        Target::Image => {
            read(Format::Image, bytes);
            draw(Format::Image, bytes);
        }
    }
}

/// Reads, and again now and then: the same bytes must give the same answer.
fn read(format: Format, bytes: &[u8]) {
    let first = answer(format, bytes);
    let again = bytes.iter().fold(0_u8, |sum, byte| sum.wrapping_add(*byte)) % 4 == 0;
    assert!(!again || answer(format, bytes) == first, "broken promise: the same bytes give the same answer");
}

/// What the parent would be sent, if its file can be read.
fn answer(format: Format, bytes: &[u8]) -> Result<Vec<u8>, Failure> {
    let content = unguarded(format, bytes.to_vec(), None, 0)?;
    let gave_up = promises::page_failed(&content);
    if let Some(broken) = promises::broken(&content) {
        panic!("broken promise: {broken}");
    }
    let mut out = Out::new(confidant_worker::Writer(Vec::new()));
    match out.all(content) {
        // How far a page comes in its time is not the same each time.
        Ok(()) if gave_up => Ok(Vec::new()),
        Ok(()) => Ok(out.into_inner().unwrap_or_else(|error| panic!("broken promise: an answer is whole ({error})"))),
        Err(Stop::Failed(failure)) => Err(failure),
        Err(Stop::Pipe(error)) => panic!("broken promise: an answer fits into the pipe ({error})"),
    }
}

/// The first pages as a picture, as long as that is cheap: size is bounded by numbers, which the fuzzer need not try.
fn draw(format: Format, bytes: &[u8]) {
    const CHEAP: f32 = 2000.0 * 2000.0;
    let Ok(Content { pages, .. }) = unguarded(format, bytes.to_vec(), None, 0) else { return };
    for (number, page) in (0..2).zip(pages) {
        if page.size.is_some_and(|size| size.width * size.height < CHEAP) {
            let _ = picture::draw_unguarded(format, bytes.to_vec(), number, Some(0.25));
        }
    }
}

fn sniff(bytes: &[u8]) {
    for extension in [None, Some("pdf"), Some("EML"), Some("html"), Some("mbox"), Some("csv")] {
        let _ = sniff_named(bytes, extension);
    }
}

#[cfg(test)]
mod tests;
