//! What the first bytes say.

use std::path::Path;

use super::sniff;
use crate::wire::{Failure, Format};

fn check(bytes: &[u8], name: &str) -> Result<Format, Failure> {
    sniff(bytes, Path::new(name))
}

/// An archive without packing: enough for names and the media type.
fn zip(members: &[(&str, &str)]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, data) in members {
        let at = u32::try_from(bytes.len()).unwrap().to_le_bytes();
        let size = u32::try_from(data.len()).unwrap().to_le_bytes();
        let name_size = u16::try_from(name.len()).unwrap().to_le_bytes();
        let sizes = [&[0; 12][..], &size, &size, &name_size, &[0; 2]].concat();
        bytes.extend([b"PK\x03\x04\x14\0", &sizes[..], name.as_bytes(), data.as_bytes()].concat());
        let rest = [&[0; 10][..], &at, name.as_bytes()].concat();
        directory.extend([b"PK\x01\x02\x14\0\x14\0", &sizes[..], &rest].concat());
    }
    let size = u32::try_from(directory.len()).unwrap().to_le_bytes();
    let start = u32::try_from(bytes.len()).unwrap().to_le_bytes();
    bytes.extend([&directory[..], b"PK\x05\x06", &[0; 8], &size, &start, &[0; 2]].concat());
    bytes
}

