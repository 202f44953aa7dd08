//! The chapter of docs/benchmarks.md about rules and tagger.

use std::{collections::BTreeMap, fmt::Write};

use super::{pii::Scores, sets::Score, share::Share};
use crate::machine;

/// A bound of a figure at the two operating points.
struct Bound {
    sets: &'static [&'static str],
    name: &'static str,
    of: fn(&Score) -> Option<&Share>,
    at_least: bool,
    balanced: f64,
    strict: f64,
}

const NAMES: &[&str] = &["wnut17", "btc", "wikigold", "gum"];
const TEMPLATES: &[&str] = &["kiji", "presidio_synth_v2", "presidio_gen_large"];
const PROMPTS: &[&str] = &["pupa_tnb", "pupa_new"];
const OTHER_LANGUAGES: &[&str] =
    &["echr_fr_manual", "echr_fr_projected", "echr_es_manual", "echr_es_projected", "meddocan", "dab_danish"];

const BOUNDS: [Bound; 15] = [
    at_least(&["tab144"], "ERdi", |score| score.entities.get("direct"), 0.99, 0.99),
    at_least(&["tab144"], "ERqi", |score| score.entities.get("quasi"), 0.94, 0.97),
    at_least(&["tab144"], "R", recall, 0.94, 0.96),
    at_least(&["tab144"], "P", precision, 0.90, 0.82),
    at_least(&["panorama151"], "R", recall, 0.95, 0.97),
    at_least(&["panorama151"], "P", precision, 0.90, 0.85),
    at_least(PROMPTS, "units", units, 0.88, 0.95),
    at_most(PROMPTS, "share of text masked", masked, 0.13, 0.18),
    at_least(TEMPLATES, "units", units, 0.97, 0.99),
    at_least(TEMPLATES, "P", precision, 0.94, 0.90),
    at_least(&["openmed_golden"], "units", units, 0.85, 0.90),
    at_least(NAMES, "PERSON units", persons, 0.93, 0.97),
    at_least(NAMES, "all units", units, 0.86, 0.93),
    at_most(NAMES, "share of text masked", masked, 1.0, 1.0),
    at_least(OTHER_LANGUAGES, "PERSON units", persons, 0.90, 0.95),
];

const fn at_least(
    sets: &'static [&'static str],
    name: &'static str,
    of: fn(&Score) -> Option<&Share>,
    balanced: f64,
    strict: f64,
) -> Bound {
    Bound { sets, name, of, at_least: true, balanced, strict }
}

const fn at_most(
    sets: &'static [&'static str],
    name: &'static str,
    of: fn(&Score) -> Option<&Share>,
    balanced: f64,
    strict: f64,
) -> Bound {
    Bound { sets, name, of, at_least: false, balanced, strict }
}

/// The chapter, from the scores.
pub fn markdown(scores: &Scores) -> String {
    let mut page = String::from(
        "## Rules and tagger on documents that trained nothing\n\nWritten by `cargo xtask eval pii --data ../shared/data`: rules, tagger and \
         propagation (\"system\"), each document scanned on its own with the default policy of either preset, at both operating points. Only the documents of \
         `models/tagger/heldout.json`, which neither trained the tagger nor chose its thresholds. Shares have the 95 % interval of a \
         bootstrap over documents.\n\n",
    );
    page += &machine::lines();
    page +=
        "\n| on | figure | balanced | | bar | strict | | bar |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n";
    for bound in &BOUNDS {
        let (balanced, strict) = (gathered(scores, "balanced", bound), gathered(scores, "strict", bound));
        if balanced.value().is_some() {
            let sign = if bound.at_least { "≥" } else { "≤" };
            let _ = writeln!(
                page,
                "| {} | {} | {} | {sign} {} | {} | {sign} {} |",
                bound.sets.join(", "),
                bound.name,
                cells(&balanced, bound.at_least, bound.balanced),
                bound.balanced,
                cells(&strict, bound.at_least, bound.strict),
                bound.strict
            );
        }
    }
    page += "\n### What each part gives\n\nAll held-out documents in their own case, at the balanced point. \"No shape\" blanks the facts about case for a \
             head that was trained with them.\n\n| | R | P | units | ER | masked |\n| --- | --- | --- | --- | --- | --- |\n";
    for ((preset, variant), sets) in scores {
        let all = |of: fn(&Score) -> Option<&Share>| {
            let mut all = Share::default();
            sets.iter().filter(|score| !score.set.contains(" in ")).filter_map(of).for_each(|share| all.join(share));
            number(all.value())
        };
        let _ = writeln!(
            page,
            "| {variant}, {preset} | {} | {} | {} | {} | {} |",
            all(recall),
            all(precision),
            all(units),
            all(|score| score.entities.get("all")),
            all(masked)
        );
    }
    for preset in ["balanced", "strict"] {
        if let Some(sets) = scores.get(&(preset, "system".to_owned())) {
            let _ = writeln!(
                page,
                "\n### All sets, {preset}\n\n| set | documents | R | P | ERdi | ERqi | units | masked | by type |\n\
                 | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
            );
            for score in sets {
                row(&mut page, score);
            }
        }
    }
    page
}

fn row(page: &mut String, score: &Score) {
    let types: BTreeMap<_, _> = score.types.iter().map(|(name, share)| (name, number(share.value()))).collect();
    let types: Vec<String> = types.into_iter().map(|(name, share)| format!("{name} {share}")).collect();
    let entity = |kind| number(score.entities.get(kind).and_then(Share::value));
    let _ = writeln!(
        page,
        "| {} | {} | {} | {} | {} | {} | {} | {} | {} |",
        score.set,
        score.documents,
        number(score.recall.value()),
        number(score.precision.value()),
        entity("direct"),
        entity("quasi"),
        number(score.units.value()),
        number(score.masked.value()),
        types.join(", ")
    );
}

fn gathered(scores: &Scores, preset: &'static str, bound: &Bound) -> Share {
    let mut all = Share::default();
    let sets = scores.get(&(preset, "system".to_owned())).into_iter().flatten();
    sets.filter(|score| bound.sets.contains(&score.set.as_str()))
        .filter_map(bound.of)
        .for_each(|share| all.join(share));
    all
}

fn cells(share: &Share, at_least: bool, bound: f64) -> String {
    let Some(value) = share.value() else { return "– | –".to_owned() };
    let (low, high) = share.interval().unwrap_or((value, value));
    let met = if at_least { value >= bound } else { value <= bound };
    format!("{value:.3} ({low:.3}–{high:.3}) | {}", if met { "met" } else { "**missed**" })
}

fn number(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.3}"))
}

#[expect(clippy::unnecessary_wraps, reason = "a bound may ask for a share that a score does not have")]
fn recall(score: &Score) -> Option<&Share> {
    Some(&score.recall)
}

#[expect(clippy::unnecessary_wraps, reason = "as above")]
fn precision(score: &Score) -> Option<&Share> {
    Some(&score.precision)
}

#[expect(clippy::unnecessary_wraps, reason = "as above")]
fn units(score: &Score) -> Option<&Share> {
    Some(&score.units)
}

#[expect(clippy::unnecessary_wraps, reason = "as above")]
fn masked(score: &Score) -> Option<&Share> {
    Some(&score.masked)
}

fn persons(score: &Score) -> Option<&Share> {
    score.types.get("PERSON")
}
