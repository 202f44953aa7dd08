//! What annotations hold besides what they draw: comments and who wrote them, targets of links, fields that are not seen.

use hayro_syntax::{
    object::{Array, Dict, Name, Object, String as PdfString},
    page::Page,
};

use super::{attachments, fields, hidden::Block, info, xmp};

/// The blocks of a page's annotations, in the file's order by kind.
pub(super) fn blocks(page: &Page<'_>) -> Vec<Block> {
    let Some(annotations) = page.raw().get::<Array<'_>>("Annots") else { return Vec::new() };
    let mut blocks: Vec<Block> = annotations.iter::<Dict<'_>>().filter_map(|annotation| block(&annotation)).collect();
    blocks.sort_by_key(|block| block.label);
    blocks
}

fn block(annotation: &Dict<'_>) -> Option<Block> {
    let kind = annotation.get::<Name<'_>>("Subtype")?;
    match &*kind {
        b"Widget" if fields::is_unseen(annotation) => Block::new("Hidden field", &fields::value(annotation)?),
        b"Widget" => None,
        b"Link" => Block::new("Link", &target(annotation)?),
        // A popup shows the comment of its parent.
        b"Popup" if annotation.contains_key("Parent") => None,
        b"FileAttachment" => {
            let file = annotation.get::<Dict<'_>>("FS").and_then(|file| attachments::described(&file, None));
            let comment = comment(annotation).map(|comment| comment.text);
            Block::new("Attachment", &[file, comment].into_iter().flatten().collect::<Vec<_>>().join("\n"))
        }
        _ => comment(annotation),
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
    match action.get::<Object<'_>>("F")? {
        Object::String(name) => Some(info::text(name.as_bytes())),
        Object::Dict(file) => attachments::described(&file, None),
        _ => None,
    }
}
