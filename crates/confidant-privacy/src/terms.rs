//! [`Terms`]: the words of a person's list, found in a text however they are written there.

use std::{collections::HashMap, ops::Range};

use aho_corasick::{AhoCorasick, MatchKind};
use confidant_text::{EntityKind, Finding, Source, Span};

use crate::{
    RecogniserError, Term,
    recognise::{
        fold::{self, Folded},
        words,
    },
};

/// Who says so when a word stands on a list.
pub(crate) const LIST: &str = "list";

/// The words of a list, ready to be searched for: in any case and with any accents, as words of their own where the script has
/// words, as the beginning of a word where a `*` stands behind them, and with one slip of the pen when they are long.
pub(crate) struct Terms {
    /// Nothing while the list is empty.
    automaton: Option<AhoCorasick>,
    wanted: Vec<Wanted>,
    /// What remains of a long word when one letter is left out, and of the word itself: two words that are one edit apart share
    /// one of these (W. Garbe, the symmetric delete of `SymSpell`).
    remains: HashMap<String, Vec<usize>>,
}

struct Wanted {
    folded: String,
    kind: EntityKind,
    prefix: bool,
}

/// A shorter word is not searched: it would be found in every text.
const SHORTEST: usize = 2;
/// A word with fewer letters than this has too many neighbours to forgive a slip.
const LONG: usize = 7;

impl Terms {
    pub(crate) fn new(terms: &[Term]) -> Result<Self, RecogniserError> {
        let wanted: Vec<Wanted> = terms.iter().filter_map(wanted).collect();
        let mut remains: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, term) in wanted.iter().enumerate().filter(|(_, term)| !term.prefix && is_long(&term.folded)) {
            for remainder in remainders(&term.folded) {
                remains.entry(remainder).or_default().push(at);
            }
        }
        let build = || {
            AhoCorasick::builder()
                .match_kind(MatchKind::Standard)
                .build(wanted.iter().map(|term| term.folded.as_str()))
                .map_err(|_| RecogniserError::TooMuch)
        };
        let automaton = (!wanted.is_empty()).then(build).transpose()?;
        Ok(Self { automaton, wanted, remains })
    }

    /// Every place of the text where a word of the list stands, slips included.
    pub(crate) fn find(&self, text: &str) -> Vec<Finding> {
        if self.wanted.is_empty() {
            return Vec::new();
        }
        let folded = Folded::of(text);
        let slips = letters(&folded.text).filter_map(|range| {
            let term = self.slip(folded.text.get(range.clone())?)?;
            Some((range, term.kind))
        });
        let claim = |(range, kind): (Range<usize>, EntityKind)| {
            let source = folded.back(range.start, range.end)?;
            let span = Span::new(source.start, source.end);
            Some(Finding { span, kind, score: 1.0, source: Source::Rule(LIST.to_owned()) })
        };
        self.exact(&folded).chain(slips).filter_map(claim).collect()
    }

    /// Every place where a word of the list stands without a slip.
    pub(crate) fn whole(&self, text: &str) -> Vec<Span> {
        if self.wanted.is_empty() {
            return Vec::new();
        }
        let folded = Folded::of(text);
        let back = |(range, _): (Range<usize>, _)| folded.back(range.start, range.end);
        self.exact(&folded).filter_map(back).map(|range| Span::new(range.start, range.end)).collect()
    }

    fn exact<'a>(&'a self, folded: &'a Folded) -> impl Iterator<Item = (Range<usize>, EntityKind)> + 'a {
        let hits = self.automaton.iter().flat_map(|automaton| automaton.find_overlapping_iter(&folded.text));
        hits.filter_map(|hit| {
            let term = self.wanted.get(hit.pattern().as_usize())?;
            Some((whole(&folded.text, hit.start()..hit.end(), term.prefix)?, term.kind))
        })
    }

    /// Whether the whole of this value stands on the list.
    pub(crate) fn has(&self, value: &str) -> bool {
        if self.wanted.is_empty() {
            return false;
        }
        let folded = fold::letters(value.trim());
        self.wanted
            .iter()
            .any(|term| if term.prefix { folded.starts_with(&term.folded) } else { folded == term.folded })
    }

    fn slip(&self, word: &str) -> Option<&Wanted> {
        if self.remains.is_empty() || word.chars().count() + 1 < LONG || words::is_common(word) {
            return None;
        }
        let near = remainders(word).into_iter().filter_map(|remainder| self.remains.get(&remainder)).flatten();
        near.filter_map(|at| self.wanted.get(*at)).find(|term| one_edit(&term.folded, word))
    }
}

