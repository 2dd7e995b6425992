//! The evaluation as JSON: written by hand into a reused buffer, its keys always all there and in one order.

use super::reasons::Greatest;
use super::{Disqualification, Evaluation, NoticePath, words};
use crate::bytes::put;
use crate::condition::Truth;
use crate::digits::write_integer;
use crate::json::write::{self, text_or_null};
use crate::lead::Value;
use crate::model::Fact;
use crate::points::Points;
use crate::prelude::*;
use crate::time::Instant;

/// The parts of an evaluation's JSON that may be read one by one.
pub(crate) const PARTS: usize = 10;

impl Evaluation {
    /// The evaluation as JSON, without white space, its keys in the order of the specification.
    pub fn to_json(&self) -> String {
        let mut out = Vec::with_capacity(1024);
        self.write_json(&mut out);
        String::from_utf8_lossy(&out).into_owned()
    }

    /// Appends [`to_json`](Evaluation::to_json), in UTF-8, to a buffer that may be used again and again.
    pub fn write_json(&self, out: &mut Vec<u8>) {
        self.write_parts(out);
    }

    /// Writes the JSON, and says where its parts begin, so that each can be read by itself: the members from `lead` to `awaiting`
    /// together, and then the value of each other member.
    pub(crate) fn write_parts(&self, out: &mut Vec<u8>) -> [usize; PARTS] {
        let start = out.len();
        put(out, self.words.header());
        let head = out.len() - b"\"lead\":".len();
        text_or_null(out, self.lead_id());
        out.extend_from_slice(b",\"now\":");
        instant_or_null(out, Some(self.now));
        out.extend_from_slice(b",\"fit\":");
        axis(out, self.fit(), b"tier", self.tier());
        out.extend_from_slice(b",\"intent\":");
        axis(out, self.intent(), b"band", self.band());
        out.extend_from_slice(b",\"score\":");
        self.score().write(out);
        out.extend_from_slice(b",\"stage\":");
        write::string(out, self.stage());
        out.extend_from_slice(b",\"wouldBe\":");
        text_or_null(out, self.would_be());
        out.extend_from_slice(b",\"change\":");
        match self.change() {
            Some(change) => {
                out.extend_from_slice(b"{\"from\":");
                write::string(out, change.from);
                out.extend_from_slice(b",\"direction\":");
                write::string(out, change.direction.as_str());
                out.push(b'}');
            }
            None => out.extend_from_slice(b"null"),
        }
        out.extend_from_slice(b",\"awaiting\":");
        text_or_null(out, self.awaiting());
        out.extend_from_slice(b",\"frameworks\":");
        let frameworks = out.len();
        self.write_frameworks(out);
        out.extend_from_slice(b",\"labels\":");
        let labels = out.len();
        self.write_labels(out);
        out.extend_from_slice(b",\"disqualified\":");
        let disqualified = out.len();
        self.write_disqualified(out);
        out.extend_from_slice(b",\"action\":");
        let action = out.len();
        self.write_action(out);
        out.extend_from_slice(b",\"reasons\":");
        let reasons = out.len();
        let greatest = self.write_reasons(out);
        out.extend_from_slice(b",\"summary\":\"");
        let summary = out.len() - 1;
        self.write_summary(out, greatest);
        out.extend_from_slice(b"\",\"layers\":");
        let layers = out.len();
        self.write_layers(out);
        out.extend_from_slice(b",\"handoff\":");
        let handoff = out.len();
        self.write_handoff(out, greatest);
        out.extend_from_slice(b",\"notices\":");
        let notices = out.len();
        self.write_notices(out);
        out.push(b'}');
        let parts = [head, frameworks, labels, disqualified, action, reasons, summary, layers, handoff, notices];
        parts.map(|part| part - start)
    }

