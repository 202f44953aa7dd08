//! Formats that are text with marks: web pages, tables in text, electronic books, and the kinds of plain text whose lines
//! mean something.

mod charset;
mod epub;
mod flow;
mod folded;
mod html;
mod json;
mod page;
mod rows;
mod sink;
mod style;
mod table;
mod xml;

pub(crate) use charset::decode;
pub(crate) use epub::read as read_epub;
pub(crate) use folded::unfold;
pub(crate) use html::{attach_files, read as read_html};
pub(crate) use json::spell_out as spell_out_json;
pub(crate) use page::{Markup, add_note, extract};
pub(crate) use rows::read as read_csv;
pub(crate) use xml::spell_out;
