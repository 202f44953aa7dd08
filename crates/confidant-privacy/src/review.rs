//! [`review`]: the last look at the exact bytes before a person sees them as a preview. It refuses; it never repairs.

use std::collections::BTreeMap;

use confidant_text::{EntityKind, Family, RawText};

use crate::{
    Language, MaskedJson, Placeholder, Policy, Preview, RecogniserError, Recognisers, Vault,
    decide::Decided,
    disguise::Form,
    json::Leaf,
    leak::{LONG_ENOUGH, Leak, Leaks, What},
};

/// Where a request would go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// The name the person gave to the provider.
    pub provider: String,
    /// The full address of the request.
    pub url: String,
    /// The model that is asked.
    pub model: String,
}

/// A request that somebody would like to send.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Where to.
    pub destination: Destination,
    /// What.
    pub body: MaskedJson,
    /// What must not be in it whatever anybody found: the file's name and folder, the name of this computer's user.
    pub canaries: Vec<RawText>,
}

/// Why nothing is sent. It tells kinds and reasons, never text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// A password, key or token is in the text, masked or not.
    #[error("the text contains a password, a key or a token; take it out and try again")]
    Secret,
    /// A value that the vault protects stands in the request.
    #[error(
        "a value of kind {family} that was masked elsewhere stands {form} in the request; mask it here too and try again"
    )]
    Leak {
        /// What it is.
        family: Family,
        /// How it is written there.
        form: Form,
    },
    /// The name of a file, a folder or a user of this computer stands in the request.
    #[error("the request contains the name of a file, a folder or a user of this computer; mask it and try again")]
    Canary,
    /// The recognisers find something in the masked text.
    #[error("something of kind {kind} in the request is not masked; mask it and try again")]
    Unmasked {
        /// What it is.
        kind: EntityKind,
    },
    /// A placeholder in the request stands for nothing, or something only looks like one.
    #[error("the request contains a placeholder that stands for nothing; mask the text again")]
    UnknownPlaceholder,
    /// Names in prose of this language are not found reliably, and nobody agreed to send all the same.
    #[error(
        "names in {language} are not covered and may leave unmasked; read the text with care, mask what was missed, and then allow it for this send"
    )]
    NotCovered {
        /// Which.
        language: Language,
    },
    /// The bytes do not read back as what was built.
    #[error("the request does not read back as it was built; this is a fault of the program, please report it")]
    Inconsistent,
    /// A recogniser failed, so nobody knows what is in the text.
    #[error("the text could not be checked: {0}")]
    Recogniser(#[from] RecogniserError),
    /// What was approved is not what would be sent.
    #[error("what would be sent is not what was shown; look at the preview again")]
    Changed,
    /// The embedded probe was not recognised as it must be.
    #[error("the recognisers failed their self-test; sending is off until the program is repaired")]
    SelfTest,
}

impl Refusal {
    /// The reason as scripts see it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Secret => "secret",
            Self::Leak { .. } => "leak",
            Self::Canary => "canary",
            Self::Unmasked { .. } => "unmasked",
            Self::UnknownPlaceholder => "unknown_placeholder",
            Self::NotCovered { .. } => "not_covered",
            Self::Inconsistent => "inconsistent",
            Self::Recogniser(_) => "recogniser_failed",
            Self::Changed => "changed",
            Self::SelfTest => "self_test",
        }
    }
}

