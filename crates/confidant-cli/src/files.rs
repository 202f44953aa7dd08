//! Files and folders as they are typed: found, read ahead, and told one by one how they went.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use confidant_pipeline::{Batch, Case, FileRead, Found, Gathered, PipelineError, Way, gather, shown};
use serde::Serialize;

use crate::{
    failure::Failure,
    output,
    surroundings::{PageCount, Surroundings},
};

/// The files of a call.
pub struct Files {
    batch: Batch,
    of: usize,
    at: usize,
    /// Who typed one file gets its result alone, and its error as the call's error.
    several: bool,
    print: Print,
    failed: usize,
    exit: u8,
}

/// What is printed for each file besides its result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Print {
    /// Its name above it.
    Headings,
    /// One object a line, which names it; an error is an object too.
    Lines,
    /// Nothing: there is one result for all.
    Nothing,
}

impl Print {
    /// For calls with a result for each file.
    pub fn each(json: bool) -> Self {
        if json { Self::Lines } else { Self::Headings }
    }
}

/// A file that was read.
pub struct Next {
    /// Where it lies, as it was typed or found.
    pub path: PathBuf,
    /// What was in it.
    pub case: Case,
}

impl Files {
    /// Finds what is in the folders, and tells what is not read.
    pub async fn open(
        here: &Surroundings,
        way: Arc<Way>,
        paths: Vec<PathBuf>,
        password: Option<String>,
        print: Print,
    ) -> Result<Self, Failure> {
        let Gathered { files, left_out, from_folder } = gather(paths, &here.cancel).await?;
        for (code, line) in left_out.lines() {
            output::note(&format!("left_out[{code}]: {line}"));
        }
        if files.is_empty() {
            return Err(PipelineError::NothingToRead.into());
        }
        let (of, several) = (files.len(), from_folder || files.len() > 1);
        let count = PageCount::default();
        let batch = Batch::new(
            way,
            files,
            password,
            &here.cancel,
            // The pages of several files that are read at a time would be a muddle.
            Arc::new(move |event| {
                if !several {
                    count.hear(&event);
                }
            }),
        );
        Ok(Self { batch, of, at: 0, several, print, failed: 0, exit: 0 })
    }

    /// Whether results have to say which file they are about.
    pub fn several(&self) -> bool {
        self.several
    }

    /// The next file that could be read. What is wrong with those between is told, and ends the call only when one file was
    /// typed. A file with the content of an earlier one is told and not given.
    pub async fn next(&mut self) -> Result<Option<Next>, Failure> {
        while let Some((Found { path, .. }, read)) = self.batch.next().await {
            self.at += 1;
            if self.several && self.print == Print::Headings {
                output::text(&format!("== {} ==\n", shown(path.as_os_str())))?;
            }
            match read {
                Ok(FileRead::Case(case)) => return Ok(Some(Next { path, case })),
                Ok(FileRead::SameAs(earlier)) => {
                    output::note(&format!("{}the same content as an earlier file", self.place()));
                    if self.print == Print::Lines {
                        let same_as = earlier.to_string_lossy();
                        output::json(&OfFile::of(Some(path.as_path()), SameAs { same_as: &same_as }))?;
                    }
                }
                Err(error) => self.fails(&path, error.into())?,
            }
        }
        Ok(None)
    }

    /// The file that [`next`](Self::next) gave last went wrong after it was read. An error when the call is over by it.
    pub fn fails(&mut self, path: &Path, failure: Failure) -> Result<(), Failure> {
        if !self.several || failure.ends_all() {
            return Err(failure);
        }
        let (code, message) = (failure.code(), failure.to_string());
        output::note(&format!("error[{code}]: {}{message}", self.place()));
        if self.failed == 0 {
            self.exit = failure.exit();
        }
        self.failed += 1;
        if self.print == Print::Lines {
            let error = ErrorOf { code, message };
            output::json(&OfFile::of(Some(path), Failed { error }))?;
        }
        Ok(())
    }

    /// How it went with all of them.
    pub fn end(self) -> Result<(), Failure> {
        let Self { failed, of, exit, .. } = self;
        if failed == 0 { Ok(()) } else { Err(Failure::SomeFailed { failed, of, exit }) }
    }

    fn place(&self) -> String {
        if self.several { format!("file {} of {}: ", self.at, self.of) } else { String::new() }
    }
}

/// A result that says which file it is about, where that is not clear.
#[derive(Serialize)]
pub struct OfFile<T> {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(flatten)]
    what: T,
}

impl<T> OfFile<T> {
    /// The result of the file at `path`; of the only file, without it.
    pub fn of(path: Option<&Path>, what: T) -> Self {
        Self { file: path.map(|path| path.to_string_lossy().into_owned()), what }
    }
}

#[derive(Serialize)]
struct SameAs<'a> {
    same_as: &'a str,
}

#[derive(Serialize)]
struct Failed {
    error: ErrorOf,
}

#[derive(Serialize)]
struct ErrorOf {
    code: &'static str,
    message: String,
}
