//! `cargo xtask bench`: builds for release, measures everything in one run beside a named peer, writes docs/benchmarks.md.

mod llama_peer;
mod pixels;
mod report;
pub mod window;

use std::{env, fs, path::PathBuf};

use anyhow::Context;
use serde_json::Value;

use crate::{page, run};

/// One run: build, measure, write.
pub fn run() -> anyhow::Result<()> {
    let target = PathBuf::from(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()));
    let release = target.join("release");
    // The whole workspace with the one set of features that every target of make uses: another would compile it all again.
    let build =
        ["build", "--release", "--workspace", "--bins", "--examples", "--features", "confidant-app/custom-protocol"];
    run::cargo(&build, &[])?;
    let peer = llama_peer::build(&release).context("the loop on llama.cpp's own interface could not be built")?;

    eprintln!("bench: reading, rules, model");
    let work = tempfile::tempdir()?;
    let measure = release.join("examples/measure");
    let folder = work.path().to_str().context("the temporary folder's name is no UTF-8")?;
    let core: Value =
        serde_json::from_str(&run::output(&measure, &[folder, path(&release.join("confidant"))?, path(&peer)?])?)?;

    eprintln!("bench: window");
    let this = env::current_exe()?;
    let app = fs::canonicalize(release.join("confidant-app"))?;
    let window = run::output("tests/e2e/session.sh".as_ref(), &[path(&this)?, "bench-window", path(&app)?])?;
    let window =
        // Desktop services of the session speak on the same standard output.
        window.lines().rev().find(|line| line.starts_with('{')).context("the window was not measured")?;
    let window: Value = serde_json::from_str(window).context("the window's measurements do not read")?;

    let report = report::markdown(&core, &window);
    print!("{report}");
    page::put_bench(&report)?;
    eprintln!("bench: written to docs/benchmarks.md");
    Ok(())
}

fn path(path: &std::path::Path) -> anyhow::Result<&str> {
    path.to_str().context("a path is no UTF-8")
}
