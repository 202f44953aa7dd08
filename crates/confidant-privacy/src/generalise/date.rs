//! A date becomes its quarter, a date of birth its decade. What can be read in two ways becomes what both have in common.

use super::one;
use crate::recognise::fold;

/// Months as people write them in English, German, French, Spanish, Italian and Dutch, folded.
#[rustfmt::skip]
const MONTHS: [&[&str]; 12] = [
    &["jan", "january", "januar", "janner", "jaenner", "janvier", "janv", "enero", "ene", "gennaio", "gen", "januari"],
    &["feb", "february", "februar", "fevrier", "fevr", "fev", "febrero", "febbraio", "februari"],
    &["mar", "march", "marz", "maerz", "mrz", "mars", "marzo", "maart", "mrt"],
    &["apr", "april", "avril", "avr", "abril", "abr", "aprile"],
    &["may", "mai", "mayo", "maggio", "mag", "mei"],
    &["jun", "june", "juni", "juin", "junio", "giugno", "giu"],
    &["jul", "july", "juli", "juillet", "juil", "julio", "luglio", "lug"],
    &["aug", "august", "aout", "agosto", "ago", "augustus"],
    &["sep", "sept", "september", "septembre", "septiembre", "settembre", "set"],
    &["oct", "october", "oktober", "okt", "octobre", "octubre", "ottobre", "ott"],
    &["nov", "november", "novembre", "noviembre"],
    &["dec", "december", "dezember", "dez", "decembre", "diciembre", "dic", "dicembre"],
];

/// Folded words that stand in a date and say nothing about the month or year.
#[rustfmt::skip]
const SILENT: &[&str] = &[
    "a", "al", "am", "au", "d", "day", "de", "dei", "del", "den", "der", "des", "di", "do", "du", "el", "en", "er", "et",
    "il", "im", "in", "la", "le", "les", "nd", "o", "of", "on", "rd", "st", "th", "the", "to", "van", "vom",
    "mon", "monday", "tue", "tuesday", "wed", "wednesday", "thu", "thursday", "fri", "friday", "sat", "saturday", "sun",
    "sunday", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "lundi", "mardi",
    "mercredi", "jeudi", "vendredi", "samedi", "年", "月", "日",
];

/// The quarter of a date: "Q2 2024", or without a year "Q2". The year when the quarter is not certain, the decade when there is
/// a year alone.
pub(super) fn quarter(value: &str) -> Option<String> {
    let date = Date::read(value)?;
    let year = date.year.map(|year| match year {
        Year::Full(year) => format!(" {year}"),
        Year::Short(year) => format!(" '{year:02}"),
    });
    match (date.quarter, year, date.year) {
        (Some(quarter), year, _) => Some(format!("Q{quarter}{}", year.unwrap_or_default())),
        (None, Some(_), Some(Year::Full(year))) if date.year_alone => Some(format!("{}s", year / 10 * 10)),
        (None, Some(year), _) => Some(year.trim_start().to_owned()),
        (None, None, _) => None,
    }
}

