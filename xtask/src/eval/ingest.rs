//! `cargo xtask eval ingest`: what the reader makes of other people's files, beside pdftotext and pdfium, and what it costs.

use std::path::PathBuf;

use clap::Args;

use super::{ingest_files, ingest_made, ingest_peers::Peers, ingest_report, ingest_truth};
use crate::{
    page::{self, Chapter},
    run,
};

/// How to measure.
#[derive(Args)]
pub struct Ingest {
    /// The folder with pdf, `pdf_gt` and docs in it.
    #[arg(long)]
    data: PathBuf,
    /// A Python with pypdfium2 (bench/pdfium/requirements.txt); without it pdfium is left out.
    #[arg(long)]
    pdfium: Option<PathBuf>,
    /// Prints every file and every text that falls short on standard error.
    #[arg(long)]
    show: bool,
}

/// Measures, prints, writes the chapter of the page.
pub fn run(wanted: &Ingest) -> anyhow::Result<()> {
    let build = ["build", "--release", "--quiet", "--package", "confidant-ingest", "--example", "read"];
    run::cargo(&build, &[])?;
    let peers = Peers::find(wanted.pdfium.as_deref())?;
    let pdf = ingest_files::measure(&wanted.data.join("pdf"), &peers)?;
    let truth = ingest_truth::measure(&wanted.data, &pdf, &peers)?;
    let made = ingest_made::measure(&peers)?;
    if wanted.show {
        pdf.files.iter().flat_map(|file| &file.short).chain(&truth.misses).for_each(|line| eprintln!("{line}"));
    }
    let chapter = ingest_report::markdown(&pdf, &truth, &made, &peers);
    page::put(Chapter::Ingest, &chapter)?;
    print!("{chapter}");
    Ok(())
}
