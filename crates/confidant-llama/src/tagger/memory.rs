//! [`Memory`]: what was said about a text before, so that the same text is not read twice. It keeps digests, not texts.

use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
};

use sha2::{Digest, Sha256};

use super::unit::Unit;

/// About fifty megabytes: the words of a few thousand pages.
const MOST_UNITS: usize = 800_000;

/// The digest of a text.
pub(crate) type Key = [u8; 32];

/// What was said lately. The oldest goes first.
pub(crate) struct Memory {
    said: HashMap<Key, Arc<[Unit]>>,
    order: VecDeque<Key>,
    units: usize,
    most: usize,
}

impl Default for Memory {
    fn default() -> Self {
        Self { said: HashMap::new(), order: VecDeque::new(), units: 0, most: MOST_UNITS }
    }
}

impl Memory {
    pub(crate) fn key(text: &str) -> Key {
        Sha256::digest(text.as_bytes()).into()
    }

    pub(crate) fn get(&self, key: &Key) -> Option<Arc<[Unit]>> {
        self.said.get(key).cloned()
    }

    pub(crate) fn keep(&mut self, key: Key, units: Arc<[Unit]>) {
        if self.said.contains_key(&key) || units.len() > self.most {
            return;
        }
        self.units += units.len();
        self.said.insert(key, units);
        self.order.push_back(key);
        while self.units > self.most
            && let Some(oldest) = self.order.pop_front()
        {
            self.units -= self.said.remove(&oldest).map_or(0, |units| units.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use confidant_text::Span;

    use super::{Memory, Unit};

    #[test]
    fn the_oldest_is_forgotten_when_there_is_too_much() {
        let unit = Unit { span: Span::new(0, 1), sensitive: 0.5, labels: [0.0; 9] };
        let mut memory = Memory { most: 5, ..Memory::default() };
        for text in ["a", "b", "c"] {
            memory.keep(Memory::key(text), vec![unit.clone(); 2].into());
        }
        assert_eq!(memory.get(&Memory::key("a")), None);
        assert_eq!(memory.get(&Memory::key("c")), Some(Arc::from(vec![unit.clone(); 2])));
        memory.keep(Memory::key("d"), vec![unit; 6].into());
        assert!(memory.get(&Memory::key("d")).is_none() && memory.get(&Memory::key("b")).is_some(), "too long to keep");
    }
}
