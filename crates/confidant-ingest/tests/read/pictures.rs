//! Pages as pictures: drawn, and read by text recognition. Where Tesseract is not installed, that it is missing is tested.

use std::{fs, io::Cursor, path::Path};

use confidant_ingest::{Ingest, IngestError, Ingested, Picture};
use confidant_text::{Page, PageSource, WarningCode};
use image::{DynamicImage, GrayImage, ImageFormat, imageops};
use tiff::encoder::{TiffEncoder, colortype::Gray8};
use tokio_util::sync::CancellationToken;

use crate::{
    exposed, ingest,
    make::{Maker, lines, pdf, show, stream_of},
    runtime,
};

pub const TESTS: &[(&str, fn())] = &[
    ("pictures::a_page_is_drawn_as_it_is_printed", drawn),
    ("pictures::a_file_that_was_read_is_drawn_without_its_path", kept),
    ("pictures::a_drawing_is_bounded", bounded),
    ("pictures::an_image_file_is_a_page_or_several", images),
    ("pictures::an_image_that_lies_is_an_error_or_a_warning", liars),
    ("pictures::a_scan_is_read_and_its_words_have_places", scan),
    ("pictures::a_scan_is_read_whichever_way_it_lies", turned),
    ("pictures::each_page_of_a_fax_is_read", fax),
    ("pictures::what_is_missing_is_said", missing),
    ("pictures::pages_with_text_are_not_recognised", mixed),
    ("pictures::a_scan_with_a_number_stamped_on_it_is_read", stamped),
];

const LINES: [&str; 6] = [
    "Rental agreement for the flat on the second floor",
    "The landlord Hannah Weiss lets the rooms to the tenant",
    "from the first of October for a monthly rent of 1250 euros.",
    "The deposit is paid in three equal parts and is held",
    "apart from all other money until the tenant has left.",
    "Both sides have read this agreement and have signed it.",
];

fn letter() -> String {
    show(&lines(72.0, 700.0, &LINES))
}

fn picture(bytes: &[u8], page: u32, scale: f32) -> Result<Picture, IngestError> {
    let mut drawing = ingest().drawing(bytes.to_vec(), None);
    runtime().block_on(drawing.page(page, scale, &CancellationToken::new()))
}

fn read_with(ingest: &Ingest, name: &str, bytes: &[u8]) -> Result<Ingested, IngestError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    runtime().block_on(ingest.read(&path, None, &CancellationToken::new(), &mut |_, _| {}))
}

/// Reads what takes text recognition; nothing where there is none.
fn read(name: &str, bytes: &[u8]) -> Option<Vec<Page>> {
    let document = read_with(&ingest(), name, bytes).unwrap().document;
    if ["5", "4.00"]
        .iter()
        .any(|version| Path::new("/usr/share/tesseract-ocr").join(version).join("tessdata/eng.traineddata").exists())
    {
        return Some(document.pages);
    }
    assert!(document.warnings.iter().any(|warning| warning.code == WarningCode::OcrMissing));
    None
}

/// The letter as a scanner sees it: 300 dots per inch.
fn scanned() -> GrayImage {
    let Picture { png, .. } = picture(&pdf(&[&letter()]), 1, 300.0 / 72.0).unwrap();
    image::load_from_memory(&png).unwrap().into_luma8()
}

/// A PDF whose one page is this picture, as large as the letter was.
fn as_pdf(picture: &GrayImage, contents: &str) -> Vec<u8> {
    let mut maker = Maker::new(&[contents], "/Resources << /XObject << /X 7 0 R >> /Font << /F1 3 0 R >> >>");
    let (width, height) = picture.dimensions();
    let entries =
        format!("/Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray /BitsPerComponent 8");
    maker.add(stream_of(&entries, picture.as_raw()));
    maker.finish()
}

fn as_file(picture: GrayImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    DynamicImage::ImageLuma8(picture).to_rgb8().write_to(&mut file, format).unwrap();
    file.into_inner()
}

