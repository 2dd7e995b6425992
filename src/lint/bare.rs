//! The bare lead: one of whom nothing is known but some events of this very instant. What becomes of it is worked out
//! exactly, which proves that a stage can be reached like that.

use crate::classes::{between, text};
use crate::condition::check::{Chosen, TextCheck};
use crate::condition::{Branch, Condition, Truth};
use crate::model::{
    Axis, Check, Compiled, EventCheck, EventFact, EventTest, Fact, Framework, Kind, Range, Ranges, Repeat, RulePoints,
    Target, Test,
};
use crate::number::Number;
use crate::points::Points;
use crate::prelude::*;
use crate::sort::sort_list;
use crate::sorted::Map;
use core::cell::Cell;

/// A value of an event.
#[derive(Clone, Debug, PartialEq)]
enum Value {
    Text(String),
    Number(Number),
    Boolean(bool),
}

/// An event, by its known facts.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Event {
    /// Folded.
    pub(super) event_type: String,
    facts: Map<EventFact, Value>,
}

/// What became of the lead.
pub(super) struct Bare<'m> {
    model: &'m Compiled,
    derived: Vec<Option<usize>>,
    rules: Vec<Truth>,
    fit: Sums,
    signals: Vec<Fired>,
    intent: Sums,
    criteria: Vec<Truth>,
    frameworks: Vec<(Truth, usize)>,
    labels: Vec<Truth>,
    out: bool,
}

#[derive(Default)]
struct Sums {
    groups: Vec<i64>,
    points: i64,
    cut: Option<usize>,
}

#[derive(Clone, Copy, Default)]
struct Fired {
    fired: bool,
    count: usize,
    points: i64,
}

/// Whether the values of events can be told at all: a test of the day has an answer only at a certain instant.
pub(super) fn can_be_told(model: &Compiled) -> bool {
    !model.matches.branches().iter().any(|branch| matches!(branch, Branch::Test(test) if test.fact == EventFact::Day))
}

/// Events that match what a signal is about, the second one of a sequence among them.
pub(super) fn events_for(model: &Compiled, signal: usize, work: &Cell<u64>) -> Vec<Event> {
    let first = matching(model, Target::Signal(signal), work);
    let Some(first) = first else { return Vec::new() };
    let copies = match &model.intent.signals[signal].kind {
        Kind::Plain { repeat: Repeat::Each, at_most } => at_most.unwrap_or(10).min(10),
        Kind::Count(count) | Kind::Burst { count, .. } => (*count).min(20),
        _ => 1,
    };
    let mut events = vec![first; copies];
    if matches!(model.intent.signals[signal].kind, Kind::Sequence { .. }) {
        events.extend(matching(model, Target::Then(signal), work));
    }
    events
}

/// An event that matches a target.
fn matching(model: &Compiled, target: Target, work: &Cell<u64>) -> Option<Event> {
    let vocabulary = &model.vocabulary;
    for (index, event_type) in vocabulary.types.texts().enumerate() {
        if let Some(watcher) = vocabulary.by_type.get(index)?.iter().find(|watcher| watcher.target == target) {
            return fill(model, watcher.rest, Some(event_type), work);
        }
    }
    let watcher = vocabulary.any_type.iter().find(|watcher| watcher.target == target)?;
    fill(model, watcher.rest, None, work)
}

/// An event of a type, or of any, of which a condition holds.
fn fill(model: &Compiled, condition: Option<Condition>, event_type: Option<&str>, work: &Cell<u64>) -> Option<Event> {
    let mut event = Event { event_type: event_type.unwrap_or("zq").to_string(), facts: Map::default() };
    let Some(condition) = condition else { return Some(event) };
    let mut by_fact: Map<EventFact, Vec<&EventTest>> = Map::default();
    model.matches.each_test(condition, &mut |_, test| {
        if test.fact != EventFact::Type || event_type.is_none() {
            by_fact.entry(test.fact).push(test);
        }
    });
    let candidates: Vec<(EventFact, Vec<Value>)> = by_fact
        .entries()
        .iter()
        .map(|(fact, tests)| Some((*fact, values(*fact, tests, model, work)?)))
        .collect::<Option<_>>()?;
    search(model, condition, &candidates, &mut event, work).then_some(event)
}

