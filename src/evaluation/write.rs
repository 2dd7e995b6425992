//! The evaluation as JSON: written by hand into a reused buffer, its keys always all there and in one order.

use super::reasons::{Entry, Greatest, Source};
use super::words::Around;
use super::{Disqualification, Evaluation, Label, NoticePath, words};
use crate::condition::Truth;
use crate::digits::write_integer;
use crate::json::write::{self, key_of, list, map, member_or_null, text_or_null, within};
use crate::lead::Value;
use crate::model::Fact;
use crate::out::{Out, append};
use crate::prelude::*;
use crate::time::Instant;

/// The parts of an evaluation's JSON that may be read one by one.
pub(crate) const PARTS: usize = 10;

impl Evaluation {
    /// The evaluation as JSON, without white space, its keys in the order of the specification.
    pub fn to_json(&self) -> String {
        let mut out = Out::new();
        self.write_parts(&mut out);
        out.text()
    }

    /// Appends [`to_json`](Evaluation::to_json), in UTF-8, to a buffer that may be used again and again.
    pub fn write_json(&self, out: &mut Vec<u8>) {
        append(out, |out| self.write_parts(out));
    }

    /// Writes the JSON, and says where its parts begin, so that each can be read by itself: the members from `lead` to `awaiting`
    /// together, and then the value of each other member.
    pub(crate) fn write_parts(&self, out: &mut Out) -> [usize; PARTS] {
        let start = out.len();
        out.put(self.words.header());
        let head = out.len() - b"\"lead\":".len();
        text_or_null(out, self.lead_id());
        out.put(b",\"now\":");
        self.now.write(out);
        out.put(b",\"fit\":{\"points\":");
        self.fit().write(out);
        member_or_null(out, b",\"tier\":null", self.tier());
        out.put(b"},\"intent\":{\"points\":");
        self.intent().write(out);
        member_or_null(out, b",\"band\":null", self.band());
        out.put(b"},\"score\":");
        self.score().write(out);
        out.put(b",\"stage\":");
        write::string(out, self.stage());
        member_or_null(out, b",\"wouldBe\":null", self.would_be());
        match self.change() {
            Some(change) => {
                out.put(b",\"change\":{\"from\":");
                write::string(out, change.from);
                out.put(b",\"direction\":");
                write::string(out, change.direction.as_str());
                out.put(b"},\"awaiting\":");
            }
            None => out.put(b",\"change\":null,\"awaiting\":"),
        }
        text_or_null(out, self.awaiting());
        out.put(b",\"frameworks\":");
        let frameworks = out.len();
        self.write_frameworks(out);
        let labels = out.len() + b",\"labels\":".len();
        self.write_labels(out);
        out.put(b",\"disqualified\":");
        let disqualified = out.len();
        self.write_disqualified(out);
        out.put(b",\"action\":");
        let action = out.len();
        self.write_action(out);
        out.put(b",\"reasons\":");
        let reasons = out.len();
        let mut greatest = Greatest::default();
        self.write_reasons(out, &mut greatest);
        out.put(b",\"summary\":\"");
        let summary = out.len() - 1;
        self.write_summary(out, &greatest);
        out.put(b"\",\"layers\":");
        let layers = out.len();
        self.write_layers(out);
        out.put(b",\"handoff\":");
        let handoff = out.len();
        self.write_handoff(out, &greatest);
        let notices = out.len() + b",\"notices\":".len();
        self.write_notices(out);
        out.push(b'}');
        let parts = [head, frameworks, labels, disqualified, action, reasons, summary, layers, handoff, notices];
        parts.map(|part| part - start)
    }

    fn write_frameworks(&self, out: &mut Out) {
        let assessed = self.model.0.frameworks.iter().zip(&self.decision.frameworks);
        map(out, assessed, |out, (framework, assessment)| {
            write::string(out, &framework.name);
            out.put(match assessment.passed {
                Truth::True => b":{\"passed\":true",
                Truth::False => b":{\"passed\":false",
                Truth::Unknown => b":{\"passed\":null",
            });
            for (truth, none) in [
                (Truth::True, &b",\"met\":[]"[..]),
                (Truth::False, b",\"unmet\":[]"),
                (Truth::Unknown, b",\"unknown\":[]"),
            ] {
                within(out, none, self.criteria(framework, truth), write::string);
            }
            out.push(b'}');
        });
    }

