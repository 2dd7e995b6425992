//! The ledger as numbers: the words of a reason are known beforehand, and only what they say of the lead comes with an evaluation.

use super::{halves, maybe, put};
use crate::evaluation::Evaluation;
use crate::evaluation::reasons::{Axis, Entry, Source};
use crate::model::Part;
use crate::points::Points;
use crate::prelude::*;

impl Evaluation {
    /// Appends the reasons, each with its place among the [words](Evaluation::reason_words). Of a rule follow its points, and the number that
    /// it looked at, if its words say that; of a signal its points, what it counted and its newest event; of a clamp its points. What is `-1`
    /// is not there.
    pub(super) fn put_reasons(&self, head: &mut Vec<i32>) {
        let (model, decision) = (&*self.model.0, &self.decision);
        for (rule, &points) in decision.rule_points.iter().enumerate() {
            if points == Points::ZERO {
                continue;
            }
            // A rule gives a million points at most.
            put(head, &[rule as i32, points.milli() as i32]);
            let parts = &model.fit.rules[rule].because.parts;
            if parts.len() > 1 && parts.contains(&Part::Value) {
                let value = self.value(Entry { axis: Axis::Fit, source: Source::Rule(rule), points });
                put(head, &value.map_or([-1, -1], |number| halves(number.to_bits() as i64)));
            }
        }
        let mut place = model.fit.rules.len();
        for signal in &decision.signals {
            if signal.points != Points::ZERO {
                let ([low, high], [last, last_high]) = (halves(signal.points.milli()), maybe(signal.last));
                put(head, &[place as i32, low, high, signal.count as i32, last, last_high]);
            }
            place += 1;
        }
        for score in [&decision.fit, &decision.intent] {
            let groups = score.groups.iter().map(|(sum, clamped)| *clamped - *sum);
            for points in groups.chain([score.points - score.sum]) {
                if points != Points::ZERO {
                    let [low, high] = halves(points.milli());
                    put(head, &[place as i32, low, high]);
                }
                place += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::number::Number;
    use crate::points::Points;
    use crate::prelude::*;
    use crate::{Instant, Model};
    use serde_json::{Value, json};

    const MODEL: &str = r#"{ "leadgrade": 1, "name": "m",
        "fields": { "size": { "type": "number" }, "vip": { "type": "boolean" } },
        "fit": { "groups": { "g": { "max": 5 } }, "max": 12,
                 "rules": [{ "id": "vip", "when": { "vip": true }, "points": 4.25, "because": "says \"vip\": {points}", "group": "g" },
                           { "id": "graded", "points": { "by": "size", "steps": [[0, 1], [1000, 10]] }, "because": "{value} people, {points}" },
                           { "id": "plain", "when": { "vip": true }, "points": 2, "group": "g" },
                           { "id": "minus", "when": { "vip": false }, "points": -999999.5 }] },
        "intent": { "groups": { "web": { "max": 4 } }, "min": -1,
                    "signals": [{ "id": "page", "on": { "type": "page" }, "points": 3, "repeat": "each", "decay": "none", "because": "{count} pages", "group": "web" },
                                { "id": "left", "on": { "type": "left" }, "points": -7, "decay": "30d", "because": "left" }] } }"#;

    /// What a host makes of the words and the numbers.
    fn made(words: &Value, head: &[i32]) -> Vec<Value> {
        let mut numbers = head[23..23 + head[22] as usize].iter().copied();
        let mut made = Vec::new();
        while let Some(place) = numbers.next() {
            let mut next = || i64::from(numbers.next().unwrap());
            let mut reason = words[place as usize].clone();
            let is_rule = reason["rule"] != Value::Null && reason["axis"] == "fit";
            let is_signal = reason["rule"] != Value::Null && reason["axis"] == "intent";
            let points = if is_rule { next() } else { next() & 0xffff_ffff | next() << 32 };
            let points = Points::from_milli(points).to_string();
            let parts = reason["because"].as_array().unwrap().clone();
            let value = parts.contains(&json!(2)).then(|| (next() & 0xffff_ffff | next() << 32) as u64);
            let count = is_signal.then(&mut next);
            let last = is_signal.then(|| [next(), next()]).filter(|[_, high]| *high >= 0);
            let last =
                last.map(|[low, high]| Instant::from_millis(low & 0xffff_ffff | high << 32).unwrap().to_string());
            let because = parts.iter().map(|part| match part.as_u64() {
                Some(0) => points.clone(),
                Some(1) => count.unwrap().to_string(),
                Some(_) => Number::from_bits(value.unwrap()).map(Number::text).unwrap_or_default(),
                None => part.as_str().unwrap().to_string(),
            });
            reason["because"] = because.collect::<String>().into();
            reason["points"] = serde_json::from_str(&points).unwrap();
            reason["count"] = count.into();
            reason["last"] = last.into();
            made.push(reason);
        }
        made
    }

    #[test]
    fn the_numbers_say_what_the_json_says() {
        let model = Model::from_json(MODEL).unwrap();
        let words: Value = serde_json::from_str(&model.evaluation().reason_words()).unwrap();
        let now = Instant::parse("2026-11-22T10:00:00Z").unwrap();
        let mut seen = Vec::new();
        for profile in
            [r#""size": 1"#, r#""size": 12345.5, "vip": true"#, r#""vip": true, "size": 7"#, r#""vip": false"#]
        {
            for events in [
                "",
                r#"{ "type": "page", "at": "2026-11-20T01:02:03.456Z" }"#,
                r#"{ "type": "page", "at": "2026-11-20" }, { "type": "page", "at": 0 }, { "type": "left", "at": "2026-11-21" }"#,
            ] {
                let lead = format!(r#"{{ "profile": {{ {profile} }}, "events": [{events}] }}"#);
                let evaluation = model.evaluate(lead.as_bytes(), now, b"");
                let mut head = Vec::new();
                evaluation.head(&mut head, true);
                let json: Value = serde_json::from_str(&evaluation.to_json()).unwrap();
                assert_eq!(Value::from(made(&words, &head)), json["reasons"], "{lead}");
                seen.push(json["reasons"].to_string());
            }
        }
        for words in [
            "capped",
            "12345.5 people, 10",
            "2 pages",
            "03.456Z",
            "says \\\"vip\\\": 4.25",
            "-999999.5",
            "\"group\":\"web\",\"points\":-2",
        ] {
            assert!(seen.iter().any(|reasons| reasons.contains(words)), "{words}");
        }
    }
}
