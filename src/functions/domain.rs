//! The values that a field may have, in classes that some tests, and the steps of graded rules, answer alike on.
//!
//! A class comes with a value that is read and tested as a lead's would be, so that a class cannot differ from what leads do.
//! Of texts there may also be classes of which it is not known whether any text is in them.

use crate::classes::{between, elements, subsets, text};
use crate::condition::check::{Chosen, Element, TextCheck};
use crate::condition::{Branch, Truth};
use crate::evaluate::Facts;
use crate::json::object::List;
use crate::json::write;
use crate::lead::{Lead, Value};
use crate::model::{Check, Compiled, Fact, FieldKind, RulePoints, Test, Then};
use crate::number::Number;
use crate::out::Out;
use crate::prelude::*;
use crate::sort::sorted_within;
use crate::time::{DAY, Instant};
use core::cell::Cell;

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
/// A test that names more texts has not all of them tried.
const MOST_NAMED: usize = 64;

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

/// A lead to try values on.
pub(crate) struct Trial<'a> {
    pub(crate) model: &'a Compiled,
    pub(crate) facts: Facts<'a>,
    lead: Lead,
    json: Out,
}

impl<'a> Trial<'a> {
    #[inline(never)]
    pub(crate) fn new(model: &'a Compiled, facts: Facts<'a>) -> Trial<'a> {
        Trial { model, facts, lead: Lead::default(), json: Out::new() }
    }

    /// What a lead with this value of a field shows of it.
    fn see(&mut self, domain: &Domain, value: &[u8]) -> Seen {
        self.json.clear();
        self.json.put(b"{\"profile\":{");
        write::string(&mut self.json, &self.model.fields[domain.field].name);
        self.json.push(b':');
        self.json.put(value);
        self.json.put(b"}}");
        self.lead.read(self.model, &self.json);
        self.facts.of_lead(&self.lead).seen(domain)
    }

    /// The class that a value of a field, as JSON, is in, if it is in any.
    pub(crate) fn class_of(&mut self, domain: &Domain, value: &[u8]) -> Option<usize> {
        let seen = self.see(domain, value);
        domain.place(&seen)
    }
}

