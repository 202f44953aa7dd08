//! The last word of a rule: checksums, plausible dates, where a name or an address ends.

mod code;
mod contact;
mod date;
mod look;
mod name;
mod number;
mod place;
mod secret;
mod work;

use std::ops::Range;

pub(crate) use code::*;
pub(crate) use contact::*;
pub(crate) use date::*;
pub(crate) use look::looks_random;
pub(crate) use name::*;
pub(crate) use number::*;
pub(crate) use place::*;
pub(crate) use secret::*;
pub(crate) use work::*;

/// Accepts the value as it is.
#[allow(clippy::unnecessary_wraps)] // the signature of every check
pub(crate) fn any(_: &str, value: Range<usize>) -> Option<Range<usize>> {
    Some(value)
}

fn digits(text: &str) -> Vec<u32> {
    text.chars().filter_map(|c| c.to_digit(10)).collect()
}

/// No digit and no dotted digit on either side.
fn stands_alone(text: &str, value: &Range<usize>) -> bool {
    let before = text.get(..value.start).unwrap_or_default();
    let after = text.get(value.end..).unwrap_or_default();
    let mut front = before.chars().rev();
    let clear_front = match front.next() {
        Some(c) if c.is_alphanumeric() => false,
        Some('.' | ',') => front.next().is_none_or(|c| !c.is_ascii_digit()),
        _ => true,
    };
    let mut back = after.chars();
    let clear_back = match back.next() {
        Some(c) if c.is_alphanumeric() => false,
        Some('.' | ',' | '/') => back.next().is_none_or(|c| !c.is_ascii_digit()),
        _ => true,
    };
    clear_front && clear_back
}

fn preceded_by(text: &str, at: usize, any_of: [char; 2]) -> bool {
    text.get(..at).is_some_and(|before| before.ends_with(any_of))
}
