//! Vaults: which placeholder stands for what, for one document, one chat, or what was copied.

use confidant_privacy::{Placeholder, Vault, VaultEntry};

use crate::{ChatId, DocumentId, KEPT, Store, StoreError};

/// Whose placeholders they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VaultScope {
    /// A document with all its chats.
    Document(DocumentId),
    /// A chat without a document.
    Chat(ChatId),
    /// What was masked on the clipboard.
    Clipboard,
}

impl VaultScope {
    fn ids(self) -> (Option<i64>, Option<i64>) {
        match self {
            Self::Document(id) => (Some(id.0), None),
            Self::Chat(id) => (None, Some(id.0)),
            Self::Clipboard => (None, None),
        }
    }
}

const ENTRIES: &str =
    "SELECT placeholder, value FROM vault_entries WHERE document_id IS ?1 AND chat_id IS ?2 ORDER BY rowid";

impl Store {
    /// Keeps a vault. A vault only grows: what is kept must be in the new one, unchanged, or an answer could be restored
    /// with another person's name. [`StoreError::VaultChanged`] says that somebody else added to it in the meantime.
    pub async fn save_vault(&self, scope: VaultScope, vault: &Vault) -> Result<(), StoreError> {
        let (document, chat) = scope.ids();
        let mut tx = self.write().await?;
        let owner = sqlx::query(
            "SELECT 1 WHERE (?1 IS NULL OR EXISTS (SELECT 1 FROM documents WHERE id = ?1))
             AND (?2 IS NULL OR EXISTS (SELECT 1 FROM chats WHERE id = ?2))",
        );
        owner.bind(document).bind(chat).fetch_one(&mut *tx).await?;
        let kept: Vec<(String, String)> = sqlx::query_as(ENTRIES).bind(document).bind(chat).fetch_all(&mut *tx).await?;
        let mut kept_names = std::collections::BTreeSet::new();
        for (name, value) in kept {
            let placeholder: Placeholder = name.parse().map_err(|_| StoreError::Damaged)?;
            if vault.get(&placeholder).is_none_or(|now| now.expose(KEPT) != value) {
                return Err(StoreError::VaultChanged);
            }
            kept_names.insert(name);
        }
        for entry in vault.entries() {
            let name = entry.placeholder.to_string();
            if kept_names.contains(&name) {
                continue;
            }
            sqlx::query("INSERT INTO vault_entries VALUES (?, ?, ?, ?)")
                .bind(document)
                .bind(chat)
                .bind(name)
                .bind(entry.value.expose(KEPT))
                .execute(&mut *tx)
                .await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// The vault that is kept; an empty one if none is.
    pub async fn vault(&self, scope: VaultScope) -> Result<Vault, StoreError> {
        let (document, chat) = scope.ids();
        let rows: Vec<(String, String)> =
            sqlx::query_as(ENTRIES).bind(document).bind(chat).fetch_all(&self.pool).await?;
        let entries = rows.into_iter().map(|(name, value)| {
            Ok(VaultEntry { placeholder: name.parse().map_err(|_| StoreError::Damaged)?, value: value.into() })
        });
        Vault::from_entries(entries.collect::<Result<_, StoreError>>()?).map_err(|_| StoreError::Damaged)
    }
    /// Forgets a vault. What was masked with it can no longer be restored.
    pub async fn forget_vault(&self, scope: VaultScope) -> Result<(), StoreError> {
        let (document, chat) = scope.ids();
        let forgotten = sqlx::query("DELETE FROM vault_entries WHERE document_id IS ?1 AND chat_id IS ?2");
        forgotten.bind(document).bind(chat).execute(&self.pool).await?;
        Ok(())
    }
}
