//! Hears the tokens of a web page one after the other and writes its text. There is no tree: a page of a million open
//! elements costs no more than one of a million closed ones.

use std::cell::RefCell;

use html5ever::{
    Attribute,
    tokenizer::{
        Tag, TagKind, Token, TokenSink, TokenSinkResult,
        states::RawKind::{Rawtext, Rcdata, ScriptData},
    },
};

use super::{
    flow::Flow,
    page::Notes,
    style::{Break, breaks, ends_itself, hides, holds_items, is_property, is_target, is_void},
    table::Table,
};

/// Tables in tables beyond this are written as lines.
const MAX_TABLES: usize = 32;
/// Lists in lists beyond this have no numbers.
const MAX_LISTS: usize = 100;

/// Listens to the tokenizer.
pub(super) struct Sink {
    /// XML: an element may close itself.
    pub is_xml: bool,
    pub state: RefCell<State>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return state.start(&tag, self.is_xml),
            Token::TagToken(tag) => state.end(local(&tag.name)),
            Token::CharacterTokens(text) => state.text(&text),
            Token::CommentToken(text) => state.notes.comment(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        // Only there CDATA sections are text.
        self.is_xml || self.state.borrow().drawings > 0
    }
}

/// The element's name. Some electronic books write the prefix of their namespace.
fn local(name: &str) -> &str {
    ["h:", "html:", "xhtml:"].iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(name)
}

/// What was heard so far.
#[derive(Default)]
pub(super) struct State {
    base: Flow,
    tables: Vec<Table>,
    /// Tables that are open but too deep to be kept.
    deep_tables: usize,
    /// The element that hides what is in it, and how many of its name are open.
    hidden: Option<(String, usize)>,
    hidden_flow: Flow,
    /// The number of the next item of each open list, if it counts.
    lists: Vec<Option<u32>>,
    preformatted: usize,
    drawings: usize,
    is_script: bool,
    /// What the title holds so far.
    pub title: Option<String>,
    /// A title that did not end took in the page, which is read again: its titles are text.
    pub keeps_titles: bool,
    pub notes: Notes,
}

impl State {
    /// The page's text, and what is hidden in it.
    pub fn finish(mut self) -> (String, String, Notes) {
        self.hidden = None;
        while !self.tables.is_empty() {
            self.end_table();
        }
        (self.base.finish(), self.hidden_flow.finish(), self.notes)
    }

