//! Presentations of the old kind, made here record by record.

use std::io::Write;

use flate2::{Compression, write::ZlibEncoder};

use super::{
    doc::{compound, wide},
    failure, texts,
};
use crate::{office::ppt::read, wire::Failure};

/// A record with bytes.
fn atom(kind: u16, instance: u16, data: &[u8]) -> Vec<u8> {
    let size = u32::try_from(data.len()).unwrap().to_le_bytes();
    [&(instance << 4).to_le_bytes()[..], &kind.to_le_bytes(), &size, data].concat()
}

/// A record with records.
fn holder(kind: u16, instance: u16, children: &[Vec<u8>]) -> Vec<u8> {
    let mut record = atom(kind, instance, &children.concat());
    record[0] |= 0x0f;
    record
}

fn longs(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn string(instance: u16, text: &str) -> Vec<u8> {
    atom(0x0fba, instance, &wide(text))
}

fn said(text: &str) -> Vec<u8> {
    [atom(0x0f9f, 0, &[0; 4]), atom(0x0fa0, 0, &wide(text))].concat()
}

/// A shape with what is in its text box and beside it.
fn shape(text: Vec<u8>, beside: &[Vec<u8>]) -> Vec<u8> {
    holder(0xf004, 0, &[beside.concat(), holder(0xf00d, 0, &[text])])
}

fn drawing(shapes: &[Vec<u8>]) -> Vec<u8> {
    holder(0x040c, 0, &[holder(0xf002, 0, &[holder(0xf003, 0, shapes)])])
}

fn listed(part: u32, id: u32) -> Vec<u8> {
    atom(0x03f3, 0, &longs(&[part, 0, 0, id, 0]))
}

fn slide_atom(master: u32) -> Vec<u8> {
    atom(0x03ef, 0, &longs(&[0, 0, 0, master, 0, 0]))
}

/// A stream of these parts, numbered from 1, the first of which holds everything together.
fn stream(parts: &[Vec<u8>], lock: Option<u32>) -> (Vec<u8>, Vec<u8>) {
    let (mut bytes, mut places) = (Vec::new(), Vec::new());
    for part in parts {
        places.push(u32::try_from(bytes.len()).unwrap());
        bytes.extend(part);
    }
    let list = u32::try_from(bytes.len()).unwrap();
    let run = 1 | u32::try_from(parts.len()).unwrap() << 20;
    bytes.extend(atom(0x1772, 0, &[longs(&[run]), longs(&places)].concat()));
    let edit = u32::try_from(bytes.len()).unwrap();
    let mut data = longs(&[0, 0, 0, list, 1, 0, 0]);
    data.extend(lock.into_iter().flat_map(u32::to_le_bytes));
    bytes.extend(atom(0x0ff5, 0, &data));
    let user = [longs(&[20, 0xe391_c05f, edit]), vec![7, 0, 0xf4, 3, 3, 0, 0, 0], b"Di Moss".to_vec()].concat();
    (bytes, atom(0x0ff6, 0, &user))
}

fn pack(parts: &[Vec<u8>]) -> Vec<u8> {
    let (bytes, user) = stream(parts, None);
    compound(&[("PowerPoint Document", &bytes), ("Current User", &user)])
}

fn document(children: &[Vec<u8>]) -> Vec<u8> {
    holder(0x03e8, 0, children)
}

#[test]
fn slides_come_in_order_with_all_that_belongs_to_them() {
    let first = holder(
        0x03ee,
        0,
        &[
            slide_atom(900),
            drawing(&[
                shape(atom(0x0f9e, 0, &longs(&[0])), &[]),
                shape([atom(0x0f9f, 0, &[0; 4]), atom(0x0fa8, 0, b"Gr\xfc\xdfe\rline\x0bbreak")].concat(), &[]),
                shape([said("*"), atom(0x0fd8, 0, &longs(&[0]))].concat(), &[]),
            ]),
            holder(0x0ff2, 0, &[atom(0x0ff3, 0, &longs(&[0, 5, 0, 0]))]),
            holder(
                0x1388,
                0,
                &[holder(
                    0x138a,
                    0,
                    &[atom(0x138b, 0, &holder(0x2ee0, 0, &[string(0, "Cy Lark"), string(1, "Why?"), string(2, "CL")]))],
                )],
            ),
        ],
    );
    let described = [vec![0x81, 0xc3], longs(&[12]), wide("A lake")].concat();
    let second = holder(
        0x03ee,
        0,
        &[
            slide_atom(900),
            atom(0x03f9, 0, &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0]),
            drawing(&[shape(said("hidden one"), &[atom(0xf00b, 1, &described)])]),
            holder(0x0fd9, 3, &[string(2, "Page foot")]),
        ],
    );
    let master = holder(
        0x03f8,
        0,
        &[
            slide_atom(0),
            drawing(&[
                shape(said("Click to edit"), &[holder(0xf011, 0, &[atom(0x0bc3, 0, &[0; 8])])]),
                shape(said("Moss & Lark"), &[holder(0xf011, 0, &[atom(0x0bc3, 0, &[0, 0, 0, 0, 9, 0, 0, 0])])]),
            ]),
        ],
    );
    let notes = holder(0x03f0, 0, &[atom(0x03f1, 0, &longs(&[256, 0])), drawing(&[shape(said("say this"), &[])])]);
    let link = |id, target| holder(0x0fd7, 0, &[atom(0x0fd3, 0, &longs(&[id])), string(1, target)]);
    let parts = [
        document(&[
            holder(0x0409, 0, &[link(5, "https://a.b"), link(6, "https://c.d"), link(7, "#_ref")]),
            holder(0x0ff0, 1, &[listed(4, 900)]),
            holder(0x0ff0, 0, &[listed(3, 257), said("Title"), said("not on it"), listed(2, 256), listed(3, 257)]),
            holder(0x0ff0, 2, &[listed(5, 600)]),
        ]),
        second,
        first,
        master,
        notes,
    ];
    // The list's order counts, and the slide of the notes is the second.
    let pages = texts(read(&pack(&parts), 0));
    assert_eq!(
        pages,
        [
            "Title\n\nGrüße\nline\nbreak\n\nnot on it\n\n[Link]\nhttps://a.b\n\n[Comment]\nCy Lark: Why?\n\n[Master]\nMoss & Lark",
            "[Hidden slide]\n\nhidden one\n\n[Alt text]\nA lake\n\n[Footer]\nPage foot\n\n[Notes]\nsay this\n\n[Link]\nhttps://c.d"
        ]
    );
    let content = read(&pack(&parts), 0).unwrap();
    assert_eq!(content.metadata, [("last modified by".to_owned(), "Di Moss".to_owned())]);
}

