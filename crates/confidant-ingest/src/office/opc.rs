//! What all OOXML files share (ECMA-376 part 2): parts, the relations between them, properties, embedded files.

use confidant_text::WarningCode;

use super::{
    flow::Flow,
    ole,
    package::Package,
    xml::{attr, below, children, name, parse, text_of},
};
use crate::{content::Content, dispatch, wire::Failure};

/// How one part refers to another, or to something outside.
pub(super) struct Relation {
    pub id: String,
    /// The last word of its type: `hyperlink`, `footnotes`, `worksheet`.
    pub kind: String,
    /// The other part's name, or an address.
    pub target: String,
    pub is_external: bool,
}

/// The relations of `part`; those of the package itself when it is empty.
pub(super) fn relations(package: &mut Package<'_>, part: &str) -> Result<Vec<Relation>, Failure> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let at = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
    let Some(text) = package.xml(&at)? else { return Ok(Vec::new()) };
    let tree = parse(&text)?;
    let relation = |node| {
        let (target, is_external) = (attr(node, "Target")?, attr(node, "TargetMode") == Some("External"));
        Some(Relation {
            id: attr(node, "Id")?.to_owned(),
            kind: attr(node, "Type")?.rsplit('/').next()?.to_owned(),
            target: if is_external { target.to_owned() } else { resolve(folder, target) },
            is_external,
        })
    };
    Ok(children(tree.root_element(), "Relationship").filter_map(relation).collect())
}

/// The part with this id.
pub(super) fn part_of<'a>(relations: &'a [Relation], id: Option<&str>) -> Option<&'a str> {
    let id = id?;
    relations.iter().find(|relation| relation.id == id && !relation.is_external).map(|r| r.target.as_str())
}

/// The parts of this kind.
pub(super) fn parts_of<'a>(relations: &'a [Relation], kind: &'a str) -> impl Iterator<Item = &'a str> {
    relations.iter().filter(move |relation| relation.kind == kind && !relation.is_external).map(|r| r.target.as_str())
}

/// Addresses outside that a part refers to: links, templates, data for letters, pictures that would be fetched.
pub(super) fn hide_links(flow: &mut Flow, relations: &[Relation]) -> Result<(), Failure> {
    relations.iter().filter(|relation| relation.is_external).try_for_each(|r| flow.hide("Link", &r.target))
}

/// The main part: what the package's own relations call so, or else the one that everybody has.
pub(super) fn main_part(package: &mut Package<'_>, usual: &[&str]) -> Result<String, Failure> {
    let relations = relations(package, "")?;
    let named = parts_of(&relations, "officeDocument").find(|part| package.has(part)).map(str::to_owned);
    named.or_else(|| usual.iter().find(|part| package.has(part)).map(|part| (*part).to_owned())).ok_or(Failure::Damaged)
}

fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut parts: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("/")
}

/// Title, author, company and what else the file says about itself.
pub(super) fn properties(package: &mut Package<'_>, content: &mut Content) -> Result<(), Failure> {
    let relations = relations(package, "")?;
    let mut parts: Vec<String> =
        vec!["docProps/core.xml".into(), "docProps/app.xml".into(), "docProps/custom.xml".into()];
    for kind in ["core-properties", "extended-properties", "custom-properties"] {
        parts.extend(parts_of(&relations, kind).map(str::to_owned));
    }
    parts.sort();
    parts.dedup_by(|a, b| a.eq_ignore_ascii_case(b));
    for part in parts {
        let Some(text) = package.xml(&part)? else { continue };
        match parse(&text) {
            Ok(tree) => property_list(tree.root_element(), content),
            // A document is worth reading when nobody can tell its title.
            Err(_) => content.warn(WarningCode::PartUnread),
        }
    }
    // What programs keep with the document: the fields of a title page, sources, answers to a form.
    for part in package.names_under("customxml/") {
        if part.contains("itemprops") || part.rsplit('.').next() != Some("xml") {
            continue;
        }
        let Some(text) = package.xml(&part)? else { continue };
        match parse(&text) {
            Ok(tree) => {
                let texts = tree.root_element().descendants().filter(roxmltree::Node::is_text);
                let texts = texts.filter_map(|node| node.text()).map(str::trim);
                let texts: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
                content.property("data", &texts.join("\n"));
            }
            Err(_) => content.warn(WarningCode::PartUnread),
        }
    }
    Ok(())
}

