//! Maps and sets in the order of their keys, as sorted lists. The standard library's trees become many kilobytes of WebAssembly
//! for each kind of key; those here are of some hundred keys at most, or are filled nearly in order.

use crate::prelude::*;
use core::cmp::Ordering;

/// Values by key, in the order of the keys.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Map<K, V>(Vec<(K, V)>);

/// Keys in their order.
pub(crate) type Set<K> = Map<K, ()>;

impl<K, V> Default for Map<K, V> {
    fn default() -> Map<K, V> {
        Map(Vec::new())
    }
}

impl<K: Ord, V> Map<K, V> {
    /// Where a key stands, or where it belongs.
    fn find(&self, key: &K) -> Result<usize, usize> {
        search(self.0.len(), &|place| self.0[place].0.cmp(key))
    }

    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        self.0.get(self.find(key).ok()?).map(|(_, value)| value)
    }

    pub(crate) fn contains(&self, key: &K) -> bool {
        self.find(key).is_ok()
    }

    /// Sets the value of a key; gives the one it had.
    pub(crate) fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.find(&key) {
            Ok(at) => self.0.get_mut(at).map(|(_, known)| core::mem::replace(known, value)),
            Err(at) => {
                self.0.insert(at, (key, value));
                None
            }
        }
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &K> {
        self.0.iter().map(|(key, _)| key)
    }

    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.0.iter_mut().map(|(_, value)| value)
    }

    pub(crate) fn entries(&self) -> &[(K, V)] {
        &self.0
    }
}

/// The place among so many sorted keys at which one is equal to what is looked for, or before which it belongs.
fn search(count: usize, compare: &dyn Fn(usize) -> Ordering) -> Result<usize, usize> {
    // What comes in order belongs at the end.
    let (mut low, mut high) = match count.checked_sub(1) {
        Some(last) if compare(last).is_ge() => (0, count),
        _ => (count, count),
    };
    while low < high {
        let middle = low + (high - low) / 2;
        match compare(middle) {
            Ordering::Less => low = middle + 1,
            Ordering::Equal => return Ok(middle),
            Ordering::Greater => high = middle,
        }
    }
    Err(low)
}

impl<K: Ord + Copy, V: Default> Map<K, V> {
    /// The value of a key, which is made when there is none.
    pub(crate) fn entry(&mut self, key: K) -> &mut V {
        let at = self.find(&key).unwrap_or_else(|at| {
            self.0.insert(at, (key, V::default()));
            at
        });
        &mut self.0[at].1
    }
}

impl<K: Ord> Set<K> {
    /// Adds a key; whether it was new.
    pub(crate) fn add(&mut self, key: K) -> bool {
        self.insert(key, ()).is_none()
    }

    pub(crate) fn add_all(&mut self, keys: impl Iterator<Item = K>) {
        for key in keys {
            self.add(key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_and_kept_in_order() {
        let mut map = Map::default();
        for key in [5, 1, 9, 5, 3, 7, 9] {
            *map.entry(key) += 1;
        }
        assert_eq!(map.entries(), [(1, 1), (3, 1), (5, 2), (7, 1), (9, 2)]);
        assert_eq!((map.get(&5), map.get(&4), map.contains(&9)), (Some(&2), None, true));
        assert_eq!((map.insert(4, 8), map.insert(4, 6)), (None, Some(8)));
        assert_eq!(map.keys().copied().collect::<Vec<_>>(), [1, 3, 4, 5, 7, 9]);
        map.values_mut().for_each(|value| *value = 0);
        assert!(map.entries().iter().all(|(_, value)| *value == 0));
        let mut set = Set::default();
        assert!(set.add("a") && !set.add("a"));
    }
}