    fn write_frameworks(&self, out: &mut Vec<u8>) {
        let assessed = self.model.0.frameworks.iter().zip(&self.decision.frameworks);
        map(out, assessed, |out, (framework, assessment)| {
            key(out, &framework.name);
            out.extend_from_slice(match assessment.passed {
                Truth::True => b"{\"passed\":true",
                Truth::False => b"{\"passed\":false",
                Truth::Unknown => b"{\"passed\":null",
            });
            let lists =
                [(&b",\"met\":"[..], Truth::True), (b",\"unmet\":", Truth::False), (b",\"unknown\":", Truth::Unknown)];
            for (name, truth) in lists {
                out.extend_from_slice(name);
                list(out, self.criteria(framework, truth), write::string);
            }
            out.push(b'}');
        });
    }

    fn write_disqualified(&self, out: &mut Vec<u8>) {
        let rule = |out: &mut Vec<u8>, rule: Disqualification<'_>| {
            out.extend_from_slice(b"{\"rule\":");
            write::string(out, rule.rule);
            out.extend_from_slice(b",\"code\":");
            write::string(out, rule.code);
        };
        let Some(first) = self.disqualified().next() else { return out.extend_from_slice(b"null") };
        rule(out, first);
        out.extend_from_slice(b",\"all\":");
        list(out, self.disqualified(), |out, each| {
            rule(out, each);
            out.push(b'}');
        });
        out.push(b'}');
    }

    fn write_action(&self, out: &mut Vec<u8>) {
        let action = self.action();
        out.extend_from_slice(b"{\"kind\":");
        write::string(out, action.kind.as_str());
        let owner = action.owner.as_deref();
        for (name, text) in [
            (&b",\"rule\":"[..], action.rule),
            (b",\"team\":", action.team),
            (b",\"owner\":", owner),
            (b",\"queue\":", action.queue),
            (b",\"track\":", action.track),
            (b",\"partner\":", action.partner),
            (b",\"protocol\":", action.protocol),
        ] {
            out.extend_from_slice(name);
            text_or_null(out, text);
        }
        out.extend_from_slice(b",\"considered\":");
        list(out, self.considered(), |out, considered| {
            out.extend_from_slice(b"{\"team\":");
            write::string(out, considered.team);
            out.extend_from_slice(b",\"member\":");
            write::string(out, considered.member);
            out.extend_from_slice(b",\"why\":");
            write::string(out, considered.why);
            out.push(b'}');
        });
        out.extend_from_slice(b",\"at\":");
        instant_or_null(out, action.at);
        out.extend_from_slice(b",\"touches\":");
        list(out, action.touches.iter(), |out, touch| instant_or_null(out, Some(*touch)));
        out.extend_from_slice(b",\"due\":");
        map(out, self.due(), |out, due| {
            key(out, due.promise);
            out.extend_from_slice(b"{\"by\":");
            instant_or_null(out, due.by);
            out.extend_from_slice(b",\"state\":");
            write::string(out, due.state);
            out.push(b'}');
        });
        out.extend_from_slice(b",\"escalate\":");
        match action.escalate {
            Some(queue) => {
                out.extend_from_slice(b"{\"queue\":");
                write::string(out, queue);
                out.push(b'}');
            }
            None => out.extend_from_slice(b"null"),
        }
        out.push(b'}');
    }

    fn write_handoff(&self, out: &mut Vec<u8>, greatest: Greatest) {
        let (model, handoff) = (&self.model.0.handoff, &self.decision.handoff);
        if !handoff.given {
            return out.extend_from_slice(b"null");
        }
        out.extend_from_slice(b"{\"summary\":\"");
        self.write_summary(out, greatest);
        out.extend_from_slice(b"\",\"talkingPoints\":");
        list(out, handoff.talking_points.iter(), |out, &point| write::string(out, &model.talking_points[point].say));
        out.extend_from_slice(b",\"fields\":");
        map(out, model.include.iter(), |out, (name, fact)| {
            key(out, name);
            self.write_fact(out, *fact);
        });
        out.extend_from_slice(b",\"engagement\":");
        list(out, handoff.engagement.iter(), |out, engagement| {
            let event = &self.lead.events[engagement.event];
            out.extend_from_slice(b"{\"type\":");
            write::string(out, self.lead.texts.get(event.event_type.written));
            out.extend_from_slice(b",\"asset\":");
            text_or_null(out, event.asset.map(|asset| self.lead.texts.get(asset.written)));
            out.extend_from_slice(b",\"count\":");
            write_integer(out, engagement.count);
            out.extend_from_slice(b",\"first\":");
            instant_or_null(out, Some(engagement.first));
            out.extend_from_slice(b",\"last\":");
            instant_or_null(out, Some(engagement.last));
            out.push(b'}');
        });
        out.push(b'}');
    }

    /// A value as it was read: an option by its id, an instant in UTC, a text trimmed; null when it is unknown.
    fn write_fact(&self, out: &mut Vec<u8>, fact: Fact) {
        let model = &*self.model.0;
        let texts = &self.lead.texts;
        let (field, is_domain) = match fact {
            Fact::Field(field) => (field, false),
            Fact::Domain(field) => (field, true),
            Fact::Derived(derived) => {
                let option =
                    self.decision.derived[derived].map(|option| model.derived_options[derived].ids[option].as_str());
                return text_or_null(out, option);
            }
            _ => return text_or_null(out, None),
        };
        let option = |option: usize| model.fields[field].options().map(|options| options.ids[option].as_str());
        match self.lead.values[field] {
            Value::Unknown => text_or_null(out, None),
            Value::Text(text) => write::string(out, texts.get(text.written)),
            Value::Unlisted(text) => write::string(out, texts.get(text)),
            Value::Option(index) => text_or_null(out, option(index)),
            Value::Email { domain, .. } if is_domain => write::string(out, texts.get(domain.written)),
            Value::Email { address, .. } => write::string(out, texts.get(address.written)),
            Value::Number(number) => number.write(out),
            Value::Boolean(value) => out.extend_from_slice(if value { b"true" } else { b"false" }),
            Value::Date(date) => instant_or_null(out, Some(date)),
            Value::Set(start, end) => list(out, self.lead.elements[start..end].iter(), |out, element| {
                let named = element.option.and_then(|index| option(index as usize));
                write::string(out, named.unwrap_or(texts.get(element.text.written)));
            }),
        }
    }

    fn write_labels(&self, out: &mut Vec<u8>) {
        list(out, self.labels(), |out, label| {
            out.extend_from_slice(b"{\"id\":");
            write::string(out, label.id);
            out.extend_from_slice(if label.flag {
                b",\"severity\":\"flag\",\"because\":"
            } else {
                b",\"severity\":\"info\",\"because\":"
            });
            write::string(out, label.because);
            out.push(b'}');
        });
    }

    /// Writes the reasons; gives the greatest.
    fn write_reasons(&self, out: &mut Vec<u8>) -> Greatest {
        let mut greatest = Greatest::default();
        list(out, self.entries(), |out, entry| {
            greatest.see(entry);
            match self.words.reason(entry.source) {
                Some(words) => put(out, words),
                None => words::reason(out, entry.axis, None, self.group_id(entry)),
            }
            entry.points.write(out);
            out.extend_from_slice(b",\"because\":\"");
            self.write_because(out, entry);
            out.extend_from_slice(b"\",\"count\":");
            let contribution = self.contribution(entry);
            match contribution {
                Some(contribution) => write_integer(out, contribution.count as u64),
                None => out.extend_from_slice(b"null"),
            }
            out.extend_from_slice(b",\"last\":");
            instant_or_null(out, contribution.and_then(|contribution| contribution.last));
            out.push(b'}');
        });
        greatest
    }

    fn write_layers(&self, out: &mut Vec<u8>) {
        let layers = self.layers();
        let [of_static, crm, human] = layers.fields;
        for (start, (known, declared)) in
            [(&b"{\"static\":["[..], of_static), (b",\"crm\":[", crm), (b",\"human\":[", human)]
        {
            out.extend_from_slice(start);
            write_integer(out, u64::from(known));
            out.push(b',');
            write_integer(out, u64::from(declared));
            out.push(b']');
            if start.starts_with(b"{") {
                out.extend_from_slice(b",\"intent\":");
                write_integer(out, u64::from(layers.intent));
            }
        }
        out.push(b'}');
    }

    fn write_notices(&self, out: &mut Vec<u8>) {
        list(out, self.all_notices(), |out, (code, path, count)| {
            out.extend_from_slice(b"{\"code\":");
            write::string(out, code);
            out.extend_from_slice(b",\"path\":");
            match path {
                Some(NoticePath::Fixed(path)) => write::string(out, path),
                Some(NoticePath::Profile(slot)) => write::string(out, &self.model.0.paths.place(slot).pointer),
                Some(NoticePath::Kept(span)) => write::string(out, self.lead.texts.get(span)),
                Some(NoticePath::Event(position)) => {
                    out.extend_from_slice(b"\"/events/");
                    write_integer(out, u64::from(position));
                    out.push(b'"');
                }
                None => out.extend_from_slice(b"null"),
            }
            out.extend_from_slice(b",\"count\":");
            write_integer(out, u64::from(count));
            out.push(b'}');
        });
    }
}

