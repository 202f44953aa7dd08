//! Web pages, tables, mails and archives through the locked worker.

use std::io::{Cursor, Write};

use confidant_text::WarningCode;
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{exposed, make, read};

pub const TESTS: &[(&str, fn())] = &[
    ("marked::each_kind_is_known_by_its_content", kinds),
    ("marked::files_in_files_are_read", nested),
    ("marked::bombs_are_too_large", bombs),
    ("marked::broken_files_end_in_text_or_an_error", broken),
];

fn texts(name: &str, bytes: &[u8]) -> Vec<String> {
    let document = read(name, bytes).unwrap_or_else(|error| panic!("{name}: {error}")).document;
    document.pages.iter().map(|page| exposed(&page.text).to_owned()).collect()
}

fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const MAIL: &[u8] = b"From: Ada <ada@example.com>\r\nTo: bo@example.com\r\nSubject: Owls\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>Dear <i>Bo</i>\r\n--x--\r\n";

fn kinds() {
    assert_eq!(texts("page", b"<!DOCTYPE html><title>T</title><p>one<p>two"), ["one\n\ntwo"]);
    assert_eq!(texts("list.csv", b"a;b\n1;2\n"), ["a\tb\n1\t2"]);
    assert_eq!(texts("list.tsv", b"a\tb, c\n1\t2\n"), ["a\tb, c\n1\t2"]);
    assert_eq!(texts("mail", MAIL), ["From: Ada <ada@example.com>\nTo: bo@example.com\nSubject: Owls\n\nDear Bo"]);
    assert_eq!(texts("data.xml", b"<?xml version='1.0'?><a>M&#252;ller</a>"), ["<?xml version='1.0'?><a>Müller</a>"]);
    assert_eq!(texts("a.ics", b"BEGIN:VCALENDAR\r\nSUMMARY:Han\r\n nah\r\n"), ["BEGIN:VCALENDAR\nSUMMARY:Hannah"]);
    let mailbox = b"From a@example.com Mon Jun 1 10:00:00 2009\nSubject: A\n\nb\n";
    assert!(texts("box", mailbox)[0].starts_with("Subject: A\n\nb"));
}

fn nested() {
    let pdf = make::pdf(&[&make::show(&[(72.0, 700.0, "printed")])]);
    let packed = archive(&[("a.pdf", &pdf), ("locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest")]);
    let read = read("box.zip", &archive(&[("mail.eml", MAIL), ("in.zip", &packed)])).unwrap().document;
    let pages: Vec<_> = read.pages.iter().map(|page| exposed(&page.text)).collect();
    assert_eq!(pages.len(), 3);
    assert!(pages[0].starts_with("[Attachment: mail.eml]\n\nFrom: Ada"));
    assert!(pages[1].starts_with("[Attachment: in.zip]\n\n[Attachment: a.pdf]\n") && pages[1].ends_with("\n\nprinted"));
    assert_eq!(pages[2], "[Attachment: locked.docx]");
    let word = read.pages[1].words[0];
    assert_eq!(word.span.of(pages[1]), Some("printed"), "places move with the text");
    assert_eq!(read.warnings[0].code, WarningCode::PartUnread);
}

fn bombs() {
    let mut bomb = archive(&[("a.txt", b"a")]);
    for _ in 0..9 {
        bomb = archive(&[("a.zip", &bomb)]);
    }
    assert_eq!(read("bomb.zip", &bomb).unwrap_err().code(), "too_large");
    let mails = "Content-Type: message/rfc822\n\n".repeat(50_000);
    assert_eq!(read("bomb.eml", mails.as_bytes()).unwrap_err().code(), "too_large");
    let page = format!("<html>{}end", "<table><tr><td>".repeat(200_000));
    assert_eq!(texts("deep.html", page.as_bytes())[0].trim(), "end");
}

fn broken() {
    let book =
        archive(&[("mimetype", b"application/epub+zip"), ("META-INF/container.xml", b"<rootfile full-path='no'/>")]);
    for (name, whole) in [("a.zip", archive(&[("mail.eml", MAIL)])), ("a.epub", book), ("a.eml", MAIL.to_vec())] {
        for cut in (8..whole.len()).step_by(31) {
            if let Err(error) = read(name, &whole[..cut]) {
                assert!(matches!(error.code(), "damaged" | "empty" | "unsupported"), "{name} cut at {cut}: {error}");
            }
        }
    }
}
