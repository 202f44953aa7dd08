//! A masked document becomes a file that somebody can be given: read, mask, write, read back, and only then in its place.

use std::{
    cell::Cell,
    fs,
    path::{Path, PathBuf},
};

use confidant_export::{
    Content, ExportError, Exported, Guard, NoPicture, Pages, Picture, Redaction, Target, Unreadable, export,
};
use confidant_ingest::{Ingest, IngestError};
use confidant_privacy::{MaskedText, Policy, Protected, Refusal, Vault, not_covered};
use confidant_text::RawText;
use tokio::runtime::Handle;
use tokio_util::sync::CancellationToken;

use crate::{Case, Masked, PipelineError, Way, way::canaries};

/// As what a document is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportForm {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A Word document.
    Docx,
    /// Pictures of the printed pages with boxes over what is masked.
    Pdf {
        /// Whether the words that are not masked can be searched and copied.
        searchable: bool,
        /// Whether lines, logos, pictures and signatures stay, though nobody read what they say.
        keep_drawings: bool,
    },
}

/// A file to export: where it lies and where the masked one goes.
#[derive(Clone, Debug)]
pub struct Export {
    /// The original.
    pub original: PathBuf,
    /// Its password.
    pub password: Option<String>,
    /// The new file.
    pub target: PathBuf,
    /// Whether a file of that name may be replaced.
    pub replace: bool,
    /// As what.
    pub form: ExportForm,
}

/// 144 to the inch: small print stays readable, a page takes some hundred kilobytes.
const PIXELS_PER_POINT: f32 = 2.0;

impl ExportForm {
    /// The form that the name of a file asks for.
    pub fn of(target: &Path) -> Option<Self> {
        match target.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "txt" => Some(Self::Text),
            "md" => Some(Self::Markdown),
            "docx" => Some(Self::Docx),
            "pdf" => Some(Self::Pdf { searchable: true, keep_drawings: false }),
            _ => None,
        }
    }
}

impl Way {
    /// [`Case`] and [`Masked`] → a file that was checked: it was read back, and nothing that is masked was found in it. Or no
    /// file.
    pub async fn export(
        &self,
        case: &Case,
        wanted: Export,
        masked: Masked,
        policy: &Policy,
        cancel: &CancellationToken,
    ) -> Result<Exported, PipelineError> {
        if same_file(&wanted.original, &wanted.target) {
            return Err(ExportError::IsOriginal.into());
        }
        let texts: Vec<&RawText> = case.document.pages.iter().map(|page| &page.text).collect();
        if let Some(language) = not_covered(&texts).filter(|_| !policy.other_languages) {
            return Err(Refusal::NotCovered { language }.into());
        }
        let pages: Vec<MaskedText> = masked.pages.into_iter().map(|page| page.text).collect();
        let (case, policy, cancel) = (case.clone(), policy.clone(), cancel.clone());
        // What was written is not a scan: whatever text is in it is there as text.
        let ingest = self.ingest().clone().without_recognition();
        let reader = Reader { ingest, runtime: Handle::current(), cancel };
        tokio::task::spawn_blocking(move || write(&case, &wanted, &pages, &masked.vault, &policy, &reader)).await?
    }
}

fn write(
    case: &Case,
    wanted: &Export,
    masked: &[MaskedText],
    vault: &Vault,
    policy: &Policy,
    reader: &Reader,
) -> Result<Exported, PipelineError> {
    let printed = Printed { reader, wanted };
    let content = match wanted.form {
        ExportForm::Text => Content::Text(masked),
        ExportForm::Markdown => Content::Markdown(masked),
        ExportForm::Docx => Content::Docx(masked),
        ExportForm::Pdf { searchable, keep_drawings } => Content::Pdf(Redaction {
            document: &case.document,
            masked,
            pages: &printed,
            scale: PIXELS_PER_POINT,
            searchable,
            keep_drawings,
        }),
    };
    let failed = Cell::new(None);
    let read_back = |path: &Path| {
        let is_pdf = matches!(wanted.form, ExportForm::Pdf { .. });
        // The boxes are where the words were when the file was read; the pictures were drawn after that.
        let unchanged = || match reader.read(&wanted.original, wanted.password.as_deref()) {
            Ok((_, digest)) if digest == case.digest => Ok(()),
            Ok(_) => Err(IngestError::Changed),
            Err(error) => Err(error),
        };
        let read = if is_pdf { unchanged() } else { Ok(()) }.and_then(|()| reader.read(path, None));
        read.map(|(document, _)| document).map_err(|error| {
            failed.set(Some(error));
            Unreadable
        })
    };
    let canaries = canaries(case);
    let guard = Guard { protected: Protected { vault, canaries: &canaries, policy }, read: &read_back };
    let target = Target { path: &wanted.target, replace: wanted.replace };
    let exported = export(content, target, &guard);
    match (exported, failed.take()) {
        (Err(ExportError::NotReadBack), Some(error @ (IngestError::Changed | IngestError::Cancelled))) => {
            Err(error.into())
        }
        (exported, _) => Ok(exported?),
    }
}

/// Reads files from a thread that may wait.
struct Reader {
    ingest: Ingest,
    runtime: Handle,
    cancel: CancellationToken,
}

impl Reader {
    fn read(&self, path: &Path, password: Option<&str>) -> Result<(confidant_text::Document, [u8; 32]), IngestError> {
        let mut quiet = |_, _| {};
        let read = self.runtime.block_on(self.ingest.read(path, password, &self.cancel, &mut quiet));
        read.map(|ingested| (ingested.document, ingested.digest))
    }
}

/// The pages of the original as they are printed.
struct Printed<'a> {
    reader: &'a Reader,
    wanted: &'a Export,
}

impl Pages for Printed<'_> {
    fn picture(&self, page: u32, scale: f32) -> Result<Picture, NoPicture> {
        let Reader { ingest, runtime, cancel } = self.reader;
        let Export { original, password, .. } = self.wanted;
        match runtime.block_on(ingest.picture(original, password.as_deref(), page, scale, cancel)) {
            Ok(drawn) => Picture::from_png(&drawn.png),
            Err(IngestError::Cancelled) => Err(NoPicture::Stopped),
            Err(_) => Err(NoPicture::Failed),
        }
    }
}

/// Whether the masked file would take the place of the original.
fn same_file(original: &Path, target: &Path) -> bool {
    matches!((fs::canonicalize(original), fs::canonicalize(target)), (Ok(one), Ok(other)) if one == other)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{ExportForm, same_file};

    #[test]
    fn the_name_of_the_file_says_the_form() {
        let form = |name| ExportForm::of(Path::new(name));
        assert_eq!(form("a/b.TXT"), Some(ExportForm::Text));
        assert_eq!(form("b.docx"), Some(ExportForm::Docx));
        assert!(matches!(form("b.pdf"), Some(ExportForm::Pdf { searchable: true, keep_drawings: false })));
        assert_eq!((form("b.doc"), form("b")), (None, None));
    }

    #[test]
    fn the_original_is_known_by_another_path() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        std::fs::write(&path, "x").unwrap();
        assert!(same_file(&path, &folder.path().join(".").join("a.txt")));
        assert!(!same_file(&path, &folder.path().join("b.txt")));
    }
}
