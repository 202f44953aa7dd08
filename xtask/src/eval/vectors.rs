//! Texts of other tools' own tests: what must be found, and what must not.

use std::{collections::BTreeMap, path::Path};

use confidant_privacy::Recognisers;
use confidant_text::EntityKind;

use super::{
    data::{self, PresidioVector, SecretVector, StdnumVector},
    seen::Seen,
    share::Share,
};

/// Entities of Presidio's tests that do not count, and why.
pub const DECLINED: [(&str, &str); 7] = [
    ("SPACY", "names and years in prose without any cue: the learned tagger's work, a later issue"),
    ("STANZA", "the same texts for another tagger"),
    ("TRANSFORMERS", "the same texts for another tagger"),
    ("IN_PASSPORT", "a letter and seven digits are the form of half of all part numbers: it needs its word"),
    ("IT_IDENTITY_CARD", "two letters and seven digits in whatever order and case: it needs its word"),
    ("PATTERN", "an invented title rule that tests Presidio's engine, not an identifier"),
    (
        "CERTIFICATE_NUMBER",
        "its one text is a DEA number with a wrong digit beside its keyword, and such a number is masked",
    ),
];

/// Entities of which some texts are nothing but a number of up to ten digits, which at most one check digit tells from any other
/// number: declined by policy, for a tenth of all order numbers would be masked. Beside a word for them they are found, and
/// texts with such a word count.
pub const BARE: [&str; 11] = [
    "ABA_ROUTING",
    "AU_ACN",
    "AU_TFN",
    "CA_SIN",
    "DE_LANR",
    "SE_ORGANISATIONSNUMMER",
    "TR_PHONE_NUMBER",
    "UK_NHS",
    "US_ITIN",
    "US_NPI",
    "US_SSN",
];

/// Whether a text is nothing but up to ten digits, in groups or not.
fn is_short_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (1..=10).contains(&digits) && text.chars().all(|c| c.is_ascii_digit() || c == ' ')
}

/// What must be found, what must not, and the texts where it went wrong.
#[derive(Default)]
pub struct Vectors {
    pub found: Share,
    pub false_alarms: Share,
    pub wrong: Vec<String>,
}

impl Vectors {
    fn row(&mut self, name: &str, text: &str, wanted: bool, right: bool, seen: &Seen) {
        if wanted {
            self.found.row(right);
        } else {
            self.false_alarms.row(!right);
        }
        if !right {
            let what = if wanted { "missed" } else { "false alarm" };
            let text: String = text.chars().take(160).collect();
            self.wrong.push(format!("{what} {name}: {text:?} {:?}", seen.why));
        }
    }

    /// All of them together.
    pub fn total<'a>(parts: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut total = Self::default();
        for part in parts {
            total.found.join(&part.found);
            total.false_alarms.join(&part.false_alarms);
            total.wrong.extend_from_slice(&part.wrong);
        }
        total
    }
}

/// By entity: a text counts as found when every expected span is covered, and as a false alarm when nothing is expected and
/// anything at all is found.
pub fn presidio(data: &Path, recognisers: &Recognisers) -> anyhow::Result<BTreeMap<String, Vectors>> {
    let mut entities: BTreeMap<String, Vectors> = BTreeMap::new();
    let rows: Vec<PresidioVector> = data::rows(&data.join("ids/presidio_recognizer_vectors.jsonl.gz"))?;
    for row in rows {
        if BARE.contains(&row.entity.as_str()) && is_short_number(&row.text) {
            continue;
        }
        let seen = Seen::of(&row.text, recognisers)?;
        let wanted = row.expected_count > 0;
        let right = if wanted {
            seen.findings() > 0 && row.spans.iter().all(|span| seen.whole(span.start, span.end))
        } else {
            seen.findings() == 0
        };
        entities.entry(row.entity.clone()).or_default().row(&row.entity, &row.text, wanted, right, &seen);
    }
    Ok(entities)
}

/// By scheme of our table: a valid number after its keyword must be found whole, and of one with a wrong check digit on its own
/// nothing may be claimed.
pub fn stdnum(
    data: &Path,
    recognisers: &Recognisers,
    schemes: impl IntoIterator<Item = (&'static str, &'static str)>,
) -> anyhow::Result<BTreeMap<String, Vectors>> {
    let keywords: BTreeMap<String, &str> =
        schemes.into_iter().map(|(name, keyword)| (scheme_name(name), keyword)).collect();
    let mut schemes: BTreeMap<String, Vectors> = BTreeMap::new();
    let rows: Vec<StdnumVector> = data::rows(&data.join("ids/stdnum_vectors.jsonl.gz"))?;
    for row in rows {
        let name = scheme_name(&row.scheme);
        let Some(keyword) = keywords.get(&name) else { continue };
        if row.valid {
            let text = format!("{keyword}: {}", row.text);
            let seen = Seen::of(&text, recognisers)?;
            let right = seen.whole(keyword.chars().count(), usize::MAX);
            schemes.entry(name.clone()).or_default().row(&name, &text, true, right, &seen);
        } else if row.why.as_deref() == Some("InvalidChecksum") {
            let seen = Seen::of(&row.text, recognisers)?;
            let right = seen.findings() == 0;
            schemes.entry(name.clone()).or_default().row(&name, &row.text, false, right, &seen);
        }
    }
    Ok(schemes)
}

/// A scheme's name without the ways of its file: "in_.pan", "`in_pan.pan`" and "in.pan" are one scheme.
fn scheme_name(name: &str) -> String {
    let (folder, module) = name.split_once('.').unwrap_or((name, ""));
    let repeated = folder.strip_suffix(module).filter(|_| !module.is_empty());
    let folder = repeated.unwrap_or(folder).trim_end_matches('_');
    if folder.is_empty() || module.is_empty() { format!("{folder}{module}") } else { format!("{folder}.{module}") }
}

/// By scanner: whether a line that holds a secret is claimed as one, and a line that holds none is not. To one of the scanners a
/// public IP address is a secret; here every address is masked and none blocks, and a public one counts when it is claimed.
pub fn secrets(data: &Path, recognisers: &Recognisers) -> anyhow::Result<BTreeMap<String, Vectors>> {
    let mut scanners: BTreeMap<String, Vectors> = BTreeMap::new();
    for scanner in ["gitleaks", "detect_secrets"] {
        let rows: Vec<SecretVector> = data::rows(&data.join(format!("secrets/{scanner}_vectors.jsonl.gz")))?;
        let vectors = scanners.entry(scanner.to_owned()).or_default();
        for row in rows {
            let seen = Seen::of(&row.text, recognisers)?;
            let address = row.secret && row.rule == "ip_public";
            let claimed = seen.has(if address { |kind| kind == EntityKind::Ip } else { EntityKind::is_secret });
            vectors.row(&row.rule, &row.text, row.secret, claimed == row.secret, &seen);
        }
    }
    Ok(scanners)
}

#[cfg(test)]
mod tests {
    use super::scheme_name;

    #[test]
    fn a_scheme_has_one_name_however_its_file_is_called() {
        for (written, name) in [
            ("de.idnr", "de.idnr"),
            ("de_idnr.idnr", "de.idnr"),
            ("in_.pan", "in.pan"),
            ("in_pan.pan", "in.pan"),
            ("mx_rfc.rfc", "mx.rfc"),
            ("lei.lei", "lei"),
            ("imei", "imei"),
            ("ca.bc_phn", "ca.bc_phn"),
        ] {
            assert_eq!(scheme_name(written), name);
        }
    }
}
