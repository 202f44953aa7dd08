//! Reading order: chunks become rows, rows become blocks, and columns are read one after the other.

use super::chunk::Chunk;

/// Chunks on one baseline, from left to right.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub chunks: Vec<Chunk>,
    pub base: f32,
    pub size: f32,
}

/// Rows that are read from top to bottom without a break by another column.
pub(super) type Block = Vec<Row>;

/// A gutter is at least this many type sizes wide.
const GUTTER: f32 = 0.8;
/// Columns are split this deep.
const DEPTH: usize = 6;
/// A band of columns has no more rows than this.
const MOST_ROWS: usize = 400;
/// A column whose lines have so many characters on average reads like prose.
const PROSE: usize = 20;
/// The usual line of a narrow column of prose fills this part of it.
const FILLED: f32 = 0.8;

/// The rows of a page from top to bottom.
pub(super) fn rows(mut chunks: Vec<Chunk>) -> Vec<Row> {
    chunks.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.x0.total_cmp(&b.x0)));
    let mut rows: Vec<Row> = Vec::new();
    for chunk in chunks {
        let near = rows.iter_mut().rev().take(8).filter(|row| row.takes(&chunk));
        match near.min_by(|a, b| (a.base - chunk.base).abs().total_cmp(&(b.base - chunk.base).abs())) {
            Some(row) => row.push(chunk),
            None => rows.push(Row { base: chunk.base, size: chunk.size, chunks: vec![chunk] }),
        }
    }
    for row in &mut rows {
        row.chunks.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    }
    rows.sort_by(|a, b| a.base.total_cmp(&b.base));
    take_in_figures(&mut rows);
    rows
}

/// Rows further apart than this many are no neighbours.
const NEIGHBOURS: usize = 6;

/// Moves raised and lowered figures into the row of their word.
fn take_in_figures(rows: &mut Vec<Row>) {
    let mut moves = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        for (index, chunk) in row.chunks.iter().enumerate() {
            let around = at.saturating_sub(NEIGHBOURS)..rows.len().min(at + NEIGHBOURS + 1);
            let home = around
                .filter(|other| *other != at)
                .find(|other| rows.get(*other).is_some_and(|row| row.is_beside(chunk)));
            moves.extend(home.map(|home| (at, index, home)));
        }
    }
    // From the back, so that earlier places stay where they are.
    let taken: Vec<(usize, Chunk)> = moves
        .into_iter()
        .rev()
        .filter_map(|(at, index, home)| Some((home, rows.get_mut(at)?.chunks.remove(index))))
        .collect();
    for (home, chunk) in taken {
        if let Some(row) = rows.get_mut(home) {
            let place = row.chunks.partition_point(|other| other.x0 < chunk.x0);
            row.chunks.insert(place, chunk);
        }
    }
    rows.retain(|row| !row.chunks.is_empty());
}

impl Row {
    fn takes(&self, chunk: &Chunk) -> bool {
        (self.base - chunk.base).abs() <= 0.3 * self.size.min(chunk.size)
    }

    /// Whether `chunk` is a raised or lowered figure next to a word of this row, whose chunks are sorted.
    fn is_beside(&self, chunk: &Chunk) -> bool {
        let lowered = (chunk.base - self.base) / self.size;
        let after = self.chunks.partition_point(|other| other.x0 < chunk.x0);
        let near = |other: Option<&Chunk>| {
            other.is_some_and(|other| {
                let gap = (other.x0 - chunk.x1).max(chunk.x0 - other.x1);
                (-0.5..0.3).contains(&(gap / self.size)) && chunk.size < 0.9 * other.size
            })
        };
        chunk.size > 0.3 * self.size
            && (-0.55..0.3).contains(&lowered)
            && (near(self.chunks.get(after)) || near(after.checked_sub(1).and_then(|before| self.chunks.get(before))))
    }

    fn push(&mut self, chunk: Chunk) {
        if chunk.size > self.size {
            (self.base, self.size) = (chunk.base, chunk.size);
        }
        self.chunks.push(chunk);
    }

    /// The part of the row whose chunks `keep`.
    fn part(&self, keep: impl Fn(&Chunk) -> bool) -> Option<Self> {
        let chunks: Vec<Chunk> = self.chunks.iter().filter(|chunk| keep(chunk)).cloned().collect();
        let tallest = chunks.iter().max_by(|a, b| a.size.total_cmp(&b.size))?;
        Some(Self { base: tallest.base, size: tallest.size, chunks })
    }
}

/// The blocks of a page in reading order.
pub(super) fn blocks(rows: &[Row]) -> Vec<Block> {
    let mut blocks = Vec::new();
    read(rows, DEPTH, &mut blocks);
    blocks
}

