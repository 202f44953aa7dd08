//! [`Normal`]: a copy of a text in which the rules see what a reader sees, and the way back.
//!
//! Compatible forms become plain ones (NFKC, Unicode Standard Annex 15), white space becomes a space, and characters that show
//! nothing go (`Default_Ignorable_Code_Point`). Look-alikes of other scripts in a word with Latin letters or digits become the
//! letters they look like (the confusables of Unicode Technical Standard 39), digits of every script become `0` to `9`, HTML and
//! percent escapes become what they stand for, once, and what a line break tore apart is joined.

use std::ops::Range;

use confidant_text::Span;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use unicode_security::skeleton;

use super::lines;

/// A normalised copy of a text and the way back.
pub(crate) struct Normal {
    text: String,
    pieces: Vec<Piece>,
    only_spaces: bool,
}

/// Where a stretch of the copy came from.
struct Piece {
    at: usize,
    source: Range<usize>,
    /// It is the source byte for byte.
    kept: bool,
}

impl Normal {
    /// The copy; nothing when it would be the text itself.
    pub(crate) fn of(source: &str) -> Option<Self> {
        if !is_suspicious(source) {
            return None;
        }
        let mut copy = Self { text: String::with_capacity(source.len()), pieces: Vec::new(), only_spaces: true };
        let mut at = 0;
        loop {
            at = copy.keep(source, at..unremarkable(source, at));
            let Some(c) = source.get(at..).and_then(|rest| rest.chars().next()) else { break };
            at = match c {
                '&' => copy.entity(source, at),
                '%' => copy.percent(source, at),
                '-' | '\u{ad}' | '\u{2010}' | '@' | '\r' | '\n' => copy.line_break(source, at, c),
                _ if is_word(c) => copy.word(source, at),
                _ => copy.character(source, at, c),
            };
        }
        (copy.text != source).then_some(copy)
    }

    /// The copy.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether nothing but the kind of white space differs: then the copy alone shows everything.
    pub(crate) fn only_spaces(&self) -> bool {
        self.only_spaces
    }

    /// The whole characters of the source that a span of the copy came from.
    pub(crate) fn back(&self, span: Span) -> Option<Span> {
        let piece = |at: usize| self.pieces.get(self.pieces.partition_point(|piece| piece.at <= at).checked_sub(1)?);
        let (first, last) = (piece(span.start)?, piece(span.end.checked_sub(1)?)?);
        let start = if first.kept { first.source.start + (span.start - first.at) } else { first.source.start };
        let end = if last.kept { last.source.start + (span.end - last.at) } else { last.source.end };
        (start < end).then(|| Span::new(start, end))
    }

    fn keep(&mut self, source: &str, range: Range<usize>) -> usize {
        let end = range.end;
        if range.is_empty() {
            return end;
        }
        match self.pieces.last_mut() {
            Some(last) if last.kept && last.source.end == range.start => last.source.end = end,
            _ => self.pieces.push(Piece { at: self.text.len(), source: range.clone(), kept: true }),
        }
        self.text.push_str(source.get(range).unwrap_or_default());
        end
    }

    /// Puts `text` where `range` stood; nothing of it remains when `text` is empty.
    fn put(&mut self, text: &str, range: Range<usize>) -> usize {
        let end = range.end;
        self.only_spaces &= text == " " && range.len() > 1;
        if !text.is_empty() {
            self.pieces.push(Piece { at: self.text.len(), source: range, kept: false });
            self.text.push_str(text);
        }
        end
    }

    fn character(&mut self, source: &str, at: usize, c: char) -> usize {
        let range = at..at + c.len_utf8();
        if c.is_ascii() {
            return self.keep(source, range);
        }
        if c.is_whitespace() {
            return self.put(" ", range);
        }
        match plain(c) {
            Some(plain) => self.put(&plain, range),
            None => self.keep(source, range),
        }
    }

    /// Letters and digits up to the next character that is neither.
    fn word(&mut self, source: &str, at: usize) -> usize {
        let rest = source.get(at..).unwrap_or_default();
        let ascii = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if rest.get(ascii..).and_then(|rest| rest.chars().next()).is_none_or(|c| !is_word(c)) {
            return self.keep(source, at..at + ascii);
        }
        let word = rest.get(..rest.find(|c| !is_word(c)).unwrap_or(rest.len())).unwrap_or_default();
        let disguised = is_disguised(word);
        let mut unit = 0;
        while let Some(first) = word.get(unit..).and_then(|rest| rest.chars().next()) {
            let tail = word.get(unit + first.len_utf8()..).unwrap_or_default();
            let end = word.len() - tail.trim_start_matches(is_combining_mark).len();
            let written = word.get(unit..end).unwrap_or_default();
            let look = |c| if disguised { latin(c) } else { None }.unwrap_or(c);
            let seen: String = written.nfkc().filter(|c| !is_invisible(*c)).map(digit).map(look).collect();
            let range = at + unit..at + end;
            if seen == written {
                self.keep(source, range)
            } else {
                self.put(&seen, range)
            };
            unit = end;
        }
        at + word.len()
    }

