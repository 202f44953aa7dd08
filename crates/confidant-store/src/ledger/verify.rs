//! [`Verdict`]: whether the ledger is as it was written, and if not, from which entry on.

use serde::Serialize;
use sqlx::Row;

use super::{Entry, EntryKind, GENESIS, entry};
use crate::{Store, StoreError, keyring};

const AT_ONCE: usize = 256;

/// What [`Store::verify_ledger`] found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Whether everything is as it was written.
    pub ok: bool,
    /// How many entries there are.
    pub entries: u64,
    /// The first entry that is not as it was written, or is missing.
    pub broken_at: Option<u64>,
    /// What is wrong with it.
    pub problem: Option<Problem>,
    /// Whether the length was also compared with the keyring's. Without it, a folder that was replaced as a whole by an older
    /// copy of itself cannot be told.
    pub anchored: bool,
}

/// What is wrong with an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// It does not match its own hash, or contradicts itself.
    Altered,
    /// It does not follow from the one before.
    Unlinked,
    /// It is missing between others.
    Missing,
    /// It and what came after it are missing from the end.
    CutOff,
    /// It was added past the end that Confidant left.
    Added,
}

impl Store {
    /// Goes through the whole chain.
    pub async fn verify_ledger(&self) -> Result<Verdict, StoreError> {
        let anchor = self.read_anchor().await;
        let mut tx = self.pool.begin().await?;
        let mut hashes = vec![GENESIS.to_owned()];
        let mut broken = None;
        let mut after = i64::MIN;
        let mut entries = 0;
        loop {
            let rows = sqlx::query("SELECT * FROM ledger WHERE seq > ? ORDER BY seq LIMIT ?");
            let rows = rows.bind(after).bind(i64::try_from(AT_ONCE).unwrap_or(256)).fetch_all(&mut *tx).await?;
            for row in &rows {
                let seq: i64 = row.try_get("seq")?;
                let (text, hash): (String, String) = (row.try_get("entry")?, row.try_get("hash")?);
                let before = hashes.last().map_or(GENESIS, String::as_str);
                let expected = count(&hashes) + 1;
                if broken.is_none() {
                    broken = check(seq, expected, before, &text, &row.try_get::<String, _>("prev_hash")?, &hash)
                        .map(|problem| (expected, problem));
                }
                hashes.push(hash);
                after = seq;
                entries += 1;
            }
            if rows.len() < AT_ONCE {
                break;
            }
        }
        let head: Option<(i64, String)> =
            sqlx::query_as("SELECT count, hash FROM ledger_head").fetch_optional(&mut *tx).await?;
        let head = head.and_then(|(count, hash)| Some((u64::try_from(count).ok()?, hash)));
        let broken = broken.or_else(|| end(&hashes, head)).or_else(|| prefix(&hashes, anchor.as_ref()));
        Ok(Verdict {
            ok: broken.is_none(),
            entries,
            broken_at: broken.map(|(seq, _)| seq),
            problem: broken.map(|(_, problem)| problem),
            anchored: anchor.is_some(),
        })
    }

    async fn read_anchor(&self) -> Option<(u64, String)> {
        if !self.by_keyring() {
            return None;
        }
        let bytes = keyring::get(self.anchor_name()).await.ok()??;
        let (count, hash) = std::str::from_utf8(&bytes).ok()?.split_once(':')?;
        Some((count.parse().ok()?, hash.to_owned()))
    }
}

/// How many entries these hashes are of; the first is the one before all entries.
fn count(hashes: &[String]) -> u64 {
    u64::try_from(hashes.len().saturating_sub(1)).unwrap_or(u64::MAX)
}

fn check(seq: i64, expected: u64, before: &str, text: &str, prev_hash: &str, hash: &str) -> Option<Problem> {
    if u64::try_from(seq) != Ok(expected) {
        return Some(Problem::Missing);
    }
    if prev_hash != before {
        return Some(Problem::Unlinked);
    }
    if hash != entry::link(prev_hash, text) {
        return Some(Problem::Altered);
    }
    let Ok(entry) = serde_json::from_str::<Entry>(text) else { return Some(Problem::Altered) };
    let body_fits = entry.body.as_deref().map(entry::sha256) == entry.body_sha256;
    let answers_fit = match entry.kind {
        EntryKind::Answered | EntryKind::Failed => entry.answers.is_some_and(|answers| answers < expected),
        EntryKind::Sent | EntryKind::Refused => entry.answers.is_none(),
    };
    (entry.seq != expected || !body_fits || !answers_fit).then_some(Problem::Altered)
}

/// The end as the database remembers it.
fn end(hashes: &[String], head: Option<(u64, String)>) -> Option<(u64, Problem)> {
    let entries = count(hashes);
    let Some((length, hash)) = head else { return Some((entries + 1, Problem::CutOff)) };
    match entries.cmp(&length) {
        std::cmp::Ordering::Less => Some((entries + 1, Problem::CutOff)),
        std::cmp::Ordering::Greater => Some((length + 1, Problem::Added)),
        std::cmp::Ordering::Equal => (hashes.last() != Some(&hash)).then_some((entries.max(1), Problem::Altered)),
    }
}

/// The keyring may be a step behind (the program was killed between the two), never ahead, and never of another chain.
fn prefix(hashes: &[String], anchor: Option<&(u64, String)>) -> Option<(u64, Problem)> {
    let (length, hash) = anchor?;
    let entries = count(hashes);
    match usize::try_from(*length).ok().and_then(|length| hashes.get(length)) {
        None => Some((entries + 1, Problem::CutOff)),
        Some(there) if there == hash => None,
        Some(_) => Some(((*length).max(1), Problem::Altered)),
    }
}
