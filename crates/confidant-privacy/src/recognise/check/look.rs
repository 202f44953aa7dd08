//! What a value looks like: thrown by dice, put together from words, a name in a program, or only the place of a secret.

use std::{collections::BTreeSet, ops::Range};

/// Whether a run of characters was thrown by dice: many different ones, and not only letters of one case.
pub(crate) fn looks_random(body: &str) -> bool {
    let figures = body.contains(|c: char| c.is_ascii_digit());
    let cases = body.contains(|c: char| c.is_ascii_uppercase()) && body.contains(|c: char| c.is_ascii_lowercase());
    distinct(body) >= 8 && (figures || cases)
}

/// Bits for each character (Shannon, "A Mathematical Theory of Communication", section 6).
pub(super) fn entropy(text: &str) -> f64 {
    let mut counts = std::collections::BTreeMap::new();
    for c in text.chars() {
        *counts.entry(c).or_insert(0_u32) += 1;
    }
    let all = f64::from(counts.values().sum::<u32>());
    counts.values().map(|count| f64::from(*count) / all).map(|share| -share * share.log2()).sum()
}

/// Without the quotation marks around it and the punctuation behind it.
pub(super) fn bare(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    const QUOTES: [char; 3] = ['"', '\'', '`'];
    let opened = text.get(value.clone())?.trim_start_matches('\\');
    let start = value.end - opened.len();
    let (start, inner) = match opened.chars().next().filter(|first| QUOTES.contains(first)) {
        Some(quote) => (start + 1, opened.get(1..)?.split(quote).next()?.trim_end_matches('\\')),
        None => (start, opened.trim_end_matches(['.', ',', ';', ')', ']', '}', '"', '\'', '`', '\\'])),
    };
    (!inner.is_empty()).then_some(start..start + inner.len())
}

/// Whether a value only shows where a secret would stand: `<your token>`, `${VAR}`, `xxxx`, `changeme`.
pub(super) fn is_placeholder(value: &str) -> bool {
    let lower = value.to_lowercase();
    let variable = |rest: &str| rest.chars().all(|c| c.is_alphanumeric() || "_{}():%$".contains(c));
    let note = |rest: &str| rest.chars().all(char::is_alphabetic);
    let hole = |rest: &str, close: &str| {
        rest.trim_start_matches(|c: char| c.is_alphanumeric() || "_.-: ".contains(c)).starts_with(close)
    };
    let flat = distinct(value) <= 2 && value.chars().all(|c| "*•xX._-#?".contains(c))
        || value.len() >= 8 && distinct(value) < 4;
    value.starts_with(['<', '[', '{', '…'])
        || value.ends_with("...")
        || value.strip_prefix(['$', '%', '&']).is_some_and(variable)
        || value.strip_prefix('(').is_some_and(note)
        || [("${", "}"), ("{{", "}}")]
            .iter()
            .any(|(open, close)| value.split(open).skip(1).any(|rest| hole(rest, close)))
        || flat
        || DUMMIES.iter().any(|dummy| lower.contains(dummy))
}

/// Whether a value is an expression of a program: `self.password`, `getenv(…)`. In quotation marks, it is none.
pub(super) fn is_code(text: &str, value: &Range<usize>) -> bool {
    let (Some(code), Some(before), Some(after)) =
        (text.get(value.clone()), text.get(..value.start), text.get(value.end..))
    else {
        return false;
    };
    let name = |part: &str| {
        part.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && part.len() <= 24
            && part.chars().all(|c| c.is_alphanumeric() || c == '_')
    };
    let names = |path: &str| {
        path.split(['.', ':', '[', ']']).all(|part| name(part) || part.chars().all(|c| c.is_ascii_digit()))
    };
    let call =
        code.split_once('(').is_some_and(|(head, rest)| names(head) && (rest.is_empty() || after.starts_with(')')));
    let path = (2..=6).contains(&code.split('.').count()) && names(code) && code.starts_with(char::is_alphabetic);
    let reads = ["os.environ", "process.env", "getenv", "secrets."].iter().any(|read| code.contains(read));
    !before.ends_with(['"', '\'', '`']) && (reads || call || path || after.starts_with(['(', '[']))
}

