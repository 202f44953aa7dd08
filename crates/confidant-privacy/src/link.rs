//! Who is who: which ways of writing a name mean one person. Never guessed: a name that fits two people is a person of its own.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use confidant_text::Family;

use crate::{Placeholder, Vault, name::Name};

/// One person with all ways of writing the name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Person {
    names: Vec<Name>,
}

/// People and how to find them by a word of their names.
#[derive(Debug, Default)]
pub(crate) struct People {
    all: Vec<Person>,
    by_word: HashMap<String, BTreeSet<usize>>,
    /// Without a word there is nothing to find them by.
    initials_only: BTreeSet<usize>,
}

impl Person {
    fn fullest(&self) -> Option<&Name> {
        self.names.iter().max_by_key(|name| name.fullness())
    }

    fn contradicts(&self, name: &Name) -> bool {
        self.names.iter().any(|own| own.contradicts(name))
    }

    fn has_whole_of(&self, name: &Name) -> bool {
        self.names.iter().any(|own| name.is_part_of(own))
    }
}

impl People {
    /// People whose names are known already, in order.
    pub(crate) fn known(people: impl IntoIterator<Item = Vec<Name>>) -> Self {
        let mut known = Self::default();
        for names in people {
            let at = known.all.len();
            known.all.push(Person::default());
            for name in names {
                known.join(at, name);
            }
        }
        known
    }

    /// Finds the person of each of these names, known or new; the answer is an index, the known ones first.
    pub(crate) fn assign(&mut self, new: &[Name]) -> Vec<usize> {
        let known = self.all.len();
        // Known people and all new names together tell whether a short name has one owner or two.
        let scope = Self::known(
            self.all.iter().map(|person| person.names.clone()).chain(new.iter().map(|name| vec![name.clone()])),
        );
        let mut order: Vec<usize> = (0..new.len()).collect();
        order.sort_by_key(|at| (std::cmp::Reverse(new.get(*at).map(Name::fullness)), *at));
        let mut assigned = vec![0; new.len()];
        for at in order {
            let Some(name) = new.get(at) else { continue };
            let owner = self.owner(name).or_else(|| self.extended(name, known, &scope));
            let owner = owner.unwrap_or_else(|| {
                self.all.push(Person::default());
                self.all.len() - 1
            });
            self.join(owner, name.clone());
            if let Some(slot) = assigned.get_mut(at) {
                *slot = owner;
            }
        }
        assigned
    }

    /// The people that a person may be, when the names do not tell: two owners of one surname, or two numbers for one person.
    pub(crate) fn candidates(&self, at: usize) -> Vec<usize> {
        let Some(name) = self.all.get(at).and_then(Person::fullest) else { return Vec::new() };
        let near = self.near(name).into_iter().filter(|other| *other != at);
        near.filter(|other| self.fits(name, *other, Person::has_whole_of)).collect()
    }

    /// The person from whose name an e-mail address's local part is made, when there is one only.
    pub(crate) fn maker_of(&self, local: &str) -> Option<usize> {
        let mut makers = (0..self.all.len())
            .filter(|at| self.all.get(*at).is_some_and(|person| person.names.iter().any(|name| name.makes(local))));
        makers.next().filter(|_| makers.next().is_none())
    }

    /// The one person whose name this is, or a shorter way of writing it.
    fn owner(&self, name: &Name) -> Option<usize> {
        let is_own = |person: &Person, name: &Name| person.names.iter().any(|own| own.same(name));
        let near = self.near(name);
        let same: Vec<usize> = near.iter().copied().filter(|at| self.fits(name, *at, is_own)).collect();
        let either = |person: &Person, name: &Name| is_own(person, name) || person.has_whole_of(name);
        let candidates: Vec<usize> = near.into_iter().filter(|at| self.fits(name, *at, either)).collect();
        if let [only] = candidates.as_slice() {
            return Some(*only);
        }
        // Among several, only what is written with the same title and by itself already.
        let fullest_is_same = |at: &&usize| {
            let fullest = self.all.get(**at).and_then(Person::fullest);
            fullest.is_some_and(|own| own.same(name) && own.same_title(name))
        };
        same.iter().find(fullest_is_same).copied()
    }

