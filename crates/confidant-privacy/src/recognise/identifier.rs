//! [`Identifiers`]: the numbers that states, banks and makers gave to people, businesses and things, by scheme: a shape, a checksum
//! and the words beside it. One pass finds the candidates and one the words, so that many schemes cost little more than one.

mod africa;
mod americas;
mod asia;
mod british;
mod candidate;
mod central_europe;
mod device;
mod document;
mod east_europe;
mod finance;
mod north_europe;
mod oceania;
mod scheme;
mod south_europe;
mod sum;
mod vehicle;
mod wallet;
mod west_europe;

use std::{cmp::Reverse, ops::Range};

use confidant_text::{EntityKind, Finding, RawText, Source, Span};

use super::{
    Recogniser, RecogniserError,
    anchors::{Anchors, Hit},
};
use candidate::{Candidate, Candidates};
pub(crate) use scheme::Scheme;
use scheme::{Alone, Shape};

/// Every scheme.
pub(crate) fn schemes() -> Vec<Scheme> {
    [
        finance::SCHEMES,
        wallet::SCHEMES,
        device::SCHEMES,
        vehicle::SCHEMES,
        document::SCHEMES,
        british::SCHEMES,
        west_europe::SCHEMES,
        central_europe::SCHEMES,
        south_europe::SCHEMES,
        north_europe::SCHEMES,
        east_europe::SCHEMES,
        americas::SCHEMES,
        asia::SCHEMES,
        africa::SCHEMES,
        oceania::SCHEMES,
    ]
    .concat()
}

/// Whether a value is a number of this kind whose checksum holds: a typo in it would show.
pub(crate) fn has_valid_checksum(kind: EntityKind, value: &str) -> bool {
    let compact: String = value.chars().filter(char::is_ascii_alphanumeric).collect();
    schemes().iter().filter(|scheme| scheme.kind == kind && scheme.has_checksum()).any(|scheme| {
        let fits = |shape: &Shape| shape.fits(if shape.separated { value } else { &compact });
        Shape::all(scheme).is_some_and(|shapes| shapes.iter().any(fits)) && scheme.holds(&compact, value)
    })
}

/// How far from its number a word may stand, in characters: before it, before it when the checksum fails, behind it.
const BEFORE: usize = 60;
const CLOSE: usize = 32;
const BEHIND: usize = 28;
/// A character has at most so many bytes.
const WIDEST: usize = 4;

/// All schemes, compiled.
pub(crate) struct Identifiers {
    schemes: Vec<(Scheme, Vec<Shape>)>,
    words: Anchors,
    /// For each word, the schemes it stands beside.
    of_word: Vec<Vec<usize>>,
    /// The schemes that need no word, by the length of their shapes.
    alone: Vec<Vec<(usize, usize)>>,
}

/// A word of some schemes in a text.
struct Word {
    span: Range<usize>,
    schemes: usize,
}

/// A candidate that is claimed.
struct Claim {
    span: Range<usize>,
    scheme: usize,
    valid: bool,
    /// How long the word beside it is; a longer one says more.
    word: usize,
}

impl Identifiers {
    /// Compiles a table of schemes; an empty one is an error, for it would find nothing.
    pub(crate) fn compile(table: &[Scheme]) -> Result<Self, RecogniserError> {
        if table.is_empty() {
            return Err(RecogniserError::NoRules);
        }
        let mut schemes = Vec::new();
        let mut words: Vec<&str> = Vec::new();
        let mut of_word: Vec<Vec<usize>> = Vec::new();
        let mut alone: Vec<Vec<(usize, usize)>> = Vec::new();
        for (at, scheme) in table.iter().enumerate() {
            let shapes = Shape::all(scheme).ok_or(RecogniserError::BadRule(scheme.name))?;
            for (which, shape) in shapes.iter().enumerate().filter(|(_, shape)| shape.alone != Alone::Never) {
                alone.resize(alone.len().max(shape.len() + 1), Vec::new());
                alone.get_mut(shape.len()).ok_or(RecogniserError::BadRule(scheme.name))?.push((at, which));
            }
            for word in scheme.words() {
                let known = words.iter().position(|known| *known == word);
                if let Some(schemes) = known.and_then(|known| of_word.get_mut(known)) {
                    schemes.push(at);
                } else {
                    words.push(word);
                    of_word.push(vec![at]);
                }
            }
            schemes.push((*scheme, shapes));
        }
        let begins = |word: &str| word.starts_with(char::is_alphanumeric);
        let words = Anchors::new(words.iter().map(|word| (*word, begins(word))))
            .map_err(|_| RecogniserError::BadRule("words of identifiers"))?;
        Ok(Self { schemes, words, of_word, alone })
    }

