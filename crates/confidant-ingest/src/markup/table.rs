//! [`Table`]: rows of cells. Pages use tables for data and for placing things; the two are written differently.

use super::flow::Flow;

/// A table that is being read.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Vec<String>>,
    row: Vec<String>,
    /// The cell that is open.
    pub cell: Option<Flow>,
    /// Another table lies in one of its cells.
    pub has_inner: bool,
}

impl Table {
    /// A row begins; what was open ends.
    pub fn start_row(&mut self) {
        self.end_cell();
        if !self.row.is_empty() {
            self.rows.push(std::mem::take(&mut self.row));
        }
    }

    /// A cell begins; what was open ends.
    pub fn start_cell(&mut self) {
        self.end_cell();
        self.cell = Some(Flow::default());
    }

    /// The open cell ends.
    pub fn end_cell(&mut self) {
        if let Some(cell) = self.cell.take() {
            self.row.push(cell.finish());
        }
    }

    /// The rows as lines and the cells parted by tabs, when it holds data; otherwise one cell below the other.
    pub fn finish(mut self) -> String {
        self.start_row();
        let wide = self.rows.iter().filter(|row| row.iter().filter(|cell| !cell.is_empty()).count() > 1).count();
        let is_data = !self.has_inner && wide > 1;
        let mut out = String::new();
        for row in &self.rows {
            if row.iter().all(String::is_empty) {
                continue;
            }
            let is_line = row.iter().all(|cell| !cell.contains('\n'));
            if is_data || is_line {
                let cells: Vec<String> = row.iter().map(|cell| cell.replace("\n\n", " ").replace('\n', " ")).collect();
                push(&mut out, cells.join("\t").trim_end_matches('\t'), "\n");
            } else {
                row.iter().filter(|cell| !cell.is_empty()).for_each(|cell| push(&mut out, cell, "\n\n"));
            }
        }
        out
    }
}

fn push(out: &mut String, text: &str, gap: &str) {
    if !out.is_empty() {
        out.push_str(gap);
    }
    out.push_str(text);
}
