//! A masked copy of a document, in a file that the person names.

use std::path::PathBuf;

use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;

use super::{Answer, document_id};
use crate::{
    core::Core,
    jobs::{self, About},
    wire::{ExportDto, ExportedDto},
};

/// Asks where to with the system's own dialog, then writes, reads back and searches; nothing if no file was named. The job tells
/// how far it is.
#[tauri::command]
#[specta::specta]
pub async fn export_document(
    app: AppHandle,
    core: State<'_, Core>,
    document: String,
    wanted: ExportDto,
) -> Answer<Option<ExportedDto>> {
    let id = document_id(&document)?;
    let (form, ending) = wanted.form();
    let (answer, chosen) = tokio::sync::oneshot::channel();
    let dialog = app.dialog().file().set_title("Save the masked copy").add_filter(ending, &[ending]);
    // The document's own name may name a person.
    dialog.set_file_name(format!("masked.{ending}")).save_file(move |file| drop(answer.send(file)));
    let Some(path) = chosen.await.ok().flatten().and_then(|file| file.into_path().ok()) else { return Ok(None) };
    let target = with_ending(path, ending);
    let about = About { work: "export", document: Some(document), ..About::default() };
    let exported = jobs::run(&app, core.get().await?, about, async |core, told| {
        core.export(id, form, target, &wanted.consent(), told.cancel(), &told.events()).await
    });
    Ok(Some(exported.await?.into()))
}

/// A file is known by its ending. The dialog asked whether the file that was named may be replaced, and no other.
fn with_ending(path: PathBuf, ending: &str) -> (PathBuf, bool) {
    if path.extension().is_some_and(|has| has.eq_ignore_ascii_case(ending)) {
        return (path, true);
    }
    let mut name = path.into_os_string();
    name.push(".");
    name.push(ending);
    (name.into(), false)
}

#[cfg(test)]
mod tests {
    use super::with_ending;

    #[test]
    fn a_name_without_the_ending_gets_it_and_replaces_nothing() {
        assert_eq!(with_ending("a/b.PDF".into(), "pdf"), ("a/b.PDF".into(), true));
        assert_eq!(with_ending("a/b".into(), "pdf"), ("a/b.pdf".into(), false));
        assert_eq!(with_ending("a/b.docx".into(), "pdf"), ("a/b.docx.pdf".into(), false));
    }
}
