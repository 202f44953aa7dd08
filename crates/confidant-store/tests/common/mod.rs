//! What the tests of the store share.
#![allow(dead_code)]

use std::path::Path;

use confidant_store::{Store, StoreError, Unlock};
use confidant_text::{
    Document, Metadata, Page, PageSize, PageSource, RawText, Rect, Span, Warning, WarningCode, WordBox,
};
use zeroize::Zeroizing;

pub const PASSPHRASE: &str = "correct horse; it's a battery";

pub fn pass() -> Unlock {
    Unlock::Passphrase(Zeroizing::new(PASSPHRASE.to_owned()))
}

pub async fn open(home: &Path) -> Store {
    try_open(home).await.unwrap()
}

pub async fn try_open(home: &Path) -> Result<Store, StoreError> {
    Store::open(home, pass()).await
}

/// Everything that a document can hold, with the text given.
pub fn document(text: &str) -> Document {
    let words = vec![
        WordBox { span: Span::new(0, 5), rect: Rect { x: 72.1, y: -0.0, width: f32::MIN_POSITIVE, height: 1e30 } },
        WordBox { span: Span::new(6, 300_000), rect: Rect { x: 0.1, y: 0.2, width: 0.3, height: 12.000_001 } },
    ];
    let size = Some(PageSize { width: 595.276, height: 841.89 });
    let page = |number, text: &str, source, size, words| Page { number, text: RawText::new(text), source, size, words };
    let mut metadata = Metadata::new();
    metadata.insert("author".to_owned(), RawText::new(text));
    metadata.insert("title".to_owned(), RawText::new(""));
    Document {
        pages: vec![
            page(1, text, PageSource::Text, size, words),
            page(2, "", PageSource::None, None, Vec::new()),
            page(3, "nul \0, emoji \u{1F511}, e\u{301}, \u{202e}rtl", PageSource::Ocr, size, Vec::new()),
        ],
        warnings: vec![
            Warning { code: WarningCode::NoText, page: Some(2) },
            Warning { code: WarningCode::EncodingGuessed, page: None },
        ],
        metadata,
    }
}
