//! Alternative texts: what a tagged file says of its pictures to those who cannot see them.

use std::collections::{HashMap, HashSet};

use hayro_syntax::{
    Pdf,
    object::{Dict, Object, ObjectIdentifier, String as PdfString},
};

use super::{hidden::Block, info};

/// More elements than that no book has; what lies behind them is not looked for.
const MOST: usize = 500_000;

/// The alternative texts by page; what has no page stands under none.
pub(super) fn by_page(pdf: &Pdf) -> HashMap<Option<ObjectIdentifier>, Vec<Block>> {
    let mut texts: HashMap<_, Vec<Block>> = HashMap::new();
    let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let tree = root.and_then(|root| root.get::<Dict<'_>>("StructTreeRoot"));
    let mut open: Vec<(Object<'_>, Option<ObjectIdentifier>)> =
        tree.and_then(|tree| tree.get::<Object<'_>>("K")).map(|kids| (kids, None)).into_iter().collect();
    let (mut seen, mut left) = (HashSet::new(), MOST);
    while let Some((object, page)) = open.pop().filter(|_| left > 0) {
        left -= 1;
        match object {
            Object::Array(kids) => {
                // What is pushed last is read first.
                let mut kids: Vec<_> = kids.iter::<Object<'_>>().map(|kid| (kid, page)).collect();
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
                open.extend(element.get::<Object<'_>>("K").map(|kids| (kids, page)));
            }
            _ => {}
        }
    }
    texts
}
