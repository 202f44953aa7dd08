//! Documents through the pipeline: kept once, shown with what is sensitive, asked about, sent once per approval.

use confidant_local::ModelError;
use confidant_pipeline::{Consent, MessageState, Role};
use confidant_privacy::Digest;
use confidant_text::RawText;
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::{
    canary::{self, FILE, QUESTION},
    loopback::{Loopback, Script},
    program::{Desk, SAMPLE},
    way::{confidant, confidant_asking},
};

fn never() -> CancellationToken {
    CancellationToken::new()
}

#[tokio::test]
async fn the_same_file_is_kept_once_whatever_it_is_called() {
    let desk = Desk::new();
    let confidant = confidant(&desk, Err(ModelError::Absent)).await;
    let first = desk.file("one.pdf", canary::document());
    let second = desk.file("two.pdf", canary::document());
    let id = confidant.add_document(&first, None, &never(), &|_| ()).await.unwrap();
    assert_eq!(confidant.add_document(&first, None, &never(), &|_| ()).await.unwrap(), id);
    assert_eq!(confidant.add_document(&second, None, &never(), &|_| ()).await.unwrap(), id);
    assert_eq!(confidant.library().await.unwrap().len(), 1);
    confidant.close().await;
}

#[tokio::test]
async fn a_document_is_shown_whole_with_its_sensitive_stretches_and_is_there_after_a_restart() {
    let desk = Desk::new();
    let first = confidant(&desk, Err(ModelError::Absent)).await;
    let id = first.add_document(SAMPLE.as_ref(), None, &never(), &|_| ()).await.unwrap();
    first.summarise(id, &never(), &|_| ()).await.unwrap();
    let shown = first.document(id).await.unwrap();
    first.close().await;

    let second = confidant(&desk, Err(ModelError::Absent)).await;
    let again = second.document(id).await.unwrap();
    assert_eq!(again.summary, shown.summary);
    assert!(again.summary.is_some_and(|summary| summary.sentences.len() >= 3));
    let extracted = desk.run(&["extract", SAMPLE, "--json"]).succeeds().json();
    for (page, read) in again.pages.iter().zip(extracted["pages"].as_array().unwrap()) {
        let joined: String = page.pieces.iter().map(|piece| piece.text.expose("a test")).collect();
        assert_eq!(joined, read["text"].as_str().unwrap(), "page {} is not whole", page.number);
    }
    let marked = again.pages.iter().flat_map(|page| &page.pieces).filter(|piece| piece.masked.is_some()).count();
    assert_eq!(marked, again.counts.iter().map(|(_, _, places)| places).sum::<usize>());
    assert!(marked > 20, "a lease full of names and dates");
    second.close().await;
}

#[tokio::test]
async fn one_approval_is_one_request() {
    let (desk, server) = (Desk::new(), Loopback::start(Script::Echo));
    let confidant = confidant_asking(&desk, &server).await;
    let file = desk.file(FILE, canary::document());
    let id = confidant.add_document(&file, None, &never(), &|_| ()).await.unwrap();
    let preview = confidant.preview(id, RawText::new(QUESTION), "acme", &Consent::default()).await.unwrap();

    let other: Digest = "0".repeat(64).parse().unwrap();
    assert_eq!(confidant.approve(&other, &never(), &|_| ()).await.unwrap_err().code(), "stale");
    assert_eq!(server.connections(), 0);
    confidant.approve(&preview.digest, &never(), &|_| ()).await.unwrap();
    assert_eq!(confidant.approve(&preview.digest, &never(), &|_| ()).await.unwrap_err().code(), "stale");
    assert_eq!(server.requests().len(), 1);
    assert_eq!(String::from_utf8_lossy(&server.requests()[0].body), preview.body);

    let chat = confidant.document(id).await.unwrap().chat;
    let (asked, answered) = (&chat.messages[0], &chat.messages[1]);
    assert_eq!((asked.role, asked.text.expose("a test")), (Role::User, QUESTION));
    assert_eq!(answered.meta.state, MessageState::Finished);
    assert!(answered.text.expose("a test").contains("Quillon Ferrybank"), "the names are back");
    assert!(answered.meta.ledger_entry.is_some());
    confidant.close().await;
}

#[tokio::test]
async fn a_preview_that_is_declined_cannot_be_approved_any_more() {
    let (desk, server) = (Desk::new(), Loopback::start(Script::Echo));
    let confidant = confidant_asking(&desk, &server).await;
    let file = desk.file(FILE, canary::document());
    let id = confidant.add_document(&file, None, &never(), &|_| ()).await.unwrap();
    let preview = confidant.preview(id, RawText::new(QUESTION), "acme", &Consent::default()).await.unwrap();
    confidant.refuse(&preview.digest).await.unwrap();
    assert_eq!(confidant.approve(&preview.digest, &never(), &|_| ()).await.unwrap_err().code(), "stale");
    assert_eq!(server.connections(), 0);
    let ledger = confidant.ledger().await.unwrap();
    assert_eq!(json!([ledger[0].entry.kind, ledger[0].entry.reason]), json!(["refused", "declined"]));
    confidant.close().await;
}

#[tokio::test]
async fn the_offline_switch_holds_at_once_and_after_a_restart() {
    let (desk, server) = (Desk::new(), Loopback::start(Script::Echo));
    let first = confidant_asking(&desk, &server).await;
    let file = desk.file(FILE, canary::document());
    let id = first.add_document(&file, None, &never(), &|_| ()).await.unwrap();
    let preview = first.preview(id, RawText::new(QUESTION), "acme", &Consent::default()).await.unwrap();
    first.set_offline(true).await.unwrap();
    assert_eq!(first.approve(&preview.digest, &never(), &|_| ()).await.unwrap_err().code(), "offline");
    first.close().await;

    let second = confidant(&desk, Err(ModelError::Absent)).await;
    assert!(second.is_offline());
    let preview = second.preview(id, RawText::new(QUESTION), "acme", &Consent::default()).await.unwrap();
    assert_eq!(second.approve(&preview.digest, &never(), &|_| ()).await.unwrap_err().code(), "offline");
    assert_eq!(server.connections(), 0);
    second.set_offline(false).await.unwrap();
    let preview = second.preview(id, RawText::new(QUESTION), "acme", &Consent::default()).await.unwrap();
    second.approve(&preview.digest, &never(), &|_| ()).await.unwrap();
    assert_eq!(server.requests().len(), 1);
    second.close().await;
}
