//! What the page can ask for about masking: the policy, and words that are masked always or never.

use confidant_pipeline::{TermId, TermScope};
use tauri::State;

use super::Answer;
use crate::{
    core::Core,
    wire::{EntityKind, ImportedDto, ListsDto, Mode, NewTermDto, PolicyDto, Preset, Scope},
};

/// The words in force in a scope: its own, and those of everywhere.
#[tauri::command]
#[specta::specta]
pub async fn lists(core: State<'_, Core>, scope: Scope) -> Answer<ListsDto> {
    let core = core.get().await?;
    let mut terms = core.terms(TermScope::Everywhere).await?;
    if !matches!(scope, Scope::Everywhere) {
        terms.extend(core.terms(scope.into()).await?);
    }
    Ok(terms.into())
}

#[tauri::command]
#[specta::specta]
pub async fn add_term(core: State<'_, Core>, term: NewTermDto) -> Answer<()> {
    Ok(core.get().await?.add_term(term.into()).await.map(drop)?)
}

#[tauri::command]
#[specta::specta]
pub async fn remove_term(core: State<'_, Core>, id: u32) -> Answer<()> {
    Ok(core.get().await?.remove_term(TermId(id.into())).await?)
}

/// Takes in the lines of a CSV file: a word, its kind, the list it belongs to.
#[tauri::command]
#[specta::specta]
pub async fn import_terms(core: State<'_, Core>, csv: String, scope: Scope) -> Answer<ImportedDto> {
    Ok(core.get().await?.import_terms(&csv.into(), scope.into()).await?.into())
}

/// What happens to each kind.
#[tauri::command]
#[specta::specta]
pub async fn policy(core: State<'_, Core>) -> Answer<PolicyDto> {
    Ok(core.get().await?.policy().await?.into())
}

/// Starts over from a preset; decisions about single kinds are kept.
#[tauri::command]
#[specta::specta]
pub async fn set_preset(core: State<'_, Core>, preset: Preset) -> Answer<PolicyDto> {
    Ok(core.get().await?.set_preset(preset.into()).await?.into())
}

/// Decides about one kind, or takes the decision back.
#[tauri::command]
#[specta::specta]
pub async fn set_mode(core: State<'_, Core>, kind: EntityKind, mode: Option<Mode>) -> Answer<PolicyDto> {
    Ok(core.get().await?.set_mode(kind.into(), mode.map(Into::into)).await?.into())
}
