//! What the page can ask for. A command translates and calls; it never decides.

use confidant_pipeline::{ChatId, DocumentId, PipelineError};
use tauri::{AppHandle, Manager, State};
use tauri_plugin_dialog::DialogExt;

use crate::{
    core::Core,
    jobs::{self, About},
    quick, status,
    tray::OfflineItem,
    windows,
    wire::{
        ChatDto, ChatRowDto, DocumentDto, DocumentRowDto, ErrorDto, LedgerRowDto, PreviewDto, PreviewOptionsDto,
        ProviderDto, StatusDto, VerdictDto,
    },
};

pub mod export;
pub mod masking;
pub mod page;

type Answer<T> = Result<T, ErrorDto>;

fn document_id(text: &str) -> Answer<DocumentId> {
    text.parse().map(DocumentId).map_err(|_| PipelineError::Unknown("document").into())
}

fn chat_id(text: &str) -> Answer<ChatId> {
    text.parse().map(ChatId).map_err(|_| PipelineError::Unknown("chat").into())
}

#[tauri::command]
#[specta::specta]
pub async fn status(app: AppHandle) -> Answer<StatusDto> {
    status::of(&app, None).await
}

/// Opens the store by passphrase, or makes a new one with it.
#[tauri::command]
#[specta::specta]
pub async fn unlock(app: AppHandle, passphrase: String) -> Answer<StatusDto> {
    status::of(&app, Some(passphrase)).await
}

/// The first-run page was read.
#[tauri::command]
#[specta::specta]
pub async fn welcomed(core: State<'_, Core>) -> Answer<()> {
    Ok(core.get().await?.set_welcomed().await?)
}

/// Asks for files with the system's own dialog and takes them in; answers how many.
#[tauri::command]
#[specta::specta]
pub async fn open_files(app: AppHandle) -> Answer<u32> {
    let (answer, chosen) = tokio::sync::oneshot::channel();
    app.dialog().file().set_title("Open documents").pick_files(move |files| drop(answer.send(files)));
    let files = chosen.await.ok().flatten().unwrap_or_default();
    let paths: Vec<_> = files.into_iter().filter_map(|file| file.into_path().ok()).collect();
    let count = u32::try_from(paths.len()).unwrap_or(u32::MAX);
    jobs::take_in(&app, paths);
    Ok(count)
}

/// The same for whole folders; answers how many were named.
#[tauri::command]
#[specta::specta]
pub async fn open_folders(app: AppHandle) -> Answer<u32> {
    let (answer, chosen) = tokio::sync::oneshot::channel();
    app.dialog().file().set_title("Open folders").pick_folders(move |folders| drop(answer.send(folders)));
    let folders = chosen.await.ok().flatten().unwrap_or_default();
    let paths: Vec<_> = folders.into_iter().filter_map(|folder| folder.into_path().ok()).collect();
    let count = u32::try_from(paths.len()).unwrap_or(u32::MAX);
    jobs::take_in(&app, paths);
    Ok(count)
}

/// Reads a file again that turned out to be locked by a password; answers the new job.
#[tauri::command]
#[specta::specta]
pub async fn unlock_file(app: AppHandle, job: u32, password: String) -> Answer<u32> {
    jobs::take_in_locked(&app, job, password).await
}

#[tauri::command]
#[specta::specta]
pub async fn library(core: State<'_, Core>) -> Answer<Vec<DocumentRowDto>> {
    Ok(core.get().await?.library().await?.into_iter().map(Into::into).collect())
}

#[tauri::command]
#[specta::specta]
pub async fn document(core: State<'_, Core>, document: String) -> Answer<DocumentDto> {
    Ok(core.get().await?.document(document_id(&document)?).await?.into())
}

#[tauri::command]
#[specta::specta]
pub async fn remove_document(core: State<'_, Core>, document: String) -> Answer<()> {
    Ok(core.get().await?.remove_document(document_id(&document)?).await?)
}

/// Summarises a document again; answers the job.
#[tauri::command]
#[specta::specta]
pub async fn summarise(app: AppHandle, core: State<'_, Core>, document: String) -> Answer<u32> {
    let of = document_id(&document)?;
    let about = About { work: "document", document: Some(document), ..About::default() };
    Ok(jobs::start(&app, core.get().await?, about, move |core, told| async move {
        core.summarise(of, told.cancel(), &told.events()).await
    }))
}

#[tauri::command]
#[specta::specta]
pub async fn chats(core: State<'_, Core>) -> Answer<Vec<ChatRowDto>> {
    Ok(core.get().await?.chats().await?.into_iter().map(Into::into).collect())
}

#[tauri::command]
#[specta::specta]
pub async fn new_chat(core: State<'_, Core>) -> Answer<ChatDto> {
    Ok(core.get().await?.new_chat().await?.into())
}

#[tauri::command]
#[specta::specta]
pub async fn chat(core: State<'_, Core>, chat: String) -> Answer<ChatDto> {
    Ok(core.get().await?.chat(chat_id(&chat)?).await?.into())
}

#[tauri::command]
#[specta::specta]
pub async fn remove_chat(core: State<'_, Core>, chat: String) -> Answer<()> {
    Ok(core.get().await?.remove_chat(chat_id(&chat)?).await?)
}

/// Asks the local model; answers the job, whose words stream into the chat.
#[tauri::command]
#[specta::specta]
pub async fn ask(app: AppHandle, core: State<'_, Core>, chat: String, question: String) -> Answer<u32> {
    let of = chat_id(&chat)?;
    let about = About { work: "answer", chat: Some(chat), ..About::default() };
    Ok(jobs::start(&app, core.get().await?, about, move |core, told| async move {
        core.ask(of, question.into(), told.cancel(), &told.events()).await
    }))
}

