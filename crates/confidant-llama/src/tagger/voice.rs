//! [`Tagger`]: the tagger as one of the recognisers' readers.

use std::{
    collections::HashMap,
    fmt,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use confidant_models::{Role, Shelf};
use confidant_privacy::{Preset, Reader, Reading, RecogniserError, Recognisers};
use confidant_text::{Finding, RawText, Source};
use confidant_worker::WorkerExe;

use super::{
    decode::{Decoded, Stretch, decode},
    desk::{Desk, Said},
    memory::{Key, Memory},
    settings::Knobs,
    unit::Unit,
    vote::{Ballot, outvote},
};

/// How errors call it.
const NAME: &str = "tagger";

/// The learned tagger, in a worker process. Whatever is wrong with it, its files or its process is an error of every reading, and
/// never an empty one.
pub struct Tagger {
    desk: Desk,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    memory: Memory,
    knobs: Option<Knobs>,
}

impl Tagger {
    /// The rules, and the tagger of the built-in manifest from the first of these folders that has it. Files are read and checked
    /// when it is first asked.
    pub fn beside_rules(exe: WorkerExe, folders: Vec<PathBuf>) -> Result<Recognisers, RecogniserError> {
        let rules = Recognisers::builtin()?;
        let failed = |_| RecogniserError::Failed { name: NAME.to_owned(), reason: "the list of models does not read" };
        let shelf = Shelf::new(folders).map_err(failed)?;
        // A build whose manifest pins no tagger has none; in any other, a tagger that is missing refuses every text.
        if shelf.manifest().default_for(Role::Tagger).is_none() {
            return Ok(rules);
        }
        Ok(rules.and_reader(Box::new(Self::new(exe, shelf, None))))
    }

    /// The tagger of this shelf. `threads` is how many windows are read at once; without it, one for each core.
    pub fn new(exe: WorkerExe, shelf: Shelf, threads: Option<usize>) -> Self {
        Self { desk: Desk::open(exe, shelf, threads), known: Mutex::default() }
    }

    /// The process that holds the model, while one does.
    pub fn process(&self) -> Option<u32> {
        self.desk.process()
    }

    /// The units of each text. A text that was read before is not read again, and none is read twice.
    fn units(&self, texts: &[&str]) -> Said {
        let keys: Vec<Key> = texts.iter().map(|text| Memory::key(text)).collect();
        let mut said: HashMap<Key, Arc<[Unit]>> = HashMap::new();
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let mut new: Vec<(Key, &str)> = Vec::new();
        for (key, text) in keys.iter().zip(texts) {
            match known.memory.get(key) {
                Some(units) => drop(said.insert(*key, units)),
                None if new.iter().all(|(other, _)| other != key) => new.push((*key, text)),
                None => {}
            }
        }
        let knobs = match &known.knobs {
            Some(knobs) if new.is_empty() => knobs.clone(),
            _ => {
                drop(known);
                let (knobs, units) = self.desk.ask(new.iter().map(|(_, text)| (*text).to_owned()).collect())?;
                known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
                known.knobs = Some(knobs.clone());
                for ((key, _), units) in new.iter().zip(units) {
                    known.memory.keep(*key, Arc::clone(&units));
                    said.insert(*key, units);
                }
                knobs
            }
        };
        let units = keys.iter().map(|key| said.get(key).cloned()).collect::<Option<_>>();
        Ok((knobs, units.ok_or("it did not read every text")?))
    }
}

impl Reader for Tagger {
    fn name(&self) -> &'static str {
        NAME
    }

    fn read(&self, texts: &[&RawText], preset: Preset) -> Result<Vec<Reading>, RecogniserError> {
        let texts: Vec<&str> = texts.iter().map(|text| text.expose("for the tagger, in its own process")).collect();
        let failed = |reason| RecogniserError::Failed { name: NAME.to_owned(), reason };
        let (knobs, units) = self.units(&texts).map_err(failed)?;
        let ballot = Ballot::of(texts.iter().copied().zip(units.iter().map(AsRef::as_ref)), knobs.vote);
        let decoded = texts.iter().zip(&units).map(|(text, units)| decode(text, units, &knobs, preset, &ballot));
        let mut decoded: Vec<_> = decoded.collect();
        if preset == Preset::Balanced {
            outvote(&texts, &mut decoded);
        }
        let reading = |(text, Decoded { masked, possible }): (&&str, Decoded)| {
            let finding = |stretch: Stretch| finding(text, stretch);
            Reading {
                found: masked.into_iter().map(finding).collect(),
                possible: possible.into_iter().map(finding).collect(),
            }
        };
        Ok(texts.iter().zip(decoded).map(reading).collect())
    }
}

fn finding(text: &str, Stretch { span, label, score }: Stretch) -> Finding {
    let kind = label.kind(span.of(text).unwrap_or_default());
    Finding { span, kind, score, source: Source::Tagger }
}

impl fmt::Debug for Tagger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tagger").field("process", &self.process()).finish_non_exhaustive()
    }
}
