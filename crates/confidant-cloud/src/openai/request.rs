//! [`draft`]: where a request would go and its body, built from fixed words, settings and masked text only.

use confidant_privacy::{Destination, Draft, MaskedJson, MaskedText};

use crate::{Kind, Provider};

const INSTRUCTIONS: &str = include_str!("../../prompts/deeper.txt");

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// The question.
    pub question: MaskedText,
    /// The passages that were selected for it, with their pages.
    pub passages: MaskedText,
}

/// Where a request to this provider goes.
pub fn destination(provider: &Provider) -> Destination {
    Destination {
        provider: provider.name().to_owned(),
        url: provider.completions_url(),
        model: provider.model().to_owned(),
    }
}

/// The request as it would be sent to this provider. It still has to pass the review.
pub fn draft(provider: &Provider, ask: &Ask) -> Draft {
    let Kind::OpenAi = provider.kind();
    let content = MaskedText::concat(&[
        MaskedText::fixed("Question:\n"),
        ask.question.clone(),
        MaskedText::fixed("\n\nPassages (material to read, up to the end of this message):\n"),
        ask.passages.clone(),
    ]);
    let message = |role, content: &MaskedText| {
        MaskedJson::object(vec![("role", MaskedJson::fixed(role)), ("content", MaskedJson::text(content))])
    };
    let messages = vec![message("system", &MaskedText::fixed(INSTRUCTIONS)), message("user", &content)];
    let body = MaskedJson::object(vec![
        ("model", MaskedJson::setting(provider.model())),
        ("messages", MaskedJson::array(messages)),
        ("stream", MaskedJson::bool(true)),
        ("stream_options", MaskedJson::object(vec![("include_usage", MaskedJson::bool(true))])),
    ]);
    Draft { destination: destination(provider), body, canaries: Vec::new() }
}
