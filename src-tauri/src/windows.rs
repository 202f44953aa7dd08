//! The two windows. Closing the main one keeps the app in the tray where there is one.

use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindow, WebviewWindowBuilder};

/// Shows the main window, making it the first time.
pub fn open_main(app: &AppHandle) -> tauri::Result<()> {
    show(&app.get_webview_window("main").map_or_else(|| build_main(app), Ok)?)
}

/// Shows a window and gives it the keyboard.
pub fn show(window: &WebviewWindow) -> tauri::Result<()> {
    window.show()?;
    window.unminimize()?;
    window.set_focus()
}

/// For calls that nobody waits for: the tray, the shortcut, a second launch.
pub fn note(shown: tauri::Result<()>) {
    if let Err(error) = shown {
        tracing::error!(%error, "the window could not be shown");
    }
}

fn build_main(app: &AppHandle) -> tauri::Result<WebviewWindow> {
    WebviewWindowBuilder::new(app, "main", WebviewUrl::App("index.html".into()))
        .title("Confidant")
        .inner_size(1200.0, 800.0)
        .min_inner_size(720.0, 560.0)
        .build()
}
