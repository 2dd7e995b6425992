//! Points that are still open: what goes into which account, and the facts that are asked about them.

use super::{FACTS, Level, Sketch};
use crate::condition::Branch;
use crate::condition::check::Chosen;
use crate::form::account::{AXES, Account, Item, PointFact};
use crate::functions::diagram::{self, Diagram, FALSE, TRUE};
use crate::functions::domain::field_of;
use crate::model::{Axis, Bounds, Check, Compiled, Fact, RulePoints, Test};
use crate::points::Points;
use crate::prelude::*;
use crate::sort::sort_and_dedup;

impl Sketch<'_> {
    /// The points that a graded rule may give by an open field, each with the condition for it.
    pub(super) fn steps(&mut self, rule: usize, by: Fact) -> Vec<(i64, Diagram)> {
        let RulePoints::Graded { steps, .. } = &self.model.fit.rules[rule].points else { return Vec::new() };
        let mut amounts: Vec<i64> = steps.iter().map(|step| step.1.milli()).gather();
        sort_and_dedup(&mut amounts);
        // By class: what it gives.
        let Some(field) = field_of(by) else { return Vec::new() };
        let (level, given): (u32, Vec<i64>) = match self.levels[field] {
            Some(Level::Told(level)) => {
                let domain = &self.problem.domains[level as usize];
                let place = domain.graded.iter().position(|known| *known == rule).unwrap_or(0);
                (level, domain.classes.iter().map(|class| class.seen.points[place]).gather())
            }
            _ => {
                let mut given = amounts.clone();
                given.push(i64::MAX);
                let level = self.problem.diagrams.free_level(given.len());
                self.problem.loose.insert(level, field);
                (level, given)
            }
        };
        let mut all = Vec::new();
        for points in amounts {
            let stands = given.iter().map(|given| diagram::of_bool(*given == points)).gather();
            all.push((points, self.problem.diagrams.ask(level, &stands)));
        }
        all
    }

    /// Opens the accounts of an axis, as far as anything about its points is open.
    pub(super) fn sum_up(&mut self, index: usize, axis: &Axis, parts: Vec<(Option<usize>, Diagram, i64)>) {
        let (group_fact, points_fact, cut_fact): (fn(usize) -> Fact, _, _) = match index {
            0 => (Fact::FitGroup, Fact::FitPoints, Fact::FitTier),
            _ => (Fact::IntentGroup, Fact::IntentPoints, Fact::IntentBand),
        };
        let looks_at = |group: usize| axis.cuts_of.as_ref().is_some_and(|of| of.contains(&group));
        let is_open = |part: &(Option<usize>, Diagram, i64)| part.1 != FALSE && part.1 != TRUE && part.2 != 0;
        if parts.iter().any(is_open) {
            // What is certain of each group, and whether anything of it is open.
            let mut groups = vec![(0, false); axis.groups.len()];
            let mut base = 0;
            for part in &parts {
                let certain = if part.1 == TRUE { part.2 } else { 0 };
                match part.0 {
                    Some(group) => groups[group] = (groups[group].0 + certain, groups[group].1 || is_open(part)),
                    None => base += certain,
                }
            }
            let looked_at =
                axis.cuts_of.is_some() && groups.iter().enumerate().any(|(group, of)| of.1 && looks_at(group));
            let mut own: Vec<Option<usize>> = vec![None; groups.len()];
            let mut looked_base = 0;
            for (group, &(certain, opens)) in groups.iter().enumerate() {
                let bounds = axis.groups[group].bounds;
                let has_say = bounds.min.is_some() || bounds.max.is_some() || self.is_asked(group_fact(group));
                if opens && has_say {
                    own[group] = Some(self.open(index, certain, bounds, group_fact(group)));
                } else {
                    let points = if opens { certain } else { bounds.clamp_milli(certain) };
                    base += points;
                    looked_base += if looks_at(group) { points } else { 0 };
                }
            }
            let looked = looked_at.then(|| self.open(index, looked_base, Bounds::default(), self.read_off(cut_fact)));
            let total = self.open(index, base, axis.bounds, points_fact);
            self.problem.accounts[total].is_total = true;
            for (group, account) in own.iter().enumerate() {
                if let Some(account) = account {
                    let feeds = &mut self.problem.accounts[*account].feeds;
                    feeds.extend(looked.filter(|_| looks_at(group)));
                    feeds.push(total);
                }
            }
            for (group, when, points) in parts.into_iter().filter(is_open) {
                let mut accounts = Vec::new();
                match group.and_then(|group| own[group]) {
                    Some(own) => accounts.push(own),
                    None => {
                        accounts.extend(looked.filter(|_| group.is_some_and(looks_at)));
                        accounts.push(total);
                    }
                }
                self.problem.items.push(Item { when, points, axis: index, accounts });
            }
        }
        let any_open = !self.problem.accounts.is_empty();
        if index + 1 == AXES && any_open {
            self.point_fact(Fact::Score);
        }
    }

    /// Opens an account for a fact.
    fn open(&mut self, axis: usize, base: i64, bounds: Bounds, fact: Fact) -> usize {
        let fact = self.point_fact(fact);
        self.problem.accounts.push(Account { axis, base, bounds, feeds: Vec::new(), fact, is_total: false });
        self.problem.accounts.len() - 1
    }

    /// The fact whose amount says what a fact is: points for a tier or band, or, under the name of the tier itself, the sum of
    /// some groups.
    fn read_off(&self, fact: Fact) -> Fact {
        match fact {
            Fact::FitTier if self.model.fit.axis.cuts_of.is_none() => Fact::FitPoints,
            Fact::IntentBand if self.model.intent.axis.cuts_of.is_none() => Fact::IntentPoints,
            fact => fact,
        }
    }

    /// Whether any condition asks about a fact about points, through its tier or band if need be.
    fn is_asked(&self, fact: Fact) -> bool {
        let mut branches = self.model.conditions.branches().iter();
        branches.any(|branch| matches!(branch, Branch::Test(test) if self.read_off(test.fact) == fact))
    }

    /// Makes a fact about points a variable, if any condition asks about it.
    fn point_fact(&mut self, fact: Fact) -> Option<usize> {
        if !self.is_asked(fact) {
            return None;
        }
        let mut boundaries = Vec::new();
        for branch in self.model.conditions.branches() {
            let Branch::Test(test) = branch else { continue };
            if self.read_off(test.fact) != fact {
                continue;
            }
            match (&test.check, axis_cut(self.model, test.fact)) {
                (_, Some(axis)) => axis.cuts.iter().for_each(|cut| boundaries.extend(cut.at.map(Points::milli))),
                (Check::Points(compare), None) => {
                    for points in compare.constants() {
                        boundaries.extend_from_slice(&[points.milli(), points.milli() + 1]);
                    }
                }
                _ => {}
            }
        }
        sort_and_dedup(&mut boundaries);
        self.problem.facts.push(PointFact { fact, boundaries });
        Some(self.problem.facts.len() - 1)
    }

    pub(super) fn points_test(&mut self, test: &Test) -> Diagram {
        let Some(place) = self.problem.fact(self.read_off(test.fact)) else {
            return diagram::of(self.known.test(test));
        };
        let axis = axis_cut(self.model, test.fact);
        let mut branches = Vec::new();
        for amount in self.problem.facts[place].amounts() {
            let points = Points::from_milli(amount);
            let cut = axis.map(|axis| axis.cut_at(points));
            branches.push(diagram::of_bool(match (&test.check, cut) {
                (Check::Points(compare), _) => compare.passes(&points),
                (Check::Option(check), Some(cut)) => check.passes(cut.map_or(Chosen::Nothing, Chosen::Option)),
                (Check::Known(wanted), Some(cut)) => cut.is_some() == *wanted,
                (Check::Known(wanted), None) => *wanted,
                _ => false,
            }));
        }
        self.problem.diagrams.ask(FACTS + place as u32, &branches)
    }
}

/// The axis that a tier or band is of.
fn axis_cut(model: &Compiled, fact: Fact) -> Option<&Axis> {
    match fact {
        Fact::FitTier => Some(&model.fit.axis),
        Fact::IntentBand => Some(&model.intent.axis),
        _ => None,
    }
}
