//! Fixed words are the program's own, not words that came in while it ran.

use confidant_privacy::{MaskedJson, MaskedText};

fn main() {
    let name = String::from("Hannah Weiss");
    let _ = MaskedText::fixed(&name);
    let _ = MaskedJson::fixed(&name);
}
