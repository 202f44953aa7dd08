//! The file behind a document comes back exactly, once, and goes with its document.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{document, open};
use confidant_store::{DocumentId, MAX_FILE, NewDocument, Store, StoreError};
use confidant_text::RawText;

async fn add(store: &Store, digest: u8) -> DocumentId {
    let document = document("Dear Ms Weiss");
    let name = RawText::new("lease.pdf");
    store.add_document(NewDocument { digest: [digest; 32], name, bytes: 4, document: &document }).await.unwrap()
}

#[tokio::test]
async fn a_file_comes_back_with_what_opens_it_after_a_restart() {
    let home = tempfile::tempdir().unwrap();
    let store = open(home.path()).await;
    let (open_one, locked) = (add(&store, 1).await, add(&store, 2).await);
    assert!(!store.has_file(open_one).await.unwrap());
    assert_eq!(store.file(open_one).await.err(), Some(StoreError::NotFound), "it was added without its file");
    assert!(store.keep_file(open_one, b"%PDF\0\xff", None).await.unwrap());
    assert!(store.keep_file(locked, b"%PDF locked", Some("open sesame")).await.unwrap());
    store.close().await;

    let store = open(home.path()).await;
    let kept = store.file(open_one).await.unwrap();
    assert_eq!((kept.content.as_slice(), kept.password), (b"%PDF\0\xff".as_slice(), None));
    let kept = store.file(locked).await.unwrap();
    assert_eq!(kept.password.as_ref().map(|password| password.as_str()), Some("open sesame"));
    assert_eq!(format!("{kept:?}"), "StoredFile(11 bytes)", "neither content nor password is printed");
    assert!(store.has_file(locked).await.unwrap());
}

#[tokio::test]
async fn a_file_is_kept_once_and_goes_with_its_document() {
    let home = tempfile::tempdir().unwrap();
    let store = open(home.path()).await;
    let id = add(&store, 1).await;
    assert!(store.keep_file(id, b"first", None).await.unwrap());
    assert!(store.keep_file(id, b"again", Some("x")).await.unwrap());
    assert_eq!(store.file(id).await.unwrap().content, b"first");
    store.remove_document(id).await.unwrap();
    assert_eq!(store.file(id).await.err(), Some(StoreError::NotFound));
    assert!(!store.has_file(id).await.unwrap());
    assert_eq!(store.keep_file(id, b"late", None).await.err(), Some(StoreError::NotFound));
}

#[tokio::test]
async fn a_file_over_the_limit_is_not_kept_and_one_at_the_limit_is() {
    let home = tempfile::tempdir().unwrap();
    let store = open(home.path()).await;
    let (small, large) = (add(&store, 1).await, add(&store, 2).await);
    let mut content = vec![7; usize::try_from(MAX_FILE).unwrap()];
    assert!(store.keep_file(small, &content, None).await.unwrap());
    content.push(7);
    assert!(!store.keep_file(large, &content, None).await.unwrap());
    assert!(!store.has_file(large).await.unwrap());
    assert_eq!(store.file(small).await.unwrap().content.len() as u64, MAX_FILE);
}

#[tokio::test]
async fn nothing_of_a_file_stands_on_the_disk_in_the_clear() {
    let home = tempfile::tempdir().unwrap();
    let store = open(home.path()).await;
    let id = add(&store, 1).await;
    store.keep_file(id, &b"canary-in-a-file ".repeat(4096), Some("canary-password")).await.unwrap();
    let folder = home.path().join("store");
    for entry in std::fs::read_dir(&folder).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(7).any(|window| window == b"canary-"), "a file of the store holds it in the clear");
    }
    store.close().await;
}

#[tokio::test]
async fn one_page_is_read_without_the_others() {
    let home = tempfile::tempdir().unwrap();
    let store = open(home.path()).await;
    let id = add(&store, 1).await;
    let all = document("Dear Ms Weiss");
    for page in &all.pages {
        assert_eq!(store.page(id, page.number).await.as_ref(), Ok(page));
    }
    assert_eq!(store.page(id, 4).await.err(), Some(StoreError::NotFound));
    assert_eq!(store.page(DocumentId(99), 1).await.err(), Some(StoreError::NotFound));
}