#[test]
fn cells_of_a_table_come_in_rows() {
    let cell = |text: &str, left: u32, top: u32| shape(said(text), &[atom(0xf00f, 0, &longs(&[left, top, 0, 0]))]);
    let frame = holder(0xf004, 0, &[atom(0xf122, 1, &[vec![0x9f, 3], longs(&[1])].concat())]);
    let table = holder(0xf003, 0, &[frame, cell("d", 9, 9), cell("a", 0, 0), cell("c", 0, 9), cell("b", 9, 0)]);
    let slide = holder(0x03ee, 0, &[drawing(&[shape(said("above"), &[]), table])]);
    let parts = [document(&[holder(0x0ff0, 0, &[listed(2, 256)])]), slide];
    assert_eq!(texts(read(&pack(&parts), 0)), ["above\n\na\tb\nc\td"]);
}

#[test]
fn objects_are_unpacked_and_follow() {
    let native = [&[0; 6][..], b"a.txt\0a.txt\0", &[0; 4], &longs(&[0]), &longs(&[3]), b"yes"].concat();
    let inner = compound(&[("\u{1}Ole10Native", &native)]);
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(&inner).unwrap();
    let packed = [longs(&[0]), encoder.finish().unwrap()].concat();
    let object = |part| holder(0x0fcc, 0, &[atom(0x0fc3, 0, &longs(&[0, 0, 0, 0, part, 0]))]);
    let parts = [
        document(&[
            holder(0x0409, 0, &[object(2), object(3), object(2)]),
            holder(0x0ff0, 0, &[listed(9, 1), said("list")]),
        ]),
        atom(0x1011, 1, &packed),
        atom(0x1011, 0, &inner),
    ];
    let attached = "[Attachment: a.txt]\n\nyes";
    assert_eq!(texts(read(&pack(&parts), 0)), ["list", attached, attached]);
}

#[test]
fn what_is_not_read_says_why() {
    let parts = [document(&[])];
    let (bytes, user) = stream(&parts, Some(7));
    assert_eq!(
        failure(read(&compound(&[("PowerPoint Document", &bytes), ("Current User", &user)]), 0)),
        Failure::Encrypted
    );
    let (bytes, mut user) = stream(&parts, None);
    // Without the stream that names it, the last save is searched for.
    assert_eq!(texts(read(&compound(&[("PowerPoint Document", &bytes)]), 0)), [""]);
    user[12..16].copy_from_slice(&longs(&[0xf3d1_c4df]));
    assert_eq!(
        failure(read(&compound(&[("PowerPoint Document", &bytes), ("Current User", &user)]), 0)),
        Failure::Encrypted
    );
    assert_eq!(failure(read(&compound(&[("PowerPoint Document", b"")]), 0)), Failure::Damaged);
    assert_eq!(failure(read(&pack(&[document(&[]), atom(0x2f14, 0, &[])]), 0)), Failure::Encrypted);

    let mut deep = said("deep");
    for _ in 0..5000 {
        deep = holder(0xf003, 0, &[deep]);
    }
    let slide = holder(0x03ee, 0, &[drawing(&[deep])]);
    let parts = [document(&[holder(0x0ff0, 0, &[listed(2, 256)])]), slide];
    assert_eq!(failure(read(&pack(&parts), 0)), Failure::TooLarge);
}

#[test]
fn damaged_copies_end_in_text_or_an_error() {
    let slide = holder(0x03ee, 0, &[slide_atom(900), drawing(&[shape(atom(0x0f9e, 0, &longs(&[0])), &[])])]);
    let parts = [document(&[holder(0x0ff0, 0, &[listed(2, 256), said("Title")])]), slide];
    let (bytes, user) = stream(&parts, None);
    for at in 0..bytes.len() {
        for value in [0, 1, 0x0f, 0x7f, 0xff] {
            let mut copy = bytes.clone();
            copy[at] = value;
            let _ = read(&compound(&[("PowerPoint Document", &copy), ("Current User", &user)]), 0);
        }
        let _ = read(&compound(&[("PowerPoint Document", &bytes[..at]), ("Current User", &user)]), 0);
    }
}
