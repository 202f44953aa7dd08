//! [`Scheme`]: a numbering scheme as a row, and the language in which its shape is written.

use confidant_text::EntityKind;

/// A numbering scheme: who gives the numbers, how they look, and how a typo shows.
#[derive(Clone, Copy)]
pub(crate) struct Scheme {
    /// Country and short name: `de.idnr`.
    pub(crate) name: &'static str,
    pub(crate) kind: EntityKind,
    /// The ways of writing it, `|` between them. `9` is a digit, `a` a letter, `n` either, `h` a hexadecimal digit, `{3}` or `{3,5}`
    /// repeats, and anything else is itself. Separators of the text are skipped unless the shape has some. A shape behind `!` is rare
    /// enough to be claimed without a keyword when the check holds and no number goes on beside it, one behind `!!` even then.
    pub(crate) shapes: &'static str,
    pub(crate) check: Check,
    /// What people write beside it, `|` between them, the most usual first. In lower case.
    pub(crate) keywords: &'static str,
}

/// What a number must satisfy beyond its shape.
#[derive(Clone, Copy)]
pub(crate) enum Check {
    /// A checksum: a typo shows.
    Sum(fn(&str) -> bool),
    /// Dates and ranges only.
    Form(fn(&str) -> bool),
    /// A checksum over capitals and small letters, as they are written.
    Exact(fn(&str) -> bool),
    /// The way it is written, with its separators, and no checksum.
    Written(fn(&str) -> bool),
}

impl Scheme {
    /// A scheme with a checksum.
    pub(super) const fn sum(
        name: &'static str,
        kind: EntityKind,
        shapes: &'static str,
        check: fn(&str) -> bool,
        keywords: &'static str,
    ) -> Self {
        Self { name, kind, shapes, check: Check::Sum(check), keywords }
    }

    /// A scheme without one.
    pub(super) const fn form(
        name: &'static str,
        kind: EntityKind,
        shapes: &'static str,
        check: fn(&str) -> bool,
        keywords: &'static str,
    ) -> Self {
        Self { name, kind, shapes, check: Check::Form(check), keywords }
    }

    /// A scheme with a checksum that knows small letters from capitals.
    pub(super) const fn exact(
        name: &'static str,
        kind: EntityKind,
        shapes: &'static str,
        check: fn(&str) -> bool,
        keywords: &'static str,
    ) -> Self {
        Self { name, kind, shapes, check: Check::Exact(check), keywords }
    }

    /// A scheme without one whose separators matter.
    pub(super) const fn written(
        name: &'static str,
        kind: EntityKind,
        shapes: &'static str,
        check: fn(&str) -> bool,
        keywords: &'static str,
    ) -> Self {
        Self { name, kind, shapes, check: Check::Written(check), keywords }
    }

    /// The words beside it.
    pub(crate) fn words(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.keywords.split('|').filter(|word| !word.is_empty())
    }

    /// Whether the check holds for a number, given without its separators and with them.
    pub(super) fn holds(&self, compact: &str, written: &str) -> bool {
        match self.check {
            Check::Written(check) => check(written),
            Check::Sum(check) | Check::Form(check) => check(&compact.to_ascii_uppercase()),
            Check::Exact(check) => check(compact),
        }
    }

    /// Whether a typo shows.
    pub(super) fn has_checksum(&self) -> bool {
        matches!(self.check, Check::Sum(_) | Check::Exact(_))
    }
}

/// A form without a check.
pub(super) fn any(_: &str) -> bool {
    true
}

/// One way of writing a number.
#[derive(Debug, Clone)]
pub(super) struct Shape {
    classes: Vec<Class>,
    pub(super) alone: Alone,
    /// Written with these separators, and no others.
    pub(super) separated: bool,
}

/// Whether a number is claimed without a keyword.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alone {
    Never,
    /// When no number goes on beside it.
    Whole,
    Always,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Digit,
    Letter,
    Either,
    Hex,
    Just(u8),
}

impl Shape {
    /// Every way of writing the numbers of a scheme; nothing when a shape cannot be read.
    pub(super) fn all(scheme: &Scheme) -> Option<Vec<Self>> {
        let mut shapes = Vec::new();
        for written in scheme.shapes.split('|') {
            let mut rest = written.trim_start_matches('!');
            let alone = match written.len() - rest.len() {
                0 => Alone::Never,
                1 => Alone::Whole,
                _ => Alone::Always,
            };
            let mut found = vec![Vec::new()];
            while let Some(first) = rest.chars().next() {
                rest = rest.get(first.len_utf8()..)?;
                let class = Class::of(first)?;
                let (least, most) = match rest.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
                    Some((count, behind)) => {
                        rest = behind;
                        let (least, most) = count.split_once(',').unwrap_or((count, count));
                        (least.parse().ok()?, most.parse().ok()?)
                    }
                    None => (1, 1),
                };
                let longer = |start: &Vec<Class>, count: usize| {
                    let mut classes = start.clone();
                    classes.resize(start.len() + count, class);
                    classes
                };
                found = found.iter().flat_map(|start| (least..=most).map(|count| longer(start, count))).collect();
            }
            shapes.extend(found.into_iter().map(|classes| Self {
                separated: classes.iter().any(|class| matches!(class, Class::Just(c) if !c.is_ascii_alphanumeric())),
                classes,
                alone,
            }));
        }
        Some(shapes)
    }

    pub(super) fn len(&self) -> usize {
        self.classes.len()
    }

    pub(super) fn fits(&self, written: &str) -> bool {
        written.len() == self.len() && written.bytes().zip(&self.classes).all(|(byte, class)| class.has(byte))
    }
}

impl Class {
    fn of(c: char) -> Option<Self> {
        Some(match c {
            '9' => Self::Digit,
            'a' => Self::Letter,
            'n' => Self::Either,
            'h' => Self::Hex,
            c if c.is_ascii() && !c.is_ascii_lowercase() => Self::Just(u8::try_from(c).ok()?),
            _ => return None,
        })
    }

    fn has(self, byte: u8) -> bool {
        match self {
            Self::Digit => byte.is_ascii_digit(),
            Self::Letter => byte.is_ascii_alphabetic(),
            Self::Either => byte.is_ascii_alphanumeric(),
            Self::Hex => byte.is_ascii_hexdigit(),
            Self::Just(c) => byte.to_ascii_uppercase() == c,
        }
    }
}
