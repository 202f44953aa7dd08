//! Polishing of an answer that came back from outside and has its names again: grammar only, and only when nothing is lost.
//!
//! The model here is weaker than the one that wrote the answer. So the answer is corrected paragraph by paragraph, and a
//! paragraph is replaced only when it keeps every name, number and citation, in their order, and nearly every word. Lists,
//! tables, code and headings are left alone.

use confidant_text::RawText;
use tokio_util::sync::CancellationToken;
use unicode_segmentation::UnicodeSegmentation;

use crate::{
    LocalError, LocalModel, Progress, Prompt, Sink,
    check::{Demands, anchors},
    phrase::{Phrased, Phraser},
    prompts,
    words::Lexicon,
};

/// An answer after polishing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refined {
    /// The answer.
    pub text: RawText,
    /// Whether it differs from what came in.
    pub changed: bool,
}

/// Longer paragraphs are left as they are: a small model does not repeat them faithfully.
const LONGEST: usize = 90;
/// So many paragraphs are tried; an answer is not worth minutes of polishing.
const TRIED: usize = 8;
const CORRECTION: Demands = Demands { longest: 1.1, novel: 0.1, same_sense: true };

/// Corrects the restored answer to `question` where that is safe; otherwise returns it unchanged.
pub async fn refine(
    question: &RawText,
    restored: &RawText,
    model: Option<&dyn LocalModel>,
    cancel: &CancellationToken,
    sink: Sink<'_>,
) -> Result<Refined, LocalError> {
    let text = restored.expose("to correct its grammar");
    let lexicon = Lexicon::of([text, question.expose("to guess the language")]);
    let mut phraser = Phraser::new(model, &lexicon);
    let (mut refined, mut tried) = (String::with_capacity(text.len()), 0);
    for line in text.split_inclusive('\n') {
        let paragraph = line.trim();
        let better = if is_prose(paragraph) && tried < TRIED && model.is_some() {
            tried += 1;
            let prompt = Prompt::new(prompts::fill(prompts::REFINE, &[("text", paragraph)]));
            match phraser.phrase(prompt, paragraph, CORRECTION, cancel, &mut |_| ()).await {
                Phrased::Kept(better) => Some(better).filter(|better| loses_nothing(better, paragraph, &lexicon)),
                Phrased::Refused | Phrased::Cancelled => None,
            }
        } else {
            None
        };
        // White space around the paragraph stays as it was.
        let start = line.len() - line.trim_start().len();
        let piece = match &better {
            Some(better) => {
                let end = start + paragraph.len();
                format!("{}{better}{}", line.get(..start).unwrap_or_default(), line.get(end..).unwrap_or_default())
            }
            None => line.to_owned(),
        };
        sink(Progress::Delta(&piece));
        refined.push_str(&piece);
    }
    let changed = refined != text;
    Ok(Refined { text: refined.into(), changed })
}

fn is_prose(paragraph: &str) -> bool {
    let words = paragraph.unicode_words().count();
    let marked = paragraph.starts_with(['#', '|', '-', '*', '•', '>', '`', '+']) || paragraph.contains('`');
    let numbered = paragraph.starts_with(|c: char| c.is_ascii_digit());
    (4..=LONGEST).contains(&words) && !marked && !numbered
}

/// The same names and numbers as often and in the same order, the same brackets, and nearly the same words.
fn loses_nothing(better: &str, paragraph: &str, lexicon: &Lexicon) -> bool {
    let marks =
        |text: &str| text.chars().filter(|c| matches!(c, '[' | ']' | '(' | ')' | '/' | '@' | '"')).collect::<String>();
    let kept: std::collections::HashSet<_> = lexicon.terms(better).into_iter().collect();
    let terms = lexicon.terms(paragraph);
    let lost = terms.iter().filter(|term| !kept.contains(*term)).count();
    anchors(better) == anchors(paragraph) && marks(better) == marks(paragraph) && lost * 10 <= terms.len()
}

#[cfg(test)]
mod tests {
    use tokio_util::sync::CancellationToken;

    use super::{Refined, refine};
    use crate::testing::{FakeModel, run};

    const RESTORED: &str =
        "Hannah Hale have to pay €1,250 on 1 May (page 2).\n\n- Marlow Estates Ltd keeps the deposit\n";

    fn refined(reply: impl Fn(&str) -> String + Send + Sync + 'static) -> Refined {
        let model = FakeModel::answering(reply);
        run(refine(&"What is due?".into(), &RESTORED.into(), Some(&model), &CancellationToken::new(), &mut |_| {}))
            .unwrap()
    }

    #[test]
    fn grammar_is_corrected_and_lists_are_left_alone() {
        let refined = refined(|text| text.replace("have to", "has to"));
        assert!(refined.changed);
        assert_eq!(refined.text.expose("test"), RESTORED.replace("have to", "has to"));
    }

    #[test]
    fn whatever_loses_or_adds_a_fact_is_dropped() {
        for (from, to) in
            [("Hannah ", ""), ("€1,250", "€1,520"), (" (page 2)", ""), ("Hale", "Smith"), ("have to", "do not have to")]
        {
            let refined = refined(move |text| text.replace(from, to));
            assert!(!refined.changed, "{from} → {to}");
            assert_eq!(refined.text.expose("test"), RESTORED);
        }
    }

    #[test]
    fn without_a_model_nothing_changes() {
        let refined = run(refine(&"".into(), &RESTORED.into(), None, &CancellationToken::new(), &mut |_| {})).unwrap();
        assert_eq!((refined.changed, refined.text.expose("test")), (false, RESTORED));
    }
}
