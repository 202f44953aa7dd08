//! [`Together`]: several patterns in one automaton, which says in one pass which of them can match at all.

use regex_automata::{
    Input, MatchKind, PatternSet,
    hybrid::dfa::{Cache, DFA},
    nfa::thompson::{self, WhichCaptures},
    util::{pool::Pool, syntax},
};

/// How much memory the automaton may use before it begins anew.
const CACHE: usize = 16 << 20;

pub(super) struct Together {
    dfa: DFA,
    caches: Pool<Cache, Box<dyn Fn() -> Cache + Send + Sync + std::panic::UnwindSafe + std::panic::RefUnwindSafe>>,
}

impl Together {
    pub(super) fn new(patterns: &[String]) -> Option<Self> {
        let dfa = DFA::builder()
            .configure(DFA::config().match_kind(MatchKind::All).cache_capacity(CACHE))
            .thompson(thompson::Config::new().which_captures(WhichCaptures::None).nfa_size_limit(Some(64 << 20)))
            .syntax(syntax::Config::new())
            .build_many(patterns)
            .ok()?;
        let caches = {
            let dfa = dfa.clone();
            Pool::new(Box::new(move || dfa.create_cache()) as Box<_>)
        };
        Some(Self { dfa, caches })
    }

    /// Which patterns match somewhere in this part of the text; all of them when that could not be told.
    pub(super) fn matching(&self, text: &str, part: std::ops::Range<usize>) -> PatternSet {
        let mut set = PatternSet::new(self.dfa.pattern_len());
        let mut cache = self.caches.get();
        if self.dfa.try_which_overlapping_matches(&mut cache, &Input::new(text).range(part), &mut set).is_err() {
            set.clear();
            for pattern in (0..self.dfa.pattern_len()).filter_map(|pattern| pattern.try_into().ok()) {
                set.insert(pattern);
            }
        }
        set
    }
}
