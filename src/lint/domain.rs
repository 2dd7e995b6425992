//! Classes of values: the domain of a fact cut so that all tests asked of it, and the steps of graded rules, answer
//! alike within a class. What a value cannot be has no class; what cannot be told apart within bounds has none at all.

use crate::classes::{Chosens, between, elements, subsets, text};
use crate::condition::Truth;
use crate::condition::check::{Chosen, Element, TextCheck, under};
use crate::model::{Check, Compiled, Fact, FieldKind, Test};
use crate::number::Number;
use crate::points::Points;
use crate::prelude::*;
use crate::sort::sort_and_dedup;
use crate::time::{DAY, Instant};
use core::cell::Cell;

/// Values that answer alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Class {
    /// By test.
    pub(super) outcomes: Vec<Truth>,
    /// The points of the step it falls on, by graded rule, in thousandths; 0 below the first.
    pub(super) given: Vec<i64>,
    /// Whether a lead is known to exist that has such a value.
    pub(super) witnessed: bool,
}

/// Steps that give points by a number.
pub(super) type Steps<'m> = (Fact, &'m [(Number, Points)]);

const MOST_CLASSES: usize = 1_024;

/// A value of a field, as far as its tests can see.
enum Value<'c> {
    Unknown,
    Text(&'c [bool]),
    Email { address: &'c [bool], domain: &'c [bool], kind: usize },
    Chosen(Chosen),
    Set(&'c [(Element, String)]),
    Number(Number),
    Boolean(bool),
    Date { at: Instant, age: i64 },
}

/// The classes of a field's values, unknown among them; `None` when they are too many.
pub(super) fn of_field(
    model: &Compiled,
    field: usize,
    tests: &[&Test],
    steps: &[Steps<'_>],
    with_witnesses: bool,
    work: &Cell<u64>,
) -> Option<Vec<Class>> {
    let mut classes = Classes { model, tests, steps, with_witnesses, work, found: Vec::new() };
    classes.add(Value::Unknown, true);
    // Of values that stand for none, no more than that is known of their class.
    let plain = model.fields[field].blank.is_empty();
    match &model.fields[field].kind {
        FieldKind::Text => {
            for class in text::classes(&classes.texts(false), &model.lists, with_witnesses, work)? {
                classes.add(Value::Text(&class.outcomes), plain && class.witness.is_some());
            }
        }
        FieldKind::Email => classes.add_emails(plain)?,
        FieldKind::Choice(options) => {
            if options.ids.len() > MOST_CLASSES {
                return None;
            }
            classes.add(Value::Chosen(Chosen::Unlisted), plain);
            (0..options.ids.len()).for_each(|option| classes.add(Value::Chosen(Chosen::Option(option)), plain));
        }
        FieldKind::Set(options) => {
            let named = options.as_ref().map(|options| options.ids.as_slice());
            let checks = tests.iter().filter_map(|test| match &test.check {
                Check::Set(check) => Some(check),
                _ => None,
            });
            let elements = elements(&checks.gather(), named, &model.lists)?;
            subsets(&elements, &mut |set| classes.add(Value::Set(set), plain));
        }
        FieldKind::Number { .. } => {
            for number in classes.numbers()? {
                classes.add(Value::Number(number), true);
            }
        }
        FieldKind::Boolean => {
            classes.add(Value::Boolean(true), true);
            classes.add(Value::Boolean(false), true);
        }
        FieldKind::Date => classes.add_dates()?,
    }
    (classes.found.len() <= MOST_CLASSES && work.get() > 0).then_some(classes.found)
}

struct Classes<'c> {
    model: &'c Compiled,
    tests: &'c [&'c Test],
    steps: &'c [Steps<'c>],
    with_witnesses: bool,
    work: &'c Cell<u64>,
    found: Vec<Class>,
}

impl<'c> Classes<'c> {
    fn add(&mut self, value: Value<'_>, witnessed: bool) {
        if text::spend(self.work, self.tests.len() + self.steps.len() + self.found.len() / 4).is_none() {
            return;
        }
        let (mut of_text, mut of_domain) = (0, 0);
        let outcomes = self.tests.iter().map(|test| self.outcome(test, &value, &mut of_text, &mut of_domain));
        let outcomes: Vec<Truth> = outcomes.gather();
        let given = self.steps.iter().map(|(by, steps)| {
            let number = match (by, &value) {
                (Fact::Days(_), Value::Date { age, .. }) => Number::from_integer(age.div_euclid(DAY)),
                (_, Value::Number(number)) => *number,
                _ => return 0,
            };
            let below = steps.partition_point(|(start, _)| *start <= number);
            below.checked_sub(1).map_or(0, |step| steps[step].1.milli())
        });
        let given: Vec<i64> = given.gather();
        match self.found.iter_mut().find(|class| class.outcomes == outcomes && class.given == given) {
            Some(class) => class.witnessed |= witnessed,
            None => self.found.push(Class { outcomes, given, witnessed }),
        }
    }

