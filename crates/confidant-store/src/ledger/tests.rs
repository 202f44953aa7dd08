//! What the ledger must hold against: meddling, full chains, answers without a question.

use confidant_privacy::Destination;
use zeroize::Zeroizing;

use super::{EntryKind, NewEntry, Problem, Tokens, entry::sha256};
use crate::{Store, StoreError, Unlock};

fn destination() -> Destination {
    Destination {
        provider: "acme".to_owned(),
        url: "https://api.acme.test/v1/chat/completions".to_owned(),
        model: "m-1".to_owned(),
    }
}

fn sent(body: &str) -> NewEntry {
    let counts = [("PERSON".to_owned(), 2)].into();
    NewEntry { body: Some(body.to_owned()), counts, ..NewEntry::about(EntryKind::Sent, &destination(), "deeper") }
}

async fn store(home: &std::path::Path) -> Store {
    Store::open(home, Unlock::Passphrase(Zeroizing::new("a passphrase".to_owned()))).await.unwrap()
}

/// Five entries: sent, answered, refused, sent, failed.
async fn filled(home: &std::path::Path) -> Store {
    let store = store(home).await;
    assert_eq!(store.append(sent("{\"a\":\"[PERSON_1] ü\u{1}\"}")).await.unwrap(), 1);
    let tokens = Tokens { completion: 7, prompt: 11 };
    store.append(NewEntry::answered(1, &sha256("reply"), Some(tokens), "complete")).await.unwrap();
    store.append(NewEntry::refused(&destination(), "deeper", "leak")).await.unwrap();
    store.append(sent("{\"b\":2}")).await.unwrap();
    assert_eq!(store.append(NewEntry::failed(4, None, None, "cancelled")).await.unwrap(), 5);
    store
}

async fn meddle(store: &Store, sql: &'static str) {
    for drop in ["DROP TRIGGER ledger_is_not_changed", "DROP TRIGGER ledger_is_not_shortened"] {
        sqlx::query(drop).execute(&store.pool).await.unwrap();
    }
    assert!(sqlx::query(sql).execute(&store.pool).await.unwrap().rows_affected() > 0, "{sql} changed nothing");
}

