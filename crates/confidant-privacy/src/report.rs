//! [`RestoreReport`]: what became of the placeholders that were sent.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::Placeholder;

/// What became of the placeholders. It holds placeholders only, as they stood in the reply.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RestoreReport {
    /// How many different placeholders were sent.
    pub sent: usize,
    /// How many of them came back.
    pub returned: usize,
    /// What was meant as a placeholder and could not be resolved, or stood inside a web address; left as it stood.
    pub unresolved: Vec<String>,
    /// Placeholders that were never sent; left as they stood.
    pub invented: Vec<String>,
    /// Those of the unresolved whose number was sent with another family.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub misnamed: Vec<Misnamed>,
}

/// A placeholder that came back with the right number and the wrong family. It is left as it stood: nobody guesses which was meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Misnamed {
    /// What stood in the reply.
    pub stood: String,
    /// What was sent.
    pub sent: Placeholder,
}

/// Two placeholders that a cloud wrote as one: `PERSON_1 and 2`. The first is put back; the second is reported.
#[derive(Debug, Default)]
pub(crate) struct Merged {
    first: Option<(String, Placeholder)>,
    behind: String,
}

/// As far behind a placeholder a number can belong to it.
const REACH: usize = 12;

impl Merged {
    /// A placeholder without brackets stood here.
    pub(crate) fn begin(&mut self, stood: &str, placeholder: Placeholder) {
        self.first = Some((stood.to_owned(), placeholder));
        self.behind.clear();
    }

    /// Takes the next character; what it gives is two placeholders written as one.
    pub(crate) fn feed(&mut self, c: char, sent: &BTreeSet<Placeholder>) -> Option<String> {
        self.first.as_ref()?;
        self.behind.push(c);
        if self.behind.chars().count() >= REACH { self.end(sent) } else { None }
    }

    /// The text ends, or another placeholder begins.
    pub(crate) fn end(&mut self, sent: &BTreeSet<Placeholder>) -> Option<String> {
        let (stood, placeholder) = self.first.take()?;
        let behind = self.behind.trim_start();
        let joined = ["and", "or", "und", "oder", "et", "y", "e", "en", "&", "/", ",", "+"];
        let rest = joined.iter().find_map(|word| behind.strip_prefix(word))?.trim_start();
        let digits = rest.get(..rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()))?;
        let number = crate::placeholder::number(digits)?;
        let known = sent.contains(&Placeholder { number, ..placeholder });
        let len = self.behind.len() - rest.len() + digits.len();
        known.then(|| stood + self.behind.get(..len).unwrap_or_default())
    }
}
