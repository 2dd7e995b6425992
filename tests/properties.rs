//! What holds for every model and lead, tried on random ones. The seed is fixed, so that every run tries the same.
#![cfg(not(target_arch = "wasm32"))]

#[path = "properties/facts.rs"]
mod facts;
#[path = "properties/hash.rs"]
mod hash;
#[path = "../fuzz/oracles/json.rs"]
#[allow(dead_code, reason = "the fuzzer's oracles use the rest of it")]
mod json_text;
#[path = "properties/logic.rs"]
mod logic;
#[path = "properties/score.rs"]
mod score;
#[path = "properties/teams.rs"]
mod teams;
#[path = "properties/texts.rs"]
mod texts;

use leadgrade::{Instant, Model};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestCaseResult, TestRunner};
use serde_json::{Value, json};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// 2026-11-22T10:00:00Z.
const NOW: i64 = 1_795_341_600_000;

/// Tries a property on so many random values.
fn check<S: Strategy>(cases: u32, strategy: S, property: impl Fn(S::Value) -> TestCaseResult) {
    let config = Config { cases, rng_seed: RngSeed::Fixed(2026), failure_persistence: None, ..Config::default() };
    if let Err(error) = TestRunner::new(config).run(&strategy, property) {
        panic!("{error}");
    }
}

fn instant(millis: i64) -> Instant {
    Instant::from_millis(millis).unwrap()
}

fn model(document: &Value) -> Model {
    Model::from_json(&document.to_string()).unwrap_or_else(|error| panic!("{error}\n{document}"))
}

/// The evaluation's JSON, as text.
fn text(model: &Model, lead: &Value, now: i64) -> String {
    model.evaluate(lead.to_string().as_bytes(), instant(now), b"").to_json()
}

fn evaluate(model: &Model, lead: &Value, now: i64) -> Value {
    serde_json::from_str(&text(model, lead, now)).unwrap()
}

/// The ids of the labels that hold.
fn labels(evaluation: &Value) -> Vec<String> {
    let labels = evaluation["labels"].as_array().unwrap();
    labels.iter().map(|label| label["id"].as_str().unwrap().to_string()).collect()
}

/// An amount of points as JSON writes it, in thousandths. JSON's numbers are doubles here, and these are small.
fn milli(value: &Value) -> i64 {
    (value.as_f64().unwrap() * 1000.0).round() as i64
}

/// An event up to 100 days old.
fn event() -> impl Strategy<Value = Value> {
    let types = prop_oneof![Just("page"), Just("Form"), Just("call"), Just("other")];
    let assets = prop_oneof![Just(json!("pricing")), Just(json!("Docs")), Just(json!("blog")), Just(Value::Null)];
    let channels = prop_oneof![Just(json!("web")), Just(json!("email"))];
    (types, assets, channels, 0..100 * DAY, 0..5i64).prop_map(|(event_type, asset, channel, age, number)| {
        json!({ "type": event_type, "asset": asset, "channel": channel, "at": NOW - age, "value": number,
                "props": { "plan": number % 3 } })
    })
}

/// Events with an instant of their own each.
fn events(most: usize) -> impl Strategy<Value = Vec<Value>> {
    proptest::collection::vec(event(), 0..most).prop_map(|mut events| {
        let mut seen = std::collections::BTreeSet::new();
        events.retain(|event| seen.insert(event["at"].as_i64()));
        events
    })
}

fn duration() -> impl Strategy<Value = String> {
    (1..30u32, prop_oneof![Just("h"), Just("d")]).prop_map(|(number, unit)| format!("{number}{unit}"))
}

fn decay() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!("none")),
        duration().prop_map(Value::String),
        duration().prop_map(|linear| json!({ "linear": linear })),
        (duration(), 0..100u32).prop_map(|(step, keep)| json!({ "step": step, "keep": keep })),
    ]
}

/// Points of either sign, or of one.
fn points(negative: bool) -> impl Strategy<Value = Value> {
    let low = if negative { -30_000 } else { 0 };
    (low..30_000i64).prop_map(|milli| json!(milli as f64 / 1000.0))
}

/// What a signal is about.
fn event_match() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!({})),
        Just(json!({ "type": "page" })),
        Just(json!({ "type": ["form", "call"], "channel": "web" })),
        Just(json!({ "asset": { "known": true }, "plan": { "gte": 1 } })),
        Just(json!({ "any": [{ "type": "call" }, { "value": { "gt": 2 } }] })),
    ]
}

