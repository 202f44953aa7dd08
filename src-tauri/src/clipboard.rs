//! The clipboard: mask what is on it, put the real values back, or summarise it. The masked text goes back to the clipboard,
//! to be pasted into any other program.

use std::sync::{Mutex, PoisonError};

use confidant_text::RawText;
use serde::Deserialize;
use specta::Type;
use tauri::{AppHandle, Manager, State};

use crate::{
    core::Core,
    jobs::{self, About},
    quick,
    wire::ErrorDto,
};

/// What to do with the clipboard.
#[derive(Clone, Copy, Debug, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ClipboardVerb {
    Mask,
    Restore,
}

/// The system's clipboard. It is held for as long as the app runs: on X11 the text is gone with its owner.
#[derive(Default)]
pub struct Clipboard(Mutex<Option<arboard::Clipboard>>);

impl Clipboard {
    fn with<T>(
        &self,
        act: impl FnOnce(&mut arboard::Clipboard) -> Result<T, arboard::Error>,
    ) -> Result<T, ErrorDto> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if held.is_none() {
            *held = Some(arboard::Clipboard::new().map_err(ErrorDto::clipboard)?);
        }
        held.as_mut().map_or_else(|| Err(ErrorDto::clipboard(arboard::Error::ContentNotAvailable)), |clipboard| {
            act(clipboard).map_err(ErrorDto::clipboard)
        })
    }

    fn read(&self) -> Result<RawText, ErrorDto> {
        self.with(arboard::Clipboard::get_text).map(RawText::new)
    }

    fn write(&self, text: &str) -> Result<(), ErrorDto> {
        self.with(|clipboard| clipboard.set_text(text))
    }
}

/// Changes the text on the clipboard and answers with what is there now.
#[tauri::command]
#[specta::specta]
pub async fn clipboard(
    core: State<'_, Core>,
    board: State<'_, Clipboard>,
    verb: ClipboardVerb,
) -> Result<String, ErrorDto> {
    let (core, text) = (core.get().await?, board.read()?);
    let text = match verb {
        ClipboardVerb::Mask => core.mask_clipboard(&text).await?.to_string(),
        ClipboardVerb::Restore => core.restore_clipboard(&text).await?.0.into_exposed("goes back to the person's clipboard"),
    };
    board.write(&text)?;
    Ok(text)
}

/// Summarises the clipboard's text; answers the job, which streams.
#[tauri::command]
#[specta::specta]
pub async fn summarise_clipboard(
    app: AppHandle,
    core: State<'_, Core>,
    board: State<'_, Clipboard>,
) -> Result<u32, ErrorDto> {
    let (core, text) = (core.get().await?, board.read()?);
    let about = About { work: "quick", ..About::default() };
    Ok(jobs::start(&app, core, about, move |core, told| async move {
        core.summarise_text(text, told.cancel(), &told.events()).await
    }))
}

/// The tray's own verb: it has no window to show an error in, so the quick prompt opens when there is one.
pub fn mask_from_tray(app: AppHandle) {
    tauri::async_runtime::spawn(async move {
        if clipboard(app.state(), app.state(), ClipboardVerb::Mask).await.is_err() {
            tracing::warn!("the clipboard could not be masked");
            quick::open(&app);
        }
    });
}
