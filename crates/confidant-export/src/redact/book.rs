//! [`Book`]: writes the PDF: a catalogue, pages, a picture each, the labels of the boxes, and letters that draw nothing.

use std::io::Write;

use confidant_text::{PageSize, Rect};
use flate2::{Compression, write::ZlibEncoder};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Ref, Str, types::TextRenderingMode, writers::Page};

use super::{
    letters::{ADVANCE, Letters},
    picture::Canvas,
    plan::{Covered, Plan, Shown},
};
use crate::ExportError;

const CATALOG: Ref = Ref::new(1);
const PAGES: Ref = Ref::new(2);
const LABELS: Ref = Ref::new(3);
const FIRST: i32 = 4;

/// What is larger could not be read back.
const MOST: usize = 256 << 20;

/// A PDF under way.
pub(super) struct Book {
    pdf: Pdf,
    next: i32,
    letters: Letters,
    searchable: bool,
    /// The pages: their numbers, those of picture and content, and how many fonts of letters there were by then.
    pages: Vec<Leaf>,
}

struct Leaf {
    page: Ref,
    picture: Option<Ref>,
    content: Ref,
    size: PageSize,
}

impl Book {
    pub fn new(searchable: bool) -> Self {
        let mut pdf = Pdf::new();
        pdf.set_version(1, 7);
        Self { pdf, next: FIRST, letters: Letters::default(), searchable, pages: Vec::new() }
    }

    pub fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    /// A page that shows a picture.
    pub fn page(&mut self, canvas: &Canvas, size: PageSize, plan: &Plan) -> Result<(), ExportError> {
        let picture = self.picture(canvas)?;
        let mut content = Content::new();
        content.save_state();
        content.transform([size.width, 0.0, 0.0, size.height, 0.0, 0.0]);
        content.x_object(Name(b"P"));
        content.restore_state();
        content.begin_text();
        let searchable = self.searchable;
        // In the order of the text: many readers take words in the order in which they were written.
        let mut boxes = plan.boxes.iter().peekable();
        for Shown { at, rect, text } in plan.words.iter().filter(|_| searchable) {
            while let Some(covered) = boxes.next_if(|covered| covered.at < *at) {
                self.label(covered, size, &mut content);
            }
            self.hidden(text, *rect, size, &mut content);
        }
        boxes.for_each(|covered| self.label(covered, size, &mut content));
        content.end_text();
        self.leaf(Some(picture), size, &content.finish());
        if self.pdf.len() > MOST { Err(ExportError::TooLarge) } else { Ok(()) }
    }

    /// A page that shows nothing.
    pub fn black(&mut self, size: PageSize) {
        let mut content = Content::new();
        content.rect(0.0, 0.0, size.width, size.height).fill_nonzero();
        self.leaf(None, size, &content.finish());
    }

    /// The file.
    pub fn finish(mut self) -> Vec<u8> {
        let Self { pdf, next, letters, pages, .. } = &mut self;
        let fonts = letters.write_fonts(pdf, || take(next));
        pdf.catalog(CATALOG).pages(PAGES);
        let kids: Vec<Ref> = pages.iter().map(|leaf| leaf.page).collect();
        pdf.pages(PAGES).count(i32::try_from(kids.len()).unwrap_or(i32::MAX)).kids(kids);
        for leaf in pages.iter() {
            let mut page: Page<'_> = pdf.page(leaf.page);
            page.parent(PAGES).contents(leaf.content);
            page.media_box(pdf_writer::Rect::new(0.0, 0.0, leaf.size.width, leaf.size.height));
            let mut resources = page.resources();
            if let Some(picture) = leaf.picture {
                resources.x_objects().pair(Name(b"P"), picture);
                let mut named = resources.fonts();
                named.pair(Name(b"L"), LABELS);
                for (font, id) in fonts.iter().enumerate() {
                    named.pair(Name(Letters::name(font).as_bytes()), *id);
                }
            }
        }
        // Every reader has this one; its letters are all as wide, so a label's width is known.
        pdf.type1_font(LABELS).base_font(Name(b"Courier-Bold")).encoding_predefined(Name(b"WinAnsiEncoding"));
        self.pdf.finish()
    }

    fn leaf(&mut self, picture: Option<Ref>, size: PageSize, content: &[u8]) {
        let (page, id) = (take(&mut self.next), take(&mut self.next));
        self.pdf.stream(id, content);
        self.pages.push(Leaf { page, picture, content: id, size });
    }

