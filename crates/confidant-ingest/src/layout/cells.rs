//! A table's cells: where one ends and the next begins, and cells of several printed lines as one piece.
//!
//! Rows of a table stand further apart than the lines inside of them. Where that is so, the lines of a row become one line that is
//! read cell by cell; a name or an address that is broken inside of its cell is whole then.

use super::{
    letters::is_rtl,
    lines::{Line, Word},
};

/// A wider gap than this many type sizes may part cells.
pub(super) const GAP: f32 = 1.5;
/// A gap of this many type sizes parts columns where all of so many lines have it.
const NARROW: f32 = 0.7;
const MANY: usize = 4;
/// Rows stand apart by this much more than the lines inside of them.
const APART: f32 = 1.25;
/// Lines of prose have more characters than this, on average; figures and single words have fewer.
const PROSE: usize = 15;
/// No row of a table has more lines.
const MOST_LINES: usize = 40;

/// From left to right.
type Stretch = (f32, f32);

/// The lines with the ends of their cells known, and rows of several lines as one.
pub(super) fn whole(mut lines: Vec<Line>) -> Vec<Line> {
    mark_ends(&mut lines);
    let mut whole = Vec::with_capacity(lines.len());
    let mut rest = lines.into_iter().peekable();
    while let Some(first) = rest.next() {
        let mut columns = first.stretches();
        let mut run = vec![first];
        while let Some(next) = rest.peek() {
            let joined = joined(&columns, &next.stretches(), next.size);
            if joined.len() < 2 {
                break;
            }
            columns = joined;
            run.extend(rest.next());
        }
        let finer = finer(&run).filter(|finer| finer.len() > columns.len() && !run.iter().any(is_of_figures));
        whole.extend(rows(run, &finer.unwrap_or(columns)));
    }
    whole
}

/// A gap ends a cell when it is wide, and the line above or below has the like at the same place.
fn mark_ends(lines: &mut [Line]) {
    let wide: Vec<Vec<(usize, Stretch)>> = lines.iter().map(Line::wide_gaps).collect();
    let overlap = |a: Stretch, b: Stretch| a.0 < b.1 && b.0 < a.1;
    for (at, line) in lines.iter_mut().enumerate() {
        let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| wide.get(at)).flatten();
        let beside: Vec<Stretch> = beside.map(|(_, gap)| *gap).collect();
        let own = wide.get(at).into_iter().flatten();
        line.ends =
            own.filter(|(_, gap)| beside.iter().any(|other| overlap(*gap, *other))).map(|(word, _)| *word).collect();
    }
}

impl Line {
    /// The wide gaps, each with the word before it.
    fn wide_gaps(&self) -> Vec<(usize, Stretch)> {
        let gap = |pair: &[Word]| match pair {
            [one, other] => {
                let ((a0, a1), (b0, b1)) = (one.extent(), other.extent());
                Some(if a0 <= b0 { (a1, b0) } else { (b1, a0) })
            }
            _ => None,
        };
        let gaps = self.words.windows(2).enumerate().filter_map(|(at, pair)| Some((at, gap(pair)?)));
        gaps.filter(|(_, (from, to))| to - from > GAP * self.size).collect()
    }

    /// Where its ink is, a wide gap between one stretch and the next.
    fn stretches(&self) -> Vec<Stretch> {
        joined(&self.words.iter().map(Word::extent).collect::<Vec<_>>(), &[], GAP * self.size)
    }
}

/// The columns of lines that are many enough for a narrow gap to tell: prose leaves none at one place in all of them.
fn finer(run: &[Line]) -> Option<Vec<Stretch>> {
    let size = run.iter().map(|line| line.size).max_by(f32::total_cmp)?;
    let words: Vec<Stretch> = run.iter().flat_map(|line| &line.words).map(Word::extent).collect();
    (run.len() >= MANY).then(|| joined(&words, &[], NARROW * size))
}

