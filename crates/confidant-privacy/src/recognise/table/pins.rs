//! Figures that nobody may know: PINs, codes for one use, the security code and the expiry of a card.

use confidant_text::EntityKind::{CardSecurity, Pin};

use crate::recognise::{
    check,
    rule::{Anchor, Rule},
};

#[cfg(test)]
pub(super) const WITNESSES: &str = include_str!("pins.witnesses");

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "card_security_code",
        kind: CardSecurity,
        anchor: Anchor::Words(&[
            "cvv",
            "cvc",
            "csc",
            "cid",
            "security code",
            "card verification",
            "prüfnummer",
            "kartenprüfnummer",
            "cryptogramme",
        ]),
        pattern: r"(?i)\b(?:CVV2?|CVC2?|CSC|CID|(?:card[ ])?(?:security|verification)[ ](?:code|number|value)|(?:karten)?prüfnummer|cryptogramme)(?:[ ]?(?:code|number|nr\.?))?(?:[ ](?:visuel[ ])?(?:is|ist|lautet|est|es)|[ ]?[:=#])?[ ]{0,2}(?P<v>[0-9]{3,4})\b",
        check: check::code_of_figures,
        score: 0.8,
    },
    Rule {
        name: "card_expiry",
        kind: CardSecurity,
        anchor: Anchor::Words(&[
            "exp:",
            "exp.",
            "exp ",
            "expiry",
            "expires",
            "expiration",
            "expire le",
            "valid thru",
            "valid until",
            "valid through",
            "gültig bis",
            "verfallsdatum",
            "ablaufdatum",
            "good thru",
            "caduca",
        ]),
        pattern: r"(?i)\b(?:exp(?:\.|iry|ires|iration)?(?:[ ]?date)?|valid[ ](?:thru|through|until)|good[ ]thru|gültig[ ]bis|verfallsdatum|ablaufdatum|caduca|expire(?:[ ]le)?)[ ]?[:=]?[ ]{0,2}(?P<v>(?:0[1-9]|1[0-2])[ ]?/[ ]?(?:20)?[2-4][0-9])\b",
        check: check::code_of_figures,
        score: 0.7,
    },
    Rule {
        name: "pin",
        kind: Pin,
        anchor: Anchor::Words(&["pin", "puk", "geheimzahl", "code pin", "clave", "tan"]),
        pattern: r"(?i)\b(?:PIN2?|PUK2?|TAN|mTAN|geheimzahl|code[ ]secret|clave[ ]secreta)(?:[ -]?(?:code|number|nummer|nr\.?))?(?:[ ](?:for|für|of|to|zu)[ ](?:[\w]+[ ]){1,4})?(?:[ ]?(?:is|:|=|lautet|ist|est|es)[ ]{0,2}|[ ](?:the|my)[ ])(?P<v>[0-9]{4,8})\b",
        check: check::code_of_figures,
        score: 0.8,
    },
    Rule {
        name: "one_time_code",
        kind: Pin,
        anchor: Anchor::Words(&[
            "otp",
            "2fa",
            "one-time",
            "one time",
            "verification code",
            "confirmation code",
            "security code",
            "login code",
            "sign-in code",
            "access code",
            "authentication code",
            "unlock code",
            "passcode",
            "bestätigung",
            "einmal",
            "sicherheitscode",
            "sicherheits-code",
            "verifizierung",
            "freischalt",
            "code de ",
            "código de ",
        ]),
        pattern: r"(?i)\b(?:OTP(?:[ ]code)?|2FA(?:[ -]code)?|one[ -]time[ ](?:pass(?:code|word)|code|pin)|(?:verification|confirmation|security|login|sign-in|access|authentication|unlock)[ ]code|passcode|(?:bestätigungs|einmal|sicherheits|verifizierungs|freischalt)-?code|einmalpasswort|code[ ]de[ ](?:vérification|confirmation|sécurité|validation)|código[ ]de[ ](?:verificación|seguridad|confirmación|acceso))[ ]?(?:(?:is|:|=|lautet|ist|est|es)[ :]{0,3})?(?P<v>[0-9]{4,8}|[0-9]{3}[ -][0-9]{3})\b",
        check: check::code_of_figures,
        score: 0.8,
    },
    Rule {
        name: "one_time_code_told_first",
        kind: Pin,
        anchor: Anchor::Words(&["is your", "ist ihr", "ist dein", "est votre", "es tu", "es su"]),
        pattern: r"(?i)\b(?P<v>[0-9]{4,8}|[0-9]{3}[ -][0-9]{3}|[A-Z]-[0-9]{6})[ ](?:is[ ]your|ist[ ](?:ihr|dein)|est[ ]votre|es[ ](?:tu|su))[ ](?:[\w\-]+[ ]){0,3}(?:\w*code|otp|pin|código|tan)\b",
        check: check::code_of_figures,
        score: 0.8,
    },
];
