//! What a person decided about masking: modes by kind, and words that are masked always or never.

use confidant_privacy::{Mode, Policy, Preset, Term};
use confidant_store::{NewTerm, Store, TermId, TermList, TermRecord, TermScope, setting};
use confidant_text::{EntityKind, RawText};

use crate::{Confidant, PipelineError};

/// What a person agreed to for one send. It ends with the preview.
#[derive(Clone, Debug, Default)]
pub struct Consent {
    /// Secrets are masked instead of blocking the send.
    pub mask_secrets: bool,
    /// Texts leave although names in their language are not covered.
    pub other_languages: bool,
    /// Values with a valid checksum that stay because they are on the never-mask list and somebody confirmed each.
    pub confirmed: Vec<RawText>,
}

/// What became of a list that was imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Terms that are new.
    pub added: usize,
    /// Terms that were on a list of this scope already, and lines without a term.
    pub skipped: usize,
}

/// More lines than this are no list of terms.
const MOST_LINES: usize = 100_000;
/// A longer one is no term.
const LONGEST: usize = 200;

impl Confidant {
    /// The preset and the modes; the words are [`Confidant::terms`].
    pub async fn policy(&self) -> Result<Policy, PipelineError> {
        Ok(self.store.setting(&setting::POLICY).await?.unwrap_or_default())
    }

    /// Starts from another preset. Modes that the person chose stay.
    pub async fn set_preset(&self, preset: Preset) -> Result<Policy, PipelineError> {
        let policy = Policy { preset, ..self.policy().await? };
        self.store.set(&setting::POLICY, &policy).await?;
        Ok(policy)
    }

    /// Sets the mode of a kind, or gives it back to the preset. A secret has one mode.
    pub async fn set_mode(&self, kind: EntityKind, mode: Option<Mode>) -> Result<Policy, PipelineError> {
        let mut policy = self.policy().await?;
        match mode {
            Some(_) if kind.is_secret() => return Err(PipelineError::SecretMode),
            Some(mode) => policy.modes.insert(kind, mode),
            None => policy.modes.remove(&kind),
        };
        self.store.set(&setting::POLICY, &policy).await?;
        Ok(policy)
    }

    /// The terms of exactly this scope.
    pub async fn terms(&self, scope: TermScope) -> Result<Vec<TermRecord>, PipelineError> {
        Ok(self.store.terms(scope).await?)
    }

    /// Puts a term on a list; in its scope it leaves the other list.
    pub async fn add_term(&self, term: NewTerm) -> Result<TermId, PipelineError> {
        let text = fit(term.text.expose("to keep it without the space around it")).ok_or(PipelineError::BadTerm)?;
        Ok(self.store.add_term(&NewTerm { text, ..term }).await?)
    }

    /// Takes a term off its list.
    pub async fn remove_term(&self, id: TermId) -> Result<(), PipelineError> {
        Ok(self.store.remove_term(id).await?)
    }

    /// Adds the terms of a CSV table: a term, a kind (`TERM` if none) and a list (`always` if none) in each line. All or none.
    pub async fn import_terms(&self, table: &RawText, scope: TermScope) -> Result<Imported, PipelineError> {
        let (terms, blank) = read_table(table.expose("to read the terms in it"), scope)?;
        let added = self.store.add_terms(&terms).await?;
        Ok(Imported { added, skipped: terms.len() - added + blank })
    }

    pub(crate) async fn policy_of(&self, scopes: &[TermScope], consent: &Consent) -> Result<Policy, PipelineError> {
        policy_of(&self.store, scopes, consent).await
    }
}

/// Everything that is decided about texts of these scopes, what holds everywhere included.
pub async fn policy_of(store: &Store, scopes: &[TermScope], consent: &Consent) -> Result<Policy, PipelineError> {
    let mut policy = store.setting(&setting::POLICY).await?.unwrap_or_default();
    for scope in [TermScope::Everywhere].iter().chain(scopes) {
        for TermRecord { term, .. } in store.terms(*scope).await? {
            enlist(&mut policy, term);
        }
    }
    policy.mask_secrets = consent.mask_secrets;
    policy.other_languages = consent.other_languages;
    policy.confirmed = consent.confirmed.iter().cloned().collect();
    Ok(policy)
}

