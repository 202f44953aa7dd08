//! The repository in order: what every file begins with, how long it may be, who may depend on whom, links that lead somewhere.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// Files that may be longer than [`LONGEST`], and why.
const LONG: [(&str, &str); 3] = [
    ("crates/confidant-local/src/answer.rs", "the answer and the tests of its checks"),
    ("tests/support/loopback.rs", "one server with all its scripts, included by path from several tests"),
    (
        "crates/confidant-privacy/src/recognise/identifier/americas.rs",
        "one row and one check per scheme of a continent",
    ),
];
const LONGEST: usize = 400;

/// What git would keep of the working tree: tracked files and new ones that are not ignored.
fn files() -> Vec<PathBuf> {
    let listed = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(ROOT)
        .output()
        .unwrap();
    assert!(listed.status.success(), "this is no git repository: {}", String::from_utf8_lossy(&listed.stderr));
    let listed = String::from_utf8(listed.stdout).unwrap();
    let mut files: Vec<PathBuf> = listed.split_terminator('\0').map(PathBuf::from).collect();
    files.retain(|file| Path::new(ROOT).join(file).is_file());
    assert!(files.len() > 100, "only {} files were found", files.len());
    files
}

fn read(file: &Path) -> Option<String> {
    String::from_utf8(fs::read(Path::new(ROOT).join(file)).ok()?).ok()
}

fn with_extension<'a>(files: &'a [PathBuf], extension: &'a str) -> impl Iterator<Item = (&'a PathBuf, String)> {
    let wanted = files.iter().filter(move |file| file.extension().is_some_and(|found| found == extension));
    wanted.filter_map(|file| Some((file, read(file)?)))
}

