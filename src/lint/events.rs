//! Whether an event can match what a signal is about.

use super::domain;
use super::truths::{self, Truths};
use crate::classes::text;
use crate::condition::{Condition, Truth};
use crate::model::{Compiled, EventFact, EventTest, Kind, Target};
use crate::prelude::*;
use crate::sorted::Map;
use core::cell::Cell;

/// Whether the events that a signal asks for can exist. `true` when that is not known.
pub(super) fn can_match(model: &Compiled, signal: usize, work: &Cell<u64>) -> bool {
    let needs_second = matches!(model.intent.signals[signal].kind, Kind::Sequence { .. });
    is_watched(model, Target::Signal(signal), work) && (!needs_second || is_watched(model, Target::Then(signal), work))
}

/// The rest of the match of each watcher for a target.
fn rests(model: &Compiled, target: Target) -> impl Iterator<Item = Option<Condition>> {
    let vocabulary = &model.vocabulary;
    let all = vocabulary.by_type.iter().flatten().chain(&vocabulary.any_type);
    all.filter(move |watcher| watcher.target == target).map(|watcher| watcher.rest)
}

fn is_watched(model: &Compiled, target: Target, work: &Cell<u64>) -> bool {
    // The types of one match all share the rest of it.
    rests(model, target).next().is_some_and(|rest| rest.is_none_or(|rest| is_possible(model, rest, work)))
}

struct Search<'m> {
    model: &'m Compiled,
    condition: Condition,
    /// For each fact, what its classes say to its tests.
    classes: Vec<Option<Vec<Vec<Truth>>>>,
    places: Map<u32, (usize, usize)>,
    chosen: Vec<Option<usize>>,
    work: &'m Cell<u64>,
}

fn is_possible(model: &Compiled, condition: Condition, work: &Cell<u64>) -> bool {
    let mut by_fact: Map<EventFact, Vec<(u32, &EventTest)>> = Map::default();
    model.matches.each_test(condition, &mut |index, test| {
        by_fact.entry(test.fact).push((index, test));
    });
    let mut search = Search {
        model,
        condition,
        classes: Vec::new(),
        places: Map::default(),
        chosen: vec![None; by_fact.len()],
        work,
    };
    for (place, (fact, tests)) in by_fact.entries().iter().enumerate() {
        for (of_fact, (index, _)) in tests.iter().enumerate() {
            search.places.insert(*index, (place, of_fact));
        }
        let tests: Vec<&EventTest> = tests.iter().map(|(_, test)| *test).gather();
        search.classes.push(domain::of_event(*fact, &tests, &model.lists, work));
    }
    search.from(0)
}

impl Search<'_> {
    fn from(&mut self, depth: usize) -> bool {
        if text::spend(self.work, self.places.len()).is_none() {
            return true;
        }
        let truths = truths::of_branch(&self.model.matches, self.condition.root(), &mut |index, _| self.test(index));
        if !truths.may_be(Truth::True) || truths == Truths::TRUE || depth == self.classes.len() {
            return truths.may_be(Truth::True);
        }
        let Some(count) = self.classes[depth].as_ref().map(Vec::len) else { return self.from(depth + 1) };
        let found = (0..count).any(|class| {
            self.chosen[depth] = Some(class);
            self.from(depth + 1)
        });
        self.chosen[depth] = None;
        found
    }

    fn test(&self, index: u32) -> Truths {
        let Some(&(fact, place)) = self.places.get(&index) else { return Truths::ANY };
        let Some(classes) = &self.classes[fact] else { return Truths::ANY };
        let classes = match self.chosen[fact] {
            Some(class) => &classes[class..=class],
            None => &classes[..],
        };
        classes.iter().map(|class| Truths::of(class[place])).fold(Truths::NONE, Truths::or_also)
    }
}
