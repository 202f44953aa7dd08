//! One page: straighten, recognise, and look again where that made no sense.

use confidant_text::PageSize;

use super::{
    script::Script,
    straighten::{Turn, straight},
    tesseract::{Engine, Lie, Seen},
    text::{confidence, has_dropped, text},
    wire::Recognised,
};
use crate::picture::Grey;

/// A page that is read with this confidence stands upright and is written in the script that was loaded.
const SURE: f32 = 78.0;
/// How a page lies is believed from here on: Tesseract itself asks for seven, but what it says is tried and not just done.
const LIES: f32 = 1.0;
/// A script is believed from here on, and only of a page with so many letters.
const WRITTEN: f32 = 0.8;
const LETTERS: usize = 40;

/// Reads the pages of one file. How the last page lay is the first guess for the next.
pub(super) struct PageReader {
    engine: Engine,
    lie: Option<Engine>,
    script: Script,
    quarters: u8,
}

/// What was read in one position.
struct Attempt {
    words: Vec<Seen>,
    turn: Turn,
    confidence: f32,
}

impl PageReader {
    /// With the languages of `script`, and what tells how a page lies, if that is installed.
    pub fn new(engine: Engine, lie: Option<Engine>, script: Script) -> Self {
        Self { engine, lie, script, quarters: 0 }
    }

    /// What is on the page; nothing where recognition itself fails.
    pub fn page(&mut self, picture: &Grey, size: PageSize) -> Option<Recognised> {
        let fineness = fineness(picture, size);
        let mut best = self.attempt(picture, self.quarters, fineness)?;
        let mut other = None;
        if !best.is_sure() {
            let lie = self.lie.as_mut().and_then(|engine| engine.lie(picture));
            let positions = match &lie {
                Some(lie) if lie.confidence >= LIES => vec![lie.quarters],
                // Too few letters to tell, but they lie on their side: it is one or the other.
                _ if best.is_sideways() => vec![(best.turn.quarters + 1) % 4, (best.turn.quarters + 3) % 4],
                _ => Vec::new(),
            };
            let tried = self.quarters;
            for quarters in positions.into_iter().filter(|quarters| *quarters != tried) {
                best = better(best, self.attempt(picture, quarters, fineness));
            }
            other = lie.and_then(|lie| self.other_script(&lie, &best));
        }
        if best.is_sure() {
            self.quarters = best.turn.quarters;
        }
        let Attempt { words, turn, confidence } = best;
        let composed = text(&words, &turn, picture.width(), size);
        let dropped = has_dropped(&words);
        Some(Recognised { text: composed.text, words: composed.words, confidence, dropped, other })
    }

    fn attempt(&mut self, picture: &Grey, quarters: u8, fineness: i32) -> Option<Attempt> {
        let (level, turn) = straight(picture, quarters)?;
        let mut words = self.engine.words(&level, fineness, false)?;
        if confidence(&words) == 0.0 {
            // A stamp or a label is no page; words may stand anywhere.
            words = self.engine.words(&level, fineness, true)?;
        }
        let confidence = confidence(&words);
        Some(Attempt { words, turn, confidence })
    }

    fn other_script(&self, lie: &Lie, read: &Attempt) -> Option<Script> {
        let is_clear = lie.script_confidence >= WRITTEN && letters(read) >= LETTERS && read.confidence < SURE;
        Script::named(&lie.script).filter(|script| is_clear && *script != self.script)
    }
}

impl Attempt {
    /// Whether the page was surely read as it is meant.
    fn is_sure(&self) -> bool {
        self.confidence >= SURE && !self.is_sideways()
    }

    /// Whether most words run up or down. Tesseract reads such words, but their lines are not ours.
    fn is_sideways(&self) -> bool {
        let long = || self.words.iter().filter(|word| word.text.chars().count() >= 4);
        let upright = long().filter(|word| word.right - word.left >= word.bottom - word.top).count();
        2 * upright < long().count()
    }
}

fn better(one: Attempt, other: Option<Attempt>) -> Attempt {
    let rank = |attempt: &Attempt| attempt.confidence - if attempt.is_sideways() { 100.0 } else { 0.0 };
    match other {
        // A single sure letter is no better than a page of good guesses.
        Some(other) if rank(&other) > rank(&one) && 3 * letters(&other) >= letters(&one) => other,
        _ => one,
    }
}

fn letters(read: &Attempt) -> usize {
    read.words.iter().map(|word| word.text.chars().filter(|c| c.is_alphanumeric()).count()).sum()
}

/// Dots per inch.
fn fineness(picture: &Grey, size: PageSize) -> i32 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "rounded and bounded")]
    let fineness = (72.0 * picture.width() as f32 / size.width).round().clamp(70.0, 2400.0) as i32;
    fineness
}