/// Whether there are figures and no words in it. Figures are not broken: such a line is a row, however few of its cells are filled.
fn is_of_figures(line: &Line) -> bool {
    let has = |kind: fn(char) -> bool| line.words.iter().any(|word| word.has(kind));
    has(char::is_numeric) && !has(char::is_alphabetic)
}

/// The stretches that both cover, those less than `gap` apart as one.
fn joined(some: &[Stretch], others: &[Stretch], gap: f32) -> Vec<Stretch> {
    let mut all = [some, others].concat();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut joined: Vec<Stretch> = Vec::new();
    for (from, to) in all {
        match joined.last_mut() {
            Some(last) if from - last.1 < gap => last.1 = last.1.max(to),
            _ => joined.push((from, to)),
        }
    }
    joined
}

/// The lines of a table, those of one row as one.
fn rows(run: Vec<Line>, columns: &[Stretch]) -> Vec<Line> {
    // Smaller steps are cells that stand a little lower or higher than their neighbours.
    let step = |pair: &[Line]| match pair {
        [above, below] => Some(below.base - above.base).filter(|step| *step >= 0.8 * above.size.max(below.size)),
        _ => None,
    };
    let steps = run.windows(2).filter_map(step);
    let (least, most) = steps.fold((f32::MAX, 0.0_f32), |(least, most), step| (least.min(step), most.max(step)));
    let runs_back = || run.iter().flat_map(|line| &line.words).any(|word| word.has(is_rtl));
    if columns.len() < 2 || run.len() < 3 || most < APART * least || runs_back() {
        return run;
    }
    let mut rows: Vec<Vec<Line>> = Vec::new();
    for line in run {
        match rows.last_mut() {
            Some(row) if row.last().is_some_and(|above| line.base - above.base < APART * least) => row.push(line),
            _ => rows.push(vec![line]),
        }
    }
    rows.into_iter()
        .flat_map(|row| if is_one(&row, columns) { vec![cell_by_cell(row, columns)] } else { row })
        .collect()
}

/// Whether these lines are one row: the first alone fills every column, or they are prose and one cell ends before another does.
fn is_one(row: &[Line], columns: &[Stretch]) -> bool {
    if row.len() < 2 || row.len() > MOST_LINES {
        return false;
    }
    let fills = |line: &Line, column: usize| line.words.iter().any(|word| at(word, columns) == column);
    let filled = |line: &Line| (0..columns.len()).filter(|column| fills(line, *column)).count();
    let cells: Vec<usize> = row.iter().map(filled).collect();
    let rest_is_partial = cells.iter().skip(1).all(|cells| *cells < columns.len());
    let letters: usize = row.iter().flat_map(|line| &line.words).map(|word| word.letters.len()).sum();
    // A heading above a table does not fill all columns either: it is the last line that tells.
    let is_prose = letters >= PROSE * cells.iter().sum::<usize>() && cells.last() < Some(&columns.len());
    (cells.first() == Some(&columns.len()) && rest_is_partial) || is_prose
}

/// The words of several lines, those of the first column first.
fn cell_by_cell(row: Vec<Line>, columns: &[Stretch]) -> Line {
    let (base, size) = row.first().map_or((0.0, 0.0), |line| (line.base, line.size));
    let foot = row.last().map_or(base, |line| line.foot);
    let mut words: Vec<Word> = row.into_iter().flat_map(|line| line.words).collect();
    words.sort_by_key(|word| at(word, columns));
    let pairs = words.windows(2).enumerate();
    let ends = pairs.filter_map(|(index, pair)| match pair {
        [one, other] if at(one, columns) != at(other, columns) => Some(index),
        _ => None,
    });
    Line { ends: ends.collect(), words, base, foot, size }
}

/// The column that a word stands in.
fn at(word: &Word, columns: &[Stretch]) -> usize {
    let (from, _) = word.extent();
    columns.iter().rposition(|column| column.0 <= from + 0.01).unwrap_or(0)
}
