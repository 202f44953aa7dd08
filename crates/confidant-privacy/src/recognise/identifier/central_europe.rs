//! Poland, Czechia, Slovakia, Hungary, and the states between the Adriatic and the Black Sea.

use confidant_text::EntityKind::{BankAccount, HealthInsuranceId, NationalId, TaxId};

use super::{
    scheme::Scheme,
    sum::{divides, eleven, integer, is_day, is_yymmdd, last, mod_11_10, part, tail, value, values, weighted},
};

pub(super) const SCHEMES: &[Scheme] = &[
    Scheme::sum("pl.pesel", NationalId, "!9{11}", pesel, "pesel|numer pesel|nr pesel"),
    Scheme::sum("pl.nip", TaxId, "9{10}|!PL9{10}|!999-999-99-99", nip, "nip|numer nip|nr nip|vat|vat ue"),
    Scheme::sum("pl.regon", TaxId, "9{9}|9{14}", regon, "regon|numer regon"),
    Scheme::form(
        "pl.idcard",
        NationalId,
        "!aaa9{6}",
        pl_card,
        "dowód osobisty|dowodu osobistego|seria i numer|numer dowodu",
    ),
    Scheme::sum("cz.rc", NationalId, "9{10}|!9{6}/9{3,4}", rodne, "rodné číslo|rodne cislo|r.č.|rč|birth number"),
    Scheme::sum("cz.dic", TaxId, "9{8,10}|!CZ9{8,10}", dic, "dič|dic|daňové identifikační číslo|vat"),
    Scheme::sum("cz.ico", TaxId, "9{8}", ico, "ičo|ico|ič|identifikační číslo"),
    Scheme::sum(
        "cz.bankaccount",
        BankAccount,
        "9{2,10}/9999|9{1,6}-9{2,10}/9999",
        cz_account,
        "číslo účtu|cislo uctu|bankovní účet|účet|č.ú.",
    ),
    Scheme::sum("sk.rc", NationalId, "9{10}|9{9}|!9{6}/9{3,4}", rodne, "rodné číslo|rodne cislo|r.č.|rč"),
    Scheme::sum("sk.ico", TaxId, "9{8}", ico, "ičo|ico|identifikačné číslo"),
    Scheme::sum("sk.dph", TaxId, "9{10}|!SK9{10}", sk_dph, "ič dph|dič|ic dph|dic|vat"),
    Scheme::sum(
        "hu.anum",
        TaxId,
        "9{8}|!HU9{8}|!9{8}-9-99",
        |number| divides(part(number.trim_start_matches("HU"), ..8), &[9, 7, 3, 1, 9, 7, 3, 1], 10),
        "adószám|adoszam|közösségi adószám|vat",
    ),
    Scheme::sum(
        "hu.taj",
        HealthInsuranceId,
        "9{9}",
        |number| weighted(number, &[3, 7, 3, 7, 3, 7, 3, 7]) % 10 == last(number),
        "taj szám|taj|taj-szám|társadalombiztosítási",
    ),
    Scheme::sum(
        "hu.adojel",
        TaxId,
        "9{10}",
        |number| number.starts_with('8') && weighted(number, &[1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11 == last(number),
        "adóazonosító jel|adóazonosító|adojel",
    ),
    Scheme::sum("si.emso", NationalId, "!9{13}", emso, "emšo|emso|enotna matična številka"),
    Scheme::sum(
        "si.ddv",
        TaxId,
        "9{8}|!SI9{8}",
        |number| ddv(tail(number, 8)),
        "davčna številka|davcna stevilka|id za ddv|ddv|vat",
    ),
    Scheme::sum("si.maticna", TaxId, "9{7}|9{10}|9{7}a99", maticna, "matična številka|maticna stevilka|matična"),
    Scheme::sum(
        "hr.oib",
        NationalId,
        "9{11}|!HR9{11}",
        |number| mod_11_10(tail(number, 11)),
        "oib|osobni identifikacijski broj|vat",
    ),
    Scheme::sum("rs.jmbg", NationalId, "!9{13}", emso, "jmbg|jedinstveni matični broj|матични број|јмбг"),
    Scheme::sum("rs.pib", TaxId, "9{9}", mod_11_10, "pib|poreski identifikacioni broj|пиб"),
    Scheme::sum(
        "me.pib",
        TaxId,
        "9{8}",
        |number| eleven(weighted(number, &[8, 7, 6, 5, 4, 3, 2]), 0) == last(number),
        "pib|poreski identifikacioni broj|matični broj",
    ),
    Scheme::sum(
        "mk.edb",
        TaxId,
        "9{13}|!MK9{13}",
        |number| emso_sum(tail(number, 13)),
        "edb|едб|единствен даночен број|даночен број|мк",
    ),
    Scheme::form(
        "al.nipt",
        TaxId,
        "a9{8}a",
        |number| number.starts_with(|c| c <= 'M'),
        "nipt|nuis|numri i identifikimit|tax id",
    ),
    Scheme::sum("ro.cnp", NationalId, "!9{13}", cnp, "cnp|cod numeric personal"),
    Scheme::sum(
        "ro.cui",
        TaxId,
        "9{4,10}|!RO9{6,10}|RO9{2,10}",
        cui,
        "cui|cod unic de înregistrare|cif|cod fiscal|tva|vat",
    ),
    Scheme::sum(
        "ro.cf",
        TaxId,
        "9{4,10}|9{13}|RO9{2,10}",
        |number| if tail(number, 13).len() == 13 { cnp(number) } else { cui(number) },
        "cod de identificare fiscală|cod fiscal|cif|c.i.f.",
    ),
    Scheme::sum(
        "ro.onrc",
        TaxId,
        "a9{1,2}/9{1,5}/9999|a/9{1,2}/9{1,5}/9999|a9{13}|a9{1,2}/9{1,5}/99.99.9999",
        onrc,
        "nr. ord. reg. com|registrul comerțului|registrul comertului|onrc|reg. com",
    ),
    Scheme::sum("bg.egn", NationalId, "!9{10}", egn, "егн|единен граждански номер|egn|unified civil number"),
    Scheme::sum(
        "bg.pnf",
        NationalId,
        "9{10}",
        pnf,
        "лнч|личен номер на чужденец|lnch|pnf|personal number of a foreigner",
    ),
    Scheme::sum("bg.vat", TaxId, "9{9,10}|!BG9{9,10}", bg_vat, "еик|булстат|eik|bulstat|ддс|vat"),
    Scheme::sum(
        "md.idno",
        TaxId,
        "9{13}",
        |number| weighted(number, &[7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1]) % 10 == last(number),
        "idno|idnp|cod fiscal|numărul de identificare",
    ),
];

/// PESEL (Poland, ustawa o ewidencji ludności): birth date with the century in the month, weights 1-3-7-9, modulo 10.
fn pesel(number: &str) -> bool {
    let month = integer(part(number, 2..4));
    let born = is_day(part(number, ..2), month % 20, integer(part(number, 4..6)));
    born && divides(number, &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1], 10)
}

/// NIP (Poland): modulo 11.
pub(super) fn nip(number: &str) -> bool {
    let number = tail(number, 10);
    weighted(number, &[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == last(number)
}

/// REGON (Poland, GUS): modulo 11; the long form checks the short one too.
fn regon(number: &str) -> bool {
    let short = part(number, ..9);
    let long =
        number.len() == 9 || weighted(number, &[2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8]) % 11 % 10 == last(number);
    long && weighted(short, &[8, 9, 2, 3, 4, 5, 6, 7]) % 11 % 10 == last(short)
}

/// Identity card (Poland): three letters count as two digits, weights 7-3-1-9-7-3-1-7-3, modulo 10.
fn pl_card(number: &str) -> bool {
    weighted(number, &[7, 3, 1, 9, 7, 3, 1, 7, 3]).is_multiple_of(10)
}

/// Birth number (Czechia and Slovakia): the month of women has 50 added, when days ran out 20; eleven divides it since 1954.
fn rodne(number: &str) -> bool {
    let month = integer(part(number, 2..4)) % 50 % 20;
    let born = is_day(part(number, ..2), month, integer(part(number, 4..6)));
    let early = number.len() == 9 && integer(part(number, ..2)) < 54;
    born && (early || number.len() == 10 && integer(part(number, ..9)) % 11 % 10 == u64::from(last(number)))
}

/// Business number (Czechia and Slovakia): weights 8 to 2, modulo 11.
fn ico(number: &str) -> bool {
    let rest = (11 - weighted(number, &[8, 7, 6, 5, 4, 3, 2]) % 11) % 11;
    (if rest == 0 { 1 } else { rest }) % 10 == last(number)
}

/// Tax number (Czechia): a business number, a birth number, or six and a sum of its own.
pub(super) fn dic(number: &str) -> bool {
    let number = number.strip_prefix("CZ").unwrap_or(number);
    match number.len() {
        8 => !number.starts_with('9') && ico(number),
        9 => rodne(number) || number.starts_with('6') && special_sum(number),
        _ => rodne(number),
    }
}

fn special_sum(number: &str) -> bool {
    let sum = weighted(part(number, 1..8), &[8, 7, 6, 5, 4, 3, 2]) % 11;
    let step = (21 - sum) % 11;
    (18 - step) % 10 == last(number)
}

/// Account (Czechia, Czech National Bank decree 169/2011): prefix and number, weights of powers of two modulo 11.
fn cz_account(compact: &str) -> bool {
    // The separators are gone here; the last four digits are the bank.
    let body = part(compact, ..compact.len().saturating_sub(4));
    let sum = |digits: &str| {
        let padded = format!("{digits:0>10}");
        divides(&padded, &[6, 3, 7, 9, 10, 5, 8, 4, 2, 1], 11)
    };
    sum(body) || (1..=6).any(|at| at < body.len() && sum(part(body, ..at)) && sum(part(body, at..)))
}

/// VAT number (Slovakia): eleven divides it.
pub(super) fn sk_dph(number: &str) -> bool {
    let number = tail(number, 10);
    let given = !number.starts_with('0') && matches!(value(number, 2), 2 | 3 | 4 | 7 | 8 | 9);
    rodne(number) || given && integer(number).is_multiple_of(11)
}

/// EMŠO and JMBG (Yugoslavia, 1976): birth date with three digits of the year, region, serial, modulo 11.
fn emso(number: &str) -> bool {
    let year = integer(part(number, 4..7));
    let year = if year < 800 { 2000 + year } else { 1000 + year };
    let born = is_day(&year.to_string(), integer(part(number, 2..4)), integer(part(number, ..2)));
    born && emso_sum(number)
}

fn emso_sum(number: &str) -> bool {
    eleven(weighted(number, &[7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]), 0) == last(number)
}

/// VAT number (Slovenia, FURS): weights 8 to 2, modulo 11.
pub(super) fn ddv(number: &str) -> bool {
    let rest = 11 - weighted(number, &[8, 7, 6, 5, 4, 3, 2]) % 11;
    !number.starts_with('0') && rest % 10 == last(number) && rest < 11
}

/// Business register (Slovenia, AJPES): weights 7 to 2, modulo 11; a rest of nothing is not given.
fn maticna(number: &str) -> bool {
    let rest = (11 - weighted(number, &[7, 6, 5, 4, 3, 2]) % 11) % 11;
    rest != 0 && rest % 10 == value(number, 6)
}

/// CNP (Romania, Legea 105/1996): sex and century, birth date, county; weights 279146358279, modulo 11.
fn cnp(number: &str) -> bool {
    let born = is_yymmdd(part(number, 1..7));
    let county = matches!(integer(part(number, 7..9)), 1..=48 | 51 | 52 | 70 | 80..=83);
    let rest = weighted(number, &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
    !number.starts_with('0') && born && county && (if rest == 10 { 1 } else { rest }) == last(number)
}

/// CUI (Romania, ANAF): weights 753217532 from the right, times ten, modulo 11.
pub(super) fn cui(number: &str) -> bool {
    let number = number.strip_prefix("RO").unwrap_or(number);
    let padded = format!("{number:0>10}");
    !number.starts_with('0') && weighted(&padded, &[7, 5, 3, 2, 1, 7, 5, 3, 2]) * 10 % 11 % 10 == last(number)
}

/// Trade register (Romania): a letter for the form, county, serial, year; since 2024 a digit sum at the end.
fn onrc(number: &str) -> bool {
    let form = number.starts_with(['J', 'F', 'C']);
    if number.len() != 14 || !(1990..=2099).contains(&integer(part(number, 1..5))) {
        return form && (1990..=2024).contains(&integer(tail(number, 4)));
    }
    let letter = number.bytes().next().map_or(0, u32::from) % 10;
    form && (letter + values(part(number, 1..13)).sum::<u32>()) % 10 == last(number)
}

/// EGN (Bulgaria): birth date with the century in the month, weights 2-4-8-5-10-9-7-3-6, modulo 11.
fn egn(number: &str) -> bool {
    let month = integer(part(number, 2..4));
    let month = if month > 40 {
        month - 40
    } else if month > 20 {
        month - 20
    } else {
        month
    };
    let born = is_day(part(number, ..2), month, integer(part(number, 4..6)));
    born && weighted(number, &[2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10 == last(number)
}

/// Number of a foreigner (Bulgaria): weights 21-19-17-13-11-9-7-3-1, modulo 10.
fn pnf(number: &str) -> bool {
    weighted(number, &[21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10 == last(number)
}

/// EIK and VAT number (Bulgaria): nine digits modulo 11 in two passes; ten digits are a person's or another sum.
pub(super) fn bg_vat(number: &str) -> bool {
    let number = number.strip_prefix("BG").unwrap_or(number);
    if number.len() == 9 {
        let rest = match weighted(number, &[1, 2, 3, 4, 5, 6, 7, 8]) % 11 {
            10 => weighted(number, &[3, 4, 5, 6, 7, 8, 9, 10]) % 11,
            rest => rest,
        };
        return rest % 10 == last(number);
    }
    egn(number) || pnf(number) || eleven(weighted(number, &[4, 3, 2, 7, 6, 5, 4, 3, 2]), 10) == last(number)
}