/// Adds the terms of a CSV table to a policy, for a caller that keeps no lists.
pub fn with_table(policy: &mut Policy, table: &RawText) -> Result<(), PipelineError> {
    let (terms, _) = read_table(table.expose("to read the terms in it"), TermScope::Everywhere)?;
    for term in terms {
        enlist(policy, term);
    }
    Ok(())
}

fn enlist(policy: &mut Policy, NewTerm { text, kind, list, .. }: NewTerm) {
    match list {
        TermList::Always => policy.always.push(Term { text, kind }),
        TermList::Never => policy.never.push(Term { text, kind }),
    }
}

/// A term without the space around it; nothing for what could match anywhere or nowhere.
fn fit(text: &str) -> Option<RawText> {
    let text = text.trim();
    let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
    (letters >= 2 && text.chars().count() <= LONGEST).then(|| text.into())
}

fn read_table(table: &str, scope: TermScope) -> Result<(Vec<NewTerm>, usize), PipelineError> {
    let first = table.lines().next().unwrap_or_default();
    let separator = [b';', b'\t'].into_iter().find(|mark| first.as_bytes().contains(mark)).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .trim(csv::Trim::All)
        .from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    let (mut terms, mut blank) = (Vec::new(), 0);
    for (row, line) in reader.records().zip(1..) {
        let bad = PipelineError::BadTable { line };
        let Ok(row) = row else { return Err(bad) };
        let cell = |at: usize| row.get(at).filter(|cell| !cell.is_empty());
        if line == 1 && cell(0).is_some_and(is_heading) {
            continue;
        }
        let Some(text) = cell(0).and_then(fit) else {
            blank += 1;
            continue;
        };
        let kind = cell(1).map_or(Ok(EntityKind::Custom), |kind| kind.to_ascii_uppercase().parse());
        let list = match cell(2).map(str::to_ascii_lowercase).as_deref() {
            None | Some("always") => Some(TermList::Always),
            Some("never") => Some(TermList::Never),
            Some(_) => None,
        };
        let (Ok(kind), Some(list), true) = (kind, list, line <= MOST_LINES) else { return Err(bad) };
        terms.push(NewTerm { text, kind, list, scope });
    }
    Ok((terms, blank))
}

fn is_heading(cell: &str) -> bool {
    matches!(
        cell.to_lowercase().as_str(),
        "term" | "terms" | "text" | "word" | "name" | "begriff" | "terme" | "término"
    )
}

#[cfg(test)]
mod tests {
    use super::{read_table, *};

    fn read(table: &str) -> Result<Vec<(String, EntityKind, TermList)>, String> {
        let (terms, _) = read_table(table, TermScope::Everywhere).map_err(|error| error.to_string())?;
        Ok(terms.into_iter().map(|term| (term.text.into_exposed("test"), term.kind, term.list)).collect())
    }

    #[test]
    fn a_table_is_read_with_and_without_its_headings_kinds_and_lists() {
        let plain = read("Acme Holding\nWhite Whale\n").unwrap();
        assert_eq!(plain[1], ("White Whale".to_owned(), EntityKind::Custom, TermList::Always));
        let full = read("\u{feff}term;kind;list\n\"Weiss; Hannah\";person;always\nBerlin;CITY;never\n").unwrap();
        assert_eq!(full[0], ("Weiss; Hannah".to_owned(), EntityKind::Person, TermList::Always));
        assert_eq!(full[1], ("Berlin".to_owned(), EntityKind::City, TermList::Never));
    }

    #[test]
    fn a_line_that_makes_no_sense_is_named_and_nothing_is_taken() {
        for (table, line) in [("Acme,NOBODY", 1), ("Acme\nWhale,TERM,sometimes", 2)] {
            let said = read(table).unwrap_err();
            assert!(said.contains(&format!("line {line}")) && !said.contains("Acme"), "{said}");
        }
    }

    #[test]
    fn blank_lines_and_single_letters_are_no_terms() {
        let (terms, blank) = read_table("Acme\n\"\"\nx\n--\n", TermScope::Everywhere).unwrap();
        assert_eq!((terms.len(), blank), (1, 3));
    }
}
