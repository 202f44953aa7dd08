//! [`Restorer`]: puts the values back into what a cloud wrote. One pass, by look-up, never fuzzy, never inside a web address.

use std::collections::{BTreeSet, HashMap};

use confidant_text::{Family, RawText};
use zeroize::Zeroize;

use crate::{
    Misnamed, Placeholder, RestoreReport, Vault,
    json_run::{JsonRun, escaped},
    prefix::Prefix,
    recognise::{names, words},
    report::Merged,
    stand_in::{Index, Stood},
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

/// Puts the values back into a whole reply. Inside a string of JSON they are escaped, when the reply is JSON or has a block of it.
pub fn restore(reply: &Reply, vault: &Vault, sent: &[Placeholder]) -> (RawText, RestoreReport) {
    all(&reply.0, vault, sent)
}

/// Puts the values back into a reply that is JSON from its first character to its last, such as the arguments of a tool.
pub fn restore_json(reply: &Reply, vault: &Vault, sent: &[Placeholder]) -> (RawText, RestoreReport) {
    let mut restorer = Restorer::new(vault, sent);
    restorer.json = JsonRun::new(true);
    whole(restorer, &reply.0)
}

pub(crate) fn all(text: &str, vault: &Vault, sent: &[Placeholder]) -> (RawText, RestoreReport) {
    whole(Restorer::new(vault, sent), text)
}

fn whole(mut restorer: Restorer, text: &str) -> (RawText, RestoreReport) {
    let mut out = restorer.push(text).into_exposed("to join the rest to it");
    let (rest, report) = restorer.finish();
    out.push_str(rest.expose("to join it"));
    (RawText::new(out), report)
}

/// Puts the values back while a reply streams in. Where the stream is cut makes no difference; at most a hundred bytes are
/// held back, or as many as the longest stand-in has.
pub struct Restorer {
    known: Known,
    sent: BTreeSet<Placeholder>,
    returned: BTreeSet<Placeholder>,
    report: RestoreReport,
    merged: Merged,
    held: String,
    /// The last characters that came.
    tail: String,
    /// All that came, to know the place.
    prefix: Prefix,
    url: UrlRun,
    json: JsonRun,
}

/// What was sent, and what it stands for.
struct Known {
    values: HashMap<Placeholder, Value>,
    /// The exact writing at each place of the texts that were masked.
    places: HashMap<u64, (Placeholder, String)>,
    stand_ins: Index,
}

struct Value {
    full: String,
    /// For a place behind a title.
    untitled: String,
}

impl std::fmt::Debug for Restorer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Restorer({} placeholders sent, {} returned)", self.report.sent, self.returned.len())
    }
}

/// The longest title, its dot and a space.
const TAIL: usize = 16;

