//! `cargo xtask eval rules`: what the rules find and what they claim without reason, on public data, beside the targets.

mod data;
mod figures;
mod ingest;
mod ingest_files;
mod ingest_made;
mod ingest_peers;
mod ingest_report;
mod ingest_truth;
mod pii;
mod pii_report;
mod report;
mod seen;
mod sets;
mod share;
mod speed;
mod tagger_speed;
mod vectors;
mod words;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::{
    page::{self, Chapter},
    run,
};

/// What to measure.
#[derive(Subcommand)]
pub enum Eval {
    /// The rules without any tagger.
    Rules(Rules),
    /// Rules and tagger together, each alone, and with parts left out, on documents that trained nothing.
    Pii(pii::Pii),
    /// How fast the tagger reads, in turn with onnxruntime on the same weights.
    TaggerSpeed(tagger_speed::TaggerSpeed),
    /// Reading files: likeness to other readers, what is known to stand there, time and memory.
    Ingest(ingest::Ingest),
}

/// How to measure the rules.
#[derive(Args)]
pub struct Rules {
    /// The folder with pii, ids and secrets in it.
    #[arg(long)]
    data: PathBuf,
    /// Prints figures as one JSON object instead of tables.
    #[arg(long)]
    json: bool,
    /// Times Presidio's pattern recognisers too, from the Python index in an environment under the target folder.
    #[arg(long)]
    peer: bool,
    /// Prints every miss and every false alarm on standard error.
    #[arg(long)]
    show: bool,
}

/// Measures, prints, writes the chapter of the page.
pub fn run(eval: &Eval) -> anyhow::Result<()> {
    let rules = match eval {
        Eval::Rules(rules) => rules,
        Eval::Pii(pii) => return pii::run(pii),
        Eval::TaggerSpeed(speed) => return tagger_speed::run(speed),
        Eval::Ingest(ingest) => return ingest::run(ingest),
    };
    if cfg!(debug_assertions) {
        return in_release();
    }
    let measured = figures::measure(&rules.data, rules.peer)?;
    if rules.show {
        for line in measured.wrong() {
            eprintln!("{line}");
        }
    }
    let chapter = report::markdown(&measured);
    page::put(Chapter::Rules, &chapter)?;
    if rules.json {
        println!("{}", report::json(&measured));
    } else {
        print!("{chapter}");
    }
    Ok(())
}

/// The same command, built for release: speed is one of the figures.
fn in_release() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut command = vec!["run", "--release", "--quiet", "--package", "xtask", "--"];
    command.extend(arguments.iter().map(String::as_str));
    run::cargo(&command, &[])
}
