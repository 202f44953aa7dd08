//! What the parent and its worker say to each other. Both ends are of one binary; nobody else reads it.

use std::fmt;

use confidant_text::{PageSize, PageSource, Warning, WordBox};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// More pages than any book: whoever claims more is refused.
pub(crate) const MAX_PAGES: usize = 100_000;
/// More text than that is a bomb and not a document.
pub(crate) const MAX_TEXT: usize = 128 << 20;

/// How the bytes are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Format {
    Pdf,
    Plain,
    /// Word 97 to 2003.
    Doc,
    Docx,
    /// `PowerPoint` 97 to 2003.
    Ppt,
    Pptx,
    Odt,
    Odp,
    Ods,
    Rtf,
    /// With macros and in binary parts too (xlsm, xlsb).
    Xlsx,
    Xls,
    Html,
    Markdown,
    Csv,
    Tsv,
    Epub,
    /// A mail, and a web page that was saved as one (mhtml).
    Eml,
    Msg,
    Mbox,
    Zip,
    /// A Word, Excel or `PowerPoint` file behind a password.
    Sealed,
    Image,
}

/// One file.
#[derive(Serialize, Deserialize)]
pub(crate) struct Request {
    pub format: Format,
    pub password: Option<String>,
    pub bytes: Bytes,
}

/// What the worker answers: `Started`, then a page each, then `Finished`; or `Failed` at any point.
#[derive(Serialize, Deserialize)]
pub(crate) enum Answer {
    Started { pages: usize },
    Page(WirePage),
    Finished { metadata: Vec<(String, String)>, warnings: Vec<Warning> },
    Failed(Failure),
}

/// A page on the pipe. `RawText` does not cross pipes, so it is unpacked here and packed again by the parent.
#[derive(Serialize, Deserialize)]
pub(crate) struct WirePage {
    pub text: String,
    pub source: PageSource,
    pub size: Option<PageSize>,
    pub words: Vec<WordBox>,
    pub warnings: Vec<Warning>,
}

/// Why the worker gave up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Failure {
    Encrypted,
    WrongPassword,
    Damaged,
    Unsupported,
    OldFormat,
    TooLarge,
    Empty,
}

/// Bytes that are copied as one block and not one by one.
pub(crate) struct Bytes(pub Vec<u8>);

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Block;

        impl de::Visitor<'_> for Block {
            type Value = Vec<u8>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a block of bytes")
            }

            fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
                Ok(bytes.to_vec())
            }

            fn visit_byte_buf<E: de::Error>(self, bytes: Vec<u8>) -> Result<Vec<u8>, E> {
                Ok(bytes)
            }
        }

        deserializer.deserialize_byte_buf(Block).map(Self)
    }
}
