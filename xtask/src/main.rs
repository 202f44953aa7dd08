//! Chores of the repository: `cargo xtask bindings`, `cargo xtask bench`, `cargo xtask eval rules`.
#![allow(
    clippy::disallowed_types,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a chore starts programs and talks to the person who started it; it is no part of what is shipped"
)]

mod bench;
mod eval;
mod machine;
mod page;
mod run;

use clap::Parser;

/// Chores of the repository.
#[derive(Parser)]
enum Chore {
    /// Writes the page's bindings anew from the commands of the shell.
    Bindings,
    /// Measures this machine with a release build and writes docs/benchmarks.md.
    Bench,
    /// Measures on a folder of public data, and writes docs/benchmarks.md.
    #[command(subcommand)]
    Eval(eval::Eval),
    /// What `bench` runs inside a desktop of its own: start the window again and again, print what was measured.
    #[command(hide = true)]
    BenchWindow {
        /// The app.
        app: std::path::PathBuf,
    },
}

fn main() -> anyhow::Result<()> {
    std::env::set_current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))?;
    match Chore::parse() {
        Chore::Bindings => {
            run::cargo(&["test", "--package", "confidant-app", "the_pages_bindings"], &[("BINDINGS", "write")])
        }
        Chore::Bench => bench::run(),
        Chore::Eval(eval) => eval::run(&eval),
        Chore::BenchWindow { app } => bench::window::run(&app),
    }
}
