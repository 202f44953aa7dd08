//! The figures that have a target, gathered from all the data.

use std::{collections::BTreeMap, path::Path};

use confidant_privacy::Recognisers;
use serde::Serialize;

use super::{
    sets::{self, Score},
    share::Share,
    speed::{self, Speed},
    vectors::{self, DECLINED, Vectors},
};

/// Sets whose units of eight types the rules must find.
const UNITS: [&str; 3] = ["kiji", "presidio_synth_v2", "presidio_gen_large"];
/// Those types, as the sets call them, and as people do.
const TYPES: [(&str, &str); 8] = [
    ("EMAIL", "e-mail"),
    ("PHONE", "phone"),
    ("IBAN", "IBAN"),
    ("CARD", "card"),
    ("IP", "IP"),
    ("URL", "URL"),
    ("NATID", "national id"),
    ("SECRET", "secret"),
];
/// Sets of prose in which little is sensitive but names, which rules alone leave to the tagger.
const NAMES_ONLY: [&str; 6] = ["btc", "gum", "re3d", "sec_filings", "wikigold", "wnut17"];

/// Which side of a bound is good.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    AtLeast(f64),
    AtMost(f64),
}

/// A figure beside its target.
#[derive(Serialize)]
pub struct Figure {
    /// On what.
    pub on: String,
    /// What.
    pub name: String,
    /// None where it was not measured.
    pub value: Option<f64>,
    /// 95 %.
    pub interval: Option<(f64, f64)>,
    /// Out of how many.
    pub all: Option<u64>,
    pub target: Target,
    pub passes: bool,
}

/// Everything that was measured.
pub struct Measured {
    pub figures: Vec<Figure>,
    pub presidio: BTreeMap<String, Vectors>,
    pub schemes: BTreeMap<String, Vectors>,
    pub secrets: BTreeMap<String, Vectors>,
    pub sets: Vec<Score>,
    pub speed: Speed,
}

/// Goes through the whole folder.
pub fn measure(data: &Path, with_peer: bool) -> anyhow::Result<Measured> {
    let recognisers = Recognisers::builtin()?;
    let presidio = vectors::presidio(data, &recognisers)?;
    let schemes = vectors::stdnum(data, &recognisers, Recognisers::schemes())?;
    let secrets = vectors::secrets(data, &recognisers)?;
    let sets = sets::files(&data.join("pii"))?;
    let sets = sets.iter().map(|path| sets::score(path, &recognisers)).collect::<anyhow::Result<Vec<_>>>()?;
    let speed = speed::measure(data, &recognisers, with_peer)?;
    let mut measured = Measured { figures: Vec::new(), presidio, schemes, secrets, sets, speed };
    measured.figures = measured.with_targets();
    Ok(measured)
}

impl Measured {
    /// Every miss and false alarm.
    pub fn wrong(&self) -> impl Iterator<Item = String> {
        let vectors = [("presidio", &self.presidio), ("stdnum", &self.schemes), ("secrets", &self.secrets)];
        let vectors = vectors.into_iter().flat_map(|(on, parts)| {
            parts.values().flat_map(move |part| part.wrong.iter().map(move |line| format!("{on}: {line}")))
        });
        let sets = self.sets.iter().filter(|score| UNITS.contains(&score.set.as_str()) || score.set == "tab144");
        vectors.chain(sets.flat_map(|score| score.misses.iter().map(|line| format!("{}: {line}", score.set))))
    }

    fn with_targets(&self) -> Vec<Figure> {
        let mut figures = Vec::new();
        let mut add = |on: &str, name: &str, share: &Share, target| figures.push(figure(on, name, share, target));

        let counted = self.presidio.iter().filter(|(entity, _)| !DECLINED.iter().any(|(name, _)| name == entity));
        let presidio = Vectors::total(counted.map(|(_, vectors)| vectors));
        let on = "Presidio's vectors";
        add(on, "recall", &presidio.found, Target::AtLeast(0.95));
        add(on, "false alarms", &presidio.false_alarms, Target::AtMost(0.1));

        let schemes = Vectors::total(self.schemes.values());
        let on = "python-stdnum's vectors, schemes of our table";
        add(on, "valid with keyword found", &schemes.found, Target::AtLeast(0.99));
        let mut not_claimed = Share::default();
        let (alarms, all) = schemes.false_alarms.counts();
        (0..all).for_each(|at| not_claimed.row(at >= alarms));
        add(on, "invalid without keyword not claimed", &not_claimed, Target::AtLeast(0.99));

        let secrets = Vectors::total(self.secrets.values());
        let on = "gitleaks' and detect-secrets' vectors";
        add(on, "recall", &secrets.found, Target::AtLeast(0.95));
        add(on, "false alarms", &secrets.false_alarms, Target::AtMost(0.05));

        for (coarse, name) in TYPES {
            let mut units = Share::default();
            for score in self.sets.iter().filter(|score| UNITS.contains(&score.set.as_str())) {
                score.types.get(coarse).into_iter().for_each(|share| units.join(share));
            }
            add("kiji, presidio_synth_v2, presidio_gen_large", &format!("{name} units"), &units, Target::AtLeast(0.97));
        }
        for score in self.sets.iter().filter(|score| score.set == "tab144") {
            let direct = score.entities.get("direct").cloned().unwrap_or_default();
            add("tab144", "ERdi", &direct, Target::AtLeast(0.96));
            add("tab144", "P", &score.precision, Target::AtLeast(0.9));
        }
        for score in self.sets.iter().filter(|score| NAMES_ONLY.contains(&score.set.as_str())) {
            add(&score.set, "share of text masked", &score.masked, Target::AtMost(0.05));
        }
        let ratio = self.speed.peer.as_ref().map(|peer| self.speed.ours / peer.all);
        figures.push(plain("one core", "MB/s", Some(self.speed.ours), Target::AtLeast(5.0)));
        figures.push(plain(
            "one core, Presidio's pattern recognisers on the same texts",
            "times as fast",
            ratio,
            Target::AtLeast(50.0),
        ));
        figures
    }
}

fn figure(on: &str, name: &str, share: &Share, target: Target) -> Figure {
    let (interval, all) = (share.interval(), Some(share.counts().1));
    Figure { interval, all, ..plain(on, name, share.value(), target) }
}

fn plain(on: &str, name: &str, value: Option<f64>, target: Target) -> Figure {
    let passes = value.is_some_and(|value| match target {
        Target::AtLeast(bound) => value >= bound,
        Target::AtMost(bound) => value <= bound,
    });
    Figure { on: on.to_owned(), name: name.to_owned(), value, interval: None, all: None, target, passes }
}
