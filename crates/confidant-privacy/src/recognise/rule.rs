//! [`Rule`] and the engine that runs a table of them: one pass for the anchors, then each pattern only where an anchor stands.

mod compiled;
mod starts;
mod together;

use std::ops::Range;

use confidant_text::{EntityKind, Finding, RawText};

use super::{
    Recogniser, RecogniserError,
    anchors::{Anchors, Hit},
};
use compiled::Compiled;
use together::Together;

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
    /// One of these, in any case, with no letter or digit before or behind it.
    Whole(&'static [&'static str]),
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
    anchors: Anchors,
    /// For each anchor, the rules it wakes.
    wakes: Vec<Vec<usize>>,
    /// The rules that wake at a digit, and their patterns in one.
    on_digit: (Vec<usize>, Together),
}

impl Rules {
    /// Compiles a table; an empty one is an error, for it would find nothing.
    pub(crate) fn compile(table: &[Rule]) -> Result<Self, RecogniserError> {
        if table.is_empty() {
            return Err(RecogniserError::NoRules);
        }
        let mut rules = Vec::new();
        let mut words: Vec<((String, bool), Vec<usize>)> = Vec::new();
        let mut on_digit = Vec::new();
        for (at, rule) in table.iter().enumerate() {
            let starts = starts::of(rule.pattern);
            rules.push(Compiled::new(rule, starts.is_some())?);
            let mut wake = |anchor: &str, begins_word: bool| {
                let anchor = (anchor.to_owned(), begins_word);
                match words.iter_mut().find(|(word, _)| *word == anchor) {
                    Some((_, wakes)) => wakes.push(at),
                    None => words.push((anchor, vec![at])),
                }
            };
            let a_word = |anchor: &str| anchor.starts_with(char::is_alphanumeric);
            match (rule.anchor, starts) {
                (_, Some(starts)) => starts.iter().for_each(|start| wake(start, true)),
                (Anchor::Digit, None) => on_digit.push(at),
                (Anchor::Within(parts), None) => parts.iter().for_each(|part| wake(part, false)),
                (Anchor::Words(words) | Anchor::Whole(words), None) => {
                    for word in words {
                        wake(word, a_word(word));
                    }
                }
            }
        }
        let anchors = Anchors::new(words.iter().map(|((word, begins), _)| (word.as_str(), *begins)))
            .map_err(|_| RecogniserError::BadRule("anchors"))?;
        let wakes = words.into_iter().map(|(_, wakes)| wakes).collect();
        let patterns = on_digit.iter().filter_map(|at| table.get(*at)).map(|rule| compiled::plain(rule.pattern));
        let together = Together::new(&patterns.collect::<Vec<_>>()).ok_or(RecogniserError::BadRule("digits"))?;
        Ok(Self { table: rules, anchors, wakes, on_digit: (on_digit, together) })
    }

    fn windows(&self, text: &str) -> Vec<Vec<Range<usize>>> {
        let mut windows: Vec<Vec<Range<usize>>> = vec![Vec::new(); self.table.len()];
        let bytes = text.as_bytes();
        for Hit { span, anchor } in self.anchors.find(text) {
            for rule in self.wakes.get(anchor).into_iter().flatten() {
                let Some((compiled, windows)) = self.table.get(*rule).zip(windows.get_mut(*rule)) else { continue };
                let goes_on = bytes.get(span.end).is_some_and(u8::is_ascii_alphanumeric);
                if compiled.starts {
                    windows.push(span.start..boundary(text, span.end + AFTER));
                } else if !(goes_on && matches!(compiled.rule.anchor, Anchor::Whole(_))) {
                    open(text, windows, span.start, span.end, AFTER);
                }
            }
        }
        let mut digits = Vec::new();
        for (at, _) in bytes.iter().enumerate().filter(|(_, byte)| byte.is_ascii_digit()) {
            open(text, &mut digits, at, at + 1, AFTER_DIGIT);
        }
        let (rules, together) = &self.on_digit;
        for part in digits {
            for pattern in together.matching(text, part.clone()).iter() {
                let rule = rules.get(pattern.as_usize()).copied();
                if let Some(windows) = rule.and_then(|rule| windows.get_mut(rule)) {
                    windows.push(part.clone());
                }
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
            for window in windows {
                if !rule.starts || window.start >= from {
                    from = rule.run(text, window.start.max(from)..window.end, &mut found).max(from);
                }
            }
        }
        Ok(found)
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
