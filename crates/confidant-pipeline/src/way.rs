//! [`Way`]: what happens to a document, from the file to the restored answer.
//!
//! ```text
//! read ─▶ Case ─▶ mask ─▶ Masked ─▶ preview ─▶ Pending ─▶ escalate ─▶ CloudAnswer
//!           ├──▶ summarise                      (the person reads and approves)
//!           └──▶ answer
//! ```
//! Everything above the line `escalate` stays on this computer. Nothing here is kept: that is [`crate::Confidant`]'s part.

use std::{path::Path, sync::Arc};

use confidant_cloud::{Ask, CloudError, Door, Finish, Key, Ledger, Partial, Provider};
use confidant_ingest::Ingest;
use confidant_local::{
    Answer, Condensed, LocalModel, MaskedPage, ModelError, Progress, Refined, Summary, Turn, answer, condense, refine,
    summarise,
};
use confidant_privacy::{
    Digest, Findings, MaskedText, Placeholder, Policy, Preview, Recognisers, Refusal, Reply, RestoreReport, Restorer,
    Risk, Term, Vault, hints, mask, mask_all, not_covered, restore, review, risk,
};
use confidant_text::{Document, EntityKind, RawText};
use tokio_util::sync::CancellationToken;

use crate::{Asked, Events, Kept, PipelineError, Stage, StageEvent, kept::staying};

/// How many tokens of a document leave at most for one question. Small enough to read before it is approved.
const BUDGET_TOKENS: usize = 3_000;

/// The local model, or why there is none: then summaries and answers are extracts.
pub type Model = Result<Arc<dyn LocalModel>, ModelError>;

/// Everything the way needs, made once.
pub struct Way {
    pub(crate) ingest: Ingest,
    recognisers: Arc<Recognisers>,
    model: Model,
    door: Door,
}

/// A document and what it is called.
#[derive(Clone, Debug)]
pub struct Case {
    /// The file's name: it can name a person too.
    pub name: RawText,
    /// What was in the file.
    pub document: Arc<Document>,
    /// SHA-256 of the file.
    pub digest: [u8; 32],
    /// The file's size.
    pub bytes: u64,
}

/// A case with its question after every finding was replaced.
pub struct Masked {
    /// What was found on each page, in order.
    pub findings: Vec<Findings>,
    /// The pages, masked.
    pub pages: Vec<MaskedPage>,
    /// The question, masked; empty when there is none.
    pub question: MaskedText,
    /// Which placeholder stands for what.
    pub vault: Vault,
}

/// What waits for the person's word: it passed the leak scan and would leave as it stands.
pub struct Pending {
    /// Exactly what would leave.
    pub preview: Preview,
    /// What was selected of the document.
    pub condensed: Condensed,
    /// The selected passages as they read on this computer.
    pub original: RawText,
    /// The question, as the person asked it.
    pub question: RawText,
    /// Which placeholder stands for what.
    pub vault: Vault,
    /// By what somebody could still be recognised.
    pub risk: Risk,
    /// What was found in the selected passages and leaves as it is.
    pub kept: Vec<Kept>,
    /// What may be sensitive in them and leaves as it is.
    pub possible: Vec<Kept>,
}

/// The cloud's answer, back on this computer.
pub struct CloudAnswer {
    /// The answer with the real names, after the local model went over it.
    pub text: RawText,
    /// The cloud's own words.
    pub reply: Reply,
    /// Which placeholders came back.
    pub report: RestoreReport,
    /// Whether the local model changed the wording.
    pub refined: bool,
    /// The entry of the ledger that the send is in.
    pub ledger_entry: u64,
    /// Why the answer is not whole, if it is not.
    pub broken_off: Option<&'static str>,
}

impl Way {
    /// Puts the parts together. Fails when the recognisers do not find what they must: then nothing could be masked.
    pub fn new(ingest: Ingest, model: Model, door: Door) -> Result<Self, PipelineError> {
        Self::with_recognisers(Recognisers::builtin()?, ingest, model, door)
    }

    /// The same with other recognisers than the built-in table of rules alone.
    pub fn with_recognisers(
        recognisers: Recognisers,
        ingest: Ingest,
        model: Model,
        door: Door,
    ) -> Result<Self, PipelineError> {
        confidant_privacy::self_test(&recognisers)?;
        Ok(Self { ingest, recognisers: Arc::new(recognisers), model, door })
    }

    /// Who reads files.
    pub(crate) fn ingest(&self) -> &Ingest {
        &self.ingest
    }

    /// Why there is no local model, if there is none.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// file → [`Case`], in the sandboxed worker.
    pub async fn read(
        &self,
        path: &Path,
        password: Option<&str>,
        cancel: &CancellationToken,
        events: Events<'_>,
    ) -> Result<Case, PipelineError> {
        Ok(self.take_in(path, password, cancel, events).await?.0)
    }

