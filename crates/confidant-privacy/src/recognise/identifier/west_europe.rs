//! Germany, Austria, Switzerland, Liechtenstein, France, Belgium, the Netherlands, Luxembourg.

use confidant_text::EntityKind::{DriverLicence, HealthInsuranceId, NationalId, Passport, TaxId};

use super::{
    scheme::{Scheme, any},
    sum::{
        divides, eleven, icao, integer, is_day, last, luhn, luhn_rest, mod_11_10, mod_97_10, part, tail, value, values,
        weighted,
    },
};

pub(super) const SCHEMES: &[Scheme] = &[
    Scheme::sum(
        "de.idnr",
        TaxId,
        "!9{11}",
        idnr,
        "steuer-id|steueridentifikationsnummer|steuer-identifikationsnummer|steuerliche identifikationsnummer|identifikationsnummer|idnr|id-nr|steuer id|tin|tax id",
    ),
    Scheme::form(
        "de.stnr",
        TaxId,
        "9{10,11}|9{13}|!99/999/99999|!999/999/99999|!999/9999/9999|!99999/99999|!99/999/9999",
        any,
        "steuernummer|steuer-nr|steuernr|st.-nr|st-nr|stnr|finanzamt",
    ),
    Scheme::sum(
        "de.vat",
        TaxId,
        "9{9}|!DE9{9}",
        german_vat,
        "ust-idnr|ust-id|ustid|umsatzsteuer-identifikationsnummer|umsatzsteuer-id|umsatzsteueridentifikationsnummer|ust|vat number|vat",
    ),
    Scheme::form(
        "de.hrb",
        TaxId,
        "!HRA9{1,6}|!HRB9{1,6}|GNR9{1,6}|PR9{1,6}|VR9{1,6}|HRB9{1,6}a",
        any,
        "handelsregister|amtsgericht|registergericht|hr-nr|vereinsregister",
    ),
    Scheme::sum(
        "de.rvnr",
        NationalId,
        "!99999999a999",
        rvnr,
        "sozialversicherungsnummer|rentenversicherungsnummer|versicherungsnummer|sv-nummer|svnr|rvnr|sozialversicherung|rentenversicherung|vsnr",
    ),
    Scheme::sum(
        "de.kvnr",
        HealthInsuranceId,
        "!a9{9}",
        kvnr,
        "krankenversichertennummer|versichertennummer|krankenversicherung|kvnr|krankenkasse|versicherten-nr|gesundheitskarte",
    ),
    Scheme::sum("de.lanr", HealthInsuranceId, "9{9}", lanr, "lebenslange arztnummer|arztnummer|lanr|arzt-nr"),
    Scheme::form("de.bsnr", HealthInsuranceId, "9{9}", any, "betriebsstättennummer|bsnr|betriebsstätten-nr"),
    Scheme::sum(
        "de.passport",
        Passport,
        "!a9{8}|!aa99999a99|!aa9999a99|!a99a99a99|!a9nnnnnn9",
        german_document,
        "reisepass|personalausweis|passnummer|pass-nr|ausweisnummer|ausweis|passport|identity card",
    ),
    Scheme::form(
        "de.licence",
        DriverLicence,
        "n{3}9{5}nnn|n{4}nnnnn9n",
        any,
        "führerschein|fahrerlaubnis|führerscheinnummer|driving licence|driver's license",
    ),
    Scheme::sum(
        "at.vnr",
        NationalId,
        "9{10}",
        vnr,
        "sozialversicherungsnummer|svnr|sv-nummer|versicherungsnummer|vsnr|sv-nr|e-card",
    ),
    Scheme::sum("at.tin", TaxId, "9{9}|99-999/9999", at_tin, "abgabenkontonummer|steuernummer|steuer-nr|finanzamt|tin"),
    Scheme::sum("at.uid", TaxId, "U9{8}|!ATU9{8}", at_uid, "uid-nummer|uid|ust-idnr|ust-id|umsatzsteuer|vat"),
    Scheme::form("at.businessid", TaxId, "9{5,6}a|FN9{5,6}a", any, "firmenbuchnummer|firmenbuch|fn"),
    Scheme::sum(
        "ch.ssn",
        NationalId,
        "!7569{10}",
        ahv,
        "ahv-nummer|ahv-nr|ahv|avs|numéro avs|navs|sozialversicherungsnummer|assicurazione sociale|numero avs|oasi",
    ),
    Scheme::sum(
        "ch.uid",
        TaxId,
        "!CHE9{9}|9{9}",
        ch_uid,
        "uid|unternehmens-identifikationsnummer|ide|idi|handelsregister",
    ),
    Scheme::sum(
        "ch.vat",
        TaxId,
        "!CHE9{9}MWST|!CHE9{9}TVA|!CHE9{9}IVA|!CHE9{9}TPV",
        ch_uid,
        "mwst-nr|mwst|tva|iva|vat",
    ),
    Scheme::form("li.peid", NationalId, "9{4,12}", any, "peid|personenidentifikationsnummer|pei"),
    Scheme::sum(
        "fr.nir",
        NationalId,
        "!9{15}|!9{6}A9{8}|!9{6}B9{8}",
        nir,
        "numéro de sécurité sociale|sécurité sociale|securite sociale|nir|numéro insee|n° insee|carte vitale|insee|sécu",
    ),
    Scheme::sum(
        "fr.nif",
        TaxId,
        "9{13}",
        |number| value(number, 0) < 4 && integer(part(number, ..10)) % 511 == integer(part(number, 10..)),
        "numéro fiscal|spi|référence fiscale|identifiant fiscal|nif|tin",
    ),
    Scheme::sum("fr.siren", TaxId, "9{9}", luhn, "siren|rcs|numéro siren|registre du commerce"),
    Scheme::sum("fr.siret", TaxId, "9{14}", siret, "siret|numéro siret"),
    Scheme::sum(
        "fr.tva",
        TaxId,
        "nn9{9}|!FR9{11}|FRnn9{9}",
        tva,
        "tva|tva intracommunautaire|numéro de tva|n° tva|vat",
    ),
    Scheme::form(
        "fr.cni",
        NationalId,
        "9{12}|n{9}",
        any,
        "carte nationale d'identité|carte d'identité|cni|pièce d'identité",
    ),
    Scheme::sum(
        "be.nn",
        NationalId,
        "!9{11}",
        be_nn,
        "rijksregisternummer|numéro national|registre national|national register number|numéro de registre national|rijksregister|nationaal nummer|nn|insz|niss",
    ),
    Scheme::sum("be.bis", NationalId, "!9{11}", be_nn, "bisnummer|numéro bis|bis number|bis"),
    Scheme::sum("be.ssn", NationalId, "!9{11}", be_nn, "insz|niss|ssin|sociale zekerheid|sécurité sociale"),
    Scheme::sum(
        "be.eid",
        NationalId,
        "9{12}|!999-9999999-99",
        be_eid,
        "eid|identiteitskaart|carte d'identité|kaartnummer|identity card",
    ),
    Scheme::sum(
        "be.vat",
        TaxId,
        "9{10}|!BE9{10}",
        be_vat,
        "btw|btw-nummer|tva|ondernemingsnummer|numéro d'entreprise|kbo|bce|vat",
    ),
    Scheme::sum("nl.bsn", NationalId, "9{8,9}", bsn, "bsn|burgerservicenummer|sofinummer|sofi|citizen service number"),
    Scheme::sum(
        "nl.onderwijsnummer",
        NationalId,
        "9{9}",
        |number| number.starts_with("10") && bsn_sum(number) % 11 == 5,
        "onderwijsnummer",
    ),
    Scheme::sum("nl.btw", TaxId, "9{7,9}B99|!NL9{7,9}B99", btw, "btw-nummer|btw|btw-id|omzetbelasting|vat"),
    Scheme::form("nl.kvk", TaxId, "9{8}|9{12}", any, "kvk|kvk-nummer|kamer van koophandel"),
    Scheme::form(
        "nl.identiteitskaartnummer",
        NationalId,
        "aan{6}9",
        |number| !number.contains('O'),
        "identiteitskaart|documentnummer|paspoort|paspoortnummer|id-kaart|passport",
    ),
    Scheme::form(
        "lu.ccss",
        NationalId,
        "!9{13}",
        |number| super::sum::is_yyyymmdd(number) && luhn(part(number, ..12)),
        "matricule|numéro d'identification national|numéro matricule|ccss|sécurité sociale",
    ),
    Scheme::sum("lu.tva", TaxId, "9{8}|!LU9{8}", lu_tva, "tva|numéro de tva|vat|mwst"),
];

