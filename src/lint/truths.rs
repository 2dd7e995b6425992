//! Sets of truth values: what a condition may come to when not everything it asks about is settled.

use crate::condition::{Branch, Forest, Truth};

/// A set of truth values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Truths(u8);

impl Truths {
    pub(super) const NONE: Truths = Truths(0);
    pub(super) const TRUE: Truths = Truths(4);
    pub(super) const FALSE: Truths = Truths(1);
    /// Everything but true.
    pub(super) const FAILS: Truths = Truths(3);
    pub(super) const ANY: Truths = Truths(7);

    pub(super) fn of(truth: Truth) -> Truths {
        match truth {
            Truth::False => Truths(1),
            Truth::Unknown => Truths(2),
            Truth::True => Truths(4),
        }
    }

    /// The truths of a test that asks whether a three-valued fact is known, or is true.
    pub(super) fn map(self, f: impl Fn(Truth) -> Truth) -> Truths {
        let each = [Truth::False, Truth::Unknown, Truth::True].into_iter().filter(|truth| self.may_be(*truth));
        each.fold(Truths::NONE, |all, truth| all.or_also(Truths::of(f(truth))))
    }

    pub(super) fn or_also(self, other: Truths) -> Truths {
        Truths(self.0 | other.0)
    }

    pub(super) fn may_be(self, truth: Truth) -> bool {
        self.meets(Truths::of(truth))
    }

    pub(super) fn meets(self, other: Truths) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn is_within(self, other: Truths) -> bool {
        self.0 & !other.0 == 0
    }

    fn not(self) -> Truths {
        self.map(Truth::not)
    }

    pub(super) fn and(self, other: Truths) -> Truths {
        self.map_pairs(other, Truth::min)
    }

    fn or(self, other: Truths) -> Truths {
        self.map_pairs(other, Truth::max)
    }

    fn map_pairs(self, other: Truths, f: impl Fn(Truth, Truth) -> Truth) -> Truths {
        let mut all = Truths::NONE;
        for a in [Truth::False, Truth::Unknown, Truth::True].into_iter().filter(|truth| self.may_be(*truth)) {
            all = all.or_also(other.map(|b| f(a, b)));
        }
        all
    }
}

/// The truths that a branch may have when those of its tests are as `leaf` says, each by itself. What the branch may be
/// is never left out, for the tests of one fact are taken as if they could differ.
pub(super) fn of_branch<T>(forest: &Forest<T>, index: u32, leaf: &mut dyn FnMut(u32, &T) -> Truths) -> Truths {
    match &forest.branches()[index as usize] {
        Branch::Test(test) => leaf(index, test),
        Branch::Not(child) => of_branch(forest, *child, leaf).not(),
        Branch::All(start, end) => {
            let mut all = Truths::TRUE;
            for child in *start..*end {
                all = all.and(of_branch(forest, child, leaf));
            }
            all
        }
        Branch::Any(start, end) => {
            let mut any = Truths::FALSE;
            for child in *start..*end {
                any = any.or(of_branch(forest, child, leaf));
            }
            any
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_follow_the_laws_of_their_elements() {
        let sets = || (0..8).map(Truths);
        for a in sets() {
            assert_eq!(a.not().not(), a);
            for b in sets() {
                assert_eq!(a.and(b), a.not().or(b.not()).not());
                for truth in [Truth::False, Truth::Unknown, Truth::True] {
                    let pairs = [Truth::False, Truth::Unknown, Truth::True];
                    let found = pairs
                        .iter()
                        .any(|x| pairs.iter().any(|y| a.may_be(*x) && b.may_be(*y) && (*x).min(*y) == truth));
                    assert_eq!(a.and(b).may_be(truth), found);
                }
            }
        }
    }
}
