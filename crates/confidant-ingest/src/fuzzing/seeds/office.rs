//! Formats that are archives, unpacked.

use super::super::pack::input;

const TYPES: (&str, &str) = ("[Content_Types].xml", "<Types/>");
const WORD: &str = "xmlns:w='w' xmlns:r='http://x/relationships' xmlns:wp='wp' xmlns:mc='mc' xmlns:v='v'";

fn of(members: &[(&str, &str)]) -> Vec<u8> {
    input(members.iter().map(|(name, text)| (*name, text.as_bytes())))
}

fn related(all: &[(&str, &str, &str)]) -> String {
    let each = all.iter().map(|(id, kind, target)| {
        let mode = if target.contains("://") { "TargetMode='External'" } else { "" };
        format!("<Relationship Id='{id}' Type='http://x/relationships/{kind}' Target='{target}' {mode}/>")
    });
    format!("<Relationships>{}</Relationships>", each.collect::<String>())
}

pub(super) fn docx() -> Vec<Vec<u8>> {
    let document = |body: &str| format!("<w:document {WORD}><w:body>{body}</w:body></w:document>");
    let body = document(
        "<w:p><w:pPr><w:pStyle w:val='a'/><w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t xml:space='preserve'>Dear </w:t>\
         <w:tab/><w:t>Hannah</w:t><w:br/></w:r><w:ins w:author='Jo'><w:r><w:t>x</w:t></w:r></w:ins><w:del w:author='Kim'><w:r><w:delText>y</w:delText></w:r></w:del>\
         <w:r><w:fldChar w:fldCharType='begin'/><w:instrText>HYPERLINK \"http://a\"</w:instrText><w:fldChar w:fldCharType='separate'/><w:t>h</w:t><w:fldChar w:fldCharType='end'/></w:r></w:p>\
         <w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>\
         <w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t><w:sym w:font='Wingdings' w:char='F0E0'/></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:docPr id='1' descr='a map'/>\
         <w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice></mc:AlternateContent></w:r></w:p>",
    );
    let note = |kind: &str| {
        format!(
            "<w:{kind}s {WORD}><w:{kind} w:author='Jo' w:id='1'><w:p><w:r><w:t>note</w:t></w:r></w:p></w:{kind}></w:{kind}s>"
        )
    };
    let numbering = format!(
        "<w:numbering {WORD}><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='upperRoman'/><w:lvlText w:val='%1.'/></w:lvl>\
         <w:lvl w:ilvl='1'><w:numFmt w:val='lowerLetter'/><w:lvlText w:val='%1.%2)'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/>\
         <w:lvlOverride w:ilvl='0'><w:startOverride w:val='7'/></w:lvlOverride></w:num></w:numbering>"
    );
    let styles = format!(
        "<w:styles {WORD}><w:style w:styleId='a'><w:basedOn w:val='b'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style></w:styles>"
    );
    let links = related(&[
        ("c", "comments", "c.xml"),
        ("f", "footnotes", "f.xml"),
        ("n", "numbering", "n.xml"),
        ("s", "styles", "s.xml"),
        ("h", "hyperlink", "https://example.org"),
    ]);
    let core = "<p xmlns:dc='dc'><dc:creator>Hannah</dc:creator><dc:title>Owls</dc:title></p>";
    let flat = format!(
        "<?xml version='1.0'?><w:wordDocument {WORD}><w:body><w:p><w:r><w:t>flat</w:t></w:r></w:p></w:body></w:wordDocument>"
    );
    vec![
        of(&[
            TYPES,
            ("word/document.xml", &body),
            ("word/_rels/document.xml.rels", &links),
            ("word/c.xml", &note("comment")),
            ("word/f.xml", &note("footnote")),
            ("word/n.xml", &numbering),
            ("word/s.xml", &styles),
            ("word/embeddings/note.txt", "just a note"),
            ("docProps/core.xml", core),
        ]),
        of(&[TYPES, ("word/document.xml", &document("<w:p><w:r><w:t>Hannah</w:t></w:r></w:p>"))]),
        flat.into_bytes(),
    ]
}

