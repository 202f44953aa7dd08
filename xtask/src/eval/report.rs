//! The chapter of docs/benchmarks.md about the rules, and the same as JSON.

use std::{collections::BTreeMap, fmt::Write};

use serde_json::{Value, json};

use super::{
    figures::{Figure, Measured, Target},
    share::Share,
    vectors::{BARE, DECLINED, Vectors},
};
use crate::machine;

/// The chapter, from the measurements.
pub fn markdown(measured: &Measured) -> String {
    let mut page = String::from(
        "## Rules on public data\n\nWritten by `cargo xtask eval rules --data ../shared/data --peer`: the built-in recognisers without a tagger, \
         each document scanned on its own with the default policy, a release build. Shares have the 95 % interval of a bootstrap \
         over documents. The data is not part of the repository.\n\n",
    );
    page += &machine::lines();
    page += "\n| on | figure | value | 95 % | of | target | |\n| --- | --- | --- | --- | --- | --- | --- |\n";
    measured.figures.iter().for_each(|figure| target_row(&mut page, figure));
    speed_note(&mut page, measured);
    vector_rows(&mut page, "Presidio's vectors by entity", &measured.presidio);
    page += "\nNot counted above:\n\n| entity | why |\n| --- | --- |\n";
    for (entity, why) in DECLINED {
        let _ = writeln!(page, "| {entity} | {why} |");
    }
    let _ = writeln!(
        page,
        "| texts of {} that are nothing but up to ten digits | at most one check digit tells them from any order number: they need a word beside them |",
        BARE.join(", ")
    );
    page += "\nA text counts as found when every expected span is covered, and as a false alarm when none is expected and anything \
             at all is found, of whatever kind.\n";
    vector_rows(&mut page, "Secrets by scanner", &measured.secrets);
    set_rows(&mut page, measured);
    page
}

/// The same for scripts.
pub fn json(measured: &Measured) -> Value {
    let parts = |parts: &BTreeMap<String, Vectors>| -> Value {
        let one =
            |vectors: &Vectors| json!({"found": vectors.found.counts(), "false_alarms": vectors.false_alarms.counts()});
        parts.iter().map(|(name, vectors)| (name.clone(), one(vectors))).collect()
    };
    let sets: Value = measured
        .sets
        .iter()
        .map(|score| {
            let entity = |kind| score.entities.get(kind).and_then(Share::value);
            let types: Value = score.types.iter().map(|(name, share)| (name.clone(), json!(share.value()))).collect();
            json!({"set": score.set, "docs": score.documents, "R": score.recall.value(), "P": score.precision.value(),
                "ERdi": entity("direct"), "ERqi": entity("quasi"), "ER": entity("all"), "units": score.units.value(),
                "masked": score.masked.value(), "by_type": types})
        })
        .collect();
    let speed = &measured.speed;
    let peer = speed.peer.as_ref();
    let peer = peer.map(|peer| json!({"name": peer.name, "all_mb_per_s": peer.all, "english_mb_per_s": peer.english}));
    json!({
        "figures": measured.figures, "presidio": parts(&measured.presidio), "schemes": parts(&measured.schemes),
        "secrets": parts(&measured.secrets), "sets": sets,
        "speed": {"bytes": speed.bytes, "mb_per_s": speed.ours, "peer": peer},
    })
}

fn target_row(page: &mut String, figure: &Figure) {
    let target = match figure.target {
        Target::AtLeast(bound) => format!("≥ {bound}"),
        Target::AtMost(bound) => format!("≤ {bound}"),
    };
    let verdict = match (figure.value, figure.passes) {
        (None, _) => "not measured",
        (_, true) => "met",
        (_, false) => "**missed**",
    };
    let value = match figure.all {
        Some(_) => share(figure.value),
        None => figure.value.map_or_else(|| "–".to_owned(), |value| format!("{value:.1}")),
    };
    let interval = figure.interval.map_or_else(String::new, |(low, high)| format!("{low:.3}–{high:.3}"));
    let all = figure.all.map_or_else(String::new, |all| all.to_string());
    let _ = writeln!(page, "| {} | {} | {value} | {interval} | {all} | {target} | {verdict} |", figure.on, figure.name);
}

fn speed_note(page: &mut String, measured: &Measured) {
    let speed = &measured.speed;
    let _ = write!(
        page,
        "\nSpeed: {} KB of tab144, gum and kiji through `scan`, median processor time of nine runs",
        speed.bytes / 1000
    );
    if let Some(peer) = &speed.peer {
        let _ = write!(
            page,
            ", in turn with {} (`bench/presidio`): {:.3} MB/s with all, {:.3} MB/s with the English ones, without tokens, context \
             words and merging",
            peer.name, peer.all, peer.english
        );
    }
    *page += ".\n";
}

fn vector_rows(page: &mut String, title: &str, parts: &BTreeMap<String, Vectors>) {
    let _ = writeln!(page, "\n### {title}\n\n| | found | false alarms |\n| --- | --- | --- |");
    for (name, vectors) in parts {
        let _ = writeln!(page, "| {name} | {} | {} |", of(&vectors.found), of(&vectors.false_alarms));
    }
}

fn set_rows(page: &mut String, measured: &Measured) {
    *page += "\n### All sets\n\nR, P: share of sensitive letters and digits that are covered, and of covered ones that are sensitive. ER: share \
              of surfaces of a document all of whose mentions are covered, di and qi of the direct and quasi identifiers. Units: share of gold \
              spans wholly covered. Sets that label names only, or units only, leave much sensitive text unlabelled: P says little there.\n\n\
              | set | documents | R | P | ERdi | ERqi | ER | units | masked |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n";
    for score in &measured.sets {
        let entity = |kind| share(score.entities.get(kind).and_then(Share::value));
        let _ = writeln!(
            page,
            "| {} | {} | {} | {} | {} | {} | {} | {} | {} |",
            score.set,
            score.documents,
            share(score.recall.value()),
            share(score.precision.value()),
            entity("direct"),
            entity("quasi"),
            entity("all"),
            share(score.units.value()),
            share(score.masked.value()),
        );
    }
}

fn share(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.3}"))
}

fn of(share: &Share) -> String {
    let (hits, all) = share.counts();
    if all == 0 { "–".to_owned() } else { format!("{hits} of {all}") }
}
