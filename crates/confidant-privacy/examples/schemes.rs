//! Lists the identifier schemes with the first word of each, or says for JSON lines of `{"scheme","text"}` whether the text is wholly found
//! behind that word, and whether anything in it is found without: for measuring.

use std::io::{BufRead, Write};

use confidant_privacy::{Policy, Preset, Recognisers};
use confidant_text::RawText;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::stdout().lock();
    if std::env::args().nth(1).as_deref() == Some("list") {
        for (scheme, keyword) in Recognisers::schemes() {
            writeln!(out, "{}", json!({"scheme": scheme, "keyword": keyword}))?;
        }
        return Ok(());
    }
    let recognisers = Recognisers::builtin()?;
    let policy = Policy { preset: Preset::Balanced, ..Policy::default() };
    for line in std::io::stdin().lock().lines() {
        let row: Value = serde_json::from_str(&line?)?;
        let text = row["text"].as_str().unwrap_or_default();
        let Some((_, keyword)) = Recognisers::schemes().find(|(scheme, _)| row["scheme"] == **scheme) else {
            writeln!(out, "{}", json!({"scheme": row["scheme"], "known": false}))?;
            continue;
        };
        let covered = |text: &str, from: usize| -> Result<(bool, Vec<String>), Box<dyn std::error::Error>> {
            let found = recognisers.scan(&[&RawText::new(text)], &policy)?;
            let spans: Vec<_> = found.iter().flat_map(confidant_privacy::Findings::iter).collect();
            let inside = |at: usize| spans.iter().any(|finding| finding.span.start <= at && at < finding.span.end);
            let whole =
                text.char_indices().skip_while(|(at, _)| *at < from).all(|(at, c)| !c.is_alphanumeric() || inside(at));
            Ok((whole, spans.iter().map(|finding| finding.source.to_string()).collect()))
        };
        let (found, _) = covered(&format!("{keyword}: {text}"), keyword.len() + 2)?;
        let (_, alone) = covered(text, 0)?;
        writeln!(out, "{}", json!({"scheme": row["scheme"], "known": true, "found": found, "alone": alone}))?;
    }
    Ok(())
}