fn search(
    model: &Compiled,
    condition: Condition,
    left: &[(EventFact, Vec<Value>)],
    event: &mut Event,
    work: &Cell<u64>,
) -> bool {
    let Some(((fact, values), left)) = left.split_first() else {
        return event.truth(model, Some(condition)).holds();
    };
    for value in values {
        text::spend(work, 10);
        if work.get() == 0 {
            return false;
        }
        match (fact, value) {
            (EventFact::Type, Value::Text(text)) => event.event_type = text.clone(),
            _ => drop(event.facts.insert(*fact, value.clone())),
        }
        if search(model, condition, left, event, work) {
            return true;
        }
        event.facts.remove(fact);
    }
    *fact != EventFact::Type && search(model, condition, left, event, work)
}

/// Values of a fact that answer its tests in different ways.
fn values(fact: EventFact, tests: &[&EventTest], model: &Compiled, work: &Cell<u64>) -> Option<Vec<Value>> {
    let mut texts: Vec<&TextCheck> = Vec::new();
    let mut constants: Vec<Number> = Vec::new();
    let mut values = Vec::new();
    for test in tests {
        match &test.check {
            EventCheck::Text(check) | EventCheck::TextOrSet(check, _) => texts.push(check),
            EventCheck::Number(compare) => compare.constants().copied().gather_into(&mut constants),
            EventCheck::Boolean(value) => values.push(Value::Boolean(*value)),
            EventCheck::Set(_) | EventCheck::Known(_) => {}
        }
    }
    if !constants.is_empty() || fact == EventFact::Value {
        between(constants)?.into_iter().map(Value::Number).gather_into(&mut values);
    } else if values.is_empty() {
        let mut classes = text::classes(&texts, &model.lists, true, work)?;
        // An event reads best with what most tests ask for.
        let passed = |class: &text::TextClass| class.outcomes.iter().filter(|passes| **passes).count();
        sort_list(&mut classes, &|a, b| passed(b).cmp(&passed(a)));
        classes.into_iter().filter_map(|class| class.witness).map(Value::Text).gather_into(&mut values);
    }
    Some(values)
}

impl Event {
    fn fact(&self, fact: EventFact) -> Option<Value> {
        match fact {
            EventFact::Type => Some(Value::Text(self.event_type.clone())),
            // All events are of one instant, so of one day.
            EventFact::Day => Some(Value::Text("today".to_string())),
            fact => self.facts.get(&fact).cloned(),
        }
    }

    fn truth(&self, model: &Compiled, condition: Option<Condition>) -> Truth {
        condition.map_or(Truth::True, |condition| {
            model.matches.truth(condition, &|test: &EventTest| {
                let passes = match (&test.check, self.fact(test.fact)) {
                    (EventCheck::Known(wanted), value) => Some(value.is_some() == *wanted),
                    (EventCheck::Text(check) | EventCheck::TextOrSet(check, _), Some(Value::Text(text))) => {
                        Some(text::passes(check, &text, &model.lists))
                    }
                    (EventCheck::Number(compare), Some(Value::Number(number))) => Some(compare.passes(&number)),
                    (EventCheck::Boolean(wanted), Some(Value::Boolean(value))) => Some(value == *wanted),
                    _ => None,
                };
                passes.map_or(Truth::Unknown, Truth::of)
            })
        })
    }

    /// The targets that this event matches, in no order.
    fn targets(&self, model: &Compiled) -> Vec<Target> {
        let vocabulary = &model.vocabulary;
        let of_type = vocabulary.types.get(&self.event_type).and_then(|index| vocabulary.by_type.get(index as usize));
        let watchers = of_type.into_iter().flatten().chain(&vocabulary.any_type);
        watchers.filter(|watcher| self.truth(model, watcher.rest).holds()).map(|watcher| watcher.target).gather()
    }
}

/// The events that each signal, and the second part of each sequence, is about.
struct Matches {
    signals: Vec<Vec<usize>>,
    thens: Vec<Vec<usize>>,
}

impl Matches {
    fn new(model: &Compiled, events: &[Event]) -> Matches {
        let none = || vec![Vec::new(); model.intent.signals.len()];
        let mut matches = Matches { signals: none(), thens: none() };
        let mut targets: Vec<Target> = Vec::new();
        for (index, event) in events.iter().enumerate() {
            // Events often come as copies of one.
            if index == 0 || events[index - 1] != *event {
                targets = event.targets(model);
            }
            for target in &targets {
                match *target {
                    Target::Signal(signal) => matches.signals[signal].push(index),
                    Target::Then(signal) => matches.thens[signal].push(index),
                    Target::Gate { .. } | Target::Pause(_) => {}
                }
            }
        }
        matches
    }
}

