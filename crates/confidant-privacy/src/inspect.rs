//! [`Protected`]: searches a file that was written for somebody, its text and its bytes, for everything a vault protects.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use aho_corasick::{AhoCorasick, MatchKind};
use confidant_text::{Family, RawText};

use crate::{
    Form, Policy, RecogniserError, Vault,
    decide::Decided,
    json::Leaf,
    leak::{LONG_ENOUGH, Leak, Leaks, What, squeeze, wanted},
    recognise::{
        fold::{self, Folded},
        propagate::Needle,
    },
    tag,
};

/// What must not stand in a file that somebody is given.
#[derive(Clone, Copy)]
pub struct Protected<'a> {
    /// The values that were masked.
    pub vault: &'a Vault,
    /// What must not be in it whatever anybody found: the file's name and folder, the name of this computer's user.
    pub canaries: &'a [RawText],
    /// What stays by the person's word is no spill.
    pub policy: &'a Policy,
}

/// What stands in a file that must not. It tells kind and writing, never text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Spill {
    /// A value that was masked.
    #[error("a value of kind {family} that was masked stands {form} in it")]
    Value {
        /// What it is.
        family: Family,
        /// How it is written there.
        form: Form,
    },
    /// The name of a file, a folder or a user of this computer.
    #[error("the name of a file, a folder or a user of this computer stands in it")]
    Canary,
}

impl Spill {
    fn of(what: What, form: Form) -> Self {
        match what {
            What::Value(family) => Self::Value { family, form },
            What::Canary => Self::Canary,
        }
    }
}

impl Protected<'_> {
    /// The first thing in `texts` that must not be there, in any form in which it could hide. Placeholders are no text.
    ///
    /// `excused` is what stands for values by the person's wish and may say a part of one, such as the region of a town: each
    /// is overlooked once for every time it is listed.
    pub fn in_texts(&self, texts: &[&str], excused: &[&str]) -> Result<Option<Spill>, RecogniserError> {
        let decided = Decided::of(self.policy)?;
        let size = texts.iter().map(|text| text.len() as u64).sum();
        let leaks = Leaks::of(self.vault, self.canaries, &decided, long_enough(size))?;
        let mut excused = excuses(excused);
        let numbers = long_numbers(wanted(self.vault, self.canaries, &decided));
        for text in texts {
            let text = without_placeholders(&one_line(text));
            let overlooked = overlook(&text, &mut excused);
            // What reaches out of an excuse is no part of it.
            if let Some(what) = leaks.outside(&text, &overlooked) {
                return Ok(Some(Spill::of(what, Form::Plain)));
            }
            if let Some(Leak { what, form }) = leaks.in_leaf(&Leaf::Setting(&without(&text, &overlooked))) {
                return Ok(Some(Spill::of(what, form)));
            }
            let squeezed = squeeze(&fold::letters(&text));
            if let Some((_, what)) = numbers.iter().find(|(number, _)| squeezed.contains(number.as_str())) {
                return Ok(Some(Spill::of(*what, Form::Plain)));
            }
        }
        Ok(None)
    }

    /// A search for the same in bytes of any kind, for a file of so many bytes.
    pub fn in_bytes(&self, size: u64) -> Result<ByteSearch, RecogniserError> {
        let decided = Decided::of(self.policy)?;
        let needles = wanted(self.vault, self.canaries, &decided);
        let values: Vec<&str> =
            self.vault.entries().map(|entry| entry.value.expose("to search a file for it")).collect();
        ByteSearch::new(needles, &values, long_enough(size))
    }
}

/// Numbers that are too long to stand somewhere by chance, without what divides them into groups: an account is the same in
/// fours and in one.
fn long_numbers(needles: Vec<(Needle, What)>) -> Vec<(String, What)> {
    let squeezed = needles.into_iter().map(|(needle, what)| (squeeze(&needle.folded), what));
    squeezed
        .filter(|(number, _)| number.len() >= 10 && number.bytes().filter(u8::is_ascii_digit).count() >= 8)
        .collect()
}

