//! [`Plan`]: what of a page may be shown, and what has to be covered.

use confidant_privacy::{MaskedText, Origin};
use confidant_text::{Page, Rect, Span};

use super::picture::Canvas;
use crate::ExportError;

/// What of a page may be shown, and what has to be covered.
pub(super) struct Plan {
    /// Words that were read and are not masked.
    pub words: Vec<Shown>,
    /// Where something is masked, one for each line that it stands on.
    pub boxes: Vec<Covered>,
    /// Whether everything that is masked has a known place.
    pub is_placed: bool,
}

/// A word that is shown. It was taken from masked text.
pub(super) struct Shown {
    /// Where in the page's text it begins.
    pub at: usize,
    pub rect: Rect,
    pub text: String,
}

/// A place that is covered.
pub(super) struct Covered {
    /// Where in the page's text what it covers begins.
    pub at: usize,
    pub rect: Rect,
    /// What stands for the value, once for each value; nothing for what could not be read.
    pub label: Option<String>,
}

/// A stretch of the page's text that is masked.
struct Hidden<'a> {
    span: Span,
    label: &'a str,
}

impl Plan {
    /// Lays the masked text beside the words of its page. An error when they do not belong together.
    ///
    /// With `strict`, everything that is masked up to the last printed word needs a place. Without it, a line of which no word has a place may stay
    /// without: it was not printed (a comment, a hidden field), and what has no place is not copied.
    pub fn of(page: &Page, masked: &MaskedText, strict: bool) -> Result<Self, ExportError> {
        let raw = page.text.expose("to lay the masked text beside it");
        let (hidden, clear) = stretches(masked, raw).ok_or(ExportError::OtherText)?;
        let mut placed = vec![false; raw.len()];
        let mut words: Vec<(Span, Rect)> = page.words.iter().map(|word| (word.span, word.rect)).collect();
        words.sort_by_key(|(span, _)| (span.start, span.end));
        let (mut shown, mut covers) = (Vec::new(), Covers::new(&hidden));
        for (span, rect) in words.into_iter().filter(|(span, rect)| is_sound(*rect) && is_tall(*span, raw, *rect)) {
            placed.get_mut(span.range()).ok_or(ExportError::OtherText)?.fill(true);
            match clear_text(&clear, span).filter(|text| !text.contains(char::REPLACEMENT_CHARACTER)) {
                Some(text) => shown.push(Shown { at: span.start, rect, text: text.to_owned() }),
                None => covers.add(span, rect),
            }
        }
        // In labelled blocks behind the last printed word stands what is not on the paper: comments, names of attachments, links.
        let last = placed.iter().rposition(|placed| *placed).map_or(raw.len(), |last| last + 1);
        let printed = if raw.get(last..).is_some_and(|rest| rest.starts_with("\n\n[")) { last } else { raw.len() };
        let is_placed =
            hidden.iter().all(|hidden| hidden.span.start >= printed || has_place(hidden.span, raw, &placed, strict));
        Ok(Self { words: shown, boxes: covers.boxes, is_placed })
    }

    /// Whether there is something drawn where the words are said to be. Some words are invisible on purpose; when most are,
    /// the picture and the words do not belong together.
    pub fn stands_in(&self, canvas: &Canvas) -> bool {
        const ENOUGH: usize = 5;
        let drawn = self.words.iter().filter(|word| canvas.has_ink(word.rect)).count();
        self.words.len() < ENOUGH || 3 * drawn >= self.words.len()
    }
}

/// Boxes under way.
struct Covers<'a> {
    hidden: &'a [Hidden<'a>],
    boxes: Vec<Covered>,
    /// The stretch that the last box covers.
    last: Option<usize>,
    /// How many stretches have their label: they come in their order.
    labelled: usize,
}

