//! Pages as sentences: where each one stands, and how it reads when the page's line breaks are taken out.
//!
//! Unicode sentence boundaries (UAX #29) inside of blocks; blocks end at blank lines, list items, headings and short lines.

use confidant_text::{Page, Span};
use unicode_segmentation::UnicodeSegmentation;

/// A sentence of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SourceSentence {
    /// Which of the documents, from 0.
    pub(crate) document: usize,
    /// The number of its page.
    pub(crate) page: u32,
    /// Where it stands in the page's text.
    pub(crate) span: Span,
    /// The same on one line.
    pub(crate) text: String,
}

impl SourceSentence {
    pub(crate) fn words(&self) -> usize {
        self.text.unicode_words().count()
    }

    /// What it says, without the number or letter of its clause: `2.1`, `(b)`, `§ 4`. A label is no figure of the text.
    pub(crate) fn statement(&self) -> &str {
        let text = self.text.trim_start_matches(['§', '•', '-', '–', '*']).trim_start();
        let Some((label, rest)) = text.split_once(' ') else { return &self.text };
        let inner = label.trim_start_matches('(').trim_end_matches([')', '.', ':']);
        let numbered =
            inner.contains(|c: char| c.is_ascii_digit()) && inner.chars().all(|c| c.is_ascii_digit() || c == '.');
        let lettered = label.ends_with(')') && inner.chars().count() == 1;
        // "12 people came" begins with a figure, not with a label.
        let marked = numbered && (inner.contains('.') || label.len() > inner.len() || self.text.starts_with('§'));
        if (marked || lettered) && !rest.trim().is_empty() { rest.trim_start() } else { &self.text }
    }

    /// Whether it is a title over what follows, and not a sentence.
    pub(crate) fn is_heading(&self) -> bool {
        const WORDS: usize = 8;
        let statement = self.statement();
        !self.is_finished() && statement.unicode_words().count() <= WORDS && !statement.contains(char::is_numeric)
    }

    /// Whether it ends as sentences do.
    pub(crate) fn is_finished(&self) -> bool {
        self.text.trim_end_matches(CLOSERS).ends_with(TERMINATORS)
    }
}

/// What ends a sentence.
pub(crate) const TERMINATORS: [char; 9] = ['.', '!', '?', '…', '。', '！', '？', '؟', '।'];
const CLOSERS: [char; 8] = ['"', '”', '»', '’', '\'', ')', ']', '“'];

/// A unit without any sentence end is cut at its lines when it is longer than this.
const LONGEST: usize = 1_200;

/// Words that end in a full stop inside of a sentence, in lower case.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "st", "no", "nos", "art", "arts", "sec", "para", "paras", "fig", "vs", "v", "cf",
    "inc", "ltd", "co", "corp", "jr", "sr", "e.g", "i.e", "etc", "al", "op", "cit", "vol", "pp", "p", "approx", "dept",
    "est", "gen", "gov", "hon", "rev", "sgt", "capt", "col", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
    "sept", "oct", "nov", "dec", "nr", "bzw", "ca", "z.b", "d.h", "u.a", "abs", "str", "vgl", "usw", "inkl", "ggf",
    "evtl", "hr", "fr", "bspw", "mme", "mlle", "m", "sra", "núm", "pág", "av", "ex", "ing", "dipl", "mag", "tel",
    "ref", "encl",
];

/// The sentences of a page, in order.
pub(crate) fn of_page(document: usize, page: &Page) -> Vec<SourceSentence> {
    let text = page.text.expose("to find its sentences");
    split(text)
        .into_iter()
        .filter_map(|span| {
            let one_line = tidy(span.of(text)?);
            Some(SourceSentence { document, page: page.number, span, text: one_line })
        })
        .filter(|sentence| !sentence.text.is_empty())
        .collect()
}

