//! The worker's side: lock down, open one file, draw the pages that are asked for.

use std::{
    io::{self, Cursor},
    panic::{self, AssertUnwindSafe, catch_unwind},
    process::ExitCode,
};

use confidant_text::PageSize;
use confidant_worker::{FrameError, Limits, Reader, Writer, channel, lock_down};
use hayro::RenderCache;
use hayro_syntax::Pdf;
use image::{DynamicImage, GrayImage, ImageEncoder, codecs::png, imageops::FilterType};

use super::{
    Grey,
    gallery::{Leaf, leaves},
    pdf, raster,
    wire::{Answer, Drawn, Request, bounded},
};
use crate::wire::{Bytes, Failure, Format};

/// Two GiB of address space. The parent watches the clock page by page, for it alone knows how many will be asked for; an
/// hour of processor time ends a worker that nobody watches.
const LIMITS: Limits = Limits { memory: Some(2 << 30), cpu_seconds: Some(3600), threads: false };
/// What text recognition reads best: 300 dots per inch, in pixels per point.
const FINE: f32 = 300.0 / 72.0;
/// An image is not blown up further than this: what is not in it does not come.
const BLOWN_UP: f32 = 3.0;
/// The renderer keeps what it drew with; after so many pages it starts afresh.
const KEPT: u32 = 16;

/// Draws pages of the one file that the parent sends.
pub(crate) fn serve() -> ExitCode {
    // A panic's message can quote what was read. The parent hears of it in its own way.
    panic::set_hook(Box::new(|_| {}));
    if lock_down(LIMITS).is_err() {
        return ExitCode::FAILURE;
    }
    let (mut requests, mut answers) = channel();
    match converse(&mut requests, &mut answers) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn converse(requests: &mut Reader<io::Stdin>, answers: &mut Writer<io::Stdout>) -> Result<(), FrameError> {
    let Some(Request::Open { format, password, bytes }) = requests.next()? else { return Ok(()) };
    let password = password.as_deref();
    let leaves = match format {
        Format::Pdf | Format::Image => Ok(vec![Leaf::whole(format, bytes.0)]),
        _ => catch_unwind(AssertUnwindSafe(|| leaves(format, bytes.0, password))).unwrap_or(Err(Failure::Damaged)),
    };
    let leaves = match leaves {
        Ok(leaves) => leaves,
        Err(failure) => return answers.send(&Answer::Failed(failure)),
    };
    answers.send(&Answer::Opened)?;
    let mut talk = Talk { requests, answers };
    let mut pending = talk.requests.next()?;
    while let Some(request) = pending {
        let leaf = wanted(&request).ok().and_then(|(number, _)| leaves.iter().find(|leaf| leaf.page(number).is_some()));
        pending = match leaf {
            Some(leaf) if leaf.format == Format::Pdf => draw_pdf(leaf, password, request, &mut talk)?,
            Some(leaf) => draw_image(leaf, request, &mut talk)?,
            None => talk.next(&Answer::Failed(Failure::Damaged))?,
        };
    }
    Ok(())
}

/// The two ends of the pipe.
struct Talk<'a> {
    requests: &'a mut Reader<io::Stdin>,
    answers: &'a mut Writer<io::Stdout>,
}

impl Talk<'_> {
    /// Answers, and waits for the next request.
    fn next(&mut self, answer: &Answer) -> Result<Option<Request>, FrameError> {
        self.answers.send(answer)?;
        self.requests.next()
    }
}

/// Draws pages of one PDF until one of another file is asked for, which is handed back.
fn draw_pdf(
    leaf: &Leaf,
    password: Option<&str>,
    request: Request,
    talk: &mut Talk<'_>,
) -> Result<Option<Request>, FrameError> {
    let opened = catch_unwind(AssertUnwindSafe(|| crate::pdf::open(leaf.bytes.clone(), password)));
    let pdf = match opened.unwrap_or(Err(Failure::Damaged)) {
        Ok(pdf) => pdf,
        Err(failure) => return talk.next(&Answer::Failed(failure)),
    };
    let mut cache = RenderCache::new();
    let mut drawn = 0;
    let mut pending = Some(request);
    while let Some(request) = pending.take() {
        let Ok((Some(number), scale)) = wanted(&request).map(|(number, scale)| (leaf.page(number), scale)) else {
            return Ok(Some(request));
        };
        if drawn == KEPT {
            (cache, drawn) = (RenderCache::new(), 0);
        }
        drawn += 1;
        let answer = guarded(|| pdf_page(&pdf, number, scale, &cache));
        if matches!(answer, Answer::Failed(_)) {
            // What a panic left in the cache is not to be trusted.
            (cache, drawn) = (RenderCache::new(), 0);
        }
        pending = talk.next(&answer)?;
    }
    Ok(None)
}

fn pdf_page<'a>(pdf: &'a Pdf, number: u32, scale: Option<f32>, cache: &RenderCache<'a>) -> Result<Answer, Failure> {
    let page = pdf.pages().get(number as usize).ok_or(Failure::Damaged)?;
    let picture = pdf::draw(page, scale.unwrap_or(FINE), cache)?;
    if scale.is_some() {
        return coloured(&pdf::colours(&picture), picture.width().into(), picture.height().into());
    }
    Ok(grey_answer(pdf::grey(&picture).ok_or(Failure::Damaged)?, pdf::size(page)))
}