fn instant_or_null(out: &mut Vec<u8>, instant: Option<Instant>) {
    match instant {
        Some(instant) => {
            out.push(b'"');
            instant.write(out);
            out.push(b'"');
        }
        None => out.extend_from_slice(b"null"),
    }
}

/// A key of an object, with its colon.
fn key(out: &mut Vec<u8>, name: &str) {
    write::string(out, name);
    out.push(b':');
}

fn axis(out: &mut Vec<u8>, points: Points, cut_key: &[u8], cut: Option<&str>) {
    out.extend_from_slice(b"{\"points\":");
    points.write(out);
    out.extend_from_slice(b",\"");
    out.extend_from_slice(cut_key);
    out.extend_from_slice(b"\":");
    text_or_null(out, cut);
    out.push(b'}');
}

fn list<T>(out: &mut Vec<u8>, items: impl Iterator<Item = T>, item: impl FnMut(&mut Vec<u8>, T)) {
    out.push(b'[');
    separated(out, items, item);
    out.push(b']');
}

/// An object, of which each item writes its key and its value.
fn map<T>(out: &mut Vec<u8>, items: impl Iterator<Item = T>, item: impl FnMut(&mut Vec<u8>, T)) {
    out.push(b'{');
    separated(out, items, item);
    out.push(b'}');
}

