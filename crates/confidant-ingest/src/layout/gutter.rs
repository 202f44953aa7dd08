//! Gutters: where rows leave room for a line from top to bottom, and whether it parts columns.

use super::order::Row;

/// A gutter is at least this many type sizes wide.
const GUTTER: f32 = 0.8;
/// A band of columns has no more rows than this.
const MOST_ROWS: usize = 400;
/// A column whose lines have so many characters on average reads like prose.
const PROSE: usize = 20;
/// The usual line of a narrow column of prose fills this part of it.
const FILLED: f32 = 0.8;
/// Words of one line stand no further apart than this many type sizes.
const BROKEN: f32 = 2.0;

/// The longest run of rows from the first on that share a gutter, and where to cut it into columns, if anywhere.
pub(super) fn columns(rows: &[Profile], gaps: &[Gaps], extent: &Extent) -> (usize, Vec<f32>) {
    let mut free: Option<Gaps> = None;
    let mut length = 0;
    for gaps in gaps.iter().take(MOST_ROWS) {
        let shared = match &free {
            Some(free) => common(free, gaps, GUTTER * extent.size),
            None => gaps.clone(),
        };
        if shared.is_empty() {
            break;
        }
        free = Some(shared);
        length += 1;
    }
    let band = rows.get(..length).unwrap_or_default();
    let gutters = free.unwrap_or_default();
    let is_inside = |(from, to): &(f32, f32)| *from > extent.left && *to < extent.right;
    let cuts = gutters.into_iter().filter(is_inside).filter(|gutter| parts_columns(band, *gutter, extent.size));
    (length, cuts.map(|(from, to)| f32::midpoint(from, to)).collect())
}

/// Places without ink, from left to right.
pub(super) type Gaps = Vec<(f32, f32)>;

/// Left edge, right edge and the usual type size.
pub(super) struct Extent {
    left: f32,
    right: f32,
    size: f32,
}

impl Extent {
    /// Of these rows, if there are any.
    pub fn of(rows: &[Row]) -> Option<Self> {
        let chunks = || rows.iter().flat_map(|row| &row.chunks);
        let left = chunks().map(|chunk| chunk.x0).min_by(f32::total_cmp)?;
        let right = chunks().map(|chunk| chunk.x1).max_by(f32::total_cmp)?;
        let mut sizes: Vec<f32> = rows.iter().map(|row| row.size).collect();
        sizes.sort_by(f32::total_cmp);
        Some(Self { left, right, size: *sizes.get(sizes.len() / 2)? })
    }
}

fn common(some: &[(f32, f32)], others: &[(f32, f32)], least: f32) -> Gaps {
    some.iter()
        .flat_map(|a| others.iter().map(move |b| (a.0.max(b.0), a.1.min(b.1))))
        .filter(|(from, to)| to - from >= least)
        .collect()
}

/// Whether both sides of a gutter are read for themselves: they are prose, or their lines do not stand side by side. A
/// table's cells do, and are read row by row.
fn parts_columns(rows: &[Profile], (from, to): (f32, f32), size: f32) -> bool {
    let (mut left, mut right) = (Side::default(), Side::default());
    let mut side_by_side = 0;
    for row in rows {
        let (before, after) = row.beside(to);
        side_by_side += usize::from(before.is_some() && after.is_some());
        left.extend(before);
        right.extend(after);
    }
    let fewest = left.stretches.len().min(right.stretches.len());
    fewest >= 2 && ((left.is_prose() && right.is_prose()) || (side_by_side * 2 < fewest && to - from >= size))
}

/// A row, summed up from the left, so that what stands on either side of a gutter is known at once.
pub(super) struct Profile(Vec<Step>);

/// What stands before a chunk of a row.
#[derive(Clone, Copy)]
struct Step {
    /// Where the chunk begins.
    start: f32,
    /// How far those before it reach.
    end: f32,
    characters: usize,
    /// How often words stand further apart before it than words of a line do.
    breaks: usize,
}

impl Profile {
    /// Of this row.
    pub fn of(row: &Row) -> Self {
        let mut step = Step { start: f32::MAX, end: f32::MIN, characters: 0, breaks: 0 };
        let mut steps = Vec::with_capacity(row.chunks.len() + 1);
        for chunk in &row.chunks {
            let is_break = step.characters > 0 && chunk.x0 - step.end > BROKEN * chunk.size;
            steps.push(Step { start: chunk.x0, breaks: step.breaks + usize::from(is_break), ..step });
            step.end = step.end.max(chunk.x1);
            step.characters += chunk.letters.len();
            step.breaks += usize::from(is_break);
        }
        steps.push(step);
        Self(steps)
    }

    /// Where the row has no ink, from left to right.
    pub fn gaps(&self, Extent { left, right, size }: &Extent) -> Gaps {
        let inner = self.0.iter().map(|step| (step.end.max(*left), step.start.min(*right)));
        inner.filter(|(from, to)| to - from >= GUTTER * size).collect()
    }

    /// What stands before and after the gap that ends at `to`.
    fn beside(&self, to: f32) -> (Option<Stretch>, Option<Stretch>) {
        let at = self.0.partition_point(|step| step.start < to - 0.01);
        let (Some(first), Some(here), Some(last)) = (self.0.first(), self.0.get(at), self.0.last()) else {
            return (None, None);
        };
        // A break right here is the gap itself, and counts for neither side.
        let before = at.checked_sub(1).and_then(|before| self.0.get(before)).map_or(0, |before| before.breaks);
        let left = Stretch { characters: here.characters, width: here.end - first.start, is_broken: before > 0 };
        let right = Stretch {
            characters: last.characters - here.characters,
            width: last.end - here.start,
            is_broken: last.breaks > here.breaks,
        };
        let is_there = |stretch: &Stretch| stretch.characters > 0;
        (Some(left).filter(is_there), Some(right).filter(is_there))
    }
}

/// What of a row stands on one side of a gutter.
struct Stretch {
    characters: usize,
    width: f32,
    /// Whether words stand further apart in it than words of a line do.
    is_broken: bool,
}

/// All that stands on one side of a gutter.
#[derive(Default)]
struct Side {
    stretches: Vec<Stretch>,
    characters: usize,
}

impl Side {
    fn extend(&mut self, stretch: Option<Stretch>) {
        self.characters += stretch.as_ref().map_or(0, |stretch| stretch.characters);
        self.stretches.extend(stretch);
    }

    /// Lines of prose are long, or they are many and fill a narrow column.
    fn is_prose(&self) -> bool {
        let Self { stretches, characters } = self;
        let count = stretches.len();
        if count >= 3 && *characters >= PROSE * count {
            return true;
        }
        if count < 8 || *characters < PROSE / 2 * count {
            return false;
        }
        let mut widths: Vec<f32> = stretches.iter().map(|stretch| stretch.width).collect();
        widths.sort_by(f32::total_cmp);
        let usual = widths.get(count / 2).copied().unwrap_or(0.0);
        let fills = widths.last().is_some_and(|widest| usual >= FILLED * widest);
        fills && 2 * stretches.iter().filter(|stretch| stretch.is_broken).count() <= count
    }
}