/// Tax number of a person (Bundeszentralamt für Steuern): of the first ten digits one comes twice or thrice; ISO 7064 mod 11,10.
fn idnr(number: &str) -> bool {
    let body = part(number, ..10);
    let mut counts: Vec<_> = (0..10).map(|digit| values(body).filter(|value| *value == digit).count()).collect();
    counts.sort_unstable();
    let repeats =
        counts.iter().filter(|count| **count > 1).count() == 1 && counts.last().is_some_and(|most| *most <= 3);
    !number.starts_with('0') && repeats && mod_11_10(number)
}

/// VAT number (Bundeszentralamt für Steuern): ISO 7064 mod 11,10.
pub(super) fn german_vat(number: &str) -> bool {
    let digits = tail(number, 9);
    !digits.starts_with('0') && mod_11_10(digits)
}

/// Pension insurance number (VKVV § 4): area, birth date, letter, series; weights 2-1-2-5-7-1-2-1-2-1-2-1, digit sums, modulo 10.
fn rvnr(number: &str) -> bool {
    let letter = value(number, 8).saturating_sub(9);
    let spread = format!("{}{letter:02}{}", part(number, ..8), part(number, 9..11));
    let product = |(value, weight): (u32, u32)| value * weight / 10 + value * weight % 10;
    let sum: u32 = values(&spread).zip([2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]).map(product).sum();
    let day = integer(part(number, 2..4));
    let month = integer(part(number, 4..6));
    let born = is_day(part(number, 6..8), month, day) || month <= 12 && (50..=99).contains(&day);
    born && sum % 10 == last(number)
}

