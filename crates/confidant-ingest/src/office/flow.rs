//! [`Flow`]: the text of a page in the making, and the hidden places that stand at its end.

use crate::wire::{Failure, MAX_TEXT};

/// A line of prose; a shorter one may belong to an address, a heading or a list.
const LONG: usize = 90;

/// A page in the making.
#[derive(Default)]
pub(super) struct Flow {
    body: String,
    /// How many characters the last line had.
    last: usize,
    wants_gap: bool,
    hidden: Vec<(&'static str, String)>,
    bytes: usize,
}

impl Flow {
    /// Adds a paragraph. Prose stands for itself; short lines keep together, as those of an address do, unless an empty
    /// one parts them.
    pub fn paragraph(&mut self, text: &str) -> Result<(), Failure> {
        let text = tidy(text);
        if text.is_empty() {
            self.wants_gap = true;
            return Ok(());
        }
        let length = text.chars().count();
        if length > LONG || self.last > LONG {
            self.wants_gap = true;
        }
        self.line(&text)?;
        self.last = length;
        Ok(())
    }

    /// Adds a line that is tidy already: a row of a table, an item of a list.
    pub fn line(&mut self, text: &str) -> Result<(), Failure> {
        if !self.body.is_empty() {
            self.body.push_str(if self.wants_gap { "\n\n" } else { "\n" });
        }
        self.wants_gap = false;
        self.last = 0;
        self.grow(text.len())?;
        self.body.push_str(text);
        Ok(())
    }

    /// Something new begins: an empty line parts it from what was before.
    pub fn gap(&mut self) {
        self.wants_gap = true;
    }

    /// Adds text from a hidden place; it will stand below a line with `label`. What is said twice is said once.
    pub fn hide(&mut self, label: &'static str, text: &str) -> Result<(), Failure> {
        let text = tidy(text);
        // Repeated links and headers are many in some files, and looking for a repetition must not take long.
        let recent = self.hidden.iter().rev().take(64);
        // Rules, dots and question marks stand where something will be filled in.
        if !text.contains(char::is_alphanumeric)
            || recent.into_iter().any(|(known, other)| *known == label && *other == text)
        {
            return Ok(());
        }
        self.grow(text.len())?;
        self.hidden.push((label, text));
        Ok(())
    }

    /// Adds another flow's text as one hidden place, and its hidden places to these.
    pub fn hide_flow(&mut self, label: &'static str, other: Flow) -> Result<(), Failure> {
        self.hide(label, &other.body)?;
        self.adopt(other.hidden)
    }

    /// Takes over the hidden places of `other` and gives its body back.
    pub fn take_body(&mut self, other: Flow) -> Result<String, Failure> {
        self.adopt(other.hidden)?;
        Ok(other.body)
    }

    fn adopt(&mut self, hidden: Vec<(&'static str, String)>) -> Result<(), Failure> {
        hidden.into_iter().try_for_each(|(label, text)| self.hide(label, &text))
    }

    /// What is no hidden place.
    pub fn body(&self) -> &str {
        &self.body
    }

    /// The page's text.
    pub fn finish(self) -> String {
        let mut text = self.body;
        let mut last = "";
        for (label, hidden) in self.hidden {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            // Blocks of one kind that are single lines share their label.
            let joins = label == last && !hidden.contains('\n');
            if joins {
                text.truncate(text.trim_end_matches('\n').len());
                text.push('\n');
            } else {
                text.extend(["[", label, "]\n"]);
            }
            text.push_str(&hidden);
            last = if hidden.contains('\n') { "" } else { label };
        }
        text
    }

    fn grow(&mut self, by: usize) -> Result<(), Failure> {
        self.bytes += by + 2;
        if self.bytes > MAX_TEXT { Err(Failure::TooLarge) } else { Ok(()) }
    }
}

/// One space between words, one tab between cells, no space at the ends of lines, no line without text.
pub(super) fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    for line in text.split(['\n', '\r', '\u{b}', '\u{c}', '\u{2028}', '\u{2029}']) {
        let mut gap = None;
        let start = tidy.len();
        for c in line.chars() {
            match c {
                '\t' => gap = Some('\t'),
                ' ' => gap = gap.or(Some(' ')),
                // What else steers a printer says nothing.
                c if c.is_control() || c == '\u{feff}' => {}
                c => {
                    if tidy.len() == start {
                        if start > 0 {
                            tidy.push('\n');
                        }
                    } else if let Some(gap) = gap {
                        tidy.push(gap);
                    }
                    gap = None;
                    tidy.push(c);
                }
            }
        }
    }
    tidy
}

/// A cell's text: one line, so that rows stay lines and tabs stay between cells.
pub(super) fn cell(text: &str) -> String {
    tidy(text).replace(['\n', '\t'], " ")
}
