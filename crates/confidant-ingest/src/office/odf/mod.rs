//! `OpenDocument`: texts, presentations, drawings and sheets share one vocabulary (ISO 26300), and so one reader.

mod inline;
mod sheet;
mod story;

use std::collections::HashSet;

use confidant_text::WarningCode;
use roxmltree::Node;

use self::story::Story;
use super::{
    flow::Flow,
    package::Package,
    xml::{attr, below, child, children, decode, name, parse, text_of},
};
use crate::{content::Content, dispatch, wire::Failure};

/// Reads a package, or a document that is one flat XML file.
pub(crate) fn read(bytes: &[u8], depth: u32) -> Result<Content, Failure> {
    let mut content = Content::default();
    if !bytes.starts_with(b"PK") {
        let text = decode(bytes);
        let tree = parse(&text)?;
        let root = tree.root_element();
        let mut end = Flow::default();
        margins(root, &mut end)?;
        scripts_in(root, &mut end)?;
        pages(root, end, &mut content)?;
        metadata(root, &mut content);
        // Pictures and files, as digits.
        if below(root, "binary-data").next().is_some() {
            content.warn(WarningCode::PartUnread);
        }
        return Ok(content);
    }
    let mut package = Package::open(bytes)?;
    if let Some(manifest) = package.xml("META-INF/manifest.xml")?
        && manifest.contains("encryption-data")
    {
        // No password is taken for these; saved without one, the document can be read.
        return Err(Failure::Unsupported);
    }
    let text = package.xml("content.xml")?.ok_or(Failure::Damaged)?;
    let tree = parse(&text)?;

    let mut end = Flow::default();
    if let Some(styles) = package.xml("styles.xml")? {
        margins(parse(&styles)?.root_element(), &mut end)?;
    }
    objects(&mut package, &mut end)?;
    scripts(&mut package, &mut end)?;
    pages(tree.root_element(), end, &mut content)?;
    if let Some(meta) = package.xml("meta.xml")? {
        match parse(&meta) {
            Ok(tree) => metadata(tree.root_element(), &mut content),
            // A document is worth reading when nobody can tell its title.
            Err(_) => content.warn(WarningCode::PartUnread),
        }
    }
    for part in package.names_under("object") {
        // Objects of other programs; those of this one are folders.
        if !part.contains('/')
            && let Some(bytes) = package.read(&part)?.filter(|bytes| !bytes.is_empty())
        {
            dispatch::attach(&mut content, &part, bytes, depth)?;
        }
    }
    if package.has_unread(&[]) {
        content.warn(WarningCode::PartUnread);
    }
    Ok(content)
}

/// The pages of the body; `end` stands at the end of the first.
fn pages(root: Node<'_, '_>, end: Flow, content: &mut Content) -> Result<(), Failure> {
    let body = below(root, "body").next().ok_or(Failure::Damaged)?;
    let is_kind = |node: &Node<'_, '_>| {
        matches!(name(*node), "text" | "spreadsheet" | "presentation" | "drawing" | "chart" | "image" | "database")
    };
    // The oldest files have no element that says what they are: their tables or pages do.
    let kind = body.children().find(is_kind).unwrap_or(body);
    let has = |wanted: &'static str| children(kind, wanted).next().is_some();
    let unseen = unseen_styles(root);
    let mut pages = Vec::new();
    if name(kind) == "spreadsheet" || (kind == body && has("table") && !has("p") && !has("h")) {
        let mut beside = Flow::default();
        for part in kind.children().filter(Node::is_element) {
            if name(part) != "table" {
                // What was there before a change, and what is said when a cell is filled in.
                Story::on_slide().block(part, &mut beside, 0)?;
                continue;
            }
            let mut flow = Flow::default();
            sheet::read(part, &unseen, &mut flow)?;
            pages.push(flow);
        }
        if let Some(first) = pages.first_mut() {
            first.hide_flow("Text", beside)?;
        }
    } else if has("page") {
        let mut beside = Flow::default();
        for slide in kind.children().filter(Node::is_element) {
            if name(slide) != "page" {
                // Headers and footers of slides are declared once and shown by fields.
                Story::on_slide().block(slide, &mut beside, 0)?;
                continue;
            }
            let mut flow = Flow::default();
            if attr(slide, "style-name").is_some_and(|style| unseen.contains(style)) {
                flow.line("[Hidden slide]")?;
            }
            Story::on_slide().blocks(slide, &mut flow, 0)?;
            pages.push(flow);
        }
        if let Some(first) = pages.first_mut() {
            first.hide_flow("Text", beside)?;
        }
    } else {
        let mut flow = Flow::default();
        Story::in_text().blocks(kind, &mut flow, 0)?;
        pages.push(flow);
    }
    if pages.is_empty() {
        pages.push(Flow::default());
    }
    if let Some(first) = pages.first_mut() {
        let body = first.take_body(end)?;
        first.hide("Text", &body)?;
    }
    pages.into_iter().try_for_each(|flow| content.page(&flow.finish()))
}

