//! A conversation without a document: what fits into the model's context, from the newest backwards.

use confidant_text::RawText;
use tokio_util::sync::CancellationToken;

use crate::{Generated, LocalError, LocalModel, Progress, Prompt, Role, Sampling, Sink, Turn, prompts};

/// How long an answer may become, in tokens; a small context leaves it a quarter.
const ANSWER: usize = 512;
/// What a template writes around a turn.
const AROUND: usize = 8;
/// Likely words, not always the likeliest: a small model that always takes the likeliest one goes round in circles.
const SAMPLING: Sampling = Sampling { temperature: 0.3, seed: 0, repeat_penalty: 1.1 };

/// Answers `question` after `history`, without any document.
///
/// When not all of it fits into the context, the oldest turns are left out, and [`Generated::left_out`] says how many.
pub async fn chat(
    history: &[Turn],
    question: &RawText,
    model: &dyn LocalModel,
    cancel: &CancellationToken,
    sink: Sink<'_>,
) -> Result<Generated, LocalError> {
    let room = model.context_tokens();
    let answer = ANSWER.min(room / 4);
    let system = prompts::fill(prompts::CHAT, &[]);
    let asked = Turn::new(Role::User, question.clone());

    let mut needed = answer;
    for turn in system.iter().chain([&asked]) {
        needed += model.count(&turn.text).await? + AROUND;
    }
    if needed > room {
        return Err(LocalError::TooLong { tokens: needed, limit: room });
    }
    let mut kept = 0;
    for turn in history.iter().rev() {
        needed += model.count(&turn.text).await? + AROUND;
        if needed > room {
            break;
        }
        kept += 1;
    }
    // A conversation does not begin with an answer.
    let recent = history.iter().skip(history.len() - kept).skip_while(|turn| turn.role == Role::Assistant);
    let recent: Vec<Turn> = recent.cloned().collect();
    let left_out = history.len() - recent.len();

    let turns = system.into_iter().chain(recent).chain([asked]).collect();
    let mut delta = |piece: &str| sink(Progress::Delta(piece));
    let prompt = Prompt { turns, sampling: SAMPLING };
    let generated = model.generate(&prompt, answer, cancel, &mut delta).await?;
    Ok(Generated { left_out, ..generated })
}

#[cfg(test)]
mod tests {
    use tokio_util::sync::CancellationToken;

    use super::chat;
    use crate::{
        LocalError, Progress, Role, Stopped, Turn,
        testing::{FakeModel, run},
    };

    fn history() -> Vec<Turn> {
        (0..10)
            .flat_map(|n| {
                [
                    Turn::new(Role::User, format!("question {n} {}", "word ".repeat(18))),
                    Turn::new(Role::Assistant, format!("answer {n} {}", "word ".repeat(18))),
                ]
            })
            .collect()
    }

    #[test]
    fn the_answer_streams_and_is_whole() {
        let model = FakeModel::answering(|question| format!("You said: {question}"));
        let mut streamed = String::new();
        let generated = run(chat(&[], &"hello there".into(), &model, &CancellationToken::new(), &mut |progress| {
            if let Progress::Delta(piece) = progress {
                streamed.push_str(piece);
            }
        }))
        .unwrap();
        assert_eq!(generated.text.expose("test"), "You said: hello there");
        assert_eq!(streamed, "You said: hello there");
        assert_eq!((generated.stopped, generated.left_out), (Stopped::End, 0));
    }

    #[test]
    fn what_does_not_fit_is_left_out_from_the_oldest_and_told() {
        let model = FakeModel::answering(str::to_owned).with_context(400);
        let generated = run(chat(&history(), &"now?".into(), &model, &CancellationToken::new(), &mut |_| {})).unwrap();
        assert!(generated.left_out > 0 && generated.left_out < 20);
        assert_eq!(generated.left_out % 2, 0, "an answer is not kept without its question");
    }

    #[test]
    fn a_question_that_does_not_fit_is_an_error_with_numbers() {
        let model = FakeModel::answering(str::to_owned).with_context(100);
        let long = "word ".repeat(200).into();
        let refused = run(chat(&[], &long, &model, &CancellationToken::new(), &mut |_| {}));
        assert!(matches!(refused, Err(LocalError::TooLong { tokens, limit: 100 }) if tokens > 200));
    }

    #[test]
    fn a_stop_keeps_what_was_written() {
        let model = FakeModel::answering(|_| "one two three four".into());
        let cancel = CancellationToken::new();
        let generated = run(chat(&[], &"count".into(), &model, &cancel, &mut |_| cancel.cancel())).unwrap();
        assert_eq!((generated.text.expose("test"), generated.stopped), ("one ", Stopped::Cancelled));
    }
}
