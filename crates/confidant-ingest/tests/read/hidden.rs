//! What a PDF holds besides its print: comments, links, fields, files, properties.

use std::path::Path;

use confidant_text::{PageSource, Warning, WarningCode};

use crate::{
    exposed,
    make::{Maker, show, stream_of},
    read, read_path,
};

const PART_UNREAD: Warning = Warning { code: WarningCode::PartUnread, page: None };

pub const TESTS: &[(&str, fn())] = &[
    ("hidden::what_is_missing_in_a_list_hides_nothing_behind_it", gaps),
    ("hidden::annotations_of_rare_kinds_are_read", rare),
    ("hidden::a_value_that_is_not_what_is_printed_is_told", stale_fields),
    ("hidden::fields_that_stand_on_no_page_and_signatures_are_told", forms),
    ("hidden::a_text_that_is_given_for_another_hides_nothing", actual),
    ("hidden::what_is_not_read_is_said", unread),
    ("hidden::comments_and_links_follow_the_page", comments),
    ("hidden::fields_that_are_not_seen_are_told", unseen_fields),
    ("hidden::what_was_chosen_from_a_list_is_read_as_it_is_shown", choices),
    ("hidden::attachments_are_listed", attachments),
    ("hidden::alternative_texts_stand_on_their_page", alternatives),
    ("hidden::properties_packet_and_bookmarks_are_kept", properties),
    ("hidden::the_owners_password_opens_too", owner),
    ("hidden::a_lock_on_attachments_alone_hides_no_page", spared),
];

/// The text of a one-page file with these annotations.
fn annotated(printed: &str, annotations: &[&str]) -> String {
    let numbers: Vec<String> = (7..7 + annotations.len()).map(|number| format!("{number} 0 R")).collect();
    let mut maker = Maker::new(&[&show(&[(72.0, 700.0, printed)])], &format!("/Annots [{}]", numbers.join(" ")));
    for annotation in annotations {
        maker.add(*annotation);
    }
    let document = read("a.pdf", &maker.finish()).unwrap().document;
    exposed(&document.pages[0].text).to_owned()
}

fn gaps() {
    let mut maker =
        Maker::new(&[&show(&[(72.0, 700.0, "Two")])], "/Annots [99 0 R null 7 0 R << /Subtype /Link >> 8 0 R]");
    maker.objects[0] = b"<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 9 0 R \
        /Names << /EmbeddedFiles << /Kids [null << /Names [(a) 98 0 R (b) << /F (b.csv) >>] >>] >> >> >>"
        .to_vec();
    maker.add("<< /Subtype /Text /Rect [0 0 9 9] /Contents (call Hannah) >>");
    maker.add("<< /Subtype /Widget /FT /Ch /F 2 /V [null (owl)] /Opt [null [(owl) (Owl)]] /Rect [72 600 200 640] >>");
    maker.add("<< /Type /StructTreeRoot /K [97 0 R << /S /Figure /Alt (Hannah at her desk) >>] >>");
    let document = read("a.pdf", &maker.finish()).unwrap().document;
    assert_eq!(
        exposed(&document.pages[0].text),
        "Two\n\n[Comment]\ncall Hannah\n\n[Hidden field]\nOwl\n\n[Alt text]\nHannah at her desk\n\n[Attachment]\nb.csv"
    );
}

fn rare() {
    let text = annotated(
        "Text",
        &[
            "<< /Rect [0 0 9 9] /Contents (of no kind) >>",
            "<< /Subtype /Link /Rect [0 0 9 9] /Contents (Hannah's page) /A << /S /URI /URI (https://example.com/a) >> >>",
            "<< /Subtype /FileAttachment /Rect [0 0 9 9] /FS (salary.xls) >>",
            "<< /Subtype /Highlight /Rect [0 0 9 9] /RC (call Ada > now) >>",
        ],
    );
    assert_eq!(
        text,
        "Text\n\n[Attachment]\nsalary.xls\n\n[Comment]\nof no kind\ncall Ada > now\n\n\
         [Link]\nhttps://example.com/a\nHannah's page"
    );
}

