//! Accounts, cards and sums of money.

use confidant_text::EntityKind::{Amount, Card, Code, Iban};

use crate::recognise::{check, rule::{Anchor, Rule}};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "iban",
        kind: Iban,
        anchor: Anchor::Digit,
        pattern: r"\b[A-Za-z]{2}[0-9]{2}(?:[ \u{a0}\-.]?[A-Za-z0-9]){11,30}",
        check: check::iban,
        score: 1.0,
        hits: &["to «DE89 3704 0044 0532 0130 00» by Friday", "«GB82WEST12345698765432».", "«fr1420041010050500013m02606»"],
        near_misses: &["DE89 3704 0044 0532 0131 00", "AB12 of 2024", "XX89 3704 0044 0532 0130 00"],
    },
    Rule {
        name: "iban_by_keyword",
        kind: Iban,
        anchor: Anchor::Words(&["iban"]),
        pattern: r"(?i:\biban\b)[^\n\p{L}\p{N}]{0,10}(?P<v>(?i:[A-Z]{2})[0-9OIl]{2}(?:[ \u{a0}\-.]?[A-Za-z0-9]){8,30})",
        check: check::iban_by_keyword,
        score: 0.9,
        hits: &["IBAN: «DE89 3704 0044 0532 0131 00» and", "IBAN «GB82WEST12345698765433»", "iban «DE12 3456 7890 1234 5678»."],
        near_misses: &["the IBAN of the customer", "IBAN: unknown", "an IBAN has up to 34 characters"],
    },
    Rule {
        name: "card",
        kind: Card,
        anchor: Anchor::Digit,
        pattern: r"\b[0-9](?:[ \u{a0}\-.]?[0-9]){11,18}\b",
        check: check::card,
        score: 1.0,
        hits: &["paid by «4111 1111 1111 1111» on", "«378282246310005»", "(«5555-5555-5555-4444»)"],
        near_misses: &["4111 1111 1111 1112", "order 1234567890123456", "0000 0000 0000 0000"],
    },
    Rule {
        name: "card_by_keyword",
        kind: Card,
        anchor: Anchor::Words(&["card", "visa", "mastercard", "amex", "kreditkarte", "carte", "tarjeta", "maestro"]),
        pattern: r"(?i)\b(?:card|visa|mastercard|amex|kreditkarte|carte|tarjeta|maestro)(?:\s?(?:number|no|nr|nummer|num[ée]ro))?\b[^\n0-9]{0,24}(?P<v>[0-9](?:[ \u{a0}\-.]?[0-9]){11,18})\b",
        check: check::any,
        score: 0.9,
        hits: &["card number: «4111 1111 1111 1112»", "Visa «4111111111111112»", "Kreditkarte Nr. «1234 5678 9012 3456»"],
        near_misses: &["card 12", "visa until 2025", "a card with 16 digits"],
    },
    Rule {
        name: "card_ending",
        kind: Card,
        anchor: Anchor::Words(&["card", "visa", "mastercard", "amex", "account"]),
        pattern: r"(?i)\b(?:card|visa|mastercard|amex|account)\b[^\n0-9]{0,24}\b(?:ending|ends)\s(?:in|with|on)\s(?P<v>[0-9]{3,6})\b",
        check: check::any,
        score: 0.8,
        hits: &["your card ending in «4421»", "the Visa that ends with «1881»", "account ending in «0993»,"],
        near_misses: &["card ending soon", "the year ending in 2024", "an account ending in tears"],
    },
    Rule {
        name: "bank_code",
        kind: Code,
        anchor: Anchor::Words(&["bic", "swift", "blz", "sort code", "routing", "aba"]),
        pattern: r"\b(?i:bic|swift(?:\s?code)?|blz|sort\scode|routing(?:\s(?:number|no\.?))?|aba)\b[^\n\p{L}\p{N}]{0,8}(?P<v>[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?|[0-9]{2}[\- ][0-9]{2}[\- ][0-9]{2}|[0-9]{3}[ ]?[0-9]{3}[ ]?[0-9]{2,3})\b",
        check: check::any,
        score: 0.85,
        hits: &["BIC: «DEUTDEFF500»", "sort code «20-00-00»", "routing number «021000021»"],
        near_misses: &["swift action", "routing table 12", "BIC is a code"],
    },
    Rule {
        name: "amount_with_currency_before",
        kind: Amount,
        anchor: Anchor::Words(CURRENCIES),
        pattern: r"(?:(?:US|C|A|NZ|HK|S)?\$|[€£¥₹₽₺₩₪]|(?i:\b(?:EUR|USD|GBP|CHF|JPY|CNY|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|RON|BGN|HRK|TRY|TRL|RUB|RUR|UAH|INR|BRL|MXN|ZAR|ILS|SGD|HKD|DEM|FRF|ITL|ATS|ESP|BEF|NLG|FIM|GRD|PTE|IEP|SKK|SIT|LTL|LVL|EEK|CYP|MTL|GEL|MDL|AMD|AZN)\b|\bRs\.?|\bFr\.|\bEuro\b))[ \u{a0}\u{202f}]?[0-9]{1,3}(?:(?:[.,'’ \u{a0}\u{202f}][0-9]{3})+(?:[.,][0-9]{1,2})?|[0-9]*(?:[.,][0-9]{1,2})?)(?:\.?[–\-]{1,2})?(?:[ \u{a0}]?(?i:(?:million|billion|thousand|bn|[mk])\b|(?:Mio|Mrd|Tsd)\b\.?))?",
        check: check::any,
        score: 0.9,
        hits: &["paid «€ 1,250.50» in", "«EUR 16 000»,", "«$3.5 million»", "cost «CHF 1'200.–»"],
        near_misses: &["the EUR zone", "$HOME", "in euro terms"],
    },
    Rule {
        name: "amount_with_currency_behind",
        kind: Amount,
        anchor: Anchor::Words(CURRENCIES),
        pattern: r"(?i)\b[0-9]{1,3}(?:(?:[.,'’ \u{a0}\u{202f}][0-9]{3})+(?:[.,][0-9]{1,2})?|[0-9]*(?:[.,][0-9]{1,2})?)(?:[ \u{a0}\u{202f}]?(?:(?:million|billion|thousand|bn|[mk])\b|(?:Mio|Mrd|Tsd)\b\.?))?(?:[ \u{a0}\u{202f}]?(?:de[ ]|d['’])?)(?-i:(?:\p{Lu}\p{L}+[ ]){0,2})(?:[€£$¥₹₽₺₩₪]|(?:EUR|USD|GBP|CHF|JPY|CNY|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|RON|BGN|HRK|TRY|TRL|RUB|RUR|UAH|INR|BRL|MXN|ZAR|ILS|DEM|FRF|ITL|ATS|ESP|SKK|SIT|GEL|euros?|dollars?|pounds?(?:[ ]sterling)?|francs?|yen|roubles?|rubles?|rupees?|zlotys?|zloty|forints?|kron(?:er|or|a)|crowns?|(?:(?:old|new)[ ])?(?:turkish[ ])?liras?|liras?|lire|leva?|lei|hryvnias?|pesos?|marks?|schillings?|franken|pfund|cents?)\b)(?-i:[ ]\([A-Z]{3}\))?",
        check: check::any,
        score: 0.9,
        hits: &["about «1.250,50 €».", "«16,000 euros» for", "«2 Mio. EUR»", "«3 500 francs»,", "«1,200 Turkish liras (TRL)»", "«588 GDR marks»"],
        near_misses: &["12 months", "3 Eurostars", "5 eurosceptics"],
    },
];

const CURRENCIES: &[&str] = &[
    "$", "€", "£", "¥", "₹", "₽", "₺", "₩", "₪", "eur", "usd", "gbp", "chf", "jpy", "cny", "cad", "aud", "nzd", "sek", "nok", "dkk", "pln", "czk", "huf",
    "ron", "bgn", "hrk", "try", "trl", "rub", "rur", "uah", "inr", "brl", "mxn", "zar", "ils", "sgd", "hkd", "dem", "frf", "itl", "ats", "esp", "bef", "nlg",
    "fim", "grd", "pte", "iep", "skk", "sit", "ltl", "lvl", "eek", "cyp", "mtl", "gel", "mdl", "amd", "azn", "rs", "fr.", "dollar", "pound", "franc", "yen",
    "roubl", "rubl", "rupee", "zloty", "forint", "kron", "crown", "lira", "lire", "lev", "lei", "hryvnia", "peso", "mark", "schilling", "franken", "pfund", "cent",
    "turkish", "old", "new",
];
