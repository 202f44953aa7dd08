//! Masked pages as a Word document: the fewest parts that word processors open, and no properties at all.

use std::io::{Cursor, Write};

use confidant_privacy::MaskedText;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::{
    ExportError,
    blocks::{Block, blocks},
};

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>"#;

const PACKAGE: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

const PARTS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;

const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>"#;

const BEGIN: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>"#;

/// A4 with margins of an inch.
const END: &str = r#"<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr></w:body></w:document>"#;

const BORDERS: &str = r#"<w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:left w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:bottom w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:right w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:tblBorders></w:tblPr>"#;

/// The file.
pub(crate) fn docx(pages: &[MaskedText]) -> Result<Vec<u8>, ExportError> {
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    // Every file has the time at which zip's own clock begins: when it was written is nobody's business.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    let body = body(pages);
    for (name, part) in [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", PACKAGE),
        ("word/document.xml", &body),
        ("word/_rels/document.xml.rels", PARTS),
        ("word/styles.xml", STYLES),
    ] {
        package.start_file(name, options).map_err(|_| ExportError::TooLarge)?;
        package.write_all(part.as_bytes())?;
    }
    Ok(package.finish().map_err(|_| ExportError::TooLarge)?.into_inner())
}

fn body(pages: &[MaskedText]) -> String {
    let mut xml = BEGIN.to_owned();
    for (at, page) in pages.iter().enumerate() {
        if at > 0 {
            xml.push_str(r#"<w:p><w:r><w:br w:type="page"/></w:r></w:p>"#);
        }
        for block in blocks(page.as_str()) {
            match block {
                Block::Lines(lines) => paragraph(&lines, &mut xml),
                Block::Table(rows) => table(&rows, &mut xml),
            }
        }
    }
    xml.push_str(END);
    xml
}

fn table(rows: &[Vec<&str>], xml: &mut String) {
    let columns = rows.first().map_or(0, Vec::len);
    xml.push_str("<w:tbl>");
    xml.push_str(BORDERS);
    xml.push_str("<w:tblGrid>");
    xml.push_str(&"<w:gridCol/>".repeat(columns));
    xml.push_str("</w:tblGrid>");
    for row in rows {
        xml.push_str("<w:tr>");
        for cell in row {
            xml.push_str("<w:tc>");
            paragraph(&[cell], xml);
            xml.push_str("</w:tc>");
        }
        xml.push_str("</w:tr>");
    }
    // Two tables in a row would become one.
    xml.push_str("</w:tbl><w:p/>");
}

fn paragraph(lines: &[&str], xml: &mut String) {
    let rtl = lines.iter().find_map(|line| direction(line)).unwrap_or(false);
    xml.push_str("<w:p>");
    xml.push_str(if rtl { "<w:pPr><w:bidi/></w:pPr><w:r><w:rPr><w:rtl/></w:rPr>" } else { "<w:r>" });
    for (number, line) in lines.iter().enumerate() {
        if number > 0 {
            xml.push_str("<w:br/>");
        }
        for (cell, text) in line.split('\t').enumerate() {
            if cell > 0 {
                xml.push_str("<w:tab/>");
            }
            xml.push_str(r#"<w:t xml:space="preserve">"#);
            escape(text, xml);
            xml.push_str("</w:t>");
        }
    }
    xml.push_str("</w:r></w:p>");
}

/// Whether the first letter that has a direction runs to the left. Placeholders run with what is around them.
fn direction(line: &str) -> Option<bool> {
    let mut in_placeholder = false;
    let letter = line.chars().find(|c| {
        in_placeholder = if *c == '[' { true } else { in_placeholder && *c != ']' && !c.is_whitespace() };
        !in_placeholder && c.is_alphabetic()
    });
    letter.map(|c| matches!(u32::from(c), 0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff))
}

/// Text in XML. What XML cannot hold becomes a replacement character, and never nothing: it parted two words.
fn escape(text: &str, xml: &mut String) {
    for c in text.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => xml.push(char::REPLACEMENT_CHARACTER),
            _ => xml.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use confidant_privacy::MaskedText;

    use super::docx;

    fn part(file: &[u8], name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn the_package_holds_the_text_and_no_properties() {
        let pages = [MaskedText::fixed("A & B\nnext\n\nx\ty\nz\t1"), MaskedText::fixed("שלום\u{1}")];
        let file = docx(&pages).unwrap();
        let names: Vec<String> = {
            let archive = zip::ZipArchive::new(Cursor::new(&file)).unwrap();
            archive.file_names().map(|name| name.unwrap().into_owned()).collect()
        };
        assert_eq!(names.len(), 5);
        assert!(names.iter().all(|name| !name.contains("docProps")));
        let body = part(&file, "word/document.xml");
        assert!(body.contains("A &amp; B</w:t><w:br/>"));
        assert_eq!(body.matches("<w:tc>").count(), 4);
        assert!(body.contains("<w:bidi/>") && body.contains("שלום\u{fffd}"));
        assert_eq!(body.matches(r#"<w:br w:type="page"/>"#).count(), 1);
    }

    #[test]
    fn the_same_pages_are_the_same_bytes() {
        let pages = [MaskedText::fixed("one")];
        assert_eq!(docx(&pages), docx(&pages));
    }
}
