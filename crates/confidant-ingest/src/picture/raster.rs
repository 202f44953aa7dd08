//! Image files: PNG, JPEG, GIF, WebP and BMP by the `image` crate, TIFF by the crate below it, for only that knows its pages.
//!
//! A scan says how fine it is, but the decoder does not tell, and cameras and screens write nonsense there. So the picture is
//! taken to be a page: its longer side is as long as that of A4, unless that made its pixels larger than a screen's.

use std::io::Cursor;

use confidant_text::{PageSize, PageSource, Warning, WarningCode};
use image::{
    AnimationDecoder, DynamicImage, Frame, ImageDecoder, ImageError, ImageFormat, ImageReader, ImageResult, Limits,
    codecs::{gif::GifDecoder, png::PngDecoder, webp::WebPDecoder},
    error::{LimitError, LimitErrorKind},
};

use super::{said::Said, tiff};
use crate::{
    content::Content,
    wire::{Failure, MAX_PAGES, WirePage},
};

/// The longest side of a picture that is decoded.
const SIDE: u32 = 40_000;
/// The most pixels of a picture that is decoded: a camera's largest, or A2 at 600 dots per inch.
pub(super) const PIXELS: u64 = 160 << 20;
/// Memory for one decoder.
const MEMORY: u64 = 768 << 20;
/// More moving pictures than this are a film, of which only so many are read.
const FRAMES: usize = 50;
/// The most pixels of one of them: its decoder holds several pictures of the whole size besides those that it gave out.
const MOVING_PIXELS: u64 = PIXELS / 4;
/// Memory for one decoder of moving pictures.
const MOVING_MEMORY: u64 = MEMORY / 2;
/// The longer side of A4, in points.
const PAGE: f32 = 842.0;
/// What screens show at least, in pixels per point.
const COARSEST: f32 = 96.0 / 72.0;

/// The pages of an image file. They have no text yet: that is for text recognition.
pub(crate) fn read(bytes: &[u8]) -> Result<Content, Failure> {
    let format = format(bytes)?;
    let (sizes, is_cut) = match format {
        ImageFormat::Tiff => (tiff::sizes(bytes)?, false),
        format => sizes(bytes, format)?,
    };
    if sizes.is_empty() {
        return Err(Failure::Damaged);
    }
    if sizes.len() > MAX_PAGES {
        return Err(Failure::TooLarge);
    }
    let pages = (1..).zip(sizes).map(|(number, (width, height))| WirePage {
        text: String::new(),
        source: PageSource::None,
        size: Some(points(width, height)),
        words: Vec::new(),
        warnings: vec![Warning { code: WarningCode::NoText, page: Some(number) }],
    });
    let said = Said::of(bytes, format);
    let warning = (is_cut || said.is_cut).then_some(Warning { code: WarningCode::PartUnread, page: None });
    Ok(Content { pages: pages.collect(), metadata: said.properties(), warnings: warning.into_iter().collect() })
}

/// The page `page` of an image file, counted from 0, upright as its maker meant it.
pub(super) fn decode(bytes: &[u8], page: u32) -> Result<DynamicImage, Failure> {
    let format = format(bytes)?;
    if format == ImageFormat::Tiff {
        return tiff::decode(bytes, page);
    }
    if let Some(film) = film(bytes, format).map_err(failure)? {
        let frame = film.frames.into_iter().nth(page as usize).ok_or(Failure::Damaged)?;
        return Ok(DynamicImage::ImageRgba8(frame.into_buffer()));
    }
    if page > 0 {
        return Err(Failure::Damaged);
    }
    let mut decoder = reader(bytes, format).into_decoder().map_err(failure)?;
    bounded(decoder.dimensions())?;
    let orientation = decoder.orientation().map_err(failure)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(failure)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// How large a picture of so many pixels is on paper.
pub(super) fn points(width: u32, height: u32) -> PageSize {
    #[allow(clippy::cast_precision_loss, reason = "sides are shorter than 2^24 pixels")]
    let (width, height) = (width as f32, height as f32);
    let pixels_per_point = (width.max(height) / PAGE).max(COARSEST);
    PageSize { width: width / pixels_per_point, height: height / pixels_per_point }
}

/// A picture of these sides may be decoded.
pub(super) fn bounded((width, height): (u32, u32)) -> Result<(), Failure> {
    let is_bounded = width.max(height) <= SIDE && u64::from(width) * u64::from(height) <= PIXELS;
    if is_bounded { Ok(()) } else { Err(Failure::TooLarge) }
}

fn format(bytes: &[u8]) -> Result<ImageFormat, Failure> {
    image::guess_format(bytes).map_err(|_| Failure::Unsupported)
}

/// A decoder for stills, with limits.
pub(super) fn reader(bytes: &[u8], format: ImageFormat) -> ImageReader<Cursor<&[u8]>> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits(MEMORY));
    reader
}

