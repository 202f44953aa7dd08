//! Checks of passwords, keys and tokens.

use std::ops::Range;

use super::digits;
use crate::recognise::words;

/// What stands behind "password": no ordinary word that only talks about passwords.
pub(crate) fn password(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let secret = text.get(value.clone())?.trim_end_matches(['.', ',', ';', ')', '"', '\'']);
    let strong = secret.chars().any(|c| !c.is_alphabetic() && c != '-' && c != '_');
    let lower = secret.to_lowercase();
    let ordinary = words::is_common(&lower) || NO_PASSWORDS.contains(&lower.as_str());
    let shown = !secret.is_empty() && secret.chars().all(|c| matches!(c, '*' | '•' | 'x' | 'X' | '.' | '_' | '-'));
    let placeholder = secret.starts_with(['<', '[', '{', '$', '%']);
    let long_enough = secret.chars().count() >= 4;
    let fits = long_enough && !shown && !placeholder && (strong || !ordinary);
    fits.then_some(value.start..value.start + secret.len())
}

/// Like [`password`], behind a verb: "the password is hunter2", but not "the password is mandatory".
pub(crate) fn told_password(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let kept = password(text, value)?;
    let secret = text.get(kept.clone())?;
    secret.chars().any(|c| c.is_ascii_digit() || matches!(c, '!' | '$' | '#' | '@' | '%' | '&' | '*')).then_some(kept)
}

/// A word behind "password" that nobody would write as a word.
pub(crate) fn strong_password(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let kept = password(text, value)?;
    let secret = text.get(kept.clone())?;
    let has = |is: fn(char) -> bool| secret.chars().any(is);
    let classes =
        [has(char::is_lowercase), has(char::is_uppercase), has(|c| c.is_ascii_digit()), has(|c| !c.is_alphanumeric())];
    let mixed = classes.iter().filter(|present| **present).count() >= 3;
    (mixed && has(|c| c.is_ascii_digit()) || classes.iter().all(|present| *present)).then_some(kept)
}

/// A long random token: it has digits and letters of both cases, or is all hexadecimal.
pub(crate) fn random(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let token = text.get(value.clone())?;
    let varied = token.chars().collect::<std::collections::BTreeSet<_>>().len() >= 8;
    (varied && token.chars().any(|c| c.is_ascii_digit() || c.is_ascii_uppercase())).then_some(value)
}

/// Like [`random`], and with several digits: a word is no token.
pub(crate) fn random_mixed(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    (digits(text.get(value.clone())?).len() >= 3).then(|| random(text, value)).flatten()
}

/// A private key up to its end mark; without one, as far as it goes.
pub(crate) fn pem(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let block = text.get(value.clone())?;
    let mark = block.find("-----END").and_then(|at| Some(at + 8 + block.get(at + 8..)?.find("-----")? + 5));
    let end = mark.unwrap_or_else(|| block.trim_end().len());
    Some(value.start..value.start + end)
}

const NO_PASSWORDS: [&str; 26] = [
    "required",
    "optional",
    "none",
    "null",
    "true",
    "false",
    "reset",
    "protected",
    "protection",
    "policy",
    "manager",
    "string",
    "changed",
    "expired",
    "forgotten",
    "incorrect",
    "invalid",
    "mandatory",
    "needed",
    "missing",
    "hidden",
    "redacted",
    "example",
    "necessary",
    "field",
    "std",
];
