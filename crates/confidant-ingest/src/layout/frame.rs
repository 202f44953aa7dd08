//! Glyphs are sorted by the direction they run in; each direction is turned so that its text runs to the right.

use confidant_text::Rect;

use super::{Glyph, Meaning};

/// A glyph in an upright frame.
#[derive(Clone, Debug)]
pub(super) struct Letter {
    pub text: Meaning,
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

/// Glyphs that run in one direction.
struct Direction {
    /// Of all their directions.
    sum: (f32, f32),
    is_mirrored: bool,
    count: usize,
}

impl Direction {
    /// The cosine of the angle between the two.
    fn closeness(&self, along: (f32, f32), is_mirrored: bool) -> f32 {
        let cosine = self.sum.0 * along.0 + self.sum.1 * along.1;
        if self.is_mirrored == is_mirrored {
            cosine / self.sum.0.hypot(self.sum.1).max(f32::MIN_POSITIVE)
        } else {
            -1.0
        }
    }

    fn add(&mut self, Run { along, glyphs, .. }: &Run) {
        let weight = *glyphs as f32;
        self.sum = (self.sum.0 + weight * along.0, self.sum.1 + weight * along.1);
        self.count += glyphs;
    }

    fn frame(&self) -> Frame {
        let length = self.sum.0.hypot(self.sum.1).max(f32::MIN_POSITIVE);
        let down = if self.is_mirrored { -1.0 } else { 1.0 };
        Frame { cos: self.sum.0 / length, sin: self.sum.1 / length, down }
    }
}

/// Glyphs that follow each other and run in the very same direction.
struct Run {
    along: (f32, f32),
    glyphs: usize,
    home: usize,
}

/// The glyphs by direction, the most frequent first.
pub(super) fn by_direction(glyphs: Vec<Glyph>) -> Vec<Group> {
    let mut directions: Vec<Direction> = Vec::new();
    let is_run = |a: &Glyph, b: &Glyph| (a.along, a.is_mirrored) == (b.along, b.is_mirrored);
    let runs: Vec<Run> = glyphs
        .chunk_by(is_run)
        .filter_map(|run| {
            let Glyph { along, is_mirrored, .. } = *run.first()?;
            let home = home(&directions, along, is_mirrored);
            let run = Run { along, glyphs: run.len(), home };
            if home == directions.len() {
                directions.push(Direction { sum: (0.0, 0.0), is_mirrored, count: 0 });
            }
            directions.get_mut(home)?.add(&run);
            Some(run)
        })
        .collect();
    let group =
        |direction: &Direction| Group { frame: direction.frame(), letters: Vec::with_capacity(direction.count) };
    let mut groups: Vec<Group> = directions.iter().map(group).collect();
    let mut glyphs = glyphs.into_iter();
    for run in runs {
        let glyphs = glyphs.by_ref().take(run.glyphs);
        match groups.get_mut(run.home) {
            Some(Group { frame, letters }) => letters.extend(glyphs.map(|glyph| frame.place(glyph))),
            None => glyphs.for_each(drop),
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.letters.len()));
    groups
}

/// The direction that glyphs have, or one more than there are.
fn home(directions: &[Direction], along: (f32, f32), is_mirrored: bool) -> usize {
    let closest = directions.iter().map(|direction| direction.closeness(along, is_mirrored)).enumerate();
    let nearest = closest.max_by(|a, b| a.1.total_cmp(&b.1));
    let is_full = directions.len() >= MOST;
    nearest.filter(|(_, close)| *close > SAME || is_full).map_or(directions.len(), |(at, _)| at)
}
