//! Numbers of lists and headings: they are nowhere in the text, but people see and quote them.

use std::collections::{HashMap, HashSet};

use roxmltree::Node;

use crate::office::xml::{attr, child, children, is_on, name};

/// Levels of a list.
const LEVELS: usize = 9;
/// Styles are based on styles; a circle ends here.
const MAX_BASES: usize = 32;

#[derive(Clone, Default)]
struct Level {
    start: i64,
    format: String,
    pattern: String,
    /// After which level it starts again; `None` means after any above.
    restarts_after: Option<usize>,
    is_legal: bool,
    sticks: bool,
    style: Option<String>,
}

#[derive(Clone, Default)]
struct List {
    levels: Vec<Level>,
    /// The style that holds the real definition.
    style: Option<String>,
}

#[derive(Default)]
struct Use {
    list: String,
    starts: HashMap<usize, i64>,
    levels: HashMap<usize, Level>,
}

#[derive(Default)]
struct Style {
    base: Option<String>,
    number: Option<String>,
    level: Option<usize>,
    is_heading: bool,
}

/// The lists of a document, and how far each has counted.
#[derive(Default)]
pub(super) struct Numbering {
    styles: HashMap<String, Style>,
    default_style: Option<String>,
    lists: HashMap<String, List>,
    uses: HashMap<String, Use>,
    counts: HashMap<String, Vec<Option<i64>>>,
    started: HashSet<String>,
}

impl Numbering {
    /// Takes in `styles.xml`.
    pub fn add_styles(&mut self, root: Node<'_, '_>) {
        for node in children(root, "style") {
            let Some(id) = attr(node, "styleId").map(str::to_owned) else { continue };
            let is_paragraph = attr(node, "type") == Some("paragraph");
            if is_paragraph && matches!(attr(node, "default"), Some("1" | "true")) {
                self.default_style = Some(id.clone());
            }
            let numbers = child(node, "pPr").and_then(|properties| child(properties, "numPr"));
            let title = value(node, "name").unwrap_or_default().to_ascii_lowercase();
            let style = Style {
                base: value(node, "basedOn").map(str::to_owned),
                number: numbers.and_then(|numbers| value(numbers, "numId")).map(str::to_owned),
                level: numbers.and_then(|numbers| value(numbers, "ilvl")).and_then(|level| level.parse().ok()),
                is_heading: title.starts_with("heading") || title == "title" || title == "subtitle",
            };
            self.styles.insert(id, style);
        }
    }

    /// Takes in `numbering.xml`.
    pub fn add_lists(&mut self, root: Node<'_, '_>) {
        for node in children(root, "abstractNum") {
            let Some(id) = attr(node, "abstractNumId") else { continue };
            let mut list = List { levels: Vec::new(), style: value(node, "numStyleLink").map(str::to_owned) };
            for (at, level) in children(node, "lvl").filter_map(|node| Some((place(node)?, level(node)))) {
                if at >= list.levels.len() {
                    list.levels.resize(at + 1, Level::default());
                }
                if let Some(slot) = list.levels.get_mut(at) {
                    *slot = level;
                }
            }
            self.lists.insert(id.to_owned(), list);
        }
        for node in children(root, "num") {
            let (Some(id), Some(list)) = (attr(node, "numId"), value(node, "abstractNumId")) else { continue };
            let mut used = Use { list: list.to_owned(), ..Use::default() };
            for override_ in children(node, "lvlOverride") {
                let Some(at) = place(override_) else { continue };
                if let Some(start) = value(override_, "startOverride").and_then(|start| start.parse().ok()) {
                    used.starts.insert(at, start);
                }
                if let Some(node) = child(override_, "lvl") {
                    used.levels.insert(at, level(node));
                }
            }
            self.uses.insert(id.to_owned(), used);
        }
    }

    /// The style of a paragraph.
    pub fn style_of(&self, properties: Option<Node<'_, '_>>) -> Option<String> {
        properties
            .and_then(|properties| value(properties, "pStyle"))
            .map(str::to_owned)
            .or_else(|| self.default_style.clone())
    }

