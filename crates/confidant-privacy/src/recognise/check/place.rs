//! Checks that find where an address or the name of a place ends.

use std::ops::Range;

use super::digits;
use crate::recognise::{names, words};

/// A street with its number, and what follows it: a flat, a postcode, a town, a country.
pub(crate) fn address(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let before = text.get(..value.start)?.chars().next_back();
    let after = text.get(value.end..)?.chars().next();
    let inside = before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '/' | '$' | '€' | '£'))
        || after.is_some_and(char::is_alphanumeric);
    (!inside).then(|| value.start..with_rest(text, value.end))
}

/// A street whose name says what it is. "Brigade 5" is none.
pub(crate) fn germanic_address(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let street = text.get(value.clone())?.trim_end_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    (!street.ends_with("brigade") && !street.ends_with("renegade")).then_some(())?;
    address(text, value)
}

/// An address that its cue alone gives away: it has a number or it is a name, and ends with its clause.
pub(crate) fn address_by_cue(text: &str, before: Range<usize>) -> Option<Range<usize>> {
    let rest = text.get(before.end..)?;
    let clause = rest.find([';', '|', '\n', '\t', '(', '"', ':', '?', '!']).unwrap_or(rest.len());
    let clause = rest.get(..clause)?;
    // A full stop ends it, unless it belongs to an abbreviation ("St.", "Str.") or a short word.
    let stop = clause.match_indices(". ").find(|(at, _)| {
        let word = clause.get(..*at).unwrap_or_default().rsplit([' ', ',']).next().unwrap_or_default();
        word.chars().count() > 4 || word.ends_with(|c: char| c.is_ascii_digit())
    });
    let clause = clause.get(..stop.map_or(clause.len(), |(at, _)| at))?;
    let clause = first_words(clause).trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | 'º' | 'ª'));
    let clause = clause.strip_suffix('.').unwrap_or(clause);
    let short = clause.chars().count() <= 120;
    let starts = clause.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let end = before.end + clause.len();
    (short && starts && clause.contains(char::is_numeric) && clause.contains(char::is_uppercase))
        .then(|| before.end..with_rest(text, end))
}

/// The words of an address: it ends where a sentence goes on in small letters.
fn first_words(clause: &str) -> &str {
    let mut at = 0;
    let mut end = 0;
    for word in clause.split_inclusive(' ') {
        let bare = word.trim_matches([' ', ',', '.']);
        let goes_on = bare.is_empty()
            || bare.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || matches!(c, '#' | 'º'))
            || INSIDE.contains(&bare)
            || !bare.chars().any(|c| c.is_lowercase() || c.is_uppercase());
        if !goes_on {
            break;
        }
        at += word.len();
        if !INSIDE.contains(&bare) {
            end = at;
        }
    }
    clause.get(..end).unwrap_or(clause)
}

/// Small words inside an address.
const INSIDE: [&str; 26] = [
    "de", "du", "des", "la", "le", "les", "der", "den", "dem", "del", "della", "di", "of", "the", "am", "an", "in",
    "rue", "calle", "via", "bis", "ter", "s/n", "nº", "no", "y",
];

/// Extends an address over what follows it: flat, postcode and town, region, country; on the same line behind a comma, or on the
/// next lines.
fn with_rest(text: &str, from: usize) -> usize {
    let mut end = from;
    for _ in 0..6 {
        let Some(rest) = text.get(end..) else { break };
        let gap = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '.']).len();
        let rest = rest.get(gap..).unwrap_or_default();
        let comma = rest.len() - rest.trim_start_matches([',', ' ', '\u{a0}', '-', '–', '|', '·']).len();
        let line = rest.get(comma..).unwrap_or_default();
        let feed = line.len() - line.trim_start_matches(['\n', '\r', ' ', ',']).len();
        let lines = line.get(..feed).unwrap_or_default().matches('\n').count();
        let part = line.get(feed..).unwrap_or_default();
        if lines > 1 {
            break;
        }
        let apart = comma > 0 || lines > 0;
        let len =
            flat(part).or_else(|| postcode_and_town(part)).or_else(|| if apart { town(part, lines > 0) } else { None });
        match len {
            Some(len) => end += gap + comma + feed + len,
            None => break,
        }
    }
    end
}

