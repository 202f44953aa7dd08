//! Chats: what was asked, what was answered, and how far an answer came.

use std::sync::{Mutex, PoisonError};

use confidant_local::{Answer, Engine, Generated, Role as Speaker, Stopped, Turn};
use confidant_privacy::Destination;
use confidant_store::{
    Chat, ChatId, CitationRecord, DocumentId, EngineRecord, Message, MessageId, MessageMeta, MessageState, Role,
};
use confidant_text::RawText;
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use crate::{CloudAnswer, Confidant, Events, PipelineError, StageEvent};

/// How many characters of the first question become a chat's title.
const TITLE: usize = 60;
/// How many turns before a question are read with it.
const LATELY: usize = 8;

/// What came back from outside, as it is kept beside the restored answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CloudRecord {
    /// The cloud's own words, masked.
    pub masked: String,
    /// Where the question went.
    pub destination: String,
    /// Placeholders that were sent.
    pub sent: usize,
    /// Of them, how many came back.
    pub returned: usize,
    /// What looked like a placeholder and could not be resolved.
    pub unresolved: Vec<String>,
    /// Placeholders that were never sent.
    pub invented: Vec<String>,
    /// Whether the local model changed the wording.
    pub refined: bool,
    /// Why the answer is not whole, if it is not.
    pub broken_off: Option<String>,
}

impl CloudRecord {
    /// What is kept of an answer.
    pub fn of(answer: &CloudAnswer, destination: &Destination) -> Self {
        let report = answer.report.clone();
        Self {
            masked: answer.reply.masked_words().to_owned(),
            destination: destination.url.clone(),
            sent: report.sent,
            returned: report.returned,
            unresolved: report.unresolved,
            invented: report.invented,
            refined: answer.refined,
            broken_off: answer.broken_off.map(str::to_owned),
        }
    }

    /// Reads it back from a message.
    pub fn read(message: &Message) -> Option<Self> {
        let kept = message.meta.extra.as_ref()?;
        serde_json::from_str(kept.expose("to show the cloud's own words beside the restored ones")).ok()
    }

    pub(crate) fn into_raw(self) -> Result<RawText, PipelineError> {
        serde_json::to_string(&self).map(RawText::new).map_err(|_| PipelineError::Internal)
    }
}

/// A chat with its messages.
pub struct ChatView {
    /// The chat.
    pub chat: Chat,
    /// What was said, in order.
    pub messages: Vec<Message>,
}

impl Confidant {
    /// The chats that are about no document, the latest first.
    pub async fn chats(&self) -> Result<Vec<Chat>, PipelineError> {
        let all = self.store.chats().await?;
        Ok(all.into_iter().filter(|chat| chat.document.is_none() && chat.messages > 0).collect())
    }

    /// A new chat about no document.
    pub async fn new_chat(&self) -> Result<ChatView, PipelineError> {
        let id = self.store.create_chat(None, &RawText::default()).await?;
        self.chat(id).await
    }

    /// A chat with its messages.
    pub async fn chat(&self, id: ChatId) -> Result<ChatView, PipelineError> {
        Ok(ChatView { chat: self.chat_card(id).await?, messages: self.store.messages(id).await? })
    }

    /// Forgets a chat.
    pub async fn remove_chat(&self, id: ChatId) -> Result<(), PipelineError> {
        Ok(self.store.remove_chat(id).await?)
    }

    /// Asks the local model. The question is kept before the work begins; what was streamed is kept however it ends.
    pub async fn ask(
        &self,
        id: ChatId,
        question: RawText,
        cancel: &CancellationToken,
        events: Events<'_>,
    ) -> Result<(), PipelineError> {
        let ChatView { chat, messages } = self.chat(id).await?;
        if messages.is_empty() && chat.document.is_none() {
            self.store.rename_chat(id, &title(&question)).await?;
        }
        let history = turns(&messages);
        self.store.add_message(id, Role::User, &question, &[], &MessageMeta::default()).await?;
        let message = self.begin_message(id).await?;

        let streamed = Streamed::new(events);
        let listen = |event| streamed.hear(event);
        let answered = match chat.document {
            Some(document) => {
                let case = self.case(document).await?;
                self.way.answer(&[&case], &question, &history, cancel, &listen).await.map(Ended::from)
            }
            None => self.way.chat(&question, &history, cancel, &listen).await.map(Ended::from),
        };
        match answered {
            Ok(Ended { text, citations, meta }) => {
                Ok(self.store.update_message(message, &text, &citations, &meta).await?)
            }
            Err(error) => Err(self.keep_partial(message, streamed, None, error).await),
        }
    }

