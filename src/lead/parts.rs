//! A lead that its host took apart: values as numbers and short texts, so that there is no JSON to be written and scanned. What a
//! host leaves out so is what is unusual; what it may take apart, and how, is said in `pkg/src/parts.js`.

use super::events::Members;
use super::read::{Input, NAMES, Raw};
use super::{Lead, Span};
use crate::digits::write_integer;
use crate::json::write::{self, list, text_or_null};
use crate::model::{Compiled, EventFact, FieldKind, Wanted};
use crate::number::Number;
use crate::out::Out;
use crate::prelude::*;

/// The bytes of a number.
const WORD: usize = 4;

/// A value takes three numbers: its kind, and two more.
const VALUE: usize = 3 * WORD;

/// The members of an event that are values, in their order, and which fact each of them is.
const FACTS: [(&str, Option<EventFact>); 6] = [
    ("type", None),
    ("at", None),
    ("channel", Some(EventFact::Channel)),
    ("asset", Some(EventFact::Asset)),
    ("name", Some(EventFact::Name)),
    ("value", Some(EventFact::Value)),
];

impl Compiled {
    /// What a host must know to take leads apart, as JSON: the members of the profile that the model reads, the members and the props
    /// of events, each by its number.
    pub(crate) fn parts(&self) -> String {
        let mut out = Out::new();
        out.put(b"{\"slots\":");
        write_integer(&mut out, self.paths.len() as u64);
        out.put(b",\"members\":");
        list(&mut out, NAMES.names.iter(), |out, name| write::string(out, name));
        out.put(b",\"facts\":");
        list(&mut out, FACTS.iter(), |out, (name, fact)| {
            text_or_null(out, fact.is_none_or(|fact| self.vocabulary.compares(fact)).then_some(name));
        });
        out.put(b",\"props\":");
        list(&mut out, self.vocabulary.props.texts(), write::string);
        out.put(b",\"places\":");
        list(&mut out, self.paths.place(0).members(), |out, (name, slot)| {
            out.put(b"[");
            write::string(out, name);
            out.push(b',');
            write_integer(out, slot as u64);
            out.put(b",\"");
            out.put(self.reading(slot));
            out.put(b"\"]");
        });
        out.push(b'}');
        out.text()
    }

    /// How a host is to read a place of the profile.
    fn reading(&self, slot: usize) -> &'static [u8] {
        let mut fields = self.fields.iter().filter(|field| field.slots.contains(&slot));
        if self.paths.place(slot).leads_on() {
            b"deep"
        } else if fields.clone().any(|field| matches!(field.kind, FieldKind::Set(_))) {
            b"list"
        } else if fields.all(|field| {
            matches!(field.kind, FieldKind::Text) && field.text == Wanted::Written && field.blank.is_empty()
        }) {
            b"known"
        } else {
            b"value"
        }
    }
}

impl Lead {
    /// Reads a lead from its parts, numbers of four bytes, and the text that they are places in: the number of members of the profile
    /// that no field names, the number of events, the lead's members, the places of its profile, and then each event with its props.
    /// What is not there, or not so, is absent.
    pub(crate) fn read_parts(&mut self, model: &Compiled, numbers: &[u8], text: &[u8]) {
        self.reset(model);
        (self.length, self.longer, self.kept) = (text.len(), 0, 0);
        let Ok(text) = core::str::from_utf8(text) else { return self.nothing(model, "not-json") };
        self.texts.begin(text);
        let input = Input { text };
        let mut parts = Parts { numbers, text };
        let (unused, events) = (parts.next(), parts.count());
        let members = NAMES.names.map(|_| parts.value());
        for slot in 0..model.paths.len() {
            self.memory.slots[slot] = parts.value();
        }
        for position in 0..events {
            let [event_type, at, channel, asset, name, value] = FACTS.map(|_| parts.value());
            let members = Members { event_type, at, channel, asset, name, value };
            let first = self.count_props();
            for _ in 0..parts.count() {
                let prop = parts.next();
                let raw = parts.value();
                self.push_prop(model, prop, raw, input);
            }
            self.order_props(first);
            self.keep_event(model, &members, position, input, first);
        }
        self.resolve_fields(model, input);
        self.resolve_members(model, &members, input);
        self.notices.unused_keys = unused;
        self.order_events();
    }
}

/// The parts that are still to be read.
struct Parts<'a> {
    numbers: &'a [u8],
    text: &'a str,
}

