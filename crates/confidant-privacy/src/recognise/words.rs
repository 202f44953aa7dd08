//! Words that decide what a capitalised word is: titles, particles, function words, and common words that are also names.

/// Small words inside names.
pub(crate) const PARTICLES: [&str; 30] = [
    "van", "von", "vom", "zu", "zum", "zur", "der", "den", "dem", "de", "del", "della", "di", "da", "das", "do", "dos",
    "du", "des", "la", "le", "las", "los", "ten", "ter", "bin", "ibn", "al", "el", "y",
];

/// Whether this word stands before a name and is no part of it.
pub(crate) fn is_title(word: &str) -> bool {
    TITLES.contains(&word.to_lowercase().trim_end_matches('.'))
}

/// Whether the word is an ordinary one, so that a capital alone does not make it a name.
pub(crate) fn is_common(word: &str) -> bool {
    let lower = word.to_lowercase();
    is_function_word(word) || COMMON.binary_search(&lower.as_str()).is_ok()
}

/// Whether the word is never a name, however it is written.
pub(crate) fn is_function_word(word: &str) -> bool {
    FUNCTION.binary_search(&word.to_lowercase().as_str()).is_ok()
}

/// Whether the word ends a name in front of it, although it has a capital: a function word, a role, a month.
pub(crate) fn ends_a_name(word: &str) -> bool {
    let lower = word.to_lowercase();
    is_function_word(word) || ROLES.binary_search(&lower.as_str()).is_ok()
}

/// Whether the word says that the words before it are a company.
pub(crate) fn is_legal_form(word: &str) -> bool {
    LEGAL_FORMS.binary_search(&word.to_lowercase().trim_end_matches(['.', ',', ';']).trim_end()).is_ok()
}

/// The forms of companies, in small letters, without the last dot.
const LEGAL_FORMS: &[&str] = &[
    "a/s",
    "ag",
    "aps",
    "b.v",
    "bv",
    "corp",
    "corporation",
    "e.v",
    "gbr",
    "ggmbh",
    "gmbh",
    "inc",
    "kft",
    "kg",
    "kgaa",
    "limited",
    "llc",
    "llp",
    "ltd",
    "mbh",
    "n.v",
    "nv",
    "ohg",
    "oy",
    "oyj",
    "plc",
    "s.a",
    "s.l",
    "s.p.a",
    "s.r.l",
    "sarl",
    "sas",
    "slu",
    "spa",
    "srl",
    "ug",
];

include!("words.in");

#[cfg(test)]
mod tests {
    use super::{COMMON, FUNCTION, LEGAL_FORMS, ROLES, is_common, is_function_word};

    #[test]
    fn the_lists_are_sorted_and_lower_case() {
        for list in [COMMON, FUNCTION, LEGAL_FORMS, ROLES] {
            for pair in list.windows(2) {
                assert!(pair[0] < pair[1], "{} before {}", pair[0], pair[1]);
            }
            assert!(list.iter().all(|word| *word == word.to_lowercase()));
        }
    }

    #[test]
    fn a_common_word_may_be_a_name_and_a_function_word_may_not() {
        assert!(is_common("Rose") && !is_function_word("Rose"));
        assert!(is_function_word("The"));
        assert!(!is_common("Weiss"));
    }
}
