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
    rows
}

impl Row {
    fn takes(&self, chunk: &Chunk) -> bool {
        let (small, large) = (self.size.min(chunk.size), self.size.max(chunk.size));
        if (self.base - chunk.base).abs() <= 0.3 * small {
            return true;
        }
        // A raised or lowered figure next to its word.
        let lowered = if chunk.size < self.size { chunk.base - self.base } else { self.base - chunk.base };
        small < 0.9 * large
            && small > 0.3 * large
            && (-0.55 * large..0.3 * large).contains(&lowered)
            && self.chunks.iter().any(|other| other.x0 - chunk.x1 < 0.3 * large && chunk.x0 - other.x1 < 0.3 * large)
    }

    fn push(&mut self, chunk: Chunk) {
        if chunk.size > self.size {
            (self.base, self.size) = (chunk.base, chunk.size);
        }
        self.chunks.push(chunk);
    }

    fn characters(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.letters.len()).sum()
    }

    fn width(&self) -> f32 {
        self.chunks.iter().map(|chunk| chunk.x1).fold(f32::MIN, f32::max)
            - self.chunks.iter().map(|chunk| chunk.x0).fold(f32::MAX, f32::min)
    }

    /// The part of the row whose chunks `keep`.
    fn part(&self, keep: impl Fn(&Chunk) -> bool) -> Option<Self> {
        let chunks: Vec<Chunk> = self.chunks.iter().filter(|chunk| keep(chunk)).cloned().collect();
        let tallest = chunks.iter().max_by(|a, b| a.size.total_cmp(&b.size))?;
        Some(Self { base: tallest.base, size: tallest.size, chunks })
    }
}

/// The blocks of a page in reading order.
pub(super) fn blocks(rows: Vec<Row>) -> Vec<Block> {
    let mut blocks = Vec::new();
    read(rows, DEPTH, &mut blocks);
    blocks
}

fn read(rows: Vec<Row>, depth: usize, blocks: &mut Vec<Block>) {
    let Some((left, right, size)) = extent(&rows) else { return };
    let mut flow = Vec::new();
    let mut rest = rows.into_iter().peekable();
    while let Some(first) = rest.next() {
        let mut free = gaps(&first, left, right, size);
        let mut band = vec![first];
        while let Some(next) = rest.peek() {
            let common = common(&free, &gaps(next, left, right, size), GUTTER * size);
            if common.is_empty() {
                break;
            }
            free = common;
            band.extend(rest.next());
        }
        let cuts: Vec<f32> =
            free.iter().filter(|gutter| parts_columns(&band, **gutter, size)).map(|(a, b)| (a + b) / 2.0).collect();
        if cuts.is_empty() || depth == 0 {
            flow.extend(band);
            continue;
        }
        if !flow.is_empty() {
            blocks.push(std::mem::take(&mut flow));
        }
        let edges: Vec<f32> = [f32::MIN].into_iter().chain(cuts).chain([f32::MAX]).collect();
        for edge in edges.windows(2) {
            if let [from, to] = *edge {
                let middle = |chunk: &Chunk| f32::midpoint(chunk.x0, chunk.x1);
                let column =
                    band.iter().filter_map(|row| row.part(|chunk| (from..to).contains(&middle(chunk)))).collect();
                read(column, depth - 1, blocks);
            }
        }
    }
    if !flow.is_empty() {
        blocks.push(flow);
    }
}

/// Left edge, right edge and the usual type size.
fn extent(rows: &[Row]) -> Option<(f32, f32, f32)> {
    let chunks = || rows.iter().flat_map(|row| &row.chunks);
    let left = chunks().map(|chunk| chunk.x0).min_by(f32::total_cmp)?;
    let right = chunks().map(|chunk| chunk.x1).max_by(f32::total_cmp)?;
    let mut sizes: Vec<f32> = rows.iter().map(|row| row.size).collect();
    sizes.sort_by(f32::total_cmp);
    Some((left, right, *sizes.get(sizes.len() / 2)?))
}

/// Where the row has no ink between `left` and `right`, from left to right.
fn gaps(row: &Row, left: f32, right: f32, size: f32) -> Vec<(f32, f32)> {
    let mut gaps = Vec::new();
    let mut end = left;
    for chunk in &row.chunks {
        if chunk.x0 - end >= GUTTER * size {
            gaps.push((end, chunk.x0));
        }
        end = end.max(chunk.x1);
    }
    if right - end >= GUTTER * size {
        gaps.push((end, right));
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
    let beside =
        |keep: &dyn Fn(&Chunk) -> bool| -> Vec<Option<Row>> { rows.iter().map(|row| row.part(keep)).collect() };
    let left = beside(&|chunk| chunk.x1 <= from + 0.01);
    let right = beside(&|chunk| chunk.x0 >= to - 0.01);
    let count = |side: &[Option<Row>]| side.iter().flatten().count();
    let fewest = count(&left).min(count(&right));
    if fewest < 2 {
        return false;
    }
    let side_by_side = left.iter().zip(&right).filter(|(left, right)| left.is_some() && right.is_some()).count();
    (is_prose(&left) && is_prose(&right)) || (side_by_side * 2 < fewest && to - from >= size)
}

/// Lines of prose are long, or they are many and fill a narrow column.
fn is_prose(side: &[Option<Row>]) -> bool {
    let rows = || side.iter().flatten();
    let count = rows().count();
    let characters: usize = rows().map(Row::characters).sum();
    let mut widths: Vec<f32> = rows().map(Row::width).collect();
    widths.sort_by(f32::total_cmp);
    let usual = widths.get(count / 2).copied().unwrap_or(0.0);
    let fills = widths.last().is_some_and(|widest| usual >= FILLED * widest);
    (count >= 3 && characters >= PROSE * count) || (count >= 8 && characters >= PROSE / 2 * count && fills)
}
