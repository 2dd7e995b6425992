//! Accounts: sums of points that are still open, and which of their amounts make a difference.

use crate::functions::diagram::Diagram;
use crate::model::{Bounds, Fact};
use crate::points::Points;
use crate::prelude::*;

/// The two axes that make the score, in their order.
pub(super) const AXES: usize = 2;

/// A sum of points: of a group, of what tiers or bands look at, or of an axis.
#[derive(Debug)]
pub(super) struct Account {
    pub(super) axis: usize,
    /// What it holds before anything that is open, in thousandths.
    pub(super) base: i64,
    pub(super) bounds: Bounds,
    /// The accounts that its points go to once it is complete.
    pub(super) feeds: Vec<usize>,
    /// The fact that it is, by its index.
    pub(super) fact: Option<usize>,
    /// Whether it is the sum of its axis.
    pub(super) is_total: bool,
}

impl Account {
    pub(super) fn clamp(&self, points: i64) -> i64 {
        self.bounds.clamp_milli(points)
    }
}

/// Points that come if a condition holds.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) when: Diagram,
    pub(super) points: i64,
    pub(super) axis: usize,
    /// The accounts that they are for.
    pub(super) accounts: Vec<usize>,
}

/// A fact about points, with the amounts at which an answer about it may change.
#[derive(Debug)]
pub(super) struct PointFact {
    pub(super) fact: Fact,
    /// Rising. An amount is in the range that follows the last boundary not above it.
    pub(super) boundaries: Vec<i64>,
}

impl PointFact {
    pub(super) fn range(&self, points: i64) -> usize {
        self.boundaries.partition_point(|&boundary| boundary <= points)
    }

    /// An amount in each range.
    pub(super) fn amounts(&self) -> Vec<i64> {
        let mut amounts = vec![self.boundaries.first().map_or(0, |boundary| boundary - 1)];
        amounts.extend_from_slice(&self.boundaries);
        amounts
    }
}

/// The least and greatest of some amounts of an account, each among those of all accounts.
pub(super) fn range(amounts: &[Vec<i64>], account: usize) -> (i64, i64) {
    let mut of_account = amounts.iter().map(|amounts| amounts[account]);
    let first = of_account.next().unwrap_or(0);
    of_account.fold((first, first), |(low, high), amount| (low.min(amount), high.max(amount)))
}

/// Which amounts of an account can be told apart in the end.
#[derive(Debug)]
pub(super) enum Marks {
    /// Only by the last of these that it reaches.
    Steps(Vec<i64>),
    /// All of them, except those past a clamp.
    Exact(Bounds),
}

impl Marks {
    /// An amount that ends up where this one does, whatever is still added to it, from `low` to `high`: the same for as many
    /// amounts as can be.
    pub(super) fn settle(&self, points: i64, (low, high): (i64, i64)) -> i64 {
        match self {
            Marks::Steps(steps) => {
                let reached = |points: i64| steps.partition_point(|&step| step <= points);
                match (reached(points + low), steps.first()) {
                    (_, None) => 0,
                    (step, _) if step != reached(points + high) => points,
                    (0, Some(first)) => first - 1 - high,
                    (step, _) => steps[step - 1] - low,
                }
            }
            Marks::Exact(Bounds { min, max }) => match (min.map(Points::milli), max.map(Points::milli)) {
                (Some(min), _) if points + high <= min => min - high,
                (_, Some(max)) if points + low >= max => max - low,
                _ => points,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_that_end_alike_become_one() {
        let steps = Marks::Steps(vec![10, 20]);
        let bounds = Bounds { min: Some(Points::from_milli(0)), max: Some(Points::from_milli(15)) };
        let exact = Marks::Exact(bounds);
        for (low, high) in [(0, 0), (-3, 4), (0, 9), (-20, 30)] {
            for points in -40..60 {
                for added in low..=high {
                    let (before, after) = (points + added, steps.settle(points, (low, high)) + added);
                    assert_eq!((before >= 10, before >= 20), (after >= 10, after >= 20), "{points} {added}");
                    let after = exact.settle(points, (low, high)) + added;
                    assert_eq!(bounds.clamp_milli(before), bounds.clamp_milli(after), "{points} {added}");
                }
            }
        }
        let different: std::collections::BTreeSet<i64> = (-40..60).map(|points| steps.settle(points, (0, 0))).collect();
        assert_eq!(different.len(), 3);
    }
}
