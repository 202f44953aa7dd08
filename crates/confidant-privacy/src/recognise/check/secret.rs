//! Checks of passwords, keys and tokens: what is a secret, and what only stands where one would stand.

use std::ops::Range;

use base64::Engine;

use super::{
    digits,
    look::{bare, entropy, is_code, is_path, is_placeholder, is_public, is_worded, looks_random},
};
use crate::recognise::words;

/// What stands behind "password": no ordinary word that only talks about passwords.
pub(crate) fn password(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let value = bare(text, value)?;
    let secret = text.get(value.clone())?;
    let strong = secret.chars().any(|c| !c.is_alphabetic() && !matches!(c, '-' | '_' | ' '));
    let lower = secret.to_lowercase();
    let ordinary = words::is_common(&lower) || NO_PASSWORDS.contains(&lower.as_str()) || lower.contains(' ');
    let fits =
        secret.chars().count() >= 3 && !is_placeholder(secret) && !is_code(text, &value) && (strong || !ordinary);
    fits.then_some(value)
}

/// Like [`password`], behind a verb: "the password is hunter2", but not "the password is mandatory".
pub(crate) fn told_password(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let kept = password(text, value)?;
    let secret = text.get(kept.clone())?;
    let quoted = text.get(..kept.start)?.ends_with(['"', '\'', '`', '“', '„', '«', '‘']);
    let odd =
        |c: char| c.is_ascii_digit() || matches!(c, '!' | '$' | '#' | '@' | '%' | '&' | '*' | '_' | '^' | '+' | '=');
    let humped = secret.chars().skip(1).any(char::is_uppercase) && secret.chars().any(char::is_lowercase);
    (quoted || humped || secret.chars().any(odd)).then_some(kept)
}

/// Like [`told_password`], and with a letter: "pass: hunter2", but not "pass: 1200".
pub(crate) fn mixed_password(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let kept = told_password(text, value)?;
    text.get(kept.clone())?.contains(char::is_alphabetic).then_some(kept)
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

/// What stands behind "token", "secret" or "api key": letters and digits that make no words.
pub(crate) fn assigned_token(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let value = bare(text, value)?;
    let token = text.get(value.clone())?;
    let opaque = token.chars().any(|c| c.is_ascii_digit()) && token.chars().any(char::is_alphabetic);
    let long = token.len() >= 24 && entropy(token) > 3.5 && !token.contains(' ');
    let secret =
        text.get(..value.start)?.trim_end_matches(|c: char| !c.is_alphanumeric()).to_lowercase().ends_with("secret");
    let fits = token.len() >= if secret { 6 } else { 10 } && (opaque || long) && !is_worded(token);
    let plain = is_placeholder(token) || is_code(text, &value) || is_path(token) || is_public(text, value.start);
    (fits && !plain).then_some(value)
}

/// What stands behind a mere "key": long and random.
pub(crate) fn assigned_random(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let value = assigned_token(text, value)?;
    let token = text.get(value.clone())?;
    (token.len() >= 16 && digits(token).len() >= 2 && entropy(token) > 3.0).then_some(value)
}

/// A long random token: it has digits and letters of both cases, or is all hexadecimal.
pub(crate) fn random(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    looks_random(text.get(value.clone())?).then_some(value)
}

/// Like [`random`], and with several digits: a word is no token.
pub(crate) fn random_mixed(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    (digits(text.get(value.clone())?).len() >= 3).then(|| random(text, value)).flatten()
}

/// Like [`random_mixed`], and not made of words.
pub(crate) fn random_beside(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let kept = random_mixed(text, value)?;
    (!is_worded(text.get(kept.clone())?)).then_some(kept)
}

/// The credentials of a header: no placeholder, and no word.
pub(crate) fn header(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let value = bare(text, value)?;
    let token = text.get(value.clone())?;
    let varied = token.chars().any(|c| c.is_ascii_digit()) || token.len() >= 16 && entropy(token) > 3.5;
    (varied && !is_placeholder(token) && !is_code(text, &value)).then_some(value)
}

/// `user:password` of a command line: the password, or the user when the password is empty.
pub(crate) fn user_and_password(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let lines = text.get(..value.start)?.rsplit("\n\n").next()?;
    if !["curl", "wget", "http", "svn", "ldapsearch", "smbclient"].iter().any(|program| lines.contains(program)) {
        return None;
    }
    let pair = bare(text, value)?;
    let both = text.get(pair.clone())?;
    let colon = both.find(':')?;
    let half = if colon + 1 == both.len() { pair.start..pair.start + colon } else { pair.start + colon + 1..pair.end };
    let half = bare(text, half)?;
    let secret = text.get(half.clone())?;
    let named = words::is_common(secret) || NO_PASSWORDS.contains(&secret.to_lowercase().as_str());
    (!named && !is_placeholder(both) && !is_placeholder(secret)).then_some(half)
}

/// The user and the password of basic authentication, encoded together (RFC 7617).
pub(crate) fn basic_pair(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let bytes =
        base64::engine::general_purpose::STANDARD_NO_PAD.decode(text.get(value.clone())?.trim_end_matches('=')).ok()?;
    let pair = String::from_utf8(bytes).ok()?;
    (pair.contains(':') && !pair.contains(char::is_control)).then_some(value)
}

/// Like [`random_mixed`], and with letters of both cases.
pub(crate) fn random_mixed_case(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let kept = random_mixed(text, value)?;
    let token = text.get(kept.clone())?;
    let both = token.contains(|c: char| c.is_ascii_uppercase()) && token.contains(|c: char| c.is_ascii_lowercase());
    both.then_some(kept)
}

/// No part of a longer run.
pub(crate) fn alone(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let goes_on = |c: char| c.is_ascii_alphanumeric() || matches!(c, '~' | '+' | '/' | '_' | '-');
    let before = text.get(..value.start)?.ends_with(goes_on);
    let after = text.get(value.end..)?.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '~');
    (!before && !after).then_some(value)
}

