//! Which files lie in the file: their names and descriptions.

use std::collections::HashSet;

use hayro_syntax::{
    Pdf,
    object::{Array, Dict, Object, String as PdfString},
};

use super::{hidden::Block, info};

/// A name tree is a few levels deep; this many nodes in all are more than any file has.
const MOST_NODES: usize = 100_000;

/// What the document as a whole has attached.
pub(super) fn blocks(pdf: &Pdf) -> Vec<Block> {
    let Some(root) = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()) else { return Vec::new() };
    let mut names = Vec::new();
    if let Some(tree) = root.get::<Dict<'_>>("Names").and_then(|names| names.get::<Dict<'_>>("EmbeddedFiles")) {
        walk(tree, &mut names);
    }
    for file in root.get::<Array<'_>>("AF").iter().flat_map(Array::iter::<Dict<'_>>) {
        names.extend(described(&file, None));
    }
    names.iter().filter_map(|name| Block::new("Attachment", name)).collect()
}

fn walk(tree: Dict<'_>, names: &mut Vec<String>) {
    let mut seen = HashSet::new();
    let mut open = vec![tree];
    let mut left = MOST_NODES;
    while let Some(node) = open.pop().filter(|_| left > 0) {
        left -= 1;
        if !seen.insert(node.data().as_ptr().addr()) {
            continue;
        }
        open.extend(node.get::<Array<'_>>("Kids").iter().flat_map(Array::iter::<Dict<'_>>));
        let Some(pairs) = node.get::<Array<'_>>("Names") else { continue };
        let mut key = None;
        for object in pairs.iter::<Object<'_>>() {
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
