//! The tray icon: Open, Quick prompt, Mask clipboard, Work offline, Quit.

use tauri::{
    AppHandle, Manager,
    menu::{CheckMenuItem, Menu, MenuItem, PredefinedMenuItem},
    tray::TrayIconBuilder,
};
use tauri_specta::Event;

use crate::{clipboard, commands, core::Core, quick, windows, wire::StatusChanged};

/// Puts the icon up. Where no desktop shows it, the menu is simply never opened.
pub fn build(app: &AppHandle) -> tauri::Result<()> {
    let item = |id: &str, text: &str| MenuItem::with_id(app, id, text, true, None::<&str>);
    let offline = CheckMenuItem::with_id(app, "offline", "Work offline", true, false, None::<&str>)?;
    let menu = Menu::with_items(
        app,
        &[
            &item("open", "Open Confidant")?,
            &item("quick", "Quick prompt")?,
            &item("mask", "Mask clipboard")?,
            &PredefinedMenuItem::separator(app)?,
            &offline,
            &PredefinedMenuItem::separator(app)?,
            &item("quit", "Quit")?,
        ],
    )?;
    app.manage(OfflineItem(offline));
    let mut tray = TrayIconBuilder::with_id("confidant")
        .menu(&menu)
        .tooltip("Confidant")
        .on_menu_event(|app, event| on_menu(app, event.id().as_ref()));
    if let Some(icon) = app.default_window_icon() {
        tray = tray.icon(icon.clone());
    }
    tray.build(app)?;
    Ok(())
}

/// The tray's tick for working offline, kept equal to the setting.
pub struct OfflineItem(CheckMenuItem<tauri::Wry>);

impl OfflineItem {
    /// Shows the tick or takes it away.
    pub fn show(&self, offline: bool) {
        // A tray that cannot be reached shows nothing; the setting itself is what counts.
        self.0.set_checked(offline).ok();
    }
}

fn on_menu(app: &AppHandle, item: &str) {
    match item {
        "open" => windows::note(windows::open_main(app)),
        "quick" => quick::open(app),
        "mask" => clipboard::mask_from_tray(app.clone()),
        "offline" => toggle_offline(app.clone()),
        "quit" => quit(app),
        _ => {}
    }
}

fn toggle_offline(app: AppHandle) {
    tauri::async_runtime::spawn(async move {
        if let Ok(core) = app.state::<Core>().get().await {
            let on = !core.is_offline();
            if commands::set_offline(app.clone(), on).await.is_ok() {
                // With no window open nobody listens; the next one asks for the status anyway.
                StatusChanged.emit(&app).ok();
            } else {
                tracing::error!("the offline switch could not be saved");
            }
        }
    });
}

/// Stops all work and ends the app.
pub fn quit(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        if let Ok(core) = app.state::<Core>().get().await {
            core.close().await;
        }
        app.exit(0);
    });
}
