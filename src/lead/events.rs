//! Events: the dated things that the lead, or a colleague of ours, did.

use super::read::{Input, Raw, Reading};
use super::{Forms, Lead, Span};
use crate::json::names::Names;
use crate::json::scan::{Fault, Scanner, Start};
use crate::model::{Compiled, EventFact, Wanted};
use crate::number::Number;
use crate::sort::sort;
use crate::time::Instant;

/// A usable event: it has a type and an instant.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Event {
    pub(crate) at: Instant,
    /// Its index among the events of the lead's text.
    pub(crate) position: u32,
    pub(crate) event_type: Forms,
    /// The index of its type in the model's vocabulary, when the model knows it.
    pub(crate) known_type: Option<usize>,
    pub(crate) channel: Option<Forms>,
    pub(crate) asset: Option<Forms>,
    pub(crate) name: Option<Forms>,
    pub(crate) value: Option<Number>,
    /// Its UTC date, when the model asks for it.
    pub(crate) day: Forms,
    /// Where its props begin and end among those of the lead.
    props: (u32, u32),
}

/// An event may be this far in the future and counts as now: clocks differ.
const SKEW: i64 = 5 * 60_000;

impl Event {
    /// Whether it has happened, as far as clocks agree.
    pub(crate) fn is_usable(&self, now: Instant) -> bool {
        now.since(self.at) >= -SKEW
    }
}

/// What a prop of an event is; its type is that of its JSON value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Prop {
    Unknown,
    Text(Forms),
    Number(Number),
    Boolean(bool),
    /// A range of the lead's elements.
    Set(usize, usize),
}

/// The members of an event as they stand in the text.
#[derive(Clone, Copy)]
pub(super) struct Members {
    pub(super) event_type: Raw,
    pub(super) at: Raw,
    pub(super) channel: Raw,
    pub(super) asset: Raw,
    pub(super) name: Raw,
    pub(super) value: Raw,
}

/// Their names in the order of these fields, and last that of the props.
const NAMES: Names<7> = Names::of(["type", "at", "channel", "asset", "name", "value", "props"]);
const PROPS: usize = 6;

const MOST_EVENTS: u32 = 2_000;

impl Lead {
    /// A prop of an event, by its index in the model's vocabulary.
    pub(crate) fn prop(&self, event: &Event, prop: usize) -> Prop {
        let (start, end) = event.props;
        let order = self.prop_order.get(start as usize..end as usize).unwrap_or_default();
        let up_to_it = order.partition_point(|&index| self.props[index as usize].0 as usize <= prop);
        // Of one given twice the last counts.
        match order[..up_to_it].last().map(|&index| self.props[index as usize]) {
            Some((known, value)) if known as usize == prop => value,
            _ => Prop::Unknown,
        }
    }

    /// At the `[` of the events: reads the first 2,000 and counts the others.
    pub(super) fn read_events(
        &mut self,
        model: &Compiled,
        scanner: &mut Scanner<'_>,
        reading: &mut Reading<'_>,
        depth: usize,
    ) -> Result<(), Fault> {
        let mut position = 0;
        let mut more = scanner.open()?;
        while more {
            let start = scanner.start()?;
            if position >= MOST_EVENTS {
                reading.too_many_events += 1;
                self.raw_value(scanner, reading, depth + 1)?;
            } else if start == Start::Object {
                self.read_event(model, scanner, reading, position, depth + 1)?;
            } else if !matches!(self.raw_value(scanner, reading, depth + 1)?, Raw::Absent) {
                self.notices.bad_events.add(position);
            }
            position += 1;
            more = scanner.next_element()?;
        }
        Ok(())
    }

    fn read_event(
        &mut self,
        model: &Compiled,
        scanner: &mut Scanner<'_>,
        reading: &mut Reading<'_>,
        position: u32,
        depth: usize,
    ) -> Result<(), Fault> {
        let mut members = [Raw::Absent; PROPS];
        let first = self.props.len();
        let mut more = scanner.open()?;
        while more {
            match self.name(scanner, &NAMES)? {
                Some(PROPS) => {
                    self.keep_props(first);
                    self.read_props(model, scanner, reading, depth + 1)?;
                }
                Some(member) => members[member] = self.raw_value(scanner, reading, depth + 1)?,
                None => self.pass(scanner, reading, depth + 1)?,
            }
            more = scanner.next_member()?;
        }
        let [event_type, at, channel, asset, name, value] = members;
        let members = Members { event_type, at, channel, asset, name, value };
        self.keep_event(model, &members, position, reading.input, first);
        Ok(())
    }

    /// Keeps an event of these members and of the props from the first on, or notes that it is none.
    pub(super) fn keep_event(
        &mut self,
        model: &Compiled,
        members: &Members,
        position: u32,
        input: Input<'_>,
        first: usize,
    ) {
        if self.event(model, members, position, input, first as u32).is_none() {
            self.keep_props(first);
            self.notices.bad_events.add(position);
        }
    }

