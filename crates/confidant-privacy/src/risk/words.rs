//! Words and phrases of a list, and where they stand in a text as whole words.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

/// The words of a list. A line `# head` begins a section, `;` a remark; between them stand words, divided by commas.
pub(super) struct Words {
    automaton: AhoCorasick,
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
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(words)
            .ok()?;
        Some(Self { automaton, sections, heads })
    }

    /// Every whole word of the list in the text, with its section.
    pub(super) fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (Range<usize>, usize)> + 'a {
        let ends = |side: Option<char>| side.is_none_or(|c| !c.is_alphanumeric() && c != '_');
        self.automaton.find_iter(text).filter_map(move |found| {
            let before = text.get(..found.start())?.chars().next_back();
            let after = text.get(found.end()..)?.chars().next();
            let section = *self.sections.get(found.pattern().as_usize())?;
            (ends(before) && ends(after)).then(|| (found.range(), section))
        })
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
