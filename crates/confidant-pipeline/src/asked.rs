//! [`Asked`]: a question and what was said before it.

use confidant_privacy::Findings;
use confidant_text::{Finding, RawText, Span};

/// A question, and what was said before it.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// What would leave, masked.
    pub question: RawText,
    /// The turns before it, oldest first. They stay here: read in one piece with them, a short question shows what it holds.
    pub before: Vec<RawText>,
}

/// Between two turns.
const GAP: &str = "\n\n";

impl From<RawText> for Asked {
    fn from(question: RawText) -> Self {
        Self { question, before: Vec::new() }
    }
}

impl Asked {
    /// The turns and the question as one text, if anything was said before.
    pub(crate) fn conversation(&self) -> Option<RawText> {
        if self.before.is_empty() {
            return None;
        }
        let turns =
            self.before.iter().chain([&self.question]).map(|turn| turn.expose("to read the conversation in one"));
        Some(turns.collect::<Vec<_>>().join(GAP).into())
    }

    /// Adds to what was found in the question alone what was found in it as the end of the conversation.
    pub(crate) fn take_over(&self, told: &Findings, found: &mut Findings) {
        let length = |text: &RawText| text.expose("to measure it").len();
        let start: usize = self.before.iter().map(|turn| length(turn) + GAP.len()).sum();
        for Finding { span, kind, score, source } in told.iter().filter(|finding| finding.span.end > start) {
            let span = Span::new(span.start.saturating_sub(start), span.end - start);
            found.add(Finding { span, kind: *kind, score: *score, source: source.clone() });
        }
    }
}

#[cfg(test)]
mod tests {
    use confidant_privacy::{Policy, Recognisers, Vault, mask_all};

    use super::Asked;

    /// The question as it would leave.
    fn masked(before: &[&str], question: &str) -> String {
        let asked = Asked { question: question.into(), before: before.iter().map(|turn| (*turn).into()).collect() };
        let recognisers = Recognisers::builtin().unwrap();
        let conversation = asked.conversation();
        let texts: Vec<_> = [&asked.question].into_iter().chain(&conversation).collect();
        let mut findings = recognisers.scan(&texts, &Policy::default()).unwrap();
        if conversation.is_some() {
            let told = findings.pop().unwrap();
            asked.take_over(&told, &mut findings[0]);
        }
        mask_all(&[&asked.question], &findings, &mut Vault::new(), &Policy::default()).unwrap().remove(0).to_string()
    }

    #[test]
    fn a_short_answer_is_understood_from_the_turn_before_it() {
        assert_eq!(masked(&[], "X1234567"), "X1234567");
        assert_eq!(masked(&["Which one do you mean?", "Passport no."], "X1234567"), "[ID_1]");
        assert_eq!(
            masked(&["I met Dr. Okafor."], "Okafor said so, and 17 others"),
            "[PERSON_1] said so, and 17 others"
        );
        assert_eq!(masked(&["Where?", "There."], "What is due when?"), "What is due when?");
    }
}
