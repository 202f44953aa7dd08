//! A page's text as paragraphs and tables: blocks are parted by an empty line, a table's cells by a tab.

/// A block of a page.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Block<'a> {
    /// Lines of prose.
    Lines(Vec<&'a str>),
    /// Rows of as many cells each.
    Table(Vec<Vec<&'a str>>),
}

/// The blocks of a page, in order.
pub(crate) fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut lines: Vec<&str> = Vec::new();
    for line in page.split(['\n', '\u{b}', '\u{c}', '\r', '\u{2028}', '\u{2029}']).chain([""]) {
        let columns = |line: &str| line.matches('\t').count();
        let goes_on = lines.last().is_none_or(|last| columns(last) == columns(line));
        if line.trim().is_empty() || !goes_on {
            blocks.extend(block(std::mem::take(&mut lines)));
        }
        if !line.trim().is_empty() {
            lines.push(line);
        }
    }
    blocks
}

/// One line with a tab is a line; two of a kind are a table.
fn block(lines: Vec<&str>) -> Option<Block<'_>> {
    let has_cells = lines.first()?.contains('\t');
    Some(if has_cells && lines.len() > 1 {
        Block::Table(lines.iter().map(|line| line.split('\t').map(str::trim).collect()).collect())
    } else {
        Block::Lines(lines)
    })
}

#[cfg(test)]
mod tests {
    use super::{Block, blocks};

    #[test]
    fn empty_lines_part_blocks_and_tabs_make_tables() {
        let page = "Title\n\nOne line\nand another\nName\tSum\nA \t 1\n\n\nsigned:\tB";
        assert_eq!(
            blocks(page),
            [
                Block::Lines(vec!["Title"]),
                Block::Lines(vec!["One line", "and another"]),
                Block::Table(vec![vec!["Name", "Sum"], vec!["A", "1"]]),
                Block::Lines(vec!["signed:\tB"]),
            ]
        );
        assert!(blocks(" \n\n").is_empty());
    }
}
