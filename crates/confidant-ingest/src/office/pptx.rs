//! `PowerPoint`: a slide is a page. Notes, comments and what the masters print stand at its end.

use confidant_text::WarningCode;
use roxmltree::Node;

use super::{
    drawing,
    flow::{Flow, cell},
    opc::{self, Relation, part_of, parts_of, relations},
    package::Package,
    xml::{MAX_DEPTH, attr, below, child, children, name, parse, reference, text_of},
};
use crate::{content::Content, wire::Failure};

/// Reads a presentation.
pub(crate) fn read(bytes: &[u8], depth: u32) -> Result<Content, Failure> {
    let mut package = Package::open(bytes)?;
    let main = opc::main_part(&mut package, &["ppt/presentation.xml"])?;
    let text = package.xml(&main)?.ok_or(Failure::Damaged)?;
    let tree = parse(&text)?;
    if name(tree.root_element()) != "presentation" {
        return Err(Failure::Unsupported);
    }
    let links = relations(&mut package, &main)?;
    let authors = authors(&mut package, &links)?;
    let mut content = Content::default();
    let mut masters_told = Vec::new();
    let slides = child(tree.root_element(), "sldIdLst").into_iter().flat_map(|list| children(list, "sldId"));
    for slide in slides {
        let Some(part) = part_of(&links, reference(slide, "id")) else {
            content.warn(WarningCode::PartUnread);
            continue;
        };
        let Some(text) = package.xml(part)? else {
            content.warn(WarningCode::PartUnread);
            continue;
        };
        let page = page(&mut package, part, &text, &authors, &mut masters_told)?;
        content.page(&page)?;
    }
    if content.pages.is_empty() {
        content.page("")?;
    }
    opc::properties(&mut package, &mut content)?;
    opc::attachments(&mut package, "ppt/embeddings/", &mut content, depth)?;
    opc::tell_unread(&package, &[], &mut content);
    Ok(content)
}

fn page(
    package: &mut Package<'_>,
    part: &str,
    text: &str,
    authors: &[(String, String)],
    masters_told: &mut Vec<String>,
) -> Result<String, Failure> {
    let tree = parse(text)?;
    let root = tree.root_element();
    let links = relations(package, part)?;
    let mut flow = Flow::default();
    if matches!(attr(root, "show"), Some("0" | "false")) {
        flow.line("[Hidden slide]")?;
    }
    shapes(root, &mut flow, 0, false)?;
    drawing::alternatives(&mut flow, root)?;
    drawing::hide_parts(&mut flow, package, &drawing::parts(root, &links))?;
    opc::hide_links(&mut flow, &links)?;
    for notes in parts_of(&links, "notesSlide") {
        let mut inner = Flow::default();
        opc::with_part(package, notes, |root| shapes(root, &mut inner, 0, false))?;
        flow.hide_flow("Notes", inner)?;
        let links = relations(package, notes)?;
        opc::hide_links(&mut flow, &links)?;
    }
    for comments in parts_of(&links, "comments") {
        opc::with_part(package, comments, |root| hide_comments(root, authors, &mut flow))?;
    }
    for layout in parts_of(&links, "slideLayout") {
        let above = relations(package, layout)?;
        let masters: Vec<&str> = parts_of(&above, "slideMaster").collect();
        for part in std::iter::once(layout).chain(masters) {
            // What a master prints on every slide is said on the first.
            if masters_told.iter().any(|told| told == part) {
                continue;
            }
            masters_told.push(part.to_owned());
            let mut inner = Flow::default();
            opc::with_part(package, part, |root| shapes(root, &mut inner, 0, true))?;
            flow.hide_flow("Master", inner)?;
        }
    }
    Ok(flow.finish())
}

/// The text of all shapes in order. On a master, most placeholders only say that something can be put there.
fn shapes(node: Node<'_, '_>, flow: &mut Flow, depth: u32, is_master: bool) -> Result<(), Failure> {
    if depth > MAX_DEPTH {
        return Err(Failure::TooLarge);
    }
    for shape in node.children().filter(Node::is_element) {
        match name(shape) {
            "sp" if is_master
                && below(shape, "ph").any(|place| !matches!(attr(place, "type"), Some("ftr" | "hdr"))) => {}
            "txBody" => text_body(shape, flow)?,
            "tbl" => table(shape, flow)?,
            "AlternateContent" => {
                if let Some(chosen) = child(shape, "Choice").or_else(|| child(shape, "Fallback")) {
                    shapes(chosen, flow, depth + 1, is_master)?;
                }
            }
            _ => shapes(shape, flow, depth + 1, is_master)?,
        }
    }
    Ok(())
}

/// A body of text: a block of its own whose paragraphs are lines.
pub(super) fn text_body(body: Node<'_, '_>, flow: &mut Flow) -> Result<(), Failure> {
    flow.gap();
    for paragraph in children(body, "p") {
        flow.paragraph(&paragraph_text(paragraph))?;
    }
    flow.gap();
    Ok(())
}

fn paragraph_text(paragraph: Node<'_, '_>) -> String {
    let mut text = String::new();
    for part in paragraph.descendants() {
        match name(part) {
            "t" if part.parent().is_some_and(|field| attr(field, "type") == Some("slidenum")) => {}
            "t" => text.push_str(&text_of(part)),
            "br" => text.push('\n'),
            "tab" => text.push('\t'),
            _ => {}
        }
    }
    text
}

fn table(table: Node<'_, '_>, flow: &mut Flow) -> Result<(), Failure> {
    flow.gap();
    for row in children(table, "tr") {
        let texts = children(row, "tc").map(|each| {
            let lines = below(each, "p").map(paragraph_text).collect::<Vec<_>>();
            cell(&lines.join("\n"))
        });
        let line = texts.collect::<Vec<_>>().join("\t");
        if !line.trim().is_empty() {
            flow.line(line.trim_end())?;
        }
    }
    flow.gap();
    Ok(())
}

/// Who commented, by the number that comments refer to.
fn authors(package: &mut Package<'_>, links: &[Relation]) -> Result<Vec<(String, String)>, Failure> {
    let mut authors = Vec::new();
    for part in parts_of(links, "commentAuthors").chain(parts_of(links, "authors")) {
        opc::with_part(package, part, |root| {
            let known = root
                .children()
                .filter_map(|author| Some((attr(author, "id")?.to_owned(), attr(author, "name")?.to_owned())));
            authors.extend(known);
            Ok(())
        })?;
    }
    Ok(authors)
}

/// Comments of both kinds: the old have `cm` and `text`, the new ones paragraphs, and replies inside.
fn hide_comments(root: Node<'_, '_>, authors: &[(String, String)], flow: &mut Flow) -> Result<(), Failure> {
    for comment in root.descendants().filter(|node| matches!(name(*node), "cm" | "reply")) {
        let author = attr(comment, "authorId").and_then(|id| authors.iter().find(|(known, _)| known == id));
        let own = comment.children().filter(|node| matches!(name(*node), "text" | "txBody"));
        let text = own.map(|node| {
            if name(node) == "text" {
                text_of(node)
            } else {
                below(node, "p").map(paragraph_text).collect::<Vec<_>>().join("\n")
            }
        });
        let text = text.collect::<Vec<_>>().join("\n");
        flow.hide("Comment", &author.map_or(text.clone(), |(_, author)| format!("{author}: {text}")))?;
    }
    Ok(())
}
