//! What a page says besides its print: comments, links, alternative texts, attachments, as labelled blocks at its end.

use hayro_syntax::{
    object::{Array, MaybeRef, Object},
    xref::XRef,
};

use crate::content::clean;

/// What is in an array, all of it: the library's own way through it ends at the first thing that is missing or of another kind.
pub(super) fn items<'a>(array: &Array<'a>, xref: &'a XRef) -> impl Iterator<Item = Object<'a>> {
    array.raw_iter().filter_map(|item| match item {
        MaybeRef::Ref(id) => xref.get(id.into()),
        MaybeRef::NotRef(object) => Some(object),
    })
}

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
    let mut printed = Said::default();
    printed.add(text);
    let mut label_above = "";
    for Block { label, text: hidden } in blocks {
        if printed.has(&hidden) {
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
        printed.add(&hidden);
    }
}

/// One space between words, no blank lines.
pub(super) fn tidy(text: &str) -> String {
    let text = clean(text);
    let lines = text.split(['\n', '\r']).map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// What stands on the page already. How it is broken into lines and words says nothing, but only whole words count: nobody
/// has read "Ida" in "Friday".
#[derive(Default)]
struct Said {
    letters: String,
    /// Where in them a word may begin or end, in order.
    edges: Vec<usize>,
}

impl Said {
    fn add(&mut self, text: &str) {
        // A mark between them, so that two texts together never pass for a third.
        self.letters.push('\n');
        let mut is_inside = false;
        for c in text.chars() {
            let is_letter = c.is_alphanumeric();
            if !(is_inside && is_letter) {
                self.edge();
            }
            is_inside = is_letter;
            if !c.is_whitespace() {
                self.letters.extend(c.to_lowercase());
            }
        }
        self.edge();
    }

    fn edge(&mut self) {
        if self.edges.last() != Some(&self.letters.len()) {
            self.edges.push(self.letters.len());
        }
    }

    fn has(&self, text: &str) -> bool {
        let wanted = letters(text);
        let is_edge = |at: &usize| self.edges.binary_search(at).is_ok();
        let mut from = 0;
        while let Some(at) = self.letters.get(from..).and_then(|rest| rest.find(&wanted)) {
            let start = from + at;
            if is_edge(&start) && is_edge(&(start + wanted.len())) {
                return !wanted.is_empty();
            }
            let Some(next) = self.edges.get(self.edges.partition_point(|edge| *edge <= start)) else { break };
            from = *next;
        }
        false
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::{Block, Said, append};

    #[test]
    fn only_whole_words_are_there_already() {
        let mut said = Said::default();
        said.add("On Friday the 1250\neuros, paid\nin parts");
        said.add("Ida");
        assert!(said.has("1250 Euros") && said.has("euros,paid") && said.has("Ida") && said.has("friday the"));
        for text in ["ida y", "riday", "125", "arts", "partsIda", "parts Ida", "", "day the 1250"] {
            assert!(!said.has(text), "{text}");
        }
    }

    #[test]
    fn blocks_follow_what_is_printed_and_repeat_nothing() {
        let mut text = "The sum is\n12 euros.".to_owned();
        let blocks = [
            ("Comment", "Hannah:  check\r\r it"),
            ("Comment", "the sum is 12 Euros"),
            ("Link", "https://example.com/a"),
            ("Link", "https://example.com/b"),
            ("Link", "https://example.com/a"),
            ("Link", " \u{1}"),
        ];
        append(&mut text, blocks.into_iter().filter_map(|(label, text)| Block::new(label, text)).collect());
        assert_eq!(
            text,
            "The sum is\n12 euros.\n\n[Comment]\nHannah: check\nit\n\n[Link]\nhttps://example.com/a\nhttps://example.com/b"
        );
    }
}
