//! Pages of a PDF, drawn by hayro.

use std::sync::Arc;

use confidant_export::{NoPicture, Pages, Picture};
use hayro::{
    PixmapSettings, RenderCache, RenderSettings, hayro_interpret::InterpreterSettings, hayro_syntax::Pdf, render,
    vello_cpu::color::palette::css::WHITE,
};

/// A PDF whose pages can be drawn.
pub struct Drawn(Pdf);

impl Drawn {
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(Pdf::new(Arc::new(bytes)).unwrap())
    }
}

impl Pages for Drawn {
    fn picture(&self, page: u32, scale: f32) -> Result<Picture, NoPicture> {
        let pages = self.0.pages();
        let page = pages.get(page as usize - 1).ok_or(NoPicture::Failed)?;
        let output = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
        let settings = (InterpreterSettings::default(), RenderSettings::default());
        let pixmap = render(page, &RenderCache::new(), &settings.0, &settings.1, &output);
        let rgb = pixmap.data().iter().flat_map(|pixel| [pixel.r, pixel.g, pixel.b]).collect();
        Ok(Picture { width: pixmap.width().into(), height: pixmap.height().into(), rgb })
    }
}

/// The colour at a point of the page, from its top left corner.
pub fn colour(picture: &Picture, x: f32, y: f32, scale: f32) -> [u8; 3] {
    let at = 3 * ((y * scale) as usize * picture.width as usize + (x * scale) as usize);
    picture.rgb[at..at + 3].try_into().unwrap()
}
