//! [`Recognisers`]: everybody who has a say in what is sensitive, and how their claims become one.

pub(crate) mod anchors;
pub(crate) mod beginnings;
mod check;
mod columns;
pub(crate) mod fold;
mod handle;
pub(crate) mod identifier;
mod lines;
pub(crate) mod merge;
pub(crate) mod names;
mod needle;
pub(crate) mod normal;
pub(crate) mod propagate;
mod reader;
mod rule;
mod secret;
mod table;
#[cfg(test)]
mod witness;
pub(crate) mod words;

use confidant_text::{EntityKind, Finding, RawText, Source, Span};

use std::collections::BTreeSet;

use crate::{Findings, Policy, decide::Decided, risk::Traits, tag};
use identifier::Identifiers;
use normal::Normal;
use propagate::Place;
pub use reader::{Reader, Reading};
use rule::Rules;
use secret::Secrets;

/// Somebody who claims that spans of a text are sensitive.
pub trait Recogniser: Send + Sync {
    /// A short fixed name, for errors.
    fn name(&self) -> &str;

    /// Every claim about this text. An error means that nobody knows what is in the text, and nothing of it is sent.
    fn recognise(&self, text: &RawText) -> Result<Vec<Finding>, RecogniserError>;

    /// Whether a value beside another can look different when that is masked: only then is a masked text shown again.
    fn minds_neighbours(&self) -> bool {
        true
    }
}

/// Why nobody knows what is sensitive in a text. It never holds the text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecogniserError {
    /// There are no rules.
    #[error("there are no rules to recognise anything with; reinstall the program")]
    NoRules,
    /// A rule cannot be used.
    #[error("the rule \"{0}\" cannot be used; reinstall the program")]
    BadRule(&'static str),
    /// A claim does not lie on characters of the text.
    #[error("the recogniser \"{0}\" pointed outside the text or into a character; its findings cannot be used")]
    BadSpan(String),
    /// A recogniser could not do its work.
    #[error("the recogniser \"{name}\" failed: {reason}")]
    Failed {
        /// Which.
        name: String,
        /// Why, without any text of the document.
        reason: &'static str,
    },
    /// The findings changed the text such that new ones appeared, again and again.
    #[error("the text could not be recognised completely; split it and try again")]
    Unsettled,
    /// There are too many values to search for.
    #[error("there are too many values to search for; start a new vault")]
    TooMuch,
}

/// The table of rules and any further voices.
pub struct Recognisers {
    voices: Vec<Box<dyn Recogniser>>,
    readers: Vec<Box<dyn Reader>>,
}

/// What is to be masked, and what stays in clear although somebody claimed it.
type Heard = (Vec<Finding>, Vec<Finding>);

/// Masking a text can make a rule see something new beside a placeholder; more rounds than this mean that something is wrong.
const ROUNDS: usize = 6;

impl Recognisers {
    /// The built-in tables of rules and of identifiers, and the words for traits.
    pub fn builtin() -> Result<Self, RecogniserError> {
        Ok(Self {
            voices: vec![
                Box::new(Rules::compile(&table::all())?),
                Box::new(Secrets::compile()?),
                Box::new(Identifiers::compile(&identifier::schemes())?),
                Box::new(Traits),
            ],
            readers: Vec::new(),
        })
    }

    /// The numbering schemes that are known, each with the word that most often stands beside its numbers.
    pub fn schemes() -> impl Iterator<Item = (&'static str, &'static str)> {
        identifier::schemes().into_iter().map(|scheme| (scheme.name, scheme.words().next().unwrap_or_default()))
    }

    /// One more voice. Voices only add: what one of them claims, none can take back.
    #[must_use]
    pub fn and(mut self, extra: Box<dyn Recogniser>) -> Self {
        self.voices.push(extra);
        self
    }

    /// What is sensitive in each of these texts. A value found in one of them is found in all, so pages, metadata, file name and
    /// question belong into one call.
    pub fn scan(&self, texts: &[&RawText], policy: &Policy) -> Result<Vec<Findings>, RecogniserError> {
        self.with_readings(texts, self.read(texts, policy.preset)?, policy)
    }

    /// What everybody claims about each of these texts, before any value is carried to another place: to look at. It cannot be masked
    /// with.
    pub fn claims(&self, texts: &[&RawText], policy: &Policy) -> Result<Vec<Vec<Finding>>, RecogniserError> {
        let decided = Decided::of(policy)?;
        let read = self.read(texts, policy.preset)?.into_iter().map(|reading| reading.found);
        let heard = self.all(texts, read.collect(), &decided)?;
        let claims = texts.iter().zip(heard);
        claims.map(|(text, (found, _))| merge::union(text.expose("to merge findings on it"), found)).collect()
    }

    /// What is sensitive without asking the readers.
    pub(crate) fn scan_by_rules(&self, texts: &[&RawText], policy: &Policy) -> Result<Vec<Findings>, RecogniserError> {
        self.with_readings(texts, vec![Reading::default(); texts.len()], policy)
    }

