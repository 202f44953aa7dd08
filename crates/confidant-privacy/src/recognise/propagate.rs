//! Propagation: a value found in one place is sensitive in every place, and so are the parts of a name.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use aho_corasick::{AhoCorasick, MatchKind};
use confidant_text::{EntityKind, Family, Finding, Source, Span};

use super::{
    RecogniserError,
    fold::{self, Folded},
    merge, names,
    normal::Normal,
    words,
};
use crate::{Vault, tag};

/// Something to search for, folded, and the guard that keeps it from matching ordinary words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Needle {
    pub(crate) folded: String,
    pub(crate) kind: EntityKind,
    /// It has to be written like a name, with a capital.
    pub(crate) capital: bool,
    /// It is also a common word: only a capital in the middle of a sentence makes it a name.
    pub(crate) common: bool,
    /// It is the last word of a name.
    pub(crate) surname: bool,
}

/// What to search for because of one value. Empty when the value is too short or too common to mean anything elsewhere.
pub(crate) fn needles(kind: EntityKind, value: &str) -> Vec<Needle> {
    let normal = Normal::of(value);
    let value = normal.as_ref().map_or(value, Normal::text);
    let size = value.chars().filter(|c| c.is_alphanumeric()).count();
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let enough = match kind.family() {
        Family::Person => return name_needles(value),
        Family::Organisation | Family::Place | Family::Address => size >= 3,
        Family::Date | Family::Amount => size >= 6,
        Family::Code => size >= 4 && digits > 0 && !is_year(value),
        Family::Term => size >= 2 && tag::literals(value).is_empty(),
        _ => size >= 4,
    };
    let folded = fold::letters(value.trim());
    if !enough || folded.is_empty() {
        return Vec::new();
    }
    let one_word = !folded.contains(' ');
    let name_like = matches!(kind.family(), Family::Organisation | Family::Place | Family::Address);
    let common = name_like && one_word && words::is_common(value.trim());
    vec![Needle { folded, kind, capital: name_like && one_word, common, surname: false }]
}

impl Needle {
    /// Whether the occurrence at `span` counts: a word of its own, and written like a name where that is asked for.
    pub(crate) fn fits(&self, text: &str, span: Range<usize>) -> bool {
        let Some(found) = text.get(span.clone()) else { return false };
        let before = text.get(..span.start).and_then(|before| before.chars().next_back());
        let after = text.get(span.end..).and_then(|after| after.chars().next());
        let touches = |inner: Option<char>, outer: Option<char>| {
            inner.is_some_and(char::is_alphanumeric) && outer.is_some_and(char::is_alphanumeric)
        };
        if touches(found.chars().next(), before) || touches(found.chars().next_back(), after) {
            return false;
        }
        let first = found.chars().find(|c| c.is_alphabetic());
        if self.capital && first.is_some_and(char::is_lowercase) && !is_in_handle(text, &span) {
            return false;
        }
        !self.common || self.is_name_here(text, &span, names::is_shouted(found))
    }

    /// A common word with a capital: a name in the middle of a sentence, a word at its start.
    fn is_name_here(&self, text: &str, span: &Range<usize>, shouted: bool) -> bool {
        if shouted {
            return self.surname;
        }
        let before = text.get(..span.start).unwrap_or_default();
        let trimmed = before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '“' | '(' | '«' | '‘'));
        let gap = before.get(trimmed.len()..).unwrap_or_default();
        let starts = trimmed.is_empty()
            || gap.matches('\n').count() > 1
            || trimmed.ends_with(['.', '!', '?', ':', ';', '•', '*', '–', '—', '#', '|']);
        !starts
    }
}

/// Finds values and the parts of names wherever they stand.
pub(crate) struct Search {
    automaton: AhoCorasick,
    needles: Vec<Needle>,
}

