//! Accounts, cards and sums of money.

use confidant_text::EntityKind::{Amount, Card, Code, Iban};

use crate::recognise::{
    check,
    rule::{Anchor, Rule},
};

#[cfg(test)]
pub(super) const WITNESSES: &str = include_str!("money.witnesses");

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "iban",
        kind: Iban,
        anchor: Anchor::Digit,
        pattern: r"\b[A-Za-z]{2}[0-9]{2}(?:[ \u{a0}\-.]?[A-Za-z0-9]){11,30}",
        check: check::iban,
        score: 1.0,
    },
    Rule {
        name: "iban_by_keyword",
        kind: Iban,
        anchor: Anchor::Words(&["iban"]),
        pattern: r"(?i:\biban\b)[^\n\p{L}\p{N}]{0,10}(?P<v>(?i:[A-Z]{2})[0-9OIl]{2}(?:[ \u{a0}\-.]?[A-Za-z0-9]){8,30})",
        check: check::iban_by_keyword,
        score: 0.9,
    },
    Rule {
        name: "card",
        kind: Card,
        anchor: Anchor::Digit,
        pattern: r"\b[0-9](?:[ \u{a0}\-.]?[0-9]){11,18}\b",
        check: check::card,
        score: 1.0,
    },
    Rule {
        name: "card_by_keyword",
        kind: Card,
        anchor: Anchor::Words(&["card", "visa", "mastercard", "amex", "kreditkarte", "carte", "tarjeta", "maestro"]),
        pattern: r"(?i)\b(?:card|visa|mastercard|amex|kreditkarte|carte|tarjeta|maestro)(?:\s?(?:number|no|nr|nummer|num[ée]ro))?\b[^\n0-9]{0,24}(?P<v>[0-9](?:[ \u{a0}\-.]?[0-9]){11,18})\b",
        check: check::any,
        score: 0.9,
    },
    Rule {
        name: "card_ending",
        kind: Card,
        anchor: Anchor::Words(&["card", "visa", "mastercard", "amex", "account"]),
        pattern: r"(?i)\b(?:card|visa|mastercard|amex|account)\b[^\n0-9]{0,24}\b(?:ending|ends)\s(?:in|with|on)\s(?P<v>[0-9]{3,6})\b",
        check: check::any,
        score: 0.8,
    },
    Rule {
        name: "bank_code",
        kind: Code,
        anchor: Anchor::Words(&["bic", "swift", "blz", "sort code", "routing", "aba"]),
        pattern: r"\b(?i:bic|swift(?:\s?code)?|blz|sort\scode|routing(?:\s(?:number|no\.?))?|aba)\b[^\n\p{L}\p{N}]{0,8}(?P<v>[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?|[0-9]{2}[\- ][0-9]{2}[\- ][0-9]{2}|[0-9]{3}[ ]?[0-9]{3}[ ]?[0-9]{2,3})\b",
        check: check::any,
        score: 0.85,
    },
    Rule {
        name: "amount_with_currency_before",
        kind: Amount,
        anchor: Anchor::Digit,
        pattern: r"(?:(?:US|C|A|NZ|HK|S)?\$|[€£¥₹₽₺₩₪]|(?i:\b(?:EUR|USD|GBP|CHF|JPY|CNY|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|RON|BGN|HRK|TRY|TRL|RUB|RUR|UAH|INR|BRL|MXN|ZAR|ILS|SGD|HKD|DEM|FRF|ITL|ATS|ESP|BEF|NLG|FIM|GRD|PTE|IEP|SKK|SIT|LTL|LVL|EEK|CYP|MTL|GEL|MDL|AMD|AZN)\b|(?-i:\bRs\.?)|\bFr\.|\bEuro\b))[ \u{a0}\u{202f}]?[0-9]{1,3}(?:(?:[.,'’ \u{a0}\u{202f}][0-9]{3})+(?:[.,][0-9]{1,2})?|[0-9]*(?:[.,][0-9]{1,2})?)(?:\.?[–\-]{1,2})?(?:[ \u{a0}]?(?i:(?:million|billion|thousand|bn|[mk])\b|(?:Mio|Mrd|Tsd)\b\.?))?",
        check: check::any,
        score: 0.9,
    },
    Rule {
        name: "amount_with_currency_behind",
        kind: Amount,
        anchor: Anchor::Digit,
        pattern: r"(?i)\b[0-9]{1,3}(?:(?:[.,'’ \u{a0}\u{202f}][0-9]{3})+(?:[.,][0-9]{1,2})?|[0-9]*(?:[.,][0-9]{1,2})?)(?:[ \u{a0}\u{202f}]?(?:(?:million|billion|thousand|bn|[mk])\b|(?:Mio|Mrd|Tsd)\b\.?))?(?:[ \u{a0}\u{202f}]?(?:de[ ]|d['’])?)(?-i:(?:\p{Lu}\p{L}+[ ]){0,2})(?:[€£$¥₹₽₺₩₪]|(?:EUR|USD|GBP|CHF|JPY|CNY|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|RON|BGN|HRK|TRY|TRL|RUB|RUR|UAH|INR|BRL|MXN|ZAR|ILS|DEM|FRF|ITL|ATS|ESP|SKK|SIT|GEL|euros?|dollars?|pounds?(?:[ ]sterling)?|francs?|yen|roubles?|rubles?|rupees?|zlotys?|zloty|forints?|kron(?:er|or|a)|crowns?|(?:(?:old|new)[ ])?(?:turkish[ ])?liras?|liras?|lire|leva?|lei|hryvnias?|pesos?|marks?|schillings?|franken|pfund|cents?)\b)(?-i:[ ]\([A-Z]{3}\))?",
        check: check::any,
        score: 0.9,
    },
];
