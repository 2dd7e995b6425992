//! Small random models with leads to begin a form with, and the values that the fields still open may get.

use super::brute;
use super::random::{self, Random};
use leadgrade::{Evaluation, Form, Instant, Model, Outcome, Points};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// An outcome as DESIGN has it in section 6: stage, code, kind, target and protocol.
pub type Known = Vec<Option<String>>;

pub fn now() -> Instant {
    Instant::parse(brute::NOW).unwrap()
}

pub fn outcome(evaluation: &Evaluation, model: &Value) -> Known {
    let json: Value = serde_json::from_str(&evaluation.to_json()).unwrap();
    let action = &json["action"];
    let text = |value: &Value| value.as_str().map(str::to_string);
    // The owner whom a field names is known by that field, a member of a team by the team.
    let routes = model["routing"].as_array().into_iter().flatten();
    let rule = routes.into_iter().find(|route| action["kind"] == "route" && route["id"] == action["rule"]);
    let owner = rule.and_then(|rule| text(&rule["to"]["owner"]));
    vec![
        text(&json["stage"]),
        text(&json["disqualified"]["code"]),
        text(&action["kind"]),
        text(&action["team"]),
        text(&action["queue"]),
        text(&action["track"]),
        text(&action["partner"]),
        owner,
        text(&action["protocol"]),
    ]
}

/// The same of an outcome that a form names.
pub fn named(outcome: &Outcome) -> Known {
    let text = |text: Option<&str>| text.map(str::to_string);
    vec![
        text(Some(outcome.stage)),
        text(outcome.code),
        text(Some(outcome.kind)),
        text(outcome.team),
        text(outcome.queue),
        text(outcome.track),
        text(outcome.partner),
        text(outcome.owner),
        text(outcome.protocol),
    ]
}

pub fn reached(form: &mut Form) -> (BTreeSet<Known>, bool) {
    let reachable = form.reachable();
    (reachable.outcomes.iter().map(named).collect(), reachable.is_exact)
}

/// A random model with what the lints' models have not: numbers in bounds, teams with conditions, owners, dates of return,
/// sticky stages, and questions with options.
pub fn model(random: &mut Random) -> Value {
    let mut model = random::model(random);
    if random.below(2) == 0 && model["fields"].get("size").is_some() {
        model["fields"]["size"]["min"] = json!(random.below(3) * 5);
        model["fields"]["size"]["max"] = json!(20 + random.below(3) * 10);
        model["fields"]["size"]["integer"] = json!(random.below(2) == 0);
    }
    if random.below(2) == 0 {
        let when = model["labels"][1]["when"].clone();
        model["teams"] = json!({ "t": { "mode": "turns", "members": [{ "id": "a", "when": when }] } });
        model["routing"][1]["to"] = json!({ "team": "t" });
        model["routing"][1]["protocol"] = json!("p");
        model["protocols"] = json!({ "p": { "action": "phone" } });
    }
    if random.below(2) == 0 {
        let owner = model["fields"].as_object().unwrap().keys().next().unwrap().clone();
        if !["set", "boolean", "date"].contains(&model["fields"][&owner]["type"].as_str().unwrap()) {
            model["routing"][0]["to"] = json!({ "owner": owner });
        }
    }
    if random.below(2) == 0 && model["fields"].get("since").is_some() {
        model["disqualify"][0]["then"] = json!({ "recycle": { "on": "since" } });
    }
    if random.below(2) == 0 {
        model["stages"][0]["sticky"] = json!(true);
        model["stages"][1]["sticky"] = json!(true);
    }
    if random.below(2) == 0 {
        model["nurture"] = json!({ "n": { "touches": ["0s"], "breakout": model["labels"][0]["when"] } });
        model["routing"][2]["to"] = json!({ "nurture": "n" });
    }
    for question in model["form"]["questions"].as_array_mut().unwrap() {
        let options = match question["field"].as_str().unwrap() {
            "size" => json!([{ "value": 10 }, { "value": 15 }, { "label": "many", "value": 20 }]),
            "title" => json!([{ "value": "vp" }, { "value": "head" }]),
            _ => continue,
        };
        if random.below(2) == 0 {
            question["priors"] = json!([1, random.below(3) + 1, 2]);
            if options.as_array().unwrap().len() == 2 {
                question["priors"].as_array_mut().unwrap().pop();
            }
            question["options"] = options;
        }
    }
    model
}

/// A lead to begin with: events, perhaps a stage and a known field.
pub fn start(random: &mut Random, model: &Value) -> Value {
    let mut lead = json!({ "profile": {} });
    let histories = brute::histories(model);
    if random.below(4) > 0 {
        lead["events"] = json!(histories[random.below(histories.len())]);
    }
    match random.below(4) {
        0 => lead["stage"] = json!("hql"),
        1 => lead["stage"] = json!("sql"),
        _ => {}
    }
    if random.below(4) == 0 {
        let (name, field) = model["fields"].as_object().unwrap().iter().next().unwrap();
        let values = brute::values(model, name, field);
        if let Some(value) = &values[random.below(values.len())] {
            lead["profile"][name] = value.clone();
        }
    }
    lead
}

