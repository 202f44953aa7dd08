//! Form fields whose value is not drawn: viewers draw it themselves, so a reader has to look for it.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "points on a page are far from the limits of a float"
)]

use hayro_font::kurbo::{self, Affine, Point};
use hayro_syntax::{
    object::{Array, Dict, Name, Object, Rect},
    page::Page,
    xref::XRef,
};

use super::{glyphs::Collector, hidden::items, info};
use crate::layout::Glyph;

/// A field inherits its value from its parents; no sane form nests deeper.
const DEPTH: usize = 16;
/// Flags that keep an annotation from being seen: hidden, not viewed.
const UNSEEN: u32 = 1 << 1 | 1 << 5;

/// Adds the values of text and choice fields on `page` where nothing was drawn.
pub(super) fn without_drawing(page: &Page<'_>, to_page: Affine, collector: &mut Collector) {
    let Some(annotations) = page.raw().get::<Array<'_>>("Annots") else { return };
    for widget in items(&annotations, page.xref()).filter_map(Object::into_dict) {
        let is_widget = widget.get::<Name<'_>>("Subtype").is_some_and(|kind| &*kind == b"Widget");
        if is_widget
            && !is_unseen(&widget)
            && let Some(rect) = widget.get::<Rect>("Rect")
            && let Some(value) = value(&widget, page.xref())
        {
            let corner = |x, y| to_page * Point::new(x, y);
            let on_page = kurbo::Rect::from_points(corner(rect.x0, rect.y0), corner(rect.x1, rect.y1));
            if !collector.has_text_in(on_page) {
                place(&value, on_page, collector);
            }
        }
    }
}

/// Whether viewers do not show it.
pub(super) fn is_unseen(annotation: &Dict<'_>) -> bool {
    annotation.get::<u32>("F").unwrap_or(0) & UNSEEN != 0
}

/// What was typed into a text field, or what was chosen from a list, as it is shown there.
pub(super) fn value(field: &Dict<'_>, xref: &XRef) -> Option<String> {
    // Buttons are named by "Yes" and "Off", signatures by a dictionary: neither is text to read.
    let kind = inherited(field, "FT")?.into_name()?;
    let texts = match (&*kind, inherited(field, "V")?) {
        (b"Tx" | b"Ch", Object::String(text)) => vec![info::text(text.as_bytes())],
        (b"Tx", Object::Stream(stream)) => vec![info::text(&stream.decoded_data().ok()?)],
        (b"Ch", Object::Array(chosen)) => texts(&chosen, xref),
        _ => return None,
    };
    let shown = match inherited(field, "Opt") {
        Some(Object::Array(options)) if &*kind == b"Ch" => {
            let options: Vec<(String, String)> =
                items(&options, xref).filter_map(|choice| option(choice, xref)).collect();
            let shown = |text: String| {
                let option = options.iter().find(|(export, _)| *export == text);
                option.map_or(text, |(_, shown)| shown.clone())
            };
            texts.into_iter().map(shown).collect()
        }
        _ => texts,
    };
    Some(shown.join("\n")).filter(|value| !value.is_empty())
}

fn texts(strings: &Array<'_>, xref: &XRef) -> Vec<String> {
    items(strings, xref).filter_map(Object::into_string).map(|text| info::text(text.as_bytes())).collect()
}

/// A choice's value and what a list shows for it.
fn option(option: Object<'_>, xref: &XRef) -> Option<(String, String)> {
    match option {
        Object::String(text) => {
            let text = info::text(text.as_bytes());
            Some((text.clone(), text))
        }
        Object::Array(pair) => match texts(&pair, xref).as_slice() {
            [export, shown] => Some((export.clone(), shown.clone())),
            _ => None,
        },
        _ => None,
    }
}

/// An entry of a field or of the nearest field above that has it.
pub(super) fn inherited<'a>(field: &Dict<'a>, key: &str) -> Option<Object<'a>> {
    let mut field = field.clone();
    for _ in 0..DEPTH {
        if let Some(value) = field.get::<Object<'_>>(key) {
            return Some(value);
        }
        field = field.get::<Dict<'_>>("Parent")?;
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
                text: c.into(),
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
