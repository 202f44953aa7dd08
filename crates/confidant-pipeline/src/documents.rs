//! Documents that are kept: taken in, summarised, shown with what is sensitive marked.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use confidant_local::{Coverage, LocalError, Sentence, Summary};
use confidant_privacy::{Findings, MaskedText, Origin};
use confidant_store::{
    CoverageRecord, DocumentCard, DocumentId, NewDocument, SentenceRecord, SummaryRecord, TermScope, VaultScope,
};
use confidant_text::{EntityKind, Finding, PageSize, PageSource, RawText, Source, Warning};
use tokio_util::sync::CancellationToken;

use crate::{
    Case, Confidant, Consent, Events, Masked, PipelineError, Stage, StageEvent,
    chats::{ChatView, engine},
    pictures::{Pictures, has_printed_pages},
};

/// A document as a person sees it.
pub struct DocumentView {
    /// Name, size, when it was added.
    pub card: DocumentCard,
    /// Its pages, cut at what is sensitive.
    pub pages: Vec<PageView>,
    /// Whether its pages can be shown as printed.
    pub pictures: Pictures,
    /// What could not be read.
    pub warnings: Vec<Warning>,
    /// By kind: distinct values and places.
    pub counts: Vec<(EntityKind, usize, usize)>,
    /// The summary, when there is one.
    pub summary: Option<SummaryRecord>,
    /// The chat about it.
    pub chat: ChatView,
}

/// A page cut at what is sensitive.
pub struct PageView {
    /// Counts from 1.
    pub number: u32,
    /// Where the text came from.
    pub source: PageSource,
    /// Width and height as printed; absent where the format has no pages.
    pub size: Option<PageSize>,
    /// Joined, the pieces are the page.
    pub pieces: Vec<Piece>,
}

/// A stretch of a page.
pub struct Piece {
    /// As it stands in the document.
    pub text: RawText,
    /// What it is, when it is sensitive.
    pub kind: Option<EntityKind>,
    /// What the cloud would see instead; absent for what stays by the person's policy.
    pub masked: Option<String>,
    /// Who found it, and how sure they are; absent for a value that is known from an earlier question.
    pub source: Option<(Source, f32)>,
    /// It stays because nobody is sure enough that it is sensitive.
    pub possible: bool,
}

impl Confidant {
    /// Reads a file, finds what is sensitive, and keeps both. A file that is here already keeps its number.
    pub async fn add_document(
        &self,
        path: &Path,
        password: Option<&str>,
        cancel: &CancellationToken,
        events: Events<'_>,
    ) -> Result<DocumentId, PipelineError> {
        let (id, case) = self.read_and_keep(path, password, cancel, events).await?;
        events(StageEvent::at(Stage::Tagging));
        self.tag(id, &case).await?;
        Ok(id)
    }

    /// Reads a file and keeps it, and does not look for what is sensitive yet. A file that is here already keeps its number.
    pub(crate) async fn read_and_keep(
        &self,
        path: &Path,
        password: Option<&str>,
        cancel: &CancellationToken,
        events: Events<'_>,
    ) -> Result<(DocumentId, Case), PipelineError> {
        let (case, file) = self.way.take_in(path, password, cancel, events).await?;
        let new =
            NewDocument { digest: case.digest, name: case.name.clone(), bytes: case.bytes, document: &case.document };
        let id = self.store.add_document(new).await?;
        // A document from before files were kept gets its file when the same one is added again.
        if has_printed_pages(&case.document) {
            self.store.keep_file(id, &file, password).await?;
        }
        Ok((id, case))
    }

    /// Finds what is sensitive in a document that is kept, and gives it its chat.
    pub(crate) async fn tag(&self, id: DocumentId, case: &Case) -> Result<(), PipelineError> {
        let scope = VaultScope::Document(id);
        let policy = self.policy_of(&[TermScope::Document(id)], &Consent::default()).await?;
        let masked = self.way.mask(case, None, self.store.vault(scope).await?, &policy).await?;
        self.store.save_vault(scope, &masked.vault).await?;
        self.chat_of(id).await?;
        Ok(())
    }

    /// Summarises a document on this computer and keeps the summary in place of the one before.
    pub async fn summarise(
        &self,
        id: DocumentId,
        cancel: &CancellationToken,
        events: Events<'_>,
    ) -> Result<(), PipelineError> {
        let summary = self.way.summarise(&self.case(id).await?, cancel, events).await?;
        let stopped = summary.stopped;
        // A summary that was stopped is kept where there is none, and never in place of a whole one.
        if !stopped || self.store.summary(id).await?.is_none() {
            self.store.save_summary(id, &record(summary)).await?;
        }
        if stopped { Err(LocalError::Cancelled.into()) } else { Ok(()) }
    }

    /// The documents, the latest first.
    pub async fn library(&self) -> Result<Vec<DocumentCard>, PipelineError> {
        Ok(self.store.documents().await?)
    }

