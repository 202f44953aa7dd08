//! The table of rules, a file for each group of kinds.

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
