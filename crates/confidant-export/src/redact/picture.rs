//! [`Picture`] and [`Canvas`]: the pixels of a page, what is copied of them, and what is covered.

use confidant_text::{PageSize, Rect, WordBox};

use super::plan::{Covered, Shown};

/// A picture of a page: rows from the top, three bytes (red, green, blue) for each pixel.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
    /// `3 * width * height` bytes.
    pub rgb: Vec<u8>,
}

/// Why there is no picture of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoPicture {
    /// It could not be drawn.
    #[error("the page could not be drawn")]
    Failed,
    /// The person stopped it.
    #[error("stopped")]
    Stopped,
}

/// A larger picture is a bomb and no page.
const MOST_PIXELS: u64 = 64 << 20;

impl Picture {
    /// The picture in a PNG file. What is see-through lies on white, as on paper.
    pub fn from_png(file: &[u8]) -> Result<Self, NoPicture> {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(file));
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().map_err(|_| NoPicture::Failed)?;
        let (width, height) = reader.info().size();
        let size = reader.output_buffer_size().filter(|_| u64::from(width) * u64::from(height) <= MOST_PIXELS);
        let mut bytes = vec![0; size.ok_or(NoPicture::Failed)?];
        let frame = reader.next_frame(&mut bytes).map_err(|_| NoPicture::Failed)?;
        bytes.truncate(frame.buffer_size());
        let on_white = |colour: u8, alpha: u8| {
            let (colour, alpha) = (u16::from(colour), u16::from(alpha));
            ((colour * alpha + 255 * (255 - alpha)) / 255) as u8
        };
        let rgb = match frame.color_type {
            png::ColorType::Rgb => bytes,
            png::ColorType::Grayscale => bytes.iter().flat_map(|grey| [*grey; 3]).collect(),
            png::ColorType::GrayscaleAlpha => {
                let (pixels, _) = bytes.as_chunks::<2>();
                pixels.iter().flat_map(|[grey, alpha]| [on_white(*grey, *alpha); 3]).collect()
            }
            png::ColorType::Rgba => {
                let (pixels, _) = bytes.as_chunks::<4>();
                pixels.iter().flat_map(|[r, g, b, a]| [*r, *g, *b].map(|colour| on_white(colour, *a))).collect()
            }
            png::ColorType::Indexed => return Err(NoPicture::Failed),
        };
        Ok(Self { width, height, rgb })
    }
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({} × {})", self.width, self.height)
    }
}

/// A picture of a page with the way from its points to its pixels.
pub(super) struct Canvas {
    pub width: usize,
    pub height: usize,
    pub rgb: Vec<u8>,
    /// Pixels per point, across and down.
    scale: (f32, f32),
}

/// Fewer pixels for a point, and a letter is smaller than what is cut around it.
const COARSEST: f32 = 0.5;
const WHITE: u8 = 255;
const BLACK: u8 = 0;

/// How much more than a word's own box is taken, in parts of its height: letters stand over the line they are measured by,
/// accents over those, and slanted ones lean out.
const ABOVE: f32 = 0.25;
const BELOW: f32 = 0.15;
const BESIDE: f32 = 0.12;

impl Canvas {
    /// Nothing when the picture is not one of this page: not as wide for its height. It may be smaller than was asked for.
    pub fn of(picture: Picture, size: PageSize) -> Option<Self> {
        let Picture { width, height, rgb } = picture;
        let scale = (width as f32 / size.width, height as f32 / size.height);
        let whole = u64::from(width) * u64::from(height) * 3 == rgb.len() as u64;
        let sound = u64::from(width) * u64::from(height) <= MOST_PIXELS && scale.0.min(scale.1) >= COARSEST;
        // Each side may be off by a pixel or two, for parts of points.
        let fits = (scale.0 - scale.1).abs() <= 2.0 / size.width.min(size.height);
        (whole && sound && fits).then_some(Self { width: width as usize, height: height as usize, rgb, scale })
    }

    /// White, with these words of it alone.
    pub fn only(&self, words: &[Shown]) -> Self {
        let mut copy =
            Self { width: self.width, height: self.height, rgb: vec![WHITE; self.rgb.len()], scale: self.scale };
        for word in words {
            let area = self.area(word.rect);
            for y in area.top..area.bottom {
                let row = self.row(y, &area);
                if let (Some(from), Some(to)) = (self.rgb.get(row.clone()), copy.rgb.get_mut(row)) {
                    to.copy_from_slice(from);
                }
            }
        }
        copy
    }