    /// The last turns of a chat, oldest first.
    pub(crate) async fn said_lately(&self, chat: ChatId) -> Result<Vec<RawText>, PipelineError> {
        let said = turns(&self.store.messages(chat).await?);
        Ok(said.into_iter().rev().take(LATELY).map(|turn| turn.text).rev().collect())
    }

    /// The message that an answer streams into.
    pub(crate) async fn begin_message(&self, chat: ChatId) -> Result<MessageId, PipelineError> {
        let meta = MessageMeta { state: MessageState::Pending, ..MessageMeta::default() };
        Ok(self.store.add_message(chat, Role::Assistant, &RawText::default(), &[], &meta).await?)
    }

    /// Keeps what was streamed of an answer that did not come to its end, and gives the reason back.
    pub(crate) async fn keep_partial(
        &self,
        message: MessageId,
        streamed: Streamed<'_>,
        engine: Option<EngineRecord>,
        reason: PipelineError,
    ) -> PipelineError {
        let state = if reason.is_cancelled() { MessageState::Stopped } else { MessageState::Failed };
        let meta = MessageMeta { state, engine, ..MessageMeta::default() };
        match self.store.update_message(message, &streamed.text(), &[], &meta).await {
            Ok(()) => reason,
            Err(error) => error.into(),
        }
    }

    /// The one chat about a document.
    pub(crate) async fn chat_of(&self, document: DocumentId) -> Result<ChatId, PipelineError> {
        let found = self.store.chats().await?.into_iter().find(|chat| chat.document == Some(document));
        match found {
            Some(chat) => Ok(chat.id),
            None => Ok(self.store.create_chat(Some(document), &RawText::default()).await?),
        }
    }

    async fn chat_card(&self, id: ChatId) -> Result<Chat, PipelineError> {
        self.store.chats().await?.into_iter().find(|chat| chat.id == id).ok_or(PipelineError::Unknown("chat"))
    }
}

/// Passes a job's events on and keeps the text that streamed by.
pub(crate) struct Streamed<'a> {
    events: Events<'a>,
    text: Mutex<String>,
}

impl<'a> Streamed<'a> {
    pub(crate) fn new(events: Events<'a>) -> Self {
        Self { events, text: Mutex::default() }
    }

    pub(crate) fn hear(&self, event: StageEvent) {
        if let StageEvent::Delta(piece) = &event {
            self.text.lock().unwrap_or_else(PoisonError::into_inner).push_str(piece);
        }
        (self.events)(event);
    }

    fn text(self) -> RawText {
        self.text.into_inner().unwrap_or_else(PoisonError::into_inner).into()
    }
}

/// An answer, ready to be kept.
struct Ended {
    text: RawText,
    citations: Vec<CitationRecord>,
    meta: MessageMeta,
}

impl From<Answer> for Ended {
    fn from(answer: Answer) -> Self {
        let citations =
            answer.citations.into_iter().map(|cited| CitationRecord { page: cited.page, quote: cited.quote });
        let meta = MessageMeta {
            state: if answer.stopped { MessageState::Stopped } else { MessageState::Finished },
            engine: Some(engine(answer.engine)),
            confidence: Some(answer.confidence),
            found: Some(answer.found),
            ..MessageMeta::default()
        };
        Self { text: answer.text, citations: citations.collect(), meta }
    }
}

impl From<Generated> for Ended {
    fn from(generated: Generated) -> Self {
        let state = match generated.stopped {
            Stopped::Cancelled => MessageState::Stopped,
            Stopped::End | Stopped::Length => MessageState::Finished,
        };
        let meta = MessageMeta { state, engine: Some(EngineRecord::Llm), ..MessageMeta::default() };
        Self { text: generated.text, citations: Vec::new(), meta }
    }
}

pub(crate) fn engine(engine: Engine) -> EngineRecord {
    match engine {
        Engine::Llm => EngineRecord::Llm,
        Engine::Extractive => EngineRecord::Extractive,
    }
}

/// What was said so far, without answers that were never given.
fn turns(messages: &[Message]) -> Vec<Turn> {
    let said = messages.iter().filter(|message| !message.text.is_blank());
    said.filter_map(|message| match message.role {
        Role::User => Some(Turn::new(Speaker::User, message.text.clone())),
        Role::Assistant => Some(Turn::new(Speaker::Assistant, message.text.clone())),
        Role::Notice => None,
    })
    .collect()
}

fn title(question: &RawText) -> RawText {
    let line = question.expose("to title the chat in the encrypted store").lines().next().unwrap_or_default();
    let short: String = line.chars().take(TITLE).collect();
    if short.len() < line.len() { format!("{short}…").into() } else { short.into() }
}