/// The decade of a date of birth: "1980s". Two digits of a year do not tell the century.
pub(super) fn decade(value: &str) -> Option<String> {
    match Date::read(value)?.year? {
        Year::Full(year) => Some(format!("{}s", year / 10 * 10)),
        Year::Short(_) => None,
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Year {
    Full(u32),
    /// Two digits: the century is not known.
    Short(u32),
}

/// What is certain about a date.
struct Date {
    quarter: Option<u32>,
    year: Option<Year>,
    year_alone: bool,
}

/// A part of a date that says something.
#[derive(Clone, Copy)]
enum Part<'a> {
    Digits(&'a str),
    Month(u32),
}

impl Date {
    fn read(value: &str) -> Option<Self> {
        let folded = fold::letters(value);
        let text = without_time(&folded);
        let parts = parts(text)?;
        let months: Vec<u32> = parts.iter().filter_map(|part| part.month()).collect();
        let numbers: Vec<&str> = parts.iter().filter_map(|part| part.digits()).collect();
        if months.is_empty() { numeric(&numbers, text) } else { named(&parts, &months, &numbers, text) }
    }
}

impl<'a> Part<'a> {
    fn digits(self) -> Option<&'a str> {
        if let Self::Digits(digits) = self { Some(digits) } else { None }
    }

    fn month(self) -> Option<u32> {
        if let Self::Month(month) = self { Some(month) } else { None }
    }
}

/// The parts of a folded text; `None` when it holds a word that belongs to no date.
fn parts(text: &str) -> Option<Vec<Part<'_>>> {
    let mut parts = Vec::new();
    for run in text.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty()) {
        let mut rest = run;
        while let Some(first) = rest.chars().next() {
            let digits = first.is_ascii_digit();
            let len = rest.find(|c: char| c.is_ascii_digit() != digits).unwrap_or(rest.len());
            let (part, after) = rest.split_at_checked(len)?;
            if digits {
                parts.push(Part::Digits(part));
            } else if !SILENT.contains(&part) {
                let month = (1..).zip(MONTHS).find(|(_, names)| names.contains(&part))?.0;
                parts.push(Part::Month(month));
            }
            rest = after;
        }
    }
    Some(parts)
}

/// A date whose months have names. Four digits are the year; two digits are, behind an apostrophe or in "3 May 24".
fn named(parts: &[Part<'_>], months: &[u32], numbers: &[&str], text: &str) -> Option<Date> {
    let (years, mut days): (Vec<&str>, Vec<&str>) = numbers.iter().copied().partition(|digits| digits.len() == 4);
    let mut year = None;
    if let Some(first) = years.first() {
        year = Some(Year::Full(number(one(&years).map_or("", |_| *first))?));
    } else if let Some(last) = days.last().copied().filter(|last| last.len() == 2) {
        let in_order = matches!(parts, [Part::Digits(_), Part::Month(_), Part::Digits(_)]);
        if in_order || text.contains(&format!("'{last}")) {
            year = number(last).map(Year::Short);
            days.pop();
        }
    }
    let possible = |digits: &&str| number(digits).is_some_and(|day| (1..=31).contains(&day));
    let quarter = one(months.iter().map(|month| quarter_of(*month)));
    days.iter().all(possible).then_some(Date { quarter, year, year_alone: false })
}

/// A date of numbers only, in every order in which people write them.
fn numeric(numbers: &[&str], text: &str) -> Option<Date> {
    let certain = |quarter, year| Some(Date { quarter, year: Some(Year::Full(year)), year_alone: false });
    match numbers {
        [digits] if digits.len() == 4 => {
            let year = number(digits).filter(|year| (1000..2200).contains(year))?;
            Some(Date { quarter: None, year: Some(Year::Full(year)), year_alone: true })
        }
        [digits] if digits.len() == 8 => {
            let (year, rest) = digits.split_at_checked(4)?;
            let (month, day) = rest.split_at_checked(2)?;
            certain(Some(month_of(month, day)?), number(year)?)
        }
        [year, month] if year.len() == 4 => certain(Some(month_of(month, "1")?), number(year)?),
        [month, year] if year.len() == 4 => certain(Some(month_of(month, "1")?), number(year)?),
        [year, month, day] if year.len() == 4 => certain(Some(month_of(month, day)?), number(year)?),
        [first, second, year] if matches!(year.len(), 2 | 4) && first.len() <= 2 && second.len() <= 2 => {
            let year = if year.len() == 4 { Year::Full(number(year)?) } else { Year::Short(number(year)?) };
            // 24-05-03 may begin with its year.
            if matches!(year, Year::Short(_)) && text.contains('-') {
                return None;
            }
            let day_first = month_of(second, first);
            let month_first = if text.contains('.') { None } else { month_of(first, second) };
            let quarter = one([day_first, month_first].into_iter().flatten());
            (day_first.is_some() || month_first.is_some()).then_some(Date {
                quarter,
                year: Some(year),
                year_alone: false,
            })
        }
        _ => None,
    }
}

/// The quarter of a month, when month and day are possible.
fn month_of(month: &str, day: &str) -> Option<u32> {
    let month = number(month).filter(|month| (1..=12).contains(month))?;
    number(day).filter(|day| (1..=31).contains(day)).map(|_| quarter_of(month))
}

fn quarter_of(month: u32) -> u32 {
    month.div_ceil(3)
}

fn number(digits: &str) -> Option<u32> {
    digits.parse().ok()
}

/// Cuts off a time of day: `T14:30`, ` 14:30 Uhr`.
fn without_time(text: &str) -> &str {
    let Some(colon) = text.find(':') else { return text };
    let before = text.get(..colon).unwrap_or_default();
    let hour = before.trim_end_matches(|c: char| c.is_ascii_digit());
    hour.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, 't' | ','))
}

