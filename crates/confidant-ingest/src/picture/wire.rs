//! What the parent and the worker that draws pages say to each other.

use confidant_text::PageSize;
use serde::{Deserialize, Serialize};

use super::Grey;
use crate::wire::{Bytes, Failure, Format};

/// The most pixels of one drawn page: A3 at 400 dots per inch.
pub(crate) const MAX_PIXELS: u64 = 32 << 20;
/// The longest side of a drawn page. Tesseract takes no longer one than 32,767 pixels.
pub(crate) const MAX_SIDE: u32 = 16_000;

/// First `Open`, then any number of the others.
#[derive(Serialize, Deserialize)]
pub(crate) enum Request {
    /// The file whose pages will be drawn.
    Open { format: Format, password: Option<String>, bytes: Bytes },
    /// A page, counted from 0, as text recognition wants it.
    Grey { page: u32 },
    /// A page, counted from 0, as a person wants to see it.
    Coloured { page: u32, scale: f32 },
}

/// One answer to each request.
#[derive(Serialize, Deserialize)]
pub(crate) enum Answer {
    Opened,
    Grey(Drawn),
    Coloured { width: u32, height: u32, png: Bytes },
    Failed(Failure),
}

/// A page for text recognition.
#[derive(Serialize, Deserialize)]
pub(crate) struct Drawn {
    /// The picture.
    pub grey: Grey,
    /// How large the page is on paper.
    pub size: PageSize,
    /// Whether there is nothing on it. The picture has no pixels then.
    pub is_blank: bool,
}

/// The scale that is nearest to the wanted one at which a page of `size` points keeps within the bounds.
pub(crate) fn bounded(wanted: f32, size: PageSize) -> Option<f32> {
    let (width, height) = (f64::from(size.width), f64::from(size.height));
    if !(width > 0.0 && height > 0.0 && wanted > 0.0 && (width * height).is_finite()) {
        return None;
    }
    #[allow(clippy::cast_precision_loss, reason = "a power of two")]
    let by_area = (MAX_PIXELS as f64 / (width * height)).sqrt();
    let by_side = f64::from(MAX_SIDE) / width.max(height);
    #[allow(clippy::cast_possible_truncation, reason = "a scale needs no more digits")]
    let scale = f64::from(wanted).min(by_area).min(by_side) as f32;
    // Less than one pixel is no picture.
    (f64::from(scale) * width.min(height) >= 1.0).then_some(scale)
}

#[cfg(test)]
mod tests {
    use confidant_text::PageSize;

    use super::{MAX_PIXELS, bounded};

    #[test]
    fn a_scale_keeps_within_the_bounds() {
        let a4 = PageSize { width: 595.0, height: 842.0 };
        assert_eq!(bounded(2.0, a4), Some(2.0));
        let wall = PageSize { width: 14_400.0, height: 14_400.0 };
        let side = 14_400.0 * bounded(4.0, wall).unwrap();
        assert!(side * side <= 1.001 * f32::from(u16::try_from(MAX_PIXELS >> 16).unwrap()) * 65_536.0);
        for broken in [0.0, -1.0, f32::NAN, f32::INFINITY] {
            assert_eq!(bounded(2.0, PageSize { width: broken, height: 842.0 }), None);
        }
        assert_eq!(bounded(f32::NAN, a4), None);
        assert_eq!(bounded(2.0, PageSize { width: 0.001, height: 1e9 }), None, "a thread");
    }
}