    /// `&#64;`, `&commat;`: the character that it stands for.
    fn entity(&mut self, source: &str, at: usize) -> usize {
        let rest = source.get(at..).unwrap_or_default();
        let end = rest.bytes().take(LONGEST_ENTITY).position(|byte| byte == b';').map_or(1, |end| end + 1);
        let decoded = html_escape::decode_html_entities(rest.get(..end).unwrap_or_default());
        if end > 1 && !decoded.ends_with(';') {
            let seen: String = decoded.chars().map(|c| plain(c).unwrap_or_else(|| c.to_string())).collect();
            return self.put(if seen.trim().is_empty() && !seen.is_empty() { " " } else { &seen }, at..at + end);
        }
        self.keep(source, at..at + 1)
    }

    /// `%40`: the characters that a run of escapes stands for.
    fn percent(&mut self, source: &str, at: usize) -> usize {
        let rest = source.as_bytes().get(at..).unwrap_or_default();
        let hex = |digit: u8| char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let bytes: Vec<u8> = rest
            .chunks_exact(3)
            .map_while(|escape| match escape {
                [b'%', high, low] => Some(hex(*high)? << 4 | hex(*low)?),
                _ => None,
            })
            .collect();
        match String::from_utf8(bytes) {
            Ok(seen) if !seen.is_empty() && !seen.contains(char::is_control) => {
                self.put(&seen, at..at + 3 * seen.len())
            }
            _ => self.keep(source, at..at + 1),
        }
    }

    fn line_break(&mut self, source: &str, at: usize, c: char) -> usize {
        match lines::torn(source, at) {
            Some((seen, end)) => self.put(seen, at..end),
            None => self.character(source, at, c),
        }
    }
}

/// The longest HTML entity that is looked for, in bytes.
const LONGEST_ENTITY: usize = 12;

/// Whether anything in a text might have to change. This is all that most texts cost.
fn is_suspicious(text: &str) -> bool {
    let mut last = b' ';
    text.bytes().any(|byte| {
        let torn = byte.is_ascii_whitespace() && matches!(last, b'-' | b'@')
            || matches!(byte, b'\r' | b'\n') && (last.is_ascii_digit() || last.is_ascii_uppercase());
        last = byte;
        torn || !byte.is_ascii() || matches!(byte, b'&' | b'%')
    })
}

/// Where the next character stands that has to be looked at, or the beginning of its word.
fn unremarkable(text: &str, from: usize) -> usize {
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    let remarkable = |byte: &u8| !byte.is_ascii() || matches!(byte, b'&' | b'%' | b'-' | b'@' | b'\r' | b'\n');
    let (plain, _) = rest.split_at(rest.iter().position(remarkable).unwrap_or(rest.len()));
    let word = plain.iter().rev().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    from + plain.len()
        - if plain.len() < rest.len() && !rest.get(plain.len()).is_some_and(u8::is_ascii) { word } else { 0 }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c) || (!c.is_ascii() && is_invisible(c))
}

/// `Default_Ignorable_Code_Point`: it has no look of its own.
fn is_invisible(c: char) -> bool {
    !c.is_ascii() && skeleton(c.encode_utf8(&mut [0; 4])).next().is_none()
}

/// What a character that is no letter and no digit looks like, when that is one other character, or none.
fn plain(c: char) -> Option<String> {
    if c.is_ascii() {
        return None;
    }
    if is_invisible(c) {
        return Some(String::new());
    }
    if matches!(c, '\u{2010}' | '\u{2011}' | '\u{2212}') {
        return Some("-".to_owned());
    }
    if c.is_whitespace() {
        return Some(" ".to_owned());
    }
    let mut seen = std::iter::once(c).nfkc();
    let (first, more) = (seen.next()?, seen.next());
    (more.is_none() && first != c).then(|| first.to_string())
}

/// Whether letters of other scripts stand in a word for the Latin ones they look like.
fn is_disguised(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphanumeric());
    word.chars().any(is_foreign)
        && word.chars().any(|c| c.is_alphanumeric() && !is_foreign(c))
        && letters.all(|c| !is_foreign(c) || latin(c).is_some())
}

/// Greek, Cyrillic, Armenian and Cherokee: the scripts whose letters look like Latin ones.
fn is_foreign(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{58f}' | '\u{13a0}'..='\u{13ff}' | '\u{1c80}'..='\u{1c8f}' | '\u{a640}'..='\u{a69f}' | '\u{ab70}'..='\u{abbf}')
}