/// `Apt. 4b`, `Suite 12`, `3. Stock`, `4º B`.
fn flat(part: &str) -> Option<usize> {
    const WORDS: [&str; 22] = [
        "apartment",
        "appartement",
        "appt",
        "apt",
        "suite",
        "ste",
        "flat",
        "unit",
        "floor",
        "room",
        "etage",
        "étage",
        "stock",
        "piso",
        "planta",
        "portal",
        "puerta",
        "interno",
        "scala",
        "bus",
        "box",
        "wohnung",
    ];
    let word = part.find(|c: char| !c.is_alphabetic()).unwrap_or(part.len());
    let known = WORDS.contains(&part.get(..word)?.to_lowercase().as_str());
    let behind = part.get(word..)?;
    let gap = behind.len() - behind.trim_start_matches(['.', ' ', '#', ':']).len();
    let id = behind.get(gap..)?;
    let len = id.find(|c: char| !c.is_alphanumeric() && c != '-' && c != '/').unwrap_or(id.len());
    (known
        && gap <= 3
        && (1..=6).contains(&len)
        && id.get(..len)?.contains(|c: char| c.is_numeric() || c.is_uppercase()))
    .then_some(word + gap + len)
}

/// `10115 Berlin`, `D-10115 Berlin`, `1012 AB Amsterdam`, `SW1A 1AA London`, `IL 62704`, `28007 Madrid`.
fn postcode_and_town(part: &str) -> Option<usize> {
    let code = code_len(part)?;
    let rest = part.get(code..)?;
    let gap = rest.len() - rest.trim_start_matches([' ', '\u{a0}', ',']).len();
    let town = rest.get(gap..).filter(|_| gap <= 2).and_then(|rest| town(rest, false));
    Some(code + town.map_or(0, |town| gap + town))
}

/// The length of a postcode at the start: digits, or letters and digits in one or two short groups that begin and end it.
fn code_len(part: &str) -> Option<usize> {
    let mut len = 0;
    let mut groups = 0;
    for group in part.split_inclusive([' ', '-']).take(3) {
        let bare = group.trim_end_matches([' ', '-']);
        let end = bare.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(bare.len());
        let word = bare.get(..end)?;
        let whole = !bare.get(end..)?.starts_with(char::is_alphanumeric);
        let shape = whole
            && (1..=6).contains(&word.len())
            && word.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase())
            && (word.contains(|c: char| c.is_ascii_digit()) || word.len() <= 2);
        if !shape {
            break;
        }
        groups += 1;
        len += end;
        if end < bare.len() || group == bare {
            break;
        }
        len += group.len() - bare.len();
    }
    let code = part.get(..len)?.trim_end_matches([' ', '-']);
    let whole = !part.get(code.len()..)?.starts_with(char::is_alphanumeric);
    (groups > 0 && whole && (4..=9).contains(&digits_and_letters(code)) && digits(code).len() >= 2)
        .then_some(code.len())
}

fn digits_and_letters(code: &str) -> usize {
    code.chars().filter(char::is_ascii_alphanumeric).count()
}

/// The name of a town, region or country that is a part of its own: punctuation, a postcode or the end of the line follows.
fn town(part: &str, on_new_line: bool) -> Option<usize> {
    let line = part.lines().next()?;
    let mut end = 0;
    for (count, word) in line.split_inclusive(' ').enumerate() {
        let bare = word.trim_end().trim_end_matches([',', '.', ';', ')', ':']);
        let capital = bare.starts_with(char::is_uppercase)
            && bare.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.' | '/'));
        let small = count > 0 && words::PARTICLES.contains(&bare);
        if count >= 5 || !(capital || small) || (capital && words::is_function_word(bare)) {
            break;
        }
        let start = word.as_ptr().addr().checked_sub(line.as_ptr().addr())?;
        end = start + bare.len();
        if bare.len() < word.trim_end().len() {
            break;
        }
    }
    let behind = line.get(end..)?;
    let ends = behind.trim_start().is_empty()
        || behind.starts_with([',', '.', ';', ')'])
        || code_len(behind.trim_start()).is_some();
    let label = behind.trim_start().starts_with(':');
    let name = line.get(..end)?;
    let greets = on_new_line && (words::is_title(name.split(' ').next()?) || name.eq_ignore_ascii_case("dear"));
    (end > 1 && ends && !label && !greets && !words::ends_a_name(name)).then_some(end)
}

