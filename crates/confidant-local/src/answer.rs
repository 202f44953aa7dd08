//! An answer to a question about documents: the passages that speak of it, and a sentence made of them, each with its page.

use std::collections::HashSet;

use confidant_text::{Document, RawText};
use tokio_util::sync::CancellationToken;
use unicode_segmentation::UnicodeSegmentation;

use crate::{
    Engine, LocalError, LocalModel, ModelError, Progress, Prompt, Role, Sink, Turn,
    check::FROM_PASSAGES,
    phrase::{Phrased, Phraser},
    prompts,
    retrieve::{Hit, Index, Query, query},
    select::key_sentences,
    sentences::SourceSentence,
    summarise::{phrase, quote, read},
    words::Lexicon,
};

/// Where an answer comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Which of the documents that were asked, from 0.
    pub document: usize,
    /// The number of the page.
    pub page: u32,
    /// The source's own words, as they stand on the page.
    pub quote: RawText,
}

/// The answer to a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// What is shown.
    pub text: RawText,
    /// What it rests on, the best first. Empty when nothing was found.
    pub citations: Vec<Citation>,
    /// How well the passages fit the question, from 0 to 1. It says nothing about whether they are true.
    pub confidence: f32,
    /// Whether any passage speaks about the question.
    pub found: bool,
    /// Whether the words are the model's or the document's.
    pub engine: Engine,
    /// Whether it was stopped; the words then are the document's.
    pub stopped: bool,
    /// What went wrong with the model; the words then are the document's.
    pub trouble: Option<ModelError>,
}

/// Below this share of the question's words no passage speaks about it.
const WEAK: f32 = 0.34;
/// A follow-up's earlier question counts half.
const EARLIER: f32 = 0.5;
/// A heading repeats the question's words and answers nothing.
const HEADING: f32 = 0.3;
/// No more passages than this are cited.
const CITED: usize = 3;

/// Answers a question from the documents alone. `history` is the conversation before it.
pub async fn answer(
    documents: &[&Document],
    question: &RawText,
    history: &[Turn],
    model: Option<&dyn LocalModel>,
    cancel: &CancellationToken,
    sink: Sink<'_>,
) -> Result<Answer, LocalError> {
    let (sentences, _) = read(documents, cancel, sink).await?;
    let lexicon = Lexicon::of(sentences.iter().map(|sentence| sentence.text.as_str()));
    let asked = question.expose("to find passages that answer it");
    let mut phraser = Phraser::new(model, &lexicon);

    if asks_for_a_summary(asked) {
        return gist(documents, &sentences, &lexicon, &mut phraser, cancel, sink).await;
    }
    let evidence = find(&sentences, &lexicon, asked, history);
    let Some(best) = evidence.first() else { return Ok(nothing_found(documents)) };

    let own_words = best.sentence.text.clone();
    let passage = passage(&evidence, &sentences);
    let prompt = Prompt::new(prompts::fill(prompts::ANSWER, &[("text", &passage), ("question", asked)]));
    let mut delta = |piece: &str| sink(Progress::Delta(piece));
    // The question's names may be repeated, its numbers too: they are the person's own.
    let source = format!("{passage}\n{asked}");
    let written = phraser.phrase(prompt, &source, FROM_PASSAGES, cancel, &mut delta).await;
    let stopped = written == Phrased::Cancelled;
    let (text, engine) = match written {
        Phrased::Kept(text) if is_borne_by_one(&text, asked, &evidence, &lexicon) => (text, Engine::Llm),
        _ => (own_words, Engine::Extractive),
    };
    Ok(Answer {
        text: text.into(),
        confidence: best.hit.coverage.min(1.0),
        citations: evidence.iter().map(|evidence| cite(evidence.sentence, documents)).collect(),
        found: true,
        engine,
        stopped,
        trouble: phraser.trouble(),
    })
}

/// A sentence that speaks about the question.
struct Evidence<'s> {
    hit: Hit,
    sentence: &'s SourceSentence,
}

