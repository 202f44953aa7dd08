//! Word: the body in order, then what Word keeps elsewhere: notes, comments, headers, deleted text, field codes.

mod numbering;
mod paragraph;
mod story;

use std::collections::BTreeSet;

use confidant_text::WarningCode;

use self::{numbering::Numbering, story::Story};
use super::{
    drawing,
    flow::Flow,
    opc::{self, Relation, parts_of, relations},
    package::Package,
    xml::{attr, below, child, children, decode, name, parse, text_of},
};
use crate::{content::Content, dispatch, wire::Failure};

/// Reads a document, or the presentation or workbook that it turns out to be.
pub(crate) fn read(bytes: &[u8], depth: u32) -> Result<Content, Failure> {
    if !bytes.starts_with(b"PK") {
        return flat(bytes);
    }
    let mut package = Package::open(bytes)?;
    let main = opc::main_part(&mut package, &["word/document.xml"])?;
    let text = package.xml(&main)?.ok_or(Failure::Damaged)?;
    let tree = parse(&text)?;
    match name(tree.root_element()) {
        "document" => {}
        "presentation" => return super::pptx::read(bytes, depth),
        "workbook" => return super::xlsx::read(bytes, depth),
        _ => return Err(Failure::Unsupported),
    }
    let relations = relations(&mut package, &main)?;
    let mut numbering = load_numbering(&mut package, &relations)?;
    let (mut flow, mut content) = (Flow::default(), Content::default());
    let mut authors = BTreeSet::new();

    let mut story = Story::new(&mut numbering, &relations, &mut authors);
    story.blocks(tree.root_element(), &mut flow, 0)?;
    let (drawn, chunks) = story.finish(&mut flow)?;
    drawing::hide_parts(&mut flow, &mut package, &drawn)?;
    for (kind, label) in [
        ("header", "Header"),
        ("footer", "Footer"),
        ("footnotes", "Footnote"),
        ("endnotes", "Endnote"),
        ("comments", "Comment"),
        ("glossaryDocument", "Building block"),
    ] {
        for part in parts_of(&relations, kind) {
            side_story(&mut package, part, label, &mut numbering, &mut authors, &mut flow)?;
        }
    }
    for part in parts_of(&relations, "people") {
        opc::with_part(&mut package, part, |root| {
            // Their names, and under which they are known to Microsoft.
            let people = below(root, "person").filter_map(|person| attr(person, "author"));
            authors.extend(
                people.chain(below(root, "presenceInfo").filter_map(|info| attr(info, "userId"))).map(str::to_owned),
            );
            Ok(())
        })?;
    }
    for part in parts_of(&relations, "settings") {
        settings(&mut package, part, &mut flow)?;
    }
    opc::hide_links(&mut flow, &relations)?;

    content.page(&flow.finish())?;
    opc::properties(&mut package, &mut content)?;
    content.property("reviewers", &authors.into_iter().collect::<Vec<_>>().join("\n"));
    for part in chunks {
        match package.read(part)? {
            Some(bytes) => {
                let name = part.rsplit('/').next().unwrap_or_default();
                dispatch::attach(&mut content, name, bytes, depth)?;
            }
            None => content.warn(WarningCode::PartUnread),
        }
    }
    opc::attachments(&mut package, "word/embeddings/", &mut content, depth)?;
    opc::tell_unread(&package, &[], &mut content);
    Ok(content)
}

/// A document in one XML file: that of Word 2003, or a package whose parts stand one after the other.
fn flat(bytes: &[u8]) -> Result<Content, Failure> {
    let text = decode(bytes);
    let tree = parse(&text)?;
    let root = tree.root_element();
    let (mut flow, mut content) = (Flow::default(), Content::default());
    let (mut numbering, mut authors) = (Numbering::default(), BTreeSet::new());
    let mut story = Story::new(&mut numbering, &[], &mut authors);
    story.blocks(root, &mut flow, 0)?;
    story.finish(&mut flow)?;
    for link in below(root, "Relationship").filter(|link| attr(*link, "TargetMode") == Some("External")) {
        flow.hide("Link", attr(link, "Target").unwrap_or_default())?;
    }
    content.page(&flow.finish())?;
    // Pictures and files, as digits.
    if root.descendants().any(|node| matches!(name(node), "binData" | "binaryData" | "docOleData")) {
        content.warn(WarningCode::PartUnread);
    }
    for properties in root.descendants().filter(|node| matches!(name(*node), "DocumentProperties" | "coreProperties")) {
        opc::property_list(properties, &mut content);
    }
    Ok(content)
}

