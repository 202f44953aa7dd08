//! Word documents.

use super::{TYPES, relations, text, texts, zip};
use crate::{content::Content, office::docx::read, wire::Failure};

const NAMES: &str = "xmlns:w='w' xmlns:r='http://x/relationships' xmlns:wp='wp' xmlns:mc='mc' xmlns:v='v' xmlns:m='m'";

fn document(body: &str) -> String {
    format!("<w:document {NAMES}><w:body>{body}</w:body></w:document>")
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>")
}

fn of(body: &str) -> Result<Content, Failure> {
    read(&zip(&[TYPES, ("word/document.xml", &document(body))]), 0)
}

/// With further parts, each related by its kind.
fn with(body: &str, parts: &[(&str, &str)]) -> Result<Content, Failure> {
    let related: Vec<_> = parts.iter().map(|(kind, _)| (*kind, *kind, *kind)).collect();
    let relations = relations(&related);
    let document = document(body);
    let mut members = vec![TYPES, ("word/document.xml", &document), ("word/_rels/document.xml.rels", &relations)];
    let parts: Vec<_> = parts.iter().map(|(kind, part)| (format!("word/{kind}"), *part)).collect();
    members.extend(parts.iter().map(|(name, part)| (name.as_str(), *part)));
    read(&zip(&members), 0)
}

#[test]
fn short_lines_keep_together_and_prose_stands_alone() {
    let prose =
        "A sentence that is long enough to be prose, because it goes on and on until it fills a line or two of it.";
    let body = [p("Hannah Weiß"), p("Lindenweg  4"), p(""), p("Dear Jo,"), p(prose), p("Yours")].concat();
    assert_eq!(text(of(&body)), format!("Hannah Weiß\nLindenweg 4\n\nDear Jo,\n\n{prose}\n\nYours"));
}

#[test]
fn a_table_is_rows_of_cells() {
    let cell = |text: &str| format!("<w:tc>{}{}</w:tc>", p(text), p(""));
    let row = |cells: &[&str]| format!("<w:tr>{}</w:tr>", cells.iter().map(|text| cell(text)).collect::<String>());
    let table = format!("<w:tbl>{}{}</w:tbl>", row(&["Item", "Count", ""]), row(&["Chair", "", "4"]));
    assert_eq!(text(of(&[p("a"), table, p("b")].concat())), "a\n\nItem\tCount\nChair\t\t4\n\nb");
}

#[test]
fn changes_are_read_in_both_states() {
    let body = "<w:p><w:r><w:t>Pay </w:t></w:r><w:ins w:author='Jo'><w:r><w:t>Hannah</w:t></w:r></w:ins>\
        <w:del w:author='Kim'><w:r><w:delText>Otto Becker</w:delText></w:r></w:del>\
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r></w:p>";
    let content = of(body).unwrap();
    assert_eq!(content.pages[0].text, "Pay Hannah\n\n[Deleted]\nOtto Becker\n\n[Hidden text]\nunseen");
    assert_eq!(content.metadata, [("reviewers".to_owned(), "Jo\nKim".to_owned())]);
}