/// The more is searched, the longer something has to be before chance does not write it: about one false alarm in some thousand
/// values, where a letter is one of thirty.
fn long_enough(size: u64) -> usize {
    let longer = [10_000, 100_000, 3_000_000, 100_000_000];
    LONG_ENOUGH + longer.iter().filter(|most| size > **most).count()
}

/// Lines of a page end where the page does; a value goes on.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_placeholders(text: &str) -> String {
    without(text, &tag::literals(text).into_iter().collect::<Vec<_>>())
}

/// The longest first, so that a part does not take the place of the whole.
fn excuses(excused: &[&str]) -> Vec<String> {
    let mut excused: Vec<String> =
        excused.iter().map(|words| one_line(words)).filter(|words| !words.is_empty()).collect();
    excused.sort_by_key(|words| std::cmp::Reverse(words.len()));
    excused
}

/// Where excuses stand, each once; what was found is taken off the list.
fn overlook(text: &str, excused: &mut Vec<String>) -> Vec<Range<usize>> {
    let mut overlooked: Vec<Range<usize>> = Vec::new();
    excused.retain(|words| {
        let mut places = text.match_indices(words.as_str()).map(|(at, words)| at..at + words.len());
        let free =
            places.find(|place| overlooked.iter().all(|other| place.end <= other.start || other.end <= place.start));
        let is_found = free.is_some();
        overlooked.extend(free);
        !is_found
    });
    overlooked.sort_by_key(|place| place.start);
    overlooked
}

fn without(text: &str, places: &[Range<usize>]) -> String {
    let (mut kept, mut at) = (String::with_capacity(text.len()), 0);
    for place in places {
        kept.push_str(text.get(at..place.start).unwrap_or_default());
        kept.push(' ');
        at = place.end;
    }
    kept.push_str(text.get(at..).unwrap_or_default());
    kept
}

/// Searches bytes for values in UTF-8, UTF-16 and Latin-1. What is found has to stand there as a word of its own.
pub struct ByteSearch {
    search: AhoCorasick,
    /// For each pattern, its needle and how its letters are written.
    patterns: Vec<(usize, Letters)>,
    needles: Vec<(Needle, What)>,
    overlap: usize,
    /// Needles that stand in every file of this kind.
    common: BTreeSet<usize>,
    /// What stands for values by the person's wish, folded.
    excused: Vec<String>,
}

/// How letters are written as bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Letters {
    Utf8,
    Latin,
    Big,
    Little,
}

/// So many bytes before and behind a find tell whether it is a word of its own.
const AROUND: usize = 48;

impl ByteSearch {
    fn new(needles: Vec<(Needle, What)>, values: &[&str], least: usize) -> Result<Self, RecogniserError> {
        let as_written = accented(values);
        let mut all: BTreeSet<(Vec<u8>, usize, Letters)> = BTreeSet::new();
        for (number, (needle, _)) in needles.iter().enumerate() {
            if squeeze(&needle.folded).chars().count() < least {
                continue;
            }
            let as_written = as_written.get(&needle.folded).into_iter().flatten();
            let cases = as_written.flat_map(|value| [(*value).to_owned(), value.to_lowercase(), value.to_uppercase()]);
            for writing in cases.chain([needle.folded.clone()]) {
                for letters in [Letters::Utf8, Letters::Latin, Letters::Big, Letters::Little] {
                    all.extend(letters.bytes(&writing).map(|bytes| (bytes, number, letters)));
                }
            }
        }
        let overlap = all.iter().map(|(bytes, ..)| bytes.len()).max().unwrap_or(0) + 2 * AROUND;
        let search = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .ascii_case_insensitive(true)
            .build(all.iter().map(|(bytes, ..)| bytes))
            .map_err(|_| RecogniserError::TooMuch)?;
        let patterns = all.into_iter().map(|(_, number, letters)| (number, letters)).collect();
        Ok(Self { search, patterns, needles, overlap, common: BTreeSet::new(), excused: Vec::new() })
    }

    /// Without what stands in every file of this kind, and where it is a part of what is excused. The text of a file is searched
    /// for both apart from this.
    #[must_use]
    pub fn apart_from(mut self, every_file: &[Vec<u8>], excused: &[&str]) -> Self {
        self.common = every_file.iter().flat_map(|part| self.hits(part).map(|(number, _)| number)).collect();
        self.excused = excuses(excused).iter().map(|words| fold::letters(words)).collect();
        self
    }

