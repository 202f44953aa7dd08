//! [`Decided`]: what a policy does with a claim: the kinds and words that stay in clear, and the words that never do.

use confidant_text::{EntityKind, Family, Finding, Source, Span};

use crate::{
    Mode, Policy, RecogniserError,
    recognise::identifier::has_valid_checksum,
    tag,
    terms::{LIST, Terms},
};

/// A policy, ready to be asked about claims.
pub(crate) struct Decided<'a> {
    policy: &'a Policy,
    always: Terms,
    never: Terms,
}

impl<'a> Decided<'a> {
    pub(crate) fn of(policy: &'a Policy) -> Result<Self, RecogniserError> {
        Ok(Self { policy, always: Terms::new(&policy.always)?, never: Terms::new(&policy.never)? })
    }

    /// What the list of words that are always masked says about a text.
    pub(crate) fn listed(&self, text: &str) -> Vec<Finding> {
        self.always.find(text)
    }

    /// Takes out of `claims`, before they are merged, those whose kind stays in clear, and the numbers that were seen inside a
    /// longer one that stays: the second half of an account is no telephone number.
    pub(crate) fn keep(&self, claims: &mut Vec<Finding>) -> Vec<Finding> {
        let mut kept: Vec<Finding> = claims.extract_if(.., |claim| self.keeps(claim)).collect();
        let numbers: Vec<Span> = kept.iter().filter(|claim| is_number(claim.kind)).map(|claim| claim.span).collect();
        let inner = |claim: &Finding| {
            is_number(claim.kind) && numbers.iter().any(|number| lies_in(claim.span, *number) && claim.span != *number)
        };
        kept.extend(claims.extract_if(.., |claim| inner(claim)));
        kept
    }

    /// Takes out of `found`, after it is merged, what lies on a word that is never masked.
    pub(crate) fn lift(&self, text: &str, found: &mut Vec<Finding>) -> Vec<Finding> {
        let words = self.never.whole(text);
        found.extract_if(.., |finding| self.lifts(text, finding, &words)).collect()
    }

    /// Takes out of `found`, which the vault knows, what stays in clear.
    pub(crate) fn forget(&self, text: &str, found: &mut Vec<Finding>) {
        found.retain(|finding| !self.keeps(finding));
        self.lift(text, found);
    }

    /// Whether a value of this kind stays in clear at `span`.
    pub(crate) fn releases(&self, kind: EntityKind, text: &str, span: Span) -> bool {
        self.policy.mode(kind) == Mode::Keep || self.may_lift(kind, text, span, &self.never.whole(text))
    }

    /// A list of words knows that somebody could be described, a reader that somebody is: what the preset alone would keep is
    /// masked where a reader says so.
    fn keeps(&self, claim: &Finding) -> bool {
        let read = claim.source == Source::Tagger && !self.policy.modes.contains_key(&claim.kind);
        self.policy.mode(claim.kind) == Mode::Keep && !is_persons(&claim.source) && !read
    }

    fn lifts(&self, text: &str, finding: &Finding, words: &[Span]) -> bool {
        !is_persons(&finding.source) && self.may_lift(finding.kind, text, finding.span, words)
    }

    /// Never a secret, a word of the other list or a placeholder of the source; a valid identifier when it was confirmed.
    fn may_lift(&self, kind: EntityKind, text: &str, span: Span, words: &[Span]) -> bool {
        let Some(value) = span.of(text).filter(|_| words.iter().any(|word| lies_in(span, *word))) else { return false };
        !kind.is_secret()
            && !self.always.has(value)
            && tag::literals(value).is_empty()
            && (!has_valid_checksum(kind, value) || self.policy.confirmed.contains(&value.into()))
    }
}

fn lies_in(span: Span, other: Span) -> bool {
    other.start <= span.start && span.end <= other.end
}

/// Whether a kind is written in digits, so that one can be taken for a part of another.
fn is_number(kind: EntityKind) -> bool {
    matches!(
        kind.family(),
        Family::Account
            | Family::Amount
            | Family::Card
            | Family::Code
            | Family::Date
            | Family::Device
            | Family::Id
            | Family::Ip
            | Family::Phone
    )
}

/// Whether a person asked for this finding, whatever its kind.
pub(crate) fn is_persons(source: &Source) -> bool {
    match source {
        Source::Person => true,
        Source::Rule(name) => name == LIST,
        Source::Tagger | Source::Propagated => false,
    }
}
