//! Where text is written and how: what operators set, and what showing a string moves on.
#![allow(clippy::cast_possible_truncation, reason = "points on a page are far from the limits of a float")]

use hayro_font::kurbo::{Affine, Point, Vec2};
use hayro_syntax::content::ops::TypedInstruction;

use super::{
    face::{Code, FaceId, Faces},
    glyphs::Collector,
};
use crate::layout::{Glyph, Meaning};

/// What stands for a glyph that nobody knows.
const UNKNOWN: Meaning = Meaning::Char(char::REPLACEMENT_CHARACTER);

/// The part of the graphics state that text needs (ISO 32000, 9.3).
#[derive(Clone, Copy, Debug)]
pub(super) struct Pen {
    pub to_page: Affine,
    /// The font, and whether it stands in for a missing one.
    pub font: Option<(FaceId, bool)>,
    pub size: f32,
    pub letter_space: f32,
    pub word_space: f32,
    /// One for type as wide as it was made.
    scale: f32,
    leading: f32,
    rise: f32,
    text: Affine,
    line: Affine,
}

impl Pen {
    /// As a page begins.
    pub fn new(to_page: Affine) -> Self {
        Self {
            to_page,
            font: None,
            size: 1.0,
            letter_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
            text: Affine::IDENTITY,
            line: Affine::IDENTITY,
        }
    }

    /// Does what an operator says that needs nothing else. All others do nothing.
    pub fn set(&mut self, operator: &TypedInstruction<'_, '_>) {
        match operator {
            TypedInstruction::BeginText(_) => self.place(Affine::IDENTITY),
            TypedInstruction::SetTextMatrix(m) => {
                self.place(Affine::new([m.0, m.1, m.2, m.3, m.4, m.5].map(|number| number.as_f64())));
            }
            TypedInstruction::NextLine(by) => self.move_by(by.0.as_f64(), by.1.as_f64()),
            TypedInstruction::NextLineUsingLeading(_) => self.next_line(),
            TypedInstruction::NextLineAndSetLeading(by) => {
                self.leading = -by.1.as_f64() as f32;
                self.move_by(by.0.as_f64(), by.1.as_f64());
            }
            TypedInstruction::TextLeading(leading) => self.leading = leading.0.as_f32(),
            TypedInstruction::CharacterSpacing(space) => self.letter_space = space.0.as_f32(),
            TypedInstruction::WordSpacing(space) => self.word_space = space.0.as_f32(),
            TypedInstruction::HorizontalScaling(scale) => self.scale = scale.0.as_f32() / 100.0,
            TypedInstruction::TextRise(rise) => self.rise = rise.0.as_f32(),
            _ => {}
        }
    }

    fn place(&mut self, at: Affine) {
        (self.text, self.line) = (at, at);
    }

    fn move_by(&mut self, x: f64, y: f64) {
        self.place(self.line * Affine::translate((x, y)));
    }

    /// To the start of the next line.
    pub fn next_line(&mut self) {
        self.move_by(0.0, -f64::from(self.leading));
    }

    /// Back by thousandths of the type size, as kerning asks for.
    pub fn step_back(&mut self, by: f32, faces: &mut Faces<'_>) {
        let is_horizontal = self.font.and_then(|(face, _)| faces.get(face)).is_some_and(|face| face.is_horizontal());
        let step = -by / 1000.0 * self.size;
        if is_horizontal { self.go(step * self.scale, 0.0) } else { self.go(0.0, step) }
    }

    fn go(&mut self, x: f32, y: f32) {
        self.text *= Affine::translate((f64::from(x), f64::from(y)));
    }

    /// Writes a string.
    pub fn show(&mut self, text: &[u8], is_seen: bool, faces: &mut Faces<'_>, collector: &mut Collector) {
        let Some((face, is_stand_in)) = self.font else { return };
        let Some(face) = faces.get(face) else { return };
        // What a font that nobody knows would make of other bytes is anybody's guess: a hole, which is told.
        let is_known = !is_stand_in || text.is_ascii();
        let is_horizontal = face.is_horizontal();
        let kind = Type::of(self, is_horizontal);
        let mut at = 0;
        while at < text.len() {
            let (code, length) = face.read(text, at);
            at += length.max(1);
            let meant = face.code(code);
            if is_seen {
                match &meant.text {
                    _ if !is_known => collector.add_unmapped(kind.glyph(UNKNOWN, meant, self)),
                    Some(text) if text.is_empty() => {}
                    Some(text) => collector.add(kind.glyph(text.clone(), meant, self)),
                    None => collector.add_unmapped(kind.glyph(UNKNOWN, meant, self)),
                }
            }
            let word_space = if code == 32 && length == 1 { self.word_space } else { 0.0 };
            let step = meant.advance * self.size + self.letter_space + word_space;
            if is_horizontal { self.go(step * self.scale, 0.0) } else { self.go(0.0, step) }
        }
    }
}

/// What the glyphs of a string have in common.
struct Type {
    along: (f32, f32),
    /// Points along the line for one type size.
    wide: f32,
    size: f32,
    is_mirrored: bool,
    is_vertical: bool,
    /// One type size in the text's own space.
    em: (f64, f64),
}

impl Type {
    fn of(pen: &Pen, is_horizontal: bool) -> Self {
        let em = (f64::from(pen.size * pen.scale), f64::from(pen.size));
        let [a, b, c, d, ..] = (pen.to_page * pen.text).as_coeffs();
        let (across, down) = (Vec2::new(a, b) * em.0, Vec2::new(c, d) * em.1);
        let along = if is_horizontal { across / across.hypot() } else { -down / down.hypot() };
        Self {
            along: (along.x as f32, along.y as f32),
            wide: across.hypot() as f32,
            size: down.hypot() as f32,
            // On the page, where y runs down, upright type turns from its foot to its side clockwise.
            is_mirrored: across.cross(down) > 0.0,
            is_vertical: !is_horizontal,
            em,
        }
    }

    fn glyph(&self, text: Meaning, code: &Code, pen: &Pen) -> Glyph {
        let origin = Point::new(self.em.0 * code.origin.0, self.em.1 * code.origin.1 + f64::from(pen.rise));
        let at = pen.to_page * (pen.text * origin);
        Glyph {
            text,
            x: at.x as f32,
            y: at.y as f32,
            along: self.along,
            advance: if self.is_vertical { self.size } else { code.width * self.wide },
            size: self.size,
            is_mirrored: self.is_mirrored,
        }
    }
}
