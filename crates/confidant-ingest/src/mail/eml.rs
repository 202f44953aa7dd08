//! A mail as it travels (RFC 5322 and MIME), and a web page that was saved as one.

use std::borrow::Cow;

use mail_parser::MessageParser;

use super::{Attachments, headers, parts};
use crate::{content::Content, markup::attach_files, wire::Failure};

/// Mails in mails: the parser forgets them one in the other, and a stack is not endless.
const MAX_MAILS: usize = 2000;

/// The page of a mail and the pages of what is attached to it.
pub(crate) fn read(bytes: &[u8], depth: u32) -> Result<Content, Failure> {
    let bytes = utf_8(bytes);
    let bytes = alone(&bytes);
    let may_nest = |kind: &[u8]| bytes.windows(kind.len()).filter(|window| window.eq_ignore_ascii_case(kind)).count();
    if may_nest(b"message/rfc822") + may_nest(b"message/global") + may_nest(b"multipart/digest") > MAX_MAILS {
        return Err(Failure::TooLarge);
    }
    let bytes = headers::readable(bytes);
    let message = MessageParser::default().parse(&*bytes).ok_or(Failure::Damaged)?;
    let (mut content, mut attachments) = (Content::default(), Attachments::default());
    let head = headers::read(&message, &mut content)?;
    let body = parts::read(&message, &mut content, &mut attachments, depth)?;
    for (name, value) in &body.metadata {
        content.property(name, value);
    }
    let page = body.page(&head);
    let is_nothing = page.is_empty() && attachments.read.is_empty() && attachments.unread.is_empty();
    if is_nothing && content.metadata.is_empty() {
        return Err(Failure::Empty);
    }
    attachments.put(&mut content, page)?;
    attach_files(&mut content, &body.files, depth)?;
    Ok(content)
}

/// Windows saves mails as text in UTF-16 now and then.
pub(super) fn utf_8(bytes: &[u8]) -> Cow<'_, [u8]> {
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Cow::Owned(crate::markup::decode(bytes, None).0.into_bytes()),
        [0xef, 0xbb, 0xbf, rest @ ..] => Cow::Borrowed(rest),
        _ => Cow::Borrowed(bytes),
    }
}

/// The mail without what programs write around it: empty lines, a mailbox's first line, Apple's count of bytes.
fn alone(whole: &[u8]) -> &[u8] {
    let bytes = whole.trim_ascii_start();
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let (line, rest) = bytes.split_at_checked(end).unwrap_or((bytes, &[]));
    let line = line.trim_ascii();
    let after = rest.get(1..).unwrap_or_default();
    if line.starts_with(b"From ") {
        return after;
    }
    match std::str::from_utf8(line).ok().and_then(|line| line.parse::<usize>().ok()) {
        // What follows as many bytes is a list of Apple's; if it is not, the number means something else.
        Some(count) => match after.split_at_checked(count) {
            Some((mail, list)) if is_list(list.trim_ascii_start()) => mail,
            _ => after,
        },
        None if is_header(line) => bytes,
        // An empty line at the start ends headers that are not there.
        None => whole,
    }
}

fn is_list(bytes: &[u8]) -> bool {
    [&b"<?xml"[..], b"<!DOCTYPE plist", b"<plist"].iter().any(|start| bytes.starts_with(start))
}

fn is_header(line: &[u8]) -> bool {
    let name = line.split(|byte| *byte == b':').next().unwrap_or_default().trim_ascii_end();
    name.len() < line.len() && !name.is_empty() && name.iter().all(u8::is_ascii_graphic)
}

#[cfg(test)]
mod tests {
    use confidant_text::WarningCode;

    use super::read;
    use crate::wire::Failure;

    fn texts(mail: &[u8]) -> Vec<String> {
        read(mail, 0).unwrap().pages.into_iter().map(|page| page.text).collect()
    }

