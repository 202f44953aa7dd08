//! A web page or plain text that Outlook wrapped in rich text (MS-OXRTFEX).

use std::collections::HashMap;

use encoding_rs::Encoding;

/// What was wrapped.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wrapped {
    Page(String),
    Text(String),
}

/// What was wrapped in this rich text, if anything was.
pub(super) fn unwrap(rtf: &[u8]) -> Option<Wrapped> {
    let head = rtf.get(..1024).unwrap_or(rtf);
    let has = |word: &[u8]| head.windows(word.len()).any(|window| window == word);
    let is_page = has(b"\\fromhtml");
    if !is_page && !has(b"\\fromtext") {
        return None;
    }
    let mut unwrapping = Unwrapping::default();
    unwrapping.run(rtf);
    unwrapping.flush();
    let out = unwrapping.out;
    Some(if is_page { Wrapped::Page(out) } else { Wrapped::Text(out) })
}

/// The name of a Windows code page.
pub(super) fn code_page(number: u32) -> Option<&'static Encoding> {
    let label = match number {
        874 => "windows-874".to_owned(),
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 | 51949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        1250..=1258 => format!("windows-{number}"),
        10000 => "macintosh".to_owned(),
        20127 => "us-ascii".to_owned(),
        20866 => "koi8-r".to_owned(),
        21866 => "koi8-u".to_owned(),
        28591..=28606 => format!("iso-8859-{}", number - 28590),
        50220..=50222 => "iso-2022-jp".to_owned(),
        51932 => "euc-jp".to_owned(),
        54936 => "gb18030".to_owned(),
        65001 => "utf-8".to_owned(),
        _ => return None,
    };
    Encoding::for_label(label.as_bytes())
}

/// The code page of a font's character set.
fn of_font(charset: u32) -> Option<&'static Encoding> {
    code_page(match charset {
        0 => 1252,
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    })
}

/// Where the words of a group go.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Text,
    /// Markup of the wrapped page.
    Tag,
    Fonts,
    Nowhere,
}

#[derive(Clone, Copy, Default)]
struct Group {
    place: Place,
    /// What is for readers of rich text only.
    is_for_rtf: bool,
    font: Option<i64>,
    /// How many characters stand in for one that is written as a number.
    stand_in: usize,
}

#[derive(Default)]
struct Unwrapping {
    out: String,
    /// Bytes whose encoding depends on the font.
    pending: Vec<u8>,
    group: Group,
    outer: Vec<Group>,
    fonts: HashMap<i64, &'static Encoding>,
    page: Option<&'static Encoding>,
    /// The destination is one that a reader may skip when it does not know it.
    is_optional: bool,
    to_skip: usize,
    surrogate: Option<u16>,
}

impl Unwrapping {
    fn run(&mut self, rtf: &[u8]) {
        self.group.stand_in = 1;
        let mut rest = rtf;
        while let [first, after @ ..] = rest {
            rest = after;
            match first {
                b'{' => {
                    self.flush();
                    self.outer.push(self.group);
                    self.to_skip = 0;
                }
                b'}' => {
                    self.flush();
                    self.group = self.outer.pop().unwrap_or(self.group);
                    self.to_skip = 0;
                }
                b'\\' => rest = self.control(after),
                b'\r' | b'\n' => {}
                byte => self.byte(*byte),
            }
        }
    }