#[tokio::test]
async fn entries_are_numbered_linked_and_come_back() {
    let home = tempfile::tempdir().unwrap();
    let store = filled(home.path()).await;
    let all = store.ledger().await.unwrap();
    assert_eq!(all.iter().map(|e| e.entry.seq).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    assert!(all.windows(2).all(|pair| pair[1].prev_hash == pair[0].hash));
    assert_eq!(all[0].entry.body_sha256.as_deref(), Some(sha256("{\"a\":\"[PERSON_1] ü\u{1}\"}").as_str()));
    assert_eq!(all[0].entry.counts["PERSON"], 2);
    let answer = &all[1].entry;
    assert_eq!(
        (answer.answers, answer.kind, answer.url.as_str()),
        (Some(1), EntryKind::Answered, destination().url.as_str())
    );
    assert_eq!(answer.tokens, Some(Tokens { completion: 7, prompt: 11 }));
    assert_eq!((all[2].entry.reason.as_deref(), all[2].entry.body.as_deref()), (Some("leak"), None));
    assert_eq!(store.ledger_after(3, 1).await.unwrap(), all[3..4]);
    let verdict = store.verify_ledger().await.unwrap();
    assert!(verdict.ok && verdict.entries == 5 && verdict.broken_at.is_none() && !verdict.anchored);
    store.close().await;
}

#[tokio::test]
async fn an_empty_ledger_is_whole() {
    let home = tempfile::tempdir().unwrap();
    let store = store(home.path()).await;
    let verdict = store.verify_ledger().await.unwrap();
    assert!(verdict.ok && verdict.entries == 0);
    store.close().await;
}

#[tokio::test]
async fn an_answer_needs_a_sent_entry() {
    let home = tempfile::tempdir().unwrap();
    let store = filled(home.path()).await;
    for entry in [0, 2, 3, 99, u64::MAX] {
        let answer = NewEntry::answered(entry, &sha256(""), None, "complete");
        assert_eq!(store.append(answer).await.err(), Some(StoreError::NoSuchEntry), "entry {entry}");
    }
    assert_eq!(store.ledger().await.unwrap().len(), 5);
    store.close().await;
}

#[tokio::test]
async fn meddling_is_found_where_it_was_done() {
    for (sql, at, problem) in [
        ("UPDATE ledger SET entry = replace(entry, 'deeper', 'deeperr') WHERE seq = 3", 3, Problem::Altered),
        ("UPDATE ledger SET entry = entry || ' ' WHERE seq = 1", 1, Problem::Altered),
        ("UPDATE ledger SET hash = replace(hash, substr(hash, 1, 4), 'beef') WHERE seq = 2", 2, Problem::Altered),
        ("UPDATE ledger SET prev_hash = (SELECT hash FROM ledger WHERE seq = 1) WHERE seq = 4", 4, Problem::Unlinked),
        ("UPDATE ledger SET prev_hash = 'x' WHERE seq = 1", 1, Problem::Unlinked),
        ("DELETE FROM ledger WHERE seq = 2", 2, Problem::Missing),
        ("DELETE FROM ledger WHERE seq = 1", 1, Problem::Missing),
        ("UPDATE ledger SET seq = 12 WHERE seq = 5", 5, Problem::Missing),
        ("DELETE FROM ledger WHERE seq >= 4", 4, Problem::CutOff),
        ("DELETE FROM ledger", 1, Problem::CutOff),
        ("DELETE FROM ledger_head", 6, Problem::CutOff),
        ("UPDATE ledger_head SET count = 4", 5, Problem::Added),
        ("UPDATE ledger_head SET hash = 'x'", 5, Problem::Altered),
    ] {
        let home = tempfile::tempdir().unwrap();
        let store = filled(home.path()).await;
        meddle(&store, sql).await;
        let verdict = store.verify_ledger().await.unwrap();
        assert_eq!((verdict.ok, verdict.broken_at, verdict.problem), (false, Some(at), Some(problem)), "{sql}");
        store.close().await;
    }
}

#[tokio::test]
async fn an_end_that_was_meddled_with_takes_no_further_entry() {
    for sql in
        ["DELETE FROM ledger WHERE seq = 5", "DELETE FROM ledger_head", "UPDATE ledger SET hash = 'x' WHERE seq = 5"]
    {
        let home = tempfile::tempdir().unwrap();
        let store = filled(home.path()).await;
        meddle(&store, sql).await;
        assert_eq!(store.append(sent("{}")).await.err(), Some(StoreError::LedgerBroken), "{sql}");
        store.close().await;
    }
}

#[tokio::test]
async fn our_own_code_cannot_change_an_entry() {
    let home = tempfile::tempdir().unwrap();
    let store = filled(home.path()).await;
    for sql in ["UPDATE ledger SET entry = ''", "DELETE FROM ledger WHERE seq = 5"] {
        assert!(sqlx::query(sql).execute(&store.pool).await.is_err(), "{sql}");
    }
    store.close().await;
}

#[tokio::test]
async fn an_export_can_be_checked_without_us() {
    let home = tempfile::tempdir().unwrap();
    let store = filled(home.path()).await;
    let export = store.export_ledger().await.unwrap();
    let mut before = "0".repeat(64);
    assert_eq!(export.lines().count(), 5);
    for line in export.lines() {
        // A map of `serde_json` sorts its keys: what it writes is canonical whatever order the line has.
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        let sorted: std::collections::BTreeMap<String, serde_json::Value> =
            serde_json::from_value(value["entry"].clone()).unwrap();
        let canonical = serde_json::to_string(&sorted).unwrap();
        let hash = sha256(&format!("{before}{canonical}"));
        assert_eq!((value["prev_hash"].as_str(), value["hash"].as_str()), (Some(before.as_str()), Some(hash.as_str())));
        before = hash;
    }
    store.close().await;
}

#[tokio::test]
async fn two_processes_share_one_chain() {
    let home = tempfile::tempdir().unwrap();
    let (one, two) = (store(home.path()).await, store(home.path()).await);
    let write = |store: Store| async move {
        for _ in 0..25 {
            store.append(sent("{}")).await.unwrap();
        }
        store.close().await;
    };
    tokio::join!(write(one), write(two));
    let store = store(home.path()).await;
    let verdict = store.verify_ledger().await.unwrap();
    assert!(verdict.ok && verdict.entries == 50, "{verdict:?}");
    store.close().await;
}