    fn outcome(&self, test: &Test, value: &Value<'_>, of_text: &mut usize, of_domain: &mut usize) -> Truth {
        let next = |counter: &mut usize, outcomes: &[bool]| {
            *counter += 1;
            outcomes.get(*counter - 1).copied()
        };
        let passes = match (&test.check, value) {
            (Check::Known(wanted), value) => Some(matches!(value, Value::Unknown) != *wanted),
            (Check::Text(_), Value::Text(outcomes)) => next(of_text, outcomes),
            (Check::Text(_), Value::Email { address, domain, .. }) => match test.fact {
                Fact::Domain(_) => next(of_domain, domain),
                _ => next(of_text, address),
            },
            (Check::Option(check), Value::Chosen(chosen)) => Some(check.passes(*chosen)),
            (Check::Option(check), Value::Email { kind, .. }) => Some(check.passes(Chosen::Option(*kind))),
            (Check::Set(check), Value::Set(set)) => Some(check.passes(&Chosens(set), &self.model.lists)),
            (Check::Number(compare), Value::Number(number)) => Some(compare.passes(number)),
            (Check::Number(compare), Value::Date { age, .. }) => {
                Some(compare.passes(&Number::from_integer(age.div_euclid(DAY))))
            }
            (Check::Boolean(wanted), Value::Boolean(value)) => Some(value == wanted),
            (Check::Date(compare), Value::Date { at, .. }) => Some(compare.passes(at)),
            (Check::Within(length), Value::Date { age, .. }) => Some((0..length.millis()).contains(age)),
            (Check::OlderThan(length), Value::Date { age, .. }) => Some(*age >= length.millis()),
            _ => None,
        };
        passes.map_or(Truth::Unknown, Truth::of)
    }

