//! An evaluation's small members as numbers, for a host that makes objects of them: text would have to be written and read.

use super::Evaluation;
use super::write::list;
use crate::digits::write_integer;
use crate::evaluate::Change;
use crate::json::write;
use crate::model::Axis;
use crate::out::Out;
use crate::points::Points;
use crate::prelude::*;

/// How many numbers that are.
pub(crate) const HEAD: usize = 20;

impl Evaluation {
    /// The small members. What is `-1` is not there; tiers, bands and stages are indexes of the [names](Evaluation::names).
    pub(crate) fn head(&self) -> [i32; HEAD] {
        let decision = &self.decision;
        let index = |index: Option<usize>| index.map_or(-1, |index| index as i32);
        let is_out = !decision.disqualified.is_empty();
        let (direction, from) = match decision.change {
            None => (-1, -1),
            Some(Change::Up { from }) => (0, from as i32),
            Some(Change::Down { from }) => (1, from as i32),
            Some(Change::Out { from }) => (2, from as i32),
            Some(Change::Back) => (3, -1),
        };
        let [fit, intent] = [self.fit(), self.intent()].map(halves);
        let layers = self.layers();
        let [of_static, crm, human] = layers.fields.map(|(known, _)| known as i32);
        [
            fit[0],
            fit[1],
            index(decision.fit.cut),
            intent[0],
            intent[1],
            index(decision.intent.cut),
            if is_out { -1 } else { decision.stage as i32 },
            if is_out { decision.stage as i32 } else { -1 },
            direction,
            from,
            index(decision.awaiting),
            i32::from(self.lead.id.is_some()),
            of_static,
            layers.intent as i32,
            crm,
            human,
            i32::from(self.model.0.frameworks.is_empty()),
            i32::from(self.labels().next().is_none()),
            i32::from(!decision.handoff.given),
            i32::from(self.all_notices(&layers).next().is_none()),
        ]
    }

    /// What the [head](Evaluation::head) names by index, and how many fields each layer has, as JSON.
    pub(crate) fn names(&self) -> String {
        let model = &*self.model.0;
        let mut out = Out::new();
        for (key, ids) in [
            (&b"{\"tiers\":"[..], ids(&model.fit.axis)),
            (b",\"bands\":", ids(&model.intent.axis)),
            (b",\"stages\":", model.stage_names.ids.iter().map(String::as_str).gather()),
        ] {
            out.put(key);
            list(&mut out, ids.into_iter(), write::string);
        }
        out.put(b",\"layers\":");
        list(&mut out, self.layers().fields.into_iter(), |out, (_, declared)| write_integer(out, u64::from(declared)));
        out.push(b'}');
        out.text()
    }
}

fn ids(axis: &Axis) -> Vec<&str> {
    axis.cuts.iter().map(|cut| cut.id.as_str()).gather()
}

/// Thousandths as their lower and upper 32 bits.
fn halves(points: Points) -> [i32; 2] {
    [points.milli() as i32, (points.milli() >> 32) as i32]
}

#[cfg(test)]
mod tests {
    use super::HEAD;
    use crate::evaluation::{Direction, Evaluation};
    use crate::prelude::*;
    use crate::{Instant, Model};

