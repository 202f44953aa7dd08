//! Masked text does not come back from a disk: what is loaded is raw.

use confidant_privacy::MaskedText;

fn main() {
    let _ = serde_json::from_str::<MaskedText>("\"Hannah Weiss\"");
}