impl Parts<'_> {
    fn next(&mut self) -> u32 {
        let Some((next, rest)) = self.numbers.split_first_chunk::<WORD>() else { return 0 };
        self.numbers = rest;
        u32::from_le_bytes(*next)
    }

    /// How many of something follow: none that there are no numbers for.
    fn count(&mut self) -> u32 {
        self.next().min((self.numbers.len() / WORD) as u32)
    }

    fn value(&mut self) -> Raw {
        let Some((value, rest)) = self.numbers.split_first_chunk::<VALUE>() else { return Raw::Absent };
        self.numbers = rest;
        let [kind, first, second] = [0, WORD, 2 * WORD].map(|at| {
            let [a, b, c, d] = [value[at], value[at + 1], value[at + 2], value[at + 3]];
            u32::from_le_bytes([a, b, c, d])
        });
        match kind {
            1 => Raw::Null,
            2 => Raw::Boolean(false),
            3 => Raw::Boolean(true),
            4 => Number::from_bits(u64::from(second) << 32 | u64::from(first)).map_or(Raw::Object, Raw::Double),
            5 | 7 => match self.text.get(first as usize..second as usize) {
                None => Raw::Absent,
                Some(_) if kind == 5 => Raw::Text(Span { start: first, end: second }),
                Some(_) => Raw::List(Span { start: first, end: second }),
            },
            6 => Raw::Object,
            // It ends before its first element would.
            8 => Raw::List(Span { start: 1, end: 0 }),
            9 => Raw::Some,
            _ => Raw::Absent,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::prelude::*;
    use crate::{Instant, Model};

    const MODEL: &str = r#"{ "leadgrade": 1, "name": "m",
        "fields": { "size": { "type": "number" }, "stack": { "type": "set" }, "city": { "type": "text" }, "title": { "type": "text", "blank": ["n/a"] },
                    "seen": { "type": "boolean", "aliases": ["/deep/seen"] } },
        "fit": { "rules": [{ "id": "large", "when": { "size": { "gte": 50.5 } }, "points": 1, "because": "large" },
                           { "id": "rust", "when": { "stack": { "anyOf": ["rust"] } }, "points": 2, "because": "rust" },
                           { "id": "vp", "when": { "title": "VP" }, "points": 4, "because": "vp" },
                           { "id": "city", "when": { "city": { "known": true } }, "points": 8, "because": "city" },
                           { "id": "seen", "when": { "seen": true }, "points": 16, "because": "seen" }] },
        "intent": { "signals": [{ "id": "page", "on": { "type": "page", "n": { "gte": 2 } }, "points": 32, "decay": "none", "because": "page" }] } }"#;

    const PLAN: &str = r#"{"slots":8,"members":["id","motion","profile","events","stage","stageSince","disqualifiedAt","nurtureSince"],"facts":["type","at",null,null,null,null],"props":["n"],"places":[["size",1,"value"],["stack",2,"list"],["city",3,"known"],["title",4,"value"],["seen",5,"value"],["deep",6,"deep"]]}"#;

    /// The parts of the lead below, and its texts.
    fn parts() -> (Vec<i32>, &'static str) {
        let text = "l-1rust;GoVPpage2026-11-01";
        let [low, high] = [0, 32].map(|shift| (60.5f64.to_bits() >> shift) as i32);
        let [low_n, high_n] = [0, 32].map(|shift| (2f64.to_bits() >> shift) as i32);
        let mut numbers = vec![1, 2];
        // The lead's members, and the places of its profile.
        numbers.extend([5, 0, 3]);
        numbers.extend([0; 7 * 3]);
        numbers.extend([0, 0, 0, 4, low, high, 7, 3, 10, 9, 0, 0, 5, 10, 12, 3, 0, 0]);
        numbers.extend([0; 2 * 3]);
        // An event with a prop, and one that is none.
        numbers.extend([5, 12, 16, 5, 16, 26]);
        numbers.extend([0; 4 * 3]);
        numbers.extend([1, 0, 4, low_n, high_n]);
        numbers.extend([0; 6 * 3 + 1]);
        (numbers, text)
    }

    fn bytes(numbers: &[i32]) -> Vec<u8> {
        numbers.iter().flat_map(|number| number.to_le_bytes()).gather()
    }

    #[test]
    fn a_lead_in_parts_is_decided_as_its_json_is() {
        let model = Model::from_json(MODEL).unwrap();
        assert_eq!(model.0.parts(), PLAN);
        let now = Instant::parse("2026-11-22").unwrap();
        let json = r#"{ "id": "l-1", "profile": { "size": 60.5, "stack": ["rust", "Go"], "city": "Ulm", "title": "VP", "seen": true, "more": 1 },
                        "events": [{ "type": "page", "at": "2026-11-01", "props": { "n": 2 } }, {}] }"#;
        let expected = model.evaluate(json.as_bytes(), now, b"");
        let (numbers, text) = parts();
        let mut evaluation =
            model.evaluate(br#"{ "id": "before", "profile": { "title": "VP" } }"#, Instant::default(), b"");
        evaluation.renew_parts(&bytes(&numbers), text.as_bytes(), now);
        assert_eq!(evaluation.score().to_string(), "63");
        assert_eq!(evaluation.to_json(), expected.to_json());
        evaluation.renew_parts(b"", b"", now);
        assert_eq!(evaluation.to_json(), model.evaluate(b"{}", now, b"").to_json());
    }

    #[test]
    fn whatever_the_numbers_are_there_is_an_answer() {
        let model = Model::from_json(MODEL).unwrap();
        let (numbers, text) = parts();
        let mut evaluation = model.evaluation();
        for place in 0..numbers.len() {
            for value in [-1, 0, 1, 5, 7, 8, 9, 30, i32::MAX, i32::MIN] {
                let mut other = numbers.clone();
                other[place] = value;
                evaluation.renew_parts(&bytes(&other)[place % 4..], text.as_bytes(), Instant::default());
                assert!(!evaluation.to_json().is_empty());
            }
        }
        evaluation.renew_parts(&bytes(&numbers), b"\xff", Instant::default());
        assert_eq!(evaluation.notices().next().unwrap().code, "not-json");
    }
}
