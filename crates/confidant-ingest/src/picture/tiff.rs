//! TIFF: the one image format with pages, and the one that faxes and scanners write.

use std::io::Cursor;

use image::DynamicImage;
use tiff::{
    ColorType, TiffError,
    decoder::{Decoder, DecodingResult, Limits},
    tags::Tag,
};

use super::raster::{PIXELS, bounded};
use crate::wire::{Failure, MAX_PAGES};

type Reader<'a> = Decoder<Cursor<&'a [u8]>>;

/// Width and height of each page.
pub(super) fn sizes(bytes: &[u8]) -> Result<Vec<(u32, u32)>, Failure> {
    let mut reader = open(bytes)?;
    let mut sizes = Vec::new();
    loop {
        let (width, height) = reader.dimensions().map_err(failure)?;
        bounded((width, height))?;
        sizes.push(if lies(&mut reader) { (height, width) } else { (width, height) });
        if !reader.more_images() {
            return Ok(sizes);
        }
        if sizes.len() > MAX_PAGES {
            return Err(Failure::TooLarge);
        }
        reader.next_image().map_err(failure)?;
    }
}

/// The page `page`, counted from 0.
pub(super) fn decode(bytes: &[u8], page: u32) -> Result<DynamicImage, Failure> {
    let mut reader = open(bytes)?;
    reader.seek_to_image(page as usize).map_err(failure)?;
    bounded(reader.dimensions().map_err(failure)?)?;
    let orientation = orientation(&mut reader);
    let mut picture = picture(&mut reader)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn open(bytes: &[u8]) -> Result<Reader<'_>, Failure> {
    let mut limits = Limits::default();
    limits.decoding_buffer_size = usize::try_from(4 * PIXELS).unwrap_or(usize::MAX);
    limits.intermediate_buffer_size = limits.decoding_buffer_size;
    Ok(Decoder::new(Cursor::new(bytes)).map_err(failure)?.with_limits(limits))
}

fn orientation(reader: &mut Reader<'_>) -> image::metadata::Orientation {
    let tag = reader.find_tag_unsigned::<u8>(Tag::Orientation).ok().flatten();
    tag.and_then(image::metadata::Orientation::from_exif).unwrap_or(image::metadata::Orientation::NoTransforms)
}

/// Whether the page lies on its side in the file.
fn lies(reader: &mut Reader<'_>) -> bool {
    orientation(reader).to_exif() > 4
}

fn picture(reader: &mut Reader<'_>) -> Result<DynamicImage, Failure> {
    let (width, height) = reader.dimensions().map_err(failure)?;
    let colours = reader.colortype().map_err(failure)?;
    let mut samples = DecodingResult::U8(Vec::new());
    let layout = reader.read_image_to_buffer(&mut samples).map_err(failure)?;
    if layout.planes > 1 {
        return Err(Failure::Unsupported);
    }
    let samples = eight_bits(samples)?;
    let grey = |pixels: Vec<u8>| image::GrayImage::from_raw(width, height, pixels).map(DynamicImage::ImageLuma8);
    let rgb = |pixels: Vec<u8>| image::RgbImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgb8);
    let made = match colours {
        ColorType::Gray(bits @ (1 | 2 | 4)) => grey(unpacked(&samples, bits, width)),
        ColorType::Gray(_) => grey(samples),
        ColorType::GrayA(_) => {
            grey(samples.chunks_exact(2).filter_map(|pixel| over_white(pixel, 1)).flatten().collect())
        }
        ColorType::RGB(_) => rgb(samples),
        ColorType::RGBA(_) => rgb(samples.chunks_exact(4).filter_map(|pixel| over_white(pixel, 3)).flatten().collect()),
        ColorType::CMYK(_) => rgb(samples.chunks_exact(4).flat_map(printed).collect()),
        ColorType::YCbCr(_) => rgb(samples.chunks_exact(3).flat_map(broadcast).collect()),
        ColorType::Palette(bits) => {
            let map = reader.get_tag_u16_vec(Tag::ColorMap).map_err(failure)?;
            rgb(looked_up(&unpacked_raw(&samples, bits, width), &map))
        }
        _ => return Err(Failure::Unsupported),
    };
    made.ok_or(Failure::Damaged)
}

