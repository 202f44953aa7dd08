//! Files that are made here, to see how time and memory grow with the pages.

use std::{fmt::Write as _, fs, io::Write as _};

use flate2::{Compression, write::ZlibEncoder};

use super::ingest_peers::{Answer, Cost, Peers};

/// How many pages, in files that are otherwise alike.
const PAGES: [usize; 2] = [1_000, 10_000];
/// Lines of a page, and words of a line: a full page of a letter.
const LINES: usize = 42;
const WORDS: usize = 11;

/// A file that was made, and what reading it took.
pub struct Made {
    pub pages: usize,
    pub ours: Answer,
    pub cost: Cost,
    pub pdftotext: Cost,
}

/// Makes and reads each.
pub fn measure(peers: &Peers) -> anyhow::Result<Vec<Made>> {
    let folder = tempfile::tempdir()?;
    let made = PAGES.map(|pages| -> anyhow::Result<Made> {
        let path = folder.path().join("made.pdf");
        fs::write(&path, pdf(pages)?)?;
        let (ours, _) = peers.ours(&path, None)?;
        let cost = peers.bare(&path, None)?;
        let (_, pdftotext) = Peers::pdftotext(&path, None)?;
        Ok(Made { pages, ours, cost, pdftotext })
    });
    made.into_iter().collect()
}

/// A PDF of so many pages of words, each page's content packed as usual.
fn pdf(pages: usize) -> anyhow::Result<Vec<u8>> {
    let mut random = fastrand::Rng::with_seed(5);
    let mut file = Objects::default();
    let kids: Vec<String> = (0..pages).map(|page| format!("{} 0 R", 4 + 2 * page)).collect();
    file.add(b"<< /Type /Catalog /Pages 2 0 R >>");
    file.add(
        format!("<< /Type /Pages /Kids [{}] /Count {pages} /MediaBox [0 0 595 842] >>", kids.join(" ")).as_bytes(),
    );
    file.add(b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>");
    for page in 0..pages {
        let content = 5 + 2 * page;
        let page =
            format!("<< /Type /Page /Parent 2 0 R /Contents {content} 0 R /Resources << /Font << /F1 3 0 R >> >> >>");
        file.add(page.as_bytes());
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
        packed.write_all(text(&mut random).as_bytes())?;
        let packed = packed.finish()?;
        let head = format!("<< /Filter /FlateDecode /Length {} >>\nstream\n", packed.len());
        file.add(&[head.as_bytes(), &packed, b"\nendstream"].concat());
    }
    Ok(file.finish())
}

/// The operators that print a page of words that nobody ever wrote.
fn text(random: &mut fastrand::Rng) -> String {
    let mut text = String::from("BT /F1 11 Tf 16 TL 60 770 Td\n");
    for _ in 0..LINES {
        let word = |random: &mut fastrand::Rng| (0..random.usize(2..9)).map(|_| random.lowercase()).collect::<String>();
        let line: Vec<String> = (0..WORDS).map(|_| word(random)).collect();
        let _ = writeln!(text, "({}) Tj T*", line.join(" "));
    }
    text + "ET"
}

/// The objects of a file, and where they begin.
#[derive(Default)]
struct Objects {
    bytes: Vec<u8>,
    starts: Vec<usize>,
}

impl Objects {
    fn add(&mut self, object: &[u8]) {
        if self.bytes.is_empty() {
            self.bytes.extend_from_slice(b"%PDF-1.7\n");
        }
        self.starts.push(self.bytes.len());
        self.bytes.extend(format!("{} 0 obj\n", self.starts.len()).bytes());
        self.bytes.extend_from_slice(object);
        self.bytes.extend_from_slice(b"\nendobj\n");
    }

    fn finish(mut self) -> Vec<u8> {
        let (table, size) = (self.bytes.len(), self.starts.len() + 1);
        self.bytes.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").bytes());
        for start in &self.starts {
            self.bytes.extend(format!("{start:010} 00000 n \n").bytes());
        }
        self.bytes.extend(format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").bytes());
        self.bytes
    }
}
