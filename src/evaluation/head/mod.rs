//! An evaluation's small members as numbers, for a host that makes objects of them: text would have to be written and read.

mod action;
mod names;
mod reasons;

use super::Evaluation;
use crate::condition::Truth;
use crate::evaluate::Change;
use crate::prelude::*;
use crate::time::Instant;

impl Evaluation {
    /// The small members, in place of what was there. What is `-1` is not there; tiers, bands and stages are indexes of the
    /// [names](Evaluation::names), and frameworks, labels and rules are sets of such indexes, unless the model has too many.
    ///
    /// Behind them stand the reasons, if they are wanted, and how many numbers that are before them; and then the action.
    #[inline(never)]
    pub(crate) fn head(&self, head: &mut Vec<i32>, with_reasons: bool) {
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
        let [fit, intent] = [self.fit(), self.intent()].map(|points| halves(points.milli()));
        let layers = self.layers();
        let [of_static, crm, human] = layers.fields.map(|(known, _)| known as i32);
        head.clear();
        put(
            head,
            &[
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
                set(self.framework_truths().map(Truth::holds)),
                set(self.framework_truths().map(|truth| truth == Truth::Unknown)),
                set(decision.labels.iter().map(|truth| truth.holds())),
                set((0..self.model.0.disqualify.len()).map(|rule| decision.disqualified.contains(&rule))),
                i32::from(!decision.handoff.given),
                i32::from(self.all_notices(&layers).next().is_none()),
            ],
        );
        let reasons = head.len();
        head.push(0);
        if with_reasons {
            self.put_reasons(head);
        }
        head[reasons] = (head.len() - reasons - 1) as i32;
        self.put_action(head);
    }

    /// Whether each framework is passed, and behind it its criteria.
    fn framework_truths(&self) -> impl Iterator<Item = Truth> {
        let (frameworks, decision) = (&self.model.0.frameworks, &self.decision);
        frameworks.iter().zip(&decision.frameworks).flat_map(|(framework, assessment)| {
            let criteria = decision.criteria[framework.first..].iter().take(framework.criteria.len());
            [assessment.passed].into_iter().chain(criteria.copied())
        })
    }
}

/// Which of some things, as bits; `-1` when they are too many for that.
fn set(things: impl Iterator<Item = bool>) -> i32 {
    let mut set = 0;
    for (index, is_in) in things.enumerate() {
        if index == 31 {
            return -1;
        }
        set |= i32::from(is_in) << index;
    }
    set
}

/// Appends numbers: one by one, for they are few, and what copies memory is outside of the module.
#[inline(never)]
fn put(head: &mut Vec<i32>, numbers: &[i32]) {
    head.reserve(numbers.len());
    numbers.iter().for_each(|&number| head.push(number));
}

/// Milliseconds as their lower and upper 32 bits; no instant needs the sign.
fn maybe(instant: Option<Instant>) -> [i32; 2] {
    instant.map_or([-1, -1], |instant| halves(instant.millis()))
}

/// A number as its lower and upper 32 bits.
fn halves(number: i64) -> [i32; 2] {
    [number as i32, (number >> 32) as i32]
}

#[cfg(test)]
mod tests {
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
        "frameworks": { "bant": { "criteria": { "size": { "met": { "size": { "gte": 50 } } }, "yes": { "met": { "yes": true } } } } },
        "labels": [{ "id": "big", "when": { "size": { "gte": 500 } }, "because": "big" }, { "id": "small", "when": { "size": { "lt": 5 } }, "because": "small" }],
        "disqualify": [{ "id": "no", "code": "no", "when": { "out": true } }, { "id": "odd", "code": "no", "when": { "size": 6000 } }],
        "stages": [{ "id": "mql", "when": { "size": { "gte": 50 } } }, { "id": "sql", "requires": ["mql"], "gate": { "accept": ["yes"], "reject": ["no"] } }],
        "routing": [{ "id": "r", "when": { "stage": "mql" }, "to": { "queue": "sales" } }, { "id": "n", "to": { "nurture": "t" } }],
        "nurture": { "t": { "touches": ["1d"] } } }"#;

    /// How many numbers come before the action.
    const HEAD: usize = 22;

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
        let of_bant = |truth: &str| {
            let passed = i32::from(json.contains(&format!("{{\"bant\":{{\"passed\":{truth}")));
            let list = match truth {
                "true" => "\"met\":[",
                _ => "\"unknown\":[",
            };
            let list = json.split(list).nth(1).unwrap().split(']').next().unwrap();
            passed | i32::from(list.contains("\"size\"")) << 1 | i32::from(list.contains("\"yes\"")) << 2
        };
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
            of_bant("true"),
            of_bant("null"),
            evaluation.labels().map(|label| if label.id == "big" { 1 } else { 2 }).sum(),
            evaluation.disqualified().map(|rule| if rule.rule == "no" { 1 } else { 2 }).sum(),
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
                    let mut head = vec![7; 7];
                    evaluation.head(&mut head, false);
                    assert_eq!(head[..HEAD], expected(&evaluation), "{lead}");
                    seen.push(head);
                }
            }
        }
        for place in 0..HEAD {
            // No sum of intent here is that large that it needs 33 bits.
            let varies = seen.iter().any(|head| head[place] != seen[0][place]);
            assert!(varies || place == 4, "{place}");
        }
    }

    #[test]
    fn what_is_more_than_thirty_one_is_no_set() {
        assert_eq!(super::set([].into_iter()), 0);
        assert_eq!(super::set((0..31).map(|index| index == 30)), 1 << 30);
        assert_eq!(super::set((0..31).map(|_| true)), i32::MAX);
        assert_eq!(super::set((0..32).map(|_| false)), -1);
    }
}
