//! [`LocalModel`]: a language model on this computer, as everything here sees it.

use async_trait::async_trait;
use confidant_text::RawText;
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

/// A language model that runs on this computer.
#[async_trait]
pub trait LocalModel: Send + Sync {
    /// How the manifest and a stored summary name it.
    fn id(&self) -> &str;

    /// How many tokens a prompt and its answer may have together.
    fn context_tokens(&self) -> usize;

    /// How many tokens a text has.
    async fn count(&self, text: &RawText) -> Result<usize, ModelError>;

    /// Continues the prompt by at most `max_tokens`. Pieces go to `sink` as they come, each of whole characters.
    ///
    /// When `cancel` fires it stops at once and returns what there is, as [`Stopped::Cancelled`].
    async fn generate(
        &self,
        prompt: &Prompt,
        max_tokens: usize,
        cancel: &CancellationToken,
        sink: Pieces<'_>,
    ) -> Result<Generated, ModelError>;
}

/// Where the pieces of a text go while it is written.
///
/// A name of its own, because `async_trait` would take the lifetime of the piece for one of the method's.
pub type Pieces<'s> = &'s mut (dyn for<'p> FnMut(&'p str) + Send);

/// What a model is asked to continue.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prompt {
    /// The conversation so far; the model writes the next assistant's turn.
    pub turns: Vec<Turn>,
    /// How the next word is chosen.
    pub sampling: Sampling,
}

impl Prompt {
    /// A prompt that is continued with the likeliest words, the same ones each time.
    pub fn new(turns: Vec<Turn>) -> Self {
        Self { turns, sampling: Sampling::default() }
    }
}

/// How the next word is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sampling {
    /// 0 takes the likeliest word, 1 throws the model's own dice.
    pub temperature: f32,
    /// Where the dice start.
    pub seed: u32,
    /// Above 1, words that were just written become less likely.
    pub repeat_penalty: f32,
}

impl Default for Sampling {
    fn default() -> Self {
        Self { temperature: 0.0, seed: 0, repeat_penalty: 1.0 }
    }
}

/// One turn of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Who speaks.
    pub role: Role,
    /// What is said.
    pub text: RawText,
}

impl Turn {
    /// What `role` says.
    pub fn new(role: Role, text: impl Into<RawText>) -> Self {
        Self { role, text: text.into() }
    }
}

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The program, which says how to answer.
    System,
    /// The person.
    User,
    /// The model.
    Assistant,
}

/// What a model wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generated {
    /// All of it.
    pub text: RawText,
    /// How many tokens it has.
    pub tokens: usize,
    /// Why it ended.
    pub stopped: Stopped,
    /// How many earlier turns were left out of the prompt because they did not fit; see [`crate::chat`].
    pub left_out: usize,
}

/// Why a model stopped writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stopped {
    /// It was finished.
    End,
    /// It had written as much as it was allowed.
    Length,
    /// It was told to.
    Cancelled,
}

/// Why a model gave no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// Its process could not be started.
    #[error("the local model's process could not be started; start Confidant again")]
    Start,
    /// Its process could not be locked in, so it was not run.
    #[error(
        "the local model's process could not be locked in, so it was not run; this system may be too old for the sandbox"
    )]
    Sandbox,
    /// Its process ended in the middle of its work.
    #[error("the local model stopped unexpectedly; ask again and it is started anew")]
    Died,
    /// The processor lacks what the model's arithmetic needs.
    #[error("this processor lacks {missing}, which the local model needs; Confidant works here without a model")]
    Processor {
        /// The instruction set that is missing.
        missing: &'static str,
    },
    /// There is no model file.
    #[error("no local model is installed; run scripts/fetch-starter-model.sh (`make run` does it)")]
    Absent,
    /// There is a file and it is not the one that was pinned.
    #[error("the model file is not the one that was pinned, so it is not run; delete it and fetch it again")]
    WrongFile,
    /// The file is no model that can be run.
    #[error("the model file cannot be loaded; delete it and fetch it again")]
    Unloadable,
    /// The prompt and the room for the answer do not fit into the context.
    #[error("{tokens} tokens do not fit into the local model's context of {limit}; ask about less text at once")]
    TooLong {
        /// How many tokens there would be.
        tokens: usize,
        /// How many fit.
        limit: usize,
    },
    /// The model's arithmetic failed.
    #[error("the local model could not go on; ask again")]
    Failed,
}