    fn picture(&mut self, canvas: &Canvas) -> Result<Ref, ExportError> {
        let id = take(&mut self.next);
        let (pixels, _) = canvas.rgb.as_chunks::<3>();
        let grey = pixels.iter().all(|[r, g, b]| r == g && g == b);
        let channels = if grey { 1 } else { 3 };
        let packed = if grey {
            let levels: Vec<u8> = pixels.iter().map(|[level, ..]| *level).collect();
            pack(&levels, canvas.width)
        } else {
            pack(&canvas.rgb, 3 * canvas.width)
        }?;
        let (width, height) = (canvas.width as i32, canvas.height as i32);
        let mut picture = self.pdf.image_xobject(id, &packed);
        picture.filter(Filter::FlateDecode);
        picture.width(width).height(height).bits_per_component(8);
        if grey {
            picture.color_space().device_gray();
        } else {
            picture.color_space().device_rgb();
        }
        let mut how = picture.decode_parms();
        how.predictor(pdf_writer::types::Predictor::PngUp).colors(channels).bits_per_component(8).columns(width);
        how.finish();
        picture.finish();
        Ok(id)
    }

    /// What stands for a value, in white on its box where it fits; it can be searched in any case.
    fn label(&mut self, covered: &Covered, size: PageSize, content: &mut Content) {
        const WIDE: f32 = 0.6;
        const NARROWEST: f32 = 0.55;
        const SMALLEST: f32 = 4.0;
        let Covered { rect, label: Some(label), .. } = covered else { return };
        let natural = WIDE * label.chars().count() as f32;
        let room = rect.width - 1.0;
        let type_size = (0.75 * rect.height).min(9.0).min(room / (natural * NARROWEST));
        if type_size < SMALLEST || !label.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') {
            if self.searchable {
                self.hidden(label, *rect, size, content);
            }
            return;
        }
        let squeeze = (room / (natural * type_size)).min(1.0);
        let middle = size.height - rect.y - 0.5 * rect.height;
        content.set_font(Name(b"L"), type_size);
        content.set_fill_gray(1.0);
        content.set_text_rendering_mode(TextRenderingMode::Fill);
        content.set_horizontal_scaling(100.0 * squeeze);
        content.set_text_matrix([1.0, 0.0, 0.0, 1.0, rect.x + 0.5, middle - 0.3 * type_size]);
        content.show(Str(label.as_bytes()));
    }

    /// A word that is not drawn, as wide as the one in the picture.
    fn hidden(&mut self, text: &str, rect: Rect, size: PageSize, content: &mut Content) {
        let letters = text.chars().count();
        let upright = letters < 3 || rect.height < 1.5 * rect.width;
        let (type_size, length) = if upright { (rect.height, rect.width) } else { (rect.width, rect.height) };
        let (type_size, length) = (type_size.max(1.0), length.max(1.0));
        let bottom = size.height - rect.y - rect.height;
        content.set_text_matrix(if upright {
            [1.0, 0.0, 0.0, 1.0, rect.x, bottom + 0.2 * type_size]
        } else {
            [0.0, 1.0, -1.0, 0.0, rect.x + 0.8 * type_size, bottom]
        });
        content.set_horizontal_scaling(100_000.0 / ADVANCE * length / (letters as f32 * type_size));
        content.set_text_rendering_mode(TextRenderingMode::Invisible);
        for (font, codes) in self.letters.write(&as_printed(text)) {
            content.set_font(Name(Letters::name(font).as_bytes()), type_size);
            content.show(Str(&codes));
        }
    }
}

fn take(next: &mut i32) -> Ref {
    let id = Ref::new(*next);
    *next += 1;
    id
}

/// Letters as they follow one another on paper, from left to right: what runs to the left is turned around.
fn as_printed(text: &str) -> String {
    let leftward = |c: &char| matches!(u32::from(*c), 0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff);
    if text.chars().any(|c| leftward(&c)) { text.chars().rev().collect() } else { text.to_owned() }
}

/// Rows of bytes, each as what it differs from the row above (the `Up` filter of PNG), compressed.
fn pack(bytes: &[u8], width: usize) -> Result<Vec<u8>, ExportError> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::default());
    let mut above = vec![0; width];
    let mut row = Vec::with_capacity(width + 1);
    for here in bytes.chunks_exact(width) {
        row.clear();
        row.push(2);
        row.extend(here.iter().zip(&above).map(|(here, above)| here.wrapping_sub(*above)));
        packer.write_all(&row)?;
        above.copy_from_slice(here);
    }
    Ok(packer.finish()?)
}