    /// A known person whose name was written shorter so far, when this is the only fuller name for it in `scope`.
    fn extended(&self, name: &Name, known: usize, scope: &Self) -> Option<usize> {
        let shorter: Vec<usize> = name
            .spellings()
            .filter_map(|word| self.by_word.get(word))
            .flatten()
            .copied()
            .filter(|at| {
                *at < known
                    && self.fits(name, *at, |person, name| person.fullest().is_some_and(|own| own.is_part_of(name)))
            })
            .filter(|at| {
                let Some(own) = self.all.get(*at).and_then(Person::fullest) else { return false };
                let rivals = scope
                    .near(own)
                    .into_iter()
                    .filter(|rival| rival != at && scope.fits(own, *rival, Person::has_whole_of));
                let mut rivals = rivals.filter_map(|rival| scope.all.get(rival)?.fullest());
                rivals.all(|rival| rival.same(name) || rival.is_part_of(name) || name.is_part_of(rival))
            })
            .collect();
        // Of a known surname and a known given name, the surname is the person.
        let surname = |at: &&usize| self.all.get(**at).and_then(Person::fullest).is_some_and(|own| own.ends_like(name));
        shorter.iter().find(surname).or(shorter.first()).copied()
    }

    fn fits(&self, name: &Name, at: usize, rule: impl Fn(&Person, &Name) -> bool) -> bool {
        self.all.get(at).is_some_and(|person| !person.contradicts(name) && rule(person, name))
    }

    /// Everybody who shares a word with this name; everybody when it has no word.
    fn near(&self, name: &Name) -> BTreeSet<usize> {
        if name.spellings().next().is_none() {
            return (0..self.all.len()).collect();
        }
        name.spellings()
            .filter_map(|word| self.by_word.get(word))
            .flatten()
            .chain(&self.initials_only)
            .copied()
            .collect()
    }

    fn join(&mut self, at: usize, name: Name) {
        let mut wordless = true;
        for word in name.spellings() {
            self.by_word.entry(word.clone()).or_default().insert(at);
            wordless = false;
        }
        if wordless {
            self.initials_only.insert(at);
        }
        if let Some(person) = self.all.get_mut(at).filter(|person| !person.names.contains(&name)) {
            person.names.push(name);
        }
    }
}

/// For each sent placeholder, the other sent ones that it may belong to: a name with two owners, an address made of a name.
pub(crate) fn links(vault: &Vault, sent: &[Placeholder]) -> Vec<(Placeholder, Vec<Placeholder>)> {
    let sent: BTreeSet<Placeholder> = sent.iter().copied().collect();
    let mut names: BTreeMap<Placeholder, Vec<Name>> = BTreeMap::new();
    for placeholder in sent.iter().filter(|placeholder| placeholder.family == Family::Person) {
        let surfaces =
            vault.surfaces(placeholder).map(|value| Name::of(value.expose("to compare names with one another")));
        names.insert(*placeholder, surfaces.collect());
    }
    let placeholders: Vec<Placeholder> = names.keys().copied().collect();
    let people = People::known(names.into_values());
    let placeholder_at = |at: &usize| placeholders.get(*at).copied();
    let persons = placeholders.iter().enumerate().map(|(at, placeholder)| (*placeholder, people.candidates(at)));
    let addresses = sent.iter().filter(|placeholder| placeholder.family == Family::Email).filter_map(|placeholder| {
        let (local, _) = vault.get(placeholder)?.expose("to compare it with names").split_once('@')?;
        Some((*placeholder, vec![people.maker_of(local)?]))
    });
    persons
        .chain(addresses)
        .map(|(placeholder, owners)| (placeholder, owners.iter().filter_map(placeholder_at).collect::<Vec<_>>()))
        .filter(|(_, owners)| !owners.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::{Placeholder, Vault, hints};
    use confidant_text::EntityKind;

    fn told(names: &[&str], mail: &str) -> String {
        let mut vault = Vault::new();
        let mut values: Vec<_> = names.iter().map(|name| (EntityKind::Person, *name)).collect();
        values.push((EntityKind::Email, mail));
        vault.register(&values).unwrap();
        let sent: Vec<Placeholder> = vault.entries().map(|entry| entry.placeholder).collect();
        hints(&vault, &sent).to_string()
    }

    #[test]
    fn what_is_one_person_needs_no_hint() {
        assert_eq!(told(&["Hannah Weiß", "Ms Weiss", "HANNAH WEISS"], "info@example.org"), "");
    }

    #[test]
    fn a_surname_with_two_owners_names_both() {
        let names = ["Hannah Weiss", "Otto Weiss", "Weiss"];
        assert_eq!(told(&names, "info@example.org"), "[PERSON_3] may be [PERSON_1] or [PERSON_2].\n");
    }

    #[test]
    fn an_address_that_is_made_of_one_persons_name_belongs_to_her() {
        assert_eq!(
            told(&["Hannah Weiss", "Otto Kern"], "h.weiss@example.org"),
            "[EMAIL_3] may belong to [PERSON_1].\n"
        );
        assert_eq!(told(&["Hannah Weiss", "Heinz Weiss"], "h.weiss@example.org"), "", "two have this name");
    }
}
