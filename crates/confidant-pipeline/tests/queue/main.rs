//! Many files through the real queue: workers, a store and rules as they are; only the model is made up.
//!
//! The binary is both sides, so the harness is our own; it understands what `cargo test` and `cargo nextest` ask of one.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::disallowed_types,
    missing_docs
)]

mod batch;
mod desk;
mod full;
mod hostile;
mod many;

use std::process::ExitCode;

fn main() -> ExitCode {
    // Whatever its role is, a worker never runs the tests: each would start more.
    if let Some(role) = confidant_worker::role() {
        return confidant_ingest::serve_role(&role).unwrap_or(ExitCode::FAILURE);
    }
    if let Some(home) = std::env::var_os(full::HOME) {
        return full::in_a_small_home(home.as_ref());
    }
    let tests: Vec<(&str, fn())> = [many::TESTS, batch::TESTS, hostile::TESTS, full::TESTS].concat();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let names: Vec<&String> =
        arguments.iter().filter(|argument| !argument.starts_with("--") && *argument != "terse").collect();
    let mut failed = false;
    for (name, test) in tests {
        let wanted = names.iter().any(|wanted| if has("--exact") { **wanted == name } else { name.contains(*wanted) });
        if has("--ignored") || !(wanted || names.is_empty()) {
            continue;
        }
        if has("--list") {
            println!("{name}: test");
        } else {
            let passed = std::panic::catch_unwind(test).is_ok();
            failed |= !passed;
            println!("test {name} ... {}", if passed { "ok" } else { "FAILED" });
        }
    }
    ExitCode::from(u8::from(failed))
}
