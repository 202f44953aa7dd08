//! Providers: who may be asked, and the key for each.

use zeroize::Zeroizing;

use crate::{Store, StoreError, documents::one, keyring};

/// A provider as a person set it up. What is valid is the cloud crate's to say.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ProviderRecord {
    /// What people call it.
    pub name: String,
    /// Which protocol it speaks.
    pub kind: String,
    /// Where it is.
    pub base_url: String,
    /// Which model is asked.
    pub model: String,
}

impl Store {
    /// Keeps a provider, in place of the one of this name.
    pub async fn save_provider(&self, provider: &ProviderRecord) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO providers (name, kind, base_url, model) VALUES (?, ?, ?, ?)
             ON CONFLICT (name) DO UPDATE SET kind = excluded.kind, base_url = excluded.base_url, model = excluded.model",
        )
        .bind(&provider.name)
        .bind(&provider.kind)
        .bind(&provider.base_url)
        .bind(&provider.model)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// All providers by name.
    pub async fn providers(&self) -> Result<Vec<ProviderRecord>, StoreError> {
        let all = sqlx::query_as("SELECT name, kind, base_url, model FROM providers ORDER BY name");
        Ok(all.fetch_all(&self.pool).await?)
    }

    /// The provider of this name, if there is one.
    pub async fn provider(&self, name: &str) -> Result<Option<ProviderRecord>, StoreError> {
        let named = sqlx::query_as("SELECT name, kind, base_url, model FROM providers WHERE name = ?").bind(name);
        Ok(named.fetch_optional(&self.pool).await?)
    }

    /// Forgets a provider and its key.
    pub async fn remove_provider(&self, name: &str) -> Result<(), StoreError> {
        if self.by_keyring() {
            keyring::remove(self.provider_key_name(name)).await?;
        }
        one(sqlx::query("DELETE FROM providers WHERE name = ?").bind(name).execute(&self.pool).await?.rows_affected())
    }

    /// Keeps a provider's key: in the keyring where that opens the store, otherwise in the encrypted database.
    pub async fn set_provider_key(&self, name: &str, key: &Zeroizing<String>) -> Result<(), StoreError> {
        if self.provider(name).await?.is_none() {
            return Err(StoreError::NotFound);
        }
        if self.by_keyring() {
            return keyring::set(self.provider_key_name(name), Zeroizing::new(key.as_bytes().to_vec())).await;
        }
        let kept = sqlx::query("UPDATE providers SET key = ? WHERE name = ?").bind(key.as_str()).bind(name);
        one(kept.execute(&self.pool).await?.rows_affected())
    }

    /// A provider's key, if one is kept.
    pub async fn provider_key(&self, name: &str) -> Result<Option<Zeroizing<String>>, StoreError> {
        if self.by_keyring() {
            let Some(bytes) = keyring::get(self.provider_key_name(name)).await? else { return Ok(None) };
            let key = std::str::from_utf8(&bytes).map_err(|_| StoreError::Damaged)?;
            return Ok(Some(Zeroizing::new(key.to_owned())));
        }
        let kept = sqlx::query_scalar("SELECT key FROM providers WHERE name = ?").bind(name);
        let kept: Option<Option<String>> = kept.fetch_optional(&self.pool).await?;
        Ok(kept.flatten().map(Zeroizing::new))
    }

    fn provider_key_name(&self, name: &str) -> String {
        format!("provider:{}:{name}", self.note.id)
    }
}
