//! Slides.

use super::{TYPES, relations, texts, zip};
use crate::office::pptx::read;

const NAMES: &str = "xmlns:p='p' xmlns:a='a' xmlns:r='http://x/relationships' xmlns:c='c'";

fn slide(attributes: &str, shapes: &str) -> String {
    format!("<p:sld {NAMES} {attributes}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>")
}

fn shape(text: &str) -> String {
    format!("<p:sp><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>")
}

#[test]
fn slides_are_pages_in_their_order_with_what_belongs_to_them() {
    let list = "<p:sldId id='1' r:id='b'/><p:sldId id='2' r:id='a'/>";
    let presentation = format!("<p:presentation {NAMES}><p:sldIdLst>{list}</p:sldIdLst></p:presentation>");
    let table = "<p:graphicFrame><a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>Item</a:t></a:r></a:p></a:txBody></a:tc>\
        <a:tc><a:txBody><a:p><a:r><a:t>4</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></p:graphicFrame>";
    let picture = "<p:pic><p:nvPicPr><p:cNvPr id='1' name='Picture' descr='Hannah'/></p:nvPicPr></p:pic>";
    let chart = "<p:graphicFrame><c:chart r:id='c'/></p:graphicFrame>";
    let first = slide("", &[&shape("Title"), table, picture, chart].map(ToString::to_string).concat());
    let second = slide("show='0'", &shape("unseen"));
    let notes = format!("<p:notes {NAMES}>{}</p:notes>", shape("say hello to Jo"));
    let master = format!(
        "<p:sldLayout {NAMES}>{}<p:sp><p:nvPr><p:ph/></p:nvPr>{}</p:sp></p:sldLayout>",
        shape("Becker GmbH"),
        shape("Click here")
    );
    let comments = "<p:cmLst xmlns:p='p'><p:cm authorId='0'><p:text>Really?</p:text></p:cm></p:cmLst>";
    let authors = "<p:cmAuthorLst xmlns:p='p'><p:cmAuthor id='0' name='Jo'/></p:cmAuthorLst>";
    let values = "<c:chart xmlns:c='c'><c:strCache><c:pt><c:v>May</c:v></c:pt><c:pt><c:v>June</c:v></c:pt></c:strCache></c:chart>";
    let related = relations(&[
        ("n", "notesSlide", "../n.xml"),
        ("k", "comments", "../k.xml"),
        ("c", "chart", "../c.xml"),
        ("l", "slideLayout", "../l.xml"),
        ("x", "hyperlink", "https://example.org"),
    ]);
    let slides = relations(&[
        ("a", "slide", "slides/a.xml"),
        ("b", "slide", "slides/b.xml"),
        ("c", "commentAuthors", "authors.xml"),
    ]);
    let bytes = zip(&[
        TYPES,
        ("ppt/presentation.xml", &presentation),
        ("ppt/_rels/presentation.xml.rels", &slides),
        ("ppt/slides/b.xml", &first),
        ("ppt/slides/_rels/b.xml.rels", &related),
        ("ppt/slides/a.xml", &second),
        ("ppt/n.xml", &notes),
        ("ppt/k.xml", comments),
        ("ppt/c.xml", values),
        ("ppt/l.xml", &master),
        ("ppt/authors.xml", authors),
    ]);
    let expected = "Title\n\nItem\t4\n\n[Alt text]\nHannah\n\n[Chart]\nMay\tJune\n\n[Link]\nhttps://example.org\n\n\
        [Notes]\nsay hello to Jo\n\n[Comment]\nJo: Really?\n\n[Master]\nBecker GmbH";
    assert_eq!(texts(read(&bytes, 0)), [expected, "[Hidden slide]\n\nunseen"]);
}
