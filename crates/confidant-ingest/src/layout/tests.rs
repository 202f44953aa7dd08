//! What holds for any glyphs at all.

use confidant_text::Span;
use proptest::prelude::*;

use super::{Glyph, compose};

fn any_glyph() -> impl Strategy<Value = Glyph> {
    let text = prop_oneof![
        4 => "[a-zäöüß-]",
        1 => "[\\PC ]{1,5}",
        1 => Just(" ".to_owned()),
        1 => Just("\u{ad}".to_owned()),
        1 => Just("\u{a8}".to_owned()),
        1 => "[א-ת]",
    ];
    let is_mirrored = prop::bool::weighted(0.1);
    let angle = prop_oneof![3 => Just(0.0_f32), 1 => 0.0..6.3_f32];
    (text, 0.0..200.0_f32, 0.0..60.0_f32, angle, 0.0..12.0_f32, 0.5..14.0_f32, is_mirrored).prop_map(
        |(text, x, y, angle, advance, size, is_mirrored)| Glyph {
            text: text.into(),
            x,
            y,
            along: (angle.cos(), angle.sin()),
            advance,
            size,
            is_mirrored,
        },
    )
}

proptest! {
    #[test]
    fn spans_lie_in_the_text_in_order_and_cover_every_word(glyphs in prop::collection::vec(any_glyph(), 0..120)) {
        let composed = compose(glyphs);
        let mut end = 0;
        for word in &composed.words {
            prop_assert!(word.span.start >= end && word.span.start < word.span.end);
            let between = Span::new(end, word.span.start).of(&composed.text).expect("on a character boundary");
            prop_assert!(between.chars().all(|c| matches!(c, ' ' | '\t' | '\n')), "text without a box");
            prop_assert!(word.span.of(&composed.text).is_some(), "not on a character boundary");
            prop_assert!(word.rect.width >= 0.0 && word.rect.height > 0.0);
            end = word.span.end;
        }
        prop_assert_eq!(composed.text.len(), end, "text after the last box");
    }

    #[test]
    fn no_letter_is_lost(letters in "[a-z]{1,40}", columns in 1..12_usize) {
        let glyphs = letters.chars().enumerate().map(|(at, c)| Glyph {
            text: c.into(),
            x: 20.0 * (at % columns) as f32,
            y: 20.0 * (at / columns) as f32,
            along: (1.0, 0.0),
            advance: 5.0,
            size: 10.0,
            is_mirrored: false,
        });
        let mut kept: Vec<char> = compose(glyphs.collect()).text.chars().filter(|c| !c.is_whitespace()).collect();
        let mut all: Vec<char> = letters.chars().collect();
        kept.sort_unstable();
        all.sort_unstable();
        prop_assert_eq!(kept, all);
    }
}

/// Letters of Hebrew stand on paper from right to left.
#[test]
fn right_to_left_lines_are_read_as_they_are_spoken() {
    let letters = |text: &str, x: f32, step: f32| -> Vec<Glyph> {
        let place = |(at, c): (usize, char)| Glyph {
            text: c.into(),
            x: x + step * at as f32,
            y: 10.0,
            along: (1.0, 0.0),
            advance: 5.0,
            size: 10.0,
            is_mirrored: false,
        };
        text.chars().enumerate().map(place).collect()
    };
    let mut line = letters("שלום", 100.0, -5.0);
    line.extend(letters("עולם", 70.0, -5.0));
    line.extend(letters("42", 30.0, 5.0));
    assert_eq!(compose(line.clone()).text, "שלום עולם 42");
    line.extend(letters("hello to all of you", 130.0, 5.0));
    assert_eq!(compose(line).text, "42 שלום עולם hello to all of you");
}

/// A bracket in a line from right to left may be named for its looks or for its meaning.
#[test]
fn brackets_pair_up_in_lines_from_right_to_left() {
    let line = |text: &str| -> Vec<Glyph> {
        let place = |(at, c): (usize, char)| Glyph {
            text: c.into(),
            x: 100.0 - 5.0 * at as f32,
            y: 10.0,
            along: (1.0, 0.0),
            advance: 5.0,
            size: 10.0,
            is_mirrored: false,
        };
        text.chars().enumerate().map(place).collect()
    };
    for brackets in ["של(ום) עולם", "של)ום( עולם"] {
        assert_eq!(compose(line(brackets)).text, "של(ום) עולם");
    }
}

/// One glyph stands for the words on both sides of a turn, another one for the first of them again.
#[test]
fn a_word_that_two_glyphs_stand_for_is_read_once() {
    let glyph = |text: &str, x: f32| Glyph {
        text: text.into(),
        x,
        y: 10.0,
        along: (1.0, 0.0),
        advance: 6.0,
        size: 10.0,
        is_mirrored: false,
    };
    let line = vec![glyph("שלום h", 10.0), glyph("i", 16.0), glyph("שלום ", 30.0)];
    assert_eq!(compose(line).text, "שלום hi");
}

/// The figure of a section, between brackets that the file draws in another order.
#[test]
fn a_space_parts_the_words_that_it_stands_between() {
    let glyph = |text: &str, x: f32| Glyph {
        text: text.into(),
        x,
        y: 10.0,
        along: (1.0, 0.0),
        advance: 5.0,
        size: 10.0,
        is_mirrored: false,
    };
    let line = [("4", 55.0), (" ", 20.0), ("ק", 25.0), ("ו", 30.0), ("ח", 35.0), ("(", 50.0), (" ", 15.0), (")", 60.0)];
    assert_eq!(compose(line.iter().map(|(text, x)| glyph(text, *x)).collect()).text, "(4) חוק");
}

#[test]
fn a_glyph_that_stands_for_words_is_several_words() {
    let glyph = |text: &str, x: f32, is_mirrored: bool| Glyph {
        text: text.into(),
        x,
        y: 10.0,
        along: (1.0, 0.0),
        advance: 30.0,
        size: 10.0,
        is_mirrored,
    };
    let composed = compose(vec![glyph("two words", 10.0, false)]);
    assert_eq!((composed.text.as_str(), composed.words.len()), ("two words", 2));
    let mirrored = compose(vec![glyph("below", 10.0, true), Glyph { y: 40.0, ..glyph("above", 10.0, true) }]);
    assert_eq!(mirrored.text, "above\n\nbelow");
}
