//! A model whose answers are known, and a short lease, for the tests of this crate.

use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use confidant_text::{Document, Page, PageSource, RawText};
use tokio_util::sync::CancellationToken;

use crate::{Generated, LocalModel, ModelError, Pieces, Prompt, Stopped, Summary, Turn};

pub(crate) const LEASE: &[&str] = &[
    "Lease of a flat\n\nMarlow Estates Ltd lets the flat at 12 Rookery Lane to Hannah Hale, born in Leeds, for\nthree years \
     from 1 May 2024. The monthly rent is €1,250 and is paid in advance by\ntransfer. A deposit of €2,500 is held by the bank \
     until the end of the lease.",
    "Duties of the tenant\n\nThe tenant shall not keep dogs in the flat unless the landlord agrees in writing. The tenant\n\
     reports damage to Dr. Ivo Brandt, the manager of the house, within two days. Weather is\nlovely in spring.",
    "End of the lease\n\nEither party may end the lease with three months of notice in writing. The landlord returns\nthe \
     deposit within thirty days after the keys were handed over. The courts of Leeds decide any\ndispute about this lease.",
];

pub(crate) fn document(pages: &[&str]) -> Document {
    let page = |(number, text): (u32, &&str)| Page {
        number,
        text: (*text).into(),
        source: if text.trim().is_empty() { PageSource::None } else { PageSource::Text },
        size: None,
        words: Vec::new(),
    };
    Document { pages: (1..).zip(pages).map(page).collect(), ..Document::default() }
}

pub(crate) fn run<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

pub(crate) fn show(summary: &Summary) -> String {
    let line = |s: &crate::Sentence| {
        let whose = if s.is_quote() { "own" } else { "model" };
        format!("{:?} {whose}: {}", s.pages, s.text.expose("test"))
    };
    summary.sentences.iter().map(line).collect::<Vec<_>>().join("\n")
}

type Reply = Box<dyn Fn(&[Turn]) -> Result<String, ModelError> + Send + Sync>;

/// Answers by a function; counts its calls; a word is a token.
pub(crate) struct FakeModel {
    reply: Reply,
    context: usize,
    calls: AtomicUsize,
}

impl FakeModel {
    /// Answers to the text of the last turn.
    pub(crate) fn answering(reply: impl Fn(&str) -> String + Send + Sync + 'static) -> Self {
        let reply =
            move |turns: &[Turn]| Ok(turns.last().map(|turn| reply(turn.text.expose("test"))).unwrap_or_default());
        Self { reply: Box::new(reply), context: 4_096, calls: AtomicUsize::new(0) }
    }

    pub(crate) fn failing(error: ModelError) -> Self {
        Self { reply: Box::new(move |_| Err(error.clone())), context: 4_096, calls: AtomicUsize::new(0) }
    }

    pub(crate) fn with_context(mut self, tokens: usize) -> Self {
        self.context = tokens;
        self
    }

    pub(crate) fn calls(&self) -> usize {
        self.calls.load(Ordering::Relaxed)
    }
}

#[async_trait]
impl LocalModel for FakeModel {
    fn id(&self) -> &'static str {
        "fake"
    }

    fn context_tokens(&self) -> usize {
        self.context
    }

    async fn count(&self, text: &RawText) -> Result<usize, ModelError> {
        Ok(text.expose("test").split_whitespace().count())
    }

    async fn generate(
        &self,
        prompt: &Prompt,
        max_tokens: usize,
        cancel: &CancellationToken,
        sink: Pieces<'_>,
    ) -> Result<Generated, ModelError> {
        self.calls.fetch_add(1, Ordering::Relaxed);
        let reply = (self.reply)(&prompt.turns)?;
        let (mut text, mut tokens) = (String::new(), 0);
        let mut stopped = Stopped::End;
        for word in reply.split_inclusive(' ') {
            if cancel.is_cancelled() {
                stopped = Stopped::Cancelled;
                break;
            }
            if tokens == max_tokens {
                stopped = Stopped::Length;
                break;
            }
            sink(word);
            text.push_str(word);
            tokens += 1;
        }
        Ok(Generated { text: text.into(), tokens, stopped, left_out: 0 })
    }
}