    /// Reads what stands behind a backslash and returns what follows.
    fn control<'a>(&mut self, rest: &'a [u8]) -> &'a [u8] {
        let letters = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let (word, after) = rest.split_at_checked(letters).unwrap_or((rest, &[]));
        if word.is_empty() {
            return self.symbol(rest);
        }
        let sign = usize::from(after.first() == Some(&b'-'));
        let digits = after.iter().skip(sign).take(10).take_while(|byte| byte.is_ascii_digit()).count();
        let length = if digits > 0 { sign + digits } else { 0 };
        let (number, after) = after.split_at_checked(length).unwrap_or((&[], after));
        let number: Option<i64> = std::str::from_utf8(number).ok().and_then(|number| number.parse().ok());
        let after = after.strip_prefix(b" ").unwrap_or(after);
        self.word(word, number);
        if word == b"bin" {
            let length = number.and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
            return after.get(length..).unwrap_or_default();
        }
        after
    }

    fn symbol<'a>(&mut self, rest: &'a [u8]) -> &'a [u8] {
        let [first, after @ ..] = rest else { return rest };
        match first {
            b'\'' => {
                let (digits, after) = after.split_at_checked(2).unwrap_or((after, &[]));
                let byte = std::str::from_utf8(digits).ok().and_then(|digits| u8::from_str_radix(digits, 16).ok());
                if let Some(byte) = byte {
                    self.byte(byte);
                }
                return after;
            }
            b'*' => self.is_optional = true,
            b'~' => self.put('\u{a0}'),
            b'_' => self.put('\u{2011}'),
            b'\r' | b'\n' => self.put('\n'),
            b'{' | b'}' | b'\\' => self.byte(*first),
            _ => {}
        }
        after
    }

    fn word(&mut self, word: &[u8], number: Option<i64>) {
        self.flush();
        let is_optional = std::mem::take(&mut self.is_optional);
        match word {
            b"htmltag" if is_optional => self.group.place = Place::Tag,
            b"fonttbl" => self.group.place = Place::Fonts,
            b"colortbl" | b"stylesheet" | b"info" | b"pict" | b"object" | b"pntext" | b"listtext" => {
                self.group.place = Place::Nowhere;
            }
            _ if is_optional => self.group.place = Place::Nowhere,
            b"htmlrtf" => self.group.is_for_rtf = number != Some(0),
            b"ansicpg" => self.page = number.and_then(|number| code_page(u32::try_from(number).ok()?)),
            b"f" | b"deff" => self.group.font = number,
            b"fcharset" if self.group.place == Place::Fonts => {
                let encoding = number.and_then(|number| of_font(u32::try_from(number).ok()?));
                if let (Some(font), Some(encoding)) = (self.group.font, encoding) {
                    self.fonts.insert(font, encoding);
                }
            }
            b"uc" => self.group.stand_in = number.and_then(|number| usize::try_from(number).ok()).unwrap_or(1).min(16),
            b"u" => self.unicode(number.unwrap_or(0)),
            b"par" | b"line" => self.put('\n'),
            b"tab" => self.put('\t'),
            b"lquote" => self.put('‘'),
            b"rquote" => self.put('’'),
            b"ldblquote" => self.put('“'),
            b"rdblquote" => self.put('”'),
            b"bullet" => self.put('•'),
            b"endash" => self.put('–'),
            b"emdash" => self.put('—'),
            _ => {}
        }
    }

    /// A character that is written as a number of 16 bits, with or without a sign.
    fn unicode(&mut self, number: i64) {
        self.to_skip = self.group.stand_in;
        let Ok(unit) = u16::try_from(number.rem_euclid(65_536)) else { return };
        let units: Vec<u16> = self.surrogate.take().into_iter().chain([unit]).collect();
        if units.len() == 1 && (0xd800..0xdc00).contains(&unit) {
            self.surrogate = Some(unit);
            return;
        }
        if self.is_heard() {
            self.out.push_str(&String::from_utf16_lossy(&units));
        }
    }

    fn is_heard(&self) -> bool {
        matches!(self.group.place, Place::Text | Place::Tag) && !self.group.is_for_rtf
    }

    fn put(&mut self, c: char) {
        self.flush();
        if self.is_heard() {
            self.out.push(c);
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.to_skip > 0 {
            self.to_skip -= 1;
        } else if self.is_heard() {
            self.pending.push(byte);
        }
    }

    /// Writes the bytes that wait. Markup is in the encoding of the page, text in that of its font.
    fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let of_font =
            self.group.font.filter(|_| self.group.place != Place::Tag).and_then(|font| self.fonts.get(&font).copied());
        let encoding = of_font.or(self.page).unwrap_or(encoding_rs::WINDOWS_1252);
        let (text, _) = encoding.decode_without_bom_handling(&self.pending);
        self.out.push_str(&text);
        self.pending.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::{Wrapped, unwrap};

    #[test]
    fn a_wrapped_page_comes_out_as_it_was() {
        let rtf = b"{\\rtf1\\ansi\\ansicpg1251\\fromhtml1 \\deff0{\\fonttbl{\\f0\\fswiss\\fcharset0 Arial;}{\\f1\\fcharset128 MS;}}\r\n\
            {\\*\\generator Exchange}{\\*\\htmltag64 <p class=\"a\">}\\htmlrtf {\\htmlrtf0 Caf\\'e9 {\\f1 \\'93\\'8c}\\u1060?\\u-10179?\\u-8694?\
            \\htmlrtf \\par}\\htmlrtf0 {\\*\\htmltag84 &lt;}\\htmlrtf <\\htmlrtf0 x\\{{\\*\\htmltag72 </p>}{\\*\\mhtmltag72 no}\\par\\tab end}";
        assert_eq!(unwrap(rtf), Some(Wrapped::Page("<p class=\"a\">Café 東Ф😊&lt;x{</p>\n\tend".to_owned())));
    }

    #[test]
    fn wrapped_text_comes_out() {
        let rtf = b"{\\rtf1\\ansi\\fromtext{\\fonttbl{\\f0 Arial;}}{\\colortbl;}\r\n\\f0 One\\par\r\ntwo\\bin3 }}}!}";
        assert_eq!(unwrap(rtf), Some(Wrapped::Text("One\ntwo!".to_owned())));
        assert_eq!(unwrap(b"{\\rtf1 plain}"), None);
    }

    #[test]
    fn torn_text_does_no_harm() {
        for torn in [
            &b"{\\fromhtml1\\"[..],
            b"\\fromhtml\\'",
            b"\\fromhtml\\'z",
            b"}}}\\fromhtml\\bin99999999999 a",
            b"\\fromhtml\\u-9999999999 ",
        ] {
            assert!(unwrap(torn).is_some());
        }
    }
}
