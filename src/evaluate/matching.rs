//! One pass over the events, each of which goes straight to what is about its type.

use super::facts::EventFacts;
use super::signals::Room;
use super::{Contribution, Decision};
use crate::lead::{Lead, Tally};
use crate::model::{Compiled, Target, Watcher};
use crate::prelude::*;
use crate::time::Instant;

/// The events that match, by signal. Events are named by their rank in the order of time.
#[derive(Debug, Default)]
pub(super) struct Matches {
    pub(super) signals: Vec<Vec<u32>>,
    /// The second events of sequences.
    pub(super) thens: Vec<Vec<u32>>,
    /// What each signal gives when its condition holds, as far as that was asked for: it hangs on events and the instant alone.
    pub(super) given: Vec<Option<Contribution>>,
    pub(super) room: Room,
}

/// Finds the events that each signal and gate is about.
pub(super) fn look_at_events(model: &Compiled, lead: &Lead, now: Instant, decision: &mut Decision) {
    let matches = &mut decision.matches;
    let count = model.intent.signals.len();
    matches.signals.resize(count, Vec::new());
    matches.thens.resize(count, Vec::new());
    matches.given.resize(count, None);
    for (seen, given) in matches.signals.iter_mut().zip(&mut matches.given) {
        // Nothing is given by what has seen nothing.
        if !seen.is_empty() {
            seen.clear();
            *given = None;
        }
    }
    matches.thens.iter_mut().for_each(Vec::clear);
    matches.room.clear();
    decision.gates.clear();
    decision.gates.resize(model.stages.len(), None);
    decision.pauses.clear();
    decision.pauses.resize(model.tracks.len(), None);
    decision.usable_events = 0;
    decision.future_events = Tally::default();
    for (rank, &index) in lead.order.iter().enumerate() {
        let event = &lead.events[index as usize];
        if !event.is_usable(now) {
            decision.future_events.count += 1;
            continue;
        }
        decision.usable_events += 1;
        let age = now.since(event.at).max(0);
        let facts = EventFacts { model, lead, event: index as usize };
        let of_type = event.known_type.map_or(&[][..], |known| &model.vocabulary.by_type[known]);
        for Watcher { target, rest } in of_type.iter().chain(&model.vocabulary.any_type) {
            let in_window =
                |signal: usize| model.intent.signals[signal].within.is_none_or(|within| age < within.millis());
            match *target {
                Target::Signal(signal) if in_window(signal) && facts.truth(*rest).holds() => {
                    decision.matches.signals[signal].push(rank as u32)
                }
                Target::Then(signal) if in_window(signal) && facts.truth(*rest).holds() => {
                    decision.matches.thens[signal].push(rank as u32)
                }
                Target::Gate { stage, accept } => decision.gates[stage] = Some(accept),
                Target::Pause(track) if facts.truth(*rest).holds() => decision.pauses[track] = Some(event.at),
                Target::Signal(_) | Target::Then(_) | Target::Pause(_) => {}
            }
        }
    }
    if decision.future_events.count > 0 {
        let late = lead.events.iter().filter(|event| !event.is_usable(now)).map(|event| event.position);
        decision.future_events.first = late.min().unwrap_or(0);
    }
}
