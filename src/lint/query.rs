//! Whether conditions can hold together, over all leads.
//!
//! The conditions are functions of what a lead brings and of what is taken as if it were brought: the points of an axis, signals,
//! the stage. Conditions that together are the function that is never true are impossible. What is not called impossible is not
//! always possible: facts that hang together in ways not followed here are taken as if they did not.

use super::reach::Reach;
use crate::condition::check::Chosen;
use crate::condition::{Branch, Condition, Truth};
use crate::evaluate::Decision;
use crate::functions::Functions;
use crate::functions::conditions::Conditions;
use crate::functions::diagram::{self, Diagram, Diagrams, FALSE, TRUE, UNKNOWN};
use crate::functions::domain::{Domain, Scope, Trial};
use crate::lead::Lead;
use crate::model::{Check, Compiled, Fact, Kind, MOTIONS, Repeat, RulePoints, Signal, Test};
use crate::number::Number;
use crate::points::Points;
use crate::prelude::*;
use crate::sort::sorted_within;
use crate::sorted::{Map, Set};
use core::cell::Cell;

/// What a condition is to come to: by its truth, from false to true, whether that will do.
pub(super) type Wanted = [Diagram; 3];

pub(super) const HOLDS: Wanted = [FALSE, FALSE, TRUE];
pub(super) const FAILS: Wanted = [TRUE, TRUE, FALSE];
pub(super) const IS_FALSE: Wanted = [TRUE, FALSE, FALSE];

/// Values that answer alike.
pub(super) struct Class {
    /// By test.
    truths: Vec<Truth>,
    /// By graded rule: the points of the step it falls on, in thousandths; 0 below the first.
    pub(super) points: Vec<i64>,
    /// Whether a lead is known to exist that has such a value.
    pub(super) witnessed: bool,
}

/// What conditions are functions of.
pub(super) struct Variable {
    /// Itself, or what is read off it.
    pub(super) of: Fact,
    /// `None` when there are too many.
    pub(super) classes: Option<Vec<Class>>,
    /// The least and greatest points of each class, for points.
    spans: Vec<(i64, i64)>,
}

/// Some conditions as functions.
pub(super) struct Query<'m> {
    model: &'m Compiled,
    pub(super) diagrams: Diagrams,
    /// By level.
    pub(super) variables: Vec<Variable>,
    /// The variable, and the place among its tests, of each test.
    places: Map<u32, (usize, usize)>,
    names: Map<Fact, Diagram>,
    /// Names that are being followed.
    links: usize,
    work: &'m Cell<u64>,
}

/// The tests that a query is about, by what they ask.
#[derive(Default)]
pub(super) struct Tests {
    tests: Map<Fact, Vec<u32>>,
    /// The rules whose points go by a variable.
    pub(super) graded: Map<Fact, Vec<usize>>,
    seen: Set<u32>,
    followed: Set<Fact>,
}

impl Tests {
    /// Gathers what a condition asks, through everything that it asks by name. What is not gathered, for it lies too far
    /// away or there is no more work to do, is taken to be anything.
    pub(super) fn gather(&mut self, model: &Compiled, condition: Option<Condition>, work: &Cell<u64>) {
        let mut conditions = vec![condition];
        for _ in 0..=MOST_LINKS {
            let mut facts = Vec::new();
            for condition in conditions.into_iter().flatten() {
                model.conditions.each_test(condition, &mut |index, test| {
                    if !spend(work, 1) {
                        return;
                    }
                    if let Some(of) = variable_of(model, test.fact) {
                        if self.seen.add(index) {
                            self.tests.entry(of).push(index);
                        }
                    } else if self.followed.add(test.fact) {
                        facts.push(test.fact);
                    }
                });
            }
            if facts.is_empty() {
                return;
            }
            conditions = Vec::new();
            facts.into_iter().for_each(|fact| conditions.append(&mut conditions_of(model, fact)));
        }
    }

    /// Gathers the steps of a rule.
    pub(super) fn grade(&mut self, model: &Compiled, rule: usize) {
        if let RulePoints::Graded { by: Fact::Field(field) | Fact::Days(field), .. } = model.fit.rules[rule].points {
            self.graded.entry(Fact::Field(field)).push(rule);
        }
    }

    /// The variables that the tests and steps are about.
    pub(super) fn variables(&self) -> Set<Fact> {
        let mut variables = Set::default();
        variables.add_all(self.tests.keys().copied());
        variables.add_all(self.graded.keys().copied());
        variables
    }
}

