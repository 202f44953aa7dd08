//! Vaults: which placeholder stands for what, for one document, one chat, or what was copied.

use confidant_privacy::{Place, Vault, VaultEntry};
use sqlx::{Row, Sqlite, Transaction};

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

/// The columns by which a row belongs to a scope.
type Owner = (Option<i64>, Option<i64>);

impl VaultScope {
    fn owner(self) -> Owner {
        match self {
            Self::Document(id) => (Some(id.0), None),
            Self::Chat(id) => (None, Some(id.0)),
            Self::Clipboard => (None, None),
        }
    }
}

impl Store {
    /// Keeps a vault. A vault only grows: what is kept must be the beginning of the new one, or an answer could be restored
    /// with another person's name. [`StoreError::VaultChanged`] says that somebody else added to it in the meantime.
    pub async fn save_vault(&self, scope: VaultScope, vault: &Vault) -> Result<(), StoreError> {
        let owner = scope.owner();
        let mut tx = self.write().await?;
        let exists = sqlx::query(
            "SELECT 1 WHERE (?1 IS NULL OR EXISTS (SELECT 1 FROM documents WHERE id = ?1))
             AND (?2 IS NULL OR EXISTS (SELECT 1 FROM chats WHERE id = ?2))",
        );
        exists.bind(owner.0).bind(owner.1).fetch_one(&mut *tx).await?;
        let kept = entries(&mut tx, owner).await?;
        let new: Vec<&VaultEntry> = vault.entries().collect();
        let grew = kept.len() <= new.len()
            && kept.iter().zip(&new).all(|(kept, new)| {
                kept.placeholder == new.placeholder && kept.value == new.value && kept.stand_in == new.stand_in
            });
        if !grew {
            return Err(StoreError::VaultChanged);
        }
        for (kept, new) in kept.iter().zip(&new).filter(|(kept, new)| kept.kind != new.kind) {
            rename(&mut tx, owner, kept, new).await?;
        }
        for entry in new.iter().skip(kept.len()) {
            sqlx::query(
                "INSERT INTO vault_entries (document_id, chat_id, placeholder, value, kind, stand_in) VALUES (?, ?, ?, ?, ?, ?)",
            )
            .bind(owner.0)
            .bind(owner.1)
            .bind(entry.placeholder.to_string())
            .bind(entry.value.expose(KEPT))
            .bind(entry.kind.name())
            .bind(&entry.stand_in)
            .execute(&mut *tx)
            .await?;
        }
        save_places(&mut tx, owner, vault).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The vault that is kept; an empty one if none is.
    pub async fn vault(&self, scope: VaultScope) -> Result<Vault, StoreError> {
        let owner = scope.owner();
        let mut tx = self.write().await?;
        let entries = entries(&mut tx, owner).await?;
        let places: Vec<(i64, u32)> =
            sqlx::query_as("SELECT prefix, entry FROM vault_places WHERE document_id IS ?1 AND chat_id IS ?2")
                .bind(owner.0)
                .bind(owner.1)
                .fetch_all(&mut *tx)
                .await?;
        let places = places.into_iter().map(|(prefix, entry)| Place { prefix: prefix.cast_unsigned(), entry });
        Vault::from_parts(entries, places.collect()).map_err(|_| StoreError::Damaged)
    }

    /// Forgets a vault. What was masked with it can no longer be restored.
    pub async fn forget_vault(&self, scope: VaultScope) -> Result<(), StoreError> {
        let owner = scope.owner();
        let mut tx = self.write().await?;
        for forget in [
            "DELETE FROM vault_entries WHERE document_id IS ?1 AND chat_id IS ?2",
            "DELETE FROM vault_places WHERE document_id IS ?1 AND chat_id IS ?2",
        ] {
            sqlx::query(forget).bind(owner.0).bind(owner.1).execute(&mut *tx).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

/// The entries of an owner in the order of first use.
async fn entries(tx: &mut Transaction<'static, Sqlite>, owner: Owner) -> Result<Vec<VaultEntry>, StoreError> {
    let rows = sqlx::query(
        "SELECT placeholder, value, kind, stand_in FROM vault_entries
         WHERE document_id IS ?1 AND chat_id IS ?2 ORDER BY rowid",
    );
    let rows = rows.bind(owner.0).bind(owner.1).fetch_all(&mut **tx).await?;
    rows.iter()
        .map(|row| {
            let placeholder: &str = row.try_get("placeholder")?;
            let value: String = row.try_get("value")?;
            let entry = VaultEntry::new(placeholder.parse().map_err(|_| StoreError::Damaged)?, value.into());
            let kind: Option<&str> = row.try_get("kind")?;
            let kind = kind.map(str::parse).transpose().map_err(|_| StoreError::Damaged)?;
            Ok(VaultEntry { kind: kind.unwrap_or(entry.kind), stand_in: row.try_get("stand_in")?, ..entry })
        })
        .collect()
}

/// A value was found as something else than before.
async fn rename(
    tx: &mut Transaction<'static, Sqlite>,
    owner: Owner,
    kept: &VaultEntry,
    new: &VaultEntry,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE vault_entries SET kind = ?5
         WHERE document_id IS ?1 AND chat_id IS ?2 AND placeholder = ?3 AND value = ?4",
    )
    .bind(owner.0)
    .bind(owner.1)
    .bind(kept.placeholder.to_string())
    .bind(kept.value.expose(KEPT))
    .bind(new.kind.name())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn save_places(tx: &mut Transaction<'static, Sqlite>, owner: Owner, vault: &Vault) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM vault_places WHERE document_id IS ?1 AND chat_id IS ?2")
        .bind(owner.0)
        .bind(owner.1)
        .execute(&mut **tx)
        .await?;
    for place in vault.places() {
        sqlx::query("INSERT INTO vault_places (document_id, chat_id, prefix, entry) VALUES (?, ?, ?, ?)")
            .bind(owner.0)
            .bind(owner.1)
            .bind(place.prefix.cast_signed())
            .bind(place.entry)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}
