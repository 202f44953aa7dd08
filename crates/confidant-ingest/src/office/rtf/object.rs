//! Files that were put into the document: digits, around them the frame of OLE 1 (MS-OLEDS 2.2).

use confidant_text::WarningCode;

use crate::{
    content::Content,
    dispatch,
    office::ole::{long, packed, unwrapped},
    wire::Failure,
};

/// Adds the file that `digits` hold; what cannot be told apart is a warning.
pub(super) fn attach(digits: &str, content: &mut Content, depth: u32) -> Result<(), Failure> {
    let bytes = bytes_of(digits);
    let Some((class, native)) = frame(&bytes) else {
        content.warn(WarningCode::PartUnread);
        return Ok(());
    };
    // A program's own object is a compound file, the Packager's is not.
    let inside = unwrapped(native).or_else(|| packed(native, 2).map(|(name, data)| (Some(name), data)));
    let (name, data) = inside.unwrap_or_else(|| (None, native.to_vec()));
    dispatch::attach(content, name.as_deref().unwrap_or(&class), data, depth)
}

fn bytes_of(digits: &str) -> Vec<u8> {
    let mut halves = digits.chars().filter_map(|digit| digit.to_digit(16)).filter_map(|digit| u8::try_from(digit).ok());
    std::iter::from_fn(|| Some(halves.next()? << 4 | halves.next()?)).collect()
}

/// The name of the object's class, and what is in the frame. Other forms are links and pictures.
fn frame(bytes: &[u8]) -> Option<(String, &[u8])> {
    const EMBEDDED: usize = 2;

    if long(bytes, 4)? != EMBEDDED {
        return None;
    }
    let mut at = 8;
    let mut class = None;
    // The class, and two names that embedded objects leave empty.
    for _ in 0..3 {
        let length = long(bytes, at)?;
        let name = bytes.get(at + 4..(at + 4).checked_add(length)?)?;
        class.get_or_insert_with(|| String::from_utf8_lossy(name).trim_end_matches('\0').to_owned());
        at += 4 + length;
    }
    let size = long(bytes, at)?;
    Some((class?, bytes.get(at + 4..(at + 4).checked_add(size)?)?))
}