#[cfg(test)]
mod tests {
    use super::{decade, quarter};

    #[test]
    fn a_date_becomes_its_quarter() {
        for (value, expected) in [
            ("3 May 2024", "Q2 2024"),
            ("May 3rd, 2024", "Q2 2024"),
            ("Friday, 3 May 2024 14:30", "Q2 2024"),
            ("3. März 2024", "Q1 2024"),
            ("den 3. Maerz 2024", "Q1 2024"),
            ("1er août 2023", "Q3 2023"),
            ("4 de enero de 2020", "Q1 2020"),
            ("15 luglio 2021", "Q3 2021"),
            ("15 maart 2021", "Q1 2021"),
            ("December 1999", "Q4 1999"),
            ("3-5 May 2024", "Q2 2024"),
            ("3 May", "Q2"),
            ("3 Mar 24", "Q1 '24"),
            ("13-15 May", "Q2"),
            ("May 3, 24", "Q2"),
            ("March '24", "Q1 '24"),
            ("2024-05-03", "Q2 2024"),
            ("2024-05-03T14:00:00Z", "Q2 2024"),
            ("20240503", "Q2 2024"),
            ("03.05.2024", "Q2 2024"),
            ("3.5.24", "Q2 '24"),
            ("05/2024", "Q2 2024"),
            ("2024年5月3日", "Q2 2024"),
            ("13/05/2024", "Q2 2024"),
            ("05/13/2024", "Q2 2024"),
        ] {
            assert_eq!(quarter(value).as_deref(), Some(expected), "{value}");
        }
    }

    #[test]
    fn what_has_two_readings_becomes_what_they_share() {
        for (value, expected) in [
            ("04/05/2024", Some("Q2 2024")),
            ("03/05/2024", Some("2024")),
            ("31 March to 1 April 2024", Some("2024")),
            ("1998", Some("1990s")),
            ("24-05-03", None),
            ("May 2023 to May 2024", None),
            ("next Tuesday", None),
            ("Tuesday", None),
            ("45.99.2024", None),
            ("3 Mayhem 2024", None),
            ("Otto 3 2024", None),
        ] {
            assert_eq!(quarter(value).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn a_date_of_birth_becomes_its_decade() {
        for (value, expected) in [
            ("12.03.1984", Some("1980s")),
            ("* 3 mai 1990", Some("1990s")),
            ("03/05/2001", Some("2000s")),
            ("1984", Some("1980s")),
            ("12.03.84", None),
            ("in March", None),
        ] {
            assert_eq!(decade(value).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn no_day_of_the_year_lies_outside_its_quarter() {
        for (month, day) in (1..=12_u32).flat_map(|month| (1..=28_u32).map(move |day| (month, day))) {
            let expected = format!("Q{} 2023", month.div_ceil(3));
            for value in [
                format!("2023-{month:02}-{day:02}"),
                format!("{day}.{month}.2023"),
                format!("{day} {} 2023", super::MONTHS[month as usize - 1][0]),
            ] {
                assert_eq!(quarter(&value).as_ref(), Some(&expected), "{value}");
            }
            for value in [format!("{day}/{month}/2023"), format!("{month}/{day}/2023")] {
                let said = quarter(&value).unwrap();
                assert!(said == expected || said == "2023" && day <= 12, "{value}: {said}");
            }
        }
    }
}