    fn with_readings(
        &self,
        texts: &[&RawText],
        readings: Vec<Reading>,
        policy: &Policy,
    ) -> Result<Vec<Findings>, RecogniserError> {
        let decided = Decided::of(policy)?;
        let (read, possible): (_, Vec<_>) =
            readings.into_iter().map(|reading| (reading.found, reading.possible)).unzip();
        let found = self.settle(texts, self.all(texts, read, &decided)?, &decided)?;
        Ok(found.into_iter().zip(possible).map(|(found, possible)| found.with_possible(possible)).collect())
    }

    /// Carries what a person added to some findings to every place of all texts.
    pub fn spread(
        &self,
        texts: &[&RawText],
        findings: &[Findings],
        policy: &Policy,
    ) -> Result<Vec<Findings>, RecogniserError> {
        let fit =
            texts.len() == findings.len() && texts.iter().zip(findings).all(|(text, findings)| findings.are_of(text));
        if !fit {
            return Err(RecogniserError::BadSpan("person".to_owned()));
        }
        let found = texts.iter().zip(findings).map(|(text, findings)| {
            let claims: Vec<_> = findings.iter().cloned().collect();
            checked("person", text, &claims)?;
            Ok((claims, findings.kept().cloned().collect()))
        });
        let spread = self.settle(texts, found.collect::<Result<_, _>>()?, &Decided::of(policy)?)?;
        Ok(spread
            .into_iter()
            .zip(findings)
            .map(|(new, old)| new.with_possible(old.possible().cloned().collect()))
            .collect())
    }

    /// What the voices claim about one text, merged, and apart from it what stays in clear. No propagation, and placeholders
    /// are nothing special.
    pub(crate) fn voices(&self, text: &RawText, decided: &Decided<'_>) -> Result<Heard, RecogniserError> {
        self.heard(text, decided, |_| true)
    }

    fn heard(
        &self,
        text: &RawText,
        decided: &Decided<'_>,
        asked: impl Fn(&dyn Recogniser) -> bool,
    ) -> Result<Heard, RecogniserError> {
        if self.voices.is_empty() {
            return Err(RecogniserError::NoRules);
        }
        let normal = Normal::of(text.expose("to see through what hides in it"));
        let copy = normal.as_ref().map(|normal| RawText::new(normal.text()));
        let as_written = normal.as_ref().is_none_or(|normal| !normal.only_spaces());
        let mut claims = Vec::new();
        for voice in self.voices.iter().filter(|voice| asked(voice.as_ref())) {
            if as_written {
                let claimed = voice.recognise(text)?;
                checked(voice.name(), text, &claimed)?;
                claims.extend(claimed);
            }
            if let (Some(normal), Some(copy)) = (&normal, &copy) {
                let claimed = voice.recognise(copy)?;
                checked(voice.name(), copy, &claimed)?;
                claims.extend(
                    claimed
                        .into_iter()
                        .filter_map(|finding| Some(Finding { span: normal.back(finding.span)?, ..finding })),
                );
            }
        }
        let text = text.expose("to merge findings on it");
        let mut kept = decided.keep(&mut claims);
        let mut masked = merge::union(text, claims)?;
        kept.extend(decided.lift(text, &mut masked));
        Ok((masked, kept))
    }

    /// What the voices say about each of these texts, together with what was `read` in it.
    fn all(
        &self,
        texts: &[&RawText],
        mut read: Vec<Vec<Finding>>,
        decided: &Decided<'_>,
    ) -> Result<Vec<Heard>, RecogniserError> {
        let heard = texts.iter().map(|text| self.voices(text, decided)).collect::<Result<Vec<_>, _>>()?;
        reader::call_by_name(texts, heard.iter().map(|(found, _)| found.as_slice()), &mut read);
        let all = texts.iter().zip(heard).zip(read);
        Ok(all.map(|((text, heard), read)| Self::one(text, heard, read, decided)).collect())
    }

    /// What the voices and the readers say about one text, with its tables and the person's words.
    fn one(text: &RawText, heard: Heard, mut read: Vec<Finding>, decided: &Decided<'_>) -> Heard {
        let (mut found, mut kept) = heard;
        kept.extend(decided.keep(&mut read));
        kept.extend(decided.lift(text.expose("to find words in it that are never masked"), &mut read));
        found.extend(read);
        let mut typed = columns::typed(text.expose("to read its tables"), &found);
        kept.extend(decided.keep(&mut typed));
        found.extend(typed);
        found.extend(decided.listed(text.expose("to find words of the person's list in it")));
        found.extend(tag::literals(text.expose("to find placeholders in it")).into_iter().map(|range| Finding {
            span: Span::new(range.start, range.end),
            kind: EntityKind::Custom,
            score: 1.0,
            source: Source::Rule("literal_placeholder".to_owned()),
        }));
        (found, kept)
    }

