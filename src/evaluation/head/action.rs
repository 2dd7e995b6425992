//! The action as numbers: what its rule says is known beforehand, and only what hangs on the lead follows the head.

use super::{maybe, put};
use crate::evaluate::action::ActionKind;
use crate::evaluation::Evaluation;
use crate::model::Destination;
use crate::prelude::*;

impl Evaluation {
    /// Appends the action: its place among those of the [names](Evaluation::names), the member of the team, and when the lead comes back; how
    /// many were considered, how many touches are to come and how many promises there are, and then these. What is `-1` is not there;
    /// without a place, nothing follows.
    pub(super) fn put_action(&self, head: &mut Vec<i32>) {
        let decided = &self.decision.action;
        if matches!(self.destination(), Some(Destination::Owner(_))) {
            // Whom a lead's own field names is a text.
            return head.push(-1);
        }
        let place = match (decided.kind, decided.rule) {
            (ActionKind::Out, Some(rule)) => 1 + rule,
            (ActionKind::Routed, Some(rule)) => 1 + self.model.0.disqualify.len() + rule,
            _ => 0,
        };
        let [low, high] = maybe(decided.at);
        let counts =
            [decided.considered.len(), decided.touches.len(), self.decision.due.len()].map(|count| count as i32);
        put(head, &[place as i32, decided.member.map_or(-1, |member| member as i32), low, high]);
        put(head, &counts);
        for considered in &decided.considered {
            put(head, &[considered.team as i32, considered.member as i32, considered.why as i32]);
        }
        decided.touches.iter().for_each(|&touch| put(head, &maybe(Some(touch))));
        for due in &self.decision.due {
            let [low, high] = maybe(due.by);
            put(head, &[due.state as i32, low, high]);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::prelude::*;
    use crate::{Instant, Model};
    use serde_json::{Value, json};

    const MODEL: &str = r#"{ "leadgrade": 1, "name": "m",
        "fields": { "kind": { "type": "text" }, "owner": { "type": "text" }, "back": { "type": "date" } },
        "disqualify": [{ "id": "no", "code": "no", "when": { "kind": "no" } },
                       { "id": "later", "code": "later", "when": { "kind": "later" }, "then": { "recycle": { "on": "back" } } },
                       { "id": "soon", "code": "soon", "when": { "kind": "soon" }, "then": { "recycle": { "after": "90d" } } },
                       { "id": "else", "code": "else", "when": { "kind": "else" }, "then": { "partner": "p" } },
                       { "id": "slow", "code": "slow", "when": { "kind": "slow" }, "then": { "nurture": "t" } }],
        "routing": [{ "id": "own", "when": { "owner": { "known": true } }, "to": { "owner": "owner" }, "protocol": "call" },
                    { "id": "q", "when": { "kind": "queue" }, "to": { "queue": "sales" }, "protocol": "mail" },
                    { "id": "few", "when": { "kind": "team" }, "to": { "team": "few" }, "protocol": "call" },
                    { "id": "many", "when": { "kind": "team" }, "to": { "team": "many" }, "protocol": "call" },
                    { "id": "p", "when": { "kind": "partner" }, "to": { "partner": "p" } },
                    { "id": "n", "to": { "nurture": "t" } }],
        "nurture": { "t": { "touches": ["0s", "1d"] } },
        "teams": { "few": { "mode": "balanced", "members": [{ "id": "cy", "capacity": 1 }, { "id": "di", "when": { "kind": "never" } }, { "id": "ed" }] },
                   "many": { "mode": "balanced", "members": [{ "id": "ana", "calendar": "shut" }, { "id": "bo" }], "onlyOpen": true } },
        "protocols": { "call": { "sla": "fast" }, "mail": {} },
        "slas": { "fast": { "promises": { "touch": { "in": "15m", "by": ["call"] }, "meet": { "in": "2d", "by": ["meeting"] } }, "escalate": { "queue": "boss" } } },
        "calendars": { "shut": { "timezone": "Etc/UTC", "hours": { "mon": ["09:00-17:00"] } } } }"#;

    /// What a host makes of the names and the numbers; nothing where it must read the JSON.
    fn made(names: &Value, head: &[i32]) -> Option<Value> {
        let mut numbers = head[23..].iter().copied();
        let mut next = || numbers.next().unwrap();
        let place = next();
        if place < 0 {
            assert_eq!(numbers.next(), None);
            return None;
        }
        let action = &names["actions"][place as usize];
        let instant = |low: i32, high: i32| {
            let millis = i64::from(high) << 32 | i64::from(low as u32);
            (high >= 0).then(|| Instant::from_millis(millis).unwrap().to_string())
        };
        let team = action.get("team").map(|team| &names["teams"][team.as_u64().unwrap() as usize]);
        let member = next();
        let owner = team.map(|team| team["members"][member as usize].clone());
        assert_eq!(owner.is_some(), member >= 0);
        let at = instant(next(), next());
        let [others, touches, promises] = [next(), next(), next()];
        let considered = (0..others).map(|_| {
            let team = &names["teams"][next() as usize];
            let member = &team["members"][next() as usize];
            let why = ["condition", "away", "capacity", "closed"][next() as usize];
            json!({ "team": team["id"], "member": member, "why": why })
        });
        let considered = considered.gather();
        let touches = (0..touches).map(|_| instant(next(), next())).gather();
        let mut due = json!({});
        let mut is_broken = false;
        for index in 0..promises {
            let state = ["due", "met", "late", "breached"][next() as usize];
            is_broken |= state == "breached";
            due[action["promises"][index as usize].as_str().unwrap()] =
                json!({ "by": instant(next(), next()), "state": state });
        }
        let escalate = if is_broken { json!({ "queue": action["escalate"] }) } else { Value::Null };
        assert_eq!(numbers.next(), None);
        Some(json!({
            "kind": action["kind"], "rule": action["rule"], "team": team.map(|team| &team["id"]), "owner": owner,
            "queue": action["queue"], "track": action["track"], "partner": action["partner"], "protocol": action["protocol"],
            "considered": considered, "at": at, "touches": touches, "due": due, "escalate": escalate,
        }))
    }

    #[test]
    fn without_routing_nothing_happens() {
        let evaluation = Model::from_json(r#"{ "leadgrade": 1, "name": "m", "fields": {} }"#).unwrap().evaluation();
        let mut head = Vec::new();
        evaluation.head(&mut head, false);
        let names = serde_json::from_str(&evaluation.names()).unwrap();
        let json: Value = serde_json::from_str(&evaluation.to_json()).unwrap();
        assert_eq!(made(&names, &head), Some(json["action"].clone()));
    }

    #[test]
    fn the_numbers_say_what_the_json_says() {
        let model = Model::from_json(MODEL).unwrap();
        let now = Instant::parse("2026-11-22T10:00:00Z").unwrap();
        let names: Value = serde_json::from_str(&model.evaluation().names()).unwrap();
        let mut seen = Vec::new();
        for kind in ["no", "later", "soon", "else", "slow", "queue", "team", "partner", "rest"] {
            for more in [
                r#""profile": { "kind": "KIND" }"#,
                r#""profile": { "kind": "KIND", "back": "2027-02-03T04:05:06.789Z" }, "stage": "lead", "stageSince": "2026-11-01",
                   "events": [{ "type": "call", "at": "2026-11-05" }]"#,
                r#""profile": { "kind": "KIND", "owner": "zoe" }"#,
            ] {
                for context in ["", r#"{ "away": ["ed"], "load": { "cy": 1 } }"#, r#"{ "away": ["bo", "cy", "ed"] }"#] {
                    let lead = format!("{{ {} }}", more.replace("KIND", kind));
                    let evaluation = model.evaluate(lead.as_bytes(), now, context.as_bytes());
                    let mut head = Vec::new();
                    evaluation.head(&mut head, false);
                    let json: Value = serde_json::from_str(&evaluation.to_json()).unwrap();
                    match made(&names, &head) {
                        Some(made) => assert_eq!(made, json["action"], "{lead} {context}"),
                        None => assert_eq!(json["action"]["owner"], "zoe"),
                    }
                    seen.push(json["action"].to_string());
                }
            }
        }
        for word in [
            "close",
            "recycle",
            "partner",
            "nurture",
            "route",
            "789Z",
            "condition",
            "away",
            "capacity",
            "closed",
            "due",
            "breached",
            "late",
            "boss",
            "\"ed\"",
            "\"bo\"",
        ] {
            assert!(seen.iter().any(|action| action.contains(word)), "{word}");
        }
    }
}