fn limits(memory: u64) -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE);
    limits.max_image_height = Some(SIDE);
    limits.max_alloc = Some(memory);
    limits
}

/// Width and height of each page, as they are seen, and whether there are more that are not read.
fn sizes(bytes: &[u8], format: ImageFormat) -> Result<(Vec<(u32, u32)>, bool), Failure> {
    if let Some(film) = film(bytes, format).map_err(failure)? {
        return Ok((film.frames.iter().map(|frame| frame.buffer().dimensions()).collect(), film.is_cut));
    }
    let mut decoder = reader(bytes, format).into_decoder().map_err(failure)?;
    let (width, height) = decoder.dimensions();
    bounded((width, height))?;
    let orientation = decoder.orientation().map_err(failure)?;
    // Exif counts from 1; from 5 on, the picture lies on its side.
    let lies = orientation.to_exif() > 4;
    Ok((vec![if lies { (height, width) } else { (width, height) }], false))
}

/// The first pictures of a file that moves.
#[derive(Default)]
struct Film {
    frames: Vec<Frame>,
    /// Whether more follow.
    is_cut: bool,
}

/// The pictures of a file that moves; none if it is a still.
fn film(bytes: &[u8], format: ImageFormat) -> ImageResult<Option<Film>> {
    let source = Cursor::new(bytes);
    let film = match format {
        ImageFormat::Gif => GifDecoder::new(source).and_then(small).and_then(some_frames)?,
        ImageFormat::WebP => match WebPDecoder::new(source)? {
            decoder if decoder.has_animation() => small(decoder).and_then(some_frames)?,
            _ => return Ok(None),
        },
        ImageFormat::Png => match PngDecoder::with_limits(source, limits(MEMORY))? {
            decoder if decoder.is_apng()? => some_frames(small(decoder)?.apng()?)?,
            _ => return Ok(None),
        },
        _ => return Ok(None),
    };
    Ok(Some(film))
}

/// The decoder of moving pictures that are not too large. Unlike the one of a still it takes as much memory as the file says.
fn small<D: ImageDecoder>(mut decoder: D) -> ImageResult<D> {
    decoder.set_limits(limits(MOVING_MEMORY))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOVING_PIXELS {
        return Err(too_much());
    }
    Ok(decoder)
}

/// As many pictures as are read, with no more pixels than a still may have.
fn some_frames<'a>(decoder: impl AnimationDecoder<'a>) -> ImageResult<Film> {
    let mut pixels = 0;
    let mut film = Film::default();
    for frame in decoder.into_frames() {
        let frame = match frame {
            Err(error) if film.frames.is_empty() => return Err(error),
            Ok(frame) if film.frames.len() < FRAMES => frame,
            _ => return Ok(Film { is_cut: true, ..film }),
        };
        pixels += u64::from(frame.buffer().width()) * u64::from(frame.buffer().height());
        if pixels > PIXELS {
            return Ok(Film { is_cut: true, ..film });
        }
        film.frames.push(frame);
    }
    Ok(film)
}

fn too_much() -> ImageError {
    ImageError::Limits(LimitError::from_kind(LimitErrorKind::InsufficientMemory))
}

#[allow(clippy::needless_pass_by_value, reason = "`map_err` hands it over")]
fn failure(error: ImageError) -> Failure {
    match error {
        ImageError::Limits(_) => Failure::TooLarge,
        ImageError::Unsupported(_) => Failure::Unsupported,
        _ => Failure::Damaged,
    }
}

#[cfg(test)]
mod tests {
    use confidant_text::{Warning, WarningCode};
    use image::{Frame, RgbaImage, codecs::gif::GifEncoder};

    use super::{FRAMES, read};
    use crate::wire::Failure;

    #[test]
    fn a_film_is_read_as_far_as_its_first_pictures() {
        for (count, is_cut) in [(FRAMES, false), (FRAMES + 9, true)] {
            let mut file = Vec::new();
            let frames = (0..count).map(|_| Frame::new(RgbaImage::new(4, 4)));
            GifEncoder::new(&mut file).encode_frames(frames).unwrap();
            let content = read(&file).unwrap();
            assert_eq!(content.pages.len(), FRAMES);
            let warning = Warning { code: WarningCode::PartUnread, page: None };
            assert_eq!(content.warnings, if is_cut { vec![warning] } else { vec![] });
        }
    }

    #[test]
    fn a_moving_picture_takes_no_more_memory_than_it_may() {
        // 51,721 pixels wide and 51,914 high: ten gigabytes.
        let mut file =
            b"GIF89a\x09\xca\xca\xca\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;".to_vec();
        assert_eq!(read(&file).err(), Some(Failure::TooLarge));
        file[6..10].copy_from_slice(&[1, 0, 1, 0]);
        assert_eq!(read(&file).map(|content| content.pages.len()), Ok(1));
    }
}
