//! Chats: questions and answers, about a document or about none.

use std::fmt;

use confidant_text::RawText;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::{Row, Sqlite, Transaction};

use crate::{
    DocumentId, EngineRecord, KEPT, Store, StoreError,
    documents::{from_word, now, one, time, word},
};

/// The number of a chat. It is never given to another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ChatId(pub i64);

/// The number of a message. It is never given to another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MessageId(pub i64);

impl fmt::Display for ChatId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A chat as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chat {
    /// Its number.
    pub id: ChatId,
    /// The document it is about, if any.
    pub document: Option<DocumentId>,
    /// What people call it.
    pub title: RawText,
    /// How many messages it has.
    pub messages: u32,
    /// When it began.
    pub created_at: Timestamp,
    /// When the last message came or changed.
    pub changed_at: Timestamp,
}

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The person.
    User,
    /// A model.
    Assistant,
    /// Confidant itself, about the chat.
    Notice,
}

/// How far a message came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageState {
    /// It is being written. After a restart nobody writes it any more: show it as stopped.
    Pending,
    /// It is whole.
    #[default]
    Finished,
    /// The person stopped it.
    Stopped,
    /// It broke off.
    Failed,
}

/// What an answer rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitationRecord {
    /// The page, counted from 1.
    pub page: u32,
    /// The source's own words.
    pub quote: RawText,
}

/// What is known about a message besides its text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MessageMeta {
    /// How far it came.
    pub state: MessageState,
    /// The model that wrote it, if one did.
    pub model: Option<String>,
    /// What made it.
    pub engine: Option<EngineRecord>,
    /// How sure the answer is, from 0 to 1.
    pub confidence: Option<f32>,
    /// Whether the document holds an answer.
    pub found: Option<bool>,
    /// The entry of the ledger under which its question left.
    pub ledger_entry: Option<u64>,
    /// What else the caller wants back, such as the cloud's own words and the report of the restoring, as it likes.
    pub extra: Option<RawText>,
}

/// A message of a chat.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Its number.
    pub id: MessageId,
    /// Who speaks.
    pub role: Role,
    /// What it says.
    pub text: RawText,
    /// What it rests on.
    pub citations: Vec<CitationRecord>,
    /// What else is known.
    pub meta: MessageMeta,
    /// When it was added.
    pub created_at: Timestamp,
}

/// The columns of [`MessageMeta`], in the order in which the statements below name them.
macro_rules! bind_meta {
    ($query:expr, $meta:expr) => {
        $query
            .bind(word($meta.state)?)
            .bind(&$meta.model)
            .bind($meta.engine.map(word).transpose()?)
            .bind($meta.confidence)
            .bind($meta.found)
            .bind($meta.ledger_entry.map(i64::try_from).transpose().map_err(|_| StoreError::NoSuchEntry)?)
            .bind($meta.extra.as_ref().map(|extra| extra.expose(KEPT)))
    };
}

impl Store {
    /// Begins a chat, about a document or about none.
    pub async fn create_chat(&self, document: Option<DocumentId>, title: &RawText) -> Result<ChatId, StoreError> {
        let mut tx = self.write().await?;
        if let Some(document) = document {
            sqlx::query("SELECT 1 FROM documents WHERE id = ?").bind(document.0).fetch_one(&mut *tx).await?;
        }
        let created = sqlx::query_scalar(
            "INSERT INTO chats (document_id, title, created_at, changed_at) VALUES (?1, ?2, ?3, ?3) RETURNING id",
        );
        let created = created.bind(document.map(|id| id.0)).bind(title.expose(KEPT)).bind(now());
        let id = created.fetch_one(&mut *tx).await?;
        tx.commit().await?;
        Ok(ChatId(id))
    }

    /// All chats, the one that changed last first.
    pub async fn chats(&self) -> Result<Vec<Chat>, StoreError> {
        let rows = sqlx::query(
            "SELECT *, (SELECT count(*) FROM messages WHERE chat_id = chats.id) AS messages
             FROM chats ORDER BY changed_at DESC, id DESC",
        );
        rows.fetch_all(&self.pool).await?.iter().map(chat).collect()
    }

    /// Calls a chat something else.
    pub async fn rename_chat(&self, id: ChatId, title: &RawText) -> Result<(), StoreError> {
        let renamed = sqlx::query("UPDATE chats SET title = ? WHERE id = ?").bind(title.expose(KEPT)).bind(id.0);
        one(renamed.execute(&self.pool).await?.rows_affected())
    }

    /// Forgets a chat with its messages and vault. The ledger stays: what left has left.
    pub async fn remove_chat(&self, id: ChatId) -> Result<(), StoreError> {
        let removed = sqlx::query("DELETE FROM chats WHERE id = ?").bind(id.0).execute(&self.pool).await?;
        one(removed.rows_affected())
    }

