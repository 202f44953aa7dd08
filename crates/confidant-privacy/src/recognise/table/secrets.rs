//! Secrets that a name stands beside: passwords and tokens, in a program, a file or a sentence.

use confidant_text::EntityKind::{AccessToken, ApiKey, Password};

use crate::recognise::{
    check,
    rule::{Anchor, Rule},
};

#[cfg(test)]
pub(super) const WITNESSES: &str = include_str!("secrets.witnesses");

const PASSWORD: Anchor = Anchor::Within(&[
    "passw",
    "pass phrase",
    "passphrase",
    "passcode",
    "_pass",
    "-pass",
    "\"pass",
    "'pass",
    "dbpass",
    "pwd",
    "kennwort",
    "de passe",
    "motdepasse",
    "de_passe",
    "contrase",
    "senha",
    "wachtwoord",
    "haslo",
    "hasło",
]);

const TOKEN: Anchor = Anchor::Within(&[
    "secret",
    "token",
    "key",
    "schlüssel",
    "credential",
    "_auth",
    "_pat",
    "access_id",
    "accessid",
    "bearer",
    "jwt",
    "webhook",
]);

/// How names of passwords end.
macro_rules! password {
    () => {
        r#"(?:passw(?:or)?[dt]|passwd|pass[ _\-]?(?:phrase|code)|pwd|kennwort|mot[ _]?de[ _]?passe|contrase(?:ñ|n)a|senha|wachtwoord|has(?:ł|l)o|db_?pass|[_\-"']pass)[0-9]{0,2}"#
    };
}

/// How names of tokens end.
macro_rules! token {
    () => {
        r"(?:secret(?:[_\- ]?(?:access)?[_\- ]?key)?|api[_\- .]?(?:key|token|secret|schlüssel)|token|(?:access|auth|private|client|app|application|signing|encryption|master|account|shared|sharedaccess|service|license|deploy|subscription|webhook)[_\- ]?(?:key|secret)|access[_\-]?id|credentials?|_auth|_pat|bearer|jwt|zugangsschlüssel)[0-9]{0,2}"
    };
}

