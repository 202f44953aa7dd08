//! The fonts of a document, and what each of their codes means and measures. A code is looked up once.

use std::{collections::HashMap, sync::Arc};

use hayro_font::{
    CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn, GlyphId, OutlineGlyph, StandardFont,
    hayro_cmap::{BfString, load_embedded},
};
use hayro_syntax::object::Dict;

use super::meaning::Meanings;
use crate::layout::Meaning;

/// Every text size is given in so many parts.
const UNITS: f32 = 1000.0;

/// A font of the document by its number.
#[derive(Clone, Copy, Debug)]
pub(super) struct FaceId(usize);

/// The fonts that were used so far.
pub(super) struct Faces<'a> {
    cache: FontCache<'a>,
    programs: FontResolverFn,
    maps: CMapResolverFn,
    /// By where the dictionary stands in the file.
    known: HashMap<(usize, usize), Option<FaceId>>,
    standard: Option<FaceId>,
    list: Vec<Face<'a>>,
    /// How many glyphs the page before had.
    pub glyphs: usize,
}

/// One font.
pub(super) struct Face<'a> {
    font: Font<'a>,
    is_horizontal: bool,
    meanings: Meanings<'a>,
    /// Codes of one byte.
    low: Vec<Option<Code>>,
    high: HashMap<u32, Code>,
}

/// What a code stands for.
pub(super) struct Code {
    /// None where nothing says what it means.
    pub text: Option<Meaning>,
    /// How wide its glyph is, in type sizes.
    pub width: f32,
    /// How far the next glyph is in the direction of writing, in type sizes.
    pub advance: f32,
    /// Where its glyph begins, in type sizes from the place of writing.
    pub origin: (f64, f64),
}

impl Default for Faces<'_> {
    fn default() -> Self {
        Self {
            cache: FontCache::new(),
            programs: Arc::new(|query| match query {
                FontQuery::Standard(font) => Some(font.get_font_data()),
                FontQuery::Fallback(query) => Some(query.pick_standard_font().get_font_data()),
            }),
            maps: Arc::new(load_embedded),
            known: HashMap::new(),
            standard: None,
            list: Vec::new(),
            glyphs: 0,
        }
    }
}

impl<'a> Faces<'a> {
    /// The font that `dict` describes, if it can be read.
    pub fn of(&mut self, dict: &Dict<'a>) -> Option<FaceId> {
        // The file's bytes stay where they are: no two dictionaries share a place.
        let place = (dict.data().as_ptr().addr(), dict.data().len());
        if let Some(known) = self.known.get(&place) {
            return *known;
        }
        let font = self.cache.font(dict, &self.programs, &self.maps);
        let face = font.map(|font| self.add(font, Meanings::of(dict)));
        self.known.insert(place, face);
        face
    }

    /// The font that stands in for one that is missing.
    pub fn standard(&mut self) -> Option<FaceId> {
        if self.standard.is_none() {
            let font = self.cache.standard_font(StandardFont::Helvetica, &self.programs);
            self.standard = font.map(|font| self.add(font, Meanings::default()));
        }
        self.standard
    }

    /// The font with this number.
    pub fn get(&mut self, FaceId(number): FaceId) -> Option<&mut Face<'a>> {
        self.list.get_mut(number)
    }

    fn add(&mut self, font: Font<'a>, meanings: Meanings<'a>) -> FaceId {
        let is_horizontal = font.is_horizontal();
        self.list.push(Face { font, is_horizontal, meanings, low: Vec::new(), high: HashMap::new() });
        FaceId(self.list.len() - 1)
    }
}

/// For what no font has.
static NOTHING: Code = Code { text: None, width: 0.0, advance: 0.0, origin: (0.0, 0.0) };

impl Face<'_> {
    /// Whether it is written from left to right, and not from top to bottom.
    pub fn is_horizontal(&self) -> bool {
        self.is_horizontal
    }

    /// The code at `at`, and of how many bytes it is.
    pub fn read(&self, bytes: &[u8], at: usize) -> (u32, usize) {
        self.font.read_code(bytes, at)
    }

    /// What `code` stands for.
    pub fn code(&mut self, code: u32) -> &Code {
        let low = usize::try_from(code).ok().filter(|code| *code < 256);
        let Some(low) = low else {
            let (font, meanings) = (&self.font, &mut self.meanings);
            return self.high.entry(code).or_insert_with(|| looked_up(font, meanings, code));
        };
        if self.low.is_empty() {
            self.low.resize_with(256, || None);
        }
        let (font, meanings) = (&self.font, &mut self.meanings);
        self.low.get_mut(low).map_or(&NOTHING, |known| known.get_or_insert_with(|| looked_up(font, meanings, code)))
    }
}

fn looked_up<'a>(font: &Font<'a>, meanings: &mut Meanings<'a>, code: u32) -> Code {
    let glyph = font.glyph(font.map_code(code), code);
    let (said, width) = match &glyph {
        FontGlyph::Outline(glyph) => (glyph.as_unicode(), glyph.advance_width()),
        FontGlyph::Type3(glyph) => (glyph.as_unicode(), Some(glyph.advance_width())),
    };
    let text = match said {
        Some(BfString::Char(c)) => Some(Meaning::Char(c)),
        Some(BfString::String(text)) => Some(text.into()),
        None => match &glyph {
            FontGlyph::Outline(glyph) => meanings.text(glyph).or_else(|| blank(glyph)),
            FontGlyph::Type3(_) => None,
        },
    };
    let (advance, origin) = (font.code_advance(code), font.origin_displacement(code));
    #[allow(clippy::cast_possible_truncation, reason = "glyphs are far from the limits of a float")]
    let advance = if font.is_horizontal() { advance.x as f32 } else { advance.y as f32 };
    let units = f64::from(UNITS);
    Code {
        text,
        width: width.unwrap_or(500.0) / UNITS,
        advance: advance / UNITS,
        origin: (origin.x / units, origin.y / units),
    }
}

/// A code for which the font has no glyph leaves a gap where the font draws nothing in its place.
fn blank(glyph: &OutlineGlyph) -> Option<Meaning> {
    (glyph.glyph_id() == GlyphId::NOTDEF && glyph.outline().elements().is_empty()).then_some(Meaning::Char(' '))
}