/// Like [`random`], and no part of a longer run.
pub(crate) fn random_alone(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    alone(text, random(text, value)?)
}

/// What a setting with this name always holds: anything but a placeholder.
pub(crate) fn given(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let value = bare(text, value)?;
    (!is_placeholder(text.get(value.clone())?)).then_some(value)
}

/// An access key of Amazon, which can also be a stretch of a genome.
pub(crate) fn aws_key(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let genome = text.get(value.clone())?.bytes().all(|c| matches!(c, b'A' | b'C' | b'G' | b'T' | b'N'));
    let glued =
        text.get(..value.start)?.ends_with(['/', '+', '-', '.']) || text.get(value.end..)?.starts_with(['/', '+']);
    (!genome && !glued).then_some(value)
}

/// A private key up to its end mark; without one, as far as it goes.
pub(crate) fn pem(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let block = text.get(value.clone())?;
    let mark = block.find("-----END").and_then(|at| Some(at + 8 + block.get(at + 8..)?.find("-----")? + 5));
    let end = mark.unwrap_or_else(|| block.trim_end().len());
    let body = block.get(..end)?.split("-----").nth(2)?;
    // A word is no key; the shortest real ones have 40 characters, a broken one may have lost most of them.
    let keyed = body.bytes().any(|c| c.is_ascii_uppercase()) || body.trim().len() >= 20;
    keyed.then_some(value.start..value.start + end)
}

/// The lines of a private key without the word that begins the next field.
pub(crate) fn putty(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let lines = text.get(value.clone())?;
    let key = lines.strip_suffix("Private").unwrap_or(lines).trim_end();
    random(text, value.start..value.start + key.len())
}

/// An address whose password is there, not only its place.
pub(crate) fn url_with_password(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let kept = super::url(text, value)?;
    let address = text.get(kept.clone())?;
    let authority = address.split("://").nth(1)?.split('/').next()?;
    let (_, password) = authority.rsplit_once('@')?.0.split_once(':')?;
    // A port, and behind it a query that holds an e-mail address.
    let port = password.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['?', '#']);
    (!password.is_empty() && !port && !is_placeholder(password)).then_some(kept)
}

/// Cookies of which one at least is more than a setting.
pub(crate) fn cookies(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let value = bare(text, value)?;
    let session = |pair: &str| {
        let (_, value) = pair.split_once('=')?;
        (value.len() >= 12 && digits(value).len() >= 2 && !is_placeholder(value)).then_some(())
    };
    text.get(value.clone())?.split(';').find_map(session).map(|()| value)
}

/// Figures that nobody may know: a PIN or a code for one use, but no part of a longer number.
pub(crate) fn code_of_figures(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    super::stands_alone(text, &value).then_some(value)
}

const NO_PASSWORDS: [&str; 46] = [
    "required",
    "optional",
    "none",
    "null",
    "nil",
    "true",
    "false",
    "undefined",
    "reset",
    "protected",
    "protection",
    "policy",
    "manager",
    "string",
    "str",
    "text",
    "int",
    "bool",
    "changed",
    "expired",
    "forgotten",
    "forgot",
    "incorrect",
    "invalid",
    "mandatory",
    "needed",
    "missing",
    "hidden",
    "example",
    "necessary",
    "field",
    "std",
    "token",
    "password",
    "passwort",
    "passwd",
    "pass",
    "username",
    "user",
    "secret",
    "login",
    "strong",
    "weak",
    "empty",
    "here",
    "wrong",
];
