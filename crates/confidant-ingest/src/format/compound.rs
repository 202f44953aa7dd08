//! What kind of document an OLE compound file is, from the names in its root folder (MS-CFB).

use crate::wire::{Failure, Format};

/// Sectors of the directory that are followed; a mail with a thousand attachments has fewer.
const MAX_SECTORS: usize = 4096;
const ENTRY: usize = 128;
const END: u32 = 0xffff_fffa;

/// What the root folder's names say.
pub(super) fn kind(bytes: &[u8]) -> Result<Format, Failure> {
    let (names, is_whole) = root_names(bytes).ok_or(Failure::Damaged)?;
    let has = |name: &str| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    match () {
        // Word, Excel and PowerPoint put a locked document of the new kind into a compound file.
        () if has("EncryptedPackage") => Ok(Format::Sealed),
        () if has("__properties_version1.0") => Ok(Format::Msg),
        () if has("Workbook") || has("Book") => Ok(Format::Xls),
        () if has("WordDocument") => Ok(Format::Doc),
        () if has("PowerPoint Document") || has("PP97_DUALSTORAGE") => Ok(Format::Ppt),
        // PowerPoint 4 and 95.
        () if has("PP40") || has("PowerPoint Text") => Err(Failure::OldFormat),
        () if !is_whole => Err(Failure::Damaged),
        () => Err(Failure::Unsupported),
    }
}

/// The names in the root folder, and whether none of them is missing.
fn root_names(bytes: &[u8]) -> Option<(Vec<String>, bool)> {
    let shift = u32::from(u16::from_le_bytes(bytes.get(30..32)?.try_into().ok()?));
    let size = 1_usize.checked_shl(shift).filter(|size| (512..=4096).contains(size))?;
    let directory = directory(bytes, size)?;
    let entry = |number: u32| {
        let at = usize::try_from(number).ok()?.checked_mul(ENTRY)?;
        directory.get(at..at.checked_add(ENTRY)?)
    };
    let (mut names, mut is_whole) = (Vec::new(), true);
    let mut open = vec![long(entry(0)?, 76)?];
    let mut steps = directory.len() / ENTRY;
    while let Some(number) = open.pop() {
        let Some(entry) = entry(number) else {
            is_whole &= number >= END;
            continue;
        };
        if steps == 0 {
            break;
        }
        steps -= 1;
        let length = usize::from(u16::from_le_bytes(entry.get(64..66)?.try_into().ok()?)).clamp(2, 64) - 2;
        let units =
            entry.get(..length)?.chunks_exact(2).map(|two| two.iter().rev().fold(0, |n, b| n << 8 | u16::from(*b)));
        names.push(char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect());
        open.extend([long(entry, 68)?, long(entry, 72)?]);
    }
    Some((names, is_whole))
}

/// All sectors of the directory, one behind the other.
fn directory(bytes: &[u8], size: usize) -> Option<Vec<u8>> {
    let sector = |number: u32| {
        let at = usize::try_from(number).ok()?.checked_add(1)?.checked_mul(size)?;
        bytes.get(at..bytes.len().min(at.checked_add(size)?)).filter(|sector| !sector.is_empty())
    };
    let per_sector = size / 4;
    // The header names the first 109 sectors of the table; sectors that follow each other name the rest.
    let mut tables: Vec<u32> = (0..109).filter_map(|place| long(bytes, 76 + 4 * place)).collect();
    let mut more = long(bytes, 68)?;
    while more < END && tables.len() < bytes.len() / size {
        let Some(names) = sector(more) else { break };
        tables.extend((0..per_sector - 1).filter_map(|place| long(names, 4 * place)));
        let Some(following) = long(names, size - 4) else { break };
        more = following;
    }
    let next = |number: u32| {
        let number = usize::try_from(number).ok()?;
        let table = sector(*tables.get(number / per_sector)?)?;
        long(table, 4 * (number % per_sector))
    };
    let mut directory = Vec::new();
    let mut number = long(bytes, 48)?;
    for _ in 0..MAX_SECTORS {
        if number >= END {
            break;
        }
        let Some(sector) = sector(number) else { break };
        directory.extend_from_slice(sector);
        let Some(following) = next(number) else { break };
        number = following;
    }
    Some(directory)
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}
