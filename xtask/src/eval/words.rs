//! How alike two texts are: the F1 of their words, whatever their order.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

/// Words and how often each stands there.
#[derive(Default)]
pub struct Words {
    counts: HashMap<String, u32>,
    all: u32,
}

impl Words {
    /// The words of a text in compatibility form: what stands between spaces, and each character of a script that has none. Marks
    /// of direction, which only some readers write, do not count.
    pub fn of(text: &str) -> Self {
        let mut words = Self::default();
        let text: String = text.nfkc().filter(|c| !is_mark(*c)).collect();
        for word in text.split_whitespace() {
            let mut rest = String::new();
            for c in word.chars() {
                if is_spaceless(c) {
                    words.add(std::mem::take(&mut rest));
                    words.add(c.to_string());
                } else {
                    rest.push(c);
                }
            }
            words.add(rest);
        }
        words
    }

    fn add(&mut self, word: String) {
        if !word.is_empty() {
            *self.counts.entry(word).or_default() += 1;
            self.all += 1;
        }
    }

    /// How many there are.
    pub fn len(&self) -> u32 {
        self.all
    }

    /// Words that both have.
    pub fn shared(&self, other: &Self) -> u32 {
        self.counts.iter().map(|(word, count)| (*count).min(other.counts.get(word).copied().unwrap_or(0))).sum()
    }

    /// One where both are the same, zero where they share nothing.
    pub fn f1(&self, other: &Self) -> f64 {
        let all = self.all + other.all;
        if all == 0 { 1.0 } else { 2.0 * f64::from(self.shared(other)) / f64::from(all) }
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

fn is_spaceless(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// A letter of Hebrew, Arabic or their kin.
pub fn is_rtl(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// The text without spaces and in one case, for looking up what may be broken into lines in another way.
pub fn squeezed(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace() && !is_mark(*c)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::{Words, squeezed};

    #[test]
    fn likeness_counts_words_and_not_their_order() {
        let f1 = |a: &str, b: &str| Words::of(a).f1(&Words::of(b));
        assert!((f1("a b c", "c a b") - 1.0).abs() < 1e-9);
        assert!((f1("a a b", "a b b") - 2.0 / 3.0).abs() < 1e-9);
        assert!((f1("中国 饮", "中 国饮") - 1.0).abs() < 1e-9, "written without spaces");
        assert!((f1("\u{202b}שלום\u{202c}", "שלום") - 1.0).abs() < 1e-9);
        assert!(f1("ﬁne", "fine") > 0.99 && f1("a", "b") < 0.01);
        assert_eq!(squeezed("A \n ﬁne\tDay"), "afineday");
    }
}
