//! Glyphs on a page become text in reading order.
//!
//! The way: glyphs that run in one direction are turned upright ([`frame`]), what is said or printed twice is kept once
//! ([`echo`], [`ink`]), neighbours in the file's order become chunks ([`chunk`]), chunks on one baseline become rows ([`order`]),
//! rows with a common gutter become columns where they read like prose ([`gutter`]), and rows become lines of words with their
//! boxes, a table's cells kept whole ([`lines`], [`cells`], [`write`]).
//!
//! Columns are found in the spirit of the recursive X-Y cut (Nagy and Seth, 1984), with a rule that keeps tables in rows. The
//! widths that part words follow what Poppler has settled on in its `TextOutputDev`: a tenth of the type size.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "points on a page are far from the limits of a float"
)]

mod cells;
mod chunk;
mod echo;
mod frame;
mod gutter;
mod ink;
mod letters;
mod lines;
mod meaning;
mod order;
mod write;

use confidant_text::WordBox;

pub(crate) use self::meaning::Meaning;

/// A glyph as the file places it, in points from the page's top left corner.
#[derive(Clone, Debug)]
pub(crate) struct Glyph {
    /// What it means; a ligature means several characters.
    pub text: Meaning,
    /// Where its baseline starts.
    pub x: f32,
    /// Where its baseline starts, downwards.
    pub y: f32,
    /// The direction of writing, a unit vector.
    pub along: (f32, f32),
    /// How far the next glyph is.
    pub advance: f32,
    /// Type size.
    pub size: f32,
    /// Whether it is printed as in a mirror, its top below its foot.
    pub is_mirrored: bool,
}

/// The text of a page and where its words stand.
#[derive(Debug, Default)]
pub(crate) struct Composed {
    pub text: String,
    pub words: Vec<WordBox>,
}

/// The glyphs of one page as text.
pub(crate) fn compose(glyphs: Vec<Glyph>) -> Composed {
    let mut writer = write::Writer::default();
    for group in frame::by_direction(glyphs) {
        let chunks = chunk::chunks(echo::without_echoes(group.letters));
        let blocks = order::blocks(order::rows(chunks));
        let lines = blocks.into_iter().map(lines::lines).collect();
        writer.group(lines, group.frame);
    }
    writer.finish()
}

#[cfg(test)]
mod tests;
