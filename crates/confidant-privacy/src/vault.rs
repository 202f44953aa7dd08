//! [`Vault`]: which placeholder stands for which value, and every way in which that value was written.

use std::{
    collections::{BTreeMap, HashMap},
    fmt,
};

use confidant_text::{EntityKind, Family, RawText};
use zeroize::Zeroize;

use crate::{Placeholder, canonical::Canonical, link::People, name::Name};

/// Which placeholder stands for which value, one to one, and every way in which that value was written.
///
/// "Hannah Weiss", "Ms Weiss" and "HANNAH WEISS" are one person and one placeholder. So that a text still comes back byte for
/// byte, the vault remembers for each place of a masked text which writing stood there ([`Place`]). It cannot be printed or
/// serialised.
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
    /// A secret never shares a placeholder with a harmless finding of the same characters: its kind is what blocks a send.
    by_value: HashMap<(RawText, bool), usize>,
    by_canonical: HashMap<(Family, Canonical), Placeholder>,
    by_number: BTreeMap<u32, Slot>,
    places: HashMap<u64, u32>,
}

/// One way of writing a value, and the placeholder that stands for it: what a store keeps, encrypted, in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VaultEntry {
    /// What leaves.
    pub placeholder: Placeholder,
    /// What stays.
    pub value: RawText,
    /// What it was when it was last masked.
    pub kind: EntityKind,
    /// What leaves in place of the placeholder when the kind is substituted.
    pub stand_in: Option<String>,
}

/// Which entry stood at a place of a masked text, so that the exact writing comes back there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// A hash of the masked text from its beginning to the end of the placeholder.
    pub prefix: u64,
    /// The entry, counted from 0 in the order of [`Vault::entries`].
    pub entry: u32,
}

#[derive(Clone)]
struct Slot {
    family: Family,
    surfaces: Vec<usize>,
}

/// Entries that contradict one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// Two families have the same number.
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
    /// A place names an entry that is not there.
    #[error("a place names entry {0}, which is not there; the vault cannot be used, mask the document again")]
    NoEntry(u32),
    /// No number is left.
    #[error("the vault is full; start a new one")]
    Full,
}

impl VaultEntry {
    /// A value of which nothing but its placeholder is known.
    pub fn new(placeholder: Placeholder, value: RawText) -> Self {
        Self { placeholder, value, kind: placeholder.family.kind(), stand_in: None }
    }
}

impl Vault {
    /// An empty vault.
    pub fn new() -> Self {
        Self::default()
    }

    /// A vault from entries alone: places of texts that were masked earlier are forgotten, and the fullest writing stands there.
    pub fn from_entries(entries: Vec<VaultEntry>) -> Result<Self, VaultError> {
        Self::from_parts(entries, Vec::new())
    }

    /// A vault from what a store kept; refused when a value has two placeholders or a number two families.
    pub fn from_parts(entries: Vec<VaultEntry>, places: Vec<Place>) -> Result<Self, VaultError> {
        let mut vault = Self::new();
        for entry in entries {
            vault.insert(entry)?;
        }
        for Place { prefix, entry } in places {
            if entry as usize >= vault.entries.len() {
                return Err(VaultError::NoEntry(entry));
            }
            vault.places.insert(prefix, entry);
        }
        Ok(vault)
    }

