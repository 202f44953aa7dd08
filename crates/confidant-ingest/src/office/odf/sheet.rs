//! A sheet: cells hold the very text that people see, and one element may stand for a million empty ones.

use std::collections::HashSet;

use roxmltree::Node;

use super::story::Story;
use crate::{
    office::{
        flow::{Flow, tidy},
        xlsx::Grid,
        xml::{attr, below, children, name},
    },
    wire::Failure,
};

/// Rows and columns of the largest sheets.
const MAX_ROWS: u32 = 1 << 20;
const MAX_COLUMNS: u32 = 16_384;
/// All filled cells, with those that repetitions make; whoever repeats text without end builds a bomb.
const MAX_CELLS: u32 = 4_000_000;

/// Reads a table as a page.
pub(super) fn read(table: Node<'_, '_>, unseen: &HashSet<String>, flow: &mut Flow) -> Result<(), Failure> {
    if attr(table, "style-name").is_some_and(|style| unseen.contains(style)) {
        flow.line("[Hidden sheet]")?;
    }
    flow.line(&tidy(attr(table, "name").unwrap_or_default()))?;
    flow.gap();
    let mut grid = Grid::default();
    let is_own = |node: &Node<'_, '_>| node.ancestors().skip(1).find(|n| name(*n) == "table") == Some(table);
    let mut place = 0_u32;
    for column in below(table, "table-column").filter(is_own) {
        let last = place.saturating_add(repeats(column, "number-columns-repeated"));
        if is_hidden(column) {
            grid.hidden.columns.push((place, last.saturating_sub(1)));
        }
        place = last;
    }
    let (mut row, mut left) = (0_u32, MAX_CELLS);
    for line in below(table, "table-row").filter(is_own) {
        let rows = repeats(line, "number-rows-repeated");
        let (mut column, mut is_empty) = (0_u32, true);
        for node in line.children().filter(|n| matches!(name(*n), "table-cell" | "covered-table-cell")) {
            let columns = repeats(node, "number-columns-repeated");
            let text = text(node, flow)?;
            if !text.is_empty() {
                is_empty = false;
                if row.saturating_add(rows) > MAX_ROWS || columns > MAX_COLUMNS {
                    return Err(Failure::TooLarge);
                }
                left = rows.checked_mul(columns).and_then(|cells| left.checked_sub(cells)).ok_or(Failure::TooLarge)?;
                for row in row..row.saturating_add(rows) {
                    for column in column..column.saturating_add(columns) {
                        grid.put(row, column, &text)?;
                    }
                }
            }
            column = column.saturating_add(columns);
        }
        if !is_empty && is_hidden(line) {
            grid.hidden.rows.extend(row..row.saturating_add(rows));
        }
        row = row.saturating_add(rows);
    }
    grid.write(flow)?;
    // Pictures and boxes that lie on the sheet and in no cell.
    for shapes in children(table, "shapes") {
        let mut inner = Flow::default();
        Story::on_slide().blocks(shapes, &mut inner, 0)?;
        flow.hide_flow("Text box", inner)?;
    }
    Ok(())
}

/// What a cell shows; its comment and the shapes that are tied to it are hidden places.
fn text(cell: Node<'_, '_>, flow: &mut Flow) -> Result<String, Failure> {
    let mut inner = Flow::default();
    Story::in_text().blocks(cell, &mut inner, 0)?;
    let shown = flow.take_body(inner)?;
    if !shown.is_empty() {
        return Ok(shown);
    }
    // Other programs leave the text away where the value says it.
    let value = ["string-value", "date-value", "time-value", "value"].iter().find_map(|name| attr(cell, name));
    Ok(value.map(str::to_owned).unwrap_or_default())
}

fn repeats(node: Node<'_, '_>, attribute: &str) -> u32 {
    attr(node, attribute).and_then(|count| count.parse().ok()).unwrap_or(1).max(1)
}

/// Hidden by hand, by a filter, or in a group that is folded.
fn is_hidden(node: Node<'_, '_>) -> bool {
    let folded = |above: Node<'_, '_>| name(above).ends_with("-group") && attr(above, "display") == Some("false");
    matches!(attr(node, "visibility"), Some("collapse" | "filter")) || node.ancestors().any(folded)
}