/// The name of a place behind words that announce one. The value is what stands before it.
pub(crate) fn placed(text: &str, before: Range<usize>) -> Option<Range<usize>> {
    let end = names::after(text, before.end)?;
    let name = text.get(before.end..end)?;
    let line = name.lines().next()?;
    let first = line.split([' ', '\u{a0}']).next()?;
    let month = first == "May" || words::ends_a_name(first) || words::is_title(first);
    (!month && line.chars().count() >= 2).then(|| before.end..before.end + line.len())
}

/// A British postcode: its area is one of the 124 that exist.
pub(crate) fn uk_postcode(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let code = text.get(value.clone())?;
    let area = code.get(..code.find(|c: char| c.is_ascii_digit())?).unwrap_or(code);
    let alone = !text.get(..value.start)?.ends_with(['-', '/', '_', '.'])
        && !text.get(value.end..)?.starts_with(['-', '/', '_']);
    (alone && (UK_AREAS.contains(&area) || code.starts_with("GIR"))).then_some(value)
}

/// The areas of British postcodes (Royal Mail's list of postcode areas).
const UK_AREAS: [&str; 124] = [
    "AB", "AL", "B", "BA", "BB", "BD", "BH", "BL", "BN", "BR", "BS", "BT", "CA", "CB", "CF", "CH", "CM", "CO", "CR",
    "CT", "CV", "CW", "DA", "DD", "DE", "DG", "DH", "DL", "DN", "DT", "DY", "E", "EC", "EH", "EN", "EX", "FK", "FY",
    "G", "GL", "GU", "GY", "HA", "HD", "HG", "HP", "HR", "HS", "HU", "HX", "IG", "IM", "IP", "IV", "JE", "KA", "KT",
    "KW", "KY", "L", "LA", "LD", "LE", "LL", "LN", "LS", "LU", "M", "ME", "MK", "ML", "N", "NE", "NG", "NN", "NP",
    "NR", "NW", "OL", "OX", "PA", "PE", "PH", "PL", "PO", "PR", "RG", "RH", "RM", "S", "SA", "SE", "SG", "SK", "SL",
    "SM", "SN", "SO", "SP", "SR", "SS", "ST", "SW", "SY", "TA", "TD", "TF", "TN", "TQ", "TR", "TS", "TW", "UB", "W",
    "WA", "WC", "WD", "WF", "WN", "WR", "WS", "WV", "YO", "ZE",
];

/// A postcode behind a keyword, or in front of a town: digits enough, and no year with a small word behind it.
pub(crate) fn postcode(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let code = text.get(value.clone())?;
    let alone = !text.get(..value.start)?.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '/' | '-'))
        && !text.get(value.end..)?.starts_with(|c: char| c.is_alphanumeric() || c == '/');
    (alone && digits(code).len() >= 2 && code.len() >= 3).then_some(value)
}

/// A postcode in front of a town.
pub(crate) fn town_code(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let code = text.get(value.clone())?;
    let rest = text.get(value.end..)?.trim_start_matches([' ', '\u{a0}']);
    is_code_and_town(code, rest.lines().next()?).then_some(value)
}

/// A town behind a postcode.
pub(crate) fn town_behind(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let before = text.get(..value.start)?.trim_end_matches([' ', '\u{a0}']);
    let code = before.rsplit(['\n', ',', '|', '·', '–']).next()?.trim();
    is_code_and_town(code, text.get(value.clone())?).then_some(value)
}

/// Four digits alone may be a year, and an ordinary word behind digits is what they count.
fn is_code_and_town(code: &str, town: &str) -> bool {
    let code = code.rsplit_once("in ").map_or(code, |(_, code)| code);
    let year = code.len() == 4 && (code.starts_with("19") || code.starts_with("20"));
    let first = town.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let counted =
        ["Euro", "Euros", "Dollar", "Dollars", "Francs", "People", "Menschen", "Personen", "Einwohner", "Jahre"];
    !year && !words::ends_a_name(first) && !counted.contains(&first)
}

/// Two numbers that are a latitude and a longitude.
pub(crate) fn coordinates(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let pair = text.get(value.clone())?;
    let numbers: Vec<f64> = pair
        .split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+')))
        .filter_map(|number| number.parse().ok())
        .collect();
    let [latitude, longitude] = numbers.as_slice() else { return Some(value) };
    let on_earth = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
    let alone = !text.get(value.end..)?.starts_with(|c: char| c.is_ascii_digit())
        && !text.get(..value.start)?.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    (on_earth && alone).then_some(value)
}
