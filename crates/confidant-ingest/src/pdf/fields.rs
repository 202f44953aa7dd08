//! Form fields whose value is not drawn: viewers draw it themselves, so a reader has to look for it.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "points on a page are far from the limits of a float"
)]

use hayro_interpret::kurbo::{self, Affine, Point};
use hayro_syntax::{
    object::{Array, Dict, Name, Rect, String as PdfString},
    page::Page,
};

use super::{glyphs::Collector, info};
use crate::layout::Glyph;

/// A field inherits its value from its parents; no sane form nests deeper.
const DEPTH: usize = 16;
/// Flags that keep an annotation from being seen: hidden, not viewed.
const UNSEEN: u32 = 1 << 1 | 1 << 5;

/// Adds the values of text and choice fields on `page` where nothing was drawn.
pub(super) fn without_drawing(page: &Page<'_>, to_page: Affine, collector: &mut Collector) {
    let Some(annotations) = page.raw().get::<Array<'_>>("Annots") else { return };
    for widget in annotations.iter::<Dict<'_>>() {
        let is_widget = widget.get::<Name<'_>>("Subtype").is_some_and(|kind| &*kind == b"Widget");
        let is_seen = widget.get::<u32>("F").unwrap_or(0) & UNSEEN == 0;
        if is_widget
            && is_seen
            && let Some(rect) = widget.get::<Rect>("Rect")
            && let Some(value) = value(widget)
        {
            let corner = |x, y| to_page * Point::new(x, y);
            let on_page = kurbo::Rect::from_points(corner(rect.x0, rect.y0), corner(rect.x1, rect.y1));
            if !collector.has_text_in(on_page) {
                place(&value, on_page, collector);
            }
        }
    }
}

fn value(field: Dict<'_>) -> Option<String> {
    let mut field = Some(field);
    for _ in 0..DEPTH {
        let current = field?;
        // Buttons are named by "Yes" and "Off", signatures by a dictionary: neither is text to read.
        if current.get::<Name<'_>>("FT").is_some_and(|kind| &*kind != b"Tx" && &*kind != b"Ch") {
            return None;
        }
        if let Some(value) = current.get::<PdfString<'_>>("V") {
            return Some(info::text(value.as_bytes())).filter(|value| !value.is_empty());
        }
        field = current.get::<Dict<'_>>("Parent");
    }
    None
}

/// Lets the value's lines share the height of the field, in a type that fits.
fn place(value: &str, field: kurbo::Rect, collector: &mut Collector) {
    const WIDTH: f32 = 0.5;
    let (left, top) = (field.x0 as f32, field.y0 as f32);
    let (width, height) = (field.width() as f32, field.height() as f32);
    let lines: Vec<&str> = value.lines().collect();
    let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    let step = height / lines.len().max(1) as f32;
    let size = (0.8 * step).min(width / (WIDTH * longest.max(1) as f32)).clamp(1.0, 12.0);
    let mut y = top + 0.5 * step + 0.3 * size;
    for line in lines {
        let mut x = left;
        for c in line.chars() {
            collector.add(Glyph {
                text: c.to_string(),
                x,
                y,
                along: (1.0, 0.0),
                advance: WIDTH * size,
                size,
                is_mirrored: false,
            });
            x += WIDTH * size;
        }
        y += step;
    }
}
