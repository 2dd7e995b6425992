//! The values that an open field may still get, in classes that everything in the model answers alike on.
//!
//! A class comes with a value that is read and tested as a lead's would be, so that a class cannot differ from what leads do.
//! Of texts there may also be classes of which it is not known whether any text is in them.

use crate::classes::{elements, subsets, text};
use crate::condition::check::{Chosen, TextCheck};
use crate::condition::{Branch, Truth};
use crate::evaluate::Facts;
use crate::json::write;
use crate::lead::{Lead, Value};
use crate::model::{Check, Compiled, Fact, FieldKind, RulePoints, Test, Then};
use crate::number::Number;
use crate::prelude::*;
use crate::time::{DAY, Instant};
use core::cell::Cell;

/// What can be told of a value: two values of which all this is equal are in one class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) is_known: bool,
    /// Whether it is a date not after now, on which a lead that is out comes back.
    pub(super) is_past: bool,
    /// By test of the field.
    pub(super) truths: Vec<Truth>,
    /// By graded rule of the field: its points if its condition holds, in thousandths.
    pub(super) points: Vec<i64>,
}

/// Values that answer alike.
#[derive(Clone, Debug)]
pub(super) struct Class {
    pub(super) seen: Seen,
    /// The JSON of a value of the class; without one there may be none.
    pub(super) value: Option<Vec<u8>>,
}

/// The classes of a field's values; the first is that of no value.
#[derive(Debug)]
pub(super) struct Domain {
    pub(super) field: usize,
    /// The tests of the field, by their index among the branches of the model's conditions.
    pub(super) tests: Vec<u32>,
    /// The rules whose points go by the field.
    pub(super) graded: Vec<usize>,
    /// Whether a lead that is out comes back on a date in it.
    recycles: bool,
    pub(super) classes: Vec<Class>,
}

const MOST_CLASSES: usize = 1_024;
/// A test that names more texts has not all of them tried.
const MOST_NAMED: usize = 64;
/// Steps that telling the classes of one field may take.
const WORK: u64 = 2_000_000;

/// A lead to try values on.
pub(super) struct Trial<'a> {
    pub(super) model: &'a Compiled,
    pub(super) facts: Facts<'a>,
    lead: Lead,
    json: Vec<u8>,
}

impl<'a> Trial<'a> {
    #[inline(never)]
    pub(super) fn new(model: &'a Compiled, facts: Facts<'a>) -> Trial<'a> {
        Trial { model, facts, lead: Lead::default(), json: Vec::new() }
    }

    /// What a lead with this value of a field shows of it.
    fn see(&mut self, domain: &Domain, value: &[u8]) -> Seen {
        self.json.clear();
        self.json.extend_from_slice(b"{\"profile\":{");
        write::string(&mut self.json, &self.model.fields[domain.field].name);
        self.json.push(b':');
        self.json.extend_from_slice(value);
        self.json.extend_from_slice(b"}}");
        self.lead.read(self.model, &self.json);
        self.facts.of_lead(&self.lead).seen(domain)
    }

    /// The class that a value of a field, as JSON, is in, if it is in any.
    pub(super) fn class_of(&mut self, domain: &Domain, value: &[u8]) -> Option<usize> {
        let seen = self.see(domain, value);
        domain.place(&seen)
    }
}

impl Facts<'_> {
    /// The class that this lead's value of a field is in, if it is in any.
    pub(super) fn class_in(&self, domain: &Domain) -> Option<usize> {
        domain.place(&self.seen(domain))
    }

    /// What this lead shows of a field.
    fn seen(&self, domain: &Domain) -> Seen {
        let value = self.value(domain.field);
        let points = domain.graded.iter().map(|&rule| self.points_of(&self.model.fit.rules[rule].points).milli());
        Seen {
            is_known: !matches!(value, Value::Unknown),
            is_past: domain.recycles && matches!(value, Value::Date(date) if date <= self.now),
            truths: tests(self.model, domain).into_iter().map(|test| self.test(test)).gather(),
            points: points.gather(),
        }
    }
}

fn tests<'m>(model: &'m Compiled, domain: &Domain) -> Vec<&'m Test> {
    domain.tests.iter().filter_map(|&index| model.conditions.test(index)).gather()
}

/// The field that a fact is, or is read off.
pub(super) fn field_of(fact: Fact) -> Option<usize> {
    match fact {
        Fact::Field(field) | Fact::Domain(field) | Fact::Kind(field) | Fact::Days(field) => Some(field),
        _ => None,
    }
}

