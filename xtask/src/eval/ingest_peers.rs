//! One file through our reader, pdftotext and pdfium: what each says, and the processor time of it.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    env, fs,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    time::Instant,
};

use anyhow::{Context, ensure};
use serde::Deserialize;
use serde_json::json;

use super::words::Words;
use crate::run;

/// The labels of what is not printed on a page.
const LABELS: [&str; 5] = ["Comment", "Link", "Hidden field", "Attachment", "Alt text"];

/// Our reader and its peers.
pub struct Peers {
    ours: PathBuf,
    pdfium: Option<RefCell<Pdfium>>,
}

/// What the example `read` prints.
#[derive(Clone, Default, Deserialize)]
pub struct Answer {
    /// Why there is no document.
    pub code: Option<String>,
    #[serde(default)]
    pub pages: Vec<Page>,
    #[serde(default)]
    pub metadata: BTreeMap<String, String>,
    /// The most memory that the worker held, and the process that keeps the document.
    #[serde(default)]
    pub reader_kb: u64,
    #[serde(default)]
    pub keeper_kb: u64,
}

/// A page as we read it.
#[derive(Clone, Deserialize)]
pub struct Page {
    pub text: String,
}

impl Answer {
    /// What is printed; what follows in labelled blocks no peer reads.
    pub fn printed(&self) -> String {
        self.pages.iter().map(|page| printed(&page.text)).collect::<Vec<_>>().join("\n")
    }

    /// The words of one page, where all pages say the same: what they were made from says it once.
    pub fn alike(&self) -> Option<Words> {
        let pages: Vec<Words> = self.pages.iter().map(|page| Words::of(printed(&page.text))).collect();
        let is_alike = |pair: &[Words]| matches!(pair, [one, other] if one.f1(other) > 0.999);
        let all_alike = pages.len() > 1 && pages.windows(2).all(is_alike);
        pages.into_iter().next().filter(|_| all_alike)
    }

    /// Everything: pages and metadata.
    pub fn all(&self) -> String {
        let pages = self.pages.iter().map(|page| page.text.as_str());
        pages.chain(self.metadata.values().map(String::as_str)).collect::<Vec<_>>().join("\n")
    }
}

fn printed(page: &str) -> &str {
    let block = LABELS.iter().filter_map(|label| page.find(&format!("[{label}]\n"))).min();
    page.get(..block.unwrap_or(page.len())).unwrap_or_default()
}

/// What it took.
#[derive(Clone, Copy, Default)]
pub struct Cost {
    /// Processor time of the program and of all that it started.
    pub cpu: f64,
    pub clock: f64,
}