fn wanted(term: &Term) -> Option<Wanted> {
    let text = term.text.expose("to search for a word of the person's list").trim();
    let (text, prefix) = text.strip_suffix('*').map_or((text, false), |text| (text, true));
    let folded = fold::letters(text.trim());
    let size = folded.chars().filter(|c| c.is_alphanumeric()).count();
    (size >= SHORTEST).then_some(Wanted { folded, kind: term.kind, prefix })
}

/// The range of a hit that is a word of its own; a prefix takes the rest of its word along.
fn whole(text: &str, hit: Range<usize>, prefix: bool) -> Option<Range<usize>> {
    let before = text.get(..hit.start)?.chars().next_back();
    let found = text.get(hit.clone())?;
    let rest = text.get(hit.end..)?;
    if is_one_word(before, found.chars().next()) {
        return None;
    }
    if prefix {
        let end = rest.find(|c: char| !c.is_alphanumeric() || is_unspaced(c)).unwrap_or(rest.len());
        return Some(hit.start..hit.end + end);
    }
    (!is_one_word(found.chars().next_back(), rest.chars().next())).then_some(hit)
}

fn is_one_word(one: Option<char>, other: Option<char>) -> bool {
    one.zip(other).is_some_and(|(one, other)| {
        one.is_alphanumeric() && other.is_alphanumeric() && !is_unspaced(one) && !is_unspaced(other)
    })
}

/// Scripts that are written without spaces between words, or join endings to them: a word may stand anywhere.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1100}'..='\u{11ff}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3130}'..='\u{318f}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_long(folded: &str) -> bool {
    folded.chars().count() >= LONG && folded.chars().all(|c| c.is_alphabetic() && !is_unspaced(c))
}

/// Runs of letters.
fn letters(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split(|c: char| !c.is_alphabetic()).map(move |word| {
        let start = at;
        // What separates is one character; its length shows where the next word begins.
        at +=
            word.len() + text.get(start + word.len()..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        start..start + word.len()
    })
}

fn remainders(word: &str) -> Vec<String> {
    let mut all: Vec<String> = word
        .char_indices()
        .filter_map(|(at, c)| Some([word.get(..at)?, word.get(at + c.len_utf8()..)?].concat()))
        .collect();
    all.push(word.to_owned());
    all
}

/// One letter more, less or other, or two neighbours swapped (Damerau).
fn one_edit(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let start = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (one, other) = (one.get(start..).unwrap_or_default(), other.get(start..).unwrap_or_default());
    let end = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let (one, other) =
        (one.get(..one.len() - end).unwrap_or_default(), other.get(..other.len() - end).unwrap_or_default());
    match (one, other) {
        ([_], [] | [_]) | ([], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::Terms;
    use crate::Term;
    use confidant_text::{EntityKind, RawText};

    fn found<'a>(terms: &[&str], text: &'a str) -> Vec<&'a str> {
        let kind = EntityKind::Organisation;
        let terms: Vec<_> = terms.iter().map(|term| Term { text: RawText::new(*term), kind }).collect();
        let mut found = Terms::new(&terms).unwrap().find(text);
        found.sort_by_key(|finding| finding.span);
        found.iter().map(|finding| finding.span.of(text).unwrap()).collect()
    }

    #[test]
    fn a_word_is_found_in_any_case_with_any_accents_and_as_a_word() {
        assert_eq!(found(&["Böhm & Co"], "BOHM & CO, Böhm &\nCo; böhm & corp"), ["BOHM & CO", "Böhm &\nCo"]);
        assert_eq!(found(&["ann"], "Ann, annual, Joann, an-ann"), ["Ann", "ann"]);
        assert_eq!(found(&["x", " ", "*"], "x marks * and x"), [""; 0], "one letter is too little");
    }

    #[test]
    fn a_script_without_spaces_needs_none() {
        assert_eq!(found(&["王小明"], "请联系王小明先生。"), ["王小明"]);
        assert_eq!(found(&["たなか"], "これはたなかさんです"), ["たなか"]);
    }

    #[test]
    fn a_star_takes_the_rest_of_the_word_along() {
        assert_eq!(found(&["Acme*"], "acmetron's Acme, McAcme"), ["acmetron", "Acme"]);
    }

    #[test]
    fn a_long_word_forgives_one_slip_and_a_short_one_or_a_number_none() {
        let slips = ["Nightjar", "Nigthjar", "Nihtjar", "Nightjarr", "Nightfar"];
        assert_eq!(found(&["Nightjar"], &slips.join(" ")), slips);
        assert_eq!(found(&["Nightjar", "Falcon", "A234567"], "Nihgtjarr Falcom A234568 Nightwar"), ["Nightwar"]);
        assert_eq!(found(&["Feature"], "the features of a feature"), ["features", "feature"]);
    }
}
