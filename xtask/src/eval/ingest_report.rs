//! The chapter of docs/benchmarks.md about reading files.

use std::fmt::Write;

use super::{ingest_files::Files, ingest_made::Made, ingest_peers::Peers, ingest_truth::Truth};
use crate::machine;

/// Pages by which growth is counted.
const STEP: f64 = 1000.0;

/// The chapter, from what was measured.
pub fn markdown(pdf: &Files, truth: &Truth, made: &[Made], peers: &Peers) -> String {
    let mut page = String::from(
        "## Reading files\n\nWritten by `cargo xtask eval ingest --data ../shared/data --pdfium PYTHON`: each file through the real worker, a release build, \
         one process a file. Words are compared in compatibility form (NFKC), without marks of direction, whatever their order. \
         Two readers agree on a file when the F1 of their words is .9 or more; only there is it a yardstick. The data is not part of the \
         repository.\n\n",
    );
    page += &machine::lines();
    let _ = write!(page, "- Beside: {}\n\n", peers.names());
    page += "| on | figure | value | of | target | |\n| --- | --- | --- | --- | --- | --- |\n";
    files(&mut page, pdf);
    known(&mut page, truth);
    costs(&mut page, pdf, truth, made);
    outcomes(&mut page, pdf);
    page
}

fn files(page: &mut String, pdf: &Files) {
    let files = &pdf.files;
    let on = "PDF files";
    let trouble = files.iter().filter(|file| file.is_trouble()).count();
    row(page, on, "crash, hang over 30 s, over 2 GB", Some(count(trouble)), files.len(), Target::AtMost(0.0));
    let agreed = sorted(files.iter().filter_map(|file| file.agreed));
    let on = "PDF files on which pdftotext and pdfium agree";
    row(page, on, "word F1, 10th percentile", percentile(&agreed, 10), agreed.len(), Target::AtLeast(0.98));
    let poor = agreed.iter().filter(|f1| **f1 < 0.8).count();
    row(page, on, "share under .8", share(poor, agreed.len()), agreed.len(), Target::AtMost(0.02));
    let rtl = sorted(files.iter().filter_map(|file| file.rtl));
    row(
        page,
        "PDF files in right-to-left scripts",
        "mean word F1, the closer peer",
        mean(&rtl),
        rtl.len(),
        Target::AtLeast(0.9),
    );
    let opened: Vec<bool> =
        files.iter().filter(|file| file.peer_opens()).map(|file| file.ours.code.is_none()).collect();
    let ours = opened.iter().filter(|opens| **opens).count();
    row(
        page,
        "PDF files that a peer opens",
        "share opened",
        share(ours, opened.len()),
        opened.len(),
        Target::AtLeast(1.0),
    );
}

fn known(page: &mut String, truth: &Truth) {
    let shares = [
        ("ICDAR tables", "cells found", &truth.cells, 0.98),
        ("invoices", "printed fields found", &truth.fields, 1.0),
        ("scans with known text", "word recall", &truth.scans, 0.95),
        ("documents with expected strings", "strings found", &truth.strings, 0.97),
        ("documents with expected strings", "opened", &truth.documents, 1.0),
    ];
    for (on, figure, found, target) in shares {
        let all = usize::try_from(found.counts().1).unwrap_or(usize::MAX);
        row(page, on, figure, found.value(), all, Target::AtLeast(target));
    }
    let geotopo = truth.texts_of("geotopo");
    row(page, "GeoTopo", "word F1", mean(&geotopo), geotopo.len(), Target::AtLeast(0.975));
    let texts = truth.texts_of("");
    row(page, "PDF files with a text beside them", "mean word F1", mean(&texts), texts.len(), Target::None);
}

