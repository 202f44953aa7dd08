//! Raw text does not print.

use confidant_text::RawText;

fn main() {
    println!("{}", RawText::new("Hannah Weiss"));
}
