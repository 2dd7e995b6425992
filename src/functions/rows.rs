//! Rows of numbers, each kept once: what makes two states, or two parts of a decision, one.

use crate::prelude::*;

/// Rows numbered in the order in which they were first seen, found by an open-addressing hash table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    words: Vec<u32>,
    /// Where each row ends.
    ends: Vec<u32>,
    /// Numbers of rows plus one; 0 is a free slot. The length is a power of two, at least twice the rows.
    slots: Vec<u32>,
}

impl Rows {
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn row(&self, number: u32) -> &[u32] {
        let end = |number: usize| self.ends[number] as usize;
        let start = (number as usize).checked_sub(1).map_or(0, end);
        &self.words[start..end(number as usize)]
    }

    /// The number of a row, which is a new one if no row has been equal.
    pub(crate) fn number(&mut self, row: &[u32]) -> u32 {
        if (self.len() + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let mask = self.slots.len() - 1;
        let mut slot = hash(row) as usize & mask;
        while let Some(number) = self.slots[slot].checked_sub(1) {
            if self.row(number) == row {
                return number;
            }
            slot = (slot + 1) & mask;
        }
        self.words.extend_from_slice(row);
        self.ends.push(self.words.len() as u32);
        self.slots[slot] = self.len() as u32;
        self.len() as u32 - 1
    }

    fn grow(&mut self) {
        self.slots = vec![0; (self.len() * 4).next_power_of_two().max(16)];
        let mask = self.slots.len() - 1;
        for number in 0..self.len() as u32 {
            let mut slot = hash(self.row(number)) as usize & mask;
            while self.slots[slot] != 0 {
                slot = (slot + 1) & mask;
            }
            self.slots[slot] = number + 1;
        }
    }
}

/// FNV-1a over whole words, finished so that the low bits depend on all of them.
fn hash(row: &[u32]) -> u32 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for &word in row {
        hash = (hash ^ u64::from(word)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        hash ^= hash >> 32;
    }
    hash as u32
}

#[cfg(test)]
mod tests {
    use super::Rows;

    #[test]
    fn every_row_has_one_number() {
        let mut rows = Rows::default();
        for number in 0..10_000u32 {
            assert_eq!(rows.number(&[number % 7, number]), number);
        }
        for number in 0..10_000u32 {
            assert_eq!(rows.number(&[number % 7, number]), number);
            assert_eq!(rows.row(number), [number % 7, number]);
        }
        assert_eq!((rows.number(&[]), rows.number(&[1]), rows.number(&[])), (10_000, 10_001, 10_000));
    }
}