#[test]
fn every_source_file_says_its_idea_first_and_is_not_long_without_a_reason() {
    let files = files();
    let mut wrong = Vec::new();
    let mut long = BTreeSet::new();
    for (file, text) in with_extension(&files, "rs") {
        if !text.starts_with("//! ") {
            wrong.push(format!("{} does not begin with what it is about (//! …)", file.display()));
        }
        if text.lines().count() > LONGEST {
            let reason = LONG.iter().find(|(name, _)| Path::new(name) == file);
            match reason {
                Some((name, _)) => drop(long.insert(*name)),
                None => wrong.push(format!("{} is longer than {LONGEST} lines", file.display())),
            }
        }
    }
    for (name, reason) in LONG {
        if !long.contains(name) {
            wrong.push(format!("{name} is not long any more ({reason}): take it off the list"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_names_the_machine_it_was_made_on() {
    // Written in two parts, so that this file does not name them.
    let machine =
        [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("bash_", "jobs"), concat!("proxy.int", "ernal")];
    let mut wrong = Vec::new();
    for file in files() {
        let Some(text) = read(&file) else { continue };
        for place in machine {
            if text.contains(place) {
                wrong.push(format!("{} names {place}", file.display()));
            }
        }
        if file.ends_with("package-lock.json") {
            let value: Value = serde_json::from_str(&text).unwrap();
            for (name, package) in value["packages"].as_object().unwrap() {
                let from = package["resolved"].as_str().unwrap_or_default();
                if !from.is_empty() && !from.starts_with("https://registry.npmjs.org/") {
                    wrong.push(format!("{}: {name} comes from {from}", file.display()));
                }
            }
        }
        if file.ends_with("Cargo.lock") {
            let sources = text.lines().filter(|line| line.starts_with("source = "));
            let elsewhere =
                sources.filter(|line| !line.contains("registry+https://github.com/rust-lang/crates.io-index"));
            wrong.extend(elsewhere.map(|line| format!("Cargo.lock: {line}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_link_in_the_documents_leads_somewhere() {
    let files = files();
    let mut wrong = Vec::new();
    let mut links = 0;
    for (file, text) in with_extension(&files, "md") {
        for target in targets(&text).filter(|target| !target.contains("://") && !target.starts_with(['#', '<'])) {
            links += 1;
            let folder = Path::new(ROOT).join(file.parent().unwrap());
            let path = target.split('#').next().unwrap();
            if !folder.join(path).exists() {
                wrong.push(format!("{}: {target}", file.display()));
            }
        }
    }
    assert!(links > 3, "no links were found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The targets of `[text](target)` and `<img src="target">`.
fn targets(text: &str) -> impl Iterator<Item = &str> {
    let between = |open: &'static str, close: char| {
        text.split(open).skip(1).filter_map(move |rest| rest.split_once(close)).map(|(target, _)| target)
    };
    between("](", ')').chain(between("src=\"", '"'))
}

/// Who may depend on whom. What is not here is an arrow that ARCHITECTURE.md does not have.
fn arrows() -> BTreeMap<&'static str, &'static [&'static str]> {
    BTreeMap::from([
        ("confidant-text", &[][..]),
        ("confidant-worker", &[]),
        ("confidant-models", &[]),
        ("confidant-ingest", &["text", "worker"]),
        ("confidant-privacy", &["text"]),
        ("confidant-export", &["privacy", "text"]),
        ("confidant-local", &["privacy", "text"]),
        ("confidant-llama", &["local", "models", "privacy", "text", "worker"]),
        ("confidant-cloud", &["privacy"]),
        ("confidant-store", &["privacy", "text"]),
        ("confidant-pipeline", &["cloud", "export", "ingest", "local", "models", "privacy", "store", "text", "worker"]),
        ("confidant-cli", &["ingest", "llama", "local", "models", "pipeline", "privacy", "store", "text", "worker"]),
        ("confidant-app", &["cloud", "ingest", "llama", "local", "pipeline", "privacy", "store", "text", "worker"]),
        ("xtask", &["ingest", "llama", "local", "models", "privacy", "text", "worker"]),
    ])
}

/// A library and the only packages that may name it.
const DOORS: [(&str, &[&str]); 12] = [
    ("reqwest", &["confidant-cloud"]),
    ("tauri", &["confidant-app"]),
    ("tauri-specta", &["confidant-app"]),
    ("specta", &["confidant-app"]),
    ("llama-cpp-2", &["confidant-llama"]),
    ("hayro", &["confidant-ingest"]),
    ("hayro-syntax", &["confidant-ingest"]),
    ("sqlx", &["confidant-store"]),
    ("libsqlite3-sys", &["confidant-store"]),
    ("keyring", &["confidant-store"]),
    ("landlock", &["confidant-worker"]),
    ("seccompiler", &["confidant-worker"]),
];

/// Each package with the libraries that it is built with.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(ROOT)
        .output()
        .unwrap();
    assert!(metadata.status.success(), "{}", String::from_utf8_lossy(&metadata.stderr));
    let metadata: Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap().iter();
    let named = |value: &Value| value.as_str().unwrap().to_owned();
    packages
        .map(|package| {
            let all = package["dependencies"].as_array().unwrap().iter();
            let built_with = all.filter(|dependency| dependency["kind"] != "dev");
            (named(&package["name"]), built_with.map(|dependency| named(&dependency["name"])).collect())
        })
        .collect()
}

#[test]
fn no_crate_depends_on_another_against_the_arrows() {
    let (arrows, mut wrong) = (arrows(), Vec::new());
    for (package, built_with) in dependencies() {
        let Some(allowed) = arrows.get(package.as_str()) else {
            wrong.push(format!("{package} is new: give it a line here and in ARCHITECTURE.md"));
            continue;
        };
        let ours = built_with.iter().filter_map(|name| name.strip_prefix("confidant-"));
        wrong.extend(ours.filter(|name| !allowed.contains(name)).map(|name| format!("{package} ─▶ confidant-{name}")));
    }
    assert!(wrong.is_empty(), "arrows that are not in ARCHITECTURE.md:\n{}", wrong.join("\n"));
}

#[test]
fn what_one_crate_knows_no_other_names() {
    let all = dependencies();
    for (library, allowed) in DOORS {
        for (package, built_with) in &all {
            let may = allowed.contains(&package.as_str());
            assert!(may || !built_with.contains(library), "{package} names {library}; only {allowed:?} may");
        }
        assert!(
            all.values().any(|built_with| built_with.contains(library)),
            "nobody uses {library}: take it off the list"
        );
    }
}

#[test]
fn text_and_privacy_do_no_io_have_no_async_and_no_clock() {
    let files = files();
    let forbidden = [
        "std::fs",
        "std::net",
        "std::env",
        "std::io",
        "std::process",
        "std::thread",
        "std::time",
        "async fn",
        ".await",
        "tokio",
        "Instant::",
        "SystemTime",
        "tracing",
    ];
    let mut looked_at = 0;
    for (file, text) in with_extension(&files, "rs") {
        let pure =
            ["crates/confidant-text/src", "crates/confidant-privacy/src"].iter().any(|folder| file.starts_with(folder));
        if !pure {
            continue;
        }
        looked_at += 1;
        for word in forbidden {
            assert!(!text.contains(word), "{} holds {word}", file.display());
        }
    }
    assert!(looked_at > 15, "only {looked_at} files were looked at");
}