/// Where the sentences stand: in order, disjoint, without surrounding white space. Nothing but white space lies between them.
pub(crate) fn split(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    for block in blocks(text) {
        let Some(inside) = block.of(text) else { continue };
        // Line breaks become spaces of the same length, so that offsets stay.
        let joined: String = inside.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }).collect();
        let mut start: Option<usize> = None;
        for (at, piece) in joined.split_sentence_bound_indices() {
            let from = *start.get_or_insert(at);
            let end = at + piece.len();
            let so_far = joined.get(from..end).unwrap_or_default();
            if end < joined.len() && goes_on(so_far) {
                continue;
            }
            push_trimmed(text, Span::new(block.start + from, block.start + end), &mut spans);
            start = None;
        }
    }
    spans
}

/// A text on one line: white space becomes single spaces, a list's mark is dropped.
pub(crate) fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !tidy.is_empty() {
            tidy.push(' ');
        }
        tidy.push_str(word);
    }
    let unmarked = tidy.trim_start_matches(|c: char| is_bullet(c) || c == '#' || c == ' ').len();
    tidy.split_off(tidy.len() - unmarked)
}

fn push_trimmed(text: &str, span: Span, spans: &mut Vec<Span>) {
    let Some(piece) = span.of(text) else { return };
    let start = span.start + (piece.len() - piece.trim_start().len());
    let end = start + piece.trim().len();
    let span = Span::new(start, end);
    if span.is_empty() {
        return;
    }
    if span.len() <= LONGEST {
        spans.push(span);
        return;
    }
    // A table or an index: its lines are what a reader would point at.
    let mut at = start;
    for line in span.of(text).unwrap_or_default().split_inclusive('\n') {
        let lead = line.len() - line.trim_start().len();
        let body = line.trim().len();
        if body > 0 {
            spans.push(Span::new(at + lead, at + lead + body));
        }
        at += line.len();
    }
}

/// Whether a piece that UAX #29 ends here goes on: an abbreviation, an initial, the number of a clause.
fn goes_on(piece: &str) -> bool {
    let Some(before) = piece.trim_end().strip_suffix('.') else { return false };
    let last = before.rsplit([' ', '(', '[', '"', '“', '\u{a0}']).next().unwrap_or(before);
    let mut characters = last.chars();
    let initial = characters.next().is_some_and(char::is_uppercase) && characters.next().is_none();
    let number = before.trim() == last && last.chars().all(|c| c.is_ascii_digit() || c == '.') && !last.is_empty();
    initial || number || ABBREVIATIONS.contains(&last.to_lowercase().as_str())
}

/// Paragraphs, list items, headings.
fn blocks(text: &str) -> Vec<Span> {
    let width = text.lines().map(|line| line.trim().chars().count()).max().unwrap_or_default();
    let mut blocks = Vec::new();
    let (mut at, mut open): (usize, Option<Span>) = (0, None);
    let mut before = "";
    for raw in text.split_inclusive('\n') {
        let line = raw.trim();
        if line.is_empty() {
            blocks.extend(open.take());
        } else {
            if open.is_some() && starts_block(before, line, width) {
                blocks.extend(open.take());
            }
            open = Some(Span::new(open.map_or(at, |block| block.start), at + raw.len()));
            before = line;
        }
        at += raw.len();
    }
    blocks.extend(open);
    blocks
}

fn starts_block(before: &str, line: &str, width: usize) -> bool {
    let heading = before.starts_with('#') || line.starts_with('#');
    let row = before.starts_with('|') || line.starts_with('|');
    let short = before.chars().count() * 10 < width * 6 && !before.ends_with([',', ';', '-', '–', '(']);
    heading
        || row
        || is_item(line)
        || is_field(line)
        || (short && line.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric()))
}

/// `- …`, `• …`, `(a) …`, `1. …`, `2.3 …`
fn is_item(line: &str) -> bool {
    let Some((mark, _)) = line.split_once(char::is_whitespace) else { return false };
    let inner = mark.trim_start_matches('(').trim_end_matches([')', '.']);
    let marked = inner.len() < mark.len();
    let number = inner.chars().all(|c| c.is_ascii_digit() || c == '.') && inner.chars().any(|c| c.is_ascii_digit());
    let letter = inner.chars().count() == 1 && inner.chars().all(char::is_alphabetic);
    mark.chars().all(is_bullet) || (marked && (number || letter) && inner.len() <= 6) || (number && inner.contains('.'))
}