/// The open fields of a lead, each with the values it may get.
pub fn open(model: &Value, lead: &Value) -> Vec<(String, Vec<Option<Value>>)> {
    let fields = model["fields"].as_object().unwrap();
    let open = fields.iter().filter(|(name, _)| lead["profile"].get(name.as_str()).is_none());
    open.map(|(name, field)| {
        let mut values = brute::values(model, name, field);
        let inside = |value: &f64| {
            field["min"].as_f64().is_none_or(|min| *value >= min)
                && field["max"].as_f64().is_none_or(|max| *value <= max)
                && (field["integer"] != true || value.fract() == 0.0)
        };
        if field["type"] == "number" {
            values.extend([field["min"].as_f64(), field["max"].as_f64()].into_iter().flatten().map(|n| Some(json!(n))));
        }
        // Addresses and texts that are nearly those of the tests.
        let texts: Vec<String> = values.iter().flatten().filter_map(Value::as_str).map(str::to_string).collect();
        for text in &texts {
            match field["type"].as_str().unwrap() {
                "email" => {
                    let near = [text.replace('@', "@x"), text.replace('@', "@x."), format!("{text}.example")];
                    values.extend(near.map(|text| Some(json!(text))))
                }
                "text" => {
                    values.extend([format!("{text}x"), format!("x{text}")].map(|text| Some(json!(text))));
                    if texts.len() < 30 {
                        values.extend(texts.iter().map(|other| Some(json!(format!("{text} | {other}")))));
                    }
                }
                _ => {}
            }
        }
        values.retain(|value| match value {
            Some(Value::String(text)) if text == "none of these" || text.is_empty() => false,
            Some(Value::Number(number)) if field["type"] == "number" => inside(&number.as_f64().unwrap()),
            _ => true,
        });
        (name.clone(), values)
    })
    .collect()
}

pub fn with(lead: &Value, answers: &[(&str, &Option<Value>)]) -> String {
    let mut lead = lead.clone();
    for (name, value) in answers {
        if let Some(value) = value {
            lead["profile"][*name] = value.clone();
        }
    }
    lead.to_string()
}

/// Evaluates every completion: shows the place of each value among those of its field, and what came of them.
pub fn each_completion(
    compiled: &Model,
    lead: &Value,
    open: &[(String, Vec<Option<Value>>)],
    see: &mut dyn FnMut(&[usize], &Evaluation),
) {
    let mut evaluation = compiled.evaluation();
    let product: usize = open.iter().map(|(_, values)| values.len()).product();
    for mut number in 0..product {
        let mut places = Vec::new();
        let mut answers = Vec::new();
        for (name, values) in open {
            places.push(number % values.len());
            answers.push((name.as_str(), &values[number % values.len()]));
            number /= values.len();
        }
        evaluation.renew(with(lead, &answers).as_bytes(), now(), b"");
        see(&places, &evaluation);
    }
}

/// Fit, intent and score.
pub fn points(evaluation: &Evaluation) -> [Points; 3] {
    [evaluation.fit(), evaluation.intent(), evaluation.score()]
}

/// The bounds that a form gives for them.
pub fn bounds(form: &mut Form) -> [(Points, Points); 3] {
    let reachable = form.reachable();
    [reachable.fit, reachable.intent, reachable.score]
}

pub fn is_within(evaluation: &Evaluation, bounds: &[(Points, Points); 3]) -> bool {
    points(evaluation).iter().zip(bounds).all(|(points, (low, high))| low <= points && points <= high)
}

/// The seeds of the models to try: 10,000 with `LEADGRADE_LONG` set, one with `LEADGRADE_SEED`.
pub fn seeds() -> std::ops::Range<u64> {
    let seed = std::env::var("LEADGRADE_SEED").ok().and_then(|seed| seed.parse().ok());
    let quick = if cfg!(debug_assertions) { 60 } else { 200 };
    let all = if std::env::var_os("LEADGRADE_LONG").is_some() { 10_000 } else { quick };
    seed.map_or(0..all, |seed| seed..seed + 1)
}

/// A form of a random model, with what it was made of; `None` where there is too much to try.
pub struct Case {
    pub seed: u64,
    pub model: Value,
    pub compiled: Model,
    pub lead: Value,
    pub open: Vec<(String, Vec<Option<Value>>)>,
}

pub fn cases(most: usize) -> impl Iterator<Item = Case> {
    seeds().filter_map(move |seed| {
        let random = &mut Random(seed);
        let model = model(random);
        let compiled = Model::from_json(&model.to_string()).unwrap_or_else(|error| panic!("{error}\n{model}"));
        let lead = start(random, &model);
        let open = open(&model, &lead);
        let size = open.iter().map(|(_, values)| values.len()).product::<usize>();
        (size <= most).then_some(Case { seed, model, compiled, lead, open })
    })
}

impl Case {
    pub fn form(&self) -> Form {
        self.compiled.form(self.lead.to_string().as_bytes(), now(), b"")
    }

    pub fn about(&self) -> String {
        format!("seed {}\n{}\n{}", self.seed, self.model, self.lead)
    }
}
