//! A story: a body, a header, a note. Blocks in order: paragraphs, tables, and wrappers around them.

use std::collections::BTreeSet;

use roxmltree::Node;

use super::{
    alternative, form_texts,
    numbering::Numbering,
    paragraph::{Field, Paragraph},
};
use crate::{
    office::{
        drawing,
        flow::{Flow, cell},
        opc::{Relation, part_of},
        xml::{MAX_DEPTH, attr, below, child, name, reference},
    },
    wire::Failure,
};

type Drawn<'r> = Vec<(&'static str, &'r str)>;

/// Reads one part of a document.
pub(super) struct Story<'m, 'r> {
    pub numbering: &'m mut Numbering,
    pub relations: &'r [Relation],
    authors: &'m mut BTreeSet<String>,
    /// Fields that are open: one may begin in one paragraph and end in another.
    pub fields: Vec<Field>,
    drawn: Drawn<'r>,
    chunks: Vec<&'r str>,
}

impl<'m, 'r> Story<'m, 'r> {
    /// A story in the part with these relations.
    pub fn new(numbering: &'m mut Numbering, relations: &'r [Relation], authors: &'m mut BTreeSet<String>) -> Self {
        Self { numbering, relations, authors, fields: Vec::new(), drawn: Vec::new(), chunks: Vec::new() }
    }

    /// The charts and diagrams, and the parts that are to be set in, which came up.
    pub fn finish(mut self, flow: &mut Flow) -> Result<(Drawn<'r>, Vec<&'r str>), Failure> {
        self.end_fields(flow)?;
        Ok((self.drawn, self.chunks))
    }

    /// No field goes on beyond here: those that are still open tell what they took in.
    pub fn end_fields(&mut self, flow: &mut Flow) -> Result<(), Failure> {
        self.fields.drain(..).try_for_each(|field| field.break_off(flow))
    }

    /// Reads the blocks in `node`.
    pub fn blocks(&mut self, node: Node<'_, '_>, flow: &mut Flow, depth: u32) -> Result<(), Failure> {
        if depth > MAX_DEPTH {
            return Err(Failure::TooLarge);
        }
        for block in node.children().filter(Node::is_element) {
            match name(block) {
                "p" => self.paragraph(block, flow, depth + 1)?,
                "tbl" => self.table(block, flow, depth + 1)?,
                "altChunk" => self.chunks.extend(part_of(self.relations, reference(block, "id"))),
                "AlternateContent" => {
                    if let Some(chosen) = alternative(block) {
                        self.blocks(chosen, flow, depth + 1)?;
                    }
                }
                "sdtPr" => form_texts(block, flow)?,
                "del" | "moveFrom" => {
                    self.author(block);
                    let mut inner = Flow::default();
                    self.blocks(block, &mut inner, depth + 1)?;
                    flow.hide_flow("Deleted", inner)?;
                }
                "ins" | "moveTo" => {
                    self.author(block);
                    self.blocks(block, flow, depth + 1)?;
                }
                "pPr" | "tblPr" | "sectPr" | "sdtEndPr" | "DocumentProperties" | "styles" | "lists" | "fonts" => {}
                _ => self.blocks(block, flow, depth + 1)?,
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, node: Node<'_, '_>, flow: &mut Flow, depth: u32) -> Result<(), Failure> {
        let properties = child(node, "pPr");
        let style = self.numbering.style_of(properties);
        let label = self.numbering.label(properties, style.as_deref());
        let mut paragraph = Paragraph::default();
        paragraph.inlines(self, node, flow, depth)?;
        self.fields.iter_mut().for_each(Field::line);
        let Paragraph { text, deleted, unseen } = paragraph;
        let is_heading = self.numbering.is_heading(style.as_deref());
        if is_heading {
            flow.gap();
        }
        match label {
            // A number without text is what an empty item shows, and says nothing.
            Some(label) if !text.trim().is_empty() => flow.paragraph(&format!("{label}{text}"))?,
            _ => flow.paragraph(&text)?,
        }
        if is_heading {
            flow.gap();
        }
        flow.hide("Deleted", &deleted)?;
        flow.hide("Hidden text", &unseen)
    }

    /// A table: rows are lines, cells are parted by tabs.
    pub fn table(&mut self, node: Node<'_, '_>, flow: &mut Flow, depth: u32) -> Result<(), Failure> {
        if depth > MAX_DEPTH {
            return Err(Failure::TooLarge);
        }
        let mut rows = Vec::new();
        within(node, "tr", &mut rows, 0);
        flow.gap();
        for row in rows {
            let mut cells = Vec::new();
            within(row, "tc", &mut cells, 0);
            let is_deleted = child(row, "trPr").is_some_and(|properties| child(properties, "del").is_some());
            // A frame around prose is no table.
            if let ([only], false) = (cells.as_slice(), is_deleted) {
                self.blocks(*only, flow, depth + 1)?;
                continue;
            }
            let mut texts = Vec::with_capacity(cells.len());
            for each in cells {
                let mut inner = Flow::default();
                self.blocks(each, &mut inner, depth + 1)?;
                texts.push(cell(&flow.take_body(inner)?));
            }
            let line = texts.join("\t");
            if is_deleted {
                flow.hide("Deleted", &line)?;
            } else if !line.trim().is_empty() {
                flow.line(line.trim_end())?;
            }
        }
        flow.gap();
        Ok(())
    }

    /// A picture, a shape, a text box or an object that stands in a paragraph.
    pub fn graphic(&mut self, node: Node<'_, '_>, flow: &mut Flow, depth: u32) -> Result<(), Failure> {
        drawing::alternatives(flow, node)?;
        self.drawn.extend(drawing::parts(node, self.relations));
        for text in below(node, "txbxContent") {
            let inside = text.ancestors().skip(1).take_while(|ancestor| *ancestor != node);
            // A box in a box is read with the outer one; the fallback says the same as what it stands in for.
            if inside.into_iter().any(|ancestor| matches!(name(ancestor), "txbxContent" | "Fallback")) {
                continue;
            }
            let mut inner = Flow::default();
            self.blocks(text, &mut inner, depth + 1)?;
            flow.hide_flow("Text box", inner)?;
        }
        Ok(())
    }

    /// Remembers who changed something.
    pub fn author(&mut self, node: Node<'_, '_>) {
        if let Some(author) = attr(node, "author") {
            self.authors.insert(author.to_owned());
        }
    }
}

/// The rows of a table or the cells of a row, which may be wrapped in controls and marks of change.
fn within<'a, 'i>(node: Node<'a, 'i>, wanted: &str, found: &mut Vec<Node<'a, 'i>>, depth: u32) {
    for child in node.children() {
        if name(child) == wanted {
            found.push(child);
        } else if depth < MAX_DEPTH
            && matches!(name(child), "sdt" | "sdtContent" | "ins" | "del" | "customXml" | "moveTo")
        {
            within(child, wanted, found, depth + 1);
        }
    }
}
