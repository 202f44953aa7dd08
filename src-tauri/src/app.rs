//! Puts the app together: plugins, state, commands, windows, and what happens when it is started a second time.

use std::{path::Path, process::ExitCode};

use confidant_pipeline::Home;
use tauri::{AppHandle, RunEvent};
use tauri_specta::{Builder, collect_commands, collect_events};

use crate::{
    clipboard, commands,
    core::Core,
    desktop, drop, jobs,
    launch::Launch,
    quick, status, tray, windows,
    wire::{DropHover, GatheredDto, JobDto, LibraryChanged, StatusChanged},
};

/// Every command and event that the page knows. The page's bindings are generated from this.
pub fn contract() -> Builder<tauri::Wry> {
    Builder::new()
        .disable_serde_phases()
        .commands(collect_commands![
            commands::status,
            commands::unlock,
            commands::welcomed,
            commands::open_files,
            commands::open_folders,
            commands::unlock_file,
            commands::library,
            commands::document,
            commands::page::page_picture,
            commands::page::page_words,
            commands::export::export_document,
            commands::remove_document,
            commands::summarise,
            commands::chats,
            commands::new_chat,
            commands::chat,
            commands::remove_chat,
            commands::ask,
            commands::quick_ask,
            commands::cancel,
            commands::cancel_files,
            commands::preview,
            commands::approve,
            commands::refuse,
            commands::masking::lists,
            commands::masking::add_term,
            commands::masking::remove_term,
            commands::masking::import_terms,
            commands::masking::policy,
            commands::masking::set_preset,
            commands::masking::set_mode,
            commands::ledger,
            commands::verify_ledger,
            commands::export_ledger,
            commands::providers,
            commands::save_provider,
            commands::remove_provider,
            commands::set_offline,
            commands::set_shortcut,
            commands::hide_quick,
            commands::open_main,
            clipboard::clipboard,
        ])
        .events(collect_events![JobDto, DropHover, GatheredDto, LibraryChanged, StatusChanged])
}

/// Runs the app until the person quits.
pub fn run(launch: Launch) -> ExitCode {
    let home = match Home::from_environment() {
        Ok(home) => home,
        Err(error) => {
            tracing::error!(%error, "the data folder cannot be used");
            return ExitCode::FAILURE;
        }
    };
    let contract = contract();
    let handler = contract.invoke_handler();
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, arguments, folder| {
            open(app, Launch::from_arguments(arguments.into_iter().skip(1).map(Into::into), Path::new(&folder)));
        }))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_global_shortcut::Builder::new().build())
        .manage(Core::new(home))
        .manage(status::Bound::default())
        .manage(clipboard::Clipboard::default())
        .manage(jobs::LockedFiles::default())
        .manage(jobs::WaitingFiles::default())
        .invoke_handler(handler)
        .on_window_event(drop::on_window_event)
        .setup(move |app| {
            contract.mount_events(app);
            tray::build(app.handle())?;
            status::rebind(app.handle(), quick::DEFAULT_SHORTCUT);
            open(app.handle(), launch);
            Ok(())
        })
        .build(tauri::generate_context!());
    match app {
        Ok(app) => {
            app.run(on_run);
            ExitCode::SUCCESS
        }
        Err(error) => {
            tracing::error!(%error, "the app could not start");
            ExitCode::FAILURE
        }
    }
}

/// Opens a window, and takes in the files once the store is open: the window asks for the status, which opens it.
fn open(app: &AppHandle, launch: Launch) {
    if launch.quick {
        quick::open(app);
    } else {
        windows::note(windows::open_main(app));
    }
    if !launch.files.is_empty() {
        jobs::take_in(app, launch.files);
    }
}

/// Closing the last window keeps the app in the tray; without a tray it would be out of reach, so it ends.
fn on_run(app: &AppHandle, event: RunEvent) {
    if let RunEvent::ExitRequested { api, code: None, .. } = event {
        api.prevent_exit();
        if !tauri::async_runtime::block_on(desktop::has_tray_host()) {
            tray::quit(app);
        }
    }
}

#[cfg(test)]
mod tests {
    use specta_typescript::Typescript;

    /// `BINDINGS=write cargo test -p confidant-app` writes them anew.
    #[test]
    fn the_pages_bindings_are_those_of_the_commands() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/src/lib/backend/bindings.ts");
        let fresh = tempfile::NamedTempFile::with_suffix(".ts").unwrap();
        super::contract().export(Typescript::default(), fresh.path()).unwrap();
        let fresh = std::fs::read_to_string(fresh.path()).unwrap();
        if std::env::var_os("BINDINGS").is_some() {
            std::fs::write(path, &fresh).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap(), fresh, "run `BINDINGS=write cargo test -p confidant-app`");
    }
}