/// The few sentences that fit the question best; none when the best one is weak.
fn find<'s>(sentences: &'s [SourceSentence], lexicon: &Lexicon, asked: &str, history: &[Turn]) -> Vec<Evidence<'s>> {
    let page_of =
        |sentence: &SourceSentence| sentence.document << 32 | usize::try_from(sentence.page).unwrap_or_default();
    let index = Index::new(sentences.iter().map(|sentence| (page_of(sentence), sentence.text.as_str())), lexicon);
    let query = question_words(asked, history, lexicon);
    let wanted = Wanted::of(asked);
    let mut hits: Vec<Evidence> = index
        .search(&query)
        .into_iter()
        .filter_map(|hit| Some(Evidence { hit, sentence: sentences.get(hit.index)? }))
        .map(|mut evidence| {
            evidence.hit.score *= wanted.bonus(evidence.sentence.statement(), asked);
            if evidence.sentence.is_heading() {
                evidence.hit.score *= HEADING;
            }
            evidence
        })
        .collect();
    hits.sort_by(|a, b| b.hit.score.total_cmp(&a.hit.score).then(a.hit.index.cmp(&b.hit.index)));
    let floor = hits.first().map_or(f32::MAX, |best| best.hit.score * 0.55);
    if hits.first().is_none_or(|best| best.hit.coverage < WEAK) {
        return Vec::new();
    }
    hits.truncate(CITED);
    hits.retain(|evidence| evidence.hit.score >= floor);
    hits
}

/// The words to look for. A question that leans on an earlier one takes its words along.
fn question_words(asked: &str, history: &[Turn], lexicon: &Lexicon) -> Query {
    let own = query(&[(asked, 1.0)], lexicon);
    let earlier = history.iter().rev().find(|turn| turn.role == Role::User).filter(|_| leans_back(asked, own.len()));
    match earlier {
        Some(earlier) => {
            query(&[(asked, 1.0), (earlier.text.expose("to find what a follow-up is about"), EARLIER)], lexicon)
        }
        None => own,
    }
}

fn leans_back(asked: &str, terms: usize) -> bool {
    const POINTERS: &[&str] = &[
        "it", "its", "he", "his", "him", "she", "her", "they", "their", "them", "this", "that", "these", "those",
        "there", "then", "er", "sie", "es", "ihm", "ihr", "ihnen", "das", "dies", "dort", "davon", "il", "elle", "ils",
        "ça", "cela", "ello", "ella", "ellos", "eso", "esto",
    ];
    let lower = asked.to_lowercase();
    let points = lower.unicode_words().any(|word| POINTERS.contains(&word));
    let goes_on =
        ["and ", "und ", "et ", "y ", "what about", "why", "warum", "pourquoi"].iter().any(|w| lower.starts_with(w));
    terms <= 1 || points || goes_on
}

/// What kind of thing would answer.
struct Wanted {
    number: bool,
    name: bool,
}

impl Wanted {
    fn of(asked: &str) -> Self {
        let lower = asked.to_lowercase();
        let starts = |words: &[&str]| words.iter().any(|word| lower.contains(word));
        Self {
            number: starts(&[
                "when ",
                "how much",
                "how many",
                "how long",
                "how old",
                "how high",
                "how large",
                "how big",
                "how far",
                "how often",
                "what year",
                "what date",
                "which year",
                "what percent",
                "wann ",
                "wie viel",
                "wie lange",
                "wie hoch",
                "wie groß",
                "wie oft",
                "quand ",
                "combien",
                "cuándo",
                "cuánt",
                "quando",
                "quant",
            ]),
            name: starts(&[
                "who ", "whom ", "whose ", "where ", "wer ", "wem ", "wen ", "wo ", "qui ", "où ", "quién", "dónde",
            ]),
        }
    }

    /// A sentence that has such a thing which the question does not name is likelier to answer.
    fn bonus(&self, sentence: &str, asked: &str) -> f32 {
        let known: HashSet<String> = asked.unicode_words().map(str::to_lowercase).collect();
        let new = |test: fn(&str) -> bool| {
            sentence.unicode_words().skip(1).any(|word| test(word) && !known.contains(&word.to_lowercase()))
        };
        let numeric = |word: &str| word.chars().any(char::is_numeric);
        let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
        match () {
            () if self.number && new(numeric) => 1.6,
            () if self.name && new(capital) => 1.25,
            () => 1.0,
        }
    }
}

