//! How fast the rules are on one core, and beside Presidio's pattern recognisers on the same texts in the same run.

use std::{
    env, fs,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    time::Duration,
};

use anyhow::{Context, ensure};
use confidant_privacy::{Policy, Recognisers};
use confidant_text::RawText;
use rustix::time::{ClockId, clock_gettime};
use serde::Deserialize;
use serde_json::json;

use super::data::{self, Document};
use crate::run;

/// How often each side is timed; the median counts.
const RUNS: usize = 9;
/// Of each set, every so manieth document: few enough that the peer is done within minutes.
const SAMPLE: [(&str, usize); 3] = [("tab144", 4), ("gum", 4), ("kiji", 1)];

/// What was timed: millions of bytes in a second of processor time, which counts the same when the machine does other things.
pub struct Speed {
    /// How much text.
    pub bytes: usize,
    pub ours: f64,
    pub peer: Option<PeerSpeed>,
}

/// The peer's speed.
pub struct PeerSpeed {
    /// Which version, and how many recognisers.
    pub name: String,
    /// All its pattern recognisers.
    pub all: f64,
    /// Those that are on by default for English.
    pub english: f64,
}

/// Times both sides in turn, so that what else the machine does falls on both.
pub fn measure(data: &Path, recognisers: &Recognisers, with_peer: bool) -> anyhow::Result<Speed> {
    let mut texts = Vec::new();
    for (set, step) in SAMPLE {
        let documents: Vec<Document> = data::rows(&data.join(format!("pii/{set}.jsonl")))?;
        texts.extend(documents.into_iter().step_by(step).map(|document| document.text));
    }
    let raw: Vec<RawText> = texts.iter().map(RawText::new).collect();
    let mut peer = if with_peer { Some(Peer::start(&texts)?) } else { None };
    let (mut ours, mut all, mut english) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let start = processor_time()?;
        for text in &raw {
            recognisers.scan(&[text], &Policy::default())?;
        }
        ours.push(processor_time()? - start);
        if let Some(peer) = &mut peer {
            let answer = peer.again()?;
            all.push(answer.all);
            english.push(answer.english);
        }
    }
    let bytes = texts.iter().map(String::len).sum();
    #[allow(clippy::cast_precision_loss, reason = "a sample is far below 2^52 bytes")]
    let rate = |seconds: Vec<f64>| bytes as f64 / 1e6 / median(seconds);
    let peer = peer.map(|peer| PeerSpeed { name: peer.name.clone(), all: rate(all), english: rate(english) });
    Ok(Speed { bytes, ours: rate(ours), peer })
}

/// Of this thread, in seconds.
fn processor_time() -> anyhow::Result<f64> {
    Ok(Duration::try_from(clock_gettime(ClockId::ThreadCPUTime))?.as_secs_f64())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// A running `bench/presidio/patterns.py`: for every line it is sent it goes through all texts and says how long that took.
struct Peer {
    name: String,
    child: Child,
    ask: ChildStdin,
    answer: BufReader<ChildStdout>,
    _texts: tempfile::NamedTempFile,
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    name: String,
    #[serde(default)]
    all: f64,
    #[serde(default)]
    english: f64,
}

impl Peer {
    fn start(texts: &[String]) -> anyhow::Result<Self> {
        let mut file = tempfile::NamedTempFile::new()?;
        for text in texts {
            writeln!(file, "{}", json!(text))?;
        }
        let mut command = Command::new(python()?);
        command.arg("bench/presidio/patterns.py").arg(file.path()).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().context("the peer could not be started")?;
        let ask = child.stdin.take().context("the peer has no standard input")?;
        let answer = BufReader::new(child.stdout.take().context("the peer has no standard output")?);
        let mut peer = Self { name: String::new(), child, ask, answer, _texts: file };
        peer.name = peer.line()?.name;
        Ok(peer)
    }

    fn again(&mut self) -> anyhow::Result<Answer> {
        writeln!(self.ask, "again")?;
        self.line()
    }

    fn line(&mut self) -> anyhow::Result<Answer> {
        let mut line = String::new();
        ensure!(self.answer.read_line(&mut line)? > 0, "the peer ended early; see what it printed above");
        serde_json::from_str(&line).context("the peer's answer does not read")
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // It has no files of its own to close.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Python with the peer's pinned packages, under the target folder; installed at the first run and when the pins change.
fn python() -> anyhow::Result<PathBuf> {
    let pins = "bench/presidio/requirements.txt";
    let target = PathBuf::from(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()));
    let folder = target.join("presidio");
    let (python, stamp) = (folder.join("bin/python"), folder.join("installed.txt"));
    if fs::read(&stamp).ok() != fs::read(pins).ok() {
        let folder = folder.to_str().context("the target folder's name is no UTF-8")?;
        run::output(Path::new("python3"), &["-m", "venv", "--clear", folder])?;
        run::output(&python, &["-m", "pip", "install", "--quiet", "--requirement", pins])?;
        fs::copy(pins, &stamp)?;
    }
    Ok(python)
}