impl Restorer {
    /// A restorer that knows the placeholders that were sent, and no others.
    pub fn new(vault: &Vault, sent: &[Placeholder]) -> Self {
        let sent: BTreeSet<Placeholder> = sent.iter().copied().collect();
        Self {
            known: Known::of(vault, &sent),
            returned: BTreeSet::new(),
            report: RestoreReport { sent: sent.len(), ..RestoreReport::default() },
            sent,
            merged: Merged::default(),
            held: String::new(),
            tail: String::new(),
            prefix: Prefix::new(),
            url: UrlRun::default(),
            json: JsonRun::new(false),
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
        self.report.unresolved.extend(self.merged.end(&self.sent));
        self.report.returned = self.returned.len();
        (rest, std::mem::take(&mut self.report))
    }

    fn run(&mut self, more: bool) -> RawText {
        let held = std::mem::take(&mut self.held);
        let mut out = String::with_capacity(held.len());
        let mut rest = held.as_str();
        while let Some(len) = self.step(rest, more, &mut out) {
            let (stood, after) = rest.split_at_checked(len).unwrap_or((rest, ""));
            self.pass(stood);
            rest = after;
        }
        rest.clone_into(&mut self.held);
        RawText::new(out)
    }

    /// Writes what belongs in the place of the next characters, and says how many; nothing at the end or when more has to come.
    fn step(&mut self, rest: &str, more: bool, out: &mut String) -> Option<usize> {
        let first = rest.chars().next()?;
        let before = self.tail.chars().next_back();
        let stand_in = match self.known.stand_ins.read(rest, before, more) {
            Stood::Undecided => return None,
            Stood::Value(one) => Some((one.text.len(), one.placeholder, one.value.clone())),
            Stood::Nothing => None,
        };
        if let Some((len, placeholder, value)) = stand_in {
            let stood = rest.get(..len)?;
            let value = self.at_this_place(stood, placeholder).unwrap_or_else(|| self.in_json(&value));
            self.put_back(stood, placeholder, &value, out);
            return Some(len);
        }
        match tag::read(rest, before, more) {
            Reading::Undecided => None,
            Reading::Nothing => {
                out.push(first);
                Some(first.len_utf8())
            }
            Reading::Odd { len } => {
                let stood = rest.get(..len)?;
                self.report.unresolved.push(stood.to_owned());
                out.push_str(stood);
                Some(len)
            }
            Reading::Tag { len, placeholder, suffix } => {
                let stood = rest.get(..len)?;
                self.report.unresolved.extend(self.merged.end(&self.sent));
                if let Some(value) = self.value(stood, placeholder) {
                    self.put_back(stood, placeholder, &(value + suffix), out);
                    if !is_bracketed(stood) {
                        self.merged.begin(stood, placeholder);
                    }
                } else {
                    self.unknown(stood, placeholder);
                    out.push_str(stood);
                }
                Some(len)
            }
        }
    }

    /// Takes note of what stood in the reply.
    fn pass(&mut self, stood: &str) {
        self.prefix.feed(stood);
        for c in stood.chars() {
            self.url.feed(c);
            self.json.feed(c);
            self.tail.push(c);
        }
        if let Some((at, _)) = self.tail.char_indices().rev().nth(TAIL) {
            self.tail.drain(..at);
        }
        // A placeholder begins anew; characters behind it come one by one.
        if stood.chars().nth(1).is_none() {
            self.report.unresolved.extend(stood.chars().next().and_then(|c| self.merged.feed(c, &self.sent)));
        }
    }

    fn value(&self, stood: &str, placeholder: Placeholder) -> Option<String> {
        self.at_this_place(stood, placeholder).or_else(|| {
            let value = self.known.values.get(&placeholder)?;
            Some(self.in_json(if self.is_behind_title() { &value.untitled } else { &value.full }))
        })
    }

    /// The exact writing, while the reply is the very text that was masked.
    fn at_this_place(&self, stood: &str, placeholder: Placeholder) -> Option<String> {
        let (sent, value) = self.known.places.get(&self.prefix.behind(stood))?;
        (*sent == placeholder).then(|| value.clone())
    }

    fn in_json(&self, value: &str) -> String {
        if self.json.in_string() { escaped(value) } else { value.to_owned() }
    }

    fn is_behind_title(&self) -> bool {
        let before = self.tail.trim_end_matches([' ', '\u{a0}', '*']);
        before.len() < self.tail.len()
            && words::is_title(before.rsplit(|c: char| !c.is_alphabetic() && c != '.').next().unwrap_or_default())
    }

    fn put_back(&mut self, stood: &str, placeholder: Placeholder, value: &str, out: &mut String) {
        if self.url.inside() {
            self.report.unresolved.push(stood.to_owned());
            out.push_str(stood);
            return;
        }
        self.returned.insert(placeholder);
        out.push_str(value);
    }

    fn unknown(&mut self, stood: &str, placeholder: Placeholder) {
        // Without brackets and never sent, it is more likely a word of the reply's own: `ID_5` in a piece of code.
        if !is_bracketed(stood) {
            return;
        }
        match self.sent.iter().find(|sent| sent.number == placeholder.number) {
            Some(sent) => {
                self.report.unresolved.push(stood.to_owned());
                self.report.misnamed.push(Misnamed { stood: stood.to_owned(), sent: *sent });
            }
            None => self.report.invented.push(stood.to_owned()),
        }
    }
}

impl Known {
    fn of(vault: &Vault, sent: &BTreeSet<Placeholder>) -> Self {
        let values = sent.iter().filter_map(|placeholder| {
            let full = vault.get(placeholder)?.expose("to put it back into the reply").to_owned();
            let untitled = if placeholder.family == Family::Person { without_title(&full) } else { full.clone() };
            Some((*placeholder, Value { full, untitled }))
        });
        let places = vault.places().filter_map(|place| {
            let entry = vault.entry(place.entry).filter(|entry| sent.contains(&entry.placeholder))?;
            let value = entry.value.expose("to put it back where it stood").to_owned();
            Some((place.prefix, (entry.placeholder, value)))
        });
        let entries = vault.entries().filter(|entry| sent.contains(&entry.placeholder));
        Self { values: values.collect(), places: places.collect(), stand_ins: Index::of(entries) }
    }
}

fn is_bracketed(stood: &str) -> bool {
    !stood.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// "Hannah Weiss" for "Ms Hannah Weiss"; the value itself when it is nothing but titles.
fn without_title(full: &str) -> String {
    let mut rest = full;
    while names::begins_with_title(rest) {
        match rest.split_once(char::is_whitespace) {
            Some((_, name)) => rest = name.trim_start(),
            None => break,
        }
    }
    rest.to_owned()
}

impl Drop for Restorer {
    fn drop(&mut self) {
        self.known.values.values_mut().for_each(|value| {
            value.full.zeroize();
            value.untitled.zeroize();
        });
        self.known.places.values_mut().for_each(|(_, value)| value.zeroize());
        self.known.stand_ins.wipe();
    }
}
