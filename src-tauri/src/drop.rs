//! Files dragged over and dropped on the window. The page learns how many there are, never where they lie.

use tauri::{AppHandle, DragDropEvent, Manager, Window, WindowEvent};
use tauri_specta::Event;

use crate::{jobs, wire::DropHover};

/// Follows a drag over the main window and takes in what is dropped.
pub fn on_window_event(window: &Window, event: &WindowEvent) {
    let WindowEvent::DragDrop(drag) = event else { return };
    if window.label() != "main" {
        return;
    }
    match drag {
        DragDropEvent::Enter { paths, .. } => hover(window.app_handle(), true, paths.len()),
        DragDropEvent::Leave => hover(window.app_handle(), false, 0),
        DragDropEvent::Drop { paths, .. } => {
            hover(window.app_handle(), false, 0);
            jobs::take_in(window.app_handle(), paths.clone());
        }
        _ => {}
    }
}

fn hover(app: &AppHandle, inside: bool, files: usize) {
    let files = u32::try_from(files).unwrap_or(u32::MAX);
    // The page may not be listening yet; a drag that nobody sees loses nothing.
    DropHover { inside, files }.emit(app).ok();
}
