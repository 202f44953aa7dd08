//! Electronic books: the package says which pages there are and in which order (EPUB 2 and 3).

use std::collections::{HashMap, HashSet};

use confidant_text::WarningCode;
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::{
    charset::decode,
    html::attach_files,
    page::{add_note, extract},
    xml::meaning,
};
use crate::{archive::Archive, content::Content, wire::Failure};

/// More about a book than that is no longer about the book.
const MAX_PROPERTIES: usize = 1000;

/// A page for each chapter.
pub(crate) fn read(bytes: &[u8], depth: u32) -> Result<Content, Failure> {
    let mut book = Book::open(bytes)?;
    let root = match book.text("META-INF/container.xml")? {
        Some(container) => attribute_of(&container, "rootfile", "full-path"),
        None => None,
    };
    // The first by name, since there may be several.
    let named = |name: &&String| name.to_ascii_lowercase().ends_with(".opf");
    let root = root.or_else(|| book.places.keys().filter(named).min().cloned());
    let package = match &root {
        Some(root) => book.text(root)?.ok_or(Failure::Damaged)?,
        None => return Err(Failure::Damaged),
    };
    let (package, is_whole) = Package::read(&package)?;
    let folder = root.as_deref().and_then(|root| root.rsplit_once('/')).map_or("", |(folder, _)| folder);
    let locked = book.locked()?;
    let mut content = Content::default();
    if !is_whole {
        content.warn(WarningCode::PartUnread);
    }
    let mut files = Vec::new();
    for (name, value) in &package.metadata {
        content.property(name, value);
    }
    for chapter in package.chapters() {
        let place = resolve(folder, chapter);
        // Shops lock the pages and no password opens them.
        if locked.contains(&place) {
            return Err(Failure::Unsupported);
        }
        let Some(text) = book.text(&place)? else {
            content.warn(WarningCode::PartUnread);
            continue;
        };
        let markup = extract(&text, true);
        let mut page = markup.page();
        for (name, value) in markup.metadata.iter().filter(|(_, value)| !page_says(&markup.text, value)) {
            add_note(&mut page, if name == "title" { "Title" } else { "Property" }, value);
        }
        content.page(&page)?;
        files.extend(markup.files);
    }
    if book.is_guessed {
        content.warn(WarningCode::EncodingGuessed);
    }
    attach_files(&mut content, &files, depth)?;
    if content.pages.is_empty() { Err(Failure::Empty) } else { Ok(content) }
}

fn page_says(text: &str, value: &str) -> bool {
    text.lines().any(|line| line == value)
}

struct Book<'a> {
    archive: Archive<'a>,
    places: HashMap<String, usize>,
    /// Whether the encoding of one of its texts is only a guess.
    is_guessed: bool,
}

impl<'a> Book<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self, Failure> {
        let mut archive = Archive::open(bytes)?;
        let places = archive.names().into_iter().map(|(index, name)| (name, index)).collect();
        Ok(Self { archive, places, is_guessed: false })
    }

    /// A member as text, if there is one of this name.
    fn text(&mut self, name: &str) -> Result<Option<String>, Failure> {
        let Some(index) = self.places.get(name) else { return Ok(None) };
        let bytes = self.archive.member(*index, None)?;
        let (text, is_guessed) = decode(&bytes, None);
        self.is_guessed |= is_guessed;
        Ok(Some(text))
    }

    /// The members that are encrypted. Fonts are in nearly every book; they hold no text.
    fn locked(&mut self) -> Result<HashSet<String>, Failure> {
        let Some(list) = self.text("META-INF/encryption.xml")? else { return Ok(HashSet::new()) };
        let mut locked = HashSet::new();
        each(&list, |event| {
            if let Event::Start(tag) | Event::Empty(tag) = event
                && tag.local_name().as_ref() == "CipherReference"
                && let Some(place) = attribute(tag, "URI")
            {
                locked.insert(resolve("", &place));
            }
        });
        Ok(locked)
    }
}

/// What the package file says.
#[derive(Default)]
struct Package {
    metadata: Vec<(String, String)>,
    /// Address and media type by identifier.
    manifest: HashMap<String, (String, String)>,
    spine: Vec<String>,
}

impl Package {
    /// What it says, and whether it could be read to its end.
    fn read(xml: &str) -> Result<(Self, bool), Failure> {
        let mut package = Self::default();
        let mut open: Option<(String, String)> = None;
        let mut is_metadata = false;
        let is_whole = each(xml, |event| match event {
            Event::Start(tag) | Event::Empty(tag) => {
                let is_empty = matches!(event, Event::Empty(_));
                match tag.local_name().as_ref() {
                    "metadata" => is_metadata = !is_empty,
                    "item" => {
                        if let (Some(id), Some(href)) = (attribute(tag, "id"), attribute(tag, "href")) {
                            package.manifest.insert(id, (href, attribute(tag, "media-type").unwrap_or_default()));
                        }
                    }
                    "itemref" => package.spine.extend(attribute(tag, "idref")),
                    "meta" if is_metadata => {
                        if let (Some(name), Some(value)) = (attribute(tag, "name"), attribute(tag, "content")) {
                            package.metadata.push((name, value));
                        } else if let Some(property) = attribute(tag, "property").filter(|_| !is_empty) {
                            open = Some((property, String::new()));
                        }
                    }
                    name if is_metadata && !is_empty => {
                        open = Some((name.to_owned(), String::new()));
                    }
                    _ => {}
                }
            }
            Event::End(tag) => {
                if tag.local_name().as_ref() == "metadata" {
                    is_metadata = false;
                }
                package.metadata.extend(open.take());
            }
            Event::Text(text) => {
                if let Some((_, value)) = &mut open {
                    value.push_str(text);
                }
            }
            Event::CData(text) => {
                if let Some((_, value)) = &mut open {
                    value.push_str(text);
                }
            }
            Event::GeneralRef(name) => {
                if let Some((_, value)) = &mut open {
                    value.push_str(&meaning(name).unwrap_or_default());
                }
            }
            _ => {}
        });
        if package.metadata.len() > MAX_PROPERTIES {
            return Err(Failure::TooLarge);
        }
        Ok((package, is_whole))
    }