/// A compound file with these names in its root folder.
fn compound(names: &[&str]) -> Vec<u8> {
    let mut bytes = vec![0; 512];
    bytes[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    bytes[30] = 9;
    bytes[48] = 1;
    bytes[80..512].fill(0xff);
    let table = [&[0xfd, 0xff, 0xff, 0xff][..], &[0xfe, 0xff, 0xff, 0xff], &[0xff; 504]].concat();
    bytes.extend(table);
    for (number, name) in ["Root Entry"].iter().chain(names).enumerate() {
        let mut entry = [0; 128];
        for (at, unit) in name.encode_utf16().enumerate() {
            entry[2 * at..2 * at + 2].copy_from_slice(&unit.to_le_bytes());
        }
        entry[64] = u8::try_from(2 * name.len() + 2).unwrap();
        entry[68..80].fill(0xff);
        let next = u8::try_from(number + 1).unwrap();
        if number == 0 {
            entry[76..80].copy_from_slice(&[1, 0, 0, 0]);
        } else if number < names.len() {
            entry[72..76].copy_from_slice(&[next, 0, 0, 0]);
        }
        bytes.extend(entry);
    }
    bytes.resize(1536, 0);
    bytes
}

#[test]
fn content_goes_before_the_name() {
    assert_eq!(check(b"%PDF-1.7\n", "letter.txt"), Ok(Format::Pdf));
    assert_eq!(check(b"\r\njunk before %PDF-1.4\n", "x"), Ok(Format::Pdf));
    assert_eq!(check(b"PK\x03\x04...", "letter.pdf"), Ok(Format::Zip));
    assert_eq!(check(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "letter.doc"), Err(Failure::Damaged));
    assert_eq!(check(b"\x89PNG\r\n\x1a\n", "scan.txt"), Ok(Format::Image));
    assert_eq!(check(b"{\\rtf1 text}", "letter.doc"), Ok(Format::Rtf));
    assert_eq!(check(b"<!DOCTYPE html><p>a", "table.xls"), Ok(Format::Html));
}

#[test]
fn archives_are_told_by_what_is_in_them() {
    let of = |members: &[(&str, &str)]| check(&zip(members), "a.zip");
    let types = ("[Content_Types].xml", "<Types/>");
    assert_eq!(of(&[types, ("word/document.xml", "")]), Ok(Format::Docx));
    assert_eq!(of(&[("ppt/presentation.xml", ""), types]), Ok(Format::Pptx));
    assert_eq!(of(&[("xl/workbook.xml", ""), types]), Ok(Format::Xlsx));
    let odf =
        |kind: &str| of(&[("mimetype", &format!("application/vnd.oasis.opendocument.{kind}")), ("content.xml", "")]);
    assert_eq!(odf("text"), Ok(Format::Odt));
    assert_eq!(odf("presentation-template"), Ok(Format::Odp));
    assert_eq!(odf("spreadsheet"), Ok(Format::Ods));
    assert_eq!(odf("database"), Err(Failure::Unsupported));
    assert_eq!(of(&[("mimetype", "application/epub+zip")]), Ok(Format::Epub));
    assert_eq!(of(&[("letter.txt", "Dear"), ("inner/word/document.xml", "")]), Ok(Format::Zip));
    assert_eq!(of(&[("Index/Document.iwa", "")]), Err(Failure::Unsupported));
}

#[test]
fn a_cut_archive_is_told_by_its_first_members() {
    let whole = zip(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", "text"), ("word/more.xml", "text")]);
    assert_eq!(check(&whole[..150], "a"), Ok(Format::Docx));
}

#[test]
fn compound_files_are_told_by_their_root_folder() {
    assert_eq!(check(&compound(&["WordDocument", "1Table"]), "a.doc"), Ok(Format::Doc));
    assert_eq!(check(&compound(&["Current User", "PowerPoint Document"]), "a.ppt"), Ok(Format::Ppt));
    assert_eq!(check(&compound(&["PP40"]), "a.ppt"), Err(Failure::OldFormat));
    assert_eq!(check(&compound(&["EncryptionInfo", "EncryptedPackage"]), "a.docx"), Ok(Format::Sealed));
    assert_eq!(check(&compound(&["__properties_version1.0"]), "a.msg"), Ok(Format::Msg));
    assert_eq!(check(&compound(&["x", "Workbook"]), "a.xls"), Ok(Format::Xls));
    assert_eq!(check(&compound(&["FileHeader"]), "a.hwp"), Err(Failure::Unsupported));
}

#[test]
fn a_directory_at_the_end_of_a_large_file_is_found() {
    use std::io::Write;

    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, std::io::Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Large").unwrap().write_all(&vec![1; 9 << 20]).unwrap();
    for number in 0..20 {
        file.create_stream(format!("/Small {number}")).unwrap();
    }
    file.create_stream("/WordDocument").unwrap();
    file.flush().unwrap();
    assert_eq!(check(&file.into_inner().into_inner(), "a"), Ok(Format::Doc));
}

#[test]
fn kinds_of_text_are_told_by_content_and_then_by_name() {
    assert_eq!(check(b"# Title", "a.md"), Ok(Format::Markdown));
    assert_eq!(check(b"a,b", "a.CSV"), Ok(Format::Csv));
    assert_eq!(check(b"a\tb", "a.tsv"), Ok(Format::Tsv));
    assert_eq!(check(b"<p>a", "a.htm"), Ok(Format::Html));
    assert_eq!(check(b"<?xml version='1.0'?>\n<html xmlns='a'>", "a.xml"), Ok(Format::Html));
    assert_eq!(check(b"From: a@b.org\r\nMIME-Version: 1.0\r\n\r\nDear", "a.txt"), Ok(Format::Eml));
    assert_eq!(check(b"Subject: a\n\nDear", "a.eml"), Ok(Format::Eml));
    assert_eq!(check(b"Subject: a\n\nDear", "a.txt"), Ok(Format::Plain), "a letter may have a subject");
    assert_eq!(check(b"From a@b.org Mon Jan 1 00:00:00 2024\nSubject: a\n", "inbox"), Ok(Format::Mbox));
    assert_eq!(check(b"From here on\nall is well", "a.txt"), Ok(Format::Plain));
}

#[test]
fn text_is_told_from_binary() {
    assert_eq!(check(b"Dear Hannah", "letter"), Ok(Format::Plain));
    assert_eq!(check("Grüße".as_bytes(), "letter.txt"), Ok(Format::Plain));
    assert_eq!(check(b"Gr\xfc\xdfe", "letter.txt"), Ok(Format::Plain), "a legacy encoding");
    assert_eq!(check(&[0xff, 0xfe, b'A', 0], "letter.txt"), Ok(Format::Plain), "UTF-16");
    assert_eq!(check(b"BMW AG\nInvoice", "letter.txt"), Ok(Format::Plain), "a bitmap begins with these letters");
    assert_eq!(check(b"BM\x36\x10\0\0\0\0\0\0\x36\0", "a.bmp"), Ok(Format::Image));
    assert_eq!(check(b"MZ Weber\nKoeln", "letter.txt"), Ok(Format::Plain), "a program begins with these letters");
    assert_eq!(check(b"MZ\x90\0\x03", "letter.txt"), Err(Failure::Unsupported));
    assert_eq!(check(b"\x01\x02\0\x03", "letter.txt"), Err(Failure::Unsupported));
    assert_eq!(check(b"", "letter.txt"), Err(Failure::Empty));
}

#[test]
fn a_pdf_without_its_header_is_still_tried() {
    assert_eq!(check(b"1 0 obj << >> endobj", "letter.pdf"), Ok(Format::Pdf));
}
