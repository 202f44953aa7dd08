//! Masked text does not come from nowhere.

use confidant_privacy::MaskedText;

fn main() {
    let _ = MaskedText::default();
}