    /// Makes every box black, edges and all.
    pub fn cover(&mut self, boxes: &[Covered]) {
        for covered in boxes {
            let area = self.area(covered.rect);
            for y in area.top..area.bottom {
                let row = self.row(y, &area);
                if let Some(pixels) = self.rgb.get_mut(row) {
                    pixels.fill(BLACK);
                }
            }
        }
    }

    /// Whether it is of one colour throughout.
    pub fn is_blank(&self) -> bool {
        let first = self.rgb.first_chunk::<3>();
        self.rgb.as_chunks::<3>().0.iter().all(|pixel| Some(pixel) == first)
    }

    /// Whether something is drawn in `rect`.
    pub fn has_ink(&self, rect: Rect) -> bool {
        let area = self.area(rect);
        let mut rows = (area.top..area.bottom).filter_map(|y| self.rgb.get(self.row(y, &area)));
        let first = rows.next().and_then(|row| row.first_chunk::<3>());
        let differs =
            |row: &[u8]| row.as_chunks::<3>().0.iter().any(|pixel| first.is_some_and(|first| differ(*pixel, *first)));
        (area.top..area.bottom).filter_map(|y| self.rgb.get(self.row(y, &area))).any(differs)
    }

    /// Whether something is drawn outside of these words.
    pub fn has_more_than(&self, words: &[WordBox]) -> bool {
        let mut rest = Self { width: self.width, height: self.height, rgb: self.rgb.clone(), scale: self.scale };
        let paper = self.rgb.first_chunk::<3>().copied().unwrap_or([WHITE; 3]);
        for word in words {
            let area = self.area(word.rect);
            for y in area.top..area.bottom {
                let row = self.row(y, &area);
                for pixel in rest.rgb.get_mut(row).unwrap_or_default().as_chunks_mut::<3>().0 {
                    *pixel = paper;
                }
            }
        }
        let (pixels, _) = rest.rgb.as_chunks::<3>();
        let drawn = pixels.iter().filter(|pixel| differ(**pixel, paper)).count();
        // A speck on a scan is no drawing; a thin line across a tenth of the page is one.
        drawn > (self.width / 10).max(8)
    }

    /// The pixels of a word with what leans out of it; at least one, and none outside of the page.
    fn area(&self, rect: Rect) -> Area {
        let beside = BESIDE * rect.height;
        // A clamped float is never outside; a NaN becomes zero.
        let pixel = |points: f32, scale: f32, most: usize| (points * scale).clamp(0.0, most as f32) as usize;
        let up = |points: f32, scale: f32, most: usize| (points * scale).ceil().clamp(0.0, most as f32) as usize;
        let (across, down) = self.scale;
        // Text that runs up or down the page leans out at its sides.
        let lean = if rect.height > 1.5 * rect.width { ABOVE * rect.width } else { 0.0 };
        Area {
            left: pixel(rect.x - beside.min(4.0) - lean, across, self.width),
            right: up(rect.x + rect.width + beside.min(4.0) + lean, across, self.width),
            top: pixel(rect.y - (ABOVE * rect.height).min(8.0), down, self.height),
            bottom: up(rect.y + rect.height + (BELOW * rect.height).min(6.0), down, self.height),
        }
    }

    fn row(&self, y: usize, area: &Area) -> std::ops::Range<usize> {
        let start = y * self.width;
        3 * (start + area.left)..3 * (start + area.right.max(area.left))
    }
}

/// Pixels, the last column and row not included.
struct Area {
    left: usize,
    right: usize,
    top: usize,
    bottom: usize,
}

/// Whether two colours look different: the grain of a scan does not.
fn differ(one: [u8; 3], other: [u8; 3]) -> bool {
    one.iter().zip(&other).any(|(one, other)| one.abs_diff(*other) > 48)
}

#[cfg(test)]
mod tests {
    use confidant_text::{PageSize, Rect, Span, WordBox};

    use super::{Canvas, NoPicture, Picture};
    use crate::redact::plan::{Covered, Shown};

    const SIZE: PageSize = PageSize { width: 100.0, height: 50.0 };

