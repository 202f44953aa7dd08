//! A story: the body, a header, a note. Its characters become paragraphs, rows of tables, and what is hidden between them
//! ([MS-DOC]).

use std::{collections::HashSet, ops::Range};

use super::{
    data,
    formats::{Character, Formats, Paragraph},
    lists::Lists,
    pieces::Text,
    styles::Styles,
};
use crate::{
    office::{
        field::{drawn, hide_code},
        flow::{Flow, cell},
    },
    wire::Failure,
};

/// Fields in fields; Word allows twenty.
const MAX_FIELDS: usize = 64;

const CELL_END: u16 = 0x07;
const PAGE_END: u16 = 0x0c;
const PARAGRAPH_END: u16 = 0x0d;

/// What all stories of a document share.
pub(super) struct Stories<'a> {
    pub text: &'a Text<'a>,
    pub characters: Formats<Character>,
    pub paragraphs: Formats<Paragraph>,
    pub styles: Styles,
    pub lists: Lists,
    /// What characters stand for, and which of it was told.
    pub data: Vec<u8>,
    pub told: HashSet<usize>,
}

/// A story in the making.
#[derive(Default)]
struct Story {
    flow: Flow,
    /// The cells of the row that is open, and the one that is being filled.
    cells: Vec<String>,
    cell: Flow,
    is_in_table: bool,
    /// Fields that are open, each with its code and whether its result has begun.
    fields: Vec<(String, bool)>,
    line: Line,
}

/// What a paragraph says, did say, and does not show.
#[derive(Default)]
struct Line {
    text: String,
    deleted: String,
    unseen: String,
}

impl Stories<'_> {
    /// The characters at these places.
    pub fn read(&mut self, places: Range<usize>) -> Result<Flow, Failure> {
        let units = self.text.units.get(places.clone()).unwrap_or_default();
        let mut story = Story::default();
        let (mut format, mut until) = (Character::default(), 0);
        let mut at = places.start;
        for character in char::decode_utf16(units.iter().copied()) {
            let c = character.unwrap_or(char::REPLACEMENT_CHARACTER);
            if at >= until {
                (format, until) = self.format(at);
            }
            let place = at;
            at += c.len_utf16();
            match u16::try_from(u32::from(c)).unwrap_or(0xffff) {
                end @ (PARAGRAPH_END | CELL_END) => self.end(&mut story, place, end)?,
                PAGE_END if self.ends_paragraph(place) => self.end(&mut story, place, PARAGRAPH_END)?,
                0x13 if story.fields.len() >= MAX_FIELDS => return Err(Failure::TooLarge),
                0x13 => story.fields.push((String::new(), false)),
                0x14 => {
                    if let Some((_, shows)) = story.fields.last_mut() {
                        *shows = true;
                    }
                }
                0x15 => {
                    if let Some((code, _)) = story.fields.pop() {
                        hide_code(&code, &mut story.flow)?;
                        drawn(&code).chars().for_each(|c| story.push(c, format));
                    }
                }
                0x0b | PAGE_END | 0x0e => story.push('\n', format),
                0x1e => story.push('\u{2011}', format),
                0x1f => story.push('\u{ad}', format),
                0x09 => story.push('\t', format),
                0x01 => self.picture(&mut story, format)?,
                // Marks that refer to notes, and drawings.
                0..0x20 => {}
                _ => match format.symbol {
                    // Those in the private area are arrows and boxes that have no meaning as text.
                    Some(symbol) => {
                        if let Some(c) = char::from_u32(symbol.into()).filter(|_| !(0xe000..0xf900).contains(&symbol)) {
                            story.push(c, format);
                        }
                    }
                    None => story.push(c, format),
                },
            }
        }
        if !story.line.is_empty() {
            self.end(&mut story, at.saturating_sub(1), PARAGRAPH_END)?;
        }
        story.end_row()?;
        while let Some((code, _)) = story.fields.pop() {
            hide_code(&code, &mut story.flow)?;
        }
        Ok(story.flow)
    }

    /// The format of the character at `place`, and the place up to which it holds.
    fn format(&self, place: usize) -> (Character, usize) {
        let Some(piece) = self.text.piece(place) else { return (Character::default(), place + 1) };
        let offset = piece.offset_of(place);
        let (mut format, until) = match self.characters.run(offset) {
            Some((_, end, format)) => (*format, place + end.saturating_sub(offset).div_ceil(piece.width)),
            None => (Character::default(), place + 1),
        };
        format.change(&piece.changes);
        (format, until.min(piece.end))
    }

    /// A character that stands for a picture or the field of a form. Each is told once.
    fn picture(&mut self, story: &mut Story, format: Character) -> Result<(), Failure> {
        let Some(place) = format.picture.filter(|place| self.told.insert(*place)) else { return Ok(()) };
        if !format.is_data {
            return data::picture(&self.data, place, &mut story.flow);
        }
        // It stands in the field's code; Word shows it in its place.
        let shown = data::form_field(&self.data, place, &mut story.flow)?;
        story.line.text.push_str(shown.as_deref().unwrap_or_default());
        Ok(())
    }

    /// Whether a page's end is a section's end, too, and so ends a paragraph.
    fn ends_paragraph(&self, place: usize) -> bool {
        let Some(piece) = self.text.piece(place) else { return false };
        let offset = piece.offset_of(place);
        self.paragraphs.run(offset).is_some_and(|(_, end, _)| *end == offset + piece.width)
    }

    /// A paragraph or a cell ends with the character at `place`.
    fn end(&mut self, story: &mut Story, place: usize, end: u16) -> Result<(), Failure> {
        let piece = self.text.piece(place);
        let known = piece.and_then(|piece| self.paragraphs.at(piece.offset_of(place)));
        let mut format = known.cloned().unwrap_or_default();
        if let Some(piece) = piece {
            format.change(&piece.changes);
        }
        let Line { text, deleted, unseen } = std::mem::take(&mut story.line);
        // Without a format, an empty cell behind another is a row's end.
        let is_bare = text.is_empty() && !story.cells.is_empty();
        if end == CELL_END && (format.is_row_end || (known.is_none() && is_bare)) {
            return story.end_row();
        }
        let label = self.label(&format);
        // A number without text is what an empty item shows, and says nothing.
        let text = match label {
            Some(label) if !text.trim().is_empty() => format!("{label}{text}"),
            _ => text,
        };
        let is_heading = self.styles.is_heading(format.style);
        if end == CELL_END || format.is_in_table || format.depth > 0 {
            story.begin_table();
            story.cell.paragraph(&text)?;
            if end == CELL_END {
                story.end_cell()?;
            }
        } else {
            story.end_row()?;
            story.end_table();
            if is_heading {
                story.flow.gap();
            }
            story.flow.paragraph(&text)?;
            if is_heading {
                story.flow.gap();
            }
        }
        story.flow.hide("Deleted", &deleted)?;
        story.flow.hide("Hidden text", &unseen)
    }

    fn label(&mut self, format: &Paragraph) -> Option<String> {
        let by_style = self.styles.list(format.style);
        match (format.list, by_style) {
            (Some(list), _) => self.lists.label(list, format.level.unwrap_or(0), None),
            (None, Some((list, level, style))) => {
                self.lists.label(list, format.level.unwrap_or(level), Some(style).filter(|_| format.level.is_none()))
            }
            (None, None) => None,
        }
    }
}

