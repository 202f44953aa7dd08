//! Masked pages as Markdown: paragraphs, tables, a rule between two pages. What would swallow characters is escaped.

use std::borrow::Cow;

use confidant_privacy::{MaskedText, Origin};

use crate::blocks::{Block, blocks};

/// The file. Headings and lists of the text stay what they look like; a placeholder stays as it is, so that it can be restored.
pub(crate) fn markdown(pages: &[MaskedText]) -> String {
    let pages = pages.iter().map(|page| {
        let escaped: String = page.pieces().map(|piece| escaped(piece.text, piece.what)).collect();
        let blocks = blocks(&escaped).iter().map(block).collect::<Vec<_>>();
        blocks.join("\n\n")
    });
    let mut all = pages.filter(|page| !page.is_empty()).collect::<Vec<_>>().join("\n\n---\n\n");
    all.push('\n');
    all
}

fn block(block: &Block<'_>) -> String {
    match block {
        Block::Lines(lines) => lines.join("\n"),
        Block::Table(rows) => {
            let row = |cells: &Vec<&str>| format!("| {} |", cells.join(" | "));
            let columns = rows.first().map_or(0, Vec::len);
            let mut lines: Vec<String> = rows.iter().map(row).collect();
            lines.insert(1.min(lines.len()), format!("|{}", " --- |".repeat(columns)));
            lines.join("\n")
        }
    }
}

/// Characters that Markdown takes away when it sets the text.
const SWALLOWED: [char; 9] = ['\\', '`', '*', '_', '<', '&', '~', '|', '$'];

fn escaped(text: &str, what: Origin) -> Cow<'_, str> {
    if matches!(what, Origin::Placeholder { .. } | Origin::Omitted(_)) || !text.contains(SWALLOWED) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if SWALLOWED.contains(&c) {
            out.push('\\');
        }
        out.push(c);
    }
    Cow::Owned(out)
}

/// The text of a Markdown file without its escapes, as whoever reads it sees it.
pub(crate) fn unescaped(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut chars = markdown.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' || chars.peek().is_none_or(|next| !SWALLOWED.contains(next)) {
            out.push(c);
        } else {
            out.extend(chars.next());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use confidant_privacy::{MaskedText, Policy, Recognisers, Vault, mask};
    use confidant_text::RawText;

    use super::{markdown, unescaped};

    fn masked(text: &str) -> MaskedText {
        let text = RawText::new(text);
        let findings = Recognisers::builtin().unwrap().scan(&[&text], &Policy::default()).unwrap().remove(0);
        mask(&text, &findings, &mut Vault::new(), &Policy::default()).unwrap()
    }

    #[test]
    fn pages_tables_and_odd_characters() {
        let pages = [masked("# Costs\n\nItem\tNote\nA_1\t<b>2|3</b>"), masked("Mail anna@example.org\n*now*")];
        let written = markdown(&pages);
        assert_eq!(
            written,
            "# Costs\n\n| Item | Note |\n| --- | --- |\n| A\\_1 | \\<b>2\\|3\\</b> |\n\n---\n\nMail [EMAIL_1]\n\\*now\\*\n"
        );
        assert!(unescaped(&written).contains("| A_1 | <b>2|3</b> |"));
    }
}
