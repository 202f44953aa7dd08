//! Documents: what was read from a file, kept so that it comes back exactly.

use std::fmt;

use confidant_text::{Document, Page, PageSize, PageSource, RawText, Warning, WarningCode};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::Row;

use crate::{KEPT, Store, StoreError};

/// The number of a document. It is never given to another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DocumentId(pub i64);

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A document to keep.
#[derive(Clone, Debug)]
pub struct NewDocument<'a> {
    /// SHA-256 of the file: the same file is kept once.
    pub digest: [u8; 32],
    /// What people call it, at first the file's name.
    pub name: RawText,
    /// Size of the file.
    pub bytes: u64,
    /// What was read.
    pub document: &'a Document,
}

/// A document as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentCard {
    /// Its number.
    pub id: DocumentId,
    /// What people call it.
    pub name: RawText,
    /// SHA-256 of the file.
    pub digest: [u8; 32],
    /// Size of the file.
    pub bytes: u64,
    /// How many pages it has.
    pub pages: u32,
    /// Whether a summary is kept.
    pub summarised: bool,
    /// When it was added.
    pub added_at: Timestamp,
}

const CARDS: &str = "SELECT id, name, digest, bytes, added_at,
    (SELECT count(*) FROM pages WHERE document_id = id) AS pages,
    EXISTS (SELECT 1 FROM summaries WHERE document_id = id) AS summarised
    FROM documents WHERE ?1 IS NULL OR id = ?1 ORDER BY id DESC";

