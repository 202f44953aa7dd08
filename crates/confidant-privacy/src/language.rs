//! [`not_covered`]: whether a text is in a language in which names in prose are not found reliably. Identifiers, contacts and dates
//! are found in every language; names need a reader that knows the language.

use std::collections::BTreeMap;

use confidant_text::RawText;
use whatlang::{Detector, Lang};

/// A language, by what people call it in English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Language(Lang);

impl std::fmt::Display for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.eng_name())
    }
}

/// The languages in which the tagger was measured and found good enough (`docs/benchmarks.md`).
const COVERED: [Lang; 1] = [Lang::Eng];

/// A text is looked at in parts of so many bytes, so that a letter in another language between others is seen.
const PART: usize = 1200;
/// So many bytes of letters in one language are a text and not a title or an address.
const ENOUGH: usize = 160;

/// The language in which most of these texts is written that are not covered; nothing when there is too little of them to tell.
pub fn not_covered(texts: &[&RawText]) -> Option<Language> {
    let mut sizes: BTreeMap<usize, (Lang, usize)> = BTreeMap::new();
    for part in texts.iter().flat_map(|text| parts(text.expose("to tell in which language it is"))) {
        let Some(lang) = stranger(part) else { continue };
        let size: usize = part.chars().filter(|c| c.is_alphabetic()).map(char::len_utf8).sum();
        sizes.entry(lang as usize).or_insert((lang, 0)).1 += size;
    }
    let (lang, most) = sizes.into_values().max_by_key(|(_, size)| *size)?;
    (most >= ENOUGH).then_some(Language(lang))
}

/// The language of a part that is none of those that are covered. Whether it is Danish or Norwegian may stay open; that it is not
/// English has to be plain.
fn stranger(part: &str) -> Option<Lang> {
    let lang = Detector::new().detect_lang(part).filter(|lang| !COVERED.contains(lang))?;
    let or_covered = Detector::with_allowlist(COVERED.into_iter().chain([lang]).collect());
    or_covered.detect(part).filter(|told| told.lang() == lang && told.is_reliable()).map(|told| told.lang())
}

/// The text in pieces that end where a line or a word does.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let most = rest.get(..rest.floor_char_boundary(PART))?;
        let end = match most.rfind('\n').or_else(|| most.rfind(' ')) {
            Some(end) if most.len() < rest.len() && end > 0 => end,
            _ => most.len(),
        };
        let (part, behind) = rest.split_at_checked(end)?;
        rest = behind;
        (!part.is_empty()).then_some(part)
    })
}

#[cfg(test)]
mod tests {
    use super::{not_covered, parts};
    use confidant_text::RawText;

    const DANISH: &str = "Kære alle, mødet om den nye aftale bliver flyttet til torsdag i næste uge, fordi flere af os er på \
        ferie. Tag gerne jeres noter med, og giv besked, hvis I ikke kan komme den dag. Vi spiser frokost sammen bagefter, og \
        de nye kolleger fra kontoret i byen er også med.";
    const ENGLISH: &str = "Dear all, the meeting about the new agreement moves to Thursday next week because several of us are \
        on holiday. Please bring your notes and tell us if you cannot come that day. We will have lunch together afterwards.";

    fn told(texts: &[&str]) -> Option<String> {
        let texts: Vec<RawText> = texts.iter().map(|text| RawText::new(*text)).collect();
        not_covered(&texts.iter().collect::<Vec<_>>()).map(|language| language.to_string())
    }

    #[test]
    fn a_letter_in_another_language_is_told_among_others() {
        assert_eq!(told(&[ENGLISH]), None);
        assert_eq!(told(&[DANISH]).as_deref(), Some("Danish"));
        let both = format!("{}\n{DANISH}\n{}", ENGLISH.repeat(8), ENGLISH.repeat(8));
        assert_eq!(told(&[&both]).as_deref(), Some("Danish"));
        assert_eq!(
            told(&["会议改到下周四，请大家带上笔记，不能来的请提前告诉我们。".repeat(8).as_str()]).as_deref(),
            Some("Mandarin")
        );
    }

    #[test]
    fn a_title_or_a_table_is_no_language() {
        assert_eq!(told(&["Rødgrød med fløde", "4711; 12,50; A-17", ""]), None);
    }

    #[test]
    fn parts_are_the_whole_text() {
        let text = format!("{DANISH}\n").repeat(30);
        assert_eq!(parts(&text).collect::<String>(), text);
        let long = "é".repeat(5000);
        assert_eq!(parts(&long).collect::<String>(), long);
    }
}
