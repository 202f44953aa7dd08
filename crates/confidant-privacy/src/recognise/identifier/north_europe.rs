//! The Nordic and the Baltic states.

use confidant_text::EntityKind::{BankAccount, NationalId, TaxId};

use super::{
    scheme::{Scheme, any},
    sum::{divides, eleven, ends_with_letter, integer, is_day, is_ddmmyy, last, luhn, part, tail, value, weighted},
};

pub(super) const SCHEMES: &[Scheme] = &[
    Scheme::sum(
        "se.personnummer",
        NationalId,
        "!9{10}|!9{12}|!9{6}+9{4}|!9999-99-99-9999|!9999-99-9999",
        personnummer,
        "personnummer|personnr|pers.nr|samordningsnummer|personal number|swedish id",
    ),
    Scheme::sum(
        "se.orgnr",
        TaxId,
        "9{10}|!9{6}-9{4}",
        |number| luhn(number) && value(number, 2) >= 2,
        "organisationsnummer|orgnr|org.nr|org nr|orgnummer",
    ),
    Scheme::sum(
        "se.vat",
        TaxId,
        "9{12}|!SE9{12}",
        |number| se_vat(tail(number, 12)),
        "momsregistreringsnummer|momsnr|vat|moms",
    ),
    Scheme::sum(
        "no.fodselsnummer",
        NationalId,
        "!9{11}",
        fodselsnummer,
        "fødselsnummer|fodselsnummer|fnr|personnummer|d-nummer|f.nr",
    ),
    Scheme::sum("no.orgnr", TaxId, "9{9}", orgnr, "organisasjonsnummer|orgnr|org.nr|org nr|foretaksregisteret"),
    Scheme::sum(
        "no.mva",
        TaxId,
        "!9{9}MVA|!NO9{9}MVA|NO9{9}",
        |number| orgnr(part(number.trim_start_matches("NO"), ..9)),
        "mva|mva-nummer|vat|foretaksregisteret",
    ),
    Scheme::sum("no.kontonr", BankAccount, "9{7}|9{11}|!9999.99.99999", kontonr, "kontonummer|kontonr|bankkonto|konto"),
    Scheme::form("dk.cpr", NationalId, "9{10}|!9{6}-9{4}", is_ddmmyy, "cpr-nummer|cpr|cpr-nr|personnummer|cpr nr"),
    Scheme::sum(
        "dk.cvr",
        TaxId,
        "9{8}|!DK9{8}",
        |number| cvr(tail(number, 8)),
        "cvr-nummer|cvr|cvr-nr|se-nummer|moms|vat",
    ),
    Scheme::sum(
        "fi.hetu",
        NationalId,
        "!9{6}-999n|!9{6}+999n|!9{6}a999n",
        hetu,
        "henkilötunnus|hetu|henkilotunnus|personbeteckning|personal identity code",
    ),
    Scheme::sum("fi.ytunnus", TaxId, "9{8}|!9{7}-9", ytunnus, "y-tunnus|yritystunnus|fo-nummer|business id"),
    Scheme::sum("fi.alv", TaxId, "9{8}|!FI9{8}", |number| ytunnus(tail(number, 8)), "alv-numero|alv|alv-nro|vat|moms"),
    Scheme::form("fi.veronumero", TaxId, "9{12}", any, "veronumero|skattenummer|tax number"),
    Scheme::form("fi.associationid", TaxId, "9{4,6}", any, "rekisterinumero|yhdistysrekisteri|rek.nro"),
    Scheme::sum("is.kennitala", NationalId, "9{10}|!9{6}-9{4}", kennitala, "kennitala|kt.|kt|kennitölu"),
    Scheme::form("is.vsk", TaxId, "9{5,6}", any, "vsk-númer|vsk|virðisaukaskattsnúmer|vat"),
    Scheme::form("fo.vn", TaxId, "9{6}", any, "v-tal|vinnutal|fo-v-tal"),
    Scheme::sum("ee.ik", NationalId, "!9{11}", isikukood, "isikukood|personal code|ik"),
    Scheme::sum(
        "ee.registrikood",
        TaxId,
        "9{8}",
        |number| number.starts_with(['1', '7', '8', '9']) && two_passes(number),
        "registrikood|äriregistri kood|reg. kood|registry code",
    ),
    Scheme::sum("ee.kmkr", TaxId, "9{9}|!EE9{9}", |number| kmkr(tail(number, 9)), "kmkr|käibemaks|kmkr nr|vat"),
    Scheme::sum("lt.asmens", NationalId, "!9{11}", isikukood, "asmens kodas|a. k.|a.k.|asmens kodo"),
    Scheme::sum(
        "lt.pvm",
        TaxId,
        "9{9}|9{12}|!LT9{9}|!LT9{12}",
        |number| pvm(number.trim_start_matches("LT")),
        "pvm|pvm kodas|pvm mokėtojo kodas|vat",
    ),
    Scheme::sum(
        "lv.pvn",
        TaxId,
        "9{11}|!LV9{11}|!9{6}-9{5}",
        |number| pvn(tail(number, 11)),
        "pvn|personas kods|reģistrācijas numurs|reg. nr|vat",
    ),
];

