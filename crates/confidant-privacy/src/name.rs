//! [`Name`]: a person's name taken apart, to tell whether two ways of writing may mean one person.

use std::collections::BTreeSet;

use crate::recognise::{fold, names};

/// A person's name taken apart. Case, accents, titles and possessives are gone; it is for comparing only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    /// Its words in order, each with its spellings: `müller` is `muller` and `mueller`.
    words: Vec<BTreeSet<String>>,
    initials: Vec<String>,
    sex: Option<Sex>,
    generation: Option<String>,
    /// It begins with a title of whatever kind.
    titled: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sex {
    Female,
    Male,
}

const FEMALE: [&str; 17] = [
    "ms",
    "mrs",
    "miss",
    "frau",
    "fräulein",
    "mme",
    "madame",
    "madam",
    "mlle",
    "mademoiselle",
    "señora",
    "sra",
    "señorita",
    "signora",
    "lady",
    "dame",
    "mw",
];
const MALE: [&str; 11] = ["mr", "herr", "herrn", "monsieur", "señor", "signor", "sig", "sir", "lord", "don", "dhr"];
const GENERATIONS: [&str; 6] = ["jr", "sr", "junior", "senior", "ii", "iii"];

impl Name {
    pub(crate) fn of(value: &str) -> Self {
        let (mut initials, mut sex, mut generation) = (Vec::new(), None, None);
        for (at, token) in
            value.split(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | '-' | '‑' | '‐')).enumerate()
        {
            let lower = token.to_lowercase();
            if token.chars().count() == 1 && token.chars().all(char::is_uppercase) {
                initials.push(fold::letters(token));
            } else if at > 0 && GENERATIONS.contains(&lower.as_str()) {
                let short = match lower.as_str() {
                    "junior" => "jr",
                    "senior" => "sr",
                    other => other,
                };
                generation = Some(short.to_owned());
            } else if FEMALE.contains(&lower.as_str()) {
                sex = Some(Sex::Female);
            } else if MALE.contains(&lower.as_str()) {
                sex = Some(Sex::Male);
            }
        }
        let words = names::words(value);
        let words = words.iter().filter(|word| !GENERATIONS.contains(&word.to_lowercase().as_str()));
        Self {
            words: words.map(|word| spellings(word)).collect(),
            initials,
            sex,
            generation,
            titled: names::begins_with_title(value.trim_start()),
        }
    }

    /// More is fuller: words, then initials, then a title.
    pub(crate) fn fullness(&self) -> (usize, usize, bool) {
        (self.words.len(), self.initials.len(), self.titled)
    }

    /// Every spelling of every word.
    pub(crate) fn spellings(&self) -> impl Iterator<Item = &String> {
        self.words.iter().flatten()
    }

    /// Two titles or generations that no one person has.
    pub(crate) fn contradicts(&self, other: &Self) -> bool {
        let differ =
            |one: Option<&String>, other: Option<&String>| one.zip(other).is_some_and(|(one, other)| one != other);
        self.sex.zip(other.sex).is_some_and(|(one, other)| one != other)
            || differ(self.generation.as_ref(), other.generation.as_ref())
    }

    pub(crate) fn same_title(&self, other: &Self) -> bool {
        (self.sex, self.titled) == (other.sex, other.titled)
    }

    /// The same words and initials, in any order and spelling.
    pub(crate) fn same(&self, other: &Self) -> bool {
        self.words.len() == other.words.len()
            && self.initials == other.initials
            && (!self.words.is_empty() || !self.initials.is_empty())
            && self.within(other).is_some()
    }

    /// Whether this is a shorter way of writing `whole`: some of its words, the rest as initials or not at all.
    pub(crate) fn is_part_of(&self, whole: &Self) -> bool {
        if (self.words.len(), self.initials.len()) >= (whole.words.len(), whole.initials.len()) {
            return false;
        }
        if self.words.is_empty() {
            return self.initials.len() >= 2 && self.initials_of(whole);
        }
        let Some(used) = self.within(whole) else { return false };
        // "Mr Thomas" is not Thomas Martin: behind such a title stands a surname.
        if self.sex.is_some()
            && self.words.len() == 1
            && self.initials.is_empty()
            && used == [0]
            && whole.words.len() > 1
        {
            return false;
        }
        let mut left: Vec<char> = whole.first_letters(&used);
        self.initials.iter().all(|initial| {
            let at = left.iter().position(|letter| initial.starts_with(*letter));
            at.map(|at| left.remove(at)).is_some()
        })
    }

    /// The last word of both is the same.
    pub(crate) fn ends_like(&self, other: &Self) -> bool {
        self.words.last().zip(other.words.last()).is_some_and(|(one, other)| !one.is_disjoint(other))
    }

    /// Whether an e-mail address's local part is made of this name: `hannah.weiss`, `hweiss`, `weiss.h`.
    pub(crate) fn makes(&self, local: &str) -> bool {
        let local = fold::letters(local);
        let parts: Vec<&str> = local.split(|c: char| !c.is_alphabetic()).filter(|part| !part.is_empty()).collect();
        let [first, .., last] = self.words.as_slice() else { return false };
        let short =
            |word: &BTreeSet<String>, part: &str| word.iter().any(|word| part.len() == 1 && word.starts_with(part));
        match parts.as_slice() {
            [one, other] => {
                let fits =
                    |given: &str, sur: &str| last.contains(sur) && (first.contains(given) || short(first, given));
                fits(one, other) || fits(other, one)
            }
            [one] => last.iter().any(|last| {
                let given = one.strip_suffix(last.as_str()).or_else(|| one.strip_prefix(last.as_str()));
                given.is_some_and(|given| first.contains(given) || short(first, given))
            }),
            _ => false,
        }
    }

    /// The places in `whole` of this name's words, or nothing when a word is not there.
    fn within(&self, whole: &Self) -> Option<Vec<usize>> {
        let mut used = Vec::new();
        for word in &self.words {
            let mut fitting = whole.words.iter().enumerate();
            let at = fitting.find(|(at, other)| !used.contains(at) && !word.is_disjoint(other))?.0;
            used.push(at);
        }
        Some(used)
    }

    fn initials_of(&self, whole: &Self) -> bool {
        let letters: Vec<char> = whole
            .initials
            .iter()
            .chain(whole.words.iter().filter_map(BTreeSet::first))
            .filter_map(|word| word.chars().next())
            .collect();
        letters.len() == self.initials.len()
            && letters.iter().zip(&self.initials).all(|(letter, initial)| initial.starts_with(*letter))
    }

    /// First letters of its initials and of the words that are not at `used`.
    fn first_letters(&self, used: &[usize]) -> Vec<char> {
        let words = self.words.iter().enumerate().filter(|(at, _)| !used.contains(at));
        let words = words.filter_map(|(_, word)| word.first());
        self.initials.iter().chain(words).filter_map(|word| word.chars().next()).collect()
    }
}

