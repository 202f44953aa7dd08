//! Styles: which are headings, and which put their paragraphs into lists ([MS-DOC], STSH).

use super::{fib::counted, formats::Paragraph};
use crate::office::ole::short;

/// Styles are based on styles; a circle ends here.
const MAX_BASES: usize = 32;
/// The number of no style.
const NONE: u16 = 0x0fff;

/// The styles of a document, by their numbers.
#[derive(Default)]
pub(super) struct Styles(Vec<Option<Style>>);

struct Style {
    base: u16,
    is_heading: bool,
    list: Option<u16>,
    level: Option<u8>,
}

impl Styles {
    /// Reads the sheet of styles.
    pub fn read(part: &[u8]) -> Self {
        let head = usize::from(short(part, 0).unwrap_or(0));
        let (count, fixed) = (short(part, 2).unwrap_or(0), short(part, 4).map_or(10, usize::from));
        let (mut styles, mut at) = (Vec::new(), 2 + head);
        for _ in 0..count {
            let Some(size) = short(part, at).map(usize::from) else { break };
            at += 2;
            styles.push(part.get(at..at + size).and_then(|style| Style::read(style, fixed)));
            at += size;
        }
        Self(styles)
    }

    /// Whether paragraphs of this style are headings.
    pub fn is_heading(&self, style: u16) -> bool {
        self.bases(style).any(|(_, style)| style.is_heading)
    }

    /// The list that a style puts its paragraphs into, the level, and the style that says so.
    pub fn list(&self, style: u16) -> Option<(u16, u8, u16)> {
        self.bases(style).find_map(|(number, style)| Some((style.list?, style.level.unwrap_or(0), number)))
    }

    fn bases(&self, style: u16) -> impl Iterator<Item = (u16, &Style)> {
        let mut next = style;
        std::iter::from_fn(move || {
            let number = next;
            let style = self.0.get(usize::from(number))?.as_ref()?;
            next = style.base;
            Some((number, style))
        })
        .take(MAX_BASES)
    }
}

impl Style {
    /// Reads one style, whose fixed part has `fixed` bytes (STD).
    fn read(style: &[u8], fixed: usize) -> Option<Self> {
        const PARAGRAPH: u16 = 1;

        let kind = short(style, 0)? & 0x0fff;
        let base = short(style, 2)?;
        let name = style.get(fixed..)?;
        let (_, length) = counted(name)?;
        let mut format = Paragraph::default();
        // The name ends with a character of its own, and what follows begins at an even place.
        let rest = name.get(length + 2..)?;
        if base & 0x0f == PARAGRAPH
            && let Some(size) = short(rest, 0)
            && let Some(list) = rest.get(4..2 + usize::from(size))
        {
            format.change(list);
        }
        let base = base >> 4;
        Some(Self {
            base: if base == NONE { u16::MAX } else { base },
            // Headings, title, subtitle.
            is_heading: matches!(kind, 1..=9 | 62 | 74),
            list: format.list,
            level: format.level,
        })
    }
}
