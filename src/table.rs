//! A table from texts to small numbers, made once and asked often: field names, event types, options, list entries.

use crate::bytes::{hash, same};
use crate::prelude::*;

/// Texts with a number each, found by an open-addressing hash table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    /// All texts one after the other.
    texts: String,
    entries: Vec<Entry>,
    /// Indexes into `entries` plus one; 0 is a free slot. The length is a power of two, at least twice the entries.
    slots: Vec<u32>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    start: u32,
    end: u32,
    value: u32,
}

impl Table {
    /// The number that the text stands for.
    pub(crate) fn get(&self, text: &str) -> Option<u32> {
        self.of(text.as_bytes())
    }

    /// The same for the bytes of a text.
    pub(crate) fn of(&self, text: &[u8]) -> Option<u32> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut slot = self.first_slot(text);
        loop {
            let entry = self.entries.get((self.slots[slot] as usize).checked_sub(1)?)?;
            if same(&self.texts.as_bytes()[entry.start as usize..entry.end as usize], text) {
                return Some(entry.value);
            }
            slot = (slot + 1) & mask;
        }
    }

    pub(crate) fn contains(&self, text: &str) -> bool {
        self.get(text).is_some()
    }

    /// Adds a text with its number, unless the text is there already; gives the number that the text has now.
    pub(crate) fn insert(&mut self, text: &str, value: u32) -> u32 {
        if let Some(there) = self.get(text) {
            return there;
        }
        let start = self.texts.len() as u32;
        self.texts.push_str(text);
        self.entries.push(Entry { start, end: self.texts.len() as u32, value });
        if self.entries.len() == 2 || self.entries.len() * 2 > self.slots.len() {
            self.slots = vec![0; (self.entries.len() * 4).next_power_of_two()];
            (0..self.entries.len()).for_each(|index| self.place(index));
        } else {
            self.place(self.entries.len() - 1);
        }
        value
    }

    /// Texts numbered in their order; of one that is there twice the first counts.
    pub(crate) fn numbered<'t>(texts: impl IntoIterator<Item = &'t str>) -> Table {
        let mut table = Table::default();
        for (number, text) in texts.into_iter().enumerate() {
            table.insert(text, number as u32);
        }
        table
    }

    /// The number that the text stands for, as an index.
    pub(crate) fn find(&self, text: &str) -> Option<usize> {
        self.get(text).map(|number| number as usize)
    }

    /// The texts, in the order in which they were added.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().filter_map(|entry| self.texts.get(entry.start as usize..entry.end as usize))
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Where to look for a text first. One text alone, which many tests compare with, needs no hash.
    #[inline]
    fn first_slot(&self, text: &[u8]) -> usize {
        if self.entries.len() == 1 { 0 } else { hash(text) as usize & (self.slots.len() - 1) }
    }

    fn place(&mut self, index: usize) {
        let Entry { start, end, .. } = self.entries[index];
        let mask = self.slots.len() - 1;
        let mut slot = self.first_slot(&self.texts.as_bytes()[start as usize..end as usize]);
        while self.slots[slot] != 0 {
            slot = (slot + 1) & mask;
        }
        self.slots[slot] = index as u32 + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_found_again_and_no_other() {
        let mut table = Table::default();
        assert_eq!(table.get("a"), None);
        for number in 0..5_000 {
            assert_eq!(table.insert(&format!("text-{number}"), number), number);
            let known = |other: u32| table.get(&format!("text-{other}"));
            assert!(number > 20 || (0..20).all(|other| known(other) == (other <= number).then_some(other)));
        }
        assert_eq!(table.insert("text-7", 9), 7);
        for number in 0..5_000 {
            assert_eq!(table.get(&format!("text-{number}")), Some(number));
        }
        assert_eq!(table.get("text-5000"), None);
        assert_eq!(table.get(""), None);
        assert_eq!(table.len(), 5_000);
    }
}