/// Looks at the exact bytes that would leave: no secret, no value of the vault in any form, nothing that the recognisers still
/// find, no placeholder that stands for nothing. What the policy keeps may stay, even if an earlier policy masked it.
pub fn review(draft: Draft, vault: &Vault, recognisers: &Recognisers, policy: &Policy) -> Result<Preview, Refusal> {
    let decided = Decided::of(policy)?;
    let body = draft.body.to_body();
    let leaves = draft.body.leaves();
    reads_back(&body, &leaves)?;
    let placeholders = known_placeholders(&leaves, vault)?;
    if !policy.mask_secrets && placeholders.keys().any(|placeholder| placeholder.family == Family::Secret) {
        return Err(Refusal::Secret);
    }
    let leaks = Leaks::of(vault, &draft.canaries, &decided, LONG_ENOUGH)?;
    for leaf in &leaves {
        if let Some(Leak { what, form }) = leaks.in_leaf(leaf) {
            return Err(match what {
                What::Value(Family::Secret) => Refusal::Secret,
                What::Value(family) => Refusal::Leak { family, form },
                What::Canary => Refusal::Canary,
            });
        }
        if let Some(kind) = still_found(leaf, recognisers, &decided)? {
            return Err(if kind.is_secret() { Refusal::Secret } else { Refusal::Unmasked { kind } });
        }
    }
    Ok(Preview::new(draft.destination, body, placeholders.into_iter().collect()))
}

/// The strings of the parsed bytes are the strings that were built, in the same order.
fn reads_back(body: &str, leaves: &[Leaf<'_>]) -> Result<(), Refusal> {
    fn count(value: &serde_json::Value, strings: &mut BTreeMap<String, usize>) {
        match value {
            serde_json::Value::String(text) => *strings.entry(text.clone()).or_default() += 1,
            serde_json::Value::Array(items) => items.iter().for_each(|item| count(item, strings)),
            serde_json::Value::Object(members) => members.values().for_each(|item| count(item, strings)),
            _ => {}
        }
    }
    let parsed = serde_json::from_str(body).map_err(|_| Refusal::Inconsistent)?;
    let (mut read, mut built) = (BTreeMap::new(), BTreeMap::new());
    count(&parsed, &mut read);
    for leaf in leaves {
        *built.entry(leaf.as_str().to_owned()).or_default() += 1;
    }
    if read == built { Ok(()) } else { Err(Refusal::Inconsistent) }
}

fn known_placeholders(leaves: &[Leaf<'_>], vault: &Vault) -> Result<BTreeMap<Placeholder, usize>, Refusal> {
    let mut counts = BTreeMap::new();
    for leaf in leaves {
        match leaf {
            Leaf::Text(text) => {
                if text.has_stray_placeholder() {
                    return Err(Refusal::UnknownPlaceholder);
                }
                for placeholder in text.placeholders() {
                    vault.get(&placeholder).ok_or(Refusal::UnknownPlaceholder)?;
                    *counts.entry(placeholder).or_default() += 1;
                }
            }
            Leaf::Setting(value) if crate::tag::literals(value).is_empty() => {}
            Leaf::Setting(_) => return Err(Refusal::UnknownPlaceholder),
        }
    }
    Ok(counts)
}

/// What the recognisers and the person's list still find in characters that came from a person.
fn still_found(
    leaf: &Leaf<'_>,
    recognisers: &Recognisers,
    decided: &Decided<'_>,
) -> Result<Option<EntityKind>, Refusal> {
    let neutral = match leaf {
        Leaf::Text(text) => Some(text.neutral()),
        Leaf::Setting(_) => None,
    };
    let leaf = neutral.as_ref().map_or(*leaf, Leaf::Text);
    let (mut found, _) = recognisers.voices(&RawText::new(leaf.as_str()), decided)?;
    found.extend(decided.listed(leaf.as_str()));
    let kinds = found.into_iter().filter(|finding| match leaf {
        Leaf::Text(_) => leaf.touches_persons_text(finding.span.start, finding.span.end),
        // A model may be named after a day ("gpt-4-2024-08-06"), but not after a person or an account.
        Leaf::Setting(_) => !matches!(
            finding.kind,
            EntityKind::Date | EntityKind::Amount | EntityKind::Url | EntityKind::Ip | EntityKind::Code
        ),
    });
    Ok(kinds.map(|finding| finding.kind).min_by_key(|kind| !kind.is_secret()))
}
