//! Stand-ins: which believable value stands for which, word for word in a name, and where they stand in a text.

use std::collections::{HashMap, HashSet};

use confidant_text::{EntityKind, Family, Finding, Source, Span};

use crate::{
    Placeholder, Vault,
    recognise::{fold, words},
    substitute::{substitute, substitute_name_word},
    vault::VaultEntry,
};

/// What is written somewhere already and therefore stands for nothing.
pub(crate) struct Taken {
    words: HashSet<String>,
    texts: Vec<String>,
}

impl Taken {
    /// Everything in these texts, in the values of the vault and in its stand-ins.
    pub(crate) fn of(texts: &[&str], vault: &Vault) -> Self {
        let mut taken = Self { words: HashSet::new(), texts: Vec::new() };
        for text in texts {
            taken.add(text);
        }
        for entry in vault.entries() {
            taken.add(entry.value.expose("to invent nothing that is real here"));
            entry.stand_in.iter().for_each(|stand_in| taken.add(stand_in));
        }
        taken
    }

    fn add(&mut self, text: &str) {
        let folded = fold::letters(text);
        self.words.extend(folded.split(|c: char| !c.is_alphanumeric()).map(str::to_owned));
        self.texts.push(folded);
    }

    fn has_word(&self, candidate: &str) -> bool {
        self.words.contains(&fold::letters(candidate))
    }

    fn has(&self, candidate: &str) -> bool {
        let folded = fold::letters(candidate);
        self.texts.iter().any(|text| text.contains(&folded))
    }
}

/// Gives an entry its stand-in, when it has none yet and there is one.
pub(crate) fn give(vault: &mut Vault, at: u32, kind: EntityKind, taken: &mut Taken) {
    let Some(entry) = vault.entry(at).filter(|entry| entry.stand_in.is_none()) else { return };
    let value = entry.value.expose("to invent something that stands for it");
    let number = entry.placeholder.number;
    let stand_in = match kind {
        EntityKind::Person => person(value, entry.placeholder, vault, taken),
        _ => substitute(kind, value, number, &|candidate| taken.has(candidate)),
    };
    let Some(stand_in) = stand_in.filter(|stand_in| stand_in != value) else { return };
    taken.add(&stand_in);
    vault.set_stand_in(at, stand_in);
}

/// Every stand-in that a text has by itself: it is masked like a placeholder of the source, or restoring would replace it.
pub(crate) fn literals(text: &str, vault: &Vault) -> Vec<Finding> {
    let index = Index::of(vault.entries());
    let (mut found, mut before, mut at) = (Vec::new(), None, 0);
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or_default();
        let len = match index.read(rest, before, false) {
            Stood::Value(stood) => {
                let span = Span::new(at, at + stood.text.len());
                let source = Source::Rule("literal_stand_in".to_owned());
                found.push(Finding { span, kind: EntityKind::Custom, score: 1.0, source });
                stood.text.len()
            }
            Stood::Nothing | Stood::Undecided => c.len_utf8(),
        };
        before = rest.get(..len).and_then(|stood| stood.chars().next_back());
        at += len;
    }
    found
}

/// A name word for word: a word that has a stand-in keeps it in every name, so that one family stays one.
fn person(value: &str, placeholder: Placeholder, vault: &Vault, taken: &Taken) -> Option<String> {
    let known = word_pairs(vault.entries());
    let mut number = placeholder.number;
    let mut given: Vec<String> = Vec::new();
    for word in value.split_whitespace() {
        let stand_in = known.get(&fold::letters(word)).map(|stand_in| written_like(stand_in, word));
        let stand_in = stand_in.or_else(|| initial(word, placeholder, vault));
        let new = || {
            let is_taken = |candidate: &str| taken.has_word(candidate) || given.iter().any(|given| given == candidate);
            substitute_name_word(word, number, &is_taken)
        };
        given.push(stand_in.or_else(new)?);
        number = number.wrapping_add(1);
    }
    Some(given.join(" "))
}

/// The initial of the stand-in of a word of the same person.
fn initial(word: &str, placeholder: Placeholder, vault: &Vault) -> Option<String> {
    let letter = word.strip_suffix('.').unwrap_or(word);
    let dot = word.get(letter.len()..)?;
    let first = letter.chars().next().filter(|_| letter.chars().count() == 1)?;
    let own = vault.entries().filter(|entry| entry.placeholder == placeholder);
    let pairs = word_pairs(own);
    let mut fitting = pairs
        .iter()
        .filter(|(word, _)| word.chars().count() > 1 && word.starts_with(fold::letters(&first.to_string()).as_str()));
    let (_, stand_in) = fitting.next().filter(|_| fitting.next().is_none())?;
    Some(format!("{}{dot}", stand_in.chars().next()?.to_uppercase()))
}