/// Number of a person with statutory health insurance (SGB V § 290): the letter as two digits, Luhn from the left.
fn kvnr(number: &str) -> bool {
    let letter = value(number, 0).saturating_sub(9);
    let spread = format!("{letter:02}{}", part(number, 1..9));
    let product = |(value, weight): (u32, u32)| value * weight / 10 + value * weight % 10;
    let sum: u32 = values(&spread).zip([1, 2, 1, 2, 1, 2, 1, 2, 1, 2]).map(product).sum();
    sum % 10 == last(number)
}

/// Number of a doctor (Kassenärztliche Bundesvereinigung): six digits by 4-9-4-9-4-9, modulo 10, then two for the field.
fn lanr(number: &str) -> bool {
    (10 - weighted(number, &[4, 9, 4, 9, 4, 9]) % 10) % 10 == value(number, 6)
}

/// Serial number of a passport or an identity card (ICAO Doc 9303): capitals without vowels and look-alikes; 7-3-1.
fn german_document(number: &str) -> bool {
    let office = number.starts_with(|c| "CFGHJKLMNPRTVWXYZ".contains(c));
    let letters = number.chars().all(|c| c.is_ascii_digit() || "CFGHJKLMNPRTVWXYZ".contains(c));
    office && letters && number.len() == 9 && icao(number)
}

