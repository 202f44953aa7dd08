//! [`Finding`]: somebody claims that a span is sensitive.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{EntityKind, Span};

/// A claim that a span of a text is sensitive. It never holds the text itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Where, in bytes of the text that was looked at.
    pub span: Span,
    /// What it is.
    pub kind: EntityKind,
    /// How sure the source is, from 0 to 1.
    pub score: f32,
    /// Who says so.
    pub source: Source,
}

/// Who claimed a finding.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "by", content = "name", rename_all = "snake_case")]
pub enum Source {
    /// A row of the table of rules, by its name.
    Rule(String),
    /// The learned tagger.
    Tagger,
    /// The same value, or a part of it, was found elsewhere in the document.
    Propagated,
    /// The person marked it.
    Person,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rule(name) => write!(f, "rule:{name}"),
            Self::Tagger => f.write_str("tagger"),
            Self::Propagated => f.write_str("propagated"),
            Self::Person => f.write_str("person"),
        }
    }
}
