//! Summaries: the last one that was made of each document, sentence by sentence.

use confidant_text::RawText;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::Row;

use crate::{
    DocumentId, KEPT, Store, StoreError,
    documents::{from_word, now, time, word},
};

/// A summary to keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SummaryRecord {
    /// Its sentences in order.
    pub sentences: Vec<SentenceRecord>,
    /// How much of the document it rests on.
    pub coverage: CoverageRecord,
    /// The model that phrased it, if one did.
    pub model: Option<String>,
    /// What made it.
    pub engine: EngineRecord,
}

/// A sentence of a summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentenceRecord {
    /// What it says.
    pub text: RawText,
    /// The pages it rests on.
    pub pages: Vec<u32>,
    /// The source's own words.
    pub quote: RawText,
    /// Whether its names and numbers are in the source.
    pub supported: bool,
}

/// How much of a document was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CoverageRecord {
    /// Pages of the document.
    pub pages: u32,
    /// Pages that were read.
    pub read: u32,
    /// Of them, by character recognition.
    pub ocr: u32,
    /// Pages that could not be read.
    pub unreadable: u32,
}

/// What made a summary or an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EngineRecord {
    /// A language model on this computer.
    Llm,
    /// Sentences of the document, picked.
    Extractive,
    /// A model elsewhere, asked with masked text.
    Cloud,
}

/// A kept summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSummary {
    /// The summary.
    pub summary: SummaryRecord,
    /// When it was kept.
    pub made_at: Timestamp,
}

impl Store {
    /// Keeps a summary of a document in place of the one before.
    pub async fn save_summary(&self, id: DocumentId, summary: &SummaryRecord) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        sqlx::query("SELECT 1 FROM documents WHERE id = ?").bind(id.0).fetch_one(&mut *tx).await?;
        sqlx::query("DELETE FROM summaries WHERE document_id = ?").bind(id.0).execute(&mut *tx).await?;
        let SummaryRecord { sentences, coverage, model, engine } = summary;
        sqlx::query("INSERT INTO summaries VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
            .bind(id.0)
            .bind(coverage.pages)
            .bind(coverage.read)
            .bind(coverage.ocr)
            .bind(coverage.unreadable)
            .bind(model)
            .bind(word(engine)?)
            .bind(now())
            .execute(&mut *tx)
            .await?;
        for (position, sentence) in (0_i64..).zip(sentences) {
            sqlx::query("INSERT INTO summary_sentences VALUES (?, ?, ?, ?, ?, ?)")
                .bind(id.0)
                .bind(position)
                .bind(sentence.text.expose(KEPT))
                .bind(serde_json::to_string(&sentence.pages).map_err(|_| StoreError::Damaged)?)
                .bind(sentence.quote.expose(KEPT))
                .bind(sentence.supported)
                .execute(&mut *tx)
                .await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// The summary that is kept of a document, if any.
    pub async fn summary(&self, id: DocumentId) -> Result<Option<StoredSummary>, StoreError> {
        let mut tx = self.pool.begin().await?;
        let head = sqlx::query("SELECT * FROM summaries WHERE document_id = ?").bind(id.0);
        let Some(head) = head.fetch_optional(&mut *tx).await? else { return Ok(None) };
        let rows = sqlx::query(
            "SELECT text, pages, quote, supported FROM summary_sentences WHERE document_id = ? ORDER BY position",
        );
        let sentences = rows.bind(id.0).fetch_all(&mut *tx).await?.iter().map(sentence).collect::<Result<_, _>>()?;
        let coverage = CoverageRecord {
            pages: head.try_get("pages")?,
            read: head.try_get("read")?,
            ocr: head.try_get("ocr")?,
            unreadable: head.try_get("unreadable")?,
        };
        let engine = from_word(head.try_get("engine")?)?;
        let summary = SummaryRecord { sentences, coverage, model: head.try_get("model")?, engine };
        Ok(Some(StoredSummary { summary, made_at: time(head.try_get("made_at")?)? }))
    }
}

fn sentence(row: &sqlx::sqlite::SqliteRow) -> Result<SentenceRecord, StoreError> {
    Ok(SentenceRecord {
        text: row.try_get::<String, _>("text")?.into(),
        pages: serde_json::from_str(row.try_get("pages")?).map_err(|_| StoreError::Damaged)?,
        quote: row.try_get::<String, _>("quote")?.into(),
        supported: row.try_get("supported")?,
    })
}
