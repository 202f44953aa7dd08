//! What a line break tore apart: hyphenated words, addresses, numbers in groups.

/// What stands for the line break at `at`, with the hyphen or `@` before it, once the line is whole again; and where it ends.
/// Nothing when no line break tore anything apart there.
pub(crate) fn torn(text: &str, at: usize) -> Option<(&'static str, usize)> {
    let (before, rest) = text.split_at_checked(at)?;
    let mark = rest.chars().next().filter(|c| !c.is_whitespace());
    let gap = mark.and_then(|mark| rest.strip_prefix(mark)).unwrap_or(rest);
    let after = gap.trim_start_matches([' ', '\t', '\r', '\n']);
    let breaks = gap.get(..gap.len() - after.len())?.matches('\n').count();
    let last = before.chars().rev().find(|c| !is_zero_width(*c))?;
    let next = after.chars().next()?;
    if breaks != 1 || !last.is_alphanumeric() || !next.is_alphanumeric() {
        return None;
    }
    let whole = match mark {
        None => is_torn_number(before.lines().next_back()?, after.lines().next()?).then_some(" ")?,
        Some('@') => "@",
        Some('\u{ad}') => "",
        Some(_) if last.is_alphabetic() && next.is_lowercase() => "",
        Some(_) => "-",
    };
    Some((whole, text.len() - after.len()))
}

fn is_zero_width(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Whether a number in groups begins at the end of one line and goes on in the next. Lines of figures alone are a table.
fn is_torn_number(before: &str, after: &str) -> bool {
    let is_group = |word: &&str| {
        (2..=6).contains(&word.len())
            && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
            && word.bytes().any(|byte| byte.is_ascii_digit())
    };
    let ahead = before.split(' ').rev().take_while(is_group).count();
    let behind = after.split(' ').map(|word| word.trim_end_matches(['.', ',', ';', ')'])).take_while(is_group).count();
    let words = before.chars().chain(after.chars()).any(char::is_alphabetic);
    ahead > 0 && behind > 0 && ahead + behind > 2 && words
}
