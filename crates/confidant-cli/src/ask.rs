//! `confidant ask`: a question about documents, answered on this computer with the pages it stands on.

use std::sync::Arc;

use confidant_local::Answer;
use confidant_pipeline::Case;
use confidant_text::RawText;
use serde::Serialize;

use crate::{
    arguments::Ask,
    failure::Failure,
    files::{Files, Next, Print},
    output,
    surroundings::Surroundings,
};

const PRINTED: &str = "the person asked this question about their file";

/// Reads the files and answers. Nothing is kept. A file that cannot be read is told; the answer stands on the others then.
pub async fn run(here: &Surroundings, wanted: Ask) -> Result<(), Failure> {
    let question = question(wanted.question)?;
    let way = Arc::new(here.way().await?);
    let mut files = Files::open(here, Arc::clone(&way), wanted.files, None, Print::Nothing).await?;
    let (mut cases, mut paths) = (Vec::new(), Vec::new());
    while let Some(Next { path, case }) = files.next().await? {
        cases.push(case);
        paths.push(path.to_string_lossy().into_owned());
    }
    if cases.is_empty() {
        return files.end();
    }
    let cases: Vec<&Case> = cases.iter().collect();
    let answer = way.answer(&cases, &question, &[], &here.cancel, &|_| ()).await?;
    if here.cancel.is_cancelled() {
        return Err(Failure::Cancelled);
    }
    if let Some(trouble) = &answer.trouble {
        output::note(&format!("warning[model]: {trouble}"));
    }
    if wanted.json {
        output::json(&Answered::of(&answer, files.several().then_some(&paths)))?;
    } else {
        output::text(&as_text(&answer))?;
    }
    files.end()
}

/// A question that asks something.
pub fn question(typed: String) -> Result<RawText, Failure> {
    if typed.trim().is_empty() {
        return Err(Failure::Usage { code: "no_question", message: "the question is empty".to_owned() });
    }
    Ok(RawText::new(typed))
}

fn as_text(answer: &Answer) -> String {
    let cited = answer.citations.iter();
    let cited: Vec<String> =
        cited.map(|citation| format!("  p{}: {}\n", citation.page, citation.quote.expose(PRINTED))).collect();
    format!("{}\n{}", answer.text.expose(PRINTED), cited.concat())
}

#[derive(Serialize)]
struct Answered<'a> {
    answer: &'a str,
    citations: Vec<Citation<'a>>,
    confidence: f32,
    found: bool,
    /// The files that it stands on; absent when one was typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    files: Option<&'a Vec<String>>,
}

#[derive(Serialize)]
struct Citation<'a> {
    /// Which of `files`, counted from 0; absent when one was typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<usize>,
    page: u32,
    quote: &'a str,
}

impl<'a> Answered<'a> {
    fn of(answer: &'a Answer, files: Option<&'a Vec<String>>) -> Self {
        let citations = answer.citations.iter();
        Self {
            answer: answer.text.expose(PRINTED),
            citations: citations
                .map(|citation| Citation {
                    file: files.map(|_| citation.document),
                    page: citation.page,
                    quote: citation.quote.expose(PRINTED),
                })
                .collect(),
            confidence: answer.confidence,
            found: answer.found,
            files,
        }
    }
}
