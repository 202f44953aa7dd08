//! Witnesses: for each rule, texts that show what it finds and what it must not find, in a data file beside the rule.
//!
//! ```text
//! # name_of_the_rule
//! + a hit: exactly «this» is found
//! - invalid: the same place with a value that is malformed or fails its checksum; nothing is found
//! ~ a look-alike: something else that has the same shape; nothing is found
//! ```
//! `\n`, `\t`, `\r`, `\\` and `\u{a0}` are escapes.

use std::collections::BTreeMap;

/// How many of each a rule needs at least.
const HITS: usize = 5;
const INVALID: usize = 5;
const LOOK_ALIKES: usize = 3;

/// The witnesses of one rule.
#[derive(Debug, Default)]
pub(crate) struct Witnesses {
    pub(crate) hits: Vec<String>,
    pub(crate) invalid: Vec<String>,
    pub(crate) look_alikes: Vec<String>,
}

/// The witnesses of a file by the names of their rules.
pub(crate) fn read(file: &str) -> BTreeMap<String, Witnesses> {
    let mut all: BTreeMap<String, Witnesses> = BTreeMap::new();
    let mut rule = String::new();
    for line in file.lines().filter(|line| !line.is_empty()) {
        let (mark, text) = line.split_at(2);
        let text = unescaped(text);
        if mark == "# " {
            assert!(all.insert(text.clone(), Witnesses::default()).is_none(), "{text} has witnesses in two places");
            rule = text;
            continue;
        }
        let witnesses = all.get_mut(&rule).expect("a witness before the first rule");
        match mark {
            "+ " => witnesses.hits.push(text),
            "- " => witnesses.invalid.push(text),
            "~ " => witnesses.look_alikes.push(text),
            _ => panic!("no such mark: {line}"),
        }
    }
    all
}

/// What a rule does with its witnesses that it must not do; `found` runs the rule alone. Empty when all is well.
pub(crate) fn wrongs(name: &str, witnesses: &Witnesses, found: impl Fn(&str) -> Vec<String>) -> Vec<String> {
    let mut wrong = Vec::new();
    let counts = (witnesses.hits.len(), witnesses.invalid.len(), witnesses.look_alikes.len());
    if counts.0 < HITS || counts.1 < INVALID || counts.2 < LOOK_ALIKES {
        wrong.push(format!("{name}: has {counts:?} witnesses, needs ({HITS}, {INVALID}, {LOOK_ALIKES})"));
    }
    for hit in &witnesses.hits {
        let expected: Vec<_> = hit.split('«').skip(1).map(|part| part.split('»').next().unwrap()).collect();
        let found = found(&hit.replace(['«', '»'], ""));
        if expected.is_empty() || found != expected {
            wrong.push(format!("{name}: + {hit} gave {found:?}"));
        }
    }
    for miss in witnesses.invalid.iter().chain(&witnesses.look_alikes) {
        let found = found(miss);
        if !found.is_empty() {
            wrong.push(format!("{name}: {miss} gave {found:?}"));
        }
    }
    wrong
}

fn unescaped(text: &str) -> String {
    text.replace("\\\\", "\u{1}")
        .replace("\\n", "\n")
        .replace("\\t", "\t")
        .replace("\\r", "\r")
        .replace("\\u{a0}", "\u{a0}")
        .replace('\u{1}', "\\")
}