impl<'a> Covers<'a> {
    fn new(hidden: &'a [Hidden<'a>]) -> Self {
        Self { hidden, boxes: Vec::new(), last: None, labelled: 0 }
    }

    /// Covers a word that is masked, in part or whole, or that could not be read.
    fn add(&mut self, span: Span, rect: Rect) {
        let first = self.hidden.partition_point(|hidden| hidden.span.end <= span.start);
        let under = self.hidden.iter().skip(first).take_while(|hidden| hidden.span.overlaps(span)).count();
        let joins = under > 0 && self.last == Some(first);
        match self.boxes.last_mut().filter(|before| joins && is_beside(before.rect, rect)) {
            Some(before) => before.rect = around(before.rect, rect),
            None => self.boxes.push(Covered { at: span.start, rect, label: None }),
        }
        let behind = first + under;
        self.last = if under > 0 { Some(behind - 1) } else { None };
        let new: Vec<&str> = self
            .hidden
            .get(first.max(self.labelled)..behind)
            .unwrap_or_default()
            .iter()
            .map(|hidden| hidden.label)
            .collect();
        self.labelled = self.labelled.max(behind);
        if let Some(covered) = self.boxes.last_mut().filter(|_| !new.is_empty()) {
            let before = covered.label.take();
            covered.label = Some(before.iter().map(String::as_str).chain(new).collect::<Vec<_>>().join(" "));
        }
    }
}

/// What is masked, and the masked text's own words with where they begin in the source; nothing when it is not as long as the source.
type Stretches<'a> = (Vec<Hidden<'a>>, Vec<(usize, &'a str)>);

fn stretches<'a>(masked: &'a MaskedText, raw: &str) -> Option<Stretches<'a>> {
    let (mut hidden, mut clear, mut at) = (Vec::new(), Vec::new(), 0);
    for piece in masked.pieces().filter(|piece| piece.was > 0) {
        let span = Span::new(at, at + piece.was);
        match piece.what {
            Origin::Words if span.of(raw) == Some(piece.text) => clear.push((at, piece.text)),
            Origin::Words => return None,
            _ => hidden.push(Hidden { span, label: piece.text }),
        }
        at = span.end;
    }
    (at == raw.len()).then_some((hidden, clear))
}

/// A word as the masked text has it.
fn clear_text<'a>(clear: &[(usize, &'a str)], span: Span) -> Option<&'a str> {
    let at = clear.partition_point(|(start, _)| *start <= span.start).checked_sub(1)?;
    let (start, text) = *clear.get(at)?;
    text.get(span.start - start..span.end.checked_sub(start)?)
}

