//! What nobody reads is told, and what says nothing is not.

use super::{TYPES, relations, zip};
use crate::{
    content::Content,
    office::{docx, odf, xlsx},
};

const DOCUMENT: (&str, &str) = ("word/document.xml", "<document><body><p><r><t>body</t></r></p></body></document>");

fn document(more: &[(&str, &str)]) -> Content {
    docx::read(&zip(&[&[TYPES, DOCUMENT][..], more].concat()), 0).unwrap()
}

#[test]
fn a_part_that_nobody_reads_is_a_warning() {
    let quiet = [
        "_rels/.rels",
        "word/theme/theme1.xml",
        "word/webSettings.xml",
        "word/fontTable.xml",
        "word/styles.xml",
        "word/stylesWithEffects.xml",
        "word/commentsExtended.xml",
        "word/charts/colors1.xml",
        "word/charts/style1.xml",
        "word/media/",
        "docProps/thumbnail.jpeg",
        "customXml/itemProps1.xml",
    ];
    let members: Vec<_> = quiet.iter().map(|name| (*name, "<a/>")).filter(|(name, _)| !name.ends_with('/')).collect();
    assert_eq!(document(&members).warnings, []);
    for name in ["word/media/image1.png", "word/vbaProject.bin", "WORD/document.xml", "docProps/core.xml"] {
        assert_eq!(document(&[(name, "<a")]).warnings.len(), 1, "{name}");
    }
    let sheet = relations(&[("a", "worksheet", "1.xml")]);
    let named = "<workbook xmlns:r='http://x/relationships'><sheets><sheet name='a' r:id='a'/></sheets><definedNames>\
        <definedName name='_xlnm.Print_Area'>a!A1</definedName><definedName name='Weber' comment='Jo'>\"Hannah\"</definedName>\
        </definedNames></workbook>";
    let whole = |more: &[(&str, &str)]| {
        let members = [
            TYPES,
            ("xl/workbook.xml", named),
            ("xl/_rels/workbook.xml.rels", sheet.as_str()),
            ("xl/1.xml", "<worksheet/>"),
            ("xl/calcChain.xml", "<a/>"),
        ];
        xlsx::read(&zip(&[&members[..], more].concat()), 0).unwrap()
    };
    let content = whole(&[]);
    assert_eq!(content.warnings, []);
    assert_eq!(content.metadata, [("names".to_owned(), "Weber\nJo\n\"Hannah\"".to_owned())]);
    assert_eq!(whole(&[("xl/pivotCache/pivotCacheRecords1.xml", "<a/>")]).warnings.len(), 1);

    let text = |more: &[(&str, &str)]| {
        let members = [&[("content.xml", "<a><body><text><p>b</p></text></body></a>"), ("mimetype", "x")][..], more];
        odf::read(&zip(&members.concat()), 0).unwrap().warnings.len()
    };
    assert_eq!(text(&[("Thumbnails/thumbnail.png", "x"), ("settings.xml", "x"), ("manifest.rdf", "x")]), 0);
    assert_eq!(text(&[("Pictures/1.png", "x")]), 1);
    let flat = b"<document><body><text><p>b<frame><image><binary-data>AAAA</binary-data></image></frame></p></text></body></document>";
    assert_eq!(odf::read(flat, 0).unwrap().warnings.len(), 1);
}

#[test]
fn what_programs_keep_with_a_document_is_read() {
    let item = "<a><b>Hannah</b>\n<c>Weber</c></a>";
    let content = document(&[("customXml/item1.xml", item), ("customXml/item2.xml", "<a/>")]);
    assert_eq!(content.metadata, [("data".to_owned(), "Hannah\nWeber".to_owned())]);
    assert_eq!(content.warnings, []);

    let related = relations(&[("g", "glossaryDocument", "g.xml"), ("p", "people", "p.xml")]);
    let content = document(&[
        ("word/_rels/document.xml.rels", &related),
        ("word/g.xml", "<glossaryDocument><docParts><p><r><t>Yours, Hannah</t></r></p></docParts></glossaryDocument>"),
        ("word/p.xml", "<people><person author='Jo'><presenceInfo userId='jo@example.com'/></person></people>"),
    ]);
    assert_eq!(content.pages[0].text, "body\n\n[Building block]\nYours, Hannah");
    assert_eq!(content.metadata, [("reviewers".to_owned(), "Jo\njo@example.com".to_owned())]);
    let flat = "<wordDocument><body><p><r><t>b</t><pict><binData>AAAA</binData></pict></r></p></body></wordDocument>";
    assert_eq!(docx::read(flat.as_bytes(), 0).unwrap().warnings.len(), 1);
}

#[test]
fn labels_of_a_chart_in_levels_are_read() {
    let related = relations(&[("c", "chart", "c.xml")]);
    let drawn = "<document xmlns:r='http://x/relationships'><body><p><r><drawing><chart r:id='c'/></drawing></r></p></body></document>";
    let chart = "<a><multiLvlStrCache><lvl><pt><v>Hannah</v></pt><pt><v>Jo</v></pt></lvl></multiLvlStrCache>\
        <lvl><pt>Kim</pt></lvl></a>";
    let bytes =
        zip(&[TYPES, ("word/document.xml", drawn), ("word/_rels/document.xml.rels", &related), ("word/c.xml", chart)]);
    assert_eq!(docx::read(&bytes, 0).unwrap().pages[0].text, "[Chart]\nHannah\tJo\nKim");
}
