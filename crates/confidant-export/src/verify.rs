//! The check before a file gets its name: it is read back, and its text and bytes are searched for everything that was masked.

use std::{
    fs::File,
    io::{self, Cursor, Read, Seek, SeekFrom},
    path::Path,
};

use confidant_privacy::ByteSearch;
use flate2::read::ZlibDecoder;

use crate::{ExportError, Guard, Unreadable, docx::docx, markdown::unescaped, redact::empty};

/// How the file can be looked into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// It is text.
    Text,
    /// It is a zip archive.
    Zip,
    /// It is a PDF.
    Pdf,
}

/// A part of a file that is searched at a time.
const PART: usize = 1 << 20;
/// What stands in front of everything that a PDF packs.
const WORD: &[u8] = b"stream";
/// No part of a file is unpacked to more than this.
const MOST: u64 = 1 << 30;

/// Refuses the file at `path` when anything that was masked stands in it, or when nobody can tell.
pub(crate) fn verify(path: &Path, kind: Kind, guard: &Guard<'_>, excused: &[&str]) -> Result<(), ExportError> {
    let document = (guard.read)(path).map_err(|Unreadable| ExportError::NotReadBack)?;
    let shown = "to search what was written for what must not be in it";
    let texts: Vec<&str> = document.pages.iter().map(|page| page.text.expose(shown)).collect();
    refuse(guard.protected.in_texts(&texts, excused)?)?;
    if kind == Kind::Text {
        let text = std::fs::read_to_string(path)?;
        refuse(guard.protected.in_texts(&[&text, &unescaped(&text)], &[excused, excused].concat())?)?;
    }
    for (name, value) in &document.metadata {
        refuse(guard.protected.in_texts(&[name, value.expose(shown)], &[])?)?;
    }
    let mut file = File::open(path)?;
    let search = guard.protected.in_bytes(file.metadata()?.len())?;
    match kind {
        // The bytes of a text are its text.
        Kind::Text => Ok(()),
        Kind::Zip => {
            let search = search.apart_from(&unpacked(docx(&[])?)?, excused);
            look(&search, &mut file)?;
            in_archive(&search, file)
        }
        Kind::Pdf => {
            let search = search.apart_from(&[empty()], excused);
            look(&search, &mut file)?;
            in_streams(&search, file)
        }
    }
}

fn refuse(spill: Option<confidant_privacy::Spill>) -> Result<(), ExportError> {
    spill.map_or(Ok(()), |spill| Err(ExportError::Spilled(spill)))
}

/// Searches everything that comes out of `from`, part by part; a value over the border of two parts is found in the second.
fn look(search: &ByteSearch, from: &mut dyn Read) -> Result<(), ExportError> {
    let mut part = Vec::with_capacity(PART);
    loop {
        let kept = part.len();
        let read = (&mut *from).take((PART - kept.min(PART / 2)) as u64).read_to_end(&mut part)?;
        if read == 0 {
            return Ok(());
        }
        refuse(search.find(&part))?;
        let done = part.len().saturating_sub(search.overlap());
        part.drain(..done);
    }
}

fn in_archive(search: &ByteSearch, file: File) -> Result<(), ExportError> {
    let mut archive = zip::ZipArchive::new(file).map_err(|_| ExportError::NotReadBack)?;
    for number in 0..archive.len() {
        let entry = archive.by_index(number).map_err(|_| ExportError::NotReadBack)?;
        whole(search, entry.take(MOST))?;
    }
    Ok(())
}

/// What stands in every file of ours: an empty archive, packed, and each of its parts.
fn unpacked(archive: Vec<u8>) -> Result<Vec<Vec<u8>>, ExportError> {
    let mut parts = Vec::new();
    let mut entries = zip::ZipArchive::new(Cursor::new(&archive)).map_err(|_| ExportError::NotReadBack)?;
    for number in 0..entries.len() {
        let mut part = Vec::new();
        entries.by_index(number).map_err(|_| ExportError::NotReadBack)?.read_to_end(&mut part)?;
        parts.push(part);
    }
    parts.push(archive);
    Ok(parts)
}

/// Searches what is unpacked, to its end.
fn whole(search: &ByteSearch, mut from: io::Take<impl Read>) -> Result<(), ExportError> {
    look(search, &mut from)?;
    if from.limit() == 0 { Err(ExportError::TooLarge) } else { Ok(()) }
}

/// Unpacks whatever can be unpacked behind the word `stream`, without believing what the file says about itself.
fn in_streams(search: &ByteSearch, mut file: File) -> Result<(), ExportError> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.read_to_end(&mut bytes)?;
    let begins = bytes.windows(WORD.len()).enumerate().filter(|(_, window)| *window == WORD);
    for (at, _) in begins {
        let behind = bytes.get(at + WORD.len()..).unwrap_or_default();
        let line_end = behind.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let packed = behind.get(line_end.min(2)..).unwrap_or_default();
        if packed.first().is_none_or(|byte| byte & 0x0f != 8) {
            continue;
        }
        whole(search, Lenient(ZlibDecoder::new(Cursor::new(packed))).take(MOST))?;
    }
    Ok(())
}

/// Ends where what is packed ends or makes no sense: what came until then was searched.
struct Lenient<R>(R);

impl<R: Read> Read for Lenient<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        Ok(self.0.read(buffer).unwrap_or(0))
    }
}
