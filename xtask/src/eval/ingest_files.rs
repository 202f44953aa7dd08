//! The folder of PDF files: what opens, how alike the readings are, what they cost.

use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::Deserialize;

use super::{
    ingest_peers::{Answer, Cost, Peers},
    ingest_truth,
    words::{Words, is_rtl},
};

/// A file on which the peers are this much alike is one on which they agree; from right to left they differ over brackets.
const AGREE: f64 = 0.9;
const AGREE_RTL: f64 = 0.7;
/// Fewer words than that say nothing about a reader.
const LEAST: u32 = 5;
/// What the reader may take (its own limit), in KiB and seconds.
const MEMORY_KB: u64 = 2 << 20;
const PATIENCE: f64 = 30.0;

/// A row of the manifest.
#[derive(Deserialize)]
struct Row {
    file: String,
    password: String,
    gt: String,
}

/// A file and what came of it.
pub struct File {
    pub name: String,
    pub ours: Answer,
    pub cost: Cost,
    /// Of what is printed alone.
    pub bare: Cost,
    pub pdftotext: Option<String>,
    pub pdftotext_cost: Cost,
    pub pdfium: Option<String>,
    /// F1 of our words and pdftotext's, where the peers agree; without pdfium, where pdftotext has words.
    pub agreed: Option<f64>,
    /// The same for files with letters from right to left, against a text that is known, else against the peer that is closer.
    pub rtl: Option<f64>,
    /// Files beside it that say what stands in it.
    pub truth: Vec<PathBuf>,
    /// What is worth a look.
    pub short: Vec<String>,
}

/// All files.
pub struct Files {
    pub files: Vec<File>,
}

/// Reads every file of the manifest with each reader, and once more to time ours.
pub fn measure(folder: &Path, peers: &Peers) -> anyhow::Result<Files> {
    let manifest = folder.join("MANIFEST.csv");
    let mut rows =
        csv::Reader::from_path(&manifest).with_context(|| format!("{} could not be opened", manifest.display()))?;
    let files = rows.deserialize::<Row>().map(|row| file(folder, row?, peers)).collect::<anyhow::Result<_>>()?;
    Ok(Files { files })
}

fn file(folder: &Path, row: Row, peers: &Peers) -> anyhow::Result<File> {
    let path = folder.join(&row.file);
    // "(unknown - …)" says that nobody has it.
    let password = Some(row.password.as_str()).filter(|password| !password.is_empty() && !password.starts_with('('));
    let (ours, cost) = peers.ours(&path, password)?;
    let bare = peers.bare(&path, password)?;
    let (pdftotext, pdftotext_cost) = Peers::pdftotext(&path, password)?;
    let pdfium = peers.pdfium(&path, password)?;
    let mut file = File {
        truth: row.gt.split_whitespace().map(|name| folder.join(name)).collect(),
        name: row.file,
        ours,
        cost,
        bare,
        pdftotext,
        pdftotext_cost,
        pdfium,
        agreed: None,
        rtl: None,
        short: Vec::new(),
    };
    file.compare(peers);
    Ok(file)
}

impl File {
    fn compare(&mut self, peers: &Peers) {
        let words = |text: &Option<String>| text.as_deref().map(Words::of);
        let (ours, pdftotext, pdfium) = (Words::of(&self.ours.printed()), words(&self.pdftotext), words(&self.pdfium));
        let likeness = |peer: &Option<Words>| peer.as_ref().map(|peer| ours.f1(peer));
        let between = match (&pdftotext, &pdfium) {
            (Some(one), Some(other)) => one.f1(other),
            _ => {
                if peers.has_pdfium() {
                    0.0
                } else {
                    1.0
                }
            }
        };
        let enough = pdftotext.as_ref().is_some_and(|words| words.len() >= LEAST);
        if self.is_rtl() {
            let known = self.truth.iter().find_map(|path| ingest_truth::text(path)).map(|text| Words::of(&text));
            let alike = self.ours.alike();
            let known = known.map(|known| alike.as_ref().unwrap_or(&ours).f1(&known));
            let peers = likeness(&pdftotext).into_iter().chain(likeness(&pdfium)).max_by(f64::total_cmp);
            self.rtl = known.or(peers.filter(|_| between >= AGREE_RTL));
        } else if enough && between >= AGREE {
            self.agreed = likeness(&pdftotext);
        }
        if let Some(f1) = self.agreed.or(self.rtl).filter(|f1| *f1 < 0.95) {
            self.short.push(format!("{}: F1 {f1:.3}, the peers {between:.3}", self.name));
        }
        if let Some(code) = self.ours.code.as_deref().filter(|_| self.peer_opens()) {
            self.short.push(format!("{}: {code}, a peer opens it", self.name));
        }
    }

    fn is_rtl(&self) -> bool {
        let count = |text: &Option<String>| text.iter().flat_map(|text| text.chars()).filter(|c| is_rtl(*c)).count();
        count(&self.pdftotext).max(count(&self.pdfium)) >= 3
    }

    /// Whether any peer makes a document of it.
    pub fn peer_opens(&self) -> bool {
        self.pdftotext.is_some() || self.pdfium.is_some()
    }

    /// Whether it ended as no file may end.
    pub fn is_trouble(&self) -> bool {
        let code = self.ours.code.as_deref();
        matches!(code, Some("crash" | "reader_failed" | "timed_out"))
            || self.cost.clock > PATIENCE
            || self.ours.reader_kb > MEMORY_KB
    }
}

impl Files {
    /// Our processor time and pdftotext's, over the files that both open.
    pub fn processor_time(&self) -> (f64, f64, usize) {
        let common = || self.files.iter().filter(|file| file.ours.code.is_none() && file.pdftotext.is_some());
        let (ours, theirs) =
            (common().map(|file| file.bare.cpu).sum(), common().map(|file| file.pdftotext_cost.cpu).sum());
        (ours, theirs, common().count())
    }
}
