//! Leads to try a model on, made from its text alone: for every field all values that its tests could tell apart, and some
//! more; events for every signal, alone and together, new and old. Nothing here knows how the lints come to their proofs.

use serde_json::{Map, Value, json};

pub const NOW: &str = "2026-11-22T10:00:00Z";
const NOW_MS: i64 = 1_795_341_600_000;
const DAY: i64 = 86_400_000;

/// A lead as far as these tests make it up.
#[derive(Clone, Debug)]
pub struct Made {
    pub profile: Map<String, Value>,
    pub events: Vec<Value>,
    pub text: String,
}

impl Made {
    pub fn new(profile: Map<String, Value>, events: Vec<Value>) -> Made {
        let text = json!({ "profile": profile, "events": events }).to_string();
        Made { profile, events, text }
    }
}

/// Leads with every combination of values, as many as `most`; so many of them with events as well.
pub fn leads(model: &Value, most: usize, often: usize) -> Vec<Made> {
    let profiles = profiles(model, most);
    let histories = histories(model);
    let mut leads: Vec<Made> = profiles.iter().map(|profile| Made::new(profile.clone(), Vec::new())).collect();
    for (index, profile) in profiles.iter().enumerate() {
        let last = index + 1 == profiles.len();
        let some = profiles.len().div_ceil(often);
        if index % some == 0 || last {
            leads.extend(histories.iter().map(|events| Made::new(profile.clone(), events.clone())));
        }
    }
    leads
}

/// How many profiles there are of these values.
pub fn possible(model: &Value) -> usize {
    let fields = model["fields"].as_object().unwrap().iter();
    fields.map(|(name, field)| values(model, name, field).len()).product()
}

