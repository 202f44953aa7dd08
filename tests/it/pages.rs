//! Pages as printed: the file is kept with its document, and drawn by the worker of the program under test.

use std::fs;

use confidant_local::ModelError;
use confidant_pipeline::{Picture, Pictures};
use tokio_util::sync::CancellationToken;

use crate::{
    program::{Desk, SAMPLE, SAMPLE_TEXT},
    way::confidant,
};

const LOCKED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../confidant-ingest/tests/fixtures/encrypted-aes256.pdf");

fn never() -> CancellationToken {
    CancellationToken::new()
}

/// Width and height as the PNG file itself says (PNG, third edition, 11.2.1).
fn sides(Picture { png, .. }: &Picture) -> (u32, u32) {
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
    let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    (side(16), side(20))
}

#[tokio::test]
async fn a_page_is_drawn_after_its_file_is_gone_and_after_a_restart() {
    let desk = Desk::new();
    let first = confidant(&desk, Err(ModelError::Absent)).await;
    let file = desk.file("lease.pdf", fs::read(SAMPLE).unwrap());
    let id = first.add_document(&file, None, &never(), &|_| ()).await.unwrap();
    fs::remove_file(&file).unwrap();
    first.close().await;

    let second = confidant(&desk, Err(ModelError::Absent)).await;
    let view = second.document(id).await.unwrap();
    assert_eq!(view.pictures, Pictures::Kept);
    let size = view.pages[0].size.unwrap();
    for scale in [0.25_f32, 2.0] {
        let picture = second.page_picture(id, 1, scale).await.unwrap();
        assert_eq!(sides(&picture), (picture.width, picture.height));
        assert!((picture.width as f32 - size.width * scale).abs() <= 1.0, "{} pixels", picture.width);
        assert!((picture.height as f32 - size.height * scale).abs() <= 1.0, "{} pixels", picture.height);
    }
    assert_eq!(second.page_picture(id, 9_999, 1.0).await.err().unwrap().code(), "not_found");
    second.close().await;
}

#[tokio::test]
async fn a_protected_file_is_drawn_without_asking_again() {
    let desk = Desk::new();
    let first = confidant(&desk, Err(ModelError::Absent)).await;
    let id = first.add_document(LOCKED.as_ref(), Some("owl"), &never(), &|_| ()).await.unwrap();
    first.close().await;
    let second = confidant(&desk, Err(ModelError::Absent)).await;
    assert_eq!(sides(&second.page_picture(id, 1, 1.0).await.unwrap()), (300, 200));
    second.close().await;
}

#[tokio::test]
async fn every_sensitive_stretch_of_a_printed_page_has_its_words_on_the_paper() {
    let desk = Desk::new();
    let confidant = confidant(&desk, Err(ModelError::Absent)).await;
    let id = confidant.add_document(SAMPLE.as_ref(), None, &never(), &|_| ()).await.unwrap();
    let view = confidant.document(id).await.unwrap();
    for page in &view.pages {
        let size = page.size.unwrap();
        let words = confidant.page_words(id, page.number).await.unwrap();
        for word in &words {
            let on_paper = word.rect.x >= 0.0 && word.rect.x + word.rect.width <= size.width;
            assert!(on_paper && word.rect.y >= 0.0 && word.rect.y + word.rect.height <= size.height);
        }
        let mut at = 0;
        for piece in &page.pieces {
            for unit in piece.text.expose("a test").encode_utf16() {
                let is_space = char::from_u32(unit.into()).is_some_and(char::is_whitespace);
                let placed = is_space || words.iter().any(|word| (word.start..word.end).contains(&at));
                assert!(placed || piece.masked.is_none(), "page {}: nobody knows where to cover it", page.number);
                at += 1;
            }
        }
    }
    confidant.close().await;
}

#[tokio::test]
async fn a_text_has_no_pages_as_printed_and_its_file_is_not_kept() {
    let desk = Desk::new();
    let confidant = confidant(&desk, Err(ModelError::Absent)).await;
    let id = confidant.add_document(SAMPLE_TEXT.as_ref(), None, &never(), &|_| ()).await.unwrap();
    let view = confidant.document(id).await.unwrap();
    assert_eq!(view.pictures, Pictures::None);
    assert!(view.pages[0].size.is_none());
    assert_eq!(confidant.page_picture(id, 1, 1.0).await.err().unwrap().code(), "no_picture");
    assert_eq!(confidant.page_words(id, 1).await.unwrap(), []);
    confidant.close().await;
}
