//! Chats through the pipeline: what streams is kept, and so is what was stopped.

use std::sync::Mutex;

use confidant_pipeline::{ChatView, MessageState, PipelineError, Role, StageEvent};
use confidant_text::RawText;
use tokio_util::sync::CancellationToken;

use crate::{
    program::Desk,
    way::{Scripted, confidant},
};

fn said(view: &ChatView) -> Vec<(Role, String, MessageState)> {
    let messages = view.messages.iter();
    messages.map(|message| (message.role, message.text.expose("a test").to_owned(), message.meta.state)).collect()
}

#[tokio::test]
async fn an_answer_streams_and_is_there_after_a_restart() {
    let desk = Desk::new();
    let model = Scripted::says(&["A lease ", "is a ", "contract."]);
    let first = confidant(&desk, Ok(model.clone())).await;
    let chat = first.new_chat().await.unwrap().chat.id;
    let heard = Mutex::new(String::new());
    let listen = |event| {
        if let StageEvent::Delta(piece) = event {
            heard.lock().unwrap().push_str(&piece);
        }
    };
    first.ask(chat, RawText::new("What is a lease?"), &CancellationToken::new(), &listen).await.unwrap();
    assert_eq!(heard.into_inner().unwrap(), "A lease is a contract.");
    first.close().await;

    let second = confidant(&desk, Ok(model)).await;
    let view = second.chat(chat).await.unwrap();
    assert_eq!(
        said(&view),
        [
            (Role::User, "What is a lease?".to_owned(), MessageState::Finished),
            (Role::Assistant, "A lease is a contract.".to_owned(), MessageState::Finished),
        ]
    );
    assert_eq!(view.chat.title.expose("a test"), "What is a lease?");
    assert_eq!(second.chats().await.unwrap().len(), 1);
    second.close().await;
}

#[tokio::test]
async fn stop_keeps_what_was_written() {
    let desk = Desk::new();
    let confidant = confidant(&desk, Ok(Scripted::says_and_waits(&["Half of ", "an answer"]))).await;
    let chat = confidant.new_chat().await.unwrap().chat.id;
    let cancel = CancellationToken::new();
    let stop = |event| {
        if let StageEvent::Delta(piece) = event
            && piece.contains("answer")
        {
            cancel.cancel();
        }
    };
    let ended = confidant.ask(chat, RawText::new("Tell me more"), &cancel, &stop).await;
    assert!(ended.as_ref().is_ok() || ended.as_ref().is_err_and(PipelineError::is_cancelled), "{ended:?}");
    let said = said(&confidant.chat(chat).await.unwrap());
    assert_eq!(said[1], (Role::Assistant, "Half of an answer".to_owned(), MessageState::Stopped));
    confidant.close().await;
}

#[tokio::test]
async fn a_chat_without_a_model_keeps_the_question_and_says_why() {
    let desk = Desk::new();
    let confidant = confidant(&desk, Err(confidant_local::ModelError::Absent)).await;
    let chat = confidant.new_chat().await.unwrap().chat.id;
    let ended = confidant.ask(chat, RawText::new("Is anybody there?"), &CancellationToken::new(), &|_| ()).await;
    assert_eq!(ended.unwrap_err().code(), "model");
    let said = said(&confidant.chat(chat).await.unwrap());
    assert_eq!((said[0].0, said[0].1.as_str()), (Role::User, "Is anybody there?"));
    assert_eq!((said[1].0, said[1].2), (Role::Assistant, MessageState::Failed));
    confidant.close().await;
}
