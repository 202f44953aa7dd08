//! Checks of telephone numbers, IP addresses and web addresses.

use std::{net::Ipv6Addr, ops::Range};

use phonenumber::country::Id;

use super::{date::numeric_date, digits, preceded_by, stands_alone};
use crate::recognise::words;

/// An international number: `+` or `00`, 8 to 15 digits (ITU-T E.164).
pub(crate) fn international_phone(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let number = without_extension(text.get(value.clone())?);
    let count = digits(number).len();
    let plus = number.starts_with('+') || (number.starts_with("001") && count == 13);
    let plausible = (8..=15).contains(&count) && plus || (count >= 10 && is_phone(&number.replacen("00", "+", 1), &[]));
    (plausible && stands_alone(text, &value)).then_some(value)
}

/// Countries whose national numbers begin with a nought.
const COUNTRIES: [Id; 16] = [
    Id::DE,
    Id::GB,
    Id::FR,
    Id::NL,
    Id::IT,
    Id::AT,
    Id::CH,
    Id::BE,
    Id::IE,
    Id::TR,
    Id::PH,
    Id::AU,
    Id::NZ,
    Id::ZA,
    Id::SE,
    Id::JP,
];

/// A national number that is valid in one of the countries whose grouping looks like it.
pub(crate) fn national_phone(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let number = without_extension(text.get(value.clone())?);
    let bare = value.start + usize::from(number.starts_with('('))..value.end;
    if numeric_date(text, bare).is_some() {
        return None;
    }
    let alone =
        stands_alone(text, &value) && !preceded_by(text, value.start, ['/', '-']) && !goes_on_before(text, value.start);
    // Three, three and four digits, or an area code in brackets, are telephone numbers in whatever plan.
    let groups = groups(number);
    let shaped = matches!(groups.as_slice(), [3, 3, 4] | [1 | 2, 3, 3, 4]) || number.starts_with('(');
    let long = (9..=12).contains(&groups.iter().sum::<usize>());
    (alone && (shaped || (long && is_phone(number, &COUNTRIES)))).then_some(value)
}

/// Ten or eleven digits with a leading nought that are a valid mobile number somewhere: nothing else looks like that.
pub(crate) fn mobile_phone(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let number = text.get(value.clone())?;
    let mobile = |country: &Id| {
        parse(Some(*country), number)
            .is_ok_and(|parsed| parsed.number_type(&phonenumber::metadata::DATABASE) == phonenumber::Type::Mobile)
    };
    (stands_alone(text, &value) && COUNTRIES.iter().any(mobile)).then_some(value)
}

/// A number without a leading nought, grouped as one of few countries writes it and valid there. Groups of three alone are
/// left out: sums are written like that.
pub(crate) fn grouped_phone(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let number = text.get(value.clone())?;
    let countries: &[Id] = match groups(number).as_slice() {
        [2, 2, 2, 2] => &[Id::DK, Id::NO],
        [3, 2, 3] => &[Id::NO],
        [3, 2, 2, 2] => &[Id::ES],
        [2, 3, 2, 2] => &[Id::PL],
        [2, 3, 4] => &[Id::PT],
        _ => return None,
    };
    let mut separators = number.chars().filter(|c| !c.is_ascii_digit());
    let first = separators.next();
    let even = separators.all(|separator| Some(separator) == first);
    let alone = stands_alone(text, &value) && !text.get(..value.start)?.ends_with(['/', '-', '.', '+']);
    (even && alone && is_phone(number, countries)).then_some(value)
}

/// Whether a group of capitals and digits stands before, as in an account number: the digits here are a part of it.
fn goes_on_before(text: &str, at: usize) -> bool {
    let Some(before) = text.get(..at).and_then(|before| before.strip_suffix([' ', '\u{a0}'])) else { return false };
    let group = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    group.len() >= 4
        && group.chars().any(|c| c.is_ascii_digit())
        && group.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase())
}

/// How many digits stand in each group.
fn groups(number: &str) -> Vec<usize> {
    number.split(|c: char| !c.is_ascii_digit()).map(str::len).filter(|len| *len > 0).collect()
}

/// Digits behind a word like "tel.": any plausible length.
pub(crate) fn phone_by_keyword(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let number = text.get(value.clone())?;
    let bare = value.start + usize::from(number.starts_with('('))..value.end;
    let plausible = (6..=15).contains(&digits(number).len()) && numeric_date(text, bare).is_none();
    plausible.then_some(value)
}

/// Digits in front of a word like "office": any plausible length.
pub(crate) fn phone_before_label(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    if stands_alone(text, &value) { phone_by_keyword(text, value) } else { None }
}

/// A hardware address, and no part of a longer dotted number.
pub(crate) fn mac(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    stands_alone(text, &value).then_some(value)
}

/// IPv4 that is no part of a longer dotted number.
pub(crate) fn ipv4(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    stands_alone(text, &value).then_some(value)
}

