//! [`Candidates`]: every stretch of a text that could be a number, found in one pass: groups of letters and digits with single
//! separators between them, and every run of such groups.

use std::ops::Range;

/// The groups of a text, and what stands between them.
pub(super) struct Candidates<'t> {
    text: &'t str,
    groups: Vec<Group>,
}

#[derive(Debug, Clone, Copy)]
struct Group {
    start: usize,
    end: usize,
    has_digit: bool,
    /// What joins it to the next group, if it is joined at all.
    joint: Option<char>,
}

/// A run of groups.
#[derive(Debug, Default)]
pub(super) struct Candidate {
    pub(super) span: Range<usize>,
    /// Without its separators.
    pub(super) compact: String,
    /// With one separator between the groups.
    pub(super) written: String,
    /// Nothing that belongs to a number stands right before or behind it.
    pub(super) whole: bool,
    /// No small word has been taken for a part of it.
    pub(super) tidy: bool,
    has_digit: bool,
}

/// The longest number that is written in groups, and the longest at all.
const GROUPED: usize = 34;
const LONGEST: usize = 108;

impl<'t> Candidates<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut groups: Vec<Group> = Vec::new();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            if !byte.is_ascii_alphanumeric() {
                at += 1;
                continue;
            }
            let len = bytes.iter().skip(at).take_while(|byte| byte.is_ascii_alphanumeric()).count();
            let has_digit = bytes.iter().skip(at).take(len).any(u8::is_ascii_digit);
            if let Some(last) = groups.last_mut() {
                last.joint = text.get(last.end..at).and_then(joint);
            }
            groups.push(Group { start: at, end: at + len, has_digit, joint: None });
            at += len;
        }
        Self { text, groups }
    }

    /// Calls `each` with every candidate, those that begin at the same place one after the other.
    pub(super) fn each(&self, mut each: impl FnMut(&Candidate)) {
        let mut candidate = Candidate::default();
        for (first, group) in self.groups.iter().enumerate() {
            if !self.may_begin(first, group) {
                continue;
            }
            candidate.compact.clear();
            candidate.written.clear();
            candidate.has_digit = false;
            candidate.tidy = true;
            let mut words = 0;
            for (at, group) in self.groups.iter().enumerate().skip(first) {
                let Some(text) = self.text.get(group.start..group.end) else { break };
                let behind_space = candidate.written.ends_with(' ');
                candidate.compact.push_str(text);
                candidate.written.push_str(text);
                let grouped = at > first;
                if candidate.compact.len() > if grouped { GROUPED } else { LONGEST } {
                    break;
                }
                words = if group.has_digit { 0 } else { words + 1 };
                candidate.has_digit |= group.has_digit;
                let spaced = behind_space || at == first && group.joint == Some(' ');
                candidate.tidy &= group.has_digit || !spaced || text.bytes().all(|byte| byte.is_ascii_uppercase());
                if words > 3 || grouped && !group.has_digit && text.len() > 4 {
                    break;
                }
                let bare_word = !candidate.has_digit && !is_hex(&candidate.written) && (grouped || !is_code(text));
                if !bare_word {
                    candidate.span = self.groups.get(first).map_or(0, |group| group.start)..group.end;
                    candidate.whole = self.is_whole(first, at);
                    each(&candidate);
                }
                match group.joint {
                    Some(joint) => candidate.written.push(joint),
                    None => break,
                }
            }
        }
    }

    /// A group with a digit, a word in capitals, or a short word before such a group.
    fn may_begin(&self, at: usize, group: &Group) -> bool {
        let text = self.text.get(group.start..group.end).unwrap_or_default();
        let glued = self.text.get(..group.start).and_then(|before| before.chars().next_back());
        if glued.is_some_and(char::is_alphanumeric) {
            return false;
        }
        let leads = || {
            let pairs = self.groups.iter().skip(at).take(2).zip(self.groups.iter().skip(at + 1));
            pairs.take_while(|(group, _)| group.joint.is_some()).any(|(_, next)| next.has_digit)
        };
        group.has_digit
            || is_code(text)
            || text.len() <= 4 && (leads() || group.joint.is_some_and(|joint| joint != ' '))
    }

    /// Whether the numbers around the run go on with it: over a mark, or over a space when the run has spaces of its own.
    fn is_whole(&self, first: usize, last: usize) -> bool {
        let joints = || self.groups.iter().take(last).skip(first).filter_map(|group| group.joint);
        let spaced = joints().any(|joint| joint == ' ');
        let goes_on = |joint: Option<char>, group: Option<&Group>| {
            let digits = group.is_some_and(|group| group.has_digit);
            // "V-11470283-3" is no "11470283-3".
            let letter = group.is_some_and(|group| group.end - group.start == 1) && joint == Some('-');
            letter || digits && joint.is_some_and(|joint| joint != ' ' || spaced)
        };
        let before = first.checked_sub(1).and_then(|at| self.groups.get(at));
        let after = self.groups.get(last + 1);
        !goes_on(before.and_then(|group| group.joint), before)
            && !goes_on(self.groups.get(last).and_then(|group| group.joint), after)
    }
}

/// Capitals only: a bank code.
fn is_code(text: &str) -> bool {
    matches!(text.len(), 8 | 11) && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Pairs or fours of hexadecimal digits: an address of a network card may have no digit below ten.
fn is_hex(written: &str) -> bool {
    matches!(written.len(), 14 | 17)
        && written.bytes().all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.' | b'-'))
}

/// The one separator that stands for a gap: a space for up to three of them, or a mark with or without spaces around it.
fn joint(gap: &str) -> Option<char> {
    if gap.len() > 9 {
        return None;
    }
    let spaces = gap.chars().filter(|c| is_space(*c)).count();
    let mut marks = gap.chars().filter(|c| !is_space(*c));
    match (marks.next(), marks.next()) {
        (None, None) => (spaces <= 3 && !gap.is_empty()).then_some(' '),
        (Some('-' | '\u{2010}'..='\u{2015}' | '\u{2212}'), None) if spaces <= 2 => Some('-'),
        (Some('/'), None) if spaces <= 2 => Some('/'),
        (Some(mark @ ('.' | ',' | ':' | '+' | '_' | '(')), None) if spaces == 0 => Some(mark),
        _ => None,
    }
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}')
}
