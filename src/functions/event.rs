//! An event that is what a match asks for, or that there is none: the match as a function of the event's facts, and a way
//! through that function by values that are known.

use super::Functions;
use super::diagram::{self, Diagram, Diagrams, FALSE, TRUE, UNKNOWN};
use crate::classes::{Chosens, Named, between, elements, subsets, text};
use crate::condition::check::{SetCheck, TextCheck};
use crate::condition::{Branch, Truth};
use crate::json::object::{List, Object};
use crate::json::{raw, write};
use crate::model::{Compiled, EventCheck, EventFact, EventTest, Target, Watcher};
use crate::number::Number;
use crate::out::Out;
use crate::prelude::*;
use crate::sorted::Map;
use crate::time::Instant;
use core::cell::Cell;

/// What there is of the events that are looked for.
pub(crate) enum Found {
    Nothing,
    /// One, by the JSON of its facts.
    Event(Event),
    /// It would take too long to tell, or no value is known that would do.
    Unknown,
}

pub(crate) type Event = Vec<(EventFact, String)>;

/// Values of a fact that answer alike.
struct Class {
    /// By test of the fact.
    truths: Vec<Truth>,
    /// The JSON of a value, empty for an event that does not say; `None` when no value is known.
    value: Option<String>,
}

/// With more classes of one fact, or more facts, nothing is told.
const MOST_CLASSES: usize = 1_024;
const MOST_FACTS: usize = 200;
/// So many functions are kept at most.
const ROOM: usize = 20_000;
/// The work of a step on the way.
const STEP: usize = 10;

/// All that watches events, with the type of the events that come to it if they are of one.
pub(crate) fn watchers(model: &Compiled) -> Vec<(Option<&str>, Watcher)> {
    let vocabulary = &model.vocabulary;
    let mut all = Vec::new();
    for (event_type, watchers) in vocabulary.types.texts().zip(&vocabulary.by_type) {
        watchers.iter().for_each(|watcher| all.push((Some(event_type), *watcher)));
    }
    vocabulary.any_type.iter().for_each(|watcher| all.push((None, *watcher)));
    all
}

/// An event for a target.
pub(crate) fn for_target(model: &Compiled, target: Target, work: &Cell<u64>) -> Found {
    for (event_type, watcher) in watchers(model) {
        if watcher.target == target {
            match matching(model, event_type, watcher, work) {
                Found::Nothing => {}
                found => return found,
            }
        }
    }
    Found::Nothing
}

/// An event, of a type if need be, that a watcher is about.
pub(crate) fn matching(model: &Compiled, event_type: Option<&str>, watcher: Watcher, work: &Cell<u64>) -> Found {
    let mut search =
        Search { model, diagrams: Diagrams::new(ROOM), variables: Vec::new(), places: Map::default(), work };
    let mut by_fact: Map<EventFact, Vec<(u32, &EventTest)>> = Map::default();
    by_fact.entry(EventFact::Type);
    if let Some(rest) = watcher.rest {
        model.matches.each_test(rest, &mut |index, test| by_fact.entry(test.fact).push((index, test)));
    }
    for (fact, tests) in by_fact.entries() {
        let Some(classes) = classes(model, *fact, tests, event_type, work) else { continue };
        for (place, (index, _)) in tests.iter().enumerate() {
            search.places.insert(*index, (search.variables.len(), place));
        }
        search.variables.push((*fact, classes));
    }
    if search.variables.len() > MOST_FACTS {
        return Found::Unknown;
    }
    let functions: &mut dyn Functions = &mut search;
    let truth = functions.truth(watcher.rest);
    let holds = search.diagrams.holds(truth);
    if text::spend(work, search.diagrams.size()).is_none() {
        return Found::Unknown;
    }
    let mut event = Vec::new();
    match holds {
        FALSE => Found::Nothing,
        _ if search.way(holds, 0, &mut event) => Found::Event(event),
        _ => Found::Unknown,
    }
}