    fn words_in(&self, text: &str) -> Vec<Word> {
        let hits = self.words.find(text).into_iter();
        let hits = hits.filter(|Hit { span, .. }| stands_as_word(text, span.clone()));
        let mut words: Vec<_> = hits.map(|Hit { span, anchor }| Word { span, schemes: anchor }).collect();
        words.sort_unstable_by_key(|word| word.span.end);
        words
    }

    /// The claims that a candidate allows: those of the words beside it, and those that need none.
    fn claim(&self, text: &str, words: &[Word], candidate: &Candidate, claims: &mut Vec<Claim>) {
        let span = &candidate.span;
        let mut claim = |scheme: usize, valid: bool, word: usize| {
            claims.push(Claim { span: span.clone(), scheme, valid, word });
        };
        let near = words.iter().skip(words.partition_point(|word| word.span.end + BEFORE * WIDEST < span.start));
        for word in near.take_while(|word| word.span.start <= span.end + BEHIND * WIDEST) {
            let Some(distance) = Distance::between(text, &word.span, span) else { continue };
            for scheme in self.of_word.get(word.schemes).into_iter().flatten() {
                let Some((row, shapes)) = self.schemes.get(*scheme) else { continue };
                if shapes.iter().any(|shape| shape.fits_candidate(candidate)) {
                    let valid = row.holds(&candidate.compact, &candidate.written);
                    let sure = valid && row.has_checksum();
                    if sure || candidate.tidy && (valid || distance == Distance::Close) {
                        claim(*scheme, valid, word.span.len());
                    }
                }
            }
        }
        if candidate.tidy && sum::varied(&candidate.compact) {
            let mut lengths = [candidate.compact.len(), candidate.written.len()];
            if lengths[0] == lengths[1] {
                lengths[1] = 0;
            }
            for (scheme, which) in lengths.iter().filter_map(|len| self.alone.get(*len)).flatten() {
                let Some((row, shapes)) = self.schemes.get(*scheme) else { continue };
                let free = |shape: &&Shape| candidate.whole || shape.alone == Alone::Always;
                let fits = shapes.get(*which).filter(free).is_some_and(|shape| shape.fits_candidate(candidate));
                if fits && row.holds(&candidate.compact, &candidate.written) {
                    claim(*scheme, true, 0);
                }
            }
        }
    }
}

impl Shape {
    fn fits_candidate(&self, candidate: &Candidate) -> bool {
        if self.separated {
            return self.fits(&candidate.written);
        }
        self.fits(&candidate.compact) && !candidate.written.contains([':', '+'])
    }
}

impl Recogniser for Identifiers {
    fn name(&self) -> &'static str {
        "identifiers"
    }

    fn recognise(&self, text: &RawText) -> Result<Vec<Finding>, RecogniserError> {
        let text = text.expose("to look for identifiers in it");
        let words = self.words_in(text);
        let mut claims = Vec::new();
        Candidates::of(text).each(|candidate| self.claim(text, &words, candidate, &mut claims));
        let taken = settled(claims);
        let found = taken.iter().filter_map(|claim| {
            let (scheme, _) = self.schemes.get(claim.scheme)?;
            let score = match (claim.valid, scheme.has_checksum()) {
                (true, true) => 1.0,
                (true, false) => 0.85,
                (false, _) => 0.8,
            };
            let span = Span::new(claim.span.start, claim.span.end);
            Some(Finding { span, kind: scheme.kind, score, source: Source::Rule(scheme.name.to_owned()) })
        });
        Ok(found.collect())
    }
}