    /// A document as a person sees it. What is sensitive is found anew: a proof of masking is never stored.
    pub async fn document(&self, id: DocumentId) -> Result<DocumentView, PipelineError> {
        let card = self.store.document_card(id).await?;
        let case = self.case(id).await?;
        let scope = VaultScope::Document(id);
        let policy = self.policy_of(&[TermScope::Document(id)], &Consent::default()).await?;
        let Masked { pages, findings, vault, .. } =
            self.way.mask(&case, None, self.store.vault(scope).await?, &policy).await?;
        self.store.save_vault(scope, &vault).await?;
        let views = case.document.pages.iter().zip(&pages).zip(&findings).map(|((page, masked), found)| PageView {
            number: page.number,
            source: page.source,
            size: page.size,
            pieces: pieces(&masked.text, &page.text, found),
        });
        let views: Vec<PageView> = views.collect();
        Ok(DocumentView {
            pictures: self.pictures_of(&card, &case.document).await?,
            card,
            warnings: case.document.warnings.clone(),
            counts: counts(&views),
            pages: views,
            summary: self.store.summary(id).await?.map(|kept| kept.summary),
            chat: self.chat(self.chat_of(id).await?).await?,
        })
    }

    /// Forgets a document with its file, its summary, its chat and its vault. What left about it stays in the ledger, masked.
    pub async fn remove_document(&self, id: DocumentId) -> Result<(), PipelineError> {
        Ok(self.store.remove_document(id).await?)
    }

    /// A kept document, as the way wants it.
    pub(crate) async fn case(&self, id: DocumentId) -> Result<Case, PipelineError> {
        let card = self.store.document_card(id).await?;
        let document = Arc::new(self.store.document(id).await?);
        Ok(Case { name: card.name, document, digest: card.digest, bytes: card.bytes })
    }
}

/// A page cut at what was found on it, each stretch beside what would leave instead.
fn pieces(masked: &MaskedText, page: &RawText, findings: &Findings) -> Vec<Piece> {
    let page = page.expose("to show it with what is sensitive marked");
    let mut pieces = Vec::new();
    let mut at = 0;
    for piece in masked.pieces().filter(|piece| piece.was > 0) {
        let end = at + piece.was;
        if matches!(piece.what, Origin::Words) {
            in_clear(page, at, end, findings, &mut pieces);
        } else {
            let found = findings.iter().find(|finding| finding.span.start < end && at < finding.span.end);
            let kind = match piece.what {
                Origin::Placeholder { placeholder, .. } | Origin::StandIn { placeholder, .. } => {
                    placeholder.family.kind()
                }
                Origin::Generalised(kind) | Origin::Omitted(kind) => kind,
                Origin::Fixed | Origin::Words => EntityKind::Custom,
            };
            pieces.push(Piece {
                text: page.get(at..end).unwrap_or_default().into(),
                kind: Some(found.map_or(kind, |finding| finding.kind)),
                masked: Some(piece.text.to_owned()),
                source: found.map(says),
                possible: false,
            });
        }
        at = end;
    }
    pieces
}

/// A stretch that leaves as it is, cut at what was found in it and stays: by the person's policy, or as a mere possibility.
fn in_clear(page: &str, mut at: usize, end: usize, findings: &Findings, pieces: &mut Vec<Piece>) {
    let mut push = |from: usize, to: usize, found: Option<(&Finding, bool)>| {
        if let Some(text) = page.get(from..to).filter(|text| !text.is_empty()) {
            let (finding, possible) = found.unzip();
            let (kind, source) = (finding.map(|finding| finding.kind), finding.map(says));
            pieces.push(Piece {
                text: text.into(),
                kind,
                masked: None,
                source,
                possible: possible.unwrap_or_default(),
            });
        }
    };
    let mut staying: Vec<_> = findings.kept().map(|finding| (finding, false)).collect();
    staying.extend(findings.possible().map(|finding| (finding, true)));
    staying.sort_by_key(|(finding, possible)| (finding.span.start, *possible));
    for (finding, possible) in staying {
        // They may overlap each other; the first one is shown.
        if finding.span.start < at || finding.span.end > end {
            continue;
        }
        push(at, finding.span.start, None);
        push(finding.span.start, finding.span.end, Some((finding, possible)));
        at = finding.span.end;
    }
    push(at, end, None);
}

fn says(finding: &Finding) -> (Source, f32) {
    (finding.source.clone(), finding.score)
}

fn counts(pages: &[PageView]) -> Vec<(EntityKind, usize, usize)> {
    let mut by_kind: BTreeMap<EntityKind, BTreeMap<&str, usize>> = BTreeMap::new();
    for piece in pages.iter().flat_map(|page| &page.pieces) {
        if let (Some(kind), Some(masked)) = (piece.kind, &piece.masked) {
            *by_kind.entry(kind).or_default().entry(masked).or_default() += 1;
        }
    }
    let mut counts: Vec<_> =
        by_kind.into_iter().map(|(kind, values)| (kind, values.len(), values.values().sum())).collect();
    counts.sort_by_key(|(_, _, places)| std::cmp::Reverse(*places));
    counts
}

fn record(summary: Summary) -> SummaryRecord {
    let Summary { sentences, coverage, model, engine: made_by, .. } = summary;
    let Coverage { pages, read, ocr, unreadable } = coverage;
    let sentences = sentences.into_iter().map(|Sentence { text, pages, quote, supported, .. }| SentenceRecord {
        text,
        pages,
        quote,
        supported,
    });
    SummaryRecord {
        sentences: sentences.collect(),
        coverage: CoverageRecord { pages, read, ocr, unreadable },
        model,
        engine: engine(made_by),
    }
}
