//! What a figure was measured on.

use std::fs;

use crate::run;

/// The lines that stand before every table of figures: date, machine, commit.
pub fn lines() -> String {
    let date = run::first_line("date", &["--utc", "+%Y-%m-%d"]);
    let commit = run::first_line("git", &["describe", "--always", "--dirty"]);
    format!("- Date: {date}\n- Machine: {}, {} threads, {}\n- Commit: {commit}\n", processor(), threads(), system())
}

fn processor() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    name.map_or_else(|| "unknown processor".to_owned(), |(_, name)| name.trim().to_owned())
}

fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, Into::into)
}

fn system() -> String {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let name = release.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="));
    name.map_or_else(|| "unknown system".to_owned(), |name| name.trim_matches('"').to_owned())
}
