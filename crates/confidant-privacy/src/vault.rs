//! [`Vault`]: which placeholder stands for which value, one to one.

use std::{collections::HashMap, fmt};

use confidant_text::{Family, RawText};
use zeroize::Zeroize;

use crate::Placeholder;

/// Which placeholder stands for which value, one to one.
///
/// Every distinct surface has a placeholder of its own ("Hannah Weiss", "Ms Weiss"), because only then can a text come back
/// byte for byte; [`hints`](crate::hints) says which ones may be the same person. It cannot be printed or serialised.
///
/// ```compile_fail,E0277
/// println!("{}", confidant_privacy::Vault::new());
/// ```
/// ```compile_fail,E0277
/// serde_json::to_string(&confidant_privacy::Vault::new()).unwrap();
/// ```
#[derive(Clone, Default)]
pub struct Vault {
    entries: Vec<VaultEntry>,
    by_value: HashMap<Key, usize>,
    by_number: HashMap<u32, usize>,
    last: u32,
}

/// A placeholder and the value it stands for: what a store keeps, encrypted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VaultEntry {
    /// What leaves.
    pub placeholder: Placeholder,
    /// What stays.
    pub value: RawText,
}

/// A secret never shares a placeholder with a harmless finding of the same characters: its kind is what blocks a send.
type Key = (RawText, bool);

/// Entries that are not one to one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// Two entries have the same number.
    #[error("two values have the placeholder number {0}; the vault cannot be used, mask the document again")]
    SameNumber(u32),
    /// Two entries have the same value.
    #[error(
        "one value has two placeholders, the second with number {0}; the vault cannot be used, mask the document again"
    )]
    SameValue(u32),
    /// An entry without a value, or with number 0.
    #[error("placeholder number {0} stands for nothing; the vault cannot be used, mask the document again")]
    Empty(u32),
    /// No number is left.
    #[error("the vault is full; start a new one")]
    Full,
}

impl Vault {
    /// An empty vault.
    pub fn new() -> Self {
        Self::default()
    }

    /// A vault from what a store kept; refused unless it is one to one.
    pub fn from_entries(entries: Vec<VaultEntry>) -> Result<Self, VaultError> {
        let mut vault = Self::new();
        for entry in entries {
            vault.insert(entry)?;
        }
        Ok(vault)
    }

    /// How many values it holds.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The value that a placeholder stands for. Kind and number must both be right.
    pub fn get(&self, placeholder: &Placeholder) -> Option<&RawText> {
        let entry = self.entries.get(*self.by_number.get(&placeholder.number)?)?;
        (entry.placeholder == *placeholder).then_some(&entry.value)
    }

    /// Everything in it, in order of first use.
    pub fn entries(&self) -> impl Iterator<Item = &VaultEntry> {
        self.entries.iter()
    }

    /// The placeholder of a value: the one it has, or a new one.
    pub(crate) fn placeholder(&mut self, family: Family, value: &str) -> Result<Placeholder, VaultError> {
        let key = (RawText::new(value), family == Family::Secret);
        if let Some(entry) = self.by_value.get(&key).and_then(|at| self.entries.get(*at)) {
            return Ok(entry.placeholder);
        }
        let number = self.last.checked_add(1).ok_or(VaultError::Full)?;
        let placeholder = Placeholder { family, number };
        self.insert(VaultEntry { placeholder, value: key.0 })?;
        Ok(placeholder)
    }

    fn insert(&mut self, entry: VaultEntry) -> Result<(), VaultError> {
        let Placeholder { family, number } = entry.placeholder;
        if number == 0 || entry.value.is_empty() {
            return Err(VaultError::Empty(number));
        }
        if self.by_number.contains_key(&number) {
            return Err(VaultError::SameNumber(number));
        }
        let key = (entry.value.clone(), family == Family::Secret);
        if self.by_value.contains_key(&key) {
            return Err(VaultError::SameValue(number));
        }
        let at = self.entries.len();
        self.last = self.last.max(number);
        self.by_number.insert(number, at);
        self.by_value.insert(key, at);
        self.entries.push(entry);
        Ok(())
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Vault({} values)", self.entries.len())
    }
}

impl Drop for Vault {
    fn drop(&mut self) {
        let wipe = |value: RawText| value.into_exposed("to wipe it").zeroize();
        self.entries.drain(..).for_each(|entry| wipe(entry.value));
        self.by_value.drain().for_each(|((value, _), _)| wipe(value));
    }
}

#[cfg(test)]
mod tests {
    use super::{Vault, VaultEntry, VaultError};
    use crate::Placeholder;
    use confidant_text::{Family, RawText};

    fn entry(family: Family, number: u32, value: &str) -> VaultEntry {
        VaultEntry { placeholder: Placeholder { family, number }, value: RawText::new(value) }
    }

    #[test]
    fn the_same_value_keeps_its_placeholder_and_another_value_gets_another() {
        let mut vault = Vault::new();
        let anna = vault.placeholder(Family::Person, "Anna").unwrap();
        let iban = vault.placeholder(Family::Account, "DE02").unwrap();
        assert_eq!(anna.to_string(), "[PERSON_1]");
        assert_eq!(iban.to_string(), "[ACCOUNT_2]", "numbers are unique across kinds");
        assert_eq!(vault.placeholder(Family::Person, "Anna"), Ok(anna));
        let restarted = Vault::from_entries(vault.entries().cloned().collect());
        let mut restarted = restarted.unwrap();
        assert_eq!(restarted.placeholder(Family::Person, "Anna"), Ok(anna), "stable across restarts");
    }

    #[test]
    fn a_vault_that_is_not_one_to_one_is_refused() {
        let person = Family::Person;
        let same_number = vec![entry(person, 1, "Anna"), entry(Family::Account, 1, "DE02")];
        assert_eq!(Vault::from_entries(same_number).err(), Some(VaultError::SameNumber(1)));
        let same_value = vec![entry(person, 1, "Anna"), entry(person, 2, "Anna")];
        assert_eq!(Vault::from_entries(same_value).err(), Some(VaultError::SameValue(2)));
        assert_eq!(Vault::from_entries(vec![entry(person, 0, "Anna")]).err(), Some(VaultError::Empty(0)));
    }

    #[test]
    fn a_wrong_kind_or_number_resolves_to_nothing() {
        let vault = Vault::from_entries(vec![entry(Family::Person, 1, "Anna")]).unwrap();
        assert!(vault.get(&Placeholder { family: Family::Organisation, number: 1 }).is_none());
        assert!(vault.get(&Placeholder { family: Family::Person, number: 2 }).is_none());
    }

    #[test]
    fn debug_tells_a_count_and_no_value() {
        let vault = Vault::from_entries(vec![entry(Family::Person, 1, "Hannah")]).unwrap();
        assert_eq!(format!("{vault:?}"), "Vault(1 values)");
        assert!(!format!("{:?}", vault.entries().next()).contains("Hannah"));
    }
}
