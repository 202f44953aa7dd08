//! The text of a mail. Most mails say the same twice, as text and as a web page; the page is what people see.

use std::collections::HashSet;

use crate::markup::{Markup, add_note, extract};

/// The bodies of a mail in their order.
#[derive(Default)]
pub(super) struct Body {
    /// What is shown.
    text: Vec<String>,
    notes: Vec<(&'static str, String)>,
    /// Files in the addresses of its pages.
    pub files: Vec<String>,
    /// What its pages say about themselves.
    pub metadata: Vec<(String, String)>,
}

impl Body {
    /// Adds one thing that may be said in several ways.
    pub fn add(&mut self, pages: &[String], plain: &[String]) {
        let pages: Vec<Markup> = pages.iter().map(|html| extract(html, false)).collect();
        let said: String = pages.iter().map(Markup::page).collect::<Vec<_>>().join("\n\n");
        let known: HashSet<String> = words(&said).collect();
        let is_alone = pages.is_empty();
        for page in pages {
            self.show(page.text);
            self.notes.extend(page.notes);
            self.files.extend(page.files);
            self.metadata.extend(page.metadata);
        }
        for plain in plain {
            let plain = plain.trim_matches('\n');
            if is_alone {
                self.show(plain.to_owned());
            } else if words(plain).any(|word| !known.contains(&word)) {
                self.notes.push(("Plain text version", plain.to_owned()));
            }
        }
    }

    /// The page of the mail under its headers.
    pub fn page(&self, headers: &str) -> String {
        let blocks: Vec<&str> = std::iter::once(headers)
            .chain(self.text.iter().map(String::as_str))
            .filter(|block| !block.trim().is_empty())
            .collect();
        let mut page = blocks.join("\n\n");
        for (label, lines) in &self.notes {
            add_note(&mut page, label, lines);
        }
        page
    }

    fn show(&mut self, text: String) {
        self.text.push(text);
    }
}

/// Letters and digits that stand together, without regard to case.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Lines that a mail program broke only for its own screen become whole again (RFC 3676).
pub(super) fn unflow(text: &str, delete_space: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open: Option<usize> = None;
    for line in text.lines() {
        let unquoted = line.trim_start_matches('>');
        let depth = line.len() - unquoted.len();
        let said = unquoted.strip_prefix(' ').unwrap_or(unquoted);
        let is_signature = said == "-- ";
        match open {
            Some(before) if before == depth && !is_signature => {
                if delete_space {
                    out.pop();
                }
                out.push_str(said);
            }
            _ => {
                if !out.is_empty() {
                    out.push('\n');
                }
                out.push_str(line);
            }
        }
        open = (said.ends_with(' ') && !is_signature).then_some(depth);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Body, unflow};

    #[test]
    fn a_plain_version_is_kept_only_when_it_says_more() {
        let page = || ["<p>Hello <a href='https://example.com/x'>Ada</a></p>".to_owned()];
        let mut body = Body::default();
        body.add(&page(), &["> hello Ada <https://example.com/x>\n".to_owned()]);
        assert_eq!(body.page("From: Bo"), "From: Bo\n\nHello Ada\n\n[Link]\nhttps://example.com/x");
        let mut body = Body::default();
        body.add(&page(), &["Hello Ada, the code is 7".to_owned()]);
        assert!(body.page("").ends_with("[Plain text version]\nHello Ada, the code is 7"));
    }

    #[test]
    fn flowed_lines_are_whole_again() {
        assert_eq!(unflow("Dear Hannah \nWeber\n> a \n> b\n-- \nBo", false), "Dear Hannah Weber\n> a b\n-- \nBo");
        assert_eq!(unflow("東 \n京", true), "東京");
    }
}
