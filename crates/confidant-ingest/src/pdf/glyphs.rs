//! A drawing device that draws nothing and remembers every glyph: what it means, where it stands, how large it is.
#![allow(clippy::cast_possible_truncation, reason = "points on a page are far from the limits of a float")]

use std::{
    panic::resume_unwind,
    time::{Duration, Instant},
};

use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask,
    font::{Glyph as PdfGlyph, GlyphRun},
    hayro_cmap::{BfString, WritingMode},
    kurbo::{Affine, BezPath, Rect, Vec2},
};
use hayro_syntax::{
    object::{Dict, String as PdfString},
    page::Page,
};

use super::{
    actual::{LINE, Unseen, stands_for},
    info,
    meaning::Fonts,
};
use crate::layout::Glyph;

/// Collects glyphs.
pub(super) struct Collector<'f> {
    size: Option<(f32, f32)>,
    most: usize,
    until: Instant,
    glyphs: Vec<Glyph>,
    unmapped: usize,
    page: &'f Page<'f>,
    fonts: &'f mut Fonts,
    /// Per open marked content: the text that stands for what is drawn in it, and where that begins in `glyphs`.
    marked: Vec<Option<(String, usize)>>,
    /// Texts that stand for nothing that was drawn.
    pub unseen: Unseen,
}

/// Why a page was given up; unwound past the interpreter, which has no way to stop.
struct TooMuch;

impl<'f> Collector<'f> {
    /// For a page of this size, if it has one, with limits on glyphs and time.
    pub fn new(
        page: &'f Page<'f>,
        size: Option<(f32, f32)>,
        most: usize,
        patience: Duration,
        fonts: &'f mut Fonts,
    ) -> Self {
        fonts.turn_page();
        let until = Instant::now() + patience;
        Self {
            size,
            most,
            until,
            glyphs: Vec::new(),
            unmapped: 0,
            page,
            fonts,
            marked: Vec::new(),
            unseen: Unseen::default(),
        }
    }

    /// How many glyphs have no known meaning.
    pub fn unmapped(&self) -> usize {
        self.unmapped
    }

    /// The glyphs in the order of drawing.
    pub fn finish(self) -> Vec<Glyph> {
        self.glyphs
    }

    /// Whether any glyph that is no space stands in `area`.
    pub fn has_text_in(&self, area: Rect) -> bool {
        self.glyphs
            .iter()
            .any(|glyph| area.contains((f64::from(glyph.x), f64::from(glyph.y))) && !glyph.text.trim().is_empty())
    }

    /// Gives the page up when it has used its share.
    fn check(&self) {
        if self.glyphs.len() > self.most || Instant::now() > self.until {
            resume_unwind(Box::new(TooMuch));
        }
    }

    /// Adds a glyph that stands on the page; what is outside of it nobody sees.
    pub fn add(&mut self, glyph: Glyph) {
        let end = (glyph.x + glyph.along.0 * glyph.advance, glyph.y + glyph.along.1 * glyph.advance);
        let inside = |x: f32, y: f32| {
            self.size
                .is_none_or(|(width, height)| (-1.0..=width + 1.0).contains(&x) && (-1.0..=height + 1.0).contains(&y))
        };
        let is_sound = glyph.size.is_finite() && glyph.advance.is_finite() && glyph.size > 0.01;
        if is_sound && (inside(glyph.x, glyph.y) || inside(end.0, end.1)) {
            self.glyphs.push(glyph);
        }
    }

    fn add_run(&mut self, run: &GlyphRun<'_, '_>, to_page: Affine) {
        let vertical = run.writing_mode() == WritingMode::Vertical;
        let placed: Vec<Affine> = run.glyphs().iter().map(|glyph| to_page * glyph.transform()).collect();
        // A substitute font's glyphs are stretched, each in its own way, to the width that the file gives. Their advance
        // is measured with the unstretched side then.
        let is_stretched = placed.windows(2).any(|pair| match pair {
            [a, b] => (horizontal(a).hypot() / horizontal(b).hypot() - 1.0).abs() > 1e-3,
            _ => false,
        });
        for (glyph, at) in run.glyphs().iter().zip(placed) {
            let text = match glyph.as_unicode() {
                Some(BfString::Char(c)) => c.to_string(),
                Some(BfString::String(text)) => text,
                None => self.fonts.text(glyph, self.page).unwrap_or_else(|| {
                    self.unmapped += 1;
                    char::REPLACEMENT_CHARACTER.to_string()
                }),
            };
            if text.is_empty() {
                continue;
            }
            let (across, down) = (horizontal(&at), vertical_axis(&at));
            let size = (down.hypot() * 1000.0) as f32;
            let width = match &**glyph {
                PdfGlyph::Outline(outline) => outline.advance_width(),
                PdfGlyph::Type3(glyph) => glyph.advance_width(),
            };
            let scale = if is_stretched { down.hypot() } else { across.hypot() };
            let (along, advance) = if vertical {
                (-down / down.hypot(), size)
            } else {
                (across / across.hypot(), width.unwrap_or(500.0) * scale as f32)
            };
            if !along.x.is_finite() || !along.y.is_finite() {
                continue;
            }
            let origin = at.translation();
            self.add(Glyph {
                text,
                x: origin.x as f32,
                y: origin.y as f32,
                along: (along.x as f32, along.y as f32),
                advance,
                size,
                // On the page, where y runs down, upright type turns from its foot to its side clockwise.
                is_mirrored: across.cross(down) > 0.0,
            });
        }
    }
}

fn horizontal(at: &Affine) -> Vec2 {
    let [a, b, ..] = at.as_coeffs();
    Vec2::new(a, b)
}

fn vertical_axis(at: &Affine) -> Vec2 {
    let [_, _, c, d, ..] = at.as_coeffs();
    Vec2::new(c, d)
}

impl<'a> Device<'a> for Collector<'_> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        self.check();
        self.add_run(run, props.transform);
    }

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        self.check();
        let actual = properties.and_then(|properties| properties.get::<PdfString<'_>>("ActualText"));
        let actual = actual.map(|text| (info::text(text.as_bytes()), self.glyphs.len()));
        self.marked.push(actual);
    }

    fn end_marked_content(&mut self) {
        let Some(Some((text, start))) = self.marked.pop() else { return };
        let drawn = self.glyphs.get(start..).unwrap_or_default();
        let (Some(first), Some(last)) = (drawn.first(), drawn.last()) else { return self.unseen.add(text) };
        // What stands for several lines keeps its glyphs: one place would be wrong for it.
        let across = (last.x - first.x) * first.along.0 + (last.y - first.y) * first.along.1;
        let off = (last.y - first.y) * first.along.0 - (last.x - first.x) * first.along.1;
        let is_one_line = drawn.len() <= LINE && off.abs() <= 0.5 * first.size && across >= 0.0;
        let letters = || drawn.iter().map(|glyph| glyph.text.as_str()).collect::<String>();
        if !is_one_line || !stands_for(&text, &letters()) {
            return self.unseen.add(text);
        }
        let whole = Glyph { text, advance: across + last.advance, ..first.clone() };
        self.glyphs.truncate(start);
        self.glyphs.push(whole);
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {
        self.check();
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.check();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.check();
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.check();
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
