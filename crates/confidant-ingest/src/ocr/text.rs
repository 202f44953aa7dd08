//! Recognised words become the text of a page, by the same rules as the glyphs of a PDF.
#![allow(clippy::cast_precision_loss, reason = "places on a picture are far from the limits of a float")]

use confidant_text::{PageSize, Rect};
use unicode_segmentation::UnicodeSegmentation;

use super::{straighten::Turn, tesseract::Seen};
use crate::layout::{Composed, Glyph, compose};

/// Letters with an upper part reach so far above the baseline, in parts of the type size.
const ASCENT: f32 = 0.74;
/// Signs that Tesseract is less sure of than this are dirt.
const DIRT: f32 = 40.0;
/// Letters that it is less sure of than this are dirt too.
const GUESS: f32 = 10.0;
/// Dirt is hardly taken for a word of so many letters.
const WORD: usize = 3;

/// The text of the words on the straight picture, which had `width` pixels before it was turned, and their places on the page.
pub(super) fn text(words: &[Seen], turn: &Turn, width: u32, size: PageSize) -> Composed {
    let scale = size.width / width.max(1) as f32;
    let mut glyphs = Vec::new();
    for line in words.chunk_by(|_, next| !next.starts_line) {
        let kept: Vec<&Seen> = line.iter().filter(|word| is_writing(word)).collect();
        let size = type_size(&kept);
        for word in kept {
            glyphs.extend(letters(word, size, scale));
        }
    }
    let mut composed = compose(glyphs);
    for word in &mut composed.words {
        word.rect = on_page(word.rect, turn, scale, size);
    }
    composed
}

/// How sure Tesseract is of what it read, letter by letter.
pub(super) fn confidence(words: &[Seen]) -> f32 {
    let letters = |word: &Seen| word.text.chars().filter(|c| c.is_alphanumeric()).count() as f32;
    let written = || words.iter().filter(|word| is_writing(word));
    let all: f32 = written().map(letters).sum();
    let sum: f32 = written().map(|word| letters(word) * word.confidence).sum();
    if all > 0.0 { sum / all } else { 0.0 }
}

/// Whether words were left out that are longer than what dirt is taken for: a signature, a stamp, a name in small type.
pub(super) fn has_dropped(words: &[Seen]) -> bool {
    let letters = |word: &Seen| word.text.chars().filter(|c| c.is_alphanumeric()).count();
    words.iter().any(|word| has_place(word) && !is_writing(word) && letters(word) >= WORD)
}

fn is_writing(word: &Seen) -> bool {
    let has_letters = word.text.chars().any(char::is_alphanumeric);
    has_place(word) && word.confidence >= if has_letters { GUESS } else { DIRT }
}

fn has_place(word: &Seen) -> bool {
    word.right > word.left && word.bottom > word.top
}

/// The baseline under the middle of a word. Where Tesseract's line is far off, the word's own foot must do.
fn base(word: &Seen) -> f32 {
    let (top, bottom) = (word.top as f32, word.bottom as f32);
    let [x1, y1, x2, y2] = word.baseline.unwrap_or_default().map(|at| at as f32);
    let middle = f32::midpoint(word.left as f32, word.right as f32);
    let at = if (x2 - x1).abs() < 1.0 { y1 } else { y1 + (middle - x1) * (y2 - y1) / (x2 - x1) };
    let height = bottom - top;
    if (bottom - 0.6 * height..bottom + 0.3 * height).contains(&at) { at } else { bottom }
}

/// The type size of a line in pixels, from its tall letters.
fn type_size(words: &[&Seen]) -> f32 {
    let mut heights: Vec<f32> = words.iter().map(|word| base(word) - word.top as f32).collect();
    heights.sort_by(f32::total_cmp);
    heights.get(heights.len() * 4 / 5).or(heights.last()).map_or(1.0, |height| (height / ASCENT).max(1.0))
}

/// The letters of a word side by side as they are printed, each with its share of the width, and the space after it.
fn letters(word: &Seen, size: f32, scale: f32) -> Vec<Glyph> {
    let clusters = printed_order(&word.text);
    let advance = scale * (word.right - word.left) as f32 / clusters.len().max(1) as f32;
    let (y, size) = (scale * base(word), scale * size);
    let mut x = scale * word.left as f32;
    let mut place = |text: &str, advance: f32| {
        let glyph = Glyph { text: text.into(), x, y, along: (1.0, 0.0), advance, size, is_mirrored: false };
        x += advance;
        glyph
    };
    let mut glyphs: Vec<Glyph> = clusters.iter().map(|cluster| place(cluster, advance)).collect();
    glyphs.push(place(" ", 0.01));
    glyphs
}

