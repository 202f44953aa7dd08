//! [`Keys`]: what services give out is known by its prefix, its alphabet and its length.

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use confidant_text::{EntityKind, Finding, Source, Span};

use super::services::SERVICES;
use crate::recognise::{RecogniserError, check};

/// A row of the table of services.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key {
    /// Whose key it is.
    pub(super) service: &'static str,
    /// How it begins, letter for letter.
    pub(super) prefix: &'static str,
    /// What follows, and how many of it.
    pub(super) alphabet: Alphabet,
    pub(super) least: usize,
    pub(super) most: usize,
}

/// The characters behind a prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alphabet {
    /// `0-9a-fA-F`
    Hex,
    /// `0-9a-z`
    Lower,
    /// `0-9A-Z`
    Upper,
    /// `0-9a-zA-Z`
    Word,
    /// [`Word`](Self::Word) and `-`, `_`
    Url,
    /// [`Url`](Self::Url) and `.`, which does not end a key
    Dotted,
    /// [`Word`](Self::Word) and `+`, `/`, `-`, `_`, `=`
    Base64,
}

impl Alphabet {
    pub(super) fn has(self, c: u8) -> bool {
        match self {
            Self::Hex => c.is_ascii_hexdigit(),
            Self::Lower => c.is_ascii_digit() || c.is_ascii_lowercase(),
            Self::Upper => c.is_ascii_digit() || c.is_ascii_uppercase(),
            Self::Word => c.is_ascii_alphanumeric(),
            Self::Url => c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_'),
            Self::Dotted => c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_' | b'.'),
            Self::Base64 => c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_' | b'+' | b'/' | b'='),
        }
    }
}

/// The table of services, ready to be searched for.
pub(super) struct Keys {
    prefixes: AhoCorasick,
}

impl Keys {
    pub(super) fn compile() -> Result<Self, RecogniserError> {
        let kind = Some(AhoCorasickKind::DFA);
        let prefixes = AhoCorasick::builder().kind(kind).build(SERVICES.iter().map(|key| key.prefix));
        Ok(Self { prefixes: prefixes.map_err(|_| RecogniserError::BadRule("services"))? })
    }

    pub(super) fn find(&self, text: &str) -> Vec<Finding> {
        let hits = self.prefixes.find_overlapping_iter(text);
        let found = hits.filter_map(|hit| {
            let key = SERVICES.get(hit.pattern().as_usize())?;
            let end = hit.end() + key.body(text.get(..hit.start())?, text.get(hit.end()..)?)?;
            Some(Finding {
                span: Span::new(hit.start(), end),
                kind: EntityKind::ApiKey,
                score: 1.0,
                source: Source::Rule(format!("{}_key", key.service)),
            })
        });
        found.collect()
    }
}

impl Key {
    /// How long the key goes on behind its prefix; nothing when it is none.
    fn body(&self, before: &str, after: &str) -> Option<usize> {
        let capital = self.prefix.starts_with(|c: char| c.is_ascii_uppercase());
        let inside = |c: u8| c.is_ascii_alphanumeric() || c == b'_' || capital && matches!(c, b'/' | b'+');
        let glued = before.bytes().next_back().is_some_and(inside);
        let run = after.bytes().take_while(|c| self.alphabet.has(*c)).count();
        let body = after.get(..run)?.trim_end_matches('.');
        let goes_on = after.as_bytes().get(run).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, b'_' | b'-'));
        let fits = !glued && !goes_on && (self.least..=self.most).contains(&body.len());
        (fits && check::looks_random(body)).then_some(body.len())
    }
}

#[cfg(test)]
mod tests {
    use super::{Alphabet, Key, Keys, SERVICES};

    /// A body that nobody would write by hand.
    fn body(key: &Key, len: usize) -> String {
        let alphabet: Vec<char> = (33..127_u8).filter(|c| key.alphabet.has(*c)).map(char::from).collect();
        let letters: Vec<_> = alphabet.into_iter().filter(char::is_ascii_alphanumeric).collect();
        (0..len).map(|at| letters[(at * 7 + 3) % letters.len()]).collect()
    }

    fn found(text: &str) -> Vec<&str> {
        Keys::compile().unwrap().find(text).iter().map(|f| f.span.of(text).unwrap()).collect()
    }

    /// Every row: five hits, five invalid ones, three look-alikes, made from the row itself.
    #[test]
    fn every_service_has_its_keys_found_and_nothing_else() {
        let keys = Keys::compile().unwrap();
        let found = |text: &str| -> Vec<String> {
            keys.find(text).iter().map(|f| f.span.of(text).unwrap().to_owned()).collect()
        };
        for key in SERVICES {
            let short = format!("{}{}", key.prefix, body(key, key.least));
            let long = format!("{}{}", key.prefix, body(key, key.most.min(key.least + 40)));
            for (value, text) in [
                (&short, short.clone()),
                (&short, format!("KEY={short}\n")),
                (&short, format!("\"key\": \"{short}\",")),
                (&long, format!("use {long} for it")),
                (&long, format!("Schlüssel «{long}»: geheim")),
            ] {
                assert!(found(&text).contains(value), "{text}");
            }
            let cut = format!("{}{}", key.prefix, body(key, key.least - 1));
            let dummy = "x".repeat(key.least);
            for text in [
                cut.clone(),
                format!("{cut}é{}", body(key, 3)),
                key.prefix.to_owned(),
                format!("{}{dummy}", key.prefix),
                format!("{} {}", key.prefix, body(key, key.least)),
                format!("{}<{}>", key.prefix, "your key here"),
                format!("word{short}"),
                format!("my_{short}"),
            ] {
                assert!(!found(&text).iter().any(|value| value.starts_with(key.prefix)), "{}: {text}", key.service);
            }
        }
    }

    #[test]
    fn a_sentence_ends_behind_a_key() {
        let key = SERVICES.iter().find(|key| key.alphabet == Alphabet::Dotted).unwrap();
        let value = format!("{}{}", key.prefix, body(key, key.least));
        assert_eq!(found(&format!("It is {value}. Then")), [value]);
    }

    #[test]
    fn more_than_a_hundred_services_are_known() {
        let mut services: Vec<_> = SERVICES.iter().map(|key| key.service).collect();
        services.sort_unstable();
        services.dedup();
        assert!(services.len() > 100, "{}", services.len());
    }
}
