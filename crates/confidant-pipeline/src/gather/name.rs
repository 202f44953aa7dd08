//! Names of files: as they are shown, and in the order in which people expect them.

use std::{cmp::Ordering, ffi::OsStr, path::Path};

/// What the file is called, fit to be shown: a byte that is no text, a control character and a character that turns the
/// direction of the text around become `\u{fffd}`, so that no name moves a terminal's cursor or hides its ending.
pub fn name_of(path: &Path) -> String {
    path.file_name().map(shown).unwrap_or_default()
}

/// The same for a name or a path that is not only a file's name.
pub fn shown(name: &OsStr) -> String {
    name.to_string_lossy()
        .chars()
        .map(|letter| if is_odd(letter) { char::REPLACEMENT_CHARACTER } else { letter })
        .collect()
}

fn is_odd(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Without regard to case, numbers by their value; equal names by their bytes, so that the order never changes.
pub(super) fn by_name(one: &OsStr, other: &OsStr) -> Ordering {
    let (left, right) = (one.to_string_lossy().to_lowercase(), other.to_string_lossy().to_lowercase());
    natural(&left, &right).then_with(|| one.cmp(other))
}

fn natural(mut one: &str, mut other: &str) -> Ordering {
    loop {
        let ((left, left_rest), (right, right_rest)) = (part(one), part(other));
        let order = match (number(left), number(right)) {
            (Some(left), Some(right)) => left.len().cmp(&right.len()).then_with(|| left.cmp(right)),
            _ => left.cmp(right),
        };
        if order != Ordering::Equal || left.is_empty() {
            return order;
        }
        (one, other) = (left_rest, right_rest);
    }
}

/// A number's digits, or what stands before the next number.
fn part(text: &str) -> (&str, &str) {
    let is_digit = |letter: char| letter.is_ascii_digit();
    let starts = text.starts_with(is_digit);
    let end = text.find(|letter: char| is_digit(letter) != starts).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// The digits that count.
fn number(part: &str) -> Option<&str> {
    part.starts_with(|letter: char| letter.is_ascii_digit()).then(|| part.trim_start_matches('0'))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{by_name, name_of};

    #[test]
    fn names_are_in_the_order_that_people_expect() {
        let mut names = ["b.pdf", "10.pdf", "A.pdf", "9.pdf", "page 2b", "page 002", "page 10", "a.pdf", "", "2024-01"];
        names.sort_by(|one, other| by_name(one.as_ref(), other.as_ref()));
        assert_eq!(
            names,
            ["", "9.pdf", "10.pdf", "2024-01", "A.pdf", "a.pdf", "b.pdf", "page 002", "page 2b", "page 10"]
        );
    }

    #[test]
    fn a_name_cannot_move_the_cursor_or_turn_itself_around() {
        assert_eq!(name_of(Path::new("/x/Größe 1.pdf")), "Größe 1.pdf");
        assert_eq!(name_of(Path::new("/x/a\u{1b}[2Jb\n.pdf")), "a\u{fffd}[2Jb\u{fffd}.pdf");
        assert_eq!(name_of(Path::new("bill\u{202e}fdp.exe")), "bill\u{fffd}fdp.exe");
        assert_eq!(name_of(Path::new("/")), "");
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_no_text_is_shown_all_the_same() {
        use std::{ffi::OsStr, os::unix::ffi::OsStrExt};

        assert_eq!(name_of(Path::new(OsStr::from_bytes(b"gr\xfc\xdfe.txt"))), "gr\u{fffd}\u{fffd}e.txt");
    }
}
