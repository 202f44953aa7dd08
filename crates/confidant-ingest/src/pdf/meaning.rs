//! What a code means where the interpreter has no word for it: the font's dictionary may know, or the font that is embedded.

use std::collections::HashMap;

use hayro_font::OutlineGlyph;
use hayro_syntax::object::Dict;
use skrifa::{FontRef, GlyphId, GlyphNames, MetadataProvider};

use super::said::Said;
use crate::layout::Meaning;

/// What else is known of a font, gathered when the first code without a meaning comes.
#[derive(Default)]
pub(super) struct Meanings<'a> {
    dict: Option<Dict<'a>>,
    known: Option<Known>,
}

struct Known {
    said: Said,
    /// By glyph.
    embedded: HashMap<u32, char>,
}

impl<'a> Meanings<'a> {
    /// Of the font that `dict` describes.
    pub fn of(dict: &Dict<'a>) -> Self {
        Self { dict: Some(dict.clone()), known: None }
    }

    /// The text that a glyph stands for: what the font's dictionary says of its code, else the character that the embedded font
    /// draws with it. None where neither says anything.
    pub fn text(&mut self, glyph: &OutlineGlyph) -> Option<Meaning> {
        let dict = self.dict.as_ref()?;
        if self.known.is_none() {
            let font = glyph.font_data()?;
            let said = font.postscript_name.map(|_| Said::by(dict)).unwrap_or_default();
            self.known = Some(Known { said, embedded: characters((*font.data).as_ref()) });
        }
        let known = self.known.as_ref()?;
        let embedded = || known.embedded.get(&glyph.glyph_id().to_u32()).map(|c| Meaning::Char(*c));
        known.said.text(glyph.char_code()).or_else(embedded)
    }
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