    /// The same, and the file's own bytes with it.
    pub async fn take_in(
        &self,
        path: &Path,
        password: Option<&str>,
        cancel: &CancellationToken,
        events: Events<'_>,
    ) -> Result<(Case, Vec<u8>), PipelineError> {
        events(StageEvent::at(Stage::Reading));
        let name = crate::name_of(path);
        let mut progress = |done, total| events(StageEvent::Stage { stage: Stage::Reading, done, total });
        let ingested = self.ingest.read(path, password, cancel, &mut progress).await?;
        let case = Case {
            name: name.into(),
            document: Arc::new(ingested.document),
            digest: ingested.digest,
            bytes: ingested.bytes,
        };
        Ok((case, ingested.file))
    }

    /// [`Case`] → [`Masked`]: recognise everywhere at once, then mask. `vault` is what earlier runs on the same document
    /// already named, so that a person keeps one placeholder.
    pub async fn mask(
        &self,
        case: &Case,
        asked: Option<&Asked>,
        vault: Vault,
        policy: &Policy,
    ) -> Result<Masked, PipelineError> {
        let (recognisers, case, policy) = (Arc::clone(&self.recognisers), case.clone(), policy.clone());
        let asked = asked.cloned().unwrap_or_default();
        tokio::task::spawn_blocking(move || mask_case(&recognisers, &case, &asked, vault, policy)).await?
    }

    /// Text that belongs to no document: a clipboard, a chat.
    pub fn mask_text(&self, text: &RawText, vault: &mut Vault, policy: &Policy) -> Result<MaskedText, PipelineError> {
        let findings = self.recognisers.scan(&[text], policy)?;
        findings.first().map_or(Err(PipelineError::Internal), |findings| Ok(mask(text, findings, vault, policy)?))
    }

    /// [`Case`] → [`Summary`], by the local model on the original.
    pub async fn summarise(
        &self,
        case: &Case,
        cancel: &CancellationToken,
        events: Events<'_>,
    ) -> Result<Summary, PipelineError> {
        events(StageEvent::at(Stage::Summarising));
        let mut sink = tell(Stage::Summarising, events);
        let summary = summarise(&case.document, self.model.as_deref().ok(), cancel, &mut sink).await?;
        warn(summary.trouble.as_ref());
        Ok(summary)
    }

    /// [`Case`] and a question → [`Answer`], by the local model on the original.
    pub async fn answer(
        &self,
        cases: &[&Case],
        question: &RawText,
        history: &[Turn],
        cancel: &CancellationToken,
        events: Events<'_>,
    ) -> Result<Answer, PipelineError> {
        events(StageEvent::at(Stage::Answering));
        let documents: Vec<&Document> = cases.iter().map(|case| case.document.as_ref()).collect();
        let mut sink = tell(Stage::Answering, events);
        let answer = answer(&documents, question, history, self.model.as_deref().ok(), cancel, &mut sink).await?;
        warn(answer.trouble.as_ref());
        Ok(answer)
    }

    /// A question that is about no document → the local model's answer.
    pub async fn chat(
        &self,
        question: &RawText,
        history: &[Turn],
        cancel: &CancellationToken,
        events: Events<'_>,
    ) -> Result<confidant_local::Generated, PipelineError> {
        events(StageEvent::at(Stage::Answering));
        let model = self.model.as_deref().map_err(Clone::clone)?;
        let mut sink = tell(Stage::Answering, events);
        Ok(confidant_local::chat(history, question, model, cancel, &mut sink).await?)
    }

    /// [`Case`] and a question → [`Pending`]: mask, condense, compose the request, review its final bytes.
    pub async fn preview(
        &self,
        case: &Case,
        asked: &Asked,
        provider: &Provider,
        vault: Vault,
        policy: &Policy,
    ) -> Result<Pending, PipelineError> {
        let question = &asked.question;
        let texts: Vec<&RawText> = case.document.pages.iter().map(|page| &page.text).chain([question]).collect();
        covered(&texts, policy)?;
        let masked = self.mask(case, Some(asked), vault, policy).await?;
        let Masked { findings, pages, question: masked_question, vault } = masked;
        let condensed = condense(&pages, &masked_question, BUDGET_TOKENS);
        let named: Vec<Placeholder> = masked_question.placeholders().chain(condensed.text.placeholders()).collect();
        let passages = MaskedText::concat(&[hints(&vault, &named), condensed.text.clone()]);
        let risk = risk(&[&masked_question, &condensed.text], &self.recognisers, policy)?;
        let ask = Ask { question: masked_question, passages };
        let mut draft = confidant_cloud::draft(provider, &ask);
        draft.canaries = canaries(case);
        let preview = review(draft, &vault, &self.recognisers, policy)?;
        let original = condensed.text.reveal(&vault);
        let kept = staying(case, &findings, &condensed, |found| found.kept().collect());
        let possible = staying(case, &findings, &condensed, |found| found.possible().collect());
        Ok(Pending { preview, condensed, original, question: question.clone(), vault, risk, kept, possible })
    }

