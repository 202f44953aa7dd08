//! Glyphs are sorted by the direction they run in; each direction is turned so that its text runs to the right.

use confidant_text::Rect;

use super::Glyph;

/// A glyph in an upright frame.
#[derive(Clone, Debug)]
pub(super) struct Letter {
    pub text: String,
    pub x0: f32,
    pub x1: f32,
    pub base: f32,
    pub size: f32,
}

/// How a frame lies on the page: the direction of its text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    cos: f32,
    sin: f32,
    /// Minus one when the text is mirrored: its lines run up the page.
    down: f32,
}

impl Frame {
    fn place(self, glyph: Glyph) -> Letter {
        let x0 = glyph.x * self.cos + glyph.y * self.sin;
        let base = self.down * (glyph.y * self.cos - glyph.x * self.sin);
        Letter { text: glyph.text, x0, x1: x0 + glyph.advance.max(0.0), base, size: glyph.size }
    }

    /// The upright rectangle on the page around `x0..x1`, `top..bottom` of the frame.
    pub fn on_page(self, (x0, x1): (f32, f32), (top, bottom): (f32, f32)) -> Rect {
        let (top, bottom) = (self.down * top, self.down * bottom);
        let corners = [(x0, top), (x1, top), (x0, bottom), (x1, bottom)]
            .map(|(x, y)| (x * self.cos - y * self.sin, x * self.sin + y * self.cos));
        let low = corners.iter().fold((f32::MAX, f32::MAX), |low, at| (low.0.min(at.0), low.1.min(at.1)));
        let high = corners.iter().fold((f32::MIN, f32::MIN), |high, at| (high.0.max(at.0), high.1.max(at.1)));
        Rect { x: low.0, y: low.1, width: high.0 - low.0, height: high.1 - low.1 }
    }
}

/// The letters of one direction.
pub(super) struct Group {
    pub frame: Frame,
    pub letters: Vec<Letter>,
}

/// Directions closer than this are one (cosine of two degrees): a scan lies never quite straight.
const SAME: f32 = 0.999_39;
/// Text on a curve has a direction per glyph; past this many, the nearest must do.
const MOST: usize = 32;

/// The glyphs by direction, the most frequent first.
pub(super) fn by_direction(glyphs: Vec<Glyph>) -> Vec<Group> {
    let mut groups: Vec<((f32, f32), bool, Vec<Glyph>)> = Vec::new();
    for glyph in glyphs {
        let closeness = |sum: (f32, f32), is_mirrored: bool| {
            let cosine = (sum.0 * glyph.along.0 + sum.1 * glyph.along.1) / sum.0.hypot(sum.1).max(f32::MIN_POSITIVE);
            if is_mirrored == glyph.is_mirrored { cosine } else { -1.0 }
        };
        let closest = groups.iter().map(|(sum, is_mirrored, _)| closeness(*sum, *is_mirrored)).enumerate();
        let nearest = closest.max_by(|a, b| a.1.total_cmp(&b.1));
        let full = groups.len() >= MOST;
        match nearest.and_then(|(at, close)| if close > SAME || full { groups.get_mut(at) } else { None }) {
            Some((sum, _, members)) => {
                *sum = (sum.0 + glyph.along.0, sum.1 + glyph.along.1);
                members.push(glyph);
            }
            None => groups.push((glyph.along, glyph.is_mirrored, vec![glyph])),
        }
    }
    groups.sort_by_key(|(_, _, members)| std::cmp::Reverse(members.len()));
    groups.into_iter().map(|(sum, is_mirrored, members)| group(sum, is_mirrored, members)).collect()
}

fn group(sum: (f32, f32), is_mirrored: bool, glyphs: Vec<Glyph>) -> Group {
    let length = sum.0.hypot(sum.1).max(f32::MIN_POSITIVE);
    let frame = Frame { cos: sum.0 / length, sin: sum.1 / length, down: if is_mirrored { -1.0 } else { 1.0 } };
    Group { frame, letters: glyphs.into_iter().map(|glyph| frame.place(glyph)).collect() }
}