/// The passages for the model: each sentence with its neighbours, in the order of the document.
fn passage(evidence: &[Evidence<'_>], sentences: &[SourceSentence]) -> String {
    /// Characters: a small model loses itself in more.
    const MOST: usize = 1_600;
    let mut taken: Vec<usize> = Vec::new();
    let mut length = 0;
    let mut take = |index: usize| {
        let Some(sentence) = sentences.get(index) else { return };
        if !taken.contains(&index) && (length == 0 || length + sentence.text.len() <= MOST) {
            length += sentence.text.len();
            taken.push(index);
        }
    };
    for found in evidence {
        take(found.hit.index);
    }
    for evidence in evidence {
        let page = |index: &usize| {
            sentences
                .get(*index)
                .is_some_and(|s| (s.document, s.page) == (evidence.sentence.document, evidence.sentence.page))
        };
        [evidence.hit.index.checked_sub(1), Some(evidence.hit.index + 1)]
            .into_iter()
            .flatten()
            .filter(page)
            .for_each(&mut take);
    }
    taken.sort_unstable();
    taken
        .into_iter()
        .filter_map(|index| sentences.get(index))
        .map(SourceSentence::statement)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether one cited sentence bears the whole answer: every word that carries meaning stands in it, in the same order. The
/// question's words do not count by themselves: "ends" from the question and a date from a sentence about the beginning would
/// make a false answer.
fn is_borne_by_one(text: &str, asked: &str, evidence: &[Evidence<'_>], lexicon: &Lexicon) -> bool {
    let known: HashSet<String> = lexicon.terms(asked).into_iter().collect();
    let said = lexicon.terms(text);
    let bears = |evidence: &Evidence| {
        let mut there = lexicon.terms(evidence.sentence.statement()).into_iter();
        said.iter().all(|term| there.any(|other| other == *term))
    };
    said.iter().any(|term| !known.contains(term)) && evidence.iter().any(bears)
}

/// "What is this about?" is answered by the key sentences: no passage has the words of such a question.
pub(crate) fn asks_for_a_summary(asked: &str) -> bool {
    const PHRASES: &[&str] = &[
        "what is this about",
        "what's this about",
        "what is it about",
        "what is this document",
        "what is the document about",
        "what does this document say",
        "what does the document say",
        "main point",
        "key point",
        "summar",
        "overview",
        "tl;dr",
        "in a nutshell",
        "the gist",
        "worum geht",
        "zusammenfass",
        "fasse ",
        "überblick",
        "de quoi s'agit",
        "de quoi parle",
        "résum",
        "de qué trata",
        "resum",
        "di cosa parla",
        "riassu",
    ];
    let lower = asked.to_lowercase();
    PHRASES.iter().any(|phrase| lower.contains(phrase)) && lower.unicode_words().count() <= 14
}

async fn gist(
    documents: &[&Document],
    sentences: &[SourceSentence],
    lexicon: &Lexicon,
    phraser: &mut Phraser<'_>,
    cancel: &CancellationToken,
    sink: Sink<'_>,
) -> Result<Answer, LocalError> {
    const SENTENCES: usize = 4;
    let (mut texts, mut citations) = (Vec::new(), Vec::new());
    let (mut engine, mut stopped) = (Engine::Extractive, false);
    for key in key_sentences(sentences, lexicon, SENTENCES) {
        let Some(sentence) = phrase(key, documents, phraser, cancel, sink).await else {
            stopped = true;
            break;
        };
        if !sentence.is_quote() {
            engine = Engine::Llm;
        }
        sink(Progress::Sentence(&sentence));
        texts.push(sentence.text.into_exposed("to join the sentences of an answer"));
        citations.push(cite(key, documents));
    }
    if texts.is_empty() {
        return Err(LocalError::Cancelled);
    }
    let text = texts.join(" ").into();
    Ok(Answer { text, citations, confidence: 1.0, found: true, engine, stopped, trouble: phraser.trouble() })
}

fn nothing_found(documents: &[&Document]) -> Answer {
    let text = match documents {
        [_] => "I found no passage in this document that answers the question.",
        _ => "I found no passage in these documents that answers the question.",
    };
    Answer {
        text: text.into(),
        citations: Vec::new(),
        confidence: 0.0,
        found: false,
        engine: Engine::Extractive,
        stopped: false,
        trouble: None,
    }
}

fn cite(sentence: &SourceSentence, documents: &[&Document]) -> Citation {
    Citation { document: sentence.document, page: sentence.page, quote: quote(sentence, documents) }
}

#[cfg(test)]
mod tests {
    use tokio_util::sync::CancellationToken;

    use super::{Answer, answer};
    use crate::{
        Engine, LocalError, LocalModel, ModelError, Role, Turn,
        testing::{FakeModel, LEASE, document, run},
    };

    fn ask(question: &str, history: &[Turn], model: Option<&dyn LocalModel>) -> Answer {
        let document = document(LEASE);
        let answer =
            run(answer(&[&document], &question.into(), history, model, &CancellationToken::new(), &mut |_| {}))
                .unwrap();
        for citation in &answer.citations {
            let page = document.pages.iter().find(|page| page.number == citation.page).unwrap();
            assert!(page.text.expose("test").contains(citation.quote.expose("test")), "a citation stands on its page");
        }
        answer
    }

    #[test]
    fn the_answer_is_cited_with_its_page() {
        for (question, page, words) in [
            ("How much is the deposit?", 1, "€2,500"),
            ("May the tenant keep dogs?", 2, "dogs"),
            ("Who is the manager of the house?", 2, "Ivo Brandt"),
            ("Which courts decide disputes?", 3, "Leeds"),
        ] {
            let answer = ask(question, &[], None);
            assert!(answer.found && answer.text.expose("test").contains(words), "{question}");
            assert_eq!(answer.citations[0].page, page, "{question}");
            assert_eq!(answer.engine, Engine::Extractive);
            assert!(answer.confidence > 0.3);
        }
    }

    #[test]
    fn what_is_not_there_is_not_answered() {
        let model = FakeModel::answering(|_| "The submarine sinks in the bay.".into());
        let answer = ask("How deep does the submarine dive?", &[], Some(&model));
        assert!(!answer.found && answer.citations.is_empty());
        assert_eq!(model.calls(), 0, "without evidence the model is not asked");
    }

    #[test]
    fn a_follow_up_takes_the_earlier_question_along() {
        assert!(!ask("And who has it?", &[], None).found, "alone it says nothing");
        let history = [
            Turn::new(Role::User, "How much is the deposit?"),
            Turn::new(Role::Assistant, "A deposit of €2,500 is held by the bank."),
        ];
        let answer = ask("And who has it?", &history, None);
        assert!(answer.text.expose("test").contains("held by the bank"));
    }

    #[test]
    fn the_models_answer_is_kept_only_when_the_passages_bear_it() {
        let true_model = FakeModel::answering(|_| "The deposit is €2,500.".into());
        let kept = ask("How much is the deposit?", &[], Some(&true_model));
        assert_eq!((kept.engine, kept.text.expose("test")), (Engine::Llm, "The deposit is €2,500."));
        for wrong in [
            "The deposit is €3,500.",
            "Mr Smith holds the deposit.",
            "Sure, the deposit is big.",
            "",
            "The deposit.",
            "The deposit is one monthly rent in advance.",
            "The deposit ends €2,500.",
        ] {
            let refused = ask("How much is the deposit?", &[], Some(&FakeModel::answering(move |_| wrong.into())));
            assert_eq!(refused.engine, Engine::Extractive, "{wrong}");
            assert!(refused.text.expose("test").contains("€2,500"), "{wrong}");
        }
    }

    #[test]
    fn a_dead_model_leaves_the_documents_words() {
        let answer = ask("How much is the deposit?", &[], Some(&FakeModel::failing(ModelError::Died)));
        assert_eq!((answer.engine, answer.trouble), (Engine::Extractive, Some(ModelError::Died)));
    }

    #[test]
    fn a_question_for_the_gist_gets_key_sentences() {
        let answer = ask("What is this document about?", &[], None);
        assert!(answer.found);
        assert!(answer.citations.len() >= 3);
        assert_eq!(answer.citations[0].page, 1);
    }

    #[test]
    fn a_stop_while_reading_is_an_error_and_a_stop_while_writing_is_not() {
        let document = document(LEASE);
        let cancel = CancellationToken::new();
        let model = FakeModel::answering(|_| "The deposit is €2,500 and held by the bank until the end.".into());
        let question = "How much is the deposit?".into();
        let stopped = run(answer(&[&document], &question, &[], Some(&model), &cancel, &mut |progress| {
            if let crate::Progress::Delta(_) = progress {
                cancel.cancel();
            }
        }))
        .unwrap();
        assert!(stopped.stopped && stopped.text.expose("test").contains("€2,500"));
        let late = run(answer(&[&document], &question, &[], Some(&model), &cancel, &mut |_| {}));
        assert_eq!(late, Err(LocalError::Cancelled));
    }
}
