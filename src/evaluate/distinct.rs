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
        if events.is_empty() {
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

/// Numbers the distinct values of a fact. Sets have no value of their own.
fn number(model: &Compiled, lead: &Lead, fact: EventFact, values: &mut Vec<u32>, grouping: &mut Grouping) {
    values.resize(lead.order.len(), NONE);
    grouping.begin(lead.order.len());
    let day = |rank: u32| lead.events[lead.order[rank as usize] as usize].at.millis() / DAY;
    let value_of = |rank: u32| EventFacts { model, lead, event: lead.order[rank as usize] as usize }.fact(fact);
    for (rank, number) in (0..).zip(values) {
        let value = value_of(rank);
        let hash = match value {
            _ if fact == EventFact::Day => day(rank) as u32,
            Prop::Text(text) => hash(lead.texts.bytes(text.folded)),
            Prop::Number(number) => hash(&number.to_f64().to_le_bytes()),
            Prop::Boolean(value) => u32::from(value),
            Prop::Unknown | Prop::Set(..) => continue,
        };
        let alike = |other: u32| match fact {
            EventFact::Day => day(other) == day(rank),
            _ => are_alike(lead, value_of(other), value),
        };
        *number = grouping.group_of(rank, hash, alike) as u32;
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
