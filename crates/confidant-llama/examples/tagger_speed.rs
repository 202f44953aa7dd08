//! How fast the tagger reads, in turn with onnxruntime on the same weights and the same text: a part of `cargo xtask eval tagger-speed`.
//!
//!   `tagger_speed WEIGHTS ONNX TEXT PYTHON` prints one JSON object: characters a second by the clock and for a second of one core, and
//!   how long the first thousand words take
//!
//! ONNX is the folder that `python -m pipeline.speed` of models/tagger writes; PYTHON has `bench/tagger/requirements.txt`.
#![allow(clippy::print_stdout, clippy::disallowed_types, reason = "a measurement starts its peer and prints")]

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Command, ExitCode, Stdio},
    time::Instant,
};

use anyhow::Context;
use confidant_llama::{TAGGER_ROLE, Tagger, serve_tagger};
use confidant_models::{Manifest, Sha256Hex, Shelf};
use confidant_privacy::{Preset, Reader};
use confidant_text::RawText;
use confidant_worker::WorkerExe;
use serde::Deserialize;
use serde_json::{Value, json};

const PEER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../bench/tagger/onnx.py");
const THREADS: usize = 2;
const ROUNDS: usize = 5;
const WORDS: usize = 1000;
/// What `/proc` counts processor time in.
const TICKS: f64 = 100.0;

fn main() -> ExitCode {
    match confidant_worker::role().as_deref() {
        Some(TAGGER_ROLE) => serve_tagger(),
        Some(_) => ExitCode::FAILURE,
        None => match measure() {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                println!("{error:#}");
                ExitCode::FAILURE
            }
        },
    }
}

/// Seconds by the clock, and of processor time.
type Seconds = [f64; 2];

#[derive(Deserialize)]
struct Peer {
    fp32: Seconds,
    int8: Seconds,
}

fn measure() -> anyhow::Result<()> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let mut next = || arguments.next().context("usage: tagger_speed WEIGHTS ONNX TEXT PYTHON");
    let (weights, onnx, file, python) = (next()?, next()?, next()?, next()?);
    let text = fs::read_to_string(&file)?;
    let tagger = Tagger::new(WorkerExe::current()?, pinned(&weights)?, Some(THREADS));
    let mut command = Command::new(python);
    command.arg(PEER).arg(weights.join("tokenizer.json")).arg(onnx).arg(file).arg(THREADS.to_string());
    let mut peer = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let mut ask = peer.stdin.take().context("the peer has no standard input")?;
    let mut answers = BufReader::new(peer.stdout.take().context("the peer has no standard output")?).lines();
    let hello: Value = serde_json::from_str(&answers.next().context("the peer ended early")??)?;

    let end =
        text.split_whitespace().nth(WORDS).map_or(text.len(), |word| word.as_ptr() as usize - text.as_ptr() as usize);
    let thousand = text.get(..end).context("the words end within a character")?;
    let (mut ours, mut fp32, mut int8, mut words) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let mine = read(&tagger, &text, round)?;
        let short = read(&tagger, thousand, round)?;
        writeln!(ask, "again")?;
        let theirs: Peer = serde_json::from_str(&answers.next().context("the peer ended early")??)?;
        // The first round loads.
        if round > 0 {
            ours.push(mine);
            words.push(short);
            fp32.push(theirs.fp32);
            int8.push(theirs.int8);
        }
    }
    drop(ask);
    peer.wait()?;

    let characters = text.chars().count();
    let speed = |seconds: &Vec<Seconds>| {
        json!({
            "clock": rate(characters, median(seconds, |[clock, _]| *clock)),
            "core": rate(characters, median(seconds, |[_, processor]| *processor)),
        })
    };
    let measured = json!({
        "peer": hello.get("name"), "threads": THREADS, "characters": characters, "rounds": ROUNDS, "ours": speed(&ours), "fp32": speed(&fp32),
        "int8": speed(&int8), "thousand_words_ms": 1000.0 * median(&words, |[clock, _]| *clock),
    });
    println!("{measured}");
    Ok(())
}

/// Reads the text once more. Another first line each time: what was read before would not be read again.
fn read(tagger: &Tagger, text: &str, round: usize) -> anyhow::Result<Seconds> {
    let text = RawText::new(format!("{round}\n{text}"));
    let before = processor_time(tagger.process());
    let began = Instant::now();
    tagger.read(&[&text], Preset::Balanced)?;
    Ok([began.elapsed().as_secs_f64(), processor_time(tagger.process()) - before])
}

/// Of the tagger's process with all its threads.
fn processor_time(process: Option<u32>) -> f64 {
    let stat = process.and_then(|process| fs::read_to_string(format!("/proc/{process}/stat")).ok()).unwrap_or_default();
    let fields = stat.rsplit_once(") ").map(|(_, fields)| fields).unwrap_or_default();
    fields.split(' ').skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / TICKS
}

#[allow(clippy::cast_precision_loss, reason = "a text is far below 2^52 characters")]
fn rate(characters: usize, seconds: f64) -> f64 {
    characters as f64 / seconds
}

fn median(rounds: &[Seconds], which: fn(&Seconds) -> f64) -> f64 {
    let mut seconds: Vec<f64> = rounds.iter().map(which).collect();
    seconds.sort_by(f64::total_cmp);
    seconds.get(seconds.len() / 2).copied().unwrap_or(f64::NAN)
}

/// A shelf whose manifest says that the files of this folder are right.
fn pinned(folder: &Path) -> anyhow::Result<Shelf> {
    let row = |file: &str| -> anyhow::Result<String> {
        let path = folder.join(file);
        let digest = Sha256Hex::of(fs::File::open(&path)?)?;
        Ok(format!("file = {file:?}\nbytes = {}\nsha256 = \"{digest}\"\n", fs::metadata(&path)?.len()))
    };
    let (model, head, tokenizer) = (row("tagger-f16.gguf")?, row("head.safetensors")?, row("tokenizer.json")?);
    let manifest = format!(
        "[[model]]\nid = \"t\"\nname = \"T\"\n{model}licence = \"Apache-2.0\"\nsource = \"here\"\nrole = \"tagger\"\n\
         context = 256\n[[model.beside]]\n{head}[[model.beside]]\n{tokenizer}"
    );
    Ok(Shelf::of(Manifest::parse(&manifest)?, vec![folder.to_owned()]))
}