impl<'m> Bare<'m> {
    /// Follows the straight line up to the stages.
    pub(super) fn new(model: &'m Compiled, events: &[Event]) -> Bare<'m> {
        let mut bare = Bare {
            model,
            derived: Vec::new(),
            rules: Vec::new(),
            fit: Sums::default(),
            signals: Vec::new(),
            intent: Sums::default(),
            criteria: Vec::new(),
            frameworks: Vec::new(),
            labels: Vec::new(),
            out: false,
        };
        for derived in &model.derived {
            let first = derived.cases.iter().map(|(when, is)| (bare.truth(Some(*when)), *is));
            let first = first.into_iter().find(|(truth, _)| *truth != Truth::False);
            bare.derived.push(match first {
                Some((Truth::True, is)) => Some(is),
                Some(_) => None,
                None => derived.otherwise,
            });
        }
        bare.rules = model.fit.rules.iter().map(|rule| bare.truth(rule.when)).gather();
        let points = model.fit.rules.iter().zip(&bare.rules).map(|(rule, truth)| match &rule.points {
            // What is not known falls on no step.
            RulePoints::Fixed(points) if truth.holds() => (rule.group, (points.milli(), points.milli())),
            _ => (rule.group, (0, 0)),
        });
        bare.fit = sums(&model.fit.axis, &points.gather());
        let matches = Matches::new(model, events);
        let fired = (0..model.intent.signals.len()).map(|signal| bare.fire(signal, events, &matches));
        bare.signals = fired.gather();
        let points = model.intent.signals.iter().zip(&bare.signals);
        let points = points.map(|(signal, fired)| (signal.group, (fired.points, fired.points)));
        bare.intent = sums(&model.intent.axis, &points.gather());
        for framework in &model.frameworks {
            let criteria: Vec<Truth> = framework.criteria.iter().map(|criterion| bare.truth(criterion.met)).gather();
            bare.frameworks.push(passed(framework, &criteria));
            bare.criteria.extend(criteria);
        }
        for label in &model.labels {
            let truth = bare.truth(label.when);
            bare.labels.push(truth);
        }
        let matches = |rule: &crate::model::DisqualifyRule| {
            bare.truth(rule.when).holds() && !(rule.unless.is_some() && bare.truth(rule.unless).holds())
        };
        bare.out = model.disqualify.iter().any(matches);
        bare
    }

    /// Whether the lead is in, and everything of these stages but their gates holds.
    pub(super) fn comes_to(&self, stages: &[usize]) -> bool {
        !self.out && stages.iter().all(|&stage| self.truth(self.model.stages[stage].when).holds())
    }

    fn fire(&self, index: usize, events: &[Event], all: &Matches) -> Fired {
        let model = self.model;
        let signal = &model.intent.signals[index];
        if !self.truth(signal.when).holds() {
            return Fired::default();
        }
        let matches = &all.signals[index];
        let distinct = |fact: EventFact| {
            let mut values: Vec<Value> = Vec::new();
            for value in matches.iter().filter_map(|&event| events[event].fact(fact)) {
                if !values.contains(&value) {
                    values.push(value);
                }
            }
            values.len()
        };
        let once = |count: usize, least: usize| {
            let fired = count >= least;
            Fired { fired, count, points: if fired { signal.points.milli() } else { 0 } }
        };
        let fired = match &signal.kind {
            Kind::Plain { repeat, at_most } => {
                let count = match repeat {
                    Repeat::Each => matches.len(),
                    Repeat::Once => matches.len().min(1),
                    Repeat::Per(fact) => distinct(*fact),
                };
                let count = count.min(at_most.unwrap_or(usize::MAX));
                Fired { fired: count > 0, count, points: signal.points.milli() * count as i64 }
            }
            Kind::Count(count) => once(matches.len(), *count),
            Kind::Burst { count, .. } => match matches.len() >= *count {
                true => once(matches.len(), *count),
                false => Fired::default(),
            },
            Kind::Breadth { by, count } => once(by.iter().map(|fact| distinct(*fact)).max().unwrap_or(0), *count),
            Kind::Sessions { count, .. } => once(matches.len().min(1), *count),
            Kind::Sequence { .. } => once(
                all.thens[index].iter().filter(|&&event| matches.first().is_some_and(|&first| first < event)).count(),
                1,
            ),
            Kind::Idle(_) => Fired { count: matches.len(), ..Fired::default() },
        };
        let cap = signal.cap.map(|cap| cap.milli());
        Fired { points: cap.map_or(fired.points, |cap| fired.points.clamp(-cap, cap)), ..fired }
    }

    fn truth(&self, condition: Option<Condition>) -> Truth {
        condition.map_or(Truth::True, |condition| self.model.conditions.truth(condition, &|test| self.test(test)))
    }

    fn test(&self, test: &Test) -> Truth {
        let chosen = |option: Option<usize>| option.map(Chosen::Option);
        let cut = |sums: &Sums| Some(sums.cut.map_or(Chosen::Nothing, Chosen::Option));
        let passes = match (&test.check, test.fact) {
            (Check::Known(wanted), fact) => Some(self.is_known(fact) == *wanted),
            (Check::Option(check), fact) => {
                let chosen = match fact {
                    // A lead that does not say how it came has come in by itself.
                    Fact::Motion => chosen(Some(0)),
                    Fact::Derived(derived) => chosen(self.derived.get(derived).copied().flatten()),
                    Fact::FitTier => cut(&self.fit),
                    Fact::IntentBand => cut(&self.intent),
                    _ => None,
                };
                chosen.map(|chosen| check.passes(chosen))
            }
            (Check::Points(compare), fact) => {
                let points = match fact {
                    Fact::FitGroup(group) => self.fit.groups[group],
                    Fact::FitPoints => self.fit.points,
                    Fact::IntentGroup(group) => self.intent.groups[group],
                    Fact::IntentPoints => self.intent.points,
                    _ => self.fit.points + self.intent.points,
                };
                Some(compare.passes(&Points::from_milli(points)))
            }
            (Check::Number(compare), Fact::SignalCount(signal)) => {
                Some(compare.passes(&Number::from_integer(self.signals[signal].count as i64)))
            }
            (Check::Number(compare), Fact::FrameworkMet(framework)) => {
                Some(compare.passes(&Number::from_integer(self.frameworks[framework].1 as i64)))
            }
            (Check::Boolean(wanted), fact) => self.boolean(fact).map(|value| value == *wanted),
            _ => None,
        };
        passes.map_or(Truth::Unknown, Truth::of)
    }

    fn boolean(&self, fact: Fact) -> Option<bool> {
        match fact {
            Fact::Signal(signal) => Some(self.signals[signal].fired),
            Fact::Disqualified => Some(self.out),
            fact => self.named(fact).known(),
        }
    }

    fn named(&self, fact: Fact) -> Truth {
        match fact {
            Fact::Rule(rule) => self.rules[rule],
            Fact::FrameworkPassed(framework) => self.frameworks[framework].0,
            Fact::Criterion(criterion) => self.criteria[criterion],
            Fact::Label(label) => self.labels[label],
            _ => Truth::Unknown,
        }
    }

    fn is_known(&self, fact: Fact) -> bool {
        match fact {
            Fact::Field(_) | Fact::Domain(_) | Fact::Kind(_) | Fact::Days(_) => false,
            Fact::Derived(derived) => self.derived[derived].is_some(),
            Fact::FitTier => self.fit.cut.is_some(),
            Fact::IntentBand => self.intent.cut.is_some(),
            Fact::Rule(_) | Fact::FrameworkPassed(_) | Fact::Criterion(_) | Fact::Label(_) => {
                self.named(fact) != Truth::Unknown
            }
            _ => true,
        }
    }
}

fn passed(framework: &Framework, criteria: &[Truth]) -> (Truth, usize) {
    let count = |wanted: Truth| criteria.iter().filter(|truth| **truth == wanted).count();
    let (met, unknown) = (count(Truth::True), count(Truth::Unknown));
    let enough = match () {
        () if met >= framework.at_least => Truth::True,
        () if met + unknown >= framework.at_least => Truth::Unknown,
        () => Truth::False,
    };
    (framework.must.iter().fold(enough, |all, must| all.min(criteria[*must])), met)
}

fn sums(axis: &Axis, parts: &[(Option<usize>, Range)]) -> Sums {
    let Ranges { groups, points, looked_at, .. } = axis.ranges(parts);
    Sums {
        groups: groups.iter().map(|group| group.clamped.0).gather(),
        points: points.0,
        cut: axis.cut_at(Points::from_milli(looked_at.0)),
    }
}
