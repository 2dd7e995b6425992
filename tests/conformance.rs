//! Runs the conformance cases: every file of `tests/conformance/`, as its README says.

use leadgrade::{Instant, Model};
use serde_json::{Map, Value, json};
use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn empty() -> Map<String, Value> {
    let empty = json!({
        "model": null, "lead": null, "now": null,
        "fit": { "points": 0, "tier": null }, "intent": { "points": 0, "band": null }, "score": 0,
        "stage": "lead", "wouldBe": null, "change": null, "awaiting": null,
        "frameworks": {}, "labels": [], "disqualified": null,
        "action": { "kind": "none", "rule": null, "team": null, "owner": null, "queue": null, "track": null, "partner": null,
                    "protocol": null, "considered": [], "at": null, "touches": [], "due": {}, "escalate": null },
        "reasons": [], "summary": "", "layers": { "static": [0, 0], "intent": 0, "crm": [0, 0], "human": [0, 0] },
        "handoff": null, "notices": []
    });
    empty.as_object().unwrap().clone()
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            found.push(path);
        }
    }
}

/// A text as it is, or one that is made of a repeated part.
fn text_of(value: &Value) -> String {
    let part = |key: &str| value[key].as_str().unwrap_or_default();
    match value {
        Value::String(text) => text.clone(),
        _ => {
            part("prefix").to_string()
                + &part("repeat").repeat(value["times"].as_u64().unwrap() as usize)
                + part("suffix")
        }
    }
}

/// Numbers are compared by value: 5.0 is 5.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        _ => a == b,
    }
}

/// The model's text: that of the case, else that of the file.
fn model_text(file: &Value, case: &Value) -> String {
    [case, file]
        .iter()
        .find_map(|place| {
            place.get("modelText").map(text_of).or_else(|| place.get("model").map(Value::to_string)).or_else(|| {
                place
                    .get("modelFile")
                    .map(|path| fs::read_to_string(Path::new(ROOT).join(path.as_str().unwrap())).unwrap())
            })
        })
        .unwrap()
}

/// What is wrong with a case, if anything.
fn check(file: &Value, case: &Value) -> Result<(), String> {
    let model = Model::from_json(&model_text(file, case)).map_err(|error| error.to_string())?;
    let now = case.get("now").or(file.get("now")).and_then(|now| match now {
        Value::String(text) => Instant::parse(text),
        number => Instant::from_millis(number.as_i64().unwrap()),
    });
    let lead = case.get("leadText").map(text_of).unwrap_or_else(|| case["lead"].to_string());
    let context = case.get("context").map(Value::to_string).unwrap_or_default();
    let mut evaluation = model.evaluate(lead.as_bytes(), now.ok_or("no instant")?, context.as_bytes());
    let json = evaluation.to_json();
    let found: Map<String, Value> = serde_json::from_str(&json).map_err(|error| format!("{error} in {json}"))?;

    let mut expected = empty();
    expected.insert("model".into(), json!({ "name": model.name(), "version": model.version(), "hash": model.hash() }));
    expected.insert("lead".into(), case["lead"].get("id").filter(|id| id.is_string()).cloned().unwrap_or(Value::Null));
    expected.insert("now".into(), json!(now.unwrap().to_string()));
    for overlay in [&file["base"], &case["expect"]] {
        expected.extend(overlay.as_object().into_iter().flatten().map(|(key, value)| (key.clone(), value.clone())));
    }
    if let Some(text) = case.get("expectText").and_then(Value::as_str)
        && text != json
    {
        return Err(format!("expected the text {text}\n            found the text {json}"));
    }
    if !found.keys().eq(empty().keys()) {
        return Err(format!("the keys are {:?}", found.keys().collect::<Vec<_>>()));
    }
    let sum: f64 = found["reasons"].as_array().unwrap().iter().map(|reason| reason["points"].as_f64().unwrap()).sum();
    if (sum - found["score"].as_f64().unwrap()).abs() > 1e-6 {
        return Err(format!("the reasons sum to {sum}"));
    }
    evaluation.renew(lead.as_bytes(), now.unwrap(), context.as_bytes());
    if evaluation.to_json() != json {
        return Err("a second evaluation in the same memory differs".into());
    }
    let differences: Vec<String> = expected
        .iter()
        .filter(|(key, value)| !same(value, &found[*key]))
        .map(|(key, value)| format!("`{key}`\n      expected {value}\n         found {}", found[key]))
        .collect();
    if differences.is_empty() { Ok(()) } else { Err(differences.join("\n    ")) }
}

#[test]
fn every_case_gives_the_evaluation_it_must() {
    let mut paths = Vec::new();
    files(&Path::new(ROOT).join("tests/conformance"), &mut paths);
    paths.sort();
    let (mut count, mut faults) = (0, Vec::new());
    for path in &paths {
        let file: Value = serde_json::from_str(&fs::read_to_string(path).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut names = std::collections::BTreeSet::new();
        for case in file["cases"].as_array().unwrap() {
            count += 1;
            let name = case["name"].as_str().unwrap();
            assert!(names.insert(name), "{}: `{name}` stands twice", path.display());
            assert!(
                case["why"].as_str().is_some_and(|why| !why.trim().is_empty()),
                "{}: `{name}` does not say why",
                path.display()
            );
            if let Err(difference) = check(&file, case) {
                faults.push(format!("{} `{name}`:\n    {difference}", path.strip_prefix(ROOT).unwrap().display()));
            }
        }
    }
    assert!(count >= 150, "only {count} cases were found");
    assert!(faults.is_empty(), "{} of {count} cases fail:\n{}", faults.len(), faults.join("\n"));
    println!("{count} cases in {} files", paths.len());
}
