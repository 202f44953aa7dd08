//! [`Letters`]: fonts whose glyphs are empty, so that text can be searched and copied and nothing is drawn.
//!
//! A Type 3 font brings its own glyphs, so nothing has to be embedded or found on the reader's machine, and every character of
//! Unicode can be in one: each gets a code when it first turns up, and a map says what the code means.

use std::collections::HashMap;

use pdf_writer::{
    Content, Finish, Name, Pdf, Rect, Ref, Str,
    types::{SystemInfo, UnicodeCmap},
};

/// Characters and their codes, 255 in each font.
#[derive(Default)]
pub(super) struct Letters {
    codes: HashMap<char, (usize, u8)>,
    fonts: Vec<Vec<char>>,
}

const CODES: usize = 255;
/// How wide each glyph is, in parts of a thousand of the type size.
pub(super) const ADVANCE: f32 = 500.0;

impl Letters {
    /// How a text is written: runs of codes, each in its font.
    pub fn write(&mut self, text: &str) -> Vec<(usize, Vec<u8>)> {
        let mut runs: Vec<(usize, Vec<u8>)> = Vec::new();
        for c in text.chars() {
            let (font, code) = self.code(c);
            match runs.last_mut() {
                Some((last, codes)) if *last == font => codes.push(code),
                _ => runs.push((font, vec![code])),
            }
        }
        runs
    }

    fn code(&mut self, c: char) -> (usize, u8) {
        if let Some(known) = self.codes.get(&c) {
            return *known;
        }
        if self.fonts.last().is_none_or(|font| font.len() == CODES) {
            self.fonts.push(Vec::new());
        }
        let font = self.fonts.len() - 1;
        let code = self.fonts.last_mut().map_or(0, |chars| {
            chars.push(c);
            chars.len() as u8
        });
        self.codes.insert(c, (font, code));
        (font, code)
    }

    /// The name of a font in the resources of a page.
    pub fn name(font: usize) -> String {
        format!("T{font}")
    }

    /// Writes the fonts, each under the number that `next` gives, and tells these numbers.
    pub fn write_fonts(&self, pdf: &mut Pdf, mut next: impl FnMut() -> Ref) -> Vec<Ref> {
        if self.fonts.is_empty() {
            return Vec::new();
        }
        let empty = next();
        let mut glyph = Content::new();
        glyph.start_shape_glyph(ADVANCE, 0.0, 0.0, 0.0, 0.0);
        pdf.stream(empty, &glyph.finish());
        let mut all = Vec::new();
        for chars in &self.fonts {
            let (id, map) = (next(), next());
            let last = chars.len() as u8;
            let mut font = pdf.type3_font(id);
            font.bbox(Rect::new(0.0, -200.0, ADVANCE, 800.0));
            font.matrix([0.001, 0.0, 0.0, 0.001, 0.0, 0.0]);
            font.char_procs().pair(Name(b"g"), empty);
            font.encoding_custom().differences().consecutive(1, chars.iter().map(|_| Name(b"g")));
            font.first_char(1).last_char(last).widths(chars.iter().map(|_| ADVANCE));
            font.resources().finish();
            font.to_unicode(map);
            font.finish();
            let info = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"UCS"), supplement: 0 };
            let mut cmap = UnicodeCmap::new(Name(b"Letters"), info);
            for (code, c) in (1..=last).zip(chars) {
                cmap.pair(code, *c);
            }
            pdf.cmap(map, &cmap.finish());
            all.push(id);
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::Letters;

    #[test]
    fn every_character_has_one_code() {
        let mut letters = Letters::default();
        assert_eq!(letters.write("abca"), [(0, vec![1, 2, 3, 1])]);
        let many: String = ('\u{4e00}'..'\u{4f80}').collect();
        let runs = letters.write(&many);
        assert_eq!((runs.len(), letters.fonts.len()), (2, 2));
        assert_eq!(runs.iter().map(|(_, codes)| codes.len()).sum::<usize>(), many.chars().count());
        assert!(runs.iter().all(|(_, codes)| !codes.contains(&0)));
        assert_eq!(letters.write("ab"), [(0, vec![1, 2])]);
    }
}
