//! Blocks in order: paragraphs, lists, tables, frames; and the changes that a text keeps.

use roxmltree::Node;

use super::inline::{self, Line};
use crate::{
    office::{
        flow::{Flow, cell},
        xml::{MAX_DEPTH, attr, below, child, children, name, text_of},
    },
    wire::Failure,
};

/// Reads blocks. In a text, what stands in a box is beside it; on a slide, boxes are all there is.
#[derive(Clone, Copy)]
pub(super) struct Story {
    boxes_are_hidden: bool,
}

impl Story {
    /// In a text document.
    pub fn in_text() -> Self {
        Self { boxes_are_hidden: true }
    }

    /// On a slide, a drawing, a header.
    pub fn on_slide() -> Self {
        Self { boxes_are_hidden: false }
    }

    /// Reads the blocks in `node`.
    pub fn blocks(self, node: Node<'_, '_>, flow: &mut Flow, depth: u32) -> Result<(), Failure> {
        if depth > MAX_DEPTH {
            return Err(Failure::TooLarge);
        }
        for block in node.children().filter(Node::is_element) {
            self.block(block, flow, depth + 1)?;
        }
        Ok(())
    }

    /// Reads one block.
    pub fn block(self, block: Node<'_, '_>, flow: &mut Flow, depth: u32) -> Result<(), Failure> {
        match name(block) {
            "p" => self.paragraph(block, flow, depth)?,
            "h" => {
                flow.gap();
                self.paragraph(block, flow, depth)?;
                flow.gap();
            }
            "table" => self.table(block, flow, depth)?,
            "tracked-changes" => changes(block, flow)?,
            "frame" | "custom-shape" | "rect" | "line" | "ellipse" | "connector" | "caption" | "polygon" | "path"
            | "circle" | "polyline" | "measure" => self.shape(block, flow, depth)?,
            "notes" => {
                let mut inner = Flow::default();
                self.blocks(block, &mut inner, depth)?;
                flow.hide_flow("Notes", inner)?;
            }
            "annotation" => inline::annotation(self, block, flow, depth)?,
            // Words that a field shows, declared where they are not seen.
            "header-decl" => flow.hide("Header", &text_of(block))?,
            "footer-decl" | "date-time-decl" => flow.hide("Footer", &text_of(block))?,
            "user-field-decl" | "variable-set" => {
                flow.hide("Field", attr(block, "string-value").unwrap_or_default())?;
            }
            "content-validation" => {
                // A list of choices that is written out.
                flow.hide("Field", attr(block, "condition").filter(|said| said.contains('"')).unwrap_or_default())?;
                self.blocks(block, flow, depth)?;
            }
            "help-message" | "error-message" => {
                let mut inner = Flow::default();
                inner.paragraph(attr(block, "title").unwrap_or_default())?;
                self.blocks(block, &mut inner, depth)?;
                flow.hide_flow("Field", inner)?;
            }
            "forms" => controls(block, flow)?,
            "section" if matches!(attr(block, "display"), Some("none" | "condition")) => {
                let mut inner = Flow::default();
                self.blocks(block, &mut inner, depth)?;
                flow.hide_flow("Hidden text", inner)?;
            }
            "section-source" => flow.hide("Link", attr(block, "href").unwrap_or_default())?,
            "script" | "event-listeners" | "automatic-styles" | "font-face-decls" | "sequence-decls" | "thumbnail" => {}
            _ => self.blocks(block, flow, depth)?,
        }
        Ok(())
    }

    fn paragraph(self, node: Node<'_, '_>, flow: &mut Flow, depth: u32) -> Result<(), Failure> {
        let line = Line::read(self, node, flow, depth)?;
        flow.paragraph(&line)
    }

    /// A table: rows are lines. One with a single column is a frame around prose.
    fn table(self, node: Node<'_, '_>, flow: &mut Flow, depth: u32) -> Result<(), Failure> {
        flow.gap();
        // Rows of inner tables belong to the cells they stand in.
        let is_own = |row: &Node<'_, '_>| row.ancestors().skip(1).find(|n| name(*n) == "table") == Some(node);
        for row in below(node, "table-row").filter(is_own) {
            let cells: Vec<_> =
                row.children().filter(|n| matches!(name(*n), "table-cell" | "covered-table-cell")).collect();
            if let [only] = cells.as_slice() {
                self.blocks(*only, flow, depth)?;
                continue;
            }
            let mut texts = Vec::with_capacity(cells.len());
            for each in cells {
                let mut inner = Flow::default();
                self.blocks(each, &mut inner, depth)?;
                texts.push(cell(&flow.take_body(inner)?));
            }
            let line = texts.join("\t");
            if !line.trim().is_empty() {
                flow.line(line.trim_end())?;
            }
        }
        flow.gap();
        Ok(())
    }

    /// A frame or a shape: what is said about it, and the text in it.
    pub fn shape(self, node: Node<'_, '_>, flow: &mut Flow, depth: u32) -> Result<(), Failure> {
        for said in node.children().filter(|n| matches!(name(*n), "title" | "desc")) {
            flow.hide("Alt text", &text_of(said))?;
        }
        let mut inner = Flow::default();
        for part in node.children().filter(|n| n.is_element() && !matches!(name(*n), "title" | "desc")) {
            if depth > MAX_DEPTH {
                return Err(Failure::TooLarge);
            }
            self.block(part, &mut inner, depth + 1)?;
            if name(part) == "image" || name(part) == "object" {
                let target = attr(part, "href").unwrap_or_default();
                if target.contains("://") {
                    flow.hide("Link", target)?;
                }
            }
        }
        if self.boxes_are_hidden {
            return flow.hide_flow("Text box", inner);
        }
        let body = flow.take_body(inner)?;
        flow.gap();
        body.split("\n\n").try_for_each(|block| {
            flow.gap();
            block.lines().try_for_each(|line| flow.line(line))
        })?;
        flow.gap();
        Ok(())
    }
}

/// What was deleted, and who changed something.
fn changes(node: Node<'_, '_>, flow: &mut Flow) -> Result<(), Failure> {
    for deletion in below(node, "deletion") {
        let mut inner = Flow::default();
        for block in deletion.children().filter(|n| n.is_element() && name(*n) != "change-info") {
            Story::in_text().block(block, &mut inner, 1)?;
        }
        flow.hide_flow("Deleted", inner)?;
    }
    // In a sheet, the cells before they were changed.
    for cell in below(node, "change-track-table-cell") {
        let mut inner = Flow::default();
        Story::in_text().blocks(cell, &mut inner, 1)?;
        inner.paragraph(attr(cell, "value").or_else(|| attr(cell, "date-value")).unwrap_or_default())?;
        flow.hide_flow("Deleted", inner)?;
    }
    // What somebody wrote about a change.
    for comment in below(node, "change-info").flat_map(|info| children(info, "p")) {
        flow.hide("Comment", &text_of(comment))?;
    }
    below(node, "creator").try_for_each(|creator| flow.hide("Changed by", &text_of(creator)))
}

/// The values and labels of form controls.
fn controls(node: Node<'_, '_>, flow: &mut Flow) -> Result<(), Failure> {
    for control in node.descendants().filter(Node::is_element) {
        for attribute in ["label", "current-value", "value", "title", "help-text"] {
            // A property's value is how the control looks, and no text.
            if name(control) != "property" && name(control) != "list-value" {
                flow.hide("Field", attr(control, attribute).unwrap_or_default())?;
            }
        }
        if child(control, "p").is_some() {
            flow.hide("Field", &text_of(control))?;
        }
    }
    Ok(())
}
