//! The bare lead: one of whom nothing is known but some events of this very instant. What becomes of it is decided as of any
//! other, which proves that a stage can be reached like that.

use crate::condition::Branch;
use crate::evaluate::{Decision, evaluate};
use crate::functions::event::{self, Event, Found};
use crate::json::object::{List, Object};
use crate::lead::Lead;
use crate::model::{Compiled, EventFact, Kind, Repeat, Target};
use crate::out::Out;
use crate::prelude::*;
use crate::time::Instant;
use core::cell::Cell;

/// By stage, whether the lead is in and everything but the gate holds.
pub(super) struct Bare(Vec<bool>);

/// Whether what becomes of events can be told at all: a test of the day has an answer only at a certain instant.
pub(super) fn can_be_told(model: &Compiled) -> bool {
    !model.matches.branches().iter().any(|branch| matches!(branch, Branch::Test(test) if test.fact == EventFact::Day))
}

/// Events that match what a signal is about, the second one of a sequence among them.
pub(super) fn events_for(model: &Compiled, signal: usize, work: &Cell<u64>) -> Vec<Event> {
    let Found::Event(first) = event::for_target(model, Target::Signal(signal), work) else { return Vec::new() };
    let copies = match &model.intent.signals[signal].kind {
        Kind::Plain { repeat: Repeat::Each, at_most } => at_most.unwrap_or(10).min(10),
        Kind::Count(count) | Kind::Burst { count, .. } => (*count).min(20),
        _ => 1,
    };
    let mut events = vec![first; copies];
    if matches!(model.intent.signals[signal].kind, Kind::Sequence { .. })
        && let Found::Event(second) = event::for_target(model, Target::Then(signal), work)
    {
        events.push(second);
    }
    events
}

impl Bare {
    pub(super) fn new(model: &Compiled, events: &[Event]) -> Bare {
        // Any instant will do: nothing that hangs on one is known of the lead.
        let now = Instant::default();
        let mut json = Out::new();
        let mut object = Object::new(&mut json);
        let mut all = List::new(object.key("events"));
        events.iter().for_each(|event| all.next().put(event::json(model, event, now).as_bytes()));
        all.end();
        object.end();
        let (mut lead, mut decision) = (Lead::default(), Decision::default());
        lead.read(model, &json);
        evaluate(model, &lead, now, &mut decision);
        let facts = decision.facts(model, &lead, now);
        let is_in = decision.disqualified.is_empty();
        Bare(model.stages.iter().map(|stage| is_in && facts.truth(stage.when).holds()).gather())
    }

    /// Whether the lead is in, and everything of these stages but their gates holds.
    pub(super) fn comes_to(&self, stages: &[usize]) -> bool {
        stages.iter().all(|&stage| self.0[stage])
    }
}
