//! RTF: one pass over the tokens with a stack of groups. No group makes the reader call itself.

mod codepage;
mod object;
mod sink;
mod token;
mod words;

use std::collections::HashMap;

use encoding_rs::Encoding;

pub(super) use self::codepage::by_number;
use self::{
    codepage::by_charset,
    sink::{Kind, Left, Sink},
    token::{Token, Tokens},
    words::{character, destination},
};
use crate::{content::Content, wire::Failure};

/// Groups in groups; Word stays below a hundred.
const MAX_DEPTH: usize = 4000;

/// What holds until the group ends.
#[derive(Clone)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own in the format")]
struct State {
    encoding: Option<&'static Encoding>,
    /// How many characters stand for a Unicode one in old programs.
    fallback: usize,
    in_table: bool,
    is_deleted: bool,
    is_unseen: bool,
    /// Whether closing the group closes the topmost sink.
    has_sink: bool,
}

struct Reader {
    states: Vec<State>,
    state: State,
    sinks: Vec<Sink>,
    left: Left,
    content: Content,
    own: &'static Encoding,
    fonts: HashMap<i32, &'static Encoding>,
    font: i32,
    default_font: i32,
    /// Bytes that wait for the rest of their characters.
    bytes: Vec<u8>,
    /// The first half of a character beyond the basic plane.
    half: Option<u16>,
    skip: usize,
    starred: bool,
    fresh: bool,
    deleted: String,
    unseen: String,
}

/// Reads a document.
pub(crate) fn read(bytes: &[u8], depth: u32) -> Result<Content, Failure> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if !bytes.starts_with(b"{\\rt") {
        return Err(Failure::Damaged);
    }
    let mut reader = Reader {
        states: Vec::new(),
        state: State {
            encoding: None,
            fallback: 1,
            in_table: false,
            is_deleted: false,
            is_unseen: false,
            has_sink: false,
        },
        sinks: vec![Sink::new(Kind::Body)],
        left: Left::default(),
        content: Content::default(),
        own: encoding_rs::WINDOWS_1252,
        fonts: HashMap::new(),
        font: 0,
        default_font: 0,
        bytes: Vec::new(),
        half: None,
        skip: 0,
        starred: false,
        fresh: false,
        deleted: String::new(),
        unseen: String::new(),
    };
    let mut is_over = false;
    for token in Tokens::new(bytes) {
        reader.token(token)?;
        // What follows the end of the document is not part of it, and in the file all the same.
        if token == Token::Close && reader.states.is_empty() && !is_over {
            is_over = true;
            reader.end(|_, _| Ok(()))?;
            reader.sinks.push(Sink::new(Kind::Hidden("After the end")));
        }
    }
    while !reader.states.is_empty() {
        reader.close()?;
    }
    reader.end(|_, _| Ok(()))?;
    if is_over
        && let Some(after) = reader.sinks.pop()
        && let Some(body) = reader.sinks.last_mut()
    {
        after.close(body, &mut reader.left, &mut reader.content)?;
    }
    let body = reader.sinks.pop().ok_or(Failure::Damaged)?;
    let mut content = reader.content;
    content.page(&body.finish()?)?;
    for object in reader.left.objects {
        object::attach(&object, &mut content, depth)?;
    }
    Ok(content)
}

impl Reader {
    fn token(&mut self, token: Token<'_>) -> Result<(), Failure> {
        // What stands in for a Unicode character ends with its group.
        if self.skip > 0 {
            match token {
                Token::Byte(_) | Token::Hex(_) | Token::Symbol(_) => {
                    self.skip -= 1;
                    return Ok(());
                }
                Token::Word(name, _) if character(name).is_some() => {
                    self.skip -= 1;
                    return Ok(());
                }
                _ => self.skip = 0,
            }
        }
        match token {
            Token::Byte(byte) | Token::Hex(byte) => {
                self.fresh = false;
                // Pictures are megabytes of digits.
                if !self.sink_is(&Kind::Nothing) {
                    self.half = None;
                    self.bytes.push(byte);
                }
                Ok(())
            }
            Token::Open => self.open(),
            Token::Close => self.close(),
            Token::Symbol(symbol) => self.symbol(symbol),
            Token::Word(name, number) => self.word(name, number),
        }
    }

