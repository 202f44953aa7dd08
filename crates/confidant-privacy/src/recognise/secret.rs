//! [`Secrets`]: the voice for what a table of patterns cannot say: keys by their prefix, encoded secrets, seed phrases.

mod bots;
mod encoded;
mod keys;
mod seed;
mod services;

use std::sync::OnceLock;

use confidant_text::{EntityKind, Finding, RawText, Source, Span};

use super::{Recogniser, RecogniserError, rule::Rules, table};
use keys::Keys;

/// Finds the keys of services, secrets in one layer of encoding, and seed phrases.
pub(crate) struct Secrets {
    keys: Keys,
    /// The table's rules for secrets; few texts hold anything encoded, so they are compiled for the first that does.
    rules: OnceLock<Result<Rules, RecogniserError>>,
}

impl Secrets {
    pub(crate) fn compile() -> Result<Self, RecogniserError> {
        Ok(Self { keys: Keys::compile()?, rules: OnceLock::new() })
    }

    /// The kind of the first secret in a text that came out of an encoding.
    fn below(&self, decoded: &str) -> Result<Option<EntityKind>, RecogniserError> {
        if let Some(key) = self.keys.find(decoded).first() {
            return Ok(Some(key.kind));
        }
        let rules = self.rules.get_or_init(|| Rules::compile(&table::secrets())).as_ref().map_err(Clone::clone)?;
        Ok(rules.recognise(&RawText::new(decoded))?.first().map(|found| found.kind))
    }
}

impl Recogniser for Secrets {
    fn name(&self) -> &'static str {
        "secrets"
    }

    fn recognise(&self, text: &RawText) -> Result<Vec<Finding>, RecogniserError> {
        let text = text.expose("to find secrets in it");
        let mut found = self.keys.find(text);
        for (span, decoded) in encoded::runs(text) {
            found.extend(self.below(&decoded)?.map(|kind| finding(span, kind, "encoded_secret")));
        }
        found
            .extend(bots::tokens(text).into_iter().map(|span| finding(span, EntityKind::AccessToken, "discord_token")));
        found.extend(seed::phrases(text).into_iter().map(|span| finding(span, EntityKind::SeedPhrase, "seed_phrase")));
        Ok(found)
    }
}

fn finding(span: Span, kind: EntityKind, rule: &str) -> Finding {
    Finding { span, kind, score: 1.0, source: Source::Rule(rule.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::Secrets;
    use crate::recognise::Recogniser;
    use confidant_text::{EntityKind, RawText};

    fn found(text: &str) -> Vec<(EntityKind, String)> {
        let found = Secrets::compile().unwrap().recognise(&RawText::new(text)).unwrap();
        found.iter().map(|f| (f.kind, f.span.of(text).unwrap().to_owned())).collect()
    }

    #[test]
    fn a_secret_in_an_encoding_claims_the_whole_run() {
        for (text, kind, run) in [
            ("conf: cGFzc3dvcmQ9aHVudGVyMg== end", EntityKind::Password, "cGFzc3dvcmQ9aHVudGVyMg=="),
            ("x=70617373776f72643d68756e74657232;", EntityKind::Password, "70617373776f72643d68756e74657232"),
            (
                "go redis%3A%2F%2F%3Ahafer77%40db.example.org here",
                EntityKind::ConnectionString,
                "redis%3A%2F%2F%3Ahafer77%40db.example.org",
            ),
            ("\"QUtJQVE3TE0yUVg3WlRBQjMxWVk=\"", EntityKind::ApiKey, "QUtJQVE3TE0yUVg3WlRBQjMxWVk="),
            (
                "Z2hwX2s5TG0yUXg3WnRBYjMxeXladDRCcTlMd2s5TG0yUXg3WnRBYg",
                EntityKind::ApiKey,
                "Z2hwX2s5TG0yUXg3WnRBYjMxeXladDRCcTlMd2s5TG0yUXg3WnRBYg",
            ),
        ] {
            assert_eq!(found(text), [(kind, run.to_owned())], "{text}");
        }
    }

    #[test]
    fn what_is_encoded_and_no_secret_stays() {
        for text in [
            "VGhpcyBpcyBhIHNlbnRlbmNlIHRoYXQgYW55Ym9keSBtYXkgcmVhZC4=",
            "54686973206973206120706c61696e2073656e74656e6365",
            "https://example.org/?q=Gr%C3%BC%C3%9Fe%20aus%20Ulm",
            "aHR0cHM6Ly9leGFtcGxlLm9yZy8/cGFnZT0y",
            "internationalisation-of-everything",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
