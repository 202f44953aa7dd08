//! [`risk`]: what is left to recognise people by in a text without names. Bits that can be explained, and no promise.

mod cue;
mod flag;
mod lists;
mod scene;
#[cfg(test)]
mod tests;
mod traits;
mod weight;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use confidant_text::EntityKind;
use serde::Serialize;

use crate::{MaskedText, Mode, Placeholder, Policy, RecogniserError, Recognisers};
use cue::Cue;
pub use flag::Flag;
use lists::Lists;
use scene::{Scene, Subject};
pub(crate) use traits::Traits;

/// How easily somebody could be singled out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// More than 1,000 people fit.
    Low,
    /// 20 to 1,000 people fit.
    Medium,
    /// Fewer than 20 people fit.
    High,
}

/// What is left to recognise people by. It holds kinds, numbers and placeholders, and no word of a text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Risk {
    /// The worst level of a person.
    pub level: Level,
    /// Everybody of whom something is known; the easiest to recognise first.
    pub people: Vec<PersonRisk>,
    /// What else to look at.
    pub flags: Vec<Flag>,
}

/// What is left to recognise one person by.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PersonRisk {
    /// Who; none for somebody without a name, such as the writer. Of several such people the easiest to recognise is told.
    pub placeholder: Option<Placeholder>,
    /// How easily they could be singled out.
    pub level: Level,
    /// The bits of all attributes together, as if they were independent.
    pub bits: f32,
    /// How many people of the world fit; at least 1.
    pub k: u64,
    /// What is known; what says most first.
    pub reasons: Vec<Reason>,
    /// What would take bits away; what takes most first.
    pub suggestions: Vec<Suggestion>,
}

/// An attribute that is left in the text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reason {
    /// In words: "an occupation".
    pub what: &'static str,
    /// What kind of finding it is.
    pub kind: EntityKind,
    /// How much it says.
    pub bits: f32,
}

/// A mode that would take bits away.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Suggestion {
    /// Of which kind.
    pub kind: EntityKind,
    /// Which mode.
    pub mode: Mode,
    /// How many bits it takes from this person.
    pub bits: f32,
}

/// The people of the world, 2^33.
const WORLD: f32 = 33.0;
const MANY: u64 = 1_000;
const FEW: u64 = 20;

/// What is left to recognise people by, in the texts that would leave together.
///
/// An attribute belongs to the person whose placeholder stands nearest in its sentence or before it in its paragraph, to the
/// writer where somebody says "I", or else to somebody without a name. Each attribute counts once for a person.
pub fn risk(outgoing: &[&MaskedText], recognisers: &Recognisers, policy: &Policy) -> Result<Risk, RecogniserError> {
    let lists = Lists::get().ok_or(RecogniserError::BadRule("risk"))?;
    let mut known: BTreeMap<(Subject, usize), Vec<Cue>> = BTreeMap::new();
    let mut flags = BTreeSet::new();
    for (number, text) in outgoing.iter().enumerate() {
        let scene = Scene::of(text, lists);
        let cues = cue::cues(&scene, lists, recognisers)?;
        let cues: Vec<_> = cues.into_iter().map(|cue| (scene.subject(cue.at.start), cue)).collect();
        flags.append(&mut flag::flags(&scene, lists, &cues));
        for (subject, cue) in cues {
            let text = if matches!(subject, Subject::Somebody(_)) { number } else { 0 };
            known.entry((subject, text)).or_default().push(cue);
        }
    }
    let mut people: Vec<_> = known.into_iter().map(|((subject, _), cues)| person(subject, &cues, policy)).collect();
    people.sort_by(|a, b| b.bits.total_cmp(&a.bits));
    let mut nameless = false;
    people.retain(|person| person.placeholder.is_some() || !std::mem::replace(&mut nameless, true));
    let level = people.iter().map(|person| person.level).max().unwrap_or(Level::Low);
    Ok(Risk { level, people, flags: flags.into_iter().collect() })
}

fn person(subject: Subject, cues: &[Cue], policy: &Policy) -> PersonRisk {
    let mut reasons: Vec<Reason> = Vec::new();
    for cue in cues.iter().map(|cue| cue.attribute) {
        match reasons.iter_mut().find(|reason| reason.what == cue.what) {
            Some(reason) => reason.bits = reason.bits.max(cue.bits),
            None => reasons.push(Reason { what: cue.what, kind: cue.kind, bits: cue.bits }),
        }
    }
    reasons.sort_by(|a, b| b.bits.total_cmp(&a.bits));
    let bits = reasons.iter().map(|reason| reason.bits).sum();
    let k = fitting(bits);
    PersonRisk {
        placeholder: if let Subject::Named(placeholder) = subject { Some(placeholder) } else { None },
        level: level(k),
        bits,
        k,
        suggestions: suggestions(cues, &reasons, policy),
        reasons,
    }
}

/// A mode for every kind that the policy lets through and that a mode can take away.
fn suggestions(cues: &[Cue], reasons: &[Reason], policy: &Policy) -> Vec<Suggestion> {
    let claimed: BTreeSet<_> = cues.iter().filter(|cue| cue.claimed).map(|cue| cue.attribute.kind).collect();
    let suggestion = |kind: EntityKind| {
        let now: f32 = reasons.iter().filter(|reason| reason.kind == kind).map(|reason| reason.bits).sum();
        let general = weight::general(kind).map_or(0.0, |general| general.bits);
        match policy.mode(kind) {
            Mode::Keep if general > 0.0 => Some(Suggestion { kind, mode: Mode::Generalise, bits: now - general }),
            Mode::Keep | Mode::Generalise => Some(Suggestion { kind, mode: Mode::Mask, bits: now }),
            Mode::Mask | Mode::Omit | Mode::Substitute => None,
        }
    };
    let mut suggestions: Vec<_> = claimed.into_iter().filter_map(suggestion).collect();
    suggestions.sort_by(|a, b| b.bits.total_cmp(&a.bits));
    suggestions
}

/// How many people of the world fit attributes of so many bits.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a positive number of at most 2^33")]
fn fitting(bits: f32) -> u64 {
    f64::from(WORLD - bits).exp2().round().max(1.0) as u64
}

fn level(k: u64) -> Level {
    match k {
        k if k > MANY => Level::Low,
        k if k >= FEW => Level::Medium,
        _ => Level::High,
    }
}
