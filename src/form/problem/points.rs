//! Points that are still open: what goes into which account, and the facts that are asked about them.

use super::{FACTS, Level, Sketch};
use crate::condition::Branch;
use crate::condition::check::Chosen;
use crate::form::account::{AXES, Account, Item, PointFact};
use crate::functions::diagram::{self, Diagram, FALSE, TRUE};
use crate::functions::domain::field_of;
use crate::model::{Axis, Bounds, Check, Fact, RulePoints, Test};
use crate::points::Points;
use crate::prelude::*;
use crate::sort::sort_and_dedup;

impl Sketch<'_> {
    /// The points that a graded rule may give by an open field, each with the condition for it.
    pub(super) fn steps(&mut self, rule: usize, by: Fact) -> Vec<(i64, Diagram)> {
        let RulePoints::Graded { steps, .. } = &self.model.fit.rules[rule].points else { return Vec::new() };
        let mut amounts: Vec<i64> = steps.iter().map(|step| step.1.milli()).gather();
        sort_and_dedup(&mut amounts);
        let level = match field_of(by).and_then(|field| self.levels[field]) {
            Some(Level::Told(level)) => level,
            _ => {
                let count = amounts.len();
                let level = self.problem.diagrams.free_level(count + 1);
                let mut stands = |place| {
                    let places = (0..=count).map(|at| diagram::of_bool(at == place)).gather();
                    self.problem.diagrams.ask(level, &places)
                };
                return amounts.into_iter().enumerate().map(|(place, points)| (points, stands(place))).gather();
            }
        };
        let domain = &self.problem.domains[level as usize];
        let place = domain.graded.iter().position(|known| *known == rule).unwrap_or(0);
        let given: Vec<i64> = domain.classes.iter().map(|class| class.seen.points[place]).gather();
        let diagrams = &mut self.problem.diagrams;
        let mut stands =
            |points| diagrams.ask(level, &given.iter().map(|given| diagram::of_bool(*given == points)).gather());
        amounts.into_iter().map(|points| (points, stands(points))).gather()
    }

    /// Opens the accounts of an axis, as far as anything about its points is open.
    pub(super) fn sum_up(&mut self, index: usize, axis: &Axis, parts: Vec<(Option<usize>, Diagram, i64)>) {
        let (group_fact, points_fact, cut_fact): (fn(usize) -> Fact, _, _) = match index {
            0 => (Fact::FitGroup, Fact::FitPoints, Fact::FitTier),
            _ => (Fact::IntentGroup, Fact::IntentPoints, Fact::IntentBand),
        };
        let cut_fact = tier_fact(axis, cut_fact, points_fact);
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
                let is_asked = self.is_asked(group_fact(group));
                if opens && (bounds.min.is_some() || bounds.max.is_some() || is_asked) {
                    own[group] = Some(self.problem.accounts.len());
                    let fact = is_asked.then(|| self.point_fact(group_fact(group)));
                    let account =
                        Account { axis: index, base: certain, bounds, feeds: Vec::new(), fact, is_total: false };
                    self.problem.accounts.push(account);
                } else {
                    let points = if opens { certain } else { bounds.clamp_milli(certain) };
                    base += points;
                    looked_base += if looks_at(group) { points } else { 0 };
                }
            }
            let looked = looked_at.then(|| {
                let fact = self.is_asked(cut_fact).then(|| self.point_fact(cut_fact));
                let bounds = Bounds::default();
                let account =
                    Account { axis: index, base: looked_base, bounds, feeds: Vec::new(), fact, is_total: false };
                self.problem.accounts.push(account);
                self.problem.accounts.len() - 1
            });
            let fact = self.is_asked(points_fact).then(|| self.point_fact(points_fact));
            let total = self.problem.accounts.len();
            let account = Account { axis: index, base, bounds: axis.bounds, feeds: Vec::new(), fact, is_total: true };
            self.problem.accounts.push(account);
            for (group, account) in own.iter().enumerate().filter_map(|(group, own)| Some((group, (*own)?))) {
                let feeds = looked.filter(|_| looks_at(group)).into_iter().chain([total]);
                self.problem.accounts[account].feeds = feeds.gather();
            }
            for (group, when, points) in parts.into_iter().filter(is_open) {
                let accounts = match group {
                    Some(group) if own[group].is_some() => own[group].into_iter().gather(),
                    Some(group) if looks_at(group) => looked.into_iter().chain([total]).gather(),
                    _ => vec![total],
                };
                self.problem.items.push(Item { when, points, axis: index, accounts });
            }
        }
        let any_open = !self.problem.accounts.is_empty();
        if index + 1 == AXES && any_open && self.is_asked(Fact::Score) {
            self.point_fact(Fact::Score);
        }
    }

    /// Whether any condition asks about a fact about points, through its tier or band if need be.
    fn is_asked(&self, fact: Fact) -> bool {
        let same = |asked: Fact| {
            asked == fact
                || asked == Fact::FitTier && tier_fact(&self.model.fit.axis, asked, Fact::FitPoints) == fact
                || asked == Fact::IntentBand && tier_fact(&self.model.intent.axis, asked, Fact::IntentPoints) == fact
        };
        self.model.conditions.branches().iter().any(|branch| matches!(branch, Branch::Test(test) if same(test.fact)))
    }

    /// Makes a fact about points a variable.
    fn point_fact(&mut self, fact: Fact) -> usize {
        let mut boundaries = Vec::new();
        for branch in self.model.conditions.branches() {
            let Branch::Test(test) = branch else { continue };
            let cuts = match test.fact {
                Fact::FitTier if tier_fact(&self.model.fit.axis, test.fact, Fact::FitPoints) == fact => {
                    &self.model.fit.axis.cuts[..]
                }
                Fact::IntentBand if tier_fact(&self.model.intent.axis, test.fact, Fact::IntentPoints) == fact => {
                    &self.model.intent.axis.cuts[..]
                }
                _ => &[],
            };
            cuts.iter().filter_map(|cut| cut.at).map(Points::milli).gather_into(&mut boundaries);
            if let Check::Points(compare) = &test.check
                && test.fact == fact
            {
                let of_test = compare.constants().flat_map(|points| [points.milli(), points.milli() + 1]);
                of_test.gather_into(&mut boundaries);
            }
        }
        sort_and_dedup(&mut boundaries);
        self.problem.facts.push(PointFact { fact, boundaries });
        self.problem.facts.len() - 1
    }

    pub(super) fn points_test(&mut self, test: &Test) -> Diagram {
        let model = self.model;
        let (fit, intent) = (&model.fit.axis, &model.intent.axis);
        let (fact, axis) = match test.fact {
            Fact::FitTier => (tier_fact(fit, Fact::FitTier, Fact::FitPoints), fit),
            Fact::IntentBand => (tier_fact(intent, Fact::IntentBand, Fact::IntentPoints), intent),
            fact => (fact, fit),
        };
        let Some(place) = self.problem.fact(fact) else {
            return diagram::of(self.known.test(test));
        };
        let passes = |points: Points| match &test.check {
            Check::Points(compare) => compare.passes(&points),
            Check::Option(check) => check.passes(axis.cut_at(points).map_or(Chosen::Nothing, Chosen::Option)),
            Check::Known(wanted) if test.fact != fact || matches!(fact, Fact::FitTier | Fact::IntentBand) => {
                axis.cut_at(points).is_some() == *wanted
            }
            Check::Known(wanted) => *wanted,
            _ => false,
        };
        let branches = self.problem.facts[place].amounts().map(|points| diagram::of_bool(passes(points)));
        let branches = branches.gather();
        self.problem.diagrams.ask(FACTS + place as u32, &branches)
    }
}

/// The fact whose amount a tier or band follows from: points, or the sum of some groups under the name of the tier itself.
fn tier_fact(axis: &Axis, tier: Fact, points: Fact) -> Fact {
    if axis.cuts_of.is_some() { tier } else { points }
}