/// `Date of birth: …`
fn is_field(line: &str) -> bool {
    line.split_once(": ").is_some_and(|(name, _)| {
        name.split_whitespace().count() <= 4 && name.starts_with(char::is_uppercase) && !name.contains(['.', ',', ';'])
    })
}

fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '‣' | '▪' | '◦' | '·' | '*' | '-' | '–' | '—' | '●' | '■' | '□' | '\u{f0b7}')
}

#[cfg(test)]
mod tests {
    use confidant_text::Span;
    use proptest::prelude::*;

    use super::{SourceSentence, split, tidy};

    fn sentences(text: &str) -> Vec<String> {
        split(text).into_iter().map(|span| tidy(span.of(text).unwrap())).collect()
    }

    #[test]
    fn lines_of_a_paragraph_are_joined() {
        let page =
            "The lease begins on 1 May and runs for\nthree years. The tenant, Mr. A. Hale, pays\nthe rent in advance.";
        assert_eq!(
            sentences(page),
            [
                "The lease begins on 1 May and runs for three years.",
                "The tenant, Mr. A. Hale, pays the rent in advance."
            ]
        );
    }

    #[test]
    fn the_label_of_a_clause_is_not_part_of_what_it_says() {
        let of =
            |text: &str| SourceSentence { document: 0, page: 1, span: Span::new(0, text.len()), text: text.into() };
        for (text, says) in [
            ("2.1 The lease begins on 1 June.", "The lease begins on 1 June."),
            ("13. End of the lease", "End of the lease"),
            ("(b) The tenant pays.", "The tenant pays."),
            ("§ 4 Deposit", "Deposit"),
            ("12 people came.", "12 people came."),
            ("A deposit is paid.", "A deposit is paid."),
            ("1,450.00 euros are due.", "1,450.00 euros are due."),
        ] {
            assert_eq!(of(text).statement(), says);
        }
        assert!(of("13. End of the lease").is_heading() && !of("13.1 The lease ends.").is_heading());
        assert!(!of("Total 1,450.00").is_heading(), "a row of a table");
    }

    #[test]
    fn headings_and_items_stand_alone() {
        let page = "Terms of the lease\nThe tenant pays the rent on the first day of every month:\n- in cash\n- by transfer\n\
                    (a) without delay\n2. Notice\nEither party may end it.";
        assert_eq!(
            sentences(page),
            [
                "Terms of the lease",
                "The tenant pays the rent on the first day of every month:",
                "in cash",
                "by transfer",
                "(a) without delay",
                "2. Notice",
                "Either party may end it."
            ]
        );
    }

    #[test]
    fn abbreviations_do_not_end_a_sentence() {
        assert_eq!(sentences("See Art. 6 of the Act, e.g. No. 4. It applies.").len(), 2);
        assert_eq!(sentences("Die Frist beträgt ca. 14 Tage, vgl. Abs. 2. Danach endet sie.").len(), 2);
    }

    #[test]
    fn other_scripts_have_sentences_too() {
        assert_eq!(sentences("租期为三年。租金每月支付。").len(), 2);
        assert_eq!(sentences("Договор заключён. Срок три года.").len(), 2);
    }

    proptest! {
        #[test]
        fn spans_are_ordered_disjoint_and_lose_only_white_space(text in "(\\PC|[ .\\n\\t-]){0,200}") {
            let spans = split(&text);
            let mut rest = Vec::new();
            let mut at = 0;
            for span in &spans {
                prop_assert!(span.start >= at && !span.is_empty());
                rest.push(Span::new(at, span.start));
                at = span.end;
            }
            rest.push(Span::new(at, text.len()));
            for gap in rest {
                prop_assert!(gap.of(&text).expect("on character boundaries").trim().is_empty(), "only white space is lost");
            }
        }
    }
}
