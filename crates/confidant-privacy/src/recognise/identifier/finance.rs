//! Accounts, cards, banks and securities.

use confidant_text::EntityKind::{BankAccount, BankCode, Card, Code, Iban, TaxId, Username};

use super::{
    scheme::{Scheme, any},
    sum::{divides, integer, luhn, mod_11_2, mod_97_10, part, remainder, values, varied, weighted},
};

pub(super) const SCHEMES: &[Scheme] = &[
    Scheme::sum(
        "iban",
        Iban,
        "!!aa99n{11,30}",
        iban,
        "iban|international bank account number|bank account|konto|compte|cuenta|rekening",
    ),
    Scheme::sum(
        "card",
        Card,
        "!9{13,19}|9{12}",
        card,
        "card number|credit card|debit card|card|visa|mastercard|amex|american express|kreditkarte|kartennummer|carte bancaire|carte de crédit|tarjeta|carta di credito|maestro|discover|cartão",
    ),
    Scheme::form(
        "bic",
        BankCode,
        "a{6}nn|a{6}n{5}",
        |number| is_country(part(number, 4..6)),
        "bic|swift|swift code|bic/swift|swift/bic|swift-code|bic code",
    ),
    Scheme::sum(
        "us.rtn",
        BankCode,
        "9{9}|9{4}-9{4}-9",
        routing,
        "routing number|aba|routing|rtn|transit number|aba number|routing transit",
    ),
    Scheme::form("gb.sortcode", BankCode, "9{6}|99-99-99", any, "sort code|sortcode|sort-code"),
    Scheme::form("gb.account", BankAccount, "9{8}", any, "account number|account no|acc no|a/c|account"),
    Scheme::form("de.blz", BankCode, "9{8}", any, "bankleitzahl|blz"),
    Scheme::form("de.konto", BankAccount, "9{6,10}", any, "kontonummer|kontonr|konto-nr|kto|kto-nr|konto"),
    Scheme::sum(
        "fr.rib",
        BankAccount,
        "!9{10}n{11}99",
        rib,
        "rib|relevé d'identité bancaire|numéro de compte|compte bancaire",
    ),
    Scheme::form(
        "in.ifsc",
        BankCode,
        "!a{4}0n{6}",
        |number| number.bytes().filter(u8::is_ascii_digit).count() > 3,
        "ifsc|ifsc code|ifsc-code",
    ),
    Scheme::sum("isin", Code, "!aan{9}9", isin, "isin|securities identification|wertpapier|wkn"),
    Scheme::sum(
        "lei",
        TaxId,
        "!n{18}99",
        |number| varied(number) && mod_97_10(number),
        "lei|legal entity identifier|lei code",
    ),
    Scheme::sum(
        "iso11649",
        Code,
        "!RF99n{4,21}",
        |number| mod_97_10(&format!("{}{}", part(number, 4..), part(number, ..4))),
        "creditor reference|rf reference|referenz|reference|viite",
    ),
    Scheme::sum("orcid", Username, "!9999-9999-9999-999n", mod_11_2, "orcid|orcid id"),
    Scheme::sum("isni", Username, "9{15}n", mod_11_2, "isni"),
];

/// IBAN (ISO 13616): the form that its country has, ISO 7064 mod 97-10.
fn iban(number: &str) -> bool {
    number.parse::<iban::Iban>().is_ok()
}

/// A card (ISO/IEC 7812): a length and first digits that are given out, Luhn.
fn card(number: &str) -> bool {
    let first = integer(part(number, ..4));
    let known = match number.len() {
        13 | 19 => first / 1000 == 4 || first / 1000 == 6,
        14 => matches!(first / 100, 30 | 36 | 38 | 39),
        15 => matches!(first / 100, 34 | 37),
        16 => matches!(first, 2221..=2720 | 3528..=3589 | 4000..=4999 | 5000..=5999 | 6000..=6999),
        12 | 17 | 18 => matches!(first / 100, 50 | 56..=69),
        _ => false,
    };
    known && varied(number) && luhn(number)
}

/// Routing number (ABA): a Federal Reserve district, 3-7-1, modulo 10.
fn routing(number: &str) -> bool {
    let district = matches!(integer(part(number, ..2)), 0..=12 | 21..=32 | 61..=72 | 80);
    district && varied(number) && divides(number, &[3, 7, 1, 3, 7, 1, 3, 7, 1], 10)
}

/// RIB (France, CFONB): letters count 1 to 9 in three rows, a key modulo 97.
fn rib(number: &str) -> bool {
    let digit = |c: char| match c {
        'A'..='I' => u32::from(c) - u32::from('A') + 1,
        'J'..='R' => u32::from(c) - u32::from('J') + 1,
        'S'..='Z' => u32::from(c) - u32::from('S') + 2,
        c => c.to_digit(10).unwrap_or(0),
    };
    let digits: String = number.chars().filter_map(|c| char::from_digit(digit(c), 10)).collect();
    varied(&digits) && remainder(&digits, 97) == 0
}

/// ISIN (ISO 6166): a country, letters as two digits, Luhn.
fn isin(number: &str) -> bool {
    let digits: String = values(number).map(|value| value.to_string()).collect();
    let country = part(number, ..2);
    (is_country(country)
        || matches!(country, "EU" | "XS" | "XA" | "XB" | "XC" | "XD" | "XF" | "QS" | "QT" | "AN" | "CS"))
        && number.bytes().filter(u8::is_ascii_digit).count() >= 4
        && luhn(&digits)
        && weighted(part(number, 2..), &[1; 10]) > 0
}

/// A country (ISO 3166-1), or one that banks know.
fn is_country(code: &str) -> bool {
    const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV \
        BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR \
        GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG \
        KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX \
        MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG \
        SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG \
        VI VN VU WF WS XK YE YT ZA ZM ZW";
    COUNTRIES.split(' ').any(|country| country == code)
}
