//! The figures of a set of documents with gold spans, as `score_pii.py` of the data folder defines them (Pilán et al. 2022,
//! Text Anonymization Benchmark, with one annotation layer per document).

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use confidant_privacy::Recognisers;

use super::{
    data::{self, Document, Gold},
    seen::{Seen, counts},
    share::Share,
};

/// Sets whose direct and quasi identifiers somebody marked; elsewhere they are guessed.
const GOLD_IDENTIFIERS: [&str; 3] = ["tab144", "panorama151", "dab_danish"];

/// What one set shows.
#[derive(Default)]
pub struct Score {
    pub set: String,
    pub documents: usize,
    /// Sensitive letters and digits that are covered.
    pub recall: Share,
    /// Covered letters and digits that are sensitive.
    pub precision: Share,
    /// Surfaces of a document all of whose mentions are wholly covered, by kind of identifier: "direct", "quasi", "all".
    pub entities: BTreeMap<&'static str, Share>,
    /// Gold spans that are wholly covered.
    pub units: Share,
    /// The same by type.
    pub types: BTreeMap<String, Share>,
    /// All letters and digits that are covered.
    pub masked: Share,
    /// Units that are not wholly covered, to look at.
    pub misses: Vec<String>,
}

/// The sets of a folder, in order of their names.
pub fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|name| name == "jsonl") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Scans every document of a set.
pub fn score(path: &Path, recognisers: &Recognisers) -> anyhow::Result<Score> {
    let documents: Vec<Document> = data::rows(path)?;
    let mut score = Score::named(path.file_stem().and_then(|name| name.to_str()).unwrap_or_default());
    for document in &documents {
        score.add(document, &Seen::of(&document.text, recognisers)?);
    }
    Ok(score)
}

impl Score {
    /// Of a set, before any document of it.
    pub fn named(set: &str) -> Self {
        Self { set: set.to_owned(), ..Self::default() }
    }

    /// One more document.
    pub fn add(&mut self, document: &Document, seen: &Seen) {
        self.documents += 1;
        self.spans(document, seen);
        self.characters(document, seen);
    }

    fn spans(&mut self, document: &Document, seen: &Seen) {
        let gold = GOLD_IDENTIFIERS.iter().any(|set| self.set.starts_with(set));
        let mut types: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        let mut surfaces: BTreeMap<(&str, String), bool> = BTreeMap::new();
        for span in document.spans.iter().filter(|span| sensitive(span)) {
            let whole = seen.whole(span.start, span.end);
            let kind = span.coarse.as_deref().unwrap_or("?");
            let unit = types.entry(kind).or_default();
            *unit = (unit.0 + usize::from(whole), unit.1 + 1);
            // Upper and then lower case makes "Straße" and "STRASSE" one, as case folding does.
            let surface = (span.identifier.as_deref().unwrap_or_default(), span.text.to_uppercase().to_lowercase());
            *surfaces.entry(surface).or_insert(true) &= whole;
            if !whole {
                self.misses.push(format!("missed {kind} in {}: {:?}", document.id, span.text));
            }
        }
        let all = types.values().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        self.units.add(all.0, all.1);
        for (kind, (hits, all)) in types {
            self.types.entry(kind.to_owned()).or_default().add(hits, all);
        }
        for wanted in ["direct", "quasi", "all"] {
            let of_kind = surfaces.iter().filter(|((kind, _), _)| wanted == "all" || gold && *kind == wanted);
            let done: Vec<bool> = of_kind.map(|(_, done)| *done).collect();
            let hits = done.iter().filter(|done| **done).count();
            self.entities.entry(wanted).or_default().add(hits, done.len());
        }
    }

    fn characters(&mut self, document: &Document, seen: &Seen) {
        let length = document.text.chars().count();
        let (mut gold, mut neither) = (vec![false; length], vec![false; length]);
        for span in &document.spans {
            let marks = if sensitive(span) { &mut gold } else { &mut neither };
            marks.get_mut(span.start..span.end.min(length)).unwrap_or_default().fill(true);
        }
        let (mut found, mut sensitive, mut covered, mut judged, mut all) = (0, 0, 0, 0, 0);
        for (((c, hit), gold), neither) in seen.covered().zip(gold).zip(neither) {
            if counts(c) {
                all += 1;
                covered += usize::from(hit);
                sensitive += usize::from(gold);
                found += usize::from(hit && gold);
                judged += usize::from(hit && (gold || !neither));
            }
        }
        self.recall.add(found, sensitive);
        self.precision.add(found, judged);
        self.masked.add(covered, all);
    }
}

fn sensitive(span: &Gold) -> bool {
    !matches!(span.identifier.as_deref(), Some("none" | "no_mask"))
}