fn read(rows: &[Row], depth: usize, blocks: &mut Vec<Block>) {
    let Some(extent) = Extent::of(rows) else { return };
    let mut flow = Vec::new();
    let mut rest = rows;
    while let Some((first, below)) = rest.split_first() {
        let (band, cuts) = columns(rest, &extent);
        if cuts.is_empty() || depth == 0 {
            flow.push(first.clone());
            rest = below;
            continue;
        }
        if !flow.is_empty() {
            blocks.push(std::mem::take(&mut flow));
        }
        let edges: Vec<f32> = [f32::MIN].into_iter().chain(cuts).chain([f32::MAX]).collect();
        for edge in edges.windows(2) {
            if let [from, to] = *edge {
                let middle = |chunk: &Chunk| f32::midpoint(chunk.x0, chunk.x1);
                let column = band.iter().filter_map(|row| row.part(|chunk| (from..to).contains(&middle(chunk))));
                read(&column.collect::<Vec<_>>(), depth - 1, blocks);
            }
        }
        rest = rest.get(band.len()..).unwrap_or_default();
    }
    if !flow.is_empty() {
        blocks.push(flow);
    }
}

/// The longest run of rows from the first on that share a gutter, and where to cut it into columns, if anywhere.
fn columns<'a>(rows: &'a [Row], extent: &Extent) -> (&'a [Row], Vec<f32>) {
    let mut free: Option<Vec<(f32, f32)>> = None;
    let mut length = 0;
    for row in rows.iter().take(MOST_ROWS) {
        let gaps = gaps(row, extent);
        let shared = match &free {
            Some(free) => common(free, &gaps, GUTTER * extent.size),
            None => gaps,
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
    (band, cuts.map(|(from, to)| f32::midpoint(from, to)).collect())
}

/// Left edge, right edge and the usual type size.
struct Extent {
    left: f32,
    right: f32,
    size: f32,
}

impl Extent {
    fn of(rows: &[Row]) -> Option<Self> {
        let chunks = || rows.iter().flat_map(|row| &row.chunks);
        let left = chunks().map(|chunk| chunk.x0).min_by(f32::total_cmp)?;
        let right = chunks().map(|chunk| chunk.x1).max_by(f32::total_cmp)?;
        let mut sizes: Vec<f32> = rows.iter().map(|row| row.size).collect();
        sizes.sort_by(f32::total_cmp);
        Some(Self { left, right, size: *sizes.get(sizes.len() / 2)? })
    }
}

/// Where the row has no ink, from left to right.
fn gaps(row: &Row, Extent { left, right, size }: &Extent) -> Vec<(f32, f32)> {
    let mut gaps = Vec::new();
    let mut end = *left;
    for chunk in &row.chunks {
        if chunk.x0 - end >= GUTTER * size {
            gaps.push((end, chunk.x0));
        }
        end = end.max(chunk.x1);
    }
    if right - end >= GUTTER * size {
        gaps.push((end, *right));
    }
    gaps
}

fn common(some: &[(f32, f32)], others: &[(f32, f32)], least: f32) -> Vec<(f32, f32)> {
    some.iter()
        .flat_map(|a| others.iter().map(move |b| (a.0.max(b.0), a.1.min(b.1))))
        .filter(|(from, to)| to - from >= least)
        .collect()
}

/// Whether both sides of a gutter are read for themselves: they are prose, or their lines do not stand side by side. A
/// table's cells do, and are read row by row.
fn parts_columns(rows: &[Row], (from, to): (f32, f32), size: f32) -> bool {
    let beside = |keep: &dyn Fn(&Chunk) -> bool| -> Vec<Option<Stretch>> {
        rows.iter().map(|row| Stretch::of(row.chunks.iter().filter(|chunk| keep(chunk)))).collect()
    };
    let left = beside(&|chunk| chunk.x1 <= from + 0.01);
    let right = beside(&|chunk| chunk.x0 >= to - 0.01);
    let count = |side: &[Option<Stretch>]| side.iter().flatten().count();
    let fewest = count(&left).min(count(&right));
    if fewest < 2 {
        return false;
    }
    let side_by_side = left.iter().zip(&right).filter(|(left, right)| left.is_some() && right.is_some()).count();
    (is_prose(&left) && is_prose(&right)) || (side_by_side * 2 < fewest && to - from >= size)
}

/// What of a row stands on one side of a gutter.
struct Stretch {
    characters: usize,
    x0: f32,
    x1: f32,
}

impl Stretch {
    fn of<'a>(chunks: impl Iterator<Item = &'a Chunk>) -> Option<Self> {
        chunks.fold(None, |stretch: Option<Self>, chunk| {
            let (characters, x0, x1) =
                stretch.map_or((0, f32::MAX, f32::MIN), |so_far| (so_far.characters, so_far.x0, so_far.x1));
            Some(Self { characters: characters + chunk.letters.len(), x0: x0.min(chunk.x0), x1: x1.max(chunk.x1) })
        })
    }
}

/// Lines of prose are long, or they are many and fill a narrow column.
fn is_prose(side: &[Option<Stretch>]) -> bool {
    let stretches = || side.iter().flatten();
    let count = stretches().count();
    let characters: usize = stretches().map(|stretch| stretch.characters).sum();
    let mut widths: Vec<f32> = stretches().map(|stretch| stretch.x1 - stretch.x0).collect();
    widths.sort_by(f32::total_cmp);
    let usual = widths.get(count / 2).copied().unwrap_or(0.0);
    let fills = widths.last().is_some_and(|widest| usual >= FILLED * widest);
    (count >= 3 && characters >= PROSE * count) || (count >= 8 && characters >= PROSE / 2 * count && fills)
}
