//! `confidant escalate`: look at exactly what would leave, then approve it by its digest.
//!
//! Nothing of the document is kept between the two steps: the preview is made again, and only the same bytes are sent.

use confidant_pipeline::{CloudAnswer, Confidant, Consent, Pending, PreviewView};
use confidant_privacy::{Digest, RestoreReport, Risk};
use serde::Serialize;

use crate::{
    arguments::Escalate,
    ask::question,
    failure::Failure,
    output,
    surroundings::{PageCount, Surroundings},
};

/// Makes the preview, and shows or sends it.
pub async fn run(here: &Surroundings, wanted: Escalate) -> Result<(), Failure> {
    let question = question(wanted.question)?;
    let seen: Option<Digest> = match &wanted.approve {
        Some(digest) => Some(digest.parse().map_err(not_a_digest)?),
        None => None,
    };
    let way = if seen.is_some() { here.way().await? } else { here.way_without_model()? };
    let count = PageCount::default();
    let case = way.read(&wanted.file, None, &here.cancel, &|event| count.hear(&event)).await?;

    let confidant = here.confidant(way).await.map_err(Failure::of_a_send)?;
    let done = async {
        let consent = Consent {
            mask_secrets: wanted.mask_secrets,
            other_languages: wanted.other_languages,
            confirmed: wanted.confirm.into_iter().map(Into::into).collect(),
        };
        let pending = confidant.preview_once(&case, &question, &wanted.provider, &consent).await;
        let pending = pending.map_err(Failure::from)?;
        match seen {
            None => show(&pending.view(), wanted.json),
            Some(seen) => send(here, &confidant, pending, &wanted.provider, &seen, wanted.json).await,
        }
    };
    let done = done.await;
    confidant.close().await;
    done.map_err(Failure::of_a_send)
}

fn show(preview: &PreviewView, json: bool) -> Result<(), Failure> {
    let shown = Shown::of(preview);
    if json {
        return output::json(&shown);
    }
    output::text(&format!("{}\n", shown.body))?;
    output::note(&format!("Nothing was sent. To send exactly this to {}, approve {}", shown.destination, shown.digest));
    Ok(())
}

async fn send(
    here: &Surroundings,
    confidant: &Confidant,
    pending: Pending,
    provider: &str,
    seen: &Digest,
    json: bool,
) -> Result<(), Failure> {
    let sent = confidant.escalate_once(pending, provider, seen, &here.cancel, &|_| ()).await;
    let answer = sent.map_err(Failure::from)?;
    if json {
        output::json(&Sent::of(&answer))?;
    } else {
        output::text(&format!("{}\n", as_text(&answer)))?;
    }
    answer.broken_off.map_or(Ok(()), |code| Err(Failure::BrokenOff(code)))
}

fn not_a_digest(error: confidant_privacy::BadDigest) -> Failure {
    Failure::Usage { code: "no_digest", message: error.to_string() }
}

fn as_text(answer: &CloudAnswer) -> &str {
    answer.text.expose("the person asked this question about their file")
}

/// What would leave. What is not computed yet is null.
#[derive(Serialize)]
struct Shown<'a> {
    digest: String,
    destination: &'a str,
    model: &'a str,
    body: &'a str,
    placeholders: Vec<ShownPlaceholder>,
    tokens: usize,
    cost: Option<f64>,
    risk: &'a Risk,
    left_out: LeftOut<'a>,
}

#[derive(Serialize)]
struct ShownPlaceholder {
    placeholder: String,
    kind: &'static str,
    times: usize,
}

#[derive(Serialize)]
struct LeftOut<'a> {
    pages: &'a [u32],
    words: usize,
}

impl<'a> Shown<'a> {
    fn of(preview: &'a PreviewView) -> Self {
        let (words, of_words) = preview.words;
        let placeholders = preview.placeholders.iter().map(|(placeholder, _, times)| ShownPlaceholder {
            placeholder: placeholder.to_string(),
            kind: placeholder.family.name(),
            times: *times,
        });
        Self {
            digest: preview.digest.to_string(),
            destination: &preview.destination,
            model: &preview.model,
            body: &preview.body,
            placeholders: placeholders.collect(),
            tokens: preview.tokens,
            cost: None,
            risk: &preview.risk,
            left_out: LeftOut { pages: &preview.left_out_pages, words: of_words.saturating_sub(words) },
        }
    }
}

#[derive(Serialize)]
struct Sent<'a> {
    answer: &'a str,
    cloud_answer: &'a str,
    restored: &'a RestoreReport,
    ledger_entry: u64,
    /// Why the answer is not whole; absent when it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    broken_off: Option<&'static str>,
}

impl<'a> Sent<'a> {
    fn of(answer: &'a CloudAnswer) -> Self {
        Self {
            answer: as_text(answer),
            cloud_answer: answer.reply.masked_words(),
            restored: &answer.report,
            ledger_entry: answer.ledger_entry,
            broken_off: answer.broken_off,
        }
    }
}
