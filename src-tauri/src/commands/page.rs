//! What the page asks for to show a document as it is printed.

use tauri::State;

use super::{Answer, document_id};
use crate::{core::Core, translate::address, wire::PlacedWordDto};

/// A page as printed, as the address of a picture. `dpi` is pixels per inch.
#[tauri::command]
#[specta::specta]
pub async fn page_picture(core: State<'_, Core>, document: String, page: u32, dpi: u16) -> Answer<String> {
    let scale = f32::from(dpi) / 72.0;
    Ok(address(&core.get().await?.page_picture(document_id(&document)?, page, scale).await?))
}

/// Where the words of a page stand on it; none where the format has no places.
#[tauri::command]
#[specta::specta]
pub async fn page_words(core: State<'_, Core>, document: String, page: u32) -> Answer<Vec<PlacedWordDto>> {
    let words = core.get().await?.page_words(document_id(&document)?, page).await?;
    Ok(words.into_iter().map(Into::into).collect())
}
