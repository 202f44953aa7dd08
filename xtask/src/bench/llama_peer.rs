//! The peer for the local model: the loops of llama.cpp's `llama-bench` (its own source is not part of the vendored crate),
//! written against llama.cpp's C interface and linked to the very library that the app is linked to.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, ensure};

/// Compiles `peer/llama_loop.c` against the library that the release build made.
pub fn build(release: &Path) -> anyhow::Result<PathBuf> {
    let built = newest_build(release)?;
    let program = release.join("llama_loop");
    let mut compiler = Command::new("cc");
    compiler.args(["-O2", "-o"]).arg(&program).arg("xtask/peer/llama_loop.c");
    for include in ["include", "build/include"] {
        compiler.arg("-I").arg(built.join(include));
    }
    compiler.arg("-L").arg(built.join("lib"));
    compiler.args(["-lllama", "-lggml", "-lggml-cpu", "-lggml-base", "-lstdc++", "-lgomp", "-lpthread", "-lm", "-ldl"]);
    let status = compiler.status().context("cc could not be started")?;
    ensure!(status.success(), "cc failed");
    Ok(fs::canonicalize(program)?)
}

/// Where the build script of the llama.cpp crate put headers and libraries.
fn newest_build(release: &Path) -> anyhow::Result<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(release.join("build"))? {
        let out = entry?.path().join("out");
        if let Ok(library) = fs::metadata(out.join("lib/libllama.a")) {
            found.push((library.modified()?, out));
        }
    }
    found.sort();
    found.pop().map(|(_, out)| out).context("the release build has no llama.cpp library")
}
