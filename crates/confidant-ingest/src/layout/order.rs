//! Reading order: chunks become rows, rows become blocks, and columns are read one after the other.

use super::{
    chunk::Chunk,
    gutter::{Extent, Gaps, Profile, columns},
};

/// Chunks on one baseline, from left to right.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub chunks: Vec<Chunk>,
    pub base: f32,
    pub size: f32,
}

/// Rows that are read from top to bottom without a break by another column.
pub(super) type Block = Vec<Row>;

/// Columns are split this deep.
const DEPTH: usize = 6;

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
        if chunk.size <= 0.3 * self.size || !(-0.55..0.3).contains(&lowered) {
            return false;
        }
        let after = self.chunks.partition_point(|other| other.x0 < chunk.x0);
        let near = |other: Option<&Chunk>| {
            other.is_some_and(|other| {
                let gap = (other.x0 - chunk.x1).max(chunk.x0 - other.x1);
                (-0.5..0.3).contains(&(gap / self.size)) && chunk.size < 0.9 * other.size
            })
        };
        near(self.chunks.get(after)) || near(after.checked_sub(1).and_then(|before| self.chunks.get(before)))
    }

    fn push(&mut self, chunk: Chunk) {
        if chunk.size > self.size {
            (self.base, self.size) = (chunk.base, chunk.size);
        }
        self.chunks.push(chunk);
    }

    /// A part of a row, which stands where its tallest chunk does.
    fn of(chunks: Vec<Chunk>) -> Option<Self> {
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
    let bands = if depth == 0 { Vec::new() } else { bands(&rows) };
    let (mut rows, mut done) = (rows.into_iter(), 0);
    for Band { start, length, cuts } in bands {
        let flow: Block = rows.by_ref().take(start - done).collect();
        if !flow.is_empty() {
            blocks.push(flow);
        }
        for column in split(rows.by_ref().take(length), &cuts) {
            read(column, depth - 1, blocks);
        }
        done = start + length;
    }
    let flow: Block = rows.collect();
    if !flow.is_empty() {
        blocks.push(flow);
    }
}

/// Rows that share gutters, and where to cut them into columns.
struct Band {
    start: usize,
    length: usize,
    cuts: Vec<f32>,
}

/// The bands with columns, from top to bottom.
fn bands(rows: &[Row]) -> Vec<Band> {
    let Some(extent) = Extent::of(rows) else { return Vec::new() };
    let profiles: Vec<Profile> = rows.iter().map(Profile::of).collect();
    let gaps: Vec<Gaps> = profiles.iter().map(|row| row.gaps(&extent)).collect();
    let (mut bands, mut start) = (Vec::new(), 0);
    while let (Some(rest), Some(gaps)) = (profiles.get(start..).filter(|rest| !rest.is_empty()), gaps.get(start..)) {
        let (length, cuts) = columns(rest, gaps, &extent);
        if cuts.is_empty() {
            start += 1;
        } else {
            bands.push(Band { start, length, cuts });
            start += length;
        }
    }
    bands
}

/// The columns of a band, from left to right.
fn split(band: impl Iterator<Item = Row>, cuts: &[f32]) -> Vec<Vec<Row>> {
    let mut columns = vec![Vec::new(); cuts.len() + 1];
    for row in band {
        let mut parts = vec![Vec::new(); cuts.len() + 1];
        for chunk in row.chunks {
            let middle = f32::midpoint(chunk.x0, chunk.x1);
            if let Some(part) = parts.get_mut(cuts.partition_point(|cut| *cut <= middle)) {
                part.push(chunk);
            }
        }
        for (column, part) in columns.iter_mut().zip(parts) {
            column.extend(Row::of(part));
        }
    }
    columns
}
