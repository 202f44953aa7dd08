//! [`Content`]: what a reader of any format but PDF hands back, and how a file inside a file is added to it.

use confidant_text::{PageSource, Warning, WarningCode};
use unicode_normalization::UnicodeNormalization;

use crate::wire::{Failure, MAX_PAGES, MAX_TEXT, WirePage};

/// Everything that was read from one file.
#[derive(Default)]
pub(crate) struct Content {
    pub pages: Vec<WirePage>,
    pub metadata: Vec<(String, String)>,
    pub warnings: Vec<Warning>,
}

impl Content {
    /// Adds a page without places. Its text is [`clean`]ed; a blank one says that there is no text on it.
    pub fn page(&mut self, text: &str) -> Result<(), Failure> {
        let text = clean(text.trim_matches('\n'));
        let number = self.next_number()?;
        let is_blank = text.trim().is_empty();
        self.pages.push(WirePage {
            text: if is_blank { String::new() } else { text },
            source: if is_blank { PageSource::None } else { PageSource::Text },
            size: None,
            words: Vec::new(),
            warnings: is_blank
                .then_some(Warning { code: WarningCode::NoText, page: Some(number) })
                .into_iter()
                .collect(),
        });
        Ok(())
    }

    /// Adds the pages of a file that lies inside this one, the first under a line with its name. Its metadata is text of
    /// that first page too, because it is masked and shown nowhere else.
    pub fn attach(&mut self, name: &str, inner: Content) -> Result<(), Failure> {
        let Content { pages, metadata, warnings } = inner;
        let mut label = format!("[Attachment: {}]", one_line(name));
        for (name, value) in metadata {
            label.push('\n');
            label.push_str(&one_line(&name));
            label.push_str(": ");
            label.push_str(&one_line(&value));
        }
        if pages.is_empty() {
            self.page(&label)?;
        }
        for (index, mut page) in pages.into_iter().enumerate() {
            let number = self.next_number()?;
            for warning in &mut page.warnings {
                warning.page = Some(number);
            }
            if index == 0 {
                let head: String = format!("{label}\n\n").nfc().collect();
                let by = head.len();
                for word in &mut page.words {
                    word.span.start = word.span.start.checked_add(by).ok_or(Failure::TooLarge)?;
                    word.span.end = word.span.end.checked_add(by).ok_or(Failure::TooLarge)?;
                }
                page.text = format!("{head}{}", page.text);
                if page.source == PageSource::None {
                    page.source = PageSource::Text;
                }
            }
            self.pages.push(page);
        }
        for warning in &warnings {
            self.warn(warning.code);
        }
        // Each file alone may be as large as a text can be; all of them together may be no larger.
        let bytes: usize = self.pages.iter().map(|page| page.text.len()).sum();
        if bytes > MAX_TEXT { Err(Failure::TooLarge) } else { Ok(()) }
    }

    /// Adds a name and a value of the document's properties, unless there is no value. A second value for a name is added
    /// to the first: the document keeps one for each.
    pub fn property(&mut self, name: &str, value: &str) {
        let value = parted(value);
        let (name, value) = (one_line(name), value.trim());
        if name.is_empty() || value.is_empty() {
            return;
        }
        match self.metadata.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) if known == value => {}
            Some((_, known)) => {
                known.push('\n');
                known.push_str(value);
            }
            None => self.metadata.push((name, value.to_owned())),
        }
    }

    /// Says something about the whole file, once.
    pub fn warn(&mut self, code: WarningCode) {
        let warning = Warning { code, page: None };
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }

    fn next_number(&self) -> Result<u32, Failure> {
        if self.pages.len() >= MAX_PAGES {
            return Err(Failure::TooLarge);
        }
        u32::try_from(self.pages.len() + 1).map_err(|_| Failure::TooLarge)
    }
}

/// Text whose words stay apart whatever stood between them: every line end is `\n`, every other control character a space.
/// Composed (NFC).
pub(crate) fn parted(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let spaced = text.chars().filter(|c| *c != '\0').map(|c| match c {
        '\r' => '\n',
        c if c.is_control() && c != '\n' => ' ',
        c => c,
    });
    spaced.nfc().collect()
}

/// Text as a page holds it: composed (NFC), without a character that steers a printer or a terminal. One inside a name would
/// hide it from whoever looks for names. Those that begin a line or a page do that.
pub(crate) fn clean(text: &str) -> String {
    let ends_line = |c| matches!(c, '\u{b}' | '\u{c}' | '\r' | '\u{85}');
    let lines = text.chars().map(|c| if ends_line(c) { '\n' } else { c });
    lines.filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).nfc().collect()
}

/// A name as one line: what a file calls itself must not look like the lines around it.
fn one_line(name: &str) -> String {
    let spaced: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).nfc().collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use confidant_text::{PageSource, Rect, Span, Warning, WarningCode, WordBox};

    use super::{Content, clean};

    #[test]
    fn an_attachment_follows_with_its_name_and_properties_and_keeps_its_places() {
        let mut inner = Content::default();
        inner.page("Grüße an Hannah").unwrap();
        inner.page("").unwrap();
        let rect = Rect { x: 0.0, y: 0.0, width: 1.0, height: 1.0 };
        inner.pages[0].words.push(WordBox { span: Span { start: 11, end: 17 }, rect });
        inner.property("author", "Hannah Weiß");
        let mut outer = Content::default();
        outer.page("a letter").unwrap();
        outer.attach("note\n[Header].txt", inner).unwrap();

        let texts: Vec<_> = outer.pages.iter().map(|page| page.text.as_str()).collect();
        assert_eq!(texts, ["a letter", "[Attachment: note [Header].txt]\nauthor: Hannah Weiß\n\nGrüße an Hannah", ""]);
        assert_eq!(outer.pages[1].words[0].span.of(texts[1]), Some("Hannah"));
        assert_eq!(outer.pages[2].source, PageSource::None);
        assert_eq!(outer.pages[2].warnings, [Warning { code: WarningCode::NoText, page: Some(3) }]);
    }

    #[test]
    fn no_control_character_tears_a_name_apart() {
        assert_eq!(clean("Han\u{1}nah\u{1b}\ta\u{85}b\u{b}c"), "Hannah\ta\nb\nc");
        assert_eq!(clean("Mu\u{7f}\u{308}ller"), "Müller", "composed when what stood between is gone");
    }

    #[test]
    fn a_property_is_kept_once_and_with_all_its_values() {
        let mut content = Content::default();
        for value in ["a", "a", "b", " "] {
            content.property("author", value);
        }
        assert_eq!(content.metadata, [("author".to_owned(), "a\nb".to_owned())]);
        content.property("company", "Hannah Weiß\tBonn\r\nBerlin\rKöln");
        assert_eq!(content.metadata[1].1, "Hannah Weiß Bonn\nBerlin\nKöln", "words stay apart");
    }
}
