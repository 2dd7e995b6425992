//! One sort for all. The standard library's is generic and becomes some ten kilobytes of WebAssembly for each kind of
//! element; whatever needs an order here sorts indexes, so that the code is there once.

use crate::prelude::*;
use core::cmp::Ordering;

/// Lists up to this length are sorted by insertion, which is fast for the few events of most leads.
const FEW: usize = 24;

/// Sorts indexes. Where equal ones must keep an order, the comparison has to say which.
pub(crate) fn sort(indexes: &mut [u32], compare: &dyn Fn(u32, u32) -> Ordering) {
    if indexes.len() <= FEW {
        for end in 1..indexes.len() {
            let mut at = end;
            while at > 0 && compare(indexes[at - 1], indexes[at]).is_gt() {
                indexes.swap(at - 1, at);
                at -= 1;
            }
        }
        return;
    }
    // Heapsort: no memory of its own, and no input makes it slow.
    for root in (0..indexes.len() / 2).rev() {
        sift(indexes, root, compare);
    }
    for end in (1..indexes.len()).rev() {
        indexes.swap(0, end);
        sift(&mut indexes[..end], 0, compare);
    }
}

/// Sorts a list itself; equal elements keep their order.
pub(crate) fn sort_list<T>(list: &mut [T], compare: &dyn Fn(&T, &T) -> Ordering) {
    let mut order = order(list.len(), &|a, b| compare(&list[a as usize], &list[b as usize]));
    arrange(&mut order, &mut |a, b| list.swap(a as usize, b as usize));
}

/// The indexes of so many elements in their order; equal elements keep theirs.
fn order(count: usize, compare: &dyn Fn(u32, u32) -> Ordering) -> Vec<u32> {
    let mut order = (0..count as u32).gather();
    sort(&mut order, &|a, b| compare(a, b).then(a.cmp(&b)));
    order
}

/// Sorts a list and leaves out what is there twice.
pub(crate) fn sort_and_dedup<T: Ord>(list: &mut Vec<T>) {
    sort_list(list, &T::cmp);
    list.dedup();
}

/// Sorts amounts, each once, and leaves out what is less or more than bounds.
pub(crate) fn sorted_within(list: &mut Vec<i64>, low: i64, high: i64) {
    list.retain(|amount| (low..=high).contains(amount));
    sort_and_dedup(list);
}

/// Brings what stands at `order[i]` to `i`, for each `i`, by exchanging; uses up the order.
fn arrange(order: &mut [u32], swap: &mut dyn FnMut(u32, u32)) {
    for start in 0..order.len() {
        let mut at = start;
        while order[at] as usize != start {
            let from = order[at] as usize;
            swap(at as u32, from as u32);
            order[at] = at as u32;
            at = from;
        }
        order[at] = at as u32;
    }
}

/// Lets the element at a root of the heap sink to its place.
fn sift(heap: &mut [u32], mut root: usize, compare: &dyn Fn(u32, u32) -> Ordering) {
    loop {
        let mut child = 2 * root + 1;
        if child >= heap.len() {
            return;
        }
        if child + 1 < heap.len() && compare(heap[child], heap[child + 1]).is_lt() {
            child += 1;
        }
        if compare(heap[root], heap[child]).is_ge() {
            return;
        }
        heap.swap(root, child);
        root = child;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_is_sorted() {
        let mut state = 1u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state >> 20
        };
        for length in (0..60).chain([500, 2_000]) {
            let keys: Vec<u32> = (0..length).map(|_| next() % 50).collect();
            let mut indexes: Vec<u32> = (0..length).collect();
            sort(&mut indexes, &|a, b| keys[a as usize].cmp(&keys[b as usize]).then(a.cmp(&b)));
            assert!(indexes.is_sorted_by_key(|&index| (keys[index as usize], index)));
            assert_eq!(indexes.len(), length as usize);
            let mut list: Vec<(u32, u32)> = keys.iter().copied().zip(0..).collect();
            sort_list(&mut list, &|a, b| a.0.cmp(&b.0));
            assert!(list.is_sorted());
            let mut kept = keys.clone();
            sort_and_dedup(&mut kept);
            assert!(kept.is_sorted_by(|a, b| a < b));
            assert!(keys.iter().all(|key| kept.contains(key)));
        }
    }
}