impl Search {
    pub(crate) fn new(needles: BTreeSet<Needle>) -> Result<Self, RecogniserError> {
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
        let needles: Vec<_> = by_text.into_values().collect();
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(needles.iter().map(|needle| needle.folded.as_str()))
            .map_err(|_| RecogniserError::TooMuch)?;
        Ok(Self { automaton, needles })
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

    fn occurrences(&self, text: &str, folded: &Folded) -> Vec<Finding> {
        let mut found = Vec::new();
        for hit in self.automaton.find_overlapping_iter(&folded.text) {
            let Some(needle) = self.needles.get(hit.pattern().as_usize()) else { continue };
            let Some(span) = folded.back(hit.start(), hit.end()) else { continue };
            if needle.fits(text, span.clone()) {
                let span = if needle.kind == EntityKind::Person { with_neighbours(text, span) } else { span };
                let span = Span::new(span.start, span.end);
                found.push(Finding { span, kind: needle.kind, score: 0.8, source: Source::Propagated });
            }
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
    loop {
        let mut wanted = BTreeSet::new();
        for (Place { text, .. }, found) in places.iter().zip(&mut found) {
            *found = merge::union(text, std::mem::take(found))?;
            wanted.extend(
                found.iter().filter_map(|finding| Some(needles(finding.kind, finding.span.of(text)?))).flatten(),
            );
        }
        if wanted.is_subset(known) {
            return Ok(found);
        }
        let new: BTreeSet<_> = wanted.difference(known).cloned().collect();
        let search = Search::new(new)?;
        for (place, found) in places.iter().zip(&mut found) {
            found.extend(search.all(place));
        }
        known.extend(wanted);
    }
}

/// Everything that the vault already knows, wherever it stands in each of `texts`.
pub(crate) fn known_values(texts: &[&str], vault: &Vault) -> Result<Vec<Vec<Finding>>, RecogniserError> {
    let wanted: BTreeSet<_> =
        vault.entries().flat_map(|entry| needles(entry.kind, entry.value.expose("to mask it here as well"))).collect();
    if wanted.is_empty() {
        return Ok(vec![Vec::new(); texts.len()]);
    }
    let search = Search::new(wanted)?;
    Ok(texts.iter().map(|text| search.all(&Place::of(text))).collect())
}

/// The whole name, and each of its words that has at least three letters and a capital.
fn name_needles(value: &str) -> Vec<Needle> {
    let words = names::words(value);
    let needle = |text: &str, common, surname| Needle {
        folded: fold::letters(text),
        kind: EntityKind::Person,
        capital: true,
        common,
        surname,
    };
    let mut needles = Vec::new();
    let whole = value.trim();
    if words.len() > 1 {
        needles.push(Needle { capital: false, ..needle(whole, false, true) });
    }
    if let Some(particled) = names::with_particles(value) {
        needles.push(Needle { capital: false, ..needle(particled, false, true) });
    }
    let last = words.len().saturating_sub(1);
    for (at, word) in words.iter().enumerate() {
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        if letters < 3
            || !word.starts_with(|c: char| c.is_uppercase() || !c.is_lowercase())
            || words::is_function_word(word)
        {
            continue;
        }
        let common = words::is_common(word);
        needles.push(needle(word, common, at == last));
        if let Some(spelled) = without_umlauts(word) {
            needles.push(needle(&spelled, common, at == last));
        }
    }
    needles
}

/// Whether an occurrence is a part of a file name or a handle (`chen_sarah.pdf`, `@weiss`), where names have no capitals.
fn is_in_handle(text: &str, span: &Range<usize>) -> bool {
    let mut before = text.get(..span.start).unwrap_or_default().chars().rev();
    let mut after = text.get(span.end..).unwrap_or_default().chars();
    let joins = |at: Option<char>, beyond: Option<char>| match at {
        Some('_' | '@') => true,
        Some('.' | '-') => beyond.is_some_and(char::is_alphanumeric),
        _ => false,
    };
    joins(before.next(), before.next()) || joins(after.next(), after.next())
}

/// `Mueller` for `Müller`.
fn without_umlauts(word: &str) -> Option<String> {
    let spelled: String = word
        .chars()
        .flat_map(|c| match c {
            'ä' | 'Ä' => vec!['a', 'e'],
            'ö' | 'Ö' => vec!['o', 'e'],
            'ü' | 'Ü' => vec!['u', 'e'],
            _ => vec![c],
        })
        .collect();
    (spelled != word).then_some(spelled)
}

fn with_neighbours(text: &str, mut span: Range<usize>) -> Range<usize> {
    for _ in 0..3 {
        let shouted = text.get(span.clone()).is_some_and(names::is_shouted);
        match names::neighbour(text, &span, shouted) {
            Some(wider) => span = wider,
            None => break,
        }
    }
    span
}

fn is_year(value: &str) -> bool {
    value.len() == 4 && matches!(value.parse::<u16>(), Ok(1800..=2100))
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
