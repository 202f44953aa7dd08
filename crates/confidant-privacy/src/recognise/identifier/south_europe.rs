//! Spain, Portugal, Andorra, Italy, San Marino, Greece, Cyprus, Malta, Turkey; and the VAT numbers of the European Union.

use confidant_text::EntityKind::{
    BankAccount, Code, CustomerNumber, DriverLicence, HealthInsuranceId, NationalId, TaxId,
};

use super::{
    british, central_europe as central, north_europe as north,
    scheme::{Scheme, any},
    sum::{
        divides, eleven, ends_with_letter, integer, is_day, is_ddmmyy, last, luhn, luhn_rest, part, tail, value,
        values, weighted,
    },
    west_europe as west,
};

pub(super) const SCHEMES: &[Scheme] = &[
    Scheme::sum("es.dni", NationalId, "!9{7,8}a", dni, "dni|documento nacional de identidad|d.n.i|nif"),
    Scheme::sum(
        "es.nie",
        NationalId,
        "!a9{7}a",
        nie,
        "nie|número de identidad de extranjero|n.i.e|nif|tarjeta de residencia",
    ),
    Scheme::sum("es.cif", TaxId, "!a9{7}n", cif, "cif|c.i.f|código de identificación fiscal|nif"),
    Scheme::sum(
        "es.nif",
        TaxId,
        "n9{7}n|!ESn9{7}n",
        nif,
        "nif|n.i.f|número de identificación fiscal|identificación fiscal|iva|vat",
    ),
    Scheme::sum(
        "es.ccc",
        BankAccount,
        "!9{20}",
        ccc,
        "código cuenta cliente|ccc|cuenta corriente|número de cuenta|cuenta bancaria",
    ),
    Scheme::sum(
        "es.ssn",
        HealthInsuranceId,
        "9{11,12}|!99/99999999/99",
        nuss,
        "número de seguridad social|seguridad social|nuss|naf|número de afiliación",
    ),
    Scheme::sum("es.cups", CustomerNumber, "!ES9{16}aa|!ES9{16}aa9a", cups, "cups|punto de suministro"),
    Scheme::sum("es.referenciacatastral", Code, "!n{14}9{4}aa", catastro, "referencia catastral|catastro|catastral"),
    Scheme::form(
        "es.cae",
        TaxId,
        "ES9{5}nn9{3}a",
        any,
        "cae|código de actividad y establecimiento|impuestos especiales",
    ),
    Scheme::sum(
        "pt.nif",
        TaxId,
        "9{9}|!PT9{9}",
        pt_nif,
        "nif|número de identificação fiscal|contribuinte|nipc|número de contribuinte|iva|vat",
    ),
    Scheme::sum(
        "pt.cc",
        NationalId,
        "!9{9}nn9",
        portuguese_card,
        "cartão de cidadão|cartao de cidadao|cartão do cidadão|número de documento|cc",
    ),
    Scheme::sum(
        "pt.niss",
        HealthInsuranceId,
        "9{11}",
        |number| (9 + 90 - weighted(number, &[29, 23, 19, 17, 13, 11, 7, 5, 3, 2]) % 10) % 10 == last(number),
        "niss|segurança social|número de segurança social",
    ),
    Scheme::form("ad.nrt", TaxId, "!a9{6}a", nrt, "nrt|número de registre tributari|registre tributari|tax id"),
    Scheme::sum(
        "it.codicefiscale",
        TaxId,
        "!a{6}nnannannna|9{11}",
        |number| if number.len() == 11 { iva(number) } else { codice_fiscale(number) },
        "codice fiscale|cod. fisc|c.f.|cf|fiscal code",
    ),
    Scheme::sum("it.iva", TaxId, "!9{11}|!IT9{11}", iva, "partita iva|p.iva|p. iva|p.i.|iva|piva|vat"),
    Scheme::form(
        "it.identitycard",
        NationalId,
        "!aa9{5}aa|!aa9{7}|9{7}aa",
        any,
        "carta d'identità|carta di identità|carta identita|documento di identità|cie",
    ),
    Scheme::written(
        "it.licence",
        DriverLicence,
        "!aa9{7}a|!U1n{7}a",
        |written| !written.contains(' '),
        "patente|patente di guida|numero patente|driving licence|driver license|license",
    ),
    Scheme::form("sm.coe", TaxId, "9{4,6}|SM9{5}", any, "coe|codice operatore economico"),
    Scheme::sum("gr.amka", NationalId, "!9{11}", |number| luhn(number) && is_ddmmyy(number), "αμκα|α.μ.κ.α|amka"),
    Scheme::sum("gr.vat", TaxId, "9{9}|!EL9{9}|!GR9{9}", afm, "αφμ|α.φ.μ|afm|vat|tax id"),
    Scheme::form("gr.id", NationalId, "aa9{6}|a9{6}", any, "αδτ|α.δ.τ|δελτίο ταυτότητας|ταυτότητα|identity card"),
    Scheme::sum("cy.vat", TaxId, "9{8}a|!CY9{8}a", cy_vat, "φπα|vat|tax identification code|tic"),
    Scheme::sum(
        "mt.vat",
        TaxId,
        "9{8}|!MT9{8}|9999-9999",
        |number| divides(tail(number, 8), &[3, 4, 6, 7, 8, 9, 10, 1], 37),
        "vat number|vat no|vat",
    ),
    Scheme::form(
        "mt.id",
        NationalId,
        "9{3,7}a",
        |number| number.ends_with(['M', 'G', 'A', 'P', 'L', 'H', 'B', 'Z']),
        "karta tal-identità|id card|identity card",
    ),
    Scheme::sum(
        "tr.tckimlik",
        NationalId,
        "!9{11}",
        tckn,
        "tc kimlik no|t.c. kimlik|kimlik no|kimlik numarası|tckn|tc kimlik|turkish id|tc no",
    ),
    Scheme::sum("tr.vkn", TaxId, "9{10}", vkn, "vergi kimlik numarası|vergi numarası|vkn|vergi no|vergi kimlik"),
    Scheme::sum(
        "eu.vat",
        TaxId,
        "!ATU9{8}|!BE9{10}|!BG9{9,10}|!CY9{8}a|!CZ9{8,10}|!DE9{9}|!DK9{8}|!EE9{9}|!EL9{9}|!ESn9{7}n|!FI9{8}|!FRnn9{9}|!GR9{9}|!HR9{11}|!HU9{8}|!IE9{7}a|!IE9{7}aa|!IE9a9{5}a|!IT9{11}|!LT9{9}|!LT9{12}|!LU9{8}|!LV9{11}|!MT9{8}|!NL9{7,9}B99|!PL9{10}|!PT9{9}|RO9{2,5}|!RO9{6,10}|!SE9{12}|!SI9{8}|!SK9{10}|!XI9{9}|!XI9{12}",
        eu_vat,
        "vat number|vat id|vat|vatin|tva|iva|btw|ust-idnr|ust-id|moms|dph|pvm|pvn",
    ),
    Scheme::sum(
        "vatin",
        TaxId,
        "ATU9{8}|BE9{10}|CHE9{9}|CZ9{8,10}|DE9{9}|DK9{8}|EE9{9}|EL9{9}|ESn9{7}n|FI9{8}|FRnn9{9}|GB9{9}|HR9{11}|HU9{8}|IE9{7}a|IT9{11}|LU9{8}|LV9{11}|MT9{8}|NL9{9}B99|NO9{9}MVA|PL9{10}|PT9{9}|RO9{2,10}|SE9{12}|SI9{8}|SK9{10}",
        eu_vat,
        "vatin|vat identification number",
    ),
    Scheme::form("eu.oss", TaxId, "EU9{9}|IM9{10}", any, "one stop shop|oss|ioss|vat"),
    Scheme::sum(
        "eu.at_02",
        BankAccount,
        "aa99n{3}n{4,28}",
        creditor,
        "creditor identifier|gläubiger-identifikationsnummer|gläubiger-id|identifiant créancier|identificador del acreedor|sepa",
    ),
    Scheme::form(
        "eu.excise",
        TaxId,
        "aan{11}|aan{6}",
        |number| number.bytes().any(|byte| byte.is_ascii_digit()),
        "excise number|seed number|verbrauchsteuernummer|numéro d'accise|excise",
    ),
];

