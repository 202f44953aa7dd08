//! Africa and the islands around it.

use confidant_text::EntityKind::{NationalId, TaxId, VoterId};

use super::{
    scheme::{Scheme, any},
    sum::{ends_with_letter, integer, is_ddmmyy, is_yymmdd, luhn, part, remainder, value, values, varied, weighted},
};

pub(super) const SCHEMES: &[Scheme] = &[
    Scheme::sum(
        "za.idnr",
        NationalId,
        "!9{13}",
        za_id,
        "south african id|id number|identity number|rsa id|id no|permanent resident",
    ),
    Scheme::sum(
        "za.tin",
        TaxId,
        "9{10}|9{4}/999/99/9",
        |number| number.starts_with(['0', '1', '2', '3', '9']) && luhn(number),
        "sars|tax reference number|income tax number|tax number|tin",
    ),
    Scheme::form("ng.nin", NationalId, "9{11}", any, "national identification number|nin|nimc"),
    Scheme::form("ng.bvn", NationalId, "9{11}", any, "bank verification number|bvn"),
    Scheme::form("ng.tin", TaxId, "9{10}|9{8}-9{4}", any, "firs|tax identification number|tin"),
    Scheme::form(
        "ng.vin",
        VoterId,
        "n{19}",
        |number| number.bytes().any(|byte| byte.is_ascii_digit()),
        "pvc|voter identification number|voter",
    ),
    Scheme::form("eg.tn", TaxId, "9{9}", any, "tax registration number|الرقم الضريبي|رقم التسجيل الضريبي|tax number"),
    Scheme::form(
        "eg.id",
        NationalId,
        "!9{14}",
        |number| {
            matches!(value(number, 0), 2 | 3)
                && is_yymmdd(part(number, 1..7))
                && matches!(integer(part(number, 7..9)), 1..=35 | 88)
        },
        "الرقم القومي|national id|national number",
    ),
    Scheme::form("dz.nif", TaxId, "9{15}|9{20}", any, "nif|numéro d'identification fiscale|identifiant fiscal"),
    Scheme::sum(
        "ma.ice",
        TaxId,
        "!9{15}",
        |number| remainder(number, 97) == 0 && varied(number),
        "ice|identifiant commun de l'entreprise|identifiant commun",
    ),
    Scheme::form("ma.cin", NationalId, "a{1,2}9{5,6}", any, "cin|cnie|carte nationale|carte d'identité nationale"),
    Scheme::form("tn.mf", TaxId, "9{5,7}a|9{7}aaa9{3}|9{5,7}aaa9{3}", any, "matricule fiscal|mf|matricule fiscale"),
    Scheme::sum(
        "sn.ninea",
        TaxId,
        "9{7}|9{9}|9{7}9an|9{9}9an",
        ninea,
        "ninea|numéro d'identification national des entreprises",
    ),
    Scheme::form("ci.cc", TaxId, "9{7}a", any, "compte contribuable|numéro de compte contribuable"),
    Scheme::sum("gn.nifp", TaxId, "9{9}", luhn, "nifp|nif permanent|numéro d'identification fiscale permanent"),
    Scheme::sum("gh.tin", TaxId, "!a00n{8}", gh_tin, "tin|taxpayer identification number|gra"),
    Scheme::form("gh.card", NationalId, "!GHA-9{9}-9", any, "ghana card|ghanacard|national id"),
    Scheme::form(
        "ke.pin",
        TaxId,
        "!a9{9}a",
        |number| number.starts_with(['A', 'P']),
        "kra pin|pin|kra|personal identification number",
    ),
    Scheme::form("ke.id", NationalId, "9{7,8}", any, "national id|id number|huduma"),
    Scheme::sum("mu.nid", NationalId, "!a9{12}n", mu_nid, "national identity card|nic|nid|national id"),
    Scheme::sum("mz.nuit", TaxId, "9{9}", nuit, "nuit|número único de identificação tributária"),
    Scheme::form("tz.nida", NationalId, "9{20}|!9{8}-9{5}-9{5}-99", any, "nida|national identification number"),
    Scheme::form("ug.nin", NationalId, "!Ca9{2}n{10}|!Ca9{12}", any, "nin|national identification number"),
];

/// Identity number (South Africa, Home Affairs): birth date, citizenship, Luhn.
fn za_id(number: &str) -> bool {
    is_yymmdd(number) && matches!(value(number, 10), 0..=2) && luhn(number)
}

/// NINEA (Senegal, ANSD): the digits by 1 and 2, modulo 10; three more for the tax centre.
fn ninea(number: &str) -> bool {
    let digits = if number.len() > 9 { part(number, ..number.len() - 3) } else { number };
    let padded = format!("{digits:0>9}");
    weighted(&padded, &[1, 2, 1, 2, 1, 2, 1, 2, 1]).is_multiple_of(10)
}

/// TIN (Ghana, GRA): weights 1 to 9, modulo 11, X for ten.
fn gh_tin(number: &str) -> bool {
    let digits = part(number, 1..10).bytes().all(|byte| byte.is_ascii_digit());
    let rest = weighted(part(number, 1..10), &[1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11;
    number.starts_with(['P', 'C', 'G', 'Q', 'V']) && digits && ends_with_letter(number, "0123456789X", rest)
}

/// National identity number (Mauritius): a letter of the surname, birth date, serial; weights 14 to 2, modulo 17.
fn mu_nid(number: &str) -> bool {
    let sum: u32 = values(part(number, ..13)).zip((2..=14).rev()).map(|(value, weight)| value * weight).sum();
    is_ddmmyy(part(number, 1..7))
        && ends_with_letter(number, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", (17 - sum % 17) % 17)
}

/// NUIT (Mozambique): weights 8-9-4-5-6-7-8-9, modulo 11.
fn nuit(number: &str) -> bool {
    let rest = weighted(number, &[8, 9, 4, 5, 6, 7, 8, 9]) % 11;
    (if rest == 10 { 1 } else { rest }) == value(number, 8)
}
