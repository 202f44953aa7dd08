//! [`Document`]: what a file became when it was read: pages of text, where the words stand, and what went wrong.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};

use crate::{RawText, Span};

/// A file that was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Its pages in order, numbered from 1. A format without pages is one page.
    pub pages: Vec<Page>,
    /// What could not be read, or not well.
    pub warnings: Vec<Warning>,
    /// Title, author and the like, kept because they have to be masked too.
    pub metadata: Metadata,
}

/// Title, author, producer and the like, by name.
pub type Metadata = BTreeMap<String, RawText>;

/// One page of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Counts from 1.
    pub number: u32,
    /// Its text in reading order.
    pub text: RawText,
    /// Where the text came from.
    pub source: PageSource,
    /// Width and height as printed; absent where the format has no pages.
    pub size: Option<PageSize>,
    /// Where each word stands on the page; empty where the format has no positions.
    pub words: Vec<WordBox>,
}

/// Where the text of a page came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageSource {
    /// The file's own text.
    Text,
    /// Optical character recognition.
    Ocr,
    /// There is no readable text.
    None,
}

/// Page size in points (1/72 inch).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PageSize {
    /// Points from left to right.
    pub width: f32,
    /// Points from top to bottom.
    pub height: f32,
}

/// A word and where it is printed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WordBox {
    /// The word in the page's text, in bytes.
    pub span: Span,
    /// Where it is printed.
    pub rect: Rect,
}

/// A rectangle in points, from the top left corner of the page.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rect {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

/// Something that could not be read, or not well. It names a page, never a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// What.
    pub code: WarningCode,
    /// Where, when it concerns one page.
    pub page: Option<u32>,
}

/// What a warning is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WarningCode {
    /// The page has no text layer: it is a picture, or blank.
    NoText,
    /// Some characters have no known meaning in the file's fonts.
    UnmappedCharacters,
    /// The page could not be read at all.
    PageFailed,
    /// The text's encoding was guessed.
    EncodingGuessed,
    /// A file inside the file, or another part of it, could not be read.
    PartUnread,
    /// The page is a picture, and this machine has no text recognition.
    OcrMissing,
    /// The page is a picture in Arabic script, and text recognition has not learnt that here.
    OcrMissingArabic,
    /// The page is a picture in Chinese script, and text recognition has not learnt that here.
    OcrMissingChinese,
    /// The page is a picture in Cyrillic script, and text recognition has not learnt that here.
    OcrMissingCyrillic,
    /// The page is a picture in Devanagari script, and text recognition has not learnt that here.
    OcrMissingDevanagari,
    /// The page is a picture in Greek script, and text recognition has not learnt that here.
    OcrMissingGreek,
    /// The page is a picture in Hebrew script, and text recognition has not learnt that here.
    OcrMissingHebrew,
    /// The page is a picture in Japanese script, and text recognition has not learnt that here.
    OcrMissingJapanese,
    /// The page is a picture in Korean script, and text recognition has not learnt that here.
    OcrMissingKorean,
    /// The page is a picture in Thai script, and text recognition has not learnt that here.
    OcrMissingThai,
    /// The page is a picture in a rarer script, and text recognition has not learnt that here.
    OcrMissingScript,
    /// The page is a picture that could not be drawn or read, or not in time.
    OcrFailed,
    /// The page was read by text recognition, which is not sure of what it read.
    OcrUnsure,
}

impl WarningCode {
    /// The code as scripts see it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoText => "no_text",
            Self::UnmappedCharacters => "unmapped_characters",
            Self::PageFailed => "page_failed",
            Self::EncodingGuessed => "encoding_guessed",
            Self::PartUnread => "part_unread",
            Self::OcrMissing => "ocr_missing",
            Self::OcrMissingArabic => "ocr_missing_arabic",
            Self::OcrMissingChinese => "ocr_missing_chinese",
            Self::OcrMissingCyrillic => "ocr_missing_cyrillic",
            Self::OcrMissingDevanagari => "ocr_missing_devanagari",
            Self::OcrMissingGreek => "ocr_missing_greek",
            Self::OcrMissingHebrew => "ocr_missing_hebrew",
            Self::OcrMissingJapanese => "ocr_missing_japanese",
            Self::OcrMissingKorean => "ocr_missing_korean",
            Self::OcrMissingThai => "ocr_missing_thai",
            Self::OcrMissingScript => "ocr_missing_script",
            Self::OcrFailed => "ocr_failed",
            Self::OcrUnsure => "ocr_unsure",
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(page) = self.page {
            write!(f, "page {page}: ")?;
        }
        f.write_str(match self.code {
            WarningCode::NoText => "there is no text on it; it may be a scan or blank",
            WarningCode::UnmappedCharacters => "some characters could not be read from the file's fonts",
            WarningCode::PageFailed => "it could not be read; the other pages were",
            WarningCode::EncodingGuessed => "the text is not UTF-8; its encoding was guessed",
            WarningCode::PartUnread => "a part of it, such as an attached file or a picture, could not be read",
            WarningCode::OcrMissing => {
                "it is a picture; to have it read, install the packages tesseract-ocr and tesseract-ocr-eng"
            }
            WarningCode::OcrMissingArabic => {
                "it is a picture of Arabic writing; to have it read, install the package tesseract-ocr-ara"
            }
            WarningCode::OcrMissingChinese => {
                "it is a picture of Chinese writing; to have it read, install the package tesseract-ocr-chi-sim or tesseract-ocr-chi-tra"
            }
            WarningCode::OcrMissingCyrillic => {
                "it is a picture of Cyrillic writing; to have it read, install the package tesseract-ocr-rus"
            }
            WarningCode::OcrMissingDevanagari => {
                "it is a picture of Devanagari writing; to have it read, install the package tesseract-ocr-hin"
            }
            WarningCode::OcrMissingGreek => {
                "it is a picture of Greek writing; to have it read, install the package tesseract-ocr-ell"
            }
            WarningCode::OcrMissingHebrew => {
                "it is a picture of Hebrew writing; to have it read, install the package tesseract-ocr-heb"
            }
            WarningCode::OcrMissingJapanese => {
                "it is a picture of Japanese writing; to have it read, install the package tesseract-ocr-jpn"
            }
            WarningCode::OcrMissingKorean => {
                "it is a picture of Korean writing; to have it read, install the package tesseract-ocr-kor"
            }
            WarningCode::OcrMissingThai => {
                "it is a picture of Thai writing; to have it read, install the package tesseract-ocr-tha"
            }
            WarningCode::OcrMissingScript => {
                "it is a picture of writing that cannot be read here; install the package tesseract-ocr-all"
            }
            WarningCode::OcrFailed => "it is a picture that could not be read, or not in time; the other pages were",
            WarningCode::OcrUnsure => "it is hard to read; words that text recognition found on it may be wrong",
        })
    }
}
