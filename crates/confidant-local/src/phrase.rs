//! Lets the model say a source sentence in its own, fewer words, and keeps the result only if it passes the checks.

use confidant_text::RawText;
use tokio_util::sync::CancellationToken;
use unicode_segmentation::UnicodeSegmentation;

use crate::{
    LocalModel, ModelError, Prompt, Stopped,
    check::{Demands, check, repeats},
    words::Lexicon,
};

/// After so many failures in a row the model is not asked again in this run.
const PATIENCE: u32 = 2;

/// The model of one run, until it fails too often.
pub(crate) struct Phraser<'m> {
    model: Option<&'m dyn LocalModel>,
    lexicon: &'m Lexicon,
    failures: u32,
    trouble: Option<ModelError>,
}

/// What came of it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Phrased {
    /// The model's words, checked.
    Kept(String),
    /// They did not pass, or there is no model: the source has to speak for itself.
    Refused,
    /// It was told to stop.
    Cancelled,
}

impl<'m> Phraser<'m> {
    pub(crate) fn new(model: Option<&'m dyn LocalModel>, lexicon: &'m Lexicon) -> Self {
        Self { model, lexicon, failures: 0, trouble: None }
    }

    /// What went wrong with the model, if anything did.
    pub(crate) fn trouble(&self) -> Option<ModelError> {
        self.trouble.clone()
    }

    /// Asks the model, streams what it writes, and checks it against `source`.
    pub(crate) async fn phrase(
        &mut self,
        prompt: Prompt,
        source: &str,
        demands: Demands,
        cancel: &CancellationToken,
        delta: &mut (dyn FnMut(&str) + Send),
    ) -> Phrased {
        if cancel.is_cancelled() {
            return Phrased::Cancelled;
        }
        let Some(model) = self.model.filter(|_| self.failures < PATIENCE) else { return Phrased::Refused };
        // What is longer than its source is refused anyway; a token is rarely less than two bytes.
        let most = (source.len() / 2).clamp(24, 160);
        // What cannot be kept any more need not be waited for.
        let enough = cancel.child_token();
        let mut text = String::new();
        let mut watch = |piece: &str| {
            delta(piece);
            text.push_str(piece);
            if is_over(&text) {
                enough.cancel();
            }
        };
        let generated = match model.generate(&prompt, most, &enough, &mut watch).await {
            Ok(generated) => generated,
            Err(error) => {
                // A long sentence says nothing about the next one; a dead process does.
                if !matches!(error, ModelError::TooLong { .. }) {
                    self.failures += 1;
                }
                tracing::warn!(%error, "the local model gave no answer; the source speaks for itself");
                self.trouble = Some(error);
                return Phrased::Refused;
            }
        };
        self.failures = 0;
        if generated.stopped == Stopped::Cancelled && cancel.is_cancelled() {
            return Phrased::Cancelled;
        }
        let text = first_paragraph(&generated.text);
        match check(&text, source, self.lexicon, demands) {
            Ok(()) => Phrased::Kept(text),
            Err(fault) => {
                tracing::debug!(?fault, "what the model wrote is not kept");
                Phrased::Refused
            }
        }
    }
}

/// Whether the first paragraph has ended, or the model goes round in circles.
fn is_over(text: &str) -> bool {
    text.trim_start().contains('\n') || repeats(&text.unicode_words().collect::<Vec<_>>())
}

/// A small model that has answered sometimes goes on with another example.
fn first_paragraph(text: &RawText) -> String {
    let text = text.expose("to check it against its source").trim();
    text.lines().next().unwrap_or_default().trim().to_owned()
}
