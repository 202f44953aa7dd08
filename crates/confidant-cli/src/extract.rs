//! `confidant extract`: files become pages of text.

use std::{collections::BTreeMap, sync::Arc};

use confidant_pipeline::Case;
use confidant_text::{Document, PageSource};
use serde::Serialize;

use crate::{
    arguments::Extract,
    failure::Failure,
    files::{Files, Next, OfFile, Print},
    output,
    surroundings::Surroundings,
};

const PRINTED: &str = "the person asked for the text of their file";

/// Reads each file in a sandboxed worker and prints what is in it.
pub async fn run(here: &Surroundings, wanted: Extract) -> Result<(), Failure> {
    let way = if wanted.no_ocr { here.way_without_recognition()? } else { here.way_without_model()? };
    let way = Arc::new(way);
    let mut files = Files::open(here, way, wanted.files, wanted.password, Print::each(wanted.json)).await?;
    while let Some(Next { path, case: Case { document, .. } }) = files.next().await? {
        if wanted.json {
            output::json(&OfFile::of(files.several().then_some(path.as_path()), Extracted::of(&document)))?;
            continue;
        }
        for warning in &document.warnings {
            output::note(&format!("warning[{}]: {warning}", warning.code.as_str()));
        }
        output::text(&pages(document.pages.iter().map(|page| page.text.expose(PRINTED))))?;
    }
    files.end()
}

/// Pages one after the other, a form feed between two, a line end after the last: what `pdftotext` made a habit.
pub fn pages<'a>(pages: impl Iterator<Item = &'a str>) -> String {
    let mut all = pages.collect::<Vec<_>>().join("\n\u{c}");
    if !all.ends_with('\n') {
        all.push('\n');
    }
    all
}

#[derive(Serialize)]
struct Extracted<'a> {
    pages: Vec<Page<'a>>,
    warnings: Vec<Warning>,
    metadata: BTreeMap<&'a str, &'a str>,
}

#[derive(Serialize)]
struct Page<'a> {
    number: u32,
    text: &'a str,
    source: PageSource,
}

#[derive(Serialize)]
struct Warning {
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    message: String,
}

impl<'a> Extracted<'a> {
    fn of(document: &'a Document) -> Self {
        let pages = document.pages.iter();
        let warnings = document.warnings.iter();
        let metadata = document.metadata.iter();
        Self {
            pages: pages
                .map(|page| Page { number: page.number, text: page.text.expose(PRINTED), source: page.source })
                .collect(),
            warnings: warnings
                .map(|warning| Warning {
                    code: warning.code.as_str(),
                    page: warning.page,
                    message: warning.to_string(),
                })
                .collect(),
            metadata: metadata.map(|(name, value)| (name.as_str(), value.expose(PRINTED))).collect(),
        }
    }
}
