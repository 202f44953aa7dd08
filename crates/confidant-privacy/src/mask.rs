//! [`mask`] and [`mask_all`]: the one way from a person's text to [`MaskedText`].

use confidant_text::{EntityKind, Finding, RawText};

use crate::{
    Findings, MaskedText, Mode, Origin, Policy, RecogniserError, Vault, VaultEntry, VaultError,
    decide::{Decided, is_persons},
    generalise::generalise,
    masked::OMITTED,
    prefix::Prefix,
    recognise::{merge, propagate},
    restore,
    stand_in::{self, Taken},
};

/// Why a text could not be masked. Nothing was made of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MaskError {
    /// The findings were made on another text.
    #[error("the findings belong to another text; recognise this text first")]
    OtherText,
    /// A finding does not lie on character boundaries of the text.
    #[error("a finding does not lie on characters of the text; recognise it again")]
    BadSpan,
    /// Restoring would not give the text back.
    #[error("the masked text would not restore exactly; nothing was masked")]
    NotReversible,
    /// The values that are already known could not be searched for.
    #[error(transparent)]
    Recogniser(#[from] RecogniserError),
    /// The vault refused a value.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

/// Replaces every finding as the policy says, and every value that the vault already knows wherever it stands.
///
/// The result is restored once and compared before it is handed out, so `restore(mask(x)) == x` or there is an error; what the
/// policy omits or generalises is the one thing that does not come back.
pub fn mask(text: &RawText, findings: &Findings, vault: &mut Vault, policy: &Policy) -> Result<MaskedText, MaskError> {
    let mut masked = mask_all(&[text], std::slice::from_ref(findings), vault, policy)?;
    masked.pop().ok_or(MaskError::OtherText)
}

/// Masks all texts of one scan. The names in all of them are compared before any gets its placeholder, so that a surname on the
/// first page that has two owners on the second is not given to either.
pub fn mask_all(
    texts: &[&RawText],
    findings: &[Findings],
    vault: &mut Vault,
    policy: &Policy,
) -> Result<Vec<MaskedText>, MaskError> {
    if texts.len() != findings.len() || texts.iter().zip(findings).any(|(text, findings)| !findings.are_of(text)) {
        return Err(MaskError::OtherText);
    }
    let decided = Decided::of(policy)?;
    let texts: Vec<&str> = texts.iter().map(|text| text.expose("to mask it")).collect();
    let mut all = Vec::with_capacity(texts.len());
    for ((raw, findings), mut known) in texts.iter().zip(findings).zip(propagate::known_values(&texts, vault)) {
        decided.forget(raw, &mut known);
        known.extend(stand_in::literals(raw, vault));
        let claims = findings.iter().cloned().chain(known).collect();
        all.push(merge::union(raw, claims).map_err(|_| MaskError::BadSpan)?);
    }
    register(&texts, &all, vault, policy)?;
    texts
        .iter()
        .zip(&all)
        .map(|(raw, found)| {
            // Where a stand-in cannot be told from its surroundings, the placeholder can.
            let masked = one(raw, found, vault, policy, true);
            if masked == Err(MaskError::NotReversible) { one(raw, found, vault, policy, false) } else { masked }
        })
        .collect()
}

/// Gives every value its placeholder. What does not leave as one is registered as well: the leak scan has to know it.
fn register(texts: &[&str], all: &[Vec<Finding>], vault: &mut Vault, policy: &Policy) -> Result<(), MaskError> {
    let (mut values, mut marked) = (Vec::new(), Vec::new());
    for (raw, found) in texts.iter().zip(all) {
        for finding in found {
            values.push((finding.kind, finding.span.of(raw).ok_or(MaskError::BadSpan)?));
            marked.push(is_persons(&finding.source));
        }
    }
    vault.register(&values)?;
    let mut taken = None;
    for ((kind, value), marked) in values.into_iter().zip(marked) {
        let Some(at) = vault.find(kind.family(), value) else { continue };
        let mode = policy.mode(kind);
        if mode == Mode::Substitute {
            stand_in::give(vault, at, kind, taken.get_or_insert_with(|| Taken::of(texts, vault)));
        }
        // What a person marked or listed although its kind is kept is a word of that person, wherever it stands. What a reader
        // found describes somebody there, and is an ordinary word elsewhere.
        if vault.entry(at).is_some_and(|entry| policy.mode(entry.kind) == Mode::Keep) {
            match mode {
                Mode::Keep if marked => vault.set_kind(at, EntityKind::Custom),
                Mode::Keep => {}
                _ => vault.set_kind(at, kind),
            }
        }
    }
    Ok(())
}

fn one(
    raw: &str,
    found: &[Finding],
    vault: &mut Vault,
    policy: &Policy,
    stand_ins: bool,
) -> Result<MaskedText, MaskError> {
    let (mut masked, mut expected) = (MaskedText::empty(), String::with_capacity(raw.len()));
    let (mut prefix, mut at) = (Prefix::new(), 0);
    for finding in found {
        let before = raw.get(at..finding.span.start).ok_or(MaskError::BadSpan)?;
        let value = finding.span.of(raw).ok_or(MaskError::BadSpan)?;
        masked.push(before, Origin::Words, before.len());
        expected.push_str(before);
        prefix.feed(before);
        let number = vault.find(finding.kind.family(), value).ok_or(MaskError::NotReversible)?;
        let entry = vault.entry(number).ok_or(MaskError::NotReversible)?;
        let mode = policy.mode(finding.kind);
        let (stands, origin) = standing_for(entry, number, finding.kind, if stand_ins { mode } else { mode.masked() });
        expected.push_str(if origin.comes_back() { value } else { &stands });
        if origin.comes_back() {
            vault.remember(prefix.behind(&stands), number);
        }
        masked.push(&stands, origin, value.len());
        prefix.feed(&stands);
        at = finding.span.end;
    }
    let rest = raw.get(at..).ok_or(MaskError::BadSpan)?;
    masked.push(rest, Origin::Words, rest.len());
    expected.push_str(rest);
    let sent: Vec<_> = masked.placeholders().collect();
    let restored = restore::all(masked.as_str(), vault, &sent).0;
    let back = [restored, masked.reveal(vault)];
    let exact = back.iter().all(|back| back.expose("to compare it with the original") == expected);
    if exact { Ok(masked) } else { Err(MaskError::NotReversible) }
}

/// What stands for a value; its placeholder where the mode has nothing to offer.
fn standing_for(entry: &VaultEntry, number: u32, kind: EntityKind, mode: Mode) -> (String, Origin) {
    let placeholder = entry.placeholder;
    let other = match mode {
        Mode::Omit => Some((OMITTED.to_owned(), Origin::Omitted(kind))),
        Mode::Generalise => generalise(kind, entry.value.expose("to say something less precise"))
            .map(|general| (general, Origin::Generalised(kind))),
        Mode::Substitute => {
            let stand_in = entry.stand_in.clone();
            stand_in.map(|stand_in| (stand_in, Origin::StandIn { placeholder, entry: Some(number) }))
        }
        Mode::Mask | Mode::Keep => None,
    };
    other.unwrap_or_else(|| (placeholder.to_string(), Origin::Placeholder { placeholder, entry: Some(number) }))
}

#[cfg(test)]
mod tests {
    use super::{MaskError, mask, mask_all};
    use crate::{MaskedText, Mode, Policy, Recognisers, Reply, Vault, restore};
    use confidant_text::{EntityKind, Finding, RawText, Source, Span};

    fn masked(text: &str, vault: &mut Vault) -> MaskedText {
        masked_by(text, vault, &Policy::default())
    }

    fn masked_by(text: &str, vault: &mut Vault, policy: &Policy) -> MaskedText {
        let text = RawText::new(text);
        let findings = Recognisers::builtin().unwrap().scan(&[&text], policy).unwrap().remove(0);
        mask(&text, &findings, vault, policy).unwrap()
    }

    #[test]
    fn findings_of_another_text_are_refused() {
        let (one, other) = (RawText::new("Mail anna@example.org"), RawText::new("Mail otto@example.org"));
        let findings = Recognisers::builtin().unwrap().scan(&[&one], &Policy::default()).unwrap();
        let policy = Policy::default();
        assert_eq!(mask(&other, &findings[0], &mut Vault::new(), &policy).err(), Some(MaskError::OtherText));
        assert_eq!(mask_all(&[&one, &one], &findings, &mut Vault::new(), &policy).err(), Some(MaskError::OtherText));
    }

    #[test]
    fn a_mark_by_a_person_off_a_character_is_refused_and_not_skipped() {
        let text = RawText::new("né");
        let mut findings = Recognisers::builtin().unwrap().scan(&[&text], &Policy::default()).unwrap().remove(0);
        let span = Span::new(0, 2);
        findings.add(Finding { span, kind: EntityKind::Custom, score: 1.0, source: Source::Person });
        assert_eq!(mask(&text, &findings, &mut Vault::new(), &Policy::default()).err(), Some(MaskError::BadSpan));
    }

    #[test]
    fn the_same_value_has_the_same_placeholder_in_the_next_turn() {
        let mut vault = Vault::new();
        let first = masked("Write to anna@example.org.", &mut vault);
        let second = masked("What did ANNA@EXAMPLE.ORG and anna@example.org say?", &mut vault);
        assert_eq!(first.as_str(), "Write to [EMAIL_1].");
        assert_eq!(second.as_str(), "What did [EMAIL_1] and [EMAIL_1] say?");
        assert_eq!(second.reveal(&vault).expose("test"), "What did ANNA@EXAMPLE.ORG and anna@example.org say?");
    }

    #[test]
    fn a_name_known_from_an_earlier_turn_is_the_same_person_in_the_next() {
        let mut vault = Vault::new();
        masked("Ms Hannah Weiss called.", &mut vault);
        assert_eq!(masked("Did Weiss call back?", &mut vault).as_str(), "Did [PERSON_1] call back?");
    }

    #[test]
    fn names_of_all_texts_are_compared_before_one_gets_its_placeholder() {
        let texts = ["Mr A. spoke to Dr Weiss.", "Otto Weiss and Ms Hannah Weiss came."].map(RawText::new);
        let texts = texts.each_ref();
        let mut findings = Recognisers::builtin().unwrap().scan(&texts, &Policy::default()).unwrap();
        findings[1].add(Finding {
            span: Span::new(0, 10),
            kind: EntityKind::Person,
            score: 1.0,
            source: Source::Person,
        });
        let masked = mask_all(&texts, &findings, &mut Vault::new(), &Policy::default()).unwrap();
        assert!(
            !masked[1].as_str().contains(masked[0].placeholders().last().unwrap().to_string().as_str()),
            "{masked:?}"
        );
    }

    #[test]
    fn a_placeholder_in_the_source_survives_and_never_becomes_another_value() {
        let mut vault = Vault::new();
        let source = "Fill in [PERSON_1] and PERSON_1 for Mr Otto Kern.";
        let text = masked(source, &mut vault);
        assert_eq!(text.as_str(), "Fill in [TERM_1] and [TERM_2] for [PERSON_3].");
        let sent: Vec<_> = text.placeholders().collect();
        let (back, report) = restore(&Reply::new(text.to_string()), &vault, &sent);
        assert_eq!(back.expose("test"), source);
        assert_eq!((report.returned, report.invented.len()), (3, 0));
    }

    #[test]
    fn what_is_omitted_does_not_leave_and_does_not_come_back() {
        let mut policy = Policy::default();
        policy.modes.insert(EntityKind::Email, Mode::Omit);
        let mut vault = Vault::new();
        let text = masked_by("Ms Weiss, weiss@example.org.", &mut vault, &policy);
        assert_eq!(text.as_str(), "[PERSON_1], [omitted].");
        assert_eq!(text.reveal(&vault).expose("test"), "Ms Weiss, [omitted].");
        assert_eq!(vault.len(), 2, "the leak scan knows it all the same");
    }

    #[test]
    fn what_is_generalised_stays_true_and_what_cannot_be_is_masked() {
        let mut policy = Policy::default();
        policy.modes.extend([(EntityKind::Date, Mode::Generalise), (EntityKind::Email, Mode::Generalise)]);
        let text = masked_by("Seen on 12 March 2024 by weiss@example.org.", &mut Vault::new(), &policy);
        assert_eq!(text.as_str(), "Seen on Q1 2024 by [EMAIL_2].");
    }
}
