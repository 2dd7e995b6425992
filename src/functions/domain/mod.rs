//! The values that a field may have, in classes that some tests, and the steps of graded rules, answer alike on.
//!
//! A class comes with a value that is read and tested as a lead's would be, so that a class cannot differ from what leads do.
//! Of texts there may also be classes of which it is not known whether any text is in them.

mod dates;
mod numbers;
mod texts;
mod trial;

use crate::classes::{elements, subsets, text};
use crate::condition::check::Element;
use crate::condition::{Branch, Truth};
use crate::json::object::List;
use crate::json::write;
use crate::model::{Check, Compiled, Fact, FieldKind, RulePoints, Test, Then};
use crate::out::Out;
use crate::prelude::*;
use core::cell::Cell;
use numbers::Numbers;
pub(crate) use trial::Trial;

/// What can be told of a value: two values of which all this is equal are in one class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) is_known: bool,
    /// Whether it is a date not after now, on which a lead that is out comes back.
    pub(crate) is_past: bool,
    /// By test of the field.
    pub(crate) truths: Vec<Truth>,
    /// By graded rule of the field: its points if its condition holds, in thousandths.
    pub(crate) points: Vec<i64>,
}

/// Values that answer alike.
#[derive(Clone, Debug)]
pub(crate) struct Class {
    pub(crate) seen: Seen,
    /// The JSON of a value of the class; without one there may be none.
    pub(crate) value: Option<Vec<u8>>,
}

/// The classes of a field's values; the first is that of no value.
#[derive(Debug)]
pub(crate) struct Domain {
    pub(crate) field: usize,
    /// The tests of the field, by their index among the branches of the model's conditions.
    pub(crate) tests: Vec<u32>,
    /// The rules whose points go by the field.
    pub(crate) graded: Vec<usize>,
    /// Whether a lead that is out comes back on a date in it.
    pub(crate) recycles: bool,
    pub(crate) classes: Vec<Class>,
}

const MOST_CLASSES: usize = 1_024;

/// Of which values classes are told.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'w> {
    /// Of all there are, at any instant; otherwise of those that a form gives, now.
    pub(crate) all: bool,
    /// With a value of each class, as far as one is found.
    pub(crate) with_values: bool,
    /// Steps that it may take.
    pub(crate) work: &'w Cell<u64>,
}

/// Steps that telling the classes of one field of a form may take.
const WORK: u64 = 2_000_000;

fn tests<'m>(model: &'m Compiled, domain: &Domain) -> Vec<&'m Test> {
    domain.tests.iter().filter_map(|&index| model.conditions.test(index)).gather()
}

/// The field that a fact is, or is read off.
pub(crate) fn field_of(fact: Fact) -> Option<usize> {
    match fact {
        Fact::Field(field) | Fact::Domain(field) | Fact::Kind(field) | Fact::Days(field) => Some(field),
        _ => None,
    }
}

/// By field: the tests that ask about it, by their index among the branches of the model's conditions.
pub(crate) fn tests_by_field(model: &Compiled) -> Vec<Vec<u32>> {
    let mut tests: Vec<Vec<u32>> = vec![Vec::new(); model.fields.len()];
    for (index, branch) in model.conditions.branches().iter().enumerate() {
        if let Branch::Test(test) = branch
            && let Some(field) = field_of(test.fact)
        {
            tests[field].push(index as u32);
        }
    }
    tests
}

impl Domain {
    /// A field with everything that the model asks of it, its classes not yet told apart.
    pub(crate) fn new(model: &Compiled, field: usize, tests: Vec<u32>) -> Domain {
        let is_graded = |rule: &usize| match &model.fit.rules[*rule].points {
            RulePoints::Graded { by, .. } => field_of(*by) == Some(field),
            RulePoints::Fixed(_) => false,
        };
        let graded = (0..model.fit.rules.len()).filter(is_graded).gather();
        let recycles = model.disqualify.iter().any(|rule| matches!(rule.then, Then::RecycleOn(date) if date == field));
        Domain { field, tests, graded, recycles, classes: Vec::new() }
    }

    /// Whether anything is asked of the field besides whether it is known.
    pub(crate) fn matters(&self) -> bool {
        !self.tests.is_empty() || !self.graded.is_empty() || self.recycles
    }

