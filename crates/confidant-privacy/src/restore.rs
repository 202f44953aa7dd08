//! [`Restorer`]: puts the values back into what a cloud wrote. One pass, by look-up, never fuzzy, never inside a web address.

use std::collections::{BTreeSet, HashMap};

use confidant_text::RawText;
use serde::Serialize;

use crate::{
    Placeholder, Vault,
    prefix::Prefix,
    tag::{self, Reading},
    url_run::UrlRun,
};

/// What a cloud wrote: untrusted, and without the values. It can be restored; it is never printed or stored by accident.
pub struct Reply(String);

impl Reply {
    /// Wraps the words of a cloud.
    pub fn new(words: String) -> Self {
        Self(words)
    }

    /// The words as they came, to show "the cloud's own words" and nothing else.
    pub fn masked_words(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Reply({} bytes)", self.0.len())
    }
}

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

/// Puts the values back into a whole reply.
pub fn restore(reply: &Reply, vault: &Vault, sent: &[Placeholder]) -> (RawText, RestoreReport) {
    all(&reply.0, vault, sent)
}

pub(crate) fn all(text: &str, vault: &Vault, sent: &[Placeholder]) -> (RawText, RestoreReport) {
    let mut restorer = Restorer::new(vault, sent);
    let mut out = restorer.push(text).into_exposed("to join the rest to it");
    let (rest, report) = restorer.finish();
    out.push_str(rest.expose("to join it"));
    (RawText::new(out), report)
}

/// Puts the values back while a reply streams in. Where the stream is cut makes no difference; at most a hundred bytes are
/// held back.
pub struct Restorer {
    values: HashMap<Placeholder, String>,
    /// The exact writing at each place of the texts that were masked.
    places: HashMap<u64, (Placeholder, String)>,
    /// What came so far, to know the place.
    prefix: Prefix,
    returned: BTreeSet<Placeholder>,
    report: RestoreReport,
    held: String,
    before: Option<char>,
    url: UrlRun,
}

impl std::fmt::Debug for Restorer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Restorer({} placeholders sent, {} returned)", self.report.sent, self.returned.len())
    }
}

impl Restorer {
    /// A restorer that knows the placeholders that were sent, and no others.
    pub fn new(vault: &Vault, sent: &[Placeholder]) -> Self {
        let values: HashMap<_, _> = sent
            .iter()
            .filter_map(|placeholder| {
                let value = vault.get(placeholder)?;
                Some((*placeholder, value.expose("to put it back into the reply").to_owned()))
            })
            .collect();
        let exact = vault.places().filter_map(|place| {
            let entry = vault.entry(place.entry).filter(|entry| values.contains_key(&entry.placeholder))?;
            let value = entry.value.expose("to put it back where it stood").to_owned();
            Some((place.prefix, (entry.placeholder, value)))
        });
        let places = exact.collect();
        let report = RestoreReport { sent: sent.iter().collect::<BTreeSet<_>>().len(), ..RestoreReport::default() };
        Self {
            values,
            places,
            prefix: Prefix::new(),
            returned: BTreeSet::new(),
            report,
            held: String::new(),
            before: None,
            url: UrlRun::default(),
        }
    }

    /// Takes the next piece and returns what is certain by now.
    pub fn push(&mut self, piece: &str) -> RawText {
        self.held.push_str(piece);
        self.run(true)
    }

    /// The rest, and the report.
    pub fn finish(mut self) -> (RawText, RestoreReport) {
        let rest = self.run(false);
        self.report.returned = self.returned.len();
        (rest, std::mem::take(&mut self.report))
    }

    fn run(&mut self, more: bool) -> RawText {
        let held = std::mem::take(&mut self.held);
        let mut out = String::with_capacity(held.len());
        let mut rest = held.as_str();
        while let Some(first) = rest.chars().next() {
            let reading = tag::read(rest, self.before, more);
            let len = match reading {
                Reading::Undecided => break,
                Reading::Nothing => first.len_utf8(),
                Reading::Tag { len, .. } | Reading::Odd { len } => len,
            };
            let (stood, after) = rest.split_at_checked(len).unwrap_or((rest, ""));
            match reading {
                Reading::Tag { placeholder, suffix, .. } => self.tag(stood, placeholder, suffix, &mut out),
                Reading::Odd { .. } => {
                    self.report.unresolved.push(stood.to_owned());
                    out.push_str(stood);
                }
                Reading::Nothing | Reading::Undecided => out.push_str(stood),
            }
            self.prefix.feed(stood);
            for c in stood.chars() {
                self.url.feed(c);
                self.before = Some(c);
            }
            rest = after;
        }
        rest.clone_into(&mut self.held);
        RawText::new(out)
    }

    fn tag(&mut self, stood: &str, placeholder: Placeholder, suffix: &str, out: &mut String) {
        let exact = self.places.get(&self.prefix.behind(stood)).filter(|(sent, _)| *sent == placeholder);
        match exact.map(|(_, value)| value).or_else(|| self.values.get(&placeholder)) {
            Some(value) if !self.url.inside() => {
                self.returned.insert(placeholder);
                out.push_str(value);
                out.push_str(suffix);
            }
            Some(_) => {
                self.report.unresolved.push(stood.to_owned());
                out.push_str(stood);
            }
            // Without brackets and never sent, it is more likely a word of the reply's own: `ID_5` in a piece of code.
            None if stood.starts_with(|c: char| c.is_ascii_alphabetic()) => out.push_str(stood),
            None => {
                let stood = stood.to_owned();
                out.push_str(&stood);
                match self.values.keys().find(|sent| sent.number == placeholder.number) {
                    Some(sent) => {
                        self.report.unresolved.push(stood.clone());
                        self.report.misnamed.push(Misnamed { stood, sent: *sent });
                    }
                    None => self.report.invented.push(stood),
                }
            }
        }
    }
}

impl Drop for Restorer {
    fn drop(&mut self) {
        use zeroize::Zeroize;
        self.values.values_mut().for_each(Zeroize::zeroize);
        self.places.values_mut().for_each(|(_, value)| value.zeroize());
    }
}