#[test]
fn fields_show_their_result_and_hide_their_code() {
    let field = |code: &str, shows: &str| {
        let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
        let code = code.replace('"', "&quot;");
        let (begin, separate, end) = (mark("begin"), mark("separate"), mark("end"));
        format!(
            "<w:p>{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{separate}<w:r><w:t>{shows}</w:t></w:r>{end}</w:p>"
        )
    };
    let body = [
        field(r#"HYPERLINK "https://example.org/hannah" \o "her page""#, "here"),
        field(r#"HYPERLINK \l "below""#, "below"),
        field("PAGE", "3"),
        field(r"TITLE \* MERGEFORMAT", "title"),
        field(r#"INCLUDETEXT "\\server\secret.docx""#, "text"),
    ];
    let expected = "here\nbelow\n3\ntitle\ntext\n\n[Link]\nhttps://example.org/hannah\nher page\n\n\
        [Field]\nINCLUDETEXT \"\\\\server\\secret.docx\"";
    assert_eq!(text(of(&body.concat())), expected);
}

#[test]
fn a_field_without_an_end_swallows_nothing() {
    let open = "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>";
    let body = [format!("<w:p>{open}<w:r><w:t>Hannah Weber</w:t></w:r></w:p>"), p("Lindenweg 4")].concat();
    assert_eq!(text(of(&body)), "[Field]\nHannah Weber\nLindenweg 4");
    let flat = format!("<w:wordDocument {NAMES}><w:body>{body}</w:body></w:wordDocument>");
    assert_eq!(text(read(flat.as_bytes(), 0)), "[Field]\nHannah Weber\nLindenweg 4");

    let notes = format!(
        "<w:footnotes {NAMES}><w:footnote><w:p>{open}</w:p></w:footnote><w:footnote>{}</w:footnote></w:footnotes>",
        p("See there.")
    );
    assert_eq!(text(with(&p("body"), &[("footnotes", &notes)])), "body\n\n[Footnote]\nSee there.");
}

#[test]
fn a_code_tells_what_it_has_beyond_its_kind() {
    let check = |code: &str, expected: &str| {
        let code = code.replace('"', "&quot;");
        let body = format!("<w:p><w:fldSimple w:instr='{code}'><w:r><w:t>a</w:t></w:r></w:fldSimple></w:p>");
        let expected = if expected.is_empty() { "a".to_owned() } else { format!("a\n\n{expected}") };
        assert_eq!(text(of(&body)), expected, "{code}");
    };
    check("PAGE Hannah Weber", "[Field]\nPAGE Hannah Weber");
    check(r"PAGE \* MERGEFORMAT", "");
    check(r#"DATE \@ "d. MMMM yyyy" \* MERGEFORMAT"#, "");
    check(r"PAGEREF _Toc1 \h", "");
    check(r#"TOC \o "1-3" \h \z \u"#, "");
    check(r"= SUM(ABOVE)", "");
    let equation = r"<w:p><w:fldSimple w:instr='EQ \o\ad(\s\up 9(たなか),田中)'/><w:r><w:t>さん</w:t></w:r></w:p>";
    assert_eq!(text(of(equation)), "田中さん\n\n[Reading]\nたなか");
    check(r#"HYPERLINK mailto:h@example.com \o "write""#, "[Link]\nmailto:h@example.com\nwrite");
}

#[test]
fn pictures_and_boxes_tell_what_is_said_about_them_and_in_them() {
    let boxed = format!("<w:txbxContent>{}</w:txbxContent>", p("in the box"));
    let body = format!(
        "<w:p><w:r><w:t>seen</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing>\
        <wp:docPr id='1' name='Picture 1' descr='Hannah at work'/>{boxed}</w:drawing></mc:Choice>\
        <mc:Fallback><w:pict>{boxed}</w:pict></mc:Fallback></mc:AlternateContent></w:r>\
        <w:r><w:pict><v:shape><v:textpath string='DRAFT'/></v:shape></w:pict></w:r></w:p>"
    );
    let expected = "seen\n\n[Alt text]\nHannah at work\n\n[Text box]\nin the box\nDRAFT";
    assert_eq!(text(of(&body)), expected);
}

#[test]
fn what_is_kept_in_other_parts_stands_at_the_end() {
    let note = |name: &str, inside: &str| format!("<w:{name}s {NAMES}>{inside}</w:{name}s>");
    let comment = note("comment", &format!("<w:comment w:author='Jo'>{}</w:comment>", p("Really?")));
    let footnote = note("footnote", &format!("<w:footnote>{}</w:footnote>", p("See there.")));
    let header = format!("<w:hdr {NAMES}>{}</w:hdr>", p("Becker GmbH"));
    let parts = [("header", header.as_str()), ("footnotes", &footnote), ("comments", &comment)];
    let expected = "body\n\n[Header]\nBecker GmbH\n\n[Footnote]\nSee there.\n\n[Comment]\nJo: Really?";
    assert_eq!(text(with(&p("body"), &parts)), expected);
}

#[test]
fn lists_are_numbered_as_they_are_seen() {
    let level = |at: u32, format: &str, text: &str| {
        format!(
            "<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{format}'/><w:lvlText w:val='{text}'/></w:lvl>"
        )
    };
    let lists = format!(
        "<w:numbering {NAMES}><w:abstractNum w:abstractNumId='0'>{}{}{}</w:abstractNum><w:num w:numId='1'>\
        <w:abstractNumId w:val='0'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'>\
        <w:startOverride w:val='7'/></w:lvlOverride></w:num></w:numbering>",
        level(0, "decimal", "%1."),
        level(1, "lowerLetter", "%1.%2)"),
        level(2, "bullet", "\u{f0b7}"),
    );
    let item = |list: u32, level: u32, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr></w:pPr>\
            <w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let body = [
        item(1, 0, "one"),
        item(1, 1, "inside"),
        item(1, 1, "more"),
        item(1, 2, "dot"),
        item(1, 0, "two"),
        item(1, 1, "again"),
        item(2, 0, "seven"),
        item(0, 0, "none"),
    ];
    let expected = "1. one\n1.a) inside\n1.b) more\n• dot\n2. two\n2.a) again\n7. seven\nnone";
    assert_eq!(text(with(&body.concat(), &[("numbering", &lists)])), expected);
}

#[test]
fn files_inside_follow_and_properties_are_kept() {
    let core = "<p xmlns:dc='dc'><dc:creator>Hannah</dc:creator><dc:title>Owls</dc:title></p>";
    let document = document(&p("body"));
    let inner = String::from_utf8_lossy(b"just a note").into_owned();
    let bytes = zip(&[
        TYPES,
        ("word/document.xml", &document),
        ("word/embeddings/note.txt", &inner),
        ("word/embeddings/odd.bin", "a\0b"),
        ("docProps/core.xml", core),
    ]);
    let content = read(&bytes, 0).unwrap();
    let known = |name: &str| content.metadata.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    assert_eq!((known("author"), known("title")), (Some("Hannah"), Some("Owls")));
    assert_eq!(content.warnings.len(), 1, "one file could not be read");
    let expected = ["body", "[Attachment: note.txt]\n\njust a note", "[Attachment: odd.bin]"];
    assert_eq!(texts(Ok(content)), expected);
}

#[test]
fn a_main_part_with_another_name_is_found() {
    let root = relations(&[("a", "officeDocument", "/other/Main.xml")]);
    let bytes = zip(&[TYPES, ("_rels/.rels", &root), ("other/main.xml", &document(&p("found")))]);
    assert_eq!(text(read(&bytes, 0)), "found");
}

#[test]
fn a_document_in_one_file_is_read() {
    let old = format!(
        "<?xml version='1.0'?><w:wordDocument {NAMES} xmlns:o='o'><o:DocumentProperties><o:Author>Jo</o:Author>\
        </o:DocumentProperties><w:body>{}</w:body></w:wordDocument>",
        p("flat")
    );
    let content = read(old.as_bytes(), 0).unwrap();
    assert_eq!(content.metadata, [("author".to_owned(), "Jo".to_owned())]);
    assert_eq!(text(Ok(content)), "flat");
}