/// Whether a token is made of words and short numbers: `NEXUS-GPT4-API-KEY` is the name of a key, not a key.
pub(super) fn is_worded(token: &str) -> bool {
    let mut parts = token.split(['-', '_', '.', ':', ' ', '/', ',']).filter(|part| !part.is_empty()).peekable();
    let word = |part: &str| {
        let letters = part.trim_end_matches(|c: char| c.is_ascii_digit());
        let tail = letters.trim_start_matches(|c: char| c.is_uppercase());
        let one_case = tail.is_empty() || letters.len() - tail.len() <= 1 && tail.chars().all(char::is_lowercase);
        one_case && letters.chars().all(char::is_alphabetic) && letters.len() < 20 && part.len() - letters.len() <= 4
    };
    let one = parts.clone().nth(1).is_none();
    !one && !is_uuid(token) && parts.all(word)
}

fn is_uuid(token: &str) -> bool {
    token.split('-').map(str::len).eq([8, 4, 4, 4, 12]) && token.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
}

/// Whether a value says where something lies.
pub(super) fn is_path(value: &str) -> bool {
    value.contains("://") || value.starts_with(['/', '~', '.']) && value.contains('/')
}

/// Whether the name in front of a value says that everybody may know it.
pub(super) fn is_public(text: &str, start: usize) -> bool {
    let before = text.get(..start).unwrap_or_default().trim_end_matches(|c: char| !c.is_alphanumeric());
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let name = before.get(before.trim_end_matches(inside).len()..).unwrap_or_default().to_lowercase();
    PUBLIC.iter().any(|word| name.contains(word))
}

fn distinct(value: &str) -> usize {
    value.chars().collect::<BTreeSet<_>>().len()
}

/// Parts of names whose values are shown to everybody.
const PUBLIC: [&str; 10] =
    ["public", "next", "page", "continuation", "csrf", "xsrf", "authenticity", "primary", "foreign", "hotkey"];

/// Parts of values that templates put where a secret would stand.
const DUMMIES: [&str; 20] = [
    "fake",
    "dummy",
    "placeholder",
    "changeme",
    "change_me",
    "change-me",
    "replace",
    "insert",
    "redacted",
    "your_",
    "your-",
    "yourpassword",
    "tooshort",
    "goes-here",
    "goes_here",
    "not_long",
    "xxxxxx",
    "******",
    "••••",
    "......",
];

#[cfg(test)]
mod tests {
    use super::{bare, is_code, is_placeholder, is_worded, looks_random};

    #[test]
    fn dice_are_told_from_words() {
        assert!(looks_random("k9Lm2Qx7") && looks_random("abcDEFgh"));
        assert!(!looks_random("aaaaaaaa1") && !looks_random("abcdefghij"));
    }

    #[test]
    fn the_place_of_a_secret_is_told_from_a_secret() {
        for place in [
            "<token>",
            "[PASSWORD]",
            "${PW}",
            "$PW",
            "%PW%",
            "{{ pw }}",
            "a{{pw}}b",
            "xxxx",
            "****",
            "ChangeMe",
            "your_key",
        ] {
            assert!(is_placeholder(place), "{place}");
        }
        for secret in ["$ecret-9!", "m{{h}o)p${e]n", "%x8!qq", "Hafer77", "x7", "&am1-!"] {
            assert!(!is_placeholder(secret), "{secret}");
        }
    }

    #[test]
    fn an_expression_is_told_from_a_value() {
        let code = |value: &str, rest: &str| is_code(&format!("{value}{rest}"), &(0..value.len()));
        assert!(
            code("self.password", "")
                && code("req.history[0].url", "")
                && code("getpass", "()")
                && code("getenv(", "\"A\")")
        );
        assert!(!code("Hafer77", "") && !code("O(0yl55k(gT", "") && !code("hunter2", "."));
        assert!(!is_code("\"self.password\"", &(1..14)));
    }

    #[test]
    fn words_with_hyphens_are_told_from_a_token() {
        assert!(is_worded("NEXUS-GPT4-API-KEY") && is_worded("name-of-2024"));
        assert!(!is_worded("b7d0ff1a-22c9-4e01-9f00-7d1e90aa4c11") && !is_worded("k9Lm-2Qx7") && !is_worded("single"));
    }

    #[test]
    fn quotation_marks_and_punctuation_are_no_part_of_a_value() {
        let inner = |text: &str| bare(text, 0..text.len()).map(|range| text[range].to_owned());
        assert_eq!(inner("\"a b\""), Some("a b".to_owned()));
        assert_eq!(inner("\\\"ab\\\""), Some("ab".to_owned()));
        assert_eq!(inner("hafer77)."), Some("hafer77".to_owned()));
        assert_eq!(inner("\"\""), None);
    }
}
