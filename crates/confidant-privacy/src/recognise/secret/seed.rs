//! Seed phrases: 12 to 24 words of one list, the last of which holds a checksum (BIP-39).

use bip39::{Language, Mnemonic};
use confidant_text::Span;

/// The lengths that the standard allows, the longest first.
const LENGTHS: [usize; 5] = [24, 21, 18, 15, SHORTEST];
const SHORTEST: usize = 12;

/// Words that announce a seed phrase: behind one of them a wrong checksum is a slip, and the phrase is masked all the same.
const ANNOUNCE: [&str; 7] =
    ["seed", "mnemonic", "recovery", "backup phrase", "wallet", "wiederherstellung", "secret phrase"];
/// How far before a phrase its announcement may stand, in bytes.
const NEAR: usize = 120;

/// Every seed phrase of a text.
///
/// The shortest has twelve words, so that one word in twelve is looked up, and the others only around one that is listed.
pub(super) fn phrases(text: &str) -> Vec<Span> {
    let words: Vec<Word> = words(text).collect();
    let is_listed = |at: usize| words.get(at).is_some_and(|word| is_listed(word.of(text)));
    let joined = |at: usize| {
        let gap = words.get(at).zip(words.get(at + 1)).and_then(|(one, next)| text.get(one.end..next.start));
        gap.is_some_and(is_gap)
    };
    let mut found = Vec::new();
    let mut from = 0;
    while from + SHORTEST <= words.len() {
        let probe = from + SHORTEST - 1;
        if !is_listed(probe) {
            from = probe + 1;
            continue;
        }
        let (mut start, mut end) = (probe, probe + 1);
        while start > from && joined(start - 1) && is_listed(start - 1) {
            start -= 1;
        }
        while joined(end - 1) && is_listed(end) {
            end += 1;
        }
        found.extend(words.get(start..end).into_iter().flat_map(|run| in_run(text, run)));
        from = end;
    }
    found
}

struct Word {
    start: usize,
    end: usize,
}

impl Word {
    fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// Whether the list has this word; all of its words have three to eight letters.
fn is_listed(word: &str) -> bool {
    let lower = |c: u8| c.is_ascii_lowercase();
    (3..=8).contains(&word.len())
        && if word.bytes().all(lower) {
            Language::English.find_word(word).is_some()
        } else {
            Language::English.find_word(&word.to_ascii_lowercase()).is_some()
        }
}

/// The words of a text that could be on the list.
fn words(text: &str) -> impl Iterator<Item = Word> + '_ {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(|word| {
        let start = word.as_ptr().addr() - text.as_ptr().addr();
        Word { start, end: start + word.len() }
    })
}

/// Whether two words of a phrase can stand so far apart: a space, a comma, a line break, a number.
fn is_gap(gap: &str) -> bool {
    let plain = |c: char| {
        c.is_whitespace()
            || c.is_ascii_digit()
            || matches!(
                c,
                ',' | '.' | ')' | '(' | ':' | ';' | '-' | '|' | '"' | '\'' | '#' | '*' | '[' | ']' | '_' | '/'
            )
    };
    gap.len() <= 16 && !gap.starts_with(':') && gap.chars().all(plain)
}

fn in_run(text: &str, run: &[Word]) -> Vec<Span> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(rest) = run.get(from..).filter(|rest| rest.len() >= SHORTEST) {
        let valid = LENGTHS.into_iter().find(|len| rest.get(..*len).is_some_and(|words| checks(text, words)));
        match valid {
            Some(len) => {
                found.extend(rest.get(..len).and_then(span));
                from += len;
            }
            None => from += 1,
        }
    }
    if found.is_empty() && run.len() >= SHORTEST && announced(text, run) {
        span(run).into_iter().collect()
    } else {
        found
    }
}

fn checks(text: &str, words: &[Word]) -> bool {
    let phrase: Vec<_> = words.iter().map(|word| word.of(text)).collect();
    Mnemonic::parse_in_normalized(Language::English, &phrase.join(" ").to_ascii_lowercase()).is_ok()
}

fn announced(text: &str, run: &[Word]) -> bool {
    let Some(before) = run.first().and_then(|first| text.get(..first.start)) else { return false };
    let near: String = before.chars().rev().take(NEAR).collect::<Vec<_>>().into_iter().rev().collect();
    let near = near.to_lowercase();
    ANNOUNCE.iter().any(|word| near.contains(word))
}

fn span(words: &[Word]) -> Option<Span> {
    Some(Span::new(words.first()?.start, words.last()?.end))
}

#[cfg(test)]
mod tests {
    use super::phrases;

    /// The checksum of twelve times the first word of the list ends in another word (the all-zero vector of the standard).
    fn zeroes() -> String {
        format!("{}about", "abandon ".repeat(11))
    }

    fn found(text: &str) -> Vec<String> {
        phrases(text).iter().map(|span| span.of(text).unwrap().to_owned()).collect()
    }

    #[test]
    fn a_phrase_is_found_on_one_line_and_on_many() {
        let phrase = zeroes();
        assert_eq!(found(&format!("Keep this: {phrase}. Thanks")), [phrase.as_str()]);
        let lines = phrase.replace(' ', "\n");
        assert_eq!(found(&lines), [lines.as_str()]);
        let numbered: Vec<_> = phrase.split(' ').enumerate().map(|(n, word)| format!("{}. {word}", n + 1)).collect();
        let text = numbered.join("\n");
        assert_eq!(found(&text), [text.strip_prefix("1. ").unwrap()]);
        assert_eq!(found(&phrase.to_uppercase()), [phrase.to_uppercase()]);
        assert_eq!(found(&phrase.replace(' ', ", ")), [phrase.replace(' ', ", ")]);
    }

    #[test]
    fn each_length_has_its_checksum() {
        for (words, last) in [(12, "about"), (15, "address"), (18, "agent"), (21, "admit"), (24, "art")] {
            let phrase = format!("{}{last}", "abandon ".repeat(words - 1));
            assert_eq!(found(&phrase), [phrase.as_str()], "{words}");
        }
    }

    #[test]
    fn a_wrong_checksum_counts_only_behind_an_announcement() {
        let wrong = "abandon ".repeat(12);
        assert!(found(&wrong).is_empty());
        assert_eq!(found(&format!("Recovery phrase: {wrong}")), [wrong.trim_end()]);
    }

    #[test]
    fn other_words_are_no_phrase() {
        assert!(found("abandon ability able about above absent absorb abstract absurd abuse access").is_empty());
        assert!(found(&zeroes().replace("about", "aboot")).is_empty());
        assert!(found(&zeroes().replacen(' ', " the ", 6)).is_empty());
        assert!(found("seed phrase: the twelve words that your wallet shows you once").is_empty());
    }
}
