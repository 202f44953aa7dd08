//! `OpenDocument`.

use super::{failure, text, texts, zip};
use crate::{content::Content, office::odf::read, wire::Failure};

const NAMES: &str = "xmlns:office='o' xmlns:text='t' xmlns:table='b' xmlns:draw='d' xmlns:style='s' xmlns:svg='v' \
    xmlns:dc='c' xmlns:xlink='x' xmlns:presentation='p' xmlns:meta='m'";

fn of(kind: &str, body: &str, more: &[(&str, &str)]) -> Result<Content, Failure> {
    let content = format!(
        "<office:document-content {NAMES}><office:automatic-styles><style:style style:name='off'>\
        <style:table-properties table:display='false'/></style:style></office:automatic-styles><office:body>\
        <office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    );
    let mut members = vec![("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", content.as_str())];
    members.extend(more);
    read(&zip(&members), 0)
}

#[test]
fn a_text_is_read_with_its_notes_comments_and_changes() {
    let body = "<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>Kim</dc:creator>\
        </office:change-info><text:p>Otto Becker</text:p></text:deletion></text:changed-region></text:tracked-changes>\
        <text:h>Title</text:h><text:p>Dear<text:s/><text:span>Hannah</text:span>,<text:line-break/>hello\
        <text:note text:note-class='footnote'><text:note-body><text:p>See there.</text:p></text:note-body></text:note>\
        <office:annotation><dc:creator>Jo</dc:creator><text:p>Really?</text:p></office:annotation>\
        <text:a xlink:href='https://example.org'> link</text:a></text:p>\
        <text:list><text:list-item><text:p>one</text:p></text:list-item></text:list>\
        <table:table><table:table-row><table:table-cell><text:p>Item</text:p></table:table-cell><table:table-cell>\
        <text:p>4</text:p></table:table-cell></table:table-row></table:table>\
        <text:p><draw:frame><draw:text-box><text:p>in a box</text:p></draw:text-box><svg:desc>a map</svg:desc></draw:frame></text:p>";
    let styles = format!(
        "<a {NAMES}><style:master-page><style:header><text:p>Becker GmbH</text:p></style:header></style:master-page></a>"
    );
    let meta = format!("<a {NAMES}><office:meta><meta:initial-creator>Hannah</meta:initial-creator></office:meta></a>");
    let macros = "<module>Sub Main</module>";
    let more = [("styles.xml", styles.as_str()), ("meta.xml", &meta), ("Basic/Standard/Module1.xml", macros)];
    let content = of("text", body, &more).unwrap();
    assert_eq!(content.metadata, [("author".to_owned(), "Hannah".to_owned())]);
    let expected = "Title\n\nDear Hannah,\nhello link\none\n\nItem\t4\n\n[Deleted]\nOtto Becker\n\n[Changed by]\nKim\n\n\
        [Footnote]\nSee there.\n\n[Comment]\nJo: Really?\n\n[Link]\nhttps://example.org\n\n[Alt text]\na map\n\n\
        [Text box]\nin a box\n\n[Header]\nBecker GmbH\n\n[Macro]\nSub Main";
    assert_eq!(text(Ok(content)), expected);
}

#[test]
fn a_sheet_shows_what_is_seen_and_tells_what_is_hidden() {
    let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let body = format!(
        "<table:table table:name='First'><table:table-column/><table:table-column table:visibility='collapse'/>\
        <table:table-row>{}{}<table:table-cell table:number-columns-repeated='16382'/></table:table-row>\
        <table:table-row table:visibility='filter'>{}</table:table-row>\
        <table:table-row table:number-rows-repeated='1048570'><table:table-cell/></table:table-row></table:table>\
        <table:table table:name='Second' table:style-name='off'/>",
        cell("10.08.96"),
        cell("unseen"),
        cell("filtered"),
    );
    let expected = ["First\n\n10.08.96\n\n[Hidden column]\nunseen\n\n[Hidden row]\nfiltered", "[Hidden sheet]\nSecond"];
    assert_eq!(texts(of("spreadsheet", &body, &[])), expected);
}

#[test]
fn what_stands_beside_the_sheets_is_told() {
    let body = "<table:tracked-changes><table:cell-content-change><office:change-info><dc:creator>Kim</dc:creator>\
        <text:p>why</text:p></office:change-info><table:previous><table:change-track-table-cell><text:p>Otto Becker</text:p>\
        </table:change-track-table-cell></table:previous></table:cell-content-change></table:tracked-changes>\
        <table:content-validations><table:content-validation table:condition='of:cell-content-is-in-list(\"Jo\")'>\
        <table:help-message table:title='Who'><text:p>Ask Hannah</text:p></table:help-message></table:content-validation>\
        </table:content-validations><table:table table:name='First'/>";
    let expected = "First\n\n[Deleted]\nOtto Becker\n\n[Comment]\nwhy\n\n[Changed by]\nKim\n\n\
        [Field]\nof:cell-content-is-in-list(\"Jo\")\n\n[Field]\nWho\nAsk Hannah";
    assert_eq!(texts(of("spreadsheet", body, &[])), [expected]);
}

#[test]
fn many_equal_rows_are_all_read() {
    let row = |times: u32, inside: &str| {
        format!(
            "<table:table-row table:number-rows-repeated='{times}'><table:table-cell>{inside}</table:table-cell></table:table-row>"
        )
    };
    let body =
        format!("<table:table table:name='A'>{}{}</table:table>", row(5000, "<text:p>a</text:p>"), row(1_043_576, ""));
    assert_eq!(text(of("spreadsheet", &body, &[])), format!("A\n\n{}", vec!["a"; 5000].join("\n")));
}

#[test]
fn slides_are_pages_with_notes() {
    let body = "<draw:page><draw:frame><draw:text-box><text:p>Title</text:p></draw:text-box></draw:frame>\
        <presentation:notes><draw:frame><draw:text-box><text:p>say hello</text:p></draw:text-box></draw:frame>\
        </presentation:notes></draw:page><draw:page/>";
    assert_eq!(texts(of("presentation", body, &[])), ["Title\n\n[Notes]\nsay hello", ""]);
}

#[test]
fn a_flat_file_and_a_plain_document_type_are_read() {
    let flat = format!(
        "<?xml version='1.0' encoding='UTF-8'?><!DOCTYPE a PUBLIC 'b' 'c.dtd'><office:document {NAMES}><office:body>\
        <office:text><text:p>flat</text:p></office:text></office:body></office:document>"
    );
    assert_eq!(text(read(flat.as_bytes(), 0)), "flat");
}

#[test]
fn a_locked_file_does_not_ask_for_a_password_that_nobody_takes() {
    let manifest = ("META-INF/manifest.xml", "<manifest><encryption-data/></manifest>");
    assert_eq!(failure(of("text", "", &[manifest])), Failure::Unsupported);
}

#[test]
fn repetitions_that_make_a_bomb_are_refused() {
    let body = "<table:table><table:table-row table:number-rows-repeated='1000000'><table:table-cell \
        table:number-columns-repeated='16000'><text:p>a</text:p></table:table-cell></table:table-row></table:table>";
    assert_eq!(failure(of("spreadsheet", body, &[])), Failure::TooLarge);
}

#[test]
fn the_oldest_files_are_read() {
    let content = "<!DOCTYPE office:document-content PUBLIC '-//OpenOffice.org//DTD OfficeDocument 1.0//EN' 'office.dtd'>\
        <document-content><body><sequence-decls/><p>old<footnote><footnote-body><p>note</p></footnote-body></footnote></p>\
        </body></document-content>";
    assert_eq!(text(read(&zip(&[("content.xml", content)]), 0)), "old\n\n[Footnote]\nnote");
}
