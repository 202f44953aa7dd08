//! `cargo xtask eval pii`: what rules and tagger find together and each alone, on documents that trained nothing.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
};

use anyhow::{Context, ensure};
use clap::Args;
use confidant_text::EntityKind;
use serde::Deserialize;
use serde_json::json;

use super::{
    data::{self, Document},
    pii_report,
    seen::{Found, Seen},
    sets::Score,
};
use crate::{
    page::{self, Chapter},
    run,
};

/// Which documents trained nothing, by set.
const HELD_OUT: &str = "models/tagger/heldout.json";
/// The features that every target of make builds with: another selection would compile everything again.
pub(super) const ONE_SELECTION: [&str; 3] = ["--workspace", "--features", "confidant-app/custom-protocol"];
/// What is measured at each operating point.
const BALANCED: [&str; 8] =
    ["system", "rules", "tagger", "no propagation", "no vote", "no shape", "no overlap", "title before each window"];
const STRICT: [&str; 2] = ["system", "tagger"];
/// Sets that are never trained on, in whole; nobody may look at them before the end.
const LAST: [&str; 2] = ["pupa_tnb", "pupa_new"];
/// Sets whose texts are read in other cases too.
const RECASED: [&str; 3] = ["tab144", "panorama151", "kiji"];

/// How to measure.
#[derive(Args)]
pub struct Pii {
    /// The folder with pii in it.
    #[arg(long)]
    data: PathBuf,
    /// The folder with the tagger's weights.
    #[arg(long, default_value = "models/tagger/weights")]
    weights: PathBuf,
    /// Only these sets; the page is not written.
    #[arg(long, value_delimiter = ',')]
    sets: Vec<String>,
    /// The sets of real prompts too. Nothing may be tuned after they were looked at.
    #[arg(long)]
    last: bool,
    /// Prints every miss of the system on standard error.
    #[arg(long)]
    show: bool,
}

/// One score for each set, by operating point and by what was left out.
pub type Scores = BTreeMap<(&'static str, String), Vec<Score>>;

/// A document to read, and under which name it is counted.
struct Task {
    set: String,
    document: Document,
}

#[derive(Deserialize)]
struct Answer {
    spans: BTreeMap<String, Vec<(usize, usize, EntityKind)>>,
}

/// Measures, prints, writes the chapter of the page.
pub fn run(wanted: &Pii) -> anyhow::Result<()> {
    run::cargo(&[&["build", "--example", "variants"][..], &ONE_SELECTION].concat(), &[])?;
    let target = PathBuf::from(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()));
    let reader = target.join("debug/examples/variants");
    let tasks = tasks(wanted)?;
    let recased = recased_tasks(&tasks);
    let mut scores = Scores::new();
    for (preset, variants, tasks) in
        [("balanced", &BALANCED[..], &tasks), ("strict", &STRICT[..], &tasks), ("balanced", &["system"][..], &recased)]
    {
        read(&reader, &wanted.weights, preset, variants, tasks, &mut scores)?;
    }
    if wanted.show {
        let misses = scores.get(&("balanced", "system".to_owned())).into_iter().flatten();
        misses.flat_map(|score| score.misses.iter().map(move |miss| (&score.set, miss))).for_each(|(set, miss)| {
            eprintln!("{set}: {miss}");
        });
    }
    let chapter = pii_report::markdown(&scores);
    print!("{chapter}");
    if wanted.sets.is_empty() {
        page::put(Chapter::Pii, &chapter)?;
    }
    Ok(())
}

