//! Folding: what two ways of writing have in common. Case, accents, width, invisible characters and the kind of white space go.

use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A folded copy of a text and the way back.
pub(crate) struct Folded {
    pub(crate) text: String,
    /// For each byte of the copy, the character of the source that it came from.
    from: Vec<(usize, usize)>,
    source_len: usize,
    /// Where in the source a dropped combining mark ends, by the end of the character it stands on.
    marks: Vec<(usize, usize)>,
}

impl Folded {
    pub(crate) fn of(source: &str) -> Self {
        let mut folded = Self {
            text: String::with_capacity(source.len()),
            from: Vec::with_capacity(source.len()),
            source_len: source.len(),
            marks: Vec::new(),
        };
        let mut last = 0;
        for (at, c) in source.char_indices() {
            let end = at + c.len_utf8();
            if !c.is_ascii() && is_combining_mark(c) {
                folded.marks.push((last, end));
                continue;
            }
            last = end;
            let before = folded.text.len();
            character(c, &mut folded.text);
            folded.from.resize(folded.from.len() + folded.text.len() - before, (at, end));
        }
        folded
    }

    /// The bytes of the source that `start..end` of the copy came from, with the accents that stand on the last of them.
    pub(crate) fn back(&self, start: usize, end: usize) -> Option<Range<usize>> {
        let first = self.from.get(start)?.0;
        let base = self.from.get(end.checked_sub(1)?)?.1;
        let from = self.marks.partition_point(|(at, _)| *at < base);
        let last =
            self.marks.get(from..)?.iter().take_while(|(at, _)| *at == base).last().map_or(base, |(_, mark)| *mark);
        (last <= self.source_len).then_some(first..last)
    }
}

/// The folded letters of a word.
pub(crate) fn letters(word: &str) -> String {
    Folded::of(word).text
}

fn character(c: char, out: &mut String) {
    if c.is_ascii() {
        if !c.is_ascii_whitespace() {
            out.push(c.to_ascii_lowercase());
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
        return;
    }
    match c {
        'ß' | 'ẞ' => out.push_str("ss"),
        'ø' | 'Ø' => out.push('o'),
        'ł' | 'Ł' => out.push('l'),
        'đ' | 'Đ' => out.push('d'),
        'ı' | 'İ' => out.push('i'),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        '’' | '‘' | 'ʼ' | '`' | '´' => out.push('\''),
        '‐' | '‑' | '‒' | '–' => out.push('-'),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
        _ if c.is_whitespace() => {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        }
        _ => {
            for part in c.nfkd().filter(|part| !is_combining_mark(*part)).flat_map(char::to_lowercase) {
                if part.is_whitespace() {
                    if !out.ends_with(' ') {
                        out.push(' ');
                    }
                } else if !is_combining_mark(part) {
                    out.push(part);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Folded, letters};

    #[test]
    fn ways_of_writing_one_name_fold_alike() {
        for name in ["MÜLLER", "Müller", "Mu\u{308}ller", "M\u{ad}üller", "Ｍuller"] {
            assert_eq!(letters(name), "muller");
        }
        assert_eq!(letters("WEISS"), letters("Weiß"));
        assert_eq!(letters("Anna \n Weiss"), letters("anna\u{a0}weiss"));
        assert_eq!(letters("O’Neill"), letters("o'neill"));
    }

    #[test]
    fn the_way_back_is_whole_characters_with_their_accents() {
        let source = "a Mu\u{308}lle\u{301}!";
        let folded = Folded::of(source);
        let at = folded.text.find("mulle").unwrap();
        assert_eq!(&source[folded.back(at, at + 5).unwrap()], "Mu\u{308}lle\u{301}");
    }
}
