//! A masked document becomes a file that somebody can be given: read, mask, write, read back, and only then in its place.

use std::{
    cell::{Cell, RefCell},
    fs,
    path::{Path, PathBuf},
};

use confidant_export::{
    Content, ExportError, Exported, Guard, NoPicture, Pages, Picture, Redaction, Target, Unreadable, export,
};
use confidant_ingest::{Drawing, Ingest, IngestError};
use confidant_privacy::{MaskedText, Policy, Protected, Vault};
use confidant_store::{DocumentId, StoreError, TermScope, VaultScope};
use tokio::{runtime::Handle, sync::mpsc, task::spawn_blocking};
use tokio_util::sync::CancellationToken;
use zeroize::Zeroizing;

use crate::{
    Case, Confidant, Consent, Events, Masked, PipelineError, Stage, StageEvent, Way,
    pictures::has_printed_pages,
    queue::digest_of,
    way::{canaries, covered},
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

/// The file that the printed pages are drawn from.
#[derive(Clone)]
pub enum Original {
    /// Its content as it was read, and its password.
    Kept(Vec<u8>, Option<Zeroizing<String>>),
    /// Nobody has it: only its text is there.
    Gone,
}

/// What to export, and where the masked file goes.
#[derive(Clone)]
pub struct Export {
    /// The original.
    pub original: Original,
    /// Where it was read, if that is known: this file is never replaced, nor is any other with its content.
    pub from: Option<PathBuf>,
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
        if matches!((&wanted.original, wanted.form), (Original::Gone, ExportForm::Pdf { .. }))
            && has_printed_pages(&case.document)
        {
            return Err(ExportError::NotKept.into());
        }
        if is_original(&wanted, case.digest, cancel).await? {
            return Err(ExportError::IsOriginal.into());
        }
        covered(&case.document.pages.iter().map(|page| &page.text).collect::<Vec<_>>(), policy)?;
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
            Ok(file) => Original::Kept(file.content, file.password),
            Err(StoreError::NotFound) => Original::Gone,
            Err(error) => return Err(error.into()),
        };
        let wanted = Export { original, from: None, target, replace, form };
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
    let drawing = match &wanted.original {
        Original::Kept(content, password) => {
            Some(reader.ingest.drawing(content.clone(), password.as_ref().map(|password| password.as_str())))
        }
        Original::Gone => None,
    };
    let printed = Printed { reader, drawing: RefCell::new(drawing), tell };
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
        reader.read(path).map_err(|error| {
            failed.set(Some(error));
            Unreadable
        })
    };
    let canaries = canaries(case);
    let guard = Guard { protected: Protected { vault, canaries: &canaries, policy }, read: &read_back };
    let target = Target { path: &wanted.target, replace: wanted.replace };
    let exported = export(content, target, &guard);
    match (exported, failed.take()) {
        (
            Err(ExportError::NotReadBack),
            Some(error @ (IngestError::Cancelled | IngestError::TooLarge | IngestError::TimedOut)),
        ) => Err(error.into()),
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
    fn read(&self, path: &Path) -> Result<confidant_text::Document, IngestError> {
        let mut quiet = |_, _| {};
        let read = self.runtime.block_on(self.ingest.read(path, None, &self.cancel, &mut quiet));
        read.map(|ingested| ingested.document)
    }
}

/// The pages of the original as they are printed.
struct Printed<'a> {
    reader: &'a Reader,
    drawing: RefCell<Option<Drawing>>,
    /// Hears of each page that is drawn.
    tell: &'a mpsc::UnboundedSender<u32>,
}

impl Pages for Printed<'_> {
    fn picture(&self, page: u32, scale: f32) -> Result<Picture, NoPicture> {
        let Reader { runtime, cancel, .. } = self.reader;
        let mut drawing = self.drawing.borrow_mut();
        let Some(drawing) = drawing.as_mut() else { return Err(NoPicture::Failed) };
        let drawn = runtime.block_on(drawing.page(page, scale, cancel));
        // Whoever listens may be gone.
        self.tell.send(page).ok();
        match drawn {
            Ok(drawn) => Picture::from_png(&drawn.png),
            Err(IngestError::Cancelled) => Err(NoPicture::Stopped),
            Err(_) => Err(NoPicture::Failed),
        }
    }
}

/// Whether the masked file would take the place of the original, or of a copy of it.
async fn is_original(wanted: &Export, digest: [u8; 32], cancel: &CancellationToken) -> Result<bool, PipelineError> {
    let named = wanted.from.as_deref().is_some_and(|from| same_file(from, &wanted.target));
    Ok(named || digest_of(&wanted.target, cancel).await? == Some(digest))
}

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
