//! The prompts, as files: `[system]`, `[user]` and `[assistant]` begin a turn, `{name}` is filled in.

use crate::{Role, Turn};

pub(crate) const SENTENCE: &str = include_str!("../prompts/sentence.txt");
pub(crate) const ANSWER: &str = include_str!("../prompts/answer.txt");
pub(crate) const CHAT: &str = include_str!("../prompts/chat.txt");
pub(crate) const REFINE: &str = include_str!("../prompts/refine.txt");

/// The turns of a prompt file, filled in.
///
/// A value is put in once and never looked at again, so that `{text}` in a document stays what it is.
pub(crate) fn fill(file: &str, values: &[(&str, &str)]) -> Vec<Turn> {
    let mut turns: Vec<(Role, String)> = Vec::new();
    for line in file.lines() {
        let role = match line {
            "[system]" => Some(Role::System),
            "[user]" => Some(Role::User),
            "[assistant]" => Some(Role::Assistant),
            _ => None,
        };
        match (role, turns.last_mut()) {
            (Some(role), _) => turns.push((role, String::new())),
            (None, Some((_, text))) => {
                if !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(line);
            }
            (None, None) => {}
        }
    }
    turns.into_iter().map(|(role, text)| Turn::new(role, put_in(text.trim(), values))).collect()
}

fn put_in<'v>(template: &str, values: &[(&str, &'v str)]) -> String {
    let mut filled = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let value = |(name, value): &(&str, &'v str)| Some((*value, after.strip_prefix(name)?.strip_prefix('}')?));
        let (put, left) = values.iter().find_map(value).unwrap_or(("{", after));
        filled.push_str(put);
        rest = left;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::{ANSWER, CHAT, REFINE, SENTENCE, fill};
    use crate::Role;

    #[test]
    fn every_prompt_is_whole() {
        for (file, turns) in [(SENTENCE, 6), (ANSWER, 6), (CHAT, 1), (REFINE, 4)] {
            let filled = fill(file, &[("text", "T"), ("question", "Q")]);
            assert_eq!(filled.len(), turns);
            assert_eq!(filled[0].role, Role::System);
            assert!(filled.iter().all(|turn| !turn.text.is_blank() && !turn.text.expose("test").contains('{')));
        }
    }

    #[test]
    fn a_value_is_not_looked_at_again() {
        let filled = fill("[user]\n{text} and {question} {other}", &[("text", "{question}"), ("question", "why?")]);
        assert_eq!(filled[0].text.expose("test"), "{question} and why? {other}");
    }
}