/// The fact that stands for a variable and all that is read off it; facts that follow from conditions are none.
fn variable_of(model: &Compiled, fact: Fact) -> Option<Fact> {
    Some(match fact {
        Fact::Field(field) | Fact::Domain(field) | Fact::Kind(field) | Fact::Days(field) => Fact::Field(field),
        Fact::Signal(signal) | Fact::SignalCount(signal) => Fact::Signal(signal),
        Fact::FitTier if model.fit.axis.cuts_of.is_none() => Fact::FitPoints,
        Fact::IntentBand if model.intent.axis.cuts_of.is_none() => Fact::IntentPoints,
        Fact::Derived(_)
        | Fact::Rule(_)
        | Fact::FrameworkPassed(_)
        | Fact::Criterion(_)
        | Fact::FrameworkMet(_)
        | Fact::Label(_) => return None,
        fact => fact,
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

/// Names that are followed from one condition to the next: a label that asks a label that asks a label.
const MOST_LINKS: usize = 32;
/// So many functions are kept at most.
const ROOM: usize = 20_000;
/// With more variables, or more counts of a signal, nothing is told.
const MOST_VARIABLES: usize = 600;
const MOST_COUNTS: usize = 1_024;
/// Ways in which score, fit and intent can go together, so many that they are looked at one by one.
const MOST_SUMS: usize = 4_096;

fn spend(left: &Cell<u64>, work: usize) -> bool {
    crate::classes::text::spend(left, work).is_some()
}

impl Functions for Query<'_> {
    fn diagrams(&mut self) -> &mut Diagrams {
        &mut self.diagrams
    }

    fn shape(&self, branch: u32) -> Branch<()> {
        self.model.conditions.shape(branch)
    }

    fn test(&mut self, branch: u32) -> Diagram {
        if self.links > MOST_LINKS {
            return self.diagrams.free(&[FALSE, UNKNOWN, TRUE]);
        }
        self.links += 1;
        let conditions: &mut dyn Conditions<'_> = self;
        let test = conditions.follow(branch);
        self.links -= 1;
        test
    }
}

impl<'m> Conditions<'m> for Query<'m> {
    fn model(&self) -> &'m Compiled {
        self.model
    }

    fn named(&mut self, fact: Fact) -> Diagram {
        if let Some(known) = self.names.get(&fact) {
            return *known;
        }
        let condition = conditions_of(self.model, fact).first().copied().flatten();
        let named = self.truth(condition);
        self.names.insert(fact, named);
        named
    }

    fn leaf(&mut self, branch: u32, test: &Test) -> Diagram {
        let place = self.places.get(&branch).copied();
        if let Some((level, place)) = place
            && let Some(classes) = &self.variables[level].classes
        {
            let truths = classes.iter().map(|class| diagram::of(class.truths[place])).gather();
            return self.diagrams.ask(level as u32, &truths);
        }
        // Whatever a value is, it is known or not.
        let is_told = matches!(test.check, Check::Known(_)) && place.is_some();
        let conditions: &mut dyn Conditions<'_> = self;
        conditions.loose(branch, if is_told { &[FALSE, TRUE] } else { &[FALSE, UNKNOWN, TRUE] })
    }
}

