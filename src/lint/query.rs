//! Whether conditions can hold together, over all leads.
//!
//! The conditions are followed through derived facts, rules, labels and criteria down to what a lead brings. Each such fact
//! is a variable over the classes of its values; the search chooses a class for one after the other and turns back as
//! soon as what is left cannot hold. What it calls impossible is impossible. What it does not is not always possible: facts
//! that hang together in ways not followed here are taken as if they did not.

use super::domain::{self, Steps};
use super::reach::Reach;
use super::truths::{self, Truths};
use crate::condition::check::Chosen;
use crate::condition::{Condition, Truth};
use crate::model::{Check, Compiled, Fact, Kind, MOTIONS, Repeat, Signal, Test};
use crate::number::Number;
use crate::points::Points;
use crate::prelude::*;
use crate::sorted::{Map, Set};
use core::cell::Cell;

/// What stands for itself in a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Field(usize),
    Motion,
    Signal(usize),
    /// Points of an axis, or the tier or band that looks at groups of it.
    Points(Fact),
    Disqualified,
    Stage,
}

/// A variable of a search.
pub(super) struct Variable {
    pub(super) key: Key,
    /// What each class says to each test, and the points it gives by step; `None` when there are too many classes.
    pub(super) classes: Option<Vec<domain::Class>>,
    /// The least and greatest points of each class, for points.
    spans: Vec<(i64, i64)>,
}

/// A search over some conditions.
pub(super) struct Query<'m> {
    model: &'m Compiled,
    pub(super) variables: Vec<Variable>,
    /// The variable, and the place among its tests, of each test.
    places: Map<u32, (usize, usize)>,
    chosen: Vec<Option<usize>>,
    memo: Map<Fact, Truths>,
    options: Map<usize, Vec<bool>>,
    /// Names that are being followed.
    links: usize,
    work: &'m Cell<u64>,
}

/// The tests that a search is about, by what they ask.
#[derive(Default)]
pub(super) struct Tests<'m> {
    by_key: Map<Key, Vec<(u32, &'m Test)>>,
    steps: Map<Key, Vec<Steps<'m>>>,
    seen: Set<u32>,
    followed: Set<Fact>,
}

impl<'m> Tests<'m> {
    /// Gathers what a condition asks, through everything that it asks by name. What is not gathered, for it lies too far
    /// away or there is no more work to do, has no place in a search and is taken to be anything.
    pub(super) fn gather(&mut self, model: &'m Compiled, condition: Option<Condition>, work: &Cell<u64>) {
        let mut conditions = vec![condition];
        for _ in 0..=MOST_LINKS {
            let mut facts = Vec::new();
            for condition in conditions.into_iter().flatten() {
                model.conditions.each_test(condition, &mut |index, test| {
                    if !spend(work, 1) {
                        return;
                    }
                    if let Some(key) = key_of(model, test.fact) {
                        if self.seen.add(index) {
                            self.by_key.entry(key).push((index, test));
                        }
                    } else if self.followed.add(test.fact) {
                        facts.push(test.fact);
                    }
                });
            }
            if facts.is_empty() {
                return;
            }
            conditions = facts.into_iter().flat_map(|fact| conditions_of(model, fact)).gather();
        }
    }

    /// Gathers the steps of a graded rule.
    pub(super) fn grade(&mut self, by: Fact, steps: &'m [(Number, Points)]) {
        if let Fact::Field(field) | Fact::Days(field) = by {
            self.steps.entry(Key::Field(field)).push((by, steps));
        }
    }

    /// The variables that the tests and steps are about.
    pub(super) fn keys(&self) -> impl Iterator<Item = Key> {
        self.by_key.keys().chain(self.steps.keys()).copied()
    }

    fn count(&self) -> usize {
        self.by_key.values().map(Vec::len).sum()
    }
}

