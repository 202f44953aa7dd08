//! Raw text does not become part of a request.

use confidant_cloud::Ask;
use confidant_privacy::{MaskedJson, MaskedText};
use confidant_text::RawText;

fn main() {
    let raw = RawText::new("Hannah Weiss");
    let _ = MaskedJson::text(&raw);
    let _ = Ask { question: raw, passages: MaskedText::fixed("") };
}
