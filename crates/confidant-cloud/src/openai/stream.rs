//! The answer as it streams in: server-sent events, each a JSON chunk, the last one `[DONE]`.

use eventsource_stream::{EventStreamError, Eventsource};
use futures_util::{Stream, StreamExt};
use reqwest::Response;
use serde::Deserialize;

use super::{from_stream, problem::Codes};
use crate::{CloudError, Finish, Usage};

/// No answer is longer than this, with all that is around it.
const LARGEST: usize = 16 * 1024 * 1024;

/// A piece of an answer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Some of its words.
    Words(String),
    /// Why the model ended.
    Finish(Finish),
    /// What was counted.
    Usage(Usage),
    /// The provider says that this was all.
    Done,
}

#[derive(Deserialize)]
struct Chunk {
    #[serde(default)]
    choices: Vec<Choice>,
    usage: Option<Counted>,
    error: Option<Codes>,
}

#[derive(Deserialize)]
struct Choice {
    #[serde(default)]
    index: u64,
    #[serde(default)]
    delta: Delta,
    finish_reason: Option<String>,
}

#[derive(Default, Deserialize)]
struct Delta {
    content: Option<String>,
    refusal: Option<String>,
}

#[derive(Deserialize)]
struct Counted {
    prompt_tokens: u64,
    completion_tokens: u64,
}

/// The pieces of a streamed answer. It ends after [`Piece::Done`], an error, or where the connection ends: without `Done`
/// it is not whole.
pub(crate) fn pieces(response: Response) -> impl Stream<Item = Result<Piece, CloudError>> + Unpin {
    let mut read = 0_usize;
    let bytes = response.bytes_stream().map(move |bytes| {
        let bytes = bytes.map_err(|error| network(&error))?;
        read = read.saturating_add(bytes.len());
        if read > LARGEST { Err(CloudError::TooMuch) } else { Ok(bytes) }
    });
    let events = bytes.eventsource().map(|event| match event {
        Ok(event) => chunk(&event.data),
        Err(EventStreamError::Transport(error)) => vec![Err(error)],
        Err(_) => vec![Err(CloudError::Malformed)],
    });
    Box::pin(events.flat_map(futures_util::stream::iter))
}

/// What an error of the connection means; what it says may hold the address.
pub(crate) fn network(error: &reqwest::Error) -> CloudError {
    if error.is_timeout() {
        CloudError::TimedOut
    } else if error.is_connect() {
        CloudError::Unreachable
    } else {
        CloudError::CutOff
    }
}

fn chunk(data: &str) -> Vec<Result<Piece, CloudError>> {
    if data.trim() == "[DONE]" {
        return vec![Ok(Piece::Done)];
    }
    let Ok(chunk) = serde_json::from_str::<Chunk>(data) else { return vec![Err(CloudError::Malformed)] };
    if let Some(codes) = chunk.error {
        return vec![Err(from_stream(&codes))];
    }
    let mut pieces = Vec::new();
    for choice in chunk.choices.into_iter().filter(|choice| choice.index == 0) {
        let words = [choice.delta.content, choice.delta.refusal].into_iter().flatten();
        pieces.extend(words.filter(|words| !words.is_empty()).map(|words| Ok(Piece::Words(words))));
        pieces.extend(choice.finish_reason.map(|reason| Ok(Piece::Finish(Finish::of(&reason)))));
    }
    pieces.extend(chunk.usage.map(|counted| {
        Ok(Piece::Usage(Usage { prompt: counted.prompt_tokens, completion: counted.completion_tokens }))
    }));
    pieces
}

#[cfg(test)]
mod tests {
    use super::{Piece, chunk};
    use crate::{CloudError, Finish, Usage};

    fn good(data: &str) -> Vec<Piece> {
        chunk(data).into_iter().map(Result::unwrap).collect()
    }

    #[test]
    fn chunks_of_the_protocol_are_understood() {
        let words = r#"{"id":"x","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"role":"assistant","content":"Hé"},"finish_reason":null}]}"#;
        assert_eq!(good(words), [Piece::Words("Hé".to_owned())]);
        let second = r#"{"choices":[{"index":1,"delta":{"content":"other"},"finish_reason":"stop"}]}"#;
        assert_eq!(good(second), []);
        let end = r#"{"choices":[{"index":0,"delta":{},"finish_reason":"length"}]}"#;
        assert_eq!(good(end), [Piece::Finish(Finish::Length)]);
        let usage = r#"{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}}"#;
        assert_eq!(good(usage), [Piece::Usage(Usage { prompt: 3, completion: 4 })]);
        assert_eq!(good("[DONE]"), [Piece::Done]);
    }

    #[test]
    fn what_is_no_chunk_is_an_error() {
        for data in ["", "{", "hello", r#"{"choices":[{"delta":{"content":7}}]}"#, r#"{"choices":"x"}"#] {
            assert!(matches!(chunk(data)[..], [Err(CloudError::Malformed)]), "{data}");
        }
        let limited = r#"{"error":{"message":"words","code":"rate_limit_exceeded"}}"#;
        assert!(matches!(chunk(limited)[..], [Err(CloudError::TooMany { after: None })]));
        let odd = r#"{"error":{"message":"words","code":17}}"#;
        assert!(matches!(chunk(odd)[..], [Err(CloudError::Provider { status: 200 })]));
    }
}
