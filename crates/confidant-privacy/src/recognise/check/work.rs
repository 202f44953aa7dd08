//! Checks of companies, institutions and what somebody does.

use std::ops::Range;

use crate::recognise::words;

/// A company: its legal form ends it, and what only begins the sentence is no part of it.
pub(crate) fn company(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let value = without_lead(text, value)?;
    let name = text.get(value.clone())?;
    let alone = !text.get(value.end..)?.starts_with(|c: char| c.is_alphanumeric() || c == '-');
    let named = name
        .split(' ')
        .any(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 2 && !words::is_legal_form(word));
    (alone && named && name.contains(' ')).then_some(value)
}

/// Words of institutions that tell none from another.
const OF_MANY: [&str; 6] = ["Tribunal", "Juzgado", "Court", "Courts", "Registry", "Rules"];

/// An institution with a name of its own: not "the Court" and not "a University".
pub(crate) fn organisation(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let value = without_lead(text, value)?;
    let name = text.get(value.clone())?.trim_end_matches([' ', '.', '-', '’', '\'']);
    let end = value.start + name.len();
    let named = name.split([' ', '-']).filter(|word| word.chars().next().is_some_and(char::is_uppercase)).count() >= 2;
    // "Tribunal de Distrito" and "Rules of Court" are what many are called.
    let own = name
        .split([' ', '-'])
        .any(|word| word.starts_with(char::is_uppercase) && !OF_MANY.contains(&word) && !words::is_common(word));
    let alone = !text.get(end..)?.starts_with(char::is_alphanumeric);
    (named && own && alone).then_some(value.start..end)
}

/// Without the function words and titles in front: "The", "At".
fn without_lead(text: &str, mut value: Range<usize>) -> Option<Range<usize>> {
    if text.get(..value.start)?.ends_with(char::is_alphanumeric) {
        return None;
    }
    loop {
        let (first, rest) = text.get(value.clone())?.split_once([' ', '\u{a0}'])?;
        let word = first.trim_end_matches([',', '.']);
        if !words::is_function_word(word) && !words::is_title(word) {
            return Some(value);
        }
        value.start = value.end - rest.trim_start().len();
    }
}

/// Where somebody comes from, without the word that says so: "Turkish national".
pub(crate) fn origin(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let value = without_lead(text, value)?;
    let (origin, _) = text.get(value.clone())?.rsplit_once(' ')?;
    (origin.chars().count() >= 4).then(|| value.start..value.start + origin.len())
}

/// A phrase of a few words: it ends at the first function word.
pub(crate) fn phrase(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let phrase = text.get(value.clone())?;
    let mut end = 0;
    for word in phrase.split_inclusive(' ') {
        let bare = word.trim_end();
        if words::is_function_word(bare) && !(end > 0 && bare == "of") {
            break;
        }
        end += word.len();
    }
    let kept = phrase.get(..end)?.trim_end();
    let kept = kept.strip_suffix(" of").unwrap_or(kept);
    (kept.chars().count() >= 4).then(|| value.start..value.start + kept.len())
}
