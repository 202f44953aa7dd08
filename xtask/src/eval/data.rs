//! The rows of the data folder: JSON lines, some of them compressed.

use std::{
    fs::File,
    io::{BufRead, BufReader, Read},
    path::Path,
};

use anyhow::Context;
use serde::{Deserialize, de::DeserializeOwned};

/// A document with what is sensitive in it. Offsets count code points.
#[derive(Clone, Deserialize)]
pub struct Document {
    pub id: String,
    pub text: String,
    #[serde(default)]
    pub spans: Vec<Gold>,
}

/// A stretch that somebody marked.
#[derive(Clone, Deserialize)]
pub struct Gold {
    pub start: usize,
    pub end: usize,
    #[serde(default)]
    pub coarse: Option<String>,
    #[serde(default)]
    pub identifier: Option<String>,
    pub text: String,
}

/// A text of Presidio's own tests, and how many findings it expects.
#[derive(Deserialize)]
pub struct PresidioVector {
    pub entity: String,
    pub text: String,
    pub expected_count: usize,
    pub spans: Vec<Gold>,
}

/// A number of python-stdnum's own tests.
#[derive(Deserialize)]
pub struct StdnumVector {
    pub scheme: String,
    pub text: String,
    pub valid: bool,
    pub why: Option<String>,
}

/// A line of the tests of a secret scanner, and whether it must be found.
#[derive(Deserialize)]
pub struct SecretVector {
    pub rule: String,
    pub text: String,
    pub secret: bool,
}

/// The rows of a file; one whose name ends in `.gz` is unpacked.
pub fn rows<T: DeserializeOwned>(path: &Path) -> anyhow::Result<Vec<T>> {
    let file = File::open(path).with_context(|| format!("{} could not be opened", path.display()))?;
    let plain: Box<dyn Read> = if path.extension().is_some_and(|name| name == "gz") {
        Box::new(flate2::read::MultiGzDecoder::new(file))
    } else {
        Box::new(file)
    };
    let mut rows = Vec::new();
    for line in BufReader::new(plain).lines() {
        let line = line?;
        if !line.trim().is_empty() {
            rows.push(serde_json::from_str(&line).with_context(|| format!("{}: a row does not read", path.display()))?);
        }
    }
    Ok(rows)
}
