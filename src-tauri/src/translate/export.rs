//! A masked copy, from and to the page.

use confidant_pipeline::{Consent, ExportForm, Exported};

use crate::wire::{ExportDto, ExportedDto, FormDto, UnshownDto};

impl ExportDto {
    /// The form that is asked for, and what its files are called.
    pub fn form(self) -> (ExportForm, &'static str) {
        let Self { searchable, keep_drawings, .. } = self;
        match self.form {
            FormDto::Pdf => (ExportForm::Pdf { searchable, keep_drawings }, "pdf"),
            FormDto::Docx => (ExportForm::Docx, "docx"),
            FormDto::Markdown => (ExportForm::Markdown, "md"),
            FormDto::Text => (ExportForm::Text, "txt"),
        }
    }

    /// What the person agreed to.
    pub fn consent(self) -> Consent {
        Consent { other_languages: self.other_languages, ..Consent::default() }
    }
}

impl From<Exported> for ExportedDto {
    fn from(exported: Exported) -> Self {
        let unshown = exported.unshown.iter().map(|unshown| UnshownDto {
            page: unshown.page,
            code: unshown.why.as_str().into(),
            message: unshown.to_string(),
        });
        Self { unshown: unshown.collect() }
    }
}