impl<'m> Query<'m> {
    pub(super) fn new(model: &'m Compiled, tests: &Tests, reach: Option<&Reach>, work: &'m Cell<u64>) -> Query<'m> {
        let mut query = Query {
            model,
            diagrams: Diagrams::new(ROOM),
            variables: Vec::new(),
            places: Map::default(),
            names: Map::default(),
            links: 0,
            work,
        };
        for of in tests.variables().keys() {
            let asked = tests.tests.get(of).map(Vec::as_slice).unwrap_or_default();
            for (place, index) in asked.iter().enumerate() {
                query.places.insert(*index, (query.variables.len(), place));
            }
            let graded = tests.graded.get(of).map(Vec::as_slice).unwrap_or_default();
            query.add(*of, asked, graded, reach);
        }
        if query.variables.len() > MOST_VARIABLES {
            query.diagrams.give_up();
        }
        query
    }

    /// Adds a variable.
    fn add(&mut self, of: Fact, asked: &[u32], graded: &[usize], reach: Option<&Reach>) {
        let mut variable = Variable { of, classes: None, spans: Vec::new() };
        if let Fact::Field(field) = of {
            // Only the points of fit, which are worked out before anything else, are told with a witness.
            variable.classes = self.of_field(field, asked, graded, reach.is_none());
        } else {
            let tests: Vec<&Test> = asked.iter().filter_map(|index| self.model.conditions.test(*index)).gather();
            if let Some(values) = self.values(of, &tests, reach, &mut variable.spans)
                && spend(self.work, values.len() * tests.len())
            {
                let class = |value: Value| {
                    let truths = tests.iter().map(|test| value.truth(test)).gather();
                    Class { truths, points: Vec::new(), witnessed: true }
                };
                variable.classes = Some(values.into_iter().map(class).gather());
            }
        }
        self.variables.push(variable);
    }

    fn of_field(&self, field: usize, tests: &[u32], graded: &[usize], with_values: bool) -> Option<Vec<Class>> {
        let (lead, decision) = (Lead::default(), Decision::default());
        let mut trial = Trial::new(self.model, decision.facts(self.model, &lead, crate::time::Instant::default()));
        let mut domain =
            Domain { field, tests: tests.to_vec(), graded: graded.to_vec(), recycles: false, classes: Vec::new() };
        if !domain.divide(&mut trial, Scope { all: true, with_values, work: self.work }) {
            return None;
        }
        let mut classes: Vec<Class> = Vec::new();
        for class in domain.classes {
            let (truths, mut points, witnessed) = (class.seen.truths, class.seen.points, class.value.is_some());
            points.resize(graded.len(), 0);
            // Whether a value is known matters only as far as it is asked.
            match classes.iter_mut().find(|class| class.truths == truths && class.points == points) {
                Some(class) => class.witnessed |= witnessed,
                None => classes.push(Class { truths, points, witnessed }),
            }
        }
        Some(classes)
    }

    /// A value of each class of what is no field; `None` when they are too many.
    fn values(
        &self,
        fact: Fact,
        tests: &[&Test],
        reach: Option<&Reach>,
        spans: &mut Vec<(i64, i64)>,
    ) -> Option<Vec<Value>> {
        let model = self.model;
        let option = |option| Value { option: Some(Chosen::Option(option)), ..Value::default() };
        Some(match fact {
            Fact::Field(_) => return None,
            Fact::Motion => (0..MOTIONS.len()).map(option).gather(),
            Fact::Stage => (0..model.stage_names.ids.len()).map(option).gather(),
            Fact::Disqualified => {
                let mut values = vec![Value { is_true: false, ..Value::default() }];
                if !model.disqualify.is_empty() {
                    values.push(Value { is_true: true, ..Value::default() });
                }
                values
            }
            Fact::Signal(signal) => {
                let can_fire = reach.is_none_or(|reach| reach.fires[signal]);
                let states = states(&model.intent.signals[signal], can_fire, tests)?;
                states.into_iter().map(|(is_true, count)| Value { is_true, count, ..Value::default() }).gather()
            }
            _ => {
                let (of_fit, reach) = (matches!(fact, Fact::FitPoints | Fact::FitTier | Fact::FitGroup(_)), reach?);
                let (axis, of) = match of_fit {
                    true => (&model.fit.axis, &reach.fit),
                    false => (&model.intent.axis, &reach.intent),
                };
                let (low, high, reachable) = match fact {
                    Fact::FitTier | Fact::IntentBand => of.looked_at.bounds(),
                    Fact::FitGroup(group) | Fact::IntentGroup(group) => {
                        (of.groups[group].clamped.0, of.groups[group].clamped.1, None)
                    }
                    Fact::Score => (reach.score.0, reach.score.1, None),
                    _ => of.points.bounds(),
                };
                let mut constants: Vec<i64> = Vec::new();
                for test in tests {
                    if let Check::Points(compare) = &test.check {
                        compare.constants().iter().for_each(|points| constants.push(points.milli()));
                    }
                    if matches!(test.fact, Fact::FitTier | Fact::IntentBand) {
                        axis.cuts.iter().filter_map(|cut| cut.at).for_each(|at| constants.push(at.milli() - 1));
                    }
                }
                *spans = of_points(constants, low, high, reachable);
                let value = |&(low, _): &(i64, i64)| {
                    let points = Points::from_milli(low);
                    let cut = axis.cut_at(points);
                    let option = Some(cut.map_or(Chosen::Nothing, Chosen::Option));
                    Value { points, option, is_cut: cut.is_some(), ..Value::default() }
                };
                spans.iter().map(value).gather()
            }
        })
    }

    /// Whether conditions can come, all at once, to what is wanted of each. `true` when that is not known.
    pub(super) fn is_possible(&mut self, wanted: &[(Option<Condition>, Wanted)]) -> bool {
        let mut all = self.consistent();
        for (condition, [if_false, if_unknown, if_true]) in wanted.iter().rev() {
            let condition = self.truth(*condition);
            let wanted = self.diagrams.choose(condition, *if_false, *if_unknown, *if_true);
            all = self.diagrams.both(all, wanted);
        }
        !spend(self.work, self.diagrams.size()) || all != FALSE
    }

    pub(super) fn truth(&mut self, condition: Option<Condition>) -> Diagram {
        let functions: &mut dyn Functions = self;
        functions.truth(condition)
    }

    /// The score is the sum of fit and intent: where all of them are asked for, which of their amounts go together.
    fn consistent(&mut self) -> Diagram {
        let level = |fact: Fact| self.variables.iter().position(|variable| variable.of == fact);
        // In the order of the levels, which is that of the facts.
        let (Some(fit), Some(intent), Some(score)) =
            (level(Fact::FitPoints), level(Fact::IntentPoints), level(Fact::Score))
        else {
            return TRUE;
        };
        let [fits, intents, scores] = [fit, intent, score].map(|level| self.variables[level].spans.clone());
        if fits.len() * intents.len() * scores.len() > MOST_SUMS {
            return TRUE;
        }
        let mut by_fit = Vec::new();
        for fit in &fits {
            let mut by_intent = Vec::new();
            for with in &intents {
                let sums = (fit.0 + with.0, fit.1 + with.1);
                let goes = scores.iter().map(|score| diagram::of_bool(sums.0 <= score.1 && score.0 <= sums.1));
                by_intent.push(self.diagrams.ask(score as u32, &goes.gather()));
            }
            by_fit.push(self.diagrams.ask(intent as u32, &by_intent));
        }
        self.diagrams.ask(fit as u32, &by_fit)
    }
}