const DNI: &str = "TRWAGMYFPDXBNJZSQVHLCKE";

/// DNI (Spain, Ministerio del Interior): a letter modulo 23.
fn dni(number: &str) -> bool {
    let digits = part(number, ..number.len().saturating_sub(1));
    ends_with_letter(number, DNI, u32::try_from(integer(digits) % 23).unwrap_or(99))
}

/// NIE (Spain): X, Y, Z stand for 0, 1, 2 before the digits of a DNI.
fn nie(number: &str) -> bool {
    let Some(first) = number.chars().next().and_then(|c| "XYZ".find(c)) else { return false };
    dni(&format!("{first}{}", part(number, 1..)))
}

/// CIF (Spain, Orden EHA/451/2008): a Luhn digit, or the letter that stands for it.
fn cif(number: &str) -> bool {
    let form = number.starts_with(|c| "ABCDEFGHJNPQRSUVW".contains(c));
    let check = (10 - luhn_rest(&format!("{}0", part(number, 1..8)))) % 10;
    form && (last(number) == check || ends_with_letter(number, "JABCDEFGHI", check))
}

/// NIF (Spain): any of the three, and K, L, M before a person's digits.
fn nif(number: &str) -> bool {
    let number = tail(number, 9);
    match number.chars().next() {
        Some('K' | 'L' | 'M') => dni(part(number, 1..)),
        Some('X' | 'Y' | 'Z') => nie(number),
        Some(c) if c.is_ascii_digit() => dni(number),
        _ => cif(number),
    }
}