/// The Latin letter that a letter of another script looks like.
fn latin(c: char) -> Option<char> {
    if !is_foreign(c) {
        return None;
    }
    let mut text = [0; 4];
    let mut seen = skeleton(c.encode_utf8(&mut text));
    match (seen.next()?, seen.next()) {
        // The confusables hold I, l and 1 for one, and name it l.
        ('l', None) if c.is_uppercase() => Some('I'),
        (seen, None) if seen.is_ascii_alphanumeric() => Some(seen),
        _ => None,
    }
}

/// A decimal digit of any script as an ASCII one.
fn digit(c: char) -> char {
    let zero = |zero: &u32| (u32::from(c)).checked_sub(*zero).filter(|value| *value < 10);
    if c.is_ascii() || !c.is_numeric() {
        return c;
    }
    ZEROS.iter().find_map(zero).and_then(|value| char::from_digit(value, 10)).unwrap_or(c)
}

/// Where the ten digits of the scripts in daily use begin (Unicode Character Database, general category Nd).
const ZEROS: [u32; 19] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040,
    0x17e0, 0x1810, 0x1946,
];

#[cfg(test)]
mod tests {
    use super::Normal;
    use confidant_text::Span;
    use proptest::prelude::*;

    fn seen(text: &str) -> String {
        Normal::of(text).map_or_else(|| text.to_owned(), |normal| normal.text)
    }

    #[test]
    fn what_hides_from_the_eye_shows_in_the_copy() {
        for (hidden, shown) in [
            ("４１１１\u{a0}１１１１", "4111 1111"),
            ("𝐇𝐚𝐧𝐧𝐚𝐡 𝟏𝟐", "Hannah 12"),
            ("Ha\u{200b}nn\u{ad}ah\u{feff}", "Hannah"),
            ("Hаnnаh Wеіss", "Hannah Weiss"),
            ("ІBAN DЕ89", "IBAN DE89"),
            ("Wei-\nss and Meyer-\r\n  Landrut", "Weiss and Meyer-Landrut"),
            ("DE89 3704 0044\n0532 0130 00", "DE89 3704 0044 0532 0130 00"),
            ("anna@\nexample.org", "anna@example.org"),
            ("anna&#64;example&period;org&nbsp;x", "anna@example.org x"),
            ("anna%40example.org M%C3%BCller", "anna@example.org Müller"),
            ("anna＠example．org", "anna@example.org"),
            ("٤١١١ ४१११", "4111 4111"),
            ("Mu\u{308}ller ﬁnds", "Müller finds"),
            ("030‑12\u{2009}34", "030-12 34"),
        ] {
            assert_eq!(seen(hidden), shown);
        }
    }

    #[test]
    fn what_hides_nothing_is_not_copied() {
        for text in [
            "Müller’s “word” – and 50 % of it… № 5, R&D; 100%",
            "well-known\nand 12\n34\n56",
            "Анна из дома и Ελένη",
            "a -\n b\n- c & d",
        ] {
            assert!(Normal::of(text).is_none(), "{text}: {}", seen(text));
        }
        assert!(Normal::of("a\u{a0}b").is_some_and(|normal| normal.only_spaces()));
        assert!(Normal::of("a\u{a0}b\u{200b}c").is_some_and(|normal| !normal.only_spaces()));
    }

    #[test]
    fn the_way_back_covers_everything_that_was_written() {
        let text = "x Wе\u{200b}-\nss&#33; y";
        let normal = Normal::of(text).unwrap();
        assert_eq!(normal.text(), "x Wess! y");
        let back = |from: usize, to: usize| normal.back(Span::new(from, to)).and_then(|span| span.of(text));
        assert_eq!(back(2, 6), Some("Wе\u{200b}-\nss"));
        assert_eq!(back(6, 7), Some("&#33;"));
        assert_eq!(back(8, 9), Some("y"));
    }

    proptest! {
        #[test]
        fn every_span_leads_back_to_whole_characters(text in "(\\PC|[-@&%;#xA-Z0-9 а-яα-ω\u{ad}\u{200b}\u{301}\n]){0,60}") {
            if let Some(normal) = Normal::of(&text) {
                let at: Vec<_> = normal.text().char_indices().map(|(at, _)| at).chain([normal.text().len()]).collect();
                for pair in at.windows(2) {
                    let span = normal.back(Span::new(pair[0], pair[1])).unwrap();
                    prop_assert!(span.of(&text).is_some());
                }
                let whole = normal.text().len();
                prop_assert!(whole == 0 || normal.back(Span::new(0, whole)).unwrap().of(&text).is_some());
            }
        }
    }
}
