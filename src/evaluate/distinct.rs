//! Distinct values: which events are alike in a fact. It is worked out once for each fact, however many signals ask.

use super::facts::EventFacts;
use crate::bytes::{hash, same};
use crate::grouping::Grouping;
use crate::lead::{Lead, Prop};
use crate::model::{Compiled, EventFact};
use crate::prelude::*;
use crate::time::DAY;

/// The events of one lead by their values. Its memory is used again for the next lead.
#[derive(Debug, Default)]
pub(super) struct Distinct {
    /// By fact: the number of its value for each event, by the event's rank in the order of time. Empty until it is asked for.
    values: Vec<Vec<u32>>,
    /// By the number of a value: the search that met it last.
    met: Vec<u64>,
    searches: u64,
    grouping: Grouping,
}

/// The number of a value that counts for nothing.
const NONE: u32 = u32::MAX;

impl Distinct {
    /// Forgets the lead.
    pub(super) fn clear(&mut self) {
        self.values.iter_mut().for_each(Vec::clear);
    }

    /// The newest of these events for each distinct known value, from the oldest to the newest. Events are named by their rank.
    pub(super) fn newest_of_each(
        &mut self,
        model: &Compiled,
        lead: &Lead,
        fact: EventFact,
        events: &[u32],
        newest: &mut Vec<u32>,
    ) {
        newest.clear();
        if let [] | [_] = events {
            // One event needs no comparing.
            newest.extend(events.iter().filter(|event| counts(fact, value_of(model, lead, fact, **event))));
            return;
        }
        let place = place(fact);
        if self.values.len() <= place {
            self.values.resize(place + 1, Vec::new());
        }
        let values = &mut self.values[place];
        if values.is_empty() {
            number(model, lead, fact, values, &mut self.grouping);
            self.met.resize(self.met.len().max(values.len()), 0);
        }
        self.searches += 1;
        for &event in events.iter().rev() {
            let value = values[event as usize];
            if value != NONE && self.met[value as usize] != self.searches {
                self.met[value as usize] = self.searches;
                newest.push(event);
            }
        }
        newest.reverse();
    }
}

fn place(fact: EventFact) -> usize {
    match fact {
        EventFact::Type => 0,
        EventFact::Channel => 1,
        EventFact::Asset => 2,
        EventFact::Name => 3,
        EventFact::Value => 4,
        EventFact::Day => 5,
        EventFact::Prop(prop) => 6 + prop,
    }
}

/// What a fact is of an event by its rank.
fn value_of(model: &Compiled, lead: &Lead, fact: EventFact, rank: u32) -> Prop {
    EventFacts { model, lead, event: lead.order[rank as usize] as usize }.fact(fact)
}

/// Whether it is a value that is like others or not. Sets have none of their own, and every event has a day.
fn counts(fact: EventFact, value: Prop) -> bool {
    fact == EventFact::Day || !matches!(value, Prop::Unknown | Prop::Set(..))
}

/// Numbers the distinct values of a fact.
fn number(model: &Compiled, lead: &Lead, fact: EventFact, values: &mut Vec<u32>, grouping: &mut Grouping) {
    if fact == EventFact::Day {
        return number_days(lead, values);
    }
    values.resize(lead.order.len(), NONE);
    grouping.begin(lead.order.len());
    for (rank, number) in (0..).zip(values) {
        let value = value_of(model, lead, fact, rank);
        let hash = match value {
            Prop::Text(text) => hash(lead.texts.bytes(text.folded)),
            Prop::Number(number) => hash(&number.to_f64().to_le_bytes()),
            Prop::Boolean(value) => u32::from(value),
            Prop::Unknown | Prop::Set(..) => continue,
        };
        let alike = |other: u32| are_alike(lead, value_of(model, lead, fact, other), value);
        *number = grouping.group_of(rank, hash, alike) as u32;
    }
}

/// The same of days, each of which has its events one behind the other.
fn number_days(lead: &Lead, values: &mut Vec<u32>) {
    let (mut day, mut next) = (None, 0);
    for &index in &lead.order {
        let of_event = Some(lead.events[index as usize].at.millis() / DAY);
        next += u32::from(day.is_some() && day != of_event);
        day = of_event;
        values.push(next);
    }
}

/// Whether two values count as one.
fn are_alike(lead: &Lead, a: Prop, b: Prop) -> bool {
    match (a, b) {
        (Prop::Text(a), Prop::Text(b)) => same(lead.texts.bytes(a.folded), lead.texts.bytes(b.folded)),
        (Prop::Number(a), Prop::Number(b)) => a == b,
        (Prop::Boolean(a), Prop::Boolean(b)) => a == b,
        _ => false,
    }
}