fn separated<T>(out: &mut Vec<u8>, items: impl Iterator<Item = T>, mut item: impl FnMut(&mut Vec<u8>, T)) {
    for (index, each) in items.enumerate() {
        if index > 0 {
            out.push(b',');
        }
        item(out, each);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Model;

    #[test]
    fn the_parts_begin_where_they_are_said_to() {
        let model = Model::from_json(
            r#"{ "leadgrade": 1, "name": "m \"notices\":", "fields": { "size": { "type": "number" } },
                "fit": { "rules": [{ "id": "r", "when": { "size": { "gte": 5 } }, "points": 2, "because": "\"reasons\":[" }] } }"#,
        )
        .unwrap();
        for lead in ["{}", r#"{ "id": "\",\"labels\":", "profile": { "size": 7 } }"#, "no JSON"] {
            let evaluation = model.evaluate(lead.as_bytes(), Instant::default(), b"");
            let mut out = b"before".to_vec();
            let parts = evaluation.write_parts(&mut out);
            let text = core::str::from_utf8(&out[6..]).unwrap();
            assert_eq!(text, evaluation.to_json());
            let all: serde_json::Value = serde_json::from_str(text).unwrap();
            let names = [
                "frameworks",
                "labels",
                "disqualified",
                "action",
                "reasons",
                "summary",
                "layers",
                "handoff",
                "notices",
            ];
            let head = format!("{{{}}}", &text[parts[0]..parts[1] - names[0].len() - 4]);
            let head: serde_json::Value = serde_json::from_str(&head).unwrap();
            let members = head.as_object().unwrap();
            assert_eq!(members.len(), 9);
            members.iter().for_each(|(name, value)| assert_eq!(*value, all[name.as_str()]));
            for (index, name) in names.into_iter().enumerate() {
                let end = parts.get(index + 2).map_or(text.len() - 1, |next| next - names[index + 1].len() - 4);
                let value: serde_json::Value = serde_json::from_str(&text[parts[index + 1]..end]).unwrap();
                assert_eq!(value, all[name], "{name}");
            }
        }
    }
}
