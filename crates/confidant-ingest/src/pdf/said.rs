//! What a font's dictionary says about codes that the library has no meaning for.

use std::collections::HashMap;

use hayro_font::hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded};
use hayro_syntax::object::{Array, Dict, Name, Stream, String as PdfString};

use crate::layout::Meaning;

/// What is said of the codes of a font.
#[derive(Default)]
pub(super) struct Said {
    /// Texts of single codes. One may be empty on purpose: it stands at another glyph of the same word.
    written: HashMap<u32, String>,
    /// From codes to numbers of a known collection of characters, and from there to Unicode.
    collection: Option<(CMap, CMap)>,
}

impl Said {
    /// By this dictionary.
    pub fn by(font: &Dict<'_>) -> Self {
        match font.get::<Stream<'_>>("ToUnicode").and_then(|map| map.decoded_data().ok()) {
            Some(map) => Self { written: written(&String::from_utf8_lossy(&map)), collection: None },
            None => Self { written: HashMap::new(), collection: collection(font) },
        }
    }

    /// The text of a code; empty where it is silent, none where nothing is said.
    pub fn text(&self, code: u32) -> Option<Meaning> {
        if let Some(text) = self.written.get(&code) {
            return Some(text.as_str().into());
        }
        let (encoding, unicode) = self.collection.as_ref()?;
        let lengths = (1..=4_u8).filter(|length| u64::from(code) < 1 << (8 * length));
        let number = lengths.filter_map(|length| encoding.lookup_cid_code(code, length)).find(|number| *number > 0)?;
        match unicode.lookup_bf_string(number)? {
            BfString::Char(c) => Some(Meaning::Char(c)),
            BfString::String(text) => Some(text.into()),
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
