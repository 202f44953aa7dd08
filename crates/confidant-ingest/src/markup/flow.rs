//! [`Flow`]: words, lines and blocks are written one after the other and come out with one space, one line end or one empty
//! line between them.

/// What stands before the next word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Line,
    Block,
}

/// A text that grows.
#[derive(Debug, Default)]
pub(super) struct Flow {
    out: String,
    gap: Gap,
    tabs: usize,
    /// Stands before the first word of a list's item.
    mark: String,
}

impl Flow {
    /// Adds running text; white space of any length is one space.
    pub fn text(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find(is_space).unwrap_or(rest.len());
            let (word, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            self.word(word);
            rest = after.trim_start_matches(is_space);
            if after.len() != rest.len() {
                self.gap = self.gap.max(Gap::Space);
            }
        }
    }

    /// Adds text whose spaces and lines are as they should be.
    pub fn verbatim(&mut self, text: &str) {
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.forced_line();
            }
            if line.trim().is_empty() {
                continue;
            }
            self.open();
            self.out.extend(line.chars().filter(|c| !is_invisible(*c)).map(|c| if c == '\u{a0}' { ' ' } else { c }));
        }
    }

    /// Adds lines that are finished.
    pub fn insert(&mut self, lines: &str) {
        if !lines.is_empty() {
            self.open();
            self.out.push_str(lines);
        }
    }

    /// The next word begins a line.
    pub fn line(&mut self) {
        self.gap = self.gap.max(Gap::Line);
        self.tabs = 0;
    }

    /// A line ends here; a second one makes an empty line.
    pub fn forced_line(&mut self) {
        self.gap = if self.gap >= Gap::Line { Gap::Block } else { Gap::Line };
        self.tabs = 0;
    }

    /// The next word begins a block.
    pub fn block(&mut self) {
        self.gap = Gap::Block;
        self.tabs = 0;
    }

    /// The next word begins a cell.
    pub fn cell(&mut self) {
        self.tabs += 1;
    }

    /// The next word has `mark` before it.
    pub fn mark(&mut self, mark: String) {
        self.mark = mark;
    }

    /// What was written.
    pub fn finish(self) -> String {
        self.out
    }

    fn word(&mut self, word: &str) {
        if word.chars().all(is_invisible) {
            return;
        }
        self.open();
        self.out.extend(word.chars().filter(|c| !is_invisible(*c)));
    }

    /// Writes what stands before a word.
    fn open(&mut self) {
        let gap = std::mem::take(&mut self.gap);
        let tabs = std::mem::take(&mut self.tabs);
        if !self.out.is_empty() {
            self.out.push_str(match gap {
                Gap::None => "",
                Gap::Space if tabs > 0 => "",
                Gap::Space => " ",
                Gap::Line => "\n",
                Gap::Block => "\n\n",
            });
        }
        self.out.extend(std::iter::repeat_n('\t', tabs));
        self.out.push_str(&std::mem::take(&mut self.mark));
    }
}

/// White space as it is printed; a space that does not break is a space.
fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// What is not printed inside a word and would tear it apart for a search: the soft hyphen, the zero-width space, the mark
/// of byte order. Joiners stay, since some scripts are spelt with them.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::Flow;

    #[test]
    fn gaps_do_not_add_up() {
        let mut flow = Flow::default();
        flow.block();
        flow.text("  Jo\u{ad}hn \n Smith\u{a0}");
        flow.line();
        flow.line();
        flow.text("a");
        flow.cell();
        flow.cell();
        flow.text("c");
        flow.forced_line();
        flow.forced_line();
        flow.mark("- ".to_owned());
        flow.text("end");
        flow.verbatim("\n  x  y");
        assert_eq!(flow.finish(), "John Smith\na\t\tc\n\n- end\n  x  y");
    }
}