fn stale_fields() {
    let text = annotated(
        "Friday . . . . .",
        &[
            "<< /Subtype /Widget /FT /Tx /V (Ida) /Rect [72 696 300 712] >>",
            "<< /Subtype /Widget /FT /Tx /V (Hannah Weiss) /Rect [5000 5000 5100 5020] >>",
            "<< /Subtype /Widget /FT /Tx /V (no place) >>",
            "<< /Subtype /Widget /FT /Tx /V (friday) /Rect [72 696 300 712] >>",
        ],
    );
    assert_eq!(text, "Friday . . . . .\n\n[Field]\nIda\nHannah Weiss\nno place");
}

fn forms() {
    let mut maker = Maker::new(&[&show(&[(72.0, 700.0, "Form")])], "/Annots [7 0 R 8 0 R]");
    maker.objects[0] = b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [96 0 R 9 0 R 8 0 R] >> >>".to_vec();
    maker.add("<< /Subtype /Widget /Parent 9 0 R /Rect [72 500 200 520] >>");
    maker.add("<< /Subtype /Widget /FT /Sig /Rect [0 0 0 0] /V << /Name (Hannah Weiss) /Reason (I agree) /Location (Bonn) >> >>");
    maker.add("<< /FT /Tx /V (seen) /Kids [7 0 R 10 0 R 11 0 R] >>");
    maker.add("<< /Subtype /Widget /Parent 9 0 R >>");
    maker.add("<< /Parent 9 0 R /T (own) /V (on no page) >>");
    let document = read("a.pdf", &maker.finish()).unwrap().document;
    assert_eq!(
        exposed(&document.pages[0].text),
        "Form\n\nseen\n\n[Signature]\nHannah Weiss\nI agree\nBonn\n\n[Hidden field]\non no page"
    );
    assert!(document.warnings.is_empty());
}

fn actual() {
    let marked = |text: &str, content: &str| format!("/Span << /ActualText ({text}) >> BDC {content} EMC ");
    let page = |content: &str| {
        let text = format!("BT /F1 10 Tf 72 700 Td {content} ET");
        let document = read("a.pdf", &Maker::new(&[&text], "").finish()).unwrap().document;
        exposed(&document.pages[0].text).to_owned()
    };
    assert_eq!(page(&marked("see", "(Hannah Weiss) Tj")), "Hannah Weiss\n\n[Alt text]\nsee");
    assert_eq!(page(&marked("", "(Hannah Weiss) Tj")), "Hannah Weiss");
    assert_eq!(page(&marked("two lines", "(two) Tj 0 -12 Td (of them) Tj")), "two\nof them\n\n[Alt text]\ntwo lines");
    let drawing = marked("a seal", "") + "(Text) Tj";
    assert_eq!(page(&drawing), "Text\n\n[Alt text]\na seal");
}

fn unread() {
    let page = show(&[(72.0, 700.0, "Text")]);
    let with = |catalog: &str| {
        let mut maker = Maker::new(&[&page], "");
        maker.objects[0] = format!("<< /Type /Catalog /Pages 2 0 R {catalog} >>").into();
        maker.add(stream_of("", b"<xdp/>"));
        read("a.pdf", &maker.finish()).unwrap().document.warnings
    };
    assert_eq!(with(""), []);
    assert_eq!(with("/OCProperties << /D << /OFF [] >> >>"), []);
    assert_eq!(with("/OCProperties << /D << /OFF [7 0 R] >> >>"), [PART_UNREAD]);
    assert_eq!(with("/AcroForm << /XFA 7 0 R /Fields [] >>"), [PART_UNREAD]);

    let mut maker = Maker::new(&[&page], "");
    maker.objects[1] = b"<< /Type /Pages /Kids [5 0 R 99 0 R] /Count 2 /MediaBox [0 0 612 792] >>".to_vec();
    assert_eq!(read("a.pdf", &maker.finish()).unwrap().document.warnings, [PART_UNREAD]);

    // A stream that cannot be unpacked, alone and among others.
    for contents in ["7 0 R", "[6 0 R 7 0 R]"] {
        let mut maker = Maker::new(&[&page], &format!("/Contents {contents}"));
        let other = String::from_utf8(maker.objects[4].clone()).unwrap().replace("/Contents 6 0 R", "");
        maker.objects[4] = other.into();
        maker.add(stream_of("/Filter /ASCIIHexDecode", b"BT /F1 10 Tf (Hannah) Tj ET"));
        let warnings = read("a.pdf", &maker.finish()).unwrap().document.warnings;
        assert!(warnings.contains(&Warning { code: WarningCode::PartUnread, page: Some(1) }), "{contents}");
    }

    let tagged = |kids: String| {
        let mut maker = Maker::new(&[&page], "");
        maker.objects[0] = b"<< /Type /Catalog /Pages 2 0 R /StructTreeRoot << /K 7 0 R >> >>".to_vec();
        maker.add(kids);
        read("a.pdf", &maker.finish()).unwrap().document.warnings
    };
    assert_eq!(tagged(format!("[{}]", "7 0 R ".repeat(100_000))), [], "it holds only itself");
    assert_eq!(tagged(format!("[{}]", "0 ".repeat(600_000))), [PART_UNREAD]);
}

