//! What a glyph means. Nearly always it is one character, and a page has thousands: no memory is taken for that.

/// The text that a glyph stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// One character.
    Char(char),
    /// None, or several.
    Text(Box<str>),
}

impl Meaning {
    /// The characters.
    pub fn chars(&self) -> impl Iterator<Item = char> {
        let (one, others) = match self {
            Self::Char(c) => (Some(*c), ""),
            Self::Text(text) => (None, &**text),
        };
        one.into_iter().chain(others.chars())
    }

    /// The only character.
    pub fn only(&self) -> Option<char> {
        if let Self::Char(c) = self { Some(*c) } else { None }
    }

    /// The last character.
    pub fn last(&self) -> Option<char> {
        match self {
            Self::Char(c) => Some(*c),
            Self::Text(text) => text.chars().next_back(),
        }
    }

    /// Whether it stands for nothing.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Text(text) if text.is_empty())
    }

    /// Whether any character is of this kind.
    pub fn any(&self, kind: impl Fn(char) -> bool) -> bool {
        match self {
            Self::Char(c) => kind(*c),
            Self::Text(text) => text.chars().any(kind),
        }
    }

    /// Whether there is nothing but spaces in it.
    pub fn is_blank(&self) -> bool {
        !self.any(|c| !c.is_whitespace())
    }
}

impl FromIterator<char> for Meaning {
    fn from_iter<I: IntoIterator<Item = char>>(chars: I) -> Self {
        let mut chars = chars.into_iter();
        match (chars.next(), chars.next()) {
            (Some(one), None) => Self::Char(one),
            (None, _) => Self::Text(Box::default()),
            (Some(first), Some(second)) => {
                Self::Text([first, second].into_iter().chain(chars).collect::<String>().into_boxed_str())
            }
        }
    }
}

impl From<&str> for Meaning {
    fn from(text: &str) -> Self {
        text.chars().collect()
    }
}

impl From<String> for Meaning {
    fn from(text: String) -> Self {
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(one), None) => Self::Char(one),
            _ => Self::Text(text.into_boxed_str()),
        }
    }
}

impl From<char> for Meaning {
    fn from(c: char) -> Self {
        Self::Char(c)
    }
}
