//! [`Compiled`]: one rule, ready to be run over a part of a text.

use std::ops::Range;

use confidant_text::{Finding, Source, Span};
use regex_automata::{Anchored, Input, meta::Regex, util::syntax};

use super::{AFTER, RecogniserError, Rule, boundary};

pub(super) struct Compiled {
    pub(super) rule: Rule,
    pub(super) regex: Regex,
    group: usize,
    /// Its matches begin where its anchors do.
    pub(super) starts: bool,
}

impl Compiled {
    pub(super) fn new(rule: &Rule, starts: bool) -> Result<Self, RecogniserError> {
        let config = Regex::config().nfa_size_limit(Some(20 << 20)).hybrid_cache_capacity(4 << 20);
        let mut pattern = plain(rule.pattern);
        if starts {
            // Where a word begins, one side is enough: the other does not know that É is a letter.
            pattern = pattern.replacen(r"(?-u:\b)", r"(?-u:\b{start-half})", 1);
        }
        let regex = Regex::builder()
            .configure(config)
            .syntax(syntax::Config::new())
            .build(&pattern)
            .map_err(|_| RecogniserError::BadRule(rule.name))?;
        let names = regex.group_info().pattern_names(regex_automata::PatternID::ZERO);
        let group = names.enumerate().find(|(_, name)| *name == Some("v")).map_or(0, |(group, _)| group);
        Ok(Self { rule: *rule, regex, group, starts })
    }

    /// Runs over one window and returns how far it came.
    pub(super) fn run(&self, text: &str, window: Range<usize>, found: &mut Vec<Finding>) -> usize {
        let Range { start: mut at, mut end } = window;
        let anchored = if self.starts { Anchored::Yes } else { Anchored::No };
        while at < end {
            let Some(whole) = self.regex.search(&Input::new(text).range(at..end).anchored(anchored)) else { break };
            if whole.end() == end && end < text.len() {
                // The value may go on behind the window.
                end = boundary(text, end + 2 * (end - at) + AFTER);
                continue;
            }
            let value = self.value(text, whole.range());
            let accepted = (self.rule.check)(text, value.clone()).filter(|value| !value.is_empty());
            if let Some(value) = &accepted {
                found.push(Finding {
                    span: Span::new(value.start, value.end),
                    kind: self.rule.kind,
                    score: self.rule.score,
                    source: Source::Rule(self.rule.name.to_owned()),
                });
            }
            let next = accepted.map_or(whole.start(), |value| value.end).max(at);
            if self.starts {
                return next;
            }
            let step = text.get(next..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
            at = if next > whole.start() { next } else { next + step };
        }
        if self.starts { at } else { end }
    }

    /// The part of a match that counts. Groups are looked for only where something matches: most searches end without.
    fn value(&self, text: &str, whole: Range<usize>) -> Range<usize> {
        if self.group == 0 {
            return whole;
        }
        let mut captures = self.regex.create_captures();
        self.regex.search_captures(&Input::new(text).range(whole.clone()).anchored(Anchored::Yes), &mut captures);
        captures.get_group(self.group).map_or(whole, |value| value.range())
    }
}

/// With an ASCII word boundary: the Unicode one makes the fast automaton give up at every non-ASCII character. Checks that need more
/// look at the characters around the value themselves.
pub(super) fn plain(pattern: &str) -> String {
    pattern.replace(r"\b", r"(?-u:\b)")
}