fn spellings(word: &str) -> BTreeSet<String> {
    let spelled = word.chars().map(|c| match c {
        'ä' | 'Ä' => "ae".to_owned(),
        'ü' | 'Ü' => "ue".to_owned(),
        'å' | 'Å' => "aa".to_owned(),
        'ö' | 'Ö' | 'ø' | 'Ø' => "oe".to_owned(),
        _ => c.to_string(),
    });
    [fold::letters(word), fold::letters(&spelled.collect::<String>())].into()
}

#[cfg(test)]
mod tests {
    use super::Name;

    fn part(one: &str, whole: &str) -> bool {
        Name::of(one).is_part_of(&Name::of(whole))
    }

    #[test]
    fn a_shorter_way_of_writing_is_a_part() {
        for one in ["Ms Weiss", "WEISS", "Hannah", "H. Weiss", "Dr. Weiss", "H. M. Weiss", "Weiß", "H. M. W."] {
            assert!(part(one, "Hannah Maria Weiss"), "{one}");
        }
        for one in [
            "Otto Weiss",
            "O. Weiss",
            "Ms Hannah",
            "Weissmann",
            "H. W.",
            "W. H. M.",
            "Hannah Maria Weiss",
            "H. X. Weiss",
        ] {
            assert!(!part(one, "Hannah Maria Weiss"), "{one}");
        }
        assert!(part("Weiss", "Anna van Weiss") && part("H. Weiss", "Hannah Weiss"));
    }

    #[test]
    fn umlauts_are_spelled_in_three_ways() {
        for other in ["Mueller", "MULLER", "müller"] {
            assert!(Name::of("Müller").same(&Name::of(other)), "{other}");
        }
    }

    #[test]
    fn titles_and_generations_can_contradict() {
        let contradict = |one, other| Name::of(one).contradicts(&Name::of(other));
        assert!(contradict("Mr Weiss", "Frau Weiss") && contradict("Otto Kern Jr.", "Otto Kern senior"));
        assert!(!contradict("Dr. Weiss", "Ms Weiss") && !contradict("Weiss", "Mr Weiss"));
    }

    #[test]
    fn an_address_is_made_of_a_name() {
        for local in ["hannah.weiss", "hweiss", "weiss.h", "WeissHannah", "h_weiss"] {
            assert!(Name::of("Hannah Weiß").makes(local), "{local}");
        }
        for local in ["weiss", "otto.weiss", "info", "hannah"] {
            assert!(!Name::of("Hannah Weiß").makes(local), "{local}");
        }
    }
}