/// The keys of a kind of signal. `growing` are those to which one event more only adds.
fn kind(growing: bool) -> BoxedStrategy<Value> {
    let growing_kinds = prop_oneof![
        Just(json!({})),
        Just(json!({ "repeat": "once" })),
        (1..4u32).prop_map(|most| json!({ "repeat": { "per": "asset" }, "atMost": most })),
        (1..4u32).prop_map(|count| json!({ "count": count })),
        (1..4u32, duration()).prop_map(|(count, within)| json!({ "burst": { "count": count, "in": within } })),
        (1..4u32).prop_map(|count| json!({ "distinct": { "by": ["asset", "day"], "count": count } })),
        (event_match(), duration()).prop_map(|(on, within)| json!({ "then": { "on": on, "in": within } })),
    ];
    if growing {
        return growing_kinds.boxed();
    }
    prop_oneof![
        7 => growing_kinds,
        1 => (1..4u32, duration()).prop_map(|(count, gap)| json!({ "sessions": { "count": count, "gap": gap } })),
        1 => duration().prop_map(|idle| json!({ "idle": idle })),
    ]
    .boxed()
}

/// A signal without an id.
fn signal(growing: bool) -> impl Strategy<Value = Value> {
    let within = proptest::option::of(duration());
    let cap = proptest::option::of(0..40u32);
    let group = proptest::option::of(prop_oneof![Just("one"), Just("two")]);
    (kind(growing), event_match(), points(!growing), decay(), within, cap, group).prop_map(
        |(mut signal, on, points, decay, within, cap, group)| {
            signal["on"] = on;
            signal["points"] = points;
            signal["decay"] = decay;
            if let Some(within) = within.filter(|_| signal.get("idle").is_none()) {
                signal["within"] = json!(within);
            }
            if let Some(cap) = cap {
                signal["cap"] = json!(cap);
            }
            if let Some(group) = group {
                signal["group"] = json!(group);
            }
            signal
        },
    )
}

/// A lower and an upper bound, either of which may be missing.
fn bounds() -> impl Strategy<Value = Value> {
    let bound = || proptest::option::of(-40..80i64);
    (bound(), bound()).prop_map(|(a, b)| {
        let mut bounds = serde_json::Map::new();
        let (low, high) = if a.zip(b).is_some_and(|(a, b)| a > b) { (b, a) } else { (a, b) };
        bounds.extend(low.map(|low| ("min".to_string(), json!(low))));
        bounds.extend(high.map(|high| ("max".to_string(), json!(high))));
        Value::Object(bounds)
    })
}

/// A model of rules and signals with groups and bounds.
fn scoring(growing: bool) -> impl Strategy<Value = Value> {
    let rule = (points(true), proptest::option::of(prop_oneof![Just("one"), Just("two")]), 0..4usize);
    let rules = proptest::collection::vec(rule, 0..6);
    let signals = proptest::collection::vec(signal(growing), 0..6);
    (rules, signals, bounds(), bounds(), bounds(), bounds()).prop_map(|(rules, signals, fit, intent, one, two)| {
        let conditions = [
            json!({ "size": { "gte": 50 } }),
            json!({ "industry": "saas" }),
            json!({ "not": { "industry": "retail" } }),
            json!({ "any": [{ "size": { "lt": 10 } }, { "industry": { "known": false } }] }),
        ];
        let rules = rules.into_iter().enumerate().map(|(index, (points, group, condition))| {
            let mut rule = json!({ "id": format!("r{index}"), "when": conditions[condition], "points": points });
            if let Some(group) = group {
                rule["group"] = json!(group);
            }
            rule
        });
        let signals = signals.into_iter().enumerate().map(|(index, mut signal)| {
            signal["id"] = json!(format!("s{index}"));
            signal
        });
        let groups = json!({ "one": one, "two": two });
        let axis = |bounds: Value, key: &str, parts: Vec<Value>, cuts: &str| {
            let mut axis = bounds;
            axis[key] = Value::Array(parts);
            axis["groups"] = groups.clone();
            axis[cuts] = json!([{ "id": "high", "at": 20 }, { "id": "low" }]);
            axis
        };
        json!({
            "leadgrade": 1, "name": "random",
            "fields": { "size": { "type": "number" }, "industry": { "type": "choice", "options": ["saas", "retail"] } },
            "fit": axis(fit, "rules", rules.collect(), "tiers"),
            "intent": axis(intent, "signals", signals.collect(), "bands"),
            "stages": [{ "id": "mql", "when": { "score": { "gte": 15 } } },
                       { "id": "sql", "when": { "score": { "gte": 30 }, "intent.band": "high" } }],
        })
    })
}

/// A profile for the models of [`scoring`].
fn profile() -> impl Strategy<Value = Value> {
    let size = proptest::option::of(0..100u32);
    let industry = proptest::option::of(prop_oneof![Just("SaaS"), Just("retail"), Just("mining")]);
    (size, industry).prop_map(|(size, industry)| json!({ "size": size, "industry": industry }))
}
