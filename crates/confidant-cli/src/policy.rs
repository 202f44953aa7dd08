//! `confidant policy` and `confidant list`: what is masked, and which words are masked always or never.

use std::path::Path;

use confidant_pipeline::{Confidant, Consent, NewTerm, TermId, TermList, TermRecord, TermScope, policy_of, with_table};
use confidant_privacy::{Mode, Policy, Preset};
use confidant_store::Store;
use confidant_text::{EntityKind, RawText};
use serde::Serialize;

use crate::{
    arguments::{self, ListName, Masking, PresetName},
    failure::Failure,
    mask::stdin,
    output,
    surroundings::Surroundings,
};

/// The policy of a call: that of the settings, where there is a store to ask, and what was typed on top of it.
pub async fn of_call(store: Option<&Store>, consent: &Consent, masking: &Masking) -> Result<Policy, Failure> {
    let mut policy = match store {
        Some(store) => policy_of(store, &[], consent).await?,
        None => Policy::default(),
    };
    policy.preset = masking.preset.map_or(policy.preset, preset);
    policy.modes.extend(masking.modes.iter().copied());
    if let Some(file) = &masking.list {
        with_table(&mut policy, &table(file).await?)?;
    }
    Ok(policy)
}

/// Runs `confidant policy`.
pub async fn policy(here: &Surroundings, wanted: arguments::Policy) -> Result<(), Failure> {
    with_confidant(here, async |confidant| {
        let policy = match wanted {
            arguments::Policy::Show => confidant.policy().await?,
            arguments::Policy::Preset { preset: name } => confidant.set_preset(preset(name)).await?,
            arguments::Policy::Mode { kind, mode } => confidant.set_mode(kind, mode).await?,
        };
        output::json(&ShownPolicy::of(&policy))
    })
    .await
}

/// Runs `confidant list`.
pub async fn list(here: &Surroundings, wanted: arguments::List) -> Result<(), Failure> {
    with_confidant(here, async |confidant| {
        let scope = TermScope::Everywhere;
        match wanted {
            arguments::List::Show => {
                let terms = confidant.terms(scope).await?;
                terms.iter().try_for_each(|term| output::json(&ShownTerm::of(term)))
            }
            arguments::List::Add { list, term, kind } => {
                let list = match list {
                    ListName::Always => TermList::Always,
                    ListName::Never => TermList::Never,
                };
                let id = confidant.add_term(NewTerm { text: term.into(), kind, list, scope }).await?;
                output::json(&serde_json::json!({ "id": id }))
            }
            arguments::List::Remove { id } => Ok(confidant.remove_term(TermId(id)).await?),
            arguments::List::Import { file } => {
                let table = if file == Path::new("-") { stdin(here).await? } else { table(&file).await? };
                let imported = confidant.import_terms(&table, scope).await?;
                output::json(&serde_json::json!({ "added": imported.added, "skipped": imported.skipped }))
            }
        }
    })
    .await
}

async fn with_confidant(
    here: &Surroundings,
    work: impl AsyncFnOnce(&Confidant) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let confidant = here.confidant(here.way_without_model()?).await?;
    let done = work(&confidant).await;
    confidant.close().await;
    done
}

async fn table(file: &Path) -> Result<RawText, Failure> {
    let unreadable = |_| Failure::Usage {
        code: "no_list",
        message: "the list cannot be read; it is a CSV file in UTF-8".to_owned(),
    };
    tokio::fs::read_to_string(file).await.map(RawText::new).map_err(unreadable)
}

fn preset(name: PresetName) -> Preset {
    match name {
        PresetName::Strict => Preset::Strict,
        PresetName::Balanced => Preset::Balanced,
    }
}

#[derive(Serialize)]
struct ShownPolicy {
    preset: Preset,
    modes: Vec<ShownMode>,
}

#[derive(Serialize)]
struct ShownMode {
    kind: EntityKind,
    mode: Mode,
    /// Whether the person chose it, and not the preset.
    own: bool,
    /// Whether it blocks a send.
    blocks: bool,
}

impl ShownPolicy {
    fn of(policy: &Policy) -> Self {
        let modes = EntityKind::ALL.iter().map(|kind| ShownMode {
            kind: *kind,
            mode: policy.mode(*kind),
            own: policy.modes.contains_key(kind),
            blocks: kind.is_secret(),
        });
        Self { preset: policy.preset, modes: modes.collect() }
    }
}

#[derive(Serialize)]
struct ShownTerm<'a> {
    id: TermId,
    list: TermList,
    kind: EntityKind,
    term: &'a str,
}

impl<'a> ShownTerm<'a> {
    fn of(kept: &'a TermRecord) -> Self {
        let NewTerm { text, kind, list, .. } = &kept.term;
        Self { id: kept.id, list: *list, kind: *kind, term: text.expose("the person asked for their own list") }
    }
}
