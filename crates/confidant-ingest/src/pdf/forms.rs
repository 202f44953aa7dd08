//! What a form holds besides the fields on a page: fields that stand on none, and what signatures say.

use std::collections::HashSet;

use hayro_syntax::{
    Pdf,
    object::{Array, Dict, Object, String as PdfString},
};

use super::{
    fields,
    hidden::{Block, items},
    info,
};

/// More fields than any form has.
const MOST: usize = 100_000;

/// The values of fields that stand on no page. Where the form has more of them than it can have, the others are `unread`.
pub(super) fn blocks(pdf: &Pdf, unread: &mut bool) -> Vec<Block> {
    let xref = pdf.xref();
    let root = xref.get::<Dict<'_>>(xref.root_id());
    let form = root.and_then(|root| root.get::<Dict<'_>>("AcroForm"));
    let Some(top) = form.and_then(|form| form.get::<Array<'_>>("Fields")) else { return Vec::new() };
    let mut seen = HashSet::new();
    // A field may have several places, and one of them on a page is enough.
    let mut told = HashSet::new();
    for page in pdf.pages().iter() {
        let annotations = page.raw().get::<Array<'_>>("Annots");
        let annotations = annotations.iter().flat_map(|annotations| items(annotations, xref));
        for widget in annotations.filter_map(Object::into_dict) {
            seen.insert(place(&widget));
            told.extend(fields::value(&widget, xref));
        }
    }
    let mut open = vec![top];
    let mut blocks = Vec::new();
    let mut left = MOST;
    while let Some(array) = open.pop() {
        for field in items(&array, xref).filter_map(Object::into_dict) {
            if left == 0 {
                *unread = true;
                return blocks;
            }
            left -= 1;
            if !seen.insert(place(&field)) {
                continue;
            }
            if let Some(kids) = field.get::<Array<'_>>("Kids") {
                open.push(kids);
            }
            let value = fields::value(&field, xref).filter(|value| told.insert(value.clone()));
            blocks.extend(value.and_then(|value| Block::new("Hidden field", &value)));
            blocks.extend(signature(&field));
        }
    }
    blocks
}

/// Where it stands in the file tells an object from others: a reference is lost when it is followed.
fn place(field: &Dict<'_>) -> usize {
    field.data().as_ptr().addr()
}

/// Who signed, why and where.
pub(super) fn signature(field: &Dict<'_>) -> Option<Block> {
    let is_signature = fields::inherited(field, "FT")?.into_name().is_some_and(|kind| &*kind == b"Sig");
    let signature = fields::inherited(field, "V").filter(|_| is_signature)?.into_dict()?;
    let said = ["Name", "Reason", "Location", "ContactInfo"].map(|key| {
        let text = info::text(signature.get::<PdfString<'_>>(key)?.as_bytes());
        Some(text).filter(|text| !text.is_empty())
    });
    Block::new("Signature", &said.into_iter().flatten().collect::<Vec<_>>().join("\n"))
}
