//! Bytes become characters: a mark, what the file says of itself, or a guess.

use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

/// How far into a file its own word about its encoding may stand. HTML says 1024; pages with long comments need more.
const DECLARED_WITHIN: usize = 4096;

/// The characters of a text, and whether their encoding is only a guess. `label` is what the message around it says.
pub(crate) fn decode(bytes: &[u8], label: Option<&str>) -> (String, bool) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
        return (text.into_owned(), false);
    }
    if let Some(encoding) = without_mark(bytes) {
        return (encoding.decode_without_bom_handling(bytes).0.into_owned(), false);
    }
    let said = label.map(str::to_owned).or_else(|| declared(bytes));
    let said = said.as_deref();
    if said.is_some_and(|said| said.trim().eq_ignore_ascii_case("utf-7")) {
        let decoder = mail_parser::decoders::charsets::map::charset_decoder(b"utf-7");
        return (decoder.map_or_else(|| String::from_utf8_lossy(bytes).into_owned(), |decoder| decoder(bytes)), false);
    }
    let encoding = said.and_then(|said| Encoding::for_label(said.trim().as_bytes()));
    // Bytes that hold as UTF-8 are UTF-8, whatever was said of them; only an encoding made of ASCII bytes can look the same.
    if encoding != Some(ISO_2022_JP) {
        if let Ok(text) = std::str::from_utf8(bytes) {
            return (text.to_owned(), false);
        }
        if is_nearly_utf8(bytes) {
            return (String::from_utf8_lossy(bytes).into_owned(), encoding != Some(UTF_8));
        }
    }
    // UTF-8 was refused above, and a file in UTF-16 cannot say so in ASCII.
    let usable = |encoding: &&'static Encoding| ![UTF_8, UTF_16LE, UTF_16BE, X_USER_DEFINED].contains(encoding);
    if let Some(encoding) = encoding.filter(usable) {
        let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
        if !had_errors || encoding == WINDOWS_1252 {
            return (text.into_owned(), false);
        }
        // A single wrong byte does not make it another encoding.
        let wrong = text.chars().filter(|c| *c == '\u{fffd}').count();
        if wrong * 20 < bytes.iter().filter(|byte| !byte.is_ascii()).count() {
            return (text.into_owned(), false);
        }
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, chardetng::Utf8Detection::Deny);
    (encoding.decode_without_bom_handling(bytes).0.into_owned(), true)
}

/// UTF-16 whose mark is missing: every other byte of its first ASCII characters is zero.
fn without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [a, 0, b, 0, c, 0, ..] if *a != 0 && *b != 0 && *c != 0 => Some(UTF_16LE),
        [0, a, 0, b, 0, c, ..] if *a != 0 && *b != 0 && *c != 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether nearly all that is not ASCII holds as UTF-8: a character may have been cut in two.
fn is_nearly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad * 10 <= good
}

/// The encoding that a web page or an XML file names at its start.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..DECLARED_WITHIN).unwrap_or(bytes);
    let head: String = head.iter().map(|byte| char::from(*byte).to_ascii_lowercase()).collect();
    if !head.trim_start().starts_with('<') {
        return None;
    }
    let xml = head.split_once("<?xml").and_then(|(_, rest)| rest.split_once("?>"));
    let in_xml = xml.and_then(|(declaration, _)| value_after(declaration, "encoding"));
    // The first meta element may be about something else.
    let in_meta = || head.split("<meta").skip(1).find_map(|rest| value_after(rest.split('>').next()?, "charset"));
    in_xml.or_else(in_meta)
}

/// What stands behind `name` and an equals sign, with or without quotation marks.
fn value_after(text: &str, name: &str) -> Option<String> {
    text.split(name).skip(1).find_map(|rest| {
        let value = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        let value: String = value.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_:.".contains(*c)).collect();
        (!value.is_empty()).then_some(value)
    })
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn what_a_file_says_of_itself_is_believed_when_it_can_be_true() {
        let page = |head: &str, bytes: &[u8]| decode(&[head.as_bytes(), bytes].concat(), None);
        let meta = "<html><meta http-equiv=Content-Type content='text/html; charset=";
        assert!(page(&format!("{meta}iso-8859-2'>"), b"\xb1\xea").0.ends_with("ąę"));
        assert!(
            page("<meta name=x content=y><meta content=text/html; charset = iso-8859-6 >", b"\xc7").0.ends_with('ا')
        );
        assert!(page("<?xml version='1.0' encoding='windows-1251'?>", b"\xcf").0.ends_with('П'));
        assert!(page(&format!("{meta}iso-2022-jp'>"), b"\x1b$B$\"\x1b(B").0.ends_with('あ'));
        assert!(page(&format!("{meta}iso-8859-1'>"), "Grüße".as_bytes()).0.ends_with("Grüße"), "it cannot be true");
        assert!(page(&format!("{meta}unicode'>"), b"plain").0.ends_with("plain"), "UTF-16 cannot say so in ASCII");
        assert_eq!(decode(b"Gr\xfc\xdfe", Some("latin1")), ("Grüße".to_owned(), false));
        assert_eq!(decode(b"Gr+APwA3w-e", Some("UTF-7")).0, "Grüße");
    }

    #[test]
    fn a_cut_character_does_not_change_the_encoding() {
        let mut bytes =
            "Übergrößenträger überprüfen überflüssige Gefäße für Öl und Äpfel, größer, gewöhnlich".as_bytes().to_vec();
        bytes.push(0xc3);
        assert!(decode(&bytes, None).0.starts_with("Übergrößenträger"));
    }

    #[test]
    fn utf_16_is_seen_without_its_mark() {
        let bytes: Vec<u8> = "<html>Grüße".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&bytes, Some("us-ascii")).0, "<html>Grüße");
    }
}