/// What is seen, from left to right. Tesseract gives a word as it is spoken; in Hebrew and Arabic that is from right to left,
/// but for numbers and Latin letters in it.
fn printed_order(word: &str) -> Vec<&str> {
    let mut clusters: Vec<&str> = word.graphemes(true).collect();
    let is_rtl = |cluster: &&str| {
        cluster.chars().any(|c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'))
    };
    if clusters.iter().any(&is_rtl) {
        clusters.reverse();
        let keeps = |cluster: &str| cluster.chars().all(|c| c.is_numeric() || (c.is_alphabetic() && !is_rtl(&cluster)));
        for run in clusters.chunk_by_mut(|a, b| keeps(a) && keeps(b)) {
            run.reverse();
        }
    }
    clusters
}

/// The upright rectangle on the page around a rectangle of the straight picture; both in points.
fn on_page(rect: Rect, turn: &Turn, scale: f32, size: PageSize) -> Rect {
    let Rect { x, y, width, height } = rect;
    let corners = [(x, y), (x + width, y), (x, y + height), (x + width, y + height)].map(|(x, y)| {
        let (x, y) = turn.back(x / scale, y / scale);
        ((x * scale).clamp(0.0, size.width), (y * scale).clamp(0.0, size.height))
    });
    let low = corners.iter().fold((f32::MAX, f32::MAX), |low, at| (low.0.min(at.0), low.1.min(at.1)));
    let high = corners.iter().fold((f32::MIN, f32::MIN), |high, at| (high.0.max(at.0), high.1.max(at.1)));
    Rect { x: low.0, y: low.1, width: high.0 - low.0, height: high.1 - low.1 }
}

#[cfg(test)]
mod tests {
    use confidant_text::PageSize;

    use super::{confidence, has_dropped, printed_order, text};
    use crate::{
        ocr::{straighten::straight, tesseract::Seen},
        picture::Grey,
    };

    fn seen(text: &str, left: i32, base: i32, starts_line: bool) -> Seen {
        let right = left + 20 * i32::try_from(text.chars().count()).unwrap();
        let baseline = Some([0, base, 2000, base]);
        let (top, bottom) = (base - 30, base);
        Seen { text: text.into(), left, top, right, bottom, confidence: 90.0, baseline, starts_line }
    }

    #[test]
    fn words_become_lines_with_their_places() {
        let words = [
            seen("Invoice", 100, 200, true),
            seen("No.", 260, 200, false),
            seen("4711", 340, 200, false),
            seen("for", 100, 260, true),
            seen("Han-", 180, 260, false),
            seen("nah", 100, 320, true),
            seen("~", 700, 900, true),
        ];
        let mut words = words.to_vec();
        words[6].confidence = 5.0;
        let picture = Grey::new(1000, 1400, vec![255; 1_400_000]).unwrap();
        let (_, turn) = straight(&picture, 0).unwrap();
        let size = PageSize { width: 500.0, height: 700.0 };
        let composed = text(&words, &turn, 1000, size);
        assert_eq!(composed.text, "Invoice No. 4711\nfor Hannah");
        let rect = composed.words[0].rect;
        assert!((rect.x - 50.0).abs() < 1.0 && (rect.width - 70.0).abs() < 1.0, "{rect:?}");
        assert!(rect.y < 86.0 && rect.y + rect.height > 100.0, "{rect:?}");
        assert!((confidence(&words) - 90.0).abs() < 0.1);
    }

    #[test]
    fn places_on_a_turned_page_are_places_on_the_page() {
        let picture = Grey::new(1400, 1000, vec![255; 1_400_000]).unwrap();
        let (_, turn) = straight(&picture, 1).unwrap();
        let size = PageSize { width: 700.0, height: 500.0 };
        let rect = text(&[seen("up", 100, 200, true)], &turn, 1400, size).words[0].rect;
        // Turned clockwise, what is at the top was at the left, and what is at the left was at the bottom.
        assert!(rect.x > 80.0 && rect.x + rect.width < 110.0, "{rect:?}");
        assert!((rect.y + rect.height - 450.0).abs() < 1.0, "{rect:?}");
    }

    #[test]
    fn words_from_right_to_left_are_printed_so() {
        assert_eq!(printed_order("אבג"), ["ג", "ב", "א"]);
        assert_eq!(printed_order("ב12"), ["1", "2", "ב"]);
        assert_eq!(printed_order("abc"), ["a", "b", "c"]);
    }

    #[test]
    fn words_that_were_left_out_are_noticed() {
        let mut words =
            vec![seen("Invoice", 100, 200, true), seen("Weiss", 260, 200, false), seen("a7", 400, 200, false)];
        words[2].confidence = 3.0;
        assert!(!has_dropped(&words), "dirt");
        words[1].confidence = 3.0;
        assert!(has_dropped(&words));
        assert!((confidence(&words) - 90.0).abs() < 0.1);
    }

    #[test]
    fn nothing_is_read_with_no_confidence() {
        assert!(confidence(&[]).abs() < f32::EPSILON);
    }
}
