//! Measures reading, rules and the local model on this machine, each beside a peer in the same run: a part of
//! `cargo xtask bench`.
//!
//!   `measure FOLDER CONFIDANT LLAMA_LOOP` prints one JSON object
#![allow(
    clippy::disallowed_types,
    clippy::print_stdout,
    clippy::format_collect,
    clippy::format_push_string,
    reason = "a measurement starts its peers, prints what it found, and writes its PDF by hand, once"
)]

use std::{
    fs,
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

use anyhow::{Context, ensure};
use confidant_ingest::Ingest;
use confidant_llama::LlamaModel;
use confidant_local::{LocalModel, Prompt, Role, Sampling, Turn};
use confidant_models::{Role as ModelRole, Shelf, VerifiedModel};
use confidant_privacy::Recognisers;
use confidant_text::RawText;
use confidant_worker::WorkerExe;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/Lease_Weiss.pdf");
const SAMPLE_TEXT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/Lease_Weiss.txt");
const MODELS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/cache");
const ROUNDS: usize = 5;
const GENERATED: usize = 128;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(folder), Some(confidant), Some(llama_loop)) = (arguments.next(), arguments.next(), arguments.next())
    else {
        anyhow::bail!("usage: measure FOLDER CONFIDANT LLAMA_LOOP");
    };
    let confidant = fs::canonicalize(confidant)?;
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let thousand = folder.join("thousand.pdf");
    fs::write(&thousand, many_pages(1_000)?)?;
    let exe = WorkerExe::at(&confidant);
    let found = json!({
        "load_before": load.split_whitespace().next(),
        "ingest": {
            "sample": reading(&exe, Path::new(SAMPLE), &folder).await?,
            "thousand": reading(&exe, &thousand, &folder).await?,
        },
        "rules": rules(&folder)?,
        "model": model(&exe, &confidant, &llama_loop).await?,
    });
    println!("{found}");
    Ok(())
}

/// Pages per second of our reader, worker start included, and of pdftotext, in turns.
async fn reading(exe: &WorkerExe, file: &Path, folder: &Path) -> anyhow::Result<Value> {
    let ingest = Ingest::new(exe.clone());
    let out = folder.join("pages.txt");
    let (mut ours, mut theirs, mut pages) = (Vec::new(), Vec::new(), 0);
    // The first round fills the caches and does not count.
    for round in 0..=ROUNDS {
        let begin = Instant::now();
        let read = ingest.read(file, None, &CancellationToken::new(), &mut |_, _| ()).await?;
        let our_time = begin.elapsed();
        pages = read.document.pages.len();
        let begin = Instant::now();
        let status =
            Command::new("pdftotext").arg(file).arg(&out).status().context("pdftotext could not be started")?;
        ensure!(status.success(), "pdftotext failed");
        if round > 0 {
            ours.push(our_time.as_secs_f64());
            theirs.push(begin.elapsed().as_secs_f64());
        }
    }
    let per_second = |times: &mut Vec<f64>| f64::from(u32::try_from(pages).unwrap_or(u32::MAX)) / median(times);
    Ok(json!({
        "pages": pages,
        "ours_pages_per_s": per_second(&mut ours),
        "pdftotext_pages_per_s": per_second(&mut theirs),
    }))
}

/// Bytes per second of the rules with propagation over a page-sized text each time, and of one pattern in grep.
fn rules(folder: &Path) -> anyhow::Result<Value> {
    let lease = fs::read_to_string(SAMPLE_TEXT)?;
    let recognisers = Recognisers::builtin()?;
    let text = RawText::new(lease.as_str());
    let mut ours = Vec::new();
    for round in 0..=ROUNDS {
        let begin = Instant::now();
        let mut findings = 0;
        for _ in 0..10 {
            findings += recognisers
                .scan(&[&text], &confidant_privacy::Policy::default())?
                .first()
                .map_or(0, confidant_privacy::Findings::len);
        }
        ensure!(findings > 0, "nothing was found");
        if round > 0 {
            ours.push(begin.elapsed().as_secs_f64() / 10.0);
        }
    }
    let file = folder.join("grep.txt");
    fs::write(&file, lease.repeat(200))?;
    let mut theirs = Vec::new();
    for round in 0..=ROUNDS {
        let begin = Instant::now();
        let pattern = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}";
        let grep = Command::new("grep").args(["-E", "-o", "-a", pattern]).arg(&file).stdout(Stdio::null()).status()?;
        ensure!(grep.success(), "grep found nothing");
        if round > 0 {
            theirs.push(begin.elapsed().as_secs_f64() / 200.0);
        }
    }
    let megabytes = bytes(lease.len()) / 1e6;
    Ok(json!({
        "text": format!("{} KB", lease.len() / 1000),
        "mb_per_s": megabytes / median(&mut ours),
        "grep_mb_per_s": megabytes / median(&mut theirs),
    }))
}

