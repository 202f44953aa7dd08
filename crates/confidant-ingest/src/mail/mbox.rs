//! A mailbox: mails one after the other, each after a line that begins with `From `.

use confidant_text::WarningCode;

use super::{append, caught, eml};
use crate::{content::Content, markup::add_note, wire::Failure};

/// The pages of all mails.
pub(crate) fn read(bytes: &[u8], depth: u32) -> Result<Content, Failure> {
    let mut content = Content::default();
    for Letter { envelope, bytes } in letters(&eml::utf_8(bytes)) {
        match caught(|| eml::read(&bytes, depth)) {
            Ok(mut inner) => {
                if let Some(page) = inner.pages.first_mut() {
                    add_note(&mut page.text, "Envelope", &envelope);
                }
                append(&mut content, inner)?;
            }
            Err(Failure::TooLarge) => return Err(Failure::TooLarge),
            Err(failure) => {
                if failure != Failure::Empty {
                    content.warn(WarningCode::PartUnread);
                }
                let mut page = String::new();
                add_note(&mut page, "Envelope", &envelope);
                content.page(&page)?;
            }
        }
    }
    if content.pages.is_empty() { Err(Failure::Empty) } else { Ok(content) }
}

struct Letter {
    /// Who sent it and when, as the mailbox says.
    envelope: String,
    bytes: Vec<u8>,
}

fn letters(bytes: &[u8]) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::new();
    let mut after_empty = true;
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n').peekable();
    while let Some(line) = lines.next() {
        let next = lines.peek().copied().unwrap_or_default();
        // Whoever took the file for a mailbox looked at the first such line less closely.
        let is_first = letters.is_empty();
        if after_empty && line.starts_with(b"From ") && (is_first || (is_envelope(line) && starts_mail(next))) {
            let envelope = String::from_utf8_lossy(line.trim_ascii().get(5..).unwrap_or_default()).into_owned();
            letters.push(Letter { envelope: envelope.trim().to_owned(), bytes: Vec::new() });
        } else if let Some(letter) = letters.last_mut() {
            // A line of the text that began like a mail was marked when it was put into the box.
            let marks = line.iter().take_while(|byte| **byte == b'>').count();
            let is_marked = marks > 0 && line.get(marks..).is_some_and(|rest| rest.starts_with(b"From "));
            letter.bytes.extend_from_slice(if is_marked { line.get(1..).unwrap_or_default() } else { line });
        }
        after_empty = line.trim_ascii().is_empty();
    }
    letters
}

/// Whether the line that begins with `From ` names a year, as all mailboxes write it.
fn is_envelope(line: &[u8]) -> bool {
    let mut words = line.split(u8::is_ascii_whitespace);
    words.any(|word| word.len() == 4 && word.iter().all(u8::is_ascii_digit) && matches!(word, [b'1' | b'2', ..]))
}

/// Whether a line can be the first of a mail: a header, or nothing where there is none. A sentence that begins with "From"
/// is hardly followed by one.
fn starts_mail(line: &[u8]) -> bool {
    let line = line.trim_ascii_end();
    let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
    line.is_empty() || (name.len() < line.len() && !name.is_empty() && name.iter().all(u8::is_ascii_graphic))
}

#[cfg(test)]
mod tests {
    use confidant_text::{Warning, WarningCode};

    use super::read;
    use crate::wire::Failure;

    fn texts(bytes: &[u8]) -> Vec<String> {
        read(bytes, 0).unwrap().pages.into_iter().map(|page| page.text).collect()
    }

    #[test]
    fn each_mail_is_a_page() {
        let mailbox =
            b"From ada@example.com Mon Jun 1 10:00:00 2009\nSubject: A\nX-Id: 7\n\nFrom Monday on\n>From here\n\n\
            From the start it was so.\nRight.\n\nFrom bo@example.com Tue Jun 2 10:00:00 2009\n\nno headers\n";
        assert_eq!(
            texts(mailbox),
            [
                "Subject: A\n\nFrom Monday on\nFrom here\n\nFrom the start it was so.\nRight.\n\n\
                [Envelope]\nada@example.com Mon Jun 1 10:00:00 2009\n\n[Headers]\nx-id: 7",
                "no headers\n\n[Envelope]\nbo@example.com Tue Jun 2 10:00:00 2009",
            ]
        );
    }

    #[test]
    fn the_first_mail_is_read_whatever_its_envelope_says() {
        let mailbox = "From h@example.com\nSubject: A\n\nsecret\n\nFrom bo Tue Jun 2 10:00:00 2009\nSubject: B\n\nb";
        let expected = [
            "Subject: A\n\nsecret\n\n[Envelope]\nh@example.com",
            "Subject: B\n\nb\n\n[Envelope]\nbo Tue Jun 2 10:00:00 2009",
        ];
        assert_eq!(texts(mailbox.as_bytes()), expected);
        assert_eq!(texts(format!("\u{feff}{mailbox}").as_bytes()), expected);
        let wide: Vec<u8> = format!("\u{feff}{mailbox}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(texts(&wide), expected);
    }

    #[test]
    fn a_scan_that_is_attached_waits_for_recognition() {
        // A picture of one pixel.
        let mailbox = b"From ada@example.com Mon Jun 1 10:00:00 2009\nSubject: A\nMIME-Version: 1.0\n\
            Content-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: text/plain\n\nSee the scan\n\
            --o\nContent-Type: image/gif; name=scan.gif\nContent-Transfer-Encoding: base64\n\n\
            R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAkQBADs=\n--o--\n";
        let pages = read(mailbox, 0).unwrap().pages;
        assert_eq!(pages[1].text, "[Attachment: scan.gif]");
        assert_eq!(pages[1].warnings, [Warning { code: WarningCode::NoText, page: Some(2) }]);
        assert!(pages[1].size.is_some() && pages[0].warnings.is_empty());
    }

    #[test]
    fn a_mailbox_without_mails_is_empty() {
        assert_eq!(read(b"\n\n", 0).err(), Some(Failure::Empty));
    }
}