    fn open(&mut self) -> Result<(), Failure> {
        self.flush()?;
        if self.states.len() >= MAX_DEPTH {
            return Err(Failure::TooLarge);
        }
        self.states.push(self.state.clone());
        self.state.has_sink = false;
        (self.fresh, self.starred) = (true, false);
        Ok(())
    }

    fn close(&mut self) -> Result<(), Failure> {
        self.flush()?;
        let Some(outer) = self.states.pop() else { return Ok(()) };
        if self.state.has_sink
            && self.sinks.len() > 1
            && let Some(inner) = self.sinks.pop()
            && let Some(sink) = self.sinks.last_mut()
        {
            inner.close(sink, &mut self.left, &mut self.content)?;
        }
        self.state = outer;
        (self.fresh, self.starred) = (false, false);
        Ok(())
    }

    /// The group's text goes elsewhere.
    fn open_sink(&mut self, kind: Kind) {
        // A group has one destination, the first that it names.
        if self.state.has_sink {
            return;
        }
        self.sinks.push(Sink::new(kind));
        self.state.has_sink = true;
        (self.state.is_deleted, self.state.is_unseen, self.state.in_table) = (false, false, false);
    }

    fn symbol(&mut self, symbol: u8) -> Result<(), Failure> {
        match symbol {
            b'*' => {
                self.starred = true;
                Ok(())
            }
            b'~' => self.text("\u{a0}"),
            b'_' => self.text("\u{2011}"),
            b'-' => self.text("\u{ad}"),
            b'\r' | b'\n' => self.word("par", None),
            b'\\' | b'{' | b'}' => {
                self.bytes.push(symbol);
                Ok(())
            }
            b'\t' => self.text("\t"),
            _ => Ok(()),
        }
    }

    fn word(&mut self, name: &str, number: Option<i32>) -> Result<(), Failure> {
        self.flush()?;
        let starts_group = std::mem::take(&mut self.fresh);
        let was_starred = std::mem::take(&mut self.starred);
        if let Some(kind) = destination(name) {
            self.open_sink(kind);
            return Ok(());
        }
        if was_starred && starts_group {
            // A destination that is not known is to be skipped: that is what the star is for.
            if !matches!(name, "shpinst" | "do" | "nesttableprops" | "ud" | "userprops" | "docvar" | "shpgrp") {
                self.open_sink(Kind::Nothing);
            }
            return self.special(name, number);
        }
        self.special(name, number)
    }

    fn special(&mut self, name: &str, number: Option<i32>) -> Result<(), Failure> {
        if self.switch(name, number) {
            return Ok(());
        }
        match name {
            "par" => self.end(Sink::paragraph),
            "sect" | "page" | "column" => {
                self.end(|sink, in_table| if in_table { sink.push("\n") } else { sink.gap() })
            }
            "line" | "softline" | "lbr" | "nestrow" => self.text("\n"),
            "nestcell" | "tab" => self.text("\t"),
            "cell" => self.end(|sink, _| {
                sink.cell();
                Ok(())
            }),
            "row" => self.end(|sink, _| sink.row()),
            "u" => self.unicode(number.unwrap_or(0)),
            _ => character(name).map_or(Ok(()), |c| self.text(c)),
        }
    }

