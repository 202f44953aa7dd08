//! Words that a glyph says for its neighbours.
//!
//! Where the direction of writing turns, some makers of files let one glyph stand for the words on both sides of the turn, though
//! another glyph says one of them already. What is said twice and printed once is kept where it is printed.

use super::{
    Meaning,
    frame::Letter,
    letters::{is_ltr, is_rtl},
};

/// Narrower than this part of the type size no character is printed.
const NARROW: f32 = 0.2;

/// The letters, with no word that is only an echo.
pub(super) fn without_echoes(mut letters: Vec<Letter>) -> Vec<Letter> {
    let turns: Vec<usize> = (0..).zip(&letters).filter(|(_, letter)| is_turn(letter)).map(|(at, _)| at).collect();
    for at in turns {
        let Some((Meaning::Text(text), turn)) = letters.get(at).map(|letter| (&letter.text, letter)) else { continue };
        let beside =
            |(other, letter): &(usize, &Letter)| *other != at && (letter.base - turn.base).abs() < 0.5 * turn.size;
        let others: Vec<&str> = (0..)
            .zip(&letters)
            .filter(beside)
            .filter_map(|(_, letter)| if let Meaning::Text(text) = &letter.text { Some(&**text) } else { None })
            .flat_map(str::split_whitespace)
            .collect();
        let own: Vec<&str> = text.split_whitespace().filter(|word| !others.contains(word)).collect();
        let own: Meaning = own.join(" ").into();
        if let Some(letter) = letters.get_mut(at).filter(|_| !own.is_empty()) {
            letter.text = own;
        }
    }
    letters
}

/// Whether a glyph stands for words of both directions, and for more than it has room for.
fn is_turn(letter: &Letter) -> bool {
    let Meaning::Text(text) = &letter.text else { return false };
    let room = NARROW * letter.size * text.chars().count() as f32;
    letter.x1 - letter.x0 < room && text.contains(is_rtl) && text.contains(is_ltr)
}