    /// Keeps an event of these members, if it has a type and an instant.
    fn event(
        &mut self,
        model: &Compiled,
        members: &Members,
        position: u32,
        input: Input<'_>,
        first_prop: u32,
    ) -> Option<()> {
        let vocabulary = &model.vocabulary;
        let at = self.instant(members.at, input)?;
        let (event_type, known_type) = self.event_type(model, members.event_type)?;
        let mut asked = |fact: EventFact, raw: Raw| {
            if vocabulary.asks(fact) { self.text_fact(model, fact, raw) } else { None }
        };
        let channel = asked(EventFact::Channel, members.channel);
        let asset = asked(EventFact::Asset, members.asset);
        let name = asked(EventFact::Name, members.name);
        let value = members.value.number(input);
        let day = if vocabulary.asks(EventFact::Day) { self.day(model, at) } else { Forms::default() };
        let props = (first_prop, self.props.len() as u32);
        self.events.push(Event { at, position, event_type, known_type, channel, asset, name, value, day, props });
        Some(())
    }

    /// The type of an event, and its index in the vocabulary when the model knows it.
    fn event_type(&mut self, model: &Compiled, raw: Raw) -> Option<(Forms, Option<usize>)> {
        let types = &model.vocabulary.types;
        if let Raw::Text(written) = raw
            && let Some(known) = types.of(self.texts.bytes(written))
        {
            // As the model has it, folded.
            return Some((
                self.texts.folded_forms(written, written, model.vocabulary.wanted(EventFact::Type)),
                Some(known as usize),
            ));
        }
        let forms = self.text_fact(model, EventFact::Type, raw)?;
        Some((forms, types.of(self.texts.bytes(forms.folded)).map(|index| index as usize)))
    }

    #[inline(never)]
    fn day(&mut self, model: &Compiled, at: Instant) -> Forms {
        let date = self.texts.keep_with(|kept| kept.extend(at.date_text().map(char::from)));
        self.texts.forms(date, model.vocabulary.wanted(EventFact::Day))
    }

    /// A text that is not blank, in its forms.
    fn text_fact(&mut self, model: &Compiled, fact: EventFact, raw: Raw) -> Option<Forms> {
        let Raw::Text(text) = raw else { return None };
        if self.texts.is_blank(text) {
            return None;
        }
        Some(self.texts.forms(text, model.vocabulary.wanted(fact)))
    }

    fn read_props(
        &mut self,
        model: &Compiled,
        scanner: &mut Scanner<'_>,
        reading: &mut Reading<'_>,
        depth: usize,
    ) -> Result<(), Fault> {
        if scanner.start()? != Start::Object {
            return self.pass(scanner, reading, depth);
        }
        let first = self.props.len();
        let mut more = scanner.open()?;
        while more {
            let key = self.memory.key(scanner.key()?);
            match model.vocabulary.props.of(key) {
                Some(prop) => {
                    let raw = self.raw_value(scanner, reading, depth + 1)?;
                    self.push_prop(model, prop, raw, reading.input);
                }
                None => self.pass(scanner, reading, depth + 1)?,
            }
            more = scanner.next_member()?;
        }
        self.order_props(first);
        Ok(())
    }

    pub(super) fn push_prop(&mut self, model: &Compiled, prop: u32, raw: Raw, input: Input<'_>) {
        let value = self.prop_value(model, prop as usize, raw, input);
        self.prop_order.push(self.props.len() as u32);
        self.props.push((prop, value));
    }

    /// Puts the props from the first on in the order of the vocabulary.
    pub(super) fn order_props(&mut self, first: usize) {
        let props = &self.props;
        sort(&mut self.prop_order[first..], &|a, b| props[a as usize].0.cmp(&props[b as usize].0).then(a.cmp(&b)));
    }

    /// How many props the events so far have.
    #[cfg(any(test, target_arch = "wasm32"))]
    pub(super) fn count_props(&self) -> usize {
        self.props.len()
    }

    /// Drops all props but the first so many.
    pub(super) fn keep_props(&mut self, count: usize) {
        self.props.truncate(count);
        self.prop_order.truncate(count);
    }

    fn prop_value(&mut self, model: &Compiled, prop: usize, raw: Raw, input: Input<'_>) -> Prop {
        match raw {
            Raw::Text(_) => self.text_fact(model, EventFact::Prop(prop), raw).map_or(Prop::Unknown, Prop::Text),
            Raw::Boolean(value) => Prop::Boolean(value),
            Raw::Number { .. } | Raw::Double(_) => raw.number(input).map_or(Prop::Unknown, Prop::Number),
            Raw::Array { .. } | Raw::List(_) => {
                let start = self.elements.len();
                if !self.list(raw, input) {
                    return Prop::Unknown;
                }
                for index in start..self.elements.len() {
                    let written: Span = self.elements[index].text.written;
                    self.elements[index].text = self.texts.forms(self.texts.trim(written), Wanted::Folded);
                }
                // Blank elements fold to nothing, which no constant does, so they need no care.
                Prop::Set(start, self.elements.len())
            }
            Raw::Absent | Raw::Null | Raw::Object | Raw::Some => Prop::Unknown,
        }
    }

    /// Puts the events in the order of time.
    pub(super) fn order_events(&mut self) {
        self.order.clear();
        self.order.extend(0..self.events.len() as u32);
        let events = &self.events;
        if !events.is_sorted_by_key(|event| event.at) {
            sort(&mut self.order, &|a, b| events[a as usize].at.cmp(&events[b as usize].at).then(a.cmp(&b)));
        }
    }
}
