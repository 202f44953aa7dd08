//! Office files through the whole reader. What each format tells is checked beside its module; here, that it gets there.

use std::io::{Cursor, Write};

use confidant_ingest::IngestError;
use confidant_text::{PageSource, WarningCode};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{exposed, read};

pub const TESTS: &[(&str, fn())] = &[
    ("office::each_kind_is_told_by_its_content_and_read", kinds),
    ("office::files_inside_files_follow", inside),
    ("office::an_archive_without_end_is_refused_and_the_next_file_is_read", bombs),
    ("office::what_is_not_read_says_why", refused),
];

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, data) in members {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(data).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn word(text: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let document = format!("<document><body><p><r><t>{text}</t></r></p></body></document>");
    let core = "<p><creator>Hannah</creator></p>";
    let mut members: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", document.as_bytes()),
        ("docProps/core.xml", core.as_bytes()),
    ];
    members.extend(more);
    zip(&members)
}

fn pages(name: &str, bytes: &[u8]) -> Vec<String> {
    let document = read(name, bytes).unwrap().document;
    document.pages.iter().map(|page| exposed(&page.text).to_owned()).collect()
}

fn kinds() {
    let document = read("letter", &word("Dear Jo", &[])).unwrap().document;
    assert_eq!(exposed(&document.pages[0].text), "Dear Jo");
    assert_eq!((document.pages[0].source, document.pages[0].size), (PageSource::Text, None));
    assert_eq!(exposed(&document.metadata["author"]), "Hannah");

    assert_eq!(pages("letter.doc", b"{\\rtf1 Dear Jo}"), ["Dear Jo"]);
    let text = b"<a><body><text><p>Dear Jo</p></text></body></a>";
    let members: [(&str, &[u8]); 2] = [("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", text)];
    assert_eq!(pages("letter.zip", &zip(&members)), ["Dear Jo"]);
}

fn inside() {
    let inner = word("inner", &[("word/embeddings/note.txt", b"innermost")]);
    let document = read("a.docx", &word("outer", &[("word/embeddings/a.docx", &inner)])).unwrap().document;
    let pages: Vec<_> = document.pages.iter().map(|page| (page.number, exposed(&page.text))).collect();
    let expected = [
        (1, "outer"),
        (2, "[Attachment: a.docx]\nauthor: Hannah\n\ninner"),
        (3, "[Attachment: note.txt]\n\ninnermost"),
    ];
    assert_eq!(pages, expected);

    // One in another, deeper than anybody reads.
    let mut nested = word("last", &[]);
    for _ in 0..20 {
        nested = word("more", &[("word/embeddings/a.docx", &nested)]);
    }
    assert!(matches!(read("a.docx", &nested), Err(IngestError::TooLarge)));
}

fn bombs() {
    let spaces = " ".repeat(300 << 20);
    let bomb = word(&spaces, &[]);
    assert!(matches!(read("a.docx", &bomb), Err(IngestError::TooLarge)));
    assert_eq!(pages("a.docx", &word("sound", &[])), ["sound"]);
}

fn refused() {
    let cut = word("text", &[]);
    let check =
        |name: &str, bytes: &[u8], code: &str| assert_eq!(read(name, bytes).unwrap_err().code(), code, "{name}");
    check("cut.docx", &cut[..cut.len() / 2], "damaged");
    check(
        "drawing.vsdx",
        &zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<VisioDocument/>")]),
        "unsupported",
    );
    check("letter.doc", b"\xdb\xa5\x2d\0rest", "old_format");
    let error = read("letter.doc", b"\xdb\xa5\x2d\0rest").unwrap_err().to_string();
    assert!(error.contains("DOCX") && error.contains("PDF"), "it names the way out");

    let document = read("a.docx", &word("", &[("word/embeddings/odd.bin", b"a\0b")])).unwrap().document;
    let warnings: Vec<_> = document.warnings.iter().map(|warning| (warning.code, warning.page)).collect();
    assert_eq!(warnings, [(WarningCode::NoText, Some(1)), (WarningCode::PartUnread, None)]);
}