/// Account (Spain, Banco de España): two digits with weights of powers of two, modulo 11.
fn ccc(number: &str) -> bool {
    let digit = |digits: &str| {
        let rest = weighted(digits, &[1, 2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11;
        if rest < 2 { rest } else { 11 - rest }
    };
    digit(&format!("00{}", part(number, ..8))) == value(number, 8) && digit(part(number, 10..)) == value(number, 9)
}

/// Affiliation to social security (Spain): a key modulo 97.
fn nuss(number: &str) -> bool {
    let (province, serial) = (part(number, ..2), part(number, 2..number.len().saturating_sub(2)));
    let short = serial.starts_with('0');
    let body = if short { format!("{province}{}", part(serial, 1..)) } else { format!("{province}{serial}") };
    integer(&body) % 97 == integer(tail(number, 2))
}

/// Supply point (Spain, CNMC): two letters modulo 529.
fn cups(number: &str) -> bool {
    let rest = u32::try_from(integer(part(number, 2..18)) % 529).unwrap_or(u32::MAX);
    ends_with_letter(part(number, 18..19), DNI, rest / 23) && ends_with_letter(part(number, 19..20), DNI, rest % 23)
}

/// Cadastral reference (Spain, Dirección General del Catastro): two letters modulo 23.
fn catastro(number: &str) -> bool {
    const LETTERS: &str = "MQWERTYUIOPASDFGHJKLBZX";
    // The alphabet has an Ñ, which moves the letters behind N by one.
    let place = |c: char| match c.to_digit(36).unwrap_or(0) {
        value @ 0..=9 => value,
        value if c <= 'N' => value - 9,
        value => value - 8,
    };
    let letter = |half: &str| {
        let whole = format!("{half}{}", part(number, 14..18));
        whole
            .chars()
            .map(place)
            .zip([13, 15, 12, 5, 4, 17, 9, 21, 3, 7, 1])
            .map(|(value, weight)| value * weight)
            .sum::<u32>()
            % 23
    };
    ends_with_letter(part(number, 18..19), LETTERS, letter(part(number, ..7)))
        && ends_with_letter(part(number, 19..20), LETTERS, letter(part(number, 7..14)))
}

/// NIF (Portugal): weights 9 to 2, modulo 11.
fn pt_nif(number: &str) -> bool {
    let number = tail(number, 9);
    !number.starts_with('0') && eleven(weighted(number, &[9, 8, 7, 6, 5, 4, 3, 2]), 0) == last(number)
}

/// Citizen card (Portugal, AMA): Luhn over digits and letters, a doubled value from 10 on less 9.
fn portuguese_card(number: &str) -> bool {
    let fold = |value: u32| if value > 9 { value - 9 } else { value };
    let sum: u32 =
        values(number).rev().enumerate().map(|(at, value)| if at % 2 == 0 { value } else { fold(value * 2) }).sum();
    sum.is_multiple_of(10) && number.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// NRT (Andorra): a letter for the kind of holder, with its range of numbers.
fn nrt(number: &str) -> bool {
    let digits = integer(part(number, 1..7));
    match number.chars().next() {
        Some('F') => digits <= 699_999,
        Some('A' | 'L') => (700_000..800_000).contains(&digits),
        Some(c) => "CDEGOPU".contains(c),
        None => false,
    }
}

/// Codice fiscale (Italy, Decreto 23 dicembre 1976): name, birth date, place; values by odd and even place, modulo 26. Digits may be
/// replaced by letters where two people would have the same one (omocodia).
fn codice_fiscale(number: &str) -> bool {
    const ODD: [u32; 26] =
        [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
    let digit = |at: usize| match value(number, at) {
        value @ 0..=9 => Some(u64::from(value)),
        _ => part(number, at..=at)
            .chars()
            .next()
            .and_then(|c| "LMNPQRSTUV".find(c))
            .and_then(|at| u64::try_from(at).ok()),
    };
    let two = |at: usize| Some(digit(at)? * 10 + digit(at + 1)?);
    let month = part(number, 8..9).chars().next().and_then(|c| "ABCDEHLMPRST".find(c));
    let born = || is_day(&two(6)?.to_string(), u64::try_from(month?).ok()? + 1, two(9)? % 40).then_some(());
    let place = (12..15).all(|at| digit(at).is_some());
    let order = |value: u32| if value < 10 { value } else { value - 10 };
    let odd = |value: u32| usize::try_from(order(value)).ok().and_then(|at| ODD.get(at)).copied().unwrap_or(0);
    let sum: u32 =
        values(part(number, ..15)).enumerate().map(|(at, v)| if at % 2 == 0 { odd(v) } else { order(v) }).sum();
    born().is_some() && place && sum % 26 + 10 == last(number)
}

/// Partita IVA (Italy): a tax office and Luhn.
fn iva(number: &str) -> bool {
    let number = tail(number, 11);
    let office = matches!(integer(part(number, 7..10)), 1..=100 | 120 | 121 | 888 | 999);
    office && integer(part(number, ..7)) > 0 && luhn(number)
}

/// AFM (Greece, AADE): powers of two, modulo 11.
fn afm(number: &str) -> bool {
    let number = tail(number, 9);
    weighted(number, &[256, 128, 64, 32, 16, 8, 4, 2]) % 11 % 10 == last(number)
}

/// VAT number (Cyprus): odd places through a table, a letter modulo 26.
fn cy_vat(number: &str) -> bool {
    const ODD: [u32; 10] = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
    let number = tail(number, 9);
    let odd = |value: u32| usize::try_from(value).ok().and_then(|at| ODD.get(at)).copied().unwrap_or(0);
    let sum: u32 = values(part(number, ..8)).enumerate().map(|(at, v)| if at % 2 == 0 { odd(v) } else { v }).sum();
    !number.starts_with("12") && sum % 26 + 10 == last(number)
}

/// T.C. Kimlik (Turkey, NVİ): two check digits.
fn tckn(number: &str) -> bool {
    let first = (100 - weighted(number, &[3, 1, 3, 1, 3, 1, 3, 1, 3]) % 10) % 10;
    let sum: u32 = values(part(number, ..9)).sum();
    !number.starts_with('0') && value(number, 9) == first && last(number) == (first + sum) % 10
}

/// VKN (Turkey, Gelir İdaresi): each digit shifted by its place, times a power of two, modulo 9.
fn vkn(number: &str) -> bool {
    let term = |(value, place): (u32, u32)| match (value + place) % 10 {
        0 => 0,
        shifted => match shifted * 2u32.pow(place) % 9 {
            0 => 9,
            rest => rest,
        },
    };
    let sum: u32 = values(part(number, ..9)).rev().zip(1..).map(term).sum();
    (10 - sum % 10) % 10 == last(number)
}

/// Creditor identifier (European Payments Council, EPC262-08): ISO 7064 mod 97-10 without the business code.
fn creditor(number: &str) -> bool {
    let body = part(number, 7..);
    let country = part(number, ..2).bytes().all(|byte| byte.is_ascii_uppercase());
    country && super::sum::mod_97_10(&format!("{body}{}", part(number, ..4)))
}

/// VAT numbers of the Union (Council Directive 2006/112/EC, article 215): a country and its own number.
fn eu_vat(number: &str) -> bool {
    let rest = part(number, 2..);
    match part(number, ..2) {
        "AT" => west::at_uid(number),
        "BE" => west::be_vat(number),
        "BG" => central::bg_vat(number),
        "CH" => true,
        "CY" => cy_vat(number),
        "CZ" => central::dic(number),
        "DE" => west::german_vat(number),
        "DK" => north::cvr(rest),
        "EE" => north::kmkr(rest),
        "EL" | "GR" => afm(number),
        "ES" => nif(number),
        "FI" => north::ytunnus(rest),
        "FR" => west::tva(number),
        "GB" | "XI" => british::vat(number),
        "HR" => super::sum::mod_11_10(rest),
        "HU" => divides(rest, &[9, 7, 3, 1, 9, 7, 3, 1], 10),
        "IE" => british::irish_vat(number),
        "IT" => iva(number),
        "LT" => north::pvm(rest),
        "LU" => west::lu_tva(number),
        "LV" => north::pvn(rest),
        "MT" => divides(rest, &[3, 4, 6, 7, 8, 9, 10, 1], 37),
        "NL" => west::btw(number),
        "NO" => north::orgnr(part(rest, ..9)),
        "PL" => central::nip(number),
        "PT" => pt_nif(number),
        "RO" => central::cui(number),
        "SE" => north::se_vat(rest),
        "SI" => central::ddv(rest),
        "SK" => central::sk_dph(number),
        _ => false,
    }
}
