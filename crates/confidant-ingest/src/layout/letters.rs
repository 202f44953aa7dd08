//! What single characters are: ligatures to spell out, accents that belong on a letter, writing from right to left.

use unicode_normalization::UnicodeNormalization;

/// The glyph's characters as a reader means them: ligatures and presentation forms spelt out, controls gone.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{fb00}'..='\u{fb06}' | '\u{fb13}'..='\u{fb17}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => {
                plain.extend(c.nfkc());
            }
            '\u{f0b7}' => plain.push('•'),
            '\u{feff}' | '\u{200b}' => {}
            c if c.is_whitespace() => plain.push(' '),
            c if c.is_control() => {}
            c => plain.push(c),
        }
    }
    plain
}

/// The combining form of an accent that is printed as a glyph of its own.
pub(super) fn combining(text: &str) -> Option<char> {
    let mut chars = text.chars();
    let (Some(accent), None) = (chars.next(), chars.next()) else { return None };
    Some(match accent {
        '`' | '\u{2cb}' => '\u{300}',
        '\u{b4}' | '\u{2ca}' => '\u{301}',
        '^' | '\u{2c6}' => '\u{302}',
        '~' | '\u{2dc}' => '\u{303}',
        '\u{af}' | '\u{2c9}' => '\u{304}',
        '\u{2d8}' => '\u{306}',
        '\u{2d9}' => '\u{307}',
        '\u{a8}' => '\u{308}',
        '\u{2da}' => '\u{30a}',
        '\u{2dd}' => '\u{30b}',
        '\u{2c7}' => '\u{30c}',
        '\u{b8}' => '\u{327}',
        '\u{2db}' => '\u{328}',
        _ => return None,
    })
}

/// `base` with the accent `mark` on it; a dotless i gets its dot back, for Unicode composes only that.
pub(super) fn accented(base: &str, mark: char) -> String {
    let base = match base {
        "\u{131}" => "i",
        "\u{237}" => "j",
        base => base,
    };
    base.chars().chain([mark]).nfc().collect()
}

/// Hebrew, Arabic and their kin.
pub(super) fn is_rtl(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
        && !matches!(c, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}')
}

/// A letter that is written from left to right.
pub(super) fn is_ltr(c: char) -> bool {
    c.is_alphabetic() && !is_rtl(c)
}

#[cfg(test)]
mod tests {
    use super::{accented, combining, plain};

    #[test]
    fn ligatures_are_spelt_out_and_controls_vanish() {
        assert_eq!(plain("\u{fb03}"), "ffi");
        assert_eq!(plain("\u{fefb}"), "لا");
        assert_eq!(plain("a\u{0}\u{a0}b\u{200b}"), "a b");
    }

    #[test]
    fn accents_compose() {
        assert_eq!(accented("u", combining("\u{a8}").unwrap()), "ü");
        assert_eq!(accented("\u{131}", combining("\u{b4}").unwrap()), "í");
        assert_eq!(combining("a"), None);
    }
}