fn costs(page: &mut String, pdf: &Files, truth: &Truth, made: &[Made]) {
    row(
        page,
        "scans with known text",
        "processor seconds a page",
        mean(&truth.scan_seconds),
        truth.scan_seconds.len(),
        Target::AtMost(2.0),
    );
    let (ours, theirs, common) = pdf.processor_time();
    row(
        page,
        "PDF files that both open",
        "processor time, times pdftotext's",
        Some(ours / theirs),
        common,
        Target::AtMost(0.6),
    );
    for made in made {
        let on = format!("{} pages made here", made.pages);
        row(
            page,
            &on,
            "processor time, times pdftotext's",
            Some(made.cost.cpu / made.pdftotext.cpu),
            1,
            Target::AtMost(0.6),
        );
    }
    if let [small, large] = made {
        let grown = |of: fn(&Made) -> u64| {
            let (small_kb, large_kb) = (of(small), of(large));
            count(usize::try_from(large_kb.saturating_sub(small_kb)).unwrap_or(0))
                / 1024.0
                / ((count(large.pages) - count(small.pages)) / STEP)
        };
        let on = format!("{} to {} pages made here", small.pages, large.pages);
        row(
            page,
            &on,
            "MiB that the worker grows by for 1,000 pages",
            Some(grown(|made| made.ours.reader_kb)),
            1,
            Target::AtMost(150.0),
        );
        row(
            page,
            &on,
            "MiB that the keeper of the document grows by",
            Some(grown(|made| made.ours.keeper_kb)),
            1,
            Target::AtMost(150.0),
        );
    }
    let _ = writeln!(page, "\nProcessor time: {ours:.2} s for {common} files, pdftotext {theirs:.2} s.");
    for made in made {
        let _ = writeln!(
            page,
            "{} pages: {} read, {:.2} s, pdftotext {:.2} s; worker {} MiB, keeper {} MiB.",
            made.pages,
            made.ours.pages.len(),
            made.cost.cpu,
            made.pdftotext.cpu,
            made.ours.reader_kb / 1024,
            made.ours.keeper_kb / 1024
        );
    }
}

fn outcomes(page: &mut String, pdf: &Files) {
    *page += "\n### Files that end in an error\n\n| error | files | of them opened by a peer |\n| --- | --- | --- |\n";
    let mut codes: Vec<&str> = pdf.files.iter().filter_map(|file| file.ours.code.as_deref()).collect();
    codes.sort_unstable();
    for code in codes.chunk_by(|a, b| a == b).filter_map(<[&str]>::first) {
        let with = || pdf.files.iter().filter(|file| file.ours.code.as_deref() == Some(*code));
        let _ = writeln!(page, "| {code} | {} | {} |", with().count(), with().filter(|file| file.peer_opens()).count());
    }
}

/// What a figure has to reach.
enum Target {
    AtLeast(f64),
    AtMost(f64),
    None,
}

fn row(page: &mut String, on: &str, figure: &str, value: Option<f64>, of: usize, target: Target) {
    let number = value.filter(|value| value.is_finite());
    let (target, verdict) = match (target, number) {
        (Target::None, _) => (String::new(), ""),
        (Target::AtLeast(bound), Some(value)) => (format!("≥ {bound}"), verdict(value >= bound)),
        (Target::AtMost(bound), Some(value)) => (format!("≤ {bound}"), verdict(value <= bound)),
        (Target::AtLeast(bound), None) => (format!("≥ {bound}"), "not measured"),
        (Target::AtMost(bound), None) => (format!("≤ {bound}"), "not measured"),
    };
    let value = number.map_or_else(
        || "–".to_owned(),
        |value| if value.fract() == 0.0 && value > 1.0 { format!("{value}") } else { format!("{value:.3}") },
    );
    let _ = writeln!(page, "| {on} | {figure} | {value} | {of} | {target} | {verdict} |");
}

fn verdict(passes: bool) -> &'static str {
    if passes { "met" } else { "**missed**" }
}

#[allow(clippy::cast_precision_loss, reason = "counts of files and pages are far below 2^52")]
fn count(value: usize) -> f64 {
    value as f64
}

fn share(part: usize, all: usize) -> Option<f64> {
    (all > 0).then(|| count(part) / count(all))
}

fn sorted(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values
}

fn percentile(sorted: &[f64], percent: usize) -> Option<f64> {
    sorted.get(sorted.len() * percent / 100).copied()
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / count(values.len()))
}
