//! Passwords, keys and tokens. One of them blocks a send.

use confidant_text::EntityKind::Secret;

use crate::recognise::{check, rule::{Anchor, Rule}};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "password_assigned",
        kind: Secret,
        anchor: Anchor::Words(&[
            "passw", "pwd", "passphrase", "kennwort", "mot de passe", "contraseña", "secret", "api_key", "api-key", "api key", "apikey", "token", "access", "auth",
            "client", "private", "_password", "_secret", "_token", "_key", "\"password", "credential",
        ]),
        pattern: r#"(?i)(?:password|passwd|passwort|passphrase|pwd|kennwort|mot[ ]de[ ]passe|contraseña|secret(?:[_\- ]?(?:access)?[_\- ]?key)?|api[_\- ]?key|(?:access|auth|bearer|refresh|session)[_\- ]?token|token|private[_\- ]?key|access[_\- ]?key|credentials?)["'`]?[ \t]{0,3}(?::=|=>|=|:)[ \t]{0,3}["'`]?(?P<v>[^\s"'`,;]{4,})"#,
        check: check::password,
        score: 0.9,
        hits: &["password = «hunter2»", "Passwort: «Sommer-2024!»", r#""api_key": "«a8f5f167f44f4964e6c998dee827110c»","#, "DB_PASSWORD=«s3cr3t»", "pwd:«tr0ub4dor&3»;"],
        near_misses: &["password: required", "password = ********", "token: <your token>", "the secret: patience", "password: ${DB_PASSWORD}"],
    },
    Rule {
        name: "password_told",
        kind: Secret,
        anchor: Anchor::Words(&["passw", "pwd", "passphrase", "kennwort", "mot de passe", "contraseña", "pin"]),
        pattern: r#"(?i)\b(?:password|passwort|passphrase|pwd|kennwort|mot[ ]de[ ]passe|contraseña)[ ](?:[a-z]+[ ]){0,2}(?:is|was|lautet|ist|est|es|to)[ ]["'`“„]?(?P<v>[^\s"'`,;“”]{4,})"#,
        check: check::told_password,
        score: 0.85,
        hits: &["the password is «hunter2».", "Passwort lautet „«Sommer#24»“", "changed the password to «abc123!x»,"],
        near_misses: &["the password is mandatory", "password was changed", "a password is something you know"],
    },
    Rule {
        name: "card_security_code",
        kind: Secret,
        anchor: Anchor::Words(&["cvv", "cvc", "cvv2", "csc", "pin"]),
        pattern: r"(?i)\b(?:CVV2?|CVC2?|CSC|PIN)(?:[ ]?(?:code|number|nr\.?))?[ ]?(?:is|:|=|lautet)[ ]{0,2}(?P<v>[0-9]{3,8})\b",
        check: check::any,
        score: 0.8,
        hits: &["CVV: «123»", "the PIN is «4821».", "cvc=«0987»"],
        near_misses: &["PIN code 10115", "a PIN has 4 digits", "CVV on the back"],
    },
    Rule {
        name: "service_key",
        kind: Secret,
        anchor: Anchor::Words(&[
            "akia", "asia", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "xox", "sk-", "sk_", "rk_", "pk_live", "aiza", "sg.", "npm_", "dop_v1_", "hf_", "ya29.",
            "age-secret-key-", "shpat_", "pypi-", "eyj", "whsec_", "lin_api_", "sq0", "key-", "ac", "ntn_", "figd_", "dckr_pat_", "vault:", "hvs.", "gsk_", "xai-", "r8_",
        ]),
        pattern: r"\b(?:(?:AKIA|ASIA)[A-Z0-9]{16}|gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{22,}|glpat-[A-Za-z0-9_\-]{20,}|xox[abeoprs]-[A-Za-z0-9\-]{10,}|sk-[A-Za-z0-9_\-]{20,}|[srp]k_(?:live|test)_[A-Za-z0-9]{16,}|AIza[A-Za-z0-9_\-]{35}|SG\.[A-Za-z0-9_\-]{16,}\.[A-Za-z0-9_\-]{16,}|npm_[A-Za-z0-9]{36}|dop_v1_[a-f0-9]{64}|hf_[A-Za-z0-9]{30,}|ya29\.[A-Za-z0-9_\-]{20,}|AGE-SECRET-KEY-1[A-Z0-9]{50,}|shpat_[a-fA-F0-9]{32}|pypi-[A-Za-z0-9_\-]{40,}|whsec_[A-Za-z0-9+/=]{24,}|hvs\.[A-Za-z0-9_\-]{20,}|gsk_[A-Za-z0-9]{40,}|xai-[A-Za-z0-9]{40,}|r8_[A-Za-z0-9]{30,}|dckr_pat_[A-Za-z0-9_\-]{20,})",
        check: check::random,
        score: 1.0,
        hits: &[
            "key «AKIAIOSFODNN7EXAMPLE» in",
            "«ghp_16C7e42F292c6912E7710c838347Ae178B4a»",
            "use «sk-proj-abcDEF123456ghiJKL7890mno».",
            "«glpat-AbCdEf1234567890wxyz»",
        ],
        near_misses: &["sk-learn", "AKIA is a prefix", "sk-aaaaaaaaaaaaaaaaaaaaaaaa", "ghp_short"],
    },
    Rule {
        name: "jwt",
        kind: Secret,
        anchor: Anchor::Words(&["eyj"]),
        pattern: r"\beyJ[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]{8,}(?:\.[A-Za-z0-9_\-]+)?",
        check: check::any,
        score: 1.0,
        hits: &[
            "Bearer «eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U»",
            "t=«eyJhbGciOiJub25lIn0.eyJhIjoxMjM0NTZ9»",
            "'«eyJ0eXAiOiJKV1QiLCJh.eyJpc3MiOiJqb2UiLA0K.x»'",
        ],
        near_misses: &["eyJ", "eyJhbGciOi alone", "heyJude.something"],
    },
    Rule {
        name: "private_key",
        kind: Secret,
        anchor: Anchor::Words(&["-----BEGIN"]),
        pattern: r"-----BEGIN[ A-Z0-9]*PRIVATE KEY(?: BLOCK)?-----[A-Za-z0-9+/=\s:,.\-\\]*",
        check: check::pem,
        score: 1.0,
        hits: &[
            "«-----BEGIN PRIVATE KEY-----\nMIIEvQ==\n-----END PRIVATE KEY-----»\n",
            "«-----BEGIN RSA PRIVATE KEY-----\nAAAA»",
            "k = \"«-----BEGIN EC PRIVATE KEY-----\\nMHc=\\n-----END EC PRIVATE KEY-----»\"",
        ],
        near_misses: &["-----BEGIN CERTIFICATE-----\nMIID", "-----BEGIN PUBLIC KEY-----", "BEGIN PRIVATE KEY"],
    },
    Rule {
        name: "connection_string",
        kind: Secret,
        anchor: Anchor::Words(&["://", "accountkey="]),
        pattern: r#"\b[A-Za-z][A-Za-z0-9+.\-]{1,20}://[^\s/:@<>"]{0,64}:[^\s/@<>"]{3,}@[^\s<>"]+|AccountKey=[A-Za-z0-9+/=]{20,}"#,
        check: check::url,
        score: 1.0,
        hits: &["«postgres://app:s3cret@db.example.org/prod»", "url=«https://otto:pw1234@example.org».", "«redis://:pass@10.0.0.1:6379»"],
        near_misses: &["https://example.org:8080/a@b", "https://example.org/@otto", "ftp://example.org"],
    },
];
