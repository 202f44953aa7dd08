//! `confidant ask`: a question about documents, answered on this computer with the pages it stands on.

use confidant_local::Answer;
use confidant_pipeline::Case;
use confidant_text::RawText;
use serde::Serialize;

use crate::{
    arguments::Ask,
    failure::Failure,
    output,
    surroundings::{PageCount, Surroundings},
};

const PRINTED: &str = "the person asked this question about their file";

/// Reads the files and answers. Nothing is kept.
pub async fn run(here: &Surroundings, wanted: Ask) -> Result<(), Failure> {
    let question = question(wanted.question)?;
    let way = here.way().await?;
    let mut cases: Vec<Case> = Vec::new();
    for file in &wanted.files {
        let count = PageCount::default();
        cases.push(way.read(file, None, &here.cancel, &|event| count.hear(&event)).await?);
    }
    let cases: Vec<&Case> = cases.iter().collect();
    let answer = way.answer(&cases, &question, &[], &here.cancel, &|_| ()).await?;
    if here.cancel.is_cancelled() {
        return Err(Failure::Cancelled);
    }
    if let Some(trouble) = &answer.trouble {
        output::note(&format!("warning[model]: {trouble}"));
    }
    let several = cases.len() > 1;
    if wanted.json { output::json(&Answered::of(&answer, several)) } else { output::text(&as_text(&answer)) }
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
}

#[derive(Serialize)]
struct Citation<'a> {
    /// Which of the files, counted from 0 as they were typed; absent when there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<usize>,
    page: u32,
    quote: &'a str,
}

impl<'a> Answered<'a> {
    fn of(answer: &'a Answer, several: bool) -> Self {
        let citations = answer.citations.iter();
        Self {
            answer: answer.text.expose(PRINTED),
            citations: citations
                .map(|citation| Citation {
                    file: several.then_some(citation.document),
                    page: citation.page,
                    quote: citation.quote.expose(PRINTED),
                })
                .collect(),
            confidence: answer.confidence,
            found: answer.found,
        }
    }
}
