//! A masked copy: what is asked for, and what came of it.

use serde::{Deserialize, Serialize};
use specta::Type;

/// As what a document is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum FormDto {
    /// Pictures of the printed pages with boxes over what is masked.
    Pdf,
    /// A Word document.
    Docx,
    /// Markdown.
    Markdown,
    /// Plain text.
    Text,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExportDto {
    pub form: FormDto,
    /// In a PDF: whether the words that are not masked can be searched and copied.
    pub searchable: bool,
    /// In a PDF: whether lines, logos, pictures and signatures stay, though nobody read what they say.
    pub keep_drawings: bool,
    /// Whether a text in a language in which names are not covered may be written all the same.
    pub other_languages: bool,
}

/// A file that was written, read back and searched.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExportedDto {
    /// Pages that are not in it as they were.
    pub unshown: Vec<UnshownDto>,
}

/// A page that is not in the copy as it was.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UnshownDto {
    pub page: u32,
    /// For machines.
    pub code: String,
    /// For people.
    pub message: String,
}