/// Social insurance number (Austria, ASVG): the fourth digit checks serial and birth date, modulo 11.
fn vnr(number: &str) -> bool {
    !number.starts_with('0') && weighted(number, &[3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 == value(number, 3)
}

/// Tax account (Austria, Finanzamt): Luhn over nine digits.
fn at_tin(number: &str) -> bool {
    luhn(number)
}

/// VAT number (Austria, BMF): Luhn with a constant of 4.
pub(super) fn at_uid(number: &str) -> bool {
    let digits = tail(number, 8);
    luhn_rest(digits) == 6
}

/// Social insurance number (Switzerland, ZAS): 756 and the check digit of EAN-13.
fn ahv(number: &str) -> bool {
    divides(number, &[1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1], 10)
}

/// Business number (Switzerland, BFS): weights 5-4-3-2-7-6-5-4, modulo 11.
fn ch_uid(number: &str) -> bool {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    eleven(weighted(&digits, &[5, 4, 3, 2, 7, 6, 5, 4]), 10) == last(&digits)
}

/// Social security number (INSEE): sex, birth, place; a key modulo 97; Corsica's letters count as 19 and 18.
fn nir(number: &str) -> bool {
    let digits = match part(number, 5..7) {
        "2A" => format!("{}19{}", part(number, ..5), part(number, 7..13)),
        "2B" => format!("{}18{}", part(number, ..5), part(number, 7..13)),
        _ => part(number, ..13).to_owned(),
    };
    matches!(value(number, 0), 1..=4 | 7 | 8) && 97 - integer(&digits) % 97 == integer(part(number, 13..))
}

/// Establishment (INSEE): Luhn, and Luhn in its SIREN; those of La Poste have a digit sum that 5 divides.
fn siret(number: &str) -> bool {
    let post = number.starts_with("356000000") && values(number).sum::<u32>().is_multiple_of(5);
    luhn(part(number, ..9)) && (luhn(number) || post)
}

/// VAT number (DGFiP): a key modulo 97 over the SIREN, or a key of two characters modulo 11.
pub(super) fn tva(number: &str) -> bool {
    const LETTERS: &str = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    let number = tail(number, 11);
    let siren = part(number, 2..);
    let monaco = siren.starts_with("000");
    if let Ok(key) = part(number, ..2).parse::<u64>() {
        return (monaco || luhn(siren)) && (integer(siren) * 100 + 12) % 97 == key;
    }
    let place = |at: usize| LETTERS.find(part(number, at..=at)).and_then(|at| u64::try_from(at).ok());
    let (Some(first), Some(second)) = (place(0), place(1)) else { return false };
    let key = if first < 10 { first * 24 + second } else { first * 34 + second };
    let offset = if first < 10 { 10 } else { 100 };
    let Some(key) = key.checked_sub(offset) else { return false };
    (monaco || luhn(siren)) && (integer(siren) + 1 + key / 11) % 11 == key % 11
}

/// National register (Belgium): birth date, serial and a key modulo 97, with a 2 before it for those born since 2000. The month of a
/// foreigner has 20 or 40 added.
fn be_nn(number: &str) -> bool {
    let (body, key) = (part(number, ..9), integer(part(number, 9..)));
    let sum = |body: u64| 97 - body % 97;
    let month = integer(part(number, 2..4));
    let plain = month % 20 <= 12 && month < 53 && integer(part(number, 4..6)) <= 31;
    plain && (sum(integer(body)) == key || sum(integer(body) + 2_000_000_000) == key)
}

/// Number of an identity card (Belgium): modulo 97.
fn be_eid(number: &str) -> bool {
    let rest = integer(part(number, ..10)) % 97;
    (if rest == 0 { 97 } else { rest }) == integer(part(number, 10..))
}

/// Enterprise number (Belgium, KBO): modulo 97.
pub(super) fn be_vat(number: &str) -> bool {
    let number = tail(number, 10);
    value(number, 0) < 2 && 97 - integer(part(number, ..8)) % 97 == integer(part(number, 8..))
}

/// Citizen service number (Netherlands): the eleven test, weights 9 to 2 and -1.
pub(super) fn bsn(number: &str) -> bool {
    integer(number) > 0 && bsn_sum(number) == 0
}

fn bsn_sum(number: &str) -> u32 {
    let padded = format!("{number:0>9}");
    (weighted(&padded, &[9, 8, 7, 6, 5, 4, 3, 2]) + 10 * last(&padded)) % 11
}

/// VAT number (Netherlands, Belastingdienst): a BSN with B and two digits, or ISO 7064 mod 97-10 over all of it.
pub(super) fn btw(number: &str) -> bool {
    let number = number.strip_prefix("NL").unwrap_or(number);
    let (digits, suffix) = (part(number, ..number.len().saturating_sub(3)), tail(number, 3));
    integer(part(suffix, 1..)) > 0 && (bsn(digits) || mod_97_10(&format!("NL{digits:0>9}{suffix}")))
}

/// VAT number (Luxembourg): modulo 89.
pub(super) fn lu_tva(number: &str) -> bool {
    let number = tail(number, 8);
    integer(part(number, ..6)) % 89 == integer(part(number, 6..))
}
