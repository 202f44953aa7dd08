//! What the page and the core say about masking: policy, lists, why something was found, what is left to recognise people by.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{EntityKind, Family};

/// What happens to a finding before its text leaves.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// A placeholder stands for it, and its value comes back into the answer.
    Mask,
    /// It is left out, and does not come back.
    Omit,
    /// Something true and less precise stands for it. It does not come back.
    Generalise,
    /// A believable other value stands for it, and its value comes back into the answer.
    Substitute,
    /// It leaves as it is.
    Keep,
}

/// A set of modes with a name.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    /// Everything that is found is masked.
    Strict,
    /// What singles a person out is masked; what only describes the matter stays.
    Balanced,
}

/// What happens to every kind.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PolicyDto {
    pub preset: Preset,
    pub modes: Vec<ModeDto>,
}

#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ModeDto {
    pub kind: EntityKind,
    /// The mode in force.
    pub mode: Mode,
    /// Whether the person decided it, not the preset.
    pub own: bool,
}

/// Where a word on a list counts.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "of")]
pub enum Scope {
    Everywhere,
    Document { id: u32 },
    Chat { id: u32 },
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ListName {
    /// Masked wherever it stands.
    Always,
    /// Not masked, whoever finds it.
    Never,
}

#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ListsDto {
    pub always: Vec<TermDto>,
    pub never: Vec<TermDto>,
}

/// A word on a list.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TermDto {
    pub id: u32,
    pub text: String,
    pub kind: EntityKind,
    pub scope: Scope,
}

#[derive(Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NewTermDto {
    pub text: String,
    pub kind: EntityKind,
    pub list: ListName,
    pub scope: Scope,
}

/// How many lines of a file became words on a list.
#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportedDto {
    pub added: u32,
    pub skipped: u32,
}

/// Who claimed a finding.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "snake_case", tag = "by")]
pub enum SourceDto {
    /// A row of the table of rules, by its name.
    Rule { name: String },
    /// The learned tagger.
    Tagger,
    /// The same value, or a part of it, was found elsewhere in the document.
    Propagated,
    /// The person marked it.
    Person,
    /// A word on a list.
    List,
}

/// What a person decided for one send.
#[derive(Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PreviewOptionsDto {
    /// Secrets are masked instead of blocking the send.
    pub mask_secrets: bool,
    /// Texts leave although names in their language are not covered.
    pub other_languages: bool,
    /// Values that stay although they are identifiers with a valid checksum.
    pub confirmed: Vec<String>,
}

#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FamilyCountDto {
    pub kind: Family,
    /// Distinct values.
    pub values: u32,
    /// Places in the text.
    pub places: u32,
}

/// A value that was found and stays as it is.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct KeptDto {
    pub kind: EntityKind,
    pub text: String,
    pub source: SourceDto,
    /// How sure the source is, from 0 to 1.
    pub score: f32,
}

/// What could still single people out once the text is masked.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RiskDto {
    pub level: RiskLevel,
    pub people: Vec<RiskPersonDto>,
}

#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum RiskLevel {
    Low,
    Medium,
    High,
}

#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RiskPersonDto {
    /// The placeholder of the person; null for somebody without a name.
    pub placeholder: Option<String>,
    /// How much is known, in whole bits.
    pub bits: u32,
    /// Among about how many people; more than four thousand million are told as that many.
    pub k: u32,
    pub reasons: Vec<RiskReasonDto>,
    pub suggestions: Vec<SuggestionDto>,
}

#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RiskReasonDto {
    /// What tells something: "an occupation", "a town".
    pub what: String,
    pub kind: EntityKind,
    pub bits: u32,
}

/// A decision that would lower the risk.
#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SuggestionDto {
    pub kind: EntityKind,
    pub mode: Mode,
}
