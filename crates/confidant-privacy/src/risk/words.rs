//! Words and phrases of a list, and where they stand in a text as whole words.

use std::ops::Range;

use crate::recognise::anchors::{Anchors, Hit};

/// The words of a list. A line `# head` begins a section, `;` a remark; between them stand words, divided by commas.
pub(super) struct Words {
    anchors: Anchors,
    /// The section of each word.
    sections: Vec<usize>,
    /// What stands at the head of each section.
    pub(super) heads: Vec<&'static str>,
}

impl Words {
    /// The words of those sections whose head is wanted. `None` when they cannot be searched for.
    pub(super) fn of(list: &'static str, wanted: impl Fn(&str) -> bool) -> Option<Self> {
        let (mut words, mut sections, mut heads) = (Vec::new(), Vec::new(), Vec::new());
        let mut wants = false;
        for line in list.lines().map(str::trim).filter(|line| !line.starts_with(';')) {
            if let Some(head) = line.strip_prefix("# ") {
                wants = wanted(head);
                heads.extend(wants.then_some(head));
            } else if wants {
                for word in line.split(',').map(str::trim).filter(|word| !word.is_empty()) {
                    words.push(word);
                    sections.push(heads.len().checked_sub(1)?);
                }
            }
        }
        let anchors =
            Anchors::new(words.into_iter().map(|word| (word, word.starts_with(char::is_alphanumeric)))).ok()?;
        Some(Self { anchors, sections, heads })
    }

    /// Every whole word of the list in the text, with its section; where several begin, the longest.
    pub(super) fn find(&self, text: &str) -> impl Iterator<Item = (Range<usize>, usize)> + use<> {
        let ends = |side: Option<char>| side.is_none_or(|c| !c.is_alphanumeric() && c != '_');
        let mut found: Vec<(Range<usize>, usize)> = Vec::new();
        for Hit { span, anchor } in self.anchors.find(text) {
            let before = text.get(..span.start).and_then(|before| before.chars().next_back());
            let after = text.get(span.end..).and_then(|after| after.chars().next());
            let Some(section) = self.sections.get(anchor).filter(|_| ends(before) && ends(after)) else { continue };
            match found.last_mut() {
                Some(last) if span.start == last.0.start => *last = (span, *section),
                Some(last) if span.start < last.0.end => {}
                _ => found.push((span, *section)),
            }
        }
        found.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn whole_words_are_found_longest_first_with_their_section() {
        let words = Words::of("; remark\n# one\nnurse, head nurse\n# two\nill\n# three\nnurse", |head| head != "three")
            .unwrap();
        let found: Vec<_> = words.find("The Head Nurse is ill; nursery, still").collect();
        assert_eq!(found, [(4..14, 0), (18..21, 1)]);
        assert_eq!(words.heads, ["one", "two"]);
    }
}
