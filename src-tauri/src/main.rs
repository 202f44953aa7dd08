//! The desktop shell: windows, tray, shortcut and the translation between the page and [`confidant_pipeline::Confidant`].
//! It decides nothing about documents.

// A console window next to the app is not wanted on Windows.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

mod app;
mod clipboard;
mod commands;
mod core;
mod desktop;
mod drop;
mod jobs;
mod launch;
mod quick;
mod status;
mod translate;
mod tray;
mod windows;
mod wire;

use std::process::ExitCode;

fn main() -> ExitCode {
    confidant_pipeline::say_where_not_what();
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(tracing_subscriber::EnvFilter::from_env("CONFIDANT_LOG"))
        .init();
    if !desktop::has_display() {
        tracing::error!("there is no display to open a window on; `confidant summarize FILE` works in a terminal");
        return ExitCode::from(2);
    }
    app::run(launch::Launch::from_arguments(std::env::args_os().skip(1), &std::env::current_dir().unwrap_or_default()))
}
