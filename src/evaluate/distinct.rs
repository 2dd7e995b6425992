//! Distinct values: which events are alike in a fact. It is worked out once for each fact, however many signals ask.

use super::facts::EventFacts;
use crate::lead::{Lead, Prop};
use crate::model::{Compiled, EventFact};
use crate::prelude::*;
use crate::sort::sort;
use crate::time::DAY;
use core::cmp::Ordering;

/// The events of one lead by their values. Its memory is used again for the next lead.
#[derive(Debug, Default)]
pub(super) struct Distinct {
    /// By fact: the number of its value for each event, by the event's rank in the order of time. Empty until it is asked for.
    values: Vec<Vec<u32>>,
    /// By the number of a value: the search that met it last.
    met: Vec<u64>,
    searches: u64,
    room: Vec<u32>,
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
        if events.is_empty() {
            return;
        }
        let place = place(fact);
        if self.values.len() <= place {
            self.values.resize(place + 1, Vec::new());
        }
        let values = &mut self.values[place];
        if values.is_empty() {
            number(model, lead, fact, values, &mut self.room);
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

/// Numbers the distinct values of a fact. Sets have no value of their own.
fn number(model: &Compiled, lead: &Lead, fact: EventFact, values: &mut Vec<u32>, known: &mut Vec<u32>) {
    let fact_of = |rank: u32| EventFacts { model, lead, event: lead.order[rank as usize] as usize }.fact(fact);
    let compare = |a: u32, b: u32| match fact {
        EventFact::Day => day(lead, a).cmp(&day(lead, b)),
        _ => compare(lead, fact_of(a), fact_of(b)),
    };
    values.resize(lead.order.len(), NONE);
    known.clear();
    known.extend((0..values.len() as u32).filter(|&rank| !matches!(fact_of(rank), Prop::Unknown | Prop::Set(..))));
    sort(known, &compare);
    let mut next = 0;
    for (index, &rank) in known.iter().enumerate() {
        next += u32::from(index > 0 && compare(known[index - 1], rank).is_ne());
        values[rank as usize] = next;
    }
}

fn day(lead: &Lead, rank: u32) -> i64 {
    lead.events[lead.order[rank as usize] as usize].at.millis() / DAY
}

/// An order of values in which equal ones are those that count as one.
fn compare(lead: &Lead, a: Prop, b: Prop) -> Ordering {
    let kind = |prop: &Prop| match prop {
        Prop::Text(_) => 0,
        Prop::Number(_) => 1,
        _ => 2,
    };
    match (a, b) {
        (Prop::Text(a), Prop::Text(b)) => lead.texts.get(a.folded).cmp(lead.texts.get(b.folded)),
        (Prop::Number(a), Prop::Number(b)) => a.cmp(&b),
        (Prop::Boolean(a), Prop::Boolean(b)) => a.cmp(&b),
        (a, b) => kind(&a).cmp(&kind(&b)),
    }
}