/// IPv6 by the standard library's parser (RFC 4291), with the prefix or zone behind it; `::` alone and `a::b` mean too little.
pub(crate) fn ipv6(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let whole = text.get(value.clone())?;
    let address = whole.split(['/', '%']).next()?;
    let trimmed = address.trim_end_matches(['.', ':']);
    let (address, whole) =
        if address.ends_with("::") || address.len() < whole.len() { (address, whole) } else { (trimmed, trimmed) };
    let enough = whole.bytes().any(|b| b.is_ascii_digit()) && whole.len() >= 3;
    let before = text.get(..value.start)?.chars().next_back();
    let alone = before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, ':' | '.'));
    let end = value.start + whole.len();
    let alone = alone && text.get(end..)?.chars().next().is_none_or(|c| !c.is_alphanumeric());
    (enough && alone && address.parse::<Ipv6Addr>().is_ok()).then_some(value.start..end)
}

/// An address without the punctuation of the sentence around it.
pub(crate) fn url(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let mut address = text.get(value.clone())?;
    loop {
        let last = address.chars().next_back()?;
        let unbalanced = |open: char| address.matches(last).count() > address.matches(open).count();
        let trims = match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '”' | '“' | '»' | '*' | '_' | '`' => true,
            ')' => unbalanced('('),
            ']' => unbalanced('['),
            '}' => unbalanced('{'),
            _ => false,
        };
        if !trims {
            break;
        }
        address = address.get(..address.len() - last.len_utf8())?;
    }
    says_something(address).then_some(value.start..value.start + address.len())
}

/// Services whose links are a word of their own making and a code: the address itself says nothing about anybody.
const SHORTENERS: [&str; 22] = [
    "bit.ly",
    "buff.ly",
    "cutt.ly",
    "db.tt",
    "dlvr.it",
    "fb.me",
    "ff.im",
    "goo.gl",
    "ift.tt",
    "is.gd",
    "j.mp",
    "ow.ly",
    "rebrand.ly",
    "su.pr",
    "t.co",
    "tcrn.ch",
    "tgr.ph",
    "tiny.cc",
    "tinyurl.com",
    "tl.gd",
    "wp.me",
    "yhoo.it",
];

/// Whether an address may say something about somebody: a host with a dot or more than a host, and no shortened link.
fn says_something(address: &str) -> bool {
    let (scheme, body) = address.split_once("://").unwrap_or(("", address));
    let end = body.find(['/', '?', '#']).unwrap_or(body.len());
    let (host, rest) = body.split_at_checked(end).unwrap_or((body, ""));
    if SHORTENERS.contains(&host.to_ascii_lowercase().as_str()) {
        let code = rest.trim_start_matches('/');
        return code.len() > 16 || code.contains(|c: char| !c.is_alphanumeric());
    }
    let named = host.strip_prefix("www.").unwrap_or(host);
    let web = scheme.is_empty() || scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let alone = rest.trim_start_matches('/').is_empty();
    body.len() >= 3 && (!web || !alone || named.contains(['.', ':', '@']))
}

/// A user name: it has a digit or a sign, or it is no ordinary word.
pub(crate) fn username(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let name = text.get(value.clone())?.trim_end_matches(['.', '-', '_']);
    let sign = name.contains(|c: char| c.is_ascii_digit() || matches!(c, '_' | '@' | '.'));
    let capital = name.starts_with(char::is_uppercase);
    let cue = text.get(..value.start)?.trim_end_matches(['"', '\'', '“', '`']);
    let field = cue.trim_end().ends_with([':', '=']);
    let ordinary = words::is_common(name) || capital || name.len() < 5;
    let goes_on = text.get(value.end..)?.starts_with(['@', '(']);
    (name.len() >= 3 && !goes_on && (sign || field || !ordinary)).then(|| value.start..value.start + name.len())
}

/// A profile of somebody, without the punctuation behind it; pages of the network itself are none.
pub(crate) fn profile(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    const PAGES: [&str; 14] = [
        "login", "help", "about", "search", "home", "explore", "settings", "privacy", "terms", "share", "sharer",
        "intent", "hashtag", "features",
    ];
    let address = text.get(value.clone())?.trim_end_matches(['.', '-', '_', '%']);
    let name = address.rsplit('/').next()?;
    (!PAGES.contains(&name.to_ascii_lowercase().as_str())).then(|| value.start..value.start + address.len())
}

fn without_extension(number: &str) -> &str {
    number.split(['x', 'X', 'e', 'E', '#']).next().unwrap_or(number).trim_end()
}

fn is_phone(number: &str, countries: &[Id]) -> bool {
    let valid = |country| parse(country, number).is_ok_and(|parsed| phonenumber::is_valid(&parsed));
    if countries.is_empty() { valid(None) } else { countries.iter().any(|country| valid(Some(*country))) }
}

/// The library forgets its patterns beyond a hundred and compiles them anew; the countries here need more.
fn parse(country: Option<Id>, number: &str) -> Result<phonenumber::PhoneNumber, phonenumber::ParseError> {
    static WIDE: std::sync::LazyLock<()> = std::sync::LazyLock::new(|| {
        if let Ok(mut cache) = phonenumber::metadata::DATABASE.cache().lock() {
            cache.set_capacity(4096);
        }
    });
    std::sync::LazyLock::force(&WIDE);
    phonenumber::parse(country, number)
}
