//! What may still come: the facts that are still asked, the points still to be added, and which amounts it can tell apart.

use super::{Walker, add, bit};
use crate::form::account::{AXES, Marks, range};
use crate::form::problem::FACTS;
use crate::functions::diagram::Diagram;
use crate::model::{Bounds, Fact};
use crate::points::Points;
use crate::prelude::*;
use crate::sort::sort_and_dedup;

impl Walker<'_> {
    /// Which facts about points each function may ask.
    pub(super) fn find_facts(&mut self) {
        self.asks = vec![0; self.parts.last().map_or(0, |&last| last as usize + 1)];
        for &part in &self.parts {
            let Some(level) = self.problem.diagrams.level(part) else { continue };
            let own = level.checked_sub(FACTS).map_or(0, |fact| bit(fact as usize));
            let branches = self.problem.diagrams.branches(part).iter();
            self.asks[part as usize] = branches.fold(own, |all, &branch| all | self.asks[branch as usize]);
        }
    }

    /// The last variable of a function; `None` when it also asks facts about points.
    fn last_variable(&self, diagram: Diagram) -> Option<usize> {
        if self.asks[diagram as usize] != 0 {
            return None;
        }
        let parts = self.problem.diagrams.parts(&[diagram], &|_| None);
        let last = parts.into_iter().filter_map(|part| self.problem.diagrams.level(part)).max()?;
        self.variables.iter().position(|variable| variable.level == last)
    }

    /// What may be added to each account from each variable on, and where accounts that go to others are complete.
    pub(super) fn find_bounds(&mut self) {
        let (problem, count) = (self.problem, self.variables.len());
        let accounts = problem.accounts.len();
        // By account: the last variable that adds to it, one past all of them when points do.
        let mut last = vec![0; accounts];
        let mut left = vec![vec![(0, 0); accounts]; count + 1];
        for (variable, effects) in self.plain.iter().enumerate() {
            for account in 0..accounts {
                let (low, high) = range(effects, account);
                for left in &mut left[..=variable] {
                    left[account] = (left[account].0 + low, left[account].1 + high);
                }
                if (low, high) != (0, 0) {
                    last[account] = last[account].max(variable);
                }
            }
        }
        for &item in &self.joint {
            let item = &problem.items[item];
            let until = self.last_variable(item.when).unwrap_or(count);
            for &account in &item.accounts {
                last[account] = last[account].max(until);
                left.iter_mut().take(until + 1).for_each(|left| add(&mut left[account], item.points));
            }
        }
        self.closing = vec![None; accounts];
        for (index, account) in problem.accounts.iter().enumerate().filter(|(_, account)| !account.feeds.is_empty()) {
            let until = last[index];
            self.closing[index] = (until < count).then_some(until);
            let (low, high) = left[0][index];
            let base = self.base[index];
            let (low, high) = (account.clamp(base + low), account.clamp(base + high));
            for &to in &account.feeds {
                for left in left.iter_mut().take(until + 1) {
                    left[to] = (left[to].0 + low, left[to].1 + high);
                }
            }
        }
        self.left = left;
    }

    /// The boundaries of a fact about points on whose sides something differs.
    fn boundaries(&self, fact: usize) -> Vec<i64> {
        let nodes = self.branches_at(FACTS + fact as u32);
        let mut boundaries = Vec::new();
        for (place, &boundary) in self.problem.facts[fact].boundaries.iter().enumerate() {
            if nodes.iter().any(|branches| branches[place] != branches[place + 1]) {
                boundaries.push(boundary);
            }
        }
        boundaries
    }

    pub(super) fn marks_of(&self, index: usize) -> Marks {
        let problem = self.problem;
        let account = &problem.accounts[index];
        if !account.feeds.is_empty() {
            return Marks::Exact(account.bounds);
        }
        let mut steps: Vec<i64> = account.fact.map(|fact| self.boundaries(fact)).unwrap_or_default();
        if account.is_total
            && let Some(score) = problem.fact(Fact::Score)
        {
            let of_score = self.boundaries(score);
            let is_open = |axis: usize| problem.accounts.iter().any(|account| account.axis == axis);
            if !of_score.is_empty() && (0..AXES).all(is_open) {
                return Marks::Exact(account.bounds);
            }
            let others: i64 = (0..AXES).filter(|&axis| axis != account.axis).map(|axis| problem.fixed[axis]).sum();
            steps.extend(of_score.iter().map(|boundary| boundary - others));
        }
        // A clamp moves what is past it to its own amount.
        let Bounds { min, max } = account.bounds;
        let (min, max) = (min.map(Points::milli), max.map(Points::milli));
        steps.retain(|&step| min.is_none_or(|min| step > min) && max.is_none_or(|max| step <= max));
        sort_and_dedup(&mut steps);
        Marks::Steps(steps)
    }
}