    /// Whether paragraphs of this style are headings.
    pub fn is_heading(&self, style: Option<&str>) -> bool {
        self.bases(style).any(|(_, style)| style.is_heading)
    }

    /// The number that stands before a paragraph, and the space after it. Asking counts on.
    pub fn label(&mut self, properties: Option<Node<'_, '_>>, style: Option<&str>) -> Option<String> {
        let direct = properties.and_then(|properties| child(properties, "numPr"));
        let number = direct.and_then(|numbers| value(numbers, "numId")).map(str::to_owned);
        let level = direct.and_then(|numbers| value(numbers, "ilvl")).and_then(|level| level.parse::<usize>().ok());
        let by_style = self.by_style(style);
        let (number, level) = match (number, by_style) {
            (Some(number), _) => (number, level.unwrap_or(0)),
            (None, Some((number, from_style))) => (number, level.unwrap_or(from_style)),
            (None, None) => return None,
        };
        if level >= LEVELS || !self.uses.contains_key(&number) {
            return None;
        }
        self.count(&number, level)
    }

    /// The list and level that a style puts its paragraphs into.
    fn by_style(&self, style: Option<&str>) -> Option<(String, usize)> {
        let (name, style) = self.bases(style).find(|(_, style)| style.number.is_some())?;
        let number = style.number.clone()?;
        let tied = self
            .definition(&number)
            .and_then(|list| list.levels.iter().position(|level| level.style.as_deref() == Some(name)));
        Some((number, tied.or(style.level).unwrap_or(0)))
    }

    fn bases<'s>(&'s self, style: Option<&'s str>) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let mut next = style;
        std::iter::from_fn(move || {
            let id = next?;
            let style = self.styles.get(id)?;
            next = style.base.as_deref();
            Some((id, style))
        })
        .take(MAX_BASES)
    }

    fn definition(&self, number: &str) -> Option<&List> {
        let mut list = self.lists.get(&self.uses.get(number)?.list)?;
        if let Some(style) = &list.style {
            let number = self.styles.get(style)?.number.as_deref()?;
            list = self.lists.get(&self.uses.get(number)?.list)?;
        }
        Some(list)
    }

    fn count(&mut self, number: &str, at: usize) -> Option<String> {
        let used = self.uses.get(number)?;
        let definition = self.definition(number)?;
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

fn value<'a>(node: Node<'a, '_>, wanted: &str) -> Option<&'a str> {
    child(node, wanted).and_then(|child| attr(child, "val"))
}

fn place(node: Node<'_, '_>) -> Option<usize> {
    attr(node, "ilvl")?.parse().ok().filter(|at| *at < LEVELS)
}

fn level(node: Node<'_, '_>) -> Level {
    // A format of the newer kind stands in an alternative; the older one beside it will do.
    let format = node
        .descendants()
        .filter(|node| name(*node) == "numFmt")
        .find_map(|node| attr(node, "val").filter(|format| *format != "custom"));
    Level {
        start: value(node, "start").and_then(|start| start.parse().ok()).unwrap_or(0),
        format: format.unwrap_or("decimal").to_owned(),
        pattern: value(node, "lvlText").unwrap_or_default().to_owned(),
        restarts_after: value(node, "lvlRestart").and_then(|after| after.parse().ok()),
        is_legal: child(node, "isLgl").is_some_and(is_on),
        sticks: value(node, "suff") == Some("nothing"),
        style: value(node, "pStyle").map(str::to_owned),
    }
}

/// A number as its format writes it.
pub(in crate::office) fn written(number: i64, format: &str) -> String {
    let letters = |base: u8| {
        let Some(place) = number.checked_sub(1).and_then(|place| u32::try_from(place).ok()) else {
            return number.to_string();
        };
        let letter = char::from(base.saturating_add(u8::try_from(place % 26).unwrap_or(0)));
        // After z come aa, bb, cc.
        letter.to_string().repeat(usize::try_from(place / 26 + 1).unwrap_or(1).min(30))
    };
    match format {
        "none" => String::new(),
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
