//! The table of rules, a file for each group of kinds, with its witnesses beside it.

mod codes;
mod contact;
mod dates;
mod money;
mod people;
mod secrets;

use super::rule::Rule;

/// Every rule.
pub(crate) fn all() -> Vec<Rule> {
    [contact::RULES, money::RULES, dates::RULES, codes::RULES, people::RULES, secrets::RULES].concat()
}

/// Every file of witnesses.
#[cfg(test)]
pub(crate) fn witnesses() -> [&'static str; 6] {
    [contact::WITNESSES, money::WITNESSES, dates::WITNESSES, codes::WITNESSES, people::WITNESSES, secrets::WITNESSES]
}
