//! Checks that find where a name ends.

use std::ops::Range;

use crate::recognise::{names, words};

/// A title (the value) and the name behind it.
pub(crate) fn titled(text: &str, title: Range<usize>) -> Option<Range<usize>> {
    let end = names::after(text, title.end).or_else(|| names::initials_after(text, title.end))?;
    Some(title.start..end)
}

/// The name behind a word that announces one. The value is what stands before the name.
pub(crate) fn named(text: &str, before: Range<usize>) -> Option<Range<usize>> {
    Some(before.end..names::after(text, before.end)?)
}

/// The name in a field of a form: it ends with its line.
pub(crate) fn form_name(text: &str, before: Range<usize>) -> Option<Range<usize>> {
    let name = named(text, before)?;
    let line = text.get(name.start..)?.lines().next()?;
    let end = name.end.min(name.start + line.len());
    let kept = text.get(name.start..end)?.trim_end();
    // "Landlord: Lindenhof GmbH" names a company.
    let behind = line.get(kept.len()..)?.split([',', ' ', '\u{a0}']).find(|word| !word.is_empty());
    let company = behind.is_some_and(words::is_legal_form) || kept.split([' ', '\u{a0}']).any(words::is_legal_form);
    (!company && !words::is_common(kept)).then_some(name.start..name.start + kept.len())
}

/// The name in a greeting; an ordinary word there is no name ("Dear colleagues").
pub(crate) fn greeted(text: &str, before: Range<usize>) -> Option<Range<usize>> {
    let name = form_name(text, before)?;
    let first = text.get(name.clone())?.split([' ', '\u{a0}']).next()?;
    (!words::is_common(first) || text.get(name.end..)?.starts_with([',', '!', ':'])).then_some(name)
}

/// The name on a line of its own behind a closing formula.
pub(crate) fn signed(text: &str, before: Range<usize>) -> Option<Range<usize>> {
    let name = form_name(text, before)?;
    let line = text.get(name.start..)?.lines().next()?;
    (line.chars().count() <= 60).then_some(name)
}

/// Initials and a surname that is no ordinary word, and no abbreviation of a state.
pub(crate) fn initials(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let name = text.get(value.clone())?;
    let before = text.get(..value.start)?.chars().next_back();
    let letters: String = name
        .split('.')
        .map(|part| part.trim_matches([' ', '-', '\u{a0}']))
        .filter(|part| part.chars().count() == 1)
        .collect();
    let state = matches!(
        letters.as_str(),
        "US" | "UK" | "EU" | "UN" | "DC" | "USA" | "PS" | "AD" | "BC" | "AM" | "PM" | "ZB" | "DH"
    );
    let first = name.rsplit(['.', ' ']).find(|word| !word.is_empty())?;
    let alone = before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '.' | '-' | '(' | '§'));
    // "B. Scope" at the start of a line is a heading.
    let line_start =
        text.get(..value.start)?.trim_end_matches([' ', '\t']).chars().next_back().is_none_or(|c| c == '\n');
    let alone = alone && !(line_start && letters.chars().count() < 2);
    let end = names::after(text, value.start)?;
    (alone && !state && !words::is_common(first) && end >= value.end).then_some(value.start..end)
}
