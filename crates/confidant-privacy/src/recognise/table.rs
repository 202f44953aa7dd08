//! The table of rules, a file for each group of kinds, with its witnesses beside it.

mod codes;
mod contact;
mod credentials;
mod dates;
mod money;
mod people;
mod pins;
mod secrets;
mod tokens;

use super::rule::Rule;

/// Every rule.
pub(crate) fn all() -> Vec<Rule> {
    [
        contact::RULES,
        money::RULES,
        dates::RULES,
        codes::RULES,
        people::RULES,
        credentials::RULES,
        pins::RULES,
        secrets::RULES,
        tokens::RULES,
    ]
    .concat()
}

/// The rules for secrets.
pub(crate) fn secrets() -> Vec<Rule> {
    [credentials::RULES, pins::RULES, secrets::RULES, tokens::RULES].concat()
}

/// Every file of witnesses.
#[cfg(test)]
pub(crate) fn witnesses() -> [&'static str; 9] {
    [
        contact::WITNESSES,
        money::WITNESSES,
        dates::WITNESSES,
        codes::WITNESSES,
        people::WITNESSES,
        credentials::WITNESSES,
        pins::WITNESSES,
        secrets::WITNESSES,
        tokens::WITNESSES,
    ]
}