/// Folded words of names and what stands for each.
fn word_pairs<'a>(entries: impl Iterator<Item = &'a VaultEntry>) -> HashMap<String, String> {
    entries.flat_map(pairs).map(|(word, stand_in)| (fold::letters(word), stand_in.to_owned())).collect()
}

/// The words of one name beside those of its stand-in; titles and particles stand for themselves.
fn pairs(entry: &VaultEntry) -> Vec<(&str, &str)> {
    let Some(stand_in) = entry.stand_in.as_deref().filter(|_| entry.placeholder.family == Family::Person) else {
        return Vec::new();
    };
    let value = entry.value.expose("to compare its words with those of its stand-in");
    let pairs = value.split_whitespace().zip(stand_in.split_whitespace());
    pairs.filter(|(word, stand_in)| word != stand_in && !words::is_title(word)).collect()
}

fn written_like(stand_in: &str, word: &str) -> String {
    if !word.contains(char::is_lowercase) {
        stand_in.to_uppercase()
    } else if !word.contains(char::is_uppercase) {
        stand_in.to_lowercase()
    } else if !stand_in.contains(char::is_lowercase) || !stand_in.contains(char::is_uppercase) {
        let mut letters = stand_in.chars();
        letters
            .next()
            .map(|first| first.to_uppercase().chain(letters.flat_map(char::to_lowercase)).collect())
            .unwrap_or_default()
    } else {
        stand_in.to_owned()
    }
}

/// Stand-ins by their first letter, the longest first.
#[derive(Default)]
pub(crate) struct Index(HashMap<char, Vec<StandIn>>);

/// A stand-in and what it stands for.
pub(crate) struct StandIn {
    pub(crate) text: String,
    pub(crate) placeholder: Placeholder,
    pub(crate) value: String,
}

/// What stands at a position.
pub(crate) enum Stood<'a> {
    Nothing,
    /// The text ends before this can be decided.
    Undecided,
    Value(&'a StandIn),
}

impl Index {
    /// The stand-ins of these entries, and the words of those that are names.
    pub(crate) fn of<'a>(entries: impl Iterator<Item = &'a VaultEntry>) -> Self {
        let mut all: Vec<StandIn> = Vec::new();
        for entry in entries {
            let whole = entry.stand_in.iter().map(|stand_in| (entry.value.expose("to put it back"), stand_in.as_str()));
            let long = |(_, stand_in): &(&str, &str)| stand_in.chars().filter(|c| c.is_alphabetic()).count() >= 3;
            let parts = pairs(entry).into_iter().filter(long);
            all.extend(whole.chain(parts).map(|(value, stand_in)| StandIn {
                text: stand_in.to_owned(),
                placeholder: entry.placeholder,
                value: value.to_owned(),
            }));
        }
        let mut index: HashMap<char, Vec<StandIn>> = HashMap::new();
        // The sort is stable: of equals the first entry counts.
        all.sort_by_key(|one| std::cmp::Reverse(one.text.len()));
        for one in all {
            if let Some(first) = one.text.chars().next() {
                index.entry(first).or_default().push(one);
            }
        }
        Self(index)
    }

    /// The longest stand-in that begins here as a word of its own. `more` tells that the text may go on.
    pub(crate) fn read(&self, text: &str, before: Option<char>, more: bool) -> Stood<'_> {
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let Some(first) = text.chars().next().filter(|first| !(word(before) && first.is_alphanumeric())) else {
            return Stood::Nothing;
        };
        for one in self.0.get(&first).into_iter().flatten() {
            match text.strip_prefix(one.text.as_str()) {
                Some("") if more => return Stood::Undecided,
                Some(rest) if !(word(one.text.chars().next_back()) && word(rest.chars().next())) => {
                    return Stood::Value(one);
                }
                None if more && one.text.starts_with(text) => return Stood::Undecided,
                Some(_) | None => {}
            }
        }
        Stood::Nothing
    }

    pub(crate) fn wipe(&mut self) {
        use zeroize::Zeroize;
        self.0.values_mut().flatten().for_each(|one| one.value.zeroize());
    }
}