    fn start(&mut self, tag: &Tag, is_xml: bool) -> TokenSinkResult<()> {
        let name = local(&tag.name);
        // An address between angle brackets, or a part of one.
        if name.contains('@') || name.ends_with(':') {
            let parts = tag.attrs.iter().map(|attribute| &*attribute.name.local);
            self.text(&std::iter::once(name).chain(parts).collect::<Vec<_>>().join(" "));
        }
        let is_closed = is_void(name) || (is_xml && tag.self_closing);
        self.attributes(name, &tag.attrs);
        if !is_closed {
            self.hide(name, &tag.attrs);
        }
        match name {
            "br" => self.flow().forced_line(),
            "table" => self.start_table(),
            "tr" => self.in_table(Flow::line, Table::start_row),
            "td" | "th" => self.in_table(Flow::cell, Table::start_cell),
            "input" => self.input(&tag.attrs),
            _ => self.part(breaks(name)),
        }
        if is_closed {
            return TokenSinkResult::Continue;
        }
        match name {
            "script" | "style" => {
                self.is_script = true;
                return TokenSinkResult::RawData(if name == "script" { ScriptData } else { Rawtext });
            }
            "title" if self.drawings == 0 && !self.keeps_titles => {
                self.title = Some(String::new());
                return TokenSinkResult::RawData(Rcdata);
            }
            "textarea" => return TokenSinkResult::RawData(Rcdata),
            "xmp" => {
                self.preformatted += 1;
                return TokenSinkResult::RawData(Rawtext);
            }
            "plaintext" => return TokenSinkResult::Plaintext,
            "pre" | "listing" => self.preformatted += 1,
            "svg" | "math" => self.drawings += 1,
            "ul" | "ol" | "menu" | "dir" if self.lists.len() < MAX_LISTS => {
                let from = value(&tag.attrs, "start").and_then(|start| start.trim().parse().ok()).unwrap_or(1);
                self.lists.push((name == "ol").then_some(from));
            }
            "li" => {
                let mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        let mark = format!("{number}. ");
                        *number = number.saturating_add(1);
                        mark
                    }
                    _ => "- ".to_owned(),
                };
                self.flow().mark(mark);
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn end(&mut self, name: &str) {
        match name {
            "script" | "style" => self.is_script = false,
            "title" if self.title.is_some() => {
                if let Some(title) = self.title.take() {
                    self.notes.property("title", &title);
                }
            }
            "pre" | "listing" | "xmp" => self.preformatted = self.preformatted.saturating_sub(1),
            "svg" | "math" => self.drawings = self.drawings.saturating_sub(1),
            "ul" | "ol" | "menu" | "dir" => {
                self.lists.pop();
            }
            _ => {}
        }
        match name {
            "br" => self.flow().forced_line(),
            "table" => self.end_table(),
            "tr" => self.in_table(Flow::line, Table::start_row),
            "td" | "th" => self.in_table(|_| {}, Table::end_cell),
            _ => self.part(breaks(name)),
        }
        match &mut self.hidden {
            Some((hiding, open)) if hiding == name && *open > 1 => *open -= 1,
            Some((hiding, _)) if hiding == name || (ends_itself(hiding) && holds_items(name)) => self.hidden = None,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.is_script {
            return;
        }
        if let Some(title) = &mut self.title {
            title.push_str(text);
        } else if self.preformatted > 0 {
            self.flow().verbatim(text);
        } else {
            self.flow().text(text);
        }
    }

    /// Where the text goes: what is hidden stands apart, and a cell is written by itself.
    fn flow(&mut self) -> &mut Flow {
        if self.hidden.is_some() {
            return &mut self.hidden_flow;
        }
        self.tables.iter_mut().rev().find_map(|table| table.cell.as_mut()).unwrap_or(&mut self.base)
    }

    fn part(&mut self, how: Break) {
        match how {
            Break::None => {}
            Break::Line => self.flow().line(),
            Break::Block => self.flow().block(),
        }
    }

    /// Begins or deepens what is hidden.
    fn hide(&mut self, name: &str, attributes: &[Attribute]) {
        match &mut self.hidden {
            // A paragraph ends where the next block begins, and a list's item where the next item does.
            Some((hiding, _)) if hiding == "p" && breaks(name) != Break::None => self.hidden = None,
            Some((hiding, _)) if hiding == name && ends_itself(name) => self.hidden = None,
            Some((hiding, open)) if hiding == name => *open += 1,
            _ => {}
        }
        let is_hidden = name == "template"
            || value(attributes, "hidden").is_some()
            || value(attributes, "style").is_some_and(hides);
        if is_hidden && self.hidden.is_none() {
            self.hidden_flow.block();
            self.hidden = Some((name.to_owned(), 1));
        }
    }

    fn start_table(&mut self) {
        self.flow().block();
        if self.hidden.is_some() || self.tables.len() >= MAX_TABLES {
            self.deep_tables += 1;
            return;
        }
        if let Some(outer) = self.tables.last_mut() {
            outer.has_inner = true;
        }
        self.tables.push(Table::default());
    }

    fn end_table(&mut self) {
        if self.deep_tables > 0 {
            self.deep_tables -= 1;
        } else if let Some(table) = self.tables.pop() {
            let text = table.finish();
            self.flow().block();
            self.flow().insert(&text);
        }
        self.flow().block();
    }

    /// Does something to the innermost table, or to the text where the table is not kept.
    fn in_table(&mut self, as_text: impl FnOnce(&mut Flow), as_table: impl FnOnce(&mut Table)) {
        let is_kept = self.hidden.is_none() && self.deep_tables == 0;
        match self.tables.last_mut().filter(|_| is_kept) {
            Some(table) => as_table(table),
            None => as_text(self.flow()),
        }
    }

    /// What a form's field holds.
    fn input(&mut self, attributes: &[Attribute]) {
        let kind = value(attributes, "type").unwrap_or_default().to_ascii_lowercase();
        let Some(text) = value(attributes, "value") else { return };
        match kind.as_str() {
            "hidden" | "password" => {
                self.hidden_flow.block();
                self.hidden_flow.text(text);
            }
            "checkbox" | "radio" | "image" | "color" | "range" => {}
            _ => {
                self.flow().text(" ");
                self.flow().text(text);
                self.flow().text(" ");
            }
        }
    }

    /// Text that is not printed, and files that lie in the page.
    fn attributes(&mut self, name: &str, attributes: &[Attribute]) {
        for attribute in attributes {
            let text: &str = &attribute.value;
            match &*attribute.name.local {
                "alt" => self.notes.add("Alternative text", text),
                "title" | "placeholder" | "aria-label" | "aria-description" | "label" | "summary" => {
                    self.notes.add("Title", text);
                }
                "href" | "xlink:href" if matches!(name, "a" | "area") && is_target(text) => {
                    self.notes.add("Link", text);
                }
                "src" | "background" | "poster" | "data" | "href" | "xlink:href" => self.source(name, text),
                "srcdoc" => self.notes.comment(text),
                _ => {}
            }
        }
        if name == "meta"
            && let Some(content) = value(attributes, "content")
            && let Some(property) = ["name", "property", "itemprop"].iter().find_map(|key| value(attributes, key))
        {
            let property = property.to_ascii_lowercase();
            if is_property(&property) {
                self.notes.property(&property, content);
            }
        }
    }

    fn source(&mut self, name: &str, address: &str) {
        let start: String = address.trim_start().chars().take(6).collect::<String>().to_ascii_lowercase();
        if start.starts_with("data:") {
            if !matches!(name, "script" | "link") {
                self.notes.file(address.trim_start());
            }
        } else if start.starts_with("http") && matches!(name, "img" | "iframe" | "frame" | "object" | "embed") {
            self.notes.add("Source", address);
        }
    }
}

/// The value of an attribute.
fn value<'a>(attributes: &'a [Attribute], name: &str) -> Option<&'a str> {
    attributes.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}
