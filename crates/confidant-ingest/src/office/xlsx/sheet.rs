//! The cells of a sheet: which are seen, which are hidden, and how they stand in lines.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;

use super::{look::Look, rich_text, unescaped};
use crate::{
    office::{
        flow::{Flow, cell},
        xml::{attr, child, children, says_yes, text_of},
    },
    wire::Failure,
};

/// Excel's own number of columns.
const MAX_COLUMNS: u32 = 16_384;

/// What is not shown of a sheet.
#[derive(Default)]
pub(in crate::office) struct Hidden {
    pub rows: BTreeSet<u32>,
    pub columns: Vec<(u32, u32)>,
}

/// The cells that are not empty.
#[derive(Default)]
pub(in crate::office) struct Grid {
    rows: BTreeMap<u32, BTreeMap<u32, String>>,
    pub hidden: Hidden,
}

impl Grid {
    /// The cells of a worksheet.
    pub fn read(root: Node<'_, '_>, look: &Look, strings: &[String]) -> Result<Self, Failure> {
        let mut grid = Self::default();
        for column in child(root, "cols").into_iter().flat_map(|columns| children(columns, "col")) {
            if says_yes(column, "hidden")
                && let (Some(first), Some(last)) = (number(column, "min"), number(column, "max"))
            {
                grid.hidden.columns.push((first.saturating_sub(1), last.saturating_sub(1)));
            }
        }
        let mut row = 0;
        for line in child(root, "sheetData").into_iter().flat_map(|data| children(data, "row")) {
            // Places may be left out; then each is next to the one before.
            row = number(line, "r").map_or(row + 1, |row| row.min(1 << 24));
            if says_yes(line, "hidden") {
                grid.hidden.rows.insert(row);
            }
            let mut column = 0;
            for node in children(line, "c") {
                column = attr(node, "r").and_then(column_of).unwrap_or(column);
                if let Some(text) = text(node, look, strings) {
                    grid.put(row, column, &text)?;
                }
                column += 1;
            }
        }
        Ok(grid)
    }

    /// Puts a text into a cell.
    pub fn put(&mut self, row: u32, column: u32, text: &str) -> Result<(), Failure> {
        let text = cell(text);
        if column >= MAX_COLUMNS {
            return Err(Failure::Damaged);
        }
        if !text.is_empty() {
            self.rows.entry(row).or_default().insert(column, text);
        }
        Ok(())
    }

    /// Writes rows as lines. Columns that are empty from top to bottom are left out, empty rows part blocks.
    pub fn write(&self, flow: &mut Flow) -> Result<(), Failure> {
        let is_hidden =
            |column: u32| self.hidden.columns.iter().any(|(first, last)| (*first..=*last).contains(&column));
        let used: BTreeSet<u32> = self.rows.values().flat_map(|cells| cells.keys().copied()).collect();
        let (unseen, seen): (Vec<u32>, Vec<u32>) = used.into_iter().partition(|column| is_hidden(*column));
        let line = |cells: &BTreeMap<u32, String>, columns: &[u32]| {
            let last = cells.keys().rev().find(|column| columns.binary_search(column).is_ok())?;
            let texts = columns.iter().take_while(|column| *column <= last);
            let texts = texts.map(|column| cells.get(column).map_or("", String::as_str));
            Some(texts.collect::<Vec<_>>().join("\t"))
        };
        let mut before = None;
        for (row, cells) in self.rows.iter().filter(|(row, _)| !self.hidden.rows.contains(row)) {
            let Some(text) = line(cells, &seen) else { continue };
            if before.is_some_and(|before: u32| before.saturating_add(1) < *row) {
                flow.gap();
            }
            flow.line(&text)?;
            before = Some(*row);
        }
        flow.gap();
        for (row, cells) in &self.rows {
            if self.hidden.rows.contains(row) {
                flow.hide("Hidden row", &line(cells, &seen).unwrap_or_default())?;
            }
            flow.hide("Hidden column", &line(cells, &unseen).unwrap_or_default())?;
        }
        Ok(())
    }
}

/// What a cell shows; nothing for an empty one.
fn text(node: Node<'_, '_>, look: &Look, strings: &[String]) -> Option<String> {
    let value = || child(node, "v").map(text_of);
    match attr(node, "t").unwrap_or("n") {
        "s" => strings.get(value()?.trim().parse::<usize>().ok()?).cloned(),
        "inlineStr" => child(node, "is").map(rich_text),
        "b" => Some(if value()?.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned()),
        "str" => value().map(|text| unescaped(&text)),
        "e" | "d" => value(),
        _ => {
            let value = value()?;
            // More digits than a number can hold are no amount.
            let digits = value.trim();
            if digits.len() > 15 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
                return Some(value);
            }
            let style = attr(node, "s").and_then(|style| style.parse().ok()).unwrap_or(0);
            Some(value.trim().parse().map_or(value.clone(), |number| look.number(number, style)))
        }
    }
}

fn number(node: Node<'_, '_>, name: &str) -> Option<u32> {
    attr(node, name)?.parse().ok()
}

/// The column of a place such as `AB12`, from 0.
fn column_of(place: &str) -> Option<u32> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic).take(4);
    let column = letters.fold(0_u32, |column, letter| 26 * column + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    column.checked_sub(1)
}