    /// How many placeholders it holds.
    pub fn len(&self) -> usize {
        self.by_number.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The fullest and best written value that a placeholder stands for. Family and number must both be right.
    pub fn get(&self, placeholder: &Placeholder) -> Option<&RawText> {
        // Of equals the first, and `max_by_key` takes the last.
        self.surfaces(placeholder)
            .rev()
            .max_by_key(|value| quality(placeholder.family, value.expose("to choose the fullest writing")))
    }

    /// Every way in which the value of a placeholder was written, in order of first use.
    pub fn surfaces(&self, placeholder: &Placeholder) -> impl DoubleEndedIterator<Item = &RawText> {
        let slot = self.by_number.get(&placeholder.number).filter(|slot| slot.family == placeholder.family);
        let surfaces = slot.map(|slot| slot.surfaces.as_slice()).unwrap_or_default();
        surfaces.iter().filter_map(|at| self.entries.get(*at)).map(|entry| &entry.value)
    }

    /// Everything in it, in order of first use. A placeholder stands there once for each writing of its value.
    pub fn entries(&self) -> impl Iterator<Item = &VaultEntry> {
        self.entries.iter()
    }

    /// Which writing stood where in the texts that were masked.
    pub fn places(&self) -> impl Iterator<Item = Place> {
        self.places.iter().map(|(prefix, entry)| Place { prefix: *prefix, entry: *entry })
    }

    pub(crate) fn entry(&self, at: u32) -> Option<&VaultEntry> {
        self.entries.get(at as usize)
    }

    /// The entry of a value in exactly this writing.
    pub(crate) fn find(&self, family: Family, value: &str) -> Option<u32> {
        let at = *self.by_value.get(&(RawText::new(value), family == Family::Secret))?;
        u32::try_from(at).ok()
    }

    /// Remembers which entry stands behind `prefix`. Of two texts that look alike when masked, the later one counts.
    pub(crate) fn remember(&mut self, prefix: u64, entry: u32) {
        self.places.insert(prefix, entry);
    }

    pub(crate) fn set_kind(&mut self, at: u32, kind: EntityKind) {
        if let Some(entry) = self.entries.get_mut(at as usize) {
            entry.kind = kind;
        }
    }

    pub(crate) fn set_stand_in(&mut self, at: u32, stand_in: String) {
        if let Some(entry) = self.entries.get_mut(at as usize) {
            entry.stand_in = Some(stand_in);
        }
    }

    /// Gives every value a placeholder: the one it has in this or another writing, or a new one. Names are compared with one
    /// another before any number is given, so that a surname with two owners is nobody's.
    pub(crate) fn register(&mut self, values: &[(EntityKind, &str)]) -> Result<(), VaultError> {
        let mut people: Vec<Option<Placeholder>> = Vec::new();
        let mut known: Vec<Vec<Name>> = Vec::new();
        for (number, slot) in self.by_number.iter().filter(|(_, slot)| slot.family == Family::Person) {
            let surfaces = slot.surfaces.iter().filter_map(|at| self.entries.get(*at));
            known.push(surfaces.map(|entry| Name::of(entry.value.expose("to compare names"))).collect());
            people.push(Some(Placeholder { family: slot.family, number: *number }));
        }
        let is_new_name = |(kind, value): &&(EntityKind, &str)| {
            kind.family() == Family::Person && self.known(Family::Person, value).is_none()
        };
        let mut names: Vec<&str> = values.iter().filter(is_new_name).map(|(_, value)| *value).collect();
        let mut seen = std::collections::HashSet::new();
        names.retain(|name| seen.insert(*name));
        let assigned = People::known(known).assign(&names.iter().map(|name| Name::of(name)).collect::<Vec<_>>());
        people.resize(assigned.iter().max().map_or(0, |most| most + 1).max(people.len()), None);
        let persons: HashMap<&str, usize> = names.into_iter().zip(assigned).collect();

        for (kind, value) in values {
            let family = kind.family();
            if self.find(family, value).is_some() {
                continue;
            }
            let person = persons.get(value).filter(|_| family == Family::Person).and_then(|at| people.get_mut(*at));
            let known = self.known(family, value).or_else(|| person.as_deref().copied().flatten());
            let placeholder = known.map_or_else(|| self.next(family), Ok)?;
            if let Some(person) = person {
                *person = Some(placeholder);
            }
            self.insert(VaultEntry { placeholder, value: RawText::new(*value), kind: *kind, stand_in: None })?;
        }
        Ok(())
    }

    fn next(&self, family: Family) -> Result<Placeholder, VaultError> {
        let last = self.by_number.last_key_value().map_or(0, |(number, _)| *number);
        Ok(Placeholder { family, number: last.checked_add(1).ok_or(VaultError::Full)? })
    }

    /// The placeholder of this value in this writing or in one with the same canonical form.
    fn known(&self, family: Family, value: &str) -> Option<Placeholder> {
        if let Some(at) = self.find(family, value) {
            return self.entry(at).map(|entry| entry.placeholder);
        }
        let canonical = Canonical::of(family, value);
        let exact = self.by_canonical.get(&(family, canonical.clone()));
        exact.copied().or_else(|| {
            let national = canonical.national?;
            let mut same = self.by_canonical.iter().filter(|((_, other), _)| {
                other
                    .national
                    .as_ref()
                    .is_some_and(|other| other.digits == national.digits && other.has_country != national.has_country)
            });
            let (_, placeholder) = same.next()?;
            same.all(|(_, other)| other == placeholder).then_some(*placeholder)
        })
    }

    fn insert(&mut self, entry: VaultEntry) -> Result<(), VaultError> {
        let Placeholder { family, number } = entry.placeholder;
        if number == 0 || entry.value.is_empty() {
            return Err(VaultError::Empty(number));
        }
        let slot = self.by_number.entry(number).or_insert_with(|| Slot { family, surfaces: Vec::new() });
        if slot.family != family {
            return Err(VaultError::SameNumber(number));
        }
        let key = (entry.value.clone(), family == Family::Secret);
        if self.by_value.contains_key(&key) {
            return Err(VaultError::SameValue(number));
        }
        let at = self.entries.len();
        slot.surfaces.push(at);
        let canonical = Canonical::of(family, entry.value.expose("to know it in another writing"));
        self.by_canonical.entry((family, canonical)).or_insert(entry.placeholder);
        self.by_value.insert(key, at);
        self.entries.push(entry);
        Ok(())
    }
}

/// How good a way of writing is where nothing tells which one to use: more of the name, and not in capitals throughout.
fn quality(family: Family, value: &str) -> ((usize, usize, bool), bool) {
    let cased = value.contains(char::is_uppercase) && value.contains(char::is_lowercase);
    match family {
        Family::Person => (Name::of(value).fullness(), cased),
        Family::Organisation | Family::Place | Family::Address => ((0, 0, false), cased),
        _ => ((0, 0, false), false),
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Vault({} values)", self.by_number.len())
    }
}

impl Drop for Vault {
    fn drop(&mut self) {
        let wipe = |value: RawText| value.into_exposed("to wipe it").zeroize();
        self.entries.drain(..).for_each(|entry| wipe(entry.value));
        self.by_value.drain().for_each(|((value, _), _)| wipe(value));
        self.by_canonical.drain().for_each(|((_, canonical), _)| canonical.wipe());
    }
}

#[cfg(test)]
mod tests;
