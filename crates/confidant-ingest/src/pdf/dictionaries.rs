//! What the dictionaries of a page's fonts say about codes that the interpreter has no meaning for.

use std::collections::HashMap;

use hayro_interpret::hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded};
use hayro_syntax::{
    object::{Array, Dict, Name, Stream, String as PdfString},
    page::{Page, Resources},
};

/// Forms in forms are looked into this deep, and so many of them.
const DEPTH: usize = 3;
const MOST_FORMS: usize = 500;

/// The composite fonts of a page by their name without the mark of a subset, which is all that a glyph tells of its dictionary.
#[derive(Default)]
pub(super) struct Dictionaries(HashMap<String, Said>);

/// What is said of the codes of a font.
#[derive(Default)]
struct Said {
    /// Texts of single codes. One may be empty on purpose: it stands at another glyph of the same word.
    written: HashMap<u32, String>,
    /// From codes to numbers of a known collection of characters, and from there to Unicode.
    collection: Option<(CMap, CMap)>,
}

impl Dictionaries {
    /// Those of a page and of the forms it draws.
    pub fn of(page: &Page<'_>) -> Self {
        let mut dictionaries = Self::default();
        let mut left = MOST_FORMS;
        dictionaries.gather(page.resources(), DEPTH, &mut left);
        dictionaries
    }

    fn gather(&mut self, resources: &Resources<'_>, depth: usize, left: &mut usize) {
        for name in resources.fonts.keys() {
            if let Some(font) = resources.get_font(&name) {
                self.add(&font);
            }
        }
        for name in resources.x_objects.keys() {
            if *left == 0 || depth == 0 {
                return;
            }
            *left -= 1;
            let form = resources.get_x_object(&name);
            if let Some(inner) = form.and_then(|form| form.dict().get::<Dict<'_>>("Resources")) {
                self.gather(&Resources::new(inner), depth - 1, left);
            }
        }
    }

    fn add(&mut self, font: &Dict<'_>) {
        let Some(name) = font.get::<Name<'_>>("BaseFont") else { return };
        let name = name.as_str().to_owned();
        let name = match name.split_once('+') {
            Some((mark, name)) if mark.len() == 6 => name.to_owned(),
            _ => name,
        };
        let said = self.0.entry(name).or_default();
        match font.get::<Stream<'_>>("ToUnicode").and_then(|map| map.decoded_data().ok()) {
            Some(map) => said.written.extend(written(&String::from_utf8_lossy(&map))),
            None => said.collection = said.collection.take().or_else(|| collection(font)),
        }
    }

    /// The text of a code; empty where it is silent, none where nothing is said.
    pub fn text(&self, font: &str, code: u32) -> Option<String> {
        let said = self.0.get(font)?;
        if let Some(text) = said.written.get(&code) {
            return Some(text.clone());
        }
        let (encoding, unicode) = said.collection.as_ref()?;
        let lengths = (1..=4_u8).filter(|length| u64::from(code) < 1 << (8 * length));
        let number = lengths.filter_map(|length| encoding.lookup_cid_code(code, length)).find(|number| *number > 0)?;
        match unicode.lookup_bf_string(number)? {
            BfString::Char(c) => Some(c.to_string()),
            BfString::String(text) => Some(text),
        }
    }
}

/// Codes and texts of a map to Unicode, one by one. A map with an empty text in it is more than the library reads.
fn written(map: &str) -> HashMap<u32, String> {
    let sections = map.split("beginbfchar").skip(1).filter_map(|rest| rest.split("endbfchar").next());
    let strings = |section: &str| -> Vec<String> {
        let strings = section.split('<').skip(1).filter_map(|rest| rest.split_once('>'));
        strings.map(|(digits, _)| digits.split_whitespace().collect()).collect()
    };
    let mut written = HashMap::new();
    for section in sections {
        for pair in strings(section).chunks(2) {
            if let [code, text] = pair
                && let Ok(code) = u32::from_str_radix(code, 16)
            {
                let units = text
                    .as_bytes()
                    .chunks(4)
                    .filter_map(|unit| u16::from_str_radix(str::from_utf8(unit).ok()?, 16).ok());
                written.insert(code, String::from_utf16_lossy(&units.collect::<Vec<_>>()));
            }
        }
    }
    written
}

/// The maps of a font whose characters are numbered as one of Adobe's collections numbers them.
fn collection(font: &Dict<'_>) -> Option<(CMap, CMap)> {
    let descendant = font.get::<Array<'_>>("DescendantFonts")?.iter::<Dict<'_>>().next()?;
    let info = descendant.get::<Dict<'_>>("CIDSystemInfo")?;
    let string = |key: &str| Some(info.get::<PdfString<'_>>(key)?.as_bytes().to_vec());
    let unicode = CidFamily::from_registry_ordering(&string("Registry")?, &string("Ordering")?).ucs2_cmap()?;
    let encoding = match font.get::<Name<'_>>("Encoding") {
        Some(name) if name.starts_with(b"Identity") => CMap::identity_h(),
        Some(name) => CMap::parse(load_embedded(CMapName::from_bytes(name.as_ref()))?, load_embedded)?,
        None => CMap::parse(&font.get::<Stream<'_>>("Encoding")?.decoded_data().ok()?, load_embedded)?,
    };
    Some((encoding, CMap::parse(load_embedded(unicode)?, load_embedded)?))
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn codes_without_text_are_told_from_codes_with() {
        let map = "3 beginbfchar\n<0003> <>\n<03a3> <062d064e>\n<03f2>< >\nendbfchar\n1 beginbfrange <0001> <0002> <> endbfrange";
        let written = written(map);
        assert_eq!((written[&3].as_str(), written[&0x3a3].as_str(), written.len()), ("", "حَ", 3));
        assert!(super::written("beginbfchar <00").is_empty());
    }
}
