//! What hides in a text: base64, hexadecimal digits, percent signs, escapes, letters spaced out.

use std::fmt;

use base64::{
    Engine as _,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use percent_encoding::percent_decode_str;

/// How a value was written where it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As a word.
    Plain,
    /// With a character between all its letters.
    Spaced,
    /// In percent encoding.
    Percent,
    /// In base64.
    Base64,
    /// In hexadecimal digits.
    Hex,
    /// As JSON or HTML escapes.
    Escaped,
    /// From its end to its beginning.
    Reversed,
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Plain => "in clear",
            Self::Spaced => "spaced out",
            Self::Percent => "percent-encoded",
            Self::Base64 => "in base64",
            Self::Hex => "in hexadecimal digits",
            Self::Escaped => "escaped",
            Self::Reversed => "reversed",
        })
    }
}

/// A shorter run hides nothing that is searched for.
const RUN: usize = 6;

/// What hides in `text`, and in what is found there once more: a percent sign in base64 is found, a third layer is not.
pub(crate) fn hidden(text: &str) -> Vec<(Form, String)> {
    let mut all = layer(text);
    let second: Vec<_> =
        all.iter().flat_map(|(form, inner)| layer(inner).into_iter().map(|(_, deeper)| (*form, deeper))).collect();
    all.extend(second);
    all.extend(spaced(text).map(|run| (Form::Spaced, run)));
    all.push((Form::Reversed, text.chars().rev().collect()));
    all
}

fn layer(text: &str) -> Vec<(Form, String)> {
    let mut all = Vec::new();
    for word in text.split_whitespace() {
        all.extend(percent(word).map(|inner| (Form::Percent, inner)));
        all.extend(escapes(word).map(|inner| (Form::Escaped, inner)));
    }
    // The whole text at once, so that what is wrapped over lines is whole.
    let digits: String = text
        .replace("0x", "")
        .replace("\\x", "")
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, ':' | ',' | '-'))
        .collect();
    for run in digits.split(|c: char| !c.is_ascii_hexdigit()).filter(|run| run.len() >= 2 * RUN - 4) {
        all.extend((0..2).filter_map(|skip| Some((Form::Hex, readable(&hex(run.get(skip..)?))))));
    }
    let unwrapped = text.replace(['\r', '\n'], "").replace('-', "+").replace('_', "/");
    for run in
        unwrapped.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '+' | '/')).filter(|run| run.len() >= RUN)
    {
        all.extend((0..4).filter_map(|skip| Some((Form::Base64, readable(&base64(run.get(skip..)?)?)))));
    }
    all
}

/// The text of bytes; UTF-16 of plain letters has a zero beside each.
fn readable(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace('\0', "")
}

fn base64(run: &str) -> Option<Vec<u8>> {
    const ANY: GeneralPurpose = GeneralPurpose::new(
        &STANDARD,
        GeneralPurposeConfig::new()
            .with_decode_allow_trailing_bits(true)
            .with_decode_padding_mode(DecodePaddingMode::Indifferent),
    );
    let whole = if run.len() % 4 == 1 { run.len() - 1 } else { run.len() };
    ANY.decode(run.get(..whole)?).ok()
}

fn hex(digits: &str) -> Vec<u8> {
    let pairs = digits.as_bytes().chunks_exact(2);
    pairs.filter_map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

/// `%48` and `+`; nothing when there is no percent sign.
fn percent(word: &str) -> Option<String> {
    let plain = || percent_decode_str(word).decode_utf8_lossy().replace('+', " ");
    word.contains('%').then(plain)
}

/// `\u0048`, `&#72;` and `&#x48;`; nothing when there is none.
fn escapes(word: &str) -> Option<String> {
    if !word.contains("\\u") && !word.contains("&#") {
        return None;
    }
    let (mut out, mut rest) = (Vec::new(), word);
    while let Some(c) = rest.chars().next() {
        let (code, len) = escape(rest).unwrap_or((u32::from(c), c.len_utf8()));
        match char::from_u32(code) {
            Some(c) => out.extend_from_slice(c.encode_utf16(&mut [0; 2])),
            // Half of a surrogate pair.
            None => out.extend(u16::try_from(code)),
        }
        rest = rest.get(len..).unwrap_or_default();
    }
    Some(String::from_utf16_lossy(&out))
}

/// The number of an escape at the start of `text`, and its length.
fn escape(text: &str) -> Option<(u32, usize)> {
    if let Some(digits) = text.strip_prefix("\\u").and_then(|rest| rest.get(..4)) {
        return Some((u32::from_str_radix(digits, 16).ok()?, 6));
    }
    let inner = text.strip_prefix("&#")?;
    let digits = inner.get(..inner.find(';').filter(|end| *end <= 8)?)?;
    let code = digits.strip_prefix(['x', 'X']).map_or_else(|| digits.parse(), |hex| u32::from_str_radix(hex, 16));
    Some((code.ok()?, digits.len() + 3))
}

/// Runs of single letters and digits with as many as three other characters between two of them, joined.
fn spaced(text: &str) -> impl Iterator<Item = String> {
    let mut runs = vec![String::new()];
    let mut gap = usize::MAX;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if !c.is_alphanumeric() {
            gap = gap.saturating_add(1);
            continue;
        }
        let alone = (1..=3).contains(&gap) && chars.peek().is_none_or(|next| !next.is_alphanumeric());
        match runs.last_mut() {
            Some(run) if alone => run.push(c),
            _ => runs.push(c.to_string()),
        }
        gap = 0;
    }
    runs.into_iter().filter(|run| run.chars().count() >= 4)
}

#[cfg(test)]
mod tests {
    use super::{Form, hidden};

    fn hides(text: &str, form: Form, value: &str) -> bool {
        hidden(text).iter().any(|(how, inner)| *how == form && inner.to_lowercase().contains(value))
    }

    #[test]
    fn what_hides_is_found() {
        for (text, form) in [
            ("q=Ms%20Wei%73s+and", Form::Percent),
            ("xTXMgV2Vpc3M=", Form::Base64),
            ("a YWJjTXMgV2Vpc3MK,", Form::Base64),
            ("YW JjTXMgV2Vp\nc3MK", Form::Base64),
            ("VwBlAGkAcwBzAA==", Form::Base64),
            ("57 65 69 73 73", Form::Hex),
            ("0x5765697373", Form::Hex),
            ("a5765697373", Form::Hex),
            (r"\u0057\u0065\u0069\u0073\u0073", Form::Escaped),
            ("We&#105;s&#x73;", Form::Escaped),
            ("a W e-i.s * s b", Form::Spaced),
            ("the ssieW case", Form::Reversed),
            ("JTU3ZWlzcw==", Form::Base64),
        ] {
            assert!(hides(text, form, "weiss"), "{text}");
        }
    }

    #[test]
    fn nothing_hides_in_plain_words() {
        let found = hidden("Two hundred words of 100% plain text, and a list: a, b");
        assert!(
            found.iter().all(|(form, _)| matches!(form, Form::Base64 | Form::Percent | Form::Reversed)),
            "{found:?}"
        );
    }
}