    #[test]
    fn headers_and_text_in_any_encoding() {
        let mail = b"Received: from a (HELO b) by c; Mon\r\nX-Mailer: M\r\nDKIM-Signature: v=1\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n \
            =?iso-8859-1?b?/Gg=?=\r\nTo: \"Weber, Hannah\" <h@example.com>,\r\n\tbo@example.com\r\nFrom: J\xfcrgen <j@example.com>\r\n\
            Content-Type: text/plain; charset=iso-8859-15\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n12 =A4 f=FCr=\r\n dich\r\n";
        let content = read(mail, 0).unwrap();
        assert_eq!(
            content.pages[0].text,
            "From: Jürgen <j@example.com>\nTo: \"Weber, Hannah\" <h@example.com>, bo@example.com\nSubject: Grüßeüh\n\n12 € für dich"
        );
        let names: Vec<_> = content.metadata.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["received", "x-mailer"]);
    }

    #[test]
    fn both_versions_and_all_attachments_are_read() {
        let mail = b"From: a@example.com\nContent-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: multipart/alternative; boundary=i\n\n\
            --i\nContent-Type: text/plain\n\nHi Ada, code 7\n--i\nContent-Type: text/html\n\n<p>Hi <b>Ada</b>\n--i--\n\
            --o\nContent-Type: text/plain; name=\"n.txt\"\nContent-Disposition: attachment; filename*=utf-8''K%C3%B6ln.txt\n\
            Content-Transfer-Encoding: base64\n\nSGFubmFo\n\
            --o\nContent-Type: message/rfc822\n\nSubject: Inner\nFrom: b@example.com\n\nInner text\n\
            --o\nContent-Type: image/png; name=owl.png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n\
            --o\nContent-Type: text/plain\n\nFooter\n--o--\n";
        let content = read(mail, 0).unwrap();
        let texts: Vec<_> = content.pages.iter().map(|page| page.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "From: a@example.com\n\nHi Ada\n\nFooter\n\n[Plain text version]\nHi Ada, code 7\n\n[Attachments that were not read]\nowl.png",
                "[Attachment: Köln.txt]\n\nHannah",
                "[Attachment: Inner]\n\nFrom: b@example.com\nSubject: Inner\n\nInner text",
            ]
        );
        assert_eq!(content.warnings[0].code, WarningCode::PartUnread);
    }

    #[test]
    fn what_has_a_name_is_attached_whatever_its_type_says() {
        let mail = |kind: &str, name: &str, data: &str| {
            texts(
                format!(
                    "Subject: A\nContent-Type: multipart/mixed; boundary=o\n\n--o\n\nb\n--o\nContent-Type: {kind}\n\
                    {name}\n\n{data}\n--o--\n"
                )
                .as_bytes(),
            )
        };
        let attached = "Content-Disposition: attachment; filename=a.txt";
        let expected = ["Subject: A\n\nb", "[Attachment: a.txt]\n\nHannah"];
        for kind in ["text/javascript", "text/css", "application/pgp-signature", "application/pgp-encrypted"] {
            assert_eq!(mail(kind, attached, "Hannah"), expected, "{kind}");
        }
        assert_eq!(mail("text/css", "X-A: b", "p {}"), expected[..1]);
        assert_eq!(mail("application/pgp-signature", attached, "-----BEGIN PGP SIGNATURE-----"), expected[..1]);
    }

    #[test]
    fn what_stands_around_a_mail_is_left_out() {
        assert_eq!(texts(b"From x Mon Jun 1\nSubject: A\n\nb"), ["Subject: A\n\nb"]);
        assert_eq!(texts(b"13\nSubject: A\n\nb<plist>"), ["Subject: A\n\nb"]);
        assert_eq!(texts(b"2\nSubject: A\n\nb"), ["Subject: A\n\nb"], "a number that counts nothing");
        assert_eq!(texts("\u{feff}Subject: A\r\n\r\nb".as_bytes()), ["Subject: A\n\nb"]);
    }

    #[test]
    fn mails_in_mails_end() {
        let deep = "Content-Type: message/rfc822\n\n".repeat(100_000);
        assert_eq!(read(deep.as_bytes(), 0).err(), Some(Failure::TooLarge));
        let deep = "Content-Type: message/rfc822\n\n".repeat(1500) + "Subject: end\n\nend";
        assert_eq!(read(deep.as_bytes(), 0).err(), Some(Failure::TooLarge));
        let parts: Vec<String> =
            (0..2000).map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n")).collect();
        assert!(texts((parts.concat() + "\nend").as_bytes())[0].contains("end"));
    }

    #[test]
    fn cut_mails_keep_what_is_there() {
        let mail = b"Subject: A\nContent-Type: multipart/mixed; boundary=o\n\n--o\n\nfirst\n--o\nContent-Transfer-Encoding: base64\n\nSGFu*";
        for end in 12..mail.len() {
            assert!(texts(&mail[..end])[0].starts_with("Subject: A"), "{end}");
        }
    }
}
