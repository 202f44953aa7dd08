//! Names of people as they are written: titles, initials, particles, hyphens, apostrophes, capitals.

use std::ops::Range;

use super::words;

/// A word of a text and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Word<'a> {
    text: &'a str,
    range: Range<usize>,
}

/// The end of the name that begins at `from`, when a name begins there.
pub(crate) fn after(text: &str, from: usize) -> Option<usize> {
    let mut end = None;
    let mut at = from;
    let mut is_name = false;
    let mut wrapped = false;
    for _ in 0..MOST_WORDS {
        let Some(word) = word_at(text, at) else { break };
        let mut reached = word.range.end;
        if is_abbreviated(text, &word) {
            reached = skip_dot(text, reached);
        } else if is_initial(word.text) {
            reached = skip_dot(text, reached);
            // Without a dot it is an initial only when a name goes on behind it: "Mr A Kern", not "Mr Kern I think".
            end = if reached > word.range.end { Some(reached) } else { end };
        } else if !is_particle(word.text) {
            let written_as_name = !word.text.starts_with(char::is_lowercase) || has_inner_capital(word.text);
            let next_person = at > from
                && words::is_title(word.text)
                && !["jr", "sr", "phd"].contains(&word.text.to_lowercase().as_str());
            if next_person || !written_as_name || words::ends_a_name(word.text) || (wrapped && is_label(text, reached))
            {
                break;
            }
            is_name = true;
            end = Some(reached);
        }
        let Some(gap) = gap(text, reached) else { break };
        wrapped = text.get(reached..reached + gap).is_some_and(|gap| gap.contains('\n'));
        at = reached + gap;
    }
    if is_name { end } else { None }
}

/// Whether a text begins with a title, and so with another person.
pub(crate) fn begins_with_title(text: &str) -> bool {
    word_at(text, 0).is_some_and(|word| words::is_title(word.text))
}

/// The end of initials that stand for a whole name: "Mr J.S."
pub(crate) fn initials_after(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let len = rest.find(|c: char| !(c.is_uppercase() || matches!(c, '.' | '-'))).unwrap_or(rest.len());
    let initials = rest.get(..len)?.trim_end_matches('-');
    let all = initials.contains('.')
        && initials.contains(char::is_uppercase)
        && initials.split(['.', '-']).filter(|part| !part.is_empty()).all(is_initial);
    all.then_some(from + initials.len())
}

/// The words of a name without its titles, initials and particles, in order.
pub(crate) fn words(name: &str) -> Vec<String> {
    split(name)
        .map(|word| word.text)
        .filter(|word| !is_initial(word) && !is_particle(word) && !words::is_title(word))
        .map(str::to_owned)
        .collect()
}

/// The surname with the particles before it: "van der Berg" of "Jan van der Berg".
pub(crate) fn with_particles(name: &str) -> Option<&str> {
    let all: Vec<_> = split(name).collect();
    let before = all.iter().rev().skip(1).take_while(|word| is_particle(word.text)).last()?;
    name.get(before.range.start..all.last()?.range.end)
}

/// Whether what stands between two parts of a name belongs to the name: white space, initials, particles.
pub(crate) fn is_inside_name(gap: &str) -> bool {
    let spaces = gap.chars().filter(|c| c.is_whitespace()).count();
    let allowed = gap.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || matches!(c, '.' | '\'' | '’' | '-'));
    if gap == "-" {
        return true;
    }
    spaces > 0
        && gap.starts_with(char::is_whitespace)
        && gap.ends_with(|c: char| c.is_whitespace() || matches!(c, '.' | '-' | '\'' | '’'))
        && allowed
        && gap.matches('\n').count() <= 1
        && spaces <= 6
        && gap.split_whitespace().all(|word| is_particle(word) || is_initials(word))
}