/// Styles that keep a sheet or a slide from being shown.
fn unseen_styles(root: Node<'_, '_>) -> HashSet<String> {
    let mut unseen = HashSet::new();
    for style in below(root, "style") {
        let hides = style.children().any(|properties| match name(properties) {
            "table-properties" => attr(properties, "display") == Some("false"),
            "drawing-page-properties" => attr(properties, "visibility") == Some("hidden"),
            _ => false,
        });
        if let (true, Some(name)) = (hides, attr(style, "name")) {
            unseen.insert(name.to_owned());
        }
    }
    unseen
}

/// Headers and footers of all kinds of page, and what a master slide prints.
fn margins(root: Node<'_, '_>, flow: &mut Flow) -> Result<(), Failure> {
    for master in below(root, "master-page") {
        for part in master.children().filter(Node::is_element) {
            let label = match name(part) {
                "header" | "header-left" | "header-first" => "Header",
                "footer" | "footer-left" | "footer-first" => "Footer",
                // Placeholders say where something can be put.
                _ if attr(part, "placeholder").is_some() || attr(part, "class").is_some() => continue,
                "frame" | "custom-shape" | "g" | "rect" => "Master",
                _ => continue,
            };
            let mut inner = Flow::default();
            Story::on_slide().blocks(part, &mut inner, 0)?;
            flow.hide_flow(label, inner)?;
        }
    }
    Ok(())
}

/// Charts and formulas, which are documents of their own in folders of the package.
fn objects(package: &mut Package<'_>, flow: &mut Flow) -> Result<(), Failure> {
    for part in package.names_under("object") {
        if !part.ends_with("/content.xml") {
            continue;
        }
        let Some(text) = package.xml(&part)? else { continue };
        let Ok(tree) = parse(&text) else { continue };
        let mut inner = Flow::default();
        Story::on_slide().blocks(tree.root_element(), &mut inner, 0)?;
        flow.hide_flow("Object", inner)?;
    }
    Ok(())
}

/// Macros: each module is an XML file with its source as text.
fn scripts(package: &mut Package<'_>, flow: &mut Flow) -> Result<(), Failure> {
    let mut parts = package.names_under("basic/");
    parts.extend(package.names_under("scripts/"));
    for part in parts {
        if part.rsplit('.').next() != Some("xml") {
            continue;
        }
        let Some(text) = package.xml(&part)? else { continue };
        let text = match parse(&text) {
            Ok(tree) if name(tree.root_element()) == "module" => text_of(tree.root_element()),
            // A list of modules says nothing; a module that names a document type with entities says all as it stands.
            Ok(_) => continue,
            Err(_) => text,
        };
        flow.hide("Macro", &text)?;
    }
    Ok(())
}

fn scripts_in(root: Node<'_, '_>, flow: &mut Flow) -> Result<(), Failure> {
    below(root, "script").try_for_each(|script| flow.hide("Macro", &text_of(script)))
}

/// Title, author and what else the file says about itself.
fn metadata(root: Node<'_, '_>, content: &mut Content) {
    let Some(meta) = below(root, "meta").last() else { return };
    for property in meta.children().filter(Node::is_element) {
        let property_name = match name(property) {
            "title" => "title",
            "initial-creator" => "author",
            "creator" => "last modified by",
            "printed-by" => "printed by",
            "subject" => "subject",
            "keyword" => "keywords",
            "description" => "comments",
            "generator" => "producer",
            "creation-date" => "created",
            "date" => "modified",
            "print-date" => "last printed",
            "language" => "language",
            "user-defined" => attr(property, "name").unwrap_or("property"),
            "template" => {
                content.property("template", attr(property, "title").unwrap_or_default());
                continue;
            }
            _ => continue,
        };
        content.property(property_name, &text_of(property));
    }
    if let Some(settings) = child(meta, "hyperlink-behaviour") {
        content.property("hyperlink base", attr(settings, "href").unwrap_or_default());
    }
}
