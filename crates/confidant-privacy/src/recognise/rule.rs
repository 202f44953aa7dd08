//! [`Rule`] and the engine that runs a table of them: one pass for the anchors, then each pattern only where an anchor stands.

use std::ops::Range;

use aho_corasick::AhoCorasick;
use confidant_text::{EntityKind, Finding, RawText, Source, Span};
use regex_automata::{
    Input,
    meta::Regex,
    util::{captures::Captures, syntax},
};

use super::{Recogniser, RecogniserError};

/// A row of the table.
#[derive(Clone, Copy)]
pub(crate) struct Rule {
    /// What a person is told when they ask why something was found.
    pub(crate) name: &'static str,
    pub(crate) kind: EntityKind,
    /// What must stand nearby before the pattern is tried at all.
    pub(crate) anchor: Anchor,
    /// The value is group `v`, or the whole match when there is no such group.
    pub(crate) pattern: &'static str,
    /// The last word: accepts the value, widens or narrows it, or rejects it.
    pub(crate) check: fn(&str, Range<usize>) -> Option<Range<usize>>,
    pub(crate) score: f32,
}

/// What must stand nearby.
#[derive(Clone, Copy)]
pub(crate) enum Anchor {
    /// One of these, in any case. One that begins with a letter has to begin a word.
    Words(&'static [&'static str]),
    /// One of these, in any case, within a word too.
    Within(&'static [&'static str]),
    /// An ASCII digit.
    Digit,
}

/// How far around an anchor a pattern is tried, in bytes. A match that reaches the end is tried again with more room.
const BEFORE: usize = 72;
const AFTER: usize = 224;
const AFTER_DIGIT: usize = 72;

/// A table of rules, compiled.
pub(crate) struct Rules {
    table: Vec<Compiled>,
    anchors: AhoCorasick,
    /// For each anchor word: does it have to begin a word, and which rules does it wake.
    wakes: Vec<(bool, Vec<usize>)>,
    on_digit: Vec<usize>,
}

struct Compiled {
    rule: Rule,
    regex: Regex,
    group: usize,
}

impl Rules {
    /// Compiles a table; an empty one is an error, for it would find nothing.
    pub(crate) fn compile(table: &[Rule]) -> Result<Self, RecogniserError> {
        if table.is_empty() {
            return Err(RecogniserError::NoRules);
        }
        let mut rules = Vec::new();
        let mut words: Vec<((&str, bool), Vec<usize>)> = Vec::new();
        let mut on_digit = Vec::new();
        for (at, rule) in table.iter().enumerate() {
            let config = Regex::config().nfa_size_limit(Some(20 << 20)).hybrid_cache_capacity(4 << 20);
            // An ASCII word boundary: the Unicode one makes the fast automaton give up at every non-ASCII character. Checks that
            // need more look at the characters around the value themselves.
            let regex = Regex::builder()
                .configure(config)
                .syntax(syntax::Config::new())
                .build(&rule.pattern.replace(r"\b", r"(?-u:\b)"))
                .map_err(|_| RecogniserError::BadRule(rule.name))?;
            let names = regex.group_info().pattern_names(regex_automata::PatternID::ZERO);
            let group = names.enumerate().find(|(_, name)| *name == Some("v")).map_or(0, |(group, _)| group);
            rules.push(Compiled { rule: *rule, regex, group });
            match rule.anchor {
                Anchor::Digit => on_digit.push(at),
                Anchor::Words(anchors) | Anchor::Within(anchors) => {
                    let words_only = matches!(rule.anchor, Anchor::Words(_));
                    for anchor in anchors {
                        let anchor = (*anchor, words_only && anchor.starts_with(char::is_alphanumeric));
                        match words.iter_mut().find(|(word, _)| *word == anchor) {
                            Some((_, wakes)) => wakes.push(at),
                            None => words.push((anchor, vec![at])),
                        }
                    }
                }
            }
        }
        let anchors = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(words.iter().map(|((word, _), _)| *word))
            .map_err(|_| RecogniserError::BadRule("anchors"))?;
        let wakes = words.into_iter().map(|((_, begins_word), wakes)| (begins_word, wakes)).collect();
        Ok(Self { table: rules, anchors, wakes, on_digit })
    }

    fn windows(&self, text: &str) -> Vec<Vec<Range<usize>>> {
        let mut windows: Vec<Vec<Range<usize>>> = vec![Vec::new(); self.table.len()];
        let bytes = text.as_bytes();
        for hit in self.anchors.find_overlapping_iter(text) {
            let Some((begins_word, wakes)) = self.wakes.get(hit.pattern().as_usize()) else { continue };
            let inside = hit.start().checked_sub(1).and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric);
            if *begins_word && inside {
                continue;
            }
            for rule in wakes {
                if let Some(windows) = windows.get_mut(*rule) {
                    open(text, windows, hit.start(), hit.end(), AFTER);
                }
            }
        }
        let mut digits = Vec::new();
        for (at, _) in bytes.iter().enumerate().filter(|(_, byte)| byte.is_ascii_digit()) {
            open(text, &mut digits, at, at + 1, AFTER_DIGIT);
        }
        for rule in &self.on_digit {
            if let Some(windows) = windows.get_mut(*rule) {
                windows.clone_from(&digits);
            }
        }
        windows
    }
}