/// Asks the local model outside any chat that was there before; answers the job.
#[tauri::command]
#[specta::specta]
pub async fn quick_ask(app: AppHandle, core: State<'_, Core>, question: String) -> Answer<u32> {
    let chat = core.get().await?.new_chat().await?.chat.id;
    let about = About { work: "quick", chat: Some(chat.to_string()), ..About::default() };
    Ok(jobs::start(&app, core.get().await?, about, move |core, told| async move {
        core.ask(chat, question.into(), told.cancel(), &told.events()).await
    }))
}

/// Stops a job. What it has shown so far is kept.
#[tauri::command]
#[specta::specta]
pub async fn cancel(core: State<'_, Core>, job: u32) -> Answer<()> {
    core.get().await?.jobs().cancel(job);
    Ok(())
}

/// Stops all files that are in the queue. What was read is kept; other jobs go on.
#[tauri::command]
#[specta::specta]
pub async fn cancel_files(core: State<'_, Core>) -> Answer<()> {
    core.get().await?.cancel_queue();
    Ok(())
}

/// What would leave for this question. Nothing has left.
#[tauri::command]
#[specta::specta]
pub async fn preview(
    core: State<'_, Core>,
    document: String,
    question: String,
    provider: String,
    options: PreviewOptionsDto,
) -> Answer<PreviewDto> {
    let of = document_id(&document)?;
    Ok(core.get().await?.preview(of, question.into(), &provider, &options.into()).await?.into())
}

/// Sends exactly what the digest names; answers the job, which streams into the document's chat.
#[tauri::command]
#[specta::specta]
pub async fn approve(app: AppHandle, core: State<'_, Core>, digest: String) -> Answer<u32> {
    let (core, seen) = (core.get().await?, digest.parse().map_err(|_| PipelineError::Stale)?);
    let (document, chat) = core.awaiting(&seen).ok_or(PipelineError::Stale)?;
    let about =
        About { work: "escalation", document: Some(document.to_string()), chat: Some(chat.to_string()), label: None };
    Ok(jobs::start(&app, core, about, move |core, told| async move {
        core.approve(&seen, told.cancel(), &told.events()).await
    }))
}

/// The person closed the sheet without sending.
#[tauri::command]
#[specta::specta]
pub async fn refuse(core: State<'_, Core>, digest: String) -> Answer<()> {
    Ok(core.get().await?.refuse(&digest.parse().map_err(|_| PipelineError::Stale)?).await?)
}

#[tauri::command]
#[specta::specta]
pub async fn ledger(core: State<'_, Core>) -> Answer<Vec<LedgerRowDto>> {
    Ok(core.get().await?.ledger().await?.into_iter().map(Into::into).collect())
}

#[tauri::command]
#[specta::specta]
pub async fn verify_ledger(core: State<'_, Core>) -> Answer<VerdictDto> {
    Ok(core.get().await?.verify_ledger().await?.into())
}

/// Writes the ledger to a file that the person names; answers how many entries were written, none if no file was named.
#[tauri::command]
#[specta::specta]
pub async fn export_ledger(app: AppHandle, core: State<'_, Core>) -> Answer<u32> {
    let (answer, chosen) = tokio::sync::oneshot::channel();
    app.dialog().file().set_file_name("confidant-ledger.jsonl").save_file(move |file| drop(answer.send(file)));
    let Some(path) = chosen.await.ok().flatten().and_then(|file| file.into_path().ok()) else { return Ok(0) };
    let lines = core.get().await?.export_ledger().await?;
    let entries = u32::try_from(lines.lines().count()).unwrap_or(u32::MAX);
    tokio::fs::write(path, lines).await.map_err(ErrorDto::unwritable)?;
    Ok(entries)
}

#[tauri::command]
#[specta::specta]
pub async fn providers(core: State<'_, Core>) -> Answer<Vec<ProviderDto>> {
    Ok(core.get().await?.providers().await?.into_iter().map(Into::into).collect())
}

/// Saves a provider; an empty key keeps the one that is stored.
#[tauri::command]
#[specta::specta]
pub async fn save_provider(core: State<'_, Core>, provider: ProviderDto, key: String) -> Answer<()> {
    let ProviderDto { name, base_url, model } = provider;
    Ok(core.get().await?.save_provider(&name, &base_url, &model, key.into()).await?)
}

#[tauri::command]
#[specta::specta]
pub async fn remove_provider(core: State<'_, Core>, name: String) -> Answer<()> {
    Ok(core.get().await?.remove_provider(&name).await?)
}

#[tauri::command]
#[specta::specta]
pub async fn set_offline(app: AppHandle, on: bool) -> Answer<StatusDto> {
    app.state::<Core>().get().await?.set_offline(on).await?;
    app.state::<OfflineItem>().show(on);
    status::of(&app, None).await
}

/// Binds another global shortcut; the status says whether it works.
#[tauri::command]
#[specta::specta]
pub async fn set_shortcut(app: AppHandle, keys: String) -> Answer<StatusDto> {
    app.state::<Core>().get().await?.set_shortcut(&keys).await?;
    status::rebind(&app, &keys);
    status::of(&app, None).await
}

/// Puts the quick prompt away.
#[tauri::command]
#[specta::specta]
pub async fn hide_quick(app: AppHandle) -> Answer<()> {
    quick::hide(&app).map_err(|_| PipelineError::Internal.into())
}

/// Shows the main window.
#[tauri::command]
#[specta::specta]
pub async fn open_main(app: AppHandle) -> Answer<()> {
    windows::open_main(&app).map_err(|_| PipelineError::Internal.into())
}