/// The variable that a fact is, or is read off; facts that follow from conditions are none.
fn key_of(model: &Compiled, fact: Fact) -> Option<Key> {
    Some(match fact {
        Fact::Field(field) | Fact::Domain(field) | Fact::Kind(field) | Fact::Days(field) => Key::Field(field),
        Fact::Motion => Key::Motion,
        Fact::Signal(signal) | Fact::SignalCount(signal) => Key::Signal(signal),
        Fact::FitTier if model.fit.axis.cuts_of.is_none() => Key::Points(Fact::FitPoints),
        Fact::IntentBand if model.intent.axis.cuts_of.is_none() => Key::Points(Fact::IntentPoints),
        Fact::FitGroup(_)
        | Fact::FitPoints
        | Fact::FitTier
        | Fact::IntentGroup(_)
        | Fact::IntentPoints
        | Fact::IntentBand
        | Fact::Score => Key::Points(fact),
        Fact::Disqualified => Key::Disqualified,
        Fact::Stage => Key::Stage,
        Fact::Derived(_)
        | Fact::Rule(_)
        | Fact::FrameworkPassed(_)
        | Fact::Criterion(_)
        | Fact::FrameworkMet(_)
        | Fact::Label(_) => return None,
    })
}

/// The conditions that a fact follows from.
pub(super) fn conditions_of(model: &Compiled, fact: Fact) -> Vec<Option<Condition>> {
    match fact {
        Fact::Derived(derived) => model.derived[derived].cases.iter().map(|(when, _)| Some(*when)).gather(),
        Fact::Rule(rule) => vec![model.fit.rules[rule].when],
        Fact::Label(label) => vec![model.labels[label].when],
        Fact::Criterion(criterion) => {
            // Of frameworks that begin at the same criterion, all but the last are empty.
            let next = model.frameworks.partition_point(|framework| framework.first <= criterion);
            let of = next.checked_sub(1).and_then(|index| model.frameworks.get(index));
            let criterion = of.and_then(|of| of.criteria.get(criterion - of.first));
            criterion.map(|criterion| criterion.met).into_iter().gather()
        }
        Fact::FrameworkPassed(framework) | Fact::FrameworkMet(framework) => {
            model.frameworks[framework].criteria.iter().map(|criterion| criterion.met).gather()
        }
        _ => Vec::new(),
    }
}

/// The classes of values that a search may still try.
const MOST_STEPS: u32 = 4_000;

/// Names that are followed from one condition to the next: a label that asks a label that asks a label.
const MOST_LINKS: usize = 32;

fn spend(left: &Cell<u64>, work: u64) -> bool {
    let before = left.get();
    left.set(before.saturating_sub(work));
    before > work
}

