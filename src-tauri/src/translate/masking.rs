//! Policy, lists, sources and risk as the page reads them.

use std::collections::BTreeMap;

use confidant_pipeline::{
    ChatId, Consent, DocumentId, Imported, Kept, Level, NewTerm, PersonRisk, Placeholder, Policy, Risk, TermList,
    TermRecord, TermScope,
};
use confidant_text::{RawText, Source};

use super::{count, show};
use crate::wire::{
    EntityKind, Family, FamilyCountDto, ImportedDto, KeptDto, ListName, ListsDto, Mode, ModeDto, NewTermDto, PolicyDto,
    Preset, PreviewOptionsDto, RiskDto, RiskLevel, RiskPersonDto, RiskReasonDto, Scope, SourceDto, SuggestionDto,
    TermDto,
};

/// The page's name of a kind. The page knows every kind (a test says so).
pub fn kind(core: confidant_text::EntityKind) -> EntityKind {
    EntityKind::of(core).unwrap_or(EntityKind::Custom)
}

/// The page's name of a family. The page knows every one (a test says so).
pub fn family(core: confidant_text::Family) -> Family {
    Family::of(core).unwrap_or(Family::Term)
}

/// How many values and places of each family there are, most frequent first.
pub fn families(placeholders: &[(Placeholder, RawText, usize)]) -> Vec<FamilyCountDto> {
    let mut counts: BTreeMap<confidant_text::Family, (usize, usize)> = BTreeMap::new();
    for (placeholder, _, times) in placeholders {
        let (values, places) = counts.entry(placeholder.family).or_default();
        *values += 1;
        *places += times;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, (_, places))| std::cmp::Reverse(*places));
    let dto =
        |(core, (values, places))| FamilyCountDto { kind: family(core), values: count(values), places: count(places) };
    counts.into_iter().map(dto).collect()
}

/// Who found something.
pub fn source(source: Source) -> SourceDto {
    match source {
        Source::Rule(name) if name == "list" => SourceDto::List,
        Source::Rule(name) => SourceDto::Rule { name },
        Source::Tagger => SourceDto::Tagger,
        Source::Propagated => SourceDto::Propagated,
        Source::Person => SourceDto::Person,
    }
}

impl From<confidant_pipeline::Mode> for Mode {
    fn from(mode: confidant_pipeline::Mode) -> Self {
        match mode {
            confidant_pipeline::Mode::Mask => Self::Mask,
            confidant_pipeline::Mode::Omit => Self::Omit,
            confidant_pipeline::Mode::Generalise => Self::Generalise,
            confidant_pipeline::Mode::Substitute => Self::Substitute,
            confidant_pipeline::Mode::Keep => Self::Keep,
        }
    }
}

impl From<Mode> for confidant_pipeline::Mode {
    fn from(mode: Mode) -> Self {
        match mode {
            Mode::Mask => Self::Mask,
            Mode::Omit => Self::Omit,
            Mode::Generalise => Self::Generalise,
            Mode::Substitute => Self::Substitute,
            Mode::Keep => Self::Keep,
        }
    }
}

impl From<Preset> for confidant_pipeline::Preset {
    fn from(preset: Preset) -> Self {
        match preset {
            Preset::Strict => Self::Strict,
            Preset::Balanced => Self::Balanced,
        }
    }
}

impl From<Policy> for PolicyDto {
    fn from(policy: Policy) -> Self {
        let modes = confidant_text::EntityKind::ALL.iter().map(|core| ModeDto {
            kind: kind(*core),
            mode: policy.mode(*core).into(),
            own: policy.modes.contains_key(core),
        });
        let preset = match policy.preset {
            confidant_pipeline::Preset::Strict => Preset::Strict,
            confidant_pipeline::Preset::Balanced => Preset::Balanced,
        };
        Self { preset, modes: modes.collect() }
    }
}

impl From<Scope> for TermScope {
    fn from(scope: Scope) -> Self {
        match scope {
            Scope::Everywhere => Self::Everywhere,
            Scope::Document { id } => Self::Document(DocumentId(id.into())),
            Scope::Chat { id } => Self::Chat(ChatId(id.into())),
        }
    }
}

impl From<TermScope> for Scope {
    fn from(scope: TermScope) -> Self {
        match scope {
            TermScope::Everywhere => Self::Everywhere,
            TermScope::Document(id) => Self::Document { id: count(id.0) },
            TermScope::Chat(id) => Self::Chat { id: count(id.0) },
        }
    }
}

impl From<NewTermDto> for NewTerm {
    fn from(NewTermDto { text, kind, list, scope }: NewTermDto) -> Self {
        let list = match list {
            ListName::Always => TermList::Always,
            ListName::Never => TermList::Never,
        };
        Self { text: text.into(), kind: kind.into(), list, scope: scope.into() }
    }
}

impl From<Vec<TermRecord>> for ListsDto {
    fn from(terms: Vec<TermRecord>) -> Self {
        let (always, never): (Vec<_>, Vec<_>) = terms.into_iter().partition(|kept| kept.term.list == TermList::Always);
        let dto = |kept: TermRecord| TermDto {
            id: count(kept.id.0),
            text: show(kept.term.text),
            kind: kind(kept.term.kind),
            scope: kept.term.scope.into(),
        };
        Self { always: always.into_iter().map(dto).collect(), never: never.into_iter().map(dto).collect() }
    }
}

impl From<Imported> for ImportedDto {
    fn from(Imported { added, skipped }: Imported) -> Self {
        Self { added: count(added), skipped: count(skipped) }
    }
}

impl From<PreviewOptionsDto> for Consent {
    fn from(PreviewOptionsDto { mask_secrets, other_languages, confirmed }: PreviewOptionsDto) -> Self {
        Self { mask_secrets, other_languages, confirmed: confirmed.into_iter().map(Into::into).collect() }
    }
}

impl From<Kept> for KeptDto {
    fn from(kept: Kept) -> Self {
        Self { kind: kind(kept.kind), text: show(kept.text), source: source(kept.source), score: kept.score }
    }
}

impl From<Risk> for RiskDto {
    fn from(risk: Risk) -> Self {
        Self { level: risk.level.into(), people: risk.people.into_iter().map(Into::into).collect() }
    }
}

impl From<Level> for RiskLevel {
    fn from(level: Level) -> Self {
        match level {
            Level::Low => Self::Low,
            Level::Medium => Self::Medium,
            Level::High => Self::High,
        }
    }
}

/// Bits are a rule of thumb: fractions of them would only look exact.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // small, and never below nought
fn whole(bits: f32) -> u32 {
    bits.round().max(0.0) as u32
}

impl From<PersonRisk> for RiskPersonDto {
    fn from(person: PersonRisk) -> Self {
        let reasons = person.reasons.iter().map(|reason| RiskReasonDto {
            what: reason.what.to_owned(),
            kind: kind(reason.kind),
            bits: whole(reason.bits),
        });
        let suggestions = person
            .suggestions
            .iter()
            .map(|suggestion| SuggestionDto { kind: kind(suggestion.kind), mode: suggestion.mode.into() });
        Self {
            placeholder: person.placeholder.map(|placeholder| placeholder.to_string()),
            bits: whole(person.bits),
            k: count(person.k),
            reasons: reasons.collect(),
            suggestions: suggestions.collect(),
        }
    }
}
