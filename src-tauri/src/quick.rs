//! The quick prompt: a small window over whatever is open, and the global shortcut that calls it.

use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindow, WebviewWindowBuilder};
use tauri_plugin_global_shortcut::{GlobalShortcutExt, Shortcut, ShortcutState};

use crate::windows;

/// The shortcut until the person chooses another. Ctrl+Space belongs to input methods, Alt+Space to window menus.
pub const DEFAULT_SHORTCUT: &str = "CmdOrCtrl+Shift+Space";

/// Shows the quick prompt, making its window the first time.
pub fn open(app: &AppHandle) {
    windows::note(
        app.get_webview_window("quick").map_or_else(|| build(app), Ok).and_then(|window| windows::show(&window)),
    );
}

/// Puts the quick prompt away; what was asked stays in its chat.
pub fn hide(app: &AppHandle) -> tauri::Result<()> {
    app.get_webview_window("quick").map_or(Ok(()), |window| window.hide())
}

/// Makes `keys` the global shortcut. The one before is given back first; the error says why `keys` cannot be had.
pub fn bind(app: &AppHandle, keys: &str) -> Result<(), String> {
    let shortcut: Shortcut = keys.parse().map_err(|_| "these keys are no shortcut".to_owned())?;
    let shortcuts = app.global_shortcut();
    shortcuts.unregister_all().map_err(|error| error.to_string())?;
    shortcuts
        .on_shortcut(shortcut, |app, _, event| {
            if event.state() == ShortcutState::Pressed {
                open(app);
            }
        })
        .map_err(|_| {
            "another program has these keys, or this desktop gives none; choose others, or use the tray".to_owned()
        })
}

fn build(app: &AppHandle) -> tauri::Result<WebviewWindow> {
    WebviewWindowBuilder::new(app, "quick", WebviewUrl::App("quick.html".into()))
        .title("Confidant: quick prompt")
        .inner_size(640.0, 380.0)
        .min_inner_size(420.0, 160.0)
        .always_on_top(true)
        .skip_taskbar(true)
        .center()
        .build()
}