/// The same for the pages of an image file.
fn draw_image(leaf: &Leaf, request: Request, talk: &mut Talk<'_>) -> Result<Option<Request>, FrameError> {
    let mut pending = Some(request);
    while let Some(request) = pending.take() {
        let Ok((Some(number), scale)) = wanted(&request).map(|(number, scale)| (leaf.page(number), scale)) else {
            return Ok(Some(request));
        };
        pending = talk.next(&guarded(|| image_page(&leaf.bytes, number, scale)))?;
    }
    Ok(None)
}

fn image_page(bytes: &[u8], number: u32, scale: Option<f32>) -> Result<Answer, Failure> {
    let picture = raster::decode(bytes, number)?;
    let size = raster::points(picture.width(), picture.height());
    if let Some(scale) = scale {
        let picture = on_white(&scaled(picture, size, scale)?);
        return coloured(picture.as_raw(), picture.width(), picture.height());
    }
    let picture = scaled(grey_of(&picture), size, FINE)?.into_luma8();
    let (width, height) = picture.dimensions();
    Ok(grey_answer(Grey::new(width, height, picture.into_raw()).ok_or(Failure::Damaged)?, size))
}

/// Draws one page of a file for the fuzzer, without a net: a panic goes on.
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) fn draw_unguarded(format: Format, bytes: Vec<u8>, number: u32, scale: Option<f32>) -> Result<(), Failure> {
    if format == Format::Image {
        return image_page(&bytes, number, scale).map(|_| ());
    }
    let pdf = crate::pdf::open(bytes, None)?;
    pdf_page(&pdf, number, scale, &RenderCache::new()).map(|_| ())
}

/// The page, and the scale if a person wants to see it.
fn wanted(request: &Request) -> Result<(u32, Option<f32>), Failure> {
    match request {
        Request::Grey { page } => Ok((*page, None)),
        Request::Coloured { page, scale } => Ok((*page, Some(*scale))),
        Request::Open { .. } => Err(Failure::Unsupported),
    }
}

/// A page that panics is a page that failed, and the next one may not.
fn guarded(draw: impl FnOnce() -> Result<Answer, Failure>) -> Answer {
    catch_unwind(AssertUnwindSafe(draw)).unwrap_or(Err(Failure::Damaged)).unwrap_or_else(Answer::Failed)
}

fn grey_answer(grey: Grey, size: PageSize) -> Answer {
    let is_blank = grey.is_blank();
    let grey = if is_blank { Grey::none() } else { grey };
    Answer::Grey(Drawn { grey, size, is_blank })
}

fn coloured(colours: &[u8], width: u32, height: u32) -> Result<Answer, Failure> {
    let mut file = Cursor::new(Vec::new());
    png::PngEncoder::new_with_quality(&mut file, png::CompressionType::Fast, png::FilterType::Adaptive)
        .write_image(colours, width, height, image::ExtendedColorType::Rgb8)
        .map_err(|_| Failure::Damaged)?;
    Ok(Answer::Coloured { width, height, png: Bytes(file.into_inner()) })
}

/// Grey early: what comes after has a quarter of the pixels' bytes to move.
fn grey_of(picture: &DynamicImage) -> DynamicImage {
    if picture.color().has_alpha() {
        let white = on_white(picture);
        return DynamicImage::ImageLuma8(image::imageops::grayscale(&white));
    }
    DynamicImage::ImageLuma8(picture.to_luma8())
}

/// Transparent pictures lie on paper.
fn on_white(picture: &DynamicImage) -> image::RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let clear = picture.to_rgba8();
    let mut white = image::RgbImage::new(clear.width(), clear.height());
    for (from, to) in clear.pixels().zip(white.pixels_mut()) {
        let [red, green, blue, opacity] = from.0.map(u16::from);
        let mixed = |shade: u16| u8::try_from((shade * opacity + 255 * (255 - opacity)) / 255).unwrap_or(u8::MAX);
        to.0 = [mixed(red), mixed(green), mixed(blue)];
    }
    white
}

fn scaled(picture: DynamicImage, size: PageSize, scale: f32) -> Result<DynamicImage, Failure> {
    let scale = bounded(scale, size).ok_or(Failure::TooLarge)?;
    #[allow(clippy::cast_precision_loss, reason = "sides are shorter than 2^24 pixels")]
    let factor = (size.width * scale / picture.width() as f32).min(BLOWN_UP);
    if (0.95..1.05).contains(&factor) {
        return Ok(picture);
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "bounded")]
    let times = |side: u32| ((side as f32 * factor).round() as u32).max(1);
    let (width, height) = (times(picture.width()), times(picture.height()));
    Ok(match picture {
        DynamicImage::ImageLuma8(grey) if factor > 1.0 => DynamicImage::ImageLuma8(blown_up(&grey, width, height)),
        picture if factor < 1.0 => picture.thumbnail_exact(width, height),
        picture => picture.resize_exact(width, height, FilterType::Triangle),
    })
}

fn blown_up(grey: &GrayImage, width: u32, height: u32) -> GrayImage {
    image::imageops::resize(grey, width, height, FilterType::CatmullRom)
}
