//! Runs that hold another text in base64, hexadecimal or percent signs: one layer is taken off to look below it.

use base64::{Engine, alphabet, engine::DecodePaddingMode, engine::GeneralPurpose, engine::GeneralPurposeConfig};
use confidant_text::Span;

/// Shorter runs hold no secret that could be known as one.
const LEAST: usize = 20;
/// Longer runs are pictures or files.
const MOST: usize = 64 << 10;

/// Every run of a text that holds another text, and that text.
pub(super) fn runs(text: &str) -> impl Iterator<Item = (Span, String)> + '_ {
    let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '<' | '>' | '(' | ')' | ',' | ';');
    let words = text.split(ends).filter(|word| (LEAST..=MOST).contains(&word.len()) && word.is_ascii());
    words.filter_map(move |word| {
        let run = if word.contains('%') { word } else { value(word)? };
        let start = run.as_ptr().addr() - text.as_ptr().addr();
        let decoded = percent(run).or_else(|| hex(run)).or_else(|| base64(run))?;
        Some((Span::new(start, start + run.len()), decoded))
    })
}

/// What stands behind `name=` or `name:`, or the word as it is.
fn value(word: &str) -> Option<&str> {
    let start = word.trim_end_matches('=').rfind(['=', ':']).map_or(0, |at| at + 1);
    word.get(start..).filter(|value| value.len() >= LEAST)
}

/// Either alphabet, with or without padding (RFC 4648, sections 4 and 5).
fn base64(run: &str) -> Option<String> {
    let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let alphabet = if run.contains(['-', '_']) { alphabet::URL_SAFE } else { alphabet::STANDARD };
    readable(GeneralPurpose::new(&alphabet, config).decode(run).ok()?)
}

fn hex(run: &str) -> Option<String> {
    let run = run.strip_prefix("0x").unwrap_or(run);
    if !run.len().is_multiple_of(2) || !run.bytes().all(|c| c.is_ascii_hexdigit()) {
        return None;
    }
    let bytes = (0..run.len()).step_by(2).map(|at| u8::from_str_radix(run.get(at..at + 2)?, 16).ok());
    readable(bytes.collect::<Option<_>>()?)
}

/// RFC 3986, section 2.1.
fn percent(run: &str) -> Option<String> {
    if !run.contains('%') {
        return None;
    }
    let mut bytes = Vec::with_capacity(run.len());
    let mut parts = run.split('%');
    bytes.extend(parts.next()?.bytes());
    for part in parts {
        match part.get(..2).and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                bytes.extend(part.bytes().skip(2));
            }
            None => return None,
        }
    }
    readable(bytes)
}

/// A text that a person could have written.
fn readable(bytes: Vec<u8>) -> Option<String> {
    let text = String::from_utf8(bytes).ok()?;
    text.chars().all(|c| !c.is_control() || c.is_whitespace()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::{base64, hex, percent, runs};

    #[test]
    fn one_layer_is_taken_off() {
        assert_eq!(base64("cGFzc3dvcmQ9aHVudGVyMg==").as_deref(), Some("password=hunter2"));
        assert_eq!(base64("cGFzc3dvcmQ9aHVudGVyMg").as_deref(), Some("password=hunter2"));
        assert_eq!(hex("70773d68756e74657232").as_deref(), Some("pw=hunter2"));
        assert_eq!(percent("a%3Ab%40c").as_deref(), Some("a:b@c"));
    }

    #[test]
    fn what_is_no_text_below_is_left_alone() {
        assert_eq!(base64("////////////////////////"), None);
        assert_eq!(hex("00112233445566778899aabbccddeeff"), None);
        assert_eq!(percent("100%"), None);
        assert_eq!(percent("%ff%fe"), None);
    }

    #[test]
    fn a_run_lies_where_its_value_does() {
        let text = "é data=cGFzc3dvcmQ9aHVudGVyMg== end";
        let (span, decoded) = runs(text).next().unwrap();
        assert_eq!((span.of(text), decoded.as_str()), (Some("cGFzc3dvcmQ9aHVudGVyMg=="), "password=hunter2"));
    }
}
