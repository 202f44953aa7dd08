//! How text looks and what its paragraphs are: a list of changes to the usual ([MS-DOC], Sprm). Most of them only say how it is
//! printed.

use crate::office::ole::{long, short};

/// One change: what is changed, and to what.
pub(super) struct Sprm<'a> {
    pub kind: u16,
    pub value: &'a [u8],
}

impl Sprm<'_> {
    // Characters.
    pub const DELETED: u16 = 0x0800;
    pub const HIDDEN: u16 = 0x083c;
    pub const DATA: u16 = 0x0806;
    pub const PICTURE: u16 = 0x6a03;
    pub const SYMBOL: u16 = 0x6a09;
    // Paragraphs.
    pub const IN_TABLE: u16 = 0x2416;
    pub const ROW_END: u16 = 0x2417;
    pub const LEVEL: u16 = 0x260a;
    pub const LIST: u16 = 0x460b;
    pub const ELSEWHERE: u16 = 0x6646;
    pub const DEPTH: u16 = 0x6649;
    pub const INNER_CELL: u16 = 0x244b;

    /// Whether the value switches something on. The highest bit means the opposite of what the style says.
    pub fn is_on(&self) -> bool {
        matches!(self.value, [1 | 0x81, ..])
    }

    /// The value as a number of two bytes.
    pub fn short(&self) -> Option<u16> {
        short(self.value, 0)
    }

    /// The value as a number of four bytes.
    pub fn long(&self) -> Option<usize> {
        long(self.value, 0)
    }
}

/// The changes in `list`, as far as it holds.
pub(super) fn sprms(list: &[u8]) -> impl Iterator<Item = Sprm<'_>> {
    let mut rest = list;
    std::iter::from_fn(move || {
        let kind = short(rest, 0)?;
        let after = rest.get(2..)?;
        let size = match kind >> 13 {
            0 | 1 => 1,
            2 | 4 | 5 => 2,
            3 => 4,
            7 => 3,
            // The sizes of the cells of a table have a length of two bytes, one less than it counts.
            _ if kind == 0xd608 => 1 + usize::from(short(after, 0)?),
            // Tabs can be more than a byte can count.
            _ if kind == 0xc615 && after.first() == Some(&255) => {
                let cleared = usize::from(*after.get(1)?);
                let set = usize::from(*after.get(2 + 4 * cleared)?);
                3 + 4 * cleared + 3 * set
            }
            _ => 1 + usize::from(*after.first()?),
        };
        let (value, behind) = after.split_at_checked(size)?;
        rest = behind;
        Some(Sprm { kind, value })
    })
}