    const MODEL: &str = r#"{ "leadgrade": 1, "name": "m",
        "fields": { "size": { "type": "number" }, "out": { "type": "boolean", "layer": "human" }, "yes": { "type": "boolean", "layer": "crm" } },
        "fit": { "rules": [{ "id": "large", "when": { "size": { "gte": 50 } }, "points": 20.5, "because": "large" },
                           { "id": "huge", "when": { "size": { "gte": 5000 } }, "points": 999999.999, "because": "huge" },
                           { "id": "tiny", "when": { "size": { "lt": 5 } }, "points": -1000000, "because": "tiny" }],
                 "tiers": [{ "id": "A", "at": 20 }, { "id": "B", "at": 5 }] },
        "intent": { "signals": [{ "id": "page", "on": { "type": "page" }, "points": 3, "decay": "none", "because": "page" }], "bands": [{ "id": "some", "at": 1 }] },
        "labels": [{ "id": "big", "when": { "size": { "gte": 500 } }, "because": "big" }],
        "disqualify": [{ "id": "no", "code": "no", "when": { "out": true } }],
        "stages": [{ "id": "mql", "when": { "size": { "gte": 50 } } }, { "id": "sql", "requires": ["mql"], "gate": { "accept": ["yes"], "reject": ["no"] } }],
        "routing": [{ "id": "r", "when": { "stage": "mql" }, "to": { "queue": "sales" } }, { "id": "n", "to": { "nurture": "t" } }],
        "nurture": { "t": { "touches": ["1d"] } } }"#;

    /// What the accessors say, in the order of the head.
    fn expected(evaluation: &Evaluation) -> [i32; HEAD] {
        let names = evaluation.names();
        let list = |key: &str| {
            let list = names.split(key).nth(1).unwrap().split(']').next().unwrap();
            list.split(',').map(|name| name.trim_matches(['[', ':', '"'])).map(str::to_string).gather()
        };
        let [tiers, bands, stages] = ["\"tiers\"", "\"bands\"", "\"stages\""].map(list);
        let place = |names: &[String], name: Option<&str>| {
            name.and_then(|name| names.iter().position(|known| known == name)).map_or(-1, |place| place as i32)
        };
        let json = evaluation.to_json();
        let known = |layer: &str| {
            json.split(&format!("\"{layer}\":[")).nth(1).unwrap().split(',').next().unwrap().parse().unwrap()
        };
        let intent = json.split("\"static\":").nth(1).unwrap().split("\"intent\":").nth(1).unwrap();
        let is_empty = |member: &str| i32::from(json.contains(member));
        let change = evaluation.change();
        let [fit, points] = [evaluation.fit(), evaluation.intent()].map(|points| points.milli());
        [
            fit as i32,
            (fit >> 32) as i32,
            place(&tiers, evaluation.tier()),
            points as i32,
            (points >> 32) as i32,
            place(&bands, evaluation.band()),
            place(&stages, Some(evaluation.stage())),
            place(&stages, evaluation.would_be()),
            change.map_or(-1, |change| match change.direction {
                Direction::Up => 0,
                Direction::Down => 1,
                Direction::Out => 2,
                Direction::Back => 3,
            }),
            place(&stages, change.map(|change| change.from)),
            place(&stages, evaluation.awaiting()),
            i32::from(evaluation.lead_id().is_some()),
            known("static"),
            intent.split(',').next().unwrap().parse().unwrap(),
            known("crm"),
            known("human"),
            is_empty("\"frameworks\":{}"),
            is_empty("\"labels\":[]"),
            is_empty("\"handoff\":null"),
            is_empty("\"notices\":[]"),
        ]
    }

    #[test]
    fn the_head_says_what_the_evaluation_says() {
        let model = Model::from_json(MODEL).unwrap();
        let now = Instant::parse("2026-11-22T10:00:00Z").unwrap();
        let events = [
            "",
            r#"{ "type": "page", "at": "2026-11-20" }"#,
            r#"{ "type": "page", "at": "2026-11-20" }, { "type": "yes", "at": "2026-11-21" }"#,
            r#"{ "type": "page", "at": "2026-12-20" }, 7"#,
        ];
        let mut seen = Vec::new();
        for profile in [
            r#""size": 1"#,
            r#""size": 60"#,
            r#""size": 6000, "yes": true"#,
            r#""size": 60, "out": true"#,
            r#""size": "x""#,
            r#""other": 1"#,
        ] {
            for start in [
                "",
                r#""id": "a", "stage": "mql", "#,
                r#""stage": "disqualified", "#,
                r#""stage": "sql", "#,
                r#""stage": "gone", "#,
            ] {
                for events in events {
                    let lead = format!(r#"{{ {start}"profile": {{ {profile} }}, "events": [{events}] }}"#);
                    let evaluation = model.evaluate(lead.as_bytes(), now, b"");
                    assert_eq!(evaluation.head(), expected(&evaluation), "{lead}");
                    seen.push(evaluation.head());
                }
            }
        }
        for place in 0..HEAD {
            // No model here has frameworks, and no sum is that large that it needs 33 bits.
            let varies = seen.iter().any(|head| head[place] != seen[0][place]);
            assert!(varies || [4, 16].contains(&place), "{place}");
        }
    }
}
