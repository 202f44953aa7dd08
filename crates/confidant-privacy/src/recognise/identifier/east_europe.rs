//! Russia, Ukraine, Belarus, the Caucasus and Kazakhstan.

use confidant_text::EntityKind::{NationalId, TaxId};

use super::{
    scheme::{Scheme, any},
    sum::{integer, last, part, tail, value, weighted},
};

pub(super) const SCHEMES: &[Scheme] = &[
    Scheme::sum("ru.inn", TaxId, "9{10}|9{12}", inn, "инн|inn|идентификационный номер налогоплательщика|tax id"),
    Scheme::sum("ru.ogrn", TaxId, "9{13}|9{15}", ogrn, "огрн|огрнип|ogrn|ogrnip"),
    Scheme::sum("ru.snils", NationalId, "9{11}|!999-999-999-99|!999-999-999 99", snils, "снилс|snils|страховой номер"),
    Scheme::sum("ua.edrpou", TaxId, "9{8}", edrpou, "єдрпоу|едрпоу|edrpou|код єдрпоу|ідентифікаційний код"),
    Scheme::sum("ua.rntrc", TaxId, "9{10}", rntrc, "рнокпп|іпн|rntrc|ідентифікаційний номер|номер облікової картки"),
    Scheme::sum("by.unp", TaxId, "9{9}|aa9{7}|a9{8}", unp, "унп|unp|учетный номер плательщика"),
    Scheme::sum("kz.iin", NationalId, "!9{12}", iin, "иин|жсн|iin|бин|bin"),
    Scheme::sum("az.voen", TaxId, "9{9,10}", voen, "vöen|voen|vergi ödəyicisinin eyniləşdirmə nömrəsi"),
    Scheme::form("am.hvhh", TaxId, "9{8}", any, "հվհհ|hvhh|հարկ վճարողի"),
    Scheme::form("ge.id", NationalId, "9{11}|9{9}", any, "პირადი ნომერი|საიდენტიფიკაციო|personal number"),
];

/// INN (Russia, FNS): modulo 11, two digits for a person.
fn inn(number: &str) -> bool {
    let check = |weights: &[u32]| weighted(part(number, ..weights.len()), weights) % 11 % 10;
    if number.len() == 10 {
        return check(&[2, 4, 10, 3, 5, 9, 4, 6, 8]) == last(number);
    }
    check(&[7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) == value(number, 10)
        && check(&[3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) == last(number)
}

/// OGRN (Russia): the number itself modulo 11, that of a sole trader modulo 13.
fn ogrn(number: &str) -> bool {
    let body = integer(part(number, ..number.len().saturating_sub(1)));
    let given = if number.len() == 15 { number.starts_with(['3', '4']) } else { !number.starts_with('0') };
    let rest = if number.len() == 15 { body % 13 % 10 } else { body % 11 % 10 };
    given && rest == u64::from(last(number))
}

/// SNILS (Russia, SFR): weights 9 to 1, modulo 101.
fn snils(number: &str) -> bool {
    let rest = weighted(part(number, ..9), &[9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101 % 100;
    u64::from(rest) == integer(part(number, 9..))
}

/// EDRPOU (Ukraine): weights 1 to 7, turned for some ranges; modulo 11 in two passes.
fn edrpou(number: &str) -> bool {
    let weights: [u32; 7] =
        if number.starts_with(['3', '4', '5']) { [7, 1, 2, 3, 4, 5, 6] } else { [1, 2, 3, 4, 5, 6, 7] };
    let rest = match weighted(number, &weights) % 11 {
        10 => weighted(number, &weights.map(|weight| weight + 2)) % 11,
        rest => rest,
    };
    rest % 10 == last(number)
}

/// Tax card (Ukraine): weights -1, 5, 7, 9, 4, 6, 10, 5, 7, modulo 11.
fn rntrc(number: &str) -> bool {
    weighted(number, &[10, 5, 7, 9, 4, 6, 10, 5, 7]) % 11 % 10 == last(number)
}

/// UNP (Belarus): weights of primes, modulo 11; the second letter counts by its place in an alphabet of ten.
fn unp(number: &str) -> bool {
    const LETTERS: &str = "ABCEHKMOPT";
    let region = number.starts_with(|c| "1234567ABCEHKM".contains(c));
    let second = match value(number, 1) {
        value @ 0..=9 => Some(value),
        _ => part(number, 1..2).chars().next().and_then(|c| LETTERS.find(c)).and_then(|at| u32::try_from(at).ok()),
    };
    let Some(second) = second else { return false };
    let sum = value(number, 0) * 29 + second * 23 + weighted(part(number, 2..8), &[19, 17, 13, 7, 5, 3]);
    region && sum % 11 == last(number) && last(tail(number, 1)) < 10
}

/// IIN and BIN (Kazakhstan): a birth date, modulo 11 in two passes.
fn iin(number: &str) -> bool {
    let rest = match weighted(part(number, ..11), &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) % 11 {
        10 => weighted(part(number, ..11), &[3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) % 11,
        rest => rest,
    };
    super::sum::is_yymmdd(number) && matches!(value(number, 6), 1..=6) && rest == last(number)
}

/// VÖEN (Azerbaijan): weights 4-1-8-6-2-7-5-3 check the ninth digit, modulo 11; the tenth is 1 or 2.
fn voen(number: &str) -> bool {
    let padded = format!("{number:0>10}");
    padded.ends_with(['1', '2']) && weighted(&padded, &[4, 1, 8, 6, 2, 7, 5, 3]) % 11 == value(&padded, 8)
}
