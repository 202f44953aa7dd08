//! The union of all claims: no character that anybody claimed stays uncovered.

use confidant_text::{EntityKind, Family, Finding, Source, Span};

use super::{RecogniserError, names};
use crate::url_run::{self, ends};

/// All claims as one sorted, disjoint list. Overlaps grow together, parts of one name do too, and what lies in a web address takes
/// the whole address along.
pub(crate) fn union(text: &str, mut claims: Vec<Finding>) -> Result<Vec<Finding>, RecogniserError> {
    for claim in &claims {
        if claim.span.is_empty() || claim.span.of(text).is_none() {
            return Err(RecogniserError::BadSpan(claim.source.to_string()));
        }
    }
    claims.sort_by_key(|claim| (claim.span.start, claim.span.end));
    let mut merged = joined(text, claims);
    if absorb_addresses(text, &mut merged) {
        merged.sort_by_key(|claim| (claim.span.start, claim.span.end));
        merged = joined(text, merged);
    }
    Ok(merged)
}

fn joined(text: &str, claims: Vec<Finding>) -> Vec<Finding> {
    let mut merged: Vec<Finding> = Vec::with_capacity(claims.len());
    for claim in claims {
        match merged.last_mut() {
            Some(last) if last.span.overlaps(claim.span) || one_name(text, last, &claim) => *last = both(last, &claim),
            _ => merged.push(claim),
        }
    }
    merged
}

/// Whether two findings of persons are parts of one name: only white space, initials or particles stand between them.
fn one_name(text: &str, one: &Finding, other: &Finding) -> bool {
    one.kind == EntityKind::Person
        && other.kind == EntityKind::Person
        && text.get(one.span.end..other.span.start).is_some_and(names::is_inside_name)
        && !other.span.of(text).is_some_and(names::begins_with_title)
}

/// One finding over both. A secret stays a secret; otherwise the longer claim knows better what it is, and of equal ones the rule,
/// which saw a title or a form where the tagger guessed.
fn both(one: &Finding, other: &Finding) -> Finding {
    let weight = |finding: &Finding| {
        let seen = matches!(finding.source, Source::Rule(_) | Source::Person);
        (finding.kind.is_secret(), finding.span.len(), seen, certainty(finding.kind))
    };
    let winner = if weight(other) > weight(one) { other } else { one };
    Finding {
        span: Span::new(one.span.start.min(other.span.start), one.span.end.max(other.span.end)),
        kind: winner.kind,
        score: one.score.max(other.score),
        source: winner.source.clone(),
    }
}

/// How surely a kind is what it says when two claim the same characters.
fn certainty(kind: EntityKind) -> u8 {
    match kind {
        EntityKind::Iban | EntityKind::Card | EntityKind::Email | EntityKind::SocialProfile => 3,
        EntityKind::Phone
        | EntityKind::Url
        | EntityKind::Ip
        | EntityKind::BirthDate
        | EntityKind::Organisation
        | EntityKind::CaseNumber
        | EntityKind::CustomerNumber
        | EntityKind::MedicalRecord => 2,
        EntityKind::Person | EntityKind::Code | EntityKind::Date | EntityKind::Amount => 1,
        _ if kind.is_secret() => 3,
        _ if kind.family() == Family::Id => 2,
        _ => 0,
    }
}

/// Widens findings that lie inside a web address to the whole of it. The restorer writes nothing into an address, so that a
/// cloud cannot carry values away in a link; therefore an address is masked whole or not at all.
fn absorb_addresses(text: &str, found: &mut [Finding]) -> bool {
    let mut widened = false;
    let mut next = 0;
    for mark in url_run::marks(text) {
        let before = text.get(..mark).unwrap_or_default();
        let start = before.trim_end_matches(|c| !ends(c)).len();
        let end = text.get(mark..).and_then(|rest| rest.find(ends)).map_or(text.len(), |len| mark + len);
        next += found.get(next..).unwrap_or_default().partition_point(|finding| finding.span.start < mark);
        // One that begins where the address ends would have its placeholder read as the end of the address.
        while let Some(finding) = found.get_mut(next).filter(|finding| finding.span.start <= end) {
            finding.span = Span::new(start.min(finding.span.start), end.max(finding.span.end));
            finding.kind = if finding.kind.is_secret() { finding.kind } else { EntityKind::Url };
            widened = true;
            next += 1;
        }
    }
    widened
}