/// A word before or behind `range` that looks like a further part of the name, on the same line.
pub(crate) fn neighbour(text: &str, range: &Range<usize>, shouted: bool) -> Option<Range<usize>> {
    let fits = |word: &Word<'_>| {
        word.text.starts_with(char::is_uppercase)
            && (is_initial(word.text) || is_shouted(word.text) == shouted)
            && (is_initial(word.text) || word.text.chars().count() >= 3)
            && !words::is_common(word.text)
            && !words::is_title(word.text)
            && !words::ends_a_name(word.text)
    };
    let before = text.get(..range.start)?;
    let trimmed = before.trim_end_matches([' ', '\u{a0}']);
    if before.len() - trimmed.len() == 1 || before.len() - trimmed.len() == 2 {
        let dotless = trimmed.strip_suffix('.').unwrap_or(trimmed);
        let start = dotless.char_indices().rev().take_while(|(_, c)| is_word_char(*c)).last().map(|(at, _)| at);
        let word = start.and_then(|start| Some(Word { text: dotless.get(start..)?, range: start..dotless.len() }));
        if let Some(word) = word.filter(|word| fits(word) && (is_initial(word.text) || dotless.len() == trimmed.len()))
        {
            return Some(word.range.start..range.end);
        }
    }
    let after = text.get(range.end..)?;
    let trimmed = after.trim_start_matches([' ', '\u{a0}']);
    if after.len() - trimmed.len() == 1 || after.len() - trimmed.len() == 2 {
        let word = word_at(text, text.len() - trimmed.len())?;
        if fits(&word) && !is_initial(word.text) && !is_label(text, word.range.end) {
            return Some(range.start..word.range.end);
        }
    }
    None
}

/// Whether every letter is a capital, and there are at least two.
pub(crate) fn is_shouted(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).count() >= 2
        && word.chars().filter(|c| c.is_alphabetic()).all(|c| c.is_uppercase() || !c.is_lowercase())
}

const MOST_WORDS: usize = 8;

fn split(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let start = at + rest.find(is_word_char)?;
        let word = word_at(text, start).or_else(|| {
            let len = text.get(start..)?.chars().next()?.len_utf8();
            Some(Word { text: text.get(start..start + len)?, range: start..start + len })
        })?;
        at = word.range.end;
        Some(word)
    })
}

fn is_word_char(c: char) -> bool {
    c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c) || matches!(c, '-' | '‐' | '‑' | '\'' | '’')
}

/// The word at `at`: letters, with hyphens and apostrophes between letters. A possessive ending stays outside.
fn word_at(text: &str, at: usize) -> Option<Word<'_>> {
    let rest = text.get(at..)?;
    let len = rest.find(|c| !is_word_char(c)).unwrap_or(rest.len());
    let mut word =
        rest.get(..len)?.trim_end_matches(|c: char| !c.is_alphabetic() && matches!(c, '-' | '‐' | '‑' | '\'' | '’'));
    for ending in ["'s", "’s", "'S", "’S"] {
        word = word.strip_suffix(ending).unwrap_or(word);
    }
    word.starts_with(char::is_alphabetic).then(|| Word { text: word, range: at..at + word.len() })
}

/// `K`, and `K.-H`: letters that stand for given names. The dot behind belongs to them.
fn is_initial(word: &str) -> bool {
    word.chars().count() == 1 && word.chars().all(char::is_uppercase)
}

fn is_initials(word: &str) -> bool {
    word.ends_with('.') && word.split(['.', '-']).filter(|part| !part.is_empty()).all(is_initial)
}

fn skip_dot(text: &str, at: usize) -> usize {
    at + usize::from(text.get(at..).is_some_and(|rest| rest.starts_with('.')))
}

/// `Cz. Sławski`, `Th. Mann`: two letters and a dot in front of a further word of the name.
fn is_abbreviated(text: &str, word: &Word<'_>) -> bool {
    let two = word.text.chars().count() == 2 && word.text.starts_with(char::is_uppercase);
    let rest = text.get(word.range.end..).unwrap_or_default().strip_prefix(". ");
    let goes_on = rest.is_some_and(|rest| rest.starts_with(char::is_uppercase));
    two && goes_on && !words::ends_a_name(word.text)
}

