//! `confidant tag`: what would be masked in each line's text, as code points.

use std::{
    io::{BufRead, Write},
    ops::Range,
};

use confidant_pipeline::Consent;
use confidant_privacy::{Policy, Recognisers};
use confidant_text::{EntityKind, Finding, RawText, Span};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{arguments::Tag, failure::Failure, policy::of_call, surroundings::Surroundings};

const LINE: &str = "an object with an \"id\" and a \"text\"";

#[derive(Deserialize)]
struct Line {
    id: Value,
    text: String,
}

#[derive(Serialize)]
struct Tagged {
    id: Value,
    spans: Vec<TaggedSpan>,
    /// What may be sensitive and is not masked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    possible: Vec<TaggedSpan>,
}

#[derive(Serialize)]
struct TaggedSpan {
    start: usize,
    end: usize,
    kind: EntityKind,
    score: f32,
    source: String,
}

/// Answers each line before it reads the next. A line that makes no sense ends it, after the answers to those before.
pub async fn run(here: &Surroundings, wanted: Tag) -> Result<(), Failure> {
    let policy = of_call(None, &Consent::default(), &wanted.masking).await?;
    let recognisers = if wanted.rules_only {
        Recognisers::builtin().map_err(confidant_pipeline::PipelineError::from)?
    } else {
        here.recognisers()?
    };
    let work = tokio::task::spawn_blocking(move || {
        tag_lines(&recognisers, &policy, std::io::stdin().lock(), std::io::stdout().lock())
    });
    match here.cancel.run_until_cancelled(work).await {
        Some(done) => done.map_err(confidant_pipeline::PipelineError::from)?,
        None => Err(Failure::Cancelled),
    }
}

fn tag_lines(
    recognisers: &Recognisers,
    policy: &Policy,
    input: impl BufRead,
    mut output: impl Write,
) -> Result<(), Failure> {
    for (line, number) in input.split(b'\n').zip(1..) {
        let line = line?;
        if line.trim_ascii().is_empty() {
            continue;
        }
        let Line { id, text } = serde_json::from_slice(&line).map_err(|_| Failure::line(number, LINE))?;
        let text = RawText::new(text);
        let found = recognisers.scan(&[&text], policy).map_err(confidant_pipeline::PipelineError::from)?;
        let found = found.first();
        let masked = found.map(|findings| spans(&text, findings.iter())).unwrap_or_default();
        let possible = found.map(|findings| spans(&text, findings.possible())).unwrap_or_default();
        serde_json::to_writer(&mut output, &Tagged { id, spans: masked, possible }).map_err(std::io::Error::from)?;
        writeln!(output)?;
        output.flush()?;
    }
    Ok(())
}

/// The findings in order, counted in code points.
fn spans<'f>(text: &RawText, findings: impl Iterator<Item = &'f Finding>) -> Vec<TaggedSpan> {
    let mut points = CodePoints::new(text.expose("its characters are counted"));
    let tagged = findings.filter_map(|finding| {
        let Range { start, end } = points.of(finding.span)?;
        Some(TaggedSpan { start, end, kind: finding.kind, score: finding.score, source: finding.source.to_string() })
    });
    tagged.collect()
}

/// Counts the code points of a text from left to right, each once however many spans there are.
struct CodePoints<'a> {
    text: &'a str,
    byte: usize,
    point: usize,
}

impl<'a> CodePoints<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, byte: 0, point: 0 }
    }

    /// The span in code points. Spans come in order and do not overlap.
    fn of(&mut self, span: Span) -> Option<Range<usize>> {
        let start = self.count_to(span.start)?;
        Some(start..self.count_to(span.end)?)
    }

    fn count_to(&mut self, byte: usize) -> Option<usize> {
        self.point += self.text.get(self.byte..byte)?.chars().count();
        self.byte = byte;
        Some(self.point)
    }
}

#[cfg(test)]
mod tests {
    use confidant_text::Span;

    use super::CodePoints;

    #[test]
    fn spans_count_code_points_like_the_slow_way_does() {
        let text = "Zoë 🎈 and café, naïve façade";
        let spans = [Span::new(0, 4), Span::new(5, 9), Span::new(14, 19), Span::new(21, 27)];
        let mut points = CodePoints::new(text);
        for span in spans {
            assert_eq!(points.of(span), span.to_code_points(text));
            assert!(span.to_code_points(text).is_some(), "the example lies on character boundaries");
        }
    }
}