struct Search<'m> {
    model: &'m Compiled,
    diagrams: Diagrams,
    /// The facts that are told apart, with their classes.
    variables: Vec<(EventFact, Vec<Class>)>,
    /// The variable, and the place among its tests, of each test.
    places: Map<u32, (usize, usize)>,
    work: &'m Cell<u64>,
}

impl Functions for Search<'_> {
    fn diagrams(&mut self) -> &mut Diagrams {
        &mut self.diagrams
    }

    fn shape(&self, branch: u32) -> Branch<()> {
        self.model.matches.shape(branch)
    }

    fn test(&mut self, branch: u32) -> Diagram {
        let Some(&(variable, place)) = self.places.get(&branch) else {
            return self.diagrams.free(&[FALSE, UNKNOWN, TRUE]);
        };
        let truths = self.variables[variable].1.iter().map(|class| diagram::of(class.truths[place])).gather();
        self.diagrams.ask(variable as u32, &truths)
    }
}

impl Search<'_> {
    /// Finds values, from a variable on, with which a function is true.
    fn way(&self, function: Diagram, variable: usize, event: &mut Event) -> bool {
        // Every event has a type, which is the first variable.
        let is_done = self.diagrams.level(function).is_none() && (function != TRUE || variable > 0);
        let Some((fact, classes)) = self.variables.get(variable).filter(|_| !is_done) else { return function == TRUE };
        for (index, class) in classes.iter().enumerate() {
            let Some(value) = &class.value else { continue };
            if text::spend(self.work, STEP).is_none() {
                return false;
            }
            event.push((*fact, value.clone()));
            if self.way(self.diagrams.given(function, variable as u32, index), variable + 1, event) {
                return true;
            }
            event.pop();
        }
        false
    }
}

/// The classes of a fact's values, first those that read best; `None` when they are too many.
fn classes(
    model: &Compiled,
    fact: EventFact,
    tests: &[(u32, &EventTest)],
    event_type: Option<&str>,
    work: &Cell<u64>,
) -> Option<Vec<Class>> {
    let lists = &model.lists;
    let mut texts: Vec<&TextCheck> = Vec::new();
    let mut sets: Vec<&SetCheck> = Vec::new();
    let mut constants: Vec<Number> = Vec::new();
    for (_, test) in tests {
        match &test.check {
            EventCheck::Text(check) => texts.push(check),
            EventCheck::TextOrSet(check, set) => {
                texts.push(check);
                sets.push(set);
            }
            EventCheck::Set(set) => sets.push(set),
            EventCheck::Number(compare) => constants.append(&mut compare.constants()),
            EventCheck::Known(_) | EventCheck::Boolean(_) => {}
        }
    }
    let mut found = Classes { fact, tests, model, all: Vec::new() };
    if fact != EventFact::Value {
        let word = match fact {
            EventFact::Type => event_type.unwrap_or("event"),
            _ => "any",
        };
        let outcomes: Vec<bool> = texts.iter().map(|check| text::passes(check, word, lists)).gather();
        found.add(Some(write::quoted(word)), Value::Text(&outcomes));
        if fact == EventFact::Type && event_type.is_some() {
            return Some(found.all);
        }
        for class in text::classes(&texts, lists, true, work)? {
            found.add(class.witness.map(|text| write::quoted(&text)), Value::Text(&class.outcomes));
        }
    }
    let is_prop = matches!(fact, EventFact::Prop(_));
    if fact == EventFact::Value || is_prop {
        // Whole numbers read better than their next neighbors.
        let mut numbers = Vec::new();
        for number in &constants {
            [0, 1, -1].iter().for_each(|more| numbers.push(Number::from_integer(number.floor().saturating_add(*more))));
        }
        numbers.append(&mut between(constants)?);
        text::spend(work, numbers.len() * tests.len())?;
        for number in numbers {
            found.add(Some(number.text()), Value::Number(number));
        }
    }
    if is_prop {
        found.add(Some("true".to_string()), Value::Boolean(true));
        found.add(Some("false".to_string()), Value::Boolean(false));
        let elements = elements(&sets, None, lists)?;
        text::spend(work, tests.len() << elements.len())?;
        subsets(&elements, &mut |set| {
            let mut json = Out::new();
            let mut all = List::new(&mut json);
            set.iter().for_each(|(_, text)| write::string(all.next(), text));
            all.end();
            found.add(Some(json.text()), Value::Set(set));
        });
    }
    if !matches!(fact, EventFact::Type | EventFact::Day) {
        found.add(Some(String::new()), Value::Unsaid);
    }
    (found.all.len() <= MOST_CLASSES).then_some(found.all)
}

