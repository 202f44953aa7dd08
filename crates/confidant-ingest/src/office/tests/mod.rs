//! Files that are made here, as small as they can be, read without a worker.

mod doc;
mod docx;
mod hostile;
mod odf;
mod ppt;
mod pptx;
mod rtf;
mod unread;
mod xlsx;

use std::io::{Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{content::Content, wire::Failure};

/// An archive with these members.
fn zip(members: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, data) in members {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(data.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const TYPES: (&str, &str) = ("[Content_Types].xml", "<Types/>");

/// A part's relations: id, last word of the type, target; a target with `://` is outside.
fn relations(all: &[(&str, &str, &str)]) -> String {
    let each = all.iter().map(|(id, kind, target)| {
        let mode = if target.contains("://") { "TargetMode='External'" } else { "" };
        format!("<Relationship Id='{id}' Type='http://x/relationships/{kind}' Target='{target}' {mode}/>")
    });
    format!("<Relationships>{}</Relationships>", each.collect::<String>())
}

fn texts(content: Result<Content, Failure>) -> Vec<String> {
    content.unwrap_or_else(|failure| panic!("{failure:?}")).pages.into_iter().map(|page| page.text).collect()
}

fn text(content: Result<Content, Failure>) -> String {
    texts(content).remove(0)
}

fn failure(content: Result<Content, Failure>) -> Failure {
    content.err().unwrap()
}
