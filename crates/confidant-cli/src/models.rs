//! `confidant models`: the models that may run here, which of them are here, and whether they are the pinned ones.

use confidant_models::{ModelEntry, ModelsError, Presence, Shelf};
use serde::Serialize;

use crate::{arguments::Models, failure::Failure, output, surroundings::Surroundings};

/// Lists the manifest, or reads every file that is here and compares its digest.
pub fn run(here: &Surroundings, wanted: Models) -> Result<(), Failure> {
    let shelf = Shelf::new(here.home.model_folders()).map_err(|error| failed(&error))?;
    let models = shelf.list();
    match wanted {
        Models::List => models.iter().try_for_each(|(entry, presence)| output::json(&Listed::of(entry, *presence))),
        Models::Verify => {
            let here = models.iter().filter(|(_, presence)| *presence != Presence::Absent);
            let mut all_right = true;
            for (entry, _) in here {
                let found = shelf.find(&entry.id);
                all_right &= found.is_ok();
                output::json(&Checked::of(entry, found.err().as_ref()))?;
            }
            if all_right {
                Ok(())
            } else {
                Err(Failure::NotVerified("a model's file is not the pinned one; it is not run"))
            }
        }
    }
}

fn failed(error: &ModelsError) -> Failure {
    Failure::Usage { code: "models", message: error.to_string() }
}

#[derive(Serialize)]
struct Listed<'a> {
    #[serde(flatten)]
    entry: &'a ModelEntry,
    /// "installed", "wrong" or "absent".
    state: &'static str,
    /// Whether it fits into this machine's memory: not computed yet.
    fits: Option<bool>,
}

impl<'a> Listed<'a> {
    fn of(entry: &'a ModelEntry, presence: Presence) -> Self {
        let state = match presence {
            Presence::Installed => "installed",
            Presence::Wrong => "wrong",
            Presence::Absent => "absent",
        };
        Self { entry, state, fits: None }
    }
}

#[derive(Serialize)]
struct Checked<'a> {
    id: &'a str,
    ok: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<String>,
}

impl<'a> Checked<'a> {
    fn of(entry: &'a ModelEntry, problem: Option<&ModelsError>) -> Self {
        Self { id: &entry.id, ok: problem.is_none(), problem: problem.map(ToString::to_string) }
    }
}
