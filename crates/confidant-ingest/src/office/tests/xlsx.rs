//! Workbooks.

use super::{TYPES, relations, texts, zip};
use crate::{
    office::xlsx::{general, printed, read},
    wire::Failure,
};

const NAMES: &str = "xmlns='x' xmlns:r='http://x/relationships'";

/// A book with the sheets `seen` and `unseen`, and styles: date, percent, euro, day first.
fn book(seen: &str, unseen: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let styles = "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='#,##0.00\\ \"€\"'/>\
        <numFmt numFmtId='165' formatCode='dd\\.mm\\.yyyy'/></numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/>\
        <xf numFmtId='9'/><xf numFmtId='164'/><xf numFmtId='165'/></cellXfs></styleSheet>";
    styled(seen, unseen, styles, more)
}

fn styled(seen: &str, unseen: &str, styles: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let workbook = format!(
        "<workbook {NAMES}><sheets><sheet name='First' r:id='a'/><sheet name='Second' state='hidden' r:id='b'/></sheets>\
        </workbook>"
    );
    let strings = "<sst><si><t>Hannah</t></si><si><r><t>We</t></r><r><t>iß</t></r><rPh><t>spoken</t></rPh></si></sst>";
    let related = relations(&[
        ("a", "worksheet", "1.xml"),
        ("b", "worksheet", "2.xml"),
        ("s", "styles", "s.xml"),
        ("t", "sharedStrings", "t.xml"),
    ]);
    let sheet = |data: &str| format!("<worksheet {NAMES}>{data}</worksheet>");
    let (seen, unseen) = (sheet(seen), sheet(unseen));
    let mut members = vec![
        TYPES,
        ("xl/workbook.xml", workbook.as_str()),
        ("xl/_rels/workbook.xml.rels", &related),
        ("xl/s.xml", styles),
        ("xl/t.xml", strings),
        ("xl/1.xml", &seen),
        ("xl/2.xml", &unseen),
    ];
    members.extend(more);
    zip(&members)
}

#[test]
fn cells_read_as_they_are_seen() {
    let data = "<sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='D1' t='s'><v>1</v></c></row>\
        <row r='2'><c r='A2' s='1'><v>35287</v></c><c r='B2' s='2'><v>0.19</v></c><c r='C2' s='3'><v>1234.5</v></c>\
        <c r='D2' s='4'><v>35287</v></c></row><row r='5'><c r='A5'><v>0.30000000000000004</v></c>\
        <c t='b'><v>1</v></c><c t='inlineStr'><is><t>in line</t></is></c><c t='e'><v>#DIV/0!</v></c></row></sheetData>";
    let pages = texts(read(&book(data, "", &[]), 0));
    let expected = "First\n\nHannah\t\t\tWeiß\n1996-08-10\t19%\t1,234.50 €\t10.08.1996\n\n0.3\tTRUE\tin line\t#DIV/0!";
    assert_eq!(pages, [expected, "[Hidden sheet]\nSecond"]);
}

#[test]
fn no_digit_of_a_long_number_is_lost_and_no_format_hides_a_value() {
    let cell = |style: u32, value: &str| format!("<c s='{style}'><v>{value}</v></c>");
    let data = format!(
        "<sheetData><row>{}{}{}{}{}</row></sheetData>",
        cell(0, "4111111111111111"),
        cell(0, "9999888877776661"),
        cell(1, "4111111111111111"),
        cell(2, "1234"),
        cell(2, "0"),
    );
    let styles = "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='&quot;***&quot;;&quot;***&quot;;&quot;-&quot;'/>\
        </numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='1'/><xf numFmtId='164'/></cellXfs></styleSheet>";
    let expected = "4111111111111111\t9999888877776661\t4111111111111111\t1234\t-";
    assert_eq!(texts(read(&styled(&data, "", styles, &[]), 0))[0], format!("First\n\n{expected}"));
}