/// What stands between a name and its value, in whatever language.
macro_rules! is {
    () => {
        r#"\\?["'`)\]]{0,2}[ \t]{0,20}(?:\[[0-9]{0,4}\][ ]?)?(?:[:!~?]{0,3}={1,3}>?|:{1,2}|->|<-|\|{1,2}|[\-–—][ ])[ \t]{0,20}@?"#
    };
}

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "password_assigned",
        kind: Password,
        anchor: PASSWORD,
        pattern: concat!(
            "(?i)",
            password!(),
            is!(),
            r#"(?P<v>\\?"[^"\n]{3,}"|\\?'[^'\n]{3,}'|`[^`\n]{3,}`|[^\s"'`,;]{3,})"#
        ),
        check: check::password,
        score: 0.9,
    },
    Rule {
        name: "password_compared",
        kind: Password,
        anchor: PASSWORD,
        pattern: concat!(r#"(?i)(?P<v>"[^"\s]{4,}"|'[^'\s]{4,}')[ ]?[!=]={1,2}[ ]?[\w.>\-]{0,40}"#, password!()),
        check: check::password,
        score: 0.9,
    },
    Rule {
        name: "password_with_a_longer_name",
        kind: Password,
        anchor: PASSWORD,
        pattern: concat!("(?i)", password!(), r"_[a-z0-9_]{2,24}", is!(), r#"(?P<v>"[^"\s]{6,}"|'[^'\s]{6,}')"#),
        check: check::strong_password,
        score: 0.8,
    },
    Rule {
        name: "password_told",
        kind: Password,
        anchor: PASSWORD,
        pattern: r#"(?i)\b(?:password|passwort|pass(?:phrase|code)|pwd|kennwort|mot[ ]de[ ]passe|contraseña)[ ](?:[a-zäöüéè]+[ ]){0,3}(?:is|was|lautet|ist|war|est|était|es|era|to)[ :]{1,3}(?:now[ ]|jetzt[ ]|ahora[ ]|maintenant[ ])?["'`“„«‘]?(?P<v>[^\s"'`,;“”»’]{4,})"#,
        check: check::told_password,
        score: 0.85,
    },
    Rule {
        name: "password_beside_its_word",
        kind: Password,
        anchor: PASSWORD,
        pattern: r"(?i)\b(?:password|passwort|passphrase|pwd|kennwort|contraseña|mot[ ]de[ ]passe)[ ](?P<v>[^\s,;]{7,})",
        check: check::strong_password,
        score: 0.75,
    },
    Rule {
        name: "password_behind_login",
        kind: Password,
        anchor: Anchor::Words(&["login", "user", "machine"]),
        pattern: r"(?i)\b(?:login|user)[ \t\n]{1,4}[^\s]{1,64}[ \t\n]{1,4}password[ \t\n]{1,4}(?P<v>[^\s]{3,})",
        check: check::password,
        score: 0.9,
    },
    Rule {
        name: "password_behind_a_short_word",
        kind: Password,
        anchor: Anchor::Words(&[
            "pw", "pass:", "pass =", "pass=", "pass is", "wlan", "wifi", "wi-fi", "wpa", "network", "netzwerk", "clave",
        ]),
        pattern: r#"(?i)\b(?:pw|pass|clave|(?:wlan|wi-?fi|wpa[23]?|network|netzwerk)[\- ]?(?:key|schlüssel|code|pw|pass))[ ]{0,2}(?:[:=]|is|ist|lautet|es)[ ]{0,3}(?P<v>"[^"\s]{4,}"|'[^'\s]{4,}'|[^\s"'`,;]{4,})"#,
        check: check::mixed_password,
        score: 0.85,
    },
    Rule {
        name: "password_in_a_pgpass_line",
        kind: Password,
        anchor: Anchor::Words(&[":5432:", ":5433:", ":*:", ":6432:"]),
        pattern: r"(?m)^[^\s:]{1,100}:(?:\*|[0-9]{4,5}):[^\s:]{1,64}:[^\s:]{1,64}:(?P<v>[^\s]{3,})$",
        check: check::password,
        score: 1.0,
    },
    Rule {
        name: "secret_in_a_tag",
        kind: Password,
        anchor: Anchor::Within(&["password", "passwd", "secret", "apikey", "api_key", "token"]),
        pattern: r#"(?i)<(?:[a-z][^<>\n]{0,60}?)?(?:password|passwd|secret|apikey|api_key|token)(?:["' ][^<>\n]{0,80})?>(?P<v>[^<>\s][^<>\n]{2,})</"#,
        check: check::password,
        score: 0.9,
    },
    Rule {
        name: "secret_in_an_attribute",
        kind: Password,
        anchor: Anchor::Within(&["password", "passwd", "secret", "apikey", "api_key"]),
        pattern: r#"(?i)(?:key|name|id)[ ]?=[ ]?["'][a-z0-9_.\-:]{0,40}(?:password|passwd|secret|apikey|api_key)["'][^>\n]{0,60}?[ ]value[ ]?=[ ]?(?P<v>"[^"\n]{3,}"|'[^'\n]{3,}')"#,
        check: check::password,
        score: 0.9,
    },
    Rule {
        name: "secret_flag",
        kind: Password,
        anchor: Anchor::Words(&["--"]),
        pattern: r#"(?i)--(?:[a-z]+-){0,3}(?:password|passwd|pass|passphrase|pwd|token|secret|api-?key|access-?key|auth-?key)[ =]{1,2}(?P<v>"[^"\n]{4,}"|'[^'\n]{4,}'|[^\s"'`\-][^\s"'`]{3,})"#,
        check: check::told_password,
        score: 0.9,
    },
    Rule {
        name: "password_of_a_command",
        kind: Password,
        anchor: Anchor::Words(&[
            "sshpass",
            "mysql",
            "mysqldump",
            "mariadb",
            "redis-cli",
            "docker login",
            "sqlcmd",
            "ldapsearch",
            "bind",
        ]),
        pattern: r#"\b(?:sshpass[ ]+-p[ ]?|(?:mysql|mysqldump|mysqladmin|mariadb)[ ][^\n|;]{0,100}?-p|redis-cli[ ][^\n|;]{0,80}?-a[ ]+|docker[ ]login[ ][^\n|;]{0,120}?-p[ ]+|sqlcmd[ ][^\n|;]{0,120}?-P[ ]+|ldapsearch[ ][^\n|;]{0,160}?-w[ ]+)(?P<v>"[^"\n]{3,}"|'[^'\n]{3,}'|[^\s"'`\-][^\s"'`]{2,})"#,
        check: check::password,
        score: 0.9,
    },
    Rule {
        name: "token_assigned",
        kind: AccessToken,
        anchor: TOKEN,
        pattern: concat!(
            "(?i)",
            token!(),
            is!(),
            r#"(?P<v>\\?"[^"\n]{6,}"|\\?'[^'\n]{6,}'|`[^`\n]{6,}`|[^\s"'`,;<>]{6,})"#
        ),
        check: check::assigned_token,
        score: 0.9,
    },
    Rule {
        name: "token_in_quotes",
        kind: AccessToken,
        anchor: TOKEN,
        pattern: concat!("(?i)", token!(), r#"\\?["'`)\]]{0,2}[ \t]{0,4},?[ \t]{0,4}(?P<v>"[^"\s]{8,}"|'[^'\s]{8,}')"#),
        check: check::assigned_token,
        score: 0.85,
    },
    Rule {
        name: "random_key_assigned",
        kind: ApiKey,
        anchor: Anchor::Within(&["key", "login", "schlüssel"]),
        pattern: concat!(
            "(?i)(?:key|login|schlüssel)[0-9]{0,2}",
            is!(),
            r#"(?P<v>\\?"[^"\s]{16,}"|\\?'[^'\s]{16,}'|[A-Za-z0-9_+/=.\-]{16,})"#
        ),
        check: check::assigned_random,
        score: 0.85,
    },
    Rule {
        name: "token_beside_its_word",
        kind: AccessToken,
        anchor: Anchor::Words(&["token", "key", "secret", "schlüssel"]),
        pattern: r"(?i)\b(?:token|key|secret|schlüssel)[ ](?:is[ ]|ist[ ]|lautet[ ]|est[ ]|es[ ])?(?P<v>(?-i:[A-Za-z0-9_\-]{16,}))",
        check: check::random_beside,
        score: 0.75,
    },
    Rule {
        name: "secret_of_bundler",
        kind: Password,
        anchor: Anchor::Words(&["bundle_"]),
        pattern: r#"\bBUNDLE_[A-Z0-9_]{3,60}[ ]?[=:][ ]?["']?(?P<v>[^\s"';:]{2,}:[^\s"';]{4,})"#,
        check: check::given,
        score: 0.9,
    },
];
