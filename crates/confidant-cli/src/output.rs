//! Standard output, where only results go, and standard error, where everything else goes.

use std::io::{self, Write};

use serde::Serialize;

use crate::failure::Failure;

/// One JSON value on a line of its own, at once.
pub fn json(value: &impl Serialize) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, value).map_err(io::Error::from)?;
    writeln!(out)?;
    Ok(out.flush()?)
}

/// Text as it is, at once.
pub fn text(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

/// A message for the person. Standard error may be closed: then nobody wants to know.
pub fn note(message: &str) {
    writeln!(io::stderr().lock(), "{message}").ok();
}