pub(super) fn pptx() -> Vec<Vec<u8>> {
    const NAMES: &str = "xmlns:p='p' xmlns:a='a' xmlns:r='http://x/relationships' xmlns:c='c'";
    let shape = "<p:sp><p:nvSpPr><p:cNvPr id='1' descr='a map'/></p:nvSpPr><p:txBody><a:p><a:r><a:t>Hannah</a:t></a:r><a:br/></a:p></p:txBody></p:sp>";
    let slide = format!(
        "<p:sld {NAMES} show='0'><p:cSld><p:spTree><p:grpSp>{shape}</p:grpSp><p:graphicFrame><a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>c</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl>\
         </p:graphicFrame><p:graphicFrame><c:chart r:id='c'/></p:graphicFrame></p:spTree></p:cSld></p:sld>"
    );
    vec![of(&[
        TYPES,
        (
            "ppt/presentation.xml",
            &format!("<p:presentation {NAMES}><p:sldIdLst><p:sldId id='1' r:id='a'/></p:sldIdLst></p:presentation>"),
        ),
        ("ppt/_rels/presentation.xml.rels", &related(&[("a", "slide", "slides/a.xml")])),
        ("ppt/slides/a.xml", &slide),
        (
            "ppt/slides/_rels/a.xml.rels",
            &related(&[("n", "notesSlide", "../n.xml"), ("k", "comments", "../k.xml"), ("c", "chart", "../c.xml")]),
        ),
        ("ppt/n.xml", &format!("<p:notes {NAMES}>{shape}</p:notes>")),
        ("ppt/k.xml", "<p:cmLst xmlns:p='p'><p:cm authorId='0'><p:text>Really?</p:text></p:cm></p:cmLst>"),
        ("ppt/c.xml", "<c:chart xmlns:c='c'><c:strCache><c:pt><c:v>May</c:v></c:pt></c:strCache></c:chart>"),
    ])]
}

pub(super) fn xlsx() -> Vec<Vec<u8>> {
    const NAMES: &str = "xmlns='x' xmlns:r='http://x/relationships'";
    let book = format!(
        "<workbook {NAMES}><workbookPr date1904='1'/><sheets><sheet name='One' r:id='a'/><sheet name='Two' state='hidden' r:id='b'/></sheets></workbook>"
    );
    let styles = "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='#,##0.00\\ \"x\";[Red]-0'/><numFmt numFmtId='165' formatCode='dd\\.mm\\.yyyy hh:mm:ss.000 AM/PM'/>\
        <numFmt numFmtId='166' formatCode='# ?/?'/><numFmt numFmtId='167' formatCode='0.00E+00'/></numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='9'/>\
        <xf numFmtId='164'/><xf numFmtId='165'/><xf numFmtId='166'/><xf numFmtId='167'/></cellXfs></styleSheet>";
    let sheet = format!(
        "<worksheet {NAMES}><cols><col min='2' max='3' hidden='1'/></cols><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='D1' s='1'><v>35287.5</v></c></row><row r='3' hidden='1'>\
         <c s='2'><v>0.19</v></c><c s='3'><v>-1234.5</v></c><c s='4'><v>1e9</v></c><c s='5'><v>0.3</v></c><c s='6'><v>12345</v></c><c t='b'><v>1</v></c><c t='inlineStr'><is><t>in</t></is></c><c t='e'><f>A1</f><v>#N/A</v></c>\
         </row></sheetData><mergeCells><mergeCell ref='A1:B2'/></mergeCells><headerFooter><oddHeader>&amp;LBecker</oddHeader></headerFooter><hyperlinks><hyperlink ref='A1' tooltip='t'/></hyperlinks></worksheet>"
    );
    let flat = "<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet' xmlns:ss='s'><Worksheet ss:Name='S'><Table><Row><Cell ss:Index='3'><Data ss:Type='String'>Hannah</Data>\
        <Comment><Data>c</Data></Comment></Cell></Row></Table></Worksheet></Workbook>";
    vec![
        of(&[
            TYPES,
            ("xl/workbook.xml", &book),
            (
                "xl/_rels/workbook.xml.rels",
                &related(&[
                    ("a", "worksheet", "1.xml"),
                    ("b", "worksheet", "2.xml"),
                    ("s", "styles", "s.xml"),
                    ("t", "sharedStrings", "t.xml"),
                ]),
            ),
            ("xl/s.xml", styles),
            ("xl/t.xml", "<sst><si><t>Hannah</t></si><si><r><t>We</t></r></si></sst>"),
            ("xl/1.xml", &sheet),
            ("xl/2.xml", "<worksheet/>"),
            ("xl/_rels/1.xml.rels", &related(&[("c", "comments", "c.xml")])),
            (
                "xl/c.xml",
                "<comments><authors><author>Jo</author></authors><commentList><comment ref='A1' authorId='0'><text><t>Really?</t></text></comment></commentList></comments>",
            ),
        ]),
        flat.as_bytes().to_vec(),
    ]
}

