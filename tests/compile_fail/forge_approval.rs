//! An approval is a person's, made from a preview and its digest.

use confidant_privacy::{Approved, Preview};

fn literal(preview: Preview) -> Approved {
    Approved { content: preview.content }
}

fn without_digest(preview: Preview) -> Approved {
    preview.approve().unwrap()
}

fn main() {}