impl Facts<'_> {
    /// The class that this lead's value of a field is in, if it is in any.
    pub(crate) fn class_in(&self, domain: &Domain) -> Option<usize> {
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

    fn checks<'m>(&self, model: &'m Compiled, of_domain: bool) -> Vec<&'m TextCheck> {
        let of = tests(model, self).into_iter().filter(|test| matches!(test.fact, Fact::Domain(_)) == of_domain);
        of.filter_map(|test| match &test.check {
            Check::Text(check) => Some(check),
            _ => None,
        })
        .gather()
    }

    fn add_texts(&mut self, trial: &mut Trial<'_>, scope: Scope<'_>) -> Option<()> {
        let lists = &trial.model.lists;
        let classes = text::classes(&self.checks(trial.model, false), lists, scope.with_values, scope.work)?;
        for text in classes.iter().filter(|_| scope.with_values).filter_map(|class| class.witness.as_ref()) {
            self.add(trial, scope, quoted(text));
        }
        for class in classes {
            let mut outcomes = class.outcomes.into_iter();
            self.add_unseen(trial.model, &mut |_| outcomes.next());
        }
        Some(())
    }

    fn add_addresses(&mut self, trial: &mut Trial<'_>, scope: Scope<'_>) -> Option<()> {
        let model = trial.model;
        let (of_address, of_domain) = (self.checks(model, false), self.checks(model, true));
        let addresses = text::classes(&of_address, &model.lists, scope.with_values, scope.work)?;
        let domains = text::classes(&of_domain, &model.lists, scope.with_values, scope.work)?;
        let asks_kind = tests(model, self).iter().any(|test| matches!(test.fact, Fact::Kind(_)));
        let kinds = if asks_kind { 0..4 } else { 3..4 };
        if addresses.len() * domains.len() * kinds.len() > MOST_CLASSES {
            return None;
        }
        if scope.with_values {
            let mut names: Vec<String> =
                ["zq.example", "gmail.com", "zq.edu", "mailinator.com"].map(String::from).to_vec();
            for list in [model.free_list, model.disposable_list].into_iter().flatten() {
                names.extend(model.lists[list].texts().next().map(String::from));
            }
            for domain in domains.iter().filter_map(|class| class.witness.as_ref()) {
                names.extend([domain.clone(), format!("zq.{domain}"), format!("{domain}.example")]);
            }
            names.extend(named(&of_domain));
            named(&of_address).iter().for_each(|address| self.add(trial, scope, quoted(address)));
            // What a test looks for in an address: all of it, or what stands before the domain.
            let mut people = vec!["zq"];
            for text in addresses.iter().filter_map(|class| class.witness.as_deref()).filter(|text| !text.contains(' '))
            {
                match text.contains('@') {
                    true => self.add(trial, scope, quoted(text)),
                    false => people.push(text),
                }
            }
            for name in &names {
                for person in &people {
                    self.add(trial, scope, quoted(&format!("{person}@{name}")));
                }
            }
        }
        // Texts that a test names whole are so few that a form has tried each.
        let is_tried = |checks: &[&TextCheck], outcomes: &[bool]| {
            let mut pairs = checks.iter().zip(outcomes);
            pairs.any(|(check, passes)| {
                *passes && !scope.all && matches!(check, TextCheck::In(texts) if texts.len() <= MOST_NAMED)
            })
        };
        for address in &addresses {
            for domain in &domains {
                if is_tried(&of_address, &address.outcomes) || is_tried(&of_domain, &domain.outcomes) {
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

    fn add_numbers(&mut self, trial: &mut Trial<'_>, scope: Scope<'_>, of: Numbers) -> Option<()> {
        let mut constants: Vec<Number> = of.min.into_iter().chain(of.max).gather();
        for test in tests(trial.model, self) {
            if let Check::Number(compare) = &test.check {
                constants.append(&mut compare.constants());
            }
        }
        self.each_step(trial.model, &mut |start| constants.push(start));
        let mut numbers = between(constants)?;
        if of.integer {
            let whole = |number: &Number| [number.floor(), number.floor().saturating_add(1)];
            numbers = numbers.iter().flat_map(whole).map(Number::from_integer).gather();
        }
        for number in numbers {
            if of.min.is_none_or(|min| number >= min) && of.max.is_none_or(|max| number <= max) {
                self.add(trial, scope, number.text().into_bytes());
            }
        }
        Some(())
    }

    /// The numbers at which the steps of graded rules begin.
    fn each_step(&self, model: &Compiled, see: &mut dyn FnMut(Number)) {
        for &rule in &self.graded {
            if let RulePoints::Graded { steps, .. } = &model.fit.rules[rule].points {
                steps.iter().for_each(|(start, _)| see(*start));
            }
        }
    }

    /// Dates on either side of all that tests name, and of all ages that they name: now, or whatever the instant is.
    fn add_dates(&mut self, trial: &mut Trial<'_>, scope: Scope<'_>) -> Option<()> {
        let now = trial.facts.now.millis();
        // The first date, or the first age, from which on an answer is another.
        let mut starts = vec![Start::Date(0), Start::Age(0), Start::Date(LAST)];
        let of_days = |days: Number, starts: &mut Vec<Start>| {
            let day = days.floor().clamp(-4_000_000, 4_000_000);
            starts.extend_from_slice(&[Start::Age(day * DAY), Start::Age((day + 1) * DAY)]);
        };
        for test in tests(trial.model, self) {
            match &test.check {
                Check::Within(length) | Check::OlderThan(length) => starts.push(Start::Age(length.millis())),
                Check::Number(compare) => compare.constants().into_iter().for_each(|days| of_days(days, &mut starts)),
                Check::Date(compare) => compare.constants().into_iter().for_each(|date| {
                    starts.extend_from_slice(&[Start::Date(date.millis()), Start::Date(date.millis() + 1)]);
                }),
                _ => {}
            }
        }
        self.each_step(trial.model, &mut |days| of_days(days, &mut starts));
        if !scope.all {
            for start in starts {
                let start = match start {
                    Start::Date(date) => date,
                    Start::Age(age) => now - age + 1,
                };
                for date in [start - 1, start] {
                    if Instant::from_millis(date).is_some() {
                        self.add(trial, scope, Number::from_integer(date).text().into_bytes());
                    }
                }
            }
            return Some(());
        }
        let (mut dates, mut ages) = (Vec::new(), vec![-LAST]);
        for start in starts {
            match start {
                Start::Date(date) => dates.push(date),
                Start::Age(age) => ages.push(age),
            }
        }
        sorted_within(&mut dates, 0, LAST);
        sorted_within(&mut ages, -LAST, LAST);
        if ages.len() * dates.len() > MOST_CLASSES {
            return None;
        }
        let end = |starts: &[i64], place: usize| starts.get(place + 1).map_or(LAST, |next| next - 1);
        for (place, &date) in dates.iter().enumerate() {
            let last_date = end(&dates, place);
            for (place, &age) in ages.iter().enumerate() {
                // The first instant at which a date of the one class is of an age of the other, if there is one.
                let now = (date + age).max(0);
                if now <= (last_date + end(&ages, place)).min(LAST) {
                    trial.facts.now = Instant::from_millis(now).unwrap_or_default();
                    self.add(trial, scope, Number::from_integer((now - age).min(last_date)).text().into_bytes());
                }
            }
        }
        Some(())
    }
}

/// From where on an answer is another.
#[derive(Clone, Copy)]
enum Start {
    Date(i64),
    Age(i64),
}

/// Which numbers a field takes.
#[derive(Clone, Copy, Default)]
struct Numbers {
    integer: bool,
    min: Option<Number>,
    max: Option<Number>,
}

const LAST: i64 = Instant::MAX.millis();

/// Texts that a test names whole, where they are few.
fn named(checks: &[&TextCheck]) -> Vec<String> {
    let mut all = Vec::new();
    for check in checks {
        if let TextCheck::In(texts) = check
            && texts.len() <= MOST_NAMED
        {
            texts.texts().map(String::from).gather_into(&mut all);
        }
    }
    all
}

fn quoted(text: &str) -> Vec<u8> {
    write::quoted(text).into_bytes()
}
