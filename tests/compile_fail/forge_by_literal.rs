//! Masked text is not made by writing it down.

use confidant_privacy::MaskedText;

fn main() {
    let _ = MaskedText { text: "Hannah Weiss".to_owned(), segments: Vec::new() };
}
