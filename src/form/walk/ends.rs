//! What the sums come to at the end.

use super::{Walker, add};
use crate::form::account::AXES;
use crate::form::problem::FACTS;
use crate::functions::diagram::{Diagram, TRUE};
use crate::model::Fact;
use crate::prelude::*;
use crate::sort::sort_list;

impl Walker<'_> {
    /// The outcomes that sums, each within its bounds, come to.
    pub(super) fn outcomes(&self, frame: u32, sums: &[(i64, i64)]) -> Vec<u32> {
        let problem = self.problem;
        let row = self.rows.row(frame);
        let mut sums = sums.to_vec();
        let mut ranges: Vec<(usize, usize)> = problem.facts.iter().map(|fact| (0, fact.boundaries.len())).gather();
        let mut score = (0, 0);
        for axis in 0..AXES {
            for (place, &item) in self.joint.iter().enumerate().filter(|(_, item)| problem.items[**item].axis == axis) {
                let may = self.ends_of(row[place + 1], &ranges);
                for &account in &problem.items[item].accounts {
                    match (may.contains(&TRUE), may.len()) {
                        (true, 1) => {
                            let points = problem.items[item].points;
                            sums[account] = (sums[account].0 + points, sums[account].1 + points);
                        }
                        (true, _) => add(&mut sums[account], problem.items[item].points),
                        (false, _) => {}
                    }
                }
            }
            let mut total = (problem.fixed[axis], problem.fixed[axis]);
            for (index, account) in problem.accounts.iter().enumerate().filter(|(_, account)| account.axis == axis) {
                if !account.feeds.is_empty() && self.closing[index].is_none() {
                    self.pass_on(&mut sums, index);
                }
                let (low, high) = (account.clamp(sums[index].0), account.clamp(sums[index].1));
                if let Some(fact) = account.fact {
                    ranges[fact] = (problem.facts[fact].range(low), problem.facts[fact].range(high));
                }
                if account.is_total {
                    total = (low, high);
                }
            }
            score = (score.0 + total.0, score.1 + total.1);
        }
        if let Some(fact) = problem.fact(Fact::Score) {
            ranges[fact] = (problem.facts[fact].range(score.0), problem.facts[fact].range(score.1));
        }
        let mut outcomes: Vec<u32> =
            self.ends_of(row[0], &ranges).into_iter().filter_map(|end| problem.diagrams.value(end)).gather();
        sort_list(&mut outcomes, &|a, b| a.cmp(b));
        outcomes
    }

    /// The constants that a function of facts about points may come to, each fact within its ranges.
    fn ends_of(&self, diagram: Diagram, ranges: &[(usize, usize)]) -> Vec<Diagram> {
        let mut seen = vec![diagram];
        let mut next = 0;
        while let Some(&part) = seen.get(next) {
            next += 1;
            let Some(fact) = self.problem.diagrams.level(part).and_then(|level| level.checked_sub(FACTS)) else {
                continue;
            };
            let (low, high) = ranges[fact as usize];
            for &branch in &self.problem.diagrams.branches(part)[low..=high] {
                if !seen.contains(&branch) {
                    seen.push(branch);
                }
            }
        }
        seen.retain(|part| self.problem.diagrams.level(*part).is_none());
        seen
    }
}