impl Story {
    fn push(&mut self, c: char, format: Character) {
        if let Some((code, _)) = self.fields.iter_mut().rev().find(|(_, shows)| !shows) {
            code.push(c);
        } else if format.is_deleted {
            self.line.deleted.push(c);
        } else if format.is_hidden {
            self.line.unseen.push(c);
        } else {
            self.line.text.push(c);
        }
    }

    fn begin_table(&mut self) {
        if !self.is_in_table {
            self.flow.gap();
            self.is_in_table = true;
        }
    }

    fn end_table(&mut self) {
        if self.is_in_table {
            self.flow.gap();
            self.is_in_table = false;
        }
    }

    fn end_cell(&mut self) -> Result<(), Failure> {
        let text = self.flow.take_body(std::mem::take(&mut self.cell))?;
        self.cells.push(text);
        Ok(())
    }

    /// Rows are lines, cells are parted by tabs.
    fn end_row(&mut self) -> Result<(), Failure> {
        let rest = self.flow.take_body(std::mem::take(&mut self.cell))?;
        if !rest.is_empty() {
            self.cells.push(rest);
        }
        let cells = std::mem::take(&mut self.cells);
        // A frame around prose is no table.
        if let [only] = cells.as_slice() {
            return only.split('\n').try_for_each(|line| self.flow.paragraph(line));
        }
        let line = cells.iter().map(|text| cell(text)).collect::<Vec<_>>().join("\t");
        if line.trim().is_empty() { Ok(()) } else { self.flow.line(line.trim_end()) }
    }
}

impl Line {
    fn is_empty(&self) -> bool {
        self.text.is_empty() && self.deleted.is_empty() && self.unseen.is_empty()
    }
}