    fn write_disqualified(&self, out: &mut Out) {
        let Some(first) = self.disqualified().next() else { return out.put(b"null") };
        rule_and_code(out, first);
        within(out, b",\"all\":[]", self.disqualified(), |out, each| {
            rule_and_code(out, each);
            out.push(b'}');
        });
        out.push(b'}');
    }

    fn write_action(&self, out: &mut Out) {
        let action = self.action();
        out.put(b"{\"kind\":");
        write::string(out, action.kind.as_str());
        let owner = action.owner.as_deref();
        for (member, text) in [
            (&b",\"rule\":null"[..], action.rule),
            (b",\"team\":null", action.team),
            (b",\"owner\":null", owner),
            (b",\"queue\":null", action.queue),
            (b",\"track\":null", action.track),
            (b",\"partner\":null", action.partner),
            (b",\"protocol\":null", action.protocol),
        ] {
            member_or_null(out, member, text);
        }
        within(out, b",\"considered\":[]", self.considered(), |out, considered| {
            out.put(b"{\"team\":");
            write::string(out, considered.team);
            out.put(b",\"member\":");
            write::string(out, considered.member);
            out.put(b",\"why\":");
            write::string(out, considered.why);
            out.push(b'}');
        });
        instant_or_null(out, b",\"at\":null", action.at);
        within(out, b",\"touches\":[]", action.touches.iter(), |out, touch| touch.write(out));
        within(out, b",\"due\":{}", self.due(), |out, due| {
            write::string(out, due.promise);
            instant_or_null(out, b":{\"by\":null", due.by);
            out.put(b",\"state\":");
            write::string(out, due.state);
            out.push(b'}');
        });
        match action.escalate {
            Some(queue) => {
                out.put(b",\"escalate\":{\"queue\":");
                write::string(out, queue);
                out.put(b"}}");
            }
            None => out.put(b",\"escalate\":null}"),
        }
    }

    fn write_handoff(&self, out: &mut Out, greatest: &Greatest) {
        let (model, handoff) = (&self.model.0.handoff, &self.decision.handoff);
        if !handoff.given {
            return out.put(b"null");
        }
        out.put(b"{\"summary\":\"");
        self.write_summary(out, greatest);
        let talking_points = handoff.talking_points.iter().map(|point| &model.talking_points[*point].say);
        within(out, b"\",\"talkingPoints\":[]", talking_points, |out, say| write::string(out, say));
        within(out, b",\"fields\":{}", model.include.iter(), |out, (name, fact)| {
            write::string(out, name);
            out.push(b':');
            self.write_fact(out, *fact);
        });
        within(out, b",\"engagement\":[]", handoff.engagement.iter(), |out, engagement| {
            let event = &self.lead.events[engagement.event];
            out.put(b"{\"type\":");
            write::string(out, self.lead.texts.get(event.event_type.written));
            member_or_null(out, b",\"asset\":null", event.asset.map(|asset| self.lead.texts.get(asset.written)));
            out.put(b",\"count\":");
            write_integer(out, engagement.count);
            out.put(b",\"first\":");
            engagement.first.write(out);
            out.put(b",\"last\":");
            engagement.last.write(out);
            out.push(b'}');
        });
        out.push(b'}');
    }