fn comments() {
    let text = annotated(
        "See https://example.com/printed",
        &[
            "<< /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://example.com/a) >> >>",
            "<< /Subtype /Text /Rect [0 0 9 9] /T (Hannah Wei\\337) /Contents (Please\\rcheck) >>",
            "<< /Subtype /Popup /Rect [0 0 9 9] /Parent 8 0 R /Contents (Please check) >>",
            "<< /Subtype /Highlight /Rect [0 0 9 9] /RC (<body><p>rich &amp; <b>bold</b></p></body>) >>",
            "<< /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://example.com/printed) >> >>",
            "<< /Subtype /Link /Rect [0 0 9 9] /A << /S /Launch /F (letter.doc) >> >>",
        ],
    );
    assert_eq!(
        text,
        "See https://example.com/printed\n\n[Comment]\nHannah Weiß: Please\ncheck\n\n[Comment]\nrich & bold\n\n\
         [Link]\nhttps://example.com/a\nletter.doc"
    );
}

fn unseen_fields() {
    let text = annotated(
        "Form",
        &[
            "<< /Subtype /Widget /FT /Tx /F 2 /V (not seen) /Rect [72 500 200 520] >>",
            "<< /Subtype /Widget /FT /Sig /V << >> >>",
        ],
    );
    assert_eq!(text, "Form\n\n[Hidden field]\nnot seen");
}

fn choices() {
    let text = annotated(
        "Country:",
        &[
            "<< /Subtype /Widget /FT /Ch /Ff 131072 /V (de) /Opt [[(fr) (France)] [(de) (Germany)]] /Rect [130 696 200 710] >>",
            "<< /Subtype /Widget /FT /Ch /V [(owl) (crow)] /Opt [(owl) (raven) (crow)] /Rect [72 600 200 640] >>",
        ],
    );
    assert_eq!(text, "Country: Germany\n\nowl\ncrow");
}

fn attachments() {
    let mut maker = Maker::new(&[&show(&[(72.0, 700.0, "Two files")]), ""], "");
    maker.objects[0] =
        b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Kids [9 0 R 9 0 R] >> >> >>".to_vec();
    maker.add("<< /Names [(key) 10 0 R (second) << /F (b.csv) /EF << /F 11 0 R >> >>] >>");
    maker.add("<< /Type /Filespec /UF <FEFF00DC006200650072002E007400780074> /F (a) /Desc (for Hannah) /EF << /F 11 0 R >> >>");
    maker.add(stream_of("/Type /EmbeddedFile", b"inside"));
    let document = read("a.pdf", &maker.finish()).unwrap().document;
    assert_eq!(document.warnings, [Warning { code: WarningCode::NoText, page: Some(2) }, PART_UNREAD]);
    assert_eq!(exposed(&document.pages[0].text), "Two files");
    let last = &document.pages[1];
    assert_eq!(exposed(&last.text), "[Attachment]\nÜber.txt: for Hannah\nb.csv");
    assert_eq!(last.source, PageSource::None, "what is not printed makes no page of text");
}