fn is_particle(word: &str) -> bool {
    words::PARTICLES.contains(&word.to_lowercase().as_str())
}

/// `al-Hassan`, `d’Arc`: a lower-case beginning that carries a capital.
fn has_inner_capital(word: &str) -> bool {
    word.split(['-', '\'', '’']).skip(1).any(|part| part.starts_with(char::is_uppercase))
}

/// The length of what may stand between two words of a name: spaces, one line break, nothing behind an initial's dot.
fn gap(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let len = rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
    let space = rest.get(..len)?;
    let dotted = text.get(..at).is_some_and(|before| before.ends_with('.'));
    let hyphen = dotted && rest.starts_with(['-', '‐', '‑']);
    if hyphen {
        return Some(rest.chars().next().map_or(1, char::len_utf8));
    }
    let fits = space.chars().count() <= 4 && !space.contains('\n') && (len > 0 || dotted);
    (fits || (space.matches('\n').count() == 1 && space.len() <= 3)).then_some(len)
}

/// Whether a colon makes the word before it a label: `Date:`.
fn is_label(text: &str, at: usize) -> bool {
    text.get(at..).is_some_and(|rest| rest.trim_start_matches([' ', '\u{a0}']).starts_with(':'))
}

#[cfg(test)]
mod tests {
    use super::{after, is_inside_name, neighbour, words};

    fn name(text: &str) -> Option<&str> {
        after(text, 0).map(|end| &text[..end])
    }

    #[test]
    fn a_name_ends_where_it_ends() {
        for (text, expected) in [
            ("Hannah Weiss called", "Hannah Weiss"),
            ("Weiss's house", "Weiss"),
            ("O'Neill’s", "O'Neill"),
            ("K.-H. Meyer-Landrut, a lawyer", "K.-H. Meyer-Landrut"),
            ("Z.M. Necatigil.", "Z.M. Necatigil"),
            ("Jan van der Berg and", "Jan van der Berg"),
            ("Ursula von\nder Leyen", "Ursula von\nder Leyen"),
            ("Omar al-Hassan", "Omar al-Hassan"),
            ("José Mª", "José Mª"),
            ("Weiss\nDate: today", "Weiss"),
            ("Kern The applicant", "Kern"),
            ("Young v. France", "Young"),
            ("HANNAH WEISS", "HANNAH WEISS"),
            ("Œdipe Ño", "Œdipe Ño"),
            ("Cz. Sławski said", "Cz. Sławski"),
        ] {
            assert_eq!(name(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_name_is_none() {
        for text in ["the house", "The Court", "A.", "12", "", "[PERSON_1]", "Date: x", "Subject"] {
            assert_eq!(name(text), None, "{text}");
        }
    }

    #[test]
    fn titles_initials_and_particles_are_no_words_of_a_name() {
        assert_eq!(words("Dr. K. van der Berg-Otto"), ["Berg-Otto"]);
    }

    #[test]
    fn only_pieces_of_a_name_may_stand_between_two_parts() {
        for (gap, inside) in [(" ", true), (" M. ", true), (" van der ", true), ("\n", true), ("-", true)] {
            assert_eq!(is_inside_name(gap), inside, "{gap:?}");
        }
        for gap in ["", ", ", " and ", "\n\n", " Otto "] {
            assert!(!is_inside_name(gap), "{gap:?}");
        }
    }

    #[test]
    fn a_given_name_beside_a_surname_belongs_to_it() {
        let text = "Later Hannah Weiss and H. Weiss";
        assert_eq!(neighbour(text, &(13..18), false), Some(6..18));
        assert_eq!(neighbour(text, &(26..31), false), Some(23..31));
        assert_eq!(neighbour("The Weiss case", &(4..9), false), None);
    }
}
