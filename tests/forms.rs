//! Forms against brute force: every completion of small random models is evaluated one by one, and what a form says of them
//! all must be what came of it.
#![cfg(not(target_arch = "wasm32"))]

#[path = "lints/brute.rs"]
#[allow(dead_code, reason = "the lints use the rest of it")]
mod brute;
#[path = "lints/random.rs"]
mod random;

use leadgrade::{Evaluation, Form, Instant, Model};
use random::Random;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// An outcome as DESIGN has it in section 6: stage, code, kind, target and protocol.
type Known = Vec<Option<String>>;

fn now() -> Instant {
    Instant::parse(brute::NOW).unwrap()
}

fn outcome(evaluation: &Evaluation, model: &Value) -> Known {
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

fn reached(form: &mut Form) -> (BTreeSet<Known>, bool) {
    let reachable = form.reachable();
    let text = |text: Option<&str>| text.map(str::to_string);
    let outcomes = reachable.outcomes.iter().map(|outcome| {
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
    });
    (outcomes.collect(), reachable.is_exact)
}

/// A random model with what the lints' models have not: numbers in bounds, teams with conditions, owners, dates of return,
/// sticky stages, and questions with options.
fn model(random: &mut Random) -> Value {
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
            "size" => json!([{ "value": 5 }, { "value": 15 }, { "label": "many", "value": 35 }]),
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
fn start(random: &mut Random, model: &Value) -> Value {
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
fn open(model: &Value, lead: &Value) -> Vec<(String, Vec<Option<Value>>)> {
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
                    values.extend([text.replace('@', "@x"), format!("{text}.example")].map(|text| Some(json!(text))))
                }
                "text" if texts.len() < 30 => {
                    values.extend(texts.iter().map(|other| Some(json!(format!("{text} | {other}")))))
                }
                _ => {}
            }
        }
        values.retain(|value| match value {
            Some(Value::String(text)) if text == "none of these" => false,
            Some(Value::Number(number)) if field["type"] == "number" => inside(&number.as_f64().unwrap()),
            _ => true,
        });
        (name.clone(), values)
    })
    .collect()
}

fn with(lead: &Value, answers: &[(&str, &Option<Value>)]) -> String {
    let mut lead = lead.clone();
    for (name, value) in answers {
        if let Some(value) = value {
            lead["profile"][*name] = value.clone();
        }
    }
    lead.to_string()
}

/// Evaluates every completion; gives each with its outcome.
fn completions(
    compiled: &Model,
    model: &Value,
    lead: &Value,
    open: &[(String, Vec<Option<Value>>)],
) -> Vec<(Vec<usize>, Known)> {
    let mut evaluation = compiled.evaluation();
    let mut all = Vec::new();
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
        all.push((places, outcome(&evaluation, model)));
    }
    all
}

/// The seeds of the models to try: 10,000 with `LEADGRADE_LONG` set, one with `LEADGRADE_SEED`.
fn seeds() -> std::ops::Range<u64> {
    let seed = std::env::var("LEADGRADE_SEED").ok().and_then(|seed| seed.parse().ok());
    let all = if std::env::var_os("LEADGRADE_LONG").is_some() { 10_000 } else { 200 };
    seed.map_or(0..all, |seed| seed..seed + 1)
}

/// So many completions of one model are tried.
const MOST: usize = 6_000;

#[test]
fn what_is_reachable_is_what_brute_force_finds() {
    let (mut exact, mut settled, mut tried, mut needless) = (0, 0, 0, 0);
    for seed in seeds() {
        let random = &mut Random(seed);
        let model = model(random);
        let compiled = Model::from_json(&model.to_string()).unwrap_or_else(|error| panic!("{error}\n{model}"));
        let lead = start(random, &model);
        let open = open(&model, &lead);
        if open.iter().map(|(_, values)| values.len()).product::<usize>() > MOST {
            continue;
        }
        tried += 1;
        let all = completions(&compiled, &model, &lead, &open);
        let found: BTreeSet<Known> = all.iter().map(|(_, outcome)| outcome.clone()).collect();
        let mut form = compiled.form(lead.to_string().as_bytes(), now(), b"");
        let (reachable, is_exact) = reached(&mut form);
        let about = || format!("seed {seed}\n{model}\n{lead}");
        assert!(found.is_subset(&reachable), "missed {:?}\n{}", found.difference(&reachable), about());
        if is_exact {
            exact += 1;
            assert_eq!(reachable, found, "{}", about());
            let missing: BTreeSet<&str> = form.missing().into_iter().collect();
            for (place, (name, _)) in open.iter().enumerate() {
                let others = |places: &[usize]| {
                    let mut others = places.to_vec();
                    others[place] = 0;
                    others
                };
                let mut first: std::collections::BTreeMap<Vec<usize>, &Known> = Default::default();
                let differs =
                    all.iter().any(|(places, outcome)| *first.entry(others(places)).or_insert(outcome) != outcome);
                // Of addresses and texts, some that are nobody's may be reckoned with.
                assert!(missing.contains(name.as_str()) || !differs, "{name} of {}", about());
                needless += usize::from(missing.contains(name.as_str()) && !differs);
            }
        }
        settled += usize::from(form.is_settled());
    }
    println!("{tried} tried, {exact} exact, {settled} settled, {needless} fields too many");
    assert!(needless * 100 <= tried, "{needless} fields of {tried} models are missed for nothing");
    assert!(exact * 10 > tried * 7, "only {exact} of {tried} were exact");
}
