//! From a question to a restored answer: what would leave waits here, under its digest, for the person's word.

use confidant_privacy::{Digest, Placeholder, Risk, Vault};
use confidant_store::{ChatId, DocumentId, EngineRecord, MessageMeta, MessageState, Role, TermScope, VaultScope};
use confidant_text::RawText;
use tokio_util::sync::CancellationToken;

use crate::{
    Asked, Case, CloudAnswer, Confidant, Consent, Events, Kept, Pending, PipelineError,
    chats::{CloudRecord, Streamed},
    ledger::StoredLedger,
};

/// A preview that the person is reading.
pub(crate) struct Awaiting {
    document: DocumentId,
    chat: ChatId,
    provider: String,
    pending: Pending,
}

/// Exactly what would leave, and what it stands for.
pub struct PreviewView {
    /// Names these very bytes.
    pub digest: Digest,
    /// Host and path.
    pub destination: String,
    /// The provider's name in the settings.
    pub provider: String,
    /// The model that would be asked.
    pub model: String,
    /// The request body, byte for byte.
    pub body: String,
    /// The selected passages as they read here.
    pub original: RawText,
    /// The same as the cloud would read them.
    pub masked: String,
    /// What each placeholder stands for, and how often it leaves.
    pub placeholders: Vec<(Placeholder, RawText, usize)>,
    /// Words that leave, of all the document has.
    pub words: (usize, usize),
    /// About how many tokens leave.
    pub tokens: usize,
    /// Pages of which nothing leaves.
    pub left_out_pages: Vec<u32>,
    /// By what somebody could still be recognised.
    pub risk: Risk,
    /// What was found and leaves as it is.
    pub kept: Vec<Kept>,
    /// What may be sensitive and leaves as it is.
    pub possible: Vec<Kept>,
}

impl Pending {
    /// What the person is shown.
    pub fn view(&self) -> PreviewView {
        let placeholders = self
            .preview
            .placeholders()
            .iter()
            .filter_map(|(placeholder, times)| Some((*placeholder, self.vault.get(placeholder)?.clone(), *times)));
        let to = self.preview.destination();
        PreviewView {
            digest: *self.preview.digest(),
            destination: to.url.clone(),
            provider: to.provider.clone(),
            model: to.model.clone(),
            body: self.preview.body().to_owned(),
            original: self.original.clone(),
            masked: self.condensed.text.to_string(),
            placeholders: placeholders.collect(),
            words: (self.condensed.words, self.condensed.of_words),
            // English text has about four characters to a token; placeholders and JSON have fewer.
            tokens: self.preview.body().len().div_ceil(4),
            left_out_pages: self.condensed.left_out_pages.clone(),
            risk: self.risk.clone(),
            kept: self.kept.clone(),
            possible: self.possible.clone(),
        }
    }
}

impl Confidant {
    /// What would leave for this question about this document. Nothing has left; a refusal is in the ledger.
    pub async fn preview(
        &self,
        id: DocumentId,
        question: RawText,
        provider: &str,
        consent: &Consent,
    ) -> Result<PreviewView, PipelineError> {
        let to = self.provider(provider).await?;
        let (case, chat) = (self.case(id).await?, self.chat_of(id).await?);
        let scope = VaultScope::Document(id);
        let policy = self.policy_of(&[TermScope::Document(id), TermScope::Chat(chat)], consent).await?;
        let asked = Asked { question, before: self.said_lately(chat).await? };
        let pending = match self.way.preview(&case, &asked, &to, self.store.vault(scope).await?, &policy).await {
            Ok(pending) => pending,
            Err(error) => return Err(self.record_refusal(&confidant_cloud::destination(&to), error).await),
        };
        self.store.save_vault(scope, &pending.vault).await?;
        let view = pending.view();
        let awaiting = Awaiting { document: id, chat, provider: provider.to_owned(), pending };
        self.awaiting_lock().insert(view.digest, awaiting);
        Ok(view)
    }

    /// Which document and chat the waiting preview belongs to.
    pub fn awaiting(&self, digest: &Digest) -> Option<(DocumentId, ChatId)> {
        self.awaiting_lock().get(digest).map(|awaiting| (awaiting.document, awaiting.chat))
    }

    /// The person closed the sheet: nothing leaves, and the ledger says so.
    pub async fn refuse(&self, digest: &Digest) -> Result<(), PipelineError> {
        let awaiting = self.awaiting_lock().remove(digest).ok_or(PipelineError::Stale)?;
        self.ledger_refused(awaiting.pending.preview.destination(), "declined").await
    }

    /// Sends what the person saw under this digest, once, and keeps the restored answer in the document's chat.
    pub async fn approve(
        &self,
        digest: &Digest,
        cancel: &CancellationToken,
        events: Events<'_>,
    ) -> Result<(), PipelineError> {
        let Awaiting { chat, provider, pending, .. } =
            self.awaiting_lock().remove(digest).ok_or(PipelineError::Stale)?;
        let destination = pending.preview.destination().clone();
        if self.is_offline() {
            return Err(self.record_refusal(&destination, PipelineError::Offline).await);
        }
        let key = self.key(&provider).await?;
        self.store.add_message(chat, Role::User, &pending.question, &[], &MessageMeta::default()).await?;
        let message = self.begin_message(chat).await?;

        let streamed = Streamed::new(events);
        let ledger = StoredLedger(&self.store);
        let listen = |event| streamed.hear(event);
        match self.way.escalate(pending, digest, &key, &ledger, cancel, &listen).await {
            Ok(answer) => {
                let record = CloudRecord::of(&answer, &destination);
                let meta = MessageMeta {
                    state: match answer.broken_off {
                        None => MessageState::Finished,
                        Some("cancelled") => MessageState::Stopped,
                        Some(_) => MessageState::Failed,
                    },
                    model: Some(destination.model),
                    engine: Some(EngineRecord::Cloud),
                    ledger_entry: Some(answer.ledger_entry),
                    extra: Some(record.into_raw()?),
                    ..MessageMeta::default()
                };
                Ok(self.store.update_message(message, &answer.text, &[], &meta).await?)
            }
            Err(error) => Err(self.keep_partial(message, streamed, Some(EngineRecord::Cloud), error).await),
        }
    }

    /// What would leave, for a caller that keeps no documents. Nothing has left; a refusal is in the ledger.
    pub async fn preview_once(
        &self,
        case: &Case,
        question: &RawText,
        provider: &str,
        consent: &Consent,
    ) -> Result<Pending, PipelineError> {
        let to = self.provider(provider).await?;
        let policy = self.policy_of(&[], consent).await?;
        match self.way.preview(case, &question.clone().into(), &to, Vault::new(), &policy).await {
            Ok(pending) => Ok(pending),
            Err(error) => Err(self.record_refusal(&confidant_cloud::destination(&to), error).await),
        }
    }

    /// Sends what such a caller approved: what is sent is in the ledger, and nothing else is kept.
    pub async fn escalate_once(
        &self,
        pending: Pending,
        provider: &str,
        seen: &Digest,
        cancel: &CancellationToken,
        events: Events<'_>,
    ) -> Result<CloudAnswer, PipelineError> {
        let destination = pending.preview.destination().clone();
        let refused = match () {
            () if self.is_offline() => Some(PipelineError::Offline),
            () if pending.preview.digest() != seen => Some(PipelineError::Stale),
            () => None,
        };
        if let Some(error) = refused {
            return Err(self.record_refusal(&destination, error).await);
        }
        let key = self.key(provider).await?;
        self.way.escalate(pending, seen, &key, &StoredLedger(&self.store), cancel, events).await
    }
}