fn alternatives() {
    let mut maker = Maker::new(&[&show(&[(72.0, 700.0, "A picture")]), &show(&[(72.0, 700.0, "Last")])], "");
    maker.objects[0] = b"<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 9 0 R >>".to_vec();
    maker.add("<< /Type /StructTreeRoot /K [10 0 R 10 0 R] >>");
    maker.add("<< /S /Document /K [<< /S /Figure /Pg 5 0 R /Alt (Hannah at her desk) /K 0 >> 11 0 R 10 0 R 12 0 R] >>");
    maker.add("<< /S /Figure /Alt (A logo) >>");
    maker.add("<< /S /Figure /Pg 3 0 R /Alt (of a page that is not there) >>");
    let document = read("a.pdf", &maker.finish()).unwrap().document;
    let pages: Vec<_> = document.pages.iter().map(|page| exposed(&page.text)).collect();
    assert_eq!(
        pages,
        ["A picture\n\n[Alt text]\nHannah at her desk", "Last\n\n[Alt text]\nA logo\nof a page that is not there"]
    );
}

fn properties() {
    let mut maker = Maker::new(&[&show(&[(72.0, 700.0, "Text")])], "");
    maker.objects[0] = b"<< /Type /Catalog /Pages 2 0 R /Metadata 7 0 R /Outlines 8 0 R >>".to_vec();
    maker.objects[3] = b"<< /Title (Letter) /Client (Hannah Weiss) /ModDate (D:2026) >>".to_vec();
    let packet =
        b"<x:xmpmeta><rdf:RDF><rdf:Description pdf:Producer='Press'><dc:creator><rdf:Seq><rdf:li>Jan Berg</rdf:li>\
        </rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>";
    maker.add(stream_of("/Type /Metadata /Subtype /XML", packet));
    maker.add("<< /First 9 0 R /Last 10 0 R >>");
    maker.add("<< /Title (Salary of Jan) /Next 10 0 R /First 11 0 R >>");
    maker.add("<< /Title (End) /Next 9 0 R >>");
    maker.add("<< /Title (Bonus) >>");
    let document = read("a.pdf", &maker.finish()).unwrap().document;
    let metadata: Vec<(&str, &str)> =
        document.metadata.iter().map(|(name, value)| (name.as_str(), exposed(value))).collect();
    assert_eq!(
        metadata,
        [
            ("bookmarks", "Salary of Jan\nBonus\nEnd"),
            ("property 1", "Client: Hannah Weiss"),
            ("title", "Letter"),
            ("xmp", "pdf:Producer: Press\ndc:creator: Jan Berg"),
        ]
    );
}

fn owner() {
    for name in ["rc4", "aes128", "aes256"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/encrypted-{name}.pdf"));
        let document = read_path(&path, Some("owner")).unwrap().document;
        assert_eq!(exposed(&document.pages[0].text), "The owl sleeps.", "{name}");
        assert_eq!(exposed(&document.metadata["title"]), "Owls", "{name}");
    }
}

fn spared() {
    let file = Maker::new(&[&show(&[(72.0, 700.0, "In the open")])], "").finish();
    let file: String = file.into_iter().map(|byte| if byte.is_ascii() { char::from(byte) } else { '?' }).collect();
    let lock = "/Encrypt << /Filter /Standard /V 5 /R 6 /Length 256 /P -4 /StmF /Identity /StrF /Identity /EFF /StdCF \
        /CF << /StdCF << /CFM /AESV3 /AuthEvent /EFOpen >> >> /O <OO> /U <OO> /OE <EE> /UE <EE> /Perms <PP> >> /Info";
    let lock = lock.replace("OO", &"41".repeat(48)).replace("EE", &"41".repeat(32)).replace("PP", &"41".repeat(16));
    let file = file.replace("/Info", &lock);
    let document = read("a.pdf", file.as_bytes()).unwrap().document;
    assert_eq!(exposed(&document.pages[0].text), "In the open");
    let locked = file.replace("/Identity", "/StdCF");
    assert_eq!(read("a.pdf", locked.as_bytes()).unwrap_err().code(), "encrypted");
}