pub(super) fn odf() -> Vec<Vec<u8>> {
    const NAMES: &str = "xmlns:office='o' xmlns:text='t' xmlns:table='b' xmlns:draw='d' xmlns:style='s' xmlns:svg='v' xmlns:dc='c' xmlns:xlink='x' xmlns:presentation='p' xmlns:meta='m'";
    let body = |kind: &str, inside: &str| {
        format!(
            "<office:document-content {NAMES}><office:automatic-styles><style:style style:name='off'><style:table-properties table:display='false'/></style:style></office:automatic-styles>\
             <office:body><office:{kind}>{inside}</office:{kind}></office:body></office:document-content>"
        )
    };
    let text = body(
        "text",
        "<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>Kim</dc:creator></office:change-info><text:p>old</text:p></text:deletion></text:changed-region></text:tracked-changes>\
         <text:h>Title</text:h><text:p>Dear<text:s text:c='3'/><text:tab/><text:span>Hannah</text:span><text:line-break/><text:note><text:note-body><text:p>n</text:p></text:note-body></text:note>\
         <office:annotation><dc:creator>Jo</dc:creator><text:p>c</text:p></office:annotation><text:a xlink:href='http://a'>l</text:a><draw:frame><draw:text-box><text:p>b</text:p></draw:text-box><svg:desc>m</svg:desc></draw:frame></text:p>\
         <text:list><text:list-item><text:p>one</text:p></text:list-item></text:list>",
    );
    let sheet = body(
        "spreadsheet",
        "<table:table table:name='S' table:style-name='off'><table:table-column table:number-columns-repeated='3' table:visibility='collapse'/><table:table-row table:number-rows-repeated='2'>\
         <table:table-cell table:number-columns-repeated='5'><text:p>x</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table>",
    );
    let slides = body(
        "presentation",
        "<draw:page draw:name='P'><draw:frame><draw:text-box><text:p>Hannah</text:p></draw:text-box></draw:frame><presentation:notes><text:p>n</text:p></presentation:notes></draw:page>",
    );
    let meta = format!(
        "<a {NAMES}><office:meta><meta:initial-creator>Hannah</meta:initial-creator><meta:user-defined meta:name='Case'>7</meta:user-defined></office:meta></a>"
    );
    vec![
        of(&[
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            ("content.xml", &text),
            ("meta.xml", &meta),
            ("Basic/Standard/M.xml", "<module>Sub Main</module>"),
            ("Object 1", "note"),
        ]),
        of(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &sheet)]),
        of(&[("mimetype", "application/vnd.oasis.opendocument.presentation"), ("content.xml", &slides)]),
        text.into_bytes(),
    ]
}

pub(super) fn epub() -> Vec<Vec<u8>> {
    let package = "<package xmlns:dc='http://purl.org/dc/elements/1.1/'><metadata><dc:title>Owls &amp; J&#246;rg</dc:title><meta name='cover' content='c'/></metadata><manifest>\
        <item id='b' href='two%20b.xhtml' media-type='application/xhtml+xml'/><item id='a' href='../one.xml' media-type='application/xhtml+xml'/></manifest><spine><itemref idref='a'/><itemref idref='b'/></spine></package>";
    vec![of(&[
        ("META-INF/container.xml", "<container><rootfiles><rootfile full-path='O/p.opf'/></rootfiles></container>"),
        ("O/p.opf", package),
        (
            "one.xml",
            "<?xml version='1.0'?><html><head><title/><script src='a'/></head><body><p>First &auml;</p></body></html>",
        ),
        ("O/two b.xhtml", "<html><head><title>Chapter</title></head><body><p>Second</p></body></html>"),
        ("META-INF/encryption.xml", "<encryption><CipherReference URI='x'/></encryption>"),
    ])]
}

/// Packed too: it is this reader that unpacks.
pub(super) fn zip() -> Vec<Vec<u8>> {
    let members = [
        ("a/one.txt", "Hannah"),
        ("__MACOSX/x", "x"),
        ("m.eml", "Subject: a\nMessage-ID: <a>\n\nyes"),
        ("p", "\u{7f}ELF"),
    ];
    let input = of(&members);
    let packed = super::super::packed(super::Target::Zip, &input).unwrap_or_default();
    vec![input, packed]
}