    /// Propagates and merges until masking would show nothing new.
    fn settle(
        &self,
        texts: &[&RawText],
        heard: Vec<Heard>,
        decided: &Decided<'_>,
    ) -> Result<Vec<Findings>, RecogniserError> {
        let (mut found, mut kept): (Vec<_>, Vec<_>) = heard.into_iter().unzip();
        let places: Vec<_> = texts.iter().map(|text| Place::of(text.expose("to propagate findings in it"))).collect();
        let mut known = BTreeSet::new();
        let mut shown = vec![Vec::new(); texts.len()];
        for _ in 0..ROUNDS {
            found = propagate::through(&places, found, &mut known)?;
            for ((Place { text, .. }, found), kept) in places.iter().zip(&mut found).zip(&mut kept) {
                kept.extend(decided.lift(text, found));
            }
            let mut settled = true;
            for ((Place { text, .. }, found), shown) in places.iter().zip(&mut found).zip(&mut shown) {
                let seen = std::mem::replace(shown, found.iter().map(|finding| finding.span).collect());
                let Some(masked) = Shown::of(text, found, &seen) else { continue };
                let (new, _) =
                    self.heard(&RawText::new(masked.text.clone()), decided, |voice| voice.minds_neighbours())?;
                let mut new: Vec<_> = new.into_iter().filter_map(|finding| masked.back(finding)).collect();
                decided.lift(text, &mut new);
                settled &= new.is_empty();
                found.extend(new);
            }
            if settled {
                let all = texts.iter().zip(found).zip(kept);
                return Ok(all.map(|((text, found), kept)| Findings::new(text, found, kept)).collect());
            }
        }
        Err(RecogniserError::Unsettled)
    }
}

impl std::fmt::Debug for Recognisers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let readers = self.readers.iter().map(|reader| reader.name());
        f.debug_list().entries(self.voices.iter().map(|voice| voice.name()).chain(readers)).finish()
    }
}

/// The beginning of the word at `at`, or what lies a little before `at` in a long word.
fn word_start(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    let from = text.floor_char_boundary(at.saturating_sub(64));
    let before = text.get(from..at).unwrap_or_default();
    if at == text.len() { at } else { from + before.trim_end_matches(|c: char| !c.is_whitespace()).len() }
}

fn checked(name: &str, text: &RawText, claims: &[Finding]) -> Result<(), RecogniserError> {
    let text = text.expose("to check that findings lie on its characters");
    let fits = |finding: &Finding| !finding.span.is_empty() && finding.span.of(text).is_some();
    if claims.iter().all(fits) { Ok(()) } else { Err(RecogniserError::BadSpan(name.to_owned())) }
}

/// A text as it would look masked, around its placeholders, and the way back to its source.
struct Shown {
    text: String,
    /// Stretches that stand unchanged: start here, start in the source, length.
    kept: Vec<(usize, usize, usize)>,
}

/// How far from a placeholder a text is shown, in bytes: farther away, nothing looks different than before.
const AROUND: usize = 160;

/// What stands for the text that is not shown.
const GAP: &str = " … ";

impl Shown {
    /// What is near findings that were not `seen` before; nothing when there are none.
    fn of(source: &str, found: &[Finding], seen: &[Span]) -> Option<Self> {
        let mut stretches: Vec<Span> = Vec::new();
        for Finding { span, .. } in found.iter().filter(|finding| seen.binary_search(&finding.span).is_err()) {
            let start = word_start(source, span.start.saturating_sub(AROUND));
            let end = word_start(source, span.end + AROUND).max(span.end);
            match stretches.last_mut() {
                Some(last) if start <= last.end => last.end = end.max(last.end),
                _ => stretches.push(Span::new(start, end)),
            }
        }
        let mut shown = Self { text: String::new(), kept: Vec::new() };
        let mut findings = found.iter().peekable();
        for stretch in &stretches {
            if stretch.start > 0 {
                shown.text.push_str(GAP);
            }
            let mut at = stretch.start;
            while let Some(finding) = findings.next_if(|finding| finding.span.start < stretch.end) {
                if finding.span.end > stretch.start {
                    shown.keep(source, at, finding.span.start);
                    shown.text.push('[');
                    shown.text.push_str(finding.kind.family().name());
                    shown.text.push_str("_1]");
                    at = finding.span.end;
                }
            }
            shown.keep(source, at, stretch.end);
        }
        (!stretches.is_empty()).then_some(shown)
    }

    fn keep(&mut self, source: &str, from: usize, to: usize) {
        if let Some(text) = source.get(from..to).filter(|text| !text.is_empty()) {
            self.kept.push((self.text.len(), from, text.len()));
            self.text.push_str(text);
        }
    }

    /// The finding in the source; nothing when it lies on placeholders only.
    fn back(&self, finding: Finding) -> Option<Finding> {
        let touched =
            |&&(here, _, len): &&(usize, usize, usize)| here < finding.span.end && finding.span.start < here + len;
        let first = self.kept.iter().find(touched)?;
        let last = self.kept.iter().rev().find(touched)?;
        let start = first.1 + finding.span.start.saturating_sub(first.0);
        let end = last.1 + finding.span.end.min(last.0 + last.2) - last.0;
        Some(Finding { span: Span::new(start, end), ..finding })
    }
}
