//! What else is in a file and not read: a form of another kind, layers that are switched off, pages that are not found.

use hayro_syntax::{
    Pdf,
    object::{Array, Dict, Object, Stream},
    page::Page,
};

use super::{hidden::items, scan::is_short};

/// Whether anything of it is there.
pub(super) fn is_any(pdf: &Pdf) -> bool {
    let Some(root) = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()) else { return false };
    let form = root.get::<Dict<'_>>("AcroForm");
    // A form in XML shows what its own data says, and what stands on the pages may be a notice only.
    let has_xml = form.is_some_and(|form| form.get::<Object<'_>>("XFA").is_some());
    has_xml || has_layers_off(&root) || lacks_pages(pdf, &root)
}

/// Whether some of what a page draws cannot be unpacked. `text` is what could be read of it.
pub(super) fn lacks_content(page: &Page<'_>, text: &str) -> bool {
    if page.raw().get::<Stream<'_>>("Contents").is_some() {
        return page.page_stream().is_none();
    }
    let Some(parts) = page.raw().get::<Array<'_>>("Contents") else { return false };
    // Unpacking them once more takes time, and where there is much text there is hardly one that fails.
    let sound = |part: Object<'_>| part.into_stream().is_some_and(|part| part.decoded_data().is_ok());
    is_short(text) && items(&parts, page.xref()).filter(|part| sound(part.clone())).count() < parts.raw_iter().count()
}

fn has_layers_off(root: &Dict<'_>) -> bool {
    let usual = root.get::<Dict<'_>>("OCProperties").and_then(|layers| layers.get::<Dict<'_>>("D"));
    let off = usual.and_then(|usual| usual.get::<Array<'_>>("OFF"));
    off.is_some_and(|off| off.raw_iter().next().is_some())
}

/// Whether the file says that it has more pages than were found in it.
fn lacks_pages(pdf: &Pdf, root: &Dict<'_>) -> bool {
    let count = root.get::<Dict<'_>>("Pages").and_then(|pages| pages.get::<i32>("Count"));
    count.and_then(|count| usize::try_from(count).ok()).is_some_and(|count| count > pdf.pages().len())
}
