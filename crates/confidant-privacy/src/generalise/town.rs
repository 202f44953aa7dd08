//! Towns and the regions they lie in, from `GeoNames` (see the README beside).

use std::{collections::BTreeSet, sync::LazyLock};

use crate::recognise::fold;

/// `name \t line of regions`, sorted by bytes. There is no line for a name that towns of several countries share.
const TOWNS: &str = include_str!("towns.txt");

/// `country \t region`, sorted by bytes. The region may be empty.
const REGIONS: &str = include_str!("regions.txt");

/// Region and country of a town; the country alone when the town shares its name with its region, or with another in its country.
pub(super) fn region(town: &str) -> Option<String> {
    let name = fold::letters(town);
    let line = find(TOWNS, &name)?;
    let (country, region) = REGIONS.lines().nth(line.parse().ok()?)?.split_once('\t')?;
    let says_the_town = |place: &str| fold::letters(place).contains(&name);
    match (says_the_town(country), region.is_empty() || says_the_town(region)) {
        (true, _) => None,
        (false, true) => Some(country.to_owned()),
        (false, false) => Some(format!("{region}, {country}")),
    }
}

/// The country of a region, when only one country has a region of this name.
pub(super) fn country(region: &str) -> Option<String> {
    let name = fold::letters(region);
    let named = REGIONS.lines().filter_map(|line| line.split_once('\t'));
    let country = super::one(named.filter(|(_, region)| fold::letters(region) == name).map(|(country, _)| country))?;
    (!name.is_empty() && !fold::letters(country).contains(&name)).then(|| country.to_owned())
}

/// What the name of a place is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Town,
    Region,
    Country,
}

/// What place has this name. Most places have none that is known here.
pub(crate) fn place(name: &str) -> Option<Place> {
    static NAMES: LazyLock<[BTreeSet<String>; 2]> = LazyLock::new(|| {
        let (countries, regions): (Vec<_>, Vec<_>) = REGIONS.lines().filter_map(|line| line.split_once('\t')).unzip();
        [countries, regions].map(|names| names.into_iter().map(fold::letters).collect())
    });
    let name = fold::letters(name);
    let [countries, regions] = &*NAMES;
    if name.is_empty() {
        None
    } else if countries.contains(&name) {
        Some(Place::Country)
    } else if find(TOWNS, &name).is_some() {
        Some(Place::Town)
    } else {
        regions.contains(&name).then_some(Place::Region)
    }
}

/// What stands behind `name` in sorted lines.
fn find(lines: &'static str, name: &str) -> Option<&'static str> {
    let (mut low, mut high) = (0, lines.len());
    while low < high {
        let middle = lines.get(..low.midpoint(high))?.rfind('\n').map_or(0, |at| at + 1).max(low);
        let line = lines.get(middle..)?.lines().next()?;
        let (key, value) = line.split_once('\t')?;
        match name.cmp(key) {
            std::cmp::Ordering::Equal => return Some(value),
            std::cmp::Ordering::Less => high = middle,
            std::cmp::Ordering::Greater => low = middle + line.len() + 1,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Place, REGIONS, TOWNS, find, place};
    use crate::recognise::fold;

    #[test]
    fn towns_are_folded_sorted_and_point_to_a_region() {
        let regions = REGIONS.lines().count();
        let mut last = "";
        for (name, line) in TOWNS.lines().map(|line| line.split_once('\t').unwrap()) {
            assert!(last < name, "{last} before {name}");
            assert_eq!(fold::letters(name), name);
            assert!(line.is_empty() || line.parse::<usize>().unwrap() < regions, "{name}");
            last = name;
        }
        assert!(TOWNS.lines().count() > 30_000);
    }

    #[test]
    fn every_line_is_found_and_nothing_between_lines() {
        for line in TOWNS.lines().step_by(97).chain(TOWNS.lines().next_back()) {
            let (name, value) = line.split_once('\t').unwrap();
            assert_eq!(find(TOWNS, name), Some(value), "{name}");
            assert_eq!(find(TOWNS, &format!("{name}!")), None, "{name}");
        }
        assert_eq!((find(TOWNS, ""), find(TOWNS, "~")), (None, None));
    }

    #[test]
    fn a_name_is_known_as_a_town_even_when_it_is_in_many_countries() {
        assert_eq!(place("Manchester"), Some(Place::Town));
        assert_eq!(place("Bavaria"), Some(Place::Region));
        assert_eq!(place("Germany"), Some(Place::Country));
        assert_eq!((place(""), place("Nowhereville")), (None, None));
    }
}