fn load_numbering(package: &mut Package<'_>, relations: &[Relation]) -> Result<Numbering, Failure> {
    let mut numbering = Numbering::default();
    for part in parts_of(relations, "styles") {
        opc::with_part(package, part, |root| {
            numbering.add_styles(root);
            Ok(())
        })?;
    }
    for part in parts_of(relations, "numbering") {
        opc::with_part(package, part, |root| {
            numbering.add_lists(root);
            Ok(())
        })?;
    }
    Ok(numbering)
}

/// A header, or the part with all notes or comments.
fn side_story(
    package: &mut Package<'_>,
    part: &str,
    label: &'static str,
    numbering: &mut Numbering,
    authors: &mut BTreeSet<String>,
    flow: &mut Flow,
) -> Result<(), Failure> {
    let Some(text) = package.xml(part)? else { return Ok(()) };
    let tree = parse(&text)?;
    let root = tree.root_element();
    let relations = relations(package, part)?;
    let mut story = Story::new(numbering, &relations, authors);
    if matches!(name(root), "hdr" | "ftr") {
        let mut inner = Flow::default();
        story.blocks(root, &mut inner, 0)?;
        flow.hide_flow(label, inner)?;
    } else {
        for note in root.children().filter(roxmltree::Node::is_element) {
            let mut inner = Flow::default();
            story.blocks(note, &mut inner, 0)?;
            story.end_fields(&mut inner)?;
            let mut body = flow.take_body(inner)?;
            if let Some(author) = attr(note, "author").filter(|author| !author.is_empty()) {
                body = format!("{author}: {body}");
            }
            // A separator is a note of a special type, and has no text.
            flow.hide(label, &body)?;
        }
    }
    let (drawn, _) = story.finish(flow)?;
    drawing::hide_parts(flow, package, &drawn)?;
    opc::hide_links(flow, &relations)
}

/// Where the data of form letters come from, and variables that fields can show.
fn settings(package: &mut Package<'_>, part: &str, flow: &mut Flow) -> Result<(), Failure> {
    let relations = relations(package, part)?;
    opc::with_part(package, part, |root| {
        for variable in below(root, "docVar") {
            flow.hide("Field", attr(variable, "val").unwrap_or_default())?;
        }
        if let Some(merge) = child(root, "mailMerge") {
            for source in merge.descendants().filter(|node| matches!(name(*node), "connectString" | "query" | "udl")) {
                flow.hide("Field", attr(source, "val").unwrap_or_default())?;
            }
        }
        Ok(())
    })?;
    opc::hide_links(flow, &relations)
}

/// What a form field or a content control offers to choose from or shows as help.
fn form_texts(node: roxmltree::Node<'_, '_>, flow: &mut Flow) -> Result<(), Failure> {
    for node in node.descendants() {
        let attribute = match name(node) {
            "default" | "listEntry" | "helpText" | "statusText" => "val",
            "listItem" => "displayText",
            _ => continue,
        };
        let text = attr(node, attribute).unwrap_or_default();
        if !matches!(text, "0" | "1") {
            flow.hide("Field", text)?;
        }
    }
    Ok(())
}

/// The text of an equation, whose letters are single runs.
fn equation(node: roxmltree::Node<'_, '_>) -> String {
    node.descendants().filter(|node| name(*node) == "t").map(text_of).collect()
}

/// The first of the alternatives: the others say the same for older programs.
fn alternative<'a, 'i>(node: roxmltree::Node<'a, 'i>) -> Option<roxmltree::Node<'a, 'i>> {
    let choice = children(node, "Choice").next();
    choice.filter(roxmltree::Node::has_children).or_else(|| child(node, "Fallback"))
}
