//! A page as printed: its size, its picture, and where its words stand on it. Lengths are hundredths of a point, of which 7,200
//! are an inch: whole numbers, so that none of them can be nothing.

use serde::Serialize;
use specta::Type;

/// Whether the pages of a document can be shown as printed, and why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PicturesDto {
    /// They can.
    Kept,
    /// The file is too large to be kept.
    TooLarge,
    /// The document was added before files were kept; opening the same file again keeps it.
    NotKept,
    /// The format has no printed pages.
    None,
}

/// A page as printed, in hundredths of a point.
#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PageSizeDto {
    pub width: i32,
    pub height: i32,
}

/// A word and where it is printed, in hundredths of a point from the top left corner of the page.
#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PlacedWordDto {
    /// The word in the page's text, in UTF-16 code units.
    pub start: u32,
    pub end: u32,
    pub x: i32,
    pub y: i32,
    pub width: i32,
    pub height: i32,
}
