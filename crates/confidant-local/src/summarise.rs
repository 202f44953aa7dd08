//! A summary: key sentences of every part, phrased by the model where it stays true to them, each with its page.

use confidant_text::{Document, PageSource, RawText};
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use crate::{
    Engine, LocalError, LocalModel, ModelError, Progress, Prompt, Sink,
    check::PARAPHRASE,
    phrase::{Phrased, Phraser},
    prompts,
    select::{budget, key_sentences},
    sentences::{self, SourceSentence, tidy},
    words::Lexicon,
};

/// One sentence of a summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// What is shown.
    pub text: RawText,
    /// The pages that it comes from.
    pub pages: Vec<u32>,
    /// The source's own words, as they stand on the page, line breaks included.
    pub quote: RawText,
    /// Whether it is the source's own sentence, or passed the checks against it.
    pub supported: bool,
}

impl Sentence {
    /// Whether the text is the source's own sentence (on one line) and not the model's.
    pub fn is_quote(&self) -> bool {
        tidy(self.quote.expose("to compare it with the sentence")) == self.text.expose("to compare it with its quote")
    }
}

/// How much of a document was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// Pages there are.
    pub pages: u32,
    /// Pages whose text was read.
    pub read: u32,
    /// Pages among these whose text was recognised from a picture.
    pub ocr: u32,
    /// Pages without text that can be read.
    pub unreadable: u32,
}

/// What a document says, in a few sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// In the order of the document.
    pub sentences: Vec<Sentence>,
    /// How much of the document they stand for.
    pub coverage: Coverage,
    /// The model that was asked, if one was.
    pub model: Option<String>,
    /// Whether any of its words are shown.
    pub engine: Engine,
    /// Whether it was stopped before its end: there would be more sentences.
    pub stopped: bool,
    /// What went wrong with the model; the sentences then are the document's own.
    pub trouble: Option<ModelError>,
}

/// Summarises a document. Every page is read; a stop keeps the sentences that are finished.
pub async fn summarise(
    document: &Document,
    model: Option<&dyn LocalModel>,
    cancel: &CancellationToken,
    sink: Sink<'_>,
) -> Result<Summary, LocalError> {
    let (sentences, coverage) = read(&[document], cancel, sink).await?;
    let lexicon = Lexicon::of(sentences.iter().map(|sentence| sentence.text.as_str()));
    let pages = usize::try_from(coverage.read).unwrap_or(usize::MAX);
    let keys = key_sentences(&sentences, &lexicon, budget(sentences.len(), pages));

    let mut phraser = Phraser::new(model, &lexicon);
    let mut summary = Summary {
        sentences: Vec::with_capacity(keys.len()),
        coverage,
        model: model.map(|model| model.id().to_owned()),
        engine: Engine::Extractive,
        stopped: false,
        trouble: None,
    };
    for key in keys {
        let Some(sentence) = phrase(key, &[document], &mut phraser, cancel, sink).await else {
            summary.stopped = true;
            break;
        };
        if !sentence.is_quote() {
            summary.engine = Engine::Llm;
        }
        sink(Progress::Sentence(&sentence));
        summary.sentences.push(sentence);
    }
    if summary.sentences.is_empty() {
        return Err(LocalError::Cancelled);
    }
    summary.trouble = phraser.trouble();
    Ok(summary)
}

