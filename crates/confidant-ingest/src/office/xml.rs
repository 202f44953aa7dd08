//! XML as office files use it: read-only trees, names without their prefixes, no entities of the file's own making.
//!
//! Elements are told apart by their local names. The two editions of the standard and older programs use different
//! namespaces for the same things, and no two things that matter here share a name.

use roxmltree::{Document, Node, ParsingOptions};

use crate::wire::Failure;

/// Elements and texts of one part. A tree of as many takes about half a gigabyte.
const MAX_NODES: u32 = 8_000_000;
/// How deep elements are followed. Word stops far earlier; whoever nests deeper is after the stack.
pub(super) const MAX_DEPTH: u32 = 200;

/// An XML tree of `text`. A document type that defines entities is refused and never expanded.
pub(super) fn parse(text: &str) -> Result<Document<'_>, Failure> {
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => Failure::TooLarge,
        _ => Failure::Damaged,
    })
}

/// The characters of an XML file, without a document type that only names one.
pub(super) fn decode(bytes: &[u8]) -> String {
    use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

    let (encoding, mark) = match (Encoding::for_bom(bytes), bytes) {
        (Some(found), _) => found,
        (None, [b'<', 0, ..]) => (UTF_16LE, 0),
        (None, [0, b'<', ..]) => (UTF_16BE, 0),
        (None, _) => (declared(bytes).unwrap_or(UTF_8), 0),
    };
    let text = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0;
    // Characters that XML cannot hold would spoil all of it for the sake of one.
    let is_spoilt = |c: char| {
        (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{7f}'..='\u{9f}')) || c == '\u{fffe}' || c == '\u{ffff}'
    };
    let text: String = if text.contains(is_spoilt) { text.replace(is_spoilt, " ") } else { text.into_owned() };
    without_doctype(text.trim_start()).unwrap_or(text)
}

/// The encoding that the first line claims. It is one that contains ASCII, or the line could not be read.
fn declared(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let start = std::str::from_utf8(bytes.get(..bytes.len().min(200))?)
        .or_else(|error| std::str::from_utf8(bytes.get(..error.valid_up_to()).unwrap_or_default()))
        .ok()?;
    let declaration = start.strip_prefix("<?xml")?.split_once("?>")?.0;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let label = value.get(1..)?.split(['"', '\'']).next()?;
    encoding_rs::Encoding::for_label(label.as_bytes()).filter(|encoding| encoding.is_ascii_compatible())
}

/// `<!DOCTYPE name PUBLIC "…">` says nothing that is used. With a `[` it defines something, and stays, to be refused.
fn without_doctype(text: &str) -> Option<String> {
    let head_end = text.char_indices().nth(2000).map_or(text.len(), |(at, _)| at);
    let at = text.get(..head_end)?.find("<!DOCTYPE")?;
    let (before, doctype) = text.split_at_checked(at)?;
    let (inside, after) = doctype.split_once('>')?;
    (!inside.contains('[')).then(|| format!("{before}{after}"))
}

/// The name of an element without its prefix, "" for anything else.
pub(super) fn name<'a>(node: Node<'a, '_>) -> &'a str {
    if node.is_element() { node.tag_name().name() } else { "" }
}

/// An attribute by its name without prefix; one that has none goes first (`id` before `r:id`).
pub(super) fn attr<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attribute(name).or_else(|| node.attributes().find(|attribute| attribute.name() == name).map(|a| a.value()))
}

/// An attribute that refers to another part: `r:id`, `r:embed`, `r:dm`.
pub(super) fn reference<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    let is_it = |a: &roxmltree::Attribute<'_, '_>| {
        a.name() == name && a.namespace().is_some_and(|uri| uri.to_ascii_lowercase().ends_with("relationships"))
    };
    node.attributes().find(is_it).map(|a| a.value())
}

/// The first child element with this name.
pub(super) fn child<'a, 'i>(node: Node<'a, 'i>, wanted: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| name(*child) == wanted)
}

/// All child elements with this name.
pub(super) fn children<'a, 'i>(node: Node<'a, 'i>, wanted: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| name(*child) == wanted)
}

/// All elements below with this name.
pub(super) fn below<'a, 'i>(node: Node<'a, 'i>, wanted: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.descendants().filter(move |child| name(*child) == wanted)
}

/// All text below, as it stands.
pub(super) fn text_of(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect()
}

/// Whether an on/off property is on: it is unless it says no.
pub(super) fn is_on(node: Node<'_, '_>) -> bool {
    !matches!(attr(node, "val"), Some("0" | "false" | "off" | "none"))
}

/// Whether an attribute says yes.
pub(super) fn says_yes(node: Node<'_, '_>, name: &str) -> bool {
    matches!(attr(node, name), Some("1" | "true" | "on" | "t"))
}
