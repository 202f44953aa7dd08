//! What stands in markup: the document's XMP packet as named lines, and the plain text of a rich comment.
//!
//! No document type, no entity of its own, no other file: tags are cut out, and that is all that is done to them.

use std::borrow::Cow;

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};

/// Every text and attribute of a packet as `name: value`, each once.
///
/// Names of persons stand there that the information dictionary lacks. What cannot be read ends the list.
pub(super) fn lines(packet: &[u8]) -> Vec<String> {
    let packet = decoded(packet);
    let (mut lines, mut name) = (Vec::<String>::new(), "");
    let mut add = |name: &str, value: &str| {
        let line = format!("{name}: {}", plain(value));
        if !plain(value).is_empty() && !lines.contains(&line) {
            lines.push(line);
        }
    };
    for (tag, text) in tags(&packet) {
        if tag.starts_with(['?', '!']) {
            continue;
        }
        let element = tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
        // Lists and their items are grammar; the element around them has the name.
        if !element.is_empty() && !element.starts_with("rdf:") {
            name = element;
        }
        for (key, value) in attributes(tag) {
            if !key.starts_with("xmlns") && !key.starts_with("xml:") && !key.starts_with("rdf:") {
                add(key, value);
            }
        }
        add(name, text);
    }
    lines
}

/// The text between the tags.
pub(super) fn content(markup: &str) -> String {
    let between: Vec<&str> = tags(markup).map(|(_, text)| text).collect();
    plain(&between.join(" "))
}

/// Each tag and the text behind it.
fn tags(markup: &str) -> impl Iterator<Item = (&str, &str)> {
    markup.split('<').skip(1).filter_map(|part| part.split_once('>'))
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
    let text = html_escape::decode_html_entities(text);
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
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
        assert!(lines(b"no markup").is_empty() && lines(&[0xff, 0xfe, 0x3c]).is_empty());
    }

    #[test]
    fn a_rich_text_is_read_without_its_tags() {
        assert_eq!(content("<body><p>Please <b>check</b></p><p>it</p></body>"), "Please check it");
    }
}
