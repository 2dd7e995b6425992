//! Conditions: three-valued logic over tests, kept as one flat table per kind of test.

use crate::prelude::*;

pub(crate) mod check;

/// The three truth values, in the order false < unknown < true.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Truth {
    False,
    #[default]
    Unknown,
    True,
}

impl Truth {
    pub(crate) fn of(truth: bool) -> Truth {
        if truth { Truth::True } else { Truth::False }
    }

    pub(crate) fn holds(self) -> bool {
        self == Truth::True
    }

    pub(crate) fn not(self) -> Truth {
        match self {
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
            Truth::True => Truth::False,
        }
    }

    /// The value that a test on it sees: `None` when it is unknown.
    pub(crate) fn known(self) -> Option<bool> {
        match self {
            Truth::False => Some(false),
            Truth::Unknown => None,
            Truth::True => Some(true),
        }
    }
}

/// A condition: the index of its root in a [`Forest`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Condition(u32);

impl Condition {
    /// The index of its root among the branches of its forest.
    pub(crate) fn root(self) -> u32 {
        self.0
    }
}

/// Conditions over tests of one kind; the children of a node stand side by side.
#[derive(Debug)]
pub(crate) struct Forest<T> {
    nodes: Vec<Branch<T>>,
}

#[derive(Debug)]
pub(crate) enum Branch<T> {
    All(u32, u32),
    Any(u32, u32),
    Not(u32),
    Test(T),
}

impl<T> Default for Forest<T> {
    fn default() -> Self {
        Forest { nodes: Vec::new() }
    }
}

impl<T> Forest<T> {
    /// True when all of the branches are; a single branch stands for itself.
    pub(crate) fn all(&mut self, mut branches: Vec<Branch<T>>) -> Branch<T> {
        match branches.pop() {
            Some(only) if branches.is_empty() => only,
            last => {
                branches.extend(last);
                let (start, end) = self.place(branches);
                Branch::All(start, end)
            }
        }
    }

    /// True when any of the branches is.
    pub(crate) fn any(&mut self, branches: Vec<Branch<T>>) -> Branch<T> {
        let (start, end) = self.place(branches);
        Branch::Any(start, end)
    }

    pub(crate) fn not(&mut self, branch: Branch<T>) -> Branch<T> {
        Branch::Not(self.place(vec![branch]).0)
    }

    /// Makes a branch a condition of its own.
    pub(crate) fn root(&mut self, branch: Branch<T>) -> Condition {
        Condition(self.place(vec![branch]).0)
    }

    /// All branches, for whoever looks at conditions themselves rather than at their truth.
    pub(crate) fn branches(&self) -> &[Branch<T>] {
        &self.nodes
    }

    /// The test at an index of [`branches`](Forest::branches), if there is one.
    pub(crate) fn test(&self, index: u32) -> Option<&T> {
        match self.nodes.get(index as usize) {
            Some(Branch::Test(test)) => Some(test),
            _ => None,
        }
    }

    /// What the branch at an index is, whatever the tests are.
    pub(crate) fn shape(&self, index: u32) -> Branch<()> {
        match self.nodes[index as usize] {
            Branch::All(start, end) => Branch::All(start, end),
            Branch::Any(start, end) => Branch::Any(start, end),
            Branch::Not(child) => Branch::Not(child),
            Branch::Test(_) => Branch::Test(()),
        }
    }

    /// Looks at every test of a condition, by its index among the branches.
    pub(crate) fn each_test<'f>(&'f self, condition: Condition, see: &mut dyn FnMut(u32, &'f T)) {
        self.each_test_of(condition.0, see);
    }

    fn each_test_of<'f>(&'f self, index: u32, see: &mut dyn FnMut(u32, &'f T)) {
        match &self.nodes[index as usize] {
            Branch::Test(test) => see(index, test),
            Branch::Not(child) => self.each_test_of(*child, see),
            Branch::All(start, end) | Branch::Any(start, end) => {
                (*start..*end).for_each(|child| self.each_test_of(child, see));
            }
        }
    }

    fn place(&mut self, branches: Vec<Branch<T>>) -> (u32, u32) {
        let start = self.nodes.len() as u32;
        self.nodes.extend(branches);
        (start, self.nodes.len() as u32)
    }

    /// The truth of a condition, `test` saying that of each test: `all` is the least, `any` the greatest, `not` swaps.
    #[inline]
    pub(crate) fn truth(&self, condition: Condition, test: &impl Fn(&T) -> Truth) -> Truth {
        match &self.nodes[condition.0 as usize] {
            Branch::Test(only) => test(only),
            _ => self.branch(condition.0, test),
        }
    }

    fn branch(&self, index: u32, test: &impl Fn(&T) -> Truth) -> Truth {
        match &self.nodes[index as usize] {
            Branch::Test(leaf) => test(leaf),
            Branch::Not(child) => self.branch(*child, test).not(),
            Branch::All(start, end) => {
                let mut least = Truth::True;
                for child in *start..*end {
                    least = least.min(self.branch(child, test));
                    if least == Truth::False {
                        break;
                    }
                }
                least
            }
            Branch::Any(start, end) => {
                let mut greatest = Truth::False;
                for child in *start..*end {
                    greatest = greatest.max(self.branch(child, test));
                    if greatest == Truth::True {
                        break;
                    }
                }
                greatest
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Truth::{False, True, Unknown};

    #[test]
    fn the_laws_of_kleene_hold() {
        let values = [False, Unknown, True];
        for a in values {
            assert_eq!(a.not().not(), a);
            for b in values {
                let mut forest = Forest::default();
                let all = forest.all(vec![Branch::Test(a), Branch::Test(b)]);
                let all = forest.root(all);
                let any = forest.any(vec![Branch::Test(a.not()), Branch::Test(b.not())]);
                let not_any = forest.not(any);
                let not_any = forest.root(not_any);
                let truth = |condition| forest.truth(condition, &|t: &Truth| *t);
                assert_eq!(truth(all), a.min(b));
                assert_eq!(truth(all), truth(not_any), "De Morgan for {a:?} and {b:?}");
            }
        }
    }

    #[test]
    fn an_empty_condition_holds_and_an_empty_choice_does_not() {
        let mut forest: Forest<Truth> = Forest::default();
        let all = forest.all(vec![]);
        let all = forest.root(all);
        assert_eq!(forest.truth(all, &|t| *t), True);
    }
}
