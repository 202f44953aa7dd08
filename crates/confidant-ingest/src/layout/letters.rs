//! What single characters are: ligatures to spell out, accents that belong on a letter, writing from right to left.

use unicode_normalization::UnicodeNormalization;

use super::Meaning;

/// The glyph's characters as a reader means them: ligatures and presentation forms spelt out, controls gone.
pub(super) fn plain(text: Meaning) -> Meaning {
    if text.only().is_some_and(|c| c.is_ascii_graphic() || c == ' ') {
        return text;
    }
    let mut plain = String::new();
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
    plain.into()
}

/// The combining form of an accent that is printed as a glyph of its own.
pub(super) fn combining(text: &Meaning) -> Option<char> {
    Some(match text.only()? {
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
pub(super) fn accented(base: &Meaning, mark: char) -> Meaning {
    let base = base.chars().map(|c| match c {
        '\u{131}' => 'i',
        '\u{237}' => 'j',
        c => c,
    });
    base.chain([mark]).nfc().collect()
}

/// Hebrew, Arabic and their kin.
pub(super) fn is_rtl(c: char) -> bool {
    c >= '\u{590}'
        && matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
        && !matches!(c, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}')
}

/// A letter that is written from left to right.
pub(super) fn is_ltr(c: char) -> bool {
    c.is_alphabetic() && !is_rtl(c)
}

#[cfg(test)]
mod tests {
    use super::{Meaning, accented, combining, plain};

    fn of(text: &str) -> Meaning {
        text.into()
    }

    #[test]
    fn ligatures_are_spelt_out_and_controls_vanish() {
        assert_eq!(plain(of("\u{fb03}")), of("ffi"));
        assert_eq!(plain(of("\u{fefb}")), of("لا"));
        assert_eq!(plain(of("a\u{0}\u{a0}b\u{200b}")), of("a b"));
    }

    #[test]
    fn accents_compose() {
        assert_eq!(accented(&of("u"), combining(&of("\u{a8}")).unwrap()), of("ü"));
        assert_eq!(accented(&of("\u{131}"), combining(&of("\u{b4}")).unwrap()), of("í"));
        assert_eq!(combining(&of("a")), None);
    }
}
