//! `cargo xtask eval tagger-speed`: the tagger in turn with onnxruntime, on the same weights, text and machine.
#![allow(clippy::indexing_slicing, reason = "serde_json answers null for what is not there, and the page then says so")]

use std::{env, fmt::Write, path::PathBuf};

use anyhow::Context;
use clap::Args;
use serde_json::Value;

use super::pii::ONE_SELECTION;
use crate::{
    machine,
    page::{self, Chapter},
    run,
};

/// How to measure.
#[derive(Args)]
pub struct TaggerSpeed {
    /// A Python with bench/tagger/requirements.txt.
    #[arg(long)]
    python: PathBuf,
    /// The folder that `python -m pipeline.speed` of models/tagger wrote.
    #[arg(long)]
    onnx: PathBuf,
    /// A text of some thousand words.
    #[arg(long)]
    text: PathBuf,
    /// The folder with the tagger's weights.
    #[arg(long, default_value = "models/tagger/weights")]
    weights: PathBuf,
}

/// Measures, prints, writes the chapter of the page.
pub fn run(wanted: &TaggerSpeed) -> anyhow::Result<()> {
    run::cargo(&[&["build", "--example", "tagger_speed"][..], &ONE_SELECTION].concat(), &[])?;
    let target = PathBuf::from(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()));
    let paths = [&wanted.weights, &wanted.onnx, &wanted.text, &wanted.python];
    let paths: Option<Vec<&str>> = paths.into_iter().map(|path| path.to_str()).collect();
    let measured = run::output(&target.join("debug/examples/tagger_speed"), &paths.context("a path is no UTF-8")?)?;
    let chapter = markdown(&serde_json::from_str(&measured)?);
    page::put(Chapter::TaggerSpeed, &chapter)?;
    print!("{chapter}");
    Ok(())
}

fn markdown(measured: &Value) -> String {
    let of = |who: &str, how: &str| measured[who][how].as_f64().unwrap_or(f64::NAN);
    let mut page = String::from("## Speed of the tagger\n\n");
    let _ = writeln!(
        page,
        "Written by `cargo xtask eval tagger-speed`: one text of {} characters read in turn by the tagger's worker and by {} on the same weights and \
         windows, {} threads, median of {} rounds. llama.cpp is built for release in every profile.\n",
        measured["characters"],
        measured["peer"].as_str().unwrap_or("onnxruntime"),
        measured["threads"],
        measured["rounds"],
    );
    page += &machine::lines();
    page += "\n| | characters/s by the clock | for a second of one core | ratio of ours to it, clock | one core |\n| --- | --- | --- | --- | --- |\n";
    for (who, name) in
        [("ours", "Confidant (f16, llama.cpp)"), ("fp32", "onnxruntime fp32"), ("int8", "onnxruntime int8")]
    {
        let [clock, core] = ["clock", "core"].map(|how| of(who, how));
        let ratio = |how| of("ours", how) / of(who, how);
        let _ = writeln!(page, "| {name} | {clock:.0} | {core:.0} | {:.2} | {:.2} |", ratio("clock"), ratio("core"));
    }
    let ms = measured["thousand_words_ms"].as_f64().unwrap_or(f64::NAN);
    let _ = writeln!(page, "\nThe first 1,000 words of it, with the model loaded: {ms:.0} ms.");
    page
}
