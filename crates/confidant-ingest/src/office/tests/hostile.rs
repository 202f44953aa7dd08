//! Office files that mean harm.

use proptest::prelude::*;

use super::{TYPES, failure, zip};
use crate::{
    office::{docx, odf, pptx, rtf, xls, xlsx},
    wire::Failure,
};

fn document(body: &str) -> Vec<u8> {
    zip(&[TYPES, ("word/document.xml", &format!("<document><body>{body}</body></document>"))])
}

#[test]
fn entities_are_never_expanded() {
    let bomb = "<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><document><body><p><r><t>&b;</t></r></p>\
        </body></document>";
    let bytes = zip(&[TYPES, ("word/document.xml", bomb)]);
    assert_eq!(failure(docx::read(&bytes, 0)), Failure::Damaged);
    let outside = bomb.replace("[<!ENTITY a 'aaaaaaaaaa'>", "[<!ENTITY b SYSTEM 'file:///etc/passwd'>");
    let bytes = zip(&[TYPES, ("word/document.xml", &outside)]);
    assert_eq!(failure(docx::read(&bytes, 0)), Failure::Damaged);
}

#[test]
fn nesting_has_an_end() {
    let nest = |open: &str, close: &str| format!("{}{}", open.repeat(5000), close.repeat(5000));
    for (open, close) in [
        ("<sdt>", "</sdt>"),
        ("<tbl><tr><tc/><tc>", "</tc></tr></tbl>"),
        ("<p><r><drawing><txbxContent>", "</txbxContent></drawing></r></p>"),
        ("<p><ins>", "</ins></p>"),
    ] {
        let outcome = docx::read(&document(&nest(open, close)), 0).err();
        assert!(matches!(outcome, Some(Failure::TooLarge | Failure::Damaged)), "{open}: {outcome:?}");
    }
    let slide = format!("<presentation>{}</presentation>", nest("<grpSp>", "</grpSp>"));
    assert!(pptx::read(&zip(&[TYPES, ("ppt/presentation.xml", &slide)]), 0).is_ok(), "there is no slide in it");
    let text = format!("<a><body><text>{}</text></body></a>", nest("<section>", "</section>"));
    assert_eq!(failure(odf::read(&zip(&[("content.xml", &text)]), 0)), Failure::TooLarge);
}

#[test]
fn an_archive_that_unpacks_without_end_is_too_large() {
    let bytes = document(&" ".repeat(300 << 20));
    assert!(bytes.len() < 1 << 20);
    assert_eq!(failure(docx::read(&bytes, 0)), Failure::TooLarge);
}

#[test]
fn a_list_that_refers_to_itself_ends() {
    let styles =
        "<styles><style styleId='a'><basedOn val='b'/></style><style styleId='b'><basedOn val='a'/></style></styles>";
    let related = super::relations(&[("s", "styles", "s.xml")]);
    let body = "<document><body><p><pPr><pStyle val='a'/></pPr><r><t>text</t></r></p></body></document>";
    let bytes =
        zip(&[TYPES, ("word/document.xml", body), ("word/_rels/document.xml.rels", &related), ("word/s.xml", styles)]);
    assert_eq!(super::text(docx::read(&bytes, 0)), "text");
}

proptest! {
    #[test]
    fn bent_files_end_in_text_or_an_error(
        bends in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        kind in 0..4,
    ) {
        let mut bytes = match kind {
            0 => document("<p><r><t>text</t></r></p><tbl><tr><tc><p/></tc><tc><p/></tc></tr></tbl>"),
            1 => br"{\rtf1\ansi\uc1{\fonttbl{\f0\fcharset128 A;}}\f0 \'93\'8c\u8364?{\*\atnauthor a}\trowd\cell\row}".to_vec(),
            2 => zip(&[("content.xml", "<a><body><text><p>text<s/></p></text></body></a>")]),
            _ => zip(&[TYPES, ("xl/workbook.xml", "<workbook><sheets><sheet name='a'/></sheets></workbook>")]),
        };
        for (at, byte) in bends {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = docx::read(&bytes, 0);
        let _ = rtf::read(&bytes, 0);
        let _ = odf::read(&bytes, 0);
        let _ = xlsx::read(&bytes, 0);
        let _ = xls::read(&bytes);
    }
}
