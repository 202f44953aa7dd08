//! [`Needle`]: what to search for because of one value, and the guards that keep it from matching ordinary words.

use std::{collections::BTreeSet, ops::Range};

use confidant_text::{EntityKind, Family};

use super::{fold, handle, names, normal::Normal, words};
use crate::tag;

/// Something to search for, folded, and what its occurrences have to look like.
///
/// Its kind says how it is written: [`EntityKind::Username`] as a handle, [`EntityKind::Initials`] where something says that
/// letters are a signature.
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
    let value = normal.as_ref().map_or(value, Normal::text).trim();
    let size = value.chars().filter(|c| c.is_alphanumeric()).count();
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let enough = match kind.family() {
        Family::Person => return of_name(value),
        Family::Organisation | Family::Place | Family::Address => size >= 3,
        Family::Date | Family::Amount => size >= 6,
        Family::Code => size >= 4 && digits > 0 && !is_year(value),
        Family::Term => size >= 2 && tag::literals(value).is_empty(),
        _ => size >= 4,
    };
    let folded = fold::letters(value);
    if !enough || folded.is_empty() {
        return Vec::new();
    }
    let one_word = !folded.contains(' ');
    let name_like = matches!(kind.family(), Family::Organisation | Family::Place | Family::Address);
    let common = name_like && one_word && words::is_common(value);
    let mut needles = vec![Needle { folded, kind, capital: name_like && one_word, common, surname: false }];
    if matches!(kind.family(), Family::Email | Family::User) {
        needles.extend(of_handle(value));
    }
    needles
}

/// The whole name, its words, the halves of double names, other spellings, initials, and handles made of it.
fn of_name(value: &str) -> Vec<Needle> {
    let words = names::words(value);
    let mut needles = BTreeSet::new();
    if words.len() > 1 {
        needles.insert(Needle { capital: false, ..part(value, false, true) });
    }
    if let Some(particled) = names::with_particles(value) {
        needles.insert(Needle { capital: false, ..part(particled, false, true) });
    }
    let last = words.len().saturating_sub(1);
    for (at, word) in words.iter().enumerate() {
        let halves = word.split(['-', '‐', '‑']).filter(|half| half.len() < word.len() && half.chars().count() > 3);
        for word in halves.chain([word.as_str()]).filter(|word| is_telling(word)) {
            let spellings = [Some(word.to_owned()), without_umlauts(word), with_plain_vowels(word)];
            let common = words::is_common(word);
            needles.extend(spellings.into_iter().flatten().map(|word| part(&word, common, at == last)));
        }
    }
    if let [given, .., surname] = words.as_slice() {
        let needle = |kind| move |folded| Needle { folded, kind, capital: false, common: false, surname: false };
        needles.extend(handle::of(given, surname).into_iter().map(needle(EntityKind::Username)));
        needles.extend(handle::initials(given, surname).into_iter().map(needle(EntityKind::Initials)));
    }
    needles.into_iter().collect()
}

/// The names that an address or a handle is made of.
fn of_handle(value: &str) -> Vec<Needle> {
    let words = handle::names_in(value);
    let whole = [words.join(" "), words.iter().rev().cloned().collect::<Vec<_>>().join(" ")];
    let whole = whole.iter().filter(|_| words.len() > 1).map(|whole| part(whole, false, true));
    whole.chain(words.iter().filter(|word| !words::is_common(word)).map(|word| part(word, false, true))).collect()
}

fn part(text: &str, common: bool, surname: bool) -> Needle {
    Needle { folded: fold::letters(text), kind: EntityKind::Person, capital: true, common, surname }
}

/// Whether a word of a name has a capital and says enough to be searched for by itself.
fn is_telling(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).count() >= 3
        && word.starts_with(|c: char| c.is_uppercase() || !c.is_lowercase())
        && !words::is_function_word(word)
}

impl Needle {
    /// Whether the occurrence at `span` counts.
    pub(crate) fn fits(&self, text: &str, span: Range<usize>) -> bool {
        self.place(text, span).is_some()
    }

    /// What the occurrence at `span` covers, when it counts: a word of its own, and written like a name where that is asked for.
    pub(crate) fn place(&self, text: &str, span: Range<usize>) -> Option<Range<usize>> {
        let found = text.get(span.clone())?;
        let before = text.get(..span.start)?.chars().next_back();
        if found.starts_with(char::is_alphanumeric) && before.is_some_and(char::is_alphanumeric) {
            return None;
        }
        let span = span.start..self.end(text, &span)?;
        let fits = match self.kind {
            EntityKind::Initials => handle::is_signature(text, &span),
            EntityKind::Username if !self.capital => true,
            _ => {
                let first = found.chars().find(|c| c.is_alphabetic());
                let written = !self.capital || !first.is_some_and(char::is_lowercase) || handle::is_in_one(text, &span);
                written && (!self.common || self.is_name_here(text, &span, names::is_shouted(found)))
            }
        };
        fits.then_some(span)
    }

    /// Where the occurrence ends. A genitive or plural s stays outside, like a possessive; other endings of a case, and digits
    /// behind a handle, belong to it. Nothing when the word goes on in another way.
    fn end(&self, text: &str, span: &Range<usize>) -> Option<usize> {
        let found = text.get(span.clone())?;
        let tail = text.get(span.end..)?;
        let ending: String = tail.chars().take(LONGEST_ENDING + 1).take_while(|c| c.is_alphanumeric()).collect();
        if ending.is_empty() || !found.ends_with(char::is_alphanumeric) {
            return Some(span.end);
        }
        let inside = span.end + ending.len();
        if self.kind == EntityKind::Username {
            let number = ending.len() <= LONGEST_ENDING && ending.bytes().all(|byte| byte.is_ascii_digit());
            return number.then_some(inside);
        }
        let letters = found.chars().count();
        let declines = self.kind == EntityKind::Person && self.capital && !self.common && letters > 3;
        let folded = fold::letters(&ending);
        match folded.as_str() {
            "s" if declines && !self.folded.ends_with(['s', 'x', 'z']) => Some(span.end),
            ending if declines && self.surname && letters > 4 && CASES.contains(&ending) => Some(inside),
            _ => None,
        }
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

/// Endings of Slavic surnames in other cases than the first.
const CASES: [&str; 14] = ["a", "e", "em", "ego", "emu", "ej", "ie", "iem", "im", "om", "ou", "ovi", "owi", "u"];
const LONGEST_ENDING: usize = 4;

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

/// `muller`, to which `Müller` folds, for `Mueller`. An e behind two vowels is one: `Bauer`.
fn with_plain_vowels(word: &str) -> Option<String> {
    let mut spelled = String::with_capacity(word.len());
    let (mut last, mut before) = (' ', ' ');
    for c in word.to_lowercase().chars() {
        let umlaut =
            c == 'e' && matches!(last, 'a' | 'o' | 'u') && !matches!(before, 'a' | 'e' | 'i' | 'o' | 'q' | 'u');
        if !umlaut {
            spelled.push(c);
        }
        (before, last) = (last, c);
    }
    (spelled.len() < word.len()).then_some(spelled)
}

fn is_year(value: &str) -> bool {
    value.len() == 4 && matches!(value.parse::<u16>(), Ok(1800..=2100))
}