/// Of claims that overlap, those that stand: the valid before the others, the longer before what lies in them, the better word before
/// the worse. One that holds all it overlaps stands beside them, so that a long number with a typo is masked whole.
fn settled(mut claims: Vec<Claim>) -> Vec<Claim> {
    claims.sort_by_key(|claim| claim.span.start);
    let mut taken = Vec::new();
    let mut cluster: Vec<Claim> = Vec::new();
    let mut end = 0;
    for claim in claims {
        if claim.span.start >= end {
            taken.extend(strongest(std::mem::take(&mut cluster)));
        }
        end = end.max(claim.span.end);
        cluster.push(claim);
    }
    taken.extend(strongest(cluster));
    taken
}

fn strongest(mut cluster: Vec<Claim>) -> Vec<Claim> {
    cluster.sort_by_key(|claim| (!claim.valid, Reverse(claim.span.len()), Reverse(claim.word), claim.scheme));
    let mut taken: Vec<Claim> = Vec::new();
    for claim in cluster {
        let overlaps = |other: &&Claim| other.span.start < claim.span.end && claim.span.start < other.span.end;
        let holds = |other: &Claim| {
            claim.span.start <= other.span.start && other.span.end <= claim.span.end && claim.span != other.span
        };
        if taken.iter().filter(overlaps).all(holds) {
            taken.push(claim);
        }
    }
    taken
}

/// How a word stands to a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Distance {
    /// Right before it, with no other number between.
    Close,
    /// Somewhat before or behind it.
    Near,
}

impl Distance {
    fn between(text: &str, word: &Range<usize>, number: &Range<usize>) -> Option<Self> {
        if word.end <= number.start {
            let gap = text.get(word.end..number.start)?;
            let chars = gap.chars().count();
            // A label may stand over its value.
            let lines = gap.matches('\n').count();
            let close = chars <= CLOSE && !gap.bytes().any(|byte| byte.is_ascii_digit());
            let near = chars <= BEFORE && lines <= 2;
            near.then_some(if close { Self::Close } else { Self::Near })
        } else if word.start >= number.end {
            let gap = text.get(number.end..word.start)?;
            (gap.chars().count() <= BEHIND && !gap.contains('\n')).then_some(Self::Near)
        } else {
            // "PL 8567346215" and "NL1234B01" hold their word themselves; it must not make them more than they are.
            None
        }
    }
}