#[test]
fn escapes_of_excel_are_spelt_out() {
    let data = "<sheetData><row><c t='str'><v>M_x00FC_ller_x000D_\nJo</v></c><c t='inlineStr'><is><t>a_x005F_x000D_</t></is></c>\
        <c t='str'><v>_x12_y_xzzzz_</v></c></row></sheetData>";
    let related = relations(&[("c", "comments", "c.xml")]);
    let comments = "<comments><comment><text><t>J_x00F6_rg</t></text></comment></comments>";
    let more = [("xl/_rels/1.xml.rels", related.as_str()), ("xl/c.xml", comments)];
    let expected = "First\n\nMüller Jo\ta_x000D_\t_x12_y_xzzzz_\n\n[Comment]\nJörg";
    assert_eq!(texts(read(&book(data, "", &more), 0))[0], expected);
}

#[test]
fn hidden_rows_and_columns_stand_at_the_end() {
    let cell = |place: &str| format!("<c r='{place}' t='str'><v>{place}</v></c>");
    let row = |n: u32, attributes: &str| {
        format!(
            "<row r='{n}' {attributes}>{}{}{}</row>",
            cell(&format!("A{n}")),
            cell(&format!("B{n}")),
            cell(&format!("C{n}"))
        )
    };
    let data = format!(
        "<cols><col min='2' max='2' hidden='1'/></cols><sheetData>{}{}</sheetData>",
        row(1, ""),
        row(2, "hidden='1'")
    );
    let pages = texts(read(&book(&data, "", &[]), 0));
    assert_eq!(pages[0], "First\n\nA1\tC1\n\n[Hidden column]\nB1\n\n[Hidden row]\nA2\tC2\n\n[Hidden column]\nB2");
}

#[test]
fn what_belongs_to_a_sheet_is_told() {
    let data = "<sheetData/><dataValidations><dataValidation prompt='Who?'><formula1>\"Jo,Kim\"</formula1>\
        </dataValidation></dataValidations><headerFooter><oddHeader>&amp;L&amp;\"Arial,Bold\"&amp;12Becker &amp;&amp; Co</oddHeader>\
        </headerFooter>";
    let related =
        relations(&[("c", "comments", "c.xml"), ("d", "drawing", "d.xml"), ("h", "hyperlink", "mailto://jo")]);
    let comments = "<comments><authors><author>Jo</author></authors><commentList><comment authorId='0'><text><t>Check</t>\
        </text></comment></commentList></comments>";
    let drawing =
        "<d><sp><nvSpPr><cNvPr descr='a map'/></nvSpPr><txBody><p><r><t>in a box</t></r></p></txBody></sp></d>";
    let more = [("xl/_rels/1.xml.rels", related.as_str()), ("xl/c.xml", comments), ("xl/d.xml", drawing)];
    let expected = "First\n\n[Header]\nBecker & Co\n\n[Field]\nWho?\nJo,Kim\n\n[Text box]\nin a box\n\n[Alt text]\na map\n\n\
        [Comment]\nJo: Check\n\n[Link]\nmailto://jo";
    assert_eq!(texts(read(&book(data, "", &more), 0))[0], expected);
}

#[test]
fn numbers_without_a_format_are_short() {
    let check = |value: f64, expected: &str| assert_eq!(general(value), expected);
    check(42.0, "42");
    check(-0.1 - 0.2, "-0.3");
    check(4_916_012_345_678.0, "4916012345678");
    check(1e21, "1E21");
    check(4_111_111_111_111_111.0, "4111111111111111");
    check(-0.0, "0");
    check(0.0, "0");
}

#[test]
fn codes_in_headers_are_not_text() {
    assert_eq!(printed("&C&\"Times,Italic\"&K01+000Page &P of &N"), "\nPage  of ");
}

#[test]
fn a_place_outside_the_sheet_is_damage() {
    let data = "<sheetData><row><c r='ZZZZ1' t='str'><v>a</v></c></row></sheetData>";
    assert_eq!(super::failure(read(&book(data, "", &[]), 0)), Failure::Damaged);
}

#[test]
fn a_workbook_in_one_file_is_read() {
    let book = "<Workbook xmlns:s='s'><Worksheet s:Name='First'><Table><Row s:Index='2'><Cell><Data>Hannah</Data></Cell>\
        <Cell s:Index='4'><Data>4</Data><Comment><Data>Check</Data></Comment></Cell></Row></Table></Worksheet></Workbook>";
    assert_eq!(texts(read(book.as_bytes(), 0)), ["First\n\nHannah\t4\n\n[Comment]\nCheck"]);
}
