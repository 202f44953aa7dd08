//! Numbers of lists, as people see and quote them: definitions, and how far each list has counted. Word keeps them the same way in
//! its old and its new files.

use std::collections::{HashMap, HashSet};

/// Levels of a list.
pub(super) const LEVELS: usize = 9;

/// How the items of one level are numbered.
#[derive(Clone, Default)]
pub(super) struct Level {
    pub start: i64,
    /// The name of a number format, as in `WordprocessingML`.
    pub format: String,
    /// Text in which `%1` stands for the number of the first level, and so on.
    pub pattern: String,
    /// After which level it starts again; `None` means after any above.
    pub restarts_after: Option<usize>,
    /// Whether all numbers are written with digits.
    pub is_legal: bool,
    /// Whether the text follows at once.
    pub sticks: bool,
    /// The style whose paragraphs are items of this level.
    pub style: Option<String>,
}

/// A definition.
#[derive(Clone, Default)]
pub(super) struct List {
    pub levels: Vec<Level>,
    /// The style that holds the real definition.
    pub style: Option<String>,
}

/// A definition in use, with what this use does differently.
#[derive(Default)]
pub(super) struct Use {
    pub list: String,
    pub starts: HashMap<usize, i64>,
    pub levels: HashMap<usize, Level>,
}

/// How far each definition has counted.
#[derive(Default)]
pub(super) struct Counts {
    counts: HashMap<String, Vec<Option<i64>>>,
    started: HashSet<String>,
}

impl Counts {
    /// The label of the next item at level `at` of the list in use under `number`, and the space after it.
    pub fn next(&mut self, number: &str, used: &Use, definition: &List, at: usize) -> Option<String> {
        let levels: Vec<Level> = (0..LEVELS)
            .map(|at| used.levels.get(&at).or_else(|| definition.levels.get(at)).cloned().unwrap_or_default())
            .collect();
        let start_of =
            |at: usize| used.starts.get(&at).copied().or_else(|| levels.get(at).map(|level| level.start)).unwrap_or(1);
        let counts = self.counts.entry(used.list.clone()).or_insert_with(|| vec![None; LEVELS]);
        if self.started.insert(number.to_owned()) {
            for at in used.starts.keys() {
                if let Some(count) = counts.get_mut(*at) {
                    *count = None;
                }
            }
        }
        for (place, (count, level)) in counts.iter_mut().zip(&levels).enumerate() {
            if place < at {
                *count = count.or(Some(start_of(place)));
            } else if place == at {
                *count = Some(count.map_or_else(|| start_of(place), |count| count.saturating_add(1)));
            } else if level.restarts_after.is_none_or(|after| at < after) {
                *count = None;
            }
        }
        let level = levels.get(at)?;
        let mut label = String::new();
        let mut pattern = level.pattern.chars().peekable();
        while let Some(c) = pattern.next() {
            let place =
                (c == '%').then(|| pattern.peek()?.to_digit(10)).flatten().and_then(|n| usize::try_from(n).ok());
            match place.and_then(|place| place.checked_sub(1)) {
                Some(place) => {
                    pattern.next();
                    let format = levels.get(place).map_or("decimal", |other| other.format.as_str());
                    let format = if level.is_legal { "decimal" } else { format };
                    label.push_str(&written(counts.get(place).copied().flatten().unwrap_or(1), format));
                }
                None => label.push(c),
            }
        }
        if level.format == "bullet" {
            // Bullets are characters of symbol fonts; which one says nothing.
            "•".clone_into(&mut label);
        }
        if label.is_empty() {
            return None;
        }
        if !level.sticks {
            label.push(' ');
        }
        Some(label)
    }
}

/// A number as its format writes it.
fn written(number: i64, format: &str) -> String {
    let letters = |base: u8| {
        let Some(place) = number.checked_sub(1).and_then(|place| u32::try_from(place).ok()) else {
            return number.to_string();
        };
        let letter = char::from(base.saturating_add(u8::try_from(place % 26).unwrap_or(0)));
        // After z come aa, bb, cc.
        letter.to_string().repeat(usize::try_from(place / 26 + 1).unwrap_or(1).min(30))
    };
    match format {
        // A level of bullets has no number that another could show.
        "none" | "bullet" => String::new(),
        "decimalZero" if (0..10).contains(&number) => format!("0{number}"),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperRoman" => roman(number),
        "lowerLetter" => letters(b'a'),
        "upperLetter" => letters(b'A'),
        "ordinal" => {
            let ending = match (number % 10, number % 100) {
                (1, rest) if rest != 11 => "st",
                (2, rest) if rest != 12 => "nd",
                (3, rest) if rest != 13 => "rd",
                _ => "th",
            };
            format!("{number}{ending}")
        }
        _ => number.to_string(),
    }
}

fn roman(number: i64) -> String {
    const SIGNS: [(i64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let (mut rest, mut roman) = (number, String::new());
    for (value, sign) in SIGNS {
        while rest >= value {
            roman.push_str(sign);
            rest -= value;
        }
    }
    roman
}
