//! Which of some things are alike: groups in the order of their first things, found in one pass.

use crate::prelude::*;

/// The groups of things that are named by small numbers. Its memory is used again.
#[derive(Debug, Default)]
pub(crate) struct Grouping {
    /// By group, the thing that began it.
    firsts: Vec<u32>,
    /// Groups plus one by hash, 0 where there is none. The length is a power of two, at least twice the groups.
    slots: Vec<u32>,
}

impl Grouping {
    /// Makes ready for at most so many things.
    pub(crate) fn begin(&mut self, most: usize) {
        self.firsts.clear();
        self.slots.clear();
        self.slots.resize((most * 2).next_power_of_two().max(8), 0);
    }

    /// The group of a thing, which may be new: those before it are alike when `alike` says so, and then have its hash.
    pub(crate) fn group_of(&mut self, thing: u32, hash: u32, alike: impl Fn(u32) -> bool) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let Some(group) = (self.slots[slot] as usize).checked_sub(1) else {
                self.firsts.push(thing);
                self.slots[slot] = self.firsts.len() as u32;
                return self.firsts.len() - 1;
            };
            if alike(self.firsts[group]) {
                return group;
            }
            slot = (slot + 1) & mask;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_in_the_order_of_their_first_things() {
        let mut grouping = Grouping::default();
        for spread in [0, 1, 0x9e37_79b9] {
            let things: Vec<u32> = (0..1_000).map(|index: u32| index * index % 97).collect();
            grouping.begin(things.len());
            let mut seen: Vec<u32> = Vec::new();
            for (index, value) in things.iter().enumerate() {
                let hash = value.wrapping_mul(spread);
                let group = grouping.group_of(index as u32, hash, |other| things[other as usize] == *value);
                if group == seen.len() {
                    seen.push(*value);
                }
                assert_eq!(seen[group], *value);
            }
            assert_eq!(seen.len(), 49);
        }
    }
}
