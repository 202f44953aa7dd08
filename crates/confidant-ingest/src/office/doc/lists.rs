//! Numbers of lists, which are nowhere in the text ([MS-DOC], LFO, LVL, LSTF).

use std::collections::HashMap;

use super::fib::{Fib, Part, counted};
use crate::office::{
    counting::{Counts, LEVELS, Level, List, Use},
    ole::{long, short},
};

/// Definitions and uses that are read; Word allows 2,047.
const MAX_LISTS: usize = 10_000;
/// Characters of a label; Word allows 255 and most have three.
const MAX_PATTERN: usize = 1000;

/// The lists of a document, and how far each has counted.
#[derive(Default)]
pub(super) struct Lists {
    definitions: HashMap<String, List>,
    uses: Vec<Use>,
    counts: Counts,
}

impl Lists {
    /// Reads definitions and uses.
    pub fn read(fib: &Fib<'_>, table: &[u8]) -> Self {
        let mut lists = Self::default();
        if let Some((start, _)) = fib.place(Part::Lists).filter(|(_, length)| *length > 0) {
            lists.define(table.get(start..).unwrap_or_default());
        }
        lists.uses(fib.part(table, Part::ListUses));
        lists
    }

    /// The label of a paragraph in the list in use under `number`, counted from 1, and the space after it. Asking counts on.
    pub fn label(&mut self, number: u16, level: u8, style: Option<u16>) -> Option<String> {
        let used = self.uses.get(usize::from(number.checked_sub(1)?))?;
        let definition = self.definitions.get(&used.list)?;
        let style = style.map(|style| style.to_string());
        // A style can be tied to a level.
        let tied = definition.levels.iter().position(|level| style.is_some() && level.style == style);
        let level = tied.unwrap_or(usize::from(level));
        if level >= LEVELS {
            return None;
        }
        self.counts.next(&number.to_string(), used, definition, level)
    }

    /// All definitions stand first, and behind them the levels of each.
    fn define(&mut self, part: &[u8]) {
        let count = short(part, 0).map_or(0, usize::from).min(MAX_LISTS);
        let mut at = 2 + 28 * count;
        for number in 0..count {
            let Some(head) = part.get(2 + 28 * number..2 + 28 * (number + 1)) else { return };
            let Some(id) = long(head, 0) else { return };
            let is_simple = head.get(26).is_some_and(|flags| flags & 1 == 1);
            let mut list = List::default();
            for place in 0..if is_simple { 1 } else { LEVELS } {
                let Some((mut level, size)) = part.get(at..).and_then(level) else { return };
                level.style =
                    short(head, 8 + 2 * place).filter(|style| *style != 0x0fff).map(|style| style.to_string());
                list.levels.push(level);
                at += size;
            }
            self.definitions.insert(id.to_string(), list);
        }
    }

    /// All uses stand first, and behind them what each does differently.
    fn uses(&mut self, part: &[u8]) {
        let count = long(part, 0).unwrap_or(0).min(MAX_LISTS);
        let mut at = 4 + 16 * count;
        for number in 0..count {
            let Some(head) = part.get(4 + 16 * number..4 + 16 * (number + 1)) else { return };
            let Some(id) = long(head, 0) else { return };
            let mut used = Use { list: id.to_string(), ..Use::default() };
            at += 4;
            for _ in 0..head.get(12).copied().unwrap_or(0) {
                let (Some(start), Some(flags)) = (long(part, at), long(part, at + 4)) else { break };
                at += 8;
                let place = flags & 0x0f;
                if flags & 0x20 != 0 {
                    let Some((level, size)) = part.get(at..).and_then(level) else { break };
                    at += size;
                    if flags & 0x10 != 0 {
                        used.starts.insert(place, level.start);
                    }
                    used.levels.insert(place, level);
                } else if flags & 0x10 != 0 {
                    used.starts.insert(place, i64::try_from(start).unwrap_or(0));
                }
            }
            self.uses.push(used);
        }
    }
}

/// A level, and how many bytes it takes.
fn level(bytes: &[u8]) -> Option<(Level, usize)> {
    let flags = *bytes.get(5)?;
    let formats = usize::from(*bytes.get(24)?) + usize::from(*bytes.get(25)?);
    let (text, length) = counted(bytes.get(28 + formats..)?)?;
    let mut pattern = String::new();
    for c in text.chars().take(MAX_PATTERN) {
        match u8::try_from(c) {
            // A number of a level stands for its number.
            Ok(level @ 0..=8) => pattern.extend(['%', char::from(b'1' + level)]),
            _ => pattern.push(c),
        }
    }
    let restarts_after = (flags & 0x08 != 0).then(|| bytes.get(26).map(|level| usize::from(*level))).flatten();
    let level = Level {
        start: i64::try_from(long(bytes, 0)?).ok()?,
        format: format(*bytes.get(4)?).to_owned(),
        pattern,
        restarts_after,
        is_legal: flags & 0x04 != 0,
        sticks: bytes.get(15) == Some(&2),
        style: None,
    };
    Some((level, 28 + formats + length))
}

/// The name of a number format.
fn format(number: u8) -> &'static str {
    match number {
        1 => "upperRoman",
        2 => "lowerRoman",
        3 => "upperLetter",
        4 => "lowerLetter",
        5 => "ordinal",
        22 => "decimalZero",
        23 => "bullet",
        255 => "none",
        _ => "decimal",
    }
}