impl<'m> Query<'m> {
    pub(super) fn new(model: &'m Compiled, tests: &Tests<'m>, reach: Option<&Reach>, work: &'m Cell<u64>) -> Query<'m> {
        let mut query = Query {
            model,
            variables: Vec::new(),
            places: Map::default(),
            chosen: Vec::new(),
            memo: Map::default(),
            options: Map::default(),
            links: 0,
            work,
        };
        let mut keys = Set::default();
        keys.add_all(tests.keys());
        query.spend(tests.count() as u64);
        for &key in keys.keys() {
            let asked = tests.by_key.get(&key).map(Vec::as_slice).unwrap_or_default();
            for (place, (index, _)) in asked.iter().enumerate() {
                query.places.insert(*index, (query.variables.len(), place));
            }
            let asked: Vec<&Test> = asked.iter().map(|(_, test)| *test).gather();
            let steps = tests.steps.get(&key).map(Vec::as_slice).unwrap_or_default();
            let variable = query.variable(key, &asked, steps, reach);
            let size = variable.classes.as_ref().map_or(0, Vec::len) * (asked.len() + steps.len());
            query.spend(size as u64);
            query.variables.push(variable);
        }
        query.chosen = vec![None; query.variables.len()];
        query
    }

    fn spend(&self, work: u64) -> bool {
        spend(self.work, work)
    }

    fn variable(&self, key: Key, tests: &[&Test], steps: &[Steps<'_>], reach: Option<&Reach>) -> Variable {
        let model = self.model;
        let mut spans = Vec::new();
        let outcomes = |answer: &dyn Fn(&Test) -> Option<bool>| {
            let outcomes = tests.iter().map(|test| answer(test).map_or(Truth::Unknown, Truth::of)).gather();
            domain::Class { outcomes, given: Vec::new(), witnessed: true }
        };
        let options = |count: usize| -> Vec<domain::Class> {
            let class = |option| {
                outcomes(&|test| match &test.check {
                    Check::Option(check) => Some(check.passes(Chosen::Option(option))),
                    Check::Known(wanted) => Some(*wanted),
                    _ => None,
                })
            };
            (0..count).map(class).gather()
        };
        let classes = match key {
            // Only the points of fit, which are worked out before anything else, are told with a witness.
            Key::Field(field) => domain::of_field(model, field, tests, steps, reach.is_none(), self.work),
            Key::Motion => Some(options(MOTIONS.len())),
            Key::Stage => Some(options(model.stage_names.ids.len())),
            Key::Disqualified => {
                let all = [false, true].into_iter().filter(|out| !out || !model.disqualify.is_empty());
                let class = |out| {
                    outcomes(&|test| match test.check {
                        Check::Boolean(wanted) => Some(out == wanted),
                        Check::Known(wanted) => Some(wanted),
                        _ => None,
                    })
                };
                Some(all.map(class).gather())
            }
            Key::Signal(signal) => {
                let numbers = tests.iter().filter_map(|test| match &test.check {
                    Check::Number(compare) => Some(compare.constants()),
                    _ => None,
                });
                let can_fire = reach.is_none_or(|reach| reach.fires[signal]);
                states(&model.intent.signals[signal], can_fire, numbers.flatten()).map(|states| {
                    let class = |(fired, count): (bool, i64)| {
                        outcomes(&|test| match &test.check {
                            Check::Boolean(wanted) => Some(fired == *wanted),
                            Check::Known(wanted) => Some(*wanted),
                            Check::Number(compare) => Some(compare.passes(&Number::from_integer(count))),
                            _ => None,
                        })
                    };
                    states.into_iter().map(class).gather()
                })
            }
            Key::Points(fact) => reach.map(|reach| {
                let (axis, of) = match fact {
                    Fact::FitPoints | Fact::FitTier => (&model.fit.axis, &reach.fit),
                    _ => (&model.intent.axis, &reach.intent),
                };
                let (low, high, reachable) = match fact {
                    Fact::FitTier | Fact::IntentBand => of.looked_at.bounds(),
                    Fact::FitGroup(group) | Fact::IntentGroup(group) => {
                        let groups = if matches!(fact, Fact::FitGroup(_)) { &reach.fit } else { &reach.intent };
                        (groups.groups[group].clamped.0, groups.groups[group].clamped.1, None)
                    }
                    Fact::Score => (reach.score.0, reach.score.1, None),
                    _ => of.points.bounds(),
                };
                let constants = tests.iter().flat_map(|test| match &test.check {
                    Check::Points(compare) => compare.constants().map(|points| points.milli()).gather(),
                    _ => Vec::new(),
                });
                let about_cuts = tests.iter().any(|test| matches!(test.fact, Fact::FitTier | Fact::IntentBand));
                let ats =
                    axis.cuts.iter().filter(|_| about_cuts).filter_map(|cut| cut.at).flat_map(|at| [at.milli() - 1]);
                spans = domain::of_points(constants.chain(ats), low, high, reachable);
                let class = |&(low, _): &(i64, i64)| {
                    let points = Points::from_milli(low);
                    let cut = axis.cut_at(points);
                    outcomes(&|test| match &test.check {
                        Check::Points(compare) => Some(compare.passes(&points)),
                        Check::Option(check) => Some(check.passes(cut.map_or(Chosen::Nothing, Chosen::Option))),
                        Check::Known(wanted) if matches!(test.fact, Fact::FitTier | Fact::IntentBand) => {
                            Some(cut.is_some() == *wanted)
                        }
                        Check::Known(wanted) => Some(*wanted),
                        _ => None,
                    })
                };
                spans.iter().map(class).gather()
            }),
        };
        Variable { key, classes, spans }
    }

    /// Whether conditions can come, all at once, to one of the truths wanted of each. `true` when that is not known.
    pub(super) fn is_possible(&mut self, wanted: &[(Option<Condition>, Truths)]) -> bool {
        let mut steps = MOST_STEPS;
        self.search(0, wanted, &mut steps)
    }

    fn search(&mut self, depth: usize, wanted: &[(Option<Condition>, Truths)], steps: &mut u32) -> bool {
        if *steps == 0 || !self.spend(self.places.len() as u64) {
            return true;
        }
        *steps -= 1;
        let mut settled = true;
        for (condition, truths) in wanted {
            let may_be = self.truths(*condition);
            if !may_be.meets(*truths) {
                return false;
            }
            settled &= may_be.is_within(*truths);
        }
        if !self.is_consistent() {
            return false;
        }
        let Some(classes) = self.variables.get(depth).map(|variable| variable.classes.as_ref().map(Vec::len)) else {
            return true;
        };
        if settled {
            return true;
        }
        let Some(count) = classes else { return self.search(depth + 1, wanted, steps) };
        for class in 0..count {
            self.choose(depth, Some(class));
            if self.search(depth + 1, wanted, steps) {
                self.choose(depth, None);
                return true;
            }
        }
        self.choose(depth, None);
        false
    }

    /// Chooses a class for a variable, or leaves it open.
    pub(super) fn choose(&mut self, variable: usize, class: Option<usize>) {
        self.chosen[variable] = class;
        self.memo.clear();
        self.options.clear();
    }

    /// The score is the sum of fit and intent.
    fn is_consistent(&self) -> bool {
        let span = |wanted: Fact| {
            let variable = self.variables.iter().position(|variable| variable.key == Key::Points(wanted))?;
            self.variables[variable].spans.get(self.chosen[variable]?).copied()
        };
        match (span(Fact::Score), span(Fact::FitPoints), span(Fact::IntentPoints)) {
            (Some(score), Some(fit), Some(intent)) => fit.0 + intent.0 <= score.1 && score.0 <= fit.1 + intent.1,
            _ => true,
        }
    }

    /// What a condition may come to; one that is absent holds.
    pub(super) fn truths(&mut self, condition: Option<Condition>) -> Truths {
        let model = self.model;
        condition.map_or(Truths::TRUE, |condition| {
            truths::of_branch(&model.conditions, condition.root(), &mut |index, test| self.test(index, test))
        })
    }

    fn test(&mut self, index: u32, test: &Test) -> Truths {
        if let Some(&(variable, place)) = self.places.get(&index) {
            let Some(classes) = &self.variables[variable].classes else {
                // Whatever a value is, it is known or not.
                let two = matches!(test.check, Check::Known(_));
                return if two { Truths::TRUE.or_also(Truths::FALSE) } else { Truths::ANY };
            };
            let classes = match self.chosen[variable] {
                Some(class) => &classes[class..=class],
                None => &classes[..],
            };
            let outcomes = classes.iter().map(|class| Truths::of(class.outcomes[place]));
            return outcomes.fold(Truths::NONE, Truths::or_also);
        }
        // A variable whose tests were not gathered.
        if key_of(self.model, test.fact).is_some() {
            return Truths::ANY;
        }
        match test.fact {
            Fact::Derived(derived) => {
                let options = self.derived(derived);
                let truth = |(option, _): (usize, &bool)| {
                    let chosen = (option + 1 < options.len()).then_some(Chosen::Option(option));
                    Truths::of(match (&test.check, chosen) {
                        (Check::Known(wanted), chosen) => Truth::of(chosen.is_some() == *wanted),
                        (Check::Option(check), Some(chosen)) => Truth::of(check.passes(chosen)),
                        _ => Truth::Unknown,
                    })
                };
                let possible = options.iter().enumerate().filter(|(_, possible)| **possible);
                possible.map(truth).fold(Truths::NONE, Truths::or_also)
            }
            Fact::FrameworkMet(framework) => {
                let criteria: Vec<Truths> = self.criteria(framework);
                let least = criteria.iter().filter(|truths| truths.is_within(Truths::TRUE)).count();
                let most = criteria.iter().filter(|truths| truths.may_be(Truth::True)).count();
                let truth = |met: usize| match &test.check {
                    Check::Number(compare) => Truth::of(compare.passes(&Number::from_integer(met as i64))),
                    Check::Known(wanted) => Truth::of(*wanted),
                    _ => Truth::Unknown,
                };
                (least..=most).map(|met| Truths::of(truth(met))).fold(Truths::NONE, Truths::or_also)
            }
            fact => {
                let truths = self.named(fact);
                truths.map(|truth| match &test.check {
                    Check::Known(wanted) => Truth::of((truth != Truth::Unknown) == *wanted),
                    Check::Boolean(wanted) => truth.known().map_or(Truth::Unknown, |value| Truth::of(value == *wanted)),
                    _ => Truth::Unknown,
                })
            }
        }
    }

    /// The truths of a fact that is a condition with a name, or a framework.
    fn named(&mut self, fact: Fact) -> Truths {
        if let Some(known) = self.memo.get(&fact) {
            return *known;
        }
        if self.links > MOST_LINKS {
            return Truths::ANY;
        }
        self.links += 1;
        let truths = match fact {
            Fact::FrameworkPassed(framework) => {
                let criteria = self.criteria(framework);
                passed(&self.model.frameworks[framework], &criteria)
            }
            fact => match conditions_of(self.model, fact).as_slice() {
                [condition] => self.truths(*condition),
                _ => Truths::ANY,
            },
        };
        self.links -= 1;
        self.memo.insert(fact, truths);
        truths
    }

    fn criteria(&mut self, framework: usize) -> Vec<Truths> {
        let framework = &self.model.frameworks[framework];
        (0..framework.criteria.len()).map(|place| self.named(Fact::Criterion(framework.first + place))).gather()
    }

    /// By option, and last for unknown: whether a derived fact may be it.
    fn derived(&mut self, index: usize) -> Vec<bool> {
        if let Some(known) = self.options.get(&index) {
            return known.clone();
        }
        let model = self.model;
        let derived = &model.derived[index];
        let unknown = model.derived_options[index].ids.len();
        if self.links > MOST_LINKS {
            return vec![true; unknown + 1];
        }
        self.links += 1;
        let mut options = vec![false; unknown + 1];
        let mut may_go_on = true;
        for (when, is) in &derived.cases {
            let truths = self.truths(Some(*when));
            options[*is] |= truths.may_be(Truth::True);
            options[unknown] |= truths.may_be(Truth::Unknown);
            may_go_on = truths.may_be(Truth::False);
            if !may_go_on {
                break;
            }
        }
        if may_go_on {
            options[derived.otherwise.unwrap_or(unknown)] = true;
        }
        self.links -= 1;
        self.options.insert(index, options.clone());
        options
    }
}

/// What a framework may come to, by what its criteria may.
fn passed(framework: &crate::model::Framework, criteria: &[Truths]) -> Truths {
    let count = |test: &dyn Fn(&Truths) -> bool| criteria.iter().filter(|truths| test(truths)).count();
    let (surely_met, maybe_met) =
        (count(&|truths| truths.is_within(Truths::TRUE)), count(&|truths| truths.may_be(Truth::True)));
    let (surely_open, maybe_open) =
        (count(&|truths| !truths.may_be(Truth::False)), count(&|truths| !truths.is_within(Truths::FALSE)));
    let mut enough = Truths::NONE;
    if maybe_met >= framework.at_least {
        enough = enough.or_also(Truths::TRUE);
    }
    if surely_met < framework.at_least && maybe_open >= framework.at_least {
        enough = enough.or_also(Truths::of(Truth::Unknown));
    }
    if surely_open < framework.at_least {
        enough = enough.or_also(Truths::FALSE);
    }
    framework.must.iter().fold(enough, |all, must| all.and(criteria[*must]))
}

/// The most events that a lead can have.
pub(super) const MOST_EVENTS: i64 = 2_000;

/// The ways in which a signal can have fired, with its count.
fn states<'n>(
    signal: &Signal,
    can_fire: bool,
    constants: impl Iterator<Item = &'n Number>,
) -> Option<Vec<(bool, i64)>> {
    let least = match &signal.kind {
        Kind::Count(count) | Kind::Burst { count, .. } | Kind::Breadth { count, .. } | Kind::Sessions { count, .. } => {
            *count as i64
        }
        _ => 1,
    };
    let counts = domain::counts(constants, &[least - 1, least], most_counted(signal))?;
    let state = |count: i64| -> Vec<(bool, i64)> {
        match signal.kind {
            Kind::Idle(_) if count > 0 => vec![(true, count), (false, count)],
            // A burst counts nothing below itself.
            Kind::Burst { .. } if count > 0 && count < least => Vec::new(),
            _ => vec![(count >= least, count)],
        }
    };
    Some(
        counts
            .into_iter()
            .flat_map(state)
            .filter(|(fired, count)| can_fire || (!fired && (*count == 0 || least > 1)))
            .gather(),
    )
}

/// The greatest count of a signal.
pub(super) fn most_counted(signal: &Signal) -> i64 {
    match &signal.kind {
        Kind::Plain { repeat: Repeat::Once, .. } => 1,
        Kind::Plain { at_most: Some(most), .. } => (*most as i64).min(MOST_EVENTS),
        _ => MOST_EVENTS,
    }
}
