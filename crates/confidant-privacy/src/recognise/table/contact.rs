//! E-mail, telephone, web and network addresses.

use confidant_text::EntityKind::{Email, Ip, Phone, Url};

use crate::recognise::{
    check,
    rule::{Anchor, Rule},
};

#[cfg(test)]
pub(super) const WITNESSES: &str = include_str!("contact.witnesses");

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "email",
        kind: Email,
        anchor: Anchor::Words(&["@"]),
        pattern: r"[\p{L}\p{N}](?:[\p{L}\p{N}._%+'\-]{0,62}[\p{L}\p{N}_%+\-])?@(?:[\p{L}\p{N}](?:[\p{L}\p{N}\-]{0,61}[\p{L}\p{N}])?\.)+\p{L}{2,24}",
        check: check::any,
        score: 1.0,
    },
    Rule {
        name: "email_spelled",
        kind: Email,
        anchor: Anchor::Words(&["(at)", "[at]", "{at}", " at "]),
        pattern: r"(?i)[\p{L}\p{N}][\p{L}\p{N}._\-]{0,60}\s*(?:[\[({]\s*at\s*[\])}]|\sat\s)\s*[\p{L}\p{N}\-]+(?:\s*(?:[\[({]\s*(?:dot|\.)\s*[\])}]|\sdot\s)\s*[\p{L}\p{N}\-]+)+",
        check: check::any,
        score: 0.9,
    },
    Rule {
        name: "url",
        kind: Url,
        anchor: Anchor::Words(&["://", "www."]),
        pattern: r#"(?:[A-Za-z][A-Za-z0-9+.\-]{1,20}://|(?i:www)\.)[^\s<>"]+"#,
        check: check::url,
        score: 0.9,
    },
    Rule {
        name: "domain",
        kind: Url,
        anchor: Anchor::Words(&[
            ".com", ".org", ".net", ".de", ".fr", ".es", ".it", ".nl", ".uk", ".ch", ".at", ".io", ".eu", ".info",
            ".gov", ".edu",
        ]),
        pattern: r#"\b(?:[a-zA-Z0-9](?:[a-zA-Z0-9\-]{0,61}[a-zA-Z0-9])?\.)+(?:com|org|net|de|fr|es|it|nl|uk|ch|at|io|eu|info|gov|edu)\b(?:[:/][^\s<>"]*)?"#,
        check: check::url,
        score: 0.7,
    },
    Rule {
        name: "ipv4",
        kind: Ip,
        anchor: Anchor::Digit,
        pattern: r"(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])",
        check: check::ipv4,
        score: 0.9,
    },
    Rule {
        name: "ipv6",
        kind: Ip,
        anchor: Anchor::Words(&[":"]),
        pattern: r"(?:[0-9A-Fa-f]{0,4}:){2,7}(?:[0-9A-Fa-f]{1,4}|(?:[0-9]{1,3}\.){3}[0-9]{1,3})?",
        check: check::ipv6,
        score: 0.9,
    },
    Rule {
        name: "phone_international",
        kind: Phone,
        anchor: Anchor::Digit,
        pattern: r"(?:\+|\b00)\s?\(?[1-9](?:[\s().\-/\u{a0}\u{2011}]{0,3}[0-9]){6,14}(?:[ ]?(?:x|ext\.?|#)[ ]?[0-9]{1,6})?",
        check: check::international_phone,
        score: 0.95,
    },
    Rule {
        name: "phone_national",
        kind: Phone,
        anchor: Anchor::Digit,
        pattern: r"\(?\b0[0-9]{1,5}\)?(?:[ \-/.\u{a0}]{1,2}[0-9]{2,8}){1,5}|\(\b[2-9][0-9]{2}\)[ \u{a0}]?[2-9][0-9]{2}[\-. ][0-9]{4}(?:[ ]?(?:x|ext\.?|#)[ ]?[0-9]{1,6})?|\b(?:1[\-. ])?[2-9][0-9]{2}[\-. ][2-9][0-9]{2}[\-. ][0-9]{4}(?:[ ]?(?:x|ext\.?|#)[ ]?[0-9]{1,6})?|\([0-9]{2,5}\)[ \u{a0}]?[0-9]{3,5}[\- ][0-9]{3,5}",
        check: check::national_phone,
        score: 0.75,
    },
    Rule {
        name: "phone_by_keyword",
        kind: Phone,
        anchor: Anchor::Words(&[
            "tel",
            "phone",
            "fon",
            "mobil",
            "cell",
            "fax",
            "call",
            "handy",
            "whatsapp",
            "tél",
            "hotline",
            "dial",
            "ring",
            "telephone",
        ]),
        pattern: r"(?i)\b(?:tel(?:ephone|efon|éfono|efono)?|t[ée]l[ée]phone|tél|(?:tele)?phone|(?:tele)?fon|mobil(?:e|telefon)?|móvil|cell(?:phone|ular)?|(?:tele)?fax|call|handy|whatsapp|hotline|dial|ring)\b(?:\s?(?:number|no|nr|nummer|n°))?[^\n0-9+(]{0,16}(?P<v>[+(]?[0-9](?:[\s().\-/\u{a0}]{0,3}[0-9]){5,14})",
        check: check::phone_by_keyword,
        score: 0.85,
    },
    Rule {
        name: "mac_address",
        kind: Ip,
        anchor: Anchor::Words(&[":", "-"]),
        pattern: r"\b(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}\b|\b(?:[0-9A-Fa-f]{2}-){5}[0-9A-Fa-f]{2}\b",
        check: check::any,
        score: 0.8,
    },
];