/// By field: the tests that ask about it, by their index among the branches of the model's conditions.
pub(super) fn tests_by_field(model: &Compiled) -> Vec<Vec<u32>> {
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
    pub(super) fn new(model: &Compiled, field: usize, tests: Vec<u32>) -> Domain {
        let is_graded = |rule: &usize| match &model.fit.rules[*rule].points {
            RulePoints::Graded { by, .. } => field_of(*by) == Some(field),
            RulePoints::Fixed(_) => false,
        };
        let graded = (0..model.fit.rules.len()).filter(is_graded).gather();
        let recycles = model.disqualify.iter().any(|rule| matches!(rule.then, Then::RecycleOn(date) if date == field));
        Domain { field, tests, graded, recycles, classes: Vec::new() }
    }

    /// Whether anything is asked of the field besides whether it is known.
    pub(super) fn matters(&self) -> bool {
        !self.tests.is_empty() || !self.graded.is_empty() || self.recycles
    }

    /// Tells the classes apart; `false` when they are too many.
    pub(super) fn divide(&mut self, trial: &mut Trial<'_>) -> bool {
        let model = trial.model;
        self.add(trial, b"null".to_vec());
        let work = Cell::new(WORK);
        let divided = match &model.fields[self.field].kind {
            FieldKind::Text => self.add_texts(trial, &work),
            FieldKind::Email => self.add_addresses(trial, &work),
            FieldKind::Choice(options) => {
                options.ids.iter().for_each(|id| self.add(trial, quoted(id)));
                Some(())
            }
            FieldKind::Set(options) => self.add_sets(trial, options.as_ref().map(|options| options.ids.as_slice())),
            FieldKind::Number { integer, min, max } => self.add_numbers(trial, *integer, *min, *max),
            FieldKind::Boolean => {
                [b"false".as_slice(), b"true"].into_iter().for_each(|value| self.add(trial, value.to_vec()));
                Some(())
            }
            FieldKind::Date => {
                self.add_dates(trial);
                Some(())
            }
        };
        divided.is_some() && self.classes.len() <= MOST_CLASSES
    }

    fn place(&self, seen: &Seen) -> Option<usize> {
        self.classes.iter().position(|class| class.seen == *seen)
    }

    fn add(&mut self, trial: &mut Trial<'_>, value: Vec<u8>) {
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
            None if self.classes.len() <= MOST_CLASSES => self.classes.push(Class { seen, value: Some(value) }),
            None => {}
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

    fn checks<'m>(&self, model: &'m Compiled, of_domain: bool) -> Vec<&'m TextCheck> {
        let of = tests(model, self).into_iter().filter(|test| matches!(test.fact, Fact::Domain(_)) == of_domain);
        of.filter_map(|test| match &test.check {
            Check::Text(check) => Some(check),
            _ => None,
        })
        .gather()
    }

    fn add_texts(&mut self, trial: &mut Trial<'_>, work: &Cell<u64>) -> Option<()> {
        let classes = text::classes(&self.checks(trial.model, false), &trial.model.lists, true, work)?;
        for class in &classes {
            class.witness.iter().for_each(|text| self.add(trial, quoted(text)));
        }
        for class in classes {
            let mut outcomes = class.outcomes.into_iter();
            self.add_unseen(trial.model, &mut |_| outcomes.next());
        }
        Some(())
    }

    fn add_addresses(&mut self, trial: &mut Trial<'_>, work: &Cell<u64>) -> Option<()> {
        let model = trial.model;
        let (of_address, of_domain) = (self.checks(model, false), self.checks(model, true));
        let addresses = text::classes(&of_address, &model.lists, true, work)?;
        let domains = text::classes(&of_domain, &model.lists, true, work)?;
        let asks_kind = tests(model, self).iter().any(|test| matches!(test.fact, Fact::Kind(_)));
        let kinds = if asks_kind { 0..4 } else { 3..4 };
        if addresses.len() * domains.len() * kinds.len() > MOST_CLASSES {
            return None;
        }
        let mut names: Vec<String> = ["zq.example", "gmail.com", "zq.edu", "mailinator.com"].map(String::from).to_vec();
        for list in [model.free_list, model.disposable_list].into_iter().flatten() {
            names.extend(model.lists[list].texts().next().map(String::from));
        }
        for domain in domains.iter().filter_map(|class| class.witness.as_ref()) {
            names.extend([domain.clone(), format!("zq.{domain}"), format!("{domain}.example")]);
        }
        // Texts that a test names whole are so few that each is tried.
        let named = |checks: &[&TextCheck]| -> Vec<String> {
            let tables = checks.iter().filter_map(|check| match check {
                TextCheck::In(texts) if texts.len() <= MOST_NAMED => Some(texts),
                _ => None,
            });
            tables.flat_map(|texts| texts.texts().map(String::from)).gather()
        };
        names.extend(named(&of_domain));
        named(&of_address).iter().for_each(|address| self.add(trial, quoted(address)));
        let is_named = |checks: &[&TextCheck], outcomes: &[bool]| {
            let mut pairs = checks.iter().zip(outcomes);
            pairs.any(|(check, passes)| *passes && matches!(check, TextCheck::In(texts) if texts.len() <= MOST_NAMED))
        };
        let people = addresses.iter().filter_map(|class| class.witness.as_deref()).filter(|text| !text.contains(' '));
        let people: Vec<&str> = people.gather();
        people.iter().filter(|text| text.contains('@')).for_each(|text| self.add(trial, quoted(text)));
        for name in &names {
            self.add(trial, quoted(&format!("zq@{name}")));
            for person in people.iter().filter(|text| !text.contains('@')) {
                self.add(trial, quoted(&format!("{person}@{name}")));
            }
        }
        for address in &addresses {
            for domain in &domains {
                if is_named(&of_address, &address.outcomes) || is_named(&of_domain, &domain.outcomes) {
                    continue;
                }
                for kind in kinds.clone() {
                    let (mut address, mut domain) = (address.outcomes.iter(), domain.outcomes.iter());
                    self.add_unseen(model, &mut |test| match (&test.check, test.fact) {
                        (Check::Text(_), Fact::Domain(_)) => domain.next().copied(),
                        (Check::Text(_), _) => address.next().copied(),
                        (Check::Option(check), _) => Some(check.passes(Chosen::Option(kind))),
                        _ => None,
                    });
                }
            }
        }
        Some(())
    }

    fn add_sets(&mut self, trial: &mut Trial<'_>, options: Option<&[String]>) -> Option<()> {
        let checks = tests(trial.model, self).into_iter().filter_map(|test| match &test.check {
            Check::Set(check) => Some(check),
            _ => None,
        });
        let mut elements = elements(&checks.gather(), options, &trial.model.lists)?;
        if options.is_none() {
            elements.push((crate::condition::check::Element::Text("zq".to_string()), "zq".to_string()));
        }
        subsets(&elements, &mut |set| {
            let mut value = vec![b'['];
            for (index, (element, text)) in set.iter().enumerate() {
                if index > 0 {
                    value.push(b',');
                }
                let id = match (element, options) {
                    (crate::condition::check::Element::Option(option), Some(options)) => &options[*option as usize],
                    _ => text,
                };
                write::string(&mut value, id);
            }
            value.push(b']');
            self.add(trial, value);
        });
        Some(())
    }

    fn add_numbers(
        &mut self,
        trial: &mut Trial<'_>,
        integer: bool,
        min: Option<Number>,
        max: Option<Number>,
    ) -> Option<()> {
        let mut constants: Vec<Number> = min.into_iter().chain(max).gather();
        for test in tests(trial.model, self) {
            if let Check::Number(compare) = &test.check {
                compare.constants().copied().gather_into(&mut constants);
            }
        }
        for &rule in &self.graded {
            if let RulePoints::Graded { steps, .. } = &trial.model.fit.rules[rule].points {
                steps.iter().map(|step| step.0).gather_into(&mut constants);
            }
        }
        let mut numbers = crate::classes::between(constants)?;
        if integer {
            let whole = |number: &Number| [number.floor(), number.floor().saturating_add(1)];
            numbers = numbers.iter().flat_map(whole).map(Number::from_integer).gather();
        }
        let inside = |number: &Number| min.is_none_or(|min| *number >= min) && max.is_none_or(|max| *number <= max);
        for number in numbers.into_iter().filter(inside) {
            let mut value = Vec::new();
            number.write(&mut value);
            self.add(trial, value);
        }
        Some(())
    }

    /// A date on either side of every instant at which any answer changes.
    fn add_dates(&mut self, trial: &mut Trial<'_>) {
        let now = trial.facts.now.millis();
        // The first instant of each further class: a date from which on it is in the future, for one.
        let mut starts = vec![0, now + 1, Instant::MAX.millis()];
        let of_days = |days: &Number, starts: &mut Vec<i64>| {
            let day = days.floor().clamp(-4_000_000, 4_000_000);
            starts.extend_from_slice(&[now - day * DAY + 1, now - (day + 1) * DAY + 1]);
        };
        for test in tests(trial.model, self) {
            match &test.check {
                Check::Within(length) | Check::OlderThan(length) => starts.push(now - length.millis() + 1),
                Check::Number(compare) => compare.constants().for_each(|days| of_days(days, &mut starts)),
                Check::Date(compare) => {
                    compare.constants().flat_map(|date| [date.millis(), date.millis() + 1]).gather_into(&mut starts);
                }
                _ => {}
            }
        }
        for &rule in &self.graded {
            if let RulePoints::Graded { steps, .. } = &trial.model.fit.rules[rule].points {
                steps.iter().for_each(|(start, _)| of_days(start, &mut starts));
            }
        }
        for start in starts.into_iter().flat_map(|start| [start - 1, start]) {
            if Instant::from_millis(start).is_some() {
                let mut value = Vec::new();
                Number::from_integer(start).write(&mut value);
                self.add(trial, value);
            }
        }
    }
}

fn quoted(text: &str) -> Vec<u8> {
    let mut value = Vec::new();
    write::string(&mut value, text);
    value
}