    /// How many bytes of the end of one part have to be searched again in front of the next part.
    pub fn overlap(&self) -> usize {
        self.overlap
    }

    /// The first value in `bytes`.
    pub fn find(&self, bytes: &[u8]) -> Option<Spill> {
        let found = self.hits(bytes).find(|(number, _)| !self.common.contains(number));
        found.map(|(_, what)| Spill::of(what, Form::Plain))
    }

    /// The needles that stand in `bytes`.
    fn hits<'a>(&'a self, bytes: &'a [u8]) -> impl Iterator<Item = (usize, What)> + 'a {
        self.search.find_overlapping_iter(bytes).filter_map(|found| {
            let (number, letters) = *self.patterns.get(found.pattern().as_usize())?;
            let (needle, what) = self.needles.get(number)?;
            let around = letters.text(bytes, found.range());
            let folded = Folded::of(&around);
            let excused = |at: usize, end: usize| {
                let places = self.excused.iter().flat_map(|words| folded.text.match_indices(words.as_str()));
                places.map(|(from, words)| from..from + words.len()).any(|place| place.start <= at && end <= place.end)
            };
            let mut places = folded.text.match_indices(&needle.folded).map(|(at, value)| (at, at + value.len()));
            let stands = places.any(|(at, end)| {
                !excused(at, end) && folded.back(at, end).is_some_and(|span| needle.fits(&around, span))
            });
            stands.then_some((number, *what))
        })
    }
}

/// The values and their words that folding changes in more than case, by what they fold to.
fn accented<'a>(values: &[&'a str]) -> BTreeMap<String, BTreeSet<&'a str>> {
    let mut all: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    let words = values.iter().flat_map(|value| value.split_whitespace().chain([value.trim()]));
    for writing in words.filter(|writing| !writing.is_ascii()) {
        all.entry(fold::letters(writing)).or_default().insert(writing);
    }
    all
}

