//! Where text goes: the body, a header, a note, a property; and how it becomes paragraphs and rows there.

use crate::{
    content::Content,
    office::{
        field::{drawn, hide_code},
        flow::{Flow, cell},
    },
    wire::Failure,
};

/// What a group's text is.
#[derive(Clone, PartialEq)]
pub(super) enum Kind {
    Body,
    /// A hidden place with this label.
    Hidden(&'static str),
    /// A comment, whose author stood before it.
    Comment,
    /// The author of the next comment.
    CommentAuthor,
    /// A property of the document.
    Property(&'static str),
    /// The name of the next custom property, and its value.
    PropertyName,
    PropertyValue,
    FieldCode,
    /// Names and values of a shape's properties.
    ShapeName,
    ShapeValue,
    /// Who changed something.
    Reviewers,
    /// Names of fonts.
    Fonts,
    /// The digits of an embedded file.
    Object,
    Nothing,
}

/// Text on its way.
pub(super) struct Sink {
    pub kind: Kind,
    flow: Flow,
    text: String,
    cells: Vec<String>,
}

/// What one sink leaves for another.
#[derive(Default)]
pub(super) struct Left {
    comment_author: String,
    property: String,
    shape: String,
    /// Embedded files, as digits.
    pub objects: Vec<String>,
}

impl Sink {
    /// An empty one.
    pub fn new(kind: Kind) -> Self {
        Self { kind, flow: Flow::default(), text: String::new(), cells: Vec::new() }
    }

    /// Adds text.
    pub fn push(&mut self, text: &str) -> Result<(), Failure> {
        if self.text.len() + text.len() > crate::wire::MAX_TEXT {
            return Err(Failure::TooLarge);
        }
        if self.kind != Kind::Nothing && self.kind != Kind::Fonts {
            self.text.push_str(text);
        }
        Ok(())
    }

    /// Adds text from a hidden place.
    pub fn hide(&mut self, label: &'static str, text: &str) -> Result<(), Failure> {
        self.flow.hide(label, text)
    }

    /// The end of a paragraph; in a cell it is only a new line.
    pub fn paragraph(&mut self, in_table: bool) -> Result<(), Failure> {
        if in_table {
            return self.push("\n");
        }
        self.row()?;
        self.flow.paragraph(&std::mem::take(&mut self.text))
    }

    /// The end of a cell.
    pub fn cell(&mut self) {
        // More cells than a row can have are a bomb of tabs.
        if self.cells.len() < 4096 {
            self.cells.push(cell(&std::mem::take(&mut self.text)));
        }
    }

    /// The end of a row.
    pub fn row(&mut self) -> Result<(), Failure> {
        let cells = std::mem::take(&mut self.cells);
        let line = cells.join("\t");
        if line.trim().is_empty() { Ok(()) } else { self.flow.line(line.trim_end()) }
    }

    /// Something new begins.
    pub fn gap(&mut self) -> Result<(), Failure> {
        self.paragraph(false)?;
        self.flow.gap();
        Ok(())
    }

    /// The text of the whole page.
    pub fn finish(mut self) -> Result<String, Failure> {
        self.paragraph(false)?;
        Ok(self.flow.finish())
    }

    /// The group ended: its text goes to where it belongs.
    pub fn close(mut self, outer: &mut Sink, left: &mut Left, content: &mut Content) -> Result<(), Failure> {
        self.row()?;
        let raw = match self.flow.body() {
            "" => self.text.clone(),
            before => format!("{before}\n{}", self.text),
        };
        self.paragraph(false)?;
        match self.kind {
            Kind::Hidden(label) => outer.flow.hide_flow(label, self.flow)?,
            Kind::Comment => {
                let body = outer.flow.take_body(self.flow)?;
                let author = std::mem::take(&mut left.comment_author);
                outer.flow.hide("Comment", &if author.is_empty() { body } else { format!("{author}: {body}") })?;
            }
            Kind::CommentAuthor => left.comment_author = cell(&raw),
            Kind::Property(name) => content.property(name, &cell(&raw)),
            Kind::PropertyName => left.property = cell(&raw),
            Kind::PropertyValue => content.property(&std::mem::take(&mut left.property), &cell(&raw)),
            Kind::FieldCode => {
                let code = cell(&raw);
                // Fields in the code have told themselves.
                outer.flow.take_body(self.flow)?;
                hide_code(&code, &mut outer.flow)?;
                outer.text.push_str(&drawn(&code));
            }
            Kind::Object => left.objects.push(raw),
            Kind::ShapeName => left.shape = cell(&raw),
            Kind::ShapeValue => match std::mem::take(&mut left.shape).as_str() {
                "wzDescription" | "wzTooltip" => outer.flow.hide("Alt text", &raw)?,
                "gtextUNICODE" => outer.flow.hide("Text box", &raw)?,
                _ => {}
            },
            Kind::Reviewers => {
                let names = raw.split(';').map(str::trim).filter(|name| !name.is_empty() && *name != "Unknown");
                content.property("reviewers", &names.collect::<Vec<_>>().join("\n"));
            }
            // Hidden places inside what is skipped are told all the same.
            Kind::Nothing | Kind::Fonts | Kind::Body => {
                outer.flow.take_body(self.flow)?;
            }
        }
        Ok(())
    }
}
