//! What the page and the core say to each other. The page holds ids, never paths; offsets are UTF-16 code units.

mod export;
mod kinds;
mod masking;
mod page;

use serde::{Deserialize, Serialize};
use specta::Type;

pub use export::{ExportDto, ExportedDto, FormDto, UnshownDto};
pub use kinds::{EntityKind, Family};
pub use masking::{
    FamilyCountDto, ImportedDto, KeptDto, ListName, ListsDto, Mode, ModeDto, NewTermDto, PolicyDto, Preset,
    PreviewOptionsDto, RiskDto, RiskLevel, RiskPersonDto, RiskReasonDto, Scope, SourceDto, SuggestionDto, TermDto,
};
pub use page::{PageSizeDto, PicturesDto, PlacedWordDto};

/// An error as the page shows it: what happened and what to do next. It never holds document text.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ErrorDto {
    /// For machines: `encrypted`, `offline`, `leak`, …
    pub code: String,
    /// For people.
    pub message: String,
}

/// Whether the store is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LockState {
    /// Open: everything works.
    Ready,
    /// It was made with a passphrase, which is asked for.
    NeedsPassphrase,
    /// There is no keyring on this computer and no store yet: a passphrase is chosen.
    ChoosePassphrase,
}

/// What the window needs to know before it shows anything.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StatusDto {
    pub lock: LockState,
    /// Nothing may leave, whoever asks.
    pub offline: bool,
    /// Name of the local model, when there is one.
    pub model: Option<String>,
    /// Why there is no local model.
    pub model_error: Option<ErrorDto>,
    /// Whether the desktop shows our tray icon.
    pub tray: bool,
    /// The global shortcut for the quick prompt, as people write it.
    pub shortcut: String,
    /// Why the shortcut does not work, when it does not.
    pub shortcut_error: Option<String>,
    /// Whether the person has been through the first-run page.
    pub welcomed: bool,
    pub version: String,
}

/// A row of the library.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DocumentRowDto {
    pub id: String,
    pub name: String,
    pub pages: u32,
    /// RFC 3339.
    pub added_at: String,
    pub summarised: bool,
}

/// A document, its pages and what was found on them.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DocumentDto {
    pub id: String,
    pub name: String,
    pub pages: Vec<PageDto>,
    pub pictures: PicturesDto,
    pub warnings: Vec<String>,
    /// Found values by kind, most frequent first.
    pub counts: Vec<KindCountDto>,
    pub summary: Option<SummaryDto>,
    /// The chat about this document.
    pub chat: ChatDto,
}

#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PageDto {
    pub number: u32,
    /// `text`, `ocr` or `none`.
    pub source: String,
    /// As printed; null where the format has no pages.
    pub size: Option<PageSizeDto>,
    /// The page cut at its findings: joined, the `text`s are the page; `masked` is what the cloud would see instead.
    pub pieces: Vec<PieceDto>,
}

/// A stretch of a page: plain when `kind` is absent.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PieceDto {
    pub text: String,
    /// What the cloud would see instead; null for a stretch that stays.
    pub masked: Option<String>,
    /// What was found; with `masked` null, it was found and stays.
    pub kind: Option<EntityKind>,
    /// Who found it.
    pub source: Option<SourceDto>,
    /// How sure the source is, from 0 to 1.
    pub score: Option<f32>,
    /// It stays because nobody is sure enough that it is sensitive.
    pub possible: bool,
}

#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct KindCountDto {
    pub kind: EntityKind,
    /// Distinct values.
    pub values: u32,
    /// Places in the text.
    pub places: u32,
}

#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SummaryDto {
    pub sentences: Vec<SentenceDto>,
    pub coverage: CoverageDto,
    pub model: Option<String>,
    /// `llm` or `extractive`.
    pub engine: String,
}

#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SentenceDto {
    pub text: String,
    pub pages: Vec<u32>,
    /// The words of the document behind it.
    pub quote: String,
    /// False: the document does not back it, and the page marks it.
    pub supported: bool,
}

#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CoverageDto {
    pub pages: u32,
    pub read: u32,
    pub ocr: u32,
    pub unreadable: u32,
}

#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChatRowDto {
    pub id: String,
    pub title: String,
    /// RFC 3339.
    pub updated_at: String,
}

#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChatDto {
    pub id: String,
    pub title: String,
    /// The document it is about; a chat may be about none.
    pub document: Option<String>,
    pub messages: Vec<MessageDto>,
}

#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MessageDto {
    pub id: String,
    /// `user`, `local` (this computer) or `cloud` (restored cloud answer).
    pub author: String,
    pub text: String,
    pub citations: Vec<CitationDto>,
    /// The answer was stopped before its end.
    pub stopped: bool,
    /// For a local answer about a document: whether the document answers the question.
    pub found: Option<bool>,
    /// For a cloud answer: what came back.
    pub cloud: Option<CloudAnswerDto>,
}