impl Letters {
    /// The bytes of a text; nothing where they are those of UTF-8, or do not exist.
    fn bytes(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Self::Utf8 => Some(text.as_bytes().to_vec()),
            Self::Latin if text.is_ascii() => None,
            Self::Latin => text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect(),
            Self::Big => Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
            Self::Little => Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        }
    }

    /// The text at and around a find.
    fn text(self, bytes: &[u8], found: Range<usize>) -> String {
        // An even number of bytes, so that halves of letters stay together.
        let start = found.start - found.start.min(AROUND) / 2 * 2;
        let around = bytes.get(start..(found.end + AROUND).min(bytes.len())).unwrap_or_default();
        let wide = |unit: fn([u8; 2]) -> u16| {
            let units: Vec<u16> = around.as_chunks::<2>().0.iter().map(|pair| unit(*pair)).collect();
            String::from_utf16_lossy(&units)
        };
        match self {
            Self::Utf8 => String::from_utf8_lossy(around).into_owned(),
            Self::Latin => around.iter().map(|byte| char::from(*byte)).collect(),
            Self::Big => wide(u16::from_be_bytes),
            Self::Little => wide(u16::from_le_bytes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Protected, Spill};
    use crate::{Form, Mode, Policy, Vault, VaultEntry};
    use confidant_text::{EntityKind, Family, RawText};

    fn vault() -> Vault {
        let entry = |name: &str, value: &str| VaultEntry::new(name.parse().unwrap(), RawText::new(value));
        let entries =
            vec![entry("[PERSON_1]", "Hannah Weißmüller"), entry("[ACCOUNT_2]", "DE89 3704 0044 0532 0130 00")];
        Vault::from_entries(entries).unwrap()
    }

    fn in_text(text: &str) -> Option<Spill> {
        let policy = Policy::default();
        let canaries = [RawText::new("Contract_Nightjar.pdf")];
        Protected { vault: &vault(), canaries: &canaries, policy: &policy }.in_texts(&[text], &[]).unwrap()
    }

    fn in_bytes(bytes: &[u8]) -> Option<Spill> {
        let policy = Policy::default();
        Protected { vault: &vault(), canaries: &[], policy: &policy }.in_bytes(0).unwrap().find(bytes)
    }

    #[test]
    fn a_value_is_found_in_every_form_and_a_placeholder_is_none() {
        let person = |form| Some(Spill::Value { family: Family::Person, form });
        for (text, spill) in [
            ("[PERSON_1] pays [ACCOUNT_2].", None),
            ("Ms Weissmuller pays.", person(Form::Plain)),
            ("signed Hannah\nWeißmüller", person(Form::Plain)),
            ("see V2Vpc3NtdWVsbGVy", person(Form::Base64)),
            ("mailto:Weissm%75ller", person(Form::Percent)),
            ("from Contract_Nightjar.pdf", Some(Spill::Canary)),
        ] {
            assert_eq!(in_text(text), spill, "{text}");
        }
        assert!(in_text("to DE89370400440532013000").is_some());
    }

    #[test]
    fn bytes_are_searched_in_every_encoding_and_for_whole_words() {
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
        let narrow = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        assert!(in_bytes(b"\x00\xff(HANNAH WEISSMULLER)\x00").is_some());
        assert!(in_bytes("<w:t>Weißmüller</w:t>".as_bytes()).is_some());
        assert!(in_bytes(b"/Author (Hannah Wei\xdfm\xfcller)").is_some());
        assert!(in_bytes(&wide("by Hannah Weißmüller")).is_some());
        assert!(in_bytes(&[&b"x"[..], &narrow("Weissmuller"), b"\0"].concat()).is_some());
        assert!(in_bytes(b"Hannahsson, weissmullerian").is_none());
        assert!(in_bytes(b"").is_none());
    }

    #[test]
    fn an_excuse_covers_what_lies_in_it_and_no_part_of_a_longer_value() {
        let entry = |name: &str, value: &str| VaultEntry::new(name.parse().unwrap(), RawText::new(value));
        let vault = Vault::from_entries(vec![entry("[DATE_1]", "03/05/2024"), entry("[PLACE_2]", "Bavaria")]).unwrap();
        let policy = Policy::default();
        let protected = Protected { vault: &vault, canaries: &[], policy: &policy };
        assert!(protected.in_texts(&["signed 03/05/2024, in force 2024"], &["2024"]).unwrap().is_some());
        assert!(protected.in_texts(&["in force 2024"], &["2024"]).unwrap().is_none());
        let search = || protected.in_bytes(0).unwrap();
        assert!(search().find(b"<w:t>Bavaria, Germany</w:t>").is_some());
        let excused = search().apart_from(&[], &["Bavaria, Germany"]);
        assert!(excused.find(b"<w:t>Bavaria, Germany</w:t>").is_none());
        assert!(excused.find(b"<w:t>Bavaria, Germany</w:t><w:t>Bavaria</w:t>").is_some());
        let common = search().apart_from(&[b"<style>Bavaria</style>".to_vec()], &[]);
        assert!(common.find(b"<style>Bavaria</style>").is_none() && common.find(b"03/05/2024").is_some());
    }

    #[test]
    fn what_stays_by_the_persons_word_is_no_spill_and_a_region_is_excused_once() {
        let entry = VaultEntry::new("[PLACE_1]".parse().unwrap(), RawText::new("Bavaria"));
        let vault = Vault::from_entries(vec![entry]).unwrap();
        let mut policy = Policy::default();
        let look = |policy: &Policy, text: &str| {
            Protected { vault: &vault, canaries: &[], policy }.in_texts(&[text], &["Bavaria, Germany"]).unwrap()
        };
        assert!(look(&policy, "lives in Bavaria,\nGermany").is_none());
        assert!(look(&policy, "lives in Bavaria, Germany, in Bavaria").is_some());
        for kind in [EntityKind::Place, EntityKind::Region, EntityKind::City] {
            policy.modes.insert(kind, Mode::Keep);
        }
        assert!(look(&policy, "lives in Bavaria, Germany, in Bavaria").is_none());
    }
}
