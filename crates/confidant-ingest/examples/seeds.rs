//! Writes what the fuzzer starts from: `seeds OUT [FOLDER…]`. Below `OUT` is a folder for each target; files of each `FOLDER` that are small
//! enough are added to those that the crate makes itself.
#![allow(clippy::print_stderr)]

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use confidant_ingest::fuzzing::{Target, seed_of, seeds};

/// Larger files make the fuzzer slow.
const LARGEST: u64 = 200 << 10;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let Some(out) = arguments.next() else {
        eprintln!("usage: seeds OUT [FOLDER…]");
        return ExitCode::FAILURE;
    };
    let own = Target::ALL.into_iter().try_for_each(|(name, target)| {
        (0..).zip(seeds(target)).try_for_each(|(number, seed)| put(&out, name, &format!("seed-{number}"), &seed))
    });
    let mut number = 0;
    match own.and_then(|()| arguments.try_for_each(|folder| real(&folder, &out, &mut number))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("seeds: {error}");
            ExitCode::FAILURE
        }
    }
}

fn put(out: &Path, target: &str, name: &str, seed: &[u8]) -> io::Result<()> {
    let folder = out.join(target);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(name), seed)
}

fn real(folder: &Path, out: &Path, number: &mut u32) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            real(&path, out, number)?;
        } else if entry.metadata()?.len() <= LARGEST
            && let Some((target, seed)) = seed_of(&fs::read(&path)?, path.extension().and_then(|e| e.to_str()))
        {
            *number += 1;
            put(out, target, &format!("real-{number}"), &seed)?;
            if target == "pdf" {
                put(out, "draw", &format!("real-{number}"), &seed)?;
            }
        }
    }
    Ok(())
}
