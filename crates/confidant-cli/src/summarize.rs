//! `confidant summarize`: what a document says, sentence by sentence, each with its page.

use std::{path::Path, sync::Arc};

use confidant_local::{Coverage, Engine, Sentence, Summary};
use confidant_pipeline::{Case, StageEvent, Way};
use serde::Serialize;

use crate::{
    arguments::Summarize,
    failure::Failure,
    files::{Files, Next, OfFile, Print},
    output,
    surroundings::{PageCount, Surroundings},
};

const PRINTED: &str = "the person asked for a summary of their file";

/// Summarises each file in turn. As text the sentences are printed as they are done.
pub async fn run(here: &Surroundings, wanted: Summarize) -> Result<(), Failure> {
    let way = Arc::new(here.way().await?);
    let mut files = Files::open(here, Arc::clone(&way), wanted.files, None, Print::each(wanted.json)).await?;
    while let Some(Next { path, case }) = files.next().await? {
        let name = files.several().then_some(path.as_path());
        if let Err(failure) = summarize(here, &way, &case, wanted.json, name).await {
            files.fails(&path, failure)?;
        }
    }
    files.end()
}

/// `name` is what a result in JSON says it is about, where that is not clear.
async fn summarize(
    here: &Surroundings,
    way: &Way,
    case: &Case,
    json: bool,
    name: Option<&Path>,
) -> Result<(), Failure> {
    let count = PageCount::default();
    let listen = |event: StageEvent| {
        count.hear(&event);
        if let (StageEvent::Sentence(sentence), false) = (event, json) {
            // A closed pipe is noticed at the end of the summary at the latest.
            output::text(&line(&sentence)).ok();
        }
    };
    let summary = way.summarise(case, &here.cancel, &listen).await?;
    if here.cancel.is_cancelled() {
        return Err(Failure::Cancelled);
    }
    if let Some(trouble) = &summary.trouble {
        output::note(&format!("warning[model]: {trouble}"));
    }
    if json {
        return output::json(&OfFile::of(name, Summarized::of(&summary)));
    }
    // Asks whether anybody still reads: the sentences were printed on the way.
    output::text("")?;
    output::note(&coverage(&summary));
    Ok(())
}

fn line(sentence: &Sentence) -> String {
    let pages: Vec<String> = sentence.pages.iter().map(|page| format!("p{page}")).collect();
    format!("{} [{}]\n", sentence.text.expose(PRINTED), pages.join(", "))
}

fn coverage(summary: &Summary) -> String {
    let Coverage { pages, read, ocr, unreadable } = summary.coverage;
    let written = match (&summary.engine, &summary.model) {
        (Engine::Llm, Some(model)) => format!("phrased by {model}"),
        _ => "the document's own sentences".to_owned(),
    };
    let scanned = if ocr > 0 { format!(", {ocr} by text recognition") } else { String::new() };
    let missing = if unreadable > 0 { format!(", {unreadable} unreadable") } else { String::new() };
    format!("{read} of {pages} pages read{scanned}{missing}; {written}")
}

#[derive(Serialize)]
struct Summarized<'a> {
    sentences: Vec<SummarizedSentence<'a>>,
    coverage: Covered,
    model: Option<&'a str>,
    engine: Engine,
}

#[derive(Serialize)]
struct SummarizedSentence<'a> {
    text: &'a str,
    pages: &'a [u32],
    quote: &'a str,
    supported: bool,
}

#[derive(Serialize)]
struct Covered {
    pages: u32,
    read: u32,
    ocr: u32,
    unreadable: u32,
}

impl<'a> Summarized<'a> {
    fn of(summary: &'a Summary) -> Self {
        let Coverage { pages, read, ocr, unreadable } = summary.coverage;
        let sentences = summary.sentences.iter().map(|sentence| SummarizedSentence {
            text: sentence.text.expose(PRINTED),
            pages: &sentence.pages,
            quote: sentence.quote.expose(PRINTED),
            supported: sentence.supported,
        });
        Self {
            sentences: sentences.collect(),
            coverage: Covered { pages, read, ocr, unreadable },
            model: summary.model.as_deref(),
            engine: summary.engine,
        }
    }
}