    /// Words that are no text and change how the text after them is read; whether it was one.
    fn switch(&mut self, name: &str, number: Option<i32>) -> bool {
        let is_on = number != Some(0);
        match name {
            "intbl" => self.state.in_table = true,
            "pard" => self.state.in_table = false,
            "plain" => {
                self.state.encoding = self.fonts.get(&self.default_font).copied();
                (self.state.is_deleted, self.state.is_unseen) = (false, false);
            }
            "deleted" => self.state.is_deleted = is_on,
            "v" => self.state.is_unseen = is_on,
            "uc" => {
                let count = number.and_then(|count| usize::try_from(count).ok());
                self.state.fallback = count.unwrap_or(1).min(16);
            }
            "ansicpg" => self.own = by_number(number.unwrap_or(1252)),
            "mac" => self.own = encoding_rs::MACINTOSH,
            "deff" => self.default_font = number.unwrap_or(0),
            "f" => {
                self.font = number.unwrap_or(0);
                self.state.encoding = self.fonts.get(&self.font).copied();
            }
            "fcharset" if self.sink_is(&Kind::Fonts) => {
                match by_charset(number.unwrap_or(0)) {
                    Some(encoding) => self.fonts.insert(self.font, encoding),
                    None => self.fonts.remove(&self.font),
                };
            }
            "cpg" if self.sink_is(&Kind::Fonts) => {
                self.fonts.insert(self.font, by_number(number.unwrap_or(1252)));
            }
            "ftnalt" if self.sink_is(&Kind::Hidden("Footnote")) => {
                if let Some(sink) = self.sinks.last_mut() {
                    sink.kind = Kind::Hidden("Endnote");
                }
            }
            _ => return false,
        }
        true
    }

    fn unicode(&mut self, number: i32) -> Result<(), Failure> {
        self.skip = self.state.fallback;
        // Numbers above 32767 are written as negative ones; some programs write them, and larger ones, as they are.
        let Ok(unit) = u16::try_from(if number < 0 { number + 65_536 } else { number }) else {
            return match u32::try_from(number).ok().and_then(char::from_u32) {
                Some(c) => self.text(&c.to_string()),
                None => Ok(()),
            };
        };
        match (self.half.take(), unit) {
            (_, 0xd800..=0xdbff) => {
                self.half = Some(unit);
                Ok(())
            }
            (Some(half), 0xdc00..=0xdfff) => {
                let both: String = char::decode_utf16([half, unit]).filter_map(Result::ok).collect();
                self.text(&both)
            }
            // Characters of symbol fonts stand in the private area; they mean nothing as text.
            (_, 0xe000..=0xf8ff) => Ok(()),
            (_, unit) => char::from_u32(u32::from(unit)).map_or(Ok(()), |c| self.text(&c.to_string())),
        }
    }

    /// Decodes the bytes that wait.
    fn flush(&mut self) -> Result<(), Failure> {
        if self.bytes.is_empty() {
            return Ok(());
        }
        let bytes = std::mem::take(&mut self.bytes);
        let encoding = self.state.encoding.unwrap_or(self.own);
        let text = encoding.decode_without_bom_handling(&bytes).0;
        self.put(&text)
    }

    fn text(&mut self, text: &str) -> Result<(), Failure> {
        self.flush()?;
        self.put(text)
    }

    fn put(&mut self, text: &str) -> Result<(), Failure> {
        let room = crate::wire::MAX_TEXT;
        if self.state.is_deleted && self.deleted.len() < room {
            self.deleted.push_str(text);
        } else if self.state.is_unseen && self.unseen.len() < room && !self.sink_is(&Kind::FieldCode) {
            self.unseen.push_str(text);
        } else if let Some(sink) = self.sinks.last_mut() {
            sink.push(text)?;
        }
        Ok(())
    }

    /// Something ends in the topmost sink; text that was deleted or not seen up to here is told.
    fn end(&mut self, end: impl FnOnce(&mut Sink, bool) -> Result<(), Failure>) -> Result<(), Failure> {
        self.flush()?;
        let in_table = self.state.in_table;
        if let Some(sink) = self.sinks.last_mut() {
            end(sink, in_table)?;
            sink.hide("Deleted", &std::mem::take(&mut self.deleted))?;
            sink.hide("Hidden text", &std::mem::take(&mut self.unseen))?;
        }
        Ok(())
    }

    fn sink_is(&self, kind: &Kind) -> bool {
        self.sinks.last().is_some_and(|sink| sink.kind == *kind)
    }
}