impl Store {
    /// Keeps a document. A file that is kept already gives back its number; nothing is changed then.
    pub async fn add_document(&self, new: NewDocument<'_>) -> Result<DocumentId, StoreError> {
        let mut tx = self.write().await?;
        let known = sqlx::query_scalar("SELECT id FROM documents WHERE digest = ?").bind(new.digest.as_slice());
        if let Some(id) = known.fetch_optional(&mut *tx).await? {
            return Ok(DocumentId(id));
        }
        let id: i64 = sqlx::query_scalar(
            "INSERT INTO documents (digest, name, bytes, added_at) VALUES (?, ?, ?, ?) RETURNING id",
        )
        .bind(new.digest.as_slice())
        .bind(new.name.expose(KEPT))
        .bind(i64::try_from(new.bytes).unwrap_or(i64::MAX))
        .bind(now())
        .fetch_one(&mut *tx)
        .await?;
        for (position, page) in (0_i64..).zip(&new.document.pages) {
            let words = postcard::to_stdvec(&page.words).map_err(|_| StoreError::Damaged)?;
            sqlx::query("INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                .bind(id)
                .bind(position)
                .bind(page.number)
                .bind(page.text.expose(KEPT))
                .bind(word(page.source)?)
                .bind(page.size.map(|size| size.width))
                .bind(page.size.map(|size| size.height))
                .bind(words)
                .execute(&mut *tx)
                .await?;
        }
        for (position, warning) in (0_i64..).zip(&new.document.warnings) {
            sqlx::query("INSERT INTO warnings VALUES (?, ?, ?, ?)")
                .bind(id)
                .bind(position)
                .bind(word(warning.code)?)
                .bind(warning.page)
                .execute(&mut *tx)
                .await?;
        }
        for (name, value) in &new.document.metadata {
            sqlx::query("INSERT INTO metadata VALUES (?, ?, ?)")
                .bind(id)
                .bind(name)
                .bind(value.expose(KEPT))
                .execute(&mut *tx)
                .await?;
        }
        tx.commit().await?;
        Ok(DocumentId(id))
    }

    /// All documents, the newest first.
    pub async fn documents(&self) -> Result<Vec<DocumentCard>, StoreError> {
        let rows = sqlx::query(CARDS).bind(None::<i64>).fetch_all(&self.pool).await?;
        rows.iter().map(card).collect()
    }

    /// One document as a list shows it.
    pub async fn document_card(&self, id: DocumentId) -> Result<DocumentCard, StoreError> {
        card(&sqlx::query(CARDS).bind(id.0).fetch_one(&self.pool).await?)
    }

    /// The document that this file became, if it is kept.
    pub async fn find_document(&self, digest: [u8; 32]) -> Result<Option<DocumentId>, StoreError> {
        let found = sqlx::query_scalar("SELECT id FROM documents WHERE digest = ?").bind(digest.as_slice());
        Ok(found.fetch_optional(&self.pool).await?.map(DocumentId))
    }

    /// The document as it was read from its file.
    pub async fn document(&self, id: DocumentId) -> Result<Document, StoreError> {
        let mut tx = self.pool.begin().await?;
        sqlx::query("SELECT 1 FROM documents WHERE id = ?").bind(id.0).fetch_one(&mut *tx).await?;
        let pages = sqlx::query(
            "SELECT number, text, source, width, height, words FROM pages WHERE document_id = ? ORDER BY position",
        );
        let pages = pages.bind(id.0).fetch_all(&mut *tx).await?.iter().map(page).collect::<Result<_, _>>()?;
        let warnings = sqlx::query("SELECT code, page FROM warnings WHERE document_id = ? ORDER BY position");
        let warnings = warnings.bind(id.0).fetch_all(&mut *tx).await?.iter().map(warning).collect::<Result<_, _>>()?;
        let metadata = sqlx::query_as::<_, (String, String)>("SELECT name, value FROM metadata WHERE document_id = ?");
        let metadata = metadata.bind(id.0).fetch_all(&mut *tx).await?;
        let metadata = metadata.into_iter().map(|(name, value)| (name, value.into())).collect();
        Ok(Document { pages, warnings, metadata })
    }

    /// One page of a document, by its number.
    pub async fn page(&self, id: DocumentId, number: u32) -> Result<Page, StoreError> {
        let found = sqlx::query(
            "SELECT number, text, source, width, height, words FROM pages WHERE document_id = ? AND number = ?",
        );
        page(&found.bind(id.0).bind(number).fetch_one(&self.pool).await?)
    }

    /// Calls a document something else.
    pub async fn rename_document(&self, id: DocumentId, name: &RawText) -> Result<(), StoreError> {
        let renamed = sqlx::query("UPDATE documents SET name = ? WHERE id = ?").bind(name.expose(KEPT)).bind(id.0);
        one(renamed.execute(&self.pool).await?.rows_affected())
    }

    /// Forgets a document with its file, summary, chats and vault. The ledger stays: what left has left.
    pub async fn remove_document(&self, id: DocumentId) -> Result<(), StoreError> {
        let removed = sqlx::query("DELETE FROM documents WHERE id = ?").bind(id.0).execute(&self.pool).await?;
        one(removed.rows_affected())
    }
}

fn card(row: &sqlx::sqlite::SqliteRow) -> Result<DocumentCard, StoreError> {
    let digest: Vec<u8> = row.try_get("digest")?;
    Ok(DocumentCard {
        id: DocumentId(row.try_get("id")?),
        name: row.try_get::<String, _>("name")?.into(),
        digest: digest.try_into().map_err(|_| StoreError::Damaged)?,
        bytes: u64::try_from(row.try_get::<i64, _>("bytes")?).map_err(|_| StoreError::Damaged)?,
        pages: row.try_get("pages")?,
        summarised: row.try_get("summarised")?,
        added_at: time(row.try_get("added_at")?)?,
    })
}

fn page(row: &sqlx::sqlite::SqliteRow) -> Result<Page, StoreError> {
    let size = match (row.try_get("width")?, row.try_get("height")?) {
        (Some(width), Some(height)) => Some(PageSize { width, height }),
        _ => None,
    };
    Ok(Page {
        number: row.try_get("number")?,
        text: row.try_get::<String, _>("text")?.into(),
        source: from_word::<PageSource>(row.try_get("source")?)?,
        size,
        words: postcard::from_bytes(row.try_get("words")?).map_err(|_| StoreError::Damaged)?,
    })
}

fn warning(row: &sqlx::sqlite::SqliteRow) -> Result<Warning, StoreError> {
    Ok(Warning { code: from_word::<WarningCode>(row.try_get("code")?)?, page: row.try_get("page")? })
}

/// The one word that a plain enum is on the wire.
pub(crate) fn word(value: impl Serialize) -> Result<String, StoreError> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        _ => Err(StoreError::Damaged),
    }
}

pub(crate) fn from_word<T: for<'de> Deserialize<'de>>(word: String) -> Result<T, StoreError> {
    serde_json::from_value(serde_json::Value::String(word)).map_err(|_| StoreError::Damaged)
}

pub(crate) fn now() -> String {
    Timestamp::now().to_string()
}

pub(crate) fn time(text: &str) -> Result<Timestamp, StoreError> {
    text.parse().map_err(|_| StoreError::Damaged)
}

/// A change that meets no row met something that was removed.
pub(crate) fn one(rows: u64) -> Result<(), StoreError> {
    if rows == 0 { Err(StoreError::NotFound) } else { Ok(()) }
}
