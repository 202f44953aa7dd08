//! Runs the built-in recognisers over JSON lines of `{"id","text"}`, without the rest of the program: for measuring.

use std::io::{BufRead, Write};

use confidant_privacy::{Policy, Preset, Recognisers};
use confidant_text::RawText;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let recognisers = Recognisers::builtin()?;
    let policy = Policy { preset: Preset::Balanced, ..Policy::default() };
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let row: Value = serde_json::from_str(&line?)?;
        let text = row["text"].as_str().unwrap_or_default();
        let found = recognisers.scan(&[&RawText::new(text)], &policy)?;
        let spans = found.iter().flat_map(confidant_privacy::Findings::iter).filter_map(|finding| {
            let range = finding.span.to_code_points(text)?;
            let source = finding.source.to_string();
            Some(json!({"start": range.start, "end": range.end, "kind": finding.kind, "score": finding.score, "source": source}))
        });
        let spans: Vec<Value> = spans.collect();
        writeln!(out, "{}", json!({"id": row["id"], "spans": spans}))?;
    }
    Ok(())
}