    /// The addresses of the pages in reading order.
    fn chapters(&self) -> impl Iterator<Item = &str> {
        let items = self.spine.iter().filter_map(|id| self.manifest.get(id));
        items.filter(|(_, media)| !media.starts_with("image/")).map(|(href, _)| href.as_str())
    }
}

/// Calls `hear` with each event until the file ends or does not hold any more; whether it came to its end. Nothing in it is
/// expanded.
fn each(xml: &str, mut hear: impl FnMut(&Event<'_>)) -> bool {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_dangling_amp = true;
    while let Ok(event) = reader.read_event() {
        if matches!(event, Event::Eof) {
            return true;
        }
        hear(&event);
    }
    false
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    let value = attribute.value;
    // References in addresses are rare, and only these matter.
    Some(value.replace("&apos;", "'").replace("&quot;", "\"").replace("&amp;", "&").trim().to_owned())
}

fn attribute_of(xml: &str, element: &str, name: &str) -> Option<String> {
    let mut found = None;
    each(xml, |event| {
        if let Event::Start(tag) | Event::Empty(tag) = event
            && found.is_none()
            && tag.local_name().as_ref() == element
        {
            found = attribute(tag, name);
        }
    });
    found
}

/// The member that an address means, seen from a folder.
fn resolve(folder: &str, address: &str) -> String {
    let address = address.split(['#', '?']).next().unwrap_or_default();
    let address = percent_encoding::percent_decode_str(address).decode_utf8_lossy();
    let (folder, address) = address.strip_prefix('/').map_or((folder, &*address), |rooted| ("", rooted));
    let mut path: Vec<&str> = Vec::new();
    for step in folder.split('/').chain(address.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::read;
    use crate::wire::Failure;

    const PACKAGE: &str = "<package xmlns:dc='http://purl.org/dc/elements/1.1/'><metadata><dc:title>Owls &amp; J&#246;rg</dc:title>\
        <meta name='cover' content='c'/><meta property='dcterms:modified'>2020</meta></metadata><manifest>\
        <item id='b' href='two%20b.xhtml' media-type='application/xhtml+xml'/><item id='a' href='../one.xml' \
        media-type='application/xhtml+xml'/><item id='x' href='none.xhtml' media-type='application/xhtml+xml'/></manifest>\
        <spine><itemref idref='a'/><itemref idref='b'/><itemref idref='x'/></spine></package>";

    fn book(more: &[(&str, &str)]) -> Vec<u8> {
        let members = [
            ("META-INF/container.xml", "<container><rootfiles><rootfile full-path='O/p.opf'/></rootfiles></container>"),
            ("O/p.opf", PACKAGE),
            (
                "one.xml",
                "<?xml version='1.0'?><html><head><title/><script src='a'/></head><body><p>First &auml;</p></body></html>",
            ),
            ("O/two b.xhtml", "<html><head><title>Chapter</title></head><body><p>Second</p></body></html>"),
        ];
        archive(&members.iter().chain(more).copied().collect::<Vec<_>>())
    }

    fn archive(members: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in members {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn chapters_come_in_order() {
        let content = read(&book(&[]), 0).unwrap();
        let texts: Vec<_> = content.pages.iter().map(|page| page.text.as_str()).collect();
        assert_eq!(texts, ["First ä", "Second\n\n[Title]\nChapter"]);
        let metadata: Vec<_> = content.metadata.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(metadata, [("title", "Owls & Jörg"), ("cover", "c"), ("dcterms:modified", "2020")]);
        assert_eq!(content.warnings.len(), 1, "a chapter is missing");
    }

    #[test]
    fn what_ends_early_and_files_in_pages_are_told() {
        let package =
            "<package><manifest><item id='a' href='a.html'/></manifest><spine><itemref idref='a'/></spine><!-- ";
        let page = "<p>see <img src='data:text/plain,Hannah'>";
        let content = read(&archive(&[("p.opf", package), ("a.html", page)]), 0).unwrap();
        let texts: Vec<_> = content.pages.iter().map(|page| page.text.as_str()).collect();
        assert_eq!(texts, ["see", "[Attachment: 1.plain]\n\nHannah"]);
        assert_eq!(content.warnings.len(), 1, "the list of pages is cut");
    }

    #[test]
    fn of_several_packages_without_a_container_the_same_is_read_each_time() {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for name in 'a'..='z' {
            let chapter = format!(
                "<package><manifest><item id='i' href='{name}.htm'/></manifest><spine><itemref idref='i'/></spine></package>"
            );
            writer.start_file(format!("{name}.opf"), SimpleFileOptions::default()).unwrap();
            writer.write_all(chapter.as_bytes()).unwrap();
            writer.start_file(format!("{name}.htm"), SimpleFileOptions::default()).unwrap();
            writer.write_all(format!("<p>{name}").as_bytes()).unwrap();
        }
        let content = read(&writer.finish().unwrap().into_inner(), 0).unwrap();
        assert_eq!(content.pages[0].text, "a");
    }

    #[test]
    fn locked_books_are_refused() {
        let list = "<encryption><EncryptedData><CipherData><CipherReference URI='one.xml'/></CipherData></EncryptedData></encryption>";
        assert_eq!(read(&book(&[("META-INF/encryption.xml", list)]), 0).err(), Some(Failure::Unsupported));
    }
}
