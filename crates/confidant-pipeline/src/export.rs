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
use confidant_store::{DocumentId, StoreError, TermScope, VaultScope};
use confidant_text::RawText;
use tokio::{runtime::Handle, sync::mpsc, task::spawn_blocking};
use tokio_util::sync::CancellationToken;

use crate::{
    Case, Confidant, Consent, Events, Masked, PipelineError, Stage, StageEvent, Way, pictures::has_printed_pages,
    way::canaries,
};

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

/// Where the printed pages of the original come from.
#[derive(Clone)]
pub enum Original {
    /// A file on the disk, and its password.
    File(PathBuf, Option<String>),
    /// The file as it was read, and its password.
    Kept(Vec<u8>, Option<String>),
    /// Nobody has it: only its text is there.
    Gone,
}

/// What to export, and where the masked file goes.
#[derive(Clone)]
pub struct Export {
    /// The original.
    pub original: Original,
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
        events: Events<'_>,
    ) -> Result<Exported, PipelineError> {
        match (&wanted.original, wanted.form) {
            (Original::File(path, _), _) if same_file(path, &wanted.target) => {
                return Err(ExportError::IsOriginal.into());
            }
            (Original::Gone, ExportForm::Pdf { .. }) if has_printed_pages(&case.document) => {
                return Err(ExportError::NotKept.into());
            }
            _ => {}
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
        let total = u32::try_from(pages.len()).unwrap_or(u32::MAX);
        let (tell, mut drawn) = mpsc::unbounded_channel();
        events(StageEvent::Stage { stage: Stage::Exporting, done: 0, total });
        let work = spawn_blocking(move || write(&case, &wanted, &pages, &masked.vault, &policy, &reader, &tell));
        // It ends with the thread that tells.
        while let Some(done) = drawn.recv().await {
            events(StageEvent::Stage { stage: Stage::Exporting, done, total });
        }
        work.await?
    }
}

impl Confidant {
    /// A document that is kept → a masked file, as [`Way::export`]. `replace` says whether a file that is at `target` may go.
    pub async fn export(
        &self,
        id: DocumentId,
        form: ExportForm,
        (target, replace): (PathBuf, bool),
        consent: &Consent,
        cancel: &CancellationToken,
        events: Events<'_>,
    ) -> Result<Exported, PipelineError> {
        let (case, scope) = (self.case(id).await?, VaultScope::Document(id));
        let policy = self.policy_of(&[TermScope::Document(id)], consent).await?;
        let masked = self.way.mask(&case, None, self.store.vault(scope).await?, &policy).await?;
        self.store.save_vault(scope, &masked.vault).await?;
        let original = match self.store.file(id).await {
            Ok(file) => Original::Kept(file.content, file.password.map(|password| password.to_string())),
            Err(StoreError::NotFound) => Original::Gone,
            Err(error) => return Err(error.into()),
        };
        let wanted = Export { original, target, replace, form };
        self.way.export(&case, wanted, masked, &policy, cancel, events).await
    }
}

fn write(
    case: &Case,
    wanted: &Export,
    masked: &[MaskedText],
    vault: &Vault,
    policy: &Policy,
    reader: &Reader,
    tell: &mpsc::UnboundedSender<u32>,
) -> Result<Exported, PipelineError> {
    let printed = Printed { reader, original: &wanted.original, tell };
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
        // The boxes are where the words were when the file was read; the pictures were drawn after that.
        let unchanged = match (&wanted.original, wanted.form) {
            (Original::File(path, password), ExportForm::Pdf { .. }) => match reader.read(path, password.as_deref()) {
                Ok((_, digest)) if digest == case.digest => Ok(()),
                Ok(_) => Err(IngestError::Changed),
                Err(error) => Err(error),
            },
            _ => Ok(()),
        };
        let read = unchanged.and_then(|()| reader.read(path, None));
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
    original: &'a Original,
    /// Hears of each page that is drawn.
    tell: &'a mpsc::UnboundedSender<u32>,
}

impl Pages for Printed<'_> {
    fn picture(&self, page: u32, scale: f32) -> Result<Picture, NoPicture> {
        let Reader { ingest, runtime, cancel } = self.reader;
        let drawn = match self.original {
            Original::File(path, password) => {
                runtime.block_on(ingest.picture(path, password.as_deref(), page, scale, cancel))
            }
            Original::Kept(content, password) => {
                runtime.block_on(ingest.picture_of(content.clone(), password.as_deref(), page, scale, cancel))
            }
            Original::Gone => return Err(NoPicture::Failed),
        };
        // Whoever listens may be gone.
        self.tell.send(page).ok();
        match drawn {
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
