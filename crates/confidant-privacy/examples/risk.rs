//! Prints the risk of JSON lines of `{"id","text"}`, masked under the balanced policy: for measuring.

use std::io::{BufRead, Write};

use confidant_privacy::{Policy, Recognisers, Vault, mask, risk};
use confidant_text::RawText;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let recognisers = Recognisers::builtin()?;
    let policy = Policy::default();
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let row: Value = serde_json::from_str(&line?)?;
        let text = RawText::new(row["text"].as_str().unwrap_or_default());
        let findings = recognisers.scan(&[&text], &policy)?.remove(0);
        let masked = mask(&text, &findings, &mut Vault::new(), &policy)?;
        let risk = risk(&[&masked], &recognisers, &policy)?;
        writeln!(out, "{}", json!({"id": row["id"], "risk": risk, "text": masked.as_str()}))?;
    }
    Ok(())
}
