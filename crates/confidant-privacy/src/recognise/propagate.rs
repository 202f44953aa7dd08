//! Propagation: a value found in one place is sensitive in every place, and so are the parts of a name.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use confidant_text::{EntityKind, Finding, Source, Span};

pub(crate) use super::needle::{Needle, needles};
use super::{RecogniserError, beginnings::Beginnings, fold::Folded, merge, names, normal::Normal, words};
use crate::Vault;

/// Finds values and the parts of names wherever they stand.
pub(crate) struct Search {
    /// In order, so that those with one beginning stand together.
    needles: Vec<Needle>,
    /// Those that are too short to have a beginning of [`KEY`] bytes.
    short: Vec<Needle>,
    beginnings: Beginnings,
}

/// So many bytes of a needle decide whether it is looked at.
const KEY: usize = 3;

impl Search {
    pub(crate) fn new(needles: BTreeSet<Needle>) -> Self {
        let mut by_text: BTreeMap<String, Needle> = BTreeMap::new();
        for needle in needles {
            let widest = |old: &Needle, new: &Needle| {
                (new.common, new.capital, !new.surname) < (old.common, old.capital, !old.surname)
            };
            match by_text.get_mut(&needle.folded) {
                Some(old) if widest(old, &needle) => *old = needle,
                Some(_) => {}
                None => {
                    by_text.insert(needle.folded.clone(), needle);
                }
            }
        }
        let mut beginnings = Beginnings::default();
        for text in by_text.keys() {
            beginnings.insert(text.as_bytes());
        }
        let (short, needles) = by_text.into_values().partition(|needle| needle.folded.len() < KEY);
        Self { needles, short, beginnings }
    }

    /// Every occurrence that counts, in the text as it is written and as it is seen. A part of a name takes the given name or
    /// surname beside it along.
    fn all(&self, place: &Place<'_>) -> Vec<Finding> {
        let mut found = self.occurrences(place.text, &place.folded);
        if let Some((normal, folded)) = &place.normal {
            let seen = self.occurrences(normal.text(), folded).into_iter();
            found.extend(seen.filter_map(|finding| Some(Finding { span: normal.back(finding.span)?, ..finding })));
        }
        found
    }

    /// Every needle that stands somewhere in a folded text, and where.
    fn hits<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, &'a Needle)> {
        let places = (0..text.len()).filter_map(|at| Some((at, text.as_bytes().get(at..)?)));
        places.filter(|(_, rest)| self.beginnings.may_have(rest)).flat_map(|(at, rest)| {
            let key = rest.get(..KEY).unwrap_or(rest);
            let from = self.needles.partition_point(|needle| needle.folded.as_bytes() < key);
            let alike =
                self.needles.iter().skip(from).take_while(move |needle| needle.folded.as_bytes().starts_with(key));
            let here = move |needle: &&Needle| rest.starts_with(needle.folded.as_bytes());
            alike.chain(&self.short).filter(here).map(move |needle| (at, needle))
        })
    }

    fn occurrences(&self, text: &str, folded: &Folded) -> Vec<Finding> {
        let mut found = Vec::new();
        for (at, needle) in self.hits(&folded.text) {
            let Some(span) = folded.back(at, at + needle.folded.len()) else { continue };
            let Some(span) = needle.place(text, span) else { continue };
            let span = if needle.kind == EntityKind::Person { with_neighbours(text, span) } else { span };
            let span = Span::new(span.start, span.end);
            found.push(Finding { span, kind: needle.kind, score: 0.8, source: Source::Propagated });
        }
        found
    }
}

/// A text in which values are searched for.
pub(crate) struct Place<'a> {
    pub(crate) text: &'a str,
    folded: Folded,
    normal: Option<(Normal, Folded)>,
}

impl<'a> Place<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        // Folding levels white space already.
        let normal = Normal::of(text).filter(|normal| !normal.only_spaces()).map(|normal| {
            let folded = Folded::of(normal.text());
            (normal, folded)
        });
        Self { text, folded: Folded::of(text), normal }
    }
}

