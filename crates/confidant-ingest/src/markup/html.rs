//! Web pages.

use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use confidant_text::WarningCode;

use super::{charset::decode, page::extract};
use crate::{content::Content, dispatch::attach, wire::Failure};

/// Files in a page's addresses beyond these are a bomb.
const MAX_FILES: usize = 1000;

/// The one page of a web page, and the files in it. `label` is the encoding that was said of it elsewhere.
pub(crate) fn read(bytes: &[u8], label: Option<&str>, depth: u32) -> Result<Content, Failure> {
    let (html, guessed) = decode(bytes, label);
    let start = html.trim_start();
    let markup = extract(&html, start.starts_with("<?xml") && html.contains("http://www.w3.org/1999/xhtml"));
    let mut content = Content::default();
    if guessed {
        content.warn(WarningCode::EncodingGuessed);
    }
    for (name, value) in &markup.metadata {
        content.property(name, value);
    }
    let text = markup.page();
    if text.is_empty() && markup.metadata.is_empty() && markup.files.is_empty() {
        return Err(Failure::Empty);
    }
    content.page(&text)?;
    attach_files(&mut content, &markup.files, depth)?;
    Ok(content)
}

/// Reads the files that lie in addresses.
pub(crate) fn attach_files(content: &mut Content, files: &[String], depth: u32) -> Result<(), Failure> {
    if files.len() > MAX_FILES {
        return Err(Failure::TooLarge);
    }
    for (number, file) in (1..).zip(files) {
        match from_address(file) {
            Some((_, bytes)) if bytes.is_empty() => {}
            Some((kind, bytes)) => attach(content, &format!("{number}.{kind}"), bytes, depth)?,
            None => content.warn(WarningCode::PartUnread),
        }
    }
    Ok(())
}

/// The bytes in a `data:` address, and the end of its media type.
fn from_address(address: &str) -> Option<(String, Vec<u8>)> {
    const LENIENT: GeneralPurpose = GeneralPurpose::new(
        &alphabet::STANDARD,
        GeneralPurposeConfig::new()
            .with_decode_padding_mode(DecodePaddingMode::Indifferent)
            .with_decode_allow_trailing_bits(true),
    );
    let (head, data) = address.split_at_checked(5)?.1.split_once(',')?;
    let media = head.split(';').next().unwrap_or_default().trim();
    let kind: String = media.rsplit('/').next()?.chars().filter(char::is_ascii_alphanumeric).take(8).collect();
    let data: Vec<u8> = percent_encoding::percent_decode_str(data).collect();
    if head.to_ascii_lowercase().ends_with("base64") {
        let packed: Vec<u8> = data.into_iter().filter(|byte| !byte.is_ascii_whitespace()).collect();
        return Some((kind, LENIENT.decode(packed).ok()?));
    }
    Some((kind, data))
}

#[cfg(test)]
mod tests {
    use super::{from_address, read};
    use crate::wire::Failure;

    #[test]
    fn files_in_addresses_are_read() {
        let content = read(b"<title>T</title>see <img src='data:text/plain;base64,SGFu\nbmFo'>", None, 0).unwrap();
        let texts: Vec<_> = content.pages.iter().map(|page| page.text.as_str()).collect();
        assert_eq!(texts, ["see", "[Attachment: 1.plain]\n\nHannah"]);
        assert_eq!(content.metadata, [("title".to_owned(), "T".to_owned())]);
        assert_eq!(from_address("data:,a%20b").unwrap().1, b"a b");
    }

    #[test]
    fn a_page_without_anything_is_empty() {
        assert_eq!(read(b"<html><body> <p></p>", None, 0).err(), Some(Failure::Empty));
    }
}
