//! [`Settings`]: how to use what the weights say. They travel in the file of the weights, for they belong to them.

use std::collections::{BTreeMap, HashMap};

use confidant_privacy::Preset;
use serde::{Deserialize, Serialize};

use super::{
    TaggerFault,
    label::{Label, OUTPUTS},
    windows::Cut,
};

/// The version of the twelve facts that this program computes.
const SHAPE_VERSION: &str = "1";

/// What a trained head asks for.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// How windows are cut.
    pub(crate) cut: Cut,
    /// From where on a word is sensitive.
    pub(crate) knobs: Knobs,
}

/// From where on a word is sensitive, for each preset.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Knobs {
    balanced: Level,
    strict: Level,
    possible: Level,
    /// How much a sensitive neighbour of the same label adds to a word's score, on the scale of the logit.
    #[serde(default)]
    pub(crate) transition: f32,
    /// How sure one mention must be, and from where on the others follow it.
    #[serde(default)]
    pub(crate) vote: Vote,
}

/// The vote of all mentions of a surface.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Vote {
    pub(crate) sure: f32,
    pub(crate) others: f32,
}

impl Default for Vote {
    fn default() -> Self {
        Self { sure: 0.8, others: 0.2 }
    }
}

/// A threshold for each label.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Level([f32; Label::ALL.len()]);

impl Level {
    pub(crate) fn of(&self, label: Label) -> f32 {
        self.0.get(label.place() - 1).copied().unwrap_or(0.0)
    }
}

impl Knobs {
    /// From where on a word is masked.
    pub(crate) fn masked(&self, preset: Preset) -> &Level {
        match preset {
            Preset::Strict => &self.strict,
            Preset::Balanced => &self.balanced,
        }
    }

    /// From where on a word is worth a person's look.
    pub(crate) fn possible(&self) -> &Level {
        &self.possible
    }
}

/// As the file writes them.
#[derive(Deserialize)]
struct Written {
    balanced: WrittenLevel,
    strict: WrittenLevel,
    possible: WrittenLevel,
    #[serde(default)]
    transition: f32,
    #[serde(default)]
    vote: Vote,
}

/// One number for all, a number for some with the one under "sensitive" for the others, or either under "sensitive".
#[derive(Deserialize)]
#[serde(untagged)]
enum WrittenLevel {
    All(f32),
    Each(BTreeMap<String, f32>),
    Nested { sensitive: Box<WrittenLevel> },
}

impl WrittenLevel {
    fn level(&self) -> Result<Level, TaggerFault> {
        let of = |label: Label| match self {
            Self::All(threshold) => Some(*threshold),
            Self::Each(each) => each.get(label.name()).or_else(|| each.get("sensitive")).copied(),
            Self::Nested { .. } => None,
        };
        if let Self::Nested { sensitive } = self {
            return sensitive.level();
        }
        let mut level = Level([0.0; Label::ALL.len()]);
        for (threshold, label) in level.0.iter_mut().zip(Label::ALL) {
            *threshold =
                of(label).filter(|threshold| (0.0..=1.0).contains(threshold)).ok_or(TaggerFault::Unloadable)?;
        }
        Ok(level)
    }
}

impl Settings {
    /// Reads what stands beside the weights. What another version of this program wrote is refused.
    pub(crate) fn read(described: &HashMap<String, String>) -> Result<Self, TaggerFault> {
        let field = |name: &str| described.get(name).map(String::as_str).ok_or(TaggerFault::Unloadable);
        if field("labels")? != OUTPUTS.join(",") || field("shape_version")? != SHAPE_VERSION {
            return Err(TaggerFault::Unloadable);
        }
        let unloadable = |_| TaggerFault::Unloadable;
        let cut: Cut = serde_json::from_str(field("windows")?).map_err(unloadable)?;
        let written: Written = serde_json::from_str(field("thresholds")?).map_err(unloadable)?;
        let sound = |share: f32| (0.0..=1.0).contains(&share);
        if !written.transition.is_finite() || !sound(written.vote.sure) || !sound(written.vote.others) {
            return Err(TaggerFault::Unloadable);
        }
        let knobs = Knobs {
            balanced: written.balanced.level()?,
            strict: written.strict.level()?,
            possible: written.possible.level()?,
            transition: written.transition,
            vote: written.vote,
        };
        Ok(Self { cut, knobs })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use confidant_privacy::Preset;

    use super::{super::label::Label, Settings};

    fn described(thresholds: &str) -> HashMap<String, String> {
        let fields = [
            ("labels", "O,PERSON,ORG,LOC,ADDRESS,DATE,CODE,QUANTITY,DEM,MISC"),
            ("shape_version", "1"),
            ("windows", r#"{"size":256,"stride":192,"note":"x"}"#),
            ("thresholds", thresholds),
        ];
        fields.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
    }

    #[test]
    fn thresholds_are_read_in_each_way_they_are_written() {
        let written = r#"{"balanced":{"sensitive":0.5,"PERSON":0.3},"strict":{"sensitive":{"PERSON":0.1,"sensitive":0.2}},
            "possible":0.05,"transition":0.7}"#;
        let knobs = Settings::read(&described(written)).unwrap().knobs;
        let of = |level: &super::Level| [Label::Person, Label::Other].map(|label| format!("{:.2}", level.of(label)));
        assert_eq!(of(knobs.masked(Preset::Balanced)), ["0.30", "0.50"]);
        assert_eq!(of(knobs.masked(Preset::Strict)), ["0.10", "0.20"]);
        assert_eq!(of(knobs.possible()), ["0.05", "0.05"]);
    }

    #[test]
    fn what_is_missing_or_senseless_is_refused() {
        for wrong in [
            "",
            "{}",
            r#"{"balanced":{"PERSON":0.5},"strict":0.1,"possible":0.05}"#,
            r#"{"balanced":1.5,"strict":0.1,"possible":0.05}"#,
            r#"{"balanced":0.5,"strict":0.1,"possible":0.05,"vote":{"sure":7,"others":0}}"#,
        ] {
            assert!(Settings::read(&described(wrong)).is_err(), "{wrong}");
        }
        let fine = described(r#"{"balanced":0.5,"strict":0.1,"possible":0.05}"#);
        assert!(Settings::read(&fine).is_ok());
        for field in ["labels", "shape_version", "windows", "thresholds"] {
            let mut less = fine.clone();
            less.remove(field);
            assert!(Settings::read(&less).is_err(), "{field} is missing");
        }
    }
}
