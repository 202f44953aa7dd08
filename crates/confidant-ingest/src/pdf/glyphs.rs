//! Remembers every glyph that a page prints: what it means, where it stands, how large it is.

use std::time::{Duration, Instant};

use hayro_font::kurbo::Rect;
use hayro_syntax::object::{Dict, String as PdfString};

use super::{
    actual::{LINE, Unseen, stands_for},
    info,
};
use crate::layout::Glyph;

/// Collects glyphs.
pub(super) struct Collector {
    size: Option<(f32, f32)>,
    most: usize,
    until: Instant,
    glyphs: Vec<Glyph>,
    unmapped: usize,
    /// Per open marked content: the text that stands for what is drawn in it, and where that begins in `glyphs`.
    marked: Vec<Option<(String, usize)>>,
    /// Texts that stand for nothing that was drawn.
    pub unseen: Unseen,
}

/// Why a page was given up.
#[derive(Debug)]
pub(super) struct TooMuch;

impl Collector {
    /// For a page of this size, if it has one, with limits on glyphs and time.
    ///
    /// `usual` is how many glyphs there may well be.
    pub fn new(size: Option<(f32, f32)>, most: usize, patience: Duration, usual: usize) -> Self {
        let until = Instant::now() + patience;
        let glyphs = Vec::with_capacity(usual.min(most));
        Self { size, most, until, glyphs, unmapped: 0, marked: Vec::new(), unseen: Unseen::default() }
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
            .any(|glyph| area.contains((f64::from(glyph.x), f64::from(glyph.y))) && !glyph.text.is_blank())
    }

    /// Gives the page up when it has used its share.
    pub fn check(&self) -> Result<(), TooMuch> {
        if self.glyphs.len() > self.most || Instant::now() > self.until { Err(TooMuch) } else { Ok(()) }
    }

    /// Adds a glyph that stands on the page; what is outside of it nobody sees.
    pub fn add(&mut self, glyph: Glyph) {
        let end = (glyph.x + glyph.along.0 * glyph.advance, glyph.y + glyph.along.1 * glyph.advance);
        let inside = |x: f32, y: f32| {
            self.size
                .is_none_or(|(width, height)| (-1.0..=width + 1.0).contains(&x) && (-1.0..=height + 1.0).contains(&y))
        };
        let numbers = [glyph.size, glyph.advance, glyph.along.0, glyph.along.1];
        let is_sound = numbers.iter().all(|number| number.is_finite()) && glyph.size > 0.01;
        // One more than allowed tells that there were too many.
        if is_sound && self.glyphs.len() <= self.most && (inside(glyph.x, glyph.y) || inside(end.0, end.1)) {
            self.glyphs.push(glyph);
        }
    }

    /// The same for a glyph that has no known meaning.
    pub fn add_unmapped(&mut self, glyph: Glyph) {
        self.unmapped += 1;
        self.add(glyph);
    }

    /// What is marked may be said in other words.
    pub fn begin_marked(&mut self, properties: Option<&Dict<'_>>) {
        let actual = properties.and_then(|properties| properties.get::<PdfString<'_>>("ActualText"));
        self.marked.push(actual.map(|text| (info::text(text.as_bytes()), self.glyphs.len())));
    }

    /// The end of what was marked last.
    pub fn end_marked(&mut self) {
        let Some(Some((text, start))) = self.marked.pop() else { return };
        let drawn = self.glyphs.get(start..).unwrap_or_default();
        let (Some(first), Some(last)) = (drawn.first(), drawn.last()) else { return self.unseen.add(text) };
        // What stands for several lines keeps its glyphs: one place would be wrong for it.
        let across = (last.x - first.x) * first.along.0 + (last.y - first.y) * first.along.1;
        let off = (last.y - first.y) * first.along.0 - (last.x - first.x) * first.along.1;
        let is_one_line = drawn.len() <= LINE && off.abs() <= 0.5 * first.size && across >= 0.0;
        let letters = || drawn.iter().flat_map(|glyph| glyph.text.chars()).collect::<String>();
        if !is_one_line || !stands_for(&text, &letters()) {
            return self.unseen.add(text);
        }
        let whole = Glyph { text: text.into(), advance: across + last.advance, ..first.clone() };
        self.glyphs.truncate(start);
        self.glyphs.push(whole);
    }
}