    /// [`Pending`] → [`CloudAnswer`]: approve the digest that the person saw, record, send, restore, refine.
    pub async fn escalate(
        &self,
        pending: Pending,
        seen: &Digest,
        key: &Key,
        ledger: &dyn Ledger,
        cancel: &CancellationToken,
        events: Events<'_>,
    ) -> Result<CloudAnswer, PipelineError> {
        let Pending { preview, question, vault, .. } = pending;
        let sent: Vec<Placeholder> = preview.placeholders().iter().map(|(placeholder, _)| *placeholder).collect();
        let approved = preview.approve(seen)?;

        events(StageEvent::at(Stage::Sending));
        let mut names = Restorer::new(&vault, &sent);
        let mut arrive = |piece: &str| {
            events(StageEvent::Delta(names.push(piece).into_exposed("shown to the person who owns the document")));
        };
        let (reply, receipt, broken_off) = match self.door.send(approved, key, ledger, cancel, &mut arrive).await {
            Ok((reply, receipt)) => {
                let cut = (receipt.finish != Finish::Stop).then_some("cut_by_provider");
                (reply, receipt, cut)
            }
            Err(CloudError::Incomplete(partial)) => {
                let Partial { reply, receipt, why } = *partial;
                (reply, receipt, Some(why.code()))
            }
            Err(error) => return Err(error.into()),
        };
        let (restored, report) = restore(&reply, &vault, &sent);

        let refined = if broken_off.is_some() {
            Refined { text: restored, changed: false }
        } else {
            events(StageEvent::at(Stage::Refining));
            // Its words are not streamed: the person is reading the restored answer already.
            let mut quiet = |_: Progress<'_>| {};
            refine(&question, &restored, self.model.as_deref().ok(), cancel, &mut quiet).await?
        };
        Ok(CloudAnswer {
            text: refined.text,
            reply,
            report,
            refined: refined.changed,
            ledger_entry: receipt.entry,
            broken_off,
        })
    }
}

/// The model failed and the document's own sentences stand in: the work is done, and the log says why it reads as it does.
fn warn(trouble: Option<&ModelError>) {
    if let Some(error) = trouble {
        tracing::warn!(%error, "the local model failed; the document's own sentences are shown");
    }
}

/// A sink for the local model that tells a job's listener.
fn tell(stage: Stage, events: Events<'_>) -> impl FnMut(Progress<'_>) + Send {
    move |progress| {
        events(match progress {
            Progress::Page { done, total } => StageEvent::Stage { stage, done, total },
            Progress::Delta(text) => StageEvent::Delta(text.to_owned()),
            Progress::Sentence(sentence) => StageEvent::Sentence(sentence.clone()),
        });
    }
}

/// What must not stand in a request in any form: where the document lies. Its name is masked wherever it stands in its text.
pub(crate) fn canaries(case: &Case) -> Vec<RawText> {
    let home = dirs::home_dir().map(|home| RawText::new(home.to_string_lossy()));
    home.into_iter().chain([case.name.clone()]).collect()
}

/// Refuses texts in a language in which names are not covered, until somebody agreed. Ask it before masked text may leave.
pub(crate) fn covered(texts: &[&RawText], policy: &Policy) -> Result<(), Refusal> {
    match not_covered(texts).filter(|_| !policy.other_languages) {
        Some(language) => Err(Refusal::NotCovered { language }),
        None => Ok(()),
    }
}

/// One scan over the question, the name, the metadata, all pages and the conversation, so that a name found in one is masked in all.
fn mask_case(
    recognisers: &Recognisers,
    case: &Case,
    asked: &Asked,
    mut vault: Vault,
    mut policy: Policy,
) -> Result<Masked, PipelineError> {
    let pages = &case.document.pages;
    let mut texts: Vec<&RawText> = pages.iter().map(|page| &page.text).collect();
    texts.push(&asked.question);
    texts.push(&case.name);
    texts.extend(case.document.metadata.values());
    let conversation = asked.conversation();
    texts.extend(&conversation);

    // The name of the file, wherever its text repeats it.
    policy.always.push(Term { text: case.name.clone(), kind: EntityKind::Custom });
    let mut findings = recognisers.scan(&texts, &policy)?;
    if conversation.is_some() {
        texts.pop();
        let told = findings.pop().ok_or(PipelineError::Internal)?;
        asked.take_over(&told, findings.get_mut(pages.len()).ok_or(PipelineError::Internal)?);
    }
    let masked = mask_all(&texts, &findings, &mut vault, &policy)?;

    findings.truncate(pages.len());
    let question = masked.get(pages.len()).cloned().ok_or(PipelineError::Internal)?;
    let pages = pages.iter().zip(masked).map(|(page, text)| MaskedPage { number: page.number, text }).collect();
    Ok(Masked { findings, pages, question, vault })
}
