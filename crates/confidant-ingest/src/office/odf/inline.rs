//! The inside of a paragraph: spans, spaces that are counted, notes, links, fields.

use roxmltree::Node;

use super::story::Story;
use crate::{
    office::{
        flow::Flow,
        xml::{MAX_DEPTH, attr, child, name, text_of},
    },
    wire::Failure,
};

/// The text of a paragraph.
pub(super) struct Line {
    text: String,
}

impl Line {
    /// Reads a paragraph; what stands beside its text goes to `flow`.
    pub fn read(story: Story, node: Node<'_, '_>, flow: &mut Flow, depth: u32) -> Result<String, Failure> {
        let mut line = Self { text: String::new() };
        line.inside(story, node, flow, depth)?;
        Ok(line.text)
    }

    fn inside(&mut self, story: Story, node: Node<'_, '_>, flow: &mut Flow, depth: u32) -> Result<(), Failure> {
        if depth > MAX_DEPTH {
            return Err(Failure::TooLarge);
        }
        for part in node.children() {
            if let Some(text) = part.text().filter(|_| part.is_text()) {
                // Line ends in the file are spaces; a real one has an element of its own.
                self.text.extend(text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }));
                continue;
            }
            match name(part) {
                "" | "hidden-paragraph" | "event-listeners" | "change" | "change-start" | "change-end" => {}
                "s" => self.text.push(' '),
                "tab" => self.text.push('\t'),
                "line-break" => self.text.push('\n'),
                "note" | "footnote" | "endnote" => {
                    let is_end = attr(part, "note-class") == Some("endnote") || name(part) == "endnote";
                    let label = if is_end { "Endnote" } else { "Footnote" };
                    let mut inner = Flow::default();
                    for body in part.children().filter(|inside| name(*inside).ends_with("note-body")) {
                        story.blocks(body, &mut inner, depth)?;
                    }
                    flow.hide_flow(label, inner)?;
                }
                "annotation" => annotation(story, part, flow, depth)?,
                "a" => {
                    let target = attr(part, "href").unwrap_or_default();
                    // A place in the same document says nothing.
                    if !target.starts_with('#') {
                        flow.hide("Link", target)?;
                    }
                    flow.hide("Link", attr(part, "title").unwrap_or_default())?;
                    self.inside(story, part, flow, depth + 1)?;
                }
                "hidden-text" | "conditional-text" => {
                    for attribute in ["string-value", "string-value-if-true", "string-value-if-false"] {
                        flow.hide("Hidden text", attr(part, attribute).unwrap_or_default())?;
                    }
                    self.inside(story, part, flow, depth + 1)?;
                }
                "placeholder" | "text-input" => {
                    flow.hide("Field", attr(part, "description").unwrap_or_default())?;
                    self.inside(story, part, flow, depth + 1)?;
                }
                "ruby" => {
                    if let Some(base) = child(part, "ruby-base") {
                        self.inside(story, base, flow, depth + 1)?;
                    }
                    flow.hide("Reading", &child(part, "ruby-text").map(text_of).unwrap_or_default())?;
                }
                "frame" | "custom-shape" | "g" | "rect" | "line" | "control" | "ellipse" | "caption" | "connector"
                | "polygon" | "path" => story.shape(part, flow, depth + 1)?,
                // Text boxes, sections and tables in the wrong place are still text.
                "p" | "h" | "list" | "table" | "section" => {
                    let mut inner = Flow::default();
                    story.block(part, &mut inner, depth + 1)?;
                    let body = flow.take_body(inner)?;
                    self.text.push('\n');
                    self.text.push_str(&body);
                }
                "script" => flow.hide("Macro", &text_of(part))?,
                _ => self.inside(story, part, flow, depth + 1)?,
            }
        }
        Ok(())
    }
}

/// A comment, with who made it.
pub(super) fn annotation(story: Story, node: Node<'_, '_>, flow: &mut Flow, depth: u32) -> Result<(), Failure> {
    let author = child(node, "creator").map(text_of).unwrap_or_default();
    let mut inner = Flow::default();
    for block in node.children().filter(|n| matches!(name(*n), "p" | "list" | "h")) {
        if depth > MAX_DEPTH {
            return Err(Failure::TooLarge);
        }
        story.block(block, &mut inner, depth + 1)?;
    }
    let body = flow.take_body(inner)?;
    flow.hide("Comment", &if author.is_empty() { body } else { format!("{author}: {body}") })
}