    /// Tells the classes apart; `false` when they are too many.
    pub(crate) fn divide(&mut self, trial: &mut Trial<'_>, scope: Scope<'_>) -> bool {
        self.add(trial, scope, b"null".to_vec());
        let divided = self.add_values(trial, scope);
        divided.is_some() && self.classes.len() <= MOST_CLASSES && scope.work.get() > 0
    }

    /// The same for a form.
    pub(crate) fn divide_for_form(&mut self, trial: &mut Trial<'_>) -> bool {
        self.divide(trial, Scope { all: false, with_values: true, work: &Cell::new(WORK) })
    }

    fn add_values(&mut self, trial: &mut Trial<'_>, scope: Scope<'_>) -> Option<()> {
        let model = trial.model;
        let field = &model.fields[self.field];
        match &field.kind {
            FieldKind::Text => self.add_texts(trial, scope)?,
            FieldKind::Email => self.add_addresses(trial, scope)?,
            FieldKind::Choice(options) => {
                if scope.all {
                    let mut unlisted = "zq".to_string();
                    while options.find(&unlisted).is_some() || field.blank.contains(&unlisted) {
                        unlisted.push('z');
                    }
                    self.add(trial, scope, quoted(&unlisted));
                }
                options.ids.iter().for_each(|id| self.add(trial, scope, quoted(id)));
            }
            FieldKind::Set(options) => self.add_sets(trial, scope, options.as_ref().map(|options| &options.ids[..]))?,
            FieldKind::Number { integer, min, max } => {
                let mut numbers = Numbers { integer: *integer, min: *min, max: *max };
                if scope.all {
                    numbers = Numbers::default();
                }
                self.add_numbers(trial, scope, numbers)?;
            }
            FieldKind::Boolean => {
                for value in [&b"false"[..], b"true"] {
                    self.add(trial, scope, value.to_vec());
                }
            }
            FieldKind::Date => self.add_dates(trial, scope)?,
        }
        Some(())
    }

    fn place(&self, seen: &Seen) -> Option<usize> {
        self.classes.iter().position(|class| class.seen == *seen)
    }

    fn add(&mut self, trial: &mut Trial<'_>, scope: Scope<'_>, value: Vec<u8>) {
        let steps = self.tests.len() + self.graded.len() + self.classes.len() / 4 + trial.model.fields.len() / 4;
        if self.classes.len() > MOST_CLASSES || text::spend(scope.work, steps).is_none() {
            return;
        }
        let seen = trial.see(self, &value);
        // What the field does not take is no value of it, and what stands for no value is the first class.
        if !seen.is_known && !self.classes.is_empty() {
            return;
        }
        match self.place(&seen) {
            Some(class) => {
                let known = &mut self.classes[class].value;
                *known = known.take().or(Some(value));
            }
            None => self.classes.push(Class { seen, value: Some(value) }),
        }
    }

    /// Adds a class of which no value is known.
    fn add_unseen(&mut self, model: &Compiled, truth: &mut dyn FnMut(&Test) -> Option<bool>) {
        let truths = tests(model, self).into_iter().map(|test| match test.check {
            Check::Known(wanted) => Truth::of(wanted),
            _ => truth(test).map_or(Truth::Unknown, Truth::of),
        });
        let seen = Seen { is_known: true, is_past: false, truths: truths.gather(), points: Vec::new() };
        if self.place(&seen).is_none() && self.classes.len() <= MOST_CLASSES {
            self.classes.push(Class { seen, value: None });
        }
    }

    fn add_sets(&mut self, trial: &mut Trial<'_>, scope: Scope<'_>, options: Option<&[String]>) -> Option<()> {
        let checks = tests(trial.model, self).into_iter().filter_map(|test| match &test.check {
            Check::Set(check) => Some(check),
            _ => None,
        });
        let elements = elements(&checks.gather(), options, &trial.model.lists)?;
        subsets(&elements, &mut |set| {
            let mut value = Out::new();
            let mut all = List::new(&mut value);
            for (element, text) in set {
                let id = match (element, options) {
                    (Element::Option(option), Some(options)) => &options[*option as usize],
                    _ => text,
                };
                write::string(all.next(), id);
            }
            all.end();
            self.add(trial, scope, value.done());
        });
        Some(())
    }
}

fn quoted(text: &str) -> Vec<u8> {
    write::quoted(text).into_bytes()
}
