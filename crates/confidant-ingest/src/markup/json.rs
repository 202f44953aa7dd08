//! JSON is read as it is written, but the escapes in its strings are spelt out: a name that is written in numbers, or that
//! has the letter of an escape before it, is neither found nor masked.

/// The text with the escapes in its strings spelt out, if it is JSON.
pub(crate) fn spell_out(text: &str) -> Option<String> {
    let inside = text.trim_start().strip_prefix(['{', '['])?.trim_start();
    if !inside.starts_with(|c: char| c.is_ascii_digit() || "\"{[]}-".contains(c)) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut is_string = false;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        is_string ^= c == '"';
        if c != '\\' || !is_string {
            out.push(c);
            continue;
        }
        let mut after = rest.clone();
        match after.next() {
            Some('u') => match unicode(rest.as_str()) {
                Some((character, length)) => {
                    out.push(character);
                    rest = rest.as_str().get(length..).unwrap_or_default().chars();
                }
                None => out.push(c),
            },
            Some('n') => {
                out.push('\n');
                rest = after;
            }
            Some('r' | 't') => {
                out.push(' ');
                rest = after;
            }
            Some('/') => {}
            // What is escaped neither ends the string nor begins another escape.
            Some(escaped @ ('"' | '\\')) => {
                out.extend([c, escaped]);
                rest = after;
            }
            _ => out.push(c),
        }
    }
    Some(out)
}

/// The character that `uXXXX` stands for at the start, or a pair of them, and how long they are.
fn unicode(text: &str) -> Option<(char, usize)> {
    let unit = |at: usize| {
        let digits = text.get(at..at.checked_add(4)?)?;
        let is_number = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_number.then(|| u16::from_str_radix(digits, 16).ok()).flatten()
    };
    let first = unit(1)?;
    let second = text.get(5..7).filter(|escape| *escape == "\\u").and_then(|_| unit(7));
    let (character, length) = match (char::from_u32(first.into()), second) {
        (Some(character), _) => (character, 5),
        (None, Some(second)) => (char::decode_utf16([first, second]).next()?.ok()?, 11),
        (None, None) => return None,
    };
    // A quotation mark stays escaped, so that the string does not end there.
    (!character.is_control() && !matches!(character, '"' | '\\')).then_some((character, length))
}

#[cfg(test)]
mod tests {
    use super::spell_out;

    #[test]
    fn escapes_are_spelt_out() {
        let check = |text: &str, expected: &str| assert_eq!(spell_out(text).unwrap(), expected);
        check(r#"{"name": "J\u00fcrgen \uD83D\uDE00"}"#, r#"{"name": "Jürgen 😀"}"#);
        check(r#"["Hannah\nWeber\tK\u00D6LN", "https:\/\/a.b"]"#, "[\"Hannah\nWeber KÖLN\", \"https://a.b\"]");
        check(
            r#"{"a": "C:\\new \"\u0022\u0000\ud83d \u12", "b": "\u00e4"}"#,
            r#"{"a": "C:\\new \"\u0022\u0000\ud83d \u12", "b": "ä"}"#,
        );
        assert_eq!(spell_out(r"[Note] \u00fc"), None);
        assert_eq!(spell_out(r"{\usepackage"), None);
    }
}
