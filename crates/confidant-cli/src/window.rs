//! Hand-over to the window: `confidant` alone on a desktop, and `confidant --quick`, are the program `confidant-app`.

use std::{convert::Infallible, env, ffi::OsString, path::PathBuf};

use crate::failure::Failure;

/// The arguments for the window's program, when it is meant and not a call of the command line.
pub fn wanted() -> Option<Vec<OsString>> {
    let arguments: Vec<OsString> = env::args_os().skip(1).collect();
    means_window(&arguments, has_display()).then_some(arguments)
}

/// Becomes the window's program, which lies beside this one.
pub fn hand_over(arguments: Vec<OsString>) -> Result<(), Failure> {
    let program = beside().ok_or(Failure::NoWindow)?;
    let never = become_program(program, arguments)?;
    match never {}
}

/// `--quick` means the window whatever else is there; no argument at all means it where it can be shown.
fn means_window(arguments: &[OsString], display: bool) -> bool {
    match arguments {
        [] => display && beside().is_some(),
        [only] => only == "--quick",
        _ => false,
    }
}

fn has_display() -> bool {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(windows, target_os = "macos")) || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

fn beside() -> Option<PathBuf> {
    let program = env::current_exe().ok()?.with_file_name(format!("confidant-app{}", env::consts::EXE_SUFFIX));
    program.is_file().then_some(program)
}

#[cfg(unix)]
#[allow(clippy::disallowed_types, reason = "no process is started: this one becomes another program")]
fn become_program(program: PathBuf, arguments: Vec<OsString>) -> Result<Infallible, Failure> {
    use std::os::unix::process::CommandExt;

    // `exec` returns only when it failed.
    let error = std::process::Command::new(program).args(arguments).exec();
    tracing::error!(kind = ?error.kind(), "the window's program could not be started");
    Err(Failure::NoWindow)
}

#[cfg(not(unix))]
fn become_program(_: PathBuf, _: Vec<OsString>) -> Result<Infallible, Failure> {
    Err(Failure::NoWindow)
}

#[cfg(test)]
mod tests {
    use super::means_window;

    #[test]
    fn only_quick_or_nothing_at_all_means_the_window() {
        assert!(means_window(&["--quick".into()], false));
        assert!(!means_window(&[], false), "without a display the help is more use");
        assert!(!means_window(&["ask".into()], true));
        assert!(!means_window(&["--quick".into(), "ask".into()], true));
    }
}
