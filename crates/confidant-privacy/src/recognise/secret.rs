//! [`Secrets`]: the voice for what a table of patterns cannot say: keys by their prefix, encoded secrets, seed phrases.

mod encoded;
mod keys;
mod seed;
mod services;

use confidant_text::{EntityKind, Finding, RawText, Source, Span};

use super::{Recogniser, RecogniserError, rule::Rules, table};
use keys::Keys;

/// Finds the keys of services, secrets in one layer of encoding, and seed phrases.
pub(crate) struct Secrets {
    keys: Keys,
    rules: Rules,
}

impl Secrets {
    pub(crate) fn compile() -> Result<Self, RecogniserError> {
        Ok(Self { keys: Keys::compile()?, rules: Rules::compile(&table::secrets())? })
    }

    /// The kind of the first secret in a text that came out of an encoding.
    fn within(&self, decoded: String) -> Option<EntityKind> {
        let key = self.keys.find(&decoded).into_iter().next();
        let rule = || self.rules.recognise(&RawText::new(decoded)).ok()?.into_iter().next();
        key.or_else(rule).map(|found| found.kind)
    }
}

impl Recogniser for Secrets {
    fn name(&self) -> &'static str {
        "secrets"
    }

    fn recognise(&self, text: &RawText) -> Result<Vec<Finding>, RecogniserError> {
        let text = text.expose("to find secrets in it");
        let mut found = self.keys.find(text);
        for run in encoded::runs(text) {
            let kind = run.decoded.and_then(|decoded| self.within(decoded));
            found.extend(kind.map(|kind| finding(run.span, kind, "encoded_secret")));
        }
        found.extend(seed::phrases(text).into_iter().map(|span| finding(span, EntityKind::SeedPhrase, "seed_phrase")));
        Ok(found)
    }
}

fn finding(span: Span, kind: EntityKind, rule: &str) -> Finding {
    Finding { span, kind, score: 1.0, source: Source::Rule(rule.to_owned()) }
}
