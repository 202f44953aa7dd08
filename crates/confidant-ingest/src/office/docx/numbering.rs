//! Numbers of lists and headings: they are nowhere in the text, but people see and quote them.

use std::collections::HashMap;

use roxmltree::Node;

use crate::office::{
    counting::{Counts, LEVELS, Level, List, Use},
    xml::{attr, child, children, is_on, name},
};

/// Styles are based on styles; a circle ends here.
const MAX_BASES: usize = 32;

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
    counts: Counts,
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
        let definition = definition(&number, &self.uses, &self.lists, &self.styles)?;
        self.counts.next(&number, self.uses.get(&number)?, definition, level)
    }

    /// The list and level that a style puts its paragraphs into.
    fn by_style(&self, style: Option<&str>) -> Option<(String, usize)> {
        let (name, style) = self.bases(style).find(|(_, style)| style.number.is_some())?;
        let number = style.number.clone()?;
        let tied = definition(&number, &self.uses, &self.lists, &self.styles)
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
}

/// The definition of the list in use under `number`.
fn definition<'l>(
    number: &str,
    uses: &'l HashMap<String, Use>,
    lists: &'l HashMap<String, List>,
    styles: &HashMap<String, Style>,
) -> Option<&'l List> {
    let list = lists.get(&uses.get(number)?.list)?;
    let Some(style) = &list.style else { return Some(list) };
    let number = styles.get(style)?.number.as_deref()?;
    lists.get(&uses.get(number)?.list)
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
