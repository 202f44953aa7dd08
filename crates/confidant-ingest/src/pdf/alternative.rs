//! Alternative texts: what a tagged file says of its pictures to those who cannot see them.

use std::collections::{BTreeMap, HashSet};

use hayro_syntax::{
    Pdf,
    object::{Dict, MaybeRef, Object, ObjectIdentifier, String as PdfString},
};

use super::{hidden::Block, info};

/// More elements than that no book has.
const MOST: usize = 500_000;

/// The alternative texts by page; what has no page stands under none. What lies behind too many of them is `unread`.
pub(super) fn by_page(pdf: &Pdf, unread: &mut bool) -> BTreeMap<Option<ObjectIdentifier>, Vec<Block>> {
    let mut texts: BTreeMap<_, Vec<Block>> = BTreeMap::new();
    let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let tree = root.and_then(|root| root.get::<Dict<'_>>("StructTreeRoot"));
    let mut open: Vec<(MaybeRef<Object<'_>>, Option<ObjectIdentifier>)> =
        tree.and_then(|tree| tree.get_raw::<Object<'_>>("K")).map(|kids| (kids, None)).into_iter().collect();
    let (mut followed, mut seen, mut left) = (HashSet::new(), HashSet::new(), MOST);
    while let Some((object, page)) = open.pop() {
        let object = match object {
            MaybeRef::NotRef(object) => object,
            // Followed once only: what it leads to may be long and full of references to itself.
            MaybeRef::Ref(id) if followed.insert(ObjectIdentifier::from(id)) => match pdf.xref().get(id.into()) {
                Some(object) => object,
                None => continue,
            },
            MaybeRef::Ref(_) => continue,
        };
        match object {
            Object::Array(kids) => {
                // What is pushed last is read first.
                let mut kids: Vec<_> = kids.raw_iter().take(left + 1).map(|kid| (kid, page)).collect();
                if kids.len() > left {
                    *unread = true;
                    return texts;
                }
                left -= kids.len();
                kids.reverse();
                open.extend(kids);
            }
            Object::Dict(element) => {
                // Where it stands tells an element from those inside of it, its number does not.
                if !seen.insert(element.data().as_ptr().addr()) {
                    continue;
                }
                let page = element.get_ref("Pg").map(ObjectIdentifier::from).or(page);
                let text = element.get::<PdfString<'_>>("Alt").map(|text| info::text(text.as_bytes()));
                if let Some(block) = text.and_then(|text| Block::new("Alt text", &text)) {
                    texts.entry(page).or_default().push(block);
                }
                open.extend(element.get_raw::<Object<'_>>("K").map(|kids| (kids, page)));
            }
            _ => {}
        }
    }
    texts
}
