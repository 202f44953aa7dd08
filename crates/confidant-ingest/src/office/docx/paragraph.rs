//! The inside of a paragraph: runs, fields, links, and what was deleted or is not shown.

use roxmltree::Node;

use super::{alternative, equation, form_texts, story::Story};
use crate::{
    office::{
        field::{drawn, hide_code, kind, targets},
        flow::Flow,
        xml::{MAX_DEPTH, attr, child, is_on, name, text_of},
    },
    wire::Failure,
};

/// Fields in fields; Word allows twenty.
const MAX_FIELDS: usize = 64;

/// A field that has begun and not ended.
#[derive(Default)]
pub(super) struct Field {
    /// All that stands before the field's result, in one piece.
    code: String,
    /// What of it is code.
    own: String,
    /// What of it is text of the page.
    typed: String,
    shows: bool,
}

impl Field {
    /// A paragraph ended inside of the code.
    pub fn line(&mut self) {
        if !self.shows {
            for text in [&mut self.code, &mut self.own, &mut self.typed] {
                text.push('\n');
            }
        }
    }

    /// Tells what the field says by itself, and the text that it took in.
    pub fn end(self, flow: &mut Flow) -> Result<(), Failure> {
        let typed = self.typed.trim();
        // A link may be put together from text.
        let is_target = kind(&self.own) == "HYPERLINK" && targets(&self.code).iter().any(|all| all.contains(typed));
        if is_target {
            return hide_code(&self.code, flow);
        }
        hide_code(&self.own, flow)?;
        flow.hide("Field", typed)
    }

    /// The same for a field without an end: what it would draw is told too.
    pub fn break_off(self, flow: &mut Flow) -> Result<(), Failure> {
        flow.hide("Field", &drawn(&self.code))?;
        self.end(flow)
    }
}

/// What a paragraph says, was to say, and does not show.
#[derive(Default)]
pub(super) struct Paragraph {
    pub text: String,
    pub deleted: String,
    pub unseen: String,
}

/// Where a run's text goes.
#[derive(Clone, Copy, PartialEq)]
enum To {
    Text,
    Deleted,
    Unseen,
}

impl Paragraph {
    /// Reads all that stands in `node`.
    pub fn inlines(
        &mut self,
        story: &mut Story<'_, '_>,
        node: Node<'_, '_>,
        flow: &mut Flow,
        depth: u32,
    ) -> Result<(), Failure> {
        self.inside(story, node, flow, depth, To::Text)
    }

    fn inside(
        &mut self,
        story: &mut Story<'_, '_>,
        node: Node<'_, '_>,
        flow: &mut Flow,
        depth: u32,
        to: To,
    ) -> Result<(), Failure> {
        if depth > MAX_DEPTH {
            return Err(Failure::TooLarge);
        }
        for child in node.children().filter(Node::is_element) {
            match name(child) {
                "r" => self.run(story, child, flow, depth, to)?,
                "del" | "moveFrom" => {
                    story.author(child);
                    self.inside(story, child, flow, depth + 1, To::Deleted)?;
                }
                "ins" | "moveTo" => {
                    story.author(child);
                    self.inside(story, child, flow, depth + 1, to)?;
                }
                "fldSimple" => {
                    let code = attr(child, "instr").unwrap_or_default();
                    hide_code(code, flow)?;
                    self.push(story, &drawn(code), to);
                    self.inside(story, child, flow, depth + 1, to)?;
                }
                "hyperlink" => {
                    flow.hide("Link", attr(child, "tooltip").unwrap_or_default())?;
                    self.inside(story, child, flow, depth + 1, to)?;
                }
                "AlternateContent" => {
                    if let Some(chosen) = alternative(child) {
                        self.inside(story, chosen, flow, depth + 1, to)?;
                    }
                }
                "oMath" | "oMathPara" => self.push(story, &equation(child), to),
                "sdtPr" => form_texts(child, flow)?,
                // A table may lie in a paragraph, though none should.
                "tbl" => {
                    let mut wrapped = Flow::default();
                    story.table(child, &mut wrapped, depth + 1)?;
                    let body = flow.take_body(wrapped)?;
                    self.push(story, &format!("\n{body}"), to);
                }
                "pPr" | "sdtEndPr" => {}
                _ => self.inside(story, child, flow, depth + 1, to)?,
            }
        }
        Ok(())
    }

