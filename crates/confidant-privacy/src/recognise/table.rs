//! The table of rules, a file for each group of kinds, with its witnesses beside it.

mod addresses;
mod codes;
mod contact;
mod credentials;
mod dates;
mod money;
mod online;
mod people;
mod pins;
mod places;
mod secrets;
mod tokens;
mod traits;
mod work;

use super::rule::Rule;

/// Every rule.
pub(crate) fn all() -> Vec<Rule> {
    [
        contact::RULES,
        money::RULES,
        dates::RULES,
        codes::RULES,
        addresses::RULES,
        places::RULES,
        online::RULES,
        people::RULES,
        work::RULES,
        traits::RULES,
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
pub(crate) fn witnesses() -> [&'static str; 14] {
    [
        contact::WITNESSES,
        money::WITNESSES,
        dates::WITNESSES,
        codes::WITNESSES,
        addresses::WITNESSES,
        places::WITNESSES,
        online::WITNESSES,
        people::WITNESSES,
        work::WITNESSES,
        traits::WITNESSES,
        credentials::WITNESSES,
        pins::WITNESSES,
        secrets::WITNESSES,
        tokens::WITNESSES,
    ]
}
