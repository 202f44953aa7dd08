//! [`Policy`]: what a person decided about masking: a mode for each kind, words that are always masked, words that never are.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    str::FromStr,
};

use confidant_text::{EntityKind, Family, RawText};
use serde::{Deserialize, Serialize};

/// What happens to a finding before its text leaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// A placeholder stands for it, and its value comes back into the answer.
    #[default]
    Mask,
    /// It is left out, and does not come back.
    Omit,
    /// Something true and less precise stands for it: a quarter, a decade of life, a region. It does not come back.
    Generalise,
    /// A believable other value stands for it, and its value comes back into the answer.
    Substitute,
    /// It leaves as it is.
    Keep,
}

impl Mode {
    /// This mode, with a placeholder where a stand-in would stand.
    pub(crate) fn masked(self) -> Self {
        if self == Self::Substitute { Self::Mask } else { self }
    }
}

/// A word that names no mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no mode has this name; there are mask, omit, generalise, substitute and keep")]
pub struct UnknownMode;

impl FromStr for Mode {
    type Err = UnknownMode;

    fn from_str(name: &str) -> Result<Self, UnknownMode> {
        match name {
            "mask" => Ok(Self::Mask),
            "omit" => Ok(Self::Omit),
            "generalise" => Ok(Self::Generalise),
            "substitute" => Ok(Self::Substitute),
            "keep" => Ok(Self::Keep),
            _ => Err(UnknownMode),
        }
    }
}

/// A set of modes with a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    /// Everything that is found is masked.
    Strict,
    /// What singles a person out is masked, and so is what a reader says describes somebody; what only describes the matter stays.
    #[default]
    Balanced,
}

/// A word that a person put on a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The word, as the person wrote it.
    pub text: RawText,
    /// What it is.
    pub kind: EntityKind,
}

/// What a person decided about masking.
///
/// Serialised, it holds the preset and the modes alone: words on a list are as confidential as the documents, and what was
/// confirmed for one send ends with it.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Policy {
    /// Where the modes start from.
    pub preset: Preset,
    /// Where they differ from the preset.
    pub modes: BTreeMap<EntityKind, Mode>,
    /// Words that are masked wherever they stand.
    #[serde(skip)]
    pub always: Vec<Term>,
    /// Words that are not masked, whoever finds them; except secrets and identifiers with a valid checksum.
    #[serde(skip)]
    pub never: Vec<Term>,
    /// Values that stay for this one send although they are identifiers with a valid checksum: somebody confirmed each.
    #[serde(skip)]
    pub confirmed: BTreeSet<RawText>,
    /// Whether secrets are masked for this one send instead of blocking it: a deliberate act.
    #[serde(skip)]
    pub mask_secrets: bool,
    /// Whether texts may leave for this one send although names in their language are not covered ([`crate::not_covered`]).
    #[serde(skip)]
    pub other_languages: bool,
}

impl Policy {
    /// Whether the person decided something about a kind, so that the preset alone does not tell.
    pub fn is_custom(&self) -> bool {
        !self.modes.is_empty()
    }

    /// What happens to a finding of this kind. A secret is masked whatever the policy says, and blocks unless
    /// [`Policy::mask_secrets`].
    pub fn mode(&self, kind: EntityKind) -> Mode {
        if kind.is_secret() {
            return Mode::Mask;
        }
        self.modes.get(&kind).copied().unwrap_or_else(|| self.preset.mode(kind))
    }
}

impl Preset {
    /// The mode of a kind that the person did not decide about.
    pub fn mode(self, kind: EntityKind) -> Mode {
        match self {
            Self::Balanced if kind.family() == Family::Trait => Mode::Keep,
            Self::Strict | Self::Balanced => Mode::Mask,
        }
    }
}

impl fmt::Debug for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Policy")
            .field("preset", &self.preset)
            .field("modes", &self.modes)
            .field("always", &self.always.len())
            .field("never", &self.never.len())
            .field("confirmed", &self.confirmed.len())
            .field("mask_secrets", &self.mask_secrets)
            .field("other_languages", &self.other_languages)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::{Mode, Policy, Preset, Term};
    use confidant_text::{EntityKind, RawText};

    #[test]
    fn a_secret_is_masked_whatever_the_policy_says() {
        let mut policy = Policy::default();
        policy.modes.insert(EntityKind::Password, Mode::Keep);
        policy.modes.insert(EntityKind::Date, Mode::Generalise);
        assert_eq!(policy.mode(EntityKind::Password), Mode::Mask);
        assert_eq!(policy.mode(EntityKind::Date), Mode::Generalise);
    }

    #[test]
    fn words_of_a_list_are_neither_printed_nor_serialised() {
        let term = Term { text: RawText::new("Hannah"), kind: EntityKind::Person };
        let policy = Policy { preset: Preset::Strict, always: vec![term], ..Policy::default() };
        assert!(!format!("{policy:?}").contains("Hannah"));
        let kept = serde_json::to_string(&policy).unwrap();
        assert_eq!(kept, r#"{"preset":"strict","modes":{}}"#);
    }
}
