//! Outlook's packing of rich text (MS-OXRTFCP): a window of 4096 bytes that begins with the words every such text has.

use crate::wire::Failure;

const WINDOW: usize = 4096;
const HEADER: usize = 16;
const START: &[u8] =
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \
\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \
\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

/// The rich text, and whether it is as long as its header says. Two bytes give at most seventeen, so this cannot be a bomb.
pub(super) fn unpack(packed: &[u8]) -> Result<(Vec<u8>, bool), Failure> {
    let text = text(packed)?;
    let size = packed.get(4..8).and_then(|four| Some(u32::from_le_bytes(four.try_into().ok()?)));
    let is_whole = size.and_then(|size| usize::try_from(size).ok()).is_none_or(|size| text.len() >= size);
    Ok((text, is_whole))
}

fn text(packed: &[u8]) -> Result<Vec<u8>, Failure> {
    let body = packed.get(HEADER..).ok_or(Failure::Damaged)?;
    match packed.get(8..12) {
        Some(b"MELA") => return Ok(body.to_vec()),
        Some(b"LZFu") => {}
        _ => return Err(Failure::Damaged),
    }
    let mut window = Window { bytes: [b' '; WINDOW], at: 0 };
    for byte in START {
        window.push(*byte);
    }
    let mut out = Vec::with_capacity(body.len() * 3);
    let mut bytes = body.iter().copied();
    // The text may be cut; what is there is text all the same.
    while let Some(control) = bytes.next() {
        for bit in 0..8 {
            if control & (1 << bit) == 0 {
                let Some(byte) = bytes.next() else { return Ok(out) };
                window.push(byte);
                out.push(byte);
                continue;
            }
            let (Some(high), Some(low)) = (bytes.next(), bytes.next()) else { return Ok(out) };
            let from = usize::from(high) << 4 | usize::from(low >> 4);
            if from == window.at {
                return Ok(out);
            }
            for step in 0..usize::from(low & 15) + 2 {
                let byte = window.bytes.get((from + step) % WINDOW).copied().unwrap_or(b' ');
                window.push(byte);
                out.push(byte);
            }
        }
    }
    Ok(out)
}

struct Window {
    bytes: [u8; WINDOW],
    at: usize,
}

impl Window {
    fn push(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.at) {
            *place = byte;
        }
        self.at = (self.at + 1) % WINDOW;
    }
}

#[cfg(test)]
mod tests {
    use super::{START, unpack};

    /// The example of MS-OXRTFCP, 3.1.1.
    const PACKED: [u8; 49] = [
        0x2d, 0, 0, 0, 0x2b, 0, 0, 0, 0x4c, 0x5a, 0x46, 0x75, 0xf1, 0xc5, 0xc7, 0xa7, 0x03, 0, 0x0a, 0, 0x72, 0x63,
        0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0a, 0xf3, 0x20, 0x68, 0x65, 0x6c, 0x09, 0, 0x20, 0x62, 0x77, 0x05,
        0xb0, 0x6c, 0x64, 0x7d, 0x0a, 0x80, 0x0f, 0xa0,
    ];

    #[test]
    fn the_published_example_is_unpacked() {
        assert_eq!(START.len(), 207);
        assert_eq!(unpack(&PACKED).unwrap(), (b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n".to_vec(), true));
    }

    #[test]
    fn cut_and_foreign_bytes_do_no_harm() {
        for end in 0..PACKED.len() {
            assert!(!unpack(&PACKED[..end]).is_ok_and(|(text, is_whole)| is_whole && text.len() < 43), "{end}");
        }
        assert!(unpack(b"0123456789abcdefgh").is_err());
        assert_eq!(unpack(b"0123\x06\0\0\0MELA0123{\\rtf}").unwrap(), (b"{\\rtf}".to_vec(), true));
    }
}
