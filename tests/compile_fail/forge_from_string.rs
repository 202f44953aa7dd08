//! Masked text is not made from a string.

use confidant_privacy::MaskedText;

fn main() {
    let _ = MaskedText::from("Hannah Weiss".to_owned());
}
