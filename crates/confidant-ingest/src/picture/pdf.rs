//! A page of a PDF as hayro draws it.

use confidant_text::PageSize;
use hayro::{
    PixmapSettings, RenderCache, RenderSettings,
    hayro_interpret::InterpreterSettings,
    render,
    vello_cpu::{Pixmap, color::palette::css::WHITE},
};
use hayro_syntax::page::Page;

use super::{Grey, wire::bounded};
use crate::wire::Failure;

/// A page on white paper, `scale` pixels per point or as many as the bounds allow.
pub(super) fn draw<'a>(page: &'a Page<'a>, scale: f32, cache: &RenderCache<'a>) -> Result<Pixmap, Failure> {
    let scale = bounded(scale, size(page)).ok_or(Failure::TooLarge)?;
    // A scan of few dots per inch is not to be read as a mosaic.
    let settings = RenderSettings { force_image_interpolation: true, ..RenderSettings::default() };
    let output = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    Ok(render(page, cache, &InterpreterSettings::default(), &settings, &output))
}

/// Width and height as printed.
pub(super) fn size(page: &Page<'_>) -> PageSize {
    let (width, height) = page.render_dimensions();
    PageSize { width, height }
}

/// The picture in shades of grey, weighed as the eye does (ITU-R BT.601).
pub(super) fn grey(picture: &Pixmap) -> Option<Grey> {
    let shade = |[red, green, blue]: [u8; 3]| {
        let sum = 77 * u32::from(red) + 150 * u32::from(green) + 29 * u32::from(blue);
        u8::try_from(sum >> 8).unwrap_or(u8::MAX)
    };
    let pixels = picture.data().iter().map(|pixel| shade([pixel.r, pixel.g, pixel.b])).collect();
    Grey::new(picture.width().into(), picture.height().into(), pixels)
}

/// Red, green and blue of each pixel. The paper is opaque, so nothing has to be taken out of the colours.
pub(super) fn colours(picture: &Pixmap) -> Vec<u8> {
    picture.data().iter().flat_map(|pixel| [pixel.r, pixel.g, pixel.b]).collect()
}
