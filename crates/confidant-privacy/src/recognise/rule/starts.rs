//! The words that every match of a pattern begins with: then it need not be searched for, only tried where one of them begins.

use std::collections::BTreeSet;

use regex_syntax::{
    ParserBuilder,
    hir::{
        Look,
        literal::{ExtractKind, Extractor},
    },
};

/// More words than this are no gain.
const WORDS: usize = 4000;
/// So many bytes of each say enough.
const LENGTH: usize = 5;
/// A class with more characters ends the word.
const CLASS: usize = 8;

/// In lower case. `None` when the pattern can begin within a word, or with something else than a word.
pub(super) fn of(pattern: &str) -> Option<BTreeSet<String>> {
    // In any case, a word has more variants than can be listed; one of them stands for all.
    let folded = pattern.replace("(?i)", "").replace("(?i:", "(?:").replace(r"\b", r"(?-u:\b)");
    let pattern = ParserBuilder::new().utf8(false).build().parse(&folded).ok()?;
    if !pattern.properties().look_set_prefix().contains(Look::WordAscii) {
        return None;
    }
    let mut extractor = Extractor::new();
    extractor.kind(ExtractKind::Prefix).limit_total(WORDS).limit_class(CLASS).limit_literal_len(LENGTH);
    let prefixes = extractor.extract(&pattern);
    let mut words = BTreeSet::new();
    for literal in prefixes.literals()? {
        // The last character may have been cut.
        let word = literal.as_bytes().utf8_chunks().next()?.valid().to_lowercase();
        let begins = word.starts_with(char::is_alphabetic) && word.chars().nth(1).is_some();
        words.insert(begins.then_some(word)?);
    }
    Some(shortest(words))
}

/// Without the words that begin with another of them.
fn shortest(words: BTreeSet<String>) -> BTreeSet<String> {
    let mut kept: Vec<String> = Vec::new();
    for word in words {
        // In order, a word stands behind its own beginning.
        if !kept.last().is_some_and(|last| word.starts_with(last.as_str())) {
            kept.push(word);
        }
    }
    kept.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::of;

    fn words(pattern: &str) -> Vec<String> {
        of(pattern).unwrap().into_iter().collect()
    }

    #[test]
    fn a_pattern_that_begins_with_words_need_only_be_tried_there() {
        assert_eq!(words(r"(?i)\b(?:Passport|tax(?:payer)?[ ]id)[ ]?(?P<v>[0-9]+)"), ["passp", "tax i", "taxpa"]);
        assert_eq!(words(r"\b(?i:key)[0-9]{0,2}="), ["key"]);
        assert_eq!(words(r"(?i)\b(?:âge|age)"), ["age", "âge"]);
    }

    #[test]
    fn another_has_to_be_searched_for() {
        for pattern in
            ["(?i)passport", r"\b[0-9]+ euro", r"\b\p{L}+ GmbH", r"\b(?:a|is)", "(", r"\bx*", r"(?:\bage|[ ]old)"]
        {
            assert_eq!(of(pattern), None, "{pattern}");
        }
    }
}
