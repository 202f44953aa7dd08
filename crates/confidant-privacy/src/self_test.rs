//! [`self_test`]: whether the recognisers of this very program find in a known text what they must find.

use std::ops::Range;

use confidant_text::{EntityKind, RawText};

use crate::{Policy, Preset, Recognisers, Refusal};

/// Sentences with everything that must be found, as `«KIND|words»`.
const PROBE: &str = include_str!("probe.txt");

/// What must be found, and what it is.
type Mark = (Range<usize>, EntityKind);

/// Runs the recognisers over an embedded probe. Anything missing, cut short, taken for another kind or failing means that nothing
/// may be sent. What further voices find beyond that is welcome, unless it is most of the text. Readers are not asked: one that
/// cannot read refuses each text.
pub fn self_test(recognisers: &Recognisers) -> Result<(), Refusal> {
    let (text, expected) = unmarked(PROBE).ok_or(Refusal::SelfTest)?;
    let raw = RawText::new(text.as_str());
    let policy = Policy { preset: Preset::Strict, ..Policy::default() };
    let findings = recognisers.scan_by_rules(&[&raw], &policy)?;
    let findings = findings.first().ok_or(Refusal::SelfTest)?;
    let found = |(span, kind): &Mark| {
        let covers = |found: Range<usize>| found.start <= span.start && span.end <= found.end;
        findings.iter().any(|finding| finding.kind == *kind && covers(finding.span.start..finding.span.end))
    };
    let untouched = findings.iter().map(|finding| finding.span.len()).sum::<usize>() < text.len() / 2;
    if !expected.is_empty() && expected.iter().all(found) && untouched { Ok(()) } else { Err(Refusal::SelfTest) }
}

/// The text without its marks, and what they mark; nothing when a mark is malformed.
fn unmarked(probe: &str) -> Option<(String, Vec<Mark>)> {
    let mut parts = probe.split('«');
    let (mut text, mut spans) = (parts.next()?.to_owned(), Vec::new());
    for part in parts {
        let (marked, rest) = part.split_once('»')?;
        let (kind, words) = marked.split_once('|')?;
        spans.push((text.len()..text.len() + words.len(), kind.parse().ok()?));
        text.push_str(words);
        text.push_str(rest);
    }
    Some((text, spans))
}

#[cfg(test)]
mod tests {
    use super::{PROBE, self_test, unmarked};
    use crate::{Policy, Recogniser, RecogniserError, Recognisers, Refusal};
    use confidant_text::{EntityKind, Finding, RawText, Source, Span};

    #[test]
    fn the_builtin_recognisers_pass() {
        let (text, expected) = unmarked(PROBE).unwrap();
        let raw = RawText::new(text.as_str());
        let findings = Recognisers::builtin().unwrap().scan(&[&raw], &Policy::default()).unwrap().remove(0);
        let found: Vec<_> = findings.iter().map(|finding| (finding.kind, finding.span.of(&text).unwrap())).collect();
        let expected: Vec<_> = expected.into_iter().map(|(span, kind)| (kind, &text[span])).collect();
        assert_eq!(found, expected);
        assert_eq!(self_test(&Recognisers::builtin().unwrap()), Ok(()));
    }

    #[test]
    fn the_probe_has_twenty_sentences() {
        assert!(PROBE.lines().count() >= 20);
    }

    /// Claims what it is told to.
    struct Voice(fn(&RawText) -> Result<Vec<Finding>, RecogniserError>);
    impl Recogniser for Voice {
        fn name(&self) -> &'static str {
            "voice"
        }
        fn recognise(&self, text: &RawText) -> Result<Vec<Finding>, RecogniserError> {
            (self.0)(text)
        }
    }

    fn tested(voice: fn(&RawText) -> Result<Vec<Finding>, RecogniserError>) -> Result<(), Refusal> {
        self_test(&Recognisers::builtin().unwrap().and(Box::new(Voice(voice))))
    }

    fn claim(start: usize, end: usize, kind: EntityKind) -> Finding {
        Finding { span: Span::new(start, end), kind, score: 1.0, source: Source::Tagger }
    }

    #[test]
    fn a_voice_that_fails_claims_everything_or_calls_it_something_else_does_not() {
        let broken = tested(|_| Err(RecogniserError::Failed { name: "broken".into(), reason: "a test" }));
        assert_eq!(broken.map_err(|refusal| refusal.code()), Err("recogniser_failed"));
        let greedy = tested(|text| Ok(vec![claim(0, text.len(), EntityKind::Custom)]));
        assert_eq!(greedy, Err(Refusal::SelfTest));
        let misled = tested(|text| {
            let at = text.expose("test").find("12 March").into_iter();
            Ok(at.map(|at| claim(at - 3, at + 14, EntityKind::Organisation)).collect())
        });
        assert_eq!(misled, Err(Refusal::SelfTest));
    }
}
