//! [`Leaks`]: searches what would leave for every value of the vault, in every form in which it could hide there.

use std::fmt;

use aho_corasick::{AhoCorasick, MatchKind};
use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};
use confidant_text::Family;

use crate::{
    RecogniserError, Vault,
    json::Leaf,
    recognise::{
        fold::Folded,
        propagate::{Needle, needles},
    },
};

/// How a value was written where it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As a word.
    Plain,
    /// With a character between all its letters.
    Spaced,
    /// In percent encoding.
    Percent,
    /// In base64.
    Base64,
    /// In hexadecimal digits.
    Hex,
    /// As JSON or HTML escapes.
    Escaped,
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Plain => "in clear",
            Self::Spaced => "spaced out",
            Self::Percent => "percent-encoded",
            Self::Base64 => "in base64",
            Self::Hex => "in hexadecimal digits",
            Self::Escaped => "escaped",
        })
    }
}

/// A value with fewer letters and digits than this is searched as a word only: encoded, it would be found by chance.
const LONG_ENOUGH: usize = 6;

/// Every value of a vault, ready to be searched for.
pub(crate) struct Leaks {
    plain: AhoCorasick,
    needles: Vec<Needle>,
    encoded: AhoCorasick,
    forms: Vec<(Family, Form)>,
}

impl Leaks {
    pub(crate) fn of(vault: &Vault) -> Result<Self, RecogniserError> {
        let mut wanted = Vec::new();
        let mut encodings = Vec::new();
        for entry in vault.entries() {
            let value = entry.value.expose("to search the outgoing bytes for it");
            let family = entry.placeholder.family;
            for needle in needles(family.kind(), value) {
                // A common word that is also a part of a name is no leak by itself; the mask judged it in its sentence.
                if !needle.common {
                    wanted.push(needle);
                }
            }
            if value.chars().filter(|c| c.is_alphanumeric()).count() >= LONG_ENOUGH {
                encodings.extend(encoded(value).into_iter().map(|(text, form)| (text, family, form)));
            }
        }
        let build = |patterns: Vec<&str>| {
            AhoCorasick::builder().match_kind(MatchKind::Standard).build(patterns).map_err(|_| RecogniserError::TooMuch)
        };
        Ok(Self {
            plain: build(wanted.iter().map(|needle| needle.folded.as_str()).collect())?,
            needles: wanted,
            encoded: build(encodings.iter().map(|(text, ..)| text.as_str()).collect())?,
            forms: encodings.iter().map(|(_, family, form)| (*family, *form)).collect(),
        })
    }

    /// The first value that stands in `leaf` in characters of a person.
    pub(crate) fn in_leaf(&self, leaf: &Leaf<'_>) -> Option<(Family, Form)> {
        let text = leaf.as_str();
        let folded = Folded::of(text);
        let plain = self.plain.find_overlapping_iter(&folded.text).find_map(|found| {
            let needle = self.needles.get(found.pattern().as_usize())?;
            let span = folded.back(found.start(), found.end())?;
            let leaks = needle.fits(text, span.clone()) && leaf.touches_persons_text(span.start, span.end);
            leaks.then_some((needle.kind.family(), Form::Plain))
        });
        plain.or_else(|| {
            // Case is gone from percent signs and hexadecimal digits, but base64 needs it.
            [text.to_owned(), text.to_lowercase()].iter().find_map(|text| {
                let found = self.encoded.find_overlapping_iter(text).find(|found| {
                    text.len() != leaf.as_str().len() || leaf.touches_persons_text(found.start(), found.end())
                })?;
                self.forms.get(found.pattern().as_usize()).copied()
            })
        })
    }
}

/// The value in every encoding that is searched for.
fn encoded(value: &str) -> Vec<(String, Form)> {
    let lower = value.to_lowercase();
    let percent = |keep: fn(u8) -> bool| {
        lower.bytes().map(|b| if keep(b) { char::from(b).to_string() } else { format!("%{b:02x}") }).collect::<String>()
    };
    let mut forms = vec![
        (percent(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~')), Form::Percent),
        (percent(|_| false), Form::Percent),
        (
            percent(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~')).replace("%20", "+"),
            Form::Percent,
        ),
        (hex(lower.as_bytes()), Form::Hex),
        (hex(value.as_bytes()), Form::Hex),
        (escapes(&lower, |unit| format!("\\u{unit:04x}")), Form::Escaped),
        (escapes(&lower, |unit| format!("&#{unit};")), Form::Escaped),
        (escapes(&lower, |unit| format!("&#x{unit:x};")), Form::Escaped),
    ];
    for text in [value, lower.as_str()] {
        forms.extend((0..3).map(|shift| (base64_core(text.as_bytes(), shift), Form::Base64)));
    }
    let letters: Vec<String> = lower.chars().filter(|c| c.is_alphanumeric()).map(String::from).collect();
    forms.extend([" ", "-", ".", "_", "*", "\u{200b}", "\u{ad}"].map(|gap| (letters.join(gap), Form::Spaced)));
    // A form that changes nothing is the plain one, and that is searched word by word.
    forms.retain(|(text, _)| text.len() >= LONG_ENOUGH && *text != lower && text != value);
    forms
}

fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

fn escapes(text: &str, escape: impl Fn(u16) -> String) -> String {
    text.encode_utf16().map(escape).collect()
}

/// The characters of a base64 text that depend on `bytes` alone, when `shift` other bytes stand in front of them.
fn base64_core(bytes: &[u8], shift: usize) -> String {
    let mut padded = vec![0; shift];
    padded.extend_from_slice(bytes);
    let text = STANDARD_NO_PAD.encode(&padded);
    let first = (shift * 8).div_ceil(6);
    let last = padded.len() * 8 / 6;
    text.get(first..last).unwrap_or_default().to_owned()
}
