//! The core's types as the page reads them.

mod export;
mod masking;
mod page;

use std::io::ErrorKind;

use confidant_local::Sentence;
use confidant_pipeline::{
    Chat, ChatView, CloudRecord, CoverageRecord, DocumentCard, DocumentView, EngineRecord, EntryKind, Gathered,
    LedgerEntry, Message, MessageState, PageView, Piece, PipelineError, PreviewView, Provider, Role, SentenceRecord,
    SummaryRecord, Verdict,
};
use confidant_text::{PageSource, RawText};

pub use page::address;

use crate::wire::{
    ChatDto, ChatRowDto, CitationDto, CloudAnswerDto, CoverageDto, DocumentDto, DocumentRowDto, ErrorDto, GatheredDto,
    KindCountDto, LedgerRowDto, MessageDto, PageDto, PieceDto, PlaceholderDto, PreviewDto, ProviderDto, SentenceDto,
    SummaryDto, VerdictDto,
};

fn show(text: RawText) -> String {
    text.into_exposed("shown to the person who owns it, in their own window")
}

fn count<N: TryInto<u32>>(n: N) -> u32 {
    n.try_into().unwrap_or(u32::MAX)
}

impl ErrorDto {
    /// The store is not open yet.
    pub fn locked() -> Self {
        Self { code: "locked".into(), message: "Confidant is locked; enter the passphrase first".into() }
    }

    /// A file that the person named cannot be written.
    #[allow(clippy::needless_pass_by_value, reason = "it takes the place of the error")]
    pub fn unwritable(error: std::io::Error) -> Self {
        let (code, message) = match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                ("disk_full", "the disk is full, so the file is not whole; make room, or choose another place")
            }
            _ => ("unwritable", "the file could not be written there; choose another place"),
        };
        Self { code: code.into(), message: message.into() }
    }

    /// The clipboard holds no text, or cannot be reached.
    pub fn clipboard(_: arboard::Error) -> Self {
        let message = "there is no text on the clipboard, or it cannot be reached; copy the text again";
        Self { code: "clipboard".into(), message: message.into() }
    }
}

impl From<&PipelineError> for ErrorDto {
    fn from(error: &PipelineError) -> Self {
        Self { code: error.code().into(), message: error.to_string() }
    }
}

impl From<PipelineError> for ErrorDto {
    fn from(error: PipelineError) -> Self {
        Self::from(&error)
    }
}

impl GatheredDto {
    /// What the page is told of a walk through files and folders.
    pub fn of(gathered: &Result<Gathered, PipelineError>) -> Self {
        let error = |error: &PipelineError| ErrorDto { code: error.code().into(), message: error.to_string() };
        match gathered {
            Ok(Gathered { files, left_out, .. }) => Self {
                files: u32::try_from(files.len()).unwrap_or(u32::MAX),
                left_out: left_out.lines().into_iter().map(|(_, line)| line).collect(),
                error: files.is_empty().then(|| error(&PipelineError::NothingToRead)),
            },
            Err(failed) => Self { files: 0, left_out: Vec::new(), error: Some(error(failed)) },
        }
    }
}

impl From<DocumentCard> for DocumentRowDto {
    fn from(card: DocumentCard) -> Self {
        Self {
            id: card.id.to_string(),
            name: show(card.name),
            pages: card.pages,
            added_at: card.added_at.to_string(),
            summarised: card.summarised,
        }
    }
}

impl From<DocumentView> for DocumentDto {
    fn from(view: DocumentView) -> Self {
        let counts = view.counts.into_iter().map(|(kind, values, places)| KindCountDto {
            kind: masking::kind(kind),
            values: count(values),
            places: count(places),
        });
        Self {
            id: view.card.id.to_string(),
            name: show(view.card.name),
            pages: view.pages.into_iter().map(Into::into).collect(),
            warnings: view.warnings.iter().map(ToString::to_string).collect(),
            pictures: view.pictures.into(),
            counts: counts.collect(),
            summary: view.summary.map(Into::into),
            chat: view.chat.into(),
        }
    }
}

