//! Plain text, and what is read as it is written: Markdown, XML, subtitles, calendars. Bytes become characters, form feeds
//! become pages.

use confidant_text::{PageSource, Warning, WarningCode};

use crate::{
    content::clean,
    markup::{decode, spell_out, spell_out_json, unfold},
    wire::{Failure, MAX_PAGES, WirePage},
};

/// The pages of a text, and what has to be said about all of them.
pub(crate) fn read(bytes: &[u8]) -> Result<(Vec<WirePage>, Vec<Warning>), Failure> {
    let (text, guessed) = decode(bytes, None);
    if text.contains('\0') {
        return Err(Failure::Unsupported);
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = unfold(&text).or_else(|| spell_out(&text)).or_else(|| spell_out_json(&text)).unwrap_or(text);
    if text.trim().is_empty() {
        return Err(Failure::Empty);
    }
    // A form feed at the very end closes the last page and opens none.
    let text = text.strip_suffix('\u{c}').unwrap_or(&text);
    if text.split('\u{c}').nth(MAX_PAGES).is_some() {
        return Err(Failure::TooLarge);
    }
    let pages = (1..).zip(text.split('\u{c}')).map(|(number, page)| page_of(number, page)).collect();
    let warnings = guessed.then_some(Warning { code: WarningCode::EncodingGuessed, page: None });
    Ok((pages, warnings.into_iter().collect()))
}

fn page_of(number: u32, text: &str) -> WirePage {
    let text = clean(text);
    let is_blank = text.trim().is_empty();
    WirePage {
        text: if is_blank { String::new() } else { text },
        source: if is_blank { PageSource::None } else { PageSource::Text },
        size: None,
        words: Vec::new(),
        warnings: is_blank.then_some(Warning { code: WarningCode::NoText, page: Some(number) }).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use confidant_text::{PageSource, WarningCode};

    use super::read;
    use crate::wire::Failure;

    fn texts(bytes: &[u8]) -> (Vec<String>, bool) {
        let (pages, warnings) = read(bytes).unwrap();
        (
            pages.into_iter().map(|page| page.text).collect(),
            warnings.iter().any(|warning| warning.code == WarningCode::EncodingGuessed),
        )
    }

    #[test]
    fn every_encoding_gives_the_same_characters() {
        let plain = "Grüße aus Köln, 12 €";
        let sixteen = |unit: fn(u16) -> [u8; 2], mark: [u8; 2]| -> Vec<u8> {
            mark.into_iter().chain(plain.encode_utf16().flat_map(unit)).collect()
        };
        assert_eq!(texts(plain.as_bytes()), (vec![plain.to_owned()], false));
        assert_eq!(texts(format!("\u{feff}{plain}").as_bytes()), (vec![plain.to_owned()], false));
        assert_eq!(texts(&sixteen(u16::to_le_bytes, [0xff, 0xfe])), (vec![plain.to_owned()], false));
        assert_eq!(texts(&sixteen(u16::to_be_bytes, [0xfe, 0xff])), (vec![plain.to_owned()], false));
        let (windows, ..) = encoding_rs::WINDOWS_1252.encode(plain);
        assert_eq!(texts(&windows), (vec![plain.to_owned()], true), "guessed, and said so");
    }

    #[test]
    fn form_feeds_part_pages_and_line_ends_become_one_kind() {
        assert_eq!(texts(b"one\r\ntwo\x0cthree\x0c").0, ["one\ntwo", "three"]);
    }

    #[test]
    fn escapes_of_json_are_spelt_out() {
        assert_eq!(texts(br#"{"name": "J\u00fcrgen"}"#).0, [r#"{"name": "Jürgen"}"#]);
    }

    #[test]
    fn accents_are_composed() {
        assert_eq!(texts("Mu\u{308}ller".as_bytes()).0, ["Müller"]);
    }

    #[test]
    fn a_blank_page_is_told() {
        let (pages, _) = read(b"one\x0c \x0cthree").unwrap();
        let blank = &pages[1];
        assert_eq!((blank.source, blank.warnings[0].page), (PageSource::None, Some(2)));
    }

    #[test]
    fn blank_and_binary_files_are_errors() {
        assert_eq!(read(b" \n\t\x0c").err(), Some(Failure::Empty));
        assert_eq!(read(b"text\0more").err(), Some(Failure::Unsupported));
        assert_eq!(read(&[b"text".to_vec(), vec![0xc; 200_000]].concat()).err(), Some(Failure::TooLarge));
    }
}
