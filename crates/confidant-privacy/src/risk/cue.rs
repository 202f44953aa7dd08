//! What the outgoing text still tells about people: what the rules find, words of the lists, places, and "the only one".

use std::ops::Range;

use confidant_text::{EntityKind, RawText};

use super::{
    lists::{Attribute, Lists},
    scene::Scene,
    weight,
};
use crate::{
    Policy, Preset, RecogniserError, Recognisers,
    generalise::town::{self, Place},
    recognise::words,
};

/// An attribute and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cue {
    pub(super) at: Range<usize>,
    pub(super) attribute: Attribute,
    /// Whether a mode can take it away: somebody claims it as a finding of this kind.
    pub(super) claimed: bool,
}

/// What somebody is must follow "the only" within this many bytes.
const UNIQUE: usize = 32;

/// Every cue of a text.
pub(super) fn cues(scene: &Scene, lists: &Lists, recognisers: &Recognisers) -> Result<Vec<Cue>, RecogniserError> {
    let mut found = found(scene, recognisers)?;
    let mut cues: Vec<Cue> = listed(&scene.text, lists).collect();
    for cue in &mut cues {
        // A list says more precisely than a finding of the same kind what it is.
        let before = found.len();
        found.retain(|other| !other.is_also(cue));
        cue.claimed = found.len() < before;
    }
    let only = unique(scene, lists, &cues);
    cues.extend(found);
    cues.extend(only);
    cues.extend(places(&scene.text));
    cues.retain(|cue| !scene.is_replaced(&cue.at));
    for (at, kind) in &scene.general {
        cues.extend(weight::general(*kind).map(|attribute| Cue { at: at.clone(), attribute, claimed: true }));
    }
    Ok(cues)
}

impl Cue {
    /// Whether two cues are of one kind and overlap.
    fn is_also(&self, other: &Self) -> bool {
        self.attribute.kind == other.attribute.kind && self.at.start < other.at.end && other.at.start < self.at.end
    }
}

/// What the recognisers find and a policy keeps.
fn found(scene: &Scene, recognisers: &Recognisers) -> Result<Vec<Cue>, RecogniserError> {
    let text = RawText::new(scene.text.clone());
    let all = Policy { preset: Preset::Strict, ..Policy::default() };
    let findings = recognisers.scan(&[&text], &all)?;
    let cue = |finding: &confidant_text::Finding| {
        let attribute = weight::exact(finding.kind)?;
        Some(Cue { at: finding.span.start..finding.span.end, attribute, claimed: true })
    };
    Ok(findings.iter().flat_map(crate::Findings::iter).filter_map(cue).collect())
}

/// Words of the lists.
pub(super) fn listed<'a>(text: &'a str, lists: &'a Lists) -> impl Iterator<Item = Cue> + 'a {
    lists.cues.find(text).filter_map(|(at, section)| {
        let attribute = *lists.attributes.get(section)?;
        Some(Cue { at, attribute, claimed: false })
    })
}

/// "the only" with what somebody is behind it: best a trait, or else a sex.
fn unique(scene: &Scene, lists: &Lists, cues: &[Cue]) -> Vec<Cue> {
    let only = lists.unique.find(&scene.text).filter_map(|(at, _)| {
        let near = at.end..(at.end + UNIQUE).min(scene.sentence(at.start).end);
        let near = cues.iter().filter(|cue| near.contains(&cue.at.start));
        let what = near.max_by_key(|cue| (weight::is_trait(cue.attribute.kind), cue.claimed))?;
        Some(Cue { at, attribute: weight::unique(what.attribute.kind), claimed: what.claimed })
    });
    only.collect()
}

/// Words in front of a place.
#[rustfmt::skip]
const IN: [&str; 38] = [
    "in", "at", "from", "of", "near", "to", "around", "outside", "aus", "bei", "nach", "nahe", "à", "de", "d", "en", "depuis", "près",
    "desde", "cerca", "a", "da", "di", "te", "uit", "van", "naar", "vers", "into", "through", "for", "via", "im", "um", "location", "based",
    "city", "town",
];

/// Names of towns, regions and countries behind a word that stands in front of a place.
fn places(text: &str) -> Vec<Cue> {
    let starts = text.char_indices().filter(|(at, c)| {
        c.is_alphabetic() && text.get(..*at).is_some_and(|before| !before.ends_with(char::is_alphanumeric))
    });
    let mut last = "";
    let mut cues = Vec::new();
    for (start, first) in starts {
        let before = std::mem::replace(&mut last, word(text, start));
        if !first.is_uppercase() || words::is_common(last) || !IN.contains(&before.to_lowercase().as_str()) {
            continue;
        }
        let names = (1..=3).rev().filter_map(|count| name(text, start, count));
        let place = names.into_iter().find_map(|name| Some((name, town::place(name)?)));
        if let Some((name, place)) = place {
            let attribute = match place {
                Place::Town => weight::exact(EntityKind::City),
                Place::Region => weight::exact(EntityKind::Region),
                Place::Country => Some(weight::COUNTRY),
            };
            let at = start..start + name.len();
            cues.extend(attribute.map(|attribute| Cue { at, attribute, claimed: false }));
        }
    }
    cues
}

fn word(text: &str, start: usize) -> &str {
    let rest = text.get(start..).unwrap_or_default();
    rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

/// So many words from here, with single spaces or hyphens between them.
fn name(text: &str, start: usize, count: usize) -> Option<&str> {
    let mut end = start + word(text, start).len();
    for _ in 1..count {
        let rest = text.get(end..)?;
        let next = end + rest.strip_prefix([' ', '-']).map(|_| 1)?;
        end = next + Some(word(text, next).len()).filter(|len| *len > 0)?;
    }
    // "Hurst-Jones" is not Hurst.
    let goes_on = text.get(end..)?.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    text.get(start..end).filter(|_| !goes_on)
}
