//! What a glyph means where the file has no word for it: the font that is embedded may know.

use std::collections::HashMap;

use hayro_interpret::font::{Glyph, OutlineGlyph};
use hayro_syntax::page::Page;
use skrifa::{FontRef, GlyphId, GlyphNames, MetadataProvider};

use super::dictionaries::Dictionaries;

/// What is known of the fonts of a document, gathered when the first glyph without a meaning comes.
#[derive(Default)]
pub(super) struct Fonts {
    /// By font, then by glyph.
    embedded: HashMap<u128, HashMap<u32, char>>,
    /// Of the page that is read.
    dictionaries: Option<Dictionaries>,
}

impl Fonts {
    /// Another page, with fonts of its own.
    pub fn turn_page(&mut self) {
        self.dictionaries = None;
    }

    /// The text that a glyph stands for: what the font's dictionary says of its code, else the character that the embedded font
    /// draws with it. None where neither says anything.
    pub fn text(&mut self, glyph: &Glyph<'_>, page: &Page<'_>) -> Option<String> {
        let Glyph::Outline(glyph) = glyph else { return None };
        let font = glyph.font_data()?;
        let dictionaries = self.dictionaries.get_or_insert_with(|| Dictionaries::of(page));
        let said = font.postscript_name.and_then(|name| dictionaries.text(&name, glyph.char_code()));
        said.or_else(|| {
            let characters = self.embedded.entry(font.cache_key).or_insert_with(|| characters((*font.data).as_ref()));
            characters.get(&id(glyph)).map(char::to_string)
        })
    }
}

fn id(glyph: &OutlineGlyph) -> u32 {
    glyph.glyph_id().to_u32()
}

/// A font's table from characters to glyphs, read backwards; where several characters share a glyph, the first one counts.
fn characters(font: &[u8]) -> HashMap<u32, char> {
    let Ok(font) = FontRef::new(font) else { return HashMap::new() };
    let mut characters = HashMap::new();
    for (code, glyph) in font.charmap().mappings() {
        if let Some(c) = char::from_u32(code).filter(|c| !is_private(*c)) {
            characters.entry(glyph.to_u32()).or_insert(c);
        }
    }
    let names = GlyphNames::new(&font);
    for glyph in 0..names.num_glyphs() {
        if !characters.contains_key(&glyph)
            && let Some(c) = names.get(GlyphId::new(glyph)).and_then(|name| named(name.as_str()))
        {
            characters.insert(glyph, c);
        }
    }
    characters
}

/// The character in a name of the form `uni0633.init` or `u1F600` (Adobe Glyph List Specification, 2.).
fn named(name: &str) -> Option<char> {
    let base = name.split('.').next()?;
    let digits = base.strip_prefix("uni").filter(|digits| digits.len() == 4).or_else(|| {
        let digits = base.strip_prefix('u')?;
        (4..=6).contains(&digits.len()).then_some(digits)
    })?;
    let code = u32::from_str_radix(digits, 16).ok()?;
    char::from_u32(code).filter(|c| !is_private(*c))
}

fn is_private(c: char) -> bool {
    c.is_control() || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' | '\u{fffd}')
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn names_of_glyphs_tell_their_character() {
        assert_eq!(named("uni0633.init"), Some('س'));
        assert_eq!(named("u1F600"), Some('😀'));
        assert_eq!((named("unicorn"), named("uniF0B7"), named("a")), (None, None, None));
    }
}
