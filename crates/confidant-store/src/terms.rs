//! Terms: the words that a person wants masked always, or never, and where.

use std::fmt;

use confidant_text::{EntityKind, RawText};
use serde::{Deserialize, Serialize};
use sqlx::Row;

use crate::{
    ChatId, DocumentId, KEPT, Store, StoreError,
    documents::{from_word, one, word},
};

/// The number of a term. It is never given to another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TermId(pub i64);

impl fmt::Display for TermId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Where a term holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TermScope {
    /// In every text.
    Everywhere,
    /// In a document and its chats.
    Document(DocumentId),
    /// In a chat.
    Chat(ChatId),
}

/// Which list a term is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermList {
    /// It is masked wherever it stands.
    Always,
    /// It is not masked, whoever finds it.
    Never,
}

/// A term to keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTerm {
    /// The word.
    pub text: RawText,
    /// What it is.
    pub kind: EntityKind,
    /// Which list it goes on.
    pub list: TermList,
    /// Where it holds.
    pub scope: TermScope,
}

/// A term that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermRecord {
    /// Its number.
    pub id: TermId,
    /// What it is.
    pub term: NewTerm,
}

impl TermScope {
    fn ids(self) -> (Option<i64>, Option<i64>) {
        match self {
            Self::Everywhere => (None, None),
            Self::Document(id) => (Some(id.0), None),
            Self::Chat(id) => (None, Some(id.0)),
        }
    }
}

impl Store {
    /// Keeps a term. One that is on a list of this scope already moves to this list, with this kind.
    pub async fn add_term(&self, new: &NewTerm) -> Result<TermId, StoreError> {
        let (document, chat) = new.scope.ids();
        let added = sqlx::query_scalar(
            "INSERT INTO terms (document_id, chat_id, list, text, kind) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (coalesce(document_id, 0), coalesce(chat_id, 0), text)
             DO UPDATE SET list = excluded.list, kind = excluded.kind RETURNING id",
        );
        let added = added.bind(document).bind(chat).bind(word(new.list)?).bind(new.text.expose(KEPT));
        Ok(TermId(added.bind(new.kind.name()).fetch_one(&self.pool).await?))
    }

    /// Keeps all of these terms or none, and tells how many are new. One that is on a list of its scope already stays as it is.
    pub async fn add_terms(&self, new: &[NewTerm]) -> Result<usize, StoreError> {
        let mut tx = self.write().await?;
        let mut added = 0;
        for term in new {
            let (document, chat) = term.scope.ids();
            let kept = sqlx::query(
                "INSERT INTO terms (document_id, chat_id, list, text, kind) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            );
            let kept = kept.bind(document).bind(chat).bind(word(term.list)?).bind(term.text.expose(KEPT));
            added += usize::from(kept.bind(term.kind.name()).execute(&mut *tx).await?.rows_affected() > 0);
        }
        tx.commit().await?;
        Ok(added)
    }

    /// Forgets a term.
    pub async fn remove_term(&self, id: TermId) -> Result<(), StoreError> {
        one(sqlx::query("DELETE FROM terms WHERE id = ?").bind(id.0).execute(&self.pool).await?.rows_affected())
    }

    /// The terms of exactly this scope, in the order in which they were added.
    pub async fn terms(&self, scope: TermScope) -> Result<Vec<TermRecord>, StoreError> {
        let (document, chat) = scope.ids();
        let rows =
            sqlx::query("SELECT id, list, text, kind FROM terms WHERE document_id IS ?1 AND chat_id IS ?2 ORDER BY id");
        let rows = rows.bind(document).bind(chat).fetch_all(&self.pool).await?;
        rows.iter()
            .map(|row| {
                let kind: &str = row.try_get("kind")?;
                let term = NewTerm {
                    text: row.try_get::<String, _>("text")?.into(),
                    kind: kind.parse().map_err(|_| StoreError::Damaged)?,
                    list: from_word(row.try_get("list")?)?,
                    scope,
                };
                Ok(TermRecord { id: TermId(row.try_get("id")?), term })
            })
            .collect()
    }
}