impl Peers {
    /// Those that are here. pdftotext must be.
    pub fn find(python: Option<&Path>) -> anyhow::Result<Self> {
        let target = PathBuf::from(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()));
        let ours = target.join("release/examples/read");
        ensure!(ours.exists(), "the example `read` was not built");
        ensure!(
            run::first_line("pdftotext", &["-v"]).starts_with("pdftotext"),
            "pdftotext (poppler-utils) is not here"
        );
        Ok(Self { ours, pdfium: python.map(Pdfium::start).transpose()?.map(RefCell::new) })
    }

    /// Names and versions.
    pub fn names(&self) -> String {
        let pdfium = self
            .pdfium
            .as_ref()
            .map_or("pdfium left out (no `--pdfium`)".to_owned(), |pdfium| pdfium.borrow().name.clone());
        format!("{}, {pdfium}", run::first_line("pdftotext", &["-v"]))
    }

    /// Our reading of a file.
    pub fn ours(&self, file: &Path, password: Option<&str>) -> anyhow::Result<(Answer, Cost)> {
        let mut command = Command::new(&self.ours);
        command.arg(file).args(password);
        let (output, cost) = timed(&mut command)?;
        let answer = output.and_then(|output| serde_json::from_slice(&output).ok());
        // A reader that dies is an answer too.
        Ok((answer.unwrap_or(Answer { code: Some("crash".to_owned()), ..Answer::default() }), cost))
    }

    /// What our reading of what is printed takes, without what pdftotext does not do either: recognising text in pictures.
    pub fn bare(&self, file: &Path, password: Option<&str>) -> anyhow::Result<Cost> {
        let mut command = Command::new(&self.ours);
        Ok(timed(command.arg("--bare").arg(file).args(password))?.1)
    }

    /// pdftotext's reading, with the password as the user's and then as the owner's.
    pub fn pdftotext(file: &Path, password: Option<&str>) -> anyhow::Result<(Option<String>, Cost)> {
        let mut first = Cost::default();
        for kind in ["-upw", "-opw"] {
            let mut command = Command::new("pdftotext");
            command.args(["-enc", "UTF-8"]).args(password.into_iter().flat_map(|password| [kind, password]));
            let (output, cost) = timed(command.arg(file).arg("-"))?;
            first = if output.is_some() || password.is_none() { cost } else { first };
            if let Some(output) = output {
                return Ok((Some(String::from_utf8_lossy(&output).into_owned()), cost));
            }
        }
        Ok((None, first))
    }

    /// pdfium's reading, where it is here.
    pub fn pdfium(&self, file: &Path, password: Option<&str>) -> anyhow::Result<Option<String>> {
        self.pdfium.as_ref().map_or(Ok(None), |pdfium| pdfium.borrow_mut().read(file, password))
    }

    /// Whether pdfium is one of them.
    pub fn has_pdfium(&self) -> bool {
        self.pdfium.is_some()
    }
}

/// What a program prints when it succeeds, and what that took.
fn timed(command: &mut Command) -> anyhow::Result<(Option<Vec<u8>>, Cost)> {
    let (before, start) = (children_cpu()?, Instant::now());
    let output = command.stderr(Stdio::null()).output().with_context(|| format!("{command:?} could not be started"))?;
    let cost = Cost { cpu: children_cpu()? - before, clock: start.elapsed().as_secs_f64() };
    Ok((output.status.success().then_some(output.stdout), cost))
}

/// Processor time of all that was started and has ended, their own children included (proc(5), fields 16 and 17, hundredths of a
/// second; differences add up without loss).
fn children_cpu() -> anyhow::Result<f64> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let fields: Vec<&str> = stat.rsplit_once(')').context("proc(5)")?.1.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).context("proc(5)");
    Ok((ticks(13)? + ticks(14)?) / 100.0)
}

/// A running `bench/pdfium/pages.py`.
struct Pdfium {
    name: String,
    child: Child,
    ask: ChildStdin,
    answer: BufReader<ChildStdout>,
}

#[derive(Deserialize)]
struct PdfiumAnswer {
    pages: Option<Vec<String>>,
}

impl Pdfium {
    fn start(python: &Path) -> anyhow::Result<Self> {
        let says = "import pypdfium2.version as v; print('pdfium', v.PDFIUM_INFO, 'by pypdfium2', v.PYPDFIUM_INFO)";
        let name = run::output(python, &["-c", says])?.trim().to_owned();
        let mut command = Command::new(python);
        command.arg("bench/pdfium/pages.py").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().context("pdfium could not be started")?;
        let ask = child.stdin.take().context("it has no standard input")?;
        let answer = BufReader::new(child.stdout.take().context("it has no standard output")?);
        Ok(Self { name, child, ask, answer })
    }

    fn read(&mut self, file: &Path, password: Option<&str>) -> anyhow::Result<Option<String>> {
        writeln!(self.ask, "{}", json!({"file": file, "password": password}))?;
        let mut line = String::new();
        ensure!(self.answer.read_line(&mut line)? > 0, "pdfium ended at {}", file.display());
        let answer: PdfiumAnswer = serde_json::from_str(&line)?;
        Ok(answer.pages.map(|pages| pages.join("\n")))
    }
}

impl Drop for Pdfium {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