#[cfg(test)]
mod tests {
    use super::union;
    use crate::RecogniserError;
    use confidant_text::{EntityKind, Finding, Source, Span};
    use proptest::{prelude::*, sample::Index};

    fn claim(start: usize, end: usize, kind: EntityKind) -> Finding {
        Finding { span: Span::new(start, end), kind, score: 0.5, source: Source::Tagger }
    }

    #[test]
    fn an_overlap_is_covered_whole() {
        let text = "Anna of Upper Austria and more";
        let merged = union(text, vec![claim(5, 21, EntityKind::Place), claim(0, 10, EntityKind::Person)]).unwrap();
        assert_eq!(
            merged.iter().map(|f| (f.span, f.kind)).collect::<Vec<_>>(),
            [(Span::new(0, 21), EntityKind::Place)]
        );
    }

    #[test]
    fn a_secret_inside_something_longer_still_blocks() {
        let merged =
            union("see https://a:pw@b", vec![claim(4, 18, EntityKind::Url), claim(14, 16, EntityKind::Password)]);
        assert_eq!(merged.unwrap()[0].kind, EntityKind::Password);
    }

    #[test]
    fn parts_of_one_name_grow_together_and_two_people_do_not() {
        let person = EntityKind::Person;
        let merged = union("Anna van der Berg", vec![claim(0, 4, person), claim(13, 17, person)]).unwrap();
        assert_eq!(merged.len(), 1);
        let merged = union("Anna and Berg", vec![claim(0, 4, person), claim(9, 13, person)]).unwrap();
        assert_eq!(merged.len(), 2);
    }

    #[test]
    fn a_span_outside_the_text_or_inside_a_character_is_an_error() {
        for (start, end) in [(0, 99), (2, 3), (2, 2)] {
            let merged = union("né", vec![claim(start, end, EntityKind::Person)]);
            assert_eq!(merged, Err(RecogniserError::BadSpan("tagger".into())), "{start}..{end}");
        }
    }

    #[test]
    fn a_finding_in_a_web_address_takes_the_address_along() {
        let text = "see www.x.example/anna?q=1 now";
        let merged = union(text, vec![claim(18, 22, EntityKind::Person)]).unwrap();
        assert_eq!(merged[0].span.of(text), Some("www.x.example/anna?q=1"));
    }
    proptest! {
        #[test]
        fn no_character_that_anybody_claimed_is_left_uncovered(
            text in "(Anna|Berg|van|www\\.x|https://|é|👩‍🚀|[ ,.\n<>-]){1,30}",
            claims in prop::collection::vec((any::<Index>(), any::<Index>(), any::<Index>()), 0..8),
        ) {
            let borders: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let claims = claims.into_iter().filter_map(|(one, other, kind)| {
                let (one, other) = (*one.get(&borders), *other.get(&borders));
                (one != other).then(|| claim(one.min(other), one.max(other), *kind.get(EntityKind::ALL)))
            });
            let claims: Vec<_> = claims.collect();
            let merged = union(&text, claims.clone()).unwrap();
            for claim in &claims {
                let over = merged.iter().find(|finding| finding.span.contains(claim.span));
                let kept = over.is_some_and(|finding| finding.kind.is_secret() || !claim.kind.is_secret());
                prop_assert!(kept, "{:?} of {:?}", claim, merged);
            }
            prop_assert!(merged.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
            prop_assert!(merged.iter().all(|finding| finding.span.of(&text).is_some()));
        }
    }
}