fn drawn() {
    let Picture { width, height, png } =
        picture(&pdf(&["0 0 306 396 re f", "1 0 0 rg 0 0 612 792 re f"]), 1, 0.5).unwrap();
    assert_eq!((width, height), (306, 396));
    let seen = image::load_from_memory(&png).unwrap().into_rgb8();
    assert_eq!(seen.dimensions(), (306, 396));
    assert_eq!(seen.get_pixel(10, 386).0, [0, 0, 0], "the lower left quarter");
    assert_eq!(seen.get_pixel(296, 10).0, [255, 255, 255], "paper");

    let red = picture(&pdf(&["", "1 0 0 rg 0 0 612 792 re f"]), 2, 0.1).unwrap();
    assert_eq!(image::load_from_memory(&red.png).unwrap().into_rgb8().get_pixel(9, 9).0, [255, 0, 0]);

    let screen = GrayImage::from_pixel(600, 300, image::Luma([90]));
    let seen = picture(&as_file(screen, ImageFormat::Png), 1, 1.0).unwrap();
    assert_eq!((seen.width, seen.height), (450, 225), "a screen has 96 pixels per inch");
}

fn kept() {
    let screen = as_file(GrayImage::from_pixel(600, 300, image::Luma([90])), ImageFormat::Png);
    for (name, bytes) in [("a.pdf", pdf(&[&letter()])), ("a.png", screen)] {
        let read = read_with(&ingest().without_recognition(), name, &bytes).unwrap();
        assert_eq!(read.file, bytes);
        assert!(!format!("{read:?}").contains("landlord"), "what is printed holds no text");
        let (runtime, never) = (runtime(), CancellationToken::new());
        let mut drawing = ingest().drawing(read.file, None);
        let first = runtime.block_on(drawing.page(1, 1.0, &never)).unwrap();
        assert_eq!(runtime.block_on(drawing.page(2, 1.0, &never)).unwrap_err().code(), "damaged", "{name}");
        let again = runtime.block_on(drawing.page(1, 1.0, &never)).unwrap();
        assert_eq!(first.png, again.png, "an error ends one page");
    }
    assert_eq!(picture(b"text", 1, 1.0).unwrap_err().code(), "damaged");
}

fn bounded() {
    let page = pdf(&[&letter()]);
    let large = picture(&page, 1, 1e6).unwrap();
    assert!(u64::from(large.width) * u64::from(large.height) < 34 << 20, "{} × {}", large.width, large.height);
    for scale in [0.0, -1.0, f32::NAN, f32::NEG_INFINITY] {
        assert_eq!(picture(&page, 1, scale).unwrap_err().code(), "too_large");
    }
    assert_eq!(picture(&page, 2, 1.0).unwrap_err().code(), "damaged");
    assert_eq!(picture(b"text", 1, 1.0).unwrap_err().code(), "damaged");
    let huge = Maker::new(&["0 0 9 9 re f"], "/MediaBox [0 0 200000 100000]").finish();
    let poster = picture(&huge, 1, 1.0).unwrap();
    assert!(u64::from(poster.width) * u64::from(poster.height) < 34 << 20, "{} × {}", poster.width, poster.height);
}

fn images() {
    let quiet = ingest().without_recognition();
    let screen = || GrayImage::from_fn(640, 480, |x, _| image::Luma([if x % 9 == 0 { 0 } else { 255 }]));
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Bmp, ImageFormat::Gif, ImageFormat::WebP] {
        let document = read_with(&quiet, "a", &as_file(screen(), format)).unwrap().document;
        let page = &document.pages[0];
        assert_eq!((document.pages.len(), page.source), (1, PageSource::None), "{format:?}");
        assert!(page.size.is_some_and(|size| (size.width - 480.0).abs() < 0.1), "{format:?}");
        assert_eq!(document.warnings[0].code, WarningCode::NoText);
    }
    let document = read_with(&quiet, "a.tif", &tiff(&[screen(), screen(), screen()])).unwrap().document;
    assert_eq!(document.pages.iter().map(|page| page.number).collect::<Vec<_>>(), [1, 2, 3]);
}

