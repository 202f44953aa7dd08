//! Rich text.

use super::{failure, text};
use crate::{office::rtf::read, wire::Failure};

fn check(inside: &str, expected: &str) {
    assert_eq!(text(read(format!("{{\\rtf1\\ansi {inside}}}").as_bytes(), 0)), expected, "{inside}");
}

#[test]
fn characters_are_read_in_every_way_of_writing_them() {
    check(r"Gr\'fc\'dfe", "Grüße");
    check(r"\ansicpg1251 \'cf\'f0\'e8", "При");
    check(r"{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset128 B;}}\f1 \'93\'8c\'8b\'9e\f0 \'e9", "東京é");
    check(r"\u8364? \uc2\u252\'fc\'fcx \uc0\u228 x", "€ üx äx");
    check(r"\u-10187?\u-9214?", "\u{1d402}");
    check(r"a\~b\_c\emdash d\{e\}\\", "a\u{a0}b\u{2011}c—d{e}\\");
    check("a\r\nb", "ab");
}

#[test]
fn paragraphs_lists_and_tables_become_lines() {
    check(r"one\par two\par\par three\line four", "one\ntwo\n\nthree\nfour");
    check(r"{\listtext 1.\tab}one\par {\listtext 2.\tab}two", "1.\tone\n2.\ttwo");
    check(r"\trowd\intbl a\par b\cell c\cell\row\intbl d\cell\cell\row\pard after", "a b\tc\nd\nafter");
}

#[test]
fn what_is_beside_the_text_is_told_at_the_end() {
    check(
        r"{\header Becker GmbH}body{\footnote See there.}",
        "body\n\n[Header]\nBecker GmbH\n\n[Footnote]\nSee there.",
    );
    check(r"a{\*\atnid J}{\*\atnauthor Jo}{\*\annotation {\*\atnref 1}Really?}", "a\n\n[Comment]\nJo: Really?");
    check(r"new{\deleted old}{\v unseen}", "new\n\n[Deleted]\nold\n\n[Hidden text]\nunseen");
    check(
        r#"{\field{\*\fldinst HYPERLINK "https://example.org"}{\fldrslt here}}"#,
        "here\n\n[Link]\nhttps://example.org",
    );
    check(r"{\field{\*\fldinst EQ \\o(H,W)}{\fldrslt }}a", "H Wa");
    check(
        r"a{\shp{\*\shpinst{\sp{\sn wzDescription}{\sv a map}}{\shptxt in a box}}{\shprslt again}}",
        "a\n\n[Alt text]\na map\n\n[Text box]\nin a box",
    );
}

#[test]
fn what_is_no_text_is_skipped() {
    check(r"{\stylesheet{\s1 Heading;}}{\colortbl;\red0;}{\*\unknown secret}a{\pict ffd8}{\*\themedata 504b}", "a");
    check("a\\bin5 }{\\\u{1}}b", "ab");
}

#[test]
fn properties_are_kept() {
    let file = br"{\rtf1{\info{\title Owls}{\author Hannah}{\operator Jo}}{\*\revtbl{Unknown;}{Kim;}}a}";
    let content = read(file, 0).unwrap();
    let known: Vec<_> = content.metadata.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(known, [("title", "Owls"), ("author", "Hannah"), ("last modified by", "Jo"), ("reviewers", "Kim")]);
}

#[test]
fn a_property_of_two_lines_is_kept_whole() {
    let content = read(br"{\rtf1{\info{\title Hannah\par Weber}}a}", 0).unwrap();
    assert_eq!(content.metadata, [("title".to_owned(), "Hannah Weber".to_owned())]);
}

#[test]
fn broken_files_end() {
    assert_eq!(text(read(b"{\\rtf1 a{b{c", 0)), "abc");
    assert_eq!(text(read(b"{\\rtf1 a}}}} b{\\rtf1 c}", 0)), "a\n\n[After the end]\nbc");
    assert_eq!(text(read(b"\xef\xbb\xbf\n{\\rtf1 a}\r\n}\0\x1a", 0)), "a");
    assert_eq!(text(read(b"{\\rtf1\\'z\\u99999999999 a\\bin99999999", 0)), "z", "a stands in for the number");
    assert_eq!(failure(read("{\\rtf1".repeat(10_000).as_bytes(), 0)), Failure::TooLarge);
}

#[test]
fn a_file_that_was_put_in_follows() {
    let text =
        |text: &str| [&u32::try_from(text.len() + 1).unwrap().to_le_bytes()[..], text.as_bytes(), b"\0"].concat();
    let native = [
        b"\x02\0note.txt\0C:\\Jo\\note.txt\0\0\0\x03\0".to_vec(),
        text("C:\\Jo\\TEMP"),
        4_u32.to_le_bytes().to_vec(),
        b"note".to_vec(),
    ]
    .concat();
    let size = u32::try_from(native.len()).unwrap().to_le_bytes().to_vec();
    let frame = [vec![1, 5, 0, 0, 2, 0, 0, 0], text("Package"), vec![0; 8], size, native].concat();
    let digits = frame.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
    let file = format!("{{\\rtf1 a{{\\object\\objemb{{\\*\\objdata {digits}}}{{\\result icon}}}}}}");
    let pages: Vec<_> = read(file.as_bytes(), 0).unwrap().pages.into_iter().map(|page| page.text).collect();
    assert_eq!(pages, ["aicon", "[Attachment: C:\\Jo\\TEMP, C:\\Jo\\note.txt]\n\nnote"]);
    assert_eq!(read(b"{\\rtf1 a{\\*\\objdata 0105}}", 0).unwrap().warnings.len(), 1);
}
