//! Generalising: something true and less precise in place of a value. A quarter for a date, a decade for an age, a region for a town.

mod amount;
mod date;
pub(crate) mod town;

use confidant_text::EntityKind;

/// What stands for a value of this kind. `None` when nothing is certain to be true, or nothing less precise is of use: then the
/// value is masked.
///
/// | kind | value | stands for it |
/// |---|---|---|
/// | `DATE` | 3 May 2024 | Q2 2024 |
/// | `BIRTH_DATE` | 12.03.1984 | 1980s |
/// | `AGE` | 34 years | 30-39 |
/// | `CITY`, `PLACE`, `REGION` | Munich | Bavaria, Germany |
/// | `POSTCODE` | 80331 | postcode area 80 |
/// | `AMOUNT` | EUR 1,234.50 | EUR 1,000-2,000 |
///
/// The value never stands in what is returned: of an amount or age that is itself a bound of its range, there is nothing.
pub(crate) fn generalise(kind: EntityKind, value: &str) -> Option<String> {
    let value = value.trim();
    let general = match kind {
        EntityKind::Date => date::quarter(value),
        EntityKind::BirthDate => date::decade(value),
        EntityKind::Age => age(value),
        EntityKind::City | EntityKind::Place => town::region(value),
        EntityKind::Region => town::country(value),
        EntityKind::Postcode => postcode_area(value),
        EntityKind::Amount => amount::range(value),
        _ => None,
    }?;
    (!general.to_lowercase().contains(&value.to_lowercase())).then_some(general)
}

/// The oldest decade would hold few people: it is open.
const OLDEST: u32 = 90;

fn age(value: &str) -> Option<String> {
    let lower = value.to_lowercase();
    // Months and weeks are not years: 18 months is no age of 18.
    let not_years = ["mo", "mes", "maand", "mån", "woch", "week", "sem", "sett", "tag", "day", "jour", "dí", "giorn"];
    let words = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    if words.into_iter().any(|word| not_years.iter().any(|start| word.starts_with(start))) {
        return None;
    }
    let ages = lower.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let decades = ages.map(|digits| digits.parse::<u32>().ok().filter(|age| *age < 130).map(|age| age / 10 * 10));
    match one(decades)?? {
        decade if decade >= OLDEST => Some(format!("over {}", OLDEST - 1)),
        decade => Some(format!("{decade}-{}", decade + 9)),
    }
}

/// The first part of a postcode: the letters of a British or Canadian one, otherwise the digits that name a district.
fn postcode_area(value: &str) -> Option<String> {
    let code = value.split_once('-').filter(|(country, _)| country.chars().all(char::is_alphabetic));
    let code = code.map_or(value, |(_, code)| code);
    let letters: String = code.chars().take_while(char::is_ascii_alphabetic).collect();
    let digits: String = code.chars().skip(letters.len()).take_while(char::is_ascii_digit).collect();
    let area = match (letters.len(), digits.len()) {
        (1 | 2, 1..) => &letters,
        (0, 4..) => digits.get(..digits.len().div_ceil(2) - 1)?,
        _ => return None,
    };
    Some(format!("postcode area {area}"))
}

/// The one value that all of them are; `None` when there is none or they differ.
fn one<T: PartialEq>(values: impl IntoIterator<Item = T>) -> Option<T> {
    let mut values = values.into_iter();
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::generalise;
    use confidant_text::EntityKind::{self, Address, Age, City, Iban, Ip, Person, Place, Postcode, Region};

    fn check(kind: EntityKind, rows: &[(&str, Option<&str>)]) {
        for (value, expected) in rows {
            assert_eq!(generalise(kind, value).as_deref(), *expected, "{kind} {value}");
        }
    }

    #[test]
    fn an_age_becomes_its_decade() {
        check(
            Age,
            &[
                ("34", Some("30-39")),
                ("30", None),
                ("aged 34", Some("30-39")),
                ("7-year-old", Some("0-9")),
                ("50 Jahre alt", Some("50-59")),
                ("31-35 ans", Some("30-39")),
                ("39-41", None),
                ("90", Some("over 89")),
                ("104 years", Some("over 89")),
                ("18 months", None),
                ("6 Wochen", None),
                ("thirty", None),
                ("1984", None),
            ],
        );
    }

    #[test]
    fn a_town_becomes_its_region_and_a_name_of_many_countries_nothing() {
        check(
            City,
            &[
                ("Munich", Some("Bavaria, Germany")),
                ("MÜNCHEN", Some("Bavaria, Germany")),
                ("Berlin", Some("Germany")),
                ("Springfield", Some("United States")),
                ("Manchester", None),
                ("Singapore", None),
                ("Nowhereville", None),
            ],
        );
        check(Place, &[("Leipzig", Some("Saxony, Germany"))]);
        check(Region, &[("Bavaria", Some("Germany")), ("Nirgendland", None), ("Germany", None)]);
    }

    #[test]
    fn a_postcode_becomes_its_area() {
        check(
            Postcode,
            &[
                ("80331", Some("postcode area 80")),
                ("D-80331", Some("postcode area 80")),
                ("SW1A 1AA", Some("postcode area SW")),
                ("K1A 0B1", Some("postcode area K")),
                ("1012 AB", Some("postcode area 1")),
                ("110001", Some("postcode area 11")),
                ("94107-1234", Some("postcode area 94")),
                ("801", None),
            ],
        );
    }

    #[test]
    fn other_kinds_are_masked() {
        for kind in [Person, Ip, Iban, Address] {
            assert_eq!(generalise(kind, "192.0.2.7"), None, "{kind}");
        }
    }

    #[test]
    fn what_is_returned_never_holds_the_value() {
        for kind in EntityKind::ALL {
            for value in ["", " ", "5", "EUR 1", "1000", "1998", "Luxembourg", "Mexico", "30", "Q2 2024", "80", "May"] {
                let general = generalise(*kind, value);
                assert!(!general.is_some_and(|general| general.contains(value.trim())), "{kind} {value}");
            }
        }
    }
}
