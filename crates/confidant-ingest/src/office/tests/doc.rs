//! Word files of the old kind, made here byte by byte.

use std::io::{Cursor, Write};

use cfb::CompoundFile;

use super::{failure, text, texts};
use crate::{office::doc::read, wire::Failure};

/// A compound file with these streams; those in folders have their folders made.
pub(super) fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in streams {
        if let Some((folder, _)) = name.rsplit_once('/') {
            file.create_storage_all(format!("/{folder}")).unwrap();
        }
        file.create_stream(format!("/{name}")).unwrap().write_all(bytes).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

pub(super) fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Text of two bytes with its length before it.
fn counted(text: &str) -> Vec<u8> {
    [&u16::try_from(text.encode_utf16().count()).unwrap().to_le_bytes()[..], &wide(text)].concat()
}

fn longs(numbers: &[usize]) -> Vec<u8> {
    numbers.iter().flat_map(|number| u32::try_from(*number).unwrap().to_le_bytes()).collect()
}

/// A document in the making. Texts are of characters of one unit each.
#[derive(Default)]
struct Word {
    /// Body, footnotes, headers, macros, comments, endnotes, text boxes, those in headers.
    stories: [&'static str; 8],
    /// Where characters are formatted, and how.
    characters: Vec<(usize, usize, Vec<u8>)>,
    /// How the paragraphs are formatted that end at these characters.
    paragraphs: Vec<(usize, Vec<u8>)>,
    /// What else is in the table stream.
    parts: Vec<(usize, Vec<u8>)>,
    /// Lengths of pieces, the last first in the stream; whether they have one byte for each character.
    pieces: Vec<(usize, bool)>,
    /// What a hurried save said about the first piece.
    change: u16,
    flags: u16,
    version: u16,
    more: Vec<(&'static str, Vec<u8>)>,
}

const TEXT: usize = 1024;

impl Word {
    fn new(body: &'static str) -> Self {
        Self { stories: [body, "", "", "", "", "", "", ""], version: 0xc1, flags: 0x200, ..Self::default() }
    }

    fn pack(&self) -> Vec<u8> {
        let (main, table) = self.streams();
        let mut streams = vec![("WordDocument", main.as_slice()), ("1Table", table.as_slice())];
        streams.extend(self.more.iter().map(|(name, bytes)| (*name, bytes.as_slice())));
        compound(&streams)
    }

    fn streams(&self) -> (Vec<u8>, Vec<u8>) {
        let all: Vec<char> = self.stories.concat().chars().collect();
        let whole = [(all.len(), false)];
        let pieces = if self.pieces.is_empty() { &whole[..] } else { &self.pieces };
        let mut main = vec![0; TEXT];
        let (mut places, mut data, mut end) = (vec![0], Vec::new(), all.len());
        for (length, is_narrow) in pieces.iter().rev() {
            let text: String = all[end - length..end].iter().collect();
            let offset = main.len();
            let number = if *is_narrow { (offset * 2) | 0x4000_0000 } else { offset };
            if *is_narrow {
                main.extend(encoding_rs::WINDOWS_1252.encode(&text).0.iter());
            } else {
                main.extend(wide(&text));
            }
            main.resize(main.len().next_multiple_of(2), 0);
            data.insert(0, [&[0; 2][..], &longs(&[number]), &[0; 2]].concat());
            places.insert(1, end);
            end -= length;
        }
        data[0][6..8].copy_from_slice(&self.change.to_le_bytes());
        let list = [longs(&places), data.concat()].concat();
        // A list of changes that pieces can refer to stands first.
        let mut parts = vec![(33, [&[1, 3, 0, 0, 8, 1, 2][..], &longs(&[list.len()]), &list].concat())];
        let at = |place: usize| TEXT + 2 * place;
        if !self.characters.is_empty() {
            let edges = self.characters.iter().flat_map(|(start, end, _)| [at(*start), at(*end)]).collect::<Vec<_>>();
            let lists = self.characters.iter().flat_map(|(_, _, list)| [list.clone(), Vec::new()]);
            parts.push((12, page(&mut main, &edges, lists, 1)));
        }
        if !self.paragraphs.is_empty() {
            let ends = self.paragraphs.iter().map(|(place, _)| at(place + 1));
            let edges = [TEXT].into_iter().chain(ends).collect::<Vec<_>>();
            let lists = self.paragraphs.iter().map(|(_, list)| list.clone());
            parts.push((13, page(&mut main, &edges, lists, 13)));
        }
        parts.extend(self.parts.iter().cloned());

        let (mut table, mut directory) = (vec![0xee; 7], vec![0; 8 * 93]);
        for (number, part) in parts {
            // The levels of lists stand behind the part that is counted.
            let length = if number == 73 { 2 + 28 * usize::from(part[0]) } else { part.len() };
            directory[8 * number..8 * number + 8].copy_from_slice(&longs(&[table.len(), length]));
            table.extend(part);
        }
        let lengths = self.stories.map(|story| story.chars().count());
        let head = [
            &0xa5ec_u16.to_le_bytes()[..],
            &self.version.to_le_bytes(),
            &[0; 6],
            &self.flags.to_le_bytes(),
            &[0; 20],
            &[14, 0],
            &[0; 28],
            &[22, 0],
            &[0; 12],
            &longs(&lengths),
            &[0; 44],
            &[93, 0],
            &directory,
        ]
        .concat();
        main[..head.len()].copy_from_slice(&head);
        (main, table)
    }
}

/// Appends a page of formats and gives the list of pages that names it.
fn page(main: &mut Vec<u8>, edges: &[usize], lists: impl Iterator<Item = Vec<u8>>, entry: usize) -> Vec<u8> {
    main.resize(main.len().next_multiple_of(512), 0);
    let number = main.len() / 512;
    let count = edges.len() - 1;
    let mut bytes = vec![0; 512];
    bytes[..4 * edges.len()].copy_from_slice(&longs(edges));
    let mut end = 510;
    for (run, list) in lists.take(count).enumerate().filter(|(_, list)| !list.is_empty()) {
        let length = u8::try_from(list.len()).unwrap();
        // Paragraphs count pairs of bytes and half a pair; an even list says so in two bytes.
        let list = match (entry, length % 2) {
            (1, _) => [&[length][..], &list].concat(),
            (_, 1) => [&[length.div_ceil(2)][..], &list].concat(),
            _ => [&[0, length / 2][..], &list].concat(),
        };
        end = (end - list.len()) / 2 * 2;
        bytes[end..end + list.len()].copy_from_slice(&list);
        bytes[4 * edges.len() + entry * run] = u8::try_from(end / 2).unwrap();
    }
    bytes[511] = u8::try_from(count).unwrap();
    main.extend(bytes);
    [longs(&[edges[0], edges[count]]), longs(&[number])].concat()
}

const ROW: [u8; 8] = [0, 0, 0x16, 0x24, 1, 0x17, 0x24, 1];

#[test]
fn all_stories_are_told_under_their_names() {
    let mut word = Word::new("Dear Ada,\rsee\x02 there\x05.\r");
    word.stories = [
        word.stories[0],
        "\x02 A note.\r\r",
        "\x03\rTop\rBottom\r\r",
        "",
        "\x05Why?\r\r",
        "End note.\r",
        "In a box.\r\r",
        "",
    ];
    word.parts = vec![
        (3, longs(&[0, 9, 10])),
        (11, longs(&[0, 2, 2, 2, 2, 2, 2, 6, 6, 13, 13])),
        (5, longs(&[0, 7, 8])),
        (4, [longs(&[18, 20]), vec![0; 20], vec![1, 0], vec![0; 8]].concat()),
        (36, [counted("Bo Reed"), counted("Cy Lark")].concat()),
        (51, [&[0xff, 0xff, 2, 0, 0, 0][..], &counted("Unknown"), &counted("Di Moss")].concat()),
    ];
    let content = read(&word.pack(), 0).unwrap();
    assert_eq!(
        content.pages[0].text,
        "Dear Ada,\nsee there.\n\n[Text box]\nIn a box.\n\n[Header]\nTop\n\n[Footer]\nBottom\n\n[Footnote]\nA note.\n\n\
         [Endnote]\nEnd note.\n\n[Comment]\nCy Lark: Why?"
    );
    assert_eq!(content.metadata, [("reviewers".to_owned(), "Di Moss".to_owned())]);
}

#[test]
fn stories_without_their_cuts_are_whole() {
    let mut word = Word::new("Body\r");
    word.stories[2] = "Top\r";
    word.stories[4] = "Why?\r";
    word.parts = vec![(5, longs(&[0, 2_000_000_000, 1]))];
    assert_eq!(text(read(&word.pack(), 0)), "Body\n\n[Header]\nTop\n\n[Comment]\nWhy?");
}

#[test]
fn deleted_and_hidden_text_and_targets_of_links_are_told() {
    let mut word = Word::new(
        "a gone b unseen c \x13 HYPERLINK \"https://a.b/ada\" \x14a link\x15, \x28, non\x1ebreaking\x0bline\r",
    );
    word.characters = vec![(2, 7, vec![0, 8, 1]), (9, 16, vec![0x3c, 8, 1]), (58, 59, vec![9, 0x6a, 1, 0, 0x51, 0])];
    let mut page = text(read(&word.pack(), 0));
    assert!(page.contains("Q, non"), "{page}");
    page = page.replace('\u{2011}', "-");
    assert_eq!(
        page,
        "a b c a link, Q, non-breaking\nline\n\n[Link]\nhttps://a.b/ada\n\n[Deleted]\ngone\n\n[Hidden text]\nunseen"
    );
}

#[test]
fn pictures_and_fields_of_forms_are_told() {
    let mut word = Word::new("See \x01 and \x13 FORMDROPDOWN \x01\x14\x15 there\r");
    let stands = |place: u8, is_data: u8| vec![0x03, 0x6a, place, 0, 0, 0, 0x06, 0x08, is_data];
    word.characters = vec![(4, 5, stands(0, 0)), (25, 26, stands(104, 1))];
    let properties =
        [&[0x13, 0, 0x0b, 0xf0, 20, 0, 0, 0, 0x81, 0xc3][..], &longs(&[14]), &wide("A\u{20}lake\0")].concat();
    let mut shape = [&[0x0f, 0, 4, 0xf0, 28, 0, 0, 0][..], &properties].concat();
    (shape[4], shape[8]) = (u8::try_from(shape.len() - 8).unwrap(), 0x13);
    let head = |rest: usize| [longs(&[rest + 68]), vec![0x44, 0, 0x64, 0], vec![0; 60]].concat();
    let ended = |text: &str| [counted(text), vec![0, 0]].concat();
    let texts = ["Box", "", "Pick one", "", "", ""].map(ended);
    let field = [
        &[0xff, 0xff, 0xff, 0xff, 0x02 | 1 << 2, 0, 0, 0, 0, 0][..],
        &texts[0],
        &[0, 0],
        &texts[1..].concat(),
        &[0xff, 0xff, 2, 0, 0, 0],
        &counted("Ada"),
        &counted("Bo"),
    ]
    .concat();
    let data = [head(shape.len()), shape.clone(), vec![0; 36 - shape.len()], head(field.len()), field].concat();
    word.more = vec![("Data", data)];
    let expected = "See and Bo there\n\n[Alt text]\nA lake\n\n[Field]\nPick one\nAda\nBo";
    assert_eq!(text(read(&word.pack(), 0)), expected);
}

#[test]
fn rows_are_lines_and_a_frame_is_none() {
    let mut word = Word::new("above\rone\rmore\x07two\x07\x07three\x07four\x07\x07below\rframed\x07\x07");
    let cell = vec![0, 0, 0x16, 0x24, 1];
    let plain = vec![0, 0, 0x05, 0x24, 1];
    let formats = [
        (5, &plain),
        (9, &cell),
        (14, &cell),
        (18, &cell),
        (19, &ROW.to_vec()),
        (25, &cell),
        (30, &cell),
        (31, &ROW.to_vec()),
        (37, &plain),
        (44, &cell),
        (45, &ROW.to_vec()),
    ];
    word.paragraphs = formats.iter().map(|(end, list)| (*end, (*list).clone())).collect();
    let expected = "above\n\none more\ttwo\nthree\tfour\n\nbelow\n\nframed";
    assert_eq!(text(read(&word.pack(), 0)), expected);
    // Without formats, an empty cell ends the row.
    word.paragraphs.clear();
    assert!(text(read(&word.pack(), 0)).contains("three\tfour"));
}

#[test]
fn pieces_are_put_in_order() {
    let mut word = Word::new("Grüße “aus” Köln, \u{141}ódź\r");
    word.pieces = vec![(6, true), (6, true), (11, false)];
    assert_eq!(text(read(&word.pack(), 0)), "Grüße “aus” Köln, Łódź");
    for (change, label) in [(1, "Deleted"), (0x41 << 1 | 1 << 8, "Deleted"), (0x5c << 1 | 1 << 8, "Hidden text")] {
        word.change = change;
        assert_eq!(text(read(&word.pack(), 0)), format!("“aus” Köln, Łódź\n\n[{label}]\nGrüße"));
    }
}

/// A level of a list: its format and its pattern.
fn level(format: u8, pattern: &str) -> Vec<u8> {
    let mut level = vec![0; 28];
    (level[0], level[4]) = (1, format);
    [level, counted(pattern)].concat()
}

#[test]
fn numbers_of_lists_are_written() {
    let mut word = Word::new("first\rinner\rsecond\rheading\r");
    let item = |level: u8| vec![0, 0, 0x0b, 0x46, 1, 0, 0x0a, 0x26, level];
    word.paragraphs = vec![(5, item(0)), (11, item(1)), (18, item(0)), (26, vec![1, 0])];
    let mut list = [vec![7, 0, 0, 0, 0, 0, 0, 0], [0xff, 0x0f].repeat(9), vec![0, 0]].concat();
    let levels = [level(0, "\0)"), level(4, "\0.\x01)"), level(2, "\x02.").repeat(7)].concat();
    let mut simple = [vec![8, 0, 0, 0, 0, 0, 0, 0], [0xff, 0x0f].repeat(9), vec![1, 0]].concat();
    (list[26], simple[26]) = (0, 1);
    let uses = [longs(&[2]), longs(&[7, 0, 0, 0]), longs(&[8, 0, 0, 0]), longs(&[0, 0])].concat();
    // The second style, a heading, is in the second list.
    let papx = [6, 0, 1, 0, 0x0b, 0x46, 2, 0];
    let style = [&[1, 0, 0xf1, 0xff, 1, 0, 0, 0, 0, 0][..], &counted("heading 1"), &[0, 0], &papx].concat();
    let size = u16::try_from(style.len()).unwrap().to_le_bytes();
    let sheet = [&[4, 0, 2, 0, 10, 0][..], &[0, 0], &size, &style].concat();
    word.parts = vec![(1, sheet), (74, uses), (73, [vec![2, 0], list, simple, levels, level(1, "§ \0")].concat())];
    assert_eq!(text(read(&word.pack(), 0)), "1) first\n1.a) inner\n2) second\n\n§ I heading");
}

#[test]
fn objects_follow_as_attachments() {
    let inner = Word::new("an inner letter\r");
    let (main, table) = inner.streams();
    let path = b"a.txt\0C:\\Ada\\a.txt\0";
    let native =
        [&[0; 6][..], path, &[0; 4], &longs(&[9]), b"C:\\T\\a.txt"[..9].as_ref(), &longs(&[3]), b"yes"].concat();
    let mut word = Word::new("outer\r");
    word.more = vec![
        ("ObjectPool/_1/\u{1}Ole10Native", native),
        ("ObjectPool/_2/WordDocument", main),
        ("ObjectPool/_2/1Table", table),
    ];
    assert_eq!(
        texts(read(&word.pack(), 0)),
        ["outer", "[Attachment: C:\\T\\a.tx, C:\\Ada\\a.txt]\n\nyes", "[Attachment: Object 2]\n\nan inner letter"]
    );
}

#[test]
fn what_is_not_read_says_why() {
    let mut word = Word::new("text\r");
    word.flags = 0x300;
    assert_eq!(failure(read(&word.pack(), 0)), Failure::Encrypted);
    word.flags = 0;
    assert_eq!(failure(read(&word.pack(), 0)), Failure::Damaged, "the other table is not there");
    word.flags = 0x200;
    word.version = 0x68;
    assert_eq!(failure(read(&word.pack(), 0)), Failure::OldFormat);
    assert_eq!(failure(read(&compound(&[("WordDocument", b"\xdc\xa5\x68\0")]), 0)), Failure::OldFormat);
    assert_eq!(failure(read(&compound(&[("WordDocument", b"")]), 0)), Failure::Damaged);
    // Pieces that say the same bytes again and again.
    let (main, mut table) = Word::new(Box::leak("x".repeat(60_000).into_boxed_str())).streams();
    let list =
        [longs(&(0..=3000).map(|number| number * 60_000).collect::<Vec<_>>()), [0, 0, 0, 4, 0, 0, 0, 0].repeat(3000)];
    table.splice(7.., [&[2][..], &longs(&[list.concat().len()]), &list.concat()].concat());
    let mut main = main;
    main[154 + 8 * 33 + 4..154 + 8 * 33 + 8].copy_from_slice(&longs(&[table.len() - 7]));
    assert_eq!(failure(read(&compound(&[("WordDocument", &main), ("1Table", &table)]), 0)), Failure::TooLarge);
}

#[test]
fn damaged_copies_end_in_text_or_an_error() {
    let mut word = Word::new("a\x07b\x07\x07 \x13 REF x \x14y\x15 c\r");
    word.stories[4] = "Why?\r";
    word.characters = vec![(2, 7, vec![0, 8, 1])];
    word.paragraphs = vec![(1, vec![0, 0, 0x16, 0x24, 1]), (3, ROW.to_vec())];
    word.parts =
        vec![(73, [vec![1, 0], vec![0; 28], level(0, "\0)").repeat(9)].concat()), (74, vec![0; 24]), (1, vec![0; 40])];
    let (main, table) = word.streams();
    for (bent, other, is_main) in [(&main, &table, true), (&table, &main, false)] {
        for at in 0..bent.len().min(1500) {
            for value in [0, 1, 0x7f, 0xff] {
                let mut copy = bent.clone();
                copy[at] = value;
                let pair = if is_main { [&copy, other] } else { [other, &copy] };
                let _ = read(&compound(&[("WordDocument", pair[0]), ("1Table", pair[1])]), 0);
            }
        }
    }
}
