//! Where the parts of a presentation lie ([MS-PPT], `UserEditAtom` and `PersistDirectoryAtom`). Each save adds what has changed and a list of where it lies; the newest
//! place of a part counts.

use std::{
    cell::Cell,
    collections::{HashMap, HashSet},
};

use crate::{
    office::{
        art::{Record, records},
        ole::long,
    },
    wire::Failure,
};

/// Saves that are followed back.
const MAX_EDITS: usize = 10_000;

const EDIT: u16 = 0x0ff5;
const PLACES: u16 = 0x1772;
const CURRENT_USER: u16 = 0x0ff6;
const LOCK: u16 = 0x2f14;
/// What the stream `Current User` says of a file that is locked.
const LOCKED: usize = 0xf3d1_c4df;

/// The parts of a presentation by their numbers.
pub(super) struct Parts<'a> {
    stream: &'a [u8],
    places: HashMap<usize, usize>,
    document: usize,
    /// What may still be read: parts may lie in each other.
    left: Cell<usize>,
}

impl<'a> Parts<'a> {
    /// Follows the saves from the one that `user`, the stream `Current User`, names.
    pub fn find(stream: &'a [u8], user: &[u8]) -> Result<Self, Failure> {
        let user = records(user).next().filter(|record| record.kind == CURRENT_USER);
        if user.is_some_and(|user| long(user.data, 4) == Some(LOCKED)) {
            return Err(Failure::Encrypted);
        }
        let named = user.and_then(|user| long(user.data, 8)).filter(|place| at(stream, *place, EDIT).is_some());
        let mut next = named.or_else(|| last_edit(stream));
        let mut parts = Self { stream, places: HashMap::new(), document: 0, left: Cell::new(0) };
        parts.left.set(stream.len().saturating_mul(4));
        let mut known = HashSet::new();
        while let Some(edit) = next.and_then(|place| at(stream, place, EDIT)) {
            if !known.insert(next) || known.len() > MAX_EDITS {
                break;
            }
            if long(edit.data, 28).is_some_and(|lock| lock != 0) {
                return Err(Failure::Encrypted);
            }
            if parts.document == 0 {
                parts.document = long(edit.data, 16).unwrap_or(0);
            }
            if let Some(list) = long(edit.data, 12).and_then(|place| at(stream, place, PLACES)) {
                parts.add(list.data);
            }
            next = long(edit.data, 8).filter(|place| *place != 0);
        }
        if parts.places.values().any(|place| at(stream, *place, LOCK).is_some()) {
            return Err(Failure::Encrypted);
        }
        Ok(parts)
    }

    /// The part that holds everything else together.
    pub fn document(&self) -> Result<Record<'a>, Failure> {
        self.part(self.document, &[0x03e8])?.ok_or(Failure::Damaged)
    }

    /// The part with a number, if it is of one of these kinds.
    pub fn part(&self, number: usize, kinds: &[u16]) -> Result<Option<Record<'a>>, Failure> {
        let Some(place) = self.places.get(&number) else { return Ok(None) };
        let part = kinds.iter().find_map(|kind| at(self.stream, *place, *kind));
        let size = part.map_or(0, |part| part.data.len());
        self.left.set(self.left.get().checked_sub(size).ok_or(Failure::TooLarge)?);
        Ok(part)
    }

    /// Runs of numbers, each with the place of every part.
    fn add(&mut self, list: &[u8]) {
        let mut words = list.chunks_exact(4).filter_map(|word| long(word, 0));
        while let Some(run) = words.next() {
            let (first, count) = (run & 0x000f_ffff, run >> 20);
            for (number, place) in (first..).zip(words.by_ref().take(count)) {
                self.places.entry(number).or_insert(place);
            }
        }
    }
}

/// The record at `place`, if it is of this kind.
fn at(stream: &[u8], place: usize, kind: u16) -> Option<Record<'_>> {
    records(stream.get(place..)?).next().filter(|record| record.kind == kind)
}

/// Where the last save begins, when nothing says it.
fn last_edit(stream: &[u8]) -> Option<usize> {
    let (mut place, mut last) = (0, None);
    while let Some(record) = stream.get(place..).and_then(|rest| records(rest).next()) {
        if record.kind == EDIT {
            last = Some(place);
        }
        place += 8 + record.data.len();
    }
    last
}