    /// The tests of a text, or of the domain of an address.
    fn texts(&self, of_domain: bool) -> Vec<&'c TextCheck> {
        let tests: &'c [&'c Test] = self.tests;
        let of = tests.iter().filter(|test| matches!(test.fact, Fact::Domain(_)) == of_domain);
        of.filter_map(|test| match &test.check {
            Check::Text(check) => Some(check),
            _ => None,
        })
        .gather()
    }

    fn add_emails(&mut self, plain: bool) -> Option<()> {
        let model = self.model;
        let lists = &model.lists;
        let (of_address, of_domain) = (self.texts(false), self.texts(true));
        let addresses = text::classes(&of_address, lists, false, self.work)?;
        let domains = text::classes(&of_domain, lists, self.with_witnesses, self.work)?;
        let kinds = if self.tests.iter().any(|test| matches!(test.fact, Fact::Kind(_))) { 0..4 } else { 3..4 };
        if addresses.len() * domains.len() * kinds.len() > MOST_CLASSES {
            return None;
        }
        let any_kind = kinds.len() == 1;
        for address in &addresses {
            for domain in &domains {
                for kind in kinds.clone() {
                    let (address, domain) = (&address.outcomes, &domain.outcomes);
                    self.add(Value::Email { address, domain, kind }, false);
                }
            }
        }
        // Domains that are known to be of their kind, unless the author's own lists say otherwise.
        let known = [("mailinator.com", 0), ("gmail.com", 1), ("zq.edu", 2), ("zq.example", 3)];
        let named = domains.iter().filter(|_| any_kind).filter_map(|class| Some((class.witness.as_deref()?, 3)));
        let named = named.filter(|(domain, _)| {
            domain.split('.').count() > 1
                && domain.split('.').all(|label| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric()))
        });
        for (domain, kind) in known.into_iter().chain(named) {
            let listed =
                |list: Option<usize>| list.is_some_and(|list| under(domain, |domain| lists[list].contains(domain)));
            let kind = match kind {
                1.. if listed(model.disposable_list) => 0,
                2.. if listed(model.free_list) => 1,
                kind => kind,
            };
            let answers = |tests: &[&TextCheck], text: &str| -> Vec<bool> {
                tests.iter().map(|test| text::passes(test, text, lists)).gather()
            };
            let address = answers(&of_address, &format!("zq@{domain}"));
            let domain = answers(&of_domain, domain);
            self.add(Value::Email { address: &address, domain: &domain, kind }, plain);
        }
        Some(())
    }

    /// A number of each class.
    fn numbers(&self) -> Option<Vec<Number>> {
        let mut constants: Vec<Number> =
            self.steps.iter().flat_map(|(_, steps)| steps.iter().map(|step| step.0)).gather();
        for test in self.tests {
            if let Check::Number(compare) = &test.check {
                compare.constants().copied().gather_into(&mut constants);
            }
        }
        between(constants)
    }

    /// Dates by where they lie among the dates that tests name, and by their age among the ages that tests name.
    fn add_dates(&mut self) -> Option<()> {
        let mut ages = vec![i64::MIN / 2];
        let mut dates = vec![0];
        let of_days = |days: &Number, ages: &mut Vec<i64>| {
            let day = days.floor().clamp(-4_000_000, 4_000_000);
            ages.extend_from_slice(&[day * DAY, (day + 1) * DAY]);
        };
        for test in self.tests {
            match &test.check {
                Check::Within(length) => ages.extend_from_slice(&[0, length.millis()]),
                Check::OlderThan(length) => ages.push(length.millis()),
                Check::Number(compare) => compare.constants().for_each(|days| of_days(days, &mut ages)),
                Check::Date(compare) => {
                    compare.constants().flat_map(|date| [date.millis(), date.millis() + 1]).gather_into(&mut dates);
                }
                _ => {}
            }
        }
        for (_, steps) in self.steps {
            steps.iter().for_each(|(start, _)| of_days(start, &mut ages));
        }
        // No two instants are further apart than the first and the last there are.
        ages.retain(|age| *age == i64::MIN / 2 || age.abs() <= Instant::MAX.millis());
        sort_and_dedup(&mut ages);
        dates.retain(|date| *date <= Instant::MAX.millis());
        sort_and_dedup(&mut dates);
        if ages.len() * dates.len() > MOST_CLASSES {
            return None;
        }
        // Within the bounds of time, not every age goes with every date.
        let witnessed = ages.len() == 1 || dates.len() == 1;
        let century = 36_600 * DAY;
        for &date in &dates {
            for &age in &ages {
                let near = age == i64::MIN / 2 || age.abs() <= century;
                if let Some(at) = Instant::from_millis(date) {
                    self.add(Value::Date { at, age }, witnessed && near);
                }
            }
        }
        Some(())
    }
}

/// Whole numbers from 0 up, one for each way in which they compare.
pub(super) fn counts<'n>(constants: impl Iterator<Item = &'n Number>, also: &[i64], most: i64) -> Option<Vec<i64>> {
    let mut counts = vec![0, 1];
    for constant in constants {
        let whole = constant.floor().clamp(-1, most + 1);
        counts.extend_from_slice(&[whole, whole + 1]);
    }
    counts.extend(also);
    counts.retain(|count| (0..=most).contains(count));
    sort_and_dedup(&mut counts);
    (counts.len() <= MOST_CLASSES).then_some(counts)
}

/// One amount of points for each way in which amounts within bounds compare with some constants, and the last amount of
/// that class. With the amounts that are reachable at all, only those.
pub(super) fn of_points(
    constants: impl Iterator<Item = i64>,
    low: i64,
    high: i64,
    reachable: Option<&[i64]>,
) -> Vec<(i64, i64)> {
    let mut starts: Vec<i64> =
        [low].into_iter().chain(constants.flat_map(|constant| [constant, constant + 1])).gather();
    starts.retain(|start| (low..=high).contains(start));
    sort_and_dedup(&mut starts);
    let ends = starts.iter().skip(1).map(|start| start - 1).chain([high]);
    let spans: Vec<(i64, i64)> = starts.iter().copied().zip(ends).gather();
    let Some(reachable) = reachable else { return spans };
    let reached = |&(low, high): &(i64, i64)| {
        let first = reachable.partition_point(|amount| *amount < low);
        let last = reachable.partition_point(|amount| *amount <= high);
        (first < last).then(|| (reachable[first], reachable[last - 1]))
    };
    spans.iter().filter_map(reached).gather()
}