/// Samples of any width as bytes; the finer ones lose what no eye would see.
fn eight_bits(samples: DecodingResult) -> Result<Vec<u8>, Failure> {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a float's shade is clamped first")]
    let from_float = |shade: f32| (shade.clamp(0.0, 1.0) * 255.0) as u8;
    match samples {
        DecodingResult::U8(samples) => Ok(samples),
        DecodingResult::U16(samples) => Ok(samples.into_iter().map(|shade| shade.to_be_bytes()[0]).collect()),
        DecodingResult::U32(samples) => Ok(samples.into_iter().map(|shade| shade.to_be_bytes()[0]).collect()),
        DecodingResult::F32(samples) => Ok(samples.into_iter().map(from_float).collect()),
        _ => Err(Failure::Unsupported),
    }
}

/// Each sample of `bits` bits in a byte of its own; a row starts with a new byte.
fn unpacked_raw(packed: &[u8], bits: u8, width: u32) -> Vec<u8> {
    if !matches!(bits, 1 | 2 | 4) {
        return packed.to_vec();
    }
    let (width, bits) = (width.max(1) as usize, usize::from(bits));
    let row_bytes = (width * bits).div_ceil(8);
    let mask = u8::MAX >> (8 - bits);
    let row = |row: &[u8]| -> Vec<u8> {
        row.iter()
            .flat_map(|byte| (1..=8 / bits).map(move |place| (byte >> (8 - place * bits)) & mask))
            .take(width)
            .collect()
    };
    packed.chunks_exact(row_bytes).flat_map(row).collect()
}

/// The same with shades from black to white.
fn unpacked(packed: &[u8], bits: u8, width: u32) -> Vec<u8> {
    let most = u8::MAX >> (8 - bits);
    unpacked_raw(packed, bits, width).into_iter().map(|shade| shade * (255 / most)).collect()
}

/// The first `count` samples of a pixel whose last one is its opacity, on white paper.
fn over_white(pixel: &[u8], count: usize) -> Option<Vec<u8>> {
    let opacity = u16::from(*pixel.last()?);
    let mixed =
        |shade: &u8| u8::try_from((u16::from(*shade) * opacity + 255 * (255 - opacity)) / 255).unwrap_or(u8::MAX);
    Some(pixel.get(..count)?.iter().map(mixed).collect())
}

/// Cyan, magenta, yellow and black as red, green and blue.
fn printed(inks: &[u8]) -> [u8; 3] {
    let [cyan, magenta, yellow, black] = *inks else { return [0; 3] };
    let light = |ink: u8| u8::try_from(u16::from(255 - ink) * u16::from(255 - black) / 255).unwrap_or(u8::MAX);
    [light(cyan), light(magenta), light(yellow)]
}

/// Light and two differences of colour, as JPEG keeps them (ITU-R BT.601), as red, green and blue.
fn broadcast(parts: &[u8]) -> [u8; 3] {
    let [light, blue, red] = *parts else { return [0; 3] };
    let (light, blue, red) = (i32::from(light), i32::from(blue) - 128, i32::from(red) - 128);
    [light + 359 * red / 256, light - (88 * blue + 183 * red) / 256, light + 454 * blue / 256]
        .map(|shade| u8::try_from(shade.clamp(0, 255)).unwrap_or(0))
}

/// The colours of a palette: all reds, then all greens, then all blues.
fn looked_up(places: &[u8], map: &[u16]) -> Vec<u8> {
    let count = map.len() / 3;
    let colour = |place: usize, part: usize| map.get(part * count + place).map_or(0, |shade| shade.to_be_bytes()[0]);
    places.iter().flat_map(|place| [0, 1, 2].map(|part| colour(usize::from(*place), part))).collect()
}

#[allow(clippy::needless_pass_by_value, reason = "`map_err` hands it over")]
fn failure(error: TiffError) -> Failure {
    match error {
        TiffError::LimitsExceeded => Failure::TooLarge,
        TiffError::UnsupportedError(_) => Failure::Unsupported,
        _ => Failure::Damaged,
    }
}
