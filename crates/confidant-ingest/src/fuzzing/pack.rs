//! Archives and compound files as a fuzzer can bend them: their members one after the other, unpacked, each below a line with its
//! name. A bent archive is mostly one that does not open; here it is packed after it was bent.

use std::io::{Cursor, Read, Write};

use cfb::CompoundFile;
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::Target;
use crate::{
    format::sniff_named,
    wire::{Failure, Format},
};

/// Stands before the name of each member, at the start of a line.
pub(super) const MARK: &str = "%%% ";
/// Larger members are not unpacked: pictures and fonts.
const LARGEST: u64 = 64 << 10;
/// The same for a whole input.
const LARGEST_INPUT: usize = 192 << 10;

/// The file whose members these are; none, when the bytes are a file of their own.
pub(super) fn packed(target: Target, bytes: &[u8]) -> Option<Vec<u8>> {
    let members = members(bytes)?;
    match target {
        Target::Docx | Target::Pptx | Target::Xlsx | Target::Odf | Target::Epub | Target::Zip => archive(&members),
        Target::Msg | Target::Xls => compound(&members),
        _ => None,
    }
}

/// Names and contents.
fn members(bytes: &[u8]) -> Option<Vec<(String, &[u8])>> {
    let mark = format!("\n{MARK}").into_bytes();
    let mut rest = Some(bytes.strip_prefix(MARK.as_bytes())?);
    let mut members = Vec::new();
    while let Some(member) = rest {
        let end = member.windows(mark.len()).position(|window| window == mark);
        let (this, after) = match end {
            Some(end) => (member.get(..end)?, member.get(end + mark.len()..)),
            None => (member, None),
        };
        let name = this.iter().position(|byte| *byte == b'\n').unwrap_or(this.len());
        let (name, content) = this.split_at_checked(name)?;
        members.push((String::from_utf8_lossy(name).into_owned(), content.get(1..).unwrap_or_default()));
        rest = after;
    }
    Some(members)
}

fn archive(members: &[(String, &[u8])]) -> Option<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in members {
        // A name that is there already is refused; the others are enough.
        if writer.start_file(name.as_str(), options).is_ok() {
            writer.write_all(content).ok()?;
        }
    }
    Some(writer.finish().ok()?.into_inner())
}

fn compound(members: &[(String, &[u8])]) -> Option<Vec<u8>> {
    let mut file = CompoundFile::create(Cursor::new(Vec::new())).ok()?;
    // The writer asserts what it should refuse.
    let is_name = |name: &str| name.encode_utf16().count() < 32 && !name.contains(['\\', ':', '!']);
    for (name, content) in members.iter().filter(|(name, _)| name.split('/').all(is_name)) {
        if let Some((folder, _)) = name.rsplit_once('/') {
            let _ = file.create_storage_all(format!("/{folder}"));
        }
        if let Ok(mut stream) = file.create_stream(format!("/{name}")) {
            stream.write_all(content).ok()?;
        }
    }
    file.flush().ok()?;
    Some(file.into_inner().into_inner())
}

/// Members as an input.
pub(super) fn input<'a>(members: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut input = Vec::new();
    for (name, content) in members {
        let start = if input.is_empty() { "" } else { "\n" };
        input.extend_from_slice([start, MARK, name, "\n"].concat().as_bytes());
        input.extend_from_slice(content);
    }
    input
}

/// A real file as an input, with the name of its target. For local runs: real files are not kept with the sources.
pub fn seed_of(bytes: &[u8], extension: Option<&str>) -> Option<(&'static str, Vec<u8>)> {
    let target = match sniff_named(bytes, extension) {
        Ok(Format::Pdf) => "pdf",
        Ok(Format::Plain | Format::Markdown) => "plain",
        Ok(Format::Docx) => "docx",
        Ok(Format::Pptx) => "pptx",
        Ok(Format::Odt | Format::Odp | Format::Ods) => "odf",
        Ok(Format::Rtf) => "rtf",
        Ok(Format::Xlsx) => "xlsx",
        Ok(Format::Xls) => "xls",
        Ok(Format::Html) => "html",
        Ok(Format::Csv | Format::Tsv) => "csv",
        Ok(Format::Epub) => "epub",
        Ok(Format::Eml) => "eml",
        Ok(Format::Msg) => "msg",
        Ok(Format::Mbox) => "mbox",
        Ok(Format::Zip) => "zip",
        Ok(Format::Image) => "image",
        Ok(Format::Doc | Format::Ppt | Format::Sealed) | Err(Failure::OldFormat | Failure::Encrypted) => "sniff",
        Err(_) => return None,
    };
    let seed = match target {
        "sniff" => bytes.get(..bytes.len().min(4096))?.to_vec(),
        "docx" | "pptx" | "xlsx" | "odf" | "epub" | "zip" if bytes.starts_with(b"PK") => unpacked(bytes)?,
        "xls" | "msg" => streams(bytes)?,
        _ => bytes.to_vec(),
    };
    (seed.len() <= LARGEST_INPUT).then_some((target, seed))
}

fn unpacked(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut members = Vec::new();
    for index in 0..archive.len() {
        let Ok(member) = archive.by_index(index) else { continue };
        let Ok(name) = member.name().map(std::borrow::Cow::into_owned) else { continue };
        let mut content = Vec::new();
        if member.size() <= LARGEST && member.take(LARGEST).read_to_end(&mut content).is_ok() {
            members.push((name, content));
        }
    }
    Some(input(members.iter().map(|(name, content)| (name.as_str(), content.as_slice()))))
}

fn streams(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).ok()?;
    let paths: Vec<_> = file.walk().filter(cfb::Entry::is_stream).map(|entry| entry.path().to_owned()).collect();
    let mut members = Vec::new();
    for path in paths {
        let mut content = Vec::new();
        file.open_stream(&path).ok()?.read_to_end(&mut content).ok()?;
        if content.len() as u64 <= LARGEST {
            members.push((path.to_string_lossy().trim_start_matches('/').to_owned(), content));
        }
    }
    Some(input(members.iter().map(|(name, content)| (name.as_str(), content.as_slice()))))
}
