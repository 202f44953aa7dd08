//! What annotations hold besides what they draw: comments and who wrote them, targets of links, what was typed into fields.

use hayro_syntax::{
    object::{Array, Dict, Name, Object, String as PdfString},
    page::Page,
    xref::XRef,
};

use super::{
    attachments, fields, forms,
    hidden::{Block, items},
    info, xmp,
};

/// The blocks of a page's annotations, in the file's order by kind. Files that lie in them are `unread`.
pub(super) fn blocks(page: &Page<'_>, unread: &mut bool) -> Vec<Block> {
    let Some(annotations) = page.raw().get::<Array<'_>>("Annots") else { return Vec::new() };
    let annotations = items(&annotations, page.xref()).filter_map(Object::into_dict);
    let mut blocks: Vec<Block> =
        annotations.flat_map(|annotation| of_one(&annotation, page.xref(), unread)).flatten().collect();
    blocks.sort_by_key(|block| block.label);
    blocks
}

fn of_one(annotation: &Dict<'_>, xref: &XRef, unread: &mut bool) -> [Option<Block>; 2] {
    let kind = annotation.get::<Name<'_>>("Subtype");
    match kind.as_deref().unwrap_or_default() {
        // A field's value is drawn where the page's print is read, but not always, and not always as it is now.
        b"Widget" => {
            let label = if fields::is_unseen(annotation) { "Hidden field" } else { "Field" };
            let value = fields::value(annotation, xref).and_then(|value| Block::new(label, &value));
            [value, forms::signature(annotation)]
        }
        b"Link" => {
            let target = target(annotation).and_then(|target| Block::new("Link", &target));
            [target, comment(annotation).map(|comment| Block { label: "Link", ..comment })]
        }
        // A popup shows the comment of its parent.
        b"Popup" if annotation.contains_key("Parent") => [None, None],
        b"FileAttachment" => {
            let file = annotation.get::<Object<'_>>("FS").and_then(|file| named(&file));
            *unread |= file.is_some();
            let comment = comment(annotation).map(|comment| comment.text);
            [Block::new("Attachment", &[file, comment].into_iter().flatten().collect::<Vec<_>>().join("\n")), None]
        }
        _ => [comment(annotation), None],
    }
}

/// Who wrote what.
fn comment(annotation: &Dict<'_>) -> Option<Block> {
    let string = |key: &str| {
        let text = match annotation.get::<Object<'_>>(key)? {
            Object::String(text) => info::text(text.as_bytes()),
            Object::Stream(stream) => info::text(&stream.decoded_data().ok()?),
            _ => return None,
        };
        Some(text).filter(|text| !text.is_empty())
    };
    let says = string("Contents").or_else(|| Some(xmp::content(&string("RC")?)));
    let text = match (string("T"), says) {
        (Some(author), Some(says)) => format!("{author}: {says}"),
        (author, says) => author.or(says)?,
    };
    Block::new("Comment", &text)
}

/// Where a link leads: an address or a file; places in the same document are nothing to read.
fn target(link: &Dict<'_>) -> Option<String> {
    let action = link.get::<Dict<'_>>("A")?;
    if let Some(address) = action.get::<PdfString<'_>>("URI") {
        return Some(info::text(address.as_bytes()));
    }
    named(&action.get::<Object<'_>>("F")?)
}

/// The name of a file, which is a string or a dictionary.
fn named(file: &Object<'_>) -> Option<String> {
    match file {
        Object::String(name) => Some(info::text(name.as_bytes())).filter(|name| !name.is_empty()),
        Object::Dict(file) => attachments::described(file, None),
        _ => None,
    }
}