/// A value of a fact, as far as its tests can see.
enum Value<'v> {
    Unsaid,
    /// By test of a text: whether it passes.
    Text(&'v [bool]),
    Number(Number),
    Boolean(bool),
    Set(&'v [Named]),
}

/// The classes of a fact's values so far.
struct Classes<'m> {
    fact: EventFact,
    tests: &'m [(u32, &'m EventTest)],
    model: &'m Compiled,
    all: Vec<Class>,
}

impl Classes<'_> {
    /// Adds the class of a value, with the value's JSON if it is known.
    fn add(&mut self, json: Option<String>, value: Value<'_>) {
        let mut truths = Vec::new();
        let mut texts = 0;
        for (_, test) in self.tests {
            let passes = match (&test.check, &value) {
                (EventCheck::Known(wanted), value) => Some(matches!(value, Value::Unsaid) != *wanted),
                (EventCheck::Text(_) | EventCheck::TextOrSet(..), Value::Text(outcomes)) => {
                    texts += 1;
                    outcomes.get(texts - 1).copied()
                }
                (EventCheck::Set(check) | EventCheck::TextOrSet(_, check), Value::Set(set)) => {
                    Some(check.passes(&Chosens(set), &self.model.lists))
                }
                (EventCheck::Number(compare), Value::Number(number)) => Some(compare.passes(number)),
                (EventCheck::Boolean(wanted), Value::Boolean(value)) => Some(value == wanted),
                _ => None,
            };
            truths.push(passes.map_or(Truth::Unknown, Truth::of));
        }
        // All events happen now, which is no day in particular.
        let value = json.filter(|_| self.fact != EventFact::Day);
        match self.all.iter_mut().find(|class| class.truths == truths) {
            Some(class) => class.value = class.value.take().or(value),
            None => self.all.push(Class { truths, value }),
        }
    }
}

/// The type of an event.
pub(crate) fn type_of(event: &Event) -> String {
    event.first().and_then(|(_, json)| raw::string(json)).unwrap_or_default()
}

/// The JSON of an event that happens now.
pub(crate) fn json(model: &Compiled, event: &Event, now: Instant) -> String {
    let mut out = Out::new();
    let mut object = Object::new(&mut out);
    let names: Vec<&str> = model.vocabulary.props.texts().gather();
    let mut props = Vec::new();
    for (fact, value) in event {
        let key = match fact {
            EventFact::Type => "type",
            EventFact::Channel => "channel",
            EventFact::Asset => "asset",
            EventFact::Name => "name",
            EventFact::Value => "value",
            EventFact::Prop(prop) => {
                props.extend(names.get(*prop).map(|name| (*name, value)));
                continue;
            }
            EventFact::Day => continue,
        };
        if !value.is_empty() {
            object.json(key, value);
        }
        if *fact == EventFact::Type {
            object.text("at", &now.to_string());
        }
    }
    props.retain(|(_, value)| !value.is_empty());
    if !props.is_empty() {
        let mut members = Object::new(object.key("props"));
        props.iter().for_each(|(name, value)| members.json(name, value));
        members.end();
    }
    object.end();
    out.text()
}
