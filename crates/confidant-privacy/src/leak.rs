//! [`Leaks`]: searches what would leave for every value of the vault, in every form in which it could hide there.

use std::{collections::BTreeMap, ops::Range};

use aho_corasick::{AhoCorasick, MatchKind};
use confidant_text::{EntityKind, Family, RawText, Span};

use crate::{
    RecogniserError, Vault,
    decide::Decided,
    disguise::{Form, hidden},
    json::Leaf,
    recognise::{
        fold::{self, Folded},
        normal::Normal,
        propagate::{Needle, needles},
        words,
    },
};

/// What stands where it must not, and how it is written there.
pub(crate) struct Leak {
    pub(crate) what: What,
    pub(crate) form: Form,
}

/// What stands where it must not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// A value of the vault or a part of a name.
    Value(Family),
    /// The name of a file, a folder or a user.
    Canary,
}

/// Something with fewer letters and digits than this is searched in clear only: disguised, it would be found by chance.
pub(crate) const LONG_ENOUGH: usize = 5;
/// A file called `CV` or a user called `ann` stands in every other text.
const CANARY: usize = 4;

/// Every value of a vault, ready to be searched for.
pub(crate) struct Leaks<'a> {
    decided: &'a Decided<'a>,
    plain: AhoCorasick,
    needles: Vec<(Needle, What)>,
    /// Letters and digits alone, for disguises that drop the rest.
    squeezed: AhoCorasick,
    /// What each of those belongs to.
    owners: Vec<What>,
}

impl<'a> Leaks<'a> {
    /// What is shorter than `least` letters and digits is searched in clear only.
    pub(crate) fn of(
        vault: &Vault,
        canaries: &[RawText],
        decided: &'a Decided<'a>,
        least: usize,
    ) -> Result<Self, RecogniserError> {
        let wanted = wanted(vault, canaries, decided);
        let squeezed: BTreeMap<String, What> = wanted
            .iter()
            .map(|(needle, what)| (squeeze(&needle.folded), *what))
            .filter(|(squeezed, _)| squeezed.chars().count() >= least)
            .collect();
        let build = |patterns: Vec<&str>| {
            AhoCorasick::builder().match_kind(MatchKind::Standard).build(patterns).map_err(|_| RecogniserError::TooMuch)
        };
        Ok(Self {
            decided,
            plain: build(wanted.iter().map(|(needle, _)| needle.folded.as_str()).collect())?,
            squeezed: build(squeezed.keys().map(String::as_str).collect())?,
            owners: squeezed.into_values().collect(),
            needles: wanted,
        })
    }

    /// The first value that stands in `leaf` in characters of a person.
    pub(crate) fn in_leaf(&self, leaf: &Leaf<'_>) -> Option<Leak> {
        let text = leaf.as_str();
        let persons = leaf.persons_text();
        let plain = self.in_clear(text, |start, end| leaf.touches_persons_text(start, end));
        let disguised = plain.map(|what| Leak { what, form: Form::Plain }).or_else(|| {
            hidden(&persons).into_iter().find_map(|(form, inner)| {
                let what = match form {
                    // Still words: a part of a name needs its capital, or every "weiss" were one.
                    Form::Percent | Form::Escaped => self.in_clear(&inner, |_, _| true),
                    Form::Plain | Form::Spaced | Form::Base64 | Form::Hex => self.anywhere(&inner),
                    Form::Reversed => self.in_words(&inner),
                };
                Some(Leak { what: what?, form })
            })
        });
        // What hides from the eye.
        disguised.or_else(|| {
            let what = self.in_clear(Normal::of(&persons)?.text(), |_, _| true)?;
            Some(Leak { what, form: Form::Plain })
        })
    }

    /// The first value that stands in `text` and reaches out of all of these stretches.
    pub(crate) fn outside(&self, text: &str, stretches: &[Range<usize>]) -> Option<What> {
        self.in_clear(text, |start, end| !stretches.iter().any(|stretch| stretch.start <= start && end <= stretch.end))
    }

    fn in_clear(&self, text: &str, counts: impl Fn(usize, usize) -> bool) -> Option<What> {
        let folded = Folded::of(text);
        self.plain.find_overlapping_iter(&folded.text).find_map(|found| {
            let (needle, what) = self.needles.get(found.pattern().as_usize())?;
            let span = folded.back(found.start(), found.end())?;
            let leaks = counts(span.start, span.end)
                && needle.fits(text, span.clone())
                && (*what == What::Canary
                    || !self.decided.releases(needle.kind, text, Span::new(span.start, span.end)));
            leaks.then_some(*what)
        })
    }

    fn anywhere(&self, text: &str) -> Option<What> {
        let squeezed = squeeze(&fold::letters(text));
        let found = self.squeezed.find(&squeezed)?;
        self.owners.get(found.pattern().as_usize()).copied()
    }

    /// Like [`Leaks::anywhere`], one word at a time, and the word has to be the value.
    fn in_words(&self, text: &str) -> Option<What> {
        let folded = fold::letters(text);
        folded.split_whitespace().map(squeeze).find_map(|word| {
            let found = self.squeezed.find_overlapping_iter(&word).find(|found| found.len() == word.len())?;
            let chance = words::is_common(&word.chars().rev().collect::<String>());
            self.owners.get(found.pattern().as_usize()).copied().filter(|_| !chance)
        })
    }
}

/// Everything that must not be found: the values of the vault with their parts, unless they stay by the person's word, and
/// the canaries.
pub(crate) fn wanted(vault: &Vault, canaries: &[RawText], decided: &Decided<'_>) -> Vec<(Needle, What)> {
    let mut wanted: Vec<(Needle, What)> = Vec::new();
    for entry in vault.entries() {
        let value = entry.value.expose("to search the outgoing bytes for it");
        let whole = |text: &str| Span::new(0, text.len());
        if decided.releases(entry.kind, value, whole(value)) {
            continue;
        }
        // A common word that is also a part of a name is no leak by itself; the mask judged it in its sentence.
        let parts = needles(entry.kind, value).into_iter().filter(|needle| !needle.common);
        let parts = parts.filter(|needle| !decided.releases(entry.kind, &needle.folded, whole(&needle.folded)));
        wanted.extend(parts.map(|needle| (needle, What::Value(entry.placeholder.family))));
    }
    wanted.extend(canaries.iter().filter_map(canary).map(|needle| (needle, What::Canary)));
    wanted
}

fn canary(planted: &RawText) -> Option<Needle> {
    let value = planted.expose("to search the outgoing bytes for it").trim();
    let folded = fold::letters(value);
    let means_something = squeeze(&folded).chars().count() >= CANARY && !words::is_common(value);
    let needle = Needle { folded, kind: EntityKind::Custom, capital: false, common: false, surname: false };
    means_something.then_some(needle)
}

pub(crate) fn squeeze(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
