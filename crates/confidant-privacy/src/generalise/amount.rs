//! An amount becomes a range of its order of magnitude in steps of 1, 2, 5: EUR 1,234.50 is EUR 1,000-2,000.

/// Words behind a number that multiply it.
const MULTIPLES: [(u64, &[&str]); 3] = [
    (1_000, &["k", "thousand", "tsd", "tausend", "mille", "mil", "mila", "duizend"]),
    (
        1_000_000,
        &["m", "mn", "mio", "million", "millions", "millionen", "millones", "milioni", "milione", "miljoen", "millón"],
    ),
    (
        1_000_000_000,
        &["bn", "billion", "billions", "mrd", "milliarde", "milliarden", "milliards", "miliardi", "miljard"],
    ),
];

/// Words for a currency; besides symbols and codes of three capitals.
const CURRENCIES: [&str; 30] = [
    "euro", "euros", "eur", "dollar", "dollars", "usd", "cent", "cents", "pound", "pounds", "gbp", "franc", "francs",
    "franken", "chf", "fr", "sfr", "peso", "pesos", "yen", "yuan", "rupees", "rs", "kr", "kronor", "kroner", "zł",
    "rubles", "us", "r",
];

/// The range, with the currency where it stood. Its lower bound belongs to it, its upper bound does not.
pub(super) fn range(value: &str) -> Option<String> {
    let start = value.find(|c: char| c.is_ascii_digit())?;
    let end = value.rfind(|c: char| c.is_ascii_digit())? + 1;
    let (before, number, after) = (value.get(..start)?, value.get(start..end)?, value.get(end..)?);
    let (times, after) = multiple(after.trim_start_matches(['-', '–', '—', '.', ',']));
    if !is_currency(before) || !is_currency(after) || !number.chars().all(|c| c.is_ascii_digit() || is_separator(c)) {
        return None;
    }
    // Three digits behind a separator are thousands; with a word for millions they may be decimals.
    if times > 1 && number.rsplit_once(is_separator).is_some_and(|(_, last)| last.len() > 2) {
        return None;
    }
    let (low, high) = steps(whole(number)?.checked_mul(times)?)?;
    let space = if before.ends_with(char::is_alphabetic) { " " } else { "" };
    Some(format!("{before}{space}{}-{}{after}", grouped(low), grouped(high)))
}

/// The multiple that stands behind a number, and the rest.
fn multiple(after: &str) -> (u64, &str) {
    let word = after.trim_start();
    let len = word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len());
    let (word, rest) = word.split_at_checked(len).unwrap_or((word, ""));
    let lower = word.to_lowercase();
    let times = MULTIPLES.iter().find(|(_, words)| words.contains(&lower.as_str())).map(|(times, _)| *times);
    times.map_or((1, after), |times| (times, rest.strip_prefix('.').unwrap_or(rest)))
}

fn is_currency(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).all(|word| {
        CURRENCIES.contains(&word.to_lowercase().as_str())
            || word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase())
    }) && text.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || ".$€£¥₹₽₺₩₪₫฿₴₦¢".contains(c))
}

fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

/// The units of a number: behind its last separator, three digits are thousands, one or two are hundredths.
fn whole(number: &str) -> Option<u64> {
    let units = match number.rsplit_once(is_separator) {
        Some((units, hundredths)) if hundredths.len() < 3 => units,
        _ => number,
    };
    units.chars().filter(char::is_ascii_digit).collect::<String>().parse().ok()
}

/// The steps of 1, 2, 5 around a number.
fn steps(number: u64) -> Option<(u64, u64)> {
    let scale = 10_u64.checked_pow(number.checked_ilog10()?)?;
    match number / scale {
        1 => Some((scale, scale * 2)),
        2..5 => Some((scale * 2, scale.checked_mul(5)?)),
        _ => Some((scale * 5, scale.checked_mul(10)?)),
    }
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::range;

    #[test]
    fn an_amount_becomes_the_range_it_lies_in() {
        for (value, expected) in [
            ("EUR 1,234.50", Some("EUR 1,000-2,000")),
            ("EUR1.234,50", Some("EUR 1,000-2,000")),
            ("€7.500,-", Some("€5,000-10,000")),
            ("$48,000", Some("$20,000-50,000")),
            ("US$ 3.2 million", Some("US$ 2,000,000-5,000,000")),
            ("1 234,56 €", Some("1,000-2,000 €")),
            ("12'500 Franken", Some("10,000-20,000 Franken")),
            ("35k EUR", Some("20,000-50,000 EUR")),
            ("4 Mio. Euro", Some("2,000,000-5,000,000 Euro")),
            ("EUR 1,000", Some("EUR 1,000-2,000")),
            ("£5", Some("£5-10")),
            ("EUR 1.234 million", None),
            ("EUR 0", None),
            ("EUR 10 to 20", None),
            ("EUR 12 to Otto", None),
            ("a thousand euros", None),
            ("99999999999999999999 €", None),
        ] {
            assert_eq!(range(value).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn every_amount_lies_in_its_range() {
        for amount in (1..2_000_u64).chain((1..2_000).map(|n| n * 977)) {
            let range = range(&format!("{amount} EUR")).unwrap();
            let (low, high) = range.trim_end_matches(" EUR").split_once('-').unwrap();
            let [low, high]: [u64; 2] = [low, high].map(|bound| bound.replace(',', "").parse().unwrap());
            assert!(low <= amount && amount < high, "{amount}: {range}");
        }
    }
}