/// The local model through our worker and its peer with the same numbers of tokens and threads; null without the model.
async fn model(exe: &WorkerExe, confidant: &Path, llama_loop: &Path) -> anyhow::Result<Value> {
    let shelf = Shelf::new(vec![MODELS.into()])?;
    let id = shelf.manifest().default_for(ModelRole::Chat).context("the list has no chat model")?.id.clone();
    let Ok(verified) = shelf.find(&id) else { return Ok(Value::Null) };
    let threads = std::thread::available_parallelism()?.get();
    let path = verified.path().to_owned();
    let ours = our_model(exe, verified, threads).await?;
    let peer = Command::new(llama_loop)
        .arg(path)
        .args([threads.to_string(), ours.prompt_tokens.to_string(), GENERATED.to_string(), ROUNDS.to_string()])
        .output()?;
    ensure!(peer.status.success(), "the peer failed");
    Ok(json!({
        "id": id,
        "threads": threads,
        "tokens": {"prompt": ours.prompt_tokens, "generation": GENERATED},
        "ours": {"prompt": ours.prompt_per_s, "generation": ours.generation_per_s},
        "peer": serde_json::from_slice::<Value>(&peer.stdout)?,
        "first_word_ms": first_word(confidant)?,
    }))
}

struct Ours {
    prompt_tokens: usize,
    prompt_per_s: f64,
    generation_per_s: f64,
}

async fn our_model(exe: &WorkerExe, verified: VerifiedModel, threads: usize) -> anyhow::Result<Ours> {
    let model = LlamaModel::start(exe.clone(), verified, Some(threads)).await?;
    let lease = fs::read_to_string(SAMPLE_TEXT)?;
    let words: Vec<&str> = lease.split_whitespace().collect();
    let (mut prompts, mut generations, mut prompt_tokens) = (Vec::new(), Vec::new(), 0);
    for round in 0..=ROUNDS {
        // Another beginning each time: a prompt that begins like the last one is not computed again.
        let passage = words.iter().skip(40 * round).take(250).copied().collect::<Vec<_>>().join(" ");
        let text = RawText::new(format!("{round}. Continue this text at length:\n\n{passage}"));
        prompt_tokens = model.count(&text).await?;
        let mut prompt = Prompt::new(vec![Turn::new(Role::User, text)]);
        prompt.sampling = Sampling { temperature: 1.0, seed: 1, repeat_penalty: 1.0 };
        let begin = Instant::now();
        let mut first = None;
        let mut hear = |_: &str| {
            first.get_or_insert_with(Instant::now);
        };
        let written = model.generate(&prompt, GENERATED, &CancellationToken::new(), &mut hear).await?;
        let end = Instant::now();
        let first = first.context("the model wrote nothing")?;
        if round > 0 && written.tokens > GENERATED / 2 {
            prompts.push(bytes(prompt_tokens) / (first - begin).as_secs_f64());
            generations.push(bytes(written.tokens - 1) / (end - first).as_secs_f64());
        }
    }
    ensure!(prompts.len() > ROUNDS / 2, "the model ended its answers too early to be measured");
    Ok(Ours { prompt_tokens, prompt_per_s: median(&mut prompts), generation_per_s: median(&mut generations) })
}

/// From the start of `confidant summarize` on the sample to the first word it prints.
fn first_word(confidant: &Path) -> anyhow::Result<f64> {
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let begin = Instant::now();
        let mut child = Command::new(confidant)
            .args(["summarize", SAMPLE])
            .env("CONFIDANT_MODELS", MODELS)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut printed = BufReader::new(child.stdout.take().context("no standard output")?);
        printed.read_until(b' ', &mut Vec::new())?;
        times.push(begin.elapsed().as_secs_f64() * 1e3);
        printed.read_to_end(&mut Vec::new())?;
        ensure!(child.wait()?.success(), "summarize failed");
    }
    Ok(median(&mut times))
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

#[allow(clippy::cast_precision_loss, reason = "counts far below 2^52")]
fn bytes(count: usize) -> f64 {
    count as f64
}

/// A PDF of so many pages of the sample's words, each page another stretch of them.
fn many_pages(count: usize) -> anyhow::Result<Vec<u8>> {
    let words: Vec<String> = fs::read_to_string(SAMPLE_TEXT)?
        .split_whitespace()
        .map(|word| word.chars().filter(|c| c.is_ascii() && !"()\\".contains(*c)).collect())
        .collect();
    let mut objects =
        vec![String::new(), String::new(), "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned()];
    let mut kids = String::new();
    for page in 0..count {
        let stretch: Vec<&str> = words.iter().cycle().skip(page * 37).take(400).map(String::as_str).collect();
        let lines: String = stretch.chunks(10).map(|line| format!("({}) Tj T*\n", line.join(" "))).collect();
        let content = format!("BT /F1 10 Tf 13 TL 50 800 Td\n{lines}ET\n");
        kids.push_str(&format!("{} 0 R ", objects.len() + 1));
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
            objects.len() + 2
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}endstream", content.len()));
    }
    if let [catalogue, pages, ..] = objects.as_mut_slice() {
        "<< /Type /Catalog /Pages 2 0 R >>".clone_into(catalogue);
        *pages = format!("<< /Type /Pages /Kids [{kids}] /Count {count} >>");
    }
    let (mut file, mut offsets) = (b"%PDF-1.4\n".to_vec(), Vec::new());
    for (number, object) in (1..).zip(&objects) {
        offsets.push(file.len());
        file.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    let (table, size) = (file.len(), objects.len() + 1);
    file.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").bytes());
    for offset in offsets {
        file.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    file.extend(format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").bytes());
    Ok(file)
}
