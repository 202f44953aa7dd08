//! What a page says besides its print: comments, links, alternative texts, attachments, as labelled blocks at its end.

/// One thing that is not printed.
pub(super) struct Block {
    /// What it is, as it stands in brackets above it.
    pub label: &'static str,
    /// Its text; lines are parted by `\n`.
    pub text: String,
}

impl Block {
    /// None where `text` says nothing.
    pub fn new(label: &'static str, text: &str) -> Option<Self> {
        let text = tidy(text);
        (!text.is_empty()).then_some(Self { label, text })
    }
}

/// Adds the blocks that say something that is not printed already, each once, below what is printed.
pub(super) fn append(text: &mut String, blocks: Vec<Block>) {
    if blocks.is_empty() {
        return;
    }
    let mut printed = letters(text);
    let mut label_above = "";
    for Block { label, text: hidden } in blocks {
        let said = letters(&hidden);
        if printed.contains(&said) && !said.is_empty() {
            continue;
        }
        // Things of one kind that are one line each share their label.
        let joins = label_above == label && !hidden.contains('\n');
        if joins {
            text.push('\n');
        } else {
            text.push_str(if text.is_empty() { "[" } else { "\n\n[" });
            text.push_str(label);
            text.push_str("]\n");
        }
        text.push_str(&hidden);
        label_above = if hidden.contains('\n') { "" } else { label };
        // A mark between them, so that two blocks together never pass for a third.
        printed.push('\n');
        printed.push_str(&said);
    }
}

/// One space between words, no blank lines.
pub(super) fn tidy(text: &str) -> String {
    let lines = text.split(['\n', '\r']).map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// What is compared: how a text is broken into lines and words says nothing.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::{Block, append};

    #[test]
    fn blocks_follow_what_is_printed_and_repeat_nothing() {
        let mut text = "The sum is\n12 euros.".to_owned();
        let blocks = [
            ("Comment", "Hannah:  check\r\r it"),
            ("Comment", "the sum is 12 Euros"),
            ("Link", "https://example.com/a"),
            ("Link", "https://example.com/b"),
            ("Link", "https://example.com/a"),
            ("Link", " "),
        ];
        append(&mut text, blocks.into_iter().filter_map(|(label, text)| Block::new(label, text)).collect());
        assert_eq!(
            text,
            "The sum is\n12 euros.\n\n[Comment]\nHannah: check\nit\n\n[Link]\nhttps://example.com/a\nhttps://example.com/b"
        );
    }
}