    /// A value as it was read: an option by its id, an instant in UTC, a text trimmed; null when it is unknown.
    fn write_fact(&self, out: &mut Out, fact: Fact) {
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
            Value::Boolean(value) => out.put(if value { b"true" } else { b"false" }),
            Value::Date(date) => date.write(out),
            Value::Set(start, end) => list(out, self.lead.elements[start..end].iter(), |out, element| {
                let named = element.option.and_then(|index| option(index as usize));
                write::string(out, named.unwrap_or(texts.get(element.text.written)));
            }),
        }
    }

    fn write_labels(&self, out: &mut Out) {
        within(out, b",\"labels\":[]", self.labels(), label);
    }

    /// Writes the reasons, and finds the greatest.
    fn write_reasons(&self, out: &mut Out, greatest: &mut Greatest) {
        let start = out.len();
        self.each_entry(|entry| {
            greatest.see(entry);
            self.write_reason(out, entry);
        });
        // The first has no comma before it.
        if out.len() > start {
            out.set(start, b'[')
        } else {
            out.push(b'[')
        }
        out.push(b']');
    }

    /// Writes a comma and a reason.
    fn write_reason(&self, out: &mut Out, entry: Entry) {
        let around = self.words.reason(entry.source);
        match around {
            Some(Around { before, .. }) => out.put(before),
            None => words::reason(out, entry.axis, None, self.group_id(entry)),
        }
        if around.is_some_and(|around| around.is_whole) {
            return;
        }
        entry.points.write(out);
        match around {
            Some(Around { behind, .. }) if !behind.is_empty() => out.put(behind),
            _ => {
                out.put(b",\"because\":\"");
                self.write_because(out, entry);
                out.put(b"\",\"count\":");
                if !matches!(entry.source, Source::Signal(_)) {
                    out.put(b"null,\"last\":null}");
                }
            }
        }
        if let Some(contribution) = self.contribution(entry) {
            write_integer(out, contribution.count as u64);
            instant_or_null(out, b",\"last\":null", contribution.last);
            out.push(b'}');
        }
    }

    fn write_layers(&self, out: &mut Out) {
        let layers = self.layers();
        let [of_static, crm, human] = layers.fields;
        let pair = |out: &mut Out, before: &[u8], (known, declared): (u32, u32)| {
            out.put(before);
            write_integer(out, u64::from(known));
            out.push(b',');
            write_integer(out, u64::from(declared));
        };
        pair(out, b"{\"static\":[", of_static);
        out.put(b"],\"intent\":");
        write_integer(out, u64::from(layers.intent));
        pair(out, b",\"crm\":[", crm);
        pair(out, b"],\"human\":[", human);
        out.put(b"]}");
    }

    fn write_notices(&self, out: &mut Out) {
        within(out, b",\"notices\":[]", self.all_notices(&self.layers()), |out, (code, path, count)| {
            out.put(b"{\"code\":");
            write::string(out, code);
            out.put(b",\"path\":");
            match path {
                Some(NoticePath::Fixed(path)) => write::string(out, path),
                Some(NoticePath::Profile(slot)) => write::string(out, &self.model.0.paths.place(slot).pointer),
                Some(NoticePath::Kept(span)) => write::string(out, self.lead.texts.get(span)),
                Some(NoticePath::Event(position)) => {
                    out.put(b"\"/events/");
                    write_integer(out, u64::from(position));
                    out.push(b'"');
                }
                None => out.put(b"null"),
            }
            out.put(b",\"count\":");
            write_integer(out, u64::from(count));
            out.push(b'}');
        });
    }
}

/// As [`member_or_null`](write::member_or_null), for an instant.
fn instant_or_null(out: &mut Out, member: &[u8], instant: Option<Instant>) {
    let Some(instant) = instant else { return out.put(member) };
    out.put(key_of(member));
    instant.write(out);
}

pub(super) fn label(out: &mut Out, label: Label<'_>) {
    out.put(b"{\"id\":");
    write::string(out, label.id);
    out.put(if label.flag { b",\"severity\":\"flag\",\"because\":" } else { b",\"severity\":\"info\",\"because\":" });
    write::string(out, label.because);
    out.push(b'}');
}

/// The beginning of an object: which rule puts a lead out, and its code.
pub(super) fn rule_and_code(out: &mut Out, rule: Disqualification<'_>) {
    out.put(b"{\"rule\":");
    write::string(out, rule.rule);
    out.put(b",\"code\":");
    write::string(out, rule.code);
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
            let mut out = Out::new();
            out.put(b"before");
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
