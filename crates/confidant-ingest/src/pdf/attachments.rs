//! Which files lie in the file: their names and descriptions.

use std::collections::HashSet;

use hayro_syntax::{
    Pdf,
    object::{Array, Dict, Object, String as PdfString},
    xref::XRef,
};

use super::{
    hidden::{Block, items},
    info,
};

/// A name tree is a few levels deep; this many nodes in all are more than any file has.
const MOST_NODES: usize = 100_000;

/// What the document as a whole has attached. The files are named and `unread`.
pub(super) fn blocks(pdf: &Pdf, unread: &mut bool) -> Vec<Block> {
    let xref = pdf.xref();
    let Some(root) = xref.get::<Dict<'_>>(xref.root_id()) else { return Vec::new() };
    let mut names = Vec::new();
    if let Some(tree) = root.get::<Dict<'_>>("Names").and_then(|names| names.get::<Dict<'_>>("EmbeddedFiles")) {
        walk(tree, xref, &mut names, unread);
    }
    let associated = root.get::<Array<'_>>("AF");
    for file in associated.iter().flat_map(|files| items(files, xref)).filter_map(Object::into_dict) {
        names.extend(described(&file, None));
    }
    *unread |= !names.is_empty();
    names.iter().filter_map(|name| Block::new("Attachment", name)).collect()
}

fn walk<'a>(tree: Dict<'a>, xref: &'a XRef, names: &mut Vec<String>, unread: &mut bool) {
    let mut seen = HashSet::new();
    let mut open = vec![tree];
    let mut left = MOST_NODES;
    while let Some(node) = open.pop() {
        if !seen.insert(node.data().as_ptr().addr()) {
            continue;
        }
        let kids = node.get::<Array<'a>>("Kids");
        for kid in kids.iter().flat_map(|kids| items(kids, xref)).filter_map(Object::into_dict) {
            if left == 0 {
                *unread = true;
                return;
            }
            left -= 1;
            open.push(kid);
        }
        let Some(pairs) = node.get::<Array<'_>>("Names") else { continue };
        let mut key = None;
        for object in items(&pairs, xref) {
            match object {
                Object::String(name) => key = Some(info::text(name.as_bytes())),
                Object::Dict(file) => names.extend(described(&file, key.take())),
                _ => {}
            }
        }
    }
}

/// The name of a file and what is said about it; `key` is its name where it gives none itself.
pub(super) fn described(file: &Dict<'_>, key: Option<String>) -> Option<String> {
    let string = |key: &str| {
        let text = info::text(file.get::<PdfString<'_>>(key)?.as_bytes());
        Some(text).filter(|text| !text.is_empty())
    };
    let name = string("UF").or_else(|| string("F")).or(key)?;
    Some(match string("Desc").filter(|about| *about != name) {
        Some(about) => format!("{name}: {about}"),
        None => name,
    })
}
