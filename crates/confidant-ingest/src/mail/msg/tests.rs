//! Messages are made here with the library that reads them; real ones are read by the evaluation.

use std::io::{Cursor, Write};

use cfb::CompoundFile;

use super::read;
use crate::wire::Failure;

/// A storage: its streams, its numbers, and the storages in it.
#[derive(Default)]
struct Storage {
    texts: Vec<(u16, &'static str)>,
    bytes: Vec<(u16, Vec<u8>)>,
    numbers: Vec<(u16, u64)>,
    inner: Vec<(&'static str, Storage)>,
}

fn put(file: &mut CompoundFile<Cursor<Vec<u8>>>, path: &str, header: usize, storage: &Storage) {
    let mut list = vec![0; header];
    for (id, value) in &storage.numbers {
        list.extend([0x03, 0]);
        list.extend(id.to_le_bytes());
        list.extend([0; 4]);
        list.extend(value.to_le_bytes());
    }
    let mut stream = |name: String, bytes: &[u8]| {
        file.create_stream(format!("{path}/{name}")).unwrap().write_all(bytes).unwrap();
    };
    stream("__properties_version1.0".to_owned(), &list);
    for (id, text) in &storage.texts {
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        stream(format!("__substg1.0_{id:04X}001F"), &bytes);
    }
    for (id, bytes) in &storage.bytes {
        stream(format!("__substg1.0_{id:04X}0102"), bytes);
    }
    for (name, inner) in &storage.inner {
        let path = format!("{path}/{name}");
        file.create_storage(&path).unwrap();
        put(file, &path, if name.ends_with("000D") { 24 } else { 8 }, inner);
    }
}

fn pack(storage: &Storage) -> Vec<u8> {
    let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    put(&mut file, "", 32, storage);
    file.flush().unwrap();
    file.into_inner().into_inner()
}

fn texts(storage: &Storage) -> Vec<String> {
    read(&pack(storage), 0).unwrap().pages.into_iter().map(|page| page.text).collect()
}

fn mail(subject: &'static str, body: &'static str) -> Storage {
    Storage {
        texts: vec![(0x0037, subject), (0x0042, "Ada"), (0x5d02, "ada@example.com"), (0x1000, body)],
        ..Storage::default()
    }
}

#[test]
fn people_dates_and_text_are_read() {
    let mut storage = mail("Hello", "Dear Bo,\r\n\r\nyes.\r\n");
    storage.numbers = vec![(0x0039, 129_780_576_000_000_000)];
    let person = |kind, name, address| Storage {
        texts: vec![(0x3001, name), (0x39fe, address)],
        numbers: vec![(0x0c15, kind)],
        ..Storage::default()
    };
    storage.inner = vec![
        ("__recip_version1.0_#00000000", person(1, "Bo", "bo@example.com")),
        ("__recip_version1.0_#00000001", person(2, "cy@example.com", "cy@example.com")),
    ];
    storage.texts.extend([(0x3ffa, "Eve Stone"), (0x8005, "Room 7"), (0x0e1d, "Hello"), (0x8006, "SMTP")]);
    assert_eq!(
        texts(&storage),
        [
            "From: Ada <ada@example.com>\nTo: Bo <bo@example.com>\nCc: cy@example.com\nDate: Thu, 05 Apr 2012 00:00:00 UTC\n\
            Subject: Hello\n\nDear Bo,\n\nyes.\n\n[Properties]\nLast changed by: Eve Stone\nRoom 7"
        ]
    );
}

#[test]
fn attachments_and_mails_in_the_mail_are_read() {
    let mut storage = mail("Outer", "see");
    let file =
        Storage { texts: vec![(0x3707, "note.txt")], bytes: vec![(0x3701, b"Hannah".to_vec())], ..Storage::default() };
    let inner = Storage {
        texts: vec![(0x3001, "Inner mail")],
        inner: vec![("__substg1.0_3701000D", mail("Inner", "deep"))],
        ..Storage::default()
    };
    let link = Storage { texts: vec![(0x3708, "C:\\Users\\ada\\plan.doc")], ..Storage::default() };
    storage.inner = vec![
        ("__attach_version1.0_#00000000", file),
        ("__attach_version1.0_#00000001", inner),
        ("__attach_version1.0_#00000002", link),
    ];
    assert_eq!(
        texts(&storage),
        [
            "From: Ada <ada@example.com>\nSubject: Outer\n\nsee\n\n[Attachments that were not read]\nC:\\Users\\ada\\plan.doc",
            "[Attachment: note.txt]\n\nHannah",
            "[Attachment: Inner mail]\n\nFrom: Ada <ada@example.com>\nSubject: Inner\n\ndeep",
        ]
    );
}

#[test]
fn pages_stand_in_bytes_or_in_packed_rich_text() {
    let mut storage = mail("Page", "Hi Bo");
    storage.numbers = vec![(0x3fde, 1251)];
    storage.bytes = vec![(0x1013, b"<p>Hi <b>Bo</b> \xdf".to_vec())];
    assert!(texts(&storage)[0].ends_with("Subject: Page\n\nHi Bo Я"));
    let rtf = b"01234567MELA0123{\\rtf1\\ansi\\fromhtml1{\\*\\htmltag <p>}Hi Bo{\\*\\htmltag </p>}\\par Cy}";
    storage.bytes = vec![(0x1009, rtf.to_vec())];
    assert!(texts(&storage)[0].ends_with("Subject: Page\n\nHi Bo\n\nCy"));
}

#[test]
fn rich_text_that_is_cut_or_cannot_be_read_is_told() {
    let mut storage = Storage { texts: vec![(0x0037, "A")], ..Storage::default() };
    let mut check = |rtf: &[u8], text: &str, warnings: usize| {
        storage.bytes = vec![(0x1009, rtf.to_vec())];
        let content = read(&pack(&storage), 0).unwrap();
        assert_eq!((content.pages[0].text.as_str(), content.warnings.len()), (text, warnings));
        content.metadata
    };
    check(b"0123\x08\0\0\0MELA0123{\\rtf1 a}", "Subject: A\n\na", 0);
    check(b"0123\x80\0\0\0MELA0123{\\rtf1 a", "Subject: A\n\na", 1);
    check(b"0123\x08\0\0\0MELA0123{\\rtf1 a}{b}", "Subject: A\n\na\n\n[After the end]\nb", 0);
    check(b"0123\x08\0\0\0XXXX0123{\\rtf1 a}", "Subject: A", 1);
    let metadata = check(b"0123\x08\0\0\0MELA0123{\\rtf1{\\info{\\author Jo}}a}", "Subject: A\n\na", 0);
    assert_eq!(metadata, [("author".to_owned(), "Jo".to_owned())]);
}

#[test]
fn headers_of_the_way_here_are_kept() {
    let mut storage = mail("A", "b");
    storage.texts.push((
        0x007d,
        "Received: from x\r\nReply-To: Zoe <z@example.com>\r\nSubject: A\r\nFrom: Ada <ada@example.com>\r\n\r\n",
    ));
    let content = read(&pack(&storage), 0).unwrap();
    assert_eq!(content.pages[0].text, "From: Ada <ada@example.com>\nSubject: A\nReply-To: Zoe <z@example.com>\n\nb");
    assert_eq!(content.metadata, [("received".to_owned(), "from x".to_owned())]);
}

#[test]
fn endless_and_torn_messages_are_errors() {
    let mut deep = mail("0", "end");
    for _ in 0..20 {
        let attachment = Storage { inner: vec![("__substg1.0_3701000D", deep)], ..Storage::default() };
        deep = Storage { inner: vec![("__attach_version1.0_#00000000", attachment)], ..mail("n", "b") };
    }
    assert_eq!(read(&pack(&deep), 0).err(), Some(Failure::TooLarge));
    let whole = pack(&mail("Hello", "Dear Bo"));
    for end in (0..whole.len()).step_by(97) {
        let _ = std::panic::catch_unwind(|| read(&whole[..end], 0).is_ok());
    }
    assert_eq!(read(b"\xd0\xcf\x11\xe0", 0).err(), Some(Failure::Damaged));
}
