//! Tables in plain text: at least three lines with the same number of cells.

use confidant_text::Span;

/// Where a cell stands, without the space, quotes and emphasis around it. Empty when nothing stands there.
pub(crate) type Cell = Span;

/// Rows of equally many cells.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// What stands between two cells, in the order in which it is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Between {
    Mark(char),
    /// Two or more spaces.
    Gap,
}

const ORDER: [Between; 5] =
    [Between::Mark('|'), Between::Mark('\t'), Between::Mark(';'), Between::Gap, Between::Mark(',')];

/// Fewer lines than this are no table.
const ROWS: usize = 3;

/// Where cells are this long, a separator is punctuation.
const LONGEST_CELL: usize = 80;

impl Table {
    /// The cells of each column, from top to bottom.
    pub(crate) fn columns(&self) -> impl Iterator<Item = Vec<Cell>> {
        let width = self.rows.first().map_or(0, Vec::len);
        (0..width).map(|at| self.rows.iter().filter_map(|row| row.get(at).copied()).collect())
    }
}

/// Every table of a text, in order.
pub(crate) fn all(text: &str) -> Vec<Table> {
    let mut tables = Vec::new();
    let mut shape = None;
    let mut table = Table::default();
    let mut at = 0;
    for line in text.split_inclusive('\n').chain([""]) {
        let row = ORDER.iter().find_map(|between| Some((*between, split(text, at, line, *between)?)));
        at += line.len();
        if row.is_some() && is_rule(line) {
            continue;
        }
        let this = row.as_ref().map(|(between, cells)| (*between, cells.len()));
        if this != shape {
            shape = this;
            let done = std::mem::take(&mut table);
            tables.extend(Some(done).filter(|table| table.rows.len() >= ROWS));
        }
        table.rows.extend(row.map(|(_, cells)| cells));
    }
    tables
}

/// The line between the header and the rows of a Markdown table.
fn is_rule(line: &str) -> bool {
    line.contains("--") && line.chars().all(|c| matches!(c, '|' | '-' | ':' | '+' | '=') || c.is_whitespace())
}

/// The cells of a line that begins at `at`; nothing when it has fewer than two, or reads like prose.
fn split(text: &str, at: usize, line: &str, between: Between) -> Option<Vec<Cell>> {
    let line = line.trim_end();
    let end = at + line.len();
    let mut cells = Vec::new();
    match between {
        Between::Mark(mark) => {
            if !line.contains(mark) {
                return None;
            }
            let bare = line.trim_start();
            let mut from = end - bare.strip_prefix('|').unwrap_or(bare).len();
            let end = if bare.starts_with('|') { end - usize::from(line.ends_with('|')) } else { end };
            while let Some(rest) = text.get(from..end) {
                let len = cell(rest, mark);
                cells.push(trimmed(text, from, from + len)?);
                from += len + mark.len_utf8();
            }
        }
        Between::Gap => {
            let mut from = at;
            for part in line.split("  ") {
                if !part.trim().is_empty() {
                    cells.push(trimmed(text, from, from + part.len())?);
                }
                from += part.len() + 2;
            }
        }
    }
    let written = cells.iter().filter(|cell| !cell.is_empty());
    let short = written.clone().all(|cell| cell.len() <= LONGEST_CELL);
    // Prose has a space behind a comma and a semicolon.
    let spaced = |cell: &&Cell| text.get(..cell.start).is_some_and(|before| before.ends_with(' '));
    let prose = matches!(between, Between::Mark(',' | ';')) && written.skip(1).any(|cell| spaced(&cell));
    (cells.len() > 1 && short && !prose).then_some(cells)
}

/// The length of the cell at the start of `rest`: up to `mark`, or to the one behind its quotes.
fn cell(rest: &str, mark: char) -> usize {
    let unquoted = rest.trim_start_matches(' ');
    let quoted = unquoted.strip_prefix('"').map(|inside| {
        let mut from = rest.len() - inside.len();
        while let Some(quote) = rest.get(from..).and_then(|inside| inside.find('"')) {
            from += quote + 1;
            match rest.get(from..) {
                Some(behind) if behind.starts_with('"') => from += 1,
                _ => break,
            }
        }
        from
    });
    let from = quoted.unwrap_or(0);
    rest.get(from..).and_then(|rest| rest.find(mark)).map_or(rest.len(), |len| from + len)
}

fn trimmed(text: &str, from: usize, to: usize) -> Option<Cell> {
    let outside = |c: char| c.is_whitespace() || matches!(c, '"' | '*' | '`');
    let cell = text.get(from..to)?;
    let start = from + cell.len() - cell.trim_start_matches(outside).len();
    let len = cell.trim_matches(outside).len();
    Some(Span::new(start, start + len))
}