    /// Noise, so that nothing is alike by chance.
    fn noise() -> Picture {
        let rgb = (0..3 * 200 * 100u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        Picture { width: 200, height: 100, rgb }
    }

    fn rect(x: f32, y: f32, width: f32, height: f32) -> Rect {
        Rect { x, y, width, height }
    }

    fn pixel(canvas: &Canvas, x: usize, y: usize) -> [u8; 3] {
        let at = 3 * (y * canvas.width + x);
        canvas.rgb[at..at + 3].try_into().unwrap()
    }

    #[test]
    fn under_a_box_every_pixel_is_black_and_outside_none_is_changed() {
        let mut canvas = Canvas::of(noise(), SIZE).unwrap();
        let before = noise().rgb;
        canvas.cover(&[Covered { at: 0, rect: rect(10.3, 10.2, 30.0, 10.0), label: None }]);
        for y in 20..41 {
            for x in 20..81 {
                assert_eq!(pixel(&canvas, x, y), [0; 3], "{x} {y}");
            }
        }
        let changed = canvas.rgb.iter().zip(&before).filter(|(now, was)| now != was).count();
        assert!(changed < 3 * 70 * 32, "{changed}");
    }

    #[test]
    fn boxes_at_and_beyond_the_edge_are_cut_and_do_not_panic() {
        let mut canvas = Canvas::of(noise(), SIZE).unwrap();
        let at = |rect| Covered { at: 0, rect, label: None };
        canvas.cover(&[
            at(rect(-50.0, -50.0, 60.0, 60.0)),
            at(rect(90.0, 40.0, 1e9, 1e9)),
            at(rect(500.0, 500.0, 5.0, 5.0)),
            at(rect(f32::NAN, 0.0, 1.0, f32::INFINITY)),
        ]);
        assert_eq!((pixel(&canvas, 0, 0), pixel(&canvas, 199, 99)), ([0; 3], [0; 3]));
    }

    #[test]
    fn only_the_words_that_are_shown_are_copied() {
        let canvas = Canvas::of(noise(), SIZE).unwrap();
        let copy = canvas.only(&[Shown { at: 0, rect: rect(20.0, 20.0, 20.0, 10.0), text: "word".to_owned() }]);
        assert_eq!(pixel(&copy, 60, 50), pixel(&canvas, 60, 50));
        assert_eq!((pixel(&copy, 0, 0), pixel(&copy, 150, 50)), ([255; 3], [255; 3]));
    }

    #[test]
    fn ink_and_drawings_are_told() {
        let mut white = Picture { width: 200, height: 100, rgb: vec![255; 3 * 200 * 100] };
        assert!(Canvas::of(white.clone(), SIZE).unwrap().is_blank());
        for x in 20..60 {
            white.rgb[3 * (30 * 200 + x)] = 0;
        }
        let canvas = Canvas::of(white, SIZE).unwrap();
        assert!(!canvas.is_blank());
        assert!(canvas.has_ink(rect(5.0, 10.0, 30.0, 10.0)) && !canvas.has_ink(rect(50.0, 30.0, 30.0, 10.0)));
        let word = |rect| [WordBox { span: Span::new(0, 1), rect }];
        assert!(!canvas.has_more_than(&word(rect(5.0, 10.0, 30.0, 10.0))));
        assert!(canvas.has_more_than(&word(rect(60.0, 10.0, 30.0, 10.0))));
    }

    #[test]
    fn a_picture_of_another_size_is_none_of_this_page() {
        assert!(Canvas::of(noise(), PageSize { width: 50.0, height: 100.0 }).is_none(), "turned");
        assert!(Canvas::of(noise(), PageSize { width: 1000.0, height: 500.0 }).is_none(), "too coarse");
        let short = Picture { rgb: vec![0; 7], ..noise() };
        assert!(Canvas::of(short, SIZE).is_none(), "not whole");
    }

    #[test]
    fn a_png_becomes_a_picture_on_white() {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, 2, 1);
        encoder.set_color(png::ColorType::Rgba);
        encoder.write_header().unwrap().write_image_data(&[10, 20, 30, 255, 0, 0, 0, 0]).unwrap();
        let picture = Picture::from_png(&file).unwrap();
        assert_eq!((picture.width, picture.height, picture.rgb), (2, 1, vec![10, 20, 30, 255, 255, 255]));
        assert_eq!(Picture::from_png(b"no picture").err(), Some(NoPicture::Failed));
    }
}
