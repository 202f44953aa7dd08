//! What the window needs to know before it shows anything: is the store open, is there a model, a tray, a shortcut.

use std::sync::{Mutex, PoisonError};

use confidant_pipeline::LockState as Lock;
use tauri::{AppHandle, Manager};

use crate::{
    core::Core,
    desktop, jobs, quick,
    tray::OfflineItem,
    wire::{ErrorDto, LockState, StatusDto},
};

/// The shortcut that was last asked for, and why it does not work.
#[derive(Default)]
pub struct Bound(Mutex<(String, Option<String>)>);

/// Makes `keys` the shortcut and remembers how that went.
pub fn rebind(app: &AppHandle, keys: &str) {
    let error = quick::bind(app, keys).err();
    *app.state::<Bound>().0.lock().unwrap_or_else(PoisonError::into_inner) = (keys.to_owned(), error);
}

/// The status; opens the store first where that needs nothing from the person, or with the passphrase they gave.
pub async fn of(app: &AppHandle, passphrase: Option<String>) -> Result<StatusDto, ErrorDto> {
    let core = app.state::<Core>();
    let lock = core.unlock(passphrase).await?;
    let (shortcut, shortcut_error) = app.state::<Bound>().0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let mut status = StatusDto {
        lock: LockState::from(lock),
        offline: false,
        model: None,
        model_error: None,
        tray: desktop::has_tray_host().await,
        shortcut,
        shortcut_error,
        welcomed: false,
        version: env!("CARGO_PKG_VERSION").into(),
    };
    if lock == Lock::Ready {
        let confidant = core.get().await?;
        status.offline = confidant.is_offline();
        status.welcomed = confidant.welcomed().await?;
        match confidant.model() {
            Ok(model) => status.model = Some(model.id().to_owned()),
            Err(error) => status.model_error = Some(ErrorDto { code: "model".into(), message: error.to_string() }),
        }
        let wanted = confidant.shortcut().await?.unwrap_or_else(|| quick::DEFAULT_SHORTCUT.to_owned());
        if status.shortcut != wanted {
            rebind(app, &wanted);
            (status.shortcut, status.shortcut_error) =
                app.state::<Bound>().0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        }
        app.state::<OfflineItem>().show(status.offline);
        jobs::take_in_waiting(app);
    }
    Ok(status)
}

impl From<Lock> for LockState {
    fn from(lock: Lock) -> Self {
        match lock {
            Lock::Ready => Self::Ready,
            Lock::NeedsPassphrase => Self::NeedsPassphrase,
            Lock::ChoosePassphrase => Self::ChoosePassphrase,
        }
    }
}
