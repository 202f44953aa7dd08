//! Files: the bytes that a document was read from, kept so that its pages can be shown as printed.

use std::fmt;

use sqlx::Row;
use zeroize::Zeroizing;

use crate::{DocumentId, Store, StoreError};

/// The largest file that is kept, in bytes.
pub const MAX_FILE: u64 = 64 << 20;

/// A kept file.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredFile {
    /// Its bytes, as they were read.
    pub content: Vec<u8>,
    /// What opens it, when it is protected. It is kept because it guards nothing more here: the text that it protected lies
    /// in the same encrypted database.
    pub password: Option<Zeroizing<String>>,
}

impl fmt::Debug for StoredFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StoredFile({} bytes)", self.content.len())
    }
}

impl Store {
    /// Keeps the file of a document, once. A file that is larger than [`MAX_FILE`] is not kept; says whether it is there now.
    pub async fn keep_file(&self, id: DocumentId, content: &[u8], password: Option<&str>) -> Result<bool, StoreError> {
        if content.len() as u64 > MAX_FILE {
            return Ok(false);
        }
        let mut tx = self.write().await?;
        sqlx::query("SELECT 1 FROM documents WHERE id = ?").bind(id.0).fetch_one(&mut *tx).await?;
        sqlx::query("INSERT INTO files VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
            .bind(id.0)
            .bind(content)
            .bind(password)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Whether the file of a document is kept. Its bytes are not read.
    pub async fn has_file(&self, id: DocumentId) -> Result<bool, StoreError> {
        let found = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM files WHERE document_id = ?)").bind(id.0);
        Ok(found.fetch_one(&self.pool).await?)
    }

    /// The file of a document. [`StoreError::NotFound`] says that it was not kept.
    pub async fn file(&self, id: DocumentId) -> Result<StoredFile, StoreError> {
        let row = sqlx::query("SELECT content, password FROM files WHERE document_id = ?").bind(id.0);
        let row = row.fetch_one(&self.pool).await?;
        let password: Option<String> = row.try_get("password")?;
        Ok(StoredFile { content: row.try_get("content")?, password: password.map(Zeroizing::new) })
    }
}