impl From<PageView> for PageDto {
    fn from(page: PageView) -> Self {
        let source = match page.source {
            PageSource::Text => "text",
            PageSource::Ocr => "ocr",
            PageSource::None => "none",
        };
        Self {
            number: page.number,
            source: source.into(),
            size: page.size.map(Into::into),
            pieces: page.pieces.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Piece> for PieceDto {
    fn from(piece: Piece) -> Self {
        let (source, score) = piece.source.unzip();
        Self {
            text: show(piece.text),
            masked: piece.masked,
            kind: piece.kind.map(masking::kind),
            source: source.map(masking::source),
            score,
            possible: piece.possible,
        }
    }
}

impl From<SummaryRecord> for SummaryDto {
    fn from(summary: SummaryRecord) -> Self {
        Self {
            sentences: summary.sentences.into_iter().map(Into::into).collect(),
            coverage: summary.coverage.into(),
            model: summary.model,
            engine: engine(summary.engine).into(),
        }
    }
}

fn engine(engine: EngineRecord) -> &'static str {
    match engine {
        EngineRecord::Llm => "llm",
        EngineRecord::Extractive => "extractive",
        EngineRecord::Cloud => "cloud",
    }
}

impl From<CoverageRecord> for CoverageDto {
    fn from(CoverageRecord { pages, read, ocr, unreadable }: CoverageRecord) -> Self {
        Self { pages, read, ocr, unreadable }
    }
}

impl From<SentenceRecord> for SentenceDto {
    fn from(SentenceRecord { text, pages, quote, supported }: SentenceRecord) -> Self {
        Self { text: show(text), pages, quote: show(quote), supported }
    }
}

impl From<Sentence> for SentenceDto {
    fn from(Sentence { text, pages, quote, supported, .. }: Sentence) -> Self {
        Self { text: show(text), pages, quote: show(quote), supported }
    }
}

impl From<Chat> for ChatRowDto {
    fn from(chat: Chat) -> Self {
        Self { id: chat.id.to_string(), title: show(chat.title), updated_at: chat.changed_at.to_string() }
    }
}

impl From<ChatView> for ChatDto {
    fn from(ChatView { chat, messages }: ChatView) -> Self {
        Self {
            id: chat.id.to_string(),
            title: show(chat.title),
            document: chat.document.map(|document| document.to_string()),
            messages: messages.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Message> for MessageDto {
    fn from(message: Message) -> Self {
        let author = match (message.role, message.meta.engine) {
            (Role::User, _) => "user",
            (Role::Notice, _) => "notice",
            (Role::Assistant, Some(EngineRecord::Cloud)) => "cloud",
            (Role::Assistant, _) => "local",
        };
        let entry = message.meta.ledger_entry.map_or(0, count);
        Self {
            id: message.id.to_string(),
            author: author.into(),
            cloud: CloudRecord::read(&message).map(|record| cloud(record, entry)),
            text: show(message.text),
            citations: message
                .citations
                .into_iter()
                .map(|cited| CitationDto { page: cited.page, quote: show(cited.quote) })
                .collect(),
            stopped: message.meta.state != MessageState::Finished,
            found: message.meta.found,
        }
    }
}

fn cloud(record: CloudRecord, ledger_entry: u32) -> CloudAnswerDto {
    CloudAnswerDto {
        masked: record.masked,
        sent: count(record.sent),
        returned: count(record.returned),
        unresolved: record.unresolved,
        invented: record.invented,
        destination: record.destination,
        ledger_entry,
        refined: record.refined,
        incomplete: record.broken_off.is_some(),
    }
}

impl From<PreviewView> for PreviewDto {
    fn from(view: PreviewView) -> Self {
        let kinds = masking::families(&view.placeholders);
        let placeholders = view.placeholders.into_iter().map(|(placeholder, value, times)| PlaceholderDto {
            placeholder: placeholder.to_string(),
            value: show(value),
            kind: masking::family(placeholder.family),
            times: count(times),
        });
        Self {
            digest: view.digest.to_string(),
            destination: view.destination,
            provider: view.provider,
            model: view.model,
            body: view.body,
            original: show(view.original),
            masked: view.masked,
            placeholders: placeholders.collect(),
            words: count(view.words.0),
            of_words: count(view.words.1),
            tokens: count(view.tokens),
            left_out_pages: view.left_out_pages,
            kinds,
            risk: view.risk.into(),
            kept: view.kept.into_iter().map(Into::into).collect(),
            possible: view.possible.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Provider> for ProviderDto {
    fn from(provider: Provider) -> Self {
        Self {
            name: provider.name().to_owned(),
            base_url: provider.base_url().to_owned(),
            model: provider.model().to_owned(),
        }
    }
}

impl From<LedgerEntry> for LedgerRowDto {
    fn from(LedgerEntry { entry, hash, .. }: LedgerEntry) -> Self {
        let kind = match entry.kind {
            EntryKind::Sent => "sent",
            EntryKind::Refused => "refused",
            EntryKind::Answered => "answered",
            EntryKind::Failed => "failed",
        };
        Self {
            seq: count(entry.seq),
            at: entry.time.to_string(),
            kind: kind.into(),
            destination: entry.url,
            model: entry.model,
            body: entry.body.unwrap_or_default(),
            digest: entry.body_sha256.unwrap_or_default(),
            reason: entry.reason,
            hash,
        }
    }
}

impl From<Verdict> for VerdictDto {
    fn from(verdict: Verdict) -> Self {
        Self { ok: verdict.ok, entries: count(verdict.entries), broken_at: verdict.broken_at.map(count) }
    }
}