    /// The messages of a chat in order.
    pub async fn messages(&self, chat: ChatId) -> Result<Vec<Message>, StoreError> {
        let mut tx = self.pool.begin().await?;
        sqlx::query("SELECT 1 FROM chats WHERE id = ?").bind(chat.0).fetch_one(&mut *tx).await?;
        let rows = sqlx::query("SELECT * FROM messages WHERE chat_id = ? ORDER BY id").bind(chat.0);
        let mut messages: Vec<Message> =
            rows.fetch_all(&mut *tx).await?.iter().map(message).collect::<Result<_, _>>()?;
        for message in &mut messages {
            let rows = sqlx::query_as::<_, (u32, String)>(
                "SELECT page, quote FROM citations WHERE message_id = ? ORDER BY position",
            );
            let rows = rows.bind(message.id.0).fetch_all(&mut *tx).await?;
            message.citations =
                rows.into_iter().map(|(page, quote)| CitationRecord { page, quote: quote.into() }).collect();
        }
        Ok(messages)
    }

    /// Adds a message to a chat.
    pub async fn add_message(
        &self,
        chat: ChatId,
        role: Role,
        text: &RawText,
        citations: &[CitationRecord],
        meta: &MessageMeta,
    ) -> Result<MessageId, StoreError> {
        let mut tx = self.write().await?;
        touch(&mut tx, chat.0).await?;
        let added = sqlx::query_scalar(
            "INSERT INTO messages
             (state, model, engine, confidence, found, ledger_entry, extra, text, chat_id, role, created_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        );
        let added = bind_meta!(added, meta).bind(text.expose(KEPT)).bind(chat.0).bind(word(role)?).bind(now());
        let id: i64 = added.fetch_one(&mut *tx).await?;
        cite(&mut tx, id, citations).await?;
        tx.commit().await?;
        Ok(MessageId(id))
    }

    /// Gives a message its text: when it is finished or stopped, as streamed text is.
    pub async fn update_message(
        &self,
        id: MessageId,
        text: &RawText,
        citations: &[CitationRecord],
        meta: &MessageMeta,
    ) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        let updated = sqlx::query_scalar(
            "UPDATE messages
             SET state = ?, model = ?, engine = ?, confidence = ?, found = ?, ledger_entry = ?, extra = ?, text = ?
             WHERE id = ? RETURNING chat_id",
        );
        let updated = bind_meta!(updated, meta).bind(text.expose(KEPT)).bind(id.0);
        let chat: i64 = updated.fetch_one(&mut *tx).await?;
        touch(&mut tx, chat).await?;
        sqlx::query("DELETE FROM citations WHERE message_id = ?").bind(id.0).execute(&mut *tx).await?;
        cite(&mut tx, id.0, citations).await?;
        tx.commit().await?;
        Ok(())
    }
}

async fn touch(tx: &mut Transaction<'static, Sqlite>, chat: i64) -> Result<(), StoreError> {
    let touched = sqlx::query("UPDATE chats SET changed_at = ? WHERE id = ?").bind(now()).bind(chat);
    one(touched.execute(&mut **tx).await?.rows_affected())
}

async fn cite(tx: &mut Transaction<'static, Sqlite>, id: i64, citations: &[CitationRecord]) -> Result<(), StoreError> {
    for (position, citation) in (0_i64..).zip(citations) {
        sqlx::query("INSERT INTO citations VALUES (?, ?, ?, ?)")
            .bind(id)
            .bind(position)
            .bind(citation.page)
            .bind(citation.quote.expose(KEPT))
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

fn chat(row: &sqlx::sqlite::SqliteRow) -> Result<Chat, StoreError> {
    Ok(Chat {
        id: ChatId(row.try_get("id")?),
        document: row.try_get::<Option<i64>, _>("document_id")?.map(DocumentId),
        title: row.try_get::<String, _>("title")?.into(),
        messages: row.try_get("messages")?,
        created_at: time(row.try_get("created_at")?)?,
        changed_at: time(row.try_get("changed_at")?)?,
    })
}

fn message(row: &sqlx::sqlite::SqliteRow) -> Result<Message, StoreError> {
    let entry: Option<i64> = row.try_get("ledger_entry")?;
    let meta = MessageMeta {
        state: from_word(row.try_get("state")?)?,
        model: row.try_get("model")?,
        engine: row.try_get::<Option<String>, _>("engine")?.map(from_word).transpose()?,
        confidence: row.try_get("confidence")?,
        found: row.try_get("found")?,
        ledger_entry: entry.map(u64::try_from).transpose().map_err(|_| StoreError::Damaged)?,
        extra: row.try_get::<Option<String>, _>("extra")?.map(RawText::from),
    };
    Ok(Message {
        id: MessageId(row.try_get("id")?),
        role: from_word(row.try_get("role")?)?,
        text: row.try_get::<String, _>("text")?.into(),
        citations: Vec::new(),
        meta,
        created_at: time(row.try_get("created_at")?)?,
    })
}
