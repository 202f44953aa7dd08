//! The reader for each format. Files inside files come back here, so their depth is counted.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
};

use confidant_text::WarningCode;
use confidant_worker::{Reader, Writer};

use crate::{
    archive,
    content::Content,
    format::sniff_named,
    mail, markup, office, pdf, picture, plain,
    serve::{Out, Stop},
    wire::{Answer, Failure, Format},
};

/// How deep a file may lie in others: mails are forwarded in mails, and each is one deeper.
pub(crate) const MAX_DEPTH: u32 = 8;

/// Reads `bytes` as `format`. The file that the person opened has depth 0.
pub(crate) fn dispatch(format: Format, bytes: Vec<u8>, password: Option<&str>, depth: u32) -> Result<Content, Failure> {
    if depth > MAX_DEPTH {
        return Err(Failure::TooLarge);
    }
    let read = || unguarded(format, bytes, password, depth);
    match catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(Failure::Damaged)) {
        // One large photo must not cost the whole mail. It has an end, unlike an archive that unpacks to more and more.
        Err(Failure::TooLarge) if format == Format::Image && depth > 0 => Err(Failure::Unsupported),
        read => read,
    }
}

/// The same without a net: a panic goes on.
pub(crate) fn unguarded(
    format: Format,
    bytes: Vec<u8>,
    password: Option<&str>,
    depth: u32,
) -> Result<Content, Failure> {
    if depth == 0 {
        archive::start_anew();
    }
    match format {
        Format::Pdf => drawable(Format::Pdf, bytes, |bytes| whole_pdf(bytes, password)),
        Format::Plain | Format::Markdown => {
            let (pages, warnings) = plain::read(&bytes)?;
            Ok(Content { pages, warnings, ..Content::default() })
        }
        Format::Doc => office::doc::read(&bytes, depth),
        Format::Docx => office::docx::read(&bytes, depth),
        Format::Ppt => office::ppt::read(&bytes, depth),
        Format::Pptx => office::pptx::read(&bytes, depth),
        Format::Xlsx => office::xlsx::read(&bytes, depth),
        Format::Xls => office::xls::read(&bytes),
        Format::Odt | Format::Odp | Format::Ods => office::odf::read(&bytes, depth),
        Format::Rtf => office::rtf::read(&bytes, depth),
        Format::Csv => markup::read_csv(&bytes, false),
        Format::Tsv => markup::read_csv(&bytes, true),
        Format::Html => markup::read_html(&bytes, None, depth),
        Format::Epub => markup::read_epub(&bytes, depth),
        Format::Eml => mail::read_eml(&bytes, depth),
        Format::Msg => mail::read_msg(&bytes, depth),
        Format::Mbox => mail::read_mbox(&bytes, depth),
        Format::Zip => archive::read(&bytes, password, depth),
        Format::Sealed => office::sealed::read(bytes, password, depth),
        Format::Image => drawable(Format::Image, bytes, |bytes| picture::read(&bytes)),
    }
}

/// Reads a file that lies inside another and adds its pages to `content`. What cannot be read is a warning there; only a
/// file without end is an error.
pub(crate) fn attach(content: &mut Content, name: &str, bytes: Vec<u8>, depth: u32) -> Result<(), Failure> {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    let inner = sniff_named(&bytes, extension).and_then(|format| dispatch(format, bytes, None, depth + 1));
    match inner {
        Ok(inner) => content.attach(name, inner),
        Err(Failure::TooLarge) => Err(Failure::TooLarge),
        // There is nothing in it, but its name is text.
        Err(Failure::Empty) => content.attach(name, Content::default()),
        Err(_) => {
            content.warn(WarningCode::PartUnread);
            content.attach(name, Content::default())
        }
    }
}

/// Reads a file whose pages can be drawn. The worker that draws keeps its bytes.
fn drawable(
    format: Format,
    bytes: Vec<u8>,
    read: impl FnOnce(Vec<u8>) -> Result<Content, Failure>,
) -> Result<Content, Failure> {
    let kept = picture::collects().then(|| bytes.clone());
    let content = read(bytes)?;
    if let Some(bytes) = kept {
        picture::keep(format, &bytes, &content);
    }
    Ok(content)
}

/// A PDF inside another file: what it would stream is collected.
fn whole_pdf(bytes: Vec<u8>, password: Option<&str>) -> Result<Content, Failure> {
    let mut out = Out::new(Writer(Vec::new()));
    match pdf::read(bytes, password, &mut out) {
        Ok(()) => {}
        Err(Stop::Failed(failure)) => return Err(failure),
        Err(Stop::Pipe(_)) => return Err(Failure::TooLarge),
    }
    let answers = out.into_inner().map_err(|_| Failure::TooLarge)?;
    let mut answers = Reader(io::Cursor::new(answers));
    let mut content = Content::default();
    while let Some(answer) = answers.next::<Answer>().map_err(|_| Failure::Damaged)? {
        match answer {
            Answer::Page(page) => content.pages.push(page),
            Answer::Finished { metadata, warnings } => {
                content.metadata = metadata;
                content.warnings.extend(warnings);
            }
            Answer::Started { .. } => {}
            Answer::Failed(failure) => return Err(failure),
        }
    }
    Ok(content)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use confidant_text::WarningCode;
    use image::{GrayImage, ImageFormat};

    use super::{attach, dispatch};
    use crate::{
        content::Content,
        wire::{Failure, Format},
    };

    #[test]
    fn a_picture_that_is_too_large_costs_no_more_than_itself() {
        let mut picture = Cursor::new(Vec::new());
        GrayImage::new(2, 2).write_to(&mut picture, ImageFormat::Bmp).unwrap();
        let mut picture = picture.into_inner();
        picture[18..22].copy_from_slice(&65_535_u32.to_le_bytes());
        picture[22..26].copy_from_slice(&65_535_u32.to_le_bytes());
        assert_eq!(dispatch(Format::Image, picture.clone(), None, 0).err(), Some(Failure::TooLarge));
        let mut content = Content::default();
        attach(&mut content, "photo.bmp", picture, 0).unwrap();
        assert_eq!(content.pages[0].text, "[Attachment: photo.bmp]");
        assert_eq!(content.warnings[0].code, WarningCode::PartUnread);
    }
}
