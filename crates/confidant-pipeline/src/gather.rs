//! Paths become the files to read, in an order that people expect, and a short account of what was left out.
//!
//! What a person named is tried, whatever it is: its reader says what is wrong with it, and a link that they named is followed.
//! What merely lies in a folder is looked at first: no link is followed, nothing hidden is touched, and what is no document is
//! counted by kind and not told one by one.

mod left_out;
mod name;

use std::{
    collections::HashSet,
    fs::Metadata,
    path::{Path, PathBuf},
};

use confidant_ingest::IngestError;
use tokio_util::sync::CancellationToken;
use walkdir::{DirEntry, WalkDir};

use crate::PipelineError;
pub use left_out::{LeftOut, WhyLeft};
use name::by_name;
pub use name::{name_of, shown};

/// More files than a person reads in a year: whoever names more meant a smaller folder.
const MAX_FILES: usize = 5_000;
/// How many entries of folders are looked at before it is clear that this is no folder of documents.
const MAX_ENTRIES: usize = 200_000;
/// How deep a folder may lie in the one that was named.
const MAX_DEPTH: usize = 32;

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it lies.
    pub path: PathBuf,
    /// How large it was when it was found; 0 if nobody knows.
    pub bytes: u64,
}

/// What is in the paths that a person named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gathered {
    /// The files, in the order of the paths, inside a folder by name.
    pub files: Vec<Found>,
    /// What lies in the folders and is not read.
    pub left_out: LeftOut,
    /// A folder was among the paths: who named it does not know yet which files these are.
    pub from_folder: bool,
}

/// Walks the folders among `paths`, off the threads that others wait for. More files than can be meant are
/// [`PipelineError::TooMany`], and none of them is read then.
pub async fn gather(paths: Vec<PathBuf>, cancel: &CancellationToken) -> Result<Gathered, PipelineError> {
    let cancelled = cancel.clone();
    let walk = tokio::task::spawn_blocking(move || gather_within(&paths, &Limits::default(), &cancelled));
    // A folder on a network may not answer; the person can stop waiting for it.
    cancel.run_until_cancelled(walk).await.ok_or(IngestError::Cancelled)??
}

struct Limits {
    files: usize,
    entries: usize,
    depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { files: MAX_FILES, entries: MAX_ENTRIES, depth: MAX_DEPTH }
    }
}

fn gather_within(paths: &[PathBuf], limits: &Limits, cancel: &CancellationToken) -> Result<Gathered, PipelineError> {
    let mut gathering = Gathering { limits, cancel, known: HashSet::new(), entries: 0, all: Gathered::default() };
    for path in paths {
        // Follows a link: the person named it.
        match path.metadata() {
            Ok(metadata) if metadata.is_dir() => gathering.walk(path)?,
            Ok(metadata) => gathering.take(path, &metadata)?,
            Err(_) => gathering.push(path, 0)?,
        }
    }
    Ok(gathering.all)
}

struct Gathering<'a> {
    limits: &'a Limits,
    cancel: &'a CancellationToken,
    known: HashSet<PathBuf>,
    entries: usize,
    all: Gathered,
}

impl Gathering<'_> {
    fn walk(&mut self, folder: &Path) -> Result<(), PipelineError> {
        self.all.from_folder = true;
        let mut walk = WalkDir::new(folder).max_open(16).sort_by(by_kind_and_name).into_iter();
        while let Some(entry) = walk.next() {
            self.entries += 1;
            if self.entries > self.limits.entries {
                return Err(PipelineError::TooMany { limit: self.limits.files });
            }
            if self.cancel.is_cancelled() {
                return Err(IngestError::Cancelled.into());
            }
            let Ok(entry) = entry else {
                self.all.left_out.add(WhyLeft::Closed);
                continue;
            };
            if entry.depth() == 0 {
                continue;
            }
            let kind = entry.file_type();
            let why = if is_hidden(&entry) {
                WhyLeft::Hidden
            } else if kind.is_symlink() {
                WhyLeft::Link
            } else if kind.is_dir() && entry.depth() > self.limits.depth {
                WhyLeft::TooDeep
            } else if kind.is_dir() {
                continue;
            } else if kind.is_file() {
                self.look_at(&entry)?;
                continue;
            } else {
                WhyLeft::NoFile
            };
            self.all.left_out.add(why);
            if kind.is_dir() {
                walk.skip_current_dir();
            }
        }
        Ok(())
    }

    fn look_at(&mut self, entry: &DirEntry) -> Result<(), PipelineError> {
        match confidant_ingest::glance(entry.path()) {
            Ok(()) => {
                let bytes = entry.metadata().map_or(0, |metadata| metadata.len());
                return self.push(entry.path(), bytes);
            }
            Err(IngestError::Empty) => self.all.left_out.add(WhyLeft::Empty),
            Err(IngestError::Unsupported) => self.all.left_out.add(WhyLeft::kind_of(entry.path())),
            Err(_) => self.all.left_out.add(WhyLeft::Closed),
        }
        Ok(())
    }

    fn take(&mut self, path: &Path, metadata: &Metadata) -> Result<(), PipelineError> {
        self.push(path, if metadata.is_file() { metadata.len() } else { 0 })
    }

    /// A file that was named and also lies in a named folder is read once.
    fn push(&mut self, path: &Path, bytes: u64) -> Result<(), PipelineError> {
        if !self.known.insert(path.to_owned()) {
            return Ok(());
        }
        if self.all.files.len() == self.limits.files {
            return Err(PipelineError::TooMany { limit: self.limits.files });
        }
        self.all.files.push(Found { path: path.to_owned(), bytes });
        Ok(())
    }
}

/// The files of a folder come before the folders in it.
fn by_kind_and_name(one: &DirEntry, other: &DirEntry) -> std::cmp::Ordering {
    let folder = |entry: &DirEntry| entry.file_type().is_dir();
    folder(one).cmp(&folder(other)).then_with(|| by_name(one.file_name(), other.file_name()))
}

/// A dot in front; the notes that word processors put beside an open file; on Windows what the system hides.
fn is_hidden(entry: &DirEntry) -> bool {
    let name = entry.file_name().as_encoded_bytes();
    name.starts_with(b".") || name.starts_with(b"~$") || is_hidden_by_system(entry)
}

#[cfg(windows)]
fn is_hidden_by_system(entry: &DirEntry) -> bool {
    use std::os::windows::fs::MetadataExt;

    const HIDDEN: u32 = 2;
    entry.metadata().is_ok_and(|metadata| metadata.file_attributes() & HIDDEN != 0)
}

#[cfg(not(windows))]
fn is_hidden_by_system(_: &DirEntry) -> bool {
    false
}

#[cfg(test)]
mod tests;
