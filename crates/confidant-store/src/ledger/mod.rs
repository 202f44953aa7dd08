//! The ledger: what left this computer, to whom and when, what was refused, and what came back.
//!
//! Entries are only ever added, each linked to the one before by a hash, and on the disk when the call returns. Its length and
//! last hash are kept a second time: in the database, and in the keyring where that opens the store, so that an older copy of
//! the whole folder is noticed too. Whoever holds the key of the database *and* writes to the keyring can forge all of it: the
//! chain shows damage and meddling, it is no proof against the owner of the computer.

mod entry;
mod verify;

#[cfg(test)]
mod tests;

use jiff::Timestamp;
use sqlx::{Row, Sqlite, Transaction};
use zeroize::Zeroizing;

pub(crate) use entry::GENESIS;
pub use entry::{Entry, EntryKind, LedgerEntry, NewEntry, Tokens};
pub use verify::{Problem, Verdict};

use crate::{Store, StoreError, keyring};

impl Store {
    /// Adds an entry and gives its number. When this returns, it is on the disk.
    pub async fn append(&self, new: NewEntry) -> Result<u64, StoreError> {
        let mut tx = self.write().await?;
        let (count, prev_hash) = head(&mut tx).await?;
        let new = complete(&mut tx, new).await?;
        let seq = count + 1;
        let canonical = serde_json::to_string(&new.entry(seq, Timestamp::now())).map_err(|_| StoreError::Damaged)?;
        let hash = entry::link(&prev_hash, &canonical);
        sqlx::query("INSERT INTO ledger VALUES (?, ?, ?, ?)")
            .bind(number(seq)?)
            .bind(canonical)
            .bind(prev_hash)
            .bind(&hash)
            .execute(&mut *tx)
            .await?;
        let moved = sqlx::query("UPDATE ledger_head SET count = ?, hash = ?").bind(number(seq)?).bind(&hash);
        moved.execute(&mut *tx).await?;
        tx.commit().await?;
        self.anchor(seq, &hash).await;
        Ok(seq)
    }

    /// The entries after this number, at most so many, in order: page through them.
    pub async fn ledger_after(&self, seq: u64, limit: u32) -> Result<Vec<LedgerEntry>, StoreError> {
        let rows =
            sqlx::query("SELECT * FROM ledger WHERE seq > ? ORDER BY seq LIMIT ?").bind(number(seq)?).bind(limit);
        rows.fetch_all(&self.pool).await?.iter().map(read).collect()
    }

    /// All entries in order.
    pub async fn ledger(&self) -> Result<Vec<LedgerEntry>, StoreError> {
        self.ledger_after(0, u32::MAX).await
    }

    /// The ledger as JSON lines: `{"entry":…,"hash":…,"prev_hash":…}`. Entries stand as they were hashed, also damaged ones.
    pub async fn export_ledger(&self) -> Result<String, StoreError> {
        let rows: Vec<(String, String, String)> =
            sqlx::query_as("SELECT entry, hash, prev_hash FROM ledger ORDER BY seq").fetch_all(&self.pool).await?;
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let line = |(entry, hash, prev): (String, String, String)| {
            format!("{{\"entry\":{entry},\"hash\":{},\"prev_hash\":{}}}\n", quoted(&hash), quoted(&prev))
        };
        Ok(rows.into_iter().map(line).collect())
    }

    /// Keeps length and last hash in the keyring. The entry is safe already: a keyring that does not answer is no reason to
    /// fail, it only makes a replaced folder harder to notice.
    async fn anchor(&self, count: u64, hash: &str) {
        if self.by_keyring() {
            let anchor = Zeroizing::new(format!("{count}:{hash}").into_bytes());
            if keyring::set_soon(self.anchor_name(), anchor).await.is_err() {
                tracing::warn!("the keyring did not keep the ledger's length");
            }
        }
    }

    fn anchor_name(&self) -> String {
        format!("ledger:{}", self.note.id)
    }
}

/// Length and last hash; an end that is not as it was left refuses every further entry, and so every send.
async fn head(tx: &mut Transaction<'static, Sqlite>) -> Result<(u64, String), StoreError> {
    let (count, hash): (i64, String) = sqlx::query_as("SELECT count, hash FROM ledger_head")
        .fetch_optional(&mut **tx)
        .await?
        .ok_or(StoreError::LedgerBroken)?;
    let last: Option<(i64, String)> =
        sqlx::query_as("SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1").fetch_optional(&mut **tx).await?;
    if last.unwrap_or((0, GENESIS.to_owned())) != (count, hash.clone()) {
        return Err(StoreError::LedgerBroken);
    }
    Ok((u64::try_from(count).map_err(|_| StoreError::LedgerBroken)?, hash))
}

/// An answer goes where its question went.
async fn complete(tx: &mut Transaction<'static, Sqlite>, new: NewEntry) -> Result<NewEntry, StoreError> {
    let Some(answers) = new.answers else { return Ok(new) };
    let asked = sqlx::query("SELECT * FROM ledger WHERE seq = ?").bind(number(answers)?);
    let asked = asked.fetch_optional(&mut **tx).await?.ok_or(StoreError::NoSuchEntry)?;
    let Entry { kind, url, provider, model, purpose, .. } = read(&asked)?.entry;
    if kind != EntryKind::Sent {
        return Err(StoreError::NoSuchEntry);
    }
    Ok(NewEntry { url, provider, model, purpose, ..new })
}

fn read(row: &sqlx::sqlite::SqliteRow) -> Result<LedgerEntry, StoreError> {
    Ok(LedgerEntry {
        entry: serde_json::from_str(row.try_get("entry")?).map_err(|_| StoreError::LedgerBroken)?,
        prev_hash: row.try_get("prev_hash")?,
        hash: row.try_get("hash")?,
    })
}

fn number(seq: u64) -> Result<i64, StoreError> {
    i64::try_from(seq).map_err(|_| StoreError::NoSuchEntry)
}
