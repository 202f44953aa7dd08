//! The clipboard: mask what is on it, put the real values back, or summarise it. The masked text goes back to the clipboard,
//! to be pasted into any other program.

use std::sync::{Arc, Mutex, PoisonError};

use confidant_pipeline::{Confidant, Consent};
use confidant_text::RawText;
use serde::Deserialize;
use specta::Type;
use tauri::{AppHandle, Manager};

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
    Summarise,
    Mask,
    Restore,
}

/// The system's clipboard. It is held for as long as the app runs: on X11 the text is gone with its owner.
#[derive(Default)]
pub struct Clipboard(Mutex<Option<arboard::Clipboard>>);

impl Clipboard {
    fn with<T>(&self, act: impl FnOnce(&mut arboard::Clipboard) -> Result<T, arboard::Error>) -> Result<T, ErrorDto> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if held.is_none() {
            *held = Some(arboard::Clipboard::new().map_err(ErrorDto::clipboard)?);
        }
        held.as_mut().map_or_else(
            || Err(ErrorDto::clipboard(arboard::Error::ContentNotAvailable)),
            |clipboard| act(clipboard).map_err(ErrorDto::clipboard),
        )
    }

    fn read(&self) -> Result<RawText, ErrorDto> {
        self.with(arboard::Clipboard::get_text).map(RawText::new)
    }

    fn write(&self, text: &str) -> Result<(), ErrorDto> {
        self.with(|clipboard| clipboard.set_text(text))
    }
}

/// Masks or restores the text on the clipboard and answers with what is there now; or starts a `quick` job that streams its
/// summary, and answers nothing. A text in a language in which names are not covered is masked when `other_languages` says so.
#[tauri::command]
#[specta::specta]
pub async fn clipboard(app: AppHandle, verb: ClipboardVerb, other_languages: bool) -> Result<String, ErrorDto> {
    let (core, board) = (app.state::<Core>().get().await?, app.state::<Clipboard>());
    let text = board.read()?;
    let changed = match verb {
        ClipboardVerb::Mask => {
            let consent = Consent { other_languages, ..Consent::default() };
            core.mask_clipboard(&text, &consent).await?.to_string()
        }
        ClipboardVerb::Restore => core.restore_clipboard(&text).await?.0.into_exposed("goes back to the clipboard"),
        ClipboardVerb::Summarise => {
            summarise(&app, core, text);
            return Ok(String::new());
        }
    };
    board.write(&changed)?;
    Ok(changed)
}

fn summarise(app: &AppHandle, core: Arc<Confidant>, text: RawText) {
    let about = About { work: "quick", ..About::default() };
    jobs::start(app, core, about, move |core, told| async move {
        core.summarise_text(text, told.cancel(), &told.events()).await
    });
}

/// The tray's own verb: it has no window to show an error in, so the quick prompt opens when there is one.
pub fn mask_from_tray(app: AppHandle) {
    tauri::async_runtime::spawn(async move {
        if clipboard(app.clone(), ClipboardVerb::Mask, false).await.is_err() {
            tracing::warn!("the clipboard could not be masked");
            quick::open(&app);
        }
    });
}