/// Personal number (Sweden, Skatteverket): birth date and Luhn; a coordination number has 60 added to the day.
fn personnummer(number: &str) -> bool {
    let digits = tail(number, 10);
    let day = integer(part(digits, 4..6));
    let day = if day > 60 { day - 60 } else { day };
    let year = if number.len() == 12 { part(number, ..4) } else { part(digits, ..2) };
    let century = number.len() == 10 || ["18", "19", "20"].contains(&part(number, ..2));
    century && is_day(year, integer(part(digits, 2..4)), day) && luhn(digits)
}

/// VAT number (Sweden): an organisation or a person, and 01.
pub(super) fn se_vat(number: &str) -> bool {
    number.ends_with("01") && luhn(part(number, ..10))
}

/// Birth number (Norway, Skatteetaten): birth date, two check digits modulo 11; a D number has 40 added to the day, an H number to the
/// month.
fn fodselsnummer(number: &str) -> bool {
    let less = |part: u64| if part > 40 { part - 40 } else { part };
    let born = is_day(part(number, 4..6), less(integer(part(number, 2..4))), less(integer(part(number, ..2))));
    let first = eleven(weighted(number, &[3, 7, 6, 1, 8, 9, 4, 5, 2]), 10);
    let second = eleven(weighted(number, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]), 10);
    born && first == value(number, 9) && second == last(number)
}

/// Organisation (Norway, Brønnøysund): modulo 11.
pub(super) fn orgnr(number: &str) -> bool {
    divides(number, &[3, 2, 7, 6, 5, 4, 3, 2, 1], 11)
}

/// Account (Norway): modulo 11; old postal accounts have Luhn.
fn kontonr(number: &str) -> bool {
    if number.len() == 7 {
        return luhn(number);
    }
    weighted(number, &[6, 7, 8, 9, 4, 5, 6, 7, 8, 9]) % 11 == last(number)
}

/// CVR (Denmark, Erhvervsstyrelsen): modulo 11.
pub(super) fn cvr(number: &str) -> bool {
    !number.starts_with('0') && divides(number, &[2, 7, 6, 5, 4, 3, 2, 1], 11)
}

/// Personal identity code (Finland, DVV): birth date, a sign for the century, serial, a character modulo 31. The sign may be gone here.
fn hetu(number: &str) -> bool {
    let serial = part(number, number.len().saturating_sub(4)..number.len().saturating_sub(1));
    let sign = part(number, 6..number.len().saturating_sub(4));
    let century = sign.is_empty() || sign.chars().all(|c| "ABCDEFYXWVU".contains(c));
    let rest = u32::try_from(integer(&format!("{}{serial}", part(number, ..6))) % 31).unwrap_or(99);
    century
        && integer(serial) >= 2
        && is_ddmmyy(number)
        && ends_with_letter(number, "0123456789ABCDEFHJKLMNPRSTUVWXY", rest)
}

/// Business number (Finland, PRH): modulo 11.
pub(super) fn ytunnus(number: &str) -> bool {
    divides(number, &[7, 9, 10, 5, 8, 4, 2, 1], 11)
}

/// Kennitala (Iceland, Þjóðskrá): birth date, modulo 11, century; a company has 40 added to the day.
fn kennitala(number: &str) -> bool {
    let day = integer(part(number, ..2));
    let day = if day > 40 { day - 40 } else { day };
    let born = is_day(part(number, 4..6), integer(part(number, 2..4)), day);
    born && number.ends_with(['9', '0', '8']) && divides(number, &[3, 2, 7, 6, 5, 4, 3, 2, 1], 11)
}

/// Personal code (Estonia and Lithuania): century and sex, birth date, modulo 11 in two passes.
fn isikukood(number: &str) -> bool {
    let century = ["18", "19", "20", "21"].get(value(number, 0).saturating_sub(1) as usize / 2);
    let born = century.is_some_and(|century| {
        let year = format!("{century}{}", part(number, 1..3));
        is_day(&year, integer(part(number, 3..5)), integer(part(number, 5..7)))
    });
    born && two_passes(number)
}

fn two_passes(number: &str) -> bool {
    let rest = match weighted(part(number, ..number.len().saturating_sub(1)), &[1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11 {
        10 => weighted(part(number, ..number.len().saturating_sub(1)), &[3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11,
        rest => rest,
    };
    rest % 10 == last(number)
}

/// VAT number (Estonia): 3-7-1, modulo 10.
pub(super) fn kmkr(number: &str) -> bool {
    divides(number, &[3, 7, 1, 3, 7, 1, 3, 7, 1], 10)
}

/// VAT number (Lithuania): a one before the check digit, modulo 11 in two passes.
pub(super) fn pvm(number: &str) -> bool {
    let body = part(number, ..number.len().saturating_sub(1));
    let rest = match weighted(body, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2]) % 11 {
        10 => weighted(body, &[3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4]) % 11,
        rest => rest,
    };
    body.ends_with('1') && rest % 10 == last(number)
}

/// VAT number and personal code (Latvia): a company by weights modulo 11, a person by birth date or 32 and another sum.
pub(super) fn pvn(number: &str) -> bool {
    if value(number, 0) > 3 {
        return weighted(number, &[9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 == 3;
    }
    let born = number.starts_with("32") || is_ddmmyy(number) && value(number, 6) < 3;
    born && (1 + weighted(number, &[10, 5, 8, 4, 2, 1, 6, 3, 7, 9])) % 11 % 10 == last(number)
}
