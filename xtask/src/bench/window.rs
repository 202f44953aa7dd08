//! The window: how long from its start to words on the screen, and how much memory it holds when nothing happens.
//!
//! Runs inside tests/e2e/session.sh: Xvfb, openbox, a keyring. The screen is looked at until its middle shows words; the app
//! is not changed for it and tells nothing.

use std::{
    fs,
    path::Path,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use serde_json::json;

use super::pixels;

/// The first start is cold: it makes the store and reads the program from the disk.
const STARTS: usize = 6;
const IDLE: Duration = Duration::from_secs(10);

/// Starts the app again and again and prints what was measured as JSON.
pub fn run(app: &Path) -> anyhow::Result<()> {
    let home = tempfile::tempdir()?;
    let (mut paints, mut memory) = (Vec::new(), json!(null));
    for start in 0..STARTS {
        ensure!(!pixels::are_drawn(&pixels::of_screen()?)?, "the screen is not empty before the start");
        let begin = Instant::now();
        let mut child = start_app(app, home.path())?;
        paints.push(first_paint(&mut child, begin)?);
        if start == STARTS - 1 {
            sleep(IDLE);
            memory = idle_memory(child.id())?;
        }
        end(child)?;
    }
    let cold = paints.remove(0);
    paints.sort_by(f64::total_cmp);
    let warm = paints.get(paints.len() / 2);
    println!(
        "{}",
        json!({"cold_ms": cold, "warm_ms": warm, "starts": paints, "memory": memory, "tool": pixels::tool()})
    );
    Ok(())
}

fn start_app(app: &Path, home: &Path) -> anyhow::Result<Child> {
    let mut command = Command::new(app);
    command.env("CONFIDANT_HOME", home).stdin(Stdio::null()).stdout(Stdio::null());
    command.spawn().context("the app could not be started")
}

fn first_paint(child: &mut Child, begin: Instant) -> anyhow::Result<f64> {
    while begin.elapsed() < Duration::from_mins(1) {
        let picture = pixels::of_screen()?;
        let seen = begin.elapsed();
        if pixels::are_drawn(&picture)? {
            return Ok(seen.as_secs_f64() * 1e3);
        }
        ensure!(child.try_wait()?.is_none(), "the app ended before it drew anything");
    }
    anyhow::bail!("nothing was drawn within a minute")
}

/// Proportional set size of the app and of every process that it started, in KiB.
fn idle_memory(app: u32) -> anyhow::Result<serde_json::Value> {
    let (mut own, mut page, mut others) = (0, 0, Vec::new());
    for process in descendants(app)? {
        let folder = Path::new("/proc").join(process.to_string());
        // A process may end while it is looked at.
        let Ok(rollup) = fs::read_to_string(folder.join("smaps_rollup")) else { continue };
        let pss = rollup.lines().find_map(|line| line.strip_prefix("Pss:")).context("smaps_rollup has no Pss line")?;
        let pss: u64 = pss.trim().trim_end_matches(" kB").parse()?;
        let name = fs::read_to_string(folder.join("comm")).unwrap_or_default().trim().to_owned();
        if process == app {
            own = pss;
        } else if name.starts_with("WebKit") {
            page += pss;
        } else {
            others.push(json!([name, pss]));
        }
    }
    ensure!(own > 0 && page > 0, "the app's processes were not found");
    Ok(json!({"app_kib": own, "webkit_kib": page, "others": others}))
}

fn descendants(app: u32) -> anyhow::Result<Vec<u32>> {
    let mut parents = Vec::new();
    for entry in fs::read_dir("/proc")? {
        let Ok(process) = entry?.file_name().to_string_lossy().parse::<u32>() else { continue };
        let Ok(stat) = fs::read_to_string(format!("/proc/{process}/stat")) else { continue };
        let parent = stat.rsplit_once(')').and_then(|(_, rest)| rest.split_whitespace().nth(1)?.parse::<u32>().ok());
        parents.push((process, parent.unwrap_or(0)));
    }
    let mut family = vec![app];
    let mut at = 0;
    while let Some(parent) = family.get(at).copied() {
        family.extend(parents.iter().filter(|(_, of)| *of == parent).map(|(process, _)| *process));
        at += 1;
    }
    Ok(family)
}

/// Ends the app and waits until the screen is empty again.
fn end(mut child: Child) -> anyhow::Result<()> {
    child.kill()?;
    child.wait()?;
    let begin = Instant::now();
    while pixels::are_drawn(&pixels::of_screen()?)? {
        ensure!(begin.elapsed() < Duration::from_secs(10), "the window stays although its app was ended");
        sleep(Duration::from_millis(50));
    }
    // Its page's processes end by themselves; the next start must not meet them.
    sleep(Duration::from_secs(1));
    Ok(())
}