fn tiff(pages: &[GrayImage]) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut file).unwrap();
    for page in pages {
        encoder.write_image::<Gray8>(page.width(), page.height(), page.as_raw()).unwrap();
    }
    file.into_inner()
}

fn liars() {
    // A picture of 65,535 × 65,535 pixels in a few bytes.
    let mut bitmap = as_file(GrayImage::new(2, 2), ImageFormat::Bmp);
    bitmap[18..22].copy_from_slice(&65_535_u32.to_le_bytes());
    bitmap[22..26].copy_from_slice(&65_535_u32.to_le_bytes());
    assert_eq!(read_with(&ingest(), "a.bmp", &bitmap).unwrap_err().code(), "too_large");
    assert_eq!(read_with(&ingest(), "a.png", b"\x89PNG\r\n\x1a\nrest").unwrap_err().code(), "damaged");
    assert_eq!(read_with(&ingest(), "a.tif", b"II*\0\xff\xff\xff\xff").unwrap_err().code(), "damaged");
    let whole = as_file(GrayImage::from_fn(99, 99, |x, y| image::Luma([(x * y % 251) as u8])), ImageFormat::Png);
    let cut = read_with(&ingest(), "a.png", &whole[..whole.len() / 2]).unwrap().document;
    let said: Vec<_> = cut.warnings.iter().map(|warning| warning.code).collect();
    assert_eq!(said, [WarningCode::NoText, WarningCode::OcrFailed]);
    // A directory of pages that is its own successor.
    let mut ring = tiff(&[GrayImage::new(9, 9)]);
    let first = u32::from_le_bytes(ring[4..8].try_into().unwrap()) as usize;
    let entries = usize::from(u16::from_le_bytes(ring[first..first + 2].try_into().unwrap()));
    let next = first + 2 + 12 * entries;
    let start = ring[4..8].to_vec();
    ring[next..next + 4].copy_from_slice(&start);
    assert!(matches!(read_with(&ingest(), "a.tif", &ring), Err(IngestError::Damaged | IngestError::TooLarge)));
}

fn assert_is_letter(page: &Page) {
    assert_eq!(page.source, PageSource::Ocr);
    assert_eq!(exposed(&page.text), LINES.join("\n"));
}

fn scan() {
    let bytes = as_pdf(&scanned(), "612 0 0 792 0 0 cm /X Do");
    let Some(pages) = read("scan.pdf", &bytes) else { return };
    assert_is_letter(&pages[0]);
    let text = exposed(&pages[0].text);
    let start = text.find("Hannah").unwrap();
    let word = pages[0].words.iter().find(|word| word.span.start == start).unwrap();
    // The second line's baseline stands at 700 - 12 points from below; the word begins after "The landlord ".
    let (top, bottom) = (word.rect.y, word.rect.y + word.rect.height);
    assert!(top < 99.0 && top > 92.0 && bottom > 103.0 && bottom < 108.0, "{:?}", word.rect);
    assert!((word.rect.x - 131.0).abs() < 6.0 && (word.rect.width - 36.0).abs() < 5.0, "{:?}", word.rect);

    let Some(pages) = read("scan.jpg", &as_file(scanned(), ImageFormat::Jpeg)) else { return };
    assert_is_letter(&pages[0]);
}

fn turned() {
    let scan = scanned();
    for (name, scan) in [
        ("half", imageops::rotate180(&scan)),
        ("right", imageops::rotate90(&scan)),
        ("left", imageops::rotate270(&scan)),
    ] {
        let Some(pages) = read("scan.png", &as_file(scan, ImageFormat::Png)) else { return };
        assert_eq!(exposed(&pages[0].text), LINES.join("\n"), "{name}");
        let (first, last) = (pages[0].words[0].rect, pages[0].words.last().unwrap().rect);
        let is_in_place = match name {
            "half" => first.y > last.y,
            "right" => first.x > last.x,
            _ => first.x < last.x && first.height > first.width,
        };
        assert!(is_in_place, "{name}: {first:?} {last:?}");
    }
}

