//! What stands in markup: the document's XMP packet as named lines, and the plain text of a rich comment.
//!
//! No document type, no entity of its own, no other file: tags are cut out, and that is all that is done to them.

use std::borrow::Cow;

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};
use unicode_normalization::UnicodeNormalization;

/// Every text and attribute of a packet as `name: value`, each once.
///
/// Names of persons stand there that the information dictionary lacks. What cannot be read ends the list.
pub(crate) fn lines(packet: &[u8]) -> Vec<String> {
    let packet = decoded(packet);
    let (mut lines, mut name) = (Vec::<String>::new(), "");
    let mut add = |name: &str, value: &str| {
        // What stands for a name in a damaged packet is any bytes.
        let line = format!("{}: {}", plain(name), plain(value));
        if !name.is_empty() && !plain(value).is_empty() && !lines.contains(&line) {
            lines.push(line);
        }
    };
    for part in parts(&packet) {
        let tag = match part {
            // A document type.
            Part::Tag(tag) if tag.starts_with('!') => continue,
            Part::Tag(tag) => tag,
            Part::Text(text) => {
                add(name, &html_escape::decode_html_entities(text));
                continue;
            }
            Part::Verbatim(text) => {
                add(name, text);
                continue;
            }
        };
        let element = tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
        // Lists and their items are grammar; the element around them has the name.
        if !element.is_empty() && !element.starts_with("rdf:") {
            name = element;
        }
        for (key, value) in attributes(tag) {
            if !key.starts_with("xmlns") && !key.starts_with("xml:") && !key.starts_with("rdf:") {
                add(key, &html_escape::decode_html_entities(value));
            }
        }
    }
    lines
}

/// The text between the tags; all of it where there are none.
pub(super) fn content(markup: &str) -> String {
    let text = |part| match part {
        Part::Tag(tag) if is_inside_words(tag) => "".into(),
        Part::Tag(_) => " ".into(),
        Part::Text(text) => html_escape::decode_html_entities(text),
        Part::Verbatim(text) => text.into(),
    };
    plain(&parts(markup).map(text).collect::<Vec<Cow<'_, str>>>().concat())
}

/// Whether a tag changes how letters look and does not part them.
fn is_inside_words(tag: &str) -> bool {
    let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    ["a", "b", "i", "u", "s", "em", "font", "span", "strong", "sub", "sup"].contains(&name)
}

enum Part<'a> {
    /// What stands between the brackets.
    Tag(&'a str),
    Text(&'a str),
    /// Text that means itself.
    Verbatim(&'a str),
}

/// Tags and texts in order. Comments and instructions say nothing, and what has no end goes as far as the markup.
fn parts(markup: &str) -> impl Iterator<Item = Part<'_>> {
    const VERBATIM: &str = "<![CDATA[";
    let mut rest = markup;
    std::iter::from_fn(move || {
        loop {
            if rest.is_empty() {
                return None;
            }
            let passed_over = [("<!--", "-->"), ("<?", "?>"), (VERBATIM, "]]>")].into_iter();
            let Some((start, end)) = passed_over.into_iter().find(|(start, _)| rest.starts_with(start)) else { break };
            let inside = rest.get(start.len()..).unwrap_or_default();
            let (inside, behind) = inside.split_once(end).unwrap_or((inside, ""));
            rest = behind;
            if start == VERBATIM {
                return Some(Part::Verbatim(inside));
            }
        }
        let is_tag = rest.starts_with('<');
        let end = if is_tag { tag_end(rest) } else { rest.find('<') };
        let (part, behind) = rest.split_at_checked(end.unwrap_or(rest.len())).unwrap_or((rest, ""));
        rest = behind;
        Some(match part.strip_prefix('<') {
            Some(tag) => Part::Tag(tag.strip_suffix('>').unwrap_or(tag)),
            None => Part::Text(part),
        })
    })
}

/// Behind the bracket that closes a tag; one in quotes does not, unless the quotes have no end.
fn tag_end(tag: &str) -> Option<usize> {
    let mut quote = None;
    let unquoted = |(_, c): &(usize, char)| {
        match quote {
            Some(open) if *c == open => quote = None,
            None if matches!(c, '"' | '\'') => quote = Some(*c),
            _ => {}
        }
        quote.is_none() && *c == '>'
    };
    tag.char_indices().find(unquoted).map(|(at, _)| at).or_else(|| tag.find('>')).map(|at| at + 1)
}

fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = tag;
    std::iter::from_fn(move || {
        let (before, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, behind) = after.get(1..)?.split_once(quote)?;
        rest = behind;
        Some((before.split_whitespace().last().unwrap_or_default(), value))
    })
}

fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .nfc()
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// A packet is in UTF-8 or, by a mark, in UTF-16.
fn decoded(packet: &[u8]) -> Cow<'_, str> {
    match packet {
        [0xfe, 0xff, ..] => UTF_16BE.decode_with_bom_removal(packet).0,
        [0xff, 0xfe, ..] => UTF_16LE.decode_with_bom_removal(packet).0,
        _ => UTF_8.decode_with_bom_removal(packet).0,
    }
}

#[cfg(test)]
mod tests {
    use super::{content, lines};

    #[test]
    fn every_value_of_a_packet_is_named() {
        let packet = r#"<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description rdf:about=""
            pdf:Producer='Press &amp; Co' xmlns:dc="dc"><dc:creator><rdf:Seq><rdf:li>Hannah
            Wei&#xDF;</rdf:li><rdf:li>Jan Berg</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"#;
        assert_eq!(
            lines(packet.as_bytes()),
            ["pdf:Producer: Press & Co", "dc:creator: Hannah Weiß", "dc:creator: Jan Berg"]
        );
        assert_eq!(lines(b"<dc:title>cut<"), ["dc:title: cut"]);
        assert_eq!(lines(b"<dc\x01:title>cut<"), ["dc :title: cut"]);
        assert!(lines(b"no markup").is_empty() && lines(&[0xff, 0xfe, 0x3c]).is_empty());
    }

    #[test]
    fn nothing_between_tags_is_passed_over() {
        let packet = "<dc:creator><!-- who -->Hannah</dc:creator><dc:title><![CDATA[A < &amp; B]]></dc:title>\
            <dc:rights><?x y?>Jan</dc:rights><x a:b=\"Hannah > Weiss\" a:c='Bo'/><y d='open>Ada</y>";
        let wanted = [
            "dc:creator: Hannah",
            "dc:title: A < &amp; B",
            "dc:rights: Jan",
            "a:b: Hannah > Weiss",
            "a:c: Bo",
            "y: Ada",
        ];
        assert_eq!(lines(packet.as_bytes()), wanted);
    }

    #[test]
    fn a_rich_text_is_read_without_its_tags() {
        assert_eq!(content("<body><p>Please <b>check</b></p><p>it</p></body>"), "Please check it");
        assert_eq!(content("call Ada &amp; Bo"), "call Ada & Bo");
        assert_eq!(content("call <b>A</b>da<br/>now"), "call Ada now");
    }
}