/// Says so when a part remains that nobody asked for, as pictures are; comes last. What lies `elsewhere` others read.
pub(super) fn tell_unread(package: &Package<'_>, elsewhere: &[&str], content: &mut Content) {
    if package.has_unread(elsewhere) {
        content.warn(WarningCode::PartUnread);
    }
}

/// Properties as elements of their own, or named by an attribute.
pub(super) fn property_list(list: roxmltree::Node<'_, '_>, content: &mut Content) {
    for property in list.children().filter(roxmltree::Node::is_element) {
        if name(property) == "property" {
            content.property(attr(property, "name").unwrap_or("property"), &text_of(property));
        } else {
            content.property(plain_name(name(property)), &text_of(property));
        }
    }
}

/// Names of properties as a PDF calls them, where it has the same; "" for counts and versions, which tell of nobody.
fn plain_name(name: &str) -> &str {
    match name {
        "title" | "Title" => "title",
        "creator" | "Author" => "author",
        "subject" | "Subject" => "subject",
        "keywords" | "Keywords" => "keywords",
        "description" | "Description" => "comments",
        "lastModifiedBy" | "LastAuthor" => "last modified by",
        "category" | "Category" => "category",
        "contentStatus" => "status",
        "identifier" => "identifier",
        "Manager" => "manager",
        "Company" => "company",
        "Template" => "template",
        "HyperlinkBase" => "hyperlink base",
        "Application" => "producer",
        "created" => "created",
        "modified" => "modified",
        "lastPrinted" => "last printed",
        "language" => "language",
        _ => "",
    }
}

/// The text of every paragraph in a drawing, a chart or a diagram, and a chart's cached values.
pub(super) fn drawn_text(package: &mut Package<'_>, part: &str) -> Result<String, Failure> {
    let Some(text) = package.xml(part)? else { return Ok(String::new()) };
    let tree = parse(&text)?;
    let mut lines = Vec::new();
    let root = tree.root_element();
    for node in root.descendants() {
        match name(node) {
            // A paragraph of DrawingML, not a point of a chart's cache.
            "p" => lines.push(below(node, "t").map(text_of).collect::<String>()),
            // Levels are those of labels in groups, and of newer charts.
            "strCache" | "numCache" | "lvl" => {
                let values =
                    children(node, "pt").map(|pt| super::xml::child(pt, "v").map_or_else(|| text_of(pt), text_of));
                lines.push(values.collect::<Vec<_>>().join("\t"));
            }
            _ => {}
        }
    }
    lines.retain(|line| !line.trim().is_empty());
    Ok(lines.join("\n"))
}

/// Files inside the document follow as attachments.
pub(super) fn attachments(
    package: &mut Package<'_>,
    folder: &str,
    content: &mut Content,
    depth: u32,
) -> Result<(), Failure> {
    for part in package.names_under(folder) {
        if let Some(bytes) = package.read(&part)?.filter(|bytes| !bytes.is_empty()) {
            let name = part.rsplit('/').next().unwrap_or_default();
            match ole::unwrapped(&bytes) {
                Some((own, inner)) => dispatch::attach(content, own.as_deref().unwrap_or(name), inner, depth)?,
                None => dispatch::attach(content, name, bytes, depth)?,
            }
        }
    }
    Ok(())
}

/// Parses a part and gives it to `read`; without the part nothing happens.
pub(super) fn with_part<T: Default>(
    package: &mut Package<'_>,
    part: &str,
    read: impl FnOnce(roxmltree::Node<'_, '_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let Some(text) = package.xml(part)? else { return Ok(T::default()) };
    read(parse(&text)?.root_element())
}
