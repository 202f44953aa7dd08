//! Starting other programs, with an error that says which one failed.

use std::{path::Path, process::Command};

use anyhow::{Context, ensure};

/// Cargo, with its messages to the terminal.
pub fn cargo(arguments: &[&str], environment: &[(&str, &str)]) -> anyhow::Result<()> {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let status =
        command.args(arguments).envs(environment.iter().copied()).status().context("cargo could not be started")?;
    ensure!(status.success(), "cargo {} failed", arguments.join(" "));
    Ok(())
}

/// What a program prints; its messages go to the terminal.
pub fn output(program: &Path, arguments: &[&str]) -> anyhow::Result<String> {
    let mut command = Command::new(program);
    let output = command.args(arguments).stderr(std::process::Stdio::inherit()).output();
    let output = output.with_context(|| format!("{} could not be started", program.display()))?;
    ensure!(output.status.success(), "{} {} failed", program.display(), arguments.join(" "));
    Ok(String::from_utf8(output.stdout)?)
}

/// The first line of what a program prints, for naming versions; "unknown" where it cannot say.
pub fn first_line(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    let text = output.map(|output| [output.stdout, output.stderr].concat()).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    text.lines().next().unwrap_or("unknown").trim().to_owned()
}