/// Profiles with every combination of values, as many as `most`, and last an empty one.
pub fn profiles(model: &Value, most: usize) -> Vec<Map<String, Value>> {
    let fields: Vec<(String, Vec<Option<Value>>)> = model["fields"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, field)| (name.clone(), values(model, name, field)))
        .collect();
    let product: usize = fields.iter().map(|(_, values)| values.len()).product();
    let step = product.div_ceil(most).max(1);
    let profile = |mut number: usize| {
        let mut profile = Map::new();
        for (name, values) in &fields {
            if let Some(value) = &values[number % values.len()] {
                profile.insert(name.clone(), value.clone());
            }
            number /= values.len();
        }
        profile
    };
    // A stride that shares no factor with the product still meets all values of all fields.
    let step =
        (step..).find(|step| *step == 1 || fields.iter().all(|(_, values)| gcd(*step, values.len()) == 1)).unwrap();
    let mut profiles: Vec<_> = (0..product.div_ceil(step)).map(|index| profile(index * step)).collect();
    profiles.push(Map::new());
    profiles
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// All constants that stand anywhere below a key of this name.
fn constants(node: &Value, keys: &[String], below: bool, found: &mut Vec<Value>) {
    match node {
        Value::Object(members) => {
            let graded = members.get("by").and_then(Value::as_str).is_some_and(|by| keys.iter().any(|key| key == by));
            for (key, member) in members {
                constants(member, keys, below || graded || keys.contains(key), found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| constants(item, keys, below, found)),
        constant if below => found.push(constant.clone()),
        _ => {}
    }
}

fn days(duration: &str) -> Option<i64> {
    let (number, unit) = duration.split_at_checked(duration.len().checked_sub(1)?)?;
    let unit = match unit {
        "h" => 3_600_000,
        "d" => DAY,
        "w" => 7 * DAY,
        _ => return None,
    };
    Some(number.parse::<i64>().ok()? * unit)
}

/// The values of a field, none among them.
pub fn values(model: &Value, name: &str, field: &Value) -> Vec<Option<Value>> {
    let keys = [name.to_string(), format!("{name}.domain"), format!("days.{name}")];
    let mut found = Vec::new();
    for (section, part) in model.as_object().unwrap() {
        if section != "fields" {
            constants(part, &keys, false, &mut found);
        }
    }
    let lists = model.get("lists").and_then(Value::as_object).into_iter().flatten();
    let listed: Vec<Value> = lists.flat_map(|(_, list)| list.as_array().unwrap().iter().take(2).cloned()).collect();
    let text = |value: &Value| value.as_str().map(str::to_string);
    let options = field.get("options").and_then(Value::as_array).into_iter().flatten();
    let options: Vec<Value> = options.map(|option| option.get("id").unwrap_or(option).clone()).collect();
    let mut values: Vec<Value> = match field["type"].as_str().unwrap() {
        "number" => {
            let numbers: Vec<f64> = found.iter().filter_map(Value::as_f64).collect();
            let around = |number: &f64| [number - 1.0, number - 0.5, *number, number + 0.5].map(|number| json!(number));
            numbers.iter().flat_map(around).chain([json!(-1e9), json!(1e9)]).collect()
        }
        "boolean" => vec![json!(true), json!(false)],
        "choice" => options.into_iter().chain([json!("none of these")]).collect(),
        "set" => {
            let elements = if options.is_empty() { found.into_iter().chain(listed).collect() } else { options };
            let mut elements: Vec<Value> = elements.into_iter().filter(Value::is_string).collect();
            let mut seen = Vec::new();
            elements.retain(|element| {
                !seen.contains(element) && {
                    seen.push(element.clone());
                    true
                }
            });
            elements.truncate(5);
            let subset = |mask: usize| -> Value {
                elements
                    .iter()
                    .enumerate()
                    .filter(|(bit, _)| mask >> bit & 1 == 1)
                    .map(|(_, element)| element.clone())
                    .collect()
            };
            (0..1 << elements.len()).map(subset).collect()
        }
        "date" => {
            let mut ages = vec![-DAY, 0, 1, 400 * DAY];
            for constant in &found {
                if let Some(age) = constant.as_str().and_then(days).or(constant.as_i64().map(|days| days * DAY)) {
                    ages.extend([age - 1, age, age + DAY]);
                }
            }
            ages.iter().map(|age| json!(NOW_MS - age)).collect()
        }
        "email" => {
            let domains =
                found.iter().chain(&listed).filter_map(text).filter(|text| text.contains('.') && !text.contains('@'));
            let domains = domains.chain(["gmail.com", "mailinator.com", "mit.edu", "plain.example"].map(String::from));
            let addresses = found.iter().filter_map(text).filter(|text| text.contains('@'));
            domains.map(|domain| format!("a@{domain}")).chain(addresses).map(Value::from).collect()
        }
        _ => {
            let texts: Vec<String> = found.iter().chain(&listed).filter_map(text).collect();
            let mut all = vec!["unlike".to_string(), texts.join(" ")];
            for text in &texts {
                all.extend([text.clone(), format!("{text} x"), format!("x {text}"), format!("x{text}x")]);
            }
            all.into_iter().map(Value::from).collect()
        }
    };
    let mut seen = Vec::new();
    values.retain(|value| {
        !seen.contains(value) && {
            seen.push(value.clone());
            true
        }
    });
    [None].into_iter().chain(values.into_iter().map(Some)).collect()
}

/// An event that a match may be about.
fn event(on: &Value, at: i64) -> Value {
    let mut event = Map::new();
    let mut props = Map::new();
    event.insert("type".into(), json!("other"));
    event.insert("at".into(), json!(at));
    for (key, wanted) in on.as_object().into_iter().flatten() {
        let value = match wanted {
            Value::Array(all) => all[0].clone(),
            Value::Object(tests) => match tests.iter().next() {
                Some((test, Value::Number(number))) => {
                    let number = number.as_f64().unwrap();
                    json!(
                        number
                            + match test.as_str() {
                                "gt" => 1.0,
                                "lt" => -1.0,
                                _ => 0.0,
                            }
                    )
                }
                Some((_, Value::Array(all))) => all[0].clone(),
                Some((_, constant)) => constant.clone(),
                None => continue,
            },
            constant => constant.clone(),
        };
        match key.as_str() {
            "type" | "channel" | "asset" | "name" | "value" => drop(event.insert(key.clone(), value)),
            "any" | "all" | "not" | "day" => {}
            _ => drop(props.insert(key.clone(), value)),
        }
    }
    event.insert("props".into(), Value::Object(props));
    Value::Object(event)
}

/// What leads may have done: each signal's event alone, often, long ago; all of them; and each with a person's yes after it.
pub fn histories(model: &Value) -> Vec<Vec<Value>> {
    let none = Vec::new();
    let signals = model["intent"]["signals"].as_array().unwrap_or(&none);
    let mut histories: Vec<Vec<Value>> = Vec::new();
    let all = |at: i64, times: usize| -> Vec<Value> {
        let ons = signals.iter().flat_map(|signal| [signal.get("on"), signal["then"].get("on")]).flatten();
        ons.flat_map(|on| vec![event(on, at); times]).collect()
    };
    for signal in signals {
        let on = signal.get("on").cloned().unwrap_or(json!({}));
        let second = signal["then"].get("on");
        let one = |at: i64| [Some(event(&on, at)), second.map(|on| event(on, at))].into_iter().flatten();
        histories.push(vec![event(&on, NOW_MS)]);
        histories.push(one(NOW_MS).collect());
        histories.push(one(NOW_MS - 400 * DAY).collect());
        histories.push((0..12).flat_map(|_| one(NOW_MS)).collect());
        histories.push((0..12).flat_map(|hours| one(NOW_MS - hours * DAY / 2)).collect());
    }
    histories.push(all(NOW_MS, 1));
    histories.push(all(NOW_MS, 12));
    histories.push(all(NOW_MS - 20 * DAY, 3));
    let stages = model["stages"].as_array().unwrap_or(&none);
    let accepts: Vec<Value> = stages
        .iter()
        .filter_map(|stage| stage["gate"]["accept"].get(0))
        .map(|yes| json!({ "type": yes, "at": NOW_MS }))
        .collect();
    if !accepts.is_empty() {
        let accepted: Vec<_> = histories.iter().map(|events| [events.clone(), accepts.clone()].concat()).collect();
        histories.extend(accepted);
        histories.push(accepts);
    }
    histories
}