fn tasks(wanted: &Pii) -> anyhow::Result<Vec<Task>> {
    let held_out = fs::read_to_string(HELD_OUT).with_context(|| format!("{HELD_OUT} could not be read"))?;
    let held_out: BTreeMap<String, BTreeSet<String>> = serde_json::from_str(&held_out)?;
    let mut tasks = Vec::new();
    let mut add = |set: &str, documents: Vec<Document>| {
        tasks.extend(documents.into_iter().map(|document| Task { set: set.to_owned(), document }));
    };
    let wants = |set: &str| wanted.sets.is_empty() || wanted.sets.iter().any(|other| other == set);
    let rows = |set: &str| data::rows::<Document>(&wanted.data.join(format!("pii/{set}.jsonl")));
    for (set, ids) in
        held_out.iter().filter(|(set, ids)| wants(set) && !ids.is_empty() && !LAST.contains(&set.as_str()))
    {
        let documents = rows(set)?.into_iter().filter(|document| ids.contains(&document.id));
        add(set, documents.collect());
    }
    for set in LAST.iter().filter(|_| wanted.last) {
        add(set, rows(set)?);
    }
    ensure!(!tasks.is_empty(), "there is nothing to measure");
    Ok(tasks)
}

/// The same texts in other cases, as sets of their own.
fn recased_tasks(tasks: &[Task]) -> Vec<Task> {
    let cases = [("in capitals", upper as fn(&str) -> String), ("in small letters", lower), ("in Title Case", title)];
    let recased = cases.into_iter().flat_map(|(name, recase)| {
        tasks.iter().filter(|task| RECASED.contains(&task.set.as_str())).map(move |Task { set, document }| Task {
            set: format!("{set} {name}"),
            document: Document { text: recase(&document.text), ..document.clone() },
        })
    });
    recased.collect()
}

fn read(
    reader: &Path,
    weights: &Path,
    preset: &'static str,
    variants: &[&str],
    tasks: &[Task],
    scores: &mut Scores,
) -> anyhow::Result<()> {
    let mut command = Command::new(reader);
    command.arg(weights).arg(preset).args(variants).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().context("the example `variants` could not be started")?;
    let mut questions = child.stdin.take().context("it has no standard input")?;
    let answers = BufReader::new(child.stdout.take().context("it has no standard output")?);
    thread::scope(|scope| {
        scope.spawn(move || {
            for Task { document, .. } in tasks {
                // It may have ended early: then its answers say why.
                if writeln!(questions, "{}", json!({"id": document.id, "text": document.text})).is_err() {
                    break;
                }
            }
        });
        let mut lines = answers.lines();
        for Task { set, document } in tasks {
            let line = lines.next().context("it ended early")??;
            let Answer { spans } = serde_json::from_str(&line).with_context(|| line.clone())?;
            for (variant, spans) in spans {
                let found = spans.into_iter().map(|(start, end, kind)| Found { start, end, kind, by: String::new() });
                let seen = Seen::with(&document.text, found);
                let sets = scores.entry((preset, variant)).or_default();
                if sets.last().is_none_or(|score| score.set != *set) {
                    sets.push(Score::named(set));
                }
                sets.last_mut().context("it was just pushed")?.add(document, &seen);
            }
        }
        anyhow::Ok(())
    })?;
    ensure!(child.wait()?.success(), "the example `variants` failed");
    Ok(())
}

/// Recases characters that stay one character each, so that places stay the same.
fn recased(text: &str, recase: impl FnMut(char) -> char) -> String {
    text.chars().map(recase).collect()
}

fn one(mut cased: impl Iterator<Item = char>, c: char) -> char {
    match (cased.next(), cased.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

fn upper(text: &str) -> String {
    recased(text, |c| one(c.to_uppercase(), c))
}

fn lower(text: &str) -> String {
    recased(text, |c| one(c.to_lowercase(), c))
}

fn title(text: &str) -> String {
    let mut inside = false;
    recased(text, |c| {
        let cased = if inside { one(c.to_lowercase(), c) } else { one(c.to_uppercase(), c) };
        inside = c.is_alphanumeric();
        cased
    })
}

#[cfg(test)]
mod tests {
    use super::{lower, title, upper};

    #[test]
    fn recasing_moves_nothing() {
        let text = "Straße İz o'Neill, ǆ";
        for recased in [upper(text), lower(text), title(text)] {
            assert_eq!(recased.chars().count(), text.chars().count());
        }
        assert_eq!(title("ANNA berg-lee"), "Anna Berg-Lee");
    }
}
