//! Calendars and contacts (iCalendar, vCard): their long lines are folded in the middle of words, and a name that is torn is
//! neither found nor masked.

/// The text with its lines unfolded, if it is of that kind.
pub(crate) fn unfold(text: &str) -> Option<String> {
    let start = text.trim_start().get(..32).unwrap_or(text).to_ascii_uppercase();
    if !start.starts_with("BEGIN:VCALENDAR") && !start.starts_with("BEGIN:VCARD") {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut is_quoted = false;
    for line in text.lines() {
        let line = line.trim_end_matches('\r');
        // Contacts of older phones are quoted-printable: a line that ends in an equals sign goes on.
        if is_quoted && out.ends_with('=') {
            out.pop();
            out.push_str(line.trim_start());
            continue;
        }
        if let Some(rest) = line.strip_prefix([' ', '\t']) {
            out.push_str(rest);
            continue;
        }
        if !out.is_empty() {
            out.push('\n');
        }
        is_quoted = line.split(':').next().is_some_and(|head| head.to_ascii_uppercase().contains("QUOTED-PRINTABLE"));
        out.push_str(line);
    }
    Some(out.lines().map(unescape).collect::<Vec<_>>().join("\n"))
}

fn unescape(line: &str) -> String {
    let quoted = line.split_once(':').filter(|(head, _)| head.to_ascii_uppercase().contains("QUOTED-PRINTABLE"));
    if let Some((head, value)) = quoted
        && let Some(bytes) = mail_parser::decoders::quoted_printable::quoted_printable_decode(value.as_bytes())
    {
        let (text, _) = super::charset::decode(&bytes, None);
        return format!("{head}:{text}");
    }
    let mut out = String::with_capacity(line.len());
    let mut characters = line.chars();
    while let Some(c) = characters.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match characters.next() {
            Some('n' | 'N') => out.push('\n'),
            Some(c @ (',' | ';' | '\\' | ':')) => out.push(c),
            Some(c) => out.extend(['\\', c]),
            None => out.push('\\'),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::unfold;

    #[test]
    fn folded_lines_are_whole_again() {
        let text = "BEGIN:VCALENDAR\r\nSUMMARY:Lunch with Hann\r\n ah Weber\\, Köln\\nat noon\r\nEND:VCALENDAR\r\n";
        assert_eq!(
            unfold(text).unwrap(),
            "BEGIN:VCALENDAR\nSUMMARY:Lunch with Hannah Weber, Köln\nat noon\nEND:VCALENDAR"
        );
        let text = "BEGIN:VCARD\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BC=\nller;Jo\nEND:VCARD";
        assert_eq!(
            unfold(text).unwrap(),
            "BEGIN:VCARD\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Müller;Jo\nEND:VCARD"
        );
        assert_eq!(unfold("Dear Hannah,\n  yours"), None);
    }
}
