//! What kind of document a zip archive is, from its members' names and its `mimetype`. Nothing is unpacked.

use crate::wire::{Failure, Format};

const LOCAL: &[u8] = b"PK\x03\x04";
const CENTRAL: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";
/// The end record and the longest comment after it.
const END_WITHIN: usize = 22 + 65_535;
/// Names beyond these do not change what it is.
const MAX_NAMES: usize = 10_000;

/// What is in the archive.
pub(super) fn kind(bytes: &[u8]) -> Result<Format, Failure> {
    let members = central(bytes).unwrap_or_else(|| local(bytes));
    let mimetype = members.iter().find(|member| member.name == b"mimetype").and_then(|member| stored(bytes, member.at));
    if let Some(format) = mimetype.and_then(by_mimetype) {
        return format;
    }
    let has = |name: &[u8]| members.iter().any(|member| member.name.eq_ignore_ascii_case(name));
    let has_under = |folder: &[u8]| {
        members
            .iter()
            .any(|member| member.name.get(..folder.len()).is_some_and(|start| start.eq_ignore_ascii_case(folder)))
    };
    if has(b"[Content_Types].xml") {
        // Which part is the main one is for the reader to find out; these are the folders that everybody uses.
        return Ok(match () {
            () if has_under(b"word/") => Format::Docx,
            () if has_under(b"ppt/") => Format::Pptx,
            () if has_under(b"xl/") => Format::Xlsx,
            () => Format::Docx,
        });
    }
    if has(b"META-INF/container.xml") {
        return Ok(Format::Epub);
    }
    // Packed anew, even the media type is packed. The reader finds out which kind of document it is.
    if has(b"content.xml") && (has(b"mimetype") || has(b"META-INF/manifest.xml") || has(b"styles.xml")) {
        return Ok(Format::Odt);
    }
    // Pages, Numbers and Keynote keep their text in a form of their own.
    if has(b"Index/Document.iwa") || has(b"index.apxl") || (has(b"index.xml") && has_under(b"QuickLook/")) {
        return Err(Failure::Unsupported);
    }
    Ok(Format::Zip)
}

/// How many members the directory lists, twins included; `None` when it cannot be told.
pub(crate) fn members_listed(bytes: &[u8]) -> Option<usize> {
    central(bytes).map(|members| members.len())
}

fn by_mimetype(mimetype: &[u8]) -> Option<Result<Format, Failure>> {
    let mimetype = std::str::from_utf8(mimetype).ok()?.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if mimetype == "application/epub+zip" {
        return Some(Ok(Format::Epub));
    }
    let kind = mimetype
        .strip_prefix("application/vnd.oasis.opendocument.")
        .or_else(|| mimetype.strip_prefix("application/vnd.sun.xml."))?;
    Some(match kind {
        _ if kind.starts_with("text") || kind.starts_with("writer") => Ok(Format::Odt),
        _ if kind.starts_with("presentation") || kind.starts_with("impress") => Ok(Format::Odp),
        _ if kind.starts_with("graphics") || kind.starts_with("draw") => Ok(Format::Odp),
        _ if kind.starts_with("spreadsheet") || kind.starts_with("calc") => Ok(Format::Ods),
        _ => Err(Failure::Unsupported),
    })
}

struct Member<'a> {
    name: &'a [u8],
    /// Where its own header starts.
    at: usize,
}

/// The members as the directory at the end lists them.
fn central(bytes: &[u8]) -> Option<Vec<Member<'_>>> {
    let tail_at = bytes.len().saturating_sub(END_WITHIN);
    let end = tail_at + bytes.get(tail_at..)?.windows(4).rposition(|window| window == END)?;
    let size = long(bytes, end + 12)?;
    // The place that is written counts from the archive's start, which is not the file's when something stands before it.
    let start = end.checked_sub(size).filter(|start| bytes.get(*start..).is_some_and(|rest| rest.starts_with(CENTRAL)));
    let written = long(bytes, end + 16)?;
    let mut at = start.unwrap_or(written);
    let before = at.saturating_sub(written);
    let mut members = Vec::new();
    while members.len() < MAX_NAMES && bytes.get(at..).is_some_and(|rest| rest.starts_with(CENTRAL)) {
        let (name, extra, comment) = (short(bytes, at + 28)?, short(bytes, at + 30)?, short(bytes, at + 32)?);
        members.push(Member { name: bytes.get(at + 46..at + 46 + name)?, at: before + long(bytes, at + 42)? });
        at += 46 + name + extra + comment;
    }
    (!members.is_empty()).then_some(members)
}

/// The members that stand one after the other from the start: for an archive that was cut off.
fn local(bytes: &[u8]) -> Vec<Member<'_>> {
    let (mut at, mut members) = (0, Vec::new());
    while members.len() < MAX_NAMES && bytes.get(at..).is_some_and(|rest| rest.starts_with(LOCAL)) {
        let (Some(size), Some(name), Some(extra)) =
            (long(bytes, at + 18), short(bytes, at + 26), short(bytes, at + 28))
        else {
            break;
        };
        let Some(text) = bytes.get(at + 30..at + 30 + name) else { break };
        members.push(Member { name: text, at });
        let next = at + 30 + name + extra + size;
        let rest = bytes.get(next..).unwrap_or_default();
        // A size that was not known when the header was written stands after the data; then the next header is searched.
        let skip = if rest.starts_with(LOCAL) { Some(0) } else { rest.windows(4).position(|window| window == LOCAL) };
        let Some(skip) = skip else { break };
        at = next + skip;
    }
    members
}

/// The data of a member that is not packed.
fn stored(bytes: &[u8], at: usize) -> Option<&[u8]> {
    let rest = bytes.get(at..).filter(|rest| rest.starts_with(LOCAL))?;
    if short(rest, 8)? != 0 {
        return None;
    }
    let start = 30 + short(rest, 26)? + short(rest, 28)?;
    let size = long(rest, 18)?;
    rest.get(start..start.checked_add(size)?)
}

fn short(bytes: &[u8], at: usize) -> Option<usize> {
    bytes.get(at..at + 2)?.try_into().ok().map(|two| usize::from(u16::from_le_bytes(two)))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    bytes.get(at..at + 4)?.try_into().ok().and_then(|four| usize::try_from(u32::from_le_bytes(four)).ok())
}
