//! What lies in a folder and is not read: counted, and told in a few lines that hold no name.

use std::{collections::BTreeMap, path::Path};

/// An ending that is longer, or holds anything but letters and digits, may be a part of a name.
const LONGEST_ENDING: usize = 8;
/// So many kinds are told one by one.
const KINDS_TOLD: usize = 6;

/// Why something in a folder is not read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhyLeft {
    /// A file or folder that the system or its maker hides.
    Hidden,
    /// A link to something elsewhere.
    Link,
    /// A device, a pipe or a socket.
    NoFile,
    /// A file or folder that the system does not give out.
    Closed,
    /// A folder that lies too deep in the one that was named.
    TooDeep,
    /// A file without a byte.
    Empty,
    /// A file of a kind that is not read, by its ending.
    Kind(Option<String>),
}

impl WhyLeft {
    pub(super) fn kind_of(path: &Path) -> Self {
        let ending = path.extension().and_then(|ending| ending.to_str());
        let plain = |ending: &&str| {
            ending.len() <= LONGEST_ENDING && ending.chars().all(|letter| letter.is_ascii_alphanumeric())
        };
        Self::Kind(ending.filter(plain).map(str::to_ascii_lowercase))
    }

    /// The word for machines.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Hidden => "hidden",
            Self::Link => "link",
            Self::NoFile => "no_file",
            Self::Closed => "closed",
            Self::TooDeep => "too_deep",
            Self::Empty => "empty",
            Self::Kind(_) => "unsupported",
        }
    }
}

/// How much was left out, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut(BTreeMap<WhyLeft, usize>);

impl LeftOut {
    pub(super) fn add(&mut self, why: WhyLeft) {
        *self.0.entry(why).or_default() += 1;
    }

    /// Whether everything is read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are for this reason.
    pub fn count(&self, why: &WhyLeft) -> usize {
        self.0.get(why).copied().unwrap_or_default()
    }

    /// A code and a sentence for each reason, and for each kind of file.
    pub fn lines(&self) -> Vec<(&'static str, String)> {
        let (kinds, others): (Vec<_>, Vec<_>) = self.0.iter().partition(|(why, _)| matches!(why, WhyLeft::Kind(_)));
        let mut lines: Vec<_> = others.into_iter().map(|(why, count)| (why.code(), sentence(why, *count))).collect();
        let mut kinds: Vec<_> = kinds;
        kinds.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let more: usize = kinds.iter().skip(KINDS_TOLD).map(|(_, count)| **count).sum();
        lines.extend(kinds.into_iter().take(KINDS_TOLD).map(|(why, count)| (why.code(), sentence(why, *count))));
        if more > 0 {
            lines.push(("unsupported", format!("{} of other kinds cannot be read", files(more))));
        }
        lines
    }
}

fn sentence(why: &WhyLeft, count: usize) -> String {
    let were = if count == 1 { "was" } else { "were" };
    match why {
        WhyLeft::Hidden => format!("{count} hidden {} {were} left out", things(count)),
        WhyLeft::Link => format!("{} {were} not followed", plural(count, "link", "links")),
        WhyLeft::NoFile => format!("{} {were} left out", plural(count, "device or pipe", "devices or pipes")),
        WhyLeft::Closed => format!("{count} {} could not be opened", things(count)),
        WhyLeft::TooDeep => format!("{} {were} left out for lying too deep", plural(count, "folder", "folders")),
        WhyLeft::Empty => format!("{count} empty {} {were} left out", if count == 1 { "file" } else { "files" }),
        WhyLeft::Kind(Some(ending)) => format!("{} of the kind .{ending} cannot be read", files(count)),
        WhyLeft::Kind(None) => format!("{} of unknown kinds cannot be read", files(count)),
    }
}

fn things(count: usize) -> &'static str {
    if count == 1 { "file or folder" } else { "files or folders" }
}

fn files(count: usize) -> String {
    plural(count, "file", "files")
}

fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
