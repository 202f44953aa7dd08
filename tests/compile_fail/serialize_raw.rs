//! Raw text and a vault do not become JSON.

use confidant_privacy::Vault;
use confidant_text::RawText;

fn main() {
    let _ = serde_json::to_string(&RawText::new("Hannah Weiss"));
    let _ = serde_json::to_string(&Vault::new());
}