    fn run(
        &mut self,
        story: &mut Story<'_, '_>,
        run: Node<'_, '_>,
        flow: &mut Flow,
        depth: u32,
        to: To,
    ) -> Result<(), Failure> {
        let is_unseen = child(run, "rPr").and_then(|properties| child(properties, "vanish")).is_some_and(is_on);
        let to = if is_unseen && to == To::Text { To::Unseen } else { to };
        for part in run.children().filter(Node::is_element) {
            match name(part) {
                "t" => self.push(story, &text_of(part), to),
                "delText" => self.push(story, &text_of(part), To::Deleted),
                "instrText" | "delInstrText" => match story.fields.last_mut() {
                    Some(field) => {
                        field.code.push_str(&text_of(part));
                        field.own.push_str(&text_of(part));
                    }
                    None => flow.hide("Field", &text_of(part))?,
                },
                "fldChar" => {
                    form_texts(part, flow)?;
                    let shown = Self::field(story, attr(part, "fldCharType").unwrap_or_default(), flow)?;
                    self.push(story, &shown, to);
                }
                "tab" | "ptab" => self.push(story, "\t", to),
                "br" | "cr" => self.push(story, "\n", to),
                "noBreakHyphen" => self.push(story, "\u{2011}", to),
                "softHyphen" => self.push(story, "\u{ad}", to),
                "sym" => self.push(story, symbol(part).as_deref().unwrap_or_default(), to),
                "ruby" => {
                    if let Some(base) = child(part, "rubyBase") {
                        self.inside(story, base, flow, depth + 1, to)?;
                    }
                    if let Some(reading) = child(part, "rt") {
                        flow.hide("Reading", &text_of(reading))?;
                    }
                }
                "AlternateContent" => {
                    if let Some(chosen) = alternative(part) {
                        self.run(story, chosen, flow, depth.saturating_add(1).min(MAX_DEPTH + 1), to)?;
                    }
                }
                "drawing" | "pict" | "object" => story.graphic(part, flow, depth + 1)?,
                // Producers put these where they do not belong, and Word shows them.
                "tbl" | "p" => {
                    let mut wrapped = Flow::default();
                    story.blocks(run, &mut wrapped, depth + 1)?;
                    let body = flow.take_body(wrapped)?;
                    self.push(story, &format!("\n{body}"), to);
                    break;
                }
                "r" if depth < MAX_DEPTH => self.run(story, part, flow, depth + 1, to)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn push(&mut self, story: &mut Story<'_, '_>, text: &str, to: To) {
        if let Some(field) = story.fields.iter_mut().rev().find(|field| !field.shows) {
            field.code.push_str(text);
            field.typed.push_str(text);
            return;
        }
        match to {
            To::Text => self.text.push_str(text),
            To::Deleted => self.deleted.push_str(text),
            To::Unseen => self.unseen.push_str(text),
        }
    }

    /// Opens or closes a field. One that draws its text by itself gives it back.
    fn field(story: &mut Story<'_, '_>, mark: &str, flow: &mut Flow) -> Result<String, Failure> {
        match mark {
            "begin" if story.fields.len() >= MAX_FIELDS => return Err(Failure::TooLarge),
            "begin" => story.fields.push(Field::default()),
            "separate" => {
                if let Some(field) = story.fields.last_mut() {
                    field.shows = true;
                }
            }
            _ => {
                if let Some(field) = story.fields.pop() {
                    let shown = drawn(&field.code);
                    field.end(flow)?;
                    return Ok(shown);
                }
            }
        }
        Ok(String::new())
    }
}

/// A character of a symbol font. Those in the private area are arrows and boxes that have no meaning as text.
fn symbol(node: Node<'_, '_>) -> Option<String> {
    let code = u32::from_str_radix(attr(node, "char")?, 16).ok()?;
    let character = char::from_u32(code).filter(|_| !(0xe000..=0xf8ff).contains(&code))?;
    Some(character.to_string())
}
