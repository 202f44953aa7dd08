//! [`Flag`]: what a person should look at before a text leaves, besides the sum of bits.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use confidant_text::EntityKind;
use serde::Serialize;

use super::{
    cue::Cue,
    lists::Lists,
    scene::{Scene, Subject},
};

/// Something about a text that the bits of one person do not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// Health, religion, politics and the like (GDPR, articles 9 and 10) are said about a person.
    SpecialCategory,
    /// Words are quoted that can be searched for.
    Quote,
    /// The text is about a child.
    Minor,
    /// The text is about somebody near to a person: a relative, a colleague.
    ThirdPerson,
    /// Four or more attributes of one person stand in one paragraph.
    ManyTraits,
}

/// A nationality is found as an origin, and is none.
const NATIONALITY: &str = "a nationality";
/// More words than this, as they were said, can be searched for.
const QUOTE: usize = 8;
/// So many different attributes in one paragraph.
const MANY: usize = 4;
/// An attribute of fewer bits says next to nothing.
const FEW_BITS: f32 = 3.0;
/// Between "my" and "daughter".
const BETWEEN: usize = 24;
const OF_AGE: u32 = 18;

pub(super) fn flags(scene: &Scene, lists: &Lists, cues: &[(Subject, Cue)]) -> BTreeSet<Flag> {
    let mut flags = BTreeSet::new();
    let special = |cue: &Cue| cue.attribute.kind.is_special() && cue.attribute.what != NATIONALITY;
    if cues.iter().any(|(subject, cue)| !matches!(subject, Subject::Somebody(_)) && special(cue)) {
        flags.insert(Flag::SpecialCategory);
    }
    if has_quote(scene) {
        flags.insert(Flag::Quote);
    }
    let children = related(scene, lists, |lists| &lists.child);
    if children || cues.iter().any(|(_, cue)| is_young(&scene.text, cue)) {
        flags.insert(Flag::Minor);
    }
    if children || related(scene, lists, |lists| &lists.adult) {
        flags.insert(Flag::ThirdPerson);
    }
    let mut kinds: BTreeMap<(Subject, usize), BTreeSet<&str>> = BTreeMap::new();
    for (subject, cue) in cues.iter().filter(|(_, cue)| cue.attribute.bits >= FEW_BITS) {
        kinds.entry((*subject, scene.paragraph(cue.at.start).start)).or_default().insert(cue.attribute.what);
    }
    if kinds.values().any(|kinds| kinds.len() >= MANY) {
        flags.insert(Flag::ManyTraits);
    }
    flags
}

/// Whether "my" stands in front of one of these words, with at most a word or two between them.
fn related(scene: &Scene, lists: &Lists, relatives: impl Fn(&Lists) -> &super::words::Words) -> bool {
    let whose: Vec<usize> = lists.whose.find(&scene.text).map(|(at, _)| at.end).collect();
    relatives(lists).find(&scene.text).any(|(at, _)| {
        let near = whose.partition_point(|end| *end <= at.start);
        let end = near.checked_sub(1).and_then(|near| whose.get(near)).copied();
        let between = end.and_then(|end| scene.text.get(end..at.start)).unwrap_or("\n");
        let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-');
        !between.is_empty() && between.len() <= BETWEEN && between.chars().all(plain)
    })
}

fn is_young(text: &str, cue: &Cue) -> bool {
    let Some(age) = text.get(cue.at.clone()).filter(|_| cue.attribute.kind == EntityKind::Age) else { return false };
    let digits: String = age.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    digits.parse::<u32>().is_ok_and(|age| age < OF_AGE)
}

/// Whether more than eight words in a row stand between quotation marks as they were said.
fn has_quote(scene: &Scene) -> bool {
    const MARKS: [(char, &[char]); 4] = [('“', &['”']), ('„', &['“', '”']), ('«', &['»']), ('"', &['"'])];
    MARKS.into_iter().any(|(open, close)| {
        let mut rest = 0;
        while let Some(quote) = quoted(&scene.text, rest, open, close) {
            let said = scene.text.get(quote.clone()).unwrap_or_default();
            if !said.contains("\n\n") && words_as_said(scene, said, quote.start) > QUOTE {
                return true;
            }
            // An opening mark without an end may be the end of another.
            rest = if said.contains("\n\n") { quote.start } else { quote.end + 1 };
            while !scene.text.is_char_boundary(rest) {
                rest += 1;
            }
        }
        false
    })
}

/// What stands between the next marks.
fn quoted(text: &str, from: usize, open: char, close: &[char]) -> Option<Range<usize>> {
    let start = from + text.get(from..)?.find(open)? + open.len_utf8();
    Some(start..start + text.get(start..)?.find(close)?)
}

/// The longest run of words without a placeholder.
fn words_as_said(scene: &Scene, said: &str, start: usize) -> usize {
    let (mut most, mut run, mut at) = (0, 0, start);
    for word in said.split_inclusive(char::is_whitespace) {
        let range = at..at + word.len();
        run = if scene.is_replaced(&range) { 0 } else { run + usize::from(!word.trim().is_empty()) };
        most = most.max(run);
        at = range.end;
    }
    most
}