/// The sentence in the model's words if they hold, in its own if not; `None` when it was stopped.
pub(crate) async fn phrase(
    key: &SourceSentence,
    documents: &[&Document],
    phraser: &mut Phraser<'_>,
    cancel: &CancellationToken,
    sink: &mut (dyn FnMut(Progress<'_>) + Send),
) -> Option<Sentence> {
    let prompt = Prompt::new(prompts::fill(prompts::SENTENCE, &[("text", &key.text)]));
    let mut delta = |piece: &str| sink(Progress::Delta(piece));
    if key.words() < WORTH_SHORTENING && !cancel.is_cancelled() {
        return Some(own_words(key, documents));
    }
    let text = match phraser.phrase(prompt, &key.text, PARAPHRASE, cancel, &mut delta).await {
        Phrased::Kept(text) => text,
        Phrased::Refused => return Some(own_words(key, documents)),
        Phrased::Cancelled => return None,
    };
    Some(Sentence { text: text.into(), pages: vec![key.page], quote: quote(key, documents), supported: true })
}

/// In a shorter sentence there is nothing to leave out.
const WORTH_SHORTENING: usize = 10;

fn own_words(key: &SourceSentence, documents: &[&Document]) -> Sentence {
    Sentence { text: key.text.as_str().into(), pages: vec![key.page], quote: quote(key, documents), supported: true }
}

/// The sentence as it stands on its page.
pub(crate) fn quote(sentence: &SourceSentence, documents: &[&Document]) -> RawText {
    documents
        .get(sentence.document)
        .and_then(|document| document.pages.iter().find(|page| page.number == sentence.page))
        .and_then(|page| sentence.span.of(page.text.expose("to quote a sentence of it")))
        .unwrap_or(&sentence.text)
        .into()
}

/// The sentences of all pages, and how many pages had text.
pub(crate) async fn read(
    documents: &[&Document],
    cancel: &CancellationToken,
    sink: &mut (dyn FnMut(Progress<'_>) + Send),
) -> Result<(Vec<SourceSentence>, Coverage), LocalError> {
    let mut coverage = Coverage::default();
    let mut all = Vec::new();
    let total = documents.iter().map(|document| document.pages.len()).sum::<usize>();
    coverage.pages = u32::try_from(total).unwrap_or(u32::MAX);
    for (number, document) in documents.iter().enumerate() {
        for (done, page) in document.pages.iter().enumerate() {
            if cancel.is_cancelled() {
                return Err(LocalError::Cancelled);
            }
            if page.text.is_blank() {
                coverage.unreadable += 1;
            } else {
                coverage.read += 1;
                coverage.ocr += u32::from(page.source == PageSource::Ocr);
                all.extend(sentences::of_page(number, page));
            }
            sink(Progress::Page { done: coverage.read + coverage.unreadable, total: coverage.pages });
            // A long document must not keep everybody else from running.
            if done % 16 == 15 {
                tokio::task::yield_now().await;
            }
        }
    }
    if all.is_empty() { Err(LocalError::NoText) } else { Ok((all, coverage)) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tokio_util::sync::CancellationToken;

    use super::summarise;
    use crate::{
        Engine, LocalError, ModelError, Progress,
        testing::{FakeModel, LEASE, document, run, show},
    };

    #[test]
    fn without_a_model_the_summary_is_the_documents_own_words() {
        let summary = run(summarise(&document(LEASE), None, &CancellationToken::new(), &mut |_| {})).unwrap();
        assert_eq!((summary.engine, &summary.model, summary.stopped), (Engine::Extractive, &None, false));
        assert!(summary.sentences.iter().all(|sentence| sentence.is_quote() && sentence.supported));
        insta::assert_snapshot!(show(&summary));
    }

    #[test]
    fn the_models_words_are_kept_only_when_they_hold() {
        // It repeats each sentence, but for two: one it shortens truly, one it gets wrong.
        let model = FakeModel::answering(|sentence| {
            if sentence.contains("Rookery Lane") {
                sentence.replace("Hannah Hale, born in Leeds,", "Hannah Hale")
            } else {
                sentence.replace("three", "seven").replace("1,250", "9,999")
            }
        });
        let summary = run(summarise(&document(LEASE), Some(&model), &CancellationToken::new(), &mut |_| {})).unwrap();
        assert_eq!(summary.engine, Engine::Llm);
        assert_eq!(summary.model.as_deref(), Some("fake"));
        assert!(summary.sentences.iter().all(|s| !s.text.expose("test").contains("9,999")));
        insta::assert_snapshot!(show(&summary));
    }

    #[test]
    fn a_model_that_dies_costs_its_words_and_nothing_else() {
        let model = FakeModel::failing(ModelError::Died);
        let summary = run(summarise(&document(LEASE), Some(&model), &CancellationToken::new(), &mut |_| {})).unwrap();
        assert_eq!(summary.trouble, Some(ModelError::Died));
        assert_eq!(summary.engine, Engine::Extractive);
        assert_eq!(model.calls(), 2, "it is not asked again and again");
        assert!(summary.sentences.iter().all(super::Sentence::is_quote));
    }

    #[test]
    fn a_stop_keeps_what_is_finished() {
        let cancel = CancellationToken::new();
        let model = FakeModel::answering(str::to_owned);
        let mut seen = 0;
        let summary = run(summarise(&document(LEASE), Some(&model), &cancel, &mut |progress| {
            if let Progress::Sentence(_) = progress {
                seen += 1;
                if seen == 2 {
                    cancel.cancel();
                }
            }
        }))
        .unwrap();
        assert!(summary.stopped);
        assert_eq!(summary.sentences.len(), 2);
        assert_eq!(model.calls(), 2, "nothing was asked after the stop");
    }

    #[test]
    fn a_stop_before_the_first_sentence_is_an_error() {
        let cancel = CancellationToken::new();
        cancel.cancel();
        let stopped = run(summarise(&document(LEASE), None, &cancel, &mut |_| {}));
        assert_eq!(stopped, Err(LocalError::Cancelled));
    }

    #[test]
    fn coverage_tells_pages_without_text() {
        let pages = [LEASE[0], "", " \n ", LEASE[1]];
        let mut told = Vec::new();
        let summary = run(summarise(&document(&pages), None, &CancellationToken::new(), &mut |progress| {
            if let Progress::Page { done, total } = progress {
                told.push((done, total));
            }
        }))
        .unwrap();
        assert_eq!((summary.coverage.pages, summary.coverage.read, summary.coverage.unreadable), (4, 2, 2));
        assert_eq!(told, [(1, 4), (2, 4), (3, 4), (4, 4)]);
        assert_eq!(
            run(summarise(&document(&["", "  "]), None, &CancellationToken::new(), &mut |_| {})),
            Err(LocalError::NoText)
        );
    }

    proptest! {
        #[test]
        fn every_quote_stands_on_its_page(pages in proptest::collection::vec("([A-Z][a-z]{1,8}|[a-z0-9]{1,9}|\\PC|[ .,;!?\\n]){0,120}", 1..5)) {
            let texts: Vec<&str> = pages.iter().map(String::as_str).collect();
            let document = document(&texts);
            if let Ok(summary) = run(summarise(&document, None, &CancellationToken::new(), &mut |_| {})) {
                prop_assert!(summary.sentences.len() <= crate::select::MOST);
                for sentence in &summary.sentences {
                    prop_assert!(sentence.is_quote());
                    for number in &sentence.pages {
                        let page = document.pages.iter().find(|page| page.number == *number).unwrap();
                        prop_assert!(page.text.expose("test").contains(sentence.quote.expose("test")));
                    }
                }
            }
        }
    }
}