/// Whether every letter of `span` has a place, or may do without.
fn has_place(span: Span, raw: &str, placed: &[bool], strict: bool) -> bool {
    let has = |at: usize| placed.get(at).copied().unwrap_or(false);
    let Some(value) = span.of(raw) else { return false };
    let whole = value.char_indices().all(|(at, c)| c.is_whitespace() || has(span.start + at));
    let line_is_nowhere = || {
        let start = raw.get(..span.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let end = raw.get(span.end..).and_then(|behind| behind.find('\n')).map_or(raw.len(), |at| span.end + at);
        !(start..end).any(has)
    };
    whole || (!strict && line_is_nowhere())
}

fn is_sound(rect: Rect) -> bool {
    [rect.x, rect.y, rect.width, rect.height].iter().all(|side| side.is_finite())
        && rect.width >= 0.0
        && rect.height > 0.0
}

/// Whether a word's place is as tall as its letters can be. Fonts that draw by themselves may say any size: a box as low as a line
/// would leave the letters to be read above it, so such a word has no place.
fn is_tall(span: Span, raw: &str, rect: Rect) -> bool {
    let letters = span.of(raw).map_or(1, |word| word.chars().count().max(1));
    #[allow(clippy::cast_precision_loss, reason = "a word has few letters")]
    let width = rect.width / letters as f32;
    rect.height >= 0.25 * width
}

/// Whether the second word stands behind the first on one line.
fn is_beside(one: Rect, other: Rect) -> bool {
    let height = one.height.min(other.height);
    let same_line = (one.y - other.y).abs() < 0.5 * height && (one.height - other.height).abs() < 0.5 * height;
    let gap = (other.x - (one.x + one.width)).max(one.x - (other.x + other.width));
    same_line && gap < 1.5 * height
}

fn around(one: Rect, other: Rect) -> Rect {
    let (x, y) = (one.x.min(other.x), one.y.min(other.y));
    let right = (one.x + one.width).max(other.x + other.width);
    let bottom = (one.y + one.height).max(other.y + other.height);
    Rect { x, y, width: right - x, height: bottom - y }
}

#[cfg(test)]
mod tests {
    use confidant_privacy::{MaskedText, Policy, Recognisers, Vault, mask};
    use confidant_text::{Page, PageSource, RawText, Rect, Span, WordBox};

    use super::Plan;
    use crate::ExportError;

    fn masked(text: &str) -> MaskedText {
        let text = RawText::new(text);
        let findings = Recognisers::builtin().unwrap().scan(&[&text], &Policy::default()).unwrap().remove(0);
        mask(&text, &findings, &mut Vault::new(), &Policy::default()).unwrap()
    }

    /// A page whose words stand 10 points high, 5 points for each byte; those that begin with `-` stand nowhere.
    fn page(text: &str) -> Page {
        let (mut words, mut y, mut start) = (Vec::new(), 0.0, 0);
        for line in text.split_inclusive('\n') {
            let mut at = start;
            for word in line.split_inclusive([' ', '\n']) {
                let span = Span::new(at, at + word.trim_end().len());
                let rect = Rect { x: 5.0 * (at - start) as f32, y, width: 5.0 * span.len() as f32, height: 10.0 };
                if !span.is_empty() && !word.starts_with('-') {
                    words.push(WordBox { span, rect });
                }
                at += word.len();
            }
            start += line.len();
            y += 12.0;
        }
        Page { number: 1, text: RawText::new(text), source: PageSource::Text, size: None, words }
    }

    fn plan(text: &str, strict: bool) -> Plan {
        Plan::of(&page(text), &masked(text), strict).unwrap()
    }

    #[test]
    fn values_are_covered_line_by_line_and_words_are_shown() {
        let plan = plan("Mr Otto\nBauer met anna@example.org, and left", true);
        let shown: Vec<&str> = plan.words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(shown, ["met", "and", "left"]);
        let boxes: Vec<_> = plan.boxes.iter().map(|covered| (covered.rect.y, covered.label.as_deref())).collect();
        assert_eq!(boxes, [(0.0, Some("[PERSON_1]")), (12.0, None), (12.0, Some("[EMAIL_2]"))]);
        assert!(plan.is_placed);
    }

    #[test]
    fn a_place_as_low_as_a_line_covers_nothing() {
        let text = "Ms Weissmann pays";
        let mut low = page(text);
        low.words.iter_mut().for_each(|word| word.rect.height = 0.12);
        assert!(plan(text, true).is_placed);
        assert!(!Plan::of(&low, &masked(text), true).unwrap().is_placed);
    }

    #[test]
    fn what_has_no_place_is_told() {
        assert!(plan("write to anna@example.org now", true).is_placed);
        let half = "see https://example.org/ -DE89 3704 0044 0532 0130 00 now";
        assert!(!plan(half, true).is_placed && !plan(half, false).is_placed, "a part of it stands nowhere");
        let comment = "printed words\n-hidden@example.org";
        assert!(!plan(comment, true).is_placed);
        assert!(plan(comment, false).is_placed, "the whole line was not printed");
    }

    #[test]
    fn unreadable_words_are_covered() {
        let plan = plan("clear un\u{fffd}ear", true);
        assert_eq!((plan.words.len(), plan.boxes.len()), (1, 1));
        assert!(plan.boxes[0].label.is_none());
    }

    #[test]
    fn another_text_is_refused() {
        let other = masked("Mail otto@example.org");
        assert_eq!(Plan::of(&page("Mail anna@example.de"), &other, true).err(), Some(ExportError::OtherText));
        let short = masked("Male");
        assert_eq!(Plan::of(&page("Mail"), &short, true).err(), Some(ExportError::OtherText));
    }
}
