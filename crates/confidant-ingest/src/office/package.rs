//! A zip archive whose members are unpacked one by one, within bounds.

use std::{
    collections::{HashMap, HashSet},
    io::{Cursor, Read},
};

use zip::{ZipArchive, result::ZipError};

use crate::{archive, wire::Failure};

/// No office file has more members: one with 10,000 pictures has 20,000.
const MAX_MEMBERS: usize = 65_536;
/// One member, unpacked.
const MAX_MEMBER: u64 = 256 << 20;
/// One of XML, whose tree is larger than its text. A sheet of this size has more than a million cells.
const MAX_XML: u64 = 128 << 20;
/// All members that are looked at, unpacked.
const MAX_TOTAL: u64 = 1 << 30;

/// An open archive.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Members by their name in lower case: programs do not agree on the case of the names they refer to.
    members: HashMap<String, usize>,
    /// Whether more members are listed than have names of their own.
    has_twins: bool,
    /// Those that somebody asked for.
    asked: HashSet<usize>,
    left: u64,
}

/// How a document looks, how a program shows it, and where its parts are: words in the names of members that say nothing.
const SAY_NOTHING: &[&str] = &[
    ".rels",
    "[content_types].xml",
    "mimetype",
    "manifest.",
    "theme/",
    "themes/",
    "fonts/",
    "fonttable",
    "styles.",
    "styleswitheffects",
    "/style",
    "quickstyle",
    "/colors",
    "settings",
    "calcchain",
    "thumbnail",
    "presprops",
    "viewprops",
    "slidelayouts/",
    "slidemasters/",
    "notesmasters/",
    "handoutmasters/",
    "commentsextended",
    "commentsextensible",
    "commentsids",
    "itemprops",
    "diagrams/layout",
    "diagrams/drawing",
    "xl/tables/",
    "xl/metadata",
    "ctrlprops/",
    "docmetadata/",
    "configurations2/",
    "objectreplacements/",
    "layout-cache",
    "/meta.xml",
];

impl<'a> Package<'a> {
    /// Reads the directory of the archive.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Failure> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Failure::Damaged)?;
        if archive.len() > MAX_MEMBERS {
            return Err(Failure::TooLarge);
        }
        // Of two names that differ in case alone, the first is meant.
        let members = (0..archive.len())
            .rev()
            .filter_map(|index| Some((folded(&archive.name_for_index(index)?.ok()?), index)))
            .collect();
        let has_twins = archive::hides_members(bytes, archive.len());
        Ok(Self { archive, members, has_twins, asked: HashSet::new(), left: MAX_TOTAL })
    }

    /// Whether there is a member with this name.
    pub fn has(&self, name: &str) -> bool {
        self.members.contains_key(&folded(name))
    }

    /// The names below `folder` in lower case, in order.
    pub fn names_under(&self, folder: &str) -> Vec<String> {
        let mut names: Vec<String> = self.members.keys().filter(|name| name.starts_with(folder)).cloned().collect();
        names.sort();
        names
    }

    /// Whether a member holds something and nobody asked for it. What lies `elsewhere` is read by others.
    pub fn has_unread(&self, elsewhere: &[&str]) -> bool {
        if self.has_twins {
            return true;
        }
        (0..self.archive.len()).filter(|index| !self.asked.contains(index)).any(|index| {
            let name = self.archive.name_for_index(index).and_then(Result::ok).map(|name| folded(&name));
            let says = |name: &String| {
                !name.ends_with('/')
                    && !SAY_NOTHING.iter().any(|word| name.contains(word))
                    && !elsewhere.iter().any(|folder| name.starts_with(folder))
            };
            // A name that cannot be read is one that nobody can ask for.
            name.as_ref().is_none_or(says)
        })
    }

    /// What is in a member; `None` when there is no such member.
    pub fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, Failure> {
        self.read_at_most(name, MAX_MEMBER)
    }

    fn read_at_most(&mut self, name: &str, most: u64) -> Result<Option<Vec<u8>>, Failure> {
        let Some(index) = self.members.get(&folded(name)).copied() else { return Ok(None) };
        self.asked.insert(index);
        let member = self.archive.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(reason) if reason == ZipError::PASSWORD_REQUIRED => Failure::Encrypted,
            _ => Failure::Damaged,
        })?;
        let bound = most.min(self.left);
        let mut data = Vec::new();
        // What the directory says about the size is not believed, only what comes out counts.
        member.take(bound + 1).read_to_end(&mut data).map_err(|_| Failure::Damaged)?;
        let size = data.len() as u64;
        if size > bound {
            return Err(Failure::TooLarge);
        }
        self.left -= size;
        // Many small files in an archive may come to more than a large one.
        if archive::spend(size) > MAX_TOTAL {
            return Err(Failure::TooLarge);
        }
        Ok(Some(data))
    }

    /// The text of an XML member, ready to be parsed.
    pub fn xml(&mut self, name: &str) -> Result<Option<String>, Failure> {
        Ok(self.read_at_most(name, MAX_XML)?.map(|bytes| super::xml::decode(&bytes)))
    }
}

fn folded(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}