/// A value of what is no field.
#[derive(Clone, Copy, Default)]
struct Value {
    option: Option<Chosen>,
    is_true: bool,
    count: i64,
    points: Points,
    /// Whether the points come to a tier or band.
    is_cut: bool,
}

impl Value {
    fn truth(&self, test: &Test) -> Truth {
        Truth::of(match &test.check {
            Check::Known(wanted) if matches!(test.fact, Fact::FitTier | Fact::IntentBand) => self.is_cut == *wanted,
            Check::Known(wanted) => *wanted,
            Check::Option(check) => self.option.is_some_and(|option| check.passes(option)),
            Check::Boolean(wanted) => self.is_true == *wanted,
            Check::Number(compare) => compare.passes(&Number::from_integer(self.count)),
            Check::Points(compare) => compare.passes(&self.points),
            _ => return Truth::Unknown,
        })
    }
}

/// The most events that a lead can have.
pub(super) const MOST_EVENTS: i64 = 2_000;

/// The ways in which a signal can have fired, with its count.
fn states(signal: &Signal, can_fire: bool, tests: &[&Test]) -> Option<Vec<(bool, i64)>> {
    let least = match &signal.kind {
        Kind::Count(count) | Kind::Burst { count, .. } | Kind::Breadth { count, .. } | Kind::Sessions { count, .. } => {
            *count as i64
        }
        _ => 1,
    };
    let counts = counts(tests, least, most_counted(signal))?;
    let mut states = Vec::new();
    for count in counts {
        match signal.kind {
            Kind::Idle(_) if count > 0 => states.extend_from_slice(&[(true, count), (false, count)]),
            // A burst counts nothing below itself.
            Kind::Burst { .. } if count > 0 && count < least => {}
            _ => states.push((count >= least, count)),
        }
    }
    states.retain(|(fired, count)| can_fire || (!fired && (*count == 0 || least > 1)));
    Some(states)
}

/// The greatest count of a signal.
pub(super) fn most_counted(signal: &Signal) -> i64 {
    match &signal.kind {
        Kind::Plain { repeat: Repeat::Once, .. } => 1,
        Kind::Plain { at_most: Some(most), .. } => (*most as i64).min(MOST_EVENTS),
        _ => MOST_EVENTS,
    }
}

/// Whole numbers from 0 up, one for each way in which they compare.
fn counts(tests: &[&Test], least: i64, most: i64) -> Option<Vec<i64>> {
    let mut counts = vec![0, 1, least - 1, least];
    for test in tests {
        if let Check::Number(compare) = &test.check {
            for constant in compare.constants() {
                let whole = constant.floor().clamp(-1, most + 1);
                counts.extend_from_slice(&[whole, whole + 1]);
            }
        }
    }
    sorted_within(&mut counts, 0, most);
    (counts.len() <= MOST_COUNTS).then_some(counts)
}

/// One amount of points for each way in which amounts within bounds compare with some constants, and the last amount of
/// that class. With the amounts that are reachable at all, only those.
fn of_points(constants: Vec<i64>, low: i64, high: i64, reachable: Option<&[i64]>) -> Vec<(i64, i64)> {
    let mut starts = vec![low];
    constants.iter().for_each(|constant| starts.extend_from_slice(&[*constant, constant + 1]));
    sorted_within(&mut starts, low, high);
    let mut spans = Vec::new();
    for (place, &start) in starts.iter().enumerate() {
        let end = starts.get(place + 1).map_or(high, |next| next - 1);
        match reachable {
            None => spans.push((start, end)),
            Some(reachable) => {
                let first = reachable.partition_point(|amount| *amount < start);
                let last = reachable.partition_point(|amount| *amount <= end);
                if first < last {
                    spans.push((reachable[first], reachable[last - 1]));
                }
            }
        }
    }
    spans
}
