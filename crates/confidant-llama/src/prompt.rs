//! A conversation as tokens, in the model's own template.
//!
//! The template is applied to marks instead of the turns, and the turns are put in afterwards as plain text. So a document
//! that contains `<|im_end|>` is read as these characters; it cannot end its turn and speak as somebody else.

use confidant_local::Role;
use llama_cpp_2::{
    model::{LlamaChatMessage, LlamaChatTemplate, LlamaModel},
    token::LlamaToken,
};

/// The tokens of a conversation, up to where the assistant begins to speak.
pub(crate) fn tokens(model: &LlamaModel, turns: &[(Role, String)]) -> Vec<LlamaToken> {
    let vocab = model.vocab();
    let mut tokens = Vec::new();
    for (place, part) in skeleton(model, turns).into_iter().enumerate() {
        match part {
            Part::Template(text) => vocab.tokenize_into(text.as_bytes(), &mut tokens, place == 0, true),
            Part::Turn(turn) => {
                let text = turns.get(turn).map(|(_, text)| text.as_str()).unwrap_or_default();
                vocab.tokenize_into(text.as_bytes(), &mut tokens, false, false);
            }
        }
    }
    // A template may write the first token itself.
    if tokens.first() == Some(&vocab.bos()) && tokens.first() == tokens.get(1) {
        tokens.remove(0);
    }
    tokens
}

#[derive(Debug, PartialEq, Eq)]
enum Part {
    /// The template's own text.
    Template(String),
    /// The turn with this number.
    Turn(usize),
}

fn skeleton(model: &LlamaModel, turns: &[(Role, String)]) -> Vec<Part> {
    let rendered = model.chat_template(None).ok().and_then(|template| rendered(model, &template, turns));
    rendered.and_then(|text| cut(&text, turns.len())).unwrap_or_else(|| chatml(turns))
}

fn mark(turn: usize) -> String {
    format!("@@CONFIDANT-TURN-{turn}@@")
}

fn name(role: Role) -> &'static str {
    match role {
        Role::System => "system",
        Role::User => "user",
        Role::Assistant => "assistant",
    }
}

fn rendered(model: &LlamaModel, template: &LlamaChatTemplate, turns: &[(Role, String)]) -> Option<String> {
    let messages: Vec<_> = turns
        .iter()
        .enumerate()
        .map(|(turn, (role, _))| LlamaChatMessage::new(name(*role).to_owned(), mark(turn)))
        .collect::<Result<_, _>>()
        .ok()?;
    model.apply_chat_template(template, &messages, true).ok()
}

/// `None` when the template left a turn out or put them in another order.
fn cut(rendered: &str, turns: usize) -> Option<Vec<Part>> {
    let mut parts = Vec::with_capacity(turns * 2 + 1);
    let mut rest = rendered;
    for turn in 0..turns {
        let (before, after) = rest.split_once(&mark(turn))?;
        parts.push(Part::Template(before.to_owned()));
        parts.push(Part::Turn(turn));
        rest = after;
    }
    parts.push(Part::Template(rest.to_owned()));
    Some(parts)
}

/// For a file that carries no template, or one that llama.cpp does not know.
fn chatml(turns: &[(Role, String)]) -> Vec<Part> {
    let mut parts = Vec::with_capacity(turns.len() * 2 + 1);
    for (turn, (role, _)) in turns.iter().enumerate() {
        let end = if turn == 0 { "" } else { "<|im_end|>\n" };
        parts.push(Part::Template(format!("{end}<|im_start|>{}\n", name(*role))));
        parts.push(Part::Turn(turn));
    }
    parts.push(Part::Template("<|im_end|>\n<|im_start|>assistant\n".to_owned()));
    parts
}

#[cfg(test)]
mod tests {
    use confidant_local::Role;

    use super::{Part, chatml, cut};

    #[test]
    fn a_rendered_template_is_cut_at_its_marks() {
        let parts = cut("<s>@@CONFIDANT-TURN-0@@</s><u>@@CONFIDANT-TURN-1@@</u><a>", 2).unwrap();
        assert_eq!(
            parts,
            [
                Part::Template("<s>".into()),
                Part::Turn(0),
                Part::Template("</s><u>".into()),
                Part::Turn(1),
                Part::Template("</u><a>".into())
            ]
        );
        assert_eq!(cut("<s>@@CONFIDANT-TURN-1@@@@CONFIDANT-TURN-0@@", 2), None, "another order");
        assert_eq!(cut("<s>@@CONFIDANT-TURN-0@@", 2), None, "a turn is missing");
    }

    #[test]
    fn without_a_template_it_is_chatml() {
        let parts = chatml(&[(Role::System, "s".into()), (Role::User, "u".into())]);
        let text: String = parts
            .iter()
            .map(|part| match part {
                Part::Template(text) => text.clone(),
                Part::Turn(turn) => format!("{{{turn}}}"),
            })
            .collect();
        assert_eq!(text, "<|im_start|>system\n{0}<|im_end|>\n<|im_start|>user\n{1}<|im_end|>\n<|im_start|>assistant\n");
    }
}