/// Nothing alphabetic around it, but what a compound goes on with: "Passnummer".
fn stands_as_word(text: &str, span: Range<usize>) -> bool {
    let word = text.get(span.clone()).unwrap_or_default();
    let before = text.get(..span.start).and_then(|before| before.chars().next_back());
    let begins = !word.starts_with(char::is_alphanumeric) || !before.is_some_and(char::is_alphanumeric);
    let rest = text.get(span.end..).unwrap_or_default();
    let next = rest.chars().next();
    let compound = ["n", "N", "s", "-"].iter().any(|start| rest.starts_with(start))
        && ["number", "nummer", "nr", "num", "no", "s "]
            .iter()
            .any(|end| rest.get(..end.len()).is_some_and(|start| start.eq_ignore_ascii_case(end)));
    begins && (compound || !word.ends_with(char::is_alphabetic) || !next.is_some_and(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use confidant_text::{EntityKind, RawText};

    use super::{Identifiers, has_valid_checksum, schemes};
    use crate::recognise::{Recogniser, RecogniserError, witness};

    const WITNESSES: [&str; 15] = [
        include_str!("identifier/africa.witnesses"),
        include_str!("identifier/americas.witnesses"),
        include_str!("identifier/asia.witnesses"),
        include_str!("identifier/british.witnesses"),
        include_str!("identifier/central_europe.witnesses"),
        include_str!("identifier/device.witnesses"),
        include_str!("identifier/document.witnesses"),
        include_str!("identifier/east_europe.witnesses"),
        include_str!("identifier/finance.witnesses"),
        include_str!("identifier/north_europe.witnesses"),
        include_str!("identifier/oceania.witnesses"),
        include_str!("identifier/south_europe.witnesses"),
        include_str!("identifier/vehicle.witnesses"),
        include_str!("identifier/wallet.witnesses"),
        include_str!("identifier/west_europe.witnesses"),
    ];

    fn found(identifiers: &Identifiers, text: &str) -> Vec<String> {
        let found = identifiers.recognise(&RawText::new(text)).unwrap();
        found.iter().map(|finding| finding.span.of(text).unwrap().to_owned()).collect()
    }

    /// Each scheme alone finds exactly what its hits mark, and nothing in its other witnesses.
    #[test]
    fn every_scheme_stands_by_its_witnesses() {
        let mut witnesses: BTreeMap<_, _> = WITNESSES.iter().flat_map(|file| witness::read(file)).collect();
        let mut wrong = Vec::new();
        for scheme in schemes() {
            let alone = Identifiers::compile(&[scheme]).unwrap();
            let own = witnesses.remove(scheme.name).unwrap_or_default();
            wrong.extend(witness::wrongs(scheme.name, &own, |text| found(&alone, text)));
        }
        wrong.extend(witnesses.keys().map(|name| format!("{name}: witnesses of no scheme")));
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    }

    #[test]
    fn names_of_schemes_are_unique() {
        let mut names: Vec<_> = schemes().iter().map(|scheme| scheme.name).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }

    #[test]
    fn an_empty_or_broken_table_is_an_error() {
        assert_eq!(Identifiers::compile(&[]).err(), Some(RecogniserError::NoRules));
        let first = schemes()[0];
        let broken = super::Scheme { shapes: "z", ..first };
        assert_eq!(Identifiers::compile(&[broken]).err(), Some(RecogniserError::BadRule(first.name)));
    }

    /// Order and invoice numbers of six to twelve digits, without a word beside them: how many of ten thousand each scheme claims.
    #[test]
    fn no_scheme_claims_plain_numbers_by_chance() {
        let identifiers = Identifiers::compile(&schemes()).unwrap();
        let mut state = 20_261_121_u64;
        let mut claimed: BTreeMap<String, u32> = BTreeMap::new();
        for _ in 0..10_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let digits = state >> 33;
            let number = (state >> 20) % 10_u64.pow(u32::try_from(6 + digits % 7).unwrap());
            let text = format!("Order {number} has left the house.");
            for finding in identifiers.recognise(&RawText::new(text.as_str())).unwrap() {
                *claimed.entry(finding.source.to_string()).or_default() += 1;
            }
        }
        assert!(claimed.values().all(|count| *count <= 50), "{claimed:?}");
        assert!(claimed.values().sum::<u32>() <= 300, "{claimed:?}");
    }

    #[test]
    fn a_checksum_that_fails_is_masked_beside_its_word_only() {
        let identifiers = Identifiers::compile(&schemes()).unwrap();
        assert_eq!(found(&identifiers, "IBAN: DE89 3704 0044 0532 0131 00."), ["DE89 3704 0044 0532 0131 00"]);
        assert!(found(&identifiers, "Parcel DE89 3704 0044 0532 0131 00.").is_empty());
        assert_eq!(found(&identifiers, "Parcel DE89 3704 0044 0532 0130 00."), ["DE89 3704 0044 0532 0130 00"]);
    }

    #[test]
    fn separators_of_every_sort_do_not_hide_a_number() {
        let identifiers = Identifiers::compile(&schemes()).unwrap();
        for number in [
            "44051401359",
            "440514\u{a0}01359",
            "440514-01359",
            "44 05 14 01 359",
            "44.05.14.01359",
            "440514\u{2013}01359",
        ] {
            assert_eq!(found(&identifiers, &format!("PESEL {number}, Kraków")), [number]);
        }
    }

    #[test]
    fn a_checksum_is_known_by_its_kind() {
        assert!(has_valid_checksum(EntityKind::Iban, "GB82 WEST 1234 5698 7654 32"));
        assert!(!has_valid_checksum(EntityKind::Iban, "GB82 WEST 1234 5698 7654 33"));
        assert!(has_valid_checksum(EntityKind::Card, "4111 1111 1111 1111"));
        assert!(!has_valid_checksum(EntityKind::Passport, "4111 1111 1111 1111"));
    }
}