impl Recogniser for Rules {
    fn name(&self) -> &'static str {
        "rules"
    }

    fn recognise(&self, text: &RawText) -> Result<Vec<Finding>, RecogniserError> {
        let text = text.expose("to run the rules over it");
        let mut found = Vec::new();
        // Most rules have nothing to look at in most texts.
        let looked = self.table.iter().zip(self.windows(text)).filter(|(_, windows)| !windows.is_empty());
        for (rule, windows) in looked {
            let mut from = 0;
            let mut captures = rule.regex.create_captures();
            for window in windows {
                from = rule.run(text, window.start.max(from)..window.end, &mut captures, &mut found).max(from);
            }
        }
        Ok(found)
    }
}

impl Compiled {
    /// Runs over one window and returns how far it came.
    fn run(&self, text: &str, window: Range<usize>, captures: &mut Captures, found: &mut Vec<Finding>) -> usize {
        let Range { start: mut at, mut end } = window;
        while at < end {
            self.regex.search_captures(&Input::new(text).range(at..end), captures);
            let Some(whole) = captures.get_match() else { break };
            if whole.end() == end && end < text.len() {
                // The value may go on behind the window.
                end = boundary(text, end + 2 * (end - at) + AFTER);
                continue;
            }
            let value = captures.get_group(self.group).map_or(whole.range(), |value| value.range());
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
            let step = text.get(next..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
            at = if next > whole.start() { next } else { next + step };
        }
        end
    }
}

fn open(text: &str, windows: &mut Vec<Range<usize>>, start: usize, end: usize, after: usize) {
    let end = boundary(text, end + after);
    match windows.last_mut() {
        Some(last) if start.saturating_sub(BEFORE) <= last.end => last.end = last.end.max(end),
        _ => windows.push(floor(text, start.saturating_sub(BEFORE))..end),
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Anchor, Rule, Rules};
    use crate::recognise::{Recogniser, RecogniserError, check, table, witness};
    use confidant_text::{EntityKind, RawText};

    /// Each rule alone finds exactly what its hits mark, and nothing in its other witnesses.
    #[test]
    fn every_rule_stands_by_its_witnesses() {
        let mut witnesses = BTreeMap::new();
        for file in table::witnesses() {
            witnesses.extend(witness::read(file));
        }
        let mut wrong = Vec::new();
        for rule in table::all() {
            let alone = Rules::compile(&[rule]).unwrap();
            let own = witnesses.remove(rule.name).unwrap_or_default();
            wrong.extend(witness::wrongs(rule.name, &own, |text| {
                let found = alone.recognise(&RawText::new(text)).unwrap();
                found.iter().map(|f| f.span.of(text).unwrap().to_owned()).collect()
            }));
        }
        wrong.extend(witnesses.keys().map(|name| format!("{name}: witnesses of no rule")));
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    }

    #[test]
    fn names_of_rules_are_unique() {
        let mut names: Vec<_> = table::all().iter().map(|rule| rule.name).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }

    const WORD: Rule = Rule {
        name: "word",
        kind: EntityKind::Code,
        anchor: Anchor::Words(&["key"]),
        pattern: r"key=(?P<v>\w+)",
        check: check::any,
        score: 1.0,
    };

    #[test]
    fn an_empty_or_broken_table_is_an_error() {
        assert_eq!(Rules::compile(&[]).err(), Some(RecogniserError::NoRules));
        let broken = Rule { pattern: "(", ..WORD };
        assert_eq!(Rules::compile(&[broken]).err(), Some(RecogniserError::BadRule("word")));
    }

    #[test]
    fn a_value_longer_than_the_window_is_found_whole() {
        let text = format!("{} key={} end", "ü ".repeat(500), "x".repeat(5000));
        let found = Rules::compile(&[WORD]).unwrap().recognise(&RawText::new(text.as_str())).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].span.len(), 5000);
    }

    #[test]
    fn a_name_at_every_fiftieth_word_of_a_long_text_is_found() {
        let rules = Rules::compile(&table::all()).unwrap();
        let filler = "word ".repeat(50);
        let text = format!("{filler}Mr Otto Kern ").repeat(60);
        let found = rules.recognise(&RawText::new(text.as_str())).unwrap();
        assert_eq!(found.iter().filter(|f| f.span.of(&text) == Some("Mr Otto Kern")).count(), 60);
    }
}
