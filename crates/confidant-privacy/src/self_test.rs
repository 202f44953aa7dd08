//! [`self_test`]: whether the recognisers of this very program find in a known text what they must find.

use confidant_text::RawText;

use crate::{Policy, Recognisers, Refusal};

/// Sentences with everything that must be found between « and ».
const PROBE: &str = include_str!("probe.txt");

/// Runs the recognisers over an embedded probe. Anything missing, cut short or failing means that nothing may be sent. What further
/// voices find beyond that is welcome.
pub fn self_test(recognisers: &Recognisers) -> Result<(), Refusal> {
    let (text, expected) = unmarked(PROBE);
    let raw = RawText::new(text.as_str());
    let findings = recognisers.scan(&[&raw], &Policy::default())?;
    let findings = findings.first().ok_or(Refusal::SelfTest)?;
    let covered = |span: &std::ops::Range<usize>| {
        findings.iter().any(|finding| finding.span.start <= span.start && span.end <= finding.span.end)
    };
    let untouched = findings.iter().map(|finding| finding.span.len()).sum::<usize>() < text.len() / 2;
    if !expected.is_empty() && expected.iter().all(covered) && untouched { Ok(()) } else { Err(Refusal::SelfTest) }
}

fn unmarked(probe: &str) -> (String, Vec<std::ops::Range<usize>>) {
    let (mut text, mut spans, mut start) = (String::new(), Vec::new(), 0);
    for c in probe.chars() {
        match c {
            '«' => start = text.len(),
            '»' => spans.push(start..text.len()),
            _ => text.push(c),
        }
    }
    (text, spans)
}

#[cfg(test)]
mod tests {
    use super::self_test;
    use crate::{Recogniser, RecogniserError, Recognisers, Refusal};
    use confidant_text::{EntityKind, Finding, RawText, Source, Span};

    #[test]
    fn the_builtin_recognisers_pass() {
        assert_eq!(self_test(&Recognisers::builtin().unwrap()), Ok(()));
    }

    struct Broken;
    impl Recogniser for Broken {
        fn name(&self) -> &'static str {
            "broken"
        }
        fn recognise(&self, _: &RawText) -> Result<Vec<Finding>, RecogniserError> {
            Err(RecogniserError::Failed { name: "broken".into(), reason: "a test" })
        }
    }

    struct Greedy;
    impl Recogniser for Greedy {
        fn name(&self) -> &'static str {
            "greedy"
        }
        fn recognise(&self, text: &RawText) -> Result<Vec<Finding>, RecogniserError> {
            let span = Span::new(0, text.len());
            Ok(vec![Finding { span, kind: EntityKind::Custom, score: 1.0, source: Source::Tagger }])
        }
    }

    #[test]
    fn a_failing_voice_and_one_that_claims_everything_do_not() {
        let broken = Recognisers::builtin().unwrap().and(Box::new(Broken));
        assert_eq!(self_test(&broken).map_err(|refusal| refusal.code()), Err("recogniser_failed"));
        let greedy = Recognisers::builtin().unwrap().and(Box::new(Greedy));
        assert_eq!(self_test(&greedy), Err(Refusal::SelfTest));
    }
}