fn fax() {
    let scan = scanned();
    let blank = GrayImage::from_pixel(scan.width(), scan.height(), image::Luma([250]));
    let file = tiff(&[scan.clone(), blank, imageops::rotate180(&scan)]);
    let Some(pages) = read("fax.tif", &file) else { return };
    assert_is_letter(&pages[0]);
    assert_eq!((pages[1].source, exposed(&pages[1].text)), (PageSource::None, ""));
    assert_is_letter(&pages[2]);
}

fn missing() {
    let empty = tempfile::tempdir().unwrap();
    let without = ingest().with_trained_data(empty.path().to_owned());
    let codes = |ingest: &Ingest, bytes: &[u8]| -> Vec<WarningCode> {
        let document = read_with(ingest, "scan.png", bytes).unwrap().document;
        assert_eq!(document.pages[0].source, PageSource::None);
        document.warnings.iter().map(|warning| warning.code).collect()
    };
    let scan = as_file(scanned(), ImageFormat::Png);
    assert_eq!(codes(&without, &scan), [WarningCode::NoText, WarningCode::OcrMissing]);
    assert_eq!(codes(&ingest().without_recognition(), &scan), [WarningCode::NoText]);
    let blank = as_file(GrayImage::from_pixel(300, 300, image::Luma([255])), ImageFormat::Png);
    assert_eq!(codes(&without, &blank), [WarningCode::NoText], "a blank page needs nothing");
    // Data that is none.
    fs::write(empty.path().join("eng.traineddata"), "no network").unwrap();
    assert_eq!(codes(&without, &scan), [WarningCode::NoText, WarningCode::OcrMissing]);
}

fn mixed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.pdf");
    fs::write(&path, pdf(&[&letter(), "0 0 99 99 re f", &letter()])).unwrap();
    let mut told = Vec::new();
    let mut tell = |done, total| told.push((done, total));
    let read = runtime().block_on(ingest().read(&path, None, &CancellationToken::new(), &mut tell)).unwrap();
    assert_eq!(told, [(1, 3), (2, 3), (3, 3)]);
    let sources: Vec<_> = read.document.pages.iter().map(|page| page.source).collect();
    assert_eq!(sources, [PageSource::Text, PageSource::None, PageSource::Text]);
}

fn stamped() {
    let stamp = "BT /F1 10 Tf 450 20 Td (WEISS 004711) Tj ET";
    let codes = |contents: &str| -> Vec<WarningCode> {
        let quiet = ingest().without_recognition();
        let document = read_with(&quiet, "a.pdf", &as_pdf(&GrayImage::new(9, 9), contents)).unwrap().document;
        assert_eq!((exposed(&document.pages[0].text), document.pages[0].source), ("WEISS 004711", PageSource::Text));
        document.warnings.iter().map(|warning| warning.code).collect()
    };
    assert_eq!(codes(&format!("q 612 0 0 792 0 0 cm /X Do Q {stamp}")), [WarningCode::NoText]);
    let strips = "q 0 396 612 0 0 0 cm /X Do Q q 612 0 0 -396 0 792 cm /X Do Q";
    assert_eq!(codes(&format!("{strips} {stamp}")), [WarningCode::NoText]);
    assert_eq!(codes(&format!("q 300 0 0 300 0 0 cm /X Do Q {stamp}")), [], "a page with a picture");

    let bytes = as_pdf(&scanned(), &format!("q 612 0 0 792 0 0 cm /X Do Q {stamp}"));
    let Some(pages) = read("scan.pdf", &bytes) else { return };
    let text = exposed(&pages[0].text);
    assert!(text.starts_with(&format!("WEISS 004711\n\n{}", LINES.join("\n"))), "{text}");
    assert_eq!(pages[0].source, PageSource::Ocr);
}