/// Propagates what was found in each text through all of them, until nothing new turns up, and merges.
///
/// `known` holds what was searched for in earlier calls with the same texts.
pub(crate) fn through(
    places: &[Place<'_>],
    mut found: Vec<Vec<Finding>>,
    known: &mut BTreeSet<Needle>,
) -> Result<Vec<Vec<Finding>>, RecogniserError> {
    let mut asked = BTreeSet::new();
    loop {
        let mut new = BTreeSet::new();
        for (Place { text, .. }, found) in places.iter().zip(&mut found) {
            *found = merge::union(text, std::mem::take(found))?;
            for finding in found.iter() {
                let value = finding.span.of(text).filter(|value| asked.insert((finding.kind, *value)));
                new.extend(value.into_iter().flat_map(|value| needles(finding.kind, value)));
            }
        }
        new.retain(|needle| known.insert(needle.clone()));
        if new.is_empty() {
            return Ok(found);
        }
        let search = Search::new(new);
        for (place, found) in places.iter().zip(&mut found) {
            found.extend(search.all(place));
        }
    }
}

/// Everything that the vault already knows, wherever it stands in each of `texts`.
pub(crate) fn known_values(texts: &[&str], vault: &Vault) -> Vec<Vec<Finding>> {
    let wanted: BTreeSet<_> =
        vault.entries().flat_map(|entry| needles(entry.kind, entry.value.expose("to mask it here as well"))).collect();
    if wanted.is_empty() {
        return vec![Vec::new(); texts.len()];
    }
    let search = Search::new(wanted);
    texts.iter().map(|text| search.all(&Place::of(text))).collect()
}

/// With the other half of a double name, and with the names beside it.
fn with_neighbours(text: &str, span: Range<usize>) -> Range<usize> {
    let mut span = double(text, span);
    for _ in 0..3 {
        let shouted = text.get(span.clone()).is_some_and(names::is_shouted);
        match names::neighbour(text, &span, shouted) {
            Some(wider) => span = wider,
            None => break,
        }
    }
    span
}

/// `Weiss-Kern` for `Weiss`, and for `Kern`.
fn double(text: &str, span: Range<usize>) -> Range<usize> {
    let is_half = |half: &str| {
        let capitals = half.starts_with(char::is_uppercase) && half.chars().count() > 2;
        capitals && !words::is_common(half)
    };
    let before = text.get(..span.start).and_then(|before| before.strip_suffix('-')).unwrap_or_default();
    let before = before.get(before.trim_end_matches(char::is_alphabetic).len()..).filter(|half| is_half(half));
    let after = text.get(span.end..).and_then(|after| after.strip_prefix('-')).unwrap_or_default();
    let after = after.split(|c: char| !c.is_alphabetic()).next().filter(|half| is_half(half));
    span.start - before.map_or(0, |half| half.len() + 1)..span.end + after.map_or(0, |half| half.len() + 1)
}

#[cfg(test)]
mod tests {
    use super::{BTreeSet, Place, through};
    use confidant_text::{EntityKind, Finding, Source, Span};

    fn propagated(text: &str, seed: &str, kind: EntityKind) -> Vec<String> {
        let start = text.find(seed).unwrap();
        let span = Span::new(start, start + seed.len());
        let seed = Finding { span, kind, score: 1.0, source: Source::Tagger };
        let found = through(&[Place::of(text)], vec![vec![seed]], &mut BTreeSet::new()).unwrap();
        found[0].iter().map(|finding| finding.span.of(text).unwrap().to_owned()).collect()
    }

    fn person(text: &str, seed: &str) -> Vec<String> {
        propagated(text, seed, EntityKind::Person)
    }

    #[test]
    fn the_parts_of_a_name_are_found_in_every_way_of_writing() {
        let text = "Hannah Weiß came. WEISS, Weiss's and Hannah left; the wall is weiss.";
        assert_eq!(person(text, "Hannah Weiß"), ["Hannah Weiß", "WEISS", "Weiss", "Hannah"]);
        assert_eq!(person("Jan Müller met MUELLER and Muller", "Jan Müller"), ["Jan Müller", "MUELLER", "Muller"]);
    }

    #[test]
    fn a_short_name_inside_a_longer_word_is_untouched() {
        assert_eq!(person("Ann read the Annual Report to Annette", "Ann"), ["Ann"]);
    }

    #[test]
    fn a_common_word_is_a_name_only_in_the_middle_of_a_sentence() {
        let text = "Rose Young spoke. Young people rose; then Young left. Every rose is young.";
        assert_eq!(person(text, "Rose Young"), ["Rose Young", "Young"]);
    }

    #[test]
    fn a_given_name_beside_a_known_surname_is_taken_along() {
        assert_eq!(
            person("Weiss signed. Later Hannah Weiss paid and Hannah left.", "Weiss"),
            ["Weiss", "Hannah Weiss", "Hannah"]
        );
    }

    #[test]
    fn an_exact_value_is_found_everywhere_and_a_year_is_no_code() {
        let code = EntityKind::Code;
        assert_eq!(propagated("A7/x and a7/X", "A7/x", code), ["A7/x"], "too short to mean anything");
        assert_eq!(propagated("A-7712 and a-7712.", "A-7712", code), ["A-7712", "a-7712"]);
        assert_eq!(propagated("1999, in 1999", "1999", code), ["1999"]);
    }
}