#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CitationDto {
    pub page: u32,
    pub quote: String,
}

/// What came back from outside, before and after the real names were put back.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CloudAnswerDto {
    /// The cloud's own words, masked.
    pub masked: String,
    /// Placeholders sent, and how many of them came back.
    pub sent: u32,
    pub returned: u32,
    pub unresolved: Vec<String>,
    pub invented: Vec<String>,
    pub destination: String,
    pub ledger_entry: u32,
    /// Whether the local model changed the wording.
    pub refined: bool,
    /// The stream broke off: the answer may be incomplete.
    pub incomplete: bool,
}

/// Exactly what would leave.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PreviewDto {
    pub digest: String,
    pub destination: String,
    pub provider: String,
    pub model: String,
    /// The request body, byte for byte.
    pub body: String,
    /// The selected passages as they read on this computer.
    pub original: String,
    /// The same passages as the cloud would read them.
    pub masked: String,
    pub placeholders: Vec<PlaceholderDto>,
    pub words: u32,
    pub of_words: u32,
    /// About how many tokens leave.
    pub tokens: u32,
    pub left_out_pages: Vec<u32>,
    /// What is masked, by the family its placeholders name.
    pub kinds: Vec<FamilyCountDto>,
    pub risk: RiskDto,
    /// Found, and stays.
    pub kept: Vec<KeptDto>,
    /// May be sensitive, is too uncertain to be masked, and stays.
    pub possible: Vec<KeptDto>,
}

#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PlaceholderDto {
    pub placeholder: String,
    pub value: String,
    pub kind: Family,
    pub times: u32,
}

#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LedgerRowDto {
    pub seq: u32,
    /// RFC 3339.
    pub at: String,
    /// `sent`, `refused`, `answered` or `failed`.
    pub kind: String,
    pub destination: String,
    pub model: String,
    /// The bytes that left, masked; empty for a refusal.
    pub body: String,
    pub digest: String,
    /// Why it was refused or failed.
    pub reason: Option<String>,
    pub hash: String,
}

#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VerdictDto {
    pub ok: bool,
    pub entries: u32,
    /// The first entry that does not fit the chain.
    pub broken_at: Option<u32>,
}

#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProviderDto {
    pub name: String,
    pub base_url: String,
    pub model: String,
}

/// How far a job is. One stream for all windows.
#[derive(Clone, Debug, Serialize, Type, tauri_specta::Event)]
#[serde(rename_all = "camelCase")]
pub struct JobDto {
    pub id: u32,
    /// `document`, `answer`, `escalation` or `quick`.
    pub work: String,
    /// The document it is about, once it has an id.
    pub document: Option<String>,
    /// The chat an answer streams into.
    pub chat: Option<String>,
    /// What the person dropped, for a row in the queue.
    pub label: Option<String>,
    pub event: JobEventDto,
}

#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase", tag = "type")]
pub enum JobEventDto {
    /// `waiting`, `reading`, `tagging`, `summarising`, `answering`, `sending`, `receiving`, `refining`; `done` of `total` pages.
    Stage {
        stage: String,
        done: u32,
        total: u32,
    },
    /// The next piece of streamed text.
    Delta {
        text: String,
    },
    /// A finished sentence of the summary.
    Sentence {
        sentence: SentenceDto,
    },
    /// Everything is saved; read it again.
    Done,
    /// A file with the same content is in the library; nothing was done.
    AlreadyHere,
    /// The person stopped it; what was there is kept.
    Cancelled,
    Failed {
        error: ErrorDto,
    },
}

/// Files are being dragged over the window.
#[derive(Clone, Debug, Serialize, Type, tauri_specta::Event)]
#[serde(rename_all = "camelCase")]
pub struct DropHover {
    pub inside: bool,
    pub files: u32,
}

/// What was found in the files and folders that were dropped or opened.
#[derive(Clone, Debug, Serialize, Type, tauri_specta::Event)]
#[serde(rename_all = "camelCase")]
pub struct GatheredDto {
    /// How many files will be read.
    pub files: u32,
    /// What will not, a sentence for each reason.
    pub left_out: Vec<String>,
    /// Why none will.
    pub error: Option<ErrorDto>,
}

/// The library changed from outside the page: a drop, a second launch.
#[derive(Clone, Debug, Serialize, Type, tauri_specta::Event)]
pub struct LibraryChanged;

/// The status changed from outside the page: the tray's offline switch.
#[derive(Clone, Debug, Serialize, Type, tauri_specta::Event)]
pub struct StatusChanged;
